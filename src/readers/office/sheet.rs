//! A workbook, whatever its format: sheets of shown texts → blocks.
//!
//! Takes cells at their addresses with merged regions and what is hidden, gives one grid per sheet whose rows
//! and columns are those of the sheet, so that a place in it is an address. Knows no file format.

use std::fmt::Write as _;

use super::builder::cut;
use super::limits::{MAX_SHEET_COLS, MAX_SHEET_ROWS, MAX_SHOWN};
use crate::document::{Block, Document, Grid, GridCell, Notice, Origin, address, column_name};
use crate::readers::limits::{CUT_NOTICE, MAX_CELLS};

/// Addresses named in a notice, at most.
const MAX_NAMED: usize = 5;

/// A cell with what it shows.
#[derive(Debug, Clone, Default)]
pub struct SheetCell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
    /// What it shows.
    pub text: String,
}

/// A merged region, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// First row and column.
    pub first: (u32, u32),
    /// Last row and column.
    pub last: (u32, u32),
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// It is not shown.
    pub hidden: bool,
    /// Its cells, in any order.
    pub cells: Vec<SheetCell>,
    /// Its merged regions.
    pub merged: Vec<Region>,
    /// Hidden rows, first and last.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns, first and last.
    pub hidden_cols: Vec<(u32, u32)>,
    /// Cells with a formula whose result was not saved.
    pub unsaved: Vec<(u32, u32)>,
    /// Cells that show fewer digits than they store.
    pub rounded: Vec<(u32, u32)>,
    /// Cells that store a number and show nothing.
    pub concealed: Vec<(u32, u32)>,
    /// Cells past the limits were left out.
    pub is_cut: bool,
    /// Bytes that its cells show, and those of the sheets before it.
    pub shown: usize,
}

impl Sheet {
    /// Whether there is no room for another cell. Whoever asks before making a text is spared making it.
    pub fn is_full(&self) -> bool {
        self.shown >= MAX_SHOWN || self.cells.len() >= MAX_CELLS
    }

    /// Adds a cell, within the limits.
    pub fn push(&mut self, row: u32, col: u32, text: String) {
        if row < MAX_SHEET_ROWS && col < MAX_SHEET_COLS && !self.is_full() {
            self.shown += text.len();
            self.cells.push(SheetCell { row, col, text });
        } else if !text.trim().is_empty() {
            self.is_cut = true;
        }
    }

    /// Adds a merged region, within the limits.
    pub fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        let sound = first.0 <= last.0 && first.1 <= last.1 && first != last;
        if sound && first.0 < MAX_SHEET_ROWS && first.1 < MAX_SHEET_COLS && self.merged.len() < MAX_CELLS {
            let last = (last.0.min(MAX_SHEET_ROWS - 1), last.1.min(MAX_SHEET_COLS - 1));
            self.merged.push(Region { first, last });
        }
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| is_blank(&cell.text))
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// The sheets as a document. Hidden ones are left out if others have anything in them. `is_cut`: there are more.
pub fn document(sheets: Vec<Sheet>, is_cut: bool) -> Document {
    let mut document = Document::default();
    document.notices.extend(is_cut.then(|| Notice::lost(CUT_NOTICE)));
    let shown = sheets.iter().any(|sheet| !sheet.hidden && !sheet.is_empty());
    for sheet in sheets.into_iter().filter(|sheet| !sheet.is_empty()) {
        if sheet.hidden && shown {
            document.notices.push(Notice::remark(format!("工作表“{}”是隐藏的，没有读取", sheet.name)));
            continue;
        }
        document.notices.extend(notices(&sheet));
        document.blocks.push(Block::Paragraph(sheet.name.clone()));
        let (grid, is_cut) = grid(sheet);
        if is_cut {
            document.notices.push(Notice::lost(CUT_NOTICE));
        }
        document.blocks.push(Block::Grid(grid));
    }
    document.notices.dedup();
    cut(&mut document);
    document
}

/// What is to be said about a sheet.
fn notices(sheet: &Sheet) -> Vec<Notice> {
    let mut notices = Vec::new();
    let name = &sheet.name;
    let used_rows = sheet.cells.iter().filter(|cell| !is_blank(&cell.text));
    let (last_row, last_col) =
        used_rows.fold((0, 0), |(row, col), cell| (row.max(cell.row), col.max(cell.col)));
    let rows: Vec<String> = within(&sheet.hidden_rows, last_row, |row| (row + 1).to_string());
    if !rows.is_empty() {
        notices.push(Notice::remark(format!("工作表“{name}”的第 {} 行是隐藏的，也读取了", rows.join("、"))));
    }
    let cols: Vec<String> = within(&sheet.hidden_cols, last_col, column_name);
    if !cols.is_empty() {
        notices.push(Notice::remark(format!("工作表“{name}”的 {} 列是隐藏的，也读取了", cols.join("、"))));
    }
    if !sheet.unsaved.is_empty() {
        notices.push(Notice::remark(format!(
            "工作表“{name}”的 {} 是公式，文件里没有保存计算结果，请用 Excel 或 WPS 打开并保存后再试",
            addresses(&sheet.unsaved)
        )));
    }
    if !sheet.rounded.is_empty() {
        let places = addresses(&sheet.rounded);
        notices.push(Notice::remark(format!(
            "工作表“{name}”的 {places} 显示的数是四舍五入后的，按显示的数核对"
        )));
    }
    if !sheet.concealed.is_empty() {
        let places = addresses(&sheet.concealed);
        notices.push(Notice::remark(format!(
            "工作表“{name}”的 {places} 有数值但设置为不显示，按存储的数值核对"
        )));
    }
    notices
}

