//! C20: 总体情况 tells of the year the report is about.

use crate::prose::{BREAK, Prose};
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{digits, fail_at, of_report};

/// C20.
pub static RULE: Rule = Rule {
    id: "text-of-another-year",
    code: "C20",
    severity: Severity::Warning,
    title: "总体情况写的是报告年份的情况",
    why: "沿用往年的文稿而没有改年份，正文说的就不是本年的情况。",
    advice: "核对总体情况中的年份和数字，改为报告年份的情况。",
    basis: "《政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let own = report.year?;
            let section = prose.part(0)?;
            let opened = openings(prose, section.body);
            if opened.is_empty() && !mentions(&section.text, own) {
                return None;
            }
            let other = opened.iter().find(|(year, _)| i64::from(own) != *year);
            let stale = other.filter(|_| !mentions(&section.text, own));
            let told = stale.map(|(year, at)| -> Outcome {
                let message = format!("总体情况没有提到 {own} 年，说的是 {year} 年。");
                fail_at(rule, prose, *at, message)
            });
            let before = |at: usize| prose.flow.text(section.body.0, at);
            let first = opened.first().filter(|(year, at)| {
                *year != i64::from(own) && !mentions(&before(at.0), own) && alone(prose, *at, own)
            });
            let told = told.or_else(|| {
                let (year, at) = first?;
                let message = format!("总体情况第一句说的是 {year} 年，不是报告年份 {own} 年。");
                Some(Outcome { severity: Severity::Note, ..fail_at(rule, prose, *at, message) })
            });
            Some(told.into_iter().collect())
        });
    }),
};

/// Years that begin a sentence, 2022年，…: what it tells is of that year. Where they stand.
fn openings(prose: &Prose, (from, to): (usize, usize)) -> Vec<(i64, (usize, usize))> {
    let text = prose.flow.chars.get(..to).unwrap_or_default();
    let begins = |at: usize| {
        at == from || text.get(at - 1).is_some_and(|c| !c.is_alphanumeric() && !"《“、(".contains(*c))
    };
    let opening = |at: usize| {
        let (year, length) = digits(text.get(at..)?).filter(|(_, length)| *length == 4)?;
        let behind = text.get(at + length..)?;
        let tail = behind.strip_prefix(&['年']).map(|tail| tail.strip_prefix(&['度']).unwrap_or(tail))?;
        let alone = tail.first().is_some_and(|c| matches!(c, ',' | '我' | '全' | '本'));
        ((2000..2100).contains(&year) && alone).then_some((year, (at, at + length + 1)))
    };
    (from..to).filter(|&at| begins(at)).filter_map(opening).collect()
}

/// Whether the sentence that opens with a year compares it with no other.
fn alone(prose: &Prose, (from, _): (usize, usize), own: u16) -> bool {
    let text = prose.flow.chars.get(from..).unwrap_or_default();
    let sentence: String = text.iter().take_while(|c| !matches!(**c, '。' | BREAK)).collect();
    let compares = ["比", "以来", "至", "增", "降", "减", "底"];
    !mentions(&sentence, own) && !compares.iter().any(|word| sentence.contains(word))
}

fn mentions(text: &str, year: u16) -> bool {
    ["年", "-", ".", "/"].iter().any(|mark| text.contains(&format!("{year}{mark}")))
        || ["本年度", "今年", "一年来"].iter().any(|word| text.contains(word))
}
