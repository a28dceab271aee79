//! What the browser's twin is held against: `GOUJI_TWIN=FOLDER` writes bombs, kept inputs, reports in every format and
//! the real ones of `GOUJI_REPORTS`, each with the public result that this program gives.
//!
//! `tests/browser/twin.test.mjs` calls it with the features the modules in the browser have.
#![cfg(all(feature = "office", feature = "page"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "hostile_support/bombs.rs"]
mod bombs;
#[path = "hostile_support/containers.rs"]
mod containers;
mod layout_support;
#[path = "hostile_support/mutate.rs"]
mod mutate;
mod office_support;
mod page_support;
#[path = "page_support/report.rs"]
mod report;
#[path = "hostile_support/seeds.rs"]
mod seeds;
mod support;

use std::path::Path;

use gouji::input::{Content, Input};
use gouji::readers::charset::native_decode;
use gouji::{Options, view};

/// Every input and its name.
fn inputs() -> Vec<(String, Content)> {
    let bombs = bombs::BOMBS.iter().map(|bomb| (bomb.name.to_owned(), (bomb.make)()));
    let kept = seeds::files(Path::new("tests/cases/hostile"));
    let real =
        std::env::var_os("GOUJI_REPORTS").map(|folder| seeds::files(Path::new(&folder))).unwrap_or_default();
    let files = kept
        .iter()
        .chain(&real)
        .map(|path| (path.display().to_string(), Content::Bytes(std::fs::read(path).unwrap())));
    let mut all: Vec<(String, Content)> = bombs.chain(files).collect();
    for (at, form) in ["2021", "2019", "2021-mixed", "2019-mixed"].into_iter().enumerate() {
        for (number, (id, content)) in seeds::formats(&seeds::sheet(form, at as u64)).into_iter().enumerate()
        {
            all.push((format!("{form} {number} {id}"), content));
        }
    }
    all
}

#[test]
fn write_for_the_twin() {
    let Some(folder) = std::env::var_os("GOUJI_TWIN") else {
        return eprintln!("skipped: write_for_the_twin: GOUJI_TWIN is not set");
    };
    for (at, (name, content)) in inputs().into_iter().enumerate() {
        let beside = |end: &str| Path::new(&folder).join(format!("{at:03}.{end}"));
        let (end, bytes) = match &content {
            Content::Html(text) => ("html", text.as_bytes()),
            Content::Text(text) => ("text", text.as_bytes()),
            Content::Bytes(bytes) => ("bytes", bytes.as_slice()),
        };
        std::fs::write(beside(end), bytes).expect("a file");
        std::fs::write(beside("name"), &name).expect("a file");
        let file = matches!(content, Content::Bytes(_)).then(|| "年报".to_owned());
        let review = gouji::review(&Input { name: file, content }, &Options::default(), native_decode);
        std::fs::write(beside("json"), serde_json::to_string(&view::review(&review)).unwrap())
            .expect("a file");
    }
}
