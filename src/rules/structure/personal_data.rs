//! F17: no telephone or identity number of a person was left in.

use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail_at, find, of_report};

/// Characters before a number that say what it is.
const NEAR: usize = 15;
/// Most numbers told.
const MAX_TOLD: usize = 20;

/// F17.
pub static RULE: Rule = Rule {
    id: "personal-data-left-in",
    code: "F17",
    severity: Severity::Note,
    title: "正文不含个人手机号和身份证号",
    why: "公开的报告不得含有个人信息；联系方式应写办公电话。",
    advice: "删去，或改为办公电话。",
    basis: "《中华人民共和国个人信息保护法》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let text = &prose.flow.chars;
            let mut found: Vec<Outcome> = Vec::new();
            let mut at = 0;
            while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty() && found.len() < MAX_TOLD) {
                let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
                let near = text.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
                if let Some(what) = personal(rest, length).filter(|_| introduced(near)) {
                    found.push(fail_at(rule, prose, (at, at + length), format!("文中有{what}。")));
                }
                at += length.max(1);
            }
            Some(found)
        });
    }),
};

/// Whether a person's number is spoken of: figures of a table may run together.
fn introduced(before: &[char]) -> bool {
    ["电话", "手机", "联系", "身份证", "证件"].iter().any(|word| find(before, word).is_some())
}

fn personal(text: &[char], length: usize) -> Option<&'static str> {
    let digit = |at: usize| text.get(at).and_then(|c| c.to_digit(10)).unwrap_or(0);
    let checked = text.get(length) == Some(&'X') || text.get(length) == Some(&'x');
    match length {
        11 if digit(0) == 1 && digit(1) >= 3 => Some("手机号码"),
        17 if checked => Some("身份证号码"),
        18 if matches!(digit(6) * 10 + digit(7), 19 | 20) && digit(10) < 2 => Some("身份证号码"),
        _ => None,
    }
}
