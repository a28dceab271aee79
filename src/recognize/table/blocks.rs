//! 表二: small grids under headings, each row with its own label.
//!
//! Takes strips; figures count only between the table's own headers and those of the next table.

use std::borrow::Cow;

use crate::anchor::Anchor;
use crate::forms::Block;

use super::super::cut;
use super::super::strips::{Strip, Token};
use super::figures::{header_order, trim_blanks};
use super::run::{piece_of, whole_row};
use super::source::{Marked, Sheet, Source};
use super::words::{TableWords, WordSet};
use super::{Doubt, Extra, Placement, found, shown};

/// Rows between the first heading of 表二 and the first row that has two of its headers.
const HEADING_REACH: usize = 8;

/// A row of figures, in the order of the form.
struct Line<'a> {
    tokens: Cow<'a, [Token<'a>]>,
    in_grid: bool,
}

/// Reads a table of several small grids, a label before each row (表二).
pub fn read<'a>(words: &TableWords, source: &'a Source) -> Placement<'a> {
    let range = zone_of(words, &source.strips);
    let rest = source.strips.get(range.end..).unwrap_or_default();
    let zone = source.strips.get(range).unwrap_or_default();
    let shown = shown(zone);
    let seen = shown.meets(&words.signs);
    let mut placement = Placement::new(words.table, seen);
    let named = named_rows(words, zone, seen);
    let (mut start, mut row) = (0, 0);
    for (block, cols) in words.table.blocks.iter().zip(&words.cols) {
        for _ in block.rows {
            let strip = named.iter().find(|(named, _)| *named == row).map(|(_, strip)| *strip);
            let line = match strip {
                Some(strip) => Some(in_order(strip, cols, source)),
                None => row_of_words(words, row, block, zone, source),
            };
            if let Some(line) = line {
                place_block_row(&mut placement, start, block, &line);
            }
            row += 1;
            start += block.cols.len();
        }
    }
    if placement.has_figures() {
        placement.score += 5 * shown.common(&words.marks);
        placement.extras = extra_block_rows(words, zone);
        placement.instances += usize::from(is_again(words, rest));
    }
    placement
}

/// The rows that the labels right before the figures name, each with its strip, in the order of the strips.
fn named_rows<'a>(words: &TableWords, zone: &[Marked<'a>], seen: bool) -> Vec<(usize, Strip<'a>)> {
    zone.iter().filter_map(|strip| Some((names_last(words, strip, seen)?, strip.strip))).collect()
}

/// Whether there is another table of this kind: its headers, and most of its rows.
fn is_again(words: &TableWords, rest: &[Marked]) -> bool {
    let mut rows: Vec<usize> = named_rows(words, rest, true).into_iter().map(|(row, _)| row).collect();
    rows.sort_unstable();
    rows.dedup();
    let all: usize = words.table.blocks.iter().map(|block| block.rows.len()).sum();
    rows.len() * 2 > all && shown(rest).common(&words.signs) >= 2
}

/// The figures of a strip in the order of the form, where the headers above them stand in another.
fn in_order<'a>(strip: Strip<'a>, cols: &[WordSet], source: &Source) -> Line<'a> {
    let order = || header_order(cols, source.sheet(&strip)?, strip.tokens.first()?.anchor.row);
    let whole = trim_blanks(strip.tokens, cols.len()).len() == cols.len();
    let tokens = match whole.then(order).flatten().filter(|order| !order.is_sorted()) {
        Some(order) => order.iter().filter_map(|&at| strip.tokens.get(at).copied()).collect(),
        None => Cow::Borrowed(strip.tokens),
    };
    Line { tokens, in_grid: strip.grid.is_some() }
}

