//! Which row of a table a label names.
//!
//! Takes label keys and the rows of a form; knows no figures.

use crate::forms::Row;

use super::super::label;

/// Shortest label key that may be matched loosely, in characters.
const LOOSE_MIN: usize = 6;
/// How much of a label must stand in a text to be the label after all, in percent.
const LOOSE_SHARE: usize = 70;
/// Characters before the figures in which a label is looked for loosely.
const LOOSE_REACH: usize = 48;
/// Score of a character matched exactly, and loosely.
const EXACT: usize = 10;
const LOOSE: usize = 6;

/// The labels of the rows of one block.
pub struct Labels {
    rows: &'static [Row],
    /// Keys of the group labels without their ordinals, outermost first.
    groups: Vec<String>,
    /// Every key, sorted, with its row: most labels are one of these to the letter.
    whole: Vec<(&'static str, usize)>,
}

impl Labels {
    /// Prepares the labels of these rows.
    pub fn new(rows: &'static [Row]) -> Self {
        let mut names: Vec<&str> = rows.iter().flat_map(|row| row.groups.iter().copied()).collect();
        names.dedup();
        let mut groups: Vec<String> = Vec::new();
        for name in names {
            let words = label::key(name).trim_start_matches(label::is_numeral).to_owned();
            if !groups.contains(&words) {
                groups.push(words);
            }
        }
        let keys =
            |(at, row): (usize, &'static Row)| row.keys.iter().chain(row.whole).map(move |key| (*key, at));
        let mut whole: Vec<(&str, usize)> = rows.iter().enumerate().flat_map(keys).collect();
        whole.sort_unstable();
        Self { rows, groups, whole }
    }

    /// Every row that `text` names, with how well it fits.
    pub fn fits(&self, text: &str) -> Vec<(usize, usize)> {
        let bare = self.without_groups(text).trim_start_matches(label::is_numeral);
        let fit = |(at, row): (usize, &Row)| Some((at, fit(row, text, bare)?));
        match self.row_of(bare) {
            // The ordinal counts too: （六）其他 is not 3.其他.
            Some(row) => self.rows.iter().enumerate().skip(row).take(1).filter_map(fit).collect(),
            None => self.rows.iter().enumerate().filter_map(fit).collect(),
        }
    }

    /// The one row whose label this is to the letter.
    fn row_of(&self, bare: &str) -> Option<usize> {
        let from = self.whole.partition_point(|(key, _)| *key < bare);
        let mut rows = self.whole.iter().skip(from).take_while(|(key, _)| *key == bare).map(|(_, row)| *row);
        let first = rows.next()?;
        rows.all(|row| row == first).then_some(first)
    }

    /// As [`Labels::fits`], for labels with letters lost or other letters among them.
    pub fn loose_fits(&self, text: &str) -> Vec<(usize, usize)> {
        let reach = label::tail(text, LOOSE_REACH);
        let fit = |(at, row): (usize, &Row)| Some((at, loose_fit(row, reach)?));
        self.rows.iter().enumerate().filter_map(fit).collect()
    }

    /// Whether `text` names the row with this index.
    pub fn names(&self, row: usize, text: &str) -> bool {
        let bare = self.without_groups(text).trim_start_matches(label::is_numeral);
        self.rows.get(row).is_some_and(|row| fit(row, text, bare).is_some())
    }

    /// Whether the first half of one of the row's labels stands anywhere in `texts`.
    pub fn seen(&self, row: usize, texts: &str) -> bool {
        self.rows.get(row).is_some_and(|row| row.keys.iter().any(|key| half_stands_in(key, texts)))
    }

    /// The text behind the last group label in it: `三本年度办理结果予以公开` → `予以公开`.
    fn without_groups<'a>(&self, text: &'a str) -> &'a str {
        let mut rest = text;
        for words in &self.groups {
            if let Some(at) = rest.rfind(words.as_str()) {
                rest = rest.get(at + words.len()..).unwrap_or(rest);
            }
        }
        rest
    }
}

/// How well `text` names `row`; `bare` is `text` without the names of groups and its ordinal.
fn fit(row: &Row, text: &str, bare: &str) -> Option<usize> {
    let inside = row.keys.iter().filter(|key| text.contains(*key)).map(|key| key.chars().count()).max();
    let whole = || row.whole.iter().find(|key| bare == **key).map(|key| key.chars().count());
    inside.or_else(whole).map(|length| length * EXACT)
}

fn loose_fit(row: &Row, text: &str) -> Option<usize> {
    row.keys
        .iter()
        .filter(|key| key.chars().count() >= LOOSE_MIN)
        .map(|key| (label::common(key, text), key.chars().count()))
        .filter(|(common, length)| common * 100 >= length * LOOSE_SHARE)
        .map(|(common, _)| common * LOOSE)
        .max()
}

fn half_stands_in(key: &str, texts: &str) -> bool {
    let half = key.chars().count().div_ceil(2).max(4);
    let end = key.char_indices().nth(half).map_or(key.len(), |(at, _)| at);
    key.get(..end).is_some_and(|head| texts.contains(head))
}
