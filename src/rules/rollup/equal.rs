//! E1, E2, E4: the parent's figures are the sums of the children's; and what accounts for it where they are not.

use crate::dossier::Member;
use crate::forms::Kind;
use crate::number::Decimal;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::Account;
use super::{say, tell};

const BASIS: &str = "《中华人民共和国政府信息公开条例》第四十九条（政府的报告包括所属各机关）";

/// E1, with E4.
pub static EQUAL: Rule = Rule {
    id: "sum-of-children-mismatch",
    code: "E1",
    severity: Severity::Error,
    title: "本级的数等于各下级之和",
    why: "政府的年度报告包括本行政区域所属各机关，下级齐全时，本级每一格都是各下级（包括本级办公室）同一格之和。",
    advice: "对照各下级的报告重新汇总。",
    basis: BASIS,
    relation: false,
    check: Check::Family(equal),
};

/// E2, with E4.
pub static EXCEEDS: Rule = Rule {
    id: "children-exceed-parent",
    code: "E2",
    severity: Severity::Error,
    title: "下级之和不大于本级",
    why: "本级包括全部下级，即使名单不全，列出的下级之和也不会大于本级。",
    advice: "核对是否有下级没有加进本级，或者有下级多报。",
    basis: BASIS,
    relation: false,
    check: Check::Family(exceeds),
};

fn equal(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let whole = account.family.is_whole();
    if account.family.children.is_empty() {
        outcomes.push(Outcome::unknown(rule, Vec::new(), "没有可以汇总的下级报告"));
        return;
    }
    outcomes.extend(account.family.gaps.iter().map(|why| Outcome::unknown(rule, Vec::new(), why.clone())));
    if account.family.parent.is_some() && !account.family.complete {
        let why = "没有说明下级报告齐全，只能核对下级之和不大于本级";
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    }
    outcomes.extend(not_summed(rule, account));
    if whole {
        outcomes.extend(passes(rule, account, &|gap| gap.is_zero()));
        let told: Vec<Outcome> =
            account.causes.iter().map(|cause| tell::outcome(rule, account, cause)).collect();
        // A gap that is no error is no all-clear either.
        if told.iter().any(|outcome| outcome.severity != Severity::Error) {
            let why = "有差额的格读取有疑问或者没有固定单位，要先对照原文，才知道是否相符";
            outcomes.push(Outcome::unknown(rule, Vec::new(), why));
        }
        outcomes.extend(told);
    }
}

fn exceeds(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    let whole = account.family.is_whole();
    if account.family.parent.is_none() || account.family.children.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        return;
    }
    if !whole {
        outcomes.extend(passes(rule, account, &|gap| !gap.is_negative()));
        outcomes.extend(account.causes.iter().map(|cause| tell::outcome(rule, account, cause)));
    }
    let over: Vec<usize> = (0..account.sums.cells.len()).filter(|cell| is_over(account, *cell)).collect();
    if !over.is_empty() {
        let message = format!("有的下级没有这些格，其余下级之和已大于本级：{}。", account.gaps(&over));
        let doubtful = |cell: &usize| account.sums.cells.get(*cell).is_some_and(|sum| sum.doubtful);
        let severity = if over.iter().any(doubtful) { Severity::Warning } else { rule.severity };
        let places = account.at_children(&over, &[]);
        outcomes.push(Outcome { severity, ..Outcome::fail(rule, places, message) });
    } else if whole {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
}

/// Cells in which not every child is known, but those that are have more than the parent.
fn is_over(account: &Account, cell: usize) -> bool {
    let counts =
        account.spec(cell).is_some_and(|spec| spec.kind() != Kind::Change) && account.is_compared(cell);
    let known = account.sums.cells.get(cell).filter(|sum| sum.unknown > 0).and_then(|sum| sum.known);
    let gap = account.sums.parents(cell).zip(known).and_then(|(parent, known)| parent.minus(known));
    counts && gap.is_some_and(Decimal::is_negative)
}

/// One for every cell whose gap is as it should be.
fn passes(rule: &'static Rule, account: &Account, sound: &dyn Fn(Decimal) -> bool) -> Vec<Outcome> {
    let cells = account.sums.cells.iter().enumerate();
    let passed = cells.filter(|(at, cell)| account.is_compared(*at) && cell.gap.is_some_and(sound));
    passed.map(|_| Outcome::new(rule, Verdict::Pass)).collect()
}

// ---- what could not be summed ---------------------------------------------------------------------------------------

/// Children named one by one.
const NAMED: usize = 5;

/// Table by table: who has cells that are not known.
fn not_summed(rule: &'static Rule, account: &Account) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (table, spec) in account.family.form.tables.iter().enumerate() {
        let of_table = |cell: &usize| account.spec(*cell).is_some_and(|spec| spec.table == table);
        let cells: Vec<usize> = (0..account.sums.cells.len()).filter(of_table).collect();
        outcomes.extend(not_of_children(rule, account, table, &cells));
        let sum = |cell: &usize| account.sums.cells.get(*cell).copied().unwrap_or_default();
        let too_long = count(&cells, |cell| sum(&cell).unknown == 0 && sum(&cell).sum.is_none());
        if too_long > 0 {
            let why = format!("{}有 {too_long} 格的合计位数太多，没有加", spec.short);
            outcomes.push(Outcome::unknown(rule, Vec::new(), why));
        }
        let of_parent = count(&cells, |cell| account.sums.parents(cell).is_none());
        if account.family.parent.is_some() && of_parent > 0 {
            let why = format!("{}有 {of_parent} 格没有读到{}的数", spec.short, account.parent_title());
            outcomes.push(Outcome::unknown(rule, account.at_parent(&[]).into_iter().collect(), why));
        }
    }
    outcomes
}

/// The children that lack cells of a table, those that lack most first.
fn not_of_children(rule: &'static Rule, account: &Account, table: usize, cells: &[usize]) -> Option<Outcome> {
    let lacks = |child: usize| (child, count(cells, |cell| account.sums.child(child, cell).is_none()));
    let children = 0..account.family.children.len();
    let mut lacking: Vec<(usize, usize)> = children.map(lacks).filter(|(_, count)| *count > 0).collect();
    lacking.sort_by_key(|&(child, count)| (std::cmp::Reverse(count), child));
    let unknown = |cell: usize| account.sums.cells.get(cell).is_some_and(|sum| sum.unknown > 0);
    let names: Vec<String> =
        lacking.iter().map(|&(child, count)| who_lacks(account, child, table, count)).collect();
    let table = account.family.form.tables.get(table)?.short;
    let told = say::list(&names, NAMED, "个下级");
    let why = format!("{table}有 {} 格的合计不知道：{told}", count(cells, unknown));
    let places = lacking.iter().filter_map(|(child, _)| account.at_child(*child, &[])).collect();
    (!lacking.is_empty()).then(|| Outcome::unknown(rule, places, why))
}

fn count(cells: &[usize], wanted: impl Fn(usize) -> bool) -> usize {
    cells.iter().filter(|cell| wanted(**cell)).count()
}

fn who_lacks(account: &Account, child: usize, table: usize, count: usize) -> String {
    let title = account.child_title(child);
    let member: Option<&Member> = account.family.children.get(child);
    if member.is_some_and(|member| !member.digest.has_table(table)) {
        return format!("{title}没有读到这张表");
    }
    let other_form = member.is_some_and(|member| member.digest.form.id != account.family.form.id);
    let why = if other_form { "没有（格式不同）" } else { "没有填或读不出" };
    format!("{title} {count} 格{why}")
}
