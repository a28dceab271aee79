//! Every rule against the cases in `tests/cases/rules/`, which a clerk can read and review.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use std::collections::BTreeSet;

use gouji::rules::{self, Outcome, Verdict};
use gouji::{Checked, Review};
use support::{Case, Sheet, cases, files, severity};

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

/// The report of a case: its fenced text, or its form with the cells of its table.
fn review(case: &Case) -> Review {
    if let Some((kind, text)) = &case.fence {
        return support::check(support::content(kind, text));
    }
    let form = case.key("格式").unwrap_or("2021");
    let year = case.key("年份").unwrap_or(if form == "2019" { "2020" } else { "2023" });
    let body = case.key("机关").unwrap_or("甲市人民政府");
    let title = match (body, year) {
        ("（没有）", "（没有）") => String::new(),
        ("（没有）", year) => format!("统计期限为{year}年1月1日至12月31日"),
        (_, "（没有）") => format!("{body}政府信息公开工作年度报告"),
        _ => format!("{body}{year}年政府信息公开工作年度报告"),
    };
    let rest = match case.key("其余各格").unwrap_or("0") {
        "空白" => "",
        text => text,
    };
    let mut sheet = Sheet::filled(form, &title, rest);
    for row in case.table(&["单元格"]).into_iter().flat_map(|table| &table[1..]) {
        sheet.set(&row[0], if row[1] == "（空白）" { "" } else { &row[1] });
    }
    let html = if case.key("全文").is_some() { whole(case, &sheet, year) } else { sheet.html() };
    support::check(support::content("html", &html))
}

/// The parts of a whole report that hold no table: heading, and text without a fault.
const PARTS: [(&str, &str); 3] = [
    (
        "一、总体情况",
        "（一）主动公开。按规定主动公开政府信息。（二）依申请公开。依法办理申请。（三）政府信息管理。动态管理规范性文件。\
         （四）平台建设。办好政府网站。（五）监督保障。组织工作考核和社会评议，没有责任追究情形。",
    ),
    (
        "五、存在的主要问题及改进情况",
        "存在的主要问题是政策解读的形式不够丰富，下一步将采用图解、视频等多种形式。",
    ),
    ("六、其他需要报告的事项", "本年度没有收取信息处理费。"),
];

/// The sheet with text around it; `- 一：…` puts another text, `（没有）` leaves the part out, `- 标题一：…` renames it.
fn whole(case: &Case, sheet: &Sheet, year: &str) -> String {
    let lines = |text: &str| format!("<p>{}</p>", text.replace('⏎', "</p><p>"));
    let part = |at: usize| {
        let number = ["一", "五", "六"][at];
        let text = case.key(number).unwrap_or(PARTS[at].1);
        let heading = case.key(&format!("标题{number}")).unwrap_or(PARTS[at].0);
        let body = if text == "（空白）" { String::new() } else { lines(text) };
        if text == "（没有）" { String::new() } else { format!("<p>{heading}</p>{body}") }
    };
    let notice = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）";
    let preface = format!("本报告按照{notice}编制，统计期限为{year}年1月1日至{year}年12月31日。");
    let preface = case.key("前言").unwrap_or(&preface).to_owned();
    let html = sheet.html();
    let (title, tables) = html.split_once("</p>").expect("title");
    let title = case.key("题目").map_or(format!("{title}</p>"), lines);
    let mut tables = tables.replace("</body></html>", "");
    for change in case.all("改为") {
        let (from, to) = change.split_once('→').expect("→");
        assert!(tables.contains(from), "{from} stands in the tables");
        tables = tables.replace(from, to);
    }
    format!("{title}{}{}{tables}{}{}</body></html>", lines(&preface), part(0), part(1), part(2))
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
    let findings = checked.findings.iter().filter(|finding| {
        finding.rule.id == rule || finding.relations.iter().any(|&at| checked.outcomes[at].rule.id == rule)
    });
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
    let files: Vec<(String, String)> = ["rules", "years"].into_iter().flat_map(files).collect();
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
