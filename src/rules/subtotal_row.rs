//! A3.8: subtotal rows for （三）–（六）, which the form does not have, add up all the same.

use crate::number::{self, Quantity};
use crate::recognize::{Extra, Report};

use super::{Outcome, Rule, Severity, Verdict};

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
    check,
};

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let subtotals: Vec<(&str, &Extra)> =
        report.extras.iter().filter_map(|extra| Some((extra.group?, extra))).collect();
    if subtotals.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    }
    for (group, extra) in subtotals {
        let wrong: Vec<String> =
            (0..extra.cells.len()).filter_map(|col| difference(report, group, extra, col)).collect();
        let mut outcome = if wrong.is_empty() {
            Outcome::fail(rule, Vec::new(), format!("多出小计行“{group}”，格式没有小计行；没有计入（七）总计。"))
        } else {
            Outcome::fail(rule, Vec::new(), format!("小计行“{group}”与所属各项之和不符：{}。", wrong.join("；")))
        };
        if wrong.is_empty() {
            outcome.severity = Severity::Note;
        }
        outcomes.push(outcome);
    }
}

/// `自然人 5，各项之和 6` when they differ.
fn difference(report: &Report, group: &str, extra: &Extra, col: usize) -> Option<String> {
    let written = match number::read(&extra.cells.get(col)?.raw).quantity {
        Quantity::Number(number) => number.as_integer()?,
        _ => return None,
    };
    let mut sum = 0_i64;
    let mut label = "";
    for (spec, fact) in report.cells().filter(|(spec, _)| spec.col == col && spec.row_spec.groups.contains(&group)) {
        sum = sum.checked_add(fact.integer(spec)?)?;
        label = spec.col_spec.label;
    }
    (written != sum).then(|| format!("{label} {written}，各项之和 {sum}"))
}
