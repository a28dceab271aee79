//! Names of tags and attributes: where one ends, and the few that are told apart.
//!
//! Takes bytes of markup, gives a name as a number: its letters, in lower case, the first one lowest. So a name is
//! read and compared in a few steps, without memory of its own. None that matters is longer than eight bytes, but
//! for two tags.

use super::tag::{Tag, tag};
use crate::readers::scan::{below, zero_bytes};

/// Constants for names of at most eight bytes, as [`read`] gives them.
macro_rules! names {
    ($($name:ident)*) => {
        $(pub(super) const $name: u64 = $crate::readers::html::name::known(stringify!($name).as_bytes());)*
    };
}
pub(super) use names;

pub(super) const fn known(name: &[u8]) -> u64 {
    let (mut key, mut rest) = (0, name);
    while let [before @ .., last] = rest {
        key = key << 8 | last.to_ascii_lowercase() as u64;
        rest = before;
    }
    key
}

/// The name at the start of `markup`: as a number, 0 if it is longer than eight bytes, and how many bytes it takes.
/// Tags and attributes differ in which bytes end a name; each of these is below `0`, or is `>` or `=`.
#[inline]
pub(super) fn read(markup: &[u8], ends: fn(u8) -> bool) -> (u64, usize) {
    let eight = eight(markup);
    let stops = below(eight, b'0') | zero_bytes(eight ^ splat(b'>')) | zero_bytes(eight ^ splat(b'='));
    let length = (stops.trailing_zeros() / 8) as usize;
    match markup.get(length) {
        // Letters in lower case; no other byte becomes a letter.
        Some(byte) if stops != 0 && ends(*byte) => {
            ((eight | splat(0x20)) & !u64::MAX.wrapping_shl(stops.trailing_zeros() & !7), length)
        }
        _ => read_odd(markup, ends),
    }
}

/// The same for names with other characters, long ones and those at the end of the page.
#[cold]
fn read_odd(markup: &[u8], ends: fn(u8) -> bool) -> (u64, usize) {
    let length = markup.iter().position(|byte| ends(*byte)).unwrap_or(markup.len());
    let name = markup.get(..length).unwrap_or_default();
    (if length > 8 { 0 } else { known(name) }, length)
}

/// The first eight bytes, the first one lowest; zero behind the end.
#[inline]
fn eight(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

#[inline]
const fn splat(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// The name of a tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'a> {
    pub tag: Tag,
    pub key: u64,
    /// As written.
    pub text: &'a [u8],
}

impl<'a> Name<'a> {
    /// The name at the start of `markup`, and what follows it.
    #[inline]
    pub fn read(markup: &'a [u8]) -> (Self, &'a [u8]) {
        let (key, length) = read(markup, ends_name);
        let (text, rest) = markup.split_at_checked(length).unwrap_or_default();
        (Self { tag: tag(key, text), key, text }, rest)
    }

    /// Whether this name stands at the start of `markup`, and ends there.
    pub fn stands_at(&self, markup: &[u8]) -> bool {
        let (found, rest) = markup.split_at_checked(self.text.len()).unwrap_or_default();
        self.is(found) && rest.first().is_some_and(|byte| ends_name(*byte))
    }

    /// Whether this is the same name.
    #[inline]
    pub fn is(&self, name: &[u8]) -> bool {
        self.text.eq_ignore_ascii_case(name)
    }
}

/// White space in HTML.
#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// What stands behind the name of a tag.
#[inline]
pub(super) fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}
