//! F12: the report was published in time.

use crate::prose::Prose;
use crate::rules::{Check, Rule, Severity};

use super::{digits, fail_at, find, is_area_government, of_report};

/// Characters behind 发布日期 in which the date stands.
const REACH: usize = 20;

/// F12.
pub static RULE: Rule = Rule {
    id: "published-late",
    code: "F12",
    severity: Severity::Warning,
    title: "报告按期公布",
    why: "部门每年 1 月 31 日前公布上一年度报告，县级以上地方政府 3 月 31 日前公布。",
    advice: "核对公布日期；确已逾期的，今后按期公布。",
    basis: "《政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let year = i64::from(report.year?);
            let (at, [published, month, day]) = date(prose)?;
            let (last, name) = if is_area_government(report) || report.body.is_none() {
                (3, "3 月 31 日")
            } else {
                (1, "1 月 31 日")
            };
            let late = published > year + 1 || (published == year + 1 && month > last);
            let message =
                format!("公布日期是 {published} 年 {month} 月 {day} 日，晚于 {} 年 {name}。", year + 1);
            Some(if late { vec![fail_at(rule, prose, at, message)] } else { Vec::new() })
        });
    }),
};

/// The date behind 发布日期, and where it stands.
fn date(prose: &Prose) -> Option<((usize, usize), [i64; 3])> {
    let text = prose.preface();
    let words = ["发布日期", "发布时间", "公布日期", "发文日期", "公开日期"];
    let from = words.iter().find_map(|word| find(text, word))? + 4;
    let (mut at, mut numbers) = (from, Vec::new());
    while at < (from + REACH).min(text.len()) && numbers.len() < 3 {
        match digits(text.get(at..).unwrap_or_default()).filter(|(_, length)| *length > 0) {
            Some((number, length)) => {
                numbers.push(number);
                at += length;
            }
            None => at += 1,
        }
    }
    let &[year, month, day] = numbers.as_slice() else { return None };
    let sound = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then_some(((from - 4, at), [year, month, day]))
}
