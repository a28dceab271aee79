//! What a localisation says: components, repairs, changes.
//!
//! Takes: nothing. Gives: the result types, and the order repairs are listed in. Must not know: how they were found.

use super::MAX_REPAIRS;
use super::slips::Slip;
use super::table::{Table, sort};
use std::cmp::Ordering;

/// One cell given another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// Index of the variable.
    pub variable: u32,
    /// The present value.
    pub from: i64,
    /// The value that makes the equations hold.
    pub to: i64,
}

/// A set of changes after which every equation of the component holds and no other is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The changes, by index of the variable.
    pub changes: Vec<Change>,
    /// Sum of the weights of the changed cells.
    pub weight: u32,
    /// Whether it is one of the smallest. A repair that is not was put here because one single slip
    /// explains all its changes (a shifted row, say).
    pub smallest: bool,
    /// Whether the cells allow these values only. `false`: the same cells can be changed in other ways
    /// too, and `changes` shows one of them.
    pub values_fixed: bool,
    /// The likely slip of each change, in the order of `changes`; slips that explain several changes
    /// together stand at each of them.
    pub slips: Vec<Option<Slip>>,
    /// The one slip that explains all changes, if there is one.
    pub cause: Option<Slip>,
    /// How much there is to explain, by the table in `slips`; lower is likelier.
    pub cost: u32,
}

impl Repair {
    /// Not yet explained.
    pub(super) fn new(changes: Vec<Change>, values_fixed: bool) -> Repair {
        Repair { changes, weight: 0, smallest: true, values_fixed, slips: Vec::new(), cause: None, cost: 0 }
    }

    pub(super) fn weigh(&mut self, table: &Table<'_>) {
        self.weight = 0;
        for change in &self.changes {
            self.weight = self.weight.saturating_add(table.weight(change.variable));
        }
    }

    /// By cells, then by values.
    pub(super) fn order(&self, other: &Repair) -> Ordering {
        let mut values = Ordering::Equal;
        for (one, two) in self.changes.iter().zip(&other.changes) {
            if one.variable != two.variable {
                return one.variable.cmp(&two.variable);
            }
            values = values.then(one.to.cmp(&two.to));
        }
        self.changes.len().cmp(&other.changes.len()).then(values)
    }

    fn same_cells(&self, other: &Repair) -> bool {
        let mut pairs = self.changes.iter().zip(&other.changes);
        self.changes.len() == other.changes.len() && pairs.all(|(one, two)| one.variable == two.variable)
    }
}

/// By cells, each set of cells once.
pub(super) fn arrange(repairs: &mut Vec<Repair>) {
    sort(repairs, |a, b| a.order(b).is_lt());
    repairs.dedup_by(|a, b| a.same_cells(b));
}

/// By variable.
pub(super) fn sort_changes(changes: &mut [Change]) {
    sort(changes, |a, b| a.variable < b.variable);
}

/// Failing equations that belong together, and everything that would repair them.
/// Components are independent: a smallest repair of the whole is one repair from each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Indices of the failing equations, ascending.
    pub equations: Vec<u32>,
    /// The repairs, likeliest first: by `cost`, then the smallest first, then by variables.
    pub repairs: Vec<Repair>,
    /// Weight of the smallest repairs; 0 when none was found.
    pub weight: u32,
    /// Number of cells in the first smallest repair; 0 when none was found.
    pub size: usize,
    /// Whether it is proved that nothing lighter repairs it. `false`: the step budget ended first.
    pub proved_smallest: bool,
    /// Whether all smallest repairs are listed. `false`: more than the maximum, or the budget ended.
    pub complete: bool,
}

impl Component {
    /// Whether the arithmetic leaves exactly one smallest repair, with one possible value per cell.
    pub fn unique(&self) -> bool {
        let mut smallest = self.repairs.iter().filter(|repair| repair.smallest);
        let first = smallest.next();
        self.proved_smallest
            && self.complete
            && smallest.next().is_none()
            && first.is_some_and(|repair| repair.values_fixed)
    }

    /// Whether the first repair is clearly likelier than every other one listed.
    pub fn clear_lead(&self) -> bool {
        match self.repairs.as_slice() {
            [] => false,
            [_] => self.unique(),
            [first, second, ..] => {
                self.proved_smallest
                    && self.complete
                    && first.cost.saturating_add(super::slips::CLEAR_LEAD) <= second.cost
            }
        }
    }
}

/// Independent parts as one component: every choice of one smallest repair from each, up to the maximum.
pub(super) fn together(table: Table<'_>, parts: &[Component]) -> Component {
    let mut whole = Component {
        equations: Vec::new(),
        repairs: vec![Repair::new(Vec::new(), true)],
        weight: 0,
        size: 0,
        proved_smallest: true,
        complete: true,
    };
    for part in parts {
        let mut longer = Vec::new();
        for choice in &whole.repairs {
            for repair in part.repairs.iter().filter(|repair| repair.smallest) {
                let mut changes = choice.changes.clone();
                changes.extend_from_slice(&repair.changes);
                longer.push(Repair::new(changes, choice.values_fixed && repair.values_fixed));
            }
        }
        whole.complete &= part.complete && longer.len() <= MAX_REPAIRS;
        whole.proved_smallest &= part.proved_smallest;
        longer.truncate(MAX_REPAIRS);
        whole.repairs = longer;
        whole.weight = whole.weight.saturating_add(part.weight);
        whole.size += part.size;
    }
    for repair in &mut whole.repairs {
        sort_changes(&mut repair.changes);
        repair.weigh(&table);
        table.explain(repair);
    }
    whole
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localization {
    /// By their first failing equation.
    pub components: Vec<Component>,
    /// Steps of search spent; the same input always spends the same number.
    pub steps: u64,
}
