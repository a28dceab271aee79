//! Strips → the cells of one table of a form.
//!
//! Takes strips and a table edition, says which strip is which row and which figure which cell. Knows
//! labels and shapes, no rules: sums are used only to cut figures that were run together, and then said.
//! Never fills by counting: a strip without a label gets a row only where the labels around it leave
//! exactly one possibility and the missing label was seen, and then with a doubt.

mod align;
mod blocks;
mod figures;
mod labels;
mod line;
mod matrix;
mod run;
mod source;
mod words;

use std::borrow::Cow;

use crate::anchor::Anchor;
use crate::forms::{Form, Shape, Table};

use super::strips::Token;

pub use source::Source;
use source::shown;
use words::words;

/// Why a cell's value is not as sure as a plain cell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Cut from digits run together, by the sum of its row: exactly one cut keeps it.
    Cut,
    /// Cut from digits run together: several cuts keep the row's sum, the columns decide.
    CutByColumns(usize),
    /// Run together, and nothing decides between so many cuts: no value.
    CutUnsettled(usize),
    /// The label stood apart from the figures; the order of the rows left one possibility.
    Order,
    /// One merged cell covers several columns: no value.
    Merged,
    /// The row has fewer or more cells than the form; it is not certain which column this is.
    Position,
    /// The row has another number of figures than the form, and no header tells the columns: no value.
    Irregular {
        /// Figures found.
        found: usize,
        /// Figures the form has.
        expected: usize,
    },
}

impl Doubt {
    /// Whether the cell has no value at all.
    pub fn hides_value(self) -> bool {
        matches!(self, Self::CutUnsettled(_) | Self::Merged | Self::Irregular { .. })
    }
}

/// What was found for one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its text.
    pub raw: Cow<'a, str>,
    /// Where it stands.
    pub anchor: Anchor,
    /// How sure it is.
    pub doubt: Option<Doubt>,
}

/// A table as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement<'a> {
    /// Which edition it was read as.
    pub table: &'static str,
    /// How well the labels fit; 0: nothing of it was found.
    pub score: usize,
    /// Cells in the order of the table.
    pub cells: Vec<Option<Found<'a>>>,
    /// Whether labels or headers of it were seen at all.
    pub seen: bool,
    /// Rows of figures in it that the form does not have.
    pub extras: Vec<Extra>,
    /// How many tables of its kind there are, of which this is one.
    pub instances: usize,
}

/// A row of figures that the form does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Key of its label.
    pub label: String,
    /// The group it is a subtotal of, as the form prints it.
    pub group: Option<&'static str>,
    /// The texts of its figures, as many as the table has columns.
    pub cells: Vec<String>,
}

impl<'a> Placement<'a> {
    fn new(table: &'static Table, seen: bool) -> Self {
        let count = table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum();
        Self {
            table: table.edition,
            score: 0,
            cells: vec![None; count],
            seen,
            extras: Vec::new(),
            instances: 1,
        }
    }

    /// Whether a figure was found for any cell.
    pub fn has_figures(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }

    fn put(&mut self, at: usize, found: Found<'a>) {
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = Some(found);
        }
    }

    /// Puts what was found into the cells from `start` on.
    fn put_all(&mut self, start: usize, cells: Vec<Option<Found<'a>>>) {
        for (offset, cell) in cells.into_iter().enumerate() {
            if let Some(cell) = cell {
                self.put(start + offset, cell);
            }
        }
    }
}

/// Reads every table edition that one of these forms has, each once.
pub fn read_all<'a>(source: &'a Source, wanted: impl Fn(&Form) -> bool) -> Vec<Placement<'a>> {
    let forms = crate::forms::FORMS.iter().filter(|form| wanted(form));
    let editions: Vec<&str> = forms.flat_map(|form| form.tables).map(|table| table.edition).collect();
    words()
        .tables
        .iter()
        .filter(|words| editions.contains(&words.table.edition))
        .map(|words| match words.table.shape {
            Shape::Blocks => blocks::read(words, source),
            Shape::Matrix => matrix::read(words, source),
            Shape::Line => line::read(words, source),
        })
        .collect()
}

/// The first word that only these tables print and that stands anywhere.
pub fn mark(source: &Source, tables: &[&'static Table]) -> Option<&'static str> {
    let shown = shown(&source.strips);
    let stands = |mark: &&str| words().find(mark).is_some_and(|word| shown.has(word));
    tables.iter().flat_map(|table| table.marks).copied().find(stands)
}

fn found<'a>(token: &Token<'a>, doubt: Option<Doubt>) -> Found<'a> {
    Found { raw: Cow::Borrowed(token.raw), anchor: token.anchor, doubt }
}
