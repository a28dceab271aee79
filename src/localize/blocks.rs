//! Block hypotheses: one slip of a whole line that explains everything at once.
//!
//! Takes: the failing equations of a component, the table. Gives: changes of whole lines after which
//! every equation of the component holds. Must not know: how small repairs are found, costs.
//!
//! A shifted row or two swapped rows can be many wrong cells, and the smallest repair may then be another,
//! smaller set. The hypotheses are tested directly, each in one pass over its line; they never count as
//! proof of anything, they only offer what a person would recognise.

use super::rank::moved;
use super::repair::{Change, Repair, sort_changes};
use super::structure::Term;
use super::table::Table;

/// Where to look, and what was found.
pub(super) struct Blocks<'a> {
    pub table: Table<'a>,
    /// The failing equations to be explained, ascending.
    pub equations: &'a [u32],
    pub found: Vec<Repair>,
}

impl Blocks<'_> {
    /// Every shift of a line that makes all these equations hold; in most tables no line has cells in all of them.
    pub fn test_shifts(&mut self) {
        let Some(&first) = self.equations.first() else { return };
        let Some(table) = self.table_of(first) else { return };
        for by_row in [true, false] {
            if !self.share_a_line(table, by_row) {
                continue;
            }
            for line in self.lines(table, by_row) {
                if self.touches_all(&line) {
                    self.shifts(&line);
                }
            }
        }
    }

    /// A number in the cell beside the one it belongs into, where 0 or nothing stands.
    pub fn test_moves(&mut self) {
        for &equation in self.equations {
            for &term in self.table.structure.terms(equation) {
                let value = self.table.value(term.index());
                // taking it away must repair the equation
                if value != 0 && value.saturating_mul(term.sign()) == self.table.residual(equation) {
                    self.move_away(term.index(), value);
                }
            }
        }
    }

    fn move_away(&mut self, cell: u32, value: i64) {
        let Some(place) = self.table.map.place(cell) else { return };
        for (along_row, step) in [(true, 1), (true, u16::MAX), (false, 1), (false, u16::MAX)] {
            let beside = self.table.map.at(moved(place, along_row, step));
            if let Some(beside) = beside.filter(|&beside| self.table.value(beside) == 0) {
                self.accept(vec![self.table.change(cell, -value), self.table.change(beside, value)]);
            }
        }
    }

    /// Whether some line has cells in all equations: told from the shortest of them.
    fn share_a_line(&self, table: u32, by_row: bool) -> bool {
        let structure = self.table.structure;
        let Some(&shortest) = self.equations.iter().min_by_key(|equation| structure.terms(**equation).len())
        else {
            return false;
        };
        let number = |cell: Term| {
            let place = self.table.map.place(cell.index()).filter(|place| place.table == table)?;
            Some(if by_row { place.row } else { place.col })
        };
        structure.terms(shortest).iter().filter_map(|&cell| number(cell)).any(|line| {
            self.equations
                .iter()
                .all(|&equation| structure.terms(equation).iter().any(|&cell| number(cell) == Some(line)))
        })
    }

    /// Every hypothesis about a line of the tables these equations are in that makes them all hold.
    pub fn test(&mut self) {
        let mut seen = Vec::new();
        for &equation in self.equations {
            let Some(table) = self.table_of(equation).filter(|table| !seen.contains(table)) else { continue };
            seen.push(table);
            for by_row in [true, false] {
                let lines = self.lines(table, by_row);
                for line in &lines {
                    if self.touches_all(line) {
                        self.shifts(line);
                    }
                }
                self.swaps(&lines);
            }
        }
    }

    fn table_of(&self, equation: u32) -> Option<u32> {
        let mut terms = self.table.structure.terms(equation).iter();
        terms.find_map(|term| self.table.map.place(term.index())).map(|place| place.table)
    }

    /// The cells of a table row by row, or column by column.
    fn lines(&self, table: u32, by_row: bool) -> Vec<Vec<u32>> {
        let mut numbers = Vec::new();
        let mut lines: Vec<Vec<u32>> = Vec::new();
        for &(place, variable) in self.table.map.table(table) {
            let number = place >> if by_row { 16 } else { 0 } & 0xffff;
            let known = numbers.iter().rposition(|known| *known == number);
            if known.is_none() {
                numbers.push(number);
                lines.push(Vec::new());
            }
            if let Some(line) = lines.get_mut(known.unwrap_or(numbers.len() - 1)) {
                line.push(variable);
            }
        }
        lines
    }

    /// A slip within one line can only break equations that have cells in it.
    fn touches_all(&self, line: &[u32]) -> bool {
        self.equations.iter().all(|&equation| line.iter().any(|&cell| self.sign(cell, equation) != 0))
    }

    fn sign(&self, cell: u32, equation: u32) -> i64 {
        for term in self.table.structure.equations_of(cell) {
            if term.index() == equation {
                return term.sign();
            }
        }
        0
    }

    fn fails(&self, cell: u32) -> bool {
        self.table.structure.equations_of(cell).iter().any(|term| self.equations.contains(&term.index()))
    }

    /// The line, or the line without its last cell, or the stretch of it that fails, moved by one either way;
    /// the value that was pushed out at the end follows from the equations.
    fn shifts(&mut self, line: &[u32]) {
        let Some(first) = line.iter().position(|&cell| self.fails(cell)) else { return };
        let last = line.iter().rposition(|&cell| self.fails(cell)).unwrap_or(first);
        for (start, end) in [(0, line.len()), (0, line.len() - 1), (first, last + 1)] {
            let mut stretch = line.get(start..end).unwrap_or(&[]).to_vec();
            if stretch.len() >= 3 {
                self.shift(&stretch);
                stretch.reverse();
                self.shift(&stretch);
            }
        }
    }

    /// What stands in each cell belongs into the one before it; the last one's own value is lost.
    fn shift(&mut self, cells: &[u32]) {
        let mut changes = Vec::new();
        for pair in cells.windows(2) {
            if let [cell, next] = pair {
                self.give(&mut changes, *cell, *next);
            }
        }
        if let (Some(&lost), true) = (cells.last(), changes.len() >= 2) {
            self.solve(&mut changes, lost);
            self.accept(changes);
        }
    }

    /// Gives a cell the value of another, if it has not got it.
    fn give(&self, changes: &mut Vec<Change>, cell: u32, source: u32) {
        let delta = self.table.value(source).saturating_sub(self.table.value(cell));
        if delta != 0 {
            changes.push(self.table.change(cell, delta));
        }
    }

    /// Adds the one value that must follow from an equation it stands in.
    fn solve(&self, changes: &mut Vec<Change>, lost: u32) {
        let after = self.after(changes);
        for term in self.table.structure.equations_of(lost) {
            let touched = after.iter().find(|entry| entry.0 == term.index());
            let residual = touched.map_or(self.table.residual(term.index()), |entry| entry.1);
            if residual != 0 {
                return changes.push(self.table.change(lost, residual.saturating_mul(-term.sign())));
            }
        }
    }

    /// Two lines in each other's place. Few pairs repair the first failing equation; only those are looked at.
    fn swaps(&mut self, lines: &[Vec<u32>]) {
        let Some(&first) = self.equations.first() else { return };
        let mut signs = Vec::new();
        for line in lines {
            let mut of_line = Vec::new();
            for &cell in line {
                of_line.push(self.sign(cell, first));
            }
            signs.push(of_line);
        }
        for (index, one) in lines.iter().zip(&signs).enumerate() {
            for two in lines.iter().zip(&signs).skip(index + 1) {
                if self.moved(one, two).saturating_add(self.table.residual(first)) == 0 {
                    self.swap(one.0, two.0);
                }
            }
        }
    }

    /// By how much an equation moves when two lines, given with their signs in it, are swapped.
    fn moved(&self, one: (&Vec<u32>, &Vec<i64>), two: (&Vec<u32>, &Vec<i64>)) -> i64 {
        let mut moved = 0i64;
        for ((&a, s), (&b, t)) in one.0.iter().zip(one.1).zip(two.0.iter().zip(two.1)) {
            if s != t {
                let apart = self.table.value(b).saturating_sub(self.table.value(a));
                moved = moved.saturating_add(apart.saturating_mul(s - t));
            }
        }
        moved
    }

    fn swap(&mut self, one: &[u32], two: &[u32]) {
        let mut changes = Vec::new();
        for (&a, &b) in one.iter().zip(two) {
            self.give(&mut changes, a, b);
            self.give(&mut changes, b, a);
        }
        if one.len() == two.len() && changes.len() >= 4 {
            self.accept(changes);
        }
    }

    fn accept(&mut self, mut changes: Vec<Change>) {
        let after = self.after(&changes);
        let in_range = |change: &Change| change.to >= 0 || self.table.cell(change.variable).signed;
        // equations of other components that fail stay out of it: what it touches must hold
        let holds = after.iter().all(|entry| entry.1 == 0)
            && self.equations.iter().all(|equation| after.iter().any(|entry| entry.0 == *equation));
        if holds && changes.iter().all(in_range) {
            sort_changes(&mut changes);
            self.found.push(Repair::new(changes, true));
        }
    }

    /// The residuals of the equations these changes touch.
    fn after(&self, changes: &[Change]) -> Vec<(u32, i64)> {
        let mut after: Vec<(u32, i64)> = Vec::new();
        for change in changes {
            let delta = change.to.saturating_sub(change.from);
            for term in self.table.structure.equations_of(change.variable) {
                if !after.iter().any(|entry| entry.0 == term.index()) {
                    after.push((term.index(), self.table.residual(term.index())));
                }
                for entry in &mut after {
                    if entry.0 == term.index() {
                        entry.1 = entry.1.saturating_add(delta.saturating_mul(term.sign()));
                    }
                }
            }
        }
        after
    }
}
