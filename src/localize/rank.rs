//! Ranks repairs of equal weight by the slips that would explain them.
//!
//! Takes: a repair, the values, the places and the equations. Gives: its cost, slips and single cause.
//! Must not know: how repairs are found, forms.
//!
//! A repair is explained by as few causes as possible: by one cause for all its changes, or by causes of pairs
//! and of single cells. Between repairs that cost the same, those that blame computed numbers (a total, a
//! balance carried forward) come before those that blame the numbers they were computed from.
#![allow(clippy::indexing_slicing)] // lists of the same length as the changes of one repair

use super::repair::{Change, Repair};
use super::slips::{Slip, cost, keyboard_slip};
use super::structure::Term;
use super::system::{Place, Standing};
use super::table::{Table, sort};
use std::cmp::Ordering;

/// Where a cell stands whose place is not known.
const NOWHERE: Place = Place { table: u32::MAX, row: 0, col: 0 };

impl Table<'_> {
    /// Likeliest first.
    pub fn sort(&self, repairs: &mut [Repair]) {
        sort(repairs, |a, b| self.compare(a, b).is_lt());
    }

    fn compare(&self, a: &Repair, b: &Repair) -> Ordering {
        (a.cost.cmp(&b.cost))
            .then(b.smallest.cmp(&a.smallest))
            .then_with(|| self.uncomputed(a).cmp(&self.uncomputed(b)))
            .then_with(|| a.order(b))
    }

    /// Number of changed cells that no equation computes. A number in the wrong column is a slip of the eye along
    /// its row: what kind of row it is says nothing, and no cell is preferred.
    fn uncomputed(&self, repair: &Repair) -> usize {
        if repair.cause == Some(Slip::NeighbourColumn) {
            return 0;
        }
        repair.changes.iter().filter(|change| !self.is_computed(change)).count()
    }

    /// Whether it stands on the right-hand side of some equation.
    fn is_computed(&self, change: &Change) -> bool {
        self.structure.equations_of(change.variable).iter().any(|term| term.minus())
    }

    /// Fills in slips, cause and cost of a repair.
    pub fn explain(&self, repair: &mut Repair) {
        if let [change] = repair.changes.as_slice() {
            let (slip, cost) = self.single(change);
            repair.slips.push(slip);
            (repair.cause, repair.cost) = (slip, cost);
            return;
        }
        let mut places = Vec::new();
        for change in &repair.changes {
            places.push(self.map.place(change.variable).unwrap_or(NOWHERE));
        }
        if let Some((slip, cost)) = self.together(&repair.changes, &places) {
            repair.slips.resize(repair.changes.len(), Some(slip));
            (repair.cause, repair.cost) = (Some(slip), cost);
        } else {
            self.explain_piecewise(repair, &places);
        }
    }

    /// Pairs with a common cause first, the cheapest first, then the rest one by one.
    fn explain_piecewise(&self, repair: &mut Repair, places: &[Place]) {
        let mut costs = Vec::new();
        for change in &repair.changes {
            let (slip, cost) = self.single(change);
            repair.slips.push(slip);
            costs.push(cost);
            repair.cost += cost;
        }
        let pairs = self.pairs(&repair.changes, places);
        for price in cost::NEIGHBOUR..=cost::SHIFT {
            for &(cost, slip, a, b) in &pairs {
                let apart = costs[a] + costs[b];
                // an explained change costs nothing more
                if cost == price && cost < apart && costs[a] > 0 && costs[b] > 0 {
                    repair.cost = repair.cost - apart + cost;
                    (costs[a], costs[b]) = (0, 0);
                    (repair.slips[a], repair.slips[b]) = (Some(slip), Some(slip));
                }
            }
        }
    }

    /// Every two changes that one slip explains: its cost, the slip, their positions.
    fn pairs(&self, changes: &[Change], places: &[Place]) -> Vec<(u32, Slip, usize, usize)> {
        let mut pairs = Vec::new();
        for a in 0..changes.len() {
            for b in a + 1..changes.len() {
                if places[a].row != places[b].row && places[a].col != places[b].col {
                    continue;
                }
                if let Some((slip, cost)) = self.together(&[changes[a], changes[b]], &[places[a], places[b]])
                {
                    pairs.push((cost, slip, a, b));
                }
            }
        }
        pairs
    }

    /// The likeliest slip of one change by itself, and its cost.
    fn single(&self, change: &Change) -> (Option<Slip>, u32) {
        if self.cell(change.variable).standing == Standing::Blank {
            return (Some(Slip::BlankNotFilled), cost::BLANK);
        }
        if self.left_at_zero(change) {
            return (Some(Slip::TotalLeftZero), cost::BLANK);
        }
        if let Some(slip) = keyboard_slip(change.from, change.to).or_else(|| self.wrong_sum(change)) {
            return (Some(slip), cost::KEY);
        }
        if let Some(slip) = self.copied_neighbour(change) {
            return (Some(slip), cost::NEIGHBOUR);
        }
        (None, cost::UNEXPLAINED)
    }

    /// A total of 0 that should be what its parts add up to: as good as not filled in.
    fn left_at_zero(&self, change: &Change) -> bool {
        change.from == 0
            && self.structure.equations_of(change.variable).iter().any(|total| {
                let mut sum = 0i64;
                for term in self.structure.terms(total.index()) {
                    if term.minus() != total.minus() {
                        sum = sum.saturating_add(self.value(term.index()));
                    } else if term.index() != change.variable {
                        return false;
                    }
                }
                sum == change.to
            })
    }

    /// A total that leaves out or repeats a part, or sums a wrong range of parts.
    fn wrong_sum(&self, change: &Change) -> Option<Slip> {
        let off = change.to.saturating_sub(change.from);
        self.structure.equations_of(change.variable).iter().find_map(|total| {
            let parts = self.parts(*total, change.variable)?;
            if parts.contains(&off) {
                return Some(Slip::PartLeftOut);
            }
            if parts.contains(&-off) {
                return Some(Slip::PartCountedTwice);
            }
            let all: i64 = parts.iter().sum();
            let mut before = 0i64;
            // runs of several parts, but not of all, from the start or to the end
            for (index, part) in parts.iter().enumerate() {
                let (start, rest) = (index > 1 && before == off, all - before);
                if start || index > 0 && index + 1 < parts.len() && rest == off {
                    return Some(Slip::WrongRange);
                }
                before += part;
            }
            None
        })
    }

    /// The values of the other side if the variable is the only one on its side of the equation, and there are
    /// at least two parts that are not 0.
    fn parts(&self, total: Term, variable: u32) -> Option<Vec<i64>> {
        let mut parts = Vec::new();
        let mut telling = 0;
        for term in self.structure.terms(total.index()) {
            if term.minus() != total.minus() {
                parts.push(self.value(term.index()));
                telling += usize::from(self.value(term.index()) != 0);
            } else if term.index() != variable {
                return None;
            }
        }
        (telling > 1).then_some(parts)
    }

    /// Whether this value stands at a place.
    fn stands(&self, place: Place, value: i64) -> bool {
        self.map.at(place).is_some_and(|cell| self.value(cell) == value)
    }

    /// The value standing here also stands in the cell beside it, where it may belong.
    fn copied_neighbour(&self, change: &Change) -> Option<Slip> {
        let place = self.map.place(change.variable).filter(|_| change.from != 0)?;
        for (along_row, slip) in [(true, Slip::NeighbourColumn), (false, Slip::NeighbourRow)] {
            for step in [1, u16::MAX] {
                if self.stands(moved(place, along_row, step), change.from) {
                    return Some(slip);
                }
            }
        }
        None
    }

    /// One slip that explains all these changes.
    fn together(&self, changes: &[Change], places: &[Place]) -> Option<(Slip, u32)> {
        if let ([one, two], [a, b]) = (changes, places) {
            if let Some(found) = pair((one, *a), (two, *b)) {
                return Some(found);
            }
        } else {
            for (by_row, slip) in [(true, Slip::RowsSwapped), (false, Slip::ColumnsSwapped)] {
                if self.is_swap(changes, places, by_row) {
                    return Some((slip, cost::LINES));
                }
            }
        }
        for (by_row, slip) in [(true, Slip::RowShifted), (false, Slip::ColumnShifted)] {
            let first = places.first()?;
            let along =
                |place: &Place| place.table == first.table && line(*place, by_row) == line(*first, by_row);
            if !places.iter().all(along) {
                continue;
            }
            if self.is_stale(changes) {
                return Some((Slip::TotalStale, cost::LINES));
            }
            if changes.len() > 2 && self.is_shifted(changes, places, by_row) {
                return Some((slip, cost::SHIFT));
            }
        }
        None
    }

    /// Every change takes its value from the same other line, in both directions.
    fn is_swap(&self, changes: &[Change], places: &[Place], by_row: bool) -> bool {
        let mut lines: Vec<u16> = Vec::new();
        for place in places {
            if !lines.contains(&line(*place, by_row)) {
                lines.push(line(*place, by_row));
            }
        }
        let [one, two] = lines.as_slice() else { return false };
        changes.iter().zip(places).all(|(change, place)| {
            let other = if line(*place, by_row) == *one { *two } else { *one };
            let step = other.wrapping_sub(line(*place, by_row));
            self.stands(moved(*place, !by_row, step), change.to)
        })
    }

    /// All are computed numbers, and all are off by the same amount.
    fn is_stale(&self, changes: &[Change]) -> bool {
        let off = |change: &Change| change.to.saturating_sub(change.from);
        changes.iter().all(|change| Some(off(change)) == changes.first().map(off) && self.is_computed(change))
    }

    /// All but one take the value of the next cell of the same line.
    fn is_shifted(&self, changes: &[Change], places: &[Place], by_row: bool) -> bool {
        [1, u16::MAX].into_iter().any(|step| {
            let mut follow = 0;
            for (change, place) in changes.iter().zip(places) {
                follow += usize::from(self.stands(moved(*place, by_row, step), change.to));
            }
            follow + 1 >= changes.len()
        })
    }
}

