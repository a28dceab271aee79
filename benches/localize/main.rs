//! `cargo bench --bench localize` (add `--features oracle` for HiGHS in the same run).
//!
//! Figures: on the 500 seeded cases and on a generator with other class shares: how often the true cells are
//! among the smallest repairs, come first, among the first three, are claimed unique, rightly or not; µs a case,
//! native and in wasm; cost against the number of wrong cells and of reports rolled up.
#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

mod generate;
#[cfg(feature = "oracle")]
mod oracle;
mod peers;
mod rollup;

use generate::{COLS, Case, Random, Shape};
use gouji::localize::weights::UNIT;
use gouji::localize::{Localization, Options, Prepared, Variable};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const FORM: Shape = Shape { rows: 25 };

fn main() {
    let prepared = Prepared::new(&FORM.equations(), &FORM.layout());
    match bench_dir() {
        Some(dir) => {
            let cases = seeded(&dir);
            accuracy(
                "the 500 seeded cases",
                &prepared,
                &cases,
                &Options { weights: UNIT, ..Options::default() },
            );
            let native = speed(&prepared, &cases);
            let wasm = wasm(&dir);
            peers::compare(&dir, &native, &wasm);
            #[cfg(feature = "oracle")]
            highs(&prepared, &cases);
        }
        None => println!("(500 seeded cases skipped: neither GOUJI_BENCH nor GOUJI_REPORTS is set)\n"),
    }
    let mut random = Random(20_260_228);
    let held_out: Vec<Case> = (0..4000).map(|_| generate::case(&FORM, &mut random)).collect();
    accuracy("4,000 generated cases, other class shares, blanks", &prepared, &held_out, &Options::default());
    against_wrong_cells(&prepared);
    against_reports();
}

fn bench_dir() -> Option<PathBuf> {
    let from_reports =
        || std::env::var_os("GOUJI_REPORTS").map(|reports| PathBuf::from(reports).join("../bench"));
    std::env::var_os("GOUJI_BENCH").map(PathBuf::from).or_else(from_reports)
}

fn seeded(dir: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(dir.join("cases.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let table = |table: &serde_json::Value| -> Vec<i64> {
        table
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row.as_array().unwrap().iter().map(|value| value.as_i64().unwrap()))
            .collect()
    };
    let case = |case: &serde_json::Value| Case {
        class: Box::leak(
            format!("{} {}", case["cls"].as_str().unwrap(), case["variant"].as_str().unwrap())
                .into_boxed_str(),
        ),
        cells: table(&case["observed"]).into_iter().map(Variable::typed).collect(),
        truth: table(&case["truth"]),
    };
    json["cases"].as_array().unwrap().iter().map(case).collect()
}

/// Whole repairs (one from each component), likeliest first, at most three; only the smallest, or all listed.
fn whole(found: &Localization) -> Vec<(Vec<(u32, i64)>, bool)> {
    let mut whole = vec![(0u32, Vec::<usize>::new(), Vec::<(u32, i64)>::new(), true)];
    for component in &found.components {
        whole = whole
            .iter()
            .flat_map(|(cost, ranks, cells, smallest)| {
                component.repairs.iter().enumerate().take(64).map(move |(rank, repair)| {
                    let mut cells = cells.clone();
                    cells.extend(repair.changes.iter().map(|change| (change.variable, change.to)));
                    cells.sort_unstable();
                    (
                        cost + repair.cost,
                        ranks.iter().copied().chain([rank]).collect(),
                        cells,
                        *smallest && repair.smallest,
                    )
                })
            })
            .collect();
        whole.sort();
        whole.truncate(5000);
    }
    whole.into_iter().map(|entry| (entry.2, entry.3)).collect()
}

#[derive(Default)]
struct Tally {
    cases: usize,
    visible: usize,
    among: usize,
    first: usize,
    three: usize,
    unique: usize,
    unique_wrong: usize,
    unsettled: usize,
}

