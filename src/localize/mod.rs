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
mod table;
pub mod weights;

use blocks::Blocks;
use peel::Peel;
use search::{Search, Searched};
use split::Part;
use structure::{Block, LARGEST, Structure};
use table::{Map, Table};

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
    /// The budget, in steps of search (sets of cells looked at; one that takes long counts as several), for each connected part of the system, past which a component says it is not settled.
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
        failing(&residuals)
    }

    /// Finds all smallest repairs of every component of the failing equations.
    ///
    /// An equation with an [`Standing::Unknown`] cell cannot fail by itself: the unknown value is free, it is never
    /// blamed and never among the changes. It still ties the known cells of several such equations
    /// together, so these equations are part of the search, and of a component that needs known cells changed.
    pub fn localize(&self, variables: &[Variable], options: &Options) -> Localization {
        let mut values = Vec::with_capacity(variables.len());
        for variable in variables {
            values.push(variable.value);
        }
        let mut residuals = Vec::with_capacity(self.structure.equations());
        self.structure.residuals(&values, &mut residuals);
        let table = Table {
            structure: &self.structure,
            map: &self.map,
            variables,
            weights: &options.weights,
            residuals: &residuals,
        };
        let mut answer = Localization::default();
        let mut failing = failing(&residuals);
        while let Some(&first) = failing.first() {
            let block = self.structure.block(first);
            let mut of_block = Vec::new();
            failing.retain(|&equation| {
                let here = self.structure.block(equation) == block;
                if here {
                    of_block.push(equation);
                }
                !here
            });
            if let Some(block) = self.structure.blocks.get(block) {
                solve(table, block, &of_block, options.steps, &mut answer);
            }
        }
        table::sort(&mut answer.components, |a, b| a.equations.first() < b.equations.first());
        answer
    }
}

/// Adds the components of one block.
fn solve(table: Table<'_>, block: &Block, failing: &[u32], budget: u64, answer: &mut Localization) {
    let mut searched = search(table, block, failing, budget);
    answer.steps += searched.steps;
    if searched.proved_smallest && searched.weight == 0 {
        return; // unknown cells alone take up the differences
    }
    let before = answer.components.len();
    for mut part in split::split(table.structure, failing, std::mem::take(&mut searched.repairs)) {
        for repair in &mut part.repairs {
            repair.changes.retain(|change| !table.is_unknown(change.variable));
            repair.weigh(&table);
        }
        repair::arrange(&mut part.repairs);
        if part.repairs.iter().any(|repair| repair.changes.is_empty()) {
            continue; // unknown cells alone take up these differences
        }
        answer.components.push(component(table, part, &searched));
    }
    let parts = answer.components.get(before..).unwrap_or(&[]);
    if let Some(whole) = one_cause(table, parts) {
        answer.components.truncate(before);
        answer.components.push(whole);
    }
}

/// Parts that one shifted line explains together, and better than each by itself, are one component after all.
fn one_cause(table: Table<'_>, parts: &[Component]) -> Option<Component> {
    let mut equations = Vec::new();
    let mut apart = 0u32;
    for part in parts {
        equations.extend_from_slice(&part.equations);
        apart = apart.saturating_add(part.repairs.first()?.cost);
    }
    if parts.len() < 2 || equations.len() < 3 || apart <= PLAIN {
        return None;
    }
    table::sort(&mut equations, |a, b| a < b);
    let mut blocks = Blocks { table, equations: &equations, found: Vec::new() };
    blocks.test_shifts();
    let mut offered = Vec::new();
    for mut block in blocks.found {
        table.explain(&mut block);
        if block.cause.is_some() && block.cost < apart {
            offered.push(block);
        }
    }
    if offered.is_empty() {
        return None;
    }
    let mut whole = repair::together(table, parts);
    whole.equations = equations;
    for mut block in offered {
        block.weigh(&table);
        block.smallest = block.weight == whole.weight;
        if whole.repairs.iter().all(|repair| repair.changes != block.changes) {
            whole.repairs.push(block);
        }
    }
    table.sort(&mut whole.repairs);
    whole.repairs.truncate(MAX_REPAIRS);
    Some(whole)
}

