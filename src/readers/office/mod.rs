//! Files of Word, WPS, Excel and LibreOffice → [`Document`].
//!
//! Takes bytes and the host's charset decoder, tells the formats apart by what is inside, gives the document or
//! says why it cannot. Knows nothing about reports.

mod builder;
mod bytes;
mod docx;
mod flow;
pub mod limits;
mod say;
mod table;
mod xml;
mod zip;

use super::Decode;
use crate::document::Document;
use crate::input::Unreadable;

/// A document and the id of its format; `None` for bytes that are no Office file.
pub type Outcome = Option<Result<(Document, &'static str), Unreadable>>;

/// Reads an Office file.
pub fn read(bytes: &[u8], decode: Decode) -> Outcome {
    let _ = decode;
    if bytes.starts_with(b"PK\x03\x04") {
        return package(bytes);
    }
    None
}

fn package(bytes: &[u8]) -> Outcome {
    let mut archive = match zip::Archive::open(bytes) {
        Ok(archive) => archive,
        Err(why) => return Some(Err(why)),
    };
    let part = archive.need("word/document.xml");
    Some(part.and_then(|part| docx::read(&xml::text(&part))).map(|document| (document, "docx")))
}
