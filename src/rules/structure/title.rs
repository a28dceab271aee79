//! F7: the title is worded as the form words it.

use crate::prose::Prose;
use crate::recognize::Report;
use crate::rules::{Check, Rule, Severity};

use super::{any, fail, of_report};

/// Longest title, in characters.
const MAX_TITLE: usize = 60;

/// F7.
pub static RULE: Rule = Rule {
    id: "title-off-form",
    code: "F7",
    severity: Severity::Warning,
    title: "标题写作“机关名称＋年份＋政府信息公开工作年度报告”",
    why: "格式规定标题是“××××年政府信息公开工作年度报告”，前面写机关全称。",
    advice: "按格式改写标题，如“甲县人民政府2023年政府信息公开工作年度报告”。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let titles = titles(report, prose)?;
            let year = report.year?;
            let right = |title: &String| {
                title.contains("政府信息公开工作年度报告") && !title.contains(&format!("{year}年度"))
            };
            let first = titles.first().filter(|_| !titles.iter().any(right));
            Some(first.map(|title| fail(rule, format!("标题是“{title}”。"))).into_iter().collect())
        });
    }),
};

/// Lines before the first part that look like the title, with the line after them when the title goes on.
fn titles(report: &Report, prose: &Prose) -> Option<Vec<String>> {
    let year = report.year?.to_string();
    let end = prose.preface().len();
    let starts: Vec<usize> =
        prose.flow.paragraphs.iter().map(|p| p.start).take_while(|start| *start < end).chain([end]).collect();
    let line = |at: usize| -> Option<String> {
        let line = prose.flow.chars.get(*starts.get(at)?..*starts.get(at + 1)?)?;
        Some(
            line.iter()
                .filter(|c| c.is_alphanumeric() || c.is_ascii_punctuation() || "，。《".contains(**c))
                .collect(),
        )
    };
    let mut titles = Vec::new();
    for at in 0..starts.len().saturating_sub(1) {
        let own = line(at)?;
        if !own.contains(&year)
            || own.chars().count() > MAX_TITLE
            || any(&own, &["。", "，", ",", "《", "根据"])
        {
            continue;
        }
        let next = line(at + 1).filter(|_| !own.contains("报告")).unwrap_or_default();
        let whole = format!("{own}{next}");
        if whole.contains("公开") && whole.ends_with("报告") && whole.chars().count() <= MAX_TITLE {
            titles.push(whole);
        }
    }
    (!titles.is_empty()).then_some(titles)
}
