//! Rows of cells separated by one character, with cells in quotation marks as Excel writes them.
//!
//! Takes text with `\n` line ends, gives rows of cells; knows nothing of where the text came from. Written by
//! hand because a quotation mark without a partner must stay a character instead of swallowing the rest.

use super::limits::{MAX_COLS, MAX_QUOTED};
use crate::document::{Grid, GridCell};

/// One row from the start of `text`, and how many bytes it takes with its line end. Of a row with more than
/// [`MAX_COLS`] cells one more than those is kept, to tell.
pub(super) fn row(text: &str, delimiter: u8) -> (Vec<String>, usize) {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let (cell, length) = quoted(rest, delimiter).unwrap_or_else(|| plain(rest, delimiter));
        if cells.len() <= MAX_COLS as usize {
            cells.push(cell);
        }
        at += length;
        match text.as_bytes().get(at) {
            Some(byte) if *byte == delimiter => at += 1,
            Some(_) => return (cells, at + 1),
            None => return (cells, at),
        }
    }
}

/// A cell without quotation marks.
fn plain(rest: &str, delimiter: u8) -> (String, usize) {
    let end = rest.bytes().position(|b| b == delimiter || b == b'\n').unwrap_or(rest.len());
    (rest.get(..end).unwrap_or_default().trim_matches(is_padding).to_owned(), end)
}

/// A cell in quotation marks, if the second one stands where a cell can end.
fn quoted(rest: &str, delimiter: u8) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('"')?;
    let bytes = inner.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..bytes.len().min(MAX_QUOTED))?.iter().position(|b| *b == b'"')?;
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            next if next.is_none_or(|b| *b == delimiter || *b == b'\n') => {
                let text = inner.get(..at)?.replace("\"\"", "\"");
                return Some((text.trim_matches(is_padding).to_owned(), at + 2));
            }
            _ => return None,
        }
    }
}

/// Space around a cell that is not part of it. Full-width and no-break spaces stay, as in the other readers.
fn is_padding(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// The grid of rows of unequal length.
pub(super) fn grid(rows: Vec<Vec<String>>) -> Grid {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut grid = Grid { rows: count(rows.len()), ..Grid::default() };
    for (row, cells) in (0..).zip(rows) {
        grid.cols = grid.cols.max(count(cells.len()));
        let placed = (0..).zip(cells).map(|(col, text)| GridCell { row, col, rowspan: 1, colspan: 1, text });
        grid.cells.extend(placed);
    }
    grid
}
