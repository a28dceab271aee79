//! The rows of the search and what can be done to them, and taken back.
//!
//! Cells get a local number when a row first mentions them: of a system of hundreds of reports, only the few near
//! the failing equations are ever touched.

use super::gcd;
use crate::localize::system::Variable;
use crate::localize::table::{Table, sort};
use std::cmp::Ordering;

/// Larger right-hand sides and coefficients are not computed with, so that no product overflows.
const LARGEST_RHS: i64 = 1 << 46;
const LARGEST_COEFFICIENT: i64 = 1 << 15;

/// No cell.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Closed,
    /// Not to be opened in this branch.
    Excluded,
    /// Opened, at the lower end of its range (or unknown and free).
    Resting,
    Basic,
}

/// What the search knows of a cell.
pub(super) struct Cell {
    pub variable: u32,
    pub weight: u32,
    pub value: i64,
    pub signed: bool,
    pub state: State,
    /// Opened and once pushed to the lower end of its range: its change counts from there.
    pub pushed: bool,
    /// In which ascent it last paid, and what it has left.
    pub paid_in: u32,
    pub left: u32,
}

/// The local number of a cell and its coefficient.
pub(super) type Terms = Vec<(u32, i32)>;

/// `scale · basic + Σ coefficient · cell = rhs`, in changes, not values. Terms ascend by cell. Excluded cells may be
/// left out: what leaves them out is taken back before they come into play again.
pub(super) struct Row {
    pub basic: u32,
    pub scale: i64,
    pub rhs: i64,
    pub terms: Terms,
}

/// What to take back.
pub(super) enum Undo {
    /// This row was another.
    Row(usize, Row),
    /// The last row was made, of this equation.
    Made(u32),
    Cell(u32, State, bool),
}

pub(super) struct Tableau<'a> {
    pub table: Table<'a>,
    pub cells: Vec<Cell>,
    pub rows: Vec<Row>,
    pub trail: Vec<Undo>,
    unit: u32,
    /// Local number + 1 of each variable; 0: it has none yet.
    local: Vec<u32>,
    made: Vec<bool>,
    /// Buffers that are done with.
    pool: Vec<Terms>,
}