/// Number of the row or column.
fn line(place: Place, by_row: bool) -> u16 {
    if by_row { place.row } else { place.col }
}

/// The place so many cells further along the row, or down the column.
pub(super) fn moved(mut place: Place, along_row: bool, step: u16) -> Place {
    let at = if along_row { &mut place.col } else { &mut place.row };
    *at = at.wrapping_add(step);
    place
}

/// One slip that explains two changes by where they stand.
fn pair((first, a): (&Change, Place), (second, b): (&Change, Place)) -> Option<(Slip, u32)> {
    if a.table != b.table || (a.row != b.row) == (a.col != b.col) {
        return None;
    }
    let near = a.row.abs_diff(b.row) + a.col.abs_diff(b.col) == 1;
    let neighbour = if a.row == b.row { Slip::NeighbourColumn } else { Slip::NeighbourRow };
    if first.from == second.to && second.from == first.to {
        let moved = first.from == 0 || second.from == 0;
        return Some(match (near, moved) {
            (true, true) => (neighbour, cost::NEIGHBOUR),
            (true, false) => (Slip::ValuesSwapped, cost::LINES),
            (false, _) => (Slip::ValuesSwapped, cost::SHIFT),
        });
    }
    let lost = |empty: &Change, full: &Change| empty.from == 0 && empty.to == full.from && full.from != 0;
    (near && (lost(first, second) || lost(second, first))).then_some((neighbour, cost::LINES))
}
