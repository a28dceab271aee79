//! A3.12: most results filed under "other".

use crate::forms::RowRole;
use crate::recognize::Report;

use super::{Check, Outcome, Rule, Severity, Verdict};

/// A3.12.
pub static RULE: Rule = Rule {
    id: "mostly-other-results",
    code: "A3.12",
    severity: Severity::Note,
    title: "“其他”不应占办理结果的一半以上",
    why: "“其他”只收前面各项都不适用的情形。",
    advice: "核对这些申请是否应归入前面的具体情形。",
    basis: "表三（六）其他处理",
    relation: false,
    check: Check::Report(check),
};

/// Fewest results for which a share says anything.
const MIN_RESULTS: i64 = 10;

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let find = |wanted: &dyn Fn(&crate::forms::CellSpec) -> bool| report.form.cells().iter().position(wanted);
    let rest = find(&|cell| cell.id.col == "total" && matches!(cell.id.row, "other" | "other.rest"));
    let total = find(&|cell| cell.id.col == "total" && cell.row_spec.role == RowRole::PartsTotal);
    let Some((rest, total)) = rest.zip(total) else {
        return outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    };
    let found = |at: usize| report.cell(at).is_some_and(|(_, fact)| fact.raw.is_some());
    outcomes.push(match (report.integer(rest), report.integer(total)) {
        _ if !found(rest) && !found(total) => Outcome::new(rule, Verdict::Inapplicable),
        (_, Some(all)) if all < MIN_RESULTS => Outcome::new(rule, Verdict::Inapplicable),
        (Some(other), Some(all)) if other.saturating_mul(2) > all => {
            Outcome::fail(rule, vec![rest], format!("“其他”{other} 件，占（七）总计 {all} 件的一半以上。"))
        }
        (Some(_), Some(_)) => Outcome::new(rule, Verdict::Pass),
        _ => {
            let message = "（七）总计或“其他”没有读成一个数".to_owned();
            Outcome { message, cells: vec![rest, total], ..Outcome::new(rule, Verdict::Unknown) }
        }
    });
}
