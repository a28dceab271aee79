//! A2.2, A2.4–A2.6: what 表二 says of stocks, flows and money.

use crate::number::Decimal;
use crate::recognize::Report;

use super::{Outcome, Rule, Severity, Verdict};

/// A2.2.
pub static IN_FORCE: Rule = Rule {
    id: "issued-exceeds-in-force",
    code: "A2.2",
    severity: Severity::Warning,
    title: "本年制发不多于现行有效加本年废止",
    why: "本年制发的文件到年底要么现行有效，要么已经废止；只有失效是例外。",
    advice: "核对制发、废止和现行有效件数；有文件失效的，请在正文说明。",
    basis: "表二第二十条第（一）项",
    relation: false,
    check: in_force,
};

/// A2.4.
pub static PUBLISHED: Rule = Rule {
    id: "published-exceeds-total",
    code: "A2.4",
    severity: Severity::Warning,
    title: "本年新公开数量不多于对外公开总数量",
    why: "对外公开总数量包括本年新公开的数量。",
    advice: "核对这两个数。",
    basis: "表二第二十条第（一）项",
    relation: false,
    check: published,
};

/// A2.5.
pub static ITEMS: Rule = Rule {
    id: "items-below-zero",
    code: "A2.5",
    severity: Severity::Error,
    title: "上一年项目数量加本年增减不得为负",
    why: "减少的项目不可能比原有的还多。",
    advice: "核对上一年项目数量和本年增/减。",
    basis: "表二第二十条第（五）（六）（八）项",
    relation: false,
    check: items,
};

/// A2.6.
pub static PROCUREMENT: Rule = Rule {
    id: "procurement-without-amount",
    code: "A2.6",
    severity: Severity::Warning,
    title: "采购项目数量与采购总金额同时为零或同时不为零",
    why: "有采购项目就有金额，没有项目就没有金额。",
    advice: "核对采购项目数量和采购总金额。",
    basis: "表二第二十条第（九）项",
    relation: false,
    check: procurement,
};

/// The values of a row of 表二 by column id; cells left blank do not count as said.
struct Row<'a> {
    report: &'a Report,
    row: &'static str,
}

impl Row<'_> {
    fn cell(&self, col: &str) -> Option<usize> {
        let table = self.report.form.tables.first()?.id;
        let found = |cell: &crate::forms::CellSpec| (cell.id.table, cell.id.row, cell.id.col) == (table, self.row, col);
        self.report.form.cells().iter().position(found)
    }

    fn value(&self, col: &str) -> Option<(usize, Decimal)> {
        let at = self.cell(col)?;
        let (spec, fact) = self.report.cell(at)?;
        (!fact.is_blank()).then(|| Some((at, fact.value(spec)?)))?
    }

    fn integer(&self, col: &str) -> Option<(usize, i64)> {
        let (at, value) = self.value(col)?;
        Some((at, value.as_integer()?))
    }
}

/// Runs `test` on each of these rows; `None` from it: the form has no such cells or they are not filled.
fn each(
    rule: &'static Rule,
    report: &Report,
    rows: &[&'static str],
    test: impl Fn(&Row) -> Option<Result<(), (Vec<usize>, String)>>,
    outcomes: &mut Vec<Outcome>,
) {
    for row in rows {
        let row = Row { report, row };
        outcomes.push(match test(&row) {
            None => Outcome::new(rule, Verdict::Inapplicable),
            Some(Ok(())) => Outcome::new(rule, Verdict::Pass),
            Some(Err((cells, message))) => Outcome::fail(rule, cells, message),
        });
    }
}

fn label(report: &Report, at: usize) -> &'static str {
    report.cell(at).map_or("", |(spec, _)| spec.row_spec.label)
}

fn in_force(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let (a, issued) = row.integer("issued")?;
        let (b, repealed) = row.integer("repealed")?;
        let (c, valid) = row.integer("in_force")?;
        let fits = issued <= valid.saturating_add(repealed);
        let message = || {
            let name = label(row.report, a);
            format!("{name}：本年制发 {issued}，多于现行有效 {valid} + 本年废止 {repealed} = {}。", valid + repealed)
        };
        Some(if fits { Ok(()) } else { Err((vec![a, b, c], message())) })
    };
    each(rule, report, &["rules", "normative_documents"], test, outcomes);
}

fn published(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let (a, new) = row.integer("published")?;
        let (b, total) = row.integer("published_total")?;
        let message = || format!("{}：本年新公开 {new}，多于对外公开总数量 {total}。", label(row.report, a));
        Some(if new <= total { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["rules", "normative_documents"], test, outcomes);
}

fn items(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let (a, before) = row.integer("last_year")?;
        let (b, change) = row.integer("change")?;
        let after = before.checked_add(change)?;
        let message = || format!("{}：上一年 {before}，本年增/减 {change}，得 {after}。", label(row.report, a));
        Some(if after >= 0 { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["licensing", "other_services", "penalty", "coercion", "fees"], test, outcomes);
}

fn procurement(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let (a, count) = row.value("projects")?;
        let (b, money) = row.value("spent")?;
        let message = || format!("采购项目数量为 {count}，采购总金额为 {money}。");
        Some(if count.is_zero() == money.is_zero() { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["procurement"], test, outcomes);
}
