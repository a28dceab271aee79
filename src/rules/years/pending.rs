//! D7: cases not yet decided last year are decided or still pending this year.

use crate::dossier::Pair;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity};

use super::sides::{Fault, Figure, Judged, Obstacle, Side, Sides, any_doubtful, outcome};
use super::{REVIEW, on_table};

/// D7.
pub static RULE: Rule = Rule {
    id: "pending-cases-gone",
    code: "D7",
    severity: Severity::Note,
    title: "上年尚未审结的不多于本年总计",
    why: "上年尚未审结的复议、诉讼案件，本年或者审结，或者仍未审结，都计入本年总计。",
    advice: "核对本年是否漏填了上年未审结的案件；只统计本年新发生案件的，请在表下注明。",
    basis: "表四",
    relation: false,
    check: Check::Years(check),
};

const TABLE: &str = "review";
/// The groups, lawsuits of either kind together: a case may be counted in the other group next year.
const GROUPS: [(&str, &[&str]); 2] =
    [("行政复议", &["reconsideration"]), ("行政诉讼", &["suit_direct", "suit_after"])];

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    on_table(rule, pair, REVIEW, outcomes, |sides, outcomes| {
        let judge = |(name, rows): &(&str, &[&str])| outcome(rule, judge(sides, name, rows));
        outcomes.extend(GROUPS.iter().map(judge));
    });
}

fn judge(sides: &Sides, name: &str, rows: &[&str]) -> Judged {
    let (pending, before) = sum(&sides.before, TABLE, rows, "pending")?;
    let (total, after) = sum(&sides.after, TABLE, rows, "total")?;
    let message = || {
        format!(
            "{}{name}尚未审结 {pending} 件，{}{name}总计只有 {total} 件。",
            sides.before.title(),
            sides.after.title()
        )
    };
    Ok((pending > total).then(|| Fault {
        message: message(),
        advice: None,
        unsure: any_doubtful(&before) || any_doubtful(&after),
        places: sides.places(
            before.iter().map(|figure| figure.at).collect(),
            after.iter().map(|figure| figure.at).collect(),
        ),
    }))
}

/// What a column of these rows of a table adds up to.
pub(super) fn sum(
    side: &Side,
    table: &str,
    rows: &[&str],
    col: &str,
) -> Result<(i64, Vec<Figure>), Obstacle> {
    let mut figures = Vec::new();
    let mut total = 0_i64;
    for row in rows {
        let (value, figure) = side.integer(table, row, col)?;
        total = total.saturating_add(value);
        figures.push(figure);
    }
    Ok((total, figures))
}
