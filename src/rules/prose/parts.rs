//! C9: the parts a sentence lists make up the whole it gives.

use crate::prose::{Saying, Statement};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{about, each};

/// C9.
pub static RULE: Rule = Rule {
    id: "prose-parts-mismatch",
    code: "C9",
    severity: Severity::Warning,
    title: "一句话中分项之和等于总数",
    why: "当面、信函、网络等申请方式合起来就是收到的申请；写了“合计”的，就是前面各项之和。",
    advice: "核对各分项和总数；没有列全的，请写明。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| check(rule, report, statement));
    }),
};

fn check(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let Saying::Parts { whole, parts, complete } = &statement.saying else { return None };
    let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
    if sum == *whole {
        return Some(Outcome::new(rule, Verdict::Pass));
    }
    let list: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let message = format!("各分项 {} = {sum}，总数写 {whole}。", list.join(" + "));
    let mut outcome = Outcome::fail(rule, Vec::new(), message);
    if sum < *whole && !complete {
        // The list may leave some out.
        outcome.severity = Severity::Note;
    }
    Some(about(outcome, report, statement))
}
