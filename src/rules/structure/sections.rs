//! F1, F5, F10, F13: the six parts are there, once, in order, under their own headings, with their tables.

use crate::prose::{Prose, Section};
use crate::recognize::{Presence, Report};
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{any, fail, of_report, part_name};

/// F1, a part is missing.
pub static MISSING: Rule = Rule {
    id: "part-missing",
    code: "F1",
    severity: Severity::Error,
    title: "报告的六个部分齐全",
    why: "年度报告格式规定了六个部分，没有内容的也要保留标题。",
    advice: "对照官方格式补上；若只复制了一部分，请重新复制整篇。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| Some(missing(rule, report, prose)));
    }),
};

/// F1, F13, order and numbers.
pub static ORDER: Rule = Rule {
    id: "parts-out-of-order",
    code: "F1, F13",
    severity: Severity::Warning,
    title: "六个部分按一至六编号，依次排列",
    why: "格式规定的一级标题是一至六；自动编号和自拟的一级标题会打乱它。",
    advice: "一级标题只保留格式规定的六个，按一至六编号；自拟的标题改用（一）（二）。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| Some(order(rule, prose)));
    }),
};

/// F5.
pub static TABLE: Rule = Rule {
    id: "heading-without-table",
    code: "F5",
    severity: Severity::Error,
    title: "表格标题下有可以读取的表格",
    why: "第二、三、四部分以表格形式报告；图片不能代替表格。",
    advice: "把表格作为文字表格放进正文，不要用图片；若复制时漏选，请重新复制。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| Some(tables(rule, report, prose)));
    }),
};

/// F10.
pub static OLD: Rule = Rule {
    id: "heading-of-an-older-form",
    code: "F10",
    severity: Severity::Warning,
    title: "没有 2019 年以前格式的标题",
    why: "2019 年起的格式没有概述、收费及减免、咨询处理等部分。",
    advice: "按现行格式的六个部分重新编排。",
    basis: "附件《政府信息公开工作年度报告格式》",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| Some(old(rule, prose)));
    }),
};

fn missing(rule: &'static Rule, report: &Report, prose: &Prose) -> Vec<Outcome> {
    let absent: Vec<usize> = (0..6).filter(|part| prose.part(*part).is_none()).collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = absent.iter().map(|part| format!("“{}”", part_name(*part))).collect();
    let mut outcome = fail(rule, format!("没有找到{}。", names.join("、")));
    // A heading the numbers leave room for was lost in copying; so were parts at an end, and headings over tables.
    let table_there = |part: usize| {
        part.checked_sub(1)
            .and_then(|table| report.presence.get(table))
            .is_some_and(|presence| matches!(presence, Presence::Partial | Presence::Complete))
    };
    let lost = |part: usize| table_there(part) || numbered_over(prose, part);
    if absent.len() > 2
        || absent.iter().all(|&part| lost(part))
        || absent == [4, 5]
        || absent.contains(&0) && prose.sections.first().is_some_and(|first| first.number != Some(1))
    {
        outcome.severity = Severity::Warning;
    }
    vec![outcome]
}

/// Whether the numbers of the parts around this one count it.
fn numbered_over(prose: &Prose, part: usize) -> bool {
    let number = |part: usize| prose.part(part).and_then(|section| section.number);
    let after = (part + 1..6).find_map(|next| Some((next, number(next)?)));
    let before = (0..part).rev().find_map(|last| Some((last, number(last)?)));
    match (before, after) {
        (Some((last, from)), Some((next, to))) => {
            to.checked_sub(from).is_some_and(|step| step >= next - last)
        }
        (None, Some((next, to))) => to > next,
        _ => false,
    }
}

fn order(rule: &'static Rule, prose: &Prose) -> Vec<Outcome> {
    let parts: Vec<&Section> = prose.sections.iter().filter(|section| section.part.is_some()).collect();
    let rising = parts.windows(2).all(|pair| matches!(pair, [first, second] if first.part < second.part));
    let numbered = parts.iter().all(|section| {
        section.number.is_none_or(|number| section.part.is_some_and(|part| number == part + 1))
    });
    let own: Vec<String> = prose
        .sections
        .iter()
        .filter(|section| section.part.is_none())
        .map(|section| format!("“{}”", section.heading))
        .take(3)
        .collect();
    if rising && numbered && own.is_empty() {
        return Vec::new();
    }
    let list: Vec<&str> = prose.sections.iter().map(|section| section.heading.as_str()).take(12).collect();
    let extra =
        if own.is_empty() { String::new() } else { format!("多出一级标题{}；", own.join("、")) };
    vec![fail(rule, format!("{extra}一级标题依次是：{}。", list.join(" → ")))]
}

fn tables(rule: &'static Rule, report: &Report, prose: &Prose) -> Vec<Outcome> {
    let absent = |table: &usize| {
        let part = table + 1;
        report.presence.get(*table) == Some(&Presence::Absent)
            && prose.part(part).is_some()
            && (part + 1..6).any(|later| prose.part(later).is_some())
    };
    let of = |table: usize| fail(rule, format!("“{}”标题下没有找到表格。", part_name(table + 1)));
    (0..3).filter(absent).map(of).collect()
}

fn old(rule: &'static Rule, prose: &Prose) -> Vec<Outcome> {
    let old = |section: &&Section| {
        any(
            &section.heading,
            &["概述", "收费及减免", "收费和减免", "收费、减免", "咨询处理", "咨询情况", "指标统计"],
        )
    };
    let names: Vec<String> =
        prose.sections.iter().filter(old).map(|section| format!("“{}”", section.heading)).collect();
    if names.is_empty() {
        Vec::new()
    } else {
        vec![fail(rule, format!("标题{}属于以前的格式。", names.join("、")))]
    }
}
