//! A zip container: its parts by name.
//!
//! Takes bytes, gives parts, unpacked on demand and within limits. Written by hand: only stored and deflated
//! parts, no writing; a fraction of the size of the zip crates.

use std::io::Read;

use super::limits::{MAX_PART, MAX_PARTS};
use crate::readers::charset::Decode;

/// Whether the bytes begin as a zip container.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Furthest place of the end record from the end of the file.
const END_WINDOW: usize = (64 << 10) + 22;

struct Entry {
    name: String,
    method: u16,
    encrypted: bool,
    packed: usize,
    offset: usize,
}

/// A zip container.
pub struct Zip<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

impl<'a> Zip<'a> {
    /// Reads the directory; `None` when there is none.
    pub fn open(bytes: &'a [u8], decode: Decode) -> Option<Self> {
        let window = bytes.len().saturating_sub(END_WINDOW);
        let tail = bytes.get(window..)?;
        let end = window + tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
        let mut at = number(bytes, end + 16, 4)?;
        let mut entries = Vec::new();
        while entries.len() < MAX_PARTS && bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            let [name, extra, comment] = [28, 30, 32].map(|field| number(bytes, at + field, 2));
            let (name, extra, comment) = (name?, extra?, comment?);
            let raw = bytes.get(at + 46..at + 46 + name)?;
            entries.push(Entry {
                name: tidy(&text(raw, decode)),
                encrypted: number(bytes, at + 8, 2)? & 1 == 1,
                method: number(bytes, at + 10, 2)? as u16,
                packed: number(bytes, at + 20, 4)?,
                offset: number(bytes, at + 42, 4)?,
            });
            at += 46 + name + extra + comment;
        }
        Some(Self { bytes, entries })
    }

    /// Whether a part needs a password.
    pub fn is_encrypted(&self) -> bool {
        self.entries.iter().any(|entry| entry.encrypted)
    }

    /// Whether there is a part of this name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let name = tidy(name);
        let exact = self.entries.iter().find(|entry| entry.name == name);
        exact.or_else(|| self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(&name)))
    }

    /// The unpacked part.
    pub fn part(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        let at = entry.offset;
        let start = at.checked_add(
            30 + number(self.bytes, at.checked_add(26)?, 2)? + number(self.bytes, at + 28, 2)?,
        )?;
        let packed = self.bytes.get(start..)?;
        let packed = packed.get(..entry.packed).unwrap_or(packed);
        let limit = limit.min(MAX_PART);
        match entry.method {
            0 => Some(packed.get(..limit).unwrap_or(packed).to_vec()),
            8 => {
                let mut unpacked = Vec::new();
                // What is damaged is read as far as it goes.
                let _ =
                    flate2::read::DeflateDecoder::new(packed).take(limit as u64).read_to_end(&mut unpacked);
                Some(unpacked)
            }
            _ => None,
        }
    }
}

/// Names are UTF-8 or, from Chinese Windows, GBK.
fn text(raw: &[u8], decode: Decode) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => decode("gb18030", raw).unwrap_or_default(),
    }
}

/// A path without `./`, `..` and backslashes.
pub fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
