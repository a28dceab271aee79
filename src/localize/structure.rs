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

/// The number of a cell or of an equation, with a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term(u32);

impl Term {
    fn new(index: u32, minus: bool) -> Term {
        Term(index << 1 | u32::from(minus))
    }

    #[inline]
    pub fn index(self) -> u32 {
        self.0 >> 1
    }

    #[inline]
    pub fn minus(self) -> bool {
        self.0 & 1 == 1
    }

    /// 1 or -1.
    #[inline]
    pub fn sign(self) -> i64 {
        1 - 2 * i64::from(self.0 & 1)
    }
}

/// A list of terms for each number.
#[derive(Debug, Clone)]
struct Lists {
    starts: Vec<u32>,
    terms: Vec<Term>,
}

impl Lists {
    fn new() -> Lists {
        Lists { starts: vec![0], terms: Vec::new() }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    #[inline]
    fn get(&self, index: u32) -> &[Term] {
        &self.terms[self.starts[index as usize] as usize..self.starts[index as usize + 1] as usize]
    }

    /// Ends the list that is being filled.
    fn close(&mut self) {
        self.starts.push(self.terms.len() as u32);
    }

    /// For each number the lists it stands in.
    fn transposed(&self) -> Lists {
        let mut lists: Vec<Vec<Term>> = Vec::new();
        for list in 0..self.len() as u32 {
            for term in self.get(list) {
                if lists.len() <= term.index() as usize {
                    lists.resize(term.index() as usize + 1, Vec::new());
                }
                lists[term.index() as usize].push(Term::new(list, term.minus()));
            }
        }
        let mut transposed = Lists::new();
        for list in lists {
            transposed.terms.extend_from_slice(&list);
            transposed.close();
        }
        transposed
    }
}

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
#[derive(Debug, Clone)]
pub(super) struct Structure {
    /// The cells of each equation, the +1 ones first.
    terms: Lists,
    /// The equations of each cell.
    equations: Lists,
    /// Where the −1 terms of each equation begin.
    minus: Vec<u32>,
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
        let (terms, minus) = compile(equations);
        let mut structure = Structure {
            equations: terms.transposed(),
            terms,
            minus,
            block_ids: Vec::new(),
            blocks: Vec::new(),
            bit: vec![0; equations.len()],
            mask: Vec::new(),
        };
        structure.mask.resize(structure.variables(), 0);
        structure.find_blocks();
        let mut blocks = std::mem::take(&mut structure.blocks);
        for block in &mut blocks {
            structure.fill_masks(block);
        }
        structure.blocks = blocks;
        structure
    }

    pub fn equations(&self) -> usize {
        self.terms.len()
    }

    /// Number of the block an equation belongs to.
    pub fn block(&self, equation: u32) -> usize {
        self.block_ids[equation as usize] as usize
    }

    pub fn variables(&self) -> usize {
        self.equations.len()
    }

    /// Terms of an equation, the +1 ones first.
    #[inline]
    pub fn terms(&self, equation: u32) -> &[Term] {
        self.terms.get(equation)
    }

    /// Equations of a variable with its sign in them, ascending. A variable beyond the last equation's is in none.
    #[inline]
    pub fn equations_of(&self, variable: u32) -> &[Term] {
        if variable as usize >= self.equations.len() {
            return &[];
        }
        self.equations.get(variable)
    }

    /// `Σ coefficient · value` of every equation, into `residuals`; `values` must cover every variable
    /// (missing ones count as 0).
    pub fn residuals(&self, values: &[i64], residuals: &mut Vec<i64>) {
        residuals.clear();
        let mut bits = 0u64;
        for value in values {
            bits |= value.wrapping_add(LARGEST).cast_unsigned();
        }
        if bits < 4 * LARGEST as u64 && values.len() >= self.variables() {
            return self.sum_all(values, residuals);
        }
        let mut tame = Vec::new();
        for value in values {
            tame.push((*value).clamp(-LARGEST, LARGEST));
        }
        tame.resize(self.variables().max(values.len()), 0);
        self.sum_all(&tame, residuals);
    }

