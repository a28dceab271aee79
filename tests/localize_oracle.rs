//! 2,000 generated cases against HiGHS, an independent solver.
//!
//! HiGHS needs half an hour for them, so its answers are kept in `cases/localize/highs.txt` and compared with at every
//! run. `GOUJI_ORACLE=1 cargo test --release --features oracle --test localize_oracle -- --nocapture` asks it again
//! and writes the file anew.
#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "../benches/localize/generate.rs"]
mod generate;
#[cfg(feature = "oracle")]
#[path = "../benches/localize/oracle.rs"]
mod oracle;

use generate::{Case, Random, Shape, case};
use gouji::localize::{Equation, Localization, Options, Prepared, Variable};

const CASES: usize = 2000;
const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/localize/highs.txt");

/// The cases: forms of both kinds, all classes of the generator, blanks.
fn each(mut work: impl FnMut(usize, &Shape, &Case)) {
    let mut random = Random(20_260_131);
    for number in 0..CASES {
        let shape = Shape { rows: if number % 4 == 0 { 23 } else { 25 } };
        let case = case(&shape, &mut random);
        work(number, &shape, &case);
    }
}

/// Whether every equation holds, in range, after the first smallest repair of every component.
fn holds(equations: &[Equation], cells: &[Variable], found: &Localization) -> bool {
    let mut values: Vec<i64> = cells.iter().map(|cell| cell.value).collect();
    for component in &found.components {
        let smallest = component.repairs.iter().find(|repair| repair.smallest);
        smallest
            .iter()
            .flat_map(|repair| &repair.changes)
            .for_each(|change| values[change.variable as usize] = change.to);
    }
    let sum = |equation: &Equation| {
        equation.terms.iter().map(|&(v, sign)| values[v as usize] * i64::from(sign)).sum::<i64>()
    };
    equations.iter().all(|equation| sum(equation) == 0) && values.iter().all(|value| *value >= 0)
}

#[test]
fn two_thousand_generated_cases_agree_with_highs() {
    let kept = std::fs::read_to_string(ANSWERS).unwrap();
    // "-": no answer in time
    let theirs: Vec<Option<u32>> = kept.split_whitespace().map(|answer| answer.parse().ok()).collect();
    assert_eq!(theirs.len(), CASES);
    let mut wrong = Vec::new();
    each(|number, shape, case| {
        let equations = shape.equations();
        let found = Prepared::new(&equations, &shape.layout()).localize(&case.cells, &Options::default());
        let ours: u32 = found.components.iter().map(|component| component.weight).sum();
        let proved = found.components.iter().all(|component| component.proved_smallest);
        let differs = theirs[number].is_some_and(|theirs| theirs != ours);
        if differs || !proved || !holds(&equations, &case.cells, &found) {
            wrong.push(format!(
                "{number} {}: {ours} (proved {proved}), HiGHS {:?}",
                case.class, theirs[number]
            ));
        }
    });
    assert!(theirs.iter().flatten().count() * 1000 >= CASES * 995, "HiGHS must have answered nearly all");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Asks HiGHS all over again; a second time, differently, where its answer is not ours.
#[cfg(feature = "oracle")]
#[test]
fn highs_is_asked_again() {
    use oracle::{Attempt, smallest_weight};
    if std::env::var_os("GOUJI_ORACLE").is_none() {
        eprintln!("skipped: GOUJI_ORACLE is not set");
        return;
    }
    let options = Options::default();
    let (mut answers, mut second) = (String::new(), 0);
    each(|number, shape, case| {
        let equations = shape.equations();
        let found = Prepared::new(&equations, &shape.layout()).localize(&case.cells, &options);
        let ours: u32 = found.components.iter().map(|component| component.weight).sum();
        let ask = |attempt| smallest_weight(&equations, &case.cells, &options.weights, attempt);
        let mut theirs = ask(Attempt::Plain);
        if theirs != Some(ours) {
            let again = ask(Attempt::Tight);
            eprintln!("{number} {}: ours {ours}, HiGHS {theirs:?}, then {again:?}", case.class);
            second += 1;
            theirs = theirs.into_iter().chain(again).min();
        }
        answers += &theirs.map_or("-".to_owned(), |weight| weight.to_string());
        answers.push(if number % 25 == 24 { '\n' } else { ' ' });
        if number % 100 == 99 {
            eprintln!("{} cases, {second} asked twice", number + 1);
        }
    });
    std::fs::write(ANSWERS, &answers).unwrap();
    assert!(!answers.contains('-'), "some cases have no answer in time");
}
