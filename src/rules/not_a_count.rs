//! A3.4, A4.4, A2.1, N7, N14: a count is a whole number, not below zero; money is not below zero.

use crate::forms::{CellSpec, Kind};
use crate::number::Decimal;
use crate::recognize::Fact;

use super::{Check, Rule, Severity, cells_where, grouped};

/// N14.
pub static NEGATIVE: Rule = Rule {
    id: "negative-count",
    code: "N14",
    severity: Severity::Error,
    title: "件数和金额不得为负",
    why: "这一栏填的是件数或金额，不可能小于零；只有“本年增/减”可以为负。",
    advice: "改为实际数；若是减少数，应填在“本年增/减”栏。",
    basis: "表格栏目",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        let cells = cells_where(report, &|spec, fact| {
            spec.kind() != Kind::Change && fact.value(spec).is_some_and(Decimal::is_negative)
        });
        outcomes.push(grouped(rule, report, cells, "是负数。"));
    }),
};

/// N7.
pub static FRACTION: Rule = Rule {
    id: "fractional-count",
    code: "N7",
    severity: Severity::Error,
    title: "件数必须是整数",
    why: "件数不能有小数；只有金额可以有。",
    advice: "改为整数；若是金额，请核对是否填错了栏目。",
    basis: "表格栏目",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        let cells = cells_where(report, &is_fraction);
        outcomes.push(grouped(rule, report, cells, "不是整数。"));
    }),
};

fn is_fraction(spec: &CellSpec, fact: &Fact) -> bool {
    matches!(spec.kind(), Kind::Count | Kind::Change)
        && fact.value(spec).is_some_and(|value| value.as_integer().is_none())
}
