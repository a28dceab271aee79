//! PDF and OFD: every cell of real and generated files against the published figures.
//!
//! Reads the folder named by `GOUJI_REPORTS`; without the variable those tests are skipped by name.
#![cfg(feature = "page")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // a test may fail

mod reports_support;

use std::path::Path;

use gouji::document::{Block, Document};
use gouji::fold::fold;
use gouji::input::{Content, Input, Unreadable};
use gouji::recognize::{Given, Report, recognize};
use reports_support::reports;
use serde_json::Value;

fn open(bytes: Vec<u8>) -> Result<(Document, &'static str), Unreadable> {
    let input = Input { name: None, content: Content::Bytes(bytes) };
    gouji::readers::read(&input, gouji::readers::charset::native_decode)
}

fn open_file(path: &Path) -> (Document, &'static str) {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    open(bytes).unwrap_or_else(|error| panic!("{}: {}", path.display(), error.reason))
}

fn report(path: &Path) -> Report {
    recognize(&open_file(path).0, None, &Given::default()).expect("a report")
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("truth")).expect("json")
}

/// Width, spaces and thousands separators do not count.
fn bare(text: &str) -> String {
    text.chars().map(fold).filter(|c| !c.is_whitespace() && *c != ',').collect()
}

/// Wrong cells of a table, as `cell: read, published`.
fn wrong(report: &Report, table: usize, expected: &[String]) -> Vec<String> {
    let cells: Vec<_> = report.cells().filter(|(spec, _)| spec.table == table).collect();
    assert_eq!(cells.len(), expected.len(), "cells of table {table} in form {}", report.form.id);
    let pairs = cells.iter().zip(expected);
    let read = |fact: &gouji::recognize::Fact| fact.raw.as_deref().map(bare);
    pairs
        .filter(|((_, fact), text)| {
            read(fact).as_deref() != Some(bare(text).as_str())
                || fact.doubt.is_some_and(gouji::recognize::Doubt::hides_value)
        })
        .map(|((spec, fact), text)| format!("{}: {:?}, {text:?}", spec.id, fact.raw))
        .collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().expect("list").iter().map(|cell| cell.as_str().expect("text").to_owned()).collect()
}

/// The figures of tables 二, 三 and 四 in a truth file, each in the order of the form.
fn published(truth: &Value) -> [Vec<String>; 3] {
    // Objects of serde_json are sorted by name; the order of the form is this.
    let second = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"];
    let third = [
        "new", "carried", "granted", "partial", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "u1", "u2",
        "u3", "n1", "n2", "n3", "n4", "n5", "o", "o1", "o2", "o3", "total", "forward",
    ];
    let rows = |table: &str, names: &[&str]| {
        names.iter().filter_map(|name| truth[table].get(name)).flat_map(texts).collect::<Vec<_>>()
    };
    [rows("t2", &second), rows("t3", &third), texts(&truth["t4"])]
}

fn check_report(reports: &Path, file: &str, truth: &str) {
    let report = report(&reports.join(file));
    let published = published(&json(&reports.join("truth").join(format!("{truth}.json"))));
    let wrong: Vec<String> =
        (0..3).flat_map(|table| wrong(&report, table, published.get(table).expect("table"))).collect();
    assert!(wrong.is_empty(), "{file}: {wrong:#?}");
    println!("{file}: all cells right; {:?} {:?}", report.year, report.body);
}

#[test]
fn a_real_report_is_read_as_published() {
    let Some(reports) = reports() else { return };
    check_report(&reports, "hongze-2023.pdf", "hongze-2023");
}

#[test]
fn the_filled_template_is_read_as_published() {
    let Some(reports) = reports() else { return };
    check_report(&reports, "formats/filled/huaian-2024-filled.pdf", "huaian-2024");
}

#[test]
fn samples_of_other_writers_open_with_sensible_text() {
    let Some(reports) = reports() else { return };
    let samples = [
        ("ofd/chineseDir.ofd", "你好呀，OFD Reader&Writer！"),
        ("ofd/namespace_no_std.ofd", "你好呀，OFD Reader&Writer！"),
        ("ofd/n.ofd", "关于同意张阿三同志辞职的批复"),
        ("ofd/z.ofd", "\"TextCode中字符编码的起始位置，从0开始\""),
        ("ofd/fapiao.ofd", "\"价税合计（大写）\""),
        ("ofd/no_page_container.ofd", "\"伍拾柒圆整 （小写）¥57.00\""),
        ("pdf/juesuan-template.pdf", "一、收入支出决算总表"),
    ];
    for (file, text) in samples {
        let (document, reader) = open_file(&reports.join("formats").join(file));
        assert!(shown(&document).contains(text), "{file}");
        assert!(file.starts_with(reader), "{file} was read by {reader}");
    }
}

#[test]
fn twenty_layouts_and_fonts_that_are_not_embedded() {
    let Some(reports) = reports() else { return };
    let files = reports.join("../bench/files");
    let truth = json(&files.join("truth.json"));
    let ids: Vec<String> = truth.as_object().expect("truth").keys().cloned().collect();
    let pairs: Vec<(String, String)> = ids.iter().map(|id| (id.clone(), id.clone())).collect();
    let embedded = check_bench(&files, &truth, &pairs);
    let cid = ["03", "09", "12", "19"].map(|id| (format!("cid_{id}"), id.to_owned()));
    let bare_fonts = check_bench(&files, &truth, &cid);
    assert_eq!((embedded, bare_fonts), (0, 0), "wrong cells");
}

fn check_bench(files: &Path, truth: &Value, list: &[(String, String)]) -> usize {
    let (mut cells, mut mistakes, mut perfect) = (0, 0, 0);
    for (file, id) in list {
        let truth = &truth[id.as_str()];
        let third: Vec<String> = truth["sec3"].as_array().expect("rows").iter().flat_map(texts).collect();
        let fourth = texts(&truth["sec4"]);
        cells += third.len() + fourth.len();
        let document = open_file(&files.join(format!("{file}.pdf"))).0;
        let Ok(report) = recognize(&document, None, &Given::default()) else {
            println!("{file}.pdf: no report");
            mistakes += third.len() + fourth.len();
            continue;
        };
        let mut list = wrong(&report, 1, &third);
        list.extend(wrong(&report, 2, &fourth));
        mistakes += list.len();
        perfect += usize::from(list.is_empty());
        if !list.is_empty() {
            println!("{file}.pdf: {} wrong, {:?}", list.len(), list.iter().take(6).collect::<Vec<_>>());
        }
    }
    println!("{} of {cells} cells right, {perfect} of {} files perfect", cells - mistakes, list.len());
    mistakes
}

/// The document as text, for looking at.
fn shown(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(format!("¶ {paragraph}")),
            Block::Grid(grid) => {
                lines.push(format!("▦ {} × {}", grid.rows, grid.cols));
                for cell in &grid.cells {
                    let (row, col, down, right) = (cell.row, cell.col, cell.rowspan, cell.colspan);
                    lines.push(format!("  {row},{col} {down}×{right} {:?}", cell.text));
                }
            }
        }
    }
    lines.extend(document.notices.iter().map(|notice| format!("! {}", notice.text)));
    lines.join("\n")
}

/// `GOUJI_SHOW=FILE cargo test --test page show -- --nocapture`
#[test]
fn show() {
    let Some(file) = std::env::var_os("GOUJI_SHOW") else { return };
    match open(std::fs::read(file).expect("file")) {
        Ok((document, _)) => println!("{}", shown(&document)),
        Err(error) => println!("{} {}", error.reason, error.advice),
    }
}
