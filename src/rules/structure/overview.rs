//! F8, F9: what 一、总体情况 speaks of, and how long it is.

use crate::rules::{Check, Rule, Severity};

use super::{any, fail, is_area_government, of_report};

/// Longest 总体情况, in characters.
const MAX_LENGTH: usize = 1000;
/// First report year for which the length is asked.
const LENGTH_SINCE: u16 = 2024;

/// What the part must speak of, and words that show it does.
const TOPICS: [(&str, &[&str]); 5] = [
    ("主动公开", &["主动公开"]),
    ("依申请公开", &["依申请", "公开申请", "申请公开"]),
    ("政府信息管理", &["信息管理", "规范性文件管理", "文件清理", "动态管理", "管理政府信息"]),
    ("平台建设", &["平台", "网站", "专栏"]),
    ("监督保障", &["监督", "保障"]),
];
/// What a government adds.
const OF_GOVERNMENTS: [(&str, &[&str]); 3] =
    [("工作考核", &["考核"]), ("社会评议", &["评议"]), ("责任追究", &["责任追究", "追责", "追究责任"])];

/// F8.
pub static TOPICS_MISSING: Rule = Rule {
    id: "overview-topic-missing",
    code: "F8",
    severity: Severity::Note,
    title: "总体情况写到规定的各个方面",
    why: "总体情况应写主动公开、依申请公开、政府信息管理、平台建设和监督保障；县级以上政府还要写考核、评议和责任追究。",
    advice: "补写缺少的方面；没有的也写明没有。",
    basis: "附件《政府信息公开工作年度报告格式》一、总体情况",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let text =
                prose.part(0).map(|section| section.text.as_str()).filter(|text| !text.contains('略'))?;
            let more: &[(&str, &[&str])] = if is_area_government(report) { &OF_GOVERNMENTS } else { &[] };
            let absent: Vec<&str> = TOPICS
                .iter()
                .chain(more)
                .filter(|(_, words)| !any(text, words))
                .map(|(name, _)| *name)
                .collect();
            let message = format!("总体情况没有写到：{}。", absent.join("、"));
            Some(if absent.is_empty() { Vec::new() } else { vec![fail(rule, message)] })
        });
    }),
};

/// F9.
pub static LENGTH: Rule = Rule {
    id: "overview-long",
    code: "F9",
    severity: Severity::Note,
    title: "总体情况不宜超过 1000 字",
    why: "近年各地编制要求总体情况简明，一般在 1000 字以内。",
    advice: "删去与政府信息公开无关的内容。",
    basis: "各地 2025 年编制通知",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            report.year.filter(|year| *year >= LENGTH_SINCE)?;
            let length = prose.part(0)?.text.chars().count();
            let message = format!("总体情况约 {length} 字。");
            Some(if length > MAX_LENGTH { vec![fail(rule, message)] } else { Vec::new() })
        });
    }),
};
