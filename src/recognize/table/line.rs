//! 表四: all rows side by side in one line of figures, or turned round, a line for each group.
//!
//! Takes strips; the headers must have been seen before figures count.

use crate::forms::Block;

use super::super::strips::Token;
use super::figures::{Values, split_strip, trim_blanks};
use super::run::{cut_row, whole_row};
use super::source::{Marked, Source};
use super::words::{TableWords, words as all_words};
use super::{Doubt, Found, Placement, found, shown};

/// Reads a table whose rows stand side by side in one line of figures (表四).
pub fn read<'a>(words: &TableWords, source: &'a Source) -> Placement<'a> {
    let strips = source.strips.as_slice();
    // 尚未审结8件 in a sentence before 表三 is no header of this table.
    let first_sign =
        strips.iter().position(|strip| !strip.strip.in_sentence && strip.shown.meets(&words.signs));
    let mut placement = Placement::new(words.table, first_sign.is_some());
    let Some(block) = words.table.blocks.first() else { return placement };
    let width = block.rows.len() * block.cols.len();
    let group = block.cols.len();
    let from = first_sign.unwrap_or(0);
    let behind = strips.get(from..).unwrap_or_default();
    let signed = first_sign.is_some();
    let mut rest = behind.iter().filter(|strip| signed || strip.label().is_empty());
    if let Some(cells) = rest.find_map(|strip| line_of(words, strip, width, group, signed)) {
        let again = |strip: &&Marked| {
            strip.shown.meets(&words.signs) && line_of(words, strip, width, group, true).is_some()
        };
        placement.instances += rest.filter(again).count();
        place_line(words, strips, cells, &mut placement);
    } else if signed {
        if let Some(cells) = behind.iter().find_map(|strip| row_with_words(source, strip, width)) {
            place_line(words, strips, cells, &mut placement);
        } else {
            // Turned round, the headers may stand behind the first groups.
            let near = strips.get(from.saturating_sub(block.rows.len())..).unwrap_or_default();
            read_groups(words, block, near, &mut placement);
        }
        if !placement.has_figures() {
            read_odd(words, block, behind, &mut placement);
        }
    }
    placement
}

fn place_line<'a>(
    words: &TableWords,
    strips: &[Marked],
    cells: Vec<Option<Found<'a>>>,
    placement: &mut Placement<'a>,
) {
    placement.score = 100 + shown(strips).common(&words.signs);
    placement.put_all(0, cells);
}

/// Whether the label right before the figures names a row of another table.
fn is_of_another(words: &TableWords, strip: &Marked) -> bool {
    let end = strip.hits.iter().map(|hit| hit.end).max();
    let mut last = strip.hits.iter().filter(|hit| Some(hit.end) == end && !words.headers.has(hit.word));
    let others = || all_words().tables.iter().filter(|other| other.table.id != words.table.id);
    last.any(|hit| others().any(|other| other.row(hit.word).is_some()))
}

/// The figures of a strip as the whole line of the table.
fn line_of<'a>(
    words: &TableWords,
    strip: &'a Marked,
    width: usize,
    group: usize,
    signed: bool,
) -> Option<Vec<Option<Found<'a>>>> {
    let tokens = strip.strip.tokens;
    let mut whole = Vec::new();
    split_strip(tokens, width, strip.strip.grid.is_some(), false, &mut whole);
    let foreign = is_of_another(words, strip);
    if let Some(Values::Exact(line, doubt)) = whole.first() {
        // The first line behind the label of another table is a row of that.
        let own = !foreign || line.first() != tokens.first();
        return own.then(|| line.iter().map(|token| Some(found(token, *doubt))).collect());
    }
    let tokens = trim_blanks(tokens, width);
    let digits: usize = tokens.iter().filter_map(Token::digits).map(str::len).sum();
    let all_digits = !tokens.is_empty() && tokens.iter().all(|token| token.digits().is_some());
    if foreign || !signed || !all_digits || digits < width || tokens.len() > width {
        return None;
    }
    Some(cut_row(tokens, width, group).cells(width))
}

/// The cells of a row with figures in a grid, when they are as many as the form has: words among them, which are no label
/// here, stand where a figure should.
fn row_with_words<'a>(source: &Source<'a>, strip: &Marked, width: usize) -> Option<Vec<Option<Found<'a>>>> {
    let sheet = source.sheet(&strip.strip)?;
    let at = strip.strip.tokens.first()?.anchor;
    let row = sheet.grid.cells.iter().filter(|cell| cell.row == at.row);
    let cells: Vec<Option<Found>> = row.map(|cell| Some(found(&Token::of_cell(cell, at), None))).collect();
    (cells.len() == width).then_some(cells)
}

/// The table turned round: a label and its own figures for each group.
fn read_groups<'a>(words: &TableWords, block: &Block, strips: &'a [Marked], placement: &mut Placement<'a>) {
    let width = block.cols.len();
    for at in 0..block.rows.len() {
        let names = |strip: &&Marked| {
            let end = strip.label().len();
            strip.hits.iter().any(|hit| hit.end == end && words.row(hit.word) == Some(at))
        };
        let of_width = |strip: &&Marked| trim_blanks(strip.strip.tokens, width).len() == width;
        let Some(strip) = strips.iter().filter(names).find(of_width) else { continue };
        placement.score += 30;
        for (col, token) in trim_blanks(strip.strip.tokens, width).iter().enumerate() {
            placement.put(at * width + col, found(token, Some(Doubt::Position)));
        }
    }
}

/// Figures stand under the headers, but not as many as the form has.
fn read_odd<'a>(words: &TableWords, block: &Block, strips: &[Marked<'a>], placement: &mut Placement<'a>) {
    let mut strips = strips.iter().filter(|strip| !is_of_another(words, strip)).map(|strip| strip.strip);
    let odd = strips.find(|strip| strip.tokens.len() > block.cols.len() && strip.tokens.len() < 40);
    if let Some(strip) = odd {
        let expected = block.rows.len() * block.cols.len();
        let doubt = Doubt::Irregular { found: strip.tokens.len(), expected };
        placement.score += 1;
        placement.put_all(0, whole_row(strip.tokens, expected, doubt));
    }
}
