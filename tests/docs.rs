//! Generated documents are fresh. `GOUJI_UPDATE=1 cargo test --test docs` writes them anew.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod docs_support;
mod support;

use std::fmt::Write;
use std::fs;

use gouji::forms::FORMS;
use gouji::readers::limits::MAX_BYTES;
use gouji::readers::{PACKED, READERS};

/// Compares a generated document with the committed one, or writes it.
fn fresh(path: &str, text: &str) {
    if std::env::var_os("GOUJI_UPDATE").is_some() {
        fs::write(path, text).expect("write");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{path} is out of date: run GOUJI_UPDATE=1 cargo test --test docs");
}

fn cells() -> String {
    let mut text = "# 单元格标识（CellId）\n\n<!-- 由 src/forms/ 生成，请勿手改：GOUJI_UPDATE=1 cargo test --test docs -->\n\n\
        每个单元格有一个不变的名字：`表.行@列`（表三）或 `表.行.列`（表二、表四）。\n"
        .to_owned();
    let mut told: Vec<&str> = Vec::new();
    for form in FORMS.iter().filter(|form| form.years.is_some()) {
        for (index, table) in form.tables.iter().enumerate() {
            if told.contains(&table.edition) {
                continue;
            }
            told.push(table.edition);
            let name = if table.edition == "review" { "各格式相同" } else { form.name };
            let _ = write!(text, "\n## {}（{name}）\n\n| 标识 | 单元格 |\n|---|---|\n", table.title);
            for cell in form.cells().iter().filter(|cell| cell.table == index) {
                let _ = writeln!(text, "| `{}` | {} |", cell.id, cell.name());
            }
        }
    }
    text
}

#[test]
fn the_list_of_cells_is_fresh() {
    fresh("www/docs/cells.md", &cells());
}

#[test]
fn the_list_of_rules_is_fresh() {
    fresh("www/docs/rules.md", &docs_support::rules());
}

#[test]
fn the_contract_names_every_reader() {
    let ids = READERS.iter().map(|reader| reader.id).chain(PACKED.iter().map(|packed| packed.id));
    let named = ids.map(|id| format!("`{id}`")).collect::<Vec<_>>().join("、");
    let contract = fs::read_to_string("www/docs/contract.md").expect("contract.md");
    assert!(
        contract.contains(&format!("读取器（{named}）")),
        "www/docs/contract.md: source.reader is {named}"
    );
}

/// The one size that stands in several places: what users are told, what the page refuses before it reads, what readers do.
#[test]
fn the_limits_of_files_are_told() {
    let size = |path: &str| fs::read_to_string(path).expect("source");
    for readers in ["src/readers/office/limits.rs", "src/readers/page/limits.rs"] {
        assert!(size(readers).contains("MAX_FILE: usize = 64 << 20"), "{readers}");
    }
    assert!(size("www/src/input.ts").contains("FILE_LIMIT = 64 * 1024 * 1024"));
    let told = format!("不超过 64 MB，其中网页、CSV 和纯文字不超过 {} MB", MAX_BYTES >> 20);
    assert!(size("www/docs/faq.md").contains(&told), "www/docs/faq.md: {told}");
}
