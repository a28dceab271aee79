//! The figures of a strip as the row of a table: by their number, by headers, or not at all.
//!
//! Takes strips and the columns of a form; knows no labels.

use std::borrow::Cow;

use super::super::strips::{Strip, Token};
use super::source::{Header, Sheet, Source};
use super::words::WordSet;
use super::{Doubt, Found, found};

/// The figures of a candidate.
pub enum Values<'a> {
    /// As many as the table has columns, in their order.
    Exact(Cow<'a, [Token<'a>]>, Option<Doubt>),
    /// Digits without separators.
    Run(&'a [Token<'a>]),
    /// Another number of figures.
    Odd(&'a [Token<'a>]),
}

/// The columns of each grid, by its headers.
pub struct Headers {
    grids: Vec<(u32, Vec<u32>)>,
}

impl Headers {
    pub fn new(cols: &[WordSet], source: &Source) -> Self {
        let columns = |sheet: &Sheet| Some((sheet.index, header_columns(cols, &sheet.headers)?));
        Self { grids: source.sheets.iter().filter_map(columns).collect() }
    }

    /// The columns for a row of a grid whose headers are known.
    pub fn columns(&self, strip: &Strip) -> Option<&[u32]> {
        let index = strip.grid?;
        self.grids.iter().find(|(grid, _)| *grid == index).map(|(_, columns)| columns.as_slice())
    }
}

/// The figures under the headers, where each header has a cell of its own, in whatever order the headers
/// stand; by order where the row has as many figures as there are headers; else odd.
pub fn by_header<'a>(tokens: &'a [Token<'a>], columns: &[u32]) -> Values<'a> {
    let under: Vec<usize> =
        columns.iter().filter_map(|&col| tokens.iter().position(|t| covers(t, col))).collect();
    let trimmed = trim_blanks(tokens, columns.len());
    let (first, last) = (under.iter().min().copied(), under.iter().max().copied());
    match first.zip(last).filter(|(first, last)| last - first + 1 == columns.len() && are_distinct(&under)) {
        Some((first, last)) if under.is_sorted() => {
            Values::Exact(Cow::Borrowed(tokens.get(first..=last).unwrap_or_default()), None)
        }
        Some(_) => Values::Exact(under.iter().filter_map(|&at| tokens.get(at).copied()).collect(), None),
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
    matches!(strip.tokens, [only] if only.digits().is_some_and(|digits| digits.len() >= width))
}

/// Appends the rows a strip's figures make: whole lines of `width` figures, or all of them together.
pub fn split_strip<'a>(
    tokens: &'a [Token<'a>],
    width: usize,
    grid: bool,
    run_together: bool,
    rows: &mut Vec<Values<'a>>,
) {
    if tokens.is_empty() {
        return;
    }
    let exact = |line: &'a [Token<'a>], doubt| Values::Exact(Cow::Borrowed(line), doubt);
    let trimmed = trim_blanks(tokens, width);
    if trimmed.len() == width {
        let filled = trimmed.iter().filter(|token| !token.is_blank).count();
        // One figure in a row of the wrong length may stand in any column.
        let unsure = tokens.len() > width && filled == 1;
        rows.push(exact(trimmed, unsure.then_some(Doubt::Position)));
    } else if run_together && is_run_of(trimmed, width) {
        rows.push(Values::Run(trimmed));
    } else if grid {
        let fillers = trimmed.iter().take_while(|token| token.is_blank).count();
        rows.push(match trimmed.len().checked_sub(width) {
            // Empty cells between the label and the first column, as sheets without merged cells have them.
            Some(more) if more <= fillers => {
                exact(trimmed.get(more..).unwrap_or_default(), Some(Doubt::Position))
            }
            _ => Values::Odd(trimmed),
        });
    } else if trimmed.len() < width {
        rows.push(Values::Odd(trimmed));
    } else {
        split_lines(trimmed, width, rows);
    }
}

/// Digits without separators: fewer pieces than columns, digits enough for all of them.
fn is_run_of(tokens: &[Token], width: usize) -> bool {
    let digits = || tokens.iter().map(Token::digits);
    tokens.len() < width
        && digits().all(|digits| digits.is_some())
        && digits().flatten().map(str::len).sum::<usize>() >= width
}

