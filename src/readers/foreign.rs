//! Files that are not text: which kind, by their first bytes, and what the user can do instead.
//!
//! Takes bytes, gives a sentence; opens nothing.

use super::charset::find;
use crate::input::Unreadable;

/// Bytes in which names inside a container are looked for: its directory is at either end.
const CONTAINER_WINDOW: usize = 64 << 10;

const COPY: &str = "请打开文件，按 Ctrl+A 全选、Ctrl+C 复制，再粘贴到这里。";

/// A kind of file told by its first bytes.
struct Kind {
    magic: &'static [u8],
    at: usize,
    what: &'static str,
    advice: &'static str,
}

const PICTURE: &str = "图片中的文字无法核对，请粘贴原文档或网页中的表格。";
const ARCHIVE: &str = "请先解压，再放入其中的文档。";

const KINDS: [Kind; 17] = [
    Kind {
        magic: b"{\\rtf",
        at: 0,
        what: "RTF 文档",
        advice: "请在 Word 或 WPS 中打开后全选复制，粘贴到这里。",
    },
    Kind { magic: b"\x89PNG", at: 0, what: "图片", advice: PICTURE },
    Kind { magic: b"\xFF\xD8\xFF", at: 0, what: "图片", advice: PICTURE },
    Kind { magic: b"GIF8", at: 0, what: "图片", advice: PICTURE },
    Kind { magic: b"II*\0", at: 0, what: "图片", advice: PICTURE },
    Kind { magic: b"MM\0*", at: 0, what: "图片", advice: PICTURE },
    Kind { magic: b"WEBP", at: 8, what: "图片", advice: PICTURE },
    Kind { magic: b"ftyphei", at: 4, what: "图片", advice: PICTURE },
    Kind { magic: b"ftyp", at: 4, what: "音视频文件", advice: "请换成年报的文档或网页。" },
    Kind { magic: b"Rar!", at: 0, what: "压缩包", advice: ARCHIVE },
    Kind { magic: b"7z\xBC\xAF\x27\x1C", at: 0, what: "压缩包", advice: ARCHIVE },
    Kind { magic: b"\x1F\x8B", at: 0, what: "压缩包", advice: ARCHIVE },
    Kind { magic: b"BZh", at: 0, what: "压缩包", advice: ARCHIVE },
    Kind { magic: b"\xFD7zXZ\0", at: 0, what: "压缩包", advice: ARCHIVE },
    Kind { magic: b"MZ", at: 0, what: "程序文件", advice: "请换成年报的文档或网页。" },
    Kind {
        magic: b"%!PS",
        at: 0,
        what: "PostScript 文件",
        advice: "请转成 PDF，在 PDF 阅读器中全选复制，粘贴到这里。",
    },
    Kind { magic: b"\0asm", at: 0, what: "程序文件", advice: "请换成年报的文档或网页。" },
];

/// Documents in a zip container, by the name of a part, and in an OLE container, by the name of a stream.
const PARTS: [(&str, &str); 7] = [
    ("word/document.xml", "Word 文档（docx）"),
    ("xl/workbook", "Excel 表格（xlsx）"),
    ("OFD.xml", "OFD 版式文件"),
    ("opendocument.text", "ODT 文档"),
    ("opendocument.spreadsheet", "ODS 表格"),
    ("ppt/presentation.xml", "演示文稿（pptx）"),
    ("content.xml", "OpenDocument 文档"),
];
const STREAMS: [(&str, &str); 4] = [
    ("EncryptedPackage", "加密的 Office 文件"),
    ("WordDocument", "Word 文档（doc）"),
    ("Workbook", "Excel 表格（xls）"),
    ("PowerPoint Document", "演示文稿（ppt）"),
];

/// The kind of document in a container, by the names at either end of it; a container may be damaged.
pub(super) fn contained(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return inside(bytes, &PARTS, str_bytes);
    }
    let is_ole = bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    is_ole.then(|| inside(bytes, &STREAMS, utf16_bytes)).flatten()
}

/// Whether a PDF begins within the first bytes, as far in as viewers look for it.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    find(window(bytes, 1024), b"%PDF-").is_some()
}

/// What to say about bytes that are no text, if they are of a known kind.
pub fn refuse(bytes: &[u8]) -> Option<Unreadable> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(container(bytes, &PARTS, str_bytes, "压缩包（zip）", ARCHIVE));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(container(bytes, &STREAMS, utf16_bytes, "旧版 Office 文件", COPY));
    }
    if is_pdf(bytes) {
        return Some(say("PDF 文件", "请在 PDF 阅读器中打开，全选复制，粘贴到这里；扫描件请换成原文档。"));
    }
    let kind =
        KINDS.iter().find(|kind| bytes.get(kind.at..).is_some_and(|rest| rest.starts_with(kind.magic)))?;
    Some(say(kind.what, kind.advice))
}

/// What to say about bytes of no known kind that are no text either.
pub fn not_text() -> Unreadable {
    Unreadable::new("这个文件不是文字，也不是认得的文档。", COPY)
}

/// What to say about a web archive without a page.
pub(super) fn no_page() -> Unreadable {
    Unreadable::new(
        "这个网页归档（mht）中没有网页，可能没有保存完整。",
        "请在浏览器中打开原网页，按 Ctrl+A 全选、Ctrl+C 复制，粘贴到这里。",
    )
}

fn say(what: &str, advice: &str) -> Unreadable {
    Unreadable::new(format!("这是{what}，目前不能直接读取。"), advice)
}

fn container(
    bytes: &[u8],
    names: &[(&str, &'static str)],
    encode: fn(&str) -> Vec<u8>,
    other: &str,
    other_advice: &str,
) -> Unreadable {
    match inside(bytes, names, encode) {
        Some(what) if what.starts_with("OFD") => {
            say(what, "请在 OFD 阅读器或 WPS 中打开，全选复制，粘贴到这里。")
        }
        Some(what) => say(what, "请在 Word、Excel 或 WPS 中打开后全选复制，粘贴到这里。"),
        None => say(other, other_advice),
    }
}

fn inside(bytes: &[u8], names: &[(&str, &'static str)], encode: fn(&str) -> Vec<u8>) -> Option<&'static str> {
    let tail = bytes.get(bytes.len().saturating_sub(CONTAINER_WINDOW)..).unwrap_or_default();
    let holds = |name: &str| {
        let name = encode(name);
        find(window(bytes, CONTAINER_WINDOW), &name).or_else(|| find(tail, &name)).is_some()
    };
    names.iter().find(|(name, _)| holds(name)).map(|(_, what)| *what)
}

fn window(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn str_bytes(name: &str) -> Vec<u8> {
    name.as_bytes().to_vec()
}

fn utf16_bytes(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
