//! What the user gave → [`Document`].
//!
//! Takes an [`Input`] and the host's charset decoder, gives blocks in reading order, or says why it cannot.
//! Readers are told apart by what is inside, not by the name. No reader knows anything about reports.

#[cfg(any(feature = "office", feature = "page"))]
mod bytes;
mod csv;
mod delimited;
mod foreign;
mod html;
#[cfg(feature = "office")]
mod mht;
mod mojibake;
#[cfg(feature = "office")]
pub mod office;
#[cfg(feature = "page")]
pub mod page;
mod scan;
mod text;
#[cfg(any(feature = "office", feature = "page"))]
#[cfg_attr(not(feature = "office"), allow(dead_code))] // the other pack only reads parts by name
pub(crate) mod zip;

pub mod charset;
pub mod limits;

use std::borrow::Cow;

pub use charset::Decode;

use crate::document::{Document, Notice};
use crate::input::{Content, Input, Unreadable};

/// A kind of text that can be read.
pub struct Reader {
    /// Stable name for programs.
    pub id: &'static str,
    /// Name for people, in Chinese.
    pub name: &'static str,
    /// File name extensions, lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// The document, if the text is of this kind.
    try_read: fn(&Source) -> Option<Document>,
}

/// Text whose kind is not known yet.
struct Source<'a> {
    text: &'a str,
    /// The extension of the file's name, lower case.
    extension: &'a str,
    came_as: CameAs,
}

/// What is known of a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CameAs {
    /// The clipboard said that it is a page.
    Page,
    /// Anything.
    Text,
}

/// All readers, in the order they are asked. The last takes every text.
pub const READERS: &[Reader] = &[
    Reader { id: "html", name: "网页", extensions: &["html", "htm", "xhtml"], try_read: read_html },
    Reader { id: "csv", name: "CSV 表格", extensions: &["csv", "tsv"], try_read: read_csv },
    Reader { id: "text", name: "纯文本", extensions: &["txt", "md"], try_read: read_text },
];

/// A kind of file that a pack reads: a module of its own in the browser, fetched when such a file arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    /// The pack.
    pub pack: &'static str,
    /// Stable name for programs.
    pub id: &'static str,
    /// Name for people, in Chinese.
    pub name: &'static str,
    /// File name extensions, lower case, without the dot.
    pub extensions: &'static [&'static str],
}

/// All kinds of files that packs read, whether or not the pack is part of this build.
pub const PACKED: &[Packed] = &[
    Packed { pack: "office", id: "docx", name: "Word 文档", extensions: &["docx", "docm", "dotx", "dotm"] },
    Packed {
        pack: "office",
        id: "doc",
        name: "Word 97 和 WPS 文档",
        extensions: &["doc", "dot", "wps", "wpt"],
    },
    Packed { pack: "office", id: "rtf", name: "RTF 文档", extensions: &["rtf"] },
    Packed { pack: "office", id: "odt", name: "ODT 文档", extensions: &["odt", "ott", "fodt"] },
    Packed { pack: "office", id: "xlsx", name: "Excel 表格", extensions: &["xlsx", "xlsm", "xltx"] },
    Packed {
        pack: "office",
        id: "xls",
        name: "Excel 97 和 WPS 表格",
        extensions: &["xls", "xlt", "et", "ett"],
    },
    Packed { pack: "office", id: "ods", name: "ODS 表格", extensions: &["ods", "ots", "fods"] },
    Packed { pack: "office", id: "mht", name: "网页归档", extensions: &["mht", "mhtml"] },
    Packed { pack: "page", id: "pdf", name: "PDF 文件", extensions: &["pdf"] },
    Packed { pack: "page", id: "ofd", name: "OFD 版式文件", extensions: &["ofd"] },
];

/// Signs of Office files that are plain XML, within the first bytes.
const FLAT: [&[u8]; 3] = [b"<w:wordDocument", b"<pkg:package", b"<office:document"];
const FLAT_WINDOW: usize = 4 << 10;

/// The pack that reads these bytes, told by what is inside; `None` when it is not for a pack.
pub fn pack_of(bytes: &[u8]) -> Option<&'static str> {
    if foreign::is_pdf(bytes) || foreign::contained(bytes).is_some_and(|what| what.contains("OFD")) {
        return Some("page");
    }
    let is_office = bytes.starts_with(b"{\\rtf")
        || bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
        || foreign::contained(bytes).is_some()
        || foreign::is_archive(bytes)
        || is_flat(bytes);
    is_office.then_some("office")
}

/// Whether an XML file holds a whole Office document.
fn is_flat(bytes: &[u8]) -> bool {
    let head = bytes.get(..FLAT_WINDOW).unwrap_or(bytes);
    charset::find(head, b"<?xml").is_some() && FLAT.iter().any(|sign| charset::find(head, sign).is_some())
}

/// Reads a file with the packs that are built in.
///
/// # Errors
/// When the file is of no pack, damaged, protected by a password or too large; in Chinese, with advice.
pub fn read_packed(bytes: &[u8], decode: Decode) -> Result<(Document, &'static str), Unreadable> {
    packed(bytes, decode).unwrap_or_else(|| Err(foreign::refuse(bytes).unwrap_or_else(foreign::not_text)))
}