fn accuracy(name: &str, prepared: &Prepared, cases: &[Case], options: &Options) {
    let mut classes: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut times = Vec::new();
    for case in cases {
        let start = Instant::now();
        let found = prepared.localize(&case.cells, options);
        times.push(start.elapsed().as_nanos() as f64 / 1000.0);
        let truth = case.wrong();
        let whole = whole(&found);
        for class in [case.class, "all"] {
            let tally = classes.entry(class).or_default();
            tally.cases += 1;
            if found.components.is_empty() {
                continue;
            }
            let unique = found.components.iter().all(|component| component.unique());
            tally.visible += 1;
            tally.among += usize::from(whole.iter().any(|(cells, smallest)| *smallest && *cells == truth));
            tally.first += usize::from(whole.first().is_some_and(|(cells, _)| *cells == truth));
            tally.three += usize::from(whole.iter().take(3).any(|(cells, _)| *cells == truth));
            tally.unique += usize::from(unique);
            // a claim of uniqueness is false when the truth is as small and another set
            let weight: u32 =
                truth.iter().map(|&(cell, _)| options.weights.of(case.cells[cell as usize].standing)).sum();
            let smallest: u32 = found.components.iter().map(|component| component.weight).sum();
            tally.unique_wrong +=
                usize::from(unique && weight <= smallest && !whole.iter().any(|(cells, _)| *cells == truth));
            tally.unsettled +=
                usize::from(found.components.iter().any(|component| !component.proved_smallest));
        }
    }
    println!("## {name}\n");
    println!(
        "| class | cases | visible | truth is a smallest repair | first | first three | claimed unique | falsely | not proved |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (class, t) in &classes {
        println!(
            "| {class} | {} | {} | {} | {} | {} | {} | {} | {} |",
            t.cases, t.visible, t.among, t.first, t.three, t.unique, t.unique_wrong, t.unsettled
        );
    }
    let all = &classes["all"];
    let share = |part: usize| 100.0 * part as f64 / all.visible as f64;
    println!(
        "\nOf the visible: smallest {:.2} %, first {:.2} %, first three {:.2} %.",
        share(all.among),
        share(all.first),
        share(all.three)
    );
    figures("each case once, cold", &mut times, "native");
    println!();
}

fn figures(name: &str, times: &mut [f64], engine: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
    println!("| {engine} | {name} | {} | {:.2} | {:.2} | {:.2} |", times.len(), at(0.5), at(0.99), at(1.0));
}

/// The least of three timings of enough repetitions, in µs.
fn bulk(mut work: impl FnMut()) -> f64 {
    let once = |work: &mut dyn FnMut()| {
        let mut times = 1u32;
        loop {
            let start = Instant::now();
            (0..times).for_each(|_| work());
            let took = start.elapsed();
            if took.as_micros() > 200 {
                return took.as_nanos() as f64 / 1000.0 / f64::from(times);
            }
            times *= 4;
        }
    };
    (0..3).map(|_| once(&mut work)).fold(f64::MAX, f64::min)
}

/// µs of each visible case, by its index.
fn speed(prepared: &Prepared, cases: &[Case]) -> BTreeMap<usize, f64> {
    println!(
        "## Speed on the 500, µs a table, in bulk\n\n| engine | cases | number | median | p99 | max |\n| --- | --- | --- | --- | --- | --- |"
    );
    let mut residuals = Vec::new();
    let mut detection: Vec<f64> = cases
        .iter()
        .map(|case| {
            let values: Vec<i64> = case.cells.iter().map(|cell| cell.value).collect();
            bulk(|| prepared.residuals(std::hint::black_box(&values), &mut residuals))
        })
        .collect();
    figures("detection", &mut detection, "native");
    let options = Options::default();
    let time = |case: &Case| bulk(|| drop(std::hint::black_box(prepared.localize(&case.cells, &options))));
    let visible = cases.iter().enumerate().filter(|(_, case)| seen(prepared, case));
    let timed: BTreeMap<usize, f64> = visible.map(|(index, case)| (index, time(case))).collect();
    for (name, range) in [
        ("1 wrong", 1..=1),
        ("2 wrong", 2..=2),
        ("3 wrong", 3..=3),
        ("at most 3 wrong", 1..=3),
        ("4 to 14 wrong", 4..=14),
    ] {
        let here = timed.iter().filter(|(index, _)| range.contains(&cases[**index].wrong().len()));
        let mut times: Vec<f64> = here.map(|entry| *entry.1).collect();
        figures(name, &mut times, "native");
    }
    timed
}

fn seen(prepared: &Prepared, case: &Case) -> bool {
    !prepared.detect(&case.cells.iter().map(|cell| cell.value).collect::<Vec<_>>()).is_empty()
}