/// A row of a grid with words where its figures belong: nothing but its label tells it from a header.
fn row_of_words<'a>(
    words: &TableWords,
    row: usize,
    block: &Block,
    zone: &[Marked],
    source: &'a Source,
) -> Option<Line<'a>> {
    // The strips stand in the order of their grids.
    let grids = || zone.iter().filter_map(|strip| strip.strip.grid);
    let (first, last) = (grids().next()?, grids().next_back()?);
    let in_zone = |sheet: &&Sheet| (first..=last).contains(&sheet.index);
    source.sheets.iter().filter(in_zone).find_map(|sheet| {
        let named = |word: Option<usize>| word.and_then(|word| words.row(word)) == Some(row);
        let label = sheet.headers.iter().find(|header| named(header.whole))?.cell;
        let figures = sheet.grid.row(label.row).iter().filter(|cell| cell.col > label.col);
        let at = Anchor { block: sheet.index, ..Anchor::default() };
        let tokens: Vec<Token> = figures.map(|cell| Token::of_cell(cell, at)).collect();
        (tokens.len() == block.cols.len()).then_some(Line { tokens: Cow::Owned(tokens), in_grid: true })
    })
}

/// Rows of grids between the rows of the table that none of its labels names.
fn extra_block_rows(words: &TableWords, zone: &[Marked]) -> Vec<Extra> {
    let named = |strip: &Marked| strip.hits.iter().any(|hit| words.row(hit.word).is_some());
    let header = |strip: &Marked| {
        strip.shown.meets(&words.signs) || strip.hits.iter().any(|hit| words.headers.has(hit.word))
    };
    let (Some(first), Some(last)) = (zone.iter().position(named), zone.iter().rposition(named)) else {
        return Vec::new();
    };
    zone.get(first..=last)
        .unwrap_or_default()
        .iter()
        .filter(|strip| strip.strip.grid.is_some() && !strip.label().is_empty())
        .filter(|strip| !named(strip) && !header(strip))
        .map(|strip| strip.strip)
        .filter(|strip| strip.tokens.iter().any(|token| !token.is_blank))
        .map(|strip| Extra {
            label: strip.label.to_owned(),
            group: None,
            cells: strip.tokens.iter().map(|token| token.raw.to_owned()).collect(),
        })
        .collect()
}

/// The strips of this table: from its first header to the first header of another table.
fn zone_of(words: &TableWords, strips: &[Marked]) -> std::ops::Range<usize> {
    let headers = |strip: &Marked| strip.shown.common(&words.signs);
    // One of the words may stand in prose; two of them in front of one row do not. The first heading may
    // stand alone a few rows before.
    let sure = strips.iter().position(|strip| headers(strip) >= 2);
    let near = sure.unwrap_or(0).saturating_sub(HEADING_REACH);
    let from = strips.iter().skip(near).position(|strip| headers(strip) >= 1).map_or(0, |at| near + at);
    // Prose before the headers is part of the strip behind it: 未收到法人或其他组织的申请 is no header of 表三.
    let foreign = |strip: &Marked| strip.shown.meets(&words.foreign);
    let behind = sure.map_or(from, |sure| sure + 1);
    let end = strips.iter().skip(behind).position(foreign).map_or(strips.len(), |at| behind + at);
    from..end
}

/// The row whose label stands right before the figures.
fn names_last(words: &TableWords, strip: &Marked, seen: bool) -> Option<usize> {
    if strip.strip.tokens.is_empty() || strip.strip.in_sentence {
        return None;
    }
    let rows = strip.hits.iter().filter_map(|hit| Some((hit, words.row(hit.word)?)));
    let (last, row) = rows.max_by_key(|(hit, _)| (hit.end, hit.end - hit.at))?;
    // Words behind the label are not a label; before it anything may stand when the headers were seen.
    let behind = strip.label().get(last.end..).unwrap_or_default().chars().count();
    let alone = seen || strip.strip.grid.is_some() || last.at == 0;
    (alone && behind <= 2).then_some(row)
}

fn place_block_row<'a>(placement: &mut Placement<'a>, start: usize, block: &Block, line: &Line<'a>) {
    let width = block.cols.len();
    let tokens = trim_blanks(&line.tokens, width);
    if tokens.len() == width {
        placement.score += 10;
        for (col, token) in tokens.iter().enumerate() {
            placement.put(start + col, found(token, None));
        }
        return;
    }
    let all_digits = tokens.iter().all(|token| token.digits().is_some());
    let cells = if tokens.len() < width && all_digits && !line.in_grid {
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
