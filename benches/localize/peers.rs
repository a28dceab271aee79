//! The same cases put to general solvers in the same run, as ratios. None of them is a dependency: those that are not
//! installed are skipped by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every so many cases one is taken: the solvers need seconds for the hard ones.
const STEP: &str = "25";

struct Peer {
    name: &'static str,
    install: String,
    command: Command,
}

/// What a peer answered for a case.
struct Answer {
    case: usize,
    cells: usize,
    took: f64,
}

/// `native` and `wasm`: our µs by case.
pub fn compare(dir: &Path, native: &BTreeMap<usize, f64>, wasm: &BTreeMap<usize, f64>) {
    println!(
        "## Other solvers, every {STEP}th case, one repair each, µs\n\n| solver | cases | as small as ours | median | max | times our native, median | times our wasm, median |\n| --- | --- | --- | --- | --- | --- | --- |"
    );
    let exact = sizes(dir);
    let mut skipped = Vec::new();
    for peer in peers(dir) {
        let Some((version, answers)) = ask(peer.command) else {
            skipped.push(format!("{} (`{}`)", peer.name, peer.install));
            continue;
        };
        let smallest = answers.iter().filter(|answer| exact.get(answer.case) == Some(&answer.cells)).count();
        let mut times: Vec<f64> = answers.iter().map(|answer| answer.took).collect();
        let (typical, longest) = middle(&mut times);
        let ratios = |ours: &BTreeMap<usize, f64>| {
            let both = answers.iter().filter_map(|answer| Some((answer.took, *ours.get(&answer.case)?)));
            let (mut times, mut own): (Vec<f64>, Vec<f64>) =
                both.map(|(took, ours)| (took / ours, ours)).unzip();
            (middle(&mut times).0, middle(&mut own).0)
        };
        let (in_native, in_wasm) = (ratios(native), ratios(wasm));
        println!(
            "| {version} | {} | {smallest} | {typical:.0} | {longest:.0} | {:.0} | {:.0} |",
            answers.len(),
            in_native.0,
            in_wasm.0
        );
        for (engine, (times, own)) in [("native", in_native), ("wasm", in_wasm)] {
            if times.is_finite() {
                println!("bench: {}", row(engine, own, &version, typical, times));
            }
        }
    }
    if !skipped.is_empty() {
        println!("\nNot installed: {}.", skipped.join(", "));
    }
    println!();
}

/// A line of the table of measurements.
fn row(engine: &str, own: f64, peer: &str, typical: f64, times: f64) -> serde_json::Value {
    serde_json::json!({
        "what": [format!("定位填错的格，每张表（{engine}）"), format!("finding the wrong cells, a table ({engine})")],
        "ours": format!("{own:.1} µs"),
        "peer": peer,
        "theirs": format!("{typical:.0} µs"),
        "times": times,
    })
}

fn peers(dir: &Path) -> Vec<Peer> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/localize/peers");
    let cache = std::env::var_os("GOUJI_CACHE").map_or_else(std::env::temp_dir, PathBuf::from).join("peers");
    let cases = dir.join("cases.json");
    let in_node = |name: &'static str, solver: &str, package: &str| {
        let mut command = Command::new("node");
        command.arg(here.join("solvers.mjs")).arg(solver).arg(&cache).arg(&cases).arg(STEP);
        Peer { name, install: format!("npm install --prefix {} {package}", cache.display()), command }
    };
    let mut python = Command::new("python3");
    python.arg(here.join("cpsat.py")).arg(&cases).arg(STEP);
    vec![
        in_node("glpk.js", "glpk", "glpk.js"),
        in_node("HiGHS (wasm)", "highs", "highs"),
        Peer { name: "CP-SAT", install: "pip install ortools".to_owned(), command: python },
    ]
}

/// Name and version, and the answers.
fn ask(mut command: Command) -> Option<(String, Vec<Answer>)> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    let version = lines.next()?.to_owned();
    let answer = |line: &str| {
        let mut numbers = line.split(' ');
        Some(Answer {
            case: numbers.next()?.parse().ok()?,
            cells: numbers.next()?.parse().ok()?,
            took: numbers.next()?.parse().ok()?,
        })
    };
    Some((version, lines.filter_map(answer).collect()))
}

/// The exact smallest number of cells of every case.
fn sizes(dir: &Path) -> Vec<usize> {
    let text = std::fs::read_to_string(dir.join("exact.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    json.as_array().unwrap().iter().map(|case| case["min_card"].as_u64().unwrap() as usize).collect()
}

/// Median and maximum.
fn middle(values: &mut [f64]) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    (at(values.len() / 2), at(values.len().saturating_sub(1)))
}
