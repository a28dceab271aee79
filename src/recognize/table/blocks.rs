//! 表二: small grids under headings, each row with its own label.
//!
//! Takes strips; figures count only between the table's own headers and those of the next table.

use crate::anchor::Anchor;
use crate::document::Document;
use crate::forms::{Block, FORMS, Row, Table};

use super::super::strips::{Strip, Token};
use super::super::{cut, label};
use super::figures::{header_order, trim_blanks};
use super::run::{piece_of, whole_row};
use super::{Doubt, Extra, Placement, found, grid_at, shows, sign_count};

/// Rows between the first heading of 表二 and the first row that has two of its headers.
const HEADING_REACH: usize = 8;

/// Reads a table of several small grids, a label before each row (表二).
pub fn read(table: &'static Table, strips: &[Strip], document: &Document) -> Placement {
    let zone = zone_of(table, strips);
    let zone_strips = strips.get(zone.clone()).unwrap_or_default();
    let seen = sign_count(zone_strips, table.signs) > 0;
    let mut placement = Placement::new(table, seen);
    let mut start = 0;
    for block in table.blocks {
        for (at, row) in block.rows.iter().enumerate() {
            let named = |strip: &&Strip| names_last(table, row, strip, seen);
            let start = start + at * block.cols.len();
            let strip = zone_strips.iter().find(named).cloned();
            if let Some(strip) = strip.or_else(|| row_of_words(row, block, zone_strips, document)) {
                place_block_row(&mut placement, start, block, &in_order(strip, block, document));
            }
        }
        start += block.rows.len() * block.cols.len();
    }
    if placement.has_figures() {
        placement.score += 5 * sign_count(zone_strips, table.marks);
        placement.extras = extra_block_rows(table, zone_strips);
    }
    placement
}

/// The strip with its figures in the order of the form, where the headers above them stand in another.
fn in_order(strip: Strip, block: &Block, document: &Document) -> Strip {
    let order = || {
        let row = strip.tokens.first()?.anchor.row;
        header_order(block.cols, grid_at(document, strip.grid?)?, row)
    };
    if trim_blanks(&strip.tokens, block.cols.len()).len() != block.cols.len() {
        return strip;
    }
    let Some(order) = order().filter(|order| !order.is_sorted()) else { return strip };
    let tokens = order.iter().filter_map(|&at| strip.tokens.get(at).cloned()).collect();
    Strip { tokens, ..strip }
}

/// A row of a grid with words where its figures belong: nothing but its label tells it from a header.
fn row_of_words(row: &Row, block: &Block, strips: &[Strip], document: &Document) -> Option<Strip> {
    let mut grids: Vec<u32> = strips.iter().filter_map(|strip| strip.grid).collect();
    grids.dedup();
    grids.into_iter().find_map(|index| {
        let grid = grid_at(document, index)?;
        let label = grid.cells.iter().find(|cell| row.keys.contains(&label::key(&cell.text).as_str()))?;
        let figures = grid.row(label.row).iter().filter(|cell| cell.col > label.col);
        let at = Anchor { block: index, ..Anchor::default() };
        let tokens: Vec<Token> = figures.map(|cell| Token::of_cell(cell, at)).collect();
        (tokens.len() == block.cols.len()).then(|| Strip { tokens, grid: Some(index), ..Strip::default() })
    })
}

/// Rows of grids between the rows of the table that none of its labels names.
fn extra_block_rows(table: &'static Table, strips: &[Strip]) -> Vec<Extra> {
    let named = |strip: &Strip| {
        let mut rows = table.blocks.iter().flat_map(|block| block.rows);
        rows.any(|row| row.keys.iter().any(|key| strip.label.contains(key)))
    };
    let header = |strip: &Strip| {
        let mut cols = table.blocks.iter().flat_map(|block| block.cols);
        shows(strip, table.signs) || cols.any(|col| col.keys.iter().any(|key| strip.label.contains(key)))
    };
    let rows: Vec<usize> = (0..strips.len()).filter(|&at| strips.get(at).is_some_and(&named)).collect();
    let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { return Vec::new() };
    let filled = |strip: &&Strip| strip.tokens.iter().any(|token| !token.is_blank());
    strips
        .get(first..=last)
        .unwrap_or_default()
        .iter()
        .filter(|strip| strip.grid.is_some() && !strip.label.is_empty() && !named(strip) && !header(strip))
        .filter(filled)
        .map(|strip| Extra {
            label: strip.label.clone(),
            group: None,
            cells: strip.tokens.iter().map(|token| found(token, None)).collect(),
        })
        .collect()
}

/// The strips of this table: from its first header to the first header of another table.
fn zone_of(table: &Table, strips: &[Strip]) -> std::ops::Range<usize> {
    let headers = |strip: &Strip| {
        table.signs.iter().filter(|s| strip.label.contains(**s) || strip.context.contains(**s)).count()
    };
    // One of the words may stand in prose; two of them in front of one row do not. The first heading may
    // stand alone a few rows before.
    let sure = strips.iter().position(|strip| headers(strip) >= 2);
    let near = sure.unwrap_or(0).saturating_sub(HEADING_REACH);
    let from = strips.iter().skip(near).position(|strip| headers(strip) >= 1).map_or(0, |at| near + at);
    let others = || FORMS.iter().flat_map(|form| form.tables).filter(|other| other.id != table.id);
    let foreign = |strip: &Strip| others().any(|other| shows(strip, other.signs));
    let end = strips.iter().skip(from).position(foreign).map_or(strips.len(), |at| from + at);
    from..end
}

/// Whether the label right before the figures is this row's.
fn names_last(table: &Table, row: &Row, strip: &Strip, seen: bool) -> bool {
    if strip.tokens.is_empty() || strip.in_sentence {
        return false;
    }
    let ends = |row: &Row| {
        row.keys.iter().filter_map(|key| strip.label.rfind(key).map(|at| (at + key.len(), key.len()))).max()
    };
    let Some((end, length)) = ends(row) else { return false };
    // Words behind the label are not a label; before it anything may stand when the headers were seen.
    let behind = strip.label.get(end..).unwrap_or_default().chars().count();
    let before = end - length;
    let alone = seen || strip.grid.is_some() || before == 0;
    let best = table.blocks.iter().flat_map(|block| block.rows).filter_map(ends).max();
    alone && behind <= 2 && best == Some((end, length))
}

fn place_block_row(placement: &mut Placement, start: usize, block: &Block, strip: &Strip) {
    let width = block.cols.len();
    let tokens = trim_blanks(&strip.tokens, width);
    if tokens.len() == width {
        placement.score += 10;
        for (col, token) in tokens.iter().enumerate() {
            placement.put(start + col, found(token, None));
        }
        return;
    }
    let all_digits = tokens.iter().all(|token| token.digits().is_some());
    let cells = if tokens.len() < width && all_digits && strip.grid.is_none() {
        let pieces: Vec<&str> = tokens.iter().filter_map(Token::digits).collect();
        let result = cut::cuts(&pieces, width, 0);
        match result.cuts.as_slice() {
            [only] if result.complete => {
                only.iter().map(|part| piece_of(tokens, *part, Some(Doubt::Cut))).collect()
            }
            _ => whole_row(tokens, width, Doubt::CutUnsettled(result.cuts.len())),
        }
    } else {
        whole_row(tokens, width, Doubt::Irregular { found: tokens.len(), expected: width })
    };
    placement.score += 1;
    placement.put_all(start, cells);
}
