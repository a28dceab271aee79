//! Which single cells to blame for gaps in tables with relations.
//!
//! Takes what whole reports leave, asks `localize`: the sums over the children together with the relations of the
//! parent, of the children whose own relations fail there, and of the sum of all other children.

use crate::dossier::{Cell, Digest};
use crate::localize::{self, Layout, Options, Place, Prepared, Standing, Variable};
use crate::number::Decimal;
use crate::rules::equation::{Equation, Relations, relations};

use super::account::Account;
use super::cause::{Cause, Change, Gap, Whose};
use super::guess;

/// Most children looked into.
const MAX_SUSPECTS: usize = 12;
/// Repairs beyond which none is worth telling.
const MAX_USEFUL: usize = 12;

/// Causes for the cells `tied`, which relations bind.
pub(super) fn locate(account: &Account, left: &Gap, tied: &[usize], times: &[u8]) -> Vec<Cause> {
    let system = Joint::new(account, left, tied, times);
    let found = system.prepared.localize(&system.variables, &Options::default());
    let mut causes = Vec::new();
    let mut told: Vec<usize> = Vec::new();
    for component in &found.components {
        let cells: Vec<usize> = component.equations.iter().filter_map(|at| system.summed(*at)).collect();
        if cells.is_empty() {
            continue;
        }
        told.extend(&cells);
        // Where no report's own relation fails, the same figures may be wrong in any of them.
        if component.size > 1 && component.equations.iter().all(|at| system.summed(*at).is_some()) {
            causes.push(Cause::Sound { guesses: guess::moved(account, left, &cells, times), cells });
            continue;
        }
        let change = |change: &localize::Change| system.change(change);
        let repairs: Vec<Vec<Change>> = component
            .repairs
            .iter()
            .map(|repair| repair.changes.iter().filter_map(change).collect())
            .collect();
        causes.push(Cause::Cells {
            cells,
            unique: component.unique(),
            useful: !repairs.is_empty()
                && (component.unique()
                    || component.clear_lead()
                    || component.complete && repairs.len() <= MAX_USEFUL),
            repairs: if component.clear_lead() { repairs.into_iter().take(1).collect() } else { repairs },
        });
    }
    let open: Vec<usize> = tied.iter().copied().filter(|cell| !told.contains(cell)).collect();
    if !open.is_empty() {
        causes.push(Cause::Open { cells: open });
    }
    causes
}

/// One system: blocks of the parent, of the others' sum, of every suspect.
struct Joint {
    blocks: Vec<Whose>,
    width: usize,
    variables: Vec<Variable>,
    prepared: Prepared,
    /// The cell each of the last equations sums.
    sums: Vec<usize>,
    relations: usize,
}

impl Joint {
    fn new(account: &Account, left: &Gap, tied: &[usize], times: &[u8]) -> Self {
        let all = relations(account.family.form);
        let suspects = suspects(account, all, tied, times);
        let counted = (0..).zip(times.iter().copied());
        let others: Vec<(usize, u8)> = counted.filter(|(child, _)| !suspects.contains(child)).collect();
        let mut blocks = vec![Whose::Parent, Whose::Others];
        blocks.extend(suspects.iter().map(|child| Whose::Child(*child)));
        let width = account.sums.cells.len();
        let of_block = |block: &Whose| -> Vec<Variable> {
            let of = |cell: usize| match *block {
                Whose::Parent => parents(account, cell),
                Whose::Child(child) => childs(account, child, cell),
                Whose::Others => sum_of(account, cell, &others),
            };
            (0..width).map(of).collect()
        };
        let variables: Vec<Variable> = blocks.iter().flat_map(of_block).collect();
        let mut equations: Vec<localize::Equation> =
            (0..blocks.len()).flat_map(|block| usable(all, &variables, block * width, tied)).collect();
        let relations = equations.len();
        let is_bound = |cell: &usize| all.equations.iter().any(|equation| equation.cells.contains(cell));
        let is_told = |cell: &usize| left.get(*cell).is_some_and(Option::is_some);
        let is_known = |cell: &usize| (0..blocks.len()).all(|block| known(&variables, block * width + cell));
        let sums: Vec<usize> =
            (0..width).filter(|cell| is_bound(cell) && is_told(cell) && is_known(cell)).collect();
        for &cell in &sums {
            let term = |block: usize| (index(block * width + cell), if block == 0 { -1 } else { 1 });
            equations.push(localize::Equation { terms: (0..blocks.len()).map(term).collect() });
        }
        let prepared = Prepared::new(&equations, &places(all, blocks.len()));
        Self { blocks, width, variables, prepared, sums, relations }
    }

    /// The cell an equation sums over the children, if it is such a one.
    fn summed(&self, equation: u32) -> Option<usize> {
        self.sums.get((equation as usize).checked_sub(self.relations)?).copied()
    }

    fn change(&self, change: &localize::Change) -> Option<Change> {
        let at = change.variable as usize;
        let whose = *self.blocks.get(at / self.width.max(1))?;
        Some(Change { whose, cell: at % self.width.max(1), from: change.from, to: change.to })
    }
}

