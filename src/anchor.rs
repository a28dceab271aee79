//! Where a piece of text came from in what the user gave.
//!
//! Takes nothing, knows nothing of readers or reports. An anchor is written once, by the reader that saw
//! the text, and carried unchanged to the page, which lights the same place in the original.

/// A place in a [`Document`](crate::document::Document).
///
/// All numbers count from 0. `row` and `col` are grid coordinates (spans expanded, the top-left slot of
/// the cell) when the block is a grid, and 0 otherwise. `start..end` counts Unicode scalar values
/// inside the text of that cell or paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Anchor {
    /// Index of the block in the document.
    pub block: u32,
    /// Grid row, or 0.
    pub row: u32,
    /// Grid column, or 0.
    pub col: u32,
    /// First character of the piece in the text of the cell or paragraph.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// A piece of a sentence with its figure (原文).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The text.
    pub text: String,
    /// First character of the figure in `text`.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Where the figure stands in the document.
    pub anchor: Option<Anchor>,
}
