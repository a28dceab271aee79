//! Which row of a table a label names.
//!
//! Takes labels with the words in them and the rows of a form; knows no figures.

use crate::forms::Row;

use super::super::label;
use super::source::Marked;
use super::words::{TableWords, words};

/// Shortest label key that may be matched loosely, in characters.
const LOOSE_MIN: usize = 6;
/// How much of a label must stand in a text to be the label after all, in percent.
const LOOSE_SHARE: usize = 70;
/// Characters before the figures in which a label is looked for loosely.
const LOOSE_REACH: usize = 48;
/// Longest label that may as well stand in a table of another kind, in characters.
const COMMON: usize = 2;
/// Score of a character matched exactly, and loosely.
const EXACT: usize = 10;
const LOOSE: usize = 6;

/// The labels of the rows of one block.
pub struct Labels {
    rows: &'static [Row],
    words: &'static TableWords,
}

impl Labels {
    /// The labels of these rows, the only ones of their table.
    pub fn new(rows: &'static [Row], words: &'static TableWords) -> Self {
        Self { rows, words }
    }

    /// Every row that a label names, with how well it fits.
    pub fn fits(&self, text: &Marked) -> Vec<(usize, usize)> {
        let mut fits: Vec<(usize, usize)> = Vec::new();
        for hit in &text.hits {
            let Some(row) = self.words.row(hit.word) else { continue };
            let score = words().length(hit.word) * EXACT;
            match fits.iter_mut().find(|(other, _)| *other == row) {
                Some((_, best)) => *best = score.max(*best),
                None => fits.push((row, score)),
            }
        }
        if let Some(word) = self.whole_word(text) {
            let (key, whole) = (self.words.row(word), self.words.whole_row(word));
            if let Some(row) = whole.filter(|row| fits.iter().all(|(other, _)| other != row)) {
                fits.push((row, words().length(word) * EXACT));
            }
            // The ordinal counts too: （六）其他 is not 3.其他.
            let only = if key.is_none() || key == whole { whole } else { key.filter(|_| whole.is_none()) };
            if let Some(only) = only {
                fits.retain(|(row, _)| *row == only);
            }
        }
        fits.sort_unstable();
        fits
    }

    /// As [`Labels::fits`], for labels with letters lost or other letters among them.
    pub fn loose_fits(&self, text: &str) -> Vec<(usize, usize)> {
        let reach = label::tail(text, LOOSE_REACH);
        let mut letters = [false; LETTERS];
        for c in reach.chars() {
            if let Some(slot) = letters.get_mut(letter(c)) {
                *slot = true;
            }
        }
        let fit = |(at, row): (usize, &Row)| Some((at, loose_fit(row, reach, &letters)?));
        self.rows.iter().enumerate().filter_map(fit).collect()
    }

    /// Whether a label names the row with this index.
    pub fn names(&self, row: usize, text: &Marked) -> bool {
        text.hits.iter().any(|hit| self.words.row(hit.word) == Some(row))
            || self.whole_word(text).is_some_and(|word| self.words.whole_row(word) == Some(row))
    }

    /// Whether the label is a word that any table may have: 合计, 其他.
    pub fn is_common(&self, text: &Marked) -> bool {
        self.whole_word(text).is_some_and(|word| words().length(word) <= COMMON)
    }

    /// Whether the first half of one of the row's labels stands anywhere in `texts`.
    pub fn seen(&self, row: usize, texts: &str) -> bool {
        self.rows.get(row).is_some_and(|row| row.keys.iter().any(|key| half_stands_in(key, texts)))
    }

    /// The word that a label is to the letter, behind the names of groups and an ordinal:
    /// `三本年度办理结果予以公开` → `予以公开`.
    fn whole_word(&self, text: &Marked) -> Option<usize> {
        let mut from = 0;
        for group in &self.words.groups {
            let last = text.hits.iter().rev().find(|hit| hit.word == group.word && hit.at >= from);
            from = last.map_or(from, |hit| hit.end);
        }
        let label = text.label();
        let bare = label.get(from..).unwrap_or_default().trim_start_matches(label::is_numeral).len();
        let whole = |hit: &&super::words::Hit| hit.at + bare == label.len() && hit.end == label.len();
        text.hits.iter().find(whole).map(|hit| hit.word)
    }
}

/// Slots for the letters of a text; letters may share one.
const LETTERS: usize = 256;

fn letter(c: char) -> usize {
    u32::from(c) as usize % LETTERS
}

/// `letters`: the slots of the letters of `text`.
fn loose_fit(row: &Row, text: &str, letters: &[bool; LETTERS]) -> Option<usize> {
    let stands = |c: &char| letters.get(letter(*c)) == Some(&true);
    row.keys
        .iter()
        .map(|key| (key, key.chars().count()))
        .filter(|(_, length)| *length >= LOOSE_MIN)
        // Cheaper than their order: how many of the letters can stand in the text at all.
        .filter(|(key, length)| is_share(key.chars().filter(stands).count(), *length))
        .map(|(key, length)| (label::common(key, text), length))
        .filter(|(common, length)| is_share(*common, *length))
        .map(|(common, _)| common * LOOSE)
        .max()
}

fn is_share(common: usize, length: usize) -> bool {
    common * 100 >= length * LOOSE_SHARE
}

fn half_stands_in(key: &str, texts: &str) -> bool {
    let half = key.chars().count().div_ceil(2).max(4);
    let end = key.char_indices().nth(half).map_or(key.len(), |(at, _)| at);
    key.get(..end).is_some_and(|head| texts.contains(head))
}
