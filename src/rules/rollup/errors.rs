//! E3: the relations hold in the sum too; where one does not, it is a child's error that stands in it.

use crate::dossier::Fault;
use crate::rules::across::Outcome;
use crate::rules::equation::{Equation, relations};
use crate::rules::{Check, Rule, Severity, Verdict};

use super::Account;
use super::cells::failing;

/// E3.
pub static RULE: Rule = Rule {
    id: "child-errors-in-sum",
    code: "E3",
    severity: Severity::Warning,
    title: "汇总表符合勾稽关系",
    why: "每份报告的表内关系都成立，加起来也成立；有一份不成立，汇总表就带着它的差额。",
    advice: "先请这个下级更正报告，再汇总。",
    basis: "表三、表四的勾稽关系",
    relation: false,
    check: Check::Family(check),
};

/// Relations told one by one.
const NAMED: usize = 2;

fn check(rule: &'static Rule, account: &Account, outcomes: &mut Vec<Outcome>) {
    if account.family.children.is_empty() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        return;
    }
    let equations = &relations(account.family.form).equations;
    let summed = |cell: usize| account.sums.cells.get(cell).and_then(|sum| sum.sum);
    let failed = failing(equations, &summed);
    let known = |equation: &Equation| equation.cells.iter().all(|cell| summed(*cell).is_some());
    for equation in equations.iter().filter(|equation| known(equation)) {
        if !failed.iter().any(|(other, _)| *other == equation) {
            outcomes.push(Outcome::new(rule, Verdict::Pass));
        }
    }
    let unknown = equations.iter().filter(|equation| !known(equation)).count();
    if unknown > 0 {
        let why = format!("汇总表有 {unknown} 条勾稽关系不能核对，有的格不知道合计");
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    }
    let blamed = account.blamed();
    for child in 0..account.family.children.len() {
        let own = failing(equations, &|cell| account.sums.child(child, cell));
        // What accounts for a gap was told there.
        let told = |equation: &Equation| {
            blamed.iter().any(|(other, cell)| *other == child && equation.cells.contains(cell))
        };
        let open: Vec<(&Equation, i128)> = own.into_iter().filter(|(equation, _)| !told(equation)).collect();
        if !open.is_empty() {
            outcomes.push(of_child(rule, account, child, &open));
        }
    }
}

fn of_child(rule: &'static Rule, account: &Account, child: usize, open: &[(&Equation, i128)]) -> Outcome {
    let told: Vec<String> = open
        .iter()
        .filter_map(|(equation, by)| {
            let by = crate::number::Decimal::of_millionths(*by)?;
            Some(format!("{}（左边减右边差 {by}）", equation.name))
        })
        .collect();
    let title = account.child_title(child);
    let message = format!(
        "{title}的报告表内关系不成立，汇总表带着同样的差额：{}。",
        super::say::list(&told, NAMED, "条")
    );
    let digest = account.family.children.get(child).map(|member| member.digest);
    let faults = digest.map(|digest| digest.faults.as_slice()).unwrap_or_default();
    let repair =
        faults.iter().find(|fault| fault.unique).and_then(|fault| told_repair(account, child, fault));
    let mut cells: Vec<usize> = open.iter().flat_map(|(equation, _)| equation.cells.clone()).collect();
    cells.sort_unstable();
    cells.dedup();
    let mut place = account.at_child(child, &cells);
    let blamed: Vec<usize> = faults.iter().flat_map(|fault| fault.cells.clone()).collect();
    if let Some(place) = place.as_mut().filter(|_| !blamed.is_empty()) {
        place.cells = blamed;
    }
    Outcome { advice: repair, ..Outcome::fail(rule, place.into_iter().collect(), message) }
}

/// What the child's own check proposes, where that is beyond doubt.
fn told_repair(account: &Account, child: usize, fault: &Fault) -> Option<String> {
    let digest = account.family.children.get(child)?.digest;
    let changes: Vec<String> = fault
        .repairs
        .first()?
        .iter()
        .filter_map(|(cell, to)| {
            let now = digest.value(*cell).map_or_else(|| "空白".to_owned(), |value| value.to_string());
            Some(format!("“{}”应为 {to}，现为 {now}", digest.form.cells().get(*cell)?.name()))
        })
        .collect();
    Some(format!("最可能：{}的{}。先请它更正报告，再汇总。", digest.title(), changes.join("，")))
}
