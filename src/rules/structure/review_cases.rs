//! B1, B3: cases of 表四 beside the requests of 表三.

use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::known;

/// First report year in which a refusal goes through 行政复议 before 诉讼.
const REVIEW_FIRST_SINCE: u16 = 2024;

/// B1.
pub static WITHOUT_REQUESTS: Rule = Rule {
    id: "review-without-requests",
    code: "B1",
    severity: Severity::Note,
    title: "有复议、诉讼的，有办理过的申请",
    why: "复议和诉讼由答复申请引起；没有答复过申请而有案件的，多半是往年的申请或填错了表。",
    advice: "核对表三（七）总计和表四；是往年申请引起的，不必改。",
    basis: "表三、表四",
    relation: false,
    check: Check::Report(|rule, report, outcomes| outcomes.push(without_requests(rule, report))),
};

/// B3.
pub static DIRECT: Rule = Rule {
    id: "direct-suit-since-2024",
    code: "B3",
    severity: Severity::Note,
    title: "2024 年起不予公开的案件先复议后诉讼",
    why: "行政复议法第二十三条：对不予公开政府信息不服的，应当先申请行政复议。",
    advice: "核对这些案件是否确实未经复议；是其他类型或以前受理的，不必改。",
    basis: "《中华人民共和国行政复议法》第二十三条第一款第四项",
    relation: false,
    check: Check::Report(|rule, report, outcomes| outcomes.push(direct(rule, report))),
};

fn without_requests(rule: &'static Rule, report: &Report) -> Outcome {
    let cases = known(report, "review", &["reconsideration", "suit_direct", "suit_after"], &["total"]);
    let requests = known(report, "requests", &["results_total", "carried_in"], &["total"]);
    match (cases, requests) {
        (Some((cells, cases)), Some((_, 0))) if cases > 0 => {
            Outcome::fail(rule, cells, format!("表四有 {cases} 件案件，表三没有办理过申请。"))
        }
        (Some(_), Some(_)) => Outcome::new(rule, Verdict::Pass),
        _ => Outcome::new(rule, Verdict::Inapplicable),
    }
}

fn direct(rule: &'static Rule, report: &Report) -> Outcome {
    let since = report.year.is_some_and(|year| year >= REVIEW_FIRST_SINCE);
    match known(report, "review", &["suit_direct"], &["total"]).filter(|_| since) {
        Some((cells, count)) if count > 0 => {
            Outcome::fail(rule, cells, format!("未经复议直接起诉 {count} 件。"))
        }
        Some(_) => Outcome::new(rule, Verdict::Pass),
        None => Outcome::new(rule, Verdict::Inapplicable),
    }
}