fn search(table: Table<'_>, block: &Block, failing: &[u32], budget: u64) -> Searched {
    let facts = Facts::of(block, &table);
    if facts.untreatable {
        return Searched::default();
    }
    let (mut at_least, mut steps) = (0, 0);
    if block.leafy && !facts.unknown {
        let peeled = Peel::new(table, block, facts.lightest).run();
        (at_least, steps) = (peeled.at_least, peeled.steps);
        if peeled.settled {
            let (repairs, weight) = (peeled.repairs, peeled.weight);
            return Searched { repairs, weight, proved_smallest: true, complete: true, steps };
        }
    }
    let mut searched =
        Search::new(table, failing, u32::try_from(facts.unit).unwrap_or(1), budget).run(at_least);
    searched.steps += steps;
    searched
}

/// Ranks the repairs of a part, with the hypotheses that are worth offering.
fn component(table: Table<'_>, mut part: Part, searched: &Searched) -> Component {
    for repair in &mut part.repairs {
        table.explain(repair);
    }
    let complete = searched.complete && part.repairs.len() <= MAX_REPAIRS;
    let first = part.repairs.first();
    let mut component = Component {
        weight: first.map_or(0, |repair| repair.weight),
        size: first.map_or(0, |repair| repair.changes.len()),
        equations: part.equations,
        repairs: part.repairs,
        proved_smallest: searched.proved_smallest,
        complete,
    };
    let cheapest = component.repairs.iter().map(|repair| repair.cost).min().unwrap_or(u32::MAX);
    if component.equations.len() >= 2 && cheapest > PLAIN {
        offer(table, &mut component, cheapest);
    }
    table.sort(&mut component.repairs);
    component.repairs.truncate(MAX_REPAIRS);
    component
}

/// A repair whose explanation costs no more than this needs no block hypothesis beside it.
const PLAIN: u32 = slips::cost::SHIFT;

/// Adds the hypotheses that hold, that one slip explains, and that explain more than the smallest.
fn offer(table: Table<'_>, component: &mut Component, cheapest: u32) {
    let mut blocks = Blocks { table, equations: &component.equations, found: Vec::new() };
    if component.equations.len() == 2 {
        blocks.test_moves();
    } else {
        blocks.test();
    }
    for mut block in blocks.found {
        if component.repairs.iter().any(|repair| repair.changes == block.changes) {
            continue;
        }
        table.explain(&mut block);
        if block.cause.is_some() && block.cost < cheapest {
            block.weigh(&table);
            // among the smallest, but not listed before, when there are more than are listed
            block.smallest = block.weight == component.weight;
            component.repairs.push(block);
        }
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
    /// What the weights of all cells are multiples of.
    unit: i64,
}

impl Facts {
    fn of(block: &Block, table: &Table<'_>) -> Facts {
        let mut facts = Facts { untreatable: false, unknown: false, lightest: u32::MAX, unit: 0 };
        let mut last = None;
        for &variable in &block.variables {
            let Some(cell) = table.variables.get(variable as usize) else {
                facts.untreatable = true;
                return facts;
            };
            facts.untreatable |= cell.value.unsigned_abs() > LARGEST as u64;
            // most cells stand as the one before them
            if last != Some(cell.standing) {
                last = Some(cell.standing);
                let weight = table.weights.of(cell.standing);
                facts.unknown |= weight == 0;
                facts.lightest = facts.lightest.min(weight);
                facts.unit = search::gcd(facts.unit, i64::from(weight));
            }
        }
        facts.unit = facts.unit.max(1);
        facts
    }
}

fn failing(residuals: &[i64]) -> Vec<u32> {
    let mut failing = Vec::new();
    for (equation, &residual) in (0u32..).zip(residuals) {
        if residual != 0 {
            failing.push(equation);
        }
    }
    failing
}

/// Compiles and searches in one go; for many tables of one form keep a [`Prepared`].
pub fn localize(system: &System, layout: &Layout, options: &Options) -> Localization {
    Prepared::new(&system.equations, layout).localize(&system.variables, options)
}
