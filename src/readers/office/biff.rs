//! Records of a BIFF stream and the strings in them.
//!
//! Takes bytes, gives records in order and text; knows no record's meaning.

use crate::readers::Decode;
use crate::readers::bytes::{u8_at, u16_at};

/// One record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its number.
    pub id: u16,
    /// What it holds.
    pub data: &'a [u8],
}

/// The records of a stream.
#[derive(Debug)]
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From the beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (id, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = self.rest.get(4 + length..)?;
        Some(Record { id, data })
    }
}

/// Strings of BIFF5, in the charset of the workbook.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// BIFF8, whose strings are Unicode.
    pub is_8: bool,
    /// The charset.
    pub label: &'static str,
    /// The host's decoder.
    pub decode: Decode,
}

impl Text {
    /// A string of bytes at `at`, its length in `width` bytes before it.
    pub fn bytes(&self, data: &[u8], at: usize, width: usize) -> Option<String> {
        let length = length(data, at, width)?;
        let bytes = data.get(at + width..)?;
        let bytes = bytes.get(..length).unwrap_or(bytes);
        (self.decode)(self.label, bytes)
    }
}

fn length(data: &[u8], at: usize, width: usize) -> Option<usize> {
    if width == 1 { u8_at(data, at).map(usize::from) } else { u16_at(data, at).map(usize::from) }
}

/// A Unicode string within one record, its length in `width` bytes before it.
pub fn string(data: &[u8], at: usize, width: usize) -> Option<String> {
    let count = length(data, at, width)?;
    let flags = u8_at(data, at + width)?;
    let bytes = data.get(at + width + 1..)?;
    let mut out = Vec::new();
    units(bytes, count, flags & 1 != 0, &mut out);
    Some(String::from_utf16_lossy(&out))
}

/// As many of `count` characters as stand in `bytes`, and the bytes they take.
fn units(bytes: &[u8], count: usize, wide: bool, out: &mut Vec<u16>) -> usize {
    if wide {
        let bytes = bytes.get(..count * 2).unwrap_or(bytes);
        out.extend(bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)));
        bytes.len() & !1
    } else {
        let bytes = bytes.get(..count).unwrap_or(bytes);
        out.extend(bytes.iter().map(|byte| u16::from(*byte)));
        bytes.len()
    }
}

/// A record with its continuations.
#[derive(Debug)]
pub struct Segments<'a> {
    all: &'a [&'a [u8]],
    rest: &'a [u8],
    next: usize,
}

impl<'a> Segments<'a> {
    /// From the beginning of the first.
    pub fn new(segments: &'a [&'a [u8]]) -> Self {
        Self { all: segments, rest: segments.first().copied().unwrap_or_default(), next: 1 }
    }

    fn advance(&mut self) -> Option<()> {
        self.rest = self.all.get(self.next).copied()?;
        self.next += 1;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest.is_empty() {
            self.advance()?;
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self, width: u32) -> Option<usize> {
        let mut value = 0;
        for at in 0..width {
            value |= usize::from(self.byte()?) << (8 * at);
        }
        Some(value)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.rest.len() {
            count -= self.rest.len();
            self.advance()?;
        }
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    /// Characters; where they go on in the next segment, that says anew how wide they are.
    fn characters(&mut self, count: usize, wide: bool) -> Option<String> {
        let (mut out, mut wide) = (Vec::with_capacity(count), wide);
        loop {
            let taken = units(self.rest, count - out.len(), wide, &mut out);
            self.rest = self.rest.get(taken..)?;
            if out.len() >= count {
                return Some(String::from_utf16_lossy(&out));
            }
            self.advance()?;
            wide = self.byte()? & 1 != 0;
        }
    }

    fn string(&mut self) -> Option<String> {
        let count = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        self.skip(runs * 4 + extra)?;
        Some(text)
    }
}

/// The shared strings.
pub fn strings(mut segments: Segments) -> Vec<String> {
    if segments.skip(8).is_none() {
        return Vec::new();
    }
    std::iter::from_fn(|| segments.string()).collect()
}
