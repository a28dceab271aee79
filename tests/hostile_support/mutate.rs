//! Changes files the way the world and its enemies do: bytes, lengths, parts of containers with their sums mended, so
//! that what is changed is reached.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)] // a test may fail

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

use crate::containers::{SECTOR, zip};

/// The same numbers at every run (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Less than `end`; 0 when there is nothing less.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// Numbers at which programs break.
const EDGES: [u32; 18] = [
    0,
    1,
    2,
    3,
    7,
    8,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x1_0000,
    0x7FFF_FFFF,
    0x8000_0000,
    0xFFFF_FFFE,
    0xFFFF_FFFF,
];

const DIGITS: [&str; 10] =
    ["0", "-1", "1", "65535", "65536", "2147483647", "4294967295", "99999999999999999999", "1e9", "1000000"];

/// Longest file that mutation makes.
const MAX: usize = 1 << 20;

/// Another file made of one, with pieces of a second.
pub fn mutate(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let changed = match seed {
        [b'P', b'K', ..] if !random.once_in(4) => package(random, seed, other),
        [0xD0, 0xCF, ..] if !random.once_in(3) => Some(compound(random, seed)),
        [b'%', b'P', b'D', b'F', ..] if !random.once_in(3) => pdf(random, seed),
        _ => None,
    };
    let mut bytes = changed.unwrap_or_else(|| many(random, seed, other));
    bytes.truncate(MAX);
    bytes
}

/// One to eight changes of bytes.
fn many(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(8) {
        change(random, &mut bytes, other);
        bytes.truncate(MAX);
    }
    bytes
}

fn range(random: &mut Random, length: usize, longest: usize) -> std::ops::Range<usize> {
    let from = random.below(length);
    let size = 1 + random.below(longest.min(length - from).max(1));
    from..(from + size).min(length)
}

fn change(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8]) {
    if bytes.is_empty() {
        return bytes.extend(random.next().to_le_bytes());
    }
    let at = random.below(bytes.len());
    match random.below(13) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes[at] = *random.pick(&EDGES) as u8,
        3 => overwrite(bytes, at, &(*random.pick(&EDGES) as u16).to_le_bytes()),
        4 => overwrite(bytes, at, &random.pick(&EDGES).to_le_bytes()),
        5 => overwrite(bytes, at, &random.pick(&EDGES).to_be_bytes()),
        6 => drop(bytes.drain(range(random, bytes.len(), 64))),
        7 => {
            let piece = bytes[range(random, bytes.len(), 256)].to_vec();
            let times = 1 + if random.once_in(16) { random.below(200) } else { 0 };
            bytes.splice(at..at, piece.repeat(times));
        }
        8 if !other.is_empty() => {
            let piece = other[range(random, other.len(), 512)].to_vec();
            bytes.splice(at..at, piece);
        }
        9 => digits(random, bytes, at),
        10 => markup(random, bytes),
        11 if random.once_in(4) => bytes.truncate(at),
        _ => {
            let (one, two) = (range(random, bytes.len(), 32), random.below(bytes.len()));
            let piece = bytes[one].to_vec();
            overwrite(bytes, two, &piece);
        }
    }
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) {
    let end = (at + with.len()).min(bytes.len());
    bytes[at..end].copy_from_slice(&with[..end - at]);
}

/// Another number where the next one stands.
fn digits(random: &mut Random, bytes: &mut Vec<u8>, at: usize) {
    let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|skip| at + skip) else { return };
    let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = random.pick(&DIGITS).bytes();
    bytes.splice(from..from + length, number);
}

/// A tag again, gone, or in place of another.
fn markup(random: &mut Random, bytes: &mut Vec<u8>) {
    let mut tag = || -> Option<std::ops::Range<usize>> {
        let at = random.below(bytes.len());
        let from = at + bytes[at..].iter().position(|byte| *byte == b'<')?;
        let to = from + 1 + bytes[from..].iter().position(|byte| *byte == b'>')?;
        Some(from..to)
    };
    let (Some(one), Some(two)) = (tag(), tag()) else { return };
    let piece = bytes[one.clone()].to_vec();
    match random.below(4) {
        0 => drop(bytes.drain(one)),
        1 => drop(bytes.splice(two, piece)),
        2 => drop(bytes.splice(two.start..two.start, piece)),
        _ => {
            let times = 1 << random.below(12);
            bytes.splice(two.end..two.end, piece.repeat(times));
        }
    }
}

