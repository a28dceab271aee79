//! D6: reports in different forms can be compared only in part, and that is said.

use crate::dossier::Pair;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::DISCLOSURE;
use super::sides::Sides;

/// D6.
pub static RULE: Rule = Rule {
    id: "form-changed-between-years",
    code: "D6",
    severity: Severity::Note,
    title: "两份报告格式相同",
    why: "2021 年起格式变了：表二的栏目换了口径，表三（六）其他处理由一行分为三行；栏目不同的数字不能相比。",
    advice: "2020 年度到 2021 年度格式更换属于正常，不用处理；其他年度请核对是否用错了格式。",
    basis: "国办公开办函〔2021〕30号",
    relation: false,
    check: Check::Years(check),
};

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    let sides = Sides::of(pair);
    let tables = sides.after.digest().form.tables.iter().enumerate();
    let changed: Vec<&str> =
        tables.filter(|(at, _)| !sides.alike(*at)).map(|(_, table)| table.short).collect();
    if !pair.fit.comparable() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    } else if changed.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    } else {
        let left_out =
            if sides.alike(DISCLOSURE) { "没有整张比较表三" } else { "没有比较表二" };
        let message = format!(
            "{}用{}，{}用{}，{}的栏目不同：比较了两年结转、表三的主要件数、表四和正文，{left_out}。",
            sides.before.title(),
            sides.before.digest().form.name,
            sides.after.title(),
            sides.after.digest().form.name,
            changed.join("、")
        );
        outcomes.push(Outcome::fail(rule, sides.places(Vec::new(), Vec::new()), message));
    }
}
