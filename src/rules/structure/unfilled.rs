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

/// Longest blank of underscores, and of crosses; what is longer is a ruled line, a drawing or a number kept secret.
const MAX_LINE: usize = 40;
const MAX_CROSSES: usize = 8;
/// Longest `{…}`.
const MAX_BRACES: usize = 12;
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
        let (length, is_blank) = mark(rest);
        let beside = is_ideograph(before) || is_ideograph(rest.get(length));
        if is_blank && beside {
            found.push((at, at + length));
        }
        at += length;
    }
    found.extend(prose.flow.gaps.iter().copied().filter(|&at| is_gap(text, at)).map(|at| (at, at + 1)));
    found.truncate(MAX_TOLD);
    found
}

/// How many characters of a mark begin `text`, and whether they are a blank.
fn mark(text: &[char]) -> (usize, bool) {
    let run = |set: &str, most: usize| {
        let length = text.iter().take_while(|c| set.contains(**c)).count();
        (length, (2..=most).contains(&length))
    };
    match text.first() {
        Some('_') => run("_", MAX_LINE),
        Some('X' | 'x' | '×' | '✕') => run("Xx×✕", MAX_CROSSES),
        Some('N') => (1, text.get(1) == Some(&'件')),
        Some('{') => {
            let close = text.iter().take(MAX_BRACES).position(|c| *c == '}');
            close.map_or((1, false), |close| (close + 1, true))
        }
        _ => (1, false),
    }
}

/// `信息  条，`: a wide space where a number belongs, before its unit.
fn is_gap(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let unit = matches!(text.get(at), Some('条' | '件' | '次' | '篇' | '期' | '份'));
    let closed = text.get(at + 1).is_none_or(|c| !c.is_alphanumeric());
    unit && closed && is_ideograph(before)
}
