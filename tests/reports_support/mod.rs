//! The folder of real reports, for the tests that read them.
//!
//! `GOUJI_REPORTS` names it. Without the variable such a test has nothing to do; it then writes its name into the file
//! `GOUJI_SKIPPED`, which `./build.sh test` counts as skipped and prints.

#![allow(dead_code, missing_docs, clippy::expect_used)] // a test may

use std::io::Write as _;
use std::path::PathBuf;

/// The folder, if there is one; a folder that is named and missing is a failure.
pub fn reports() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("GOUJI_REPORTS").map(PathBuf::from) else {
        skip("没有设 GOUJI_REPORTS");
        return None;
    };
    assert!(folder.is_dir(), "GOUJI_REPORTS names no folder: {}", folder.display());
    Some(folder)
}

/// Says that this test is skipped.
pub fn skip(why: &str) {
    let test = std::thread::current().name().unwrap_or("?").to_owned();
    eprintln!("skipped: {test}: {why}");
    let Some(list) = std::env::var_os("GOUJI_SKIPPED") else { return };
    let mut list =
        std::fs::OpenOptions::new().create(true).append(true).open(list).expect("the list of skipped tests");
    list.write_all(format!("{test}：{why}\n").as_bytes()).expect("the list of skipped tests");
}
