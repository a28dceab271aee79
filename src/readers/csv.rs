//! CSV → document: one grid.
//!
//! Takes text, gives a single grid of all rows, title lines included: whoever reads the grid sees that they have
//! one cell. Knows no report. Commas and semicolons; tabs too where the file says it is CSV.

use super::delimited::{grid, row};
use super::limits::{CUT_NOTICE, MAX_CELLS, MAX_COLS};
use crate::document::{Block, Document, Notice};

/// Rows looked at to decide.
const SAMPLE_ROWS: usize = 50;

/// Fewer rows prove nothing.
const LEAST_ROWS: usize = 3;

/// Fewer columns happen in prose.
const LEAST_COLS: usize = 3;

/// Title and note lines of a sheet have other widths: this share of the rows may differ, one in five.
const IRREGULAR_SHARE: usize = 5;

/// The separator of the columns, if the text is CSV. Without a name that says so, the columns must be many,
/// and equally many in nearly all rows: prose with commas is not CSV.
pub fn separator(text: &str, named: bool) -> Option<u8> {
    let candidates: &[u8] = if named { b",;\t" } else { b",;" };
    let found = candidates.iter().map(|delimiter| (*delimiter, sample(text, *delimiter)));
    let (delimiter, best) =
        found.reduce(|best, next| if next.1.regular > best.1.regular { next } else { best })?;
    let certain = best.regular >= LEAST_ROWS && (best.rows - best.regular) * IRREGULAR_SHARE <= best.rows;
    (certain || (named && best.regular > 0)).then_some(delimiter)
}

/// What the first rows look like with one separator.
struct Sample {
    rows: usize,
    /// Rows of the most frequent width, if that is wide enough.
    regular: usize,
}

fn sample(text: &str, delimiter: u8) -> Sample {
    let mut widths = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && widths.len() < SAMPLE_ROWS {
        let (cells, length) = row(rest, delimiter);
        rest = rest.get(length..).unwrap_or_default();
        if cells.iter().any(|cell| !cell.is_empty()) {
            widths.push(if is_grouped_number(&cells) { 1 } else { cells.len() });
        }
    }
    let wide = widths.iter().filter(|width| (LEAST_COLS..=MAX_COLS as usize).contains(*width));
    let regular = wide.map(|width| widths.iter().filter(|other| *other == width).count()).max().unwrap_or(0);
    Sample { rows: widths.len(), regular }
}

/// `6,239,795.00元`: the commas group digits.
fn is_grouped_number(cells: &[String]) -> bool {
    let digits = |cell: &str| cell.bytes().take_while(u8::is_ascii_digit).count();
    let starts_with_digit = cells.first().is_some_and(|cell| cell.ends_with(|c: char| c.is_ascii_digit()));
    starts_with_digit && cells.iter().skip(1).all(|cell| digits(cell) == 3)
}

/// The document in a CSV text.
pub fn read(text: &str, delimiter: u8) -> Document {
    let mut rows = Vec::new();
    let (mut cells, mut is_cut) = (0, false);
    let mut rest = text;
    while !rest.is_empty() && cells < MAX_CELLS {
        let (mut row, length) = row(rest, delimiter);
        rest = rest.get(length..).unwrap_or_default();
        is_cut |= row.len() > MAX_COLS as usize;
        row.truncate(MAX_COLS as usize);
        cells += row.len();
        rows.push(row);
    }
    let notices = if rest.is_empty() && !is_cut { Vec::new() } else { vec![Notice::lost(CUT_NOTICE)] };
    Document { blocks: vec![Block::Grid(grid(rows))], notices, title: None }
}
