//! The real reports: every cell read against the published one.
//!
//! Reads the folder named by `GOUJI_REPORTS`; without the variable these tests are skipped by name.

use std::path::PathBuf;

use gouji::input::{Content, Input};
use gouji::recognize::{Given, Report, recognize};
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("GOUJI_REPORTS") else {
        eprintln!("skipped: GOUJI_REPORTS is not set");
        return None;
    };
    let folder = PathBuf::from(folder);
    assert!(folder.is_dir(), "GOUJI_REPORTS names no folder: {}", folder.display());
    Some(folder)
}

/// The report with each of these ids stands in this file.
const FILES: [(&str, &str); 8] = [
    ("jinlin-2020", "jinlin-2020.txt"),
    ("shanghai-office-2019", "shanghai-office-2019.html"),
    ("hangzhou-fixture-2025", "hangzhou-fixture-2025.html"),
    ("hongze-2023", "hongze-2023.copied.txt"),
    ("hongze-2023", "hongze-2023.layout.txt"),
    ("kewei-2024", "kewei-2024.md"),
    ("pingtan-2020", "pingtan-2020.txt"),
    ("pingtan-2021", "pingtan-2021.txt"),
];

fn read(folder: &std::path::Path, file: &str) -> Report {
    let bytes = std::fs::read(folder.join(file)).expect("file of the list");
    let input = Input { name: Some(file.to_owned()), content: Content::Bytes(bytes) };
    let (document, _) = gouji::readers::read(&input, gouji::readers::charset::native_decode).expect("readable");
    recognize(&document, None, &Given::default()).expect("a report")
}

/// The truth file's short row names.
fn truth_row(short: &str) -> &str {
    match short {
        "carried" => "carried_in",
        "d1" => "denied.state_secret",
        "d2" => "denied.law_forbids",
        "d3" => "denied.three_securities",
        "d4" => "denied.third_party",
        "d5" => "denied.internal_affairs",
        "d6" => "denied.process",
        "d7" => "denied.enforcement_file",
        "d8" => "denied.inquiry",
        "u1" => "unavailable.not_held",
        "u2" => "unavailable.must_be_made",
        "u3" => "unavailable.unclear",
        "n1" => "declined.petition",
        "n2" => "declined.repeated",
        "n3" => "declined.publication",
        "n4" => "declined.excessive",
        "n5" => "declined.reissue",
        "o" => "other",
        "o1" => "other.not_corrected",
        "o2" => "other.fee_unpaid",
        "o3" => "other.rest",
        "total" => "results_total",
        "forward" => "carried_out",
        same => same,
    }
}

/// `(cell, text)` for every cell of a truth file, in no order.
fn truth_cells(truth: &Value, report: &Report) -> Vec<(usize, String)> {
    let mut list = Vec::new();
    let cells = report.form.cells();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for (label, values) in truth["t2"].as_object().expect("t2") {
        let row: Vec<usize> = (0..cells.len()).filter(|&at| cells[at].table == 0 && cells[at].row_spec.keys.iter().any(|key| label == key)).collect();
        assert!(!row.is_empty(), "truth row {label} is in the form");
        list.extend(row.into_iter().zip(values.as_array().expect("list").iter().map(text)));
    }
    for (short, values) in truth["t3"].as_object().expect("t3") {
        let row: Vec<usize> = (0..cells.len()).filter(|&at| cells[at].table == 1 && cells[at].id.row == truth_row(short)).collect();
        assert!(!row.is_empty(), "truth row {short} is in form {}", report.form.id);
        list.extend(row.into_iter().zip(values.as_array().expect("list").iter().map(text)));
    }
    let line = (0..cells.len()).filter(|&at| cells[at].table == 2);
    list.extend(line.zip(truth["t4"].as_array().expect("t4").iter().map(text)));
    list
}

#[test]
fn cells_read_are_the_published_ones() {
    let Some(folder) = folder() else { return };
    let mut all = (0, 0);
    for (id, file) in FILES {
        let truth = std::fs::read_to_string(folder.join("truth").join(format!("{id}.json"))).expect("truth");
        let truth: Value = serde_json::from_str(&truth).expect("json");
        let report = read(&folder, file);
        let mut right = 0;
        let cells = truth_cells(&truth, &report);
        let (mut wrong, mut unread) = (Vec::new(), 0);
        for (at, expected) in &cells {
            let (spec, fact) = report.cell(*at).expect("cell");
            let same = fact.raw.as_deref().map(str::trim) == Some(expected.trim()) && fact.doubt.is_none_or(|d| !d.hides_value());
            if same { right += 1 } else if matches!(fact.state(), gouji::recognize::State::Illegible | gouji::recognize::State::Missing) { unread += 1 } else { wrong.push(format!("{} read {:?} is {expected:?} {:?}", spec.id, fact.raw, fact.doubt)) }
        }
        all = (all.0 + right, all.1 + cells.len());
        println!("{file}: {right}/{} unread {unread} form {} why {} year {:?} body {:?}", cells.len(), report.form.id, report.form_why, report.year, report.body);
        for line in wrong { println!("   {line}"); }
    }
    println!("all {all:?}");
}
