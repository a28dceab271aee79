//! Fixed pages → [`Document`]: PDF and OFD.
//!
//! Takes bytes and the host's charset decoder; gives a document, or says why it cannot be opened. The format
//! readers give sheets (characters and lines with their places); `layout`, which knows no format, makes
//! tables and paragraphs of them. Knows nothing about reports.

// Places on a page are measured, not counted: their rounding does no harm, and they never reach a figure.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::similar_names
)]

mod layout;
mod limits;
mod ofd;
mod pdf;
mod sheet;

use super::charset::Decode;
use super::foreign::is_pdf;
use super::zip::Archive;
use crate::document::{self, Block, Document, Origin};
use crate::input::Unreadable;

pub use layout::{Place, Placed};

/// Reads a PDF or OFD file; `None` when the bytes are neither. With the document comes the id of the reader.
pub fn read(bytes: &[u8], decode: Decode) -> Option<Result<(Document, &'static str), Unreadable>> {
    read_placed(bytes, decode).map(|read| read.map(|(placed, id)| (with_origins(placed), id)))
}

/// The document whose tables know where their cells stand.
fn with_origins(placed: Placed) -> Document {
    let mut document = placed.document;
    for (block, places) in document.blocks.iter_mut().zip(placed.places) {
        if let Block::Grid(grid) = block {
            grid.origin = Origin::Pages(places.iter().map(whole_points).collect());
        }
    }
    document
}

fn whole_points(place: &Place) -> document::Place {
    document::Place { page: place.page, area: place.area.map(|side| side.round() as u32) }
}

/// As [`read`], with the page and the place on it of every block and cell.
pub fn read_placed(bytes: &[u8], decode: Decode) -> Option<Result<(Placed, &'static str), Unreadable>> {
    if is_pdf(bytes) {
        return Some(checked(bytes, |bytes| pdf::read(bytes, decode)).map(|placed| (placed, "pdf")));
    }
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    let mut zip = is_zip.then(|| Archive::open(bytes, decode).ok()).flatten().filter(ofd::is_ofd)?;
    Some(checked(bytes, |_| ofd::read(&mut zip)).map(|placed| (placed, "ofd")))
}

fn checked(
    bytes: &[u8],
    mut open: impl FnMut(&[u8]) -> Result<Placed, Unreadable>,
) -> Result<Placed, Unreadable> {
    if bytes.len() <= limits::MAX_FILE {
        return open(bytes);
    }
    let reason = format!("文件太大，超过了 {} MB 的上限。", limits::MAX_FILE >> 20);
    Err(Unreadable::new(reason, "请只保留含有表格的页，另存后再放入；或者打开文件，复制表格粘贴到这里。"))
}
