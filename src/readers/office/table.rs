//! Rows of cells as text documents hold them → grids.
//!
//! Takes cells with their first column, width and merge marks, gives blocks: a grid, or the pieces of a table
//! that only arranges the page. The same rules as for web pages, so that the same content gives the same blocks.

use std::mem::take;

use super::limits::MAX_TABLE_COLS;
use crate::document::{Block, Grid, GridCell, Origin};

/// A row with at least this many other filled cells is a row of data, even if one cell holds a small table.
const DATA_CELLS: usize = 3;

/// A cell of a row.
#[derive(Debug, Default)]
pub struct Cell {
    /// The first column it covers.
    pub col: u32,
    /// Columns it covers.
    pub colspan: u32,
    /// Rows it covers, where the format says so in the first of them.
    pub rowspan: u32,
    /// It continues the cell above it.
    pub continues: bool,
    /// The byte of the main part at which it begins, where the reader keeps that.
    pub start: usize,
    /// What it holds.
    pub content: Vec<Block>,
}

/// The table as blocks, in reading order.
pub fn blocks(mut rows: Vec<Vec<Cell>>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(cell) = sole_cell(&mut rows) {
        return cell.content;
    }
    let is_layout_table = rows.iter().any(|row| is_layout(row));
    let mut part = Part::default();
    for row in rows {
        if is_layout_table && (row.len() == 1 || is_layout(&row)) {
            part.flush(&mut blocks);
            blocks.extend(row.into_iter().flat_map(|cell| cell.content));
        } else {
            part.place_row(row);
        }
    }
    part.flush(&mut blocks);
    blocks
}

/// The only cell of a table that has just one: the table is a frame around it.
fn sole_cell(rows: &mut [Vec<Cell>]) -> Option<Cell> {
    let mut filled = rows.iter_mut().filter(|row| !row.is_empty());
    match (filled.next(), filled.next()) {
        (Some(row), None) if row.len() == 1 => row.pop(),
        _ => None,
    }
}

fn has_grid(cell: &Cell) -> bool {
    cell.content.iter().any(|block| matches!(block, Block::Grid(_)))
}

/// Whether a row with a table in it only arranges the page.
fn is_layout(row: &[Cell]) -> bool {
    row.iter().any(has_grid)
        && row.iter().filter(|cell| !has_grid(cell) && !cell.content.is_empty()).count() < DATA_CELLS
}

/// Rows on their way into one grid.
#[derive(Default)]
struct Part {
    grid: Grid,
    /// Per column: the cell that covers it, and the row from which it is free again.
    owners: Vec<(usize, u32)>,
    /// Per cell of the grid: where it begins.
    starts: Vec<usize>,
}

impl Part {
    fn place_row(&mut self, row: Vec<Cell>) {
        let mut next = 0;
        for cell in row {
            next = if cell.continues && cell.col >= next && self.extend(&cell) {
                cell.col.saturating_add(cell.colspan.max(1))
            } else {
                self.place(cell, next)
            };
        }
        self.grid.rows += 1;
    }

    /// The cell above reaches down into this row, if it begins in the same column.
    fn extend(&mut self, cell: &Cell) -> bool {
        let row = self.grid.rows;
        let Some(&(index, free)) = self.owners.get(cell.col as usize) else { return false };
        // A wider owner would lie on the next cell of this row.
        let fits =
            |owner: &&mut GridCell| owner.col == cell.col && owner.colspan <= cell.colspan && free == row;
        let Some(owner) = self.grid.cells.get_mut(index).filter(fits) else {
            return false;
        };
        owner.rowspan = row + 1 - owner.row;
        let (col, end) = (owner.col, owner.col + owner.colspan);
        self.cover(col, end, index, row + 1);
        true
    }

    /// Puts a cell at its column or behind the one before it. Gives the column behind it.
    fn place(&mut self, cell: Cell, next: u32) -> u32 {
        let row = self.grid.rows;
        let is_free = |col: u32| self.owners.get(col as usize).is_none_or(|(_, free)| *free <= row);
        let wanted = cell.col.max(next);
        let Some(col) = (wanted..MAX_TABLE_COLS).find(|col| is_free(*col)) else { return MAX_TABLE_COLS };
        let end = col.saturating_add(cell.colspan.max(1)).min(MAX_TABLE_COLS);
        let end = (col + 1..end).find(|col| !is_free(*col)).unwrap_or(end);
        let index = self.grid.cells.len();
        let rowspan = cell.rowspan.max(1);
        self.cover(col, end, index, row.saturating_add(rowspan));
        self.starts.push(cell.start);
        let text = text(cell.content);
        self.grid.cells.push(GridCell { row, col, rowspan, colspan: end - col, text });
        self.grid.cols = self.grid.cols.max(end);
        end
    }

    fn cover(&mut self, col: u32, end: u32, index: usize, free: u32) {
        let (col, end) = (col as usize, end as usize);
        if self.owners.len() < end {
            self.owners.resize(end, (usize::MAX, 0));
        }
        if let Some(columns) = self.owners.get_mut(col..end) {
            columns.fill((index, free));
        }
    }

    /// Hand over the rows so far as a grid.
    fn flush(&mut self, blocks: &mut Vec<Block>) {
        self.owners.clear();
        let mut grid = take(&mut self.grid);
        let starts = take(&mut self.starts);
        // Only Word's reader keeps them, and no cell begins at the first byte.
        if starts.first().is_some_and(|start| *start > 0) {
            grid.origin = Origin::Text(starts);
        }
        if grid.cells.is_empty() {
            return;
        }
        for cell in &mut grid.cells {
            cell.rowspan = cell.rowspan.min(grid.rows - cell.row);
        }
        blocks.push(Block::Grid(grid));
    }
}

/// What a cell holds as text: one line per paragraph, a table in it cell by cell.
fn text(mut content: Vec<Block>) -> String {
    if content.len() == 1
        && let Some(Block::Paragraph(text)) = content.pop_if(|b| matches!(b, Block::Paragraph(_)))
    {
        return text;
    }
    let mut out = String::new();
    for block in content {
        match block {
            Block::Paragraph(text) => push_line(&mut out, &text),
            Block::Grid(grid) => grid.cells.iter().for_each(|cell| push_line(&mut out, &cell.text)),
        }
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    if line.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(line);
}