    fn sum_all(&self, values: &[i64], residuals: &mut Vec<i64>) {
        let sum = |start: u32, end: u32| {
            let mut sum = 0i64;
            for term in &self.terms.terms[start as usize..end as usize] {
                sum += values[term.index() as usize];
            }
            sum
        };
        let mut start = 0;
        for (&middle, &end) in self.minus.iter().zip(&self.terms.starts[1..]) {
            residuals.push(sum(start, middle) - sum(middle, end));
            start = end;
        }
    }

    fn find_blocks(&mut self) {
        let mut group: Vec<u32> = (0..self.equations() as u32).collect();
        for variable in 0..self.variables() as u32 {
            for pair in self.equations_of(variable).windows(2) {
                tie(&mut group, pair[0].index(), pair[1].index());
            }
        }
        for equation in 0..group.len() as u32 {
            let first = root(&mut group, equation);
            if first == equation {
                self.block_ids.push(self.blocks.len() as u32);
                self.blocks.push(Block::default());
            } else {
                self.block_ids.push(self.block_ids[first as usize]);
            }
            let block = self.block(equation);
            self.blocks[block].equations.push(equation);
        }
        for variable in 0..self.variables() as u32 {
            if let Some(equation) = self.equations_of(variable).first() {
                let block = self.block(equation.index());
                self.blocks[block].variables.push(variable);
            }
        }
    }

    fn fill_masks(&mut self, block: &mut Block) {
        if block.equations.len() > MASK_BITS {
            return;
        }
        for (bit, &equation) in block.equations.iter().enumerate() {
            self.bit[equation as usize] = bit as u8;
            for term in self.terms.get(equation) {
                self.mask[term.index() as usize] |= 1 << bit;
            }
        }
        block.classes = self.classes(block);
        block.leafy = self.is_leafy(block);
    }

    /// Greedy: the first class takes every equation disjoint from those it has, and so on.
    fn classes(&self, block: &Block) -> Vec<u64> {
        let mut classes = Vec::new();
        let mut taken = 0u64;
        while (taken.count_ones() as usize) < block.equations.len() {
            let mut class = 0u64;
            // from the last: the rows of a table usually stand after its columns and make the larger class
            for (bit, &equation) in block.equations.iter().enumerate().rev() {
                let mut neighbours = 1 << bit;
                for term in self.terms(equation) {
                    neighbours |= self.mask[term.index() as usize];
                }
                if taken >> bit & 1 == 0 && neighbours & class == 0 {
                    class |= 1 << bit;
                }
            }
            taken |= class;
            classes.push(class);
        }
        classes
    }

    /// No two cells stand in exactly the same equations, and no three cover each of theirs twice.
    fn is_leafy(&self, block: &Block) -> bool {
        for (index, &one) in block.variables.iter().enumerate() {
            for &two in &block.variables[..index] {
                let (a, b) = (self.mask[one as usize], self.mask[two as usize]);
                if a == b || a & b != 0 && self.is_closed(block, a, b) {
                    return false;
                }
            }
        }
        true
    }

    /// Whether a third cell stands in every equation in which one of the two stands alone, and in no other of its own.
    fn is_closed(&self, block: &Block, a: u64, b: u64) -> bool {
        let odd = a ^ b;
        let equation = block.equations[odd.trailing_zeros() as usize];
        self.terms(equation).iter().any(|term| {
            let c = self.mask[term.index() as usize];
            odd & !c == 0 && c & !(a | b) == 0 && c != a && c != b
        })
    }
}

/// The terms of each equation, and where its −1 terms begin.
fn compile(equations: &[Equation]) -> (Lists, Vec<u32>) {
    let mut terms = Lists::new();
    let mut minus = Vec::new();
    for equation in equations {
        for sign in [1, -1] {
            if sign == -1 {
                minus.push(terms.terms.len() as u32);
            }
            for &(variable, coefficient) in &equation.terms {
                if coefficient.signum() == sign {
                    terms.terms.push(Term::new(variable, sign == -1));
                }
            }
        }
        terms.close();
    }
    (terms, minus)
}

/// The first member of a group, in a list that gives for each member one before it.
pub(super) fn root(group: &mut [u32], mut member: u32) -> u32 {
    while group[member as usize] != member {
        let up = group[member as usize];
        group[member as usize] = group[up as usize];
        member = up;
    }
    member
}

/// Makes one group of the groups of two members.
pub(super) fn tie(group: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(group, a), root(group, b));
    group[a.max(b) as usize] = a.min(b);
}
