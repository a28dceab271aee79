//! The repairs found, and when there are enough of them.

use super::Search;
use super::tableau::{NONE, State, Undo};
use crate::localize::MAX_REPAIRS;
use crate::localize::repair::{Change, Repair, arrange, sort_changes};
use crate::localize::split;

/// More repairs than this are not gathered; the answer then says it is not complete.
const GATHERED: usize = 4096;

impl Search<'_> {
    /// Lists the open cells with the values they have.
    pub(super) fn record(&mut self) {
        while let Some((row, cell)) = self.idle() {
            if !self.tableau.pivot(row, cell) {
                break;
            }
        }
        let mut changes = Vec::new();
        for row in &self.tableau.rows {
            if row.basic != NONE {
                let basic = self.tableau.cell(row.basic);
                let rest = if basic.pushed { -basic.value } else { 0 };
                self.push_change(&mut changes, basic.variable, rest + row.rhs / row.scale);
            }
        }
        let mut values_fixed = true;
        for undo in &self.tableau.trail {
            let Undo::Cell(number, ..) = *undo else { continue };
            let cell = self.tableau.cell(number);
            let listed = |change: &Change| change.variable == cell.variable;
            if cell.pushed && cell.state == State::Resting && !changes.iter().any(listed) {
                values_fixed = false;
                self.push_change(&mut changes, cell.variable, -cell.value);
            }
        }
        sort_changes(&mut changes);
        self.found.push(Repair::new(changes, values_fixed));
        self.full = self.is_enough();
    }

    /// A resting cell that a row without a basic cell fixes where it rests.
    fn idle(&self) -> Option<(usize, u32)> {
        for (index, row) in self.tableau.rows.iter().enumerate() {
            for &(cell, _) in &row.terms {
                if row.basic == NONE && self.tableau.cell(cell).state == State::Resting {
                    return Some((index, cell));
                }
            }
        }
        None
    }

    fn push_change(&self, changes: &mut Vec<Change>, variable: u32, delta: i64) {
        // an unknown cell is kept even at 0: it ties the equations it stands in together
        if delta != 0 || self.tableau.table.is_unknown(variable) {
            changes.push(self.tableau.table.change(variable, delta));
        }
    }

    /// Whether more cannot be told: they make one component, which has more than are shown. (Several components
    /// multiply, so that a long list may be a few short ones.) Looked at whenever the list has doubled.
    fn is_enough(&mut self) -> bool {
        let listed = self.found.len();
        if listed <= MAX_REPAIRS || !(listed - 1).is_power_of_two() {
            return listed >= GATHERED;
        }
        let table = self.tableau.table;
        let known = |change: &Change| !table.is_unknown(change.variable);
        arrange(&mut self.found);
        self.found.len() > MAX_REPAIRS
            && self.found.iter().all(|repair| repair.changes.iter().all(known))
            && split::is_one(table.structure, self.failing, &self.found)
    }
}
