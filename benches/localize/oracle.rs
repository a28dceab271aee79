//! The same question put to HiGHS, a general solver: the smallest weight of a repair.
//!
//! A mixed-integer solver works in floating point. Its own repair is therefore rounded and checked in
//! integers, and its word "optimal" is not taken for more than it is: asked again in another way (`Attempt`), it
//! now and then finds a lighter repair than the one it has called optimal.

use gouji::localize::weights::Weights;
use gouji::localize::{Equation, Variable};
use highs::{Col, HighsModelStatus, RowProblem, Sense};

/// How the question is put.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Values may rise to the sum of all present ones.
    Plain,
    /// Values may rise by what all equations are off together, which bounds the big M more tightly; without presolve.
    Tight,
}

/// Seconds a solve may take.
const SECONDS: f64 = 60.0;

/// The weight of the repair HiGHS calls lightest, or `None` if it has none in time or none that holds in integers.
pub fn smallest_weight(
    equations: &[Equation],
    cells: &[Variable],
    weights: &Weights,
    attempt: Attempt,
) -> Option<u32> {
    let mut problem = RowProblem::default();
    let top = match attempt {
        Attempt::Plain => cells.iter().map(|cell| cell.value).sum::<i64>() + 1,
        Attempt::Tight => equations.iter().map(|equation| sum(equation, cells).abs()).sum(),
    } as f64;
    let columns: Vec<(Col, Col)> = cells
        .iter()
        .map(|cell| {
            let value = cell.value.max(0) as f64;
            let up = problem.add_integer_column(0.0, 0.0..=top);
            let down = problem.add_integer_column(0.0, 0.0..=value);
            let blamed = problem.add_integer_column(f64::from(weights.of(cell.standing)), 0.0..=1.0);
            problem.add_row(..=0.0, [(up, 1.0), (blamed, -top)]);
            problem.add_row(..=0.0, [(down, 1.0), (blamed, -value)]);
            (up, down)
        })
        .collect();
    for equation in equations {
        let mut row = Vec::new();
        for &(variable, sign) in &equation.terms {
            let (up, down) = columns[variable as usize];
            row.extend([(up, f64::from(sign)), (down, -f64::from(sign))]);
        }
        let off = -sum(equation, cells) as f64;
        problem.add_row(off..=off, row);
    }
    let mut model = problem.optimise(Sense::Minimise);
    model.make_quiet();
    model.set_option("threads", 1);
    model.set_option("mip_rel_gap", 0.0);
    model.set_option("mip_abs_gap", 0.5);
    model.set_option("mip_feasibility_tolerance", 1e-9);
    model.set_option("primal_feasibility_tolerance", 1e-9);
    model.set_option("time_limit", SECONDS);
    if attempt == Attempt::Tight {
        model.set_option("presolve", "off");
    }
    let solved = model.solve();
    if solved.status() != HighsModelStatus::Optimal {
        return None;
    }
    let solution = solved.get_solution();
    let mut repaired = cells.to_vec();
    let mut weight = 0;
    for (cell, (up, down)) in repaired.iter_mut().zip(columns) {
        let change = solution[up].round() as i64 - solution[down].round() as i64;
        cell.value += change;
        weight += if change == 0 { 0 } else { weights.of(cell.standing) };
    }
    let holds = repaired.iter().all(|cell| cell.value >= 0)
        && equations.iter().all(|equation| sum(equation, &repaired) == 0);
    holds.then_some(weight)
}

fn sum(equation: &Equation, cells: &[Variable]) -> i64 {
    equation.terms.iter().map(|&(v, sign)| i64::from(sign) * cells[v as usize].value).sum()
}
