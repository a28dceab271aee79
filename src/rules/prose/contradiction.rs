//! C22: two sentences give one quantity differently, and no table settles it.

use crate::prose::{Reading, Saying, Statement, Sum};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{Value, about, value};

/// C22.
pub static RULE: Rule = Rule {
    id: "prose-contradicts-itself",
    code: "C22",
    severity: Severity::Warning,
    title: "正文前后说的数一致",
    why: "同一个数在正文中出现两次，应当相同。",
    advice: "核对两处，改正有误的一处。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(check),
};

/// A figure said without doubt whose cells have no value: the table settles all others.
fn unsettled<'a>(report: &Report, statement: &'a Statement) -> Option<(&'a Sum, i64)> {
    match &statement.saying {
        Saying::Figure { readings, value: written, doubt: None, .. } => {
            let [Reading { sum, .. }] = readings.as_slice() else { return None };
            let open = !matches!(value(report, sum), Value::Known(..));
            written.as_integer().filter(|_| open).map(|written| (sum, written))
        }
        _ => None,
    }
}

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let mut seen: Vec<(&Sum, i64)> = Vec::new();
    let before = outcomes.len();
    for statement in &report.prose.statements {
        let Some((sum, written)) = unsettled(report, statement) else { continue };
        match seen.iter().find(|(known, _)| *known == sum) {
            None => seen.push((sum, written)),
            Some((_, first)) if *first == written => outcomes.push(Outcome::new(rule, Verdict::Pass)),
            Some((_, first)) => {
                let message = format!("{}前面写 {first}，这里写 {written}。", super::name(report, sum));
                outcomes.push(about(Outcome::fail(rule, Vec::new(), message), report, statement));
            }
        }
    }
    if outcomes.len() == before {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    }
}
