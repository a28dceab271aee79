//! Formatting of Word 97 documents: the pages of runs and paragraphs, and the changes (sprm) in them.
//!
//! Takes places in the main stream, gives what a run and a paragraph are, as far as it decides what is read.

use super::nest::Shape;
use crate::readers::bytes::{i16_at, index_at, u8_at, u16_at, u32_at};

const PAGE: usize = 512;
/// Pages of formatting that refer to a larger one refer on at most this often.
const MAX_REFERENCES: usize = 4;

/// One formatting page: where its runs begin, and their properties.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    page: &'a [u8],
    index: usize,
    count: usize,
}

/// The formatting pages of runs or paragraphs, looked up by place.
#[derive(Debug)]
pub struct Pages<'a> {
    main: &'a [u8],
    index: &'a [u8],
    count: usize,
    /// The last answer and the places it holds for.
    last: Option<(u32, u32, Found<'a>)>,
}

impl<'a> Pages<'a> {
    /// With the index of pages, from the table stream.
    pub fn new(main: &'a [u8], index: &'a [u8]) -> Self {
        Self { main, index, count: index.len().saturating_sub(4) / 8, last: None }
    }

    /// What holds at a place.
    pub fn at(&mut self, place: u32) -> Option<Found<'a>> {
        if let Some((from, to, found)) = self.last
            && (from..to).contains(&place)
        {
            return Some(found);
        }
        let at = interval(self.index, self.count, place)?;
        let number = u32_at(self.index, (self.count + 1) * 4 + at * 4)? & 0x3F_FFFF;
        let from = usize::try_from(number).ok()?.checked_mul(PAGE)?;
        let page = self.main.get(from..from.checked_add(PAGE)?)?;
        let count = usize::from(u8_at(page, PAGE - 1)?);
        let index = interval(page, count, place)?;
        let found = Found { page, index, count };
        self.last = Some((u32_at(page, index * 4)?, u32_at(page, index * 4 + 4)?, found));
        Some(found)
    }
}

/// Which of `count` intervals between the numbers at the beginning of `bytes` has the place in it.
fn interval(bytes: &[u8], count: usize, place: u32) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if u32_at(bytes, middle * 4 + 4)? <= place { low = middle + 1 } else { high = middle }
    }
    (low < count && u32_at(bytes, low * 4)? <= place).then_some(low)
}

impl Found<'_> {
    /// The run's properties.
    pub fn run(&self) -> Run {
        let mut run = Run::default();
        if let Some(changes) = self.run_changes() {
            look(changes, &mut run);
        }
        run
    }

    fn run_changes(&self) -> Option<&[u8]> {
        let at = usize::from(u8_at(self.page, (self.count + 1) * 4 + self.index)?) * 2;
        let length = usize::from(u8_at(self.page, at).filter(|_| at > 0)?);
        self.page.get(at + 1..at + 1 + length)
    }

    /// The paragraph's properties.
    pub fn paragraph(&self, data: &[u8]) -> Paragraph {
        let mut found = Paragraph::default();
        if let Some(changes) = self.paragraph_changes() {
            paragraph(changes, data, &mut found);
        }
        found
    }

    fn paragraph_changes(&self) -> Option<&[u8]> {
        let at = usize::from(u8_at(self.page, (self.count + 1) * 4 + self.index * 13)?) * 2;
        let half = usize::from(u8_at(self.page, at).filter(|_| at > 0)?);
        let (start, length) = match half {
            0 => (at + 2, usize::from(u8_at(self.page, at + 1)?) * 2),
            half => (at + 1, half * 2 - 1),
        };
        // The number of the style comes first.
        self.page.get(start + 2..start + length)
    }
}

/// One change: its number and its operand.
struct Changes<'a>(&'a [u8]);

impl<'a> Iterator for Changes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let id = u16_at(self.0, 0)?;
        let rest = self.0.get(2..)?;
        let (skip, length) = match id >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // The definition of a table is counted in two bytes, one less than it says.
            _ if matches!(id, 0xD608 | 0xD606) => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
            _ if id == 0xC615 && u8_at(rest, 0)? == 255 => (1, tabs(rest)?),
            _ => (1, usize::from(u8_at(rest, 0)?)),
        };
        let operand = rest.get(skip..skip + length)?;
        self.0 = rest.get(skip + length..)?;
        Some((id, operand))
    }
}

