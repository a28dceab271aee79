//! The list of rules as people read it: by kind, each with an example out of its own case file.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // a test may

use std::fmt::Write as _;

use gouji::rules::{self, Check, Rule};

use crate::support::{self, Case, rule_case};

const HEAD: &str = "# 规则目录

<!-- 由 src/rules/ 和 tests/cases/ 生成，请勿手改：GOUJI_UPDATE=1 cargo test --test docs -->

每条规则有四种结果：一致、不一致、待核（算不出来）、不适用。“待核”从不当作“一致”。
编号以 B、C、F 开头的规则（F2、F4 除外）核对正文和整份报告，在已发布的网页上就地核对时只核对表格；以 D 开头的比较两年的报告，以 E 开头的核对下级汇总。

级别：**错误**是算不拢或不合格式规定；**存疑**是多半有误，但可能另有原因；**提示**是值得看一眼。例子里没有写出的格填 0，
没有写出的部分完整无误；每条规则的全部例子在 `tests/cases/` 中，以规则的标识为名。
";

/// Findings shown of an example.
const SAID: usize = 3;
/// Characters shown of a text in an example.
const CLIP: usize = 200;

/// Whether a rule is of a kind.
type Fits = fn(&Rule) -> bool;

/// Kinds of rules: title, and which are of it. The first that fits counts.
const KINDS: [(&str, Fits); 7] = [
    ("上下年度", |rule| matches!(rule.check, Check::Years(_))),
    ("上下级汇总", |rule| matches!(rule.check, Check::Family(_))),
    ("勾稽关系", |rule| rule.relation),
    ("各格怎样填写", |rule| rule.code.contains('N')),
    ("表格里的其他关系", |rule| rule.code.starts_with('A')),
    ("报告格式", |rule| rule.code.starts_with('F')),
    ("正文", |_| true),
];

/// The kinds as they follow each other on the page.
const ORDER: [&str; 7] =
    ["勾稽关系", "表格里的其他关系", "各格怎样填写", "报告格式", "正文", "上下年度", "上下级汇总"];

fn kind(rule: &Rule) -> &'static str {
    KINDS.iter().find(|(_, fits)| fits(rule)).expect("the last fits all").0
}

/// The whole document.
pub fn rules() -> String {
    let mut text = HEAD.to_owned();
    for title in ORDER {
        let of_kind: Vec<&Rule> = rules::all().filter(|rule| kind(rule) == title).collect();
        if !of_kind.is_empty() {
            let _ = write!(text, "\n## {title}\n");
        }
        for rule in of_kind {
            text.push_str(&entry(rule));
        }
    }
    text
}

/// A rule: its heading ends in its id, which the page makes its address.
fn entry(rule: &Rule) -> String {
    let Rule { id, code, title, why, advice, basis, .. } = rule;
    let severity = support::severity(rule.severity);
    let mut text = format!("\n### {title} `{id}`\n\n**{severity}**　编号 {code}\n\n");
    for (name, said) in [("为什么", why), ("怎么办", advice), ("依据", basis)] {
        let _ = writeln!(text, "- {name}：{said}");
    }
    text + &example(rule)
}

/// The cases of a rule, in whichever folder they are.
fn cases_of(rule: &Rule) -> Vec<Case> {
    let folders = std::fs::read_dir(support::folder("")).expect("the folder of cases");
    let file = format!("{}.md", rule.id);
    let mut places = folders.map(|folder| folder.expect("folder").path().join(&file));
    let place = places.find(|place| place.exists()).unwrap_or_else(|| panic!("no cases of {}", rule.id));
    support::cases(rule.id, &std::fs::read_to_string(place).expect("cases"))
}

/// The first failing case that says what the message is.
fn example(rule: &Rule) -> String {
    let failing: Vec<Case> = cases_of(rule)
        .into_iter()
        .filter(|case| case.key("预期").is_some_and(|expected| expected.starts_with("不一致")))
        .collect();
    let case = failing.iter().find(|case| case.key("说明含").is_some()).or(failing.first());
    case.map(|case| shown(rule, case)).unwrap_or_default()
}

fn shown(rule: &Rule, case: &Case) -> String {
    let mut text = format!("\n例：{}\n", case.heading);
    let given: String = case.keys.iter().filter_map(|(key, value)| given(key, value)).collect();
    if !given.is_empty() {
        let _ = write!(text, "\n{given}");
    }
    for table in &case.tables {
        let _ = write!(text, "\n{}", markdown(table));
    }
    if let Some((_, content)) = &case.fence {
        let _ = write!(text, "\n```text\n{content}```\n");
    }
    for (at, said) in said(rule, case).iter().enumerate() {
        let _ = write!(text, "{}\n> {}\n", if at == 0 { "\n报出：\n" } else { "" }, visible(said));
    }
    text
}

/// What is said of the case; of several reports together, what the case says of that.
fn said(rule: &Rule, case: &Case) -> Vec<String> {
    if !matches!(rule.check, Check::Report(_)) {
        return case.all("说明含").map(str::to_owned).collect();
    }
    let checked = rule_case::review(case).result.expect("the report of a case");
    let said = rule_case::findings(&checked, rule.id).map(|finding| finding.message.clone());
    said.take(SAID).collect()
}

/// A line of a case that says what the report is like; `None` for what is expected of the check.
fn given(key: &str, value: &str) -> Option<String> {
    let value = visible(&clipped(value));
    let part = |number: &str, rest: &str| format!("- 第{number}部分{rest}：{value}\n");
    match key {
        "预期" | "说明含" | "说明不含" | "另有" | "引文" | "原文" | "标出" | "建议" | "全文" | "关系"
        | "条数" => None,
        "一" | "五" | "六" => Some(part(key, "")),
        "标题一" | "标题五" | "标题六" => Some(part(key.trim_start_matches("标题"), "的标题")),
        _ => Some(format!("- {key}：{value}\n")),
    }
}

/// A text of a thousand characters shows its beginning.
fn clipped(text: &str) -> String {
    let count = text.chars().count();
    if count <= CLIP {
        return text.to_owned();
    }
    format!("{}……（共 {count} 字）", text.chars().take(CLIP).collect::<String>())
}

fn markdown(table: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        format!("| {} |\n", cells.iter().map(|cell| visible(cell)).collect::<Vec<_>>().join(" | "))
    };
    let rule = format!("|{}\n", "---|".repeat(table[0].len()));
    let rest: String = table[1..].iter().map(|cells| line(cells)).collect();
    line(&table[0]) + &rule + &rest
}

/// Text in which nothing is invisible and nothing means something to Markdown.
fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            '|' | '*' | '_' | '<' | '`' | '\\' => out.extend(['\\', c]),
            c if c == ' ' || c == '\u{3000}' || !(c.is_whitespace() || is_hidden(c)) => out.push(c),
            c => {
                let _ = write!(out, "⟨{:X}⟩", u32::from(c));
            }
        }
    }
    out
}

/// Controls, and the marks that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
