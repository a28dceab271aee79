//! A zip container of files, as people send them: the files in it, each with its name.
//!
//! Takes bytes and the host's charset decoder, gives the files; a container that is itself a document is none of
//! these. Containers inside are given as they are: nobody looks into them.

use super::bytes::{u16_at, u32_at};
use super::zip::{Archive, Part, crc};
use super::{limits, say};
use crate::input::Unreadable;
use crate::readers::Decode;

/// A file of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name with the folders it lies in, apart by `/`.
    pub name: String,
    /// Its bytes, or why they cannot be had.
    pub content: Result<Vec<u8>, Unreadable>,
}

/// Parts by which a container is known to be a document itself.
const DOCUMENTS: [&str; 6] =
    ["[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "content.xml", "OFD.xml", "mimetype"];

/// The name is UTF-8.
const UTF8: u16 = 1 << 11;
/// Where the name and its length stand in a record of the directory.
const NAME: usize = 46;
const NAME_LENGTH: usize = 28;
const EXTRA_LENGTH: usize = 30;
const FLAGS: usize = 8;
/// The extra field with the name in UTF-8, where the name itself is in the charset of the system.
const UNICODE_NAME: u16 = 0x7075;

/// The files in a zip container; `None` for everything else.
pub fn members(bytes: &[u8], decode: Decode) -> Option<Result<Vec<Member>, Unreadable>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let archive = Archive::open(bytes).ok()?;
    if DOCUMENTS.iter().any(|name| archive.has(name)) {
        return None;
    }
    Some(if bytes.len() > limits::MAX_FILE {
        Err(say::too_large("文件超过 64 MB"))
    } else {
        files(archive, decode)
    })
}

fn files(mut archive: Archive, decode: Decode) -> Result<Vec<Member>, Unreadable> {
    let names = archive.parts()?.into_iter().map(|part| name(&part, decode));
    let wanted: Vec<(usize, String)> = names.enumerate().filter(|(_, name)| !is_litter(name)).collect();
    if wanted.is_empty() {
        return Err(Unreadable::new(
            "压缩包里没有文件。",
            "请确认压缩包完整，或者解压后直接放入其中的文档。",
        ));
    }
    if wanted.len() > limits::MAX_MEMBERS {
        return Err(Unreadable::new(
            format!("压缩包里有 {} 个文件，超过了 {} 个的上限。", wanted.len(), limits::MAX_MEMBERS),
            "请分成几个压缩包，或者解压后分批放入。",
        ));
    }
    Ok(wanted.into_iter().map(|(at, name)| Member { name, content: archive.read_at(at) }).collect())
}

/// Folders, and what systems and programs leave beside documents.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let left_behind = ["~$", "._", ".~"].iter().any(|start| file.starts_with(start));
    file.is_empty()
        || left_behind
        || name.starts_with("__MACOSX/")
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The name: UTF-8 where that is said or where it is sound UTF-8, else GB18030, as Chinese Windows writes it.
fn name(part: &Part, decode: Decode) -> String {
    let length = |at| usize::from(u16_at(part.record, at).unwrap_or(0));
    let end = NAME + length(NAME_LENGTH);
    let raw = part.record.get(NAME..end).unwrap_or_default();
    let extra = part.record.get(end..end + length(EXTRA_LENGTH)).unwrap_or_default();
    let is_utf8 = u16_at(part.record, FLAGS).is_some_and(|flags| flags & UTF8 != 0);
    let name = unicode_name(extra, raw)
        .or_else(|| std::str::from_utf8(raw).ok().map(str::to_owned))
        .or_else(|| if is_utf8 { None } else { decode("gb18030", raw) })
        .unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned());
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// The UTF-8 name beside the other one, unless the other one was changed since.
fn unicode_name(mut extra: &[u8], raw: &[u8]) -> Option<String> {
    loop {
        let (id, size) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + size)?;
        if id == UNICODE_NAME && u32_at(field, 1) == Some(crc(raw)) {
            return std::str::from_utf8(field.get(5..)?).ok().map(str::to_owned);
        }
        extra = extra.get(4 + size..)?;
    }
}
