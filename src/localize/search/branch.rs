//! The tree: one further cell, or without it.

use super::tableau::{NONE, State};
use super::{PIVOTS, Search, bound, survey::Survey};

impl Search<'_> {
    /// Looks at every repair that contains the open cells: those with one further cell, then those without it, as
    /// long as some are possible.
    pub(super) fn visit(&mut self) {
        let (mark, weight) = (self.tableau.trail.len(), self.weight);
        while let Some((row, cell)) = self.narrow() {
            let (mark, weight) = (self.tableau.trail.len(), self.weight);
            if self.open(row, cell) {
                self.visit();
            } else {
                self.gave_up = true;
            }
            self.tableau.undo(mark);
            self.weight = weight;
            self.tableau.set(cell, State::Excluded, false);
        }
        self.tableau.undo(mark);
        self.weight = weight;
    }

    /// Opens what must be opened, closes what cannot be; the row and cell to try next, if there is more than one way on.
    fn narrow(&mut self) -> Option<(usize, u32)> {
        if self.spent() || self.full {
            return None;
        }
        self.steps += 1;
        let mut row = self.propagate()?.row;
        if row.is_some() {
            let paid = self.ascend()?;
            let floor = self.weight.saturating_add(bound::whole(paid));
            if floor > self.threshold {
                self.next = self.next.min(floor);
                return None;
            }
            if self.exclude(paid) {
                row = self.propagate()?.row;
            }
        }
        if row.is_none() {
            self.record();
        }
        row.map(|row| (row, self.ablest(row)))
    }

    /// Pivots open cells that rest into rows they can help, and opens cells that must be. `None`: nothing
    /// can come of it.
    fn propagate(&mut self) -> Option<Survey> {
        for _ in 0..PIVOTS {
            if self.weight > self.threshold {
                self.next = self.next.min(self.weight);
                return None;
            }
            let survey = self.survey();
            let fine = match (survey.pivot, survey.forced) {
                (Some((row, cell)), _) => self.pivot(row, cell),
                _ if survey.dead => return None,
                (None, Some((row, cell))) => self.open(row, cell),
                _ => return Some(survey),
            };
            if !fine {
                break;
            }
        }
        self.gave_up = true;
        None
    }

    /// The helper that can give most, so that the repairs without it are soon found impossible.
    fn ablest(&mut self, row: usize) -> u32 {
        self.gather(row);
        let mut best = (0, 0, NONE);
        for &(number, gives) in &self.helpers {
            let weight = self.tableau.cell(number).weight;
            if (gives, best.1) > (best.0, weight) {
                best = (gives, weight, number);
            }
        }
        best.2
    }

    fn open(&mut self, row: usize, cell: u32) -> bool {
        self.weight = self.weight.saturating_add(self.tableau.cell(cell).weight);
        let leaving = self.tableau.rows[row].basic;
        // only a broken number can violate a signed cell; such systems are not met in reports
        (leaving == NONE || !self.tableau.cell(leaving).signed) && self.pivot(row, cell)
    }
}
