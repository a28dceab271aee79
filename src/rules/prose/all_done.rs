//! C11, C23: where everything was answered, nothing is carried over.

use crate::prose::{Saying, Statement};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{Value, about, each, requests, value};

/// C11, C23.
pub static RULE: Rule = Rule {
    id: "prose-all-answered-but-carried-over",
    code: "C11, C23",
    severity: Severity::Warning,
    title: "写明全部办结的，没有结转下年度的申请",
    why: "有申请结转下年度继续办理，就不是全部办结。",
    advice: "核对结转数；确有结转的，改写这一句，如“其余均已办结”。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| check(rule, report, statement));
    }),
};

/// What sentences say was carried over; for a report without the table.
fn said(report: &Report) -> Option<i64> {
    report.prose.statements.iter().find_map(|statement| match &statement.saying {
        Saying::Figure { readings, value, doubt: None, .. }
            if readings.first().is_some_and(|reading| reading.sum == requests(&["carried_out"])) =>
        {
            value.as_integer()
        }
        _ => None,
    })
}

fn check(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let Saying::AllDone { in_time } = statement.saying else { return None };
    let (cells, left, place) = match value(report, &requests(&["carried_out"])) {
        Value::Known(cells, value) => (cells, value.as_integer()?, "表三“四、结转下年度继续办理”为"),
        Value::Nothing | Value::Unknown(_) => (Vec::new(), said(report)?, "文中又写结转下年度"),
    };
    if left == 0 {
        return Some(Outcome::new(rule, Verdict::Pass));
    }
    let mut outcome = Outcome::fail(rule, cells, format!("文中写全部办结，{place} {left} 件。"));
    if in_time {
        // 均按时答复 may speak of those that were answered.
        outcome.severity = Severity::Note;
    }
    Some(about(outcome, report, statement))
}
