//! A2.2, A2.4–A2.6: what 表二 says of stocks, flows and money.

use crate::forms::CellSpec;
use crate::number::Decimal;
use crate::recognize::{Fact, Report};

use super::{Check, Outcome, Rule, Severity, Verdict};

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
    check: Check::Report(in_force),
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
    check: Check::Report(published),
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
    check: Check::Report(items),
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
    check: Check::Report(procurement),
};

/// Why a row was not judged.
enum Obstacle {
    /// The form or the report has no such row, or nothing is filled in.
    Nothing,
    /// A cell says nothing that could be compared.
    Unknown(&'static str),
}

/// What came of a row: it holds, or cells and what is wrong with them.
type Judged = Result<(), (Vec<usize>, String)>;

/// A row of 表二, its values by column id; a cell left blank beside filled ones says nothing.
struct Row<'a> {
    report: &'a Report,
    /// Index of its first cell.
    start: usize,
    cells: &'static [CellSpec],
}

impl<'a> Row<'a> {
    fn new(report: &'a Report, row: &str) -> Self {
        let specs = report.form.cells();
        let cells = specs.iter().take_while(|cell| cell.table == 0);
        let start = cells.take_while(|cell| cell.id.row != row).count();
        let own = specs.get(start..).unwrap_or_default().iter().take_while(|cell| cell.id.row == row);
        Self { report, start, cells: specs.get(start..start + own.count()).unwrap_or_default() }
    }

    fn cell(&self, col: &str) -> Option<usize> {
        Some(self.start + self.cells.iter().position(|cell| cell.id.col == col)?)
    }

    /// The values of these columns.
    fn values<const N: usize>(&self, cols: [&str; N]) -> Result<[(usize, Decimal); N], Obstacle> {
        let mut values = [(0, Decimal::integer(0)); N];
        self.fill(&cols, &mut values)?;
        Ok(values)
    }

    fn fill(&self, cols: &[&str], values: &mut [(usize, Decimal)]) -> Result<(), Obstacle> {
        let cell = |col: &&str| self.cell(col).and_then(|at| Some((at, self.report.cell(at)?)));
        let untold = |cell: Option<(usize, (&CellSpec, &Fact))>| {
            cell.is_none_or(|(_, (_, fact))| fact.raw.is_none() || fact.is_blank())
        };
        if cols.iter().map(cell).all(untold) {
            return Err(Obstacle::Nothing);
        }
        for (value, col) in values.iter_mut().zip(cols) {
            let (at, (spec, fact)) = cell(col).ok_or(Obstacle::Nothing)?;
            *value = match fact.value(spec) {
                _ if fact.raw.is_none() => return Err(Obstacle::Unknown("有的格没有读到")),
                _ if fact.is_blank() => return Err(Obstacle::Unknown("有的格空白")),
                Some(number) => (at, number),
                None => return Err(Obstacle::Unknown("有的格无法读成一个数")),
            };
        }
        Ok(())
    }

    /// The same as whole numbers.
    fn integers<const N: usize>(&self, cols: [&str; N]) -> Result<[(usize, i64); N], Obstacle> {
        let mut whole = [(0, 0); N];
        for (slot, (at, value)) in whole.iter_mut().zip(self.values(cols)?) {
            *slot = (at, value.as_integer().ok_or(Obstacle::Unknown("有的格不是整数"))?);
        }
        Ok(whole)
    }

    /// The row's label in the form.
    fn label(&self) -> &'static str {
        self.cells.first().map_or("", |cell| cell.row_spec.label)
    }
}

/// Runs `test` on each of these rows.
fn each(
    rule: &'static Rule,
    report: &Report,
    rows: &[&'static str],
    test: fn(&Row) -> Result<Judged, Obstacle>,
    outcomes: &mut Vec<Outcome>,
) {
    for row in rows {
        let row = Row::new(report, row);
        outcomes.push(match test(&row) {
            Err(Obstacle::Nothing) => Outcome::new(rule, Verdict::Inapplicable),
            Err(Obstacle::Unknown(reason)) => {
                let message = format!("{}：{reason}", row.label());
                Outcome { message, ..Outcome::new(rule, Verdict::Unknown) }
            }
            Ok(Ok(())) => Outcome::new(rule, Verdict::Pass),
            Ok(Err((cells, message))) => Outcome::fail(rule, cells, message),
        });
    }
}

fn in_force(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let [(a, issued), (b, repealed), (c, valid)] = row.integers(["issued", "repealed", "in_force"])?;
        let left = valid.saturating_add(repealed);
        let message = || {
            let name = row.label();
            format!("{name}：本年制发 {issued}，多于现行有效 {valid} + 本年废止 {repealed} = {left}。")
        };
        Ok(if issued <= left { Ok(()) } else { Err((vec![a, b, c], message())) })
    };
    each(rule, report, &["rules", "normative_documents"], test, outcomes);
}

fn published(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let [(a, new), (b, total)] = row.integers(["published", "published_total"])?;
        let message = || format!("{}：本年新公开 {new}，多于对外公开总数量 {total}。", row.label());
        Ok(if new <= total { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["rules", "normative_documents"], test, outcomes);
}

fn items(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let [(a, before), (b, change)] = row.integers(["last_year", "change"])?;
        let after = before.saturating_add(change);
        let message = || format!("{}：上一年 {before}，本年增/减 {change}，得 {after}。", row.label());
        Ok(if after >= 0 { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["licensing", "other_services", "penalty", "coercion", "fees"], test, outcomes);
}

fn procurement(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let test = |row: &Row| {
        let [(a, count), (b, money)] = row.values(["projects", "spent"])?;
        let message = || format!("采购项目数量为 {count}，采购总金额为 {money}。");
        Ok(if count.is_zero() == money.is_zero() { Ok(()) } else { Err((vec![a, b], message())) })
    };
    each(rule, report, &["procurement"], test, outcomes);
}
