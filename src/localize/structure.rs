//! The equations of a form, compiled once: who stands in which equation, as flat arrays and bit masks.
//!
//! Takes: equations. Gives: [`Structure`] with its residual kernel. Must not know: values' meaning, slips.
#![allow(clippy::cast_possible_truncation)] // counts of equations and terms, which the caller numbers in u32
#![allow(clippy::indexing_slicing)] // every index comes from the arrays built in `new`, which are consistent by construction

use super::system::Equation;

/// Values beyond this power of two are treated as this, so that no sum can overflow: far above any count.
pub(super) const LARGEST: i64 = 1 << 40;

/// A connected part of the equations with at most this many of them gets bit masks.
const MASK_BITS: usize = 64;

/// Cells that a peel of at most this many can treat (`peel`).
pub(super) const PEEL_CELLS: usize = 3;

/// A part of the system that shares no variable with the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Its equations, ascending.
    pub equations: Vec<u32>,
    /// Its variables, ascending.
    pub variables: Vec<u32>,
    /// Whether every set of at most [`PEEL_CELLS`] cells has an equation touched by exactly one of them,
    /// so that peeling such leaves finds every repair of that size. Only computed for masked blocks.
    pub leafy: bool,
    /// Classes of equations that share no cell with one another: each class that fails in n places
    /// needs n cells.
    pub classes: Vec<u64>,
}

/// The compiled equations.
#[derive(Debug, Clone, Default)]
pub(super) struct Structure {
    eq_start: Vec<u32>,
    eq_vars: Vec<u32>,
    eq_signs: Vec<i8>,
    /// Where the −1 terms of each equation begin.
    eq_minus: Vec<u32>,
    var_start: Vec<u32>,
    var_eqs: Vec<(u32, i8)>,
    /// Block of each equation.
    block_ids: Vec<u32>,
    /// The blocks, by their first equation.
    pub blocks: Vec<Block>,
    /// Bit of each equation within its block (masked blocks only).
    pub bit: Vec<u8>,
    /// Bits of each variable's equations within its block (masked blocks only).
    pub mask: Vec<u64>,
}

impl Structure {
    pub fn new(equations: &[Equation]) -> Structure {
        let mut structure = Structure::default();
        structure.fill_equations(equations);
        structure.fill_variables();
        structure.find_blocks();
        for index in 0..structure.blocks.len() {
            structure.fill_masks(index);
        }
        structure
    }

    pub fn equations(&self) -> usize {
        self.eq_start.len() - 1
    }

    /// Number of the block an equation belongs to.
    pub fn block(&self, equation: u32) -> u32 {
        self.block_ids[equation as usize]
    }

    /// The block an equation belongs to.
    pub fn block_of(&self, equation: u32) -> Option<&Block> {
        self.blocks.get(self.block(equation) as usize)
    }

    pub fn variables(&self) -> usize {
        self.var_start.len() - 1
    }

    /// Number of terms of an equation.
    #[inline]
    pub fn width(&self, equation: u32) -> u32 {
        self.eq_start[equation as usize + 1] - self.eq_start[equation as usize]
    }

