//! D1, D2: what was carried out of last year is what was carried into this one.

use crate::dossier::Pair;
use crate::forms::ColRole;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::sides::{Fault, Figure, Judged, Obstacle, Side, Sides, outcome};
use super::{REQUESTS, on_table};

/// D1.
pub static TOTAL: Rule = Rule {
    id: "carried-over-mismatch",
    code: "D1",
    severity: Severity::Error,
    title: "上年结转等于上年报告的结转下年度",
    why: "上年报告中结转下年度继续办理的申请，就是本年的上年结转。",
    advice: "对照上年公布的报告和申请台账，改正填错的一份；上年的报告已经更正的，用更正后的。",
    basis: "表三第二项、第四项",
    relation: false,
    check: Check::Years(total),
};

/// D2.
pub static APPLICANTS: Rule = Rule {
    id: "carried-over-applicant-mismatch",
    code: "D2",
    severity: Severity::Warning,
    title: "各类申请人的上年结转等于上年报告的结转下年度",
    why: "同一批结转的申请，申请人的类别不会变。",
    advice: "对照上年公布的报告，核对各类申请人的结转件数；申请人类别重新认定过的，请说明。",
    basis: "表三第二项、第四项",
    relation: false,
    check: Check::Years(applicants),
};

const TABLE: &str = "requests";
const OUT: &str = "carried_out";
const IN: &str = "carried_in";
const ALL: &str = "total";

fn total(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    on_table(rule, pair, REQUESTS, outcomes, |sides, outcomes| {
        outcomes.push(outcome(rule, judge_total(sides)));
    });
}

fn judge_total(sides: &Sides) -> Judged {
    both_empty(sides)?;
    let (left, out) = sides.before.integer(TABLE, OUT, ALL)?;
    let (right, inward) = sides.after.integer(TABLE, IN, ALL)?;
    if left == right {
        return Ok(None);
    }
    let message = format!(
        "{}“{}”为 {left}{}，{}“{}”为 {right}{}，相差 {}。",
        sides.before.title(),
        sides.before.name(out.at),
        remark(out),
        sides.after.title(),
        sides.after.name(inward.at),
        remark(inward),
        left.abs_diff(right)
    );
    Ok(Some(Fault {
        message,
        advice: advice(sides, (left, out), (right, inward)),
        places: sides.places(vec![out.at], vec![inward.at]),
        unsure: [out, inward].iter().any(|figure| figure.doubtful || figure.blank),
    }))
}

fn remark(figure: Figure) -> &'static str {
    if figure.blank { "（空白，按各列之和）" } else { "" }
}

/// Which of the two is likely wrong: the one whose own report does not add up, or the one copied from last year.
fn advice(sides: &Sides, (left, out): (i64, Figure), (right, inward): (i64, Figure)) -> Option<String> {
    let told = [sides.before.suspicion(out.at, right), sides.after.suspicion(inward.at, left)];
    let mut told: Vec<String> = told.into_iter().flatten().collect();
    if let Ok((old, _)) = sides.before.integer(TABLE, IN, ALL)
        && old == right
    {
        let (year, title) = (sides.after.year(), sides.before.title());
        told.push(format!("{year}填的 {right} 与 {title}的“上年结转”相同，像是照抄了上年那一行。"));
    }
    (!told.is_empty()).then(|| format!("{}{}", told.concat(), TOTAL.advice))
}

/// Two rows without anything in them say nothing of each other.
fn both_empty(sides: &Sides) -> Result<(), Obstacle> {
    let empty = |side: &Side, row: &str| are_blank(side, row, |_| true);
    if empty(&sides.before, OUT) && empty(&sides.after, IN) {
        return Err(Obstacle::Unknown("上年的结转下年度和本年的上年结转两行都是空白".to_owned()));
    }
    Ok(())
}

/// A row with a total alone does not say whose the requests are.
fn only_total(side: &Side, row: &str) -> Result<(), Obstacle> {
    let parts_blank = are_blank(side, row, |role| role == ColRole::Part);
    match side.integer(TABLE, row, ALL) {
        Ok((1.., total)) if parts_blank => {
            let name = side.name(total.at);
            Err(Obstacle::Unknown(format!("{}的“{name}”填了，各类申请人都空白", side.title())))
        }
        _ => Ok(()),
    }
}

/// Whether the cells of a row have nothing in them, in columns of these roles.
fn are_blank(side: &Side, row: &str, wanted: fn(ColRole) -> bool) -> bool {
    let cells = side.digest().form.cells().iter().zip(&side.digest().cells);
    cells
        .filter(|(spec, _)| spec.id.table == TABLE && spec.id.row == row && wanted(spec.col_spec.role))
        .all(|(_, cell)| cell.blank)
}

fn applicants(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    on_table(rule, pair, REQUESTS, outcomes, |sides, outcomes| compare_columns(rule, sides, outcomes));
}

/// One finding names all columns that differ; columns that could not be read are told beside it.
fn compare_columns(rule: &'static Rule, sides: &Sides, outcomes: &mut Vec<Outcome>) {
    let undivided = || only_total(&sides.before, OUT).and_then(|()| only_total(&sides.after, IN));
    if let Err(obstacle) = both_empty(sides).and_then(|()| undivided()) {
        return outcomes.push(obstacle.outcome(rule));
    }
    let (mut wrong, mut unread, mut equal) = (Vec::new(), Vec::new(), 0);
    let cells = sides.after.digest().form.cells().iter();
    for spec in cells
        .filter(|spec| spec.id.table == TABLE && spec.id.row == IN && spec.col_spec.role == ColRole::Part)
    {
        let column = spec.id.col;
        let figures = sides.before.integer(TABLE, OUT, column);
        match figures.and_then(|out| Ok((out, sides.after.integer(TABLE, IN, column)?))) {
            Ok((out, inward)) if out.0 == inward.0 => equal += 1,
            Ok((out, inward)) => wrong.push((spec.col_spec.label, out, inward)),
            Err(_) => unread.push(spec.col_spec.label),
        }
    }
    if !wrong.is_empty() {
        outcomes.push(differing(sides, &wrong).outcome(rule));
    } else if equal > 0 && unread.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
    if !unread.is_empty() {
        let why = format!("{}：没有读到数", unread.join("、"));
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    }
}

type Column = (&'static str, (i64, Figure), (i64, Figure));

fn differing(sides: &Sides, wrong: &[Column]) -> Fault {
    let told: Vec<String> = wrong
        .iter()
        .map(|(label, (left, _), (right, _))| format!("{label} {left} 件，本年填 {right}"))
        .collect();
    let sum = |side: fn(&Column) -> i64| wrong.iter().map(side).fold(0, i64::saturating_add);
    let moved = sum(|column| column.1.0) == sum(|column| column.2.0);
    let advice = moved.then(|| format!("合计没有变，像是填错了列。{}", APPLICANTS.advice));
    let places = sides.places(
        wrong.iter().map(|(_, (_, out), _)| out.at).collect(),
        wrong.iter().map(|(_, _, (_, inward))| inward.at).collect(),
    );
    let unsure = wrong.iter().any(|(_, (_, out), (_, inward))| out.doubtful || inward.doubtful);
    let (title, columns) = (sides.before.title(), told.join("；"));
    let message =
        format!("{} 类申请人的上年结转与上年不一致（{title}的结转下年度）：{columns}。", wrong.len());
    Fault { message, advice, places, unsure }
}
