//! Real and measured files of Word, WPS and Excel: every cell against the truth.
//!
//! Reads the folder named by `GOUJI_REPORTS` and `bench/files` beside it; without the variable these tests are
//! skipped by name.

#![cfg(feature = "office")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod reports_support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gouji::document::{Block, Document};
use gouji::input::{Content, Input, Unreadable};
use gouji::number::Quantity;
use gouji::readers::{charset::native_decode, read};
use gouji::recognize::{Given, Nothing, Report, recognize};
use reports_support::reports;
use serde_json::Value;

fn bench(reports: &Path) -> PathBuf {
    let folder = reports.join("../bench/files");
    assert!(folder.is_dir(), "the measured files are missing: {}", folder.display());
    folder
}

fn open(path: &Path) -> Result<(Document, &'static str), Unreadable> {
    let bytes = std::fs::read(path).unwrap_or_else(|_| panic!("missing: {}", path.display()));
    // The name says nothing: content decides.
    read(&Input { name: Some("年报.bin".to_owned()), content: Content::Bytes(bytes) }, native_decode)
}

fn document(path: &Path) -> Document {
    open(path).unwrap_or_else(|why| panic!("{}: {why:?}", path.display())).0
}

fn report(path: &Path) -> Report {
    let document = document(path);
    recognize(&document, None, &Given::default()).unwrap_or_else(|why| panic!("{}: {why:?}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("truth")).expect("json")
}

/// A figure as it counts: an empty cell is blank, digits without separators.
fn plain(text: &str) -> String {
    match gouji::number::read(text).quantity {
        Quantity::Number(number) => format!("{number:?}"),
        Quantity::Blank => String::new(),
        other => format!("{other:?} {text}"),
    }
}

/// What differs in one table of the form.
fn differences(report: &Report, table: usize, truth: &[String]) -> Vec<String> {
    let cells: Vec<_> = report.cells().filter(|(spec, _)| spec.table == table).collect();
    assert_eq!(cells.len(), truth.len(), "cells of table {table} in form {}", report.form.id);
    let pairs = cells.iter().zip(truth);
    let wrong = pairs.filter(|((_, fact), expected)| {
        fact.raw.as_deref().map(plain) != Some(plain(expected)) || fact.doubt.is_some()
    });
    wrong
        .map(|((spec, fact), expected)| format!("{} {:?} is {expected} {:?}", spec.id, fact.raw, fact.doubt))
        .collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().expect("list").iter().map(|v| v.as_str().unwrap_or_default().to_owned()).collect()
}

// ---- the filled form ----

/// The truth of the filled form: table by table in the order of the form.
fn filled_truth(reports: &Path) -> [Vec<String>; 3] {
    let truth = json(&reports.join("truth/huaian-2024.json"));
    let rows = |table: &str, order: &[&str]| order.iter().flat_map(|row| texts(&truth[table][row])).collect();
    let stock = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"];
    let requests = [
        "new", "carried", "granted", "partial", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "u1", "u2",
        "u3", "n1", "n2", "n3", "n4", "n5", "o1", "o2", "o3", "total", "forward",
    ];
    [rows("t2", &stock), rows("t3", &requests), texts(&truth["t4"])]
}

fn check_filled(file: &str, id: &str, tables: &[usize]) {
    let Some(reports) = reports() else { return };
    let truth = filled_truth(&reports);
    let path = reports.join("formats/filled").join(file);
    assert_eq!(open(&path).expect(file).1, id);
    let report = report(&path);
    for table in tables {
        let wrong = differences(&report, *table, &truth[*table]);
        assert!(wrong.is_empty(), "{file}, table {table}:\n{}", wrong.join("\n"));
    }
    assert_eq!(report.notices, [], "{file}");
}

#[test]
fn the_filled_docx_is_read_whole() {
    check_filled("huaian-2024-filled.docx", "docx", &[0, 1, 2]);
}

#[test]
fn the_filled_doc_is_read_whole() {
    check_filled("huaian-2024-filled.doc", "doc", &[0, 1, 2]);
}

#[test]
fn the_filled_odt_is_read_whole() {
    check_filled("huaian-2024-filled.odt", "odt", &[0, 1, 2]);
}

#[test]
fn the_filled_rtf_is_read_whole() {
    check_filled("huaian-2024-filled.rtf", "rtf", &[0, 1, 2]);
}

#[test]
fn the_filled_xlsx_is_read_whole() {
    check_filled("huaian-2024-table34.xlsx", "xlsx", &[1, 2]);
}

#[test]
fn the_filled_xls_is_read_whole() {
    check_filled("huaian-2024-table34.xls", "xls", &[1, 2]);
}

// ---- the measured files ----

/// Cells right, cells in all, and what is wrong.
fn score(files: &Path, extension: &str) -> (usize, usize, String) {
    let truth = json(&files.join("truth.json"));
    let (mut right, mut all, mut wrong) = (0, 0, String::new());
    for (number, truth) in truth.as_object().expect("files") {
        let report = report(&files.join(format!("{number}.{extension}")));
        let requests: Vec<String> = truth["sec3"].as_array().expect("rows").iter().flat_map(texts).collect();
        for (table, expected) in [(1, requests), (2, texts(&truth["sec4"]))] {
            let differences = differences(&report, table, &expected);
            all += expected.len();
            right += expected.len() - differences.len();
            if !differences.is_empty() {
                let _ = writeln!(wrong, "{number}.{extension} table {table}:\n{}", differences.join("\n"));
            }
        }
    }
    (right, all, wrong)
}

fn check_measured(extension: &str) {
    let Some(reports) = reports() else { return };
    let (right, all, wrong) = score(&bench(&reports), extension);
    println!("{extension}: {right} of {all} cells");
    assert!(wrong.is_empty(), "{right} of {all}\n{wrong}");
    assert_eq!(all, 3716);
}

#[test]
fn measured_docx_are_read_without_a_wrong_cell() {
    check_measured("docx");
}

#[test]
fn measured_xlsx_are_read_without_a_wrong_cell() {
    check_measured("xlsx");
}

#[test]
fn measured_xls_are_read_without_a_wrong_cell() {
    check_measured("xls");
}

// ---- calamine as the oracle of the sheet readers ----

/// Every cell calamine finds, against the cell at the same address. Formats differ: `1,234` is 1234.
fn check_against_calamine(path: &Path) -> usize {
    use calamine::{Data, Reader as _};
    let mut book = calamine::open_workbook_auto(path).expect("calamine");
    let document = document(path);
    let mut blocks = document.blocks.iter();
    let mut count = 0;
    for (name, range) in book.worksheets() {
        assert_eq!(blocks.next(), Some(&Block::Paragraph(name)));
        let Some(Block::Grid(grid)) = blocks.next() else { panic!("a grid per sheet") };
        let (top, left) = range.start().expect("cells");
        for (row, col, value) in range.used_cells() {
            let place = (top + u32::try_from(row).unwrap(), left + u32::try_from(col).unwrap());
            let ours =
                grid.row(place.0).iter().find(|cell| cell.col == place.1).map(|cell| cell.text.clone());
            let same = match value {
                Data::Float(_) | Data::Int(_) => {
                    ours.as_deref().map(plain) == Some(plain(&value.to_string()))
                }
                Data::String(text) => ours.unwrap_or_default() == text.replace('\r', ""),
                other => panic!("{other:?}"),
            };
            assert!(same, "{} {place:?}: {value:?}", path.display());
            count += 1;
        }
    }
    count
}

#[test]
fn sheets_agree_with_calamine() {
    let Some(reports) = reports() else { return };
    let files = bench(&reports);
    let of = |number: usize| ["xlsx", "xls"].map(|extension| files.join(format!("{number:02}.{extension}")));
    let cells: usize = (0..20).flat_map(of).map(|path| check_against_calamine(&path)).sum();
    println!("{cells} cells compared");
    assert!(cells > 8000);
}

// ---- the measured files in other formats, made by LibreOffice ----

/// The files converted to this format. `GOUJI_SOFFICE` names the program; without it these tests are skipped.
fn converted(reports: &Path, from: &str, to: &str) -> Option<PathBuf> {
    let Some(soffice) = std::env::var_os("GOUJI_SOFFICE") else {
        eprintln!("skipped: GOUJI_SOFFICE is not set");
        return None;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{from}-{to}"));
    let done = |number: &str| folder.join(format!("{number}.{to}")).exists();
    let files = bench(reports);
    let numbers: Vec<String> = (0..20).map(|number| format!("{number:02}")).collect();
    if !numbers.iter().all(|number| done(number)) {
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let inputs = numbers.iter().map(|number| files.join(format!("{number}.{from}")));
        let status = std::process::Command::new(soffice)
            .args(["--headless", &profile, "--convert-to", to, "--outdir"])
            .arg(&folder)
            .args(inputs)
            .output()
            .expect("LibreOffice")
            .status;
        assert!(status.success());
    }
    std::fs::copy(files.join("truth.json"), folder.join("truth.json")).expect("truth");
    Some(folder)
}

fn check_converted(from: &str, to: &str) {
    let Some(reports) = reports() else { return };
    let Some(folder) = converted(&reports, from, to) else { return };
    let (right, all, wrong) = score(&folder, to);
    println!("{from} as {to}: {right} of {all} cells");
    assert!(wrong.is_empty(), "{right} of {all}\n{wrong}");
}

#[test]
fn the_same_as_doc() {
    check_converted("docx", "doc");
}

#[test]
fn the_same_as_odt() {
    check_converted("docx", "odt");
}

#[test]
fn the_same_as_rtf() {
    check_converted("docx", "rtf");
}

#[test]
fn the_same_as_ods() {
    check_converted("xlsx", "ods");
}

// ---- samples ----

#[test]
fn the_blank_form_has_no_figures() {
    let Some(reports) = reports() else { return };
    let document = document(&reports.join("formats/docx/template-2021.docx"));
    let blank = recognize(&document, None, &Given::default());
    match blank {
        Err(why) => assert_eq!(why, Nothing::LabelsOnly),
        Ok(report) => assert!(report.facts.iter().all(|fact| fact.reading.quantity == Quantity::Blank)),
    }
}

/// The document in short: paragraphs, and grids by size with the text of their cells.
fn text_of(document: &Document) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(text) => text.clone(),
        Block::Grid(grid) => {
            let cells: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
            format!("[{}×{} {}]", grid.rows, grid.cols, cells.join("|"))
        }
    };
    document.blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_docx_with_five_tables_is_read() {
    let Some(reports) = reports() else { return };
    let document = document(&reports.join("formats/docx/chinese-5-tables.docx"));
    let text = text_of(&document);
    println!("{text}");
    let grids = document.blocks.iter().filter(|block| matches!(block, Block::Grid(_))).count();
    assert_eq!(grids, 5, "{text}");
}

#[test]
fn samples_of_doc_and_xls_open_with_sensible_text() {
    let Some(reports) = reports() else { return };
    let samples = [
        ("doc/simple-table.doc", "doc"),
        ("doc/table-merges.doc", "doc"),
        ("doc/TestChineseProperties.doc", "doc"),
        ("xls/chinese-provinces.xls", "xls"),
    ];
    for (file, id) in samples {
        let (document, found) = open(&reports.join("formats").join(file)).expect(file);
        let text = text_of(&document);
        println!("== {file}\n{text}\n{:?}", document.notices);
        assert_eq!(found, id);
        assert!(!text.trim().is_empty() && !text.contains('\u{fffd}'), "{file}: {text}");
    }
}
