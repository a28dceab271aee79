//! F14: slips in the headings.

use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail, of_report};

/// F14.
pub static RULE: Rule = Rule {
    id: "word-doubled-in-heading",
    code: "F14",
    severity: Severity::Note,
    title: "标题没有重复的字词",
    why: "标题照格式书写，重复的字词是录入的笔误。",
    advice: "删去重复的字词。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let doubled = prose.sections.iter().filter_map(|section| {
                let chars: Vec<char> = section.heading.chars().collect();
                let found = chars
                    .windows(4)
                    .find(|w| matches!(w, [a, b, c, d] if (a, b) == (c, d) && a.is_alphabetic()))?;
                let word: String = found.iter().take(2).collect();
                Some(fail(rule, format!("标题“{}”中“{word}”重复。", section.heading)))
            });
            Some(doubled.collect::<Vec<Outcome>>())
        });
    }),
};
