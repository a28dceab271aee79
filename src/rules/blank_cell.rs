//! N1: cells left blank in the body, read as 0.

use crate::recognize::Report;

use super::{Check, Outcome, Rule, Severity, cells_where};

/// N1.
pub static RULE: Rule = Rule {
    id: "blank-cell",
    code: "N1",
    severity: Severity::Note,
    title: "没有发生的应填 0",
    why: "空白分不清是没有发生还是漏填；核对时正文各格空白按 0 计，总计空白按未知计。",
    advice: "没有发生的补填 0。",
    basis: "表格栏目",
    relation: false,
    check: Check::Report(check),
};

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let cells = cells_where(report, &|spec, fact| fact.is_blank() && !spec.is_total());
    let filled = report.cells().any(|(_, fact)| fact.raw.is_some() && !fact.is_blank());
    let mut outcome = Outcome::new(rule, super::Verdict::Pass);
    if !cells.is_empty() {
        let message = if filled {
            format!("有 {} 格空白，按 0 核对。", cells.len())
        } else {
            "整份表格都是空白，还没有填写。".to_owned()
        };
        outcome = Outcome::fail(rule, cells, message);
    }
    outcomes.push(outcome);
}
