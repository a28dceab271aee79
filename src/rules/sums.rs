//! A3.1–A3.3, A4.1–A4.3: the sums the forms state.

use crate::recognize::Report;

use super::equation::{Equation, Law, relations};
use super::{Check, Outcome, Rule, Severity, Verdict};

/// A3.1.
pub static BALANCE: Rule = Rule {
    id: "inflow-outflow-mismatch",
    code: "A3.1",
    severity: Severity::Error,
    title: "新收加上年结转等于办理结果总计加结转下年度",
    why: "表三表头印有：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。",
    advice: "核对一、二、三（七）、四四行，改正后重新核对。",
    basis: "表三表头注",
    relation: true,
    check: Check::Report(|rule, report, outcomes| by_law(rule, report, Law::Balance, outcomes)),
};

/// A3.2.
pub static RESULTS_TOTAL: Rule = Rule {
    id: "results-total-mismatch",
    code: "A3.2",
    severity: Severity::Error,
    title: "办理结果各项之和等于（七）总计",
    why: "（七）总计是（一）至（六）各项办理结果的合计。",
    advice: "核对该列（一）至（六）各项和（七）总计。",
    basis: "表三“三、本年度办理结果（七）总计”",
    relation: true,
    check: Check::Report(|rule, report, outcomes| by_law(rule, report, Law::PartsTotal, outcomes)),
};

/// A3.3.
pub static APPLICANT_TOTAL: Rule = Rule {
    id: "applicant-total-mismatch",
    code: "A3.3",
    severity: Severity::Error,
    title: "六类申请人之和等于总计",
    why: "总计列是自然人和五类法人或其他组织的合计。",
    advice: "核对该行六类申请人的数字和总计。",
    basis: "表三“申请人情况·总计”",
    relation: true,
    check: Check::Report(|rule, report, outcomes| by_law(rule, report, Law::RowTotal, outcomes)),
};

/// A4.1–A4.3.
pub static REVIEW_TOTAL: Rule = Rule {
    id: "review-total-mismatch",
    code: "A4.1–A4.3",
    severity: Severity::Error,
    title: "行政复议、行政诉讼四种结果之和等于总计",
    why: "总计是结果维持、结果纠正、其他结果、尚未审结四项的合计。",
    advice: "核对该组四种结果和总计。",
    basis: "表四各组“总计”",
    relation: true,
    check: Check::Report(|rule, report, outcomes| by_law(rule, report, Law::GroupTotal, outcomes)),
};

fn by_law(rule: &'static Rule, report: &Report, law: Law, outcomes: &mut Vec<Outcome>) {
    for equation in relations(report.form).equations.iter().filter(|equation| equation.law == law) {
        let (verdict, reason) = equation.evaluate(report);
        let message = match verdict {
            Verdict::Fail => difference(equation, report),
            _ => reason.to_owned(),
        };
        outcomes.push(Outcome { message, equation: Some(equation), ..Outcome::new(rule, verdict) });
    }
}

fn difference(equation: &Equation, report: &Report) -> String {
    let (left, right) = equation.sides(report);
    let by = left.value.zip(right.value).map_or(0, |(left, right)| left.abs_diff(right));
    format!("{}，{}，差 {by}", left.text, right.text)
}
