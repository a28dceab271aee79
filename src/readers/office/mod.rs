//! Files of Word, WPS, Excel and LibreOffice → [`Document`].
//!
//! Takes bytes and the host's charset decoder, tells the formats apart by what is inside, gives the document or
//! says why it cannot. Knows nothing about reports.

mod biff;
mod builder;
mod decimal;
mod doc;
mod doc_props;
mod docx;
mod fields;
mod flow;
pub mod limits;
mod members;
mod nest;
mod numfmt;
mod ods;
mod odt;
mod ole;
pub(crate) mod package;
mod rtf;
pub(crate) mod say;
mod sheet;
mod table;
mod xls;
pub(crate) mod xlsx;
pub(crate) mod xml;

pub use members::{Member, members};

use super::{Decode, charset, foreign, zip};
use crate::document::Document;
use crate::input::Unreadable;

/// A document and the id of its format; `None` for bytes that are no Office file.
pub type Outcome = Option<Result<(Document, &'static str), Unreadable>>;

/// Reads an Office file.
pub fn read(bytes: &[u8], decode: Decode) -> Outcome {
    let open: fn(&[u8], Decode) -> Opened = if bytes.starts_with(b"PK\x03\x04") {
        package
    } else if bytes.starts_with(rtf::MAGIC) {
        |bytes, decode| Ok(Some((rtf::read(bytes, decode)?, "rtf")))
    } else if bytes.starts_with(ole::MAGIC) {
        container
    } else if super::is_flat(bytes) {
        |bytes, _| flat(bytes).map(Some)
    } else {
        return None;
    };
    if bytes.len() > limits::MAX_FILE {
        return Some(Err(say::too_large("文件超过 64 MB")));
    }
    open(bytes, decode).and_then(|opened| opened.map(not_empty).transpose()).transpose()
}

/// `None` when the container holds something else.
type Opened = Result<Option<(Document, &'static str)>, Unreadable>;

fn not_empty((document, id): (Document, &'static str)) -> Result<(Document, &'static str), Unreadable> {
    if !document.blocks.is_empty() {
        return Ok((document, id));
    }
    let name = super::PACKED.iter().find(|packed| packed.id == id).map_or("文档", |packed| packed.name);
    Err(say::empty(name, &document.notices))
}

/// The parts by which a package is known when it does not say what its main part is.
const WORD: &str = "word/document.xml";
const EXCEL: &str = "xl/workbook.xml";

fn package(bytes: &[u8], decode: Decode) -> Opened {
    match zip::Archive::open(bytes, decode) {
        Ok(mut archive) => open_package(&mut archive),
        Err(why) => match foreign::contained(bytes) {
            Some(what) if !what.contains("OFD") => Err(say::broken(what)),
            None if is_cut(bytes) => Err(why.into()),
            _ => Ok(None),
        },
    }
}

/// Whether a container without a directory begins like an Office file.
fn is_cut(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    ["word/", "xl/", "[Content_Types].xml"].iter().any(|name| charset::find(head, name.as_bytes()).is_some())
}

const HEAD: usize = 64 << 10;

/// XML that holds a whole document.
fn flat(bytes: &[u8]) -> Result<(Document, &'static str), Unreadable> {
    let text = xml::text(bytes);
    let head: String = text.chars().take(4 << 10).collect();
    if !head.contains("<office:document") {
        Ok((docx::read(&text)?, "docx"))
    } else if text.contains("<office:spreadsheet") {
        Ok((ods::read(&text)?, "ods"))
    } else {
        Ok((odt::read(&text)?, "odt"))
    }
}

fn open_package(archive: &mut zip::Archive) -> Opened {
    if archive.has(WORD) && archive.has(EXCEL) {
        return Err(say::ambiguous("Word 文档", "Excel 表格"));
    }
    if archive.has(OPEN_DOCUMENT) {
        return open_document(archive).map(Some);
    }
    let main = main_part(archive)?;
    let Some(main) = main else { return Ok(None) };
    let folder = main.split('/').next().unwrap_or_default().to_ascii_lowercase();
    match folder.as_str() {
        "xl" if !main.to_ascii_lowercase().ends_with("xml") => {
            Err(say::unsupported("Excel 二进制工作簿（xlsb）"))
        }
        "xl" => Ok(Some((xlsx::read(archive, &main)?, "xlsx"))),
        "ppt" => Err(say::unsupported("演示文稿（pptx）")),
        _ => Ok(Some((docx::read(&xml::text(&archive.need(&main)?))?, "docx"))),
    }
}

/// The content of an OpenDocument file.
const OPEN_DOCUMENT: &str = "content.xml";

fn open_document(archive: &mut zip::Archive) -> Result<(Document, &'static str), Unreadable> {
    if archive.has(WORD) || archive.has(EXCEL) {
        return Err(say::ambiguous("OpenDocument 文档", "Office 文档"));
    }
    let manifest = archive.read("META-INF/manifest.xml")?.unwrap_or_default();
    if charset::find(&manifest, b"encryption-data").is_some() {
        return Err(say::encrypted());
    }
    let content = archive.need(OPEN_DOCUMENT)?;
    let content = xml::text(&content);
    if content.contains("<office:spreadsheet") {
        Ok((ods::read(&content)?, "ods"))
    } else if content.contains("<office:text") {
        Ok((odt::read(&content)?, "odt"))
    } else {
        Err(say::unsupported("LibreOffice 的演示文稿或图形"))
    }
}

pub(crate) fn main_part(archive: &mut zip::Archive) -> Result<Option<String>, Unreadable> {
    let said = package::main_part(archive)?;
    Ok(said.or_else(|| [WORD, EXCEL].into_iter().find(|name| archive.has(name)).map(str::to_owned)))
}

/// Streams by which a container is known; `Book` is what Excel 95 called its own.
const BOOKS: [&str; 2] = ["Workbook", "Book"];

fn container(bytes: &[u8], decode: Decode) -> Opened {
    let container =
        ole::Container::open(bytes).map_err(|why| foreign::contained(bytes).map_or(why, say::broken))?;
    if container.has("EncryptedPackage") {
        return Err(say::encrypted());
    }
    let book = BOOKS.into_iter().find(|name| container.has(name));
    if book.is_some() && container.has("WordDocument") {
        return Err(say::ambiguous("Word 文档", "Excel 表格"));
    }
    if let Some(book) = book {
        let stream = container.stream(book)?.ok_or_else(|| say::damaged(book))?;
        return Ok(Some((xls::read(&stream, decode)?, "xls")));
    }
    if container.has("WordDocument") {
        return Ok(Some((doc::read(&container, decode)?, "doc")));
    }
    if container.has("PowerPoint Document") {
        return Err(say::unsupported("演示文稿（ppt）"));
    }
    Ok(None)
}
