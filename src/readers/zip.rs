//! The directory of a zip container and its parts, unpacked on demand.
//!
//! Takes bytes, gives the parts asked for by name, each within the limits and checked by its sum; knows nothing of
//! what is in them. Written by hand: only stored and deflated parts, no writing, a fraction of the size of the crates.

use std::ops::Range;

use miniz_oxide::inflate::decompress_slice_iter_to_slice;
#[cfg(feature = "page")]
use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate as inflate_some},
};

use super::bytes::{u16_at, u32_at, u64_at};
use super::charset::Decode;
use super::limits;

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Bytes of the fixed part of the end record, of a directory entry, of a local header.
const END_SIZE: usize = 22;
const ENTRY_SIZE: usize = 46;
const LOCAL_SIZE: usize = 30;
/// Longest comment behind the end record.
const MAX_COMMENT: usize = 65_535;
/// Bytes unpacked at once where the size is not known.
#[cfg(feature = "page")]
const PIECE: usize = 16 << 10;
/// The extra field with the name in UTF-8.
const UNICODE_NAME: u16 = 0x7075;
/// "The size stands in the 64-bit field."
const IN_EXTRA: u64 = 0xFFFF_FFFF;

/// Why a container or a part cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no directory, or it is cut.
    NoDirectory,
    /// It has too many parts.
    TooMany,
    /// A part, or all that was read, unpacks to too much.
    TooLarge,
    /// The part needs a password.
    Encrypted,
    /// The part of this name is damaged or missing.
    Damaged(String),
    /// The part is packed in a way nobody uses.
    Method,
}

/// A zip container.
#[derive(Debug)]
pub struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
    /// Bytes in front of the container that its offsets do not count.
    shift: usize,
    unpacked: usize,
}

/// A part as it stands in the container.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its name, as [`Archive::names`] gives it.
    pub name: &'a str,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Its record in the directory, with its name and extra fields.
    pub record: &'a [u8],
    /// Its bytes, packed.
    pub packed: &'a [u8],
    /// How many they are when unpacked.
    pub size: usize,
}

#[derive(Debug)]
struct Entry<'a> {
    name: String,
    is_folder: bool,
    record: &'a [u8],
    method: u16,
    encrypted: bool,
    crc: u32,
    packed: usize,
    size: usize,
    offset: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8], decode: Decode) -> Result<Self, Fault> {
        let broken = || Fault::NoDirectory;
        let end = find_end(bytes).ok_or_else(broken)?;
        let (place, start) = directory(bytes, end).ok_or_else(broken)?;
        let shift = start.checked_sub(place).ok_or_else(broken)?;
        let entries = entries(bytes.get(start..end).unwrap_or_default(), decode).ok_or_else(broken)?;
        if entries.len() > limits::MAX_ENTRIES {
            return Err(Fault::TooMany);
        }
        Ok(Self { bytes, entries, shift, unpacked: 0 })
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Whether there is a part of this name, in any case of letters.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// The part of this name, unpacked; `None` when there is none.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let name = tidy(name);
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(&name)) else {
            return Ok(None);
        };
        let part = unpack(self.bytes, entry, self.shift)?;
        self.count(part).map(Some)
    }

    /// The part at this place of the directory, unpacked.
    pub fn read_at(&mut self, at: usize) -> Result<Vec<u8>, Fault> {
        let entry = self.entries.get(at).ok_or(Fault::NoDirectory)?;
        if self.unpacked + entry.size > limits::MAX_UNPACKED {
            return Err(Fault::TooLarge);
        }
        let part = unpack(self.bytes, entry, self.shift)?;
        self.count(part)
    }

    fn count(&mut self, part: Vec<u8>) -> Result<Vec<u8>, Fault> {
        self.unpacked += part.len();
        if self.unpacked > limits::MAX_UNPACKED {
            return Err(Fault::TooLarge);
        }
        Ok(part)
    }

    /// All parts, packed, in the order of the directory.
    pub fn parts(&self) -> Result<Vec<Part<'_>>, Fault> {
        let part = |entry: &'_ Entry<'a>| {
            let packed = place(self.bytes, entry, self.shift).and_then(|place| self.bytes.get(place));
            packed.ok_or_else(|| Fault::Damaged(entry.name.clone()))
        };
        let parts = self.entries.iter().map(|entry| {
            let packed = part(entry)?;
            Ok(Part {
                name: &entry.name,
                is_folder: entry.is_folder,
                record: entry.record,
                packed,
                size: entry.size,
            })
        });
        parts.collect()
    }

    /// The part of this name, which the format demands.
    #[cfg(feature = "office")]
    pub fn need(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.read(name)?.ok_or_else(|| Fault::Damaged(format!("缺少 {name}")))
    }

    /// Whether a part needs a password.
    #[cfg(feature = "page")]
    pub fn is_encrypted(&self) -> bool {
        self.entries.iter().any(|entry| entry.encrypted)
    }
}

