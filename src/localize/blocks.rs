//! Block hypotheses: one slip of a whole line that explains everything at once.
//!
//! Takes: the failing equations of a component, the values, the places. Gives: changes of whole lines after which
//! every equation of the component holds. Must not know: how small repairs are found, costs.
//!
//! A shifted row or two swapped rows can be many wrong cells, and the smallest repair may then be another,
//! smaller set. The hypotheses are tested directly, each in one pass over its line; they never count as
//! proof of anything, they only offer what a person would recognise.

use super::rank::Map;
use super::repair::Change;
use super::structure::Structure;
use super::system::{Place, Variable};

/// Where to look.
pub(super) struct Blocks<'a> {
    pub structure: &'a Structure,
    pub map: &'a Map,
    pub variables: &'a [Variable],
    /// Residuals of all equations.
    pub residuals: &'a [i64],
}

impl Blocks<'_> {
    /// Every hypothesis about a line of the tables these equations are in that makes them all hold.
    pub fn test(&self, equations: &[u32]) -> Vec<Vec<Change>> {
        let mut found = Vec::new();
        let mut tables: Vec<u32> = equations.iter().filter_map(|&equation| self.table_of(equation)).collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let (rows, cols) = self.lines(table);
            for lines in [&rows, &cols] {
                lines.iter().filter(|line| self.touches_all(line, equations)).for_each(|line| {
                    self.shifts(line, equations, &mut found);
                });
                self.swaps(lines, equations, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn value(&self, variable: u32) -> i64 {
        self.variables.get(variable as usize).map_or(0, |cell| cell.value)
    }

    fn table_of(&self, equation: u32) -> Option<u32> {
        self.structure
            .terms(equation)
            .find_map(|(variable, _)| self.map.place(variable))
            .map(|place| place.table)
    }

    /// The cells of a table row by row, and column by column.
    fn lines(&self, table: u32) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
        let cells = self.map.table(table);
        let by = |line: fn(&Place) -> u16| {
            let mut lines: Vec<(u16, u32)> =
                cells.iter().map(|(place, variable)| (line(place), *variable)).collect();
            lines.sort_by_key(|entry| entry.0);
            lines.chunk_by(|a, b| a.0 == b.0).map(|line| line.iter().map(|entry| entry.1).collect()).collect()
        };
        (by(|place| place.row), by(|place| place.col))
    }

    /// The line, or the line without its last cell, or the stretch of it that fails, moved by one either way;
    /// the value that was pushed out at the end follows from the equations.
    fn shifts(&self, line: &[u32], equations: &[u32], found: &mut Vec<Vec<Change>>) {
        let fails = |&cell: &u32| {
            self.structure
                .equations_of(cell)
                .iter()
                .any(|(equation, _)| equations.binary_search(equation).is_ok())
        };
        let Some(first) = line.iter().position(fails) else { return };
        let last = line.iter().rposition(fails).unwrap_or(first);
        let mut stretches = vec![(0, line.len()), (0, line.len().saturating_sub(1)), (first, last + 1)];
        stretches.sort_unstable();
        stretches.dedup();
        for (start, end) in stretches {
            let Some(stretch) = line.get(start..end).filter(|stretch| stretch.len() >= 3) else { continue };
            let mut backwards = stretch.to_vec();
            backwards.reverse();
            for cells in [stretch, &backwards] {
                // what stands in each cell belongs into the one before it; the last one's own value is lost
                let Some((&end, kept)) = cells.split_last() else { continue };
                let mut changes: Vec<Change> = kept
                    .iter()
                    .zip(cells.iter().skip(1))
                    .filter_map(|(&cell, &next)| self.change(cell, self.value(next)))
                    .collect();
                if changes.len() >= 2 {
                    self.solve(&mut changes, end, equations, found);
                }
            }
        }
    }

    fn change(&self, variable: u32, to: i64) -> Option<Change> {
        let from = self.value(variable);
        (from != to).then_some(Change { variable, from, to })
    }

    /// Adds the one value that must follow from an equation it stands in, then tests.
    fn solve(&self, changes: &mut Vec<Change>, lost: u32, equations: &[u32], found: &mut Vec<Vec<Change>>) {
        let left = self.after(changes);
        let missing = self.structure.equations_of(lost).iter().find_map(|&(equation, sign)| {
            let residual = residual(&left, equation, self.residuals);
            (residual != 0).then_some(-residual * i64::from(sign))
        });
        if let Some(delta) = missing {
            let from = self.value(lost);
            changes.push(Change { variable: lost, from, to: from.saturating_add(delta) });
        }
        self.accept(changes, equations, found);
    }

    /// A slip within one line can only break equations that have cells in it.
    fn touches_all(&self, line: &[u32], equations: &[u32]) -> bool {
        equations.iter().all(|&equation| line.iter().any(|&cell| self.sign(cell, equation) != 0))
    }

    fn sign(&self, cell: u32, equation: u32) -> i64 {
        self.structure
            .equations_of(cell)
            .iter()
            .find(|entry| entry.0 == equation)
            .map_or(0, |entry| i64::from(entry.1))
    }

    /// Two lines in each other's place. Few pairs repair the first failing equation; only those are looked at.
    fn swaps(&self, lines: &[Vec<u32>], equations: &[u32], found: &mut Vec<Vec<Change>>) {
        let Some(&first) = equations.first() else { return };
        let wanted = self.residuals.get(first as usize).copied().unwrap_or(0);
        let known: Vec<Vec<(i64, i64)>> = lines
            .iter()
            .map(|line| line.iter().map(|&cell| (self.value(cell), self.sign(cell, first))).collect())
            .collect();
        for (index, (one, a)) in lines.iter().zip(&known).enumerate() {
            for (two, b) in lines.iter().zip(&known).skip(index + 1) {
                let part =
                    |((x, s), (y, t)): (&(i64, i64), &(i64, i64))| y.saturating_sub(*x).saturating_mul(s - t);
                let moved = a.iter().zip(b).map(part).fold(0i64, i64::saturating_add);
                if moved.saturating_add(wanted) == 0 {
                    self.swap(one, two, equations, found);
                }
            }
        }
    }

    fn swap(&self, one: &[u32], two: &[u32], equations: &[u32], found: &mut Vec<Vec<Change>>) {
        let mut changes: Vec<Change> = one
            .iter()
            .zip(two)
            .flat_map(|(&a, &b)| [self.change(a, self.value(b)), self.change(b, self.value(a))])
            .flatten()
            .collect();
        if one.len() == two.len() && changes.len() >= 4 {
            self.accept(&mut changes, equations, found);
        }
    }

    fn accept(&self, changes: &mut [Change], equations: &[u32], found: &mut Vec<Vec<Change>>) {
        let in_range = |change: &Change| {
            change.to >= 0 || self.variables.get(change.variable as usize).is_some_and(|cell| cell.signed)
        };
        let left = self.after(changes);
        // equations of other components that fail stay out of it: what it touches must hold
        let holds = left.iter().all(|&(_, residual)| residual == 0)
            && equations.iter().all(|&equation| residual(&left, equation, self.residuals) == 0);
        if holds && changes.iter().all(in_range) {
            changes.sort_unstable();
            found.push(changes.to_vec());
        }
    }

    /// The residuals of the equations these changes touch.
    fn after(&self, changes: &[Change]) -> Vec<(u32, i64)> {
        let mut moves: Vec<(u32, i64)> = changes
            .iter()
            .flat_map(|change| {
                let delta = change.to.saturating_sub(change.from);
                self.structure
                    .equations_of(change.variable)
                    .iter()
                    .map(move |&(equation, sign)| (equation, delta * i64::from(sign)))
            })
            .collect();
        moves.sort_unstable();
        moves
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|chunk| {
                let equation = chunk.first()?.0;
                let shift = chunk.iter().fold(0i64, |sum, entry| sum.saturating_add(entry.1));
                Some((equation, self.residuals.get(equation as usize)?.saturating_add(shift)))
            })
            .collect()
    }
}

fn residual(touched: &[(u32, i64)], equation: u32, before: &[i64]) -> i64 {
    match touched.binary_search_by_key(&equation, |entry| entry.0) {
        Ok(index) => touched.get(index).map_or(0, |entry| entry.1),
        Err(_) => before.get(equation as usize).copied().unwrap_or(0),
    }
}
