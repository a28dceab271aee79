//! Exact search for the lightest repairs of any ±1 system, whatever their size.
//!
//! Takes: the compiled equations, failing ones, values and weights. Gives: all lightest repairs with the
//! proof that nothing is lighter, or an honest "not proved" past its budget. Must not know: places, slips.
//!
//! It is Fellegi & Holt's implied edits, made lazily, in a branch and bound:
//!
//! * `tableau`: a *row* is an equation or a combination of equations in which every blamed ("open") cell has been
//!   eliminated but at most one, its basic cell. Two open cells in one row are pivoted as in the dual simplex
//!   method, so ranges are kept exactly also where several values fit. There is one tableau; what a node does
//!   to it is taken back from a trail.
//! * `survey`: a row without a basic cell that does not hold, or whose basic cell would fall below its range,
//!   cannot be satisfied by the open cells: some further cell *of that row* must be opened, one that can move it the
//!   right way.
//! * `branch`: so the search branches over the cells of one such row; cells tried before stay closed, hence every
//!   set is met at most once. A cell without which a row cannot be given what it lacks is opened at once.
//! * `bound`: a dual ascent bounds what a node still needs; cells that would cost more than the threshold by it are
//!   closed for good below the node.
//! * `list`: when no row is left violated, the open cells are a repair.
//!
//! Thresholds rise from the bound to the answer (iterative deepening), so the first repairs met are the lightest, and
//! everything lighter has been ruled out.
#![allow(clippy::cast_possible_truncation)] // numbers of rows and cells, which are those of equations and variables
#![allow(clippy::indexing_slicing)] // local indices are handed out by this module only and stay below the arrays' lengths

mod bound;
mod branch;
mod list;
mod survey;
mod tableau;

use super::repair::{Repair, arrange};
use super::table::Table;
use tableau::Tableau;

/// Weights are paid in so many shares.
const SHARE: u32 = 840;
/// Pivots in one node beyond which it is given up (and minimality with it).
const PIVOTS: usize = 500;

/// Pivots that count as a step more: in a large table in which nearly everything is wrong a node may take hundreds.
const PIVOTS_PER_STEP: u64 = 4;

/// What a search found.
#[derive(Default)]
pub(super) struct Searched {
    pub repairs: Vec<Repair>,
    pub weight: u32,
    pub proved_smallest: bool,
    pub complete: bool,
    pub steps: u64,
}

pub(super) struct Search<'a> {
    failing: &'a [u32],
    tableau: Tableau<'a>,
    /// What all weights are multiples of.
    unit: u32,
    /// Weight of the open cells, in units, as all weights here.
    weight: u32,
    /// Nothing heavier is looked for.
    threshold: u32,
    /// The least weight, above the threshold, that a repair not looked for may have.
    next: u32,
    /// Number of the present ascent.
    ascent: u32,
    budget: u64,
    steps: u64,
    pivots: u64,
    gave_up: bool,
    found: Vec<Repair>,
    /// Enough repairs are listed.
    full: bool,
    /// The helpers of a row and what they give: a buffer.
    helpers: Vec<(u32, i64)>,
}

impl<'a> Search<'a> {
    /// To repair the equations given, leaving every other equation as it is.
    /// `unit`: what the weights of all cells are multiples of.
    pub fn new(table: Table<'a>, failing: &'a [u32], unit: u32, budget: u64) -> Search<'a> {
        Search {
            failing,
            tableau: Tableau::new(table, unit),
            unit,
            weight: 0,
            threshold: u32::MAX,
            next: u32::MAX,
            ascent: 0,
            budget,
            steps: 0,
            pivots: 0,
            gave_up: false,
            found: Vec::new(),
            full: false,
            helpers: Vec::new(),
        }
    }

    /// Nothing lighter than `at_least` is known to exist.
    pub fn run(mut self, at_least: u32) -> Searched {
        for &equation in self.failing {
            self.tableau.make_row(equation, -self.tableau.table.residual(equation));
        }
        self.next = self.ascend().map_or(u32::MAX, bound::whole).max(at_least.div_ceil(self.unit));
        while self.found.is_empty() && self.next != u32::MAX && !self.spent() {
            self.threshold = self.next;
            self.next = u32::MAX;
            self.visit();
        }
        arrange(&mut self.found);
        // a threshold was finished before the one in which they were found, so they are smallest
        // even when the budget ended before all were listed
        Searched {
            weight: if self.found.is_empty() { 0 } else { self.threshold * self.unit },
            proved_smallest: !self.gave_up && !self.found.is_empty(),
            complete: !self.gave_up && !self.spent() && !self.full,
            repairs: self.found,
            steps: self.steps,
        }
    }

    /// Whether it could be done.
    fn pivot(&mut self, row: usize, cell: u32) -> bool {
        self.pivots += 1;
        self.steps += u64::from(self.pivots.is_multiple_of(PIVOTS_PER_STEP));
        self.tableau.pivot(row, cell)
    }

    fn spent(&self) -> bool {
        self.steps >= self.budget
    }
}

/// Greatest common divisor.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
