//! A lattice and the characters in it → a table.
//!
//! Takes the walls of one lattice, gives its cells: places without a wall between them are one cell. Texts are
//! filled in by lines.

use super::super::sheet::{Area, Glyph};
use super::lines::{Line, lines};
use super::rules::Lattice;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// First row.
    pub row: usize,
    /// First column.
    pub col: usize,
    /// Rows covered.
    pub rowspan: usize,
    /// Columns covered.
    pub colspan: usize,
    /// Text, lines separated by `\n`.
    pub text: String,
    /// Room left on its last line, in font sizes: where there is little, what follows may belong to it.
    pub room: f32,
    /// Page it begins on.
    pub page: u32,
    /// Where it stands.
    pub area: Area,
}

impl Cell {
    /// One past its last row.
    pub fn row_end(&self) -> usize {
        self.row + self.rowspan
    }

    /// Adds more text, on a line of its own.
    pub fn add(&mut self, text: &str) {
        if !self.is_blank() && !text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }

    /// Whether it has no text.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// A table on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Where columns begin and end.
    pub xs: Vec<f32>,
    /// Number of rows.
    pub rows: usize,
    /// Cells by row and column.
    pub cells: Vec<Cell>,
    /// Where it stands, on the page it ends on.
    pub area: Area,
    /// Its first label is the rest of the last label on the page before.
    pub rest: bool,
}

impl Table {
    /// Gives every place to one cell. Columns that stand closer than the parts of a table drift may have become one when
    /// the parts were put together: what stands in two cells at one place then stands in one, so that nothing is lost.
    pub fn settle(&mut self) {
        self.cells.sort_by_key(|cell| (cell.row, cell.col));
        let mut settled: Vec<Cell> = Vec::with_capacity(self.cells.len());
        // Per column: the row from which it is free, and whose it is until then.
        let mut taken = vec![(0, 0); self.xs.len()];
        for mut cell in std::mem::take(&mut self.cells) {
            let owner =
                |col: usize| taken.get(col).filter(|(free, _)| *free > cell.row).map(|(_, owner)| *owner);
            if let Some(first) = owner(cell.col).and_then(|owner| settled.get_mut(owner)) {
                first.add(&cell.text);
                continue;
            }
            let end = (cell.col + 1..cell.col + cell.colspan).find(|col| owner(*col).is_some());
            cell.colspan = end.unwrap_or(cell.col + cell.colspan) - cell.col;
            let (from, to) = (cell.col, cell.col + cell.colspan);
            taken.get_mut(from..to).unwrap_or_default().fill((cell.row_end(), settled.len()));
            settled.push(cell);
        }
        self.cells = settled;
    }
}

/// A lattice cut into cells, before any text is in them.
pub struct Frame {
    lattice: Lattice,
    cells: Vec<Cell>,
    /// For each place the index of its cell.
    owner: Vec<usize>,
}

