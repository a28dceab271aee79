//! D12: requests, reviews or lawsuits that were many last year and none this year.

use crate::dossier::Pair;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity};

use super::pending::sum;
use super::sides::{Fault, Figure, Judged, Obstacle, Side, Sides, any_doubtful, outcome};
use super::{REQUESTS, REVIEW, on_table};

/// D12.
pub static RULE: Rule = Rule {
    id: "dropped-to-zero",
    code: "D12",
    severity: Severity::Note,
    title: "申请、复议、诉讼没有突然降为零",
    why: "上年有十件以上、本年一件也没有的情形很少，常常是漏填。",
    advice: "核对本年是否漏填；确实没有的，不用处理。",
    basis: "表三、表四",
    relation: false,
    check: Check::Years(check),
};

/// Fewer may well be none next year.
const MANY: i64 = 10;
const SUITS: [&str; 2] = ["suit_direct", "suit_after"];

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    on_table(rule, pair, REQUESTS, outcomes, |sides, outcomes| {
        outcomes.push(outcome(rule, judge(sides, "新收的申请", received)));
    });
    on_table(rule, pair, REVIEW, outcomes, |sides, outcomes| {
        outcomes.push(outcome(
            rule,
            judge(sides, "行政复议", |side| sum(side, "review", &["reconsideration"], "total")),
        ));
        outcomes.push(outcome(rule, judge(sides, "行政诉讼", |side| sum(side, "review", &SUITS, "total"))));
    });
}

type Counted = Result<(i64, Vec<Figure>), Obstacle>;

fn received(side: &Side) -> Counted {
    let (count, figure) = side.integer("requests", "new", "total")?;
    Ok((count, vec![figure]))
}

fn judge(sides: &Sides, what: &str, count: fn(&Side) -> Counted) -> Judged {
    let (old, before) = count(&sides.before)?;
    let (now, after) = count(&sides.after)?;
    let message = || format!("{what}：{} {old} 件，{} 0 件。", sides.before.year(), sides.after.year());
    let cells = |figures: &[Figure]| figures.iter().map(|figure| figure.at).collect();
    Ok((old >= MANY && now == 0).then(|| Fault {
        message: message(),
        advice: None,
        places: sides.places(cells(&before), cells(&after)),
        unsure: any_doubtful(&before) || any_doubtful(&after),
    }))
}
