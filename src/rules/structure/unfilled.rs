//! C21: blanks of a template that nobody filled in.

use crate::prose::Prose;
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail_at, of_report};

/// C21.
pub static RULE: Rule = Rule {
    id: "blank-not-filled-in",
    code: "C21",
    severity: Severity::Error,
    title: "正文没有未填的空",
    why: "××、XX、下划线和“ 条”这样的空是模板留下的，应当填上数字或名称。",
    advice: "填上实际的数字或名称。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let found = blanks(prose);
            Some(
                found
                    .into_iter()
                    .map(|at| -> Outcome { fail_at(rule, prose, at, "这里有没有填的空。") })
                    .collect(),
            )
        });
    }),
};

/// Longest blank that is one; what is longer is a ruled line or a drawing.
const MAX_MARK: usize = 40;
/// Most blanks told.
const MAX_TOLD: usize = 20;

fn is_ideograph(c: Option<&char>) -> bool {
    c.is_some_and(|&c| ('\u{4e00}'..'\u{a000}').contains(&c))
}

fn blanks(prose: &Prose) -> Vec<(usize, usize)> {
    let text = &prose.flow.chars;
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() && found.len() < MAX_TOLD {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let rest = text.get(at..).unwrap_or_default();
        let length = mark_length(rest);
        let beside = is_ideograph(before) || is_ideograph(rest.get(length));
        if length > 0 && beside {
            found.push((at, at + length));
        }
        at += length.max(1);
    }
    found.extend(prose.flow.gaps.iter().copied().filter(|&at| is_gap(text, at)).map(|at| (at, at + 1)));
    found.truncate(MAX_TOLD);
    found
}

/// How many characters of a blank begin `text`.
fn mark_length(text: &[char]) -> usize {
    let run = |set: &str| text.iter().take(MAX_MARK).take_while(|c| set.contains(**c)).count();
    match text.first() {
        Some('_') => Some(run("_")).filter(|length| *length >= 2),
        Some('X' | 'x' | '×' | '✕') => Some(run("Xx×✕")).filter(|length| *length >= 2 && *length <= 8),
        Some('N') if text.get(1) == Some(&'件') => Some(1),
        Some('{') => text.iter().take(12).position(|c| *c == '}').map(|close| close + 1),
        _ => None,
    }
    .unwrap_or(0)
}

/// `信息  条，`: a wide space where a number belongs, before its unit.
fn is_gap(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let unit = matches!(text.get(at), Some('条' | '件' | '次' | '篇' | '期' | '份'));
    let closed = text.get(at + 1).is_none_or(|c| !c.is_alphanumeric());
    unit && closed && is_ideograph(before)
}
