//! The figures of a strip as the row of a table: by their number, by headers, or not at all.
//!
//! Takes strips and the columns of a form; knows no labels.

use std::borrow::Cow;

use crate::document::{Document, Grid, GridCell};
use crate::forms::{Block, Col};

use super::super::label;
use super::super::strips::{Strip, Token};
use super::{Doubt, Found, found, grid_at};

/// The figures of a candidate.
pub enum Values<'a> {
    /// As many as the table has columns, in their order.
    Exact(Cow<'a, [Token]>, Option<Doubt>),
    /// Digits without separators.
    Run(&'a [Token]),
    /// Another number of figures.
    Odd(&'a [Token]),
}

/// The columns of each grid, by its headers.
pub struct Headers {
    grids: Vec<(u32, Vec<u32>)>,
}

impl Headers {
    pub fn new(block: &Block, strips: &[Strip], document: &Document) -> Self {
        let mut indices: Vec<u32> = strips.iter().filter_map(|strip| strip.grid).collect();
        indices.dedup();
        let columns = |&index: &u32| Some((index, header_columns(block.cols, grid_at(document, index)?)?));
        Self { grids: indices.iter().filter_map(columns).collect() }
    }

    /// The columns for a row of a grid whose headers are known.
    pub fn columns(&self, strip: &Strip) -> Option<&[u32]> {
        let index = strip.grid?;
        self.grids.iter().find(|(grid, _)| *grid == index).map(|(_, columns)| columns.as_slice())
    }
}

/// The figures under the headers, where each header has a cell of its own, in whatever order the headers
/// stand; by order where the row has as many figures as there are headers; else odd.
pub fn by_header<'a>(tokens: &'a [Token], columns: &[u32]) -> Values<'a> {
    let under: Vec<usize> =
        columns.iter().filter_map(|&col| tokens.iter().position(|t| covers(t, col))).collect();
    let trimmed = trim_blanks(tokens, columns.len());
    let (first, last) = (under.iter().min().copied(), under.iter().max().copied());
    match first.zip(last).filter(|(first, last)| last - first + 1 == columns.len() && are_distinct(&under)) {
        Some((first, last)) if under.is_sorted() => {
            Values::Exact(Cow::Borrowed(tokens.get(first..=last).unwrap_or_default()), None)
        }
        Some(_) => Values::Exact(under.iter().filter_map(|&at| tokens.get(at).cloned()).collect(), None),
        None if trimmed.len() == columns.len() => Values::Exact(Cow::Borrowed(trimmed), None),
        None => Values::Odd(trimmed),
    }
}

fn are_distinct(places: &[usize]) -> bool {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair.first() != pair.last())
}

fn covers(token: &Token, col: u32) -> bool {
    token.anchor.col <= col && col < token.anchor.col + token.span.max(1)
}

/// A single piece of digits at least as long as the table is wide.
pub fn is_run(strip: &Strip, width: usize) -> bool {
    matches!(strip.tokens.as_slice(), [only] if only.digits().is_some_and(|digits| digits.len() >= width))
}

/// The rows a strip's figures make: whole lines of `width` figures, or all of them together.
pub fn split_strip(tokens: &[Token], width: usize, grid: bool, run_together: bool) -> Vec<Values<'_>> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let trimmed = trim_blanks(tokens, width);
    if trimmed.len() == width {
        let filled = trimmed.iter().filter(|token| !token.is_blank()).count();
        // One figure in a row of the wrong length may stand in any column.
        let unsure = tokens.len() > width && filled == 1;
        return vec![Values::Exact(Cow::Borrowed(trimmed), unsure.then_some(Doubt::Position))];
    }
    let digits: usize = trimmed.iter().filter_map(Token::digits).map(str::len).sum();
    if run_together
        && trimmed.len() < width
        && digits >= width
        && trimmed.iter().all(|t| t.digits().is_some())
    {
        return vec![Values::Run(trimmed)];
    }
    if grid {
        let fillers = trimmed.iter().take_while(|token| token.is_blank()).count();
        return match trimmed.len().checked_sub(width) {
            // Empty cells between the label and the first column, as sheets without merged cells have them.
            Some(more) if more <= fillers => {
                let figures = trimmed.get(more..).unwrap_or_default();
                vec![Values::Exact(Cow::Borrowed(figures), Some(Doubt::Position))]
            }
            _ => vec![Values::Odd(trimmed)],
        };
    }
    let lines: Vec<&[Token]> = trimmed
        .chunk_by(|a, b| {
            (a.anchor.block, a.anchor.row, a.anchor.col) == (b.anchor.block, b.anchor.row, b.anchor.col)
        })
        .collect();
    let whole: Vec<&[Token]> = lines.iter().copied().filter(|line| line.len() == width).collect();
    if !whole.is_empty() {
        return whole.into_iter().map(|line| Values::Exact(Cow::Borrowed(line), None)).collect();
    }
    if trimmed.len().is_multiple_of(width) {
        let chunks = trimmed.chunks(width);
        return chunks.map(|chunk| Values::Exact(Cow::Borrowed(chunk), Some(Doubt::Order))).collect();
    }
    vec![Values::Odd(trimmed)]
}

