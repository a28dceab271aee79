//! The 500 seeded cases of the bench against their exact reference.
#![allow(
    clippy::pedantic,
    clippy::type_complexity,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod reports_support;

use gouji::localize::weights::UNIT;
use gouji::localize::{Equation, Layout, Localization, Options, Prepared, Variable};
use reports_support::reports;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn bench_dir() -> Option<PathBuf> {
    let from_reports = || reports().map(|reports| reports.join("../bench"));
    let dir = std::env::var_os("GOUJI_BENCH").map(PathBuf::from).or_else(from_reports)?;
    assert!(dir.join("cases.json").exists(), "set, but no cases.json in {}", dir.display());
    Some(dir)
}

fn read(dir: &Path, name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(dir.join(name)).unwrap()).unwrap()
}

fn equations(cases: &Value) -> Vec<Equation> {
    let term = |term: &Value| {
        let number = |index: usize| term[index].as_i64().unwrap();
        ((number(0) * 7 + number(1)) as u32, number(2) as i8)
    };
    let terms = |identity: &Value| identity["terms"].as_array().unwrap().iter().map(term).collect();
    cases["identities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|identity| Equation { terms: terms(identity) })
        .collect()
}

fn cells(table: &Value) -> Vec<Variable> {
    let row = |row: &Value| {
        row.as_array()
            .unwrap()
            .iter()
            .map(|value| Variable::typed(value.as_i64().unwrap()))
            .collect::<Vec<_>>()
    };
    table.as_array().unwrap().iter().flat_map(row).collect()
}

fn smallest(found: &Localization) -> (usize, usize) {
    let size = found.components.iter().map(|component| component.size).sum();
    let count = found
        .components
        .iter()
        .map(|component| component.repairs.iter().filter(|repair| repair.smallest).count())
        .product();
    (size, if found.components.is_empty() { 0 } else { count })
}

#[test]
fn five_hundred_cases_agree_with_the_exact_reference() {
    let Some(dir) = bench_dir() else { return };
    let cases = read(&dir, "cases.json");
    let exact = read(&dir, "exact.json");
    let prepared = Prepared::new(&equations(&cases), &Layout::grid(25, 7));
    let options = Options { weights: UNIT, ..Options::default() };
    let mut wrong = Vec::new();
    for (case, reference) in cases["cases"].as_array().unwrap().iter().zip(exact.as_array().unwrap()) {
        let found = prepared.localize(&cells(&case["observed"]), &options);
        let (size, count) = smallest(&found);
        let proved = found.components.iter().all(|component| component.proved_smallest && component.complete);
        let expected =
            (reference["min_card"].as_u64().unwrap() as usize, reference["n_min"].as_u64().unwrap() as usize);
        let agrees = size == expected.0
            && (count == expected.1 || reference["complete"] == false && count >= expected.1);
        if !(agrees && (proved || reference["complete"] == false)) {
            wrong.push(format!(
                "{}: found {size} × {count}, proved {proved}, expected {expected:?}",
                case["id"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of 500 differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Cells of each of the likeliest whole repairs, best first, at most three.
fn likeliest(found: &Localization) -> Vec<Vec<(u32, i64)>> {
    let mut whole: Vec<(u32, Vec<usize>, Vec<(u32, i64)>)> = vec![(0, Vec::new(), Vec::new())];
    for component in &found.components {
        whole = whole
            .iter()
            .flat_map(|(cost, ranks, cells)| {
                component.repairs.iter().enumerate().take(3).map(move |(rank, repair)| {
                    let mut cells = cells.clone();
                    cells.extend(repair.changes.iter().map(|change| (change.variable, change.to)));
                    cells.sort_unstable();
                    (cost + repair.cost, ranks.iter().copied().chain([rank]).collect(), cells)
                })
            })
            .collect();
        whole.sort();
    }
    whole.into_iter().take(3).map(|entry| entry.2).collect()
}

#[test]
fn the_true_cells_come_first() {
    let Some(dir) = bench_dir() else { return };
    let cases = read(&dir, "cases.json");
    let prepared = Prepared::new(&equations(&cases), &Layout::grid(25, 7));
    let options = Options { weights: UNIT, ..Options::default() };
    let (mut first, mut among) = (0, 0);
    for case in cases["cases"].as_array().unwrap() {
        let found = prepared.localize(&cells(&case["observed"]), &options);
        let mut truth: Vec<(u32, i64)> = case["wrong"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| {
                (
                    (cell[0].as_i64().unwrap() * 7 + cell[1].as_i64().unwrap()) as u32,
                    cell[3].as_i64().unwrap(),
                )
            })
            .collect();
        truth.sort_unstable();
        let best = likeliest(&found);
        first += usize::from(best.first() == Some(&truth));
        among += usize::from(best.contains(&truth));
    }
    eprintln!("rank 1: {first} of 485, among the first three: {among}");
    assert!(first >= 475 && among >= 483, "rank 1: {first}, among the first three: {among}");
}
