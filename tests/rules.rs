//! Every rule against the cases in `tests/cases/rules/`, which a clerk can read and review.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use std::collections::BTreeSet;

use gouji::Checked;
use gouji::anchor::Quote;
use gouji::rules::{self, Outcome, Verdict};
use support::rule_case::{findings, review};
use support::{Case, cases, files, severity};

const VERDICTS: [(&str, Verdict); 4] = [
    ("一致", Verdict::Pass),
    ("不一致", Verdict::Fail),
    ("待核", Verdict::Unknown),
    ("不适用", Verdict::Inapplicable),
];

fn verdict(word: &str) -> Verdict {
    VERDICTS.iter().find(|(name, _)| *name == word).unwrap_or_else(|| panic!("no verdict {word}")).1
}

fn word(verdict: Verdict) -> &'static str {
    VERDICTS.iter().find(|(_, known)| *known == verdict).unwrap().0
}

/// Ids of the rules that the findings speak of.
fn found(checked: &Checked) -> BTreeSet<&'static str> {
    let of_relations = |at: &usize| checked.outcomes[*at].rule.id;
    let all = checked.findings.iter();
    all.flat_map(|finding| {
        let relations: Vec<&str> = finding.relations.iter().map(of_relations).collect();
        if relations.is_empty() { vec![finding.rule.id] } else { relations }
    })
    .collect()
}

/// The words of a quote that are marked.
fn marked(quote: &Quote) -> String {
    quote.text.chars().take(quote.end).skip(quote.start).collect()
}

/// What is wrong with a case; empty: nothing.
fn differences(case: &Case, rule: &str, checked: &Checked) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = case.key("预期").expect("预期");
    let (expected, weight) = expected.split_once('，').unwrap_or((expected, ""));
    let relation = case.key("关系").unwrap_or_default();
    let own: Vec<&Outcome> = checked
        .outcomes
        .iter()
        .filter(|outcome| outcome.rule.id == rule && outcome.subject().contains(relation))
        .collect();
    let any = |verdict: Verdict| own.iter().any(|outcome| outcome.verdict == verdict);
    let order = [Verdict::Fail, Verdict::Unknown, Verdict::Pass, Verdict::Inapplicable];
    let got = order.into_iter().find(|verdict| any(*verdict));
    if got != Some(verdict(expected)) {
        let told: Vec<&str> =
            own.iter().map(|outcome| outcome.message.as_str()).filter(|m| !m.is_empty()).collect();
        wrong.push(format!("预期 {expected}，得到 {}：{}", got.map_or("没有结果", word), told.join("；")));
    }
    let decisive: Vec<&&Outcome> = own.iter().filter(|outcome| Some(outcome.verdict) == got).collect();
    let findings = findings(checked, rule);
    let messages: String =
        decisive.iter().map(|outcome| outcome.message.as_str()).collect::<Vec<_>>().join("\n")
            + &findings
                .clone()
                .map(|finding| format!("\n{}\n{}", finding.message, finding.advice))
                .collect::<Vec<_>>()
                .concat();
    for fragment in case.all("说明含") {
        if !messages.contains(fragment) {
            wrong.push(format!("预期说明含 {fragment}，得到 {messages}"));
        }
    }
    let name = |at: &usize| checked.report.form.cells()[*at].name();
    for names in case.all("标出") {
        let cells =
            decisive.iter().map(|outcome| outcome.cells().iter().map(name).collect::<Vec<_>>().join("、"));
        let cells: Vec<String> = cells.collect();
        if !cells.iter().any(|cells| cells == names) {
            wrong.push(format!("预期标出 {names}，得到 {cells:?}"));
        }
    }
    for proposal in case.all("建议") {
        let proposed = decisive.iter().flat_map(|outcome| &outcome.proposed);
        let proposed: Vec<String> = proposed.map(|(at, value)| format!("{}填 {value}", name(at))).collect();
        if !proposed.iter().any(|proposed| proposed == proposal) {
            wrong.push(format!("预期建议 {proposal}，得到 {proposed:?}"));
        }
    }
    let quotes = || decisive.iter().filter_map(|outcome| outcome.quote.as_ref());
    for text in case.all("原文") {
        if !quotes().any(|quote| quote.text == text) {
            let got: Vec<&str> = quotes().map(|quote| quote.text.as_str()).collect();
            wrong.push(format!("预期原文 {text}，得到 {got:?}"));
        }
    }
    let marked: Vec<String> = quotes().map(marked).collect();
    for quote in case.all("引文") {
        if !marked.iter().any(|marked| marked == quote) {
            wrong.push(format!("预期标出 {quote}，得到 {marked:?}"));
        }
    }
    if expected == "不一致" {
        let weights: Vec<&str> = findings.map(|finding| severity(finding.severity)).collect();
        if !weights.contains(&weight) {
            wrong.push(format!("预期 {weight}，得到 {weights:?}"));
        }
    }
    let mut ids: BTreeSet<&str> = case.all("另有").flat_map(|ids| ids.split('、')).collect();
    if expected == "不一致" {
        ids.insert(rule);
    }
    let found = found(checked);
    if found != ids {
        let told: Vec<&str> = checked.findings.iter().map(|finding| finding.message.as_str()).collect();
        wrong.push(format!("预期发现 {ids:?}，得到 {found:?}：{}", told.join("；")));
    }
    wrong
}

#[test]
fn every_case_comes_out_as_written() {
    let (mut failures, mut count) = (Vec::new(), 0);
    for (rule, text) in files("rules") {
        for case in cases(&rule, &text) {
            count += 1;
            match review(&case).result {
                Ok(checked) => {
                    let wrong = differences(&case, &rule, &checked);
                    failures.extend(wrong.iter().map(|wrong| format!("{}\n    {wrong}", case.place())));
                }
                Err(why) => failures.push(format!("{}\n    无法读取：{}", case.place(), why.reason)),
            }
        }
    }
    support::report(&failures, count);
}

#[test]
fn every_rule_has_its_cases() {
    // Those of one report, and those of several.
    let files: Vec<(String, String)> = ["rules", "years", "rollup"].into_iter().flat_map(files).collect();
    let ids: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let written: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(ids, written);
    for (rule, text) in &files {
        let covered: BTreeSet<String> = cases(rule, text)
            .iter()
            .map(|case| case.key("预期").unwrap_or_else(|| panic!("{}: 没有预期", case.place())))
            .map(|expected| expected.split('，').next().unwrap().to_owned())
            .collect();
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("# ") && first.ends_with(rule.as_str()),
            "{rule}: the first line names the rule"
        );
        for (name, verdict) in VERDICTS {
            let reason = text.lines().any(|line| line.starts_with(&format!("没有“{name}”的情形：")));
            let needed = matches!(verdict, Verdict::Pass | Verdict::Fail);
            assert!(
                covered.contains(name) || (reason && !needed),
                "{rule}: 缺少“{name}”的情形，也没有说明理由"
            );
            assert!(!(covered.contains(name) && reason), "{rule}: “{name}”有情形，又说没有");
        }
    }
}
