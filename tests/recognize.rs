//! What is recognised in pasted text: the cases in `tests/cases/recognize/`, which a clerk can read and review.
//!
//! A table of cells says the text of each and how sure it is: plain, `？` in doubt, `（空白）` found empty,
//! `（无值）` found without a value, `（未读到）` not found, `（无值）12 34` with its text.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use gouji::Checked;
use gouji::input::{Content, Input};
use gouji::recognize::State;
use support::{Case, cases, files, find};

/// A cell as the cases write it.
fn written(checked: &Checked, at: usize) -> String {
    let (_, fact) = checked.report.cell(at).unwrap();
    let raw = fact.raw.as_deref().unwrap_or_default().trim().replace('\n', "⏎");
    match fact.state() {
        State::Missing => "（未读到）".to_owned(),
        State::Blank => "（空白）".to_owned(),
        State::Illegible => format!("（无值）{raw}"),
        State::Doubtful => format!("{raw}？"),
        State::Read | State::Edited => raw,
    }
}

/// `（无值）` alone stands for any text without a value.
fn same(expected: &str, got: &str) -> bool {
    expected == got || (expected == "（无值）" && got.starts_with(expected))
}

/// The cells a case speaks of: name of the row, name of the column, what stands there.
fn expected(case: &Case) -> Vec<(String, String)> {
    let mut list = Vec::new();
    for table in &case.tables {
        let header = &table[0];
        for row in &table[1..] {
            if header[0] == "单元格" {
                list.push((row[0].clone(), row[1].clone()));
            } else {
                let cells = header.iter().zip(row).skip(1);
                list.extend(cells.map(|(col, cell)| (format!("{}·{col}", row[0]), cell.clone())));
            }
        }
    }
    list
}

fn differences(case: &Case, checked: &Checked) -> Vec<String> {
    let report = &checked.report;
    let mut wrong = Vec::new();
    let mut compare = |what: &str, got: &str| {
        if let Some(expected) = case.key(what).filter(|expected| *expected != got) {
            wrong.push(format!("{what}预期 {expected}，得到 {got}"));
        }
    };
    compare("格式", report.form.id);
    compare("年份", &report.year.map_or_else(|| "（没有）".to_owned(), |year| year.to_string()));
    compare("机关", report.body.as_deref().unwrap_or("（没有）"));
    compare("无法读取", "（读了）");
    let mut ids: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.id).collect();
    ids.dedup();
    compare("发现", if ids.is_empty() { "（没有）".to_owned() } else { ids.join("、") }.as_str());
    let unchecked = checked.unchecked().into_iter().map(|entry| format!("{}：{}", entry.what, entry.why));
    let unchecked: Vec<String> = unchecked.collect();
    let (remarks, unchecked) = (report.remarks().collect::<Vec<_>>().join("；"), unchecked.join("；"));
    for (key, said, wanted) in
        [("说明含", remarks, true), ("未核对含", unchecked.clone(), true), ("未核对不含", unchecked, false)]
    {
        let other = case.all(key).filter(|part| said.contains(part) != wanted);
        wrong.extend(other.map(|part| format!("{key} {part}，得到 {said}")));
    }
    let mut named = Vec::new();
    for (name, text) in expected(case) {
        let at = find(report.form, &name);
        named.push(at);
        let got = written(checked, at);
        if !same(&text, &got) {
            wrong.push(format!("{name} 预期 {text}，得到 {got}"));
        }
    }
    if let Some(text) = case.key("其余各格") {
        for at in (0..report.facts.len()).filter(|at| !named.contains(at)) {
            let got = written(checked, at);
            if !same(text, &got) {
                wrong.push(format!("{} 预期 {text}，得到 {got}", report.form.cells()[at].name()));
            }
        }
    }
    wrong
}

#[test]
fn every_case_is_recognised_as_written() {
    let (mut failures, mut count) = (Vec::new(), 0);
    for (file, text) in files("recognize") {
        for case in cases(&file, &text) {
            count += 1;
            let (kind, text) = case.fence.as_ref().unwrap_or_else(|| panic!("{}: no text", case.place()));
            let wrong = match support::check(support::content(kind, text)).result {
                Ok(checked) => differences(&case, &checked),
                Err(why) => match case.key("无法读取") {
                    Some(fragment) if why.reason.contains(fragment) => Vec::new(),
                    _ => vec![format!("无法读取：{}", why.reason)],
                },
            };
            failures.extend(wrong.iter().map(|wrong| format!("{}\n    {wrong}", case.place())));
        }
    }
    support::report(&failures, count);
}

/// A table that was not found and is then typed in is checked like any other.
#[test]
fn what_is_typed_into_a_missing_table_is_checked() {
    let text = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n（七）总计 3 0 0 0 0 0 3";
    let input = Input { name: None, content: Content::Text(text.to_owned()) };
    let form = gouji::forms::form("2021").unwrap();
    let table = form.cells().iter().filter(|spec| spec.table == 2);
    let typed = |wrong: &str| -> Vec<(String, String)> {
        let text = |spec: &gouji::forms::CellSpec| if spec.is_total() { wrong } else { "0" }.to_owned();
        table.clone().map(|spec| (spec.id.to_string(), text(spec))).collect()
    };
    let checked = |edits| {
        let options = gouji::Options { edits, form: Some("2021"), year: Some(2023) };
        gouji::review(&input, &options, gouji::readers::charset::native_decode).result.unwrap()
    };
    let none = |what: &str, checked: &Checked| {
        let unchecked = checked.unchecked();
        assert!(unchecked.iter().all(|entry| entry.what != form.tables[2].title), "{what}: {unchecked:?}");
    };
    assert!(checked(Vec::new()).unchecked().iter().any(|entry| entry.what == form.tables[2].title));
    let sound = checked(typed("0"));
    none("填对", &sound);
    let wrong = checked(typed("1"));
    none("填错", &wrong);
    let errors = |checked: &Checked| checked.count(gouji::rules::Severity::Error);
    assert_eq!(errors(&wrong), errors(&sound) + 3, "{:?}", wrong.findings);
}
