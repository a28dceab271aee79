//! F4: every row of the form is there, and none besides.

use crate::forms::{CellSpec, short_label};
use crate::recognize::{Presence, Report, State};

use super::{Check, Outcome, Rule, Severity, Verdict};

/// F4, a row is missing.
pub static MISSING: Rule = Rule {
    id: "missing-row",
    code: "F4",
    severity: Severity::Error,
    title: "表格各行齐全",
    why: "年度报告格式规定的行不得增减。",
    advice: "对照官方格式补上缺少的行；没有发生的填 0。若是复制时漏选，请重新复制整张表。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(missing),
};

/// F4, a row too many.
pub static EXTRA: Rule = Rule {
    id: "extra-row",
    code: "F4",
    severity: Severity::Warning,
    title: "表格没有格式以外的行",
    why: "年度报告格式规定的行不得增减。",
    advice: "删去格式以外的行，需要说明的内容写到正文里。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(extra),
};

/// Rows named one by one before the rest is counted.
const NAMED: usize = 5;

/// The rows of a table in order: name and cells.
fn rows(report: &Report, table: usize) -> Vec<(&'static str, Vec<usize>)> {
    let mut rows: Vec<(&'static str, Vec<usize>)> = Vec::new();
    let mut last: Option<&CellSpec> = None;
    for (at, spec) in report.form.cells().iter().enumerate().filter(|(_, spec)| spec.table == table) {
        let same = last.is_some_and(|before| (before.block, before.row) == (spec.block, spec.row));
        match rows.last_mut() {
            Some((_, cells)) if same => cells.push(at),
            _ => rows.push((spec.row_spec.label, vec![at])),
        }
        last = Some(spec);
    }
    rows
}

fn missing(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    for (table, spec) in report.form.tables.iter().enumerate() {
        match report.presence.get(table) {
            Some(Presence::Complete) => outcomes.push(Outcome::new(rule, Verdict::Pass)),
            Some(Presence::Partial) => outcomes.push(missing_in(rule, report, table, spec.short)),
            _ => outcomes.push(Outcome::new(rule, Verdict::Inapplicable)),
        }
    }
}

/// Rows missing between others are an error of the table; rows missing at an end may be a copy cut short.
fn missing_in(rule: &'static Rule, report: &Report, table: usize, short: &str) -> Outcome {
    let rows = rows(report, table);
    let absent = |cells: &[usize]| {
        cells.iter().all(|&at| report.cell(at).is_some_and(|(_, fact)| fact.state() == State::Missing))
    };
    let there: Vec<bool> = rows.iter().map(|(_, cells)| !absent(cells)).collect();
    let first = there.iter().position(|found| *found).unwrap_or(0);
    let last = there.iter().rposition(|found| *found).unwrap_or(0);
    let inner: Vec<usize> = (first..=last).filter(|&row| there.get(row) == Some(&false)).collect();
    let names = |list: &[usize]| {
        let label = |&row: &usize| rows.get(row).map(|(label, _)| short_label(label).to_owned());
        let named: Vec<String> = list.iter().take(NAMED).filter_map(label).collect();
        let more = if list.len() > NAMED { format!("等 {} 行", list.len()) } else { String::new() };
        format!("{}{more}", named.join("、"))
    };
    let cells =
        |list: &[usize]| list.iter().filter_map(|&row| rows.get(row)).flat_map(|(_, c)| c.clone()).collect();
    if !inner.is_empty() {
        return Outcome::fail(rule, cells(&inner), format!("{short}没有找到这些行：{}。", names(&inner)));
    }
    let outer: Vec<usize> = (0..rows.len()).filter(|&row| there.get(row) == Some(&false)).collect();
    if outer.is_empty() {
        let reason = format!("{short}有的格没有读到");
        return Outcome { message: reason, ..Outcome::new(rule, Verdict::Unknown) };
    }
    let message = format!("{short}没有读到：{}；可能没有复制完整。", names(&outer));
    Outcome { cells: cells(&outer), message, ..Outcome::new(rule, Verdict::Unknown) }
}

fn extra(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let (mut foreign, mut subtotals) = (Vec::new(), Vec::new());
    for extra in &report.extras {
        match extra.group {
            Some(group) => subtotals.push(group.to_owned()),
            None => foreign.push(extra.label.clone()),
        }
    }
    if foreign.is_empty() && subtotals.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
    if !foreign.is_empty() {
        let message = format!("表中多出这些行：{}；没有计入核对。", foreign.join("、"));
        outcomes.push(Outcome::fail(rule, Vec::new(), message));
    }
    if !subtotals.is_empty() {
        let message = format!("多出小计行：{}；格式没有小计行，没有计入（七）总计。", subtotals.join("、"));
        let severity = Severity::Note;
        outcomes.push(Outcome { severity, ..Outcome::fail(rule, Vec::new(), message) });
    }
}
