//! One table being read, and its way into a grid.
//!
//! Takes rows and cells as they begin and end, gives blocks: a grid, or the pieces of a layout table.
//! Knows no tags; a cell's text comes finished from its flow.

use std::mem::take;

use super::flow::{Flow, lines, paragraphs};
use crate::document::{Block, Grid, GridCell};
use crate::readers::limits::{MAX_COLS, MAX_ROWSPAN};

/// A row with at least this many other filled cells is a row of data, even if one cell holds a small table:
/// layout rows have a menu and a content column, seldom more.
const DATA_CELLS: usize = 3;

/// Room made for the cells of a row beforehand, at most.
const USUAL_WIDTH: usize = 10;

/// A cell while its table is being read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub rowspan: u32,
    pub colspan: u32,
    /// Its paragraphs apart, until [`lines`] makes them the lines of one text.
    pub text: String,
    /// What a cell with a table in it holds; its `text` is then empty.
    pub blocks: Vec<Block>,
}

/// Rows that end together: no cell reaches from one row group into the next.
#[derive(Debug, Default)]
struct Group {
    rows: Vec<Vec<Cell>>,
}

/// A table while it is being read.
#[derive(Debug)]
pub(super) struct Table {
    /// Caption, and text that stands in the table but in no cell; browsers show it before the table.
    pub before: Flow,
    /// The open cell.
    pub cell: Option<Cell>,
    /// The text of the open cell.
    cell_flow: Flow,
    groups: Vec<Group>,
    feet: Vec<Group>,
    in_foot: bool,
    group_open: bool,
    row_open: bool,
}

impl Table {
    /// A table of which nothing is read yet.
    pub fn new() -> Self {
        Self {
            before: Flow::default(),
            cell: None,
            cell_flow: Flow::cell(),
            groups: Vec::new(),
            feet: Vec::new(),
            in_foot: false,
            group_open: false,
            row_open: false,
        }
    }

    /// Where text goes now.
    #[inline]
    pub fn flow(&mut self) -> &mut Flow {
        if self.cell.is_some() { &mut self.cell_flow } else { &mut self.before }
    }

    /// A row group begins.
    pub fn open_group(&mut self, foot: bool) {
        self.close_group();
        self.in_foot = foot;
        self.group_open = true;
        self.target().push(Group::default());
    }

    /// The row group ends, said or implied.
    pub fn close_group(&mut self) {
        self.close_row();
        self.group_open = false;
        self.in_foot = false;
    }

    /// A row begins.
    pub fn open_row(&mut self) {
        self.close_row();
        if !self.group_open {
            self.open_group(false);
        }
        self.row_open = true;
        if let Some(group) = self.target().last_mut() {
            let width = group.rows.last().map_or(USUAL_WIDTH, Vec::len);
            group.rows.push(Vec::with_capacity(width.min(USUAL_WIDTH)));
        }
    }

    /// The row ends, said or implied.
    pub fn close_row(&mut self) {
        self.close_cell();
        self.row_open = false;
    }

    /// A cell begins.
    pub fn open_cell(&mut self, rowspan: u32, colspan: u32) {
        self.close_cell();
        if !self.row_open {
            self.open_row();
        }
        self.before.flush();
        self.cell = Some(Cell { rowspan, colspan, ..Cell::default() });
    }

    /// The cell ends, said or implied. Whether a picture stood alone in it.
    pub fn close_cell(&mut self) {
        let Some(mut cell) = self.cell.take() else { return };
        let flow = &mut self.cell_flow;
        if flow.blocks.is_empty() {
            cell.text = flow.take_text();
        } else {
            flow.flush();
            cell.blocks = take(&mut flow.blocks);
        }
        self.before.lone_image |= take(&mut flow.lone_image);
        if let Some(row) = self.target().last_mut().and_then(|group| group.rows.last_mut()) {
            row.push(cell);
        }
    }

    fn target(&mut self) -> &mut Vec<Group> {
        if self.in_foot { &mut self.feet } else { &mut self.groups }
    }

    /// The table as blocks, in reading order.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_group();
        self.before.flush();
        let mut blocks = take(&mut self.before.blocks);
        self.groups.append(&mut self.feet);
        if let Some(cell) = sole_cell(&mut self.groups) {
            dissolve(cell, &mut blocks);
            return blocks;
        }
        place_groups(self.groups, &mut blocks);
        blocks
    }
}

/// Rows into grids; the rows of a layout table into what their cells hold.
fn place_groups(groups: Vec<Group>, blocks: &mut Vec<Block>) {
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let is_layout_table = rows().any(|row| is_layout(row));
    let mut part = Part::default();
    part.grid.cells.reserve(rows().map(Vec::len).sum());
    for group in groups {
        part.close_group();
        for mut row in group.rows {
            if is_layout_table && (row.len() == 1 || is_layout(&row)) {
                part.flush(blocks);
                for cell in row {
                    dissolve(cell, blocks);
                }
            } else {
                row.iter_mut().for_each(flatten);
                part.place_row(row);
            }
        }
    }
    part.flush(blocks);
}

