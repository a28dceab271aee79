//! C1–C24: what sentences say against what the tables say, and against each other.
//!
//! Prose never blocks: nothing here is an error. A statement is held against the table only when its words
//! can mean nothing else; any other that differs is shown with what it may mean.

pub mod all_done;
pub mod contradiction;
pub mod figures;
pub mod growth;
pub mod parts;
pub mod share;

use crate::forms::{CellSpec, ColRole};
use crate::number::Decimal;
use crate::prose::{Statement, Sum};
use crate::recognize::{Presence, Report};

use super::{Outcome, Rule};

/// Those of prose, in the order of `rules::all`.
pub static RULES: [&Rule; 7] = [
    &figures::MISMATCH,
    &share::RULE,
    &all_done::RULE,
    &parts::RULE,
    &growth::RULE,
    &contradiction::RULE,
    &figures::CONFIRM,
];

/// What a sum comes to in the tables.
pub(super) enum Value {
    /// The form has no such cells, or the report not this table.
    Nothing,
    /// A cell has no value.
    Unknown(Vec<usize>),
    /// The cells and their sum.
    Known(Vec<usize>, Decimal),
}

/// An id names itself; one that ends in a dot, all rows under it, or in older forms the row of that name.
fn names(id: &str, own: &str) -> bool {
    id == own || (id.ends_with('.') && (own.starts_with(id) || id.trim_end_matches('.') == own))
}

/// Adds up the cells of a sum. A total left blank is what its parts make.
pub(super) fn value(report: &Report, sum: &Sum) -> Value {
    let present = report.form.tables.iter().zip(report.presence).any(|(table, presence)| {
        table.id == sum.table && matches!(presence, Presence::Partial | Presence::Complete)
    });
    let wanted = |spec: &CellSpec| {
        spec.id.table == sum.table
            && sum.rows.iter().any(|id| names(id, spec.id.row))
            && sum.cols.contains(&spec.id.col)
    };
    let cells: Vec<usize> = (0..report.facts.len())
        .filter(|&at| present && report.cell(at).is_some_and(|(spec, _)| wanted(spec)))
        .collect();
    if cells.is_empty() {
        return Value::Nothing;
    }
    let (mut used, mut total) = (Vec::new(), Some(Decimal::integer(0)));
    for &at in &cells {
        let (list, value) = cell_or_parts(report, at);
        used.extend(list);
        total = total.zip(value).and_then(|(total, value)| add(total, value));
    }
    total.map_or(Value::Unknown(cells), |total| Value::Known(used, total))
}

fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    match (a.as_integer(), b.as_integer()) {
        (Some(a), Some(b)) => a.checked_add(b).map(Decimal::integer),
        _ if a.is_zero() => Some(b),
        _ => None,
    }
}

fn cell_or_parts(report: &Report, at: usize) -> (Vec<usize>, Option<Decimal>) {
    let Some((spec, fact)) = report.cell(at) else { return (Vec::new(), None) };
    let own = fact.value(spec);
    if own.is_some() || spec.col_spec.role != ColRole::Total {
        return (vec![at], own);
    }
    let beside = |other: &CellSpec| {
        (other.table, other.block, other.row) == (spec.table, spec.block, spec.row)
            && other.col_spec.role == ColRole::Part
    };
    let parts: Vec<usize> =
        (0..report.facts.len()).filter(|&at| report.cell(at).is_some_and(|(spec, _)| beside(spec))).collect();
    let sum = parts.iter().try_fold(0_i64, |sum, &at| sum.checked_add(report.integer(at)?));
    (parts, sum.map(Decimal::integer))
}

fn integer(report: &Report, sum: &Sum) -> Option<i64> {
    match value(report, sum) {
        Value::Known(_, value) => value.as_integer(),
        _ => None,
    }
}

/// A sum of rows of 表三 over all applicants.
fn requests(rows: &[&'static str]) -> Sum {
    Sum { table: "requests", rows: rows.to_vec(), cols: vec!["total"] }
}

/// What a sum is called: 表三“不予公开”.
fn name(report: &Report, sum: &Sum) -> String {
    let short = report.form.tables.iter().find(|table| table.id == sum.table).map_or("", |table| table.short);
    let words = sum.words();
    if !words.is_empty() && sum.cols == ["total"] {
        return format!("{short}“{}”", words.join("·"));
    }
    let (mut rows, mut cols): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for spec in report.form.cells().iter().filter(|spec| spec.id.table == sum.table) {
        if sum.rows.iter().any(|id| names(id, spec.id.row)) && sum.cols.contains(&spec.id.col) {
            rows.push(crate::forms::short_label(spec.row_spec.label));
            cols.push(spec.col_spec.label);
        }
    }
    dedup(&mut rows);
    dedup(&mut cols);
    let cols = if sum.cols == ["total"] { String::new() } else { format!("的{}", cols.join("、")) };
    format!("{short}“{}”{cols}", rows.join("”加“"))
}

/// Keeps the first of equals.
fn dedup(list: &mut Vec<&str>) {
    let mut seen: Vec<&str> = Vec::new();
    list.retain(|item| {
        let new = !seen.contains(item);
        seen.push(item);
        new
    });
}

/// An outcome about a statement, with the sentence beside it.
fn about(outcome: Outcome, report: &Report, statement: &Statement) -> Outcome {
    Outcome { quote: Some(report.prose.quote(statement.span, statement.sentence)), ..outcome }
}

/// Runs `test` over the statements of a report; none at all is said to be inapplicable.
fn each(
    rule: &'static Rule,
    report: &Report,
    outcomes: &mut Vec<Outcome>,
    test: &dyn Fn(&Statement) -> Option<Outcome>,
) {
    let before = outcomes.len();
    outcomes.extend(report.prose.statements.iter().filter_map(test));
    if outcomes.len() == before {
        outcomes.push(Outcome::new(rule, super::Verdict::Inapplicable));
    }
}
