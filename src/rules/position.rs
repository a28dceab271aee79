//! A3.7, N15: figures whose place in the table was not certain.

use crate::recognize::{Doubt, Report};

use super::{Check, Outcome, Rule, Severity, cells_where};

/// A3.7, N15.
pub static RULE: Rule = Rule {
    id: "place-not-certain",
    code: "A3.7, N15",
    severity: Severity::Note,
    title: "读取位置待确认",
    why: "原文的标签与数字分离、单元格合并或数字连写，读取时只有一种合理的对应，但不是原文写明的。",
    advice: "对照原文确认这些格子；从原文件直接复制表格可以避免。",
    basis: "读取方式",
    relation: false,
    check: Check::Report(check),
};

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let cells = cells_where(report, &|_, fact| {
        matches!(fact.doubt, Some(Doubt::Order | Doubt::Position | Doubt::CutByColumns(_)))
    });
    outcomes.push(super::grouped(rule, report, cells, "的位置待确认。"));
}
