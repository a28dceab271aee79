//! C1–C7, C10, C12–C17: a figure said in a sentence is the one in the table.

use crate::number::Decimal;
use crate::prose::{Saying, Statement, Sum};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{Value, about, each, name, value};

/// C1–C7, C10, C12–C17, C24.
pub static MISMATCH: Rule = Rule {
    id: "prose-table-mismatch",
    code: "C1–C7, C10, C12–C17, C24",
    severity: Severity::Warning,
    title: "正文中的数与表格一致",
    why: "同一份报告中正文和表格说的是同一件事，数字应当相同。",
    advice: "核对这一句和旁边的单元格，改正其中有误的一处；统计范围不同的，请在文中写明。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| compare(rule, report, statement));
    }),
};

/// The same, where the words can mean more than one thing.
pub static CONFIRM: Rule = Rule {
    id: "prose-to-confirm",
    code: "C1–C17",
    severity: Severity::Note,
    title: "正文中的数请人工核对",
    why: "这句话可以有几种理解，按哪一种都没有找到相同的数，或者与最直接的一种不同。",
    advice: "请核对；若说的确是表中这一项，改正其中有误的一处。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| confirm(rule, report, statement));
    }),
};

/// A figure, what it may mean, and why it may not.
type Said<'a> = (&'a Sum, &'a [Sum], Decimal, u32, Option<&'static str>);

fn said(statement: &Statement) -> Option<Said<'_>> {
    match &statement.saying {
        Saying::Figure { sum, or, value, scale, doubt } => Some((sum, or, *value, *scale, *doubt)),
        _ => None,
    }
}

/// Whether a figure as written is this value: money may be rounded.
fn same(sum: &Sum, written: Decimal, scale: u32, value: Decimal) -> bool {
    written == value || (sum.rows == ["fees"] && written.rounds(value, scale))
}

/// How a figure stands to what it may mean.
enum Standing {
    /// Nothing in the report to hold it against.
    Nothing,
    /// A cell has no value.
    Unknown(Vec<usize>),
    /// The plain meaning.
    Same,
    /// Another meaning of the words.
    Other(usize),
    /// None of them: the cells and value of the plain one.
    Different(Vec<usize>, Decimal),
}

fn standing(report: &Report, (sum, or, written, scale, _): Said) -> Standing {
    let main = value(report, sum);
    if matches!(&main, Value::Known(_, value) if same(sum, written, scale, *value)) {
        return Standing::Same;
    }
    let other = or.iter().position(
        |sum| matches!(value(report, sum), Value::Known(_, value) if same(sum, written, scale, value)),
    );
    match (main, other) {
        (Value::Nothing, _) => Standing::Nothing,
        (_, Some(at)) => Standing::Other(at),
        (Value::Unknown(cells), None) => Standing::Unknown(cells),
        (Value::Known(cells, value), None) => Standing::Different(cells, value),
    }
}

/// 收到 said of 新收加上年结转 is shown; 受理 and 办理 may mean it.
fn plainly_new(sum: &Sum, or: &[Sum], statement: &Statement, report: &Report) -> bool {
    let text = report.prose.flow.text(statement.sentence.0, statement.span.1);
    sum.rows == ["new"]
        && or.len() == 1
        && !["受理", "办", "处理", "结转"].iter().any(|word| text.contains(word))
}

fn compare(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let said = said(statement)?;
    let (sum, _, written, _, doubt) = said;
    match standing(report, said) {
        Standing::Unknown(cells) => {
            let message = format!("{}没有读成一个数，与文中的 {written} 没有核对", name(report, sum));
            Some(Outcome { cells, message, ..Outcome::new(rule, Verdict::Unknown) })
        }
        Standing::Same | Standing::Other(_) => Some(Outcome::new(rule, Verdict::Pass)),
        Standing::Different(cells, value) if doubt.is_none() => {
            let hint = source(report, sum, written).map_or_else(String::new, |hint| format!("{hint}。"));
            let message = format!(
                "{}，{}为 {value}。{hint}",
                written_as(report, statement, written),
                name(report, sum)
            );
            Some(about(Outcome::fail(rule, cells, message), report, statement))
        }
        Standing::Nothing | Standing::Different(..) => None,
    }
}

/// What the sentence says: its figure, or what its words come to.
fn written_as(report: &Report, statement: &Statement, written: Decimal) -> String {
    let words = report.prose.flow.text(statement.span.0, statement.span.1);
    let figure = words.contains(|c: char| c.is_numeric()) || words.chars().count() < 4;
    if figure { format!("文中写 {written}") } else { format!("按这句话应为 {written}") }
}

/// Where a wrong figure may have been taken from: one cell or one row of those it should add up.
fn source(report: &Report, sum: &Sum, written: Decimal) -> Option<String> {
    if written.is_zero() {
        return None;
    }
    let cells: Vec<usize> = (0..report.facts.len())
        .filter(|&at| {
            report.cell(at).is_some_and(|(spec, _)| {
                spec.id.table == sum.table && sum.rows.iter().any(|id| super::names(id, spec.id.row))
            })
        })
        .collect();
    let value = |at: usize| super::cell_or_parts(report, at).1;
    let mut alike = cells.iter().filter(|&&at| value(at) == Some(written));
    let (spec, _) = report.cell(*alike.next()?)?;
    alike.next().is_none().then(|| format!("{written} 是表中“{}”一处的数", spec.name()))
}

fn confirm(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let said = said(statement)?;
    let (sum, or, written, _, doubt) = said;
    let (cells, why) = match standing(report, said) {
        Standing::Other(at) if plainly_new(sum, or, statement, report) => {
            let other = or.get(at)?;
            let Value::Known(cells, _) = value(report, other) else { return None };
            (cells, format!("与{}相同，是否已含上年结转", name(report, other)))
        }
        Standing::Different(cells, _) => (cells, doubt?.to_owned()),
        Standing::Nothing | Standing::Unknown(_) => return None,
        Standing::Same | Standing::Other(_) => return Some(Outcome::new(rule, Verdict::Pass)),
    };
    let candidates: Vec<String> = std::iter::once(sum)
        .chain(or)
        .filter_map(|sum| match value(report, sum) {
            Value::Known(_, value) => Some(format!("{} {value}", name(report, sum))),
            _ => None,
        })
        .collect();
    let message = format!("请核对：文中写 {written}，{}；{why}。", candidates.join("，"));
    Some(about(Outcome::fail(rule, cells, message), report, statement))
}
