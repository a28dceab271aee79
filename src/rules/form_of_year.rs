//! F2: the report follows the form laid down for its year.

use crate::forms::form_for;
use crate::recognize::Report;

use super::{Check, Outcome, Rule, Severity, Verdict};

/// F2.
pub static RULE: Rule = Rule {
    id: "form-of-another-year",
    code: "F2",
    severity: Severity::Error,
    title: "表格格式与报告年份相符",
    why: "2019、2020 年度报告适用国办公开办函〔2019〕60号格式，2021 年度起适用国办公开办函〔2021〕30号格式。",
    advice: "改用报告年份适用的格式重新填报。",
    basis: "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号",
    relation: false,
    check: Check::Report(check),
};

fn check(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let Some(year) = report.year else {
        let message = "没有读到报告年份，无法判断应当适用哪一种格式".to_owned();
        outcomes.push(Outcome { message, ..Outcome::new(rule, Verdict::Unknown) });
        return;
    };
    let Some(right) = form_for(year) else {
        let message = format!("{year} 年度报告早于 2019 年格式，没有可对照的格式");
        outcomes.push(Outcome { message, ..Outcome::new(rule, Verdict::Inapplicable) });
        return;
    };
    if right.id == report.form.id || same_tables(report, right) {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
        return;
    }
    if report.year_is_guess {
        let message = format!("只有文件名里有年份 {year}，可能是公布的年份，无法判断应当适用哪一种格式");
        outcomes.push(Outcome { message, ..Outcome::new(rule, Verdict::Unknown) });
        return;
    }
    let message = format!("{year} 年度报告应当使用{}，文中是{}。", right.name, report.form.name);
    let mut outcome = Outcome::fail(rule, Vec::new(), message);
    // Two editions mixed are a slip of the office; a whole form of another year is the wrong form.
    if report.form.years.is_none() {
        outcome.severity = Severity::Warning;
    }
    outcomes.push(outcome);
}

/// Whether every table that was found is one of the right form's.
fn same_tables(report: &Report, right: &crate::forms::Form) -> bool {
    use crate::recognize::Presence::{Complete, Partial};
    let pairs = report.form.tables.iter().zip(right.tables).zip(report.presence);
    pairs.into_iter().all(|((own, other), presence)| {
        own.edition == other.edition || !matches!(presence, Complete | Partial)
    })
}