/// Where the end record stands: as far back as its comment allows.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END_SIZE + MAX_COMMENT);
    let tail = bytes.get(from..)?;
    let at = tail.windows(END.len()).rposition(|window| window == END)?;
    (tail.len() - at >= END_SIZE).then_some(from + at)
}

/// Where the directory says it stands, and where it does stand.
fn directory(bytes: &[u8], end: usize) -> Option<(usize, usize)> {
    let size = u64::from(u32_at(bytes, end + 12)?);
    let offset = u64::from(u32_at(bytes, end + 16)?);
    if size < IN_EXTRA && offset < IN_EXTRA {
        let (size, offset) = (usize::try_from(size).ok()?, usize::try_from(offset).ok()?);
        return Some((offset, end.checked_sub(size)?));
    }
    let from = end.saturating_sub(MAX_COMMENT);
    let end64 = from + bytes.get(from..end)?.windows(END64.len()).rposition(|window| window == END64)?;
    let size = usize::try_from(u64_at(bytes, end64 + 40)?).ok()?;
    let offset = usize::try_from(u64_at(bytes, end64 + 48)?).ok()?;
    Some((offset, end64.checked_sub(size)?))
}

fn entries(mut directory: &[u8], decode: Decode) -> Option<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    while directory.starts_with(ENTRY) && entries.len() <= limits::MAX_ENTRIES {
        let length = |at| u16_at(directory, at).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let record = directory.get(..ENTRY_SIZE + name + extra + comment)?;
        entries.push(entry(record, name, extra, decode)?);
        directory = directory.get(ENTRY_SIZE + name + extra + comment..)?;
    }
    (!entries.is_empty()).then_some(entries)
}

fn entry(bytes: &[u8], name: usize, extra: usize, decode: Decode) -> Option<Entry<'_>> {
    let flags = u16_at(bytes, 8)?;
    let raw = bytes.get(ENTRY_SIZE..ENTRY_SIZE + name)?;
    let extra = bytes.get(ENTRY_SIZE + name..ENTRY_SIZE + name + extra)?;
    let mut wide = wide_field(extra);
    let mut number = |at: usize| -> Option<usize> {
        let narrow = u64::from(u32_at(bytes, at)?);
        let value = if narrow == IN_EXTRA { take_u64(&mut wide)? } else { narrow };
        usize::try_from(value).ok()
    };
    // The order of the 64-bit field: size, packed size, offset.
    let (size, packed, offset) = (number(24)?, number(20)?, number(42)?);
    Some(Entry {
        name: tidy(&self::name(raw, extra, decode)),
        is_folder: raw.ends_with(b"/") || raw.ends_with(b"\\"),
        record: bytes,
        method: u16_at(bytes, 10)?,
        encrypted: flags & 1 != 0,
        crc: u32_at(bytes, 16)?,
        packed,
        size,
        offset,
    })
}

/// Names are UTF-8 or, from Chinese Windows, GBK, sometimes with the UTF-8 name beside it.
fn name(raw: &[u8], extra: &[u8], decode: Decode) -> String {
    unicode_name(extra, raw)
        .or_else(|| std::str::from_utf8(raw).ok().map(str::to_owned))
        .or_else(|| decode("gb18030", raw))
        .unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
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

/// A path without `./`, `..` and backslashes.
pub fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The field of 64-bit sizes among the extra fields.
fn wide_field(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some(field) = extra.get(4..4 + usize::from(size)) else { break };
        if id == 1 {
            return field;
        }
        extra = extra.get(4 + usize::from(size)..).unwrap_or_default();
    }
    &[]
}

