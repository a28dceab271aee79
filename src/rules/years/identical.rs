//! D9: a whole table as it was last year.

use crate::dossier::Pair;
use crate::forms::{CellSpec, RowRole};
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::on_table;
use super::sides::Sides;

/// D9.
pub static RULE: Rule = Rule {
    id: "table-as-last-year",
    code: "D9",
    severity: Severity::Warning,
    title: "没有整张表格与上年相同",
    why: "一年中办理的件数很难与上年格格相同，常常是误用了上年的表格；件数很少的表格可能碰巧相同，不在此列。",
    advice: "核对是否误用了上年的表格。",
    basis: "表二、表三、表四",
    relation: false,
    check: Check::Years(check),
};

/// A table is not the same by chance with so many flows, one of them this large.
const FLOWS: usize = 3;
const LARGE: i64 = 10;
/// So many small ones are worth a look.
const SMALL_FLOWS: usize = 5;
/// Columns of stocks: a stock that does not change is nothing unusual.
const STOCKS: [&str; 3] = ["in_force", "published_total", "last_year"];

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    for table in [super::DISCLOSURE, super::REQUESTS, super::REVIEW] {
        on_table(rule, pair, table, outcomes, |sides, outcomes| {
            outcomes.push(judge(rule, sides, table));
        });
    }
}

fn judge(rule: &'static Rule, sides: &Sides, table: usize) -> Outcome {
    if !sides.alike(table) {
        return Outcome::new(rule, Verdict::Inapplicable);
    }
    let (mut unread, mut flows, mut cells) = (0, Vec::new(), (Vec::new(), Vec::new()));
    let own = sides.after.digest().form.cells().iter().enumerate().filter(|(_, spec)| spec.table == table);
    for (at, spec) in own {
        let partner = sides.partner(at);
        let values =
            partner.and_then(|at| sides.before.digest().value(at)).zip(sides.after.digest().value(at));
        match values {
            None => unread += 1,
            Some((old, now)) if old != now => return Outcome::new(rule, Verdict::Pass),
            Some((_, now)) if is_flow(spec) && !now.is_zero() => flows.push(now),
            Some(_) => {}
        }
        cells.0.extend(partner);
        cells.1.push(at);
    }
    if flows.is_empty() {
        return Outcome::new(rule, Verdict::Inapplicable);
    }
    let name = sides.after.digest().form.tables.get(table).map_or("", |table| table.short);
    if unread > 0 {
        let why = format!("{name}有 {unread} 格不知道是多少，其余各格与上年相同");
        return Outcome::unknown(rule, Vec::new(), why);
    }
    let large = flows.iter().any(|flow| flow.as_integer().is_none_or(|flow| flow >= LARGE));
    let severity = match flows.len() {
        FLOWS.. if large => Severity::Warning,
        SMALL_FLOWS.. => Severity::Note,
        _ => return Outcome::new(rule, Verdict::Pass),
    };
    let message = format!("{name}的全部数字与 {}相同。", sides.before.title());
    Outcome { severity, ..Outcome::fail(rule, sides.places(cells.0, cells.1), message) }
}

/// Whether a cell counts what happened in the year, and follows from no other.
fn is_flow(spec: &CellSpec) -> bool {
    !spec.is_total() && spec.row_spec.role != RowRole::PartsTotal && !STOCKS.contains(&spec.id.col)
}