/// Several rows of figures behind each other in plain text.
fn split_lines<'a>(tokens: &'a [Token<'a>], width: usize, rows: &mut Vec<Values<'a>>) {
    let place = |token: &Token| (token.anchor.block, token.anchor.row, token.anchor.col);
    let lines = tokens.chunk_by(|a, b| place(a) == place(b)).filter(|line| line.len() == width);
    let before = rows.len();
    rows.extend(lines.map(|line| Values::Exact(Cow::Borrowed(line), None)));
    if rows.len() > before {
        return;
    }
    if tokens.len().is_multiple_of(width) {
        let chunks = tokens.chunks(width);
        rows.extend(chunks.map(|chunk| Values::Exact(Cow::Borrowed(chunk), Some(Doubt::Order))));
    } else {
        rows.push(Values::Odd(tokens));
    }
}

/// The grid column of each column of the form, by the headers; `None` unless each is found in one column, in
/// the rows around a header of the first. Elsewhere the same words are headers of another table.
fn header_columns(cols: &[WordSet], headers: &[Header]) -> Option<Vec<u32>> {
    let of = |col: WordSet| {
        let own = move |header: &&Header| header.whole.is_some_and(|word| col.has(word)) && is_short(header);
        headers.iter().filter(own).map(|header| header.cell)
    };
    let rows: Vec<u32> = of(*cols.first()?).map(|cell| cell.row).collect();
    let column = |col: &WordSet| {
        let near = |row: u32| rows.iter().any(|other| other.abs_diff(row) <= HEADER_ROWS);
        let mut places = of(*col).filter(|cell| near(cell.row)).map(|cell| cell.col);
        let first = places.next()?;
        places.all(|other| other == first).then_some(first)
    };
    cols.iter().map(column).collect()
}

/// Rows over which the column headers of one table may be spread.
const HEADER_ROWS: u32 = 2;

/// Longest header, in bytes, with line breaks and spaces between its characters.
const MAX_HEADER: usize = 64;

/// Long labels are no column headers, nor is what stands over several columns.
fn is_short(header: &Header) -> bool {
    header.cell.colspan == 1 && header.cell.text.len() <= MAX_HEADER
}

/// The order of `cols` by the nearest headers above row `row` of a grid: for each column of the form, which
/// of the figures is its own. `None` when not every header stands there, each in one cell.
pub fn header_order(cols: &[WordSet], sheet: &Sheet, row: u32) -> Option<Vec<usize>> {
    let above = sheet.headers.partition_point(|header| header.cell.row < row);
    let rows = sheet.headers.get(..above)?.chunk_by(|a, b| a.cell.row == b.cell.row);
    rows.rev().find_map(|headers| {
        let place = |col: &WordSet| headers.iter().position(|header| header.shown.meets(col));
        let places: Vec<usize> = cols.iter().map(place).collect::<Option<_>>()?;
        let rank = |place: &usize| places.iter().filter(|other| *other < place).count();
        are_distinct(&places).then(|| places.iter().map(rank).collect())
    })
}

pub fn by_columns<'a>(tokens: &[Token<'a>], columns: &[u32]) -> Vec<Option<Found<'a>>> {
    let cell = |&col: &u32| {
        let token = tokens.iter().find(|token| covers(token, col))?;
        let shared = columns.iter().filter(|&&other| covers(token, other)).count();
        let doubt = if shared > 1 && !token.is_blank { Doubt::Merged } else { Doubt::Position };
        Some(found(token, Some(doubt)))
    };
    columns.iter().map(cell).collect()
}

/// Drops empty places behind the last of `width` figures.
pub fn trim_blanks<'t, 'a>(tokens: &'t [Token<'a>], width: usize) -> &'t [Token<'a>] {
    let filled = tokens.iter().rposition(|token| !token.is_blank).map_or(0, |last| last + 1);
    tokens.get(..filled.max(width).min(tokens.len())).unwrap_or(tokens)
}
