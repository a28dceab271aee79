//! Which cells to blame, and what should stand there: exact error localisation.
//!
//! Takes: a [`System`] of integer cells and ±1 equations, and where the cells stand ([`Layout`]).
//! Gives: a [`Localization`]: for every independent group of failing equations all smallest repairs,
//! best explained first. Must not know: forms, rules, reports, texts of findings.
//!
//! The principle is Fellegi & Holt (1976): change the fewest (here: the lightest) cells so that every
//! relation holds; see de Waal, Pannekoek & Scholtus (2011), *Handbook of Statistical Data Editing and
//! Imputation*, ch. 3–5. Repairs of equal weight are ranked by the typing slip that would explain
//! them, in the manner of Scholtus (2009), *Automatic correction of simple typing errors*.
//!
//! ```
//! use gouji::localize::{Equation, Layout, Options, System, Variable, localize};
//!
//! // 维持 3 + 纠正 1 = 总计 5, and the same 总计 = 4 + 0 by another relation
//! let system = System {
//!     variables: [3, 1, 5, 4, 0].into_iter().map(Variable::typed).collect(),
//!     equations: vec![
//!         Equation { terms: vec![(0, 1), (1, 1), (2, -1)] },
//!         Equation { terms: vec![(3, 1), (4, 1), (2, -1)] },
//!     ],
//! };
//! let found = localize(&system, &Layout::default(), &Options::default());
//! let component = &found.components[0];
//! assert!(component.unique());
//! assert_eq!((component.repairs[0].changes[0].variable, component.repairs[0].changes[0].to), (2, 4));
//! ```

mod blocks;
mod peel;
mod rank;
mod repair;
mod search;
pub mod slips;
mod split;
mod structure;
pub mod system;
pub mod weights;

use blocks::Blocks;
use peel::{Peel, Peeled};
use rank::{Map, Ranker};
use search::{Found, Search, Searched};
use split::Part;
use structure::{Block, LARGEST, Structure};

pub use repair::{Change, Component, Localization, Repair};
pub use slips::Slip;
pub use system::{Equation, Layout, Place, Standing, System, Variable};
pub use weights::Weights;

/// At most this many smallest repairs are listed for a component.
pub const MAX_REPAIRS: usize = 64;

/// What the caller may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What it costs to blame a cell.
    pub weights: Weights,
    /// The budget, in steps of search (sets of cells looked at), for each connected part of the system, past which a component says it is not settled.
    pub steps: u64,
}

/// The budget unless the caller has its own: some ten times what the hardest of thousands of seeded tables took
/// (a step is 1 to 20 µs).
pub const STEPS: u64 = 50_000;

impl Default for Options {
    fn default() -> Options {
        Options { weights: weights::WEIGHTS, steps: STEPS }
    }
}

/// The equations and places of a form, compiled once and used for many tables of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    structure: Structure,
    map: Map,
}

impl Prepared {
    /// Compiles.
    pub fn new(equations: &[Equation], layout: &Layout) -> Prepared {
        Prepared { structure: Structure::new(equations), map: Map::new(layout) }
    }

    /// The residuals of all equations (0: it holds), into `residuals` (emptied first).
    pub fn residuals(&self, values: &[i64], residuals: &mut Vec<i64>) {
        self.structure.residuals(values, residuals);
    }

    /// The failing equations, ascending.
    pub fn detect(&self, values: &[i64]) -> Vec<u32> {
        let mut residuals = Vec::with_capacity(self.structure.equations());
        self.structure.residuals(values, &mut residuals);
        failing(&residuals).map(|(equation, _)| equation).collect()
    }

    /// Finds all smallest repairs of every component of the failing equations.
    ///
    /// An equation with an [`Standing::Unknown`] cell cannot fail by itself: the unknown value is free, it is never
    /// blamed and never among the changes. It still ties the known cells of several such equations
    /// together, so these equations are part of the search, and of a component that needs known cells changed.
    pub fn localize(&self, variables: &[Variable], options: &Options) -> Localization {
        let values: Vec<i64> = variables.iter().map(|variable| variable.value).collect();
        let mut residuals = Vec::with_capacity(self.structure.equations());
        self.structure.residuals(&values, &mut residuals);
        let mut answer = Localization::default();
        let mut failing: Vec<(u32, i64)> = failing(&residuals).collect();
        failing.sort_by_key(|&(equation, _)| self.structure.block(equation));
        for group in failing.chunk_by(|a, b| self.structure.block(a.0) == self.structure.block(b.0)) {
            self.solve_block(group, &residuals, variables, options, &mut answer);
        }
        answer.components.sort_by(|a, b| a.equations.cmp(&b.equations));
        answer
    }

    fn solve_block(
        &self,
        failing: &[(u32, i64)],
        residuals: &[i64],
        variables: &[Variable],
        options: &Options,
        answer: &mut Localization,
    ) {
        let searched = self.search_block(failing, residuals, variables, options);
        answer.steps += searched.steps;
        let equations: Vec<u32> = failing.iter().map(|entry| entry.0).collect();
        if searched.proved_smallest && searched.weight == 0 {
            return; // unknown cells alone take up the differences
        }
        for part in split::split(&self.structure, &equations, &searched.repairs) {
            let part = without_unknown(part, variables);
            if part.repairs.iter().any(|found| found.changes.is_empty()) {
                continue; // unknown cells alone take up these differences
            }
            let mut component = component(part, &searched, variables, &options.weights);
            let ranker = Ranker { structure: &self.structure, map: &self.map, variables };
            ranker.rank(&mut component.repairs);
            if worth_a_block(&component) {
                let blocks = Blocks { structure: &self.structure, map: &self.map, variables, residuals };
                offer(
                    blocks.test(&component.equations),
                    &mut component,
                    &ranker,
                    variables,
                    &options.weights,
                );
            }
            component.repairs.truncate(MAX_REPAIRS);
            answer.components.push(component);
        }
    }

