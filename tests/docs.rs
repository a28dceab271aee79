//! Generated documents are fresh. `GOUJI_UPDATE=1 cargo test --test docs` writes them anew.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write;
use std::fs;

use gouji::forms::FORMS;
use gouji::rules::{self, Severity};

/// Compares a generated document with the committed one, or writes it.
fn fresh(path: &str, text: &str) {
    if std::env::var_os("GOUJI_UPDATE").is_some() {
        fs::write(path, text).expect("write");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{path} is out of date: run GOUJI_UPDATE=1 cargo test --test docs");
}

fn cells() -> String {
    let mut text = "# 单元格标识（CellId）\n\n由 `src/forms/` 生成，请勿手改：`GOUJI_UPDATE=1 cargo test --test docs`。\n\n\
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

fn rules() -> String {
    let mut text =
        "# 规则目录\n\n由 `src/rules/` 生成，请勿手改：`GOUJI_UPDATE=1 cargo test --test docs`。\n\n\
        每条规则有四种结果：一致、不一致、待核（算不出来）、不适用。“待核”从不当作“一致”。\n编号以 B、C、F 开头的规则（F2、F4 除外）核对正文和整份报告，在已发布的网页上就地核对时只核对表格；以 D 开头的规则和 `prose-growth-unlike-last-year` 比较两年的报告，目前只在命令行版中。\n\n\
        | 规则 | 编号 | 级别 | 核对什么 | 为什么 | 怎么办 | 依据 |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
    for rule in rules::all() {
        let severity = match rule.severity {
            Severity::Error => "错误",
            Severity::Warning => "存疑",
            Severity::Note => "提示",
        };
        let cells = [rule.code, severity, rule.title, rule.why, rule.advice, rule.basis].join(" | ");
        let _ = writeln!(text, "| `{}` | {cells} |", rule.id);
    }
    text
}

#[test]
fn the_list_of_cells_is_fresh() {
    fresh("www/docs/cells.md", &cells());
}

#[test]
fn the_list_of_rules_is_fresh() {
    fresh("www/docs/rules.md", &rules());
}
