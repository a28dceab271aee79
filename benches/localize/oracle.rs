//! The same question put to HiGHS, a general solver: smallest weight of a repair, or `None` if it gives no answer.

use gouji::localize::weights::Weights;
use gouji::localize::{Equation, Variable};
use highs::{HighsModelStatus, RowProblem, Sense};

pub fn smallest_weight(equations: &[Equation], cells: &[Variable], weights: &Weights) -> Option<u32> {
    let mut problem = RowProblem::default();
    // no value of a smallest repair needs to leave this: a new value is a sum of present ones
    let top = cells.iter().map(|cell| cell.value).sum::<i64>() as f64 + 1.0;
    let columns: Vec<_> = cells
        .iter()
        .map(|cell| {
            let up = problem.add_integer_column(0.0, 0.0..=top);
            let down = problem.add_integer_column(0.0, 0.0..=(cell.value.max(0) as f64));
            let blamed = problem.add_integer_column(f64::from(weights.of(cell.standing)), 0.0..=1.0);
            problem.add_row(..=0.0, [(up, 1.0), (blamed, -top)]);
            problem.add_row(..=0.0, [(down, 1.0), (blamed, -(cell.value.max(0) as f64))]);
            (up, down)
        })
        .collect();
    for equation in equations {
        let mut row = Vec::new();
        let mut sum = 0i64;
        for &(variable, sign) in &equation.terms {
            let (up, down) = columns[variable as usize];
            row.push((up, f64::from(sign)));
            row.push((down, -f64::from(sign)));
            sum += i64::from(sign) * cells[variable as usize].value;
        }
        problem.add_row((-sum as f64)..=(-sum as f64), row);
    }
    let mut model = problem.optimise(Sense::Minimise);
    model.make_quiet();
    model.set_option("mip_rel_gap", 0.0);
    model.set_option("mip_abs_gap", 0.5);
    model.set_option("mip_feasibility_tolerance", 1e-9);
    model.set_option("time_limit", 60.0);
    let solved = model.solve();
    if solved.status() != HighsModelStatus::Optimal {
        return None;
    }
    Some(solved.objective_value().round() as u32)
}