    /// Terms of an equation, the +1 ones first.
    pub fn terms(&self, equation: u32) -> impl Iterator<Item = (u32, i8)> + '_ {
        let range = self.eq_start[equation as usize] as usize..self.eq_start[equation as usize + 1] as usize;
        self.eq_vars[range.clone()].iter().copied().zip(self.eq_signs[range].iter().copied())
    }

    /// Equations of a variable with its sign in them, ascending. A variable beyond the last equation's is in none.
    #[inline]
    pub fn equations_of(&self, variable: u32) -> &[(u32, i8)] {
        if variable as usize >= self.variables() {
            return &[];
        }
        let start = self.var_start[variable as usize] as usize;
        let end = self.var_start[variable as usize + 1] as usize;
        &self.var_eqs[start..end]
    }

    /// `Σ coefficient · value` of every equation, into `residuals`; `values` must cover every variable
    /// (missing ones count as 0).
    pub fn residuals(&self, values: &[i64], residuals: &mut Vec<i64>) {
        residuals.clear();
        if values.len() < self.variables() || values.iter().any(|value| value.unsigned_abs() > LARGEST as u64)
        {
            let mut tame: Vec<i64> = values.iter().map(|value| (*value).clamp(-LARGEST, LARGEST)).collect();
            tame.resize(self.variables().max(values.len()), 0);
            self.sum_all(&tame, residuals);
        } else {
            self.sum_all(values, residuals);
        }
    }

    fn sum_all(&self, values: &[i64], residuals: &mut Vec<i64>) {
        let sum = |range: std::ops::Range<u32>| -> i64 {
            self.eq_vars[range.start as usize..range.end as usize]
                .iter()
                .map(|&variable| values[variable as usize])
                .sum()
        };
        let bounds = self.eq_start.iter().zip(&self.eq_minus).zip(self.eq_start.iter().skip(1));
        residuals.extend(bounds.map(|((&start, &middle), &end)| sum(start..middle) - sum(middle..end)));
    }

    fn fill_equations(&mut self, equations: &[Equation]) {
        self.eq_start.push(0);
        for equation in equations {
            for sign in [1i8, -1] {
                if sign == -1 {
                    self.eq_minus.push(self.eq_vars.len() as u32);
                }
                for &(variable, _) in equation.terms.iter().filter(|term| term.1.signum() == sign) {
                    self.eq_vars.push(variable);
                    self.eq_signs.push(sign);
                }
            }
            self.eq_start.push(self.eq_vars.len() as u32);
        }
    }

    fn fill_variables(&mut self) {
        let variables = self.eq_vars.iter().max().map_or(0, |largest| *largest as usize + 1);
        let mut lists: Vec<Vec<(u32, i8)>> = vec![Vec::new(); variables];
        for equation in 0..self.equations() as u32 {
            let terms: Vec<(u32, i8)> = self.terms(equation).collect();
            for (variable, sign) in terms {
                lists[variable as usize].push((equation, sign));
            }
        }
        self.var_start.push(0);
        for list in lists {
            self.var_eqs.extend(list);
            self.var_start.push(self.var_eqs.len() as u32);
        }
    }

    fn find_blocks(&mut self) {
        self.block_ids = vec![u32::MAX; self.equations()];
        let mut seen = vec![false; self.variables()];
        for first in 0..self.equations() {
            if self.block_ids[first] != u32::MAX {
                continue;
            }
            let block = self.flood(first as u32, self.blocks.len() as u32, &mut seen);
            self.blocks.push(block);
        }
    }

    fn flood(&mut self, first: u32, id: u32, seen: &mut [bool]) -> Block {
        let mut block = Block { equations: vec![first], ..Block::default() };
        self.block_ids[first as usize] = id;
        let mut next = 0;
        while next < block.equations.len() {
            let terms: Vec<(u32, i8)> = self.terms(block.equations[next]).collect();
            next += 1;
            for (variable, _) in terms {
                if seen[variable as usize] {
                    continue;
                }
                seen[variable as usize] = true;
                block.variables.push(variable);
                let start = self.var_start[variable as usize] as usize;
                let end = self.var_start[variable as usize + 1] as usize;
                for &(equation, _) in &self.var_eqs[start..end] {
                    if self.block_ids[equation as usize] == u32::MAX {
                        self.block_ids[equation as usize] = id;
                        block.equations.push(equation);
                    }
                }
            }
        }
        block.equations.sort_unstable();
        block.variables.sort_unstable();
        block
    }

    fn fill_masks(&mut self, index: usize) {
        self.bit.resize(self.equations(), 0);
        self.mask.resize(self.variables(), 0);
        let block = self.blocks[index].clone();
        if block.equations.len() > MASK_BITS {
            return;
        }
        for (bit, &equation) in block.equations.iter().enumerate() {
            self.bit[equation as usize] = bit as u8;
            let terms: Vec<(u32, i8)> = self.terms(equation).collect();
            for (variable, _) in terms {
                self.mask[variable as usize] |= 1 << bit;
            }
        }
        self.blocks[index].classes = self.classes(&block);
        self.blocks[index].leafy = self.is_leafy(&block);
    }

    /// Greedy: the first class takes every equation disjoint from those it has, and so on.
    fn classes(&self, block: &Block) -> Vec<u64> {
        let neighbours: Vec<u64> = block
            .equations
            .iter()
            .map(|&equation| {
                self.terms(equation).fold(0, |mask, (variable, _)| mask | self.mask[variable as usize])
            })
            .collect();
        let mut left: Vec<usize> = (0..block.equations.len()).collect();
        let mut classes = Vec::new();
        while !left.is_empty() {
            let mut class = 0u64;
            // from the last: the rows of a table usually stand after its columns and make the larger class
            left = left
                .iter()
                .rev()
                .copied()
                .filter(|&bit| {
                    let fits = neighbours[bit] & class == 0;
                    if fits {
                        class |= 1 << bit;
                    }
                    !fits
                })
                .collect();
            left.reverse();
            classes.push(class);
        }
        classes
    }

    /// No two cells stand in exactly the same equations, and no three cover each of theirs twice.
    fn is_leafy(&self, block: &Block) -> bool {
        let mut masks: Vec<u64> =
            block.variables.iter().map(|&variable| self.mask[variable as usize]).collect();
        masks.sort_unstable();
        if masks.windows(2).any(|pair| pair[0] == pair[1]) {
            return false;
        }
        for (index, &a) in masks.iter().enumerate() {
            for &b in masks[..index].iter().filter(|&&b| a & b != 0) {
                let odd = a ^ b;
                let bit = block.equations[odd.trailing_zeros() as usize];
                let closes = |c: u64| odd & !c == 0 && c & !(a | b) == 0 && c != a && c != b;
                if self.terms(bit).any(|(variable, _)| closes(self.mask[variable as usize])) {
                    return false;
                }
            }
        }
        true
    }
}
