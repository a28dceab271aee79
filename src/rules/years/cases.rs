//! B2: not more cases than requests that may have led to them.

use crate::dossier::Pair;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity};

use super::pending::sum;
use super::sides::{Fault, Judged, Obstacle, Sides, any_doubtful, outcome};
use super::{REQUESTS, REVIEW, on_table};

/// B2.
pub static RULE: Rule = Rule {
    id: "more-cases-than-requests",
    code: "B2",
    severity: Severity::Note,
    title: "复议和直接起诉的案件不多于两年处理的申请",
    why: "行政复议和直接起诉由本年、上年处理的申请引起，一般不会比这些申请还多。",
    advice: "核对表三、表四；一件申请引起几件案件，或者案件由更早的申请引起的，不必改。",
    basis: "表三、表四",
    relation: false,
    check: Check::Years(check),
};

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    on_table(rule, pair, REVIEW, outcomes, |sides, outcomes| match sides.lacking(REQUESTS) {
        Some(why) => outcomes.push(Outcome::unknown(rule, Vec::new(), why)),
        None => outcomes.push(outcome(rule, judge(sides))),
    });
}

fn judge(sides: &Sides) -> Judged {
    let (cases, of_cases) = sum(&sides.after, "review", &["reconsideration", "suit_direct"], "total")?;
    let (now, of_now) = sum(&sides.after, "requests", &["results_total", "carried_out"], "total")?;
    let (last, of_last) = sum(&sides.before, "requests", &["results_total"], "total")?;
    let requests = now.saturating_add(last);
    if requests == 0 {
        // B1 speaks of cases without requests.
        return Err(Obstacle::Nothing);
    }
    Ok((cases > requests).then(|| Fault {
        message: format!(
            "{}行政复议和直接起诉共 {cases} 件，两年处理的申请只有 {requests} 件（上年 {last} 件，本年连同结转 {now} 件）。",
            sides.after.title()
        ),
        advice: None,
        unsure: [&of_last, &of_cases, &of_now].into_iter().any(|figures| any_doubtful(figures)),
        places: sides.places(
            of_last.iter().map(|figure| figure.at).collect(),
            of_cases.iter().chain(&of_now).map(|figure| figure.at).collect(),
        ),
    }))
}
