//! F6, C20: the figures are those of the whole year the report is about.

use crate::prose::Prose;
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{digits, fail_at, find, of_report};

/// Characters behind 统计期限 in which the dates stand.
const REACH: usize = 45;

/// F6, C20.
pub static RULE: Rule = Rule {
    id: "period-not-the-year",
    code: "F6, C20",
    severity: Severity::Warning,
    title: "统计期限是报告年份的 1 月 1 日至 12 月 31 日",
    why: "年度报告统计上一年 1 月 1 日至 12 月 31 日的情况。",
    advice: "改正统计期限；标题年份有误的，改正标题。",
    basis: "《政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let (at, dates) = period(prose)?;
            Some(judge(rule, prose, report.year, at, &dates).into_iter().collect())
        });
    }),
};

/// Numbers, each with 年, 月 or 日 behind it.
type Dates = Vec<(i64, char)>;

/// The numbers of the period in order, each with its unit, and where they stand.
fn period(prose: &Prose) -> Option<((usize, usize), Dates)> {
    let text = &prose.flow.chars;
    let key = ["统计期限", "统计时限", "统计周期", "统计时间", "统计区间", "数据期限"];
    let from = key.iter().filter_map(|word| find(text, word)).min()?;
    let (mut at, end) = (from + 4, (from + 4 + REACH).min(text.len()));
    let (mut dates, mut span) = (Vec::new(), (from, from + 4));
    while at < end {
        let rest = text.get(at..end).unwrap_or_default();
        if rest.first() == Some(&'。') {
            break;
        }
        let Some((number, length)) = digits(rest).filter(|(_, length)| *length > 0) else {
            at += 1;
            continue;
        };
        let unit = rest.get(length).copied().unwrap_or(' ');
        if matches!(unit, '年' | '月' | '日') {
            dates.push((number, unit));
            span.1 = at + length + 1;
        }
        at += length;
    }
    // 年月日 twice, the second year may be left out.
    matches!(dates.len(), 5 | 6).then_some((span, dates))
}

fn judge(
    rule: &'static Rule,
    prose: &Prose,
    year: Option<u16>,
    at: (usize, usize),
    dates: &[(i64, char)],
) -> Option<Outcome> {
    let days: Vec<i64> = dates.iter().filter(|(_, unit)| *unit != '年').map(|(number, _)| *number).collect();
    let other = dates
        .iter()
        .find(|(number, unit)| *unit == '年' && year.is_some_and(|year| i64::from(year) != *number));
    if let (Some((number, _)), Some(year)) = (other, year) {
        let outcome = fail_at(rule, prose, at, format!("报告年份是 {year} 年，统计期限写的是 {number} 年。"));
        return Some(Outcome { severity: Severity::Error, ..outcome });
    }
    (days != [1, 1, 12, 31]).then(|| fail_at(rule, prose, at, "统计期限不是 1 月 1 日至 12 月 31 日。"))
}
