//! F11: the report has as many parts as its preface announces.

use crate::rules::{Check, Rule, Severity};

use super::{fail_at, find, of_report};

/// The parts of the form.
const PARTS: usize = 6;

/// F11.
pub static RULE: Rule = Rule {
    id: "announced-parts-differ",
    code: "F11",
    severity: Severity::Warning,
    title: "前言写的部分数与正文相同",
    why: "前言说由几部分组成，正文就应有几部分；现行格式是六部分。",
    advice: "改正前言中的部分数和名称。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let preface = prose.preface();
            let words = ["部分", "个部分", "项内容", "个方面"];
            let (said, at) = words.iter().find_map(|word| {
                let at = find(preface, word)?;
                let c = preface.get(at.checked_sub(1)?)?;
                let number = "一二三四五六七八九十".chars().position(|n| n == *c).map(|n| n + 1);
                Some((number.or_else(|| c.to_digit(10).map(|n| n as usize))?, at))
            })?;
            let there = prose.sections.len();
            if said == PARTS || said == there {
                return Some(Vec::new());
            }
            let message = format!("前言说有 {said} 部分，格式是 {PARTS} 部分，正文有 {there} 个一级标题。");
            Some(vec![fail_at(rule, prose, (at - 1, at + 2), message)])
        });
    }),
};
