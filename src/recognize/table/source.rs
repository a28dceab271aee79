//! What the tables are read from: strips and grids, searched once for the words of all forms.
//!
//! Takes a document and its strips; knows words, no table.

use crate::document::{Block, Document, Grid, GridCell};

use super::super::label;
use super::super::strips::{Strip, Strips};
use super::words::{Hit, WordSet, words};

/// Longest cell of a grid, in bytes, that is looked at as a header or a label.
const MAX_LABEL: usize = 1024;

/// A strip and the words in it.
pub struct Marked<'a> {
    pub strip: Strip<'a>,
    /// Words of the label, in the order in which they begin.
    pub hits: Vec<Hit>,
    /// Words of the label and of the text before it.
    pub shown: WordSet,
}

impl<'a> Marked<'a> {
    fn new(strip: Strip<'a>) -> Self {
        let mut hits = Vec::new();
        words().search(strip.context, &mut hits);
        let mut shown = set(&hits);
        hits.clear();
        words().search(strip.label, &mut hits);
        shown.add(&set(&hits));
        Self { strip, hits, shown }
    }

    /// The label.
    pub fn label(&self) -> &'a str {
        self.strip.label
    }
}

/// A text cell of a grid and the words in it.
pub struct Header<'a> {
    pub cell: &'a GridCell,
    /// The word it is to the letter.
    pub whole: Option<usize>,
    /// All words in it.
    pub shown: WordSet,
}

/// A grid that has rows of figures, and its text cells in order.
pub struct Sheet<'a> {
    /// Index of its block.
    pub index: u32,
    pub grid: &'a Grid,
    pub headers: Vec<Header<'a>>,
}

/// Everything a table is read from.
pub struct Source<'a> {
    pub strips: Vec<Marked<'a>>,
    pub sheets: Vec<Sheet<'a>>,
}

impl<'a> Source<'a> {
    /// Searches strips and grids for words.
    pub fn new(strips: &'a Strips<'a>, document: &'a Document) -> Self {
        let mut indices: Vec<u32> = strips.iter().filter_map(|strip| strip.grid).collect();
        indices.dedup();
        let sheet = |index: u32| match document.blocks.get(index as usize)? {
            Block::Grid(grid) => Some(Sheet { index, grid, headers: headers(grid) }),
            Block::Paragraph(_) => None,
        };
        Self {
            strips: strips.iter().map(Marked::new).collect(),
            sheets: indices.into_iter().filter_map(sheet).collect(),
        }
    }

    /// The grid of a strip.
    pub fn sheet(&self, strip: &Strip) -> Option<&Sheet<'a>> {
        let index = strip.grid?;
        self.sheets.get(self.sheets.binary_search_by_key(&index, |sheet| sheet.index).ok()?)
    }
}

/// All words in these strips.
pub fn shown(strips: &[Marked]) -> WordSet {
    let mut all = WordSet::default();
    for strip in strips {
        all.add(&strip.shown);
    }
    all
}

fn headers(grid: &Grid) -> Vec<Header<'_>> {
    let (mut key, mut hits) = (String::new(), Vec::new());
    let cells = grid.cells.iter().filter(|cell| is_words(&cell.text));
    cells.map(|cell| header(cell, &mut key, &mut hits)).collect()
}

fn header<'a>(cell: &'a GridCell, key: &mut String, hits: &mut Vec<Hit>) -> Header<'a> {
    key.clear();
    hits.clear();
    label::write_key(&cell.text, key);
    words().search(key, hits);
    let whole = hits.iter().find(|hit| hit.end - hit.at == key.len()).map(|hit| hit.word);
    Header { cell, whole, shown: set(hits) }
}

/// Most cells are figures.
fn is_words(text: &str) -> bool {
    text.len() <= MAX_LABEL && !text.is_ascii()
}

fn set(hits: &[Hit]) -> WordSet {
    let mut set = WordSet::default();
    for hit in hits {
        set.insert(hit.word);
    }
    set
}
