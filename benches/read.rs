//! From bytes to facts for every measured file, and how many cells are right.
//!
//! `GOUJI_REPORTS=… cargo bench --bench read -- [docx|xlsx|xls|html|pdf …] [--json]`. Shortest of many rounds a file, one
//! thread. `./build.sh bench read` runs this and what users would take instead, side by side.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)] // a program for developers; sizes are small

mod support;

use std::path::Path;

use gouji::number::{self, Quantity};
use gouji::readers::{charset::native_decode, read};
use gouji::recognize::{Doubt, Given, Report, recognize};
use serde_json::{Value, json};

const ROUNDS: usize = 60;
const KINDS: [&str; 5] = ["docx", "xlsx", "xls", "html", "pdf"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |kind: &&str| arguments.iter().any(|argument| argument == kind);
    let all = !KINDS.iter().any(&asked);
    let Some(folder) = support::measured() else { return };
    let truth = std::fs::read_to_string(folder.join("truth.json")).expect("the truth");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    for kind in KINDS.iter().filter(|kind| all || asked(kind)) {
        let files = support::files(kind).expect("files");
        let seen: Vec<Value> = files.iter().map(|file| measure(file, &truth)).collect();
        if arguments.iter().any(|argument| argument == "--json") {
            println!("{}", json!({ "kind": kind, "files": seen }));
        } else {
            show(kind, &seen);
        }
    }
}

/// Name, microseconds, cells and right cells of a file.
fn measure(file: &Path, truth: &Value) -> Value {
    let bytes = std::fs::read(file).expect("file");
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let input = support::input(&bytes);
    let facts = || {
        let document = read(&input, native_decode).ok()?.0;
        recognize(&document, None, &Given::default()).ok()
    };
    // `cid_03` has the content of `03`.
    let id = name.rsplit('_').next().unwrap_or_default();
    let (right, cells) = score(facts().as_ref(), truth.get(id).expect("truth"));
    let micros = support::times(ROUNDS, facts).first().copied().unwrap_or(f64::NAN);
    json!({ "id": name, "bytes": bytes.len(), "micros": micros, "right": right, "cells": cells })
}

/// Right cells and cells of the tables of requests and of review.
fn score(report: Option<&Report>, truth: &Value) -> (usize, usize) {
    let rows = truth.get("sec3").and_then(Value::as_array).into_iter().flatten();
    let lists = rows.chain(truth.get("sec4"));
    let wanted: Vec<&str> = lists.filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
    let Some(report) = report else { return (0, wanted.len()) };
    let cells: Vec<_> = report.cells().filter(|(spec, _)| spec.table > 0).map(|(_, fact)| fact).collect();
    let right = cells.iter().zip(&wanted).filter(|(fact, wanted)| {
        let hidden = fact.doubt.is_some_and(Doubt::hides_value);
        !hidden && fact.raw.as_deref().map(quantity) == Some(quantity(wanted))
    });
    (if cells.len() == wanted.len() { right.count() } else { 0 }, wanted.len())
}

fn quantity(text: &str) -> Quantity {
    number::read(text).quantity
}

fn show(kind: &str, files: &[Value]) {
    let number = |file: &Value, key: &str| file.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let sum = |key: &str| files.iter().map(|file| number(file, key)).sum::<f64>();
    let mut micros: Vec<f64> = files.iter().map(|file| number(file, "micros")).collect();
    micros.sort_by(f64::total_cmp);
    println!(
        "{kind:<5} {} files: median {:>6.0} µs, slowest {:>6.0} µs; {} of {} cells right",
        files.len(),
        support::median(&micros),
        micros.last().copied().unwrap_or(f64::NAN),
        sum("right"),
        sum("cells")
    );
}