// ---- Packages ----

fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let digits = bytes.get(at..at + width)?;
    Some(digits.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The parts of a sound package.
pub fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut parts = Vec::new();
    while bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        let (name, more) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?);
        let local = number(bytes, at + 42, 4)?;
        let start = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
        let packed = bytes.get(start..start + number(bytes, at + 20, 4)?)?;
        let content = match number(bytes, at + 10, 2)? {
            0 => packed.to_vec(),
            _ => decompress_to_vec_with_limit(packed, 8 << 20).ok()?,
        };
        parts.push((String::from_utf8_lossy(&bytes[at + 46..at + 46 + name]).into_owned(), content));
        at += 46 + name + more;
    }
    Some(parts)
}

/// Parts changed, taken away, exchanged; with sums and sizes that are right.
fn package(random: &mut Random, seed: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    let mut parts = parts(seed)?;
    for _ in 0..=random.below(3) {
        let at = random.below(parts.len());
        match random.below(12) {
            0 => drop(parts.remove(at)),
            1 => {
                let twin = random.pick(&parts).1.clone();
                parts[at].1 = twin;
            }
            _ => parts[at].1 = many(random, &parts[at].1, other),
        }
        if parts.is_empty() {
            return None;
        }
    }
    Some(zip(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>()))
}

// ---- OLE ----

/// Words of the header, of the table of sectors, of directory entries.
fn compound(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let sectors = (bytes.len() / SECTOR) as u32;
    let fat = (number(&bytes, 76, 4).unwrap_or(0) + 1) * SECTOR;
    let directory = (number(&bytes, 48, 4).unwrap_or(0) + 1) * SECTOR;
    for _ in 0..=random.below(4) {
        let at = match random.below(4) {
            0 => 24 + random.below(SECTOR - 28),
            1 => fat + random.below(SECTOR / 4) * 4,
            2 => directory + random.below(4) * 128 + [64, 66, 67, 68, 72, 76, 116, 120, 124][random.below(9)],
            _ => random.below(bytes.len()),
        };
        let value =
            if random.once_in(2) { random.below(sectors as usize) as u32 } else { *random.pick(&EDGES) };
        if at < bytes.len() {
            overwrite(&mut bytes, at, &value.to_le_bytes());
        }
    }
    bytes
}

// ---- PDF ----

/// A stream unpacked, changed and packed again. Places of objects are wrong then, as in many a real file.
fn pdf(random: &mut Random, seed: &[u8]) -> Option<Vec<u8>> {
    let starts: Vec<usize> = seed
        .windows(7)
        .enumerate()
        .filter(|(_, seven)| seven == b"stream\n" || seven == b"stream\r")
        .map(|(at, _)| at)
        .collect();
    let starts: Vec<usize> = starts.into_iter().filter(|at| !seed[..*at].ends_with(b"end")).collect();
    if starts.is_empty() {
        return None;
    }
    let at = *random.pick(&starts);
    let from = at + 7 + usize::from(seed[at + 6] == b'\r');
    let length = seed[from..].windows(9).position(|nine| nine == b"endstream")?;
    let content = &seed[from..from + length];
    let changed = match decompress_to_vec_zlib_with_limit(content.trim_ascii_end(), 4 << 20) {
        Ok(plain) => compress_to_vec_zlib(
            &many(random, &plain, b"BT /F1 9 Tf 1 0 0 1 0 0 Tm <0041> Tj ET q Q cm Do re f S"),
            1,
        ),
        Err(_) => many(random, content, b"q Q BT ET Do"),
    };
    let (before, behind) = (&seed[..from], &seed[from + length..]);
    let head = before.windows(8).rposition(|eight| eight == b"/Length ").map_or(before.to_vec(), |place| {
        let number = before[place + 8..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let said =
            if random.once_in(8) { random.pick(&DIGITS).to_string() } else { changed.len().to_string() };
        [&before[..place + 8], said.as_bytes(), &before[place + 8 + number..]].concat()
    });
    Some([head, changed, b"\n".to_vec(), behind.to_vec()].concat())
}
