//! 500 tables with seeded errors, through the whole way: what the page would tell the clerk.
//!
//! Reads `../bench/cases.json` beside the folder named by `GOUJI_REPORTS`; skipped by name without it.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod reports_support;

use std::collections::BTreeMap;

use gouji::rules::Severity;
use gouji::{Checked, Options, forms};
use reports_support::reports;
use serde_json::Value;

/// Cases whose errors break no relation: whole rows swapped. Nothing in the table can show them.
const INVISIBLE: usize = 15;
/// Cases in which the first repair must be exactly the seeded errors; what arithmetic leaves open is ranked.
const RIGHT_AT_ONCE: usize = 475;

fn cases() -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(reports()?.join("../bench/cases.json")).expect("cases");
    let mut all: Value = serde_json::from_str(&text).expect("JSON");
    Some(all["cases"].as_array_mut().expect("cases").split_off(0))
}

fn check(case: &Value, table: &str) -> Checked {
    let form = forms::form("2021").expect("form");
    let start = form.table_start(1);
    let mut edits: Vec<(String, String)> =
        form.cells().iter().map(|cell| (cell.id.to_string(), "0".to_owned())).collect();
    for (r, row) in case[table].as_array().expect("rows").iter().enumerate() {
        for (c, value) in row.as_array().expect("row").iter().enumerate() {
            edits[start + r * 7 + c].1 = value.to_string();
        }
    }
    gouji::blank(form, &Options { year: Some(2024), edits, form: None }).result.expect("a form")
}

/// `cell → value` of the seeded errors and of the first repairs shown.
fn seeded_and_shown(case: &Value, checked: &Checked) -> (BTreeMap<usize, i64>, BTreeMap<usize, i64>) {
    let start = checked.report.form.table_start(1);
    let at = |error: &Value| {
        let number = |k: usize| usize::try_from(error[k].as_u64().expect("index")).expect("small");
        start + number(0) * 7 + number(1)
    };
    let seeded = case["wrong"].as_array().expect("wrong").iter();
    let seeded = seeded.map(|error| (at(error), error[3].as_i64().expect("value"))).collect();
    let repairs = checked.findings.iter().filter_map(|finding| finding.repairs.first());
    (seeded, repairs.flat_map(|repair| repair.changes.iter().copied()).collect())
}

#[test]
fn seeded_errors_are_found_and_located() {
    let Some(cases) = cases() else { return };
    let (mut silent, mut right, mut falsely_unique) = (0, 0, Vec::new());
    for case in &cases {
        let checked = check(case, "observed");
        let errors: Vec<_> = checked.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let (seeded, shown) = seeded_and_shown(case, &checked);
        if errors.is_empty() {
            silent += 1;
            assert_eq!(case["detectable"], false, "case {} breaks a relation and is not noticed", case["id"]);
            continue;
        }
        right += usize::from(seeded == shown);
        let unique = errors.iter().all(|finding| finding.repairs.iter().any(|repair| repair.unique));
        if unique && seeded != shown {
            falsely_unique.push(case["id"].clone());
        }
    }
    println!("{} cases: {right} located at once, {silent} silent", cases.len());
    assert_eq!(silent, INVISIBLE);
    assert!(right >= RIGHT_AT_ONCE, "located at once: {right}");
    assert!(falsely_unique.is_empty(), "said to be the only repair and is not the truth: {falsely_unique:?}");
}

#[test]
fn the_same_tables_without_errors_are_quiet() {
    let Some(cases) = cases() else { return };
    for case in &cases {
        let checked = check(case, "truth");
        let loud: Vec<_> = checked.findings.iter().filter(|f| f.severity != Severity::Note).collect();
        assert!(loud.is_empty(), "case {}: {loud:?}", case["id"]);
    }
}

/// Each cell of a consistent table changed by one is noticed, located, and given its right value back.
#[test]
fn every_single_error_is_located_with_its_value() {
    let Some(cases) = cases() else { return };
    let form = forms::form("2021").expect("form");
    let start = form.table_start(1);
    let base = &cases[0];
    for cell in 0..175 {
        let mut case = base.clone();
        let value = base["truth"][cell / 7][cell % 7].as_i64().expect("value");
        case["truth"][cell / 7][cell % 7] = (value + 1).into();
        let checked = check(&case, "truth");
        let name = form.cells()[start + cell].id;
        let first = checked.findings.first().unwrap_or_else(|| panic!("{name} + 1 is not noticed"));
        let repair = &first.repairs[0];
        assert!(repair.unique, "{name}: {}", first.advice);
        assert_eq!(repair.changes, vec![(start + cell, value)], "{name}");
    }
}
