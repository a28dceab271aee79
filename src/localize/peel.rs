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

use super::repair::Change;
use super::structure::{Block, PEEL_CELLS, Structure};
use super::system::Variable;
use super::weights::Weights;

/// What a peel found.
pub(super) struct Peeled {
    /// Repairs found, all of the same weight, each sorted by variable.
    pub repairs: Vec<Vec<Change>>,
    /// Their weight.
    pub weight: u32,
    /// Whether nothing lighter or as light can exist that is not in the list.
    pub settled: bool,
    /// Nothing lighter than this exists.
    pub at_least: u32,
}

/// The state of one peel.
pub(super) struct Peel<'a> {
    structure: &'a Structure,
    block: &'a Block,
    variables: &'a [Variable],
    weights: &'a Weights,
    /// Lightest cell of the block.
    lightest: u32,
    residual: [i64; 64],
    stack: [(u32, i64); PEEL_CELLS],
    depth: usize,
    best: u32,
    found: Vec<Vec<Change>>,
    pub steps: u64,
}

impl<'a> Peel<'a> {
    /// `lightest`: no cell of the block weighs less.
    pub fn new(
        structure: &'a Structure,
        block: &'a Block,
        variables: &'a [Variable],
        weights: &'a Weights,
        lightest: u32,
    ) -> Peel<'a> {
        Peel {
            structure,
            block,
            variables,
            weights,
            lightest: lightest.max(1),
            residual: [0; 64],
            stack: [(0, 0); PEEL_CELLS],
            depth: 0,
            best: u32::MAX,
            found: Vec::new(),
            steps: 0,
        }
    }

    /// `residuals` are those of the whole system.
    pub fn run(mut self, residuals: &[i64]) -> (Peeled, u64) {
        let mut failing = 0u64;
        for (bit, &equation) in self.block.equations.iter().enumerate() {
            self.residual[bit] = residuals[equation as usize];
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
        self.found.sort_unstable();
        self.found.dedup();
        let at_least = self.best.min(self.lightest.saturating_mul(PEEL_CELLS as u32 + 1));
        (Peeled { repairs: self.found, weight: self.best, settled, at_least }, self.steps)
    }

    /// At least so many cells are needed for these failing equations.
    #[inline]
    fn needs(&self, failing: u64) -> u32 {
        self.block.classes.iter().map(|class| (class & failing).count_ones()).max().unwrap_or(0)
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
            let structure = self.structure;
            for (variable, sign) in structure.terms(self.block.equations[bit]) {
                self.steps += 1;
                self.try_leaf(variable, -self.residual[bit] * i64::from(sign), failing, cells, weight);
            }
        }
    }

    /// Two cells: one of them at least stands in the narrowest failing equation. Either it stands there alone
    /// and repairs it, or both do; then one of them stands alone in another failing equation and repairs that.
    fn last_two(&mut self, failing: u64, weight: u32) {
        let structure = self.structure;
        let Some(narrowest) = self.narrowest(failing) else { return };
        for (variable, _) in structure.terms(narrowest) {
            for &(equation, sign) in structure.equations_of(variable) {
                self.steps += 1;
                let residual = self.residual[usize::from(structure.bit[equation as usize])];
                if residual != 0 {
                    self.try_leaf(variable, -residual * i64::from(sign), failing, 2, weight);
                }
            }
        }
    }

    fn narrowest(&self, failing: u64) -> Option<u32> {
        let mut left = failing;
        let mut best = None;
        while left != 0 {
            let equation = self.block.equations[left.trailing_zeros() as usize];
            left &= left - 1;
            let width = self.structure.width(equation);
            if best.is_none_or(|known: (u32, u32)| width < known.0) {
                best = Some((width, equation));
            }
        }
        best.map(|known| known.1)
    }

    #[inline]
    fn try_leaf(&mut self, variable: u32, delta: i64, failing: u64, cells: usize, weight: u32) {
        let structure = self.structure;
        let mut after = failing;
        for &(equation, sign) in structure.equations_of(variable) {
            let bit = structure.bit[equation as usize];
            let holds = self.residual[usize::from(bit)] == -delta * i64::from(sign);
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
        let cell = self.variables.get(variable as usize)?;
        let weight = weight.saturating_add(self.weights.of(cell.standing));
        let fits = weight.saturating_add(self.lightest.saturating_mul(more)) <= self.best;
        let fresh = self.stack[..self.depth].iter().all(|known| known.0 != variable);
        (fits && fresh && (cell.signed || cell.value.saturating_add(delta) >= 0)).then_some(weight)
    }

    fn apply(&mut self, variable: u32, delta: i64) {
        let structure = self.structure;
        for &(equation, sign) in structure.equations_of(variable) {
            self.residual[usize::from(structure.bit[equation as usize])] += delta * i64::from(sign);
        }
    }

    /// One cell must stand in exactly the failing equations and repair them all.
    fn last(&mut self, failing: u64, weight: u32) {
        let bit = failing.trailing_zeros() as usize;
        let structure = self.structure;
        for (variable, sign) in structure.terms(self.block.equations[bit]) {
            if structure.mask[variable as usize] != failing {
                continue;
            }
            self.steps += 1;
            let delta = -self.residual[bit] * i64::from(sign);
            let holds = structure.equations_of(variable).iter().all(|&(equation, sign)| {
                self.residual[usize::from(structure.bit[equation as usize])] == -delta * i64::from(sign)
            });
            if !holds {
                continue;
            }
            if let Some(weight) = self.admit(variable, delta, weight, 0) {
                self.record(variable, delta, weight);
            }
        }
    }

    fn record(&mut self, variable: u32, delta: i64, weight: u32) {
        if weight < self.best {
            self.best = weight;
            self.found.clear();
        }
        let mut changes: Vec<Change> = self.stack[..self.depth]
            .iter()
            .chain(std::iter::once(&(variable, delta)))
            .map(|&(variable, delta)| {
                let from = self.variables.get(variable as usize).map_or(0, |cell| cell.value);
                Change { variable, from, to: from.saturating_add(delta) }
            })
            .collect();
        changes.sort_unstable();
        self.found.push(changes);
    }
}
