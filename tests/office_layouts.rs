//! Reports laid out in 20 ways in every format of Word, WPS, Excel and LibreOffice: every cell against what was written.
//!
//! docx, xlsx, flat odt and ods are written here; the others are made of these by LibreOffice, which `GOUJI_SOFFICE`
//! names; without it those tests are skipped by name.
#![cfg(feature = "office")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)] // a test may fail

mod layout_support;
mod office_support;
mod page_support;
mod support;

use std::path::{Path, PathBuf};

use layout_support::{Score, figures, score};
use office_support::{Style, docx, fods, fodt, styles, xlsx};
use support::Sheet;

// ---- reading back ------------------------------------------------------------------------------------------

fn sheet_of(style: &Style, at: usize) -> Sheet {
    let mut next = figures(at as u64 + 31, [5, 60, 900, 7000][at % 4]);
    Sheet::consistent(style.form, "某区卫生局2022年政府信息公开工作年度报告", &mut next)
}

/// Every style in one format: all cells right.
fn check(format: &str, bytes: impl Fn(usize, &Sheet, &Style) -> Vec<u8>) {
    let mut sum = Score::default();
    for (at, style) in styles().iter().enumerate() {
        let sheet = sheet_of(style, at);
        sum.add(score(bytes(at, &sheet, style), &sheet, style.figure, &format!("{format} {at}")));
    }
    println!(
        "{format}: {} of {} cells right, {} marked, {} wrong without a mark",
        sum.right, sum.cells, sum.marked, sum.silent
    );
    assert_eq!((sum.right, sum.silent), (sum.cells, 0), "{format}");
}

#[test]
fn docx_in_twenty_layouts() {
    check("docx", |_, sheet, style| docx(sheet, style));
}

#[test]
fn xlsx_in_twenty_layouts() {
    check("xlsx", |_, sheet, style| xlsx(sheet, style));
}

#[test]
fn flat_odt_in_twenty_layouts() {
    check("fodt", |_, sheet, style| fodt(sheet, style));
}

#[test]
fn flat_ods_in_twenty_layouts() {
    check("fods", |_, sheet, style| fods(sheet, style));
}

/// The files of all styles made by LibreOffice from those written here; `None` when it is not named.
fn converted(from: &str, to: &str, write: fn(&Sheet, &Style) -> Vec<u8>) -> Option<PathBuf> {
    let Some(soffice) = std::env::var_os("GOUJI_SOFFICE") else {
        eprintln!("skipped: {from} as {to}: GOUJI_SOFFICE is not set");
        return None;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("layouts-{from}-{to}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut inputs = Vec::new();
    for (at, style) in styles().iter().enumerate() {
        let (path, bytes) = (folder.join(format!("{at}.{from}")), write(&sheet_of(style, at), style));
        // What was converted before and is the same need not be converted again.
        let done =
            std::fs::read(&path).is_ok_and(|old| old == bytes) && folder.join(format!("{at}.{to}")).exists();
        if !done {
            std::fs::write(&path, bytes).expect("a file");
            inputs.push(path);
        }
    }
    if !inputs.is_empty() {
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let mut command = std::process::Command::new(soffice);
        let command =
            command.args(["--headless", &profile, "--convert-to", to, "--outdir"]).arg(&folder).args(&inputs);
        assert!(command.output().expect("LibreOffice").status.success(), "{from} as {to}");
    }
    Some(folder)
}

fn check_converted(from: &str, to: &str, write: fn(&Sheet, &Style) -> Vec<u8>) {
    let Some(folder) = converted(from, to, write) else { return };
    check(&format!("{from} as {to}"), |at, _, _| {
        std::fs::read(folder.join(format!("{at}.{to}"))).expect("converted")
    });
}

#[test]
fn made_by_libreoffice_as_docx() {
    check_converted("fodt", "docx", fodt);
}

#[test]
fn made_by_libreoffice_as_doc() {
    check_converted("fodt", "doc", fodt);
}

#[test]
fn made_by_libreoffice_as_rtf() {
    check_converted("fodt", "rtf", fodt);
}

#[test]
fn made_by_libreoffice_as_odt() {
    check_converted("fodt", "odt", fodt);
}

#[test]
fn made_by_libreoffice_as_xlsx() {
    check_converted("fods", "xlsx", fods);
}

#[test]
fn made_by_libreoffice_as_xls() {
    check_converted("fods", "xls", fods);
}

#[test]
fn made_by_libreoffice_as_ods() {
    check_converted("fods", "ods", fods);
}
