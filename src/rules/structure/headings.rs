//! F14: slips in the headings.

use crate::prose::{PARTS, Section};
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail, of_report};

/// F14.
pub static DOUBLED: Rule = Rule {
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

/// Characters that headings have or lack as their writers like.
const FREE: &str = "的、和及,，。：:";

/// One character more or less than the form's own heading.
fn is_misprinted(section: &Section) -> bool {
    let Some(official) = section.part.and_then(|part| PARTS.get(part)).and_then(|names| names.first()) else {
        return false;
    };
    let bare = |text: &str| -> Vec<char> { text.chars().filter(|c| !FREE.contains(*c)).collect() };
    let (own, official) = (bare(&section.heading), bare(official));
    let name = own.get(usize::from(section.number.is_some())..).unwrap_or_default();
    let (long, short) = if name.len() > official.len() { (name, &*official) } else { (&*official, name) };
    let without = |at: usize| long.iter().enumerate().filter(move |(index, _)| *index != at).map(|(_, c)| c);
    long.len() == short.len() + 1 && (0..long.len()).any(|at| without(at).eq(short))
}

/// F14.
pub static MISPRINT: Rule = Rule {
    id: "heading-misprinted",
    code: "F14",
    severity: Severity::Note,
    title: "标题没有多字、漏字",
    why: "标题照格式书写；与格式和常见写法都不同的，多半是录入的笔误。",
    advice: "照格式改正标题。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let misprinted = prose.sections.iter().filter(|section| is_misprinted(section));
            let told = misprinted.map(|section| -> Outcome {
                fail(rule, format!("标题“{}”像是有多字或漏字。", section.heading))
            });
            Some(told.collect())
        });
    }),
};
