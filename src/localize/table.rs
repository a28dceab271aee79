//! What every pass looks at: the compiled form and the values of the table at hand.
//!
//! Takes: nothing. Gives: [`Table`] and [`Map`], and the one sort. Must not know: how repairs are found.

use super::repair::Change;
use super::structure::Structure;
use super::system::{Layout, Place, Standing, Variable};
use super::weights::Weights;

/// The form and the values.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub structure: &'a Structure,
    pub map: &'a Map,
    pub variables: &'a [Variable],
    pub weights: &'a Weights,
    /// Of every equation.
    pub residuals: &'a [i64],
}

impl Table<'_> {
    #[inline]
    pub fn cell(&self, cell: u32) -> Variable {
        match self.variables.get(cell as usize) {
            Some(variable) => *variable,
            None => Variable::typed(0),
        }
    }

    #[inline]
    pub fn value(&self, cell: u32) -> i64 {
        self.cell(cell).value
    }

    pub fn weight(&self, cell: u32) -> u32 {
        self.weights.of(self.cell(cell).standing)
    }

    pub fn is_unknown(&self, cell: u32) -> bool {
        self.cell(cell).standing == Standing::Unknown
    }

    pub fn residual(&self, equation: u32) -> i64 {
        self.residuals.get(equation as usize).copied().unwrap_or(0)
    }

    pub fn change(&self, variable: u32, delta: i64) -> Change {
        let from = self.value(variable);
        Change { variable, from, to: from.saturating_add(delta) }
    }
}

/// Where each variable stands, and which variable stands where.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    layout: Layout,
    /// Key of a place and the variable there, ascending.
    by_place: Vec<(u64, u32)>,
}

impl Map {
    pub fn new(layout: &Layout) -> Map {
        let mut by_place = Vec::new();
        for (variable, place) in (0u32..).zip(&layout.places) {
            if let Some(place) = place {
                by_place.push((key(*place), variable));
            }
        }
        sort(&mut by_place, |a, b| a < b);
        Map { layout: layout.clone(), by_place }
    }

    pub fn place(&self, variable: u32) -> Option<Place> {
        self.layout.place(variable)
    }

    pub fn at(&self, place: Place) -> Option<u32> {
        let entry = self.by_place.get(self.position(key(place)))?;
        (entry.0 == key(place)).then_some(entry.1)
    }

    /// The cells of a table, by row and column.
    pub fn table(&self, table: u32) -> &[(u64, u32)] {
        let start = u64::from(table) << 32;
        let end = start + (1 << 32);
        self.by_place.get(self.position(start)..self.position(end)).unwrap_or(&[])
    }

    fn position(&self, key: u64) -> usize {
        self.by_place.partition_point(|entry| entry.0 < key)
    }
}

fn key(place: Place) -> u64 {
    u64::from(place.table) << 32 | u64::from(place.row) << 16 | u64::from(place.col)
}

/// Sorts; the order must be total.
pub(super) fn sort<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    exchange(items.len(), &mut |first, second| {
        let wrong = match (items.get(first), items.get(second)) {
            (Some(one), Some(two)) => before(two, one),
            _ => false,
        };
        if wrong {
            items.swap(first, second);
        }
        wrong
    });
}

/// Shell's sort: little code, and the lists are short. `swap` exchanges two items that stand in the wrong order,
/// and says whether they did.
fn exchange(items: usize, swap: &mut dyn FnMut(usize, usize) -> bool) {
    let mut gap = items;
    while gap > 1 {
        gap = if gap < 5 { 1 } else { gap * 5 / 11 };
        for start in gap..items {
            let mut at = start;
            while at >= gap && swap(at - gap, at) {
                at -= gap;
            }
        }
    }
}