    fn search_block(
        &self,
        failing: &[(u32, i64)],
        residuals: &[i64],
        variables: &[Variable],
        options: &Options,
    ) -> Searched {
        let Some(block) = failing.first().and_then(|entry| self.structure.block_of(entry.0)) else {
            return Searched::default();
        };
        let facts = Facts::of(block, variables, &options.weights);
        if facts.untreatable {
            return Searched::default();
        }
        let mut at_least = 0;
        let mut steps = 0;
        if block.leafy && !facts.unknown {
            let peel = Peel::new(&self.structure, block, variables, &options.weights, facts.lightest);
            let (peeled, spent) = peel.run(residuals);
            if peeled.settled {
                return settled(peeled, spent);
            }
            at_least = peeled.at_least;
            steps = spent;
        }
        let mut searched =
            Search::new(&self.structure, variables, &options.weights, options.steps).run(failing, at_least);
        searched.steps += steps;
        searched
    }
}

/// What must be known of a block's cells before it is searched.
struct Facts {
    /// A value is missing or too large to be computed with.
    untreatable: bool,
    /// Some cell is unknown.
    unknown: bool,
    /// Weight of the lightest cell.
    lightest: u32,
}

impl Facts {
    fn of(block: &Block, variables: &[Variable], weights: &Weights) -> Facts {
        let mut facts = Facts { untreatable: false, unknown: false, lightest: u32::MAX };
        for &variable in &block.variables {
            let Some(cell) = variables.get(variable as usize) else {
                facts.untreatable = true;
                return facts;
            };
            facts.untreatable |= cell.value.unsigned_abs() > LARGEST as u64;
            facts.unknown |= cell.standing == Standing::Unknown;
            facts.lightest = facts.lightest.min(weights.of(cell.standing));
        }
        facts
    }
}

fn failing(residuals: &[i64]) -> impl Iterator<Item = (u32, i64)> + '_ {
    (0u32..)
        .zip(residuals)
        .filter(|(_, residual)| **residual != 0)
        .map(|(equation, &residual)| (equation, residual))
}

fn is_unknown(variables: &[Variable], variable: u32) -> bool {
    variables.get(variable as usize).is_some_and(|cell| cell.standing == Standing::Unknown)
}

/// The repairs without what unknown cells take up.
fn without_unknown(mut part: Part, variables: &[Variable]) -> Part {
    for found in &mut part.repairs {
        found.changes.retain(|change| !is_unknown(variables, change.variable));
    }
    let cells = |found: &Found| found.changes.iter().map(|change| change.variable).collect::<Vec<u32>>();
    part.repairs.sort_by_cached_key(cells);
    part.repairs.dedup_by_key(|found| cells(found));
    part
}

fn settled(peeled: Peeled, steps: u64) -> Searched {
    let repairs = peeled.repairs.into_iter().map(|changes| Found { changes, values_fixed: true }).collect();
    Searched { repairs, weight: peeled.weight, proved_smallest: true, complete: true, steps }
}

/// A repair whose explanation costs no more than this needs no block hypothesis beside it.
const PLAIN: u32 = slips::cost::SHIFT;

/// Whether the likeliest repair leaves so much unexplained that a slip of a whole line is worth testing.
fn worth_a_block(component: &Component) -> bool {
    component.equations.len() >= 3 && component.repairs.first().is_none_or(|repair| repair.cost > PLAIN)
}

/// Adds the hypotheses that hold, keeps those that one slip explains and that explain more than the smallest.
fn offer(
    hypotheses: Vec<Vec<Change>>,
    component: &mut Component,
    ranker: &Ranker<'_>,
    variables: &[Variable],
    weights: &Weights,
) {
    let listed = component.repairs.first().map(|repair| repair.cost);
    for changes in hypotheses {
        if component.repairs.iter().any(|repair| repair.changes == changes) {
            continue;
        }
        let mut block = [repair(changes, variables, weights, true)];
        ranker.rank(&mut block);
        let [mut block] = block;
        block.smallest = false;
        if block.cause.is_some() && listed.is_none_or(|listed| block.cost < listed) {
            component.repairs.push(block);
        }
    }
    ranker.sort(&mut component.repairs);
}

fn weigh(changes: &[Change], variables: &[Variable], weights: &Weights) -> u32 {
    changes
        .iter()
        .filter_map(|change| variables.get(change.variable as usize))
        .map(|cell| weights.of(cell.standing))
        .sum()
}

fn repair(changes: Vec<Change>, variables: &[Variable], weights: &Weights, values_fixed: bool) -> Repair {
    Repair {
        weight: weigh(&changes, variables, weights),
        smallest: true,
        values_fixed,
        slips: Vec::new(),
        cause: None,
        cost: 0,
        changes,
    }
}

fn component(part: Part, searched: &Searched, variables: &[Variable], weights: &Weights) -> Component {
    let complete = searched.complete && part.repairs.len() <= MAX_REPAIRS;
    let repairs: Vec<Repair> = part
        .repairs
        .into_iter()
        .map(|found| repair(found.changes, variables, weights, found.values_fixed))
        .collect();
    Component {
        equations: part.equations,
        weight: repairs.first().map_or(0, |repair| repair.weight),
        size: repairs.first().map_or(0, |repair| repair.changes.len()),
        repairs,
        proved_smallest: searched.proved_smallest,
        complete,
    }
}

/// Compiles and searches in one go; for many tables of one form keep a [`Prepared`].
pub fn localize(system: &System, layout: &Layout, options: &Options) -> Localization {
    Prepared::new(&system.equations, layout).localize(&system.variables, options)
}
