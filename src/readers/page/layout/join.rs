//! Pages → one sequence of pieces: tables that a page break cut are put together again.
//!
//! Takes the pages without their furniture, gives all pieces with their pages. Knows how tables look at a page
//! break, not what they say.

use super::grid::{Cell, Table};
use super::rules::nearest;
use super::{Leaf, Piece};

/// Columns of both parts of a table stand at most this far apart, in points.
const DRIFT: f32 = 4.0;
/// Rows a repeated header may have.
const MAX_HEADER: usize = 8;

/// Joins pages.
pub fn pages(leaves: Vec<Leaf>) -> Vec<(u32, Piece)> {
    let mut all: Vec<(u32, Piece)> = Vec::new();
    for (number, leaf) in (0..).zip(leaves) {
        let mut first = true;
        for piece in leaf.pieces {
            let at_start = std::mem::replace(&mut first, false);
            let before = all.last_mut().filter(|(page, _)| at_start && page.checked_add(1) == Some(number));
            match (before, piece) {
                (Some((page, Piece::Table(upper))), Piece::Table(lower)) if fits(upper, &lower) => {
                    append(upper, lower);
                    *page = number;
                }
                (before, mut piece) => {
                    if let Piece::Table(lower) = &mut piece
                        && lower.rest
                    {
                        let upper =
                            before.and_then(
                                |(_, upper)| if let Piece::Table(upper) = upper { Some(upper) } else { None },
                            );
                        part(upper, lower);
                    }
                    all.push((number, piece));
                }
            }
        }
    }
    all
}

/// Whether two tables have the same sides and most of their columns in common.
fn fits(upper: &Table, lower: &Table) -> bool {
    let near = |a: Option<&f32>, b: Option<&f32>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= DRIFT);
    if !near(upper.xs.first(), lower.xs.first()) || !near(upper.xs.last(), lower.xs.last()) {
        return false;
    }
    let inner = |table: &Table| table.xs.len().saturating_sub(2);
    let shared =
        |from: &Table, to: &Table| from.xs.iter().filter(|x| has(&to.xs, **x)).count().saturating_sub(2);
    let least = inner(upper).min(inner(lower));
    shared(upper, lower).min(shared(lower, upper)) * 5 >= least * 3
}

fn has(xs: &[f32], x: f32) -> bool {
    xs.get(nearest(xs, x)).is_some_and(|other| (other - x).abs() <= DRIFT)
}

/// Puts `lower` under `upper`.
fn append(upper: &mut Table, mut lower: Table) {
    common_columns(upper, &mut lower);
    drop_header(upper, &mut lower);
    let split = splits_row(upper, &lower);
    if lower.rest && !split {
        part(Some(upper), &mut lower);
    }
    let shift = if split { upper.rows.saturating_sub(1) } else { upper.rows };
    let below: Vec<Cell> = std::mem::take(&mut lower.cells);
    let last_row = upper.rows;
    for mut cell in below {
        let top = cell.row == 0;
        cell.row += shift;
        let above = |other: &&mut Cell| {
            other.row_end() == last_row && other.col == cell.col && other.colspan == cell.colspan
        };
        let partner = if top { upper.cells.iter_mut().find(above) } else { None };
        match partner {
            Some(partner) if split || is_group_rest(partner, &cell) => merge(partner, &cell),
            _ => upper.cells.push(cell),
        }
    }
    upper.rows = shift + lower.rows;
    upper.area = lower.area;
    upper.cells.sort_by_key(|cell| (cell.row, cell.col));
}

/// Two halves of a row that could not be put together: neither has blank figures.
fn part(upper: Option<&mut Table>, lower: &mut Table) {
    drop_blanks(lower, 0);
    if let Some(upper) = upper {
        let last = upper.rows.saturating_sub(1);
        drop_blanks(upper, last);
    }
}

/// Takes the places of figures from a row without any.
fn drop_blanks(table: &mut Table, row: usize) {
    let figures = |cell: &&Cell| cell.row == row && cell.col > 0;
    if table.cells.iter().filter(figures).all(Cell::is_blank) {
        table.cells.retain(|cell| !figures(&cell));
    }
}

/// The lower part of one cell goes to the upper one.
fn merge(upper: &mut Cell, lower: &Cell) {
    upper.add(&lower.text);
    upper.rowspan = upper.rowspan.max(lower.row_end().saturating_sub(upper.row));
    upper.room = lower.room;
}

/// Gives both tables the columns of either.
fn common_columns(upper: &mut Table, lower: &mut Table) {
    let mut xs = upper.xs.clone();
    xs.extend(lower.xs.iter().copied().filter(|x| !has(&upper.xs, *x)));
    xs.sort_by(f32::total_cmp);
    for table in [upper, lower] {
        let at = |index: usize| table.xs.get(index).map_or(0, |x| nearest(&xs, *x));
        for cell in &mut table.cells {
            let (from, to) = (at(cell.col), at(cell.col + cell.colspan));
            (cell.col, cell.colspan) = (from, to.saturating_sub(from).max(1));
        }
        table.xs.clone_from(&xs);
    }
}

