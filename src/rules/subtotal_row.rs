//! A3.8: subtotal rows for （三）–（六）, which the form does not have, add up all the same.

use crate::number::{self, Quantity};
use crate::recognize::{Extra, Report};

use super::{Check, Outcome, Rule, Severity, Verdict};

/// A3.8.
pub static RULE: Rule = Rule {
    id: "subtotal-row-mismatch",
    code: "A3.8",
    severity: Severity::Error,
    title: "小计行等于所属各项之和",
    why: "格式没有小计行；既然填了，就应等于所属各项之和，并且不计入（七）总计。",
    advice: "删去小计行；保留时请核对小计。",
    basis: "表三",
    relation: false,
    check: Check::Report(check),
};

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let subtotals: Vec<(&str, &Extra)> =
        report.extras.iter().filter_map(|extra| Some((extra.group?, extra))).collect();
    if subtotals.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    }
    outcomes.extend(subtotals.into_iter().map(|(group, extra)| judge(rule, report, group, extra)));
}

fn judge(rule: &'static Rule, report: &Report, group: &str, extra: &Extra) -> Outcome {
    let columns: Vec<Option<Column>> =
        (0..extra.cells.len()).map(|col| column(report, group, extra, col)).collect();
    let wrong: Vec<String> = columns.iter().flatten().filter_map(Column::difference).collect();
    if !wrong.is_empty() {
        let message = format!("小计行“{group}”与所属各项之和不符：{}。", wrong.join("；"));
        return Outcome::fail(rule, Vec::new(), message);
    }
    if columns.iter().any(Option::is_none) {
        let message = format!("小计行“{group}”的所属各项没有读全");
        return Outcome { message, ..Outcome::new(rule, Verdict::Unknown) };
    }
    Outcome::new(rule, Verdict::Pass)
}

/// One column of a subtotal row.
struct Column {
    label: &'static str,
    written: i64,
    sum: i64,
}

impl Column {
    /// `自然人 5，各项之和 6` when they differ.
    fn difference(&self) -> Option<String> {
        let Self { label, written, sum } = self;
        (written != sum).then(|| format!("{label} {written}，各项之和 {sum}"))
    }
}

/// The subtotal of a column and what its items add up to, if all of them are known.
fn column(report: &Report, group: &str, extra: &Extra, col: usize) -> Option<Column> {
    let written = match number::read(extra.cells.get(col)?).quantity {
        Quantity::Number(number) => number.as_integer()?,
        Quantity::Dash => 0,
        Quantity::Blank | Quantity::Illegible => return None,
    };
    let mut column = Column { label: "", written, sum: 0 };
    for (spec, fact) in
        report.cells().filter(|(spec, _)| spec.col == col && spec.row_spec.groups.contains(&group))
    {
        let blank_total = fact.is_blank().then_some(0);
        column.sum = column.sum.checked_add(fact.integer(spec).or(blank_total)?)?;
        column.label = spec.col_spec.label;
    }
    Some(column)
}
