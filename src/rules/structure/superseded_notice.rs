//! F3: the notice the report cites is the one in force for its year.

use crate::rules::{Check, Outcome, Rule, Severity};

use super::{fail_at, find, of_report};

/// F3.
pub static RULE: Rule = Rule {
    id: "superseded-notice-cited",
    code: "F3",
    severity: Severity::Warning,
    title: "引用的格式文件与年份相符",
    why: "2021 年度起的报告适用国办公开办函〔2021〕30号，国办公开办函〔2019〕60号不再适用。",
    advice: "改引《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。",
    basis: "国办公开办函〔2021〕30号",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let year = report.year.filter(|year| *year >= 2021)?;
            let text = &prose.flow.chars;
            let found = |word: &str| find(text, word).map(|at| (at, at + word.chars().count()));
            let newer =
                ["2021〕30", "2021]30", "2021﹞30", "30号"].iter().any(|word| find(text, word).is_some());
            let older =
                ["2019〕60号", "2019]60号", "2019﹞60号", "2019)60号"].iter().find_map(|word| found(word));
            let named = found("年度报告有关事项的通知");
            let at = if newer { None } else { older.or(named) };
            let message = format!("{year} 年度报告引用的是 2019 年的格式文件。");
            Some(at.map(|at| -> Outcome { fail_at(rule, prose, at, message) }).into_iter().collect())
        });
    }),
};
