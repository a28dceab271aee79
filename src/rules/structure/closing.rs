//! B8, B9: 五 and 六 say something.

use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail, of_report};

/// Fewest characters that name a problem and what is done about it.
const MIN_PROBLEMS: usize = 20;

/// B8.
pub static PROBLEMS: Rule = Rule {
    id: "problems-not-described",
    code: "B8",
    severity: Severity::Warning,
    title: "第五部分写明问题和改进情况",
    why: "年度报告应当包括政府信息公开工作存在的主要问题及改进情况。",
    advice: "写明主要问题和改进措施，不要只写“无”。",
    basis: "《政府信息公开条例》第五十条第一款第四项",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let text =
                prose.part(4).map(|section| section.text.as_str()).filter(|text| !text.contains('略'))?;
            let length = text.chars().filter(|c| c.is_alphanumeric()).count();
            if length >= MIN_PROBLEMS {
                return Some(Vec::new());
            }
            let mut outcome: Outcome = fail(rule, format!("第五部分只有 {length} 个字。"));
            if report.body.as_deref().is_some_and(|body| body.ends_with("政府")) {
                outcome.severity = Severity::Error;
            }
            Some(vec![outcome])
        });
    }),
};

/// B9.
pub static OTHER: Rule = Rule {
    id: "other-matters-empty",
    code: "B9",
    severity: Severity::Warning,
    title: "第六部分没有内容时写“无”",
    why: "没有其他需要报告的事项也要写明，空白分不清是没有还是漏写。",
    advice: "写“无”；2021 年格式另写收取信息处理费的情况。",
    basis: "《政府信息公开条例》第五十条第一款第五项",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let empty = prose.part(5)?.text.chars().all(|c| !c.is_alphanumeric());
            Some(if empty { vec![fail(rule, "第六部分是空的。")] } else { Vec::new() })
        });
    }),
};