// ---- repeated headers --------------------------------------------------------------------------------------

/// Drops the rows at the top of `lower` that repeat those of `upper`.
fn drop_header(upper: &Table, lower: &mut Table) {
    let Some(count) = (1..=MAX_HEADER).rev().find(|&count| repeats(upper, lower, count)) else { return };
    lower.cells.retain(|cell| cell.row >= count);
    for cell in &mut lower.cells {
        cell.row -= count;
    }
    lower.rows -= count;
}

/// Whether the first `count` rows of both tables are the same, some of it text, and end with whole cells.
fn repeats(upper: &Table, lower: &Table, count: usize) -> bool {
    if lower.rows < count || upper.rows < count {
        return false;
    }
    let head = |table: &Table| -> Vec<(usize, usize, usize, String)> {
        let cells = table.cells.iter().filter(|cell| cell.row < count);
        cells.map(|cell| (cell.row, cell.col, cell.colspan, bare(&cell.text))).collect()
    };
    let whole = |table: &Table| table.cells.iter().all(|cell| cell.row >= count || cell.row_end() <= count);
    let (own, other) = (head(upper), head(lower));
    let letters = own.iter().any(|(_, _, _, text)| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
    own == other && letters && whole(lower)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

// ---- cells cut by the break --------------------------------------------------------------------------------

/// Whether a group's label in the upper part goes on in the lower part, while its rows are complete.
fn is_group_rest(upper: &Cell, lower: &Cell) -> bool {
    if upper.rowspan == 1 && lower.rowspan == 1 {
        return false;
    }
    if is_figure(&upper.text) || is_figure(&lower.text) {
        return false;
    }
    upper.is_blank() || lower.is_blank() || goes_on(upper, lower)
}

/// Whether the last row of `upper` and the first of `lower` are one row.
fn splits_row(upper: &Table, lower: &Table) -> bool {
    let last: Vec<&Cell> = upper.cells.iter().filter(|cell| cell.row_end() == upper.rows).collect();
    let first: Vec<&Cell> = lower.cells.iter().filter(|cell| cell.row == 0).collect();
    let pairs: Vec<(&Cell, &Cell)> = last
        .iter()
        .filter_map(|cell| {
            let below = first.iter().find(|other| other.col == cell.col && other.colspan == cell.colspan)?;
            Some((*cell, *below))
        })
        .collect();
    if pairs.len() != last.len() || pairs.len() != first.len() || pairs.len() < 2 {
        return false;
    }
    // Cells over several rows are groups: they go on whether or not a row was cut.
    let height = pairs.iter().filter(|(a, _)| a.rowspan == 1).map(|(_, b)| b.rowspan).min();
    let rows: Vec<(&Cell, &Cell)> =
        pairs.into_iter().filter(|(a, b)| a.rowspan == 1 && Some(b.rowspan) == height).collect();
    let fits =
        |(a, b): &(&Cell, &Cell)| a.is_blank() || b.is_blank() || (!is_figure(&a.text) && goes_on(a, b));
    let filled = |test: fn(&(&Cell, &Cell)) -> bool| rows.iter().any(test);
    let label_waits =
        filled(|(a, b)| !a.is_blank() && b.is_blank()) || filled(|(a, b)| a.is_blank() && !b.is_blank());
    let both = filled(|(a, b)| !a.is_blank() && !b.is_blank());
    !rows.is_empty() && rows.iter().all(fits) && (both || label_waits) && is_one_row(&rows)
}

/// Whether the text of one cell goes on in the other: no item begins there, and no more text would have fitted
/// above. Where items are numbered, text without a number needs less proof.
fn goes_on(upper: &Cell, lower: &Cell) -> bool {
    let limit = if begins_item(&upper.text) { 2.6 } else { 1.2 };
    !begins_item(&lower.text) && !is_figure(&lower.text) && upper.room < limit
}

/// Whether the lower cells are the rest of the upper: some text, and no item of its own.
fn is_one_row(rows: &[(&Cell, &Cell)]) -> bool {
    let lower = || rows.iter().map(|(_, lower)| *lower).filter(|cell| !cell.is_blank());
    let label = lower().find(|cell| !is_figure(&cell.text));
    lower().next().is_some() && label.is_none_or(|cell| !begins_item(&cell.text))
}

/// A number or a sign for none.
fn is_figure(text: &str) -> bool {
    let bare = bare(text);
    !bare.is_empty()
        && bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || ".,，．-—/－".contains(c))
}

/// `（三）…`, `2.…`, `一、…`: the beginning of an item of its own.
pub fn begins_item(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '(' { '（' } else { c });
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some('（'), Some(next)) => numeral(next) || next.is_ascii_digit(),
        (Some(c), Some(next)) if numeral(c) => matches!(next, '、' | '.' | '．' | '，') || numeral(next),
        (Some(c), Some(next)) if c.is_ascii_digit() => matches!(next, '.' | '．' | '、' | '，'),
        (Some('①'..='⑳' | '⑴'..='⒇'), _) => true,
        _ => false,
    }
}
