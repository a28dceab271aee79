//! An OLE container (compound file): its streams by name.
//!
//! Takes bytes, gives the streams in the root by name in any case of letters, so that what is embedded in a
//! document is not taken for the document. Chains that run in circles or out of the file end there.

use super::{limits, say};
use crate::input::Unreadable;
use crate::readers::bytes::{index_at, u8_at, u16_at, u32_at, u64_at};

/// The first bytes of every such file.
pub const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Sector numbers from here on mean "end" or "free".
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Sectors of the allocation table named in the header itself.
const NAMED_IN_HEADER: usize = 109;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A container.
#[derive(Debug)]
pub struct Container<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    mini_size: usize,
    mini_limit: u64,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    /// The stream that holds the small streams.
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Container<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        Self::read(bytes).ok_or_else(|| say::damaged("复合文档的目录读不出来"))
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 0x1E).filter(|shift| (7..=16).contains(shift))?;
        let mini_shift = u16_at(bytes, 0x20).filter(|shift| (4..=12).contains(shift))?;
        let mut container = Self {
            bytes,
            sector_size: 1 << shift,
            mini_size: 1 << mini_shift,
            mini_limit: u64::from(u32_at(bytes, 0x38)?),
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        container.table = container.allocation_table()?;
        container.mini_table = numbers(&container.chain(u32_at(bytes, 0x3C)?, u64::MAX));
        let directory = container.chain(u32_at(bytes, 0x30)?, u64::MAX);
        container.entries =
            directory.chunks_exact(ENTRY).take(limits::MAX_STREAMS).filter_map(entry).collect();
        let root = container.entries.first().filter(|root| root.kind == ROOT)?;
        container.mini_stream = container.chain(root.start, root.size);
        Some(container)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector_size)?;
        // With sectors larger than the header, the header fills the first one.
        let from = if self.sector_size < HEADER { from + HEADER - self.sector_size } else { from };
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector_size).unwrap_or(rest))
    }

    fn allocation_table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector_size + 1;
        let mut sectors: Vec<u32> =
            (0..NAMED_IN_HEADER).filter_map(|at| u32_at(self.bytes, 0x4C + at * 4)).collect();
        let mut next = u32_at(self.bytes, 0x44)?;
        for _ in 0..most {
            let Some(sector) =
                Some(next).filter(|next| *next < LAST_SECTOR).and_then(|next| self.sector(next))
            else {
                break;
            };
            let mut named = numbers(sector);
            next = named.pop()?;
            sectors.append(&mut named);
        }
        let sectors = sectors.into_iter().filter(|number| *number < LAST_SECTOR).take(most);
        Some(sectors.filter_map(|number| self.sector(number)).flat_map(numbers).collect())
    }

    /// The bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let mut out = Vec::with_capacity(size.min(self.bytes.len()));
        let mut next = start;
        for _ in 0..=self.table.len() {
            if next >= LAST_SECTOR || out.len() >= size || out.len() > self.bytes.len() {
                break;
            }
            let Some(sector) = self.sector(next) else { break };
            out.extend_from_slice(sector);
            next = self.table.get(next as usize).copied().unwrap_or(LAST_SECTOR);
        }
        out.truncate(size);
        out
    }

    fn mini_chain(&self, start: u32, size: u64) -> Vec<u8> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_table.len() {
            if next >= LAST_SECTOR || out.len() >= size {
                break;
            }
            let from = (next as usize).saturating_mul(self.mini_size);
            let Some(rest) = self.mini_stream.get(from..) else { break };
            out.extend_from_slice(rest.get(..self.mini_size).unwrap_or(rest));
            next = self.mini_table.get(next as usize).copied().unwrap_or(LAST_SECTOR);
        }
        out.truncate(size);
        out
    }

    /// The entries in the root, by the tree of the directory.
    fn in_root(&self) -> Vec<&Entry> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.entries.len()];
        let mut open: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        while let Some(at) = open.pop() {
            let at = at as usize;
            let (Some(entry), Some(seen)) = (self.entries.get(at), seen.get_mut(at)) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            open.extend([entry.left, entry.right]);
            found.push(entry);
        }
        found
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let is_it = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
        self.in_root().into_iter().find(is_it)
    }

    /// Whether there is a stream or storage of this name in the root.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The stream of this name in the root; `None` when there is none.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(entry) = self.find(name).filter(|entry| entry.kind == STREAM) else { return Ok(None) };
        let small = entry.size < self.mini_limit;
        let stream = if small {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        };
        let missing = entry.size.saturating_sub(stream.len() as u64);
        // A file may leave out the padding of its last sector, not more.
        if missing > 0 && missing >= self.sector_size as u64 {
            return Err(say::damaged(name));
        }
        Ok(Some(stream))
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|bytes| u32_at(bytes, 0)).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 0x40)?).saturating_sub(2).min(62);
    let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: u8_at(bytes, 0x42)?,
        left: u32_at(bytes, 0x44)?,
        right: u32_at(bytes, 0x48)?,
        child: u32_at(bytes, 0x4C)?,
        start: u32_at(bytes, 0x74)?,
        // The upper half is rubbish in version 3 files.
        size: u64_at(bytes, 0x78)? & 0xFFFF_FFFF,
    })
    .filter(|_| index_at(bytes, 0).is_some())
}
