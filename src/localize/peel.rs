//! Repairs of at most three cells in a table, found by peeling leaves.
//!
//! Takes: the compiled equations, the residuals of one block, values and weights. Gives: every repair of
//! at most [`PEEL_CELLS`] cells that is lightest. Must not know: places, slips.
//!
//! Why it finds them all: in a leafy block (`Structure::is_leafy`) every set of at most three cells touches
//! some equation with one cell only. That equation fails by exactly this cell's error, so the cell's change is
//! known; take it away and the rest is a smaller set of the same kind.
#![allow(clippy::cast_possible_truncation)] // counts of at most four cells
#![allow(clippy::indexing_slicing)] // bits come from masks of the block's own equations, variables from its terms

use super::repair::{Repair, arrange, sort_changes};
use super::structure::{Block, PEEL_CELLS};
use super::table::Table;

/// What a peel found.
pub(super) struct Peeled {
    /// Repairs found, all of the same weight, each sorted by variable.
    pub repairs: Vec<Repair>,
    /// Their weight.
    pub weight: u32,
    /// Whether nothing lighter or as light can exist that is not in the list.
    pub settled: bool,
    /// Nothing lighter than this exists.
    pub at_least: u32,
    pub steps: u64,
}

/// The state of one peel.
pub(super) struct Peel<'a> {
    table: Table<'a>,
    block: &'a Block,
    /// Lightest cell of the block.
    lightest: u32,
    residual: [i64; 64],
    stack: [(u32, i64); PEEL_CELLS],
    depth: usize,
    best: u32,
    found: Vec<Repair>,
    steps: u64,
}

impl<'a> Peel<'a> {
    /// `lightest`: no cell of the block weighs less.
    pub fn new(table: Table<'a>, block: &'a Block, lightest: u32) -> Peel<'a> {
        Peel {
            table,
            block,
            lightest: lightest.max(1),
            residual: [0; 64],
            stack: [(0, 0); PEEL_CELLS],
            depth: 0,
            best: u32::MAX,
            found: Vec::new(),
            steps: 0,
        }
    }

    pub fn run(mut self) -> Peeled {
        let mut failing = 0u64;
        for (bit, &equation) in self.block.equations.iter().enumerate() {
            self.residual[bit] = self.table.residual(equation);
            failing |= u64::from(self.residual[bit] != 0) << bit;
        }
        let mut settled = false;
        for cells in 1..=PEEL_CELLS {
            if self.needs(failing) > cells as u32 {
                continue;
            }
            self.peel(failing, cells, 0);
            // one cell more would weigh at least this
            if self.best < self.lightest.saturating_mul(cells as u32 + 1) {
                settled = true;
                break;
            }
        }
        arrange(&mut self.found);
        let at_least = self.best.min(self.lightest.saturating_mul(PEEL_CELLS as u32 + 1));
        Peeled { repairs: self.found, weight: self.best, settled, at_least, steps: self.steps }
    }

    /// At least so many cells are needed for these failing equations.
    #[inline]
    fn needs(&self, failing: u64) -> u32 {
        let mut most = 0;
        for class in &self.block.classes {
            most = most.max((class & failing).count_ones());
        }
        most
    }

    fn peel(&mut self, failing: u64, cells: usize, weight: u32) {
        if cells == 1 {
            return self.last(failing, weight);
        }
        if cells == 2 {
            return self.last_two(failing, weight);
        }
        let mut left = failing;
        while left != 0 {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            for term in self.table.structure.terms(self.block.equations[bit]) {
                self.steps += 1;
                self.try_leaf(term.index(), -self.residual[bit] * term.sign(), failing, cells, weight);
            }
        }
    }

    /// Two cells: one of them at least stands in the narrowest failing equation. Either it stands there alone
    /// and repairs it, or both do; then one of them stands alone in another failing equation and repairs that.
    fn last_two(&mut self, failing: u64, weight: u32) {
        let structure = self.table.structure;
        let narrowest = self.narrowest(failing);
        for term in structure.terms(narrowest) {
            for equation in structure.equations_of(term.index()) {
                self.steps += 1;
                let residual = self.residual[usize::from(structure.bit[equation.index() as usize])];
                if residual != 0 {
                    self.try_leaf(term.index(), -residual * equation.sign(), failing, 2, weight);
                }
            }
        }
    }

    fn narrowest(&self, failing: u64) -> u32 {
        let mut left = failing;
        let (mut best, mut least) = (0, usize::MAX);
        while left != 0 {
            let equation = self.block.equations[left.trailing_zeros() as usize];
            left &= left - 1;
            let width = self.table.structure.terms(equation).len();
            if width < least {
                (best, least) = (equation, width);
            }
        }
        best
    }

    #[inline]
    fn try_leaf(&mut self, variable: u32, delta: i64, failing: u64, cells: usize, weight: u32) {
        let structure = self.table.structure;
        let mut after = failing;
        for equation in structure.equations_of(variable) {
            let bit = structure.bit[equation.index() as usize];
            let holds = self.residual[usize::from(bit)] == -delta * equation.sign();
            after = after & !(1 << bit) | u64::from(!holds) << bit;
        }
        if after == 0 || self.needs(after) as usize >= cells {
            return;
        }
        let Some(weight) = self.admit(variable, delta, weight, cells as u32 - 1) else { return };
        self.apply(variable, delta);
        self.stack[self.depth] = (variable, delta);
        self.depth += 1;
        self.peel(after, cells - 1, weight);
        self.depth -= 1;
        self.apply(variable, -delta);
    }

    /// The weight with this cell, if its value stays in range and the whole can still be among the lightest.
    #[inline]
    fn admit(&self, variable: u32, delta: i64, weight: u32, more: u32) -> Option<u32> {
        let cell = self.table.cell(variable);
        let weight = weight.saturating_add(self.table.weights.of(cell.standing));
        let fits = weight.saturating_add(self.lightest.saturating_mul(more)) <= self.best;
        let fresh = self.stack[..self.depth].iter().all(|known| known.0 != variable);
        (fits && fresh && (cell.signed || cell.value.saturating_add(delta) >= 0)).then_some(weight)
    }

    fn apply(&mut self, variable: u32, delta: i64) {
        let structure = self.table.structure;
        for equation in structure.equations_of(variable) {
            self.residual[usize::from(structure.bit[equation.index() as usize])] += delta * equation.sign();
        }
    }

    /// One cell must stand in exactly the failing equations and repair them all.
    fn last(&mut self, failing: u64, weight: u32) {
        let bit = failing.trailing_zeros() as usize;
        let structure = self.table.structure;
        for term in structure.terms(self.block.equations[bit]) {
            let variable = term.index();
            if structure.mask[variable as usize] != failing {
                continue;
            }
            self.steps += 1;
            let delta = -self.residual[bit] * term.sign();
            let holds = structure.equations_of(variable).iter().all(|equation| {
                self.residual[usize::from(structure.bit[equation.index() as usize])]
                    == -delta * equation.sign()
            });
            if holds && let Some(weight) = self.admit(variable, delta, weight, 0) {
                self.record(variable, delta, weight);
            }
        }
    }

    fn record(&mut self, variable: u32, delta: i64, weight: u32) {
        if weight < self.best {
            self.best = weight;
            self.found.clear();
        }
        let mut changes = vec![self.table.change(variable, delta)];
        for &(variable, delta) in &self.stack[..self.depth] {
            changes.push(self.table.change(variable, delta));
        }
        sort_changes(&mut changes);
        self.found.push(Repair::new(changes, true));
    }
}