impl Frame {
    /// Cuts a lattice into cells.
    pub fn new(lattice: Lattice, page: u32) -> Self {
        let count = lattice.rows() * lattice.cols();
        let mut frame = Self { lattice, cells: Vec::new(), owner: vec![usize::MAX; count] };
        for row in 0..frame.lattice.rows() {
            for col in 0..frame.lattice.cols() {
                if frame.owner_of(row, col) == usize::MAX {
                    frame.open(row, col, page);
                }
            }
        }
        frame
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Its area.
    pub fn area(&self) -> Area {
        self.lattice.area()
    }

    fn owner_of(&self, row: usize, col: usize) -> usize {
        self.owner.get(row * self.lattice.cols() + col).copied().unwrap_or(0)
    }

    /// Makes the cell that begins here: as far right as no wall stands, then as far down.
    fn open(&mut self, row: usize, col: usize, page: u32) {
        let lattice = &self.lattice;
        let free = |row, col| self.owner_of(row, col) == usize::MAX;
        let right = (col + 1..lattice.cols())
            .find(|&next| lattice.wall_left(row, next) || !free(row, next))
            .unwrap_or(lattice.cols());
        let joins = |next: usize| {
            (col..right).all(|at| !lattice.wall_above(next, at) && free(next, at))
                && (col + 1..right).all(|at| !lattice.wall_left(next, at))
        };
        let bottom = (row + 1..lattice.rows()).find(|&next| !joins(next)).unwrap_or(lattice.rows());
        let corner = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(0.0);
        let area = Area {
            x0: corner(&lattice.xs, col),
            y0: corner(&lattice.ys, row),
            x1: corner(&lattice.xs, right),
            y1: corner(&lattice.ys, bottom),
        };
        let index = self.cells.len();
        let cols = lattice.cols();
        for line in row..bottom {
            let places = self.owner.get_mut(line * cols + col..line * cols + right).unwrap_or_default();
            places.fill(index);
        }
        let (rowspan, colspan) = (bottom - row, right - col);
        self.cells.push(Cell { row, col, rowspan, colspan, text: String::new(), room: f32::MAX, page, area });
    }

    /// The cell at a point.
    pub fn cell_at(&self, (x, y): (f32, f32)) -> Option<usize> {
        let place = |list: &[f32], at: f32| list.partition_point(|line| *line <= at).checked_sub(1);
        let (col, row) = (place(&self.lattice.xs, x)?, place(&self.lattice.ys, y)?);
        (col < self.lattice.cols() && row < self.lattice.rows()).then(|| self.owner_of(row, col))
    }

    /// Fills in the texts; lines and columns that separate no cells are left out.
    pub fn table(mut self, contents: &[Vec<&Glyph>]) -> Table {
        for (cell, glyphs) in self.cells.iter_mut().zip(contents) {
            if !glyphs.is_empty() {
                let lines = lines(glyphs);
                cell.room = room(&lines, &cell.area);
                cell.text = joined(&lines);
            }
        }
        let area = self.area();
        self.drop_outside();
        let rows = used(self.lattice.rows(), self.cells.iter().map(|cell| (cell.row, cell.row_end())));
        let cols =
            used(self.lattice.cols(), self.cells.iter().map(|cell| (cell.col, cell.col + cell.colspan)));
        let rank = |list: &[usize], at: usize| list.partition_point(|line| *line < at);
        for cell in &mut self.cells {
            let (row, col) = (rank(&rows, cell.row), rank(&cols, cell.col));
            cell.rowspan = rank(&rows, cell.row_end()) - row;
            cell.colspan = rank(&cols, cell.col + cell.colspan) - col;
            (cell.row, cell.col) = (row, col);
        }
        let xs = cols.iter().filter_map(|&col| self.lattice.xs.get(col).copied()).collect();
        Table { xs, rows: rows.len().saturating_sub(1), cells: self.cells, area, rest: false }
    }

    /// Places at the left or right edge that no wall closes off and no text stands in belong to no cell. (At the
    /// top and bottom a wall may be missing where a page break cuts the table.)
    fn drop_outside(&mut self) {
        let lattice = &self.lattice;
        let open = |cell: &Cell| {
            let last = cell.col + cell.colspan;
            let side =
                |edge: bool, col| edge && (cell.row..cell.row_end()).any(|row| !lattice.wall_left(row, col));
            side(cell.col == 0, 0) || side(last == lattice.cols(), last)
        };
        self.cells.retain(|cell| !cell.is_blank() || !open(cell));
    }
}

/// The lines that separate cells, in order.
fn used(count: usize, ends: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut seen = vec![false; count + 1];
    for (from, to) in ends {
        for at in [from, to] {
            if let Some(place) = seen.get_mut(at) {
                *place = true;
            }
        }
    }
    (0..).zip(seen).filter(|(_, seen)| *seen).map(|(at, _)| at).collect()
}

/// The room behind the last line of a cell, in font sizes, as much as on its left side left out.
fn room(lines: &[Line], cell: &Area) -> f32 {
    lines.last().map_or(f32::MAX, |line| {
        let side = (line.area.x0 - cell.x0).min(line.size);
        (cell.x1 - line.area.x1 - side) / line.size.max(1.0)
    })
}

/// The lines of a cell; one character per line is vertical text.
pub fn joined(lines: &[Line]) -> String {
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let vertical = texts.len() > 1 && texts.iter().all(|text| text.chars().count() == 1);
    texts.join(if vertical { "" } else { "\n" })
}