/// The ranges that begin within the used part, named.
fn within(ranges: &[(u32, u32)], last: u32, name: impl Fn(u32) -> String) -> Vec<String> {
    let ranges = ranges.iter().filter(|(first, _)| *first <= last).take(MAX_NAMED);
    let named = ranges.map(|(first, end)| match (*end).min(last) {
        end if end > *first => format!("{}–{}", name(*first), name(end)),
        _ => name(*first),
    });
    named.collect()
}

fn addresses(cells: &[(u32, u32)]) -> String {
    let named: Vec<String> = cells.iter().take(MAX_NAMED).map(|(row, col)| address(*row, *col)).collect();
    let mut text = named.join("、");
    if cells.len() > MAX_NAMED {
        let _ = write!(text, " 等 {} 格", cells.len());
    }
    text
}

/// The sheet as a grid from A1 to the last cell with text, and whether something was left out.
fn grid(mut sheet: Sheet) -> (Grid, bool) {
    let filled = || sheet.cells.iter().filter(|cell| !is_blank(&cell.text));
    let rows = filled().map(|cell| cell.row + 1).max().unwrap_or(0);
    let cols = filled().map(|cell| cell.col + 1).max().unwrap_or(0);
    let by_place = |cell: &SheetCell| (cell.row, cell.col);
    if !sheet.cells.is_sorted_by_key(by_place) {
        sheet.cells.sort_by_key(by_place);
    }
    sheet.merged.retain(|region| region.first.0 < rows && region.first.1 < cols);
    sheet.merged.sort_unstable();
    sheet.merged.dedup_by_key(|region| region.first);
    let cells = with_corners(sheet.cells, &sheet.merged);
    let mut layout = Layout {
        grid: Grid { rows, cols, cells: Vec::new(), origin: Origin::Sheet(sheet.name) },
        covered: Vec::new(),
        place: (0, 0),
        is_cut: sheet.is_cut,
    };
    let mut merged = sheet.merged.iter().peekable();
    for cell in cells.into_iter().filter(|cell| cell.row < rows && cell.col < cols) {
        let place = (cell.row, cell.col);
        while merged.next_if(|region| region.first < place).is_some() {}
        let region = merged.next_if(|region| region.first == place);
        layout.place(cell, region.map_or(place, |region| region.last));
    }
    (layout.grid, layout.is_cut)
}

/// The cells, with an empty one where a merged region begins and none is.
fn with_corners(cells: Vec<SheetCell>, merged: &[Region]) -> Vec<SheetCell> {
    let is_there =
        |region: &&Region| cells.binary_search_by_key(&region.first, |cell| (cell.row, cell.col)).is_err();
    let missing: Vec<SheetCell> = merged
        .iter()
        .filter(is_there)
        .map(|region| SheetCell { row: region.first.0, col: region.first.1, text: String::new() })
        .collect();
    if missing.is_empty() {
        return cells;
    }
    let mut all = cells;
    all.extend(missing);
    all.sort_by_key(|cell| (cell.row, cell.col));
    all
}

/// Cells on their way into the grid.
struct Layout {
    grid: Grid,
    /// Per column: the row from which it is free of merged regions.
    covered: Vec<u32>,
    /// The next place that is not dealt with in the open row; column 0 before its first cell.
    place: (u32, u32),
    is_cut: bool,
}

impl Layout {
    fn place(&mut self, cell: SheetCell, last: (u32, u32)) {
        if cell.row != self.place.0 {
            self.place = (cell.row, cell.col);
        } else if cell.col < self.place.1 {
            return;
        }
        if self.grid.cells.is_empty() {
            self.place = (cell.row, cell.col);
        }
        // Places without a cell between two cells are empty cells of the table.
        while self.place.1 < cell.col {
            let empty = SheetCell { row: cell.row, col: self.place.1, text: String::new() };
            self.put(empty, self.place);
        }
        self.put(cell, last);
    }

    fn put(&mut self, cell: SheetCell, last: (u32, u32)) {
        self.place.1 = cell.col + 1;
        let SheetCell { row, col, text } = cell;
        if self.is_covered(row, col) {
            return;
        }
        if self.grid.cells.len() >= MAX_CELLS {
            self.is_cut = true;
            return;
        }
        let end = (col + 1..=last.1.min(self.grid.cols - 1)).find(|col| self.is_covered(row, *col));
        let end = end.unwrap_or(last.1.min(self.grid.cols - 1) + 1);
        let rowspan = last.0.min(self.grid.rows - 1) + 1 - row;
        if rowspan > 1 || end > col + 1 {
            self.cover(col, end, row + rowspan);
        }
        let text = if text.bytes().any(|byte| byte == b'\r') { text.replace('\r', "") } else { text };
        let text = if is_blank(&text) { String::new() } else { text };
        self.grid.cells.push(GridCell { row, col, rowspan, colspan: end - col, text });
    }

    fn is_covered(&self, row: u32, col: u32) -> bool {
        self.covered.get(col as usize).is_some_and(|free| *free > row)
    }

    fn cover(&mut self, col: u32, end: u32, free: u32) {
        let (col, end) = (col as usize, end as usize);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        if let Some(columns) = self.covered.get_mut(col..end) {
            columns.fill(free);
        }
    }
}
