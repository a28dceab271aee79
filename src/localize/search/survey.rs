//! What the violated rows say: which cells can help, which must, and whether anything can.

use super::tableau::{Cell, NONE, Row, State, Tableau};
use super::{SHARE, Search};

/// What a violated row wants: to move `Σ coefficient · change` up (1), down (-1) or anywhere (0).
#[derive(Clone, Copy)]
pub(super) struct Want {
    pub direction: i64,
    pub amount: i64,
}

impl Want {
    /// How far a cell can move the row the way it wants, up to the amount wanted; 0: not at all.
    #[inline]
    pub fn given_by(self, cell: &Cell, coefficient: i32) -> i64 {
        match cell.state {
            State::Excluded | State::Basic => 0,
            _ if i64::from(coefficient) * self.direction >= 0 || cell.signed => self.amount,
            State::Closed => (cell.value.max(0) * i64::from(coefficient).abs()).min(self.amount),
            State::Resting => 0,
        }
    }
}

impl Tableau<'_> {
    /// What a row wants, if it is violated.
    #[inline]
    pub fn want(&self, row: &Row) -> Option<Want> {
        if row.basic == NONE {
            return (row.rhs != 0).then(|| Want { direction: row.rhs.signum(), amount: row.rhs.abs() });
        }
        if !self.cell(row.basic).signed {
            let least = self.lowest(row.basic) * row.scale;
            if row.rhs < least {
                return Some(Want { direction: -1, amount: least - row.rhs });
            }
        }
        (row.scale != 1 && row.rhs % row.scale != 0).then_some(Want { direction: 0, amount: 1 })
    }
}

/// What the violated rows say together.
#[derive(Default)]
pub(super) struct Survey {
    /// An open cell that rests and can help: the row, the cell.
    pub pivot: Option<(usize, u32)>,
    /// Some row cannot be satisfied.
    pub dead: bool,
    /// A cell without which a row cannot be satisfied.
    pub forced: Option<(usize, u32)>,
    /// The violated row with the fewest helpers.
    pub row: Option<usize>,
}

/// What an ascent does next.
pub(super) enum Move {
    /// A cell that rests, or has paid all it weighs, can help a row.
    Pivot(usize, u32),
    /// The row with the fewest cells that can help it alone must be paid for.
    Charge(usize),
    /// Some row cannot be satisfied.
    Dead,
    /// Nothing is violated.
    Done,
}

impl Search<'_> {
    /// Looks at every violated row.
    pub(super) fn survey(&mut self) -> Survey {
        let mut survey = Survey::default();
        let (mut least_basic, mut fewest) = (NONE, usize::MAX);
        let mut gave_up = false;
        for (index, row) in self.tableau.rows.iter().enumerate() {
            let Some(want) = self.tableau.want(row) else { continue };
            let (mut sum, mut helpers, mut ablest, mut able) = (0i64, 0usize, NONE, 0i64);
            let mut free = false;
            for &(number, coefficient) in &row.terms {
                let cell = self.tableau.cell(number);
                let gives = want.given_by(cell, coefficient);
                if gives == 0 {
                    continue;
                }
                if cell.state == State::Resting {
                    free = true;
                    if want.direction == 0 {
                        // several values fit here and whole numbers are not settled by pivoting: say so
                        gave_up = true;
                    } else if row.basic.wrapping_add(1) < least_basic || survey.pivot.is_none() {
                        least_basic = row.basic.wrapping_add(1);
                        survey.pivot = Some((index, number));
                    }
                } else {
                    sum = sum.saturating_add(gives);
                    helpers += 1;
                    if gives > able {
                        (ablest, able) = (number, gives);
                    }
                }
            }
            if free && want.direction != 0 {
                continue;
            }
            survey.dead |= sum < want.amount;
            if sum - able < want.amount && survey.forced.is_none() {
                survey.forced = Some((index, ablest));
            }
            if helpers < fewest {
                fewest = helpers;
                survey.row = Some(index);
            }
        }
        self.gave_up |= gave_up && survey.pivot.is_none();
        survey
    }

    /// What a closed cell has left to pay in the present ascent.
    #[inline]
    pub(super) fn left(&self, cell: &Cell) -> u32 {
        if cell.paid_in == self.ascent { cell.left } else { cell.weight.saturating_mul(SHARE) }
    }

    /// Looks at the violated rows, up to the first that can be pivoted; rows that only lack a whole number are passed
    /// over.
    pub(super) fn next_move(&self) -> Move {
        let (mut next, mut fewest) = (Move::Done, usize::MAX);
        for (index, row) in self.tableau.rows.iter().enumerate() {
            let Some(want) = self.tableau.want(row) else { continue };
            if want.direction == 0 {
                continue;
            }
            let (mut sum, mut helpers) = (0i64, 0usize);
            for &(number, coefficient) in &row.terms {
                let cell = self.tableau.cell(number);
                let gives = want.given_by(cell, coefficient);
                if gives == 0 {
                    continue;
                }
                if cell.state == State::Resting || self.left(cell) == 0 {
                    return Move::Pivot(index, number);
                }
                sum = sum.saturating_add(gives);
                helpers += usize::from(gives == want.amount);
            }
            if sum < want.amount {
                return Move::Dead;
            }
            if helpers < fewest {
                (next, fewest) = (Move::Charge(index), helpers);
            }
        }
        next
    }

    /// The closed cells of a row that can help it, with what they can give of the amount, into `helpers`.
    pub(super) fn gather(&mut self, row: usize) {
        self.helpers.clear();
        let row = &self.tableau.rows[row];
        let Some(want) = self.tableau.want(row) else { return };
        for &(number, coefficient) in &row.terms {
            let cell = self.tableau.cell(number);
            let gives = want.given_by(cell, coefficient);
            if cell.state == State::Closed && gives > 0 {
                self.helpers.push((number, gives));
            }
        }
    }
}