/// The grid column of each column of the form, by the headers; `None` unless each is found in one column, in
/// the rows around a header of the first. Elsewhere the same words are headers of another table.
fn header_columns(cols: &[Col], grid: &Grid) -> Option<Vec<u32>> {
    let short = grid.cells.iter().filter(|cell| cell.colspan == 1 && is_short_words(&cell.text));
    let headers: Vec<(String, &GridCell)> = short.map(|cell| (label::key(&cell.text), cell)).collect();
    let of = |col: &Col| {
        let keys = col.keys;
        headers.iter().filter(move |(key, _)| keys.contains(&key.as_str())).map(|(_, cell)| *cell)
    };
    let rows: Vec<u32> = of(cols.first()?).map(|cell| cell.row).collect();
    let near = |cell: &&GridCell| rows.iter().any(|row| row.abs_diff(cell.row) <= HEADER_ROWS);
    let column = |col: &Col| {
        let mut places = of(col).filter(near).map(|cell| cell.col);
        let first = places.next()?;
        places.all(|other| other == first).then_some(first)
    };
    cols.iter().map(column).collect()
}

/// Rows over which the column headers of one table may be spread.
const HEADER_ROWS: u32 = 2;

/// Longest header, in bytes, with line breaks and spaces between its characters.
const MAX_HEADER: usize = 64;

/// Figures and long labels are no column headers; most cells are figures.
fn is_short_words(text: &str) -> bool {
    text.len() <= MAX_HEADER && text.bytes().any(|byte| !byte.is_ascii())
}

/// The order of `cols` by the nearest headers above row `row` of a grid: for each column of the form, which
/// of the figures is its own. `None` when not every header stands there, each in one cell.
pub fn header_order(cols: &[Col], grid: &Grid, row: u32) -> Option<Vec<usize>> {
    (0..row).rev().find_map(|above| {
        let keys: Vec<String> = grid.row(above).iter().map(|cell| label::key(&cell.text)).collect();
        let place = |col: &Col| keys.iter().position(|key| col.keys.iter().any(|known| key.contains(known)));
        let places: Vec<usize> = cols.iter().map(place).collect::<Option<_>>()?;
        let rank = |place: &usize| places.iter().filter(|other| *other < place).count();
        are_distinct(&places).then(|| places.iter().map(rank).collect())
    })
}

pub fn by_columns(tokens: &[Token], columns: &[u32]) -> Vec<Option<Found>> {
    let cell = |&col: &u32| {
        let token = tokens.iter().find(|token| covers(token, col))?;
        let shared = columns.iter().filter(|&&other| covers(token, other)).count();
        let doubt = if shared > 1 && !token.is_blank() { Doubt::Merged } else { Doubt::Position };
        Some(found(token, Some(doubt)))
    };
    columns.iter().map(cell).collect()
}

/// Drops empty places behind the last of `width` figures.
pub fn trim_blanks(tokens: &[Token], width: usize) -> &[Token] {
    let filled = tokens.iter().rposition(|token| !token.is_blank()).map_or(0, |last| last + 1);
    tokens.get(..filled.max(width).min(tokens.len())).unwrap_or(tokens)
}
