//! What reading one document may cost: steps, unpacked bytes, letters. A hostile file ends when it is spent.

use std::cell::Cell;

use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};

use super::super::limits::{MAX_GLYPHS, MAX_PART, MAX_STEPS, MAX_UNPACKED};
use crate::readers::zip::inflate_pieces;

/// What one document may still cost.
pub struct Budget {
    pub steps: Cell<usize>,
    bytes: Cell<usize>,
    pub glyphs: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: Cell::new(MAX_STEPS), bytes: Cell::new(MAX_UNPACKED), glyphs: Cell::new(MAX_GLYPHS) }
    }
}

impl Budget {
    /// Takes a cost off what is left; whether that much was left.
    pub fn spend(counter: &Cell<usize>, cost: usize) -> bool {
        let left = counter.get().checked_sub(cost);
        counter.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Whether nothing is left of anything.
    pub fn is_spent(&self) -> bool {
        self.steps.get() == 0 || self.bytes.get() == 0 || self.glyphs.get() == 0
    }

    /// The unpacked bytes of a stream, cut at the limit.
    pub fn unpack(&self, stream: &Stream) -> Vec<u8> {
        let limit = self.bytes.get().min(MAX_PART);
        let data = match stream.filters().as_slice() {
            [Filter::FlateDecode] if stream.dict().get::<Dict>("DecodeParms").is_none() => {
                inflate(&stream.raw_data(), limit)
            }
            [] => stream.raw_data().into_owned(),
            // Rare combinations; each can grow a lot, so only short ones are tried.
            _ if stream.raw_data().len() <= limit / 64 => {
                stream.decoded_data().map(std::borrow::Cow::into_owned).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        Self::spend(&self.bytes, data.len() + 1);
        data
    }
}

/// As much of a zlib or bare deflate stream as can be read.
fn inflate(data: &[u8], limit: usize) -> Vec<u8> {
    let mut unpacked = Vec::with_capacity(data.len().saturating_mul(4).min(limit));
    let wrapped = matches!(data, [first, second, ..]
        if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
    let start = if wrapped { 2 } else { 0 };
    // Without the wrapper's checksum: damaged files are read as far as they go.
    let body = data.get(start..).unwrap_or_default();
    inflate_pieces(body, limit, |piece| unpacked.extend_from_slice(piece));
    unpacked
}
