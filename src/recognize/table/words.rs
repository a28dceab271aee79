//! Every word of the labels and headers of all forms, so that each text is searched once for all of them.
//!
//! Takes the forms, gives what stands in a label key and what each word means to each table.

use std::sync::LazyLock;

use crate::forms::{Col, FORMS, Row, Table};

use super::super::label;

/// A word: its place among all words.
type Word = usize;

/// A word found in a text, with its first byte and the one behind its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub word: Word,
    pub at: usize,
    pub end: usize,
}

/// Words a set can hold; the forms have some 180.
const MAX_WORDS: usize = 256;

/// A set of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordSet([u64; MAX_WORDS / 64]);

impl WordSet {
    fn of(words: impl Iterator<Item = Word>) -> Self {
        let mut set = Self::default();
        for word in words {
            set.insert(word);
        }
        set
    }

    pub fn insert(&mut self, word: Word) {
        if let Some(bits) = self.0.get_mut(word / 64) {
            *bits |= 1 << (word % 64);
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (own, bits) in self.0.iter_mut().zip(other.0) {
            *own |= bits;
        }
    }

    pub fn has(&self, word: Word) -> bool {
        self.0.get(word / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    /// How many words both have.
    pub fn common(&self, other: &Self) -> usize {
        self.0.iter().zip(other.0).map(|(own, bits)| (own & bits).count_ones() as usize).sum()
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.common(other) > 0
    }
}

/// All words of all forms, and the tables they belong to.
pub struct Words {
    /// In the order of [`slot`], words of one slot in the order of their letters.
    list: Vec<String>,
    /// For each slot the number of its first word; one more for the end.
    slots: Vec<u16>,
    /// Every table edition once, in the order of the forms.
    pub tables: Vec<TableWords>,
}

/// What words mean to a table.
pub struct TableWords {
    pub table: &'static Table,
    /// Words of its headers that no other table has.
    pub signs: WordSet,
    /// Signs of other tables.
    pub foreign: WordSet,
    /// Words that only this edition prints.
    pub marks: WordSet,
    /// Words of all column headers.
    pub headers: WordSet,
    /// For each block the words of each of its columns.
    pub cols: Vec<Vec<WordSet>>,
    /// For each word the row, counted over all blocks, that it names wherever it stands.
    keys: Vec<Option<usize>>,
    /// For each word the row that it names when it is the whole label.
    whole: Vec<Option<usize>>,
    /// The groups of rows, outermost first.
    pub groups: Vec<Group>,
}

/// A group of rows.
pub struct Group {
    /// Its name as the form prints it.
    pub name: &'static str,
    /// The key of its name.
    pub key: String,
    /// Its name without the ordinal.
    pub word: Word,
}

impl TableWords {
    /// The row, counted over all blocks, that this word names wherever it stands.
    pub fn row(&self, word: Word) -> Option<usize> {
        self.keys.get(word).copied().flatten()
    }

    /// The row that this word names when it is the whole label.
    pub fn whole_row(&self, word: Word) -> Option<usize> {
        self.whole.get(word).copied().flatten()
    }
}

static ALL: LazyLock<Words> = LazyLock::new(Words::new);

/// The words of all forms.
pub fn words() -> &'static Words {
    &ALL
}

impl Words {
    fn new() -> Self {
        let mut tables: Vec<&'static Table> = FORMS.iter().flat_map(|form| form.tables).collect();
        let mut seen: Vec<&str> = Vec::new();
        tables.retain(|table| {
            let new = !seen.contains(&table.edition);
            seen.push(table.edition);
            new
        });
        let mut list: Vec<String> = tables.iter().flat_map(|table| words_of(table)).collect();
        list.sort_unstable_by(|a, b| (slot_of(a), a).cmp(&(slot_of(b), b)));
        list.dedup();
        let start = |slot| list.partition_point(|word| slot_of(word) < slot);
        let slots = (0..=SLOTS).map(|slot| u16::try_from(start(slot)).unwrap_or(u16::MAX)).collect();
        let mut words = Self { list, slots, tables: Vec::new() };
        words.tables = tables.iter().map(|table| words.table(table, &tables)).collect();
        words
    }

    /// The words of a slot, and the number of the first of them.
    fn in_slot(&self, slot: usize) -> (usize, &[String]) {
        let Some(&[from, to]) = self.slots.get(slot..slot + 2) else { return (0, &[]) };
        (from.into(), self.list.get(from.into()..to.into()).unwrap_or_default())
    }

    /// The number of a word.
    pub fn find(&self, word: &str) -> Option<Word> {
        let (from, near) = self.in_slot(slot_of(word));
        near.iter().position(|other| other == word).map(|at| from + at)
    }

    /// Appends every word that stands in `key`, in the order in which they begin.
    pub fn search(&self, key: &str, hits: &mut Vec<Hit>) {
        for (at, c) in key.char_indices() {
            let (from, near) = self.in_slot(slot(c));
            if near.is_empty() {
                continue;
            }
            let rest = key.get(at..).unwrap_or_default();
            for (word, text) in (from..).zip(near) {
                if rest.starts_with(text.as_str()) {
                    hits.push(Hit { word, at, end: at + text.len() });
                }
            }
        }
    }

    /// How many characters a word has.
    pub fn length(&self, word: Word) -> usize {
        self.list.get(word).map_or(0, |word| word.chars().count())
    }

    fn set(&self, words: &[&str]) -> WordSet {
        WordSet::of(words.iter().filter_map(|word| self.find(word)))
    }

    fn table(&self, table: &'static Table, all: &[&'static Table]) -> TableWords {
        let rows = || table.blocks.iter().flat_map(|block| block.rows);
        let rows_by = |words: fn(&Row) -> &'static [&'static str]| {
            let mut by: Vec<Option<usize>> = vec![None; self.list.len()];
            for (at, row) in rows().enumerate() {
                for word in words(row).iter().filter_map(|word| self.find(word)) {
                    if let Some(slot) = by.get_mut(word) {
                        *slot = Some(at);
                    }
                }
            }
            by
        };
        let mut groups: Vec<Group> = Vec::new();
        for name in rows().flat_map(|row| row.groups) {
            let Some(word) = self.find(&group_word(name)) else { continue };
            if groups.iter().all(|group| group.word != word) {
                groups.push(Group { name, key: label::key(name), word });
            }
        }
        let foreign = all.iter().filter(|other| other.id != table.id).flat_map(|other| other.signs);
        let cols: Vec<Vec<WordSet>> = table
            .blocks
            .iter()
            .map(|block| block.cols.iter().map(|col: &Col| self.set(col.keys)).collect())
            .collect();
        let mut headers = WordSet::default();
        for set in cols.iter().flatten() {
            headers.add(set);
        }
        TableWords {
            table,
            signs: self.set(table.signs),
            foreign: WordSet::of(foreign.filter_map(|word| self.find(word))),
            marks: self.set(table.marks),
            headers,
            cols,
            keys: rows_by(|row| row.keys),
            whole: rows_by(|row| row.whole),
            groups,
        }
    }
}

