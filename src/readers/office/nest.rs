//! Tables whose cells are told by marks in running text (Word 97, RTF) → blocks.
//!
//! Takes paragraphs with the depth of the table they stand in, cell marks and row ends with the edges of the
//! cells, gives the document. Columns come of the edges of all rows of a table.

use std::mem::take;

use super::builder::cut;
use super::flow::Flow;
use super::table::{self, Cell};
use crate::document::{Block, Document, Notice};
use crate::readers::limits::{CUT_NOTICE, MAX_BLOCKS, MAX_CELLS, MAX_TABLE_DEPTH};

const PICTURE: &str = "文中有图片，图片中的内容无法读取";

/// Edges that lie this close are one, in twentieths of a point: writers round them differently.
const SAME_EDGE: i32 = 30;

/// Where a cell stands in its row and how it is merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// Left and right edge.
    pub edges: (i32, i32),
    /// It continues the cell above.
    pub up: bool,
    /// It continues the cell on its left.
    pub left: bool,
}

/// What ends with a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Only the paragraph.
    Paragraph,
    /// The cell.
    Cell,
    /// The row, whose cells have these shapes; it may not be shown.
    Row {
        /// The cells of the row, left to right.
        shapes: Vec<Shape>,
        /// Whether the row is shown.
        shown: bool,
    },
}

#[derive(Debug, Default)]
struct Level {
    rows: Vec<Vec<(Shape, Vec<Block>)>>,
    cells: Vec<Vec<Block>>,
    /// The shapes of the row above, for a row without its own.
    shapes: Vec<Shape>,
    flow: Flow,
}

/// Builds the document.
#[derive(Debug, Default)]
pub struct Nest {
    /// The open paragraph, of which it is not known yet where it stands.
    pub open: Flow,
    root: Flow,
    levels: Vec<Level>,
    notices: Vec<Notice>,
    cells: usize,
    has_picture: bool,
}

impl Nest {
    /// The open paragraph ends, at this depth of tables.
    pub fn end(&mut self, depth: usize, end: End) {
        let content = self.open.finish();
        self.has_picture |= take(&mut self.open.lone_picture);
        let depth = depth.min(MAX_TABLE_DEPTH);
        self.go_to(if end == End::Paragraph { depth } else { depth.max(1) });
        match (end, self.levels.last_mut()) {
            (End::Paragraph, None) => self.root.blocks.extend(content),
            (End::Paragraph, Some(level)) => level.flow.blocks.extend(content),
            (End::Cell, Some(level)) => {
                level.flow.blocks.extend(content);
                let cell = level.flow.finish();
                level.cells.push(cell);
                self.cells += 1;
            }
            (End::Row { shapes, shown }, Some(level)) => level.end_row(shapes, shown),
            (_, None) => {}
        }
    }

    fn go_to(&mut self, depth: usize) {
        while self.levels.len() > depth {
            self.close_level();
        }
        self.levels.resize_with(depth.max(self.levels.len()), Level::default);
    }

    fn close_level(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        // A row without its end: the file was cut.
        let rest = level.flow.finish();
        if !rest.is_empty() {
            level.cells.push(rest);
        }
        if !level.cells.is_empty() {
            level.end_row(Vec::new(), true);
        }
        let blocks = table::blocks(columns(level.rows));
        self.levels.last_mut().map_or(&mut self.root, |outer| &mut outer.flow).blocks.extend(blocks);
    }

    /// Something is left out: said once.
    pub fn lose(&mut self, what: &str) {
        let notice = Notice::lost(what);
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Whether a limit is reached.
    pub fn is_full(&self) -> bool {
        self.cells > MAX_CELLS || self.root.blocks.len() >= MAX_BLOCKS
    }

    /// Everything as blocks, whatever was open closed.
    pub fn finish_blocks(&mut self) -> Vec<Block> {
        let depth = self.levels.len();
        self.end(depth, End::Paragraph);
        self.go_to(0);
        self.root.finish()
    }

    /// The document.
    pub fn finish(mut self) -> Document {
        if self.is_full() {
            self.lose(CUT_NOTICE);
        }
        let blocks = self.finish_blocks();
        if self.has_picture {
            self.notices.push(Notice::remark(PICTURE));
        }
        let mut document = Document { blocks, notices: self.notices, title: None };
        cut(&mut document);
        document
    }
}

impl Level {
    fn end_row(&mut self, shapes: Vec<Shape>, shown: bool) {
        let cells = take(&mut self.cells);
        self.flow = Flow::default();
        let shapes = match (shapes.len(), self.shapes.len()) {
            (own, _) if own >= cells.len() && own > 0 => shapes,
            (_, above) if above == cells.len() => self.shapes.clone(),
            _ => evenly(cells.len()),
        };
        if shown {
            self.rows.push(shapes.iter().copied().zip(cells).collect());
        }
        self.shapes = shapes;
    }
}

/// Cells of which no edges are known: one beside the other.
fn evenly(count: usize) -> Vec<Shape> {
    let edge = |at: usize| i32::try_from(at).unwrap_or(0).saturating_mul(1000);
    (0..count).map(|at| Shape { edges: (edge(at), edge(at + 1)), ..Shape::default() }).collect()
}

/// Rows of shapes as rows of columns.
fn columns(rows: Vec<Vec<(Shape, Vec<Block>)>>) -> Vec<Vec<Cell>> {
    let edges = edges(&rows);
    let index = |edge: i32| {
        let at = edges.partition_point(|known| *known <= edge).saturating_sub(1);
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    rows.into_iter().map(|row| place(row, index)).collect()
}

/// All edges, those lying close together as one.
fn edges(rows: &[Vec<(Shape, Vec<Block>)>]) -> Vec<i32> {
    let cells = rows.iter().flatten();
    let mut all: Vec<i32> = cells.flat_map(|(shape, _)| [shape.edges.0, shape.edges.1]).collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME_EDGE);
    all
}

fn place(row: Vec<(Shape, Vec<Block>)>, index: impl Fn(i32) -> u32) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(row.len());
    for (shape, content) in row {
        let (start, end) = (index(shape.edges.0), index(shape.edges.1));
        if let Some(left) = cells.last_mut().filter(|_| shape.left) {
            left.colspan = end.saturating_sub(left.col).max(left.colspan);
            left.content.extend(content);
        } else {
            let colspan = end.saturating_sub(start).max(1);
            cells.push(Cell { col: start, colspan, rowspan: 1, continues: shape.up, start: 0, content });
        }
    }
    cells
}
