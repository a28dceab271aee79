//! Search in bytes, eight at a time: most of a page is run over, not read.
//!
//! Takes bytes, gives places in them; knows no format.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where `byte` first stands, or the length.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8) -> usize {
    let pattern = u64::from(byte) * LOW;
    find_by(bytes, |eight| zero_bytes(eight ^ pattern), |other| other == byte)
}

/// Where the first of two bytes stands, or the length.
#[inline]
pub(super) fn find_either(bytes: &[u8], one: u8, other: u8) -> usize {
    let (ones, others) = (u64::from(one) * LOW, u64::from(other) * LOW);
    find_by(bytes, |eight| zero_bytes(eight ^ ones) | zero_bytes(eight ^ others), |b| b == one || b == other)
}

/// Where the first white space or control character stands, or the length.
#[inline]
pub(super) fn find_blank(bytes: &[u8]) -> usize {
    find_by(bytes, |eight| below(eight, b' ' + 1), |byte| byte <= b' ')
}

/// The same, or where `byte` stands if that comes first.
#[inline]
pub(super) fn find_blank_or(bytes: &[u8], byte: u8) -> usize {
    let pattern = u64::from(byte) * LOW;
    find_by(
        bytes,
        |eight| below(eight, b' ' + 1) | zero_bytes(eight ^ pattern),
        |other| other <= b' ' || other == byte,
    )
}

/// Where the first control character below the space stands, or the length.
#[inline]
pub(super) fn find_control(bytes: &[u8]) -> usize {
    find_by(bytes, |eight| below(eight, b' '), |byte| byte < b' ')
}

/// Where the first byte stands that is not ASCII, or the length.
pub(super) fn find_wide(bytes: &[u8]) -> usize {
    find_by(bytes, |eight| eight & HIGH, |byte| !byte.is_ascii())
}

/// The highest bit of each byte below `limit`, which is ASCII; exact up to the first of them.
#[inline]
pub(super) fn below(eight: u64, limit: u8) -> u64 {
    eight.wrapping_sub(u64::from(limit) * LOW) & !eight & HIGH
}

/// The highest bit of each byte that is zero; exact up to the first of them.
#[inline]
pub(super) fn zero_bytes(eight: u64) -> u64 {
    eight.wrapping_sub(LOW) & !eight & HIGH
}

/// `first_of` gives the highest bit of the first byte that is looked for.
#[inline]
fn find_by(bytes: &[u8], first_of: impl Fn(u64) -> u64, is: impl Fn(u8) -> bool) -> usize {
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let found = first_of(u64::from_le_bytes(*eight));
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    bytes.len() - rest.len() + rest.iter().position(|byte| is(*byte)).unwrap_or(rest.len())
}

/// `bytes` without its first `length`.
#[inline]
pub(super) fn skip(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(length..).unwrap_or_default()
}