/// Slots by the first character of a word; few share one.
const SLOTS: usize = 1024;

fn slot(c: char) -> usize {
    u32::from(c) as usize % SLOTS
}

fn slot_of(word: &str) -> usize {
    word.chars().next().map_or(0, slot)
}

/// `（三）不予公开` → `不予公开`.
fn group_word(name: &str) -> String {
    label::key(name).trim_start_matches(label::is_numeral).to_owned()
}

fn words_of(table: &'static Table) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut take = |list: &[&str]| words.extend(list.iter().map(|word| (*word).to_owned()));
    take(table.signs);
    take(table.marks);
    for block in table.blocks {
        for row in block.rows {
            take(row.keys);
            take(row.whole);
        }
        for col in block.cols {
            take(col.keys);
        }
    }
    let rows = table.blocks.iter().flat_map(|block| block.rows);
    words.extend(rows.flat_map(|row| row.groups).map(|name| group_word(name)));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_room_for_every_word() {
        assert!(words().list.len() <= MAX_WORDS, "{}", words().list.len());
    }

    #[test]
    fn no_word_names_two_rows_of_a_table() {
        for table in &words().tables {
            let rows = || table.table.blocks.iter().flat_map(|block| block.rows);
            for lists in [|row: &Row| row.keys, |row: &Row| row.whole] {
                let mut all: Vec<&str> = rows().flat_map(lists).copied().collect();
                let count = all.len();
                all.sort_unstable();
                all.dedup();
                assert_eq!(all.len(), count, "{}", table.table.edition);
            }
        }
    }

    #[test]
    fn every_word_is_found_where_it_stands() {
        let key = "二上年结转政府信息公开申请数量其他处理";
        let mut hits = Vec::new();
        words().search(key, &mut hits);
        let found: Vec<(&str, usize)> =
            hits.iter().map(|hit| (words().list[hit.word].as_str(), hit.at / 3)).collect();
        assert_eq!(
            found,
            [("上年结转", 1), ("上年结转政府信息公开申请数", 1), ("其他", 15), ("其他处理", 15)]
        );
    }
}