impl<'a> Tableau<'a> {
    pub fn new(table: Table<'a>, unit: u32) -> Tableau<'a> {
        Tableau {
            table,
            cells: Vec::new(),
            rows: Vec::new(),
            trail: Vec::new(),
            unit,
            local: vec![0; table.structure.variables()],
            made: vec![false; table.structure.equations()],
            pool: Vec::new(),
        }
    }

    #[inline]
    pub fn cell(&self, cell: u32) -> &Cell {
        &self.cells[cell as usize]
    }

    fn is_excluded(&self, cell: u32) -> bool {
        self.cell(cell).state == State::Excluded
    }

    /// The lower end of a cell's range, counted from where its change counts.
    #[inline]
    pub fn lowest(&self, cell: u32) -> i64 {
        let cell = self.cell(cell);
        if cell.pushed { 0 } else { -cell.value }
    }

    /// The local number of a variable.
    fn number(&mut self, variable: u32) -> u32 {
        let local = &mut self.local[variable as usize];
        if *local == 0 {
            let Variable { value, signed, .. } = self.table.cell(variable);
            let state = if self.table.is_unknown(variable) { State::Resting } else { State::Closed };
            let weight = self.table.weight(variable) / self.unit;
            let cell = Cell { variable, weight, value, signed, state, pushed: false, paid_in: 0, left: 0 };
            self.cells.push(cell);
            *local = self.cells.len() as u32;
        }
        *local - 1
    }

    pub fn make_row(&mut self, equation: u32, rhs: i64) {
        self.made[equation as usize] = true;
        let mut terms = self.buffer();
        for term in self.table.structure.terms(equation) {
            let cell = self.number(term.index());
            if !self.is_excluded(cell) {
                terms.push((cell, term.sign() as i32));
            }
        }
        sort(&mut terms, |a, b| a.0 < b.0);
        self.rows.push(Row { basic: NONE, scale: 1, rhs, terms });
    }

    fn buffer(&mut self) -> Terms {
        let mut terms = self.pool.pop().unwrap_or_default();
        terms.clear();
        terms
    }

    /// Makes `cell` the basic cell of the row; the one that was goes to the lower end of its range.
    /// `false`: numbers too large.
    pub fn pivot(&mut self, row: usize, cell: u32) -> bool {
        let structure = self.table.structure;
        for term in structure.equations_of(self.cell(cell).variable) {
            if !self.made[term.index() as usize] {
                self.make_row(term.index(), 0);
                self.trail.push(Undo::Made(term.index()));
            }
        }
        let mut terms = self.buffer();
        terms.extend_from_slice(&self.rows[row].terms);
        let mut pivot = Row { terms, ..self.rows[row] };
        if pivot.basic != NONE {
            let leaving = pivot.basic;
            pivot.rhs -= pivot.scale * self.lowest(leaving);
            let at = pivot.terms.partition_point(|term| term.0 < leaving);
            pivot.terms.insert(at, (leaving, pivot.scale as i32));
            self.set(leaving, State::Resting, true);
        }
        let at = pivot.terms.partition_point(|term| term.0 < cell);
        let (_, scale) = pivot.terms.remove(at);
        if scale < 0 {
            pivot.rhs = -pivot.rhs;
            for term in &mut pivot.terms {
                term.1 = -term.1;
            }
        }
        pivot.basic = cell;
        pivot.scale = i64::from(scale.abs());
        self.set(cell, State::Basic, self.cell(cell).pushed);
        for other in 0..self.rows.len() {
            if other != row && !self.eliminate(other, &pivot) {
                return false;
            }
        }
        self.replace(row, pivot);
        true
    }

    /// Takes the basic cell of the pivot row out of a row. `false`: numbers too large.
    fn eliminate(&mut self, row: usize, pivot: &Row) -> bool {
        let old = &self.rows[row];
        let at = old.terms.partition_point(|term| term.0 < pivot.basic);
        let Some(&(cell, factor)) = old.terms.get(at) else { return true };
        if cell != pivot.basic {
            return true;
        }
        let factor = i64::from(factor);
        let divisor = gcd(factor.abs(), pivot.scale);
        let terms = self.buffer();
        let new = self.combine(row, pivot, pivot.scale / divisor, factor / divisor, terms);
        let fits = new.is_some();
        if let Some(new) = new {
            self.replace(row, new);
        }
        fits
    }

    /// `row · times − pivot · factor`, in which the pivot's basic cell cancels.
    fn combine(&self, row: usize, pivot: &Row, times: i64, factor: i64, mut terms: Terms) -> Option<Row> {
        let row = &self.rows[row];
        let rhs = row.rhs * times - pivot.rhs * factor;
        let scale = row.scale * times;
        let mut largest = scale;
        let mut push = |cell: u32, coefficient: i64| {
            if coefficient != 0 && cell != pivot.basic {
                largest = largest.max(coefficient.abs());
                terms.push((cell, coefficient as i32));
            }
        };
        let (mut ours, mut theirs) = (row.terms.as_slice(), pivot.terms.as_slice());
        while let ([mine, more @ ..], [other, others @ ..]) = (ours, theirs) {
            match mine.0.cmp(&other.0) {
                Ordering::Less => {
                    push(mine.0, i64::from(mine.1) * times);
                    ours = more;
                }
                Ordering::Greater => {
                    push(other.0, -i64::from(other.1) * factor);
                    theirs = others;
                }
                Ordering::Equal => {
                    push(mine.0, i64::from(mine.1) * times - i64::from(other.1) * factor);
                    (ours, theirs) = (more, others);
                }
            }
        }
        for mine in ours {
            push(mine.0, i64::from(mine.1) * times);
        }
        for other in theirs {
            push(other.0, -i64::from(other.1) * factor);
        }
        let fits = rhs.abs() <= LARGEST_RHS && largest <= LARGEST_COEFFICIENT;
        fits.then_some(Row { basic: row.basic, scale, rhs, terms })
    }

    fn replace(&mut self, row: usize, new: Row) {
        let old = std::mem::replace(&mut self.rows[row], new);
        self.trail.push(Undo::Row(row, old));
    }

    /// Leaves the excluded cells out of a row.
    pub fn shorten(&mut self, row: usize) {
        let mut terms = self.buffer();
        for &term in &self.rows[row].terms {
            if !self.is_excluded(term.0) {
                terms.push(term);
            }
        }
        let new = Row { terms, ..self.rows[row] };
        self.replace(row, new);
    }

    pub fn set(&mut self, number: u32, state: State, pushed: bool) {
        let cell = &mut self.cells[number as usize];
        self.trail.push(Undo::Cell(number, cell.state, cell.pushed));
        (cell.state, cell.pushed) = (state, pushed);
    }

    /// Takes back everything since the mark.
    pub fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some(Undo::Cell(number, state, pushed)) => {
                    let cell = &mut self.cells[number as usize];
                    (cell.state, cell.pushed) = (state, pushed);
                }
                Some(Undo::Row(row, old)) => {
                    let new = std::mem::replace(&mut self.rows[row], old);
                    self.pool.push(new.terms);
                }
                Some(Undo::Made(equation)) => {
                    self.made[equation as usize] = false;
                    self.pool.extend(self.rows.pop().map(|row| row.terms));
                }
                None => {}
            }
        }
    }
}
