//! Ranks repairs of equal weight by the slips that would explain them.
//!
//! Takes: a repair, the values, the places and the equations. Gives: its cost, slips and single cause.
//! Must not know: how repairs are found, forms.
//!
//! A repair is explained by as few causes as possible: by one cause for all its changes, or by causes of pairs
//! and of single cells. Between repairs that cost the same, those that blame computed numbers (a total, a
//! balance carried forward) come before those that blame the numbers they were computed from.

use super::repair::{Change, Repair};
use super::slips::{Slip, cost, keyboard_slip};
use super::structure::Structure;
use super::system::{Layout, Place, Standing, Variable};

/// Where each variable stands, and which variable stands where.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    layout: Layout,
    by_place: Vec<(Place, u32)>,
}

impl Map {
    pub fn new(layout: &Layout) -> Map {
        let mut by_place: Vec<(Place, u32)> = (0u32..)
            .zip(&layout.places)
            .filter_map(|(variable, place)| place.map(|place| (place, variable)))
            .collect();
        by_place.sort_unstable();
        Map { layout: layout.clone(), by_place }
    }

    pub fn place(&self, variable: u32) -> Option<Place> {
        self.layout.place(variable)
    }

    pub fn at(&self, place: Place) -> Option<u32> {
        let index = self.by_place.binary_search_by_key(&place, |entry| entry.0).ok()?;
        self.by_place.get(index).map(|entry| entry.1)
    }

    /// The cells of a table, by row and column.
    pub fn table(&self, table: u32) -> &[(Place, u32)] {
        let start = self.by_place.partition_point(|entry| entry.0.table < table);
        let end = self.by_place.partition_point(|entry| entry.0.table <= table);
        self.by_place.get(start..end).unwrap_or(&[])
    }
}

/// What ranking looks at.
pub(super) struct Ranker<'a> {
    pub structure: &'a Structure,
    pub map: &'a Map,
    pub variables: &'a [Variable],
}