/// A document and its reader, or why there is none; `None` when the file is of another kind.
type Attempt = Option<Result<(Document, &'static str), Unreadable>>;

/// What the packs that are built in make of a file; `None` when it is of none of them.
fn packed(bytes: &[u8], decode: Decode) -> Attempt {
    let readers: &[fn(&[u8], Decode) -> Attempt] = &[
        #[cfg(feature = "page")]
        page::read,
        #[cfg(feature = "office")]
        office::read,
        #[cfg(feature = "office")]
        mht::read,
    ];
    readers.iter().find_map(|read| read(bytes, decode))
}

/// Read what the user gave. With the document comes the id of the reader that read it.
///
/// # Errors
/// When the input is empty, too large, of a kind no reader knows, or no text; in Chinese, with advice.
pub fn read(input: &Input, decode: Decode) -> Result<(Document, &'static str), Unreadable> {
    if let Content::Bytes(bytes) = &input.content
        && let Some(outcome) = packed(bytes, decode)
    {
        return outcome;
    }
    let (text, came_as) = text_of(&input.content, decode)?;
    let text = text.trim_start_matches(['\u{feff}', '\0']);
    if text.trim().is_empty() {
        return Err(empty());
    }
    let undone = mojibake::undo(text, decode)?;
    let name = input.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let source = Source { text: undone.as_deref().unwrap_or(text), extension, came_as };
    let found = READERS.iter().find_map(|reader| Some(((reader.try_read)(&source)?, reader.id)));
    let (mut document, reader) = found.ok_or_else(foreign::not_text)?;
    document.notices.extend(undone.map(|_| Notice::remark(mojibake::NOTICE)));
    Ok((document, reader))
}

/// The text of the input, and what it came as.
fn text_of(content: &Content, decode: Decode) -> Result<(Cow<'_, str>, CameAs), Unreadable> {
    let (text, came_as) = match content {
        Content::Html(text) => (text, CameAs::Page),
        Content::Text(text) => (text, CameAs::Text),
        Content::Bytes(bytes) => return decode_file(bytes, decode),
    };
    check_size(text.len())?;
    Ok((Cow::Borrowed(text), came_as))
}

fn decode_file(bytes: &[u8], decode: Decode) -> Result<(Cow<'_, str>, CameAs), Unreadable> {
    if let Some(refused) = foreign::refuse(bytes) {
        return Err(refused);
    }
    check_size(bytes.len())?;
    let text = charset::decode(bytes, decode).ok_or_else(foreign::not_text)?;
    let decoded = matches!(text, Cow::Owned(_));
    if is_garbage(&text, decoded) { Err(foreign::not_text()) } else { Ok((text, CameAs::Text)) }
}

fn check_size(bytes: usize) -> Result<(), Unreadable> {
    if bytes <= limits::MAX_BYTES {
        return Ok(());
    }
    let limit = limits::MAX_BYTES >> 20;
    let reason = format!("内容太大，超过了 {limit} MB 的上限。");
    Err(Unreadable::new(reason, "请只复制含有表格的部分，粘贴到这里。"))
}

fn empty() -> Unreadable {
    Unreadable::new("没有内容。", "请把年报全文或其中的表格复制后粘贴到这里，或者选择一个文件。")
}

/// Bytes of no charset decode to control characters and replacement characters; more than one in this many
/// is no text.
const GARBAGE_SHARE: usize = 50;

/// Replacement characters count only where `decoded` says that they can be ours.
fn is_garbage(text: &str, decoded: bool) -> bool {
    let head = text.as_bytes().get(..limits::MAX_PRESCAN).unwrap_or(text.as_bytes());
    let controls = controls(head);
    let replaced = if decoded { replaced(head) } else { 0 };
    (controls + replaced) * GARBAGE_SHARE > head.len()
}

fn replaced(head: &[u8]) -> usize {
    head.windows(3).filter(|bytes| *bytes == "\u{fffd}".as_bytes()).count()
}

/// Control characters other than white space.
fn controls(head: &[u8]) -> usize {
    let (mut rest, mut count) = (head, 0);
    while let [first, after @ ..] = rest.get(scan::find_control(rest)..).unwrap_or_default() {
        count += usize::from(matches!(first, 1..=8 | 0x0e..));
        rest = after;
    }
    count
}

/// Tags by which text is known to be HTML even where it does not begin with one.
const TAGS: [&str; 8] = ["<html", "<table", "<tr", "<td", "<p", "<div", "<span", "<meta"];

/// Characters searched for a tag.
const TAG_WINDOW: usize = 64 << 10;

fn read_html(source: &Source) -> Option<Document> {
    (source.came_as == CameAs::Page || looks_like_html(source.text)).then(|| html::read(source.text))
}

/// Markup at the beginning, or one of the tags tables are made of soon after.
fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    let markup =
        matches!(start, [b'<', next, ..] if next.is_ascii_alphabetic() || *next == b'!' || *next == b'?');
    let window = text.as_bytes().get(..TAG_WINDOW).unwrap_or(text.as_bytes());
    markup || window.iter().zip(0..).any(|(byte, at)| *byte == b'<' && is_table_tag(window, at))
}

fn is_table_tag(window: &[u8], at: usize) -> bool {
    let rest = window.get(at..).unwrap_or_default();
    TAGS.iter().any(|tag| {
        rest.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
            && rest
                .get(tag.len())
                .is_some_and(|next| matches!(next, b'>' | b' ' | b'\n' | b'\t' | b'\r' | b'/'))
    })
}

fn read_csv(source: &Source) -> Option<Document> {
    let named = matches!(source.extension, "csv" | "tsv");
    let text = text::unix_lines(source.text);
    csv::separator(&text, named).map(|delimiter| csv::read(&text, delimiter))
}

#[allow(clippy::unnecessary_wraps)] // it is the last in a table of readers that may decline
fn read_text(source: &Source) -> Option<Document> {
    Some(text::read(source.text))
}
