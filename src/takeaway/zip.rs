//! Writes zip containers: parts of an old one as they were packed, and new parts.
//!
//! Takes an archive and new contents by name, gives bytes. The same input gives the same bytes: what is new bears
//! the oldest date a container can have.

use miniz_oxide::deflate::compress_to_vec;

use crate::input::Unreadable;
use crate::readers::zip::{self, Archive, crc};

const LOCAL: &[u8] = b"PK\x03\x04";
const ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

/// Where fields stand in a directory record; the fields from the first to the last length are those of the header
/// in front of a part as well.
const FLAGS: usize = 8;
const METHOD: usize = 10;
const DATE: usize = 14;
const CRC: usize = 16;
const NAME_LENGTH: usize = 28;
const EXTRA_LENGTH: usize = 30;
const OFFSET: usize = 42;
const RECORD: usize = 46;

/// Sizes stand behind the part: not when they stand in front of it.
const SIZES_FOLLOW: u8 = 8;
/// The name is UTF-8.
const UTF8: u16 = 1 << 11;
const DEFLATED: u16 = 8;
const OLDEST_DATE: u16 = (1 << 5) | 1;
/// Balance of size and time.
const LEVEL: u8 = 6;
/// Id of the extra field of 64-bit sizes.
const WIDE: u16 = 1;

/// A part by name and its content.
pub type Part = (String, Vec<u8>);

/// The archive with these parts in place of those of the same name, or added.
pub fn rewrite(archive: &Archive, changed: &[Part]) -> Result<Vec<u8>, Unreadable> {
    let mut writer = Writer::default();
    let old = archive.parts()?;
    for part in &old {
        match changed.iter().find(|(name, _)| name.eq_ignore_ascii_case(part.name)) {
            Some((_, content)) => writer.pack(part.record.to_vec(), content),
            None => writer.copy(part),
        }
    }
    for (name, content) in changed {
        if !old.iter().any(|part| part.name.eq_ignore_ascii_case(name)) {
            writer.pack(record(name), content);
        }
    }
    Ok(writer.finish())
}

/// A new container.
pub fn write(parts: &[Part]) -> Vec<u8> {
    let mut writer = Writer::default();
    for (name, content) in parts {
        writer.pack(record(name), content);
    }
    writer.finish()
}

/// The directory record of a new part.
fn record(name: &str) -> Vec<u8> {
    let mut record = vec![0; RECORD];
    put(&mut record, 0, ENTRY);
    put(&mut record, 4, &[20, 0, 20, 0]);
    put(&mut record, FLAGS, &UTF8.to_le_bytes());
    put(&mut record, DATE, &OLDEST_DATE.to_le_bytes());
    put(&mut record, NAME_LENGTH, &half(name.len()));
    record.extend_from_slice(name.as_bytes());
    record
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    directory: Vec<u8>,
    count: usize,
}

impl Writer {
    /// A part as it was packed before.
    fn copy(&mut self, part: &zip::Part) {
        let mut record = part.record.to_vec();
        put(&mut record, CRC + 4, &word(part.packed.len()));
        put(&mut record, CRC + 8, &word(part.size));
        self.add(record, part.packed);
    }

    /// A part with new content; its name and date are those of the record.
    fn pack(&mut self, mut record: Vec<u8>, content: &[u8]) {
        let packed = compress_to_vec(content, LEVEL);
        put(&mut record, METHOD, &DEFLATED.to_le_bytes());
        put(&mut record, CRC, &crc(content).to_le_bytes());
        put(&mut record, CRC + 4, &word(packed.len()));
        put(&mut record, CRC + 8, &word(content.len()));
        self.add(record, &packed);
    }

    fn add(&mut self, record: Vec<u8>, packed: &[u8]) {
        let mut record = without_wide_field(record);
        if let Some(flags) = record.get_mut(FLAGS) {
            *flags &= !SIZES_FOLLOW;
        }
        put(&mut record, OFFSET, &word(self.out.len()));
        let name_length = number(&record, NAME_LENGTH);
        self.out.extend_from_slice(LOCAL);
        self.out.extend_from_slice(record.get(6..EXTRA_LENGTH).unwrap_or_default());
        self.out.extend_from_slice(&[0, 0]);
        self.out.extend_from_slice(record.get(RECORD..RECORD + name_length).unwrap_or_default());
        self.out.extend_from_slice(packed);
        self.directory.extend_from_slice(&record);
        self.count += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        let place = self.out.len();
        self.out.extend_from_slice(&self.directory);
        self.out.extend_from_slice(END);
        self.out.extend_from_slice(&[0; 4]);
        for field in [half(self.count), half(self.count)] {
            self.out.extend_from_slice(&field);
        }
        for field in [word(self.directory.len()), word(place)] {
            self.out.extend_from_slice(&field);
        }
        self.out.extend_from_slice(&[0, 0]);
        self.out
    }
}

/// The record without 64-bit sizes: they stand in the plain fields now.
fn without_wide_field(mut record: Vec<u8>) -> Vec<u8> {
    let start = RECORD + number(&record, NAME_LENGTH);
    let end = start + number(&record, EXTRA_LENGTH);
    let mut kept = Vec::new();
    let mut rest = record.get(start..end).unwrap_or_default();
    while rest.len() >= 4 {
        let (field, after) = rest.split_at_checked(4 + number(rest, 2)).unwrap_or((rest, &[]));
        if number(field, 0) != usize::from(WIDE) {
            kept.extend_from_slice(field);
        }
        rest = after;
    }
    put(&mut record, EXTRA_LENGTH, &half(kept.len()));
    if start <= end && end <= record.len() {
        record.splice(start..end, kept);
    }
    record
}

/// The 16-bit number at a place; 0 past the end.
fn number(bytes: &[u8], at: usize) -> usize {
    let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or(0));
    byte(at) | byte(at + 1) << 8
}

fn put(bytes: &mut [u8], at: usize, field: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + field.len()) {
        place.copy_from_slice(field);
    }
}

/// Files are far smaller than a length can say.
fn half(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

fn word(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