/// The only cell of a table that has just one: the table is a frame around it.
fn sole_cell(groups: &mut [Group]) -> Option<Cell> {
    let mut rows = groups.iter_mut().flat_map(|group| group.rows.iter_mut()).filter(|row| !row.is_empty());
    match (rows.next(), rows.next()) {
        (Some(row), None) if row.len() == 1 => row.pop(),
        _ => None,
    }
}

/// Consecutive rows on their way into one grid. A layout row ends the part before it.
#[derive(Default)]
struct Part {
    grid: Grid,
    /// Per column: the row from which it is free again.
    free_from: Vec<u32>,
    /// The first cell of the open row group.
    group_start: usize,
}

impl Part {
    fn place_row(&mut self, row: Vec<Cell>) {
        let mut col = 0;
        for cell in row {
            col = self.free_col(col);
            if col >= MAX_COLS {
                break;
            }
            let width = self.free_width(col, cell.colspan.max(1));
            self.place(cell, col, width);
            col += width;
        }
        self.grid.rows += 1;
    }

    /// The columns from `from` on which a cell from above covers the open row.
    fn covered(&self, from: u32) -> impl Iterator<Item = bool> {
        let row = self.grid.rows;
        self.free_from.iter().skip(from as usize).map(move |free| *free > row)
    }

    fn free_col(&self, from: u32) -> u32 {
        let covered = self.covered(from).take_while(|covered| *covered).count();
        from + u32::try_from(covered).unwrap_or(MAX_COLS)
    }

    /// How wide a cell can be without lying on one from above.
    fn free_width(&self, col: u32, wanted: u32) -> u32 {
        let wanted = wanted.min(MAX_COLS - col);
        let ahead = self.covered(col).zip(0..wanted).find(|(covered, _)| *covered);
        ahead.map_or(wanted, |(_, offset)| offset)
    }

    fn place(&mut self, cell: Cell, col: u32, colspan: u32) {
        // Longer than the group: cut when the group ends.
        let rowspan = if cell.rowspan == 0 { MAX_ROWSPAN } else { cell.rowspan };
        let row = self.grid.rows;
        if rowspan > 1 {
            self.cover(col, col + colspan, row + rowspan);
        }
        self.grid.cells.push(GridCell { row, col, rowspan, colspan, text: lines(cell.text) });
    }

    fn cover(&mut self, col: u32, end: u32, free_from: u32) {
        let (col, end) = (col as usize, end as usize);
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        if let Some(columns) = self.free_from.get_mut(col..end) {
            columns.fill(free_from);
        }
    }

    /// The row group ends: no cell reaches beyond it.
    fn close_group(&mut self) {
        self.free_from.clear();
        let rows = self.grid.rows;
        for cell in self.grid.cells.iter_mut().skip(self.group_start) {
            cell.rowspan = cell.rowspan.min(rows - cell.row);
        }
        self.group_start = self.grid.cells.len();
    }

    /// Hand over the rows so far as a grid.
    fn flush(&mut self, blocks: &mut Vec<Block>) {
        self.close_group();
        self.group_start = 0;
        let mut grid = take(&mut self.grid);
        if grid.cells.is_empty() {
            return;
        }
        trim_columns(&mut grid);
        blocks.push(Block::Grid(grid));
    }
}

/// Columns in which no cell begins, at the right end, come from a `colspan` larger than the table.
fn trim_columns(grid: &mut Grid) {
    grid.cols = grid.cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0);
    for cell in &mut grid.cells {
        cell.colspan = cell.colspan.min(grid.cols - cell.col);
    }
}

/// Whether a row with a table in it only arranges the page.
fn is_layout(row: &[Cell]) -> bool {
    if row.iter().all(|cell| cell.blocks.is_empty()) {
        return false;
    }
    let filled = row.iter().filter(|cell| cell.blocks.is_empty() && !cell.text.trim().is_empty());
    filled.count() < DATA_CELLS
}

/// A cell of a layout row: what it holds stands for itself.
fn dissolve(mut cell: Cell, blocks: &mut Vec<Block>) {
    blocks.extend(paragraphs(&cell.text));
    blocks.append(&mut cell.blocks);
}

/// A data cell with a table in it: its text, line by line.
fn flatten(cell: &mut Cell) {
    if cell.blocks.is_empty() {
        return;
    }
    let texts: Vec<String> = take(&mut cell.blocks).into_iter().flat_map(texts).collect();
    cell.text = texts.join("\n");
}

fn texts(block: Block) -> Vec<String> {
    match block {
        Block::Paragraph(text) => vec![text],
        Block::Grid(grid) => {
            grid.cells.into_iter().map(|cell| cell.text).filter(|text| !text.is_empty()).collect()
        }
    }
}
