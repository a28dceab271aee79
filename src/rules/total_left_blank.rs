//! A3.5, A3.6, A3.13: totals without parts, parts without totals.

use crate::forms::{CellSpec, RowRole};
use crate::recognize::{Fact, Report};

use super::equation::{Equation, Law, relations};
use super::{Check, Outcome, Rule, Severity, cells_where};

/// A3.6.
pub static TOTAL_BLANK: Rule = Rule {
    id: "total-left-blank",
    code: "A3.6",
    severity: Severity::Warning,
    title: "总计不应空白",
    why: "各分项已填而总计空白，总计无从核对。",
    advice: "按分项之和补填总计。",
    basis: "表格栏目“总计”",
    relation: false,
    check: Check::Report(total_blank),
};

/// A3.5.
pub static ONLY_TOTAL: Rule = Rule {
    id: "only-total-filled",
    code: "A3.5",
    severity: Severity::Warning,
    title: "不应只填总计",
    why: "只有总计而分项全部空白，无法核对总计是否正确。",
    advice: "补填各分项；没有发生的填 0。",
    basis: "表格栏目",
    relation: false,
    check: Check::Report(only_total),
};

/// 一、本年新收, by its id.
const NEW: &str = "new";

/// A3.13.
pub static KEY_ROW_BLANK: Rule = Rule {
    id: "key-row-left-blank",
    code: "A3.13",
    severity: Severity::Warning,
    title: "新收、（七）总计整行不应空白",
    why: "其他各行都已填写，新收或（七）总计整行空白时平衡关系无法核对。",
    advice: "补填该行；没有发生的填 0。",
    basis: "表三",
    relation: false,
    check: Check::Report(key_row),
};

fn by_row(law: Law) -> bool {
    matches!(law, Law::RowTotal | Law::GroupTotal)
}

fn is_blank(report: &Report, at: usize) -> bool {
    report.cell(at).is_some_and(|(_, fact)| fact.is_blank())
}

fn sum(report: &Report, cells: &[usize]) -> Option<i64> {
    cells.iter().try_fold(0_i64, |sum, &at| sum.checked_add(report.integer(at)?))
}

/// Row totals left blank beside parts that are filled; each with the sum to fill in.
fn total_blank(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let filled_parts = |equation: &&Equation| {
        equation.right().iter().all(|&at| is_blank(report, at))
            && equation.left().iter().any(|&at| report.cell(at).is_some_and(|(_, f)| f.raw.is_some() && !f.is_blank()))
            // A figure whose column is not certain may itself be the total.
            && equation.left().iter().all(|&at| report.cell(at).is_some_and(|(_, f)| f.doubt.is_none()))
    };
    let proposed: Vec<(usize, i64)> = relations(report.form)
        .equations
        .iter()
        .filter(|equation| by_row(equation.law))
        .filter(filled_parts)
        .filter_map(|equation| Some((*equation.right().first()?, sum(report, equation.left())?)))
        .collect();
    let cells: Vec<usize> = proposed.iter().map(|(at, _)| *at).collect();
    let mut outcome = super::grouped(rule, report, cells, "空白，而分项已填。");
    outcome.proposed = proposed;
    outcomes.push(outcome);
}

fn only_total(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let only = |equation: &&Equation| {
        equation.left().iter().all(|&at| is_blank(report, at))
            && equation.right().iter().all(|&at| !is_blank(report, at))
    };
    let totals: Vec<usize> = relations(report.form)
        .equations
        .iter()
        .filter(|equation| by_row(equation.law))
        .filter(only)
        .flat_map(|equation| equation.right().to_vec())
        .filter(|&at| report.integer(at).is_some())
        .collect();
    let (zero, filled): (Vec<usize>, Vec<usize>) =
        totals.into_iter().partition(|&at| report.integer(at) == Some(0));
    let mut outcome = super::grouped(rule, report, filled.clone(), "只填了总计，各分项空白，无法核对。");
    if filled.is_empty() && !zero.is_empty() {
        outcome = super::grouped(rule, report, zero, "为 0，各分项空白；请把各分项补 0。");
        outcome.severity = Severity::Note;
    }
    outcomes.push(outcome);
}

fn key_row(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let mut blank = Vec::new();
    let is_key = |spec: &CellSpec| spec.id.row == NEW || spec.row_spec.role == RowRole::PartsTotal;
    for key in report.form.cells().iter().filter(|spec| spec.col == 0 && is_key(spec)) {
        let row = cells_where(report, &|spec, _| (spec.id.table, spec.id.row) == (key.id.table, key.id.row));
        let found = row.iter().any(|&at| report.cell(at).is_some_and(|(_, fact)| fact.raw.is_some()));
        if found && row.iter().all(|&at| is_blank(report, at)) {
            blank.extend(row);
        }
    }
    let is_part = |(spec, fact): (&CellSpec, &Fact)| {
        spec.row_spec.role == RowRole::Part && !fact.is_blank() && fact.integer(spec).is_some()
    };
    let cells = if report.cells().any(is_part) { blank } else { Vec::new() };
    outcomes.push(super::grouped(rule, report, cells, "整行空白。"));
}