impl Ranker<'_> {
    /// Fills in slips, cause and cost of every repair and sorts them, likeliest first.
    pub fn rank(&self, repairs: &mut [Repair]) {
        for repair in repairs.iter_mut() {
            self.explain(repair);
        }
        self.sort(repairs);
    }

    /// Likeliest first.
    pub fn sort(&self, repairs: &mut [Repair]) {
        if repairs.len() > 1 {
            repairs.sort_by_cached_key(|repair| {
                (repair.cost, !repair.smallest, self.uncomputed(repair), repair.changes.clone())
            });
        }
    }

    fn value(&self, variable: u32) -> i64 {
        self.variables.get(variable as usize).map_or(0, |cell| cell.value)
    }

    /// Number of changed cells that no equation computes. A number in the wrong column is a slip of the eye along
    /// its row: what kind of row it is says nothing, and no cell is preferred.
    fn uncomputed(&self, repair: &Repair) -> usize {
        if repair.cause == Some(Slip::NeighbourColumn) {
            return 0;
        }
        repair.changes.iter().filter(|change| !self.is_computed(change.variable)).count()
    }

    /// Whether it stands on the right-hand side of some equation.
    fn is_computed(&self, variable: u32) -> bool {
        self.structure.equations_of(variable).iter().any(|&(_, sign)| sign < 0)
    }

    fn explain(&self, repair: &mut Repair) {
        if let [change] = repair.changes.as_slice() {
            let (slip, cost) = self.single(change);
            repair.slips = vec![slip];
            (repair.cause, repair.cost) = (slip, cost);
            return;
        }
        if let Some((slip, cost)) = self.together(&repair.changes) {
            repair.slips = vec![Some(slip); repair.changes.len()];
            (repair.cause, repair.cost) = (Some(slip), cost);
            return;
        }
        self.explain_piecewise(repair);
    }

    /// Pairs with a common cause first, the cheapest first, then the rest one by one.
    fn explain_piecewise(&self, repair: &mut Repair) {
        let singles: Vec<(Option<Slip>, u32)> =
            repair.changes.iter().map(|change| self.single(change)).collect();
        let mut pairs = Vec::new();
        for (a, first) in repair.changes.iter().enumerate() {
            for (b, second) in repair.changes.iter().enumerate().skip(a + 1) {
                if let Some((slip, cost)) = self.together(&[*first, *second]) {
                    pairs.push((cost, a, b, slip));
                }
            }
        }
        pairs.sort_unstable();
        repair.slips = singles.iter().map(|single| single.0).collect();
        let mut costs: Vec<Option<u32>> = singles.iter().map(|single| Some(single.1)).collect();
        let mut total = 0;
        for (cost, a, b, slip) in pairs {
            let (Some(&Some(first)), Some(&Some(second))) = (costs.get(a), costs.get(b)) else { continue };
            if cost < first + second {
                total += cost;
                for index in [a, b] {
                    costs.iter_mut().skip(index).take(1).for_each(|entry| *entry = None);
                    repair.slips.iter_mut().skip(index).take(1).for_each(|entry| *entry = Some(slip));
                }
            }
        }
        repair.cause = None;
        repair.cost = total + costs.iter().flatten().sum::<u32>();
    }

    /// The likeliest slip of one change by itself, and its cost.
    fn single(&self, change: &Change) -> (Option<Slip>, u32) {
        let standing = self.variables.get(change.variable as usize).map(|cell| cell.standing);
        if standing == Some(Standing::Blank) {
            return (Some(Slip::BlankNotFilled), cost::BLANK);
        }
        if let Some(slip) = keyboard_slip(change.from, change.to) {
            return (Some(slip), cost::KEY);
        }
        if let Some(slip) = self.wrong_sum(change) {
            return (Some(slip), cost::KEY);
        }
        if let Some(slip) = self.copied_neighbour(change) {
            return (Some(slip), cost::NEIGHBOUR);
        }
        (None, cost::UNEXPLAINED)
    }

    /// A total that leaves out or repeats a part, or sums a wrong range of parts.
    fn wrong_sum(&self, change: &Change) -> Option<Slip> {
        let off = change.to.checked_sub(change.from)?;
        self.structure.equations_of(change.variable).iter().find_map(|&(equation, sign)| {
            let parts = self.parts(equation, change.variable, sign)?;
            if parts.contains(&off) {
                return Some(Slip::PartLeftOut);
            }
            if parts.contains(&-off) {
                return Some(Slip::PartCountedTwice);
            }
            let missing_run = |run: &[i64]| run.len() > 1 && run.iter().sum::<i64>() == off;
            let ends = (2..parts.len()).any(|cut| {
                parts.get(..cut).is_some_and(missing_run) || parts.get(cut - 1..).is_some_and(missing_run)
            });
            ends.then_some(Slip::WrongRange)
        })
    }

    /// The values of the other side if the variable is the only one on its side of the equation, and there are
    /// at least two parts that are not 0.
    fn parts(&self, equation: u32, total: u32, sign: i8) -> Option<Vec<i64>> {
        let mut parts = Vec::new();
        for (variable, other) in self.structure.terms(equation) {
            if variable == total {
                continue;
            }
            if other == sign {
                return None;
            }
            parts.push(self.value(variable));
        }
        (parts.iter().filter(|part| **part != 0).count() > 1).then_some(parts)
    }

    /// The value standing here also stands in the cell beside it, where it may belong.
    fn copied_neighbour(&self, change: &Change) -> Option<Slip> {
        let place = self.map.place(change.variable)?;
        let same = |row: u16, col: u16| {
            self.map
                .at(Place { row, col, ..place })
                .is_some_and(|other| change.from != 0 && self.value(other) == change.from)
        };
        if same(place.row, place.col.wrapping_add(1)) || same(place.row, place.col.wrapping_sub(1)) {
            return Some(Slip::NeighbourColumn);
        }
        let beside = same(place.row.wrapping_add(1), place.col) || same(place.row.wrapping_sub(1), place.col);
        beside.then_some(Slip::NeighbourRow)
    }

    /// One slip that explains all these changes.
    fn together(&self, changes: &[Change]) -> Option<(Slip, u32)> {
        if changes.len() == 2 {
            if let Some(found) = self.pair(changes) {
                return Some(found);
            }
        } else if let Some(slip) = self.lines_swapped(changes) {
            return Some((slip, cost::LINES));
        }
        if self.stale(changes) {
            return Some((Slip::TotalStale, cost::LINES));
        }
        self.line_shifted(changes).map(|slip| (slip, cost::SHIFT))
    }

    fn pair(&self, changes: &[Change]) -> Option<(Slip, u32)> {
        let [first, second] = changes else { return None };
        let (a, b) = (self.map.place(first.variable)?, self.map.place(second.variable)?);
        if a.table != b.table || (a.row != b.row) == (a.col != b.col) {
            return None;
        }
        let near = a.row.abs_diff(b.row) + a.col.abs_diff(b.col) == 1;
        if first.from == second.to && second.from == first.to {
            let moved = first.from == 0 || second.from == 0;
            return Some(match (near, moved, a.row == b.row) {
                (true, true, true) => (Slip::NeighbourColumn, cost::NEIGHBOUR),
                (true, true, false) => (Slip::NeighbourRow, cost::NEIGHBOUR),
                (true, false, _) => (Slip::ValuesSwapped, cost::LINES),
                (false, ..) => (Slip::ValuesSwapped, cost::SHIFT),
            });
        }
        let lost = |empty: &Change, full: &Change| empty.from == 0 && empty.to == full.from && full.from != 0;
        if near && (lost(first, second) || lost(second, first)) {
            let slip = if a.row == b.row { Slip::NeighbourColumn } else { Slip::NeighbourRow };
            return Some((slip, cost::LINES));
        }
        None
    }

    /// Every change takes its value from the same other line, in both directions.
    fn lines_swapped(&self, changes: &[Change]) -> Option<Slip> {
        if self.is_swap(changes, |place| (place.row, place.col), |place, row| Place { row, ..place }) {
            return Some(Slip::RowsSwapped);
        }
        self.is_swap(changes, |place| (place.col, place.row), |place, col| Place { col, ..place })
            .then_some(Slip::ColumnsSwapped)
    }

    fn is_swap(
        &self,
        changes: &[Change],
        key: impl Fn(Place) -> (u16, u16),
        moved: impl Fn(Place, u16) -> Place,
    ) -> bool {
        let mut lines: Vec<u16> = Vec::new();
        for change in changes {
            let Some(place) = self.map.place(change.variable) else { return false };
            let line = key(place).0;
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let [one, two] = lines.as_slice() else { return false };
        changes.iter().all(|change| {
            let Some(place) = self.map.place(change.variable) else { return false };
            let other = if key(place).0 == *one { *two } else { *one };
            self.map.at(moved(place, other)).is_some_and(|source| self.value(source) == change.to)
        })
    }

    /// All are computed numbers of one line, and all are off by the same amount.
    fn stale(&self, changes: &[Change]) -> bool {
        let off = |change: &Change| change.to.saturating_sub(change.from);
        let Some(first) = changes.first() else { return false };
        let place = |change: &Change| self.map.place(change.variable);
        let same = |key: fn(Place) -> (u32, u16)| {
            changes.iter().all(|change| place(change).map(key) == place(first).map(key))
        };
        if !same(|place| (place.table, place.row)) && !same(|place| (place.table, place.col)) {
            return false;
        }
        changes.iter().all(|change| off(change) == off(first) && self.is_computed(change.variable))
    }

    /// All but one take the value of the next cell of the same line.
    fn line_shifted(&self, changes: &[Change]) -> Option<Slip> {
        let first = self.map.place(changes.first()?.variable)?;
        let places = || changes.iter().map(|change| self.map.place(change.variable));
        let in_line = |same: &dyn Fn(Place) -> bool| {
            places().all(|place| place.is_some_and(|place| place.table == first.table && same(place)))
        };
        let by_row = in_line(&|place| place.row == first.row);
        if changes.len() < 3 || !(by_row || in_line(&|place| place.col == first.col)) {
            return None;
        }
        let shifted = |back: bool| {
            let follows = |change: &&Change| {
                self.map.place(change.variable).is_some_and(|place| {
                    let step = |at: u16| if back { at.wrapping_sub(1) } else { at.wrapping_add(1) };
                    let (row, col) =
                        if by_row { (place.row, step(place.col)) } else { (step(place.row), place.col) };
                    self.map
                        .at(Place { row, col, ..place })
                        .is_some_and(|source| self.value(source) == change.to)
                })
            };
            changes.iter().filter(follows).count() + 1 >= changes.len()
        };
        (shifted(false) || shifted(true)).then_some(if by_row {
            Slip::RowShifted
        } else {
            Slip::ColumnShifted
        })
    }
}
