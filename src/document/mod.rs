//! What every reader gives and `recognize` takes: blocks of text in reading order.
//!
//! Knows nothing about reports, forms or file formats. Text is kept as the reader decoded it (entities
//! resolved, line breaks as `\n`), never cleaned: cleaning is the business of whoever compares labels.

pub mod pack;
mod place;

pub use place::{address, column_name, page_place, words};

/// A document: its blocks in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Paragraphs and tables, in the order a person reads them.
    pub blocks: Vec<Block>,
    /// What is to be said about the reading.
    pub notices: Vec<Notice>,
    /// The title the file gives itself (`<title>`, core properties), if any.
    pub title: Option<String>,
}

/// Something to be said about the reading, as a sentence in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something that may belong to the report was left out, so that not everything can have been checked.
    pub lost: bool,
}

impl Notice {
    /// Nothing of the report is missing.
    pub fn remark(text: impl Into<String>) -> Self {
        Self { text: text.into(), lost: false }
    }

    /// Something was left out.
    pub fn lost(text: impl Into<String>) -> Self {
        Self { text: text.into(), lost: true }
    }
}

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, a heading, or one line of plain text.
    Paragraph(String),
    /// A table.
    Grid(Grid),
}

/// A table: its cells, each once, in row order, at the slot where it begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// Number of rows.
    pub rows: u32,
    /// Number of columns, spans counted.
    pub cols: u32,
    /// Every cell once, ordered by (row, col). No two cells cover the same slot; slots may be empty.
    pub cells: Vec<GridCell>,
    /// Where its cells stand in the file.
    pub origin: Origin,
}

/// Where the cells of a table stand in the file it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A table in running text, as in Word and on web pages. Per cell the byte of the main part at which it
    /// begins; empty where the reader does not keep that.
    Text(Vec<usize>),
    /// The sheet of this name; rows and columns of the grid are those of the sheet.
    Sheet(String),
    /// Fixed pages; one place per cell.
    Pages(Vec<Place>),
}

impl Default for Origin {
    fn default() -> Self {
        Self::Text(Vec::new())
    }
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Page, from 0.
    pub page: u32,
    /// Left, top, right, bottom in points, from the top left corner of the page.
    pub area: [u32; 4],
}

/// Shortest text of a cell that is prose, in bytes.
const MIN_PROSE: usize = 60;

/// Whether the text of a cell is prose, not a label or a figure.
pub fn is_prose(text: &str) -> bool {
    text.len() >= MIN_PROSE && text.contains(['。', '；'])
}

/// One cell of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridCell {
    /// First row it covers.
    pub row: u32,
    /// First column it covers.
    pub col: u32,
    /// Rows it covers, at least 1, clipped to the table.
    pub rowspan: u32,
    /// Columns it covers, at least 1.
    pub colspan: u32,
    /// Its text; paragraphs and `<br>` inside the cell are `\n`.
    pub text: String,
}

impl Document {
    /// Whether there is any prose: a sentence, also in a cell that lays out the page.
    pub fn has_sentences(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Paragraph(text) => text.contains('。'),
            Block::Grid(grid) => grid.cells.iter().any(|cell| is_prose(&cell.text)),
        })
    }
}

impl Grid {
    /// The index of the cell that begins at this slot.
    pub fn index_of(&self, row: u32, col: u32) -> Option<usize> {
        self.cells.binary_search_by_key(&(row, col), |cell| (cell.row, cell.col)).ok()
    }

    /// The cells that begin in row `row`, left to right.
    pub fn row(&self, row: u32) -> &[GridCell] {
        let start = self.cells.partition_point(|cell| cell.row < row);
        let end = self.cells.partition_point(|cell| cell.row <= row);
        self.cells.get(start..end).unwrap_or_default()
    }
}