fn known(variables: &[Variable], at: usize) -> bool {
    variables.get(at).is_some_and(|variable| variable.standing != Standing::Unknown)
}

/// The relations of the block that begins at `start`, in which everything is known. One that fails away from the gap
/// is left out: such an error the parent has taken over, and it is told of the child itself.
fn usable(all: &Relations, variables: &[Variable], start: usize, tied: &[usize]) -> Vec<localize::Equation> {
    let near = |equation: &Equation| tied.iter().any(|cell| equation.cells.contains(cell));
    let sum = |cells: &[usize]| -> i64 {
        cells.iter().filter_map(|cell| variables.get(start + cell)).map(|variable| variable.value).sum()
    };
    let wanted = |equation: &&Equation| {
        equation.cells.iter().all(|cell| known(variables, start + cell))
            && (near(equation) || sum(equation.left()) == sum(equation.right()))
    };
    let moved = |equation: &Equation| {
        let mut linear = equation.linear();
        linear.terms.iter_mut().for_each(|term| term.0 += index(start));
        linear
    };
    all.equations.iter().filter(wanted).map(moved).collect()
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Each block is a set of tables of its own.
fn places(all: &Relations, blocks: usize) -> Layout {
    /// More than the tables and blocks of one form have numbers.
    const APART: u32 = 1 << 10;
    let shifted = |block: usize| {
        let by = index(block) * APART;
        all.layout
            .places
            .iter()
            .map(move |place| place.map(|place| Place { table: place.table + by, ..place }))
    };
    Layout { places: (0..blocks).flat_map(shifted).collect() }
}

/// Children counted once whose own relations fail where the gap is; those with most such cells first.
fn suspects(account: &Account, all: &Relations, tied: &[usize], times: &[u8]) -> Vec<usize> {
    let mut list: Vec<(usize, usize)> = Vec::new();
    for (child, _) in times.iter().enumerate().filter(|(_, times)| **times == 1) {
        let failing = failing(&all.equations, &|cell| account.sums.child(child, cell));
        let touched = tied.iter().filter(|cell| failing.iter().any(|(e, _)| e.cells.contains(cell))).count();
        if touched > 0 {
            list.push((touched, child));
        }
    }
    list.sort_by_key(|&(touched, child)| (std::cmp::Reverse(touched), child));
    let mut list: Vec<usize> = list.into_iter().take(MAX_SUSPECTS).map(|(_, child)| child).collect();
    list.sort_unstable();
    list
}

/// The relations that fail for these figures, and by how much the left side is more.
pub(super) fn failing<'e>(
    equations: &'e [Equation],
    figure: &dyn Fn(usize) -> Option<Decimal>,
) -> Vec<(&'e Equation, i128)> {
    let sum = |cells: &[usize]| -> Option<i128> {
        cells.iter().map(|&cell| figure(cell).map(Decimal::in_millionths)).sum()
    };
    let by = |equation: &Equation| Some(sum(equation.left())? - sum(equation.right())?);
    let of = |equation: &'e Equation| Some((equation, by(equation).filter(|by| *by != 0)?));
    equations.iter().filter_map(of).collect()
}

fn variable(value: Option<Decimal>, standing: Standing) -> Variable {
    match value.and_then(Decimal::as_integer) {
        Some(value) => Variable { value, standing, signed: false },
        None => Variable { value: 0, standing: Standing::Unknown, signed: false },
    }
}

fn parents(account: &Account, cell: usize) -> Variable {
    let digest = account.family.parent.map(|parent| parent.digest);
    let standing = standing(account, digest, account.sums.parents_cell(cell), cell);
    variable(account.sums.parents(cell), standing)
}

fn childs(account: &Account, child: usize, cell: usize) -> Variable {
    let digest = account.family.children.get(child).map(|child| child.digest);
    let standing = standing(account, digest, account.sums.own_cell(child, cell), cell);
    variable(account.sums.child(child, cell), standing)
}

fn standing(account: &Account, digest: Option<&Digest>, own: Option<usize>, cell: usize) -> Standing {
    let own: Option<&Cell> = digest.zip(own).and_then(|(digest, own)| digest.cells.get(own));
    match own {
        Some(cell) if cell.doubtful => Standing::Doubtful,
        Some(cell) if cell.blank => Standing::Blank,
        _ if account.spec(cell).is_some_and(crate::forms::CellSpec::is_total) => Standing::TypedTotal,
        _ => Standing::Typed,
    }
}

fn sum_of(account: &Account, cell: usize, others: &[(usize, u8)]) -> Variable {
    let sum = others.iter().try_fold(0_i128, |sum, &(child, times)| {
        let value = account.sums.child(child, cell)?.in_millionths();
        Some(sum + value * i128::from(times))
    });
    // As the parent's: neither side is likelier to be wrong.
    variable(sum.and_then(Decimal::of_millionths), standing(account, None, None, cell))
}
