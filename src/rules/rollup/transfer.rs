//! E6, E7: what is between two years of an area, and what is the parent's alone.

use crate::dossier::{Body, Digest, Kind, Member};
use crate::number::Decimal;
use crate::rules::across::{Outcome, Place};
use crate::rules::rule_making_power::lacks_power;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::{Account, say};

/// E6.
pub static CARRIED: Rule = Rule {
    id: "carry-over-into-children",
    code: "E6",
    severity: Severity::Warning,
    title: "各下级的上年结转之和等于本级上年的结转下年度",
    why: "本级上年没有办结的申请，本年都在各下级的上年结转里。",
    advice: "核对各下级的上年结转和本级上一年的报告。",
    basis: "表三“二、上年结转”“四、结转下年度继续办理”",
    relation: false,
    check: Check::Family(carried),
};

/// E7.
pub static POWER: Rule = Rule {
    id: "rules-below-parent",
    code: "E7",
    severity: Severity::Warning,
    title: "规章只由有制定权的本级填报",
    why: "部门、乡镇街道没有规章制定权，规章由政府制定、由本级填报，不从下级汇总。",
    advice: "核对这个下级是否把规章制度或者政府的规章当作自己的填报。",
    basis: "《中华人民共和国立法法》关于规章的规定",
    relation: false,
    check: Check::Family(power),
};

/// Children named one by one.
const NAMED: usize = 3;

fn carried(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let Some(before) = parents_before(account) else {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        return;
    };
    let mut wrong = Vec::new();
    for (at, spec) in account.family.form.cells().iter().enumerate().filter(|(_, s)| s.id.row == "carried_in")
    {
        let then = before.digest.find("requests", "carried_out", spec.id.col);
        let carried_out = then.and_then(|then| before.digest.value(then));
        let sum = account.sums.cells.get(at).and_then(|cell| cell.sum);
        let (Some(carried_out), Some(sum)) = (carried_out, sum) else {
            let why = format!("{}：上年的结转下年度或者下级的上年结转不知道", spec.col_spec.label);
            outcomes.push(Outcome::unknown(rule, Vec::new(), why));
            continue;
        };
        match judge(account, at, carried_out, sum) {
            Verdict::Fail => wrong.push((at, then, carried_out, sum)),
            verdict => outcomes.push(Outcome::new(rule, verdict)),
        }
    }
    if !wrong.is_empty() {
        let told: Vec<String> = wrong
            .iter()
            .map(|(at, _, then, sum)| {
                format!("{}上年结转下年度 {then}、本年各下级上年结转之和 {sum}", column(account, *at))
            })
            .collect();
        let message = format!("与{}不衔接：{}。", say::of_year(&before), say::list(&told, NAMED, "列"));
        let then = wrong.iter().filter_map(|(_, then, _, _)| *then).collect();
        let now: Vec<usize> = wrong.iter().map(|(at, ..)| *at).collect();
        let mut places = vec![Place { report: before.at, cells: then }];
        places.extend(account.at_parent(&now));
        outcomes.push(Outcome::fail(rule, places, message));
    }
}

/// Of a list that may not be complete only too much is wrong; and what the parent itself took over rightly is told
/// where parent and children are compared.
fn judge(account: &Account, cell: usize, carried_out: Decimal, sum: Decimal) -> Verdict {
    let more = sum.minus(carried_out).is_some_and(|by| !by.is_negative());
    if sum == carried_out {
        Verdict::Pass
    } else if account.sums.parents(cell) == Some(carried_out) || (!account.family.is_whole() && !more) {
        Verdict::Inapplicable
    } else {
        Verdict::Fail
    }
}

fn column(account: &Account, cell: usize) -> &'static str {
    account.spec(cell).map_or("", |spec| spec.col_spec.label)
}

/// The parent's report on the year before.
fn parents_before<'a>(account: &Account<'a>) -> Option<Member<'a>> {
    let body = |digest: &Digest| digest.body.as_deref().and_then(Body::of);
    let own = body(account.family.parent?.digest)?;
    account
        .family
        .before
        .iter()
        .find(|member| body(member.digest).is_some_and(|body| body.may_be(&own)))
        .copied()
}

fn power(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let cells: Vec<usize> = (0..account.sums.cells.len())
        .filter(|cell| account.spec(*cell).is_some_and(|spec| spec.id.row == "rules"))
        .collect();
    let mut verdict = Verdict::Inapplicable;
    for (child, member) in account.family.children.iter().enumerate() {
        let filled: Vec<usize> = cells
            .iter()
            .copied()
            .filter(|cell| account.sums.child(child, *cell).is_some_and(|value| !value.is_zero()))
            .collect();
        if member.digest.body.is_none() && !filled.is_empty() {
            let why = "有的下级填了规章，但没有读到机关名称，不知道有没有规章制定权";
            outcomes.push(Outcome::unknown(
                rule,
                account.at_child(child, &filled).into_iter().collect(),
                why,
            ));
            verdict = Verdict::Unknown;
        } else if may_not(member.digest) && !filled.is_empty() {
            let told: Vec<String> = filled
                .iter()
                .filter_map(|cell| {
                    Some(format!("{} {}", account.name(*cell), account.sums.child(child, *cell)?))
                })
                .collect();
            let message = format!("{}填了规章：{}。", member.digest.title(), told.join("、"));
            outcomes.push(Outcome::fail(
                rule,
                account.at_child(child, &filled).into_iter().collect(),
                message,
            ));
            verdict = Verdict::Fail;
        } else if verdict == Verdict::Inapplicable {
            verdict = Verdict::Pass;
        }
    }
    if matches!(verdict, Verdict::Pass | Verdict::Inapplicable) {
        outcomes.push(Outcome::new(rule, verdict));
    }
}

/// The office may report the government's 规章, and a lower government of a city may make its own.
fn may_not(child: &Digest) -> bool {
    let Some(name) = child.body.as_deref() else { return false };
    lacks_power(name) || Body::of(name).is_some_and(|body| body.kind == Kind::Other)
}
