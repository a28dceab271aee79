//! A zip container of files, as people send them: the files in it, each with its name.
//!
//! Takes bytes and the host's charset decoder, gives the files; a container that is itself a document is none of
//! these. Containers inside are given as they are: nobody looks into them.

use super::{limits, say};
use crate::input::Unreadable;
use crate::readers::Decode;
use crate::readers::zip::Archive;

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

/// The files in a zip container; `None` for everything else.
pub fn members(bytes: &[u8], decode: Decode) -> Option<Result<Vec<Member>, Unreadable>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let archive = Archive::open(bytes, decode).ok()?;
    if DOCUMENTS.iter().any(|name| archive.has(name)) {
        return None;
    }
    Some(if bytes.len() > limits::MAX_FILE {
        Err(say::too_large("文件超过 64 MB"))
    } else {
        files(archive)
    })
}

fn files(mut archive: Archive) -> Result<Vec<Member>, Unreadable> {
    let parts = archive.parts()?.into_iter().enumerate();
    let files = parts.filter(|(_, part)| !part.is_folder && !is_litter(part.name));
    let wanted: Vec<(usize, String)> = files.map(|(at, part)| (at, part.name.to_owned())).collect();
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
    let mut content = |at| archive.read_at(at).map_err(Unreadable::from);
    Ok(wanted.into_iter().map(|(at, name)| Member { name, content: content(at) }).collect())
}

/// What systems and programs leave beside documents.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let left_behind = ["~$", "._", ".~"].iter().any(|start| file.starts_with(start));
    left_behind || name.starts_with("__MACOSX/") || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