/// The length of a change of tab stops too long for one byte.
fn tabs(operand: &[u8]) -> Option<usize> {
    let removed = usize::from(u8_at(operand, 1)?) * 4;
    let added = usize::from(u8_at(operand, 2 + removed)?) * 3;
    Some(2 + removed + added)
}

/// What a run is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    deleted: bool,
    hidden: bool,
}

/// How a run looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It is seen.
    Shown,
    /// It is hidden.
    Hidden,
    /// It is deleted under revision.
    Deleted,
}

impl Run {
    /// The stronger of the two.
    pub fn look(self) -> Look {
        if self.deleted {
            Look::Deleted
        } else if self.hidden {
            Look::Hidden
        } else {
            Look::Shown
        }
    }
}

/// Applies changes to a run.
pub fn look(changes: &[u8], run: &mut Run) {
    for (id, operand) in Changes(changes) {
        let on = u8_at(operand, 0).is_some_and(|value| value & 1 == 1);
        match id {
            0x0800 => run.deleted = on,
            0x083C => run.hidden = on,
            _ => {}
        }
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // as the format has them
pub struct Paragraph {
    in_table: bool,
    level: Option<usize>,
    /// It ends a row.
    pub row_end: bool,
    /// It ends a cell of a table in a table.
    pub inner_cell_end: bool,
    /// It ends a row of a table in a table.
    pub inner_row_end: bool,
    cells: Vec<RowCell>,
}

#[derive(Debug, Clone, Copy, Default)]
struct RowCell {
    edges: (i32, i32),
    left: bool,
    up: bool,
}

impl Paragraph {
    /// Tables it stands in.
    pub fn depth(&self) -> usize {
        self.level.unwrap_or(usize::from(self.in_table))
    }

    /// The cells of the row that it ends.
    pub fn shapes(&self) -> Vec<Shape> {
        self.cells.iter().map(|cell| Shape { edges: cell.edges, up: cell.up, left: cell.left }).collect()
    }

    fn define(&mut self, operand: &[u8]) -> Option<()> {
        let count = usize::from(u8_at(operand, 0)?);
        let edge = |at: usize| i16_at(operand, 1 + at * 2).map(i32::from);
        let marks = operand.get(1 + (count + 1) * 2..).unwrap_or_default();
        self.cells.clear();
        for at in 0..count {
            let flags = u16_at(marks, at * 20).unwrap_or(0);
            self.cells.push(RowCell {
                edges: (edge(at)?, edge(at + 1)?),
                left: flags & 2 != 0 && flags & 1 == 0,
                up: flags & 0x20 != 0 && flags & 0x40 == 0,
            });
        }
        Some(())
    }

    /// Cells from one number to another are merged with the first, or no longer.
    fn merge(&mut self, operand: &[u8], merged: bool) -> Option<()> {
        let (first, end) = (usize::from(u8_at(operand, 0)?), usize::from(u8_at(operand, 1)?));
        for (at, cell) in self.cells.iter_mut().enumerate() {
            if (first..end).contains(&at) {
                cell.left = merged && at > first;
            }
        }
        Some(())
    }

    fn merge_down(&mut self, operand: &[u8]) -> Option<()> {
        let cell = self.cells.get_mut(usize::from(u8_at(operand, 0)?))?;
        cell.up = u8_at(operand, 1)? == 1;
        Some(())
    }
}

/// Applies changes to a paragraph; long ones stand in the data stream.
pub fn paragraph(changes: &[u8], data: &[u8], found: &mut Paragraph) {
    let mut next = Some(changes);
    for _ in 0..MAX_REFERENCES {
        let Some(changes) = next.take() else { return };
        for (id, operand) in Changes(changes) {
            let on = u8_at(operand, 0).is_some_and(|value| value != 0);
            match id {
                0x2416 => found.in_table = on,
                0x2417 => found.row_end = on,
                0x244B => found.inner_cell_end = on,
                0x244C => found.inner_row_end = on,
                0x6649 => found.level = index_at(operand, 0).filter(|level| *level < 1000),
                0xD608 | 0xD606 => drop(found.define(operand)),
                0x5624 => drop(found.merge(operand, true)),
                0x5625 => drop(found.merge(operand, false)),
                0xD62B => drop(found.merge_down(operand)),
                0x6646 | 0x6645 => next = index_at(operand, 0).and_then(|at| elsewhere(data, at)),
                _ => {}
            }
        }
    }
}

fn elsewhere(data: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16_at(data, at)?);
    data.get(at + 2..at + 2 + length)
}
