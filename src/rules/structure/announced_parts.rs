//! F11: the report has as many parts as its preface announces, and those that the form has.

use crate::rules::{Check, Rule, Severity};

use super::{fail_at, find, of_report};

/// The parts of the form.
const PARTS: usize = 6;
/// Longest preface, in characters; what is longer has lost its headings.
const LONGEST: usize = 1000;
/// Parts that reports had before 2019.
const OLD: [&str; 6] = ["概述", "收费及减免", "收费和减免", "咨询处理", "支出和收费", "支出与收费"];

/// F11.
pub static RULE: Rule = Rule {
    id: "announced-parts-differ",
    code: "F11",
    severity: Severity::Warning,
    title: "前言写的部分与正文相同",
    why: "前言说由几部分组成、是哪几部分，正文就应有这几部分；现行格式是六部分，没有概述、收费及减免、咨询处理。",
    advice: "改正前言中的部分数和名称。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let preface = prose.preface();
            let preface = preface.get(..LONGEST).unwrap_or(preface);
            let old = OLD.iter().filter_map(|word| Some((find(preface, word)?, *word)));
            let old: Vec<(usize, &str)> = old.collect();
            if let Some((at, word)) = old.first().filter(|_| find(preface, "主动公开").is_some()) {
                let names: Vec<&str> = old.iter().map(|(_, word)| *word).collect();
                let message = format!("前言列出的“{}”不是现行格式的部分。", names.join("”“"));
                let span = (*at, at + word.chars().count());
                return Some(vec![fail_at(rule, prose, span, message)]);
            }
            let words = ["部分", "个部分", "大部分", "项内容", "个方面"];
            let said = words.iter().find_map(|word| {
                let at = find(preface, word)?;
                let c = preface.get(at.checked_sub(1)?)?;
                let number = "一二三四五六七八九十".chars().position(|n| n == *c).map(|n| n + 1);
                Some((number.or_else(|| c.to_digit(10).map(|n| n as usize))?, at))
            });
            let Some((said, at)) = said else {
                // The names alone.
                return (find(preface, "总体情况").is_some()).then(Vec::new);
            };
            let there = prose.sections.len();
            if said == PARTS || said == there {
                return Some(Vec::new());
            }
            let message = format!("前言说有 {said} 部分，格式是 {PARTS} 部分，正文有 {there} 个一级标题。");
            Some(vec![fail_at(rule, prose, (at - 1, at + 2), message)])
        });
    }),
};