fn take_u64(field: &mut &[u8]) -> Option<u64> {
    let value = u64_at(field, 0)?;
    *field = field.get(8..)?;
    Some(value)
}

fn unpack(bytes: &[u8], entry: &Entry, shift: usize) -> Result<Vec<u8>, Fault> {
    if entry.encrypted {
        return Err(Fault::Encrypted);
    }
    let is_bomb = entry.size > limits::SMALL_PART && entry.size / limits::MAX_RATIO > entry.packed;
    if entry.size > limits::MAX_PART || is_bomb {
        return Err(Fault::TooLarge);
    }
    let packed = place(bytes, entry, shift).and_then(|place| bytes.get(place));
    let packed = packed.ok_or_else(|| Fault::Damaged(entry.name.clone()))?;
    let part = match entry.method {
        0 => packed.to_vec(),
        8 => inflate(packed, entry.size).ok_or_else(|| Fault::Damaged(entry.name.clone()))?,
        _ => return Err(Fault::Method),
    };
    if part.len() != entry.size || crc(&part) != entry.crc {
        return Err(Fault::Damaged(entry.name.clone()));
    }
    Ok(part)
}

/// Where the packed bytes stand.
fn place(bytes: &[u8], entry: &Entry, shift: usize) -> Option<Range<usize>> {
    let at = entry.offset.checked_add(shift)?;
    if !bytes.get(at..)?.starts_with(LOCAL) {
        return None;
    }
    let names = usize::from(u16_at(bytes, at + 26)?) + usize::from(u16_at(bytes, at + 28)?);
    let start = at + LOCAL_SIZE + names;
    Some(start..start.checked_add(entry.packed)?)
}

fn inflate(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut part = vec![0; size];
    let written = decompress_slice_iter_to_slice(&mut part, std::iter::once(packed), false, true).ok()?;
    (written == size).then_some(part)
}

/// Unpacks deflated bytes piece by piece up to `limit` bytes; what is damaged is read as far as it goes.
#[cfg(feature = "page")]
pub fn inflate_pieces(packed: &[u8], limit: usize, mut take: impl FnMut(&[u8])) {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut piece = vec![0; PIECE];
    let (mut rest, mut left) = (packed, limit);
    while left > 0 {
        let step = inflate_some(&mut state, rest, &mut piece, MZFlush::None);
        let written = step.bytes_written.min(left);
        take(piece.get(..written).unwrap_or_default());
        left -= written;
        rest = rest.get(step.bytes_consumed..).unwrap_or_default();
        if step.status != Ok(MZStatus::Ok) || step.bytes_written + step.bytes_consumed == 0 {
            break;
        }
    }
}

/// CRC-32 of zip, eight bytes at a time.
pub fn crc(bytes: &[u8]) -> u32 {
    let tables = &CRC_TABLES;
    let pick = |table: usize, index: u32| -> u32 {
        tables.get(table).and_then(|table| table.get((index & 0xFF) as usize)).copied().unwrap_or(0)
    };
    let mut chunks = bytes.chunks_exact(8);
    let mut crc = u32::MAX;
    for chunk in &mut chunks {
        let low = crc ^ u32_at(chunk, 0).unwrap_or(0);
        let high = u32_at(chunk, 4).unwrap_or(0);
        crc = pick(7, low)
            ^ pick(6, low >> 8)
            ^ pick(5, low >> 16)
            ^ pick(4, low >> 24)
            ^ pick(3, high)
            ^ pick(2, high >> 8)
            ^ pick(1, high >> 16)
            ^ pick(0, high >> 24);
    }
    for byte in chunks.remainder() {
        crc = pick(0, crc ^ u32::from(*byte)) ^ (crc >> 8);
    }
    !crc
}

static CRC_TABLES: [[u32; 256]; 8] = crc_tables();

#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // evaluated by the compiler
const fn crc_tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut n = 0;
    while n < 256 {
        let mut value = n as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        tables[0][n] = value;
        n += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut n = 0;
        while n < 256 {
            let below = tables[table - 1][n];
            tables[table][n] = tables[0][(below & 0xFF) as usize] ^ (below >> 8);
            n += 1;
        }
        table += 1;
    }
    tables
}
