//! The document of a text format while it is being read: body, open tables, open text boxes.
//!
//! Takes paragraphs, cells, rows and tables as they begin and end, gives the document. Knows no file format.

use std::mem::take;

use super::flow::Flow;
use super::table::{self, Cell};
use crate::document::{Block, Document, Notice};
use crate::readers::limits::{CUT_NOTICE, MAX_BLOCKS, MAX_CELLS};

const PICTURE: &str = "文中有图片，图片中的内容无法读取";

/// How a cell is merged with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// Not, or it is the first.
    #[default]
    None,
    /// It continues the cell above.
    Up,
    /// It continues the cell on its left.
    Left,
}

/// What a format says about a cell when it ends.
#[derive(Debug, Clone, Default)]
pub struct CellMark {
    /// Its first column, where it is not the one behind the cell before it.
    pub col: Option<u32>,
    /// Columns it covers, where that was not said before.
    pub colspan: Option<u32>,
    /// Rows it covers.
    pub rowspan: u32,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    row_dropped: bool,
    next_col: u32,
    /// Properties of the open cell.
    width: u32,
    merge: Merge,
    dropped: bool,
    start: usize,
}

/// Builds the document.
#[derive(Debug, Default)]
pub struct Builder {
    root: Flow,
    /// Flows of open cells and text boxes, innermost last.
    inner: Vec<Flow>,
    tables: Vec<OpenTable>,
    notices: Vec<Notice>,
    cells: usize,
    has_picture: bool,
}

impl Builder {
    fn flow(&mut self) -> &mut Flow {
        self.inner.last_mut().unwrap_or(&mut self.root)
    }

    /// Text of the open paragraph.
    pub fn push(&mut self, text: &str) {
        self.flow().push(text);
    }

    /// A picture in the open paragraph.
    pub fn push_picture(&mut self) {
        self.flow().push_picture();
    }

    /// The open paragraph ends.
    pub fn end_paragraph(&mut self) {
        self.flow().end_paragraph();
    }

    /// Something is left out: said once.
    pub fn lose(&mut self, what: &str) {
        let notice = Notice::lost(what);
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// A table begins.
    pub fn open_table(&mut self) {
        self.tables.push(OpenTable::default());
    }

    /// A row begins.
    pub fn open_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.next_col = 0;
            table.row_dropped = false;
        }
    }

    /// The open row leaves out this many columns at its beginning.
    pub fn row_begins_at(&mut self, col: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.next_col = col;
        }
    }

    /// The open row is not shown.
    pub fn drop_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.row_dropped = true;
        }
    }

    /// A cell begins, at this byte of the main part; 0 where that is not kept.
    pub fn open_cell(&mut self, start: usize) {
        if let Some(table) = self.tables.last_mut() {
            table.start = start;
            table.width = 1;
            table.merge = Merge::None;
            table.dropped = false;
        }
        self.inner.push(Flow::default());
    }

    /// Columns the open cell covers.
    pub fn cell_width(&mut self, width: u32) {
        if let Some(table) = self.tables.last_mut() {
            table.width = width.max(1);
        }
    }

    /// How the open cell is merged.
    pub fn cell_merge(&mut self, merge: Merge) {
        if let Some(table) = self.tables.last_mut()
            && merge != Merge::None
        {
            table.merge = merge;
        }
    }

    /// The open cell is deleted.
    pub fn drop_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.dropped = true;
        }
    }

    /// The open cell ends.
    pub fn close_cell(&mut self, mark: &CellMark) {
        let Some(mut flow) = self.inner.pop() else { return };
        let content = flow.finish();
        self.has_picture |= flow.lone_picture;
        let Some(table) = self.tables.last_mut() else {
            // A cell in no table: its text is all there is.
            return self.flow().push_blocks(content);
        };
        let col = mark.col.unwrap_or(table.next_col);
        let start = table.start;
        let colspan = mark.colspan.unwrap_or(table.width).max(1);
        table.next_col = col.saturating_add(colspan);
        if table.dropped {
            return;
        }
        self.cells += 1;
        match (table.merge, table.row.last_mut()) {
            (Merge::Left, Some(left)) => {
                left.colspan = left.colspan.saturating_add(colspan);
                left.content.extend(content);
            }
            (merge, _) => {
                let continues = merge == Merge::Up;
                table.row.push(Cell { col, colspan, rowspan: mark.rowspan, continues, start, content });
            }
        }
    }

    /// The open row ends.
    pub fn close_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let row = take(&mut table.row);
            if !table.row_dropped {
                table.rows.push(row);
            }
        }
    }

    /// The open table ends.
    pub fn close_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        if !table.row.is_empty() {
            table.rows.push(take(&mut table.row));
        }
        self.push_table(table.rows);
    }

    /// A whole table.
    pub fn push_table(&mut self, rows: Vec<Vec<Cell>>) {
        self.flow().push_blocks(table::blocks(rows));
    }

    /// A text box begins.
    pub fn open_box(&mut self) {
        self.inner.push(Flow::default());
    }

    /// The text box ends; what it holds follows the paragraph it is anchored in.
    pub fn close_box(&mut self) {
        if let Some(blocks) = self.take_inner() {
            self.flow().push_floating(blocks);
        }
    }

    /// What the innermost cell or text box holds.
    pub fn take_inner(&mut self) -> Option<Vec<Block>> {
        let mut flow = self.inner.pop()?;
        let blocks = flow.finish();
        self.has_picture |= flow.lone_picture;
        Some(blocks)
    }

    /// Whether a limit is reached.
    pub fn is_full(&self) -> bool {
        self.cells > MAX_CELLS || self.root.blocks.len() >= MAX_BLOCKS
    }

    /// The document, everything still open closed.
    pub fn finish(mut self) -> Document {
        if self.is_full() {
            self.lose(CUT_NOTICE);
        }
        while !self.tables.is_empty() {
            // A table stands inside the cells and boxes that were open when it began; close the innermost first.
            if self.inner.is_empty() {
                self.close_table();
            } else {
                self.close_cell(&CellMark::default());
                self.close_table();
            }
        }
        while let Some(blocks) = self.take_inner() {
            self.flow().push_blocks(blocks);
        }
        let blocks = self.root.finish();
        if self.has_picture || self.root.lone_picture {
            self.notices.push(Notice::remark(PICTURE));
        }
        let mut document = Document { blocks, notices: self.notices, title: None };
        cut(&mut document);
        document
    }
}

/// Leaves out what is past the limits of every reader.
pub fn cut(document: &mut Document) {
    let mut cells = 0;
    let within = document.blocks.iter().take(MAX_BLOCKS).take_while(|block| {
        if let Block::Grid(grid) = block {
            cells += grid.cells.len();
        }
        cells <= MAX_CELLS
    });
    let count = within.count();
    if count < document.blocks.len() {
        document.blocks.truncate(count);
        let notice = Notice::lost(CUT_NOTICE);
        if !document.notices.contains(&notice) {
            document.notices.push(notice);
        }
    }
}
