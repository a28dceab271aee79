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
    let signed = first_sign.is_some();
    let mut rest = strips.get(from..).unwrap_or_default().iter();
    while let Some(strip) = rest.find(|strip| signed || strip.label().is_empty()) {
        if let Some(cells) = line_of(words, strip, width, group, signed) {
            placement.score = 100 + shown(strips).common(&words.signs);
            placement.put_all(0, cells);
            let again = |strip: &&Marked| {
                strip.shown.meets(&words.signs) && line_of(words, strip, width, group, true).is_some()
            };
            placement.instances += rest.filter(again).count();
            return placement;
        }
    }
    if signed {
        // Turned round, the headers may stand behind the first groups.
        let near = strips.get(from.saturating_sub(block.rows.len())..).unwrap_or_default();
        read_groups(words, block, near, &mut placement);
    }
    placement
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
    let digits: usize = tokens.iter().filter_map(Token::digits).map(str::len).sum();
    let all_digits = !tokens.is_empty() && tokens.iter().all(|token| token.digits().is_some());
    if foreign || !signed || !all_digits || digits < width || tokens.len() > width {
        return None;
    }
    Some(cut_row(tokens, width, group).cells(width))
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
    if placement.has_figures() {
        return;
    }
    // Figures stand under the headers, but not as many as the form has.
    let mut strips = strips.iter().filter(|strip| !is_of_another(words, strip)).map(|strip| strip.strip);
    let odd = strips.find(|strip| strip.tokens.len() > width && strip.tokens.len() < 40);
    if let Some(strip) = odd {
        let expected = block.rows.len() * block.cols.len();
        let doubt = Doubt::Irregular { found: strip.tokens.len(), expected };
        placement.score += 1;
        placement.put_all(0, whole_row(strip.tokens, expected, doubt));
    }
}