/// µs of each visible case, by its index; empty if wasm could not be run.
fn wasm(dir: &Path) -> BTreeMap<usize, f64> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/localize/wasm");
    let target = std::env::temp_dir().join("gouji-localize-wasm");
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--target", "wasm32-unknown-unknown", "--manifest-path"])
        .arg(here.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .is_ok_and(|status| status.success());
    let listing = target.join("listing.txt");
    let module = target.join("wasm32-unknown-unknown/release/localize_wasm.wasm");
    let ran = built
        && Command::new("node")
            .arg(here.join("run.mjs"))
            .arg(module)
            .arg(dir.join("cases.json"))
            .arg(&listing)
            .status()
            .is_ok_and(|status| status.success());
    println!();
    if !ran {
        println!("(wasm not measured: cargo's wasm32-unknown-unknown target or node is missing)\n");
        return BTreeMap::new();
    }
    let listed = std::fs::read_to_string(listing).unwrap();
    let entry =
        |line: &str| line.split_once(' ').map(|(case, took)| (case.parse().unwrap(), took.parse().unwrap()));
    listed.lines().filter_map(entry).collect()
}

#[cfg(feature = "oracle")]
fn highs(prepared: &Prepared, cases: &[Case]) {
    let options = Options { weights: UNIT, ..Options::default() };
    let equations = FORM.equations();
    let mut ratios = Vec::new();
    let (mut ours, mut theirs, mut agree) = (Vec::new(), Vec::new(), 0);
    for case in cases.iter().filter(|case| seen(prepared, case)).step_by(8) {
        let mine = bulk(|| drop(std::hint::black_box(prepared.localize(&case.cells, &options))));
        let start = Instant::now();
        let weight = oracle::smallest_weight(&equations, &case.cells, &options.weights);
        let took = start.elapsed().as_nanos() as f64 / 1000.0;
        let found = prepared.localize(&case.cells, &options);
        agree += usize::from(weight == Some(found.components.iter().map(|component| component.weight).sum()));
        ours.push(mine);
        theirs.push(took);
        ratios.push(took / mine);
    }
    println!(
        "## HiGHS in the same run, every 8th visible case, µs\n\n| engine | cases | number | median | p99 | max |\n| --- | --- | --- | --- | --- | --- |"
    );
    figures("same cases", &mut ours, "native");
    figures("same cases", &mut theirs, "HiGHS 1.15");
    figures("times slower", &mut ratios, "HiGHS 1.15");
    println!("\nSame smallest size in {agree} of {}.\n", ratios.len());
}

fn against_wrong_cells(prepared: &Prepared) {
    println!(
        "## Cost against wrong cells (200 tables each, µs, native)\n\n| engine | wrong cells | number | median | p99 | max |\n| --- | --- | --- | --- | --- | --- |"
    );
    for cells in 1..=8 {
        let mut random = Random(cells as u64);
        let mut unproved = 0;
        let mut times: Vec<f64> = (0..200)
            .map(|_| {
                let case = generate::wrong_cells(&FORM, &mut random, cells);
                let start = Instant::now();
                let found = prepared.localize(&case.cells, &Options::default());
                unproved += usize::from(found.components.iter().any(|component| !component.proved_smallest));
                start.elapsed().as_nanos() as f64 / 1000.0
            })
            .collect();
        figures(&format!("{cells} (not proved: {unproved})"), &mut times, "native");
    }
    println!();
}

fn against_reports() {
    println!(
        "## Cost against reports in one roll-up (ms, native)\n\n| reports | cells | equations | compile | wrong cells | localise | found right | proved |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    for reports in [1, 3, 10, 30, 100, 300, 1000] {
        let mut random = Random(reports as u64);
        let system = rollup::rollup(&FORM, &mut random, reports);
        let start = Instant::now();
        let prepared = Prepared::new(&system.equations, &system.layout);
        let compile = start.elapsed().as_nanos() as f64 / 1e6;
        for wrong in [1, 3, 10] {
            let (cells, truth) = rollup::with_errors(&system.truth, &mut random, wrong);
            let start = Instant::now();
            let found = prepared.localize(&cells, &Options::default());
            let took = start.elapsed().as_nanos() as f64 / 1e6;
            let proved = found.components.iter().all(|component| component.proved_smallest);
            let right = whole(&found).first().is_some_and(|(cells, _)| *cells == truth);
            println!(
                "| {reports} | {} | {} | {compile:.2} | {wrong} | {took:.3} | {right} | {proved} |",
                (reports + 1) * FORM.rows * COLS,
                system.equations.len()
            );
        }
    }
}
