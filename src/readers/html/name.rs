//! The name of a tag, in lower case, without memory of its own.

use super::tokens::skip;

/// The longest names told apart are `blockquote` and `figcaption`.
const LONGEST: usize = 12;

/// A tag name. Longer ones than any that matters are kept as their beginning and length.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Name {
    /// The name at the start of `tag`, and what follows it.
    #[inline]
    pub fn read(tag: &[u8]) -> (Self, &[u8]) {
        let mut name = Self::default();
        for byte in tag {
            if matches!(byte, b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r' | b'\x0c') {
                break;
            }
            if let Some(slot) = name.bytes.get_mut(name.length) {
                *slot = byte.to_ascii_lowercase();
            }
            name.length += 1;
        }
        (name, skip(tag, name.length))
    }

    /// The name, or nothing if it is too long to be one that matters.
    #[inline]
    pub fn get(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}
