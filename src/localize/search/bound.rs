//! The bound: what the violated rows cost at the least.

use super::survey::Move;
use super::tableau::{NONE, State};
use super::{PIVOTS, SHARE, Search};

/// Shares in whole weights, rounded up.
pub(super) fn whole(shares: u32) -> u32 {
    shares.div_ceil(SHARE)
}

impl Search<'_> {
    /// Dual ascent: a lower bound of what the node still needs, in shares of a weight, and what is left of each
    /// cell's weight after paying for it. Every violated row must be paid for by the cells that can
    /// help it, a cell with little to give paying its part only; a cell that has paid all it weighs is open
    /// for free, which makes new rows out of old ones, until nothing is violated. `None`: no repair.
    pub(super) fn ascend(&mut self) -> Option<u32> {
        self.ascent += 1;
        let mark = self.tableau.trail.len();
        let limit = (self.threshold - self.weight).saturating_mul(SHARE);
        let mut paid = Some(0u32);
        for _ in 0..PIVOTS {
            let (row, cell) = match self.next_move() {
                Move::Pivot(row, cell) => (row, cell),
                Move::Charge(row) => {
                    let (share, spent) = self.charge(row);
                    let sum = paid.unwrap_or(0).saturating_add(share);
                    paid = Some(sum);
                    if sum > limit {
                        break;
                    }
                    (row, spent)
                }
                Move::Dead => {
                    paid = None;
                    break;
                }
                Move::Done => break,
            };
            // when numbers are too large, what has been paid is a bound all the same
            if cell == NONE || !self.pivot(row, cell) {
                break;
            }
        }
        self.tableau.undo(mark);
        paid
    }

    /// Charges the helpers of a row as much as the first of them can pay in full; a helper that gives a part pays
    /// that part. The amount, and the helper that has nothing left.
    fn charge(&mut self, row: usize) -> (u32, u32) {
        self.gather(row);
        let helpers = std::mem::take(&mut self.helpers);
        let mut amount = self.tableau.want(&self.tableau.rows[row]).map_or(1, |want| want.amount);
        if amount >= 1 << 30 {
            amount = 1; // the products below might not fit; then everyone pays in full, which is a bound as well
        }
        let (mut share, mut spent) = (i64::MAX, NONE);
        for &(number, gives) in &helpers {
            let left = i64::from(self.left(self.tableau.cell(number)));
            let affords = if gives >= amount { left } else { left * amount / gives };
            if affords < share {
                (share, spent) = (affords, number);
            }
        }
        for &(number, gives) in &helpers {
            let part = if gives >= amount { share } else { (share * gives + amount - 1) / amount };
            let left = i64::from(self.left(self.tableau.cell(number))) - part;
            let cell = &mut self.tableau.cells[number as usize];
            (cell.paid_in, cell.left) = (self.ascent, u32::try_from(left).unwrap_or(0));
        }
        self.helpers = helpers;
        (u32::try_from(share).unwrap_or(u32::MAX), spent)
    }

    /// Closes for good the cells no repair within the threshold can contain: all that was paid, and what the
    /// cell did not pay, is a lower bound of every repair here that contains it. Whether there are any.
    pub(super) fn exclude(&mut self, paid: u32) -> bool {
        let mut any = false;
        for row in 0..self.tableau.rows.len() {
            let mut gone = 0;
            for term in 0..self.tableau.rows[row].terms.len() {
                let number = self.tableau.rows[row].terms[term].0;
                let cell = self.tableau.cell(number);
                if cell.state == State::Closed {
                    let total = self.weight.saturating_add(whole(paid.saturating_add(self.left(cell))));
                    if total > self.threshold {
                        self.next = self.next.min(total);
                        self.tableau.set(number, State::Excluded, false);
                        any = true;
                    }
                }
                gone += usize::from(self.tableau.cell(number).state == State::Excluded);
            }
            // shorter rows are looked through faster below this node, but copying a row costs as well
            if gone > 4 {
                self.tableau.shorten(row);
            }
        }
        any
    }
}
