//! One roll-up system: a parent report, its children, and `parent = Σ children` for every cell.

use super::generate::{COLS, Random, Shape};
use gouji::localize::{Equation, Layout, Place, Variable};

pub struct Rollup {
    pub equations: Vec<Equation>,
    pub layout: Layout,
    pub truth: Vec<i64>,
}

/// `reports` children and their parent, all of them consistent.
pub fn rollup(shape: &Shape, random: &mut Random, reports: usize) -> Rollup {
    let cells = shape.rows * COLS;
    let mut truth = vec![0i64; cells * (reports + 1)];
    let mut equations = Vec::new();
    let mut places = Vec::new();
    for report in 0..=reports {
        let offset = (report * cells) as u32;
        for mut equation in shape.equations() {
            equation.terms.iter_mut().for_each(|term| term.0 += offset);
            equations.push(equation);
        }
        places.extend(
            shape
                .layout()
                .places
                .into_iter()
                .map(|place| place.map(|place| Place { table: report as u32, ..place })),
        );
        if report > 0 {
            for (cell, value) in shape.consistent(random).into_iter().enumerate() {
                truth[report * cells + cell] = value;
                truth[cell] += value;
            }
        }
    }
    for cell in 0..cells {
        let mut terms = vec![(cell as u32, -1i8)];
        terms.extend((1..=reports).map(|report| ((report * cells + cell) as u32, 1i8)));
        equations.push(Equation { terms });
    }
    Rollup { equations, layout: Layout { places }, truth }
}

/// The same with this many wrong cells in different places.
pub fn with_errors(truth: &[i64], random: &mut Random, wrong: usize) -> (Vec<Variable>, Vec<(u32, i64)>) {
    let mut cells: Vec<Variable> = truth.iter().map(|&value| Variable::typed(value)).collect();
    let mut changed = Vec::new();
    while changed.len() < wrong {
        let cell = random.below(cells.len());
        if cells[cell].value == truth[cell] {
            cells[cell].value += 1 + random.below(90) as i64;
            changed.push((cell as u32, truth[cell]));
        }
    }
    changed.sort_unstable();
    (cells, changed)
}
