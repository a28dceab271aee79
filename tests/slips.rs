//! What a wrong figure looks like, and what is offered instead: the cases in `tests/cases/localize/`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use gouji::Checked;
use gouji::findings::{Finding, Repair};
use support::rule_case::review;
use support::{Case, cases, files};

/// `（一）予以公开·自然人 21→12、…`, in the order of the form.
fn changes(checked: &Checked, repair: &Repair) -> String {
    let mut changes = repair.changes.clone();
    changes.sort_unstable();
    let change = |(at, to): &(usize, i64)| {
        let (spec, fact) = checked.report.cell(*at).expect("a cell");
        let from = fact.raw.as_deref().map(str::trim).filter(|text| !text.is_empty()).unwrap_or("（空白）");
        format!("{} {from}→{to}", spec.name())
    };
    changes.iter().map(change).collect::<Vec<_>>().join("、")
}

/// The ways to mend a finding: `改法 甲 1→2，数字填错`.
fn told(checked: &Checked, finding: &Finding) -> Vec<String> {
    let text = |repair: &Repair| {
        let slip = repair.slip.map_or_else(String::new, |(_, text)| format!("，{text}"));
        format!("{}{slip}", changes(checked, repair))
    };
    finding.repairs.iter().map(text).collect()
}

fn differences(case: &Case) -> Vec<String> {
    let checked = review(case).result.unwrap_or_else(|why| panic!("{}: {}", case.place(), why.reason));
    let findings = checked.findings.iter().filter(|finding| !finding.relations.is_empty());
    let ways: Vec<Vec<String>> = findings.map(|finding| told(&checked, finding)).collect();
    // As many findings as there are lines, each with this way first.
    let first: Vec<&str> = ways.iter().map(|ways| ways.first().map_or("（没有）", String::as_str)).collect();
    let expected: Vec<&str> = case.all("改法").collect();
    let mut wrong = Vec::new();
    if first != expected {
        wrong.push(format!("预期改法 {expected:?}，得到 {first:?}，全部是 {ways:?}"));
    }
    if let Some(count) = case.key("改法种数") {
        let counts: Vec<String> = ways.iter().map(|ways| ways.len().to_string()).collect();
        if counts.join("、") != count {
            wrong.push(format!("预期改法种数 {count}，得到 {}：{ways:?}", counts.join("、")));
        }
    }
    wrong
}

#[test]
fn every_slip_is_mended_as_written() {
    let (mut failures, mut count) = (Vec::new(), 0);
    for (name, text) in files("localize") {
        for case in cases(&name, &text) {
            count += 1;
            failures.extend(differences(&case).iter().map(|wrong| format!("{}\n    {wrong}", case.place())));
        }
    }
    assert!(count > 0);
    support::report(&failures, count);
}
