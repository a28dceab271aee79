//! Writes zip containers for the tests, sound ones and others.

#![allow(dead_code, missing_docs, clippy::unwrap_used)] // a test may

use miniz_oxide::deflate::compress_to_vec;

pub fn crc(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

/// One part: its name, what it unpacks to, and the size its directory entry says.
pub struct Part<'a> {
    pub name: &'a str,
    pub packed: Vec<u8>,
    pub size: usize,
    pub crc: u32,
}

pub fn part<'a>(name: &'a str, content: &str) -> Part<'a> {
    let packed = compress_to_vec(content.as_bytes(), 6);
    Part { name, packed, size: content.len(), crc: crc(content.as_bytes()) }
}

pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let half = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
    let word = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    for part in parts {
        let offset = out.len();
        let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        common.extend(part.crc.to_le_bytes());
        common.extend([word(part.packed.len()), word(part.size)].concat());
        common.extend([half(part.name.len()), half(0)].concat());
        out.extend([b"PK\x03\x04", common.as_slice(), part.name.as_bytes(), &part.packed].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00", common.as_slice(), &[0; 10], &word(offset), part.name.as_bytes()]
                .concat(),
        );
    }
    let place = out.len();
    out.extend(&directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &half(parts.len()), &half(parts.len())].concat());
    out.extend([word(directory.len()), word(place)].concat());
    out.extend([0, 0]);
    out
}
