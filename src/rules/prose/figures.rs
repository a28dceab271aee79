//! C1–C7, C10, C12–C17: a figure said in a sentence is the one in the table.

use crate::number::Decimal;
use crate::prose::{Doubt, Reading, Saying, Statement, Sum};
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

/// A figure that was said.
struct Said<'a> {
    readings: &'a [Reading],
    written: Decimal,
    scale: u32,
    doubt: Option<Doubt>,
}

fn said(statement: &Statement) -> Option<Said<'_>> {
    match &statement.saying {
        Saying::Figure { readings, value, scale, doubt } => {
            Some(Said { readings, written: *value, scale: *scale, doubt: *doubt })
        }
        _ => None,
    }
}

/// Whether a figure as written is this value: money may be rounded; 采购总金额 has no unit of its own.
fn same(sum: &Sum, said: &Said, value: Decimal) -> bool {
    let money = ["fees", "procurement"].iter().any(|row| sum.rows == [*row]);
    let yuan = || said.written.times_ten_thousand() == Some(value);
    said.written == value
        || (money && said.written.rounds(value, said.scale))
        || (sum.cols == ["spent"] && yuan())
}

/// How a figure stands to what it may mean.
enum Standing<'a> {
    /// Nothing in the report to hold it against.
    Nothing,
    /// A cell has no value.
    Unknown(Vec<usize>),
    /// One of its meanings.
    Same(&'a Reading),
    /// None of them: the cells and value of the plainest one.
    Different(Vec<usize>, Decimal),
}

fn standing<'a>(report: &Report, said: &Said<'a>) -> Standing<'a> {
    let equals = |reading: &&'a Reading| matches!(value(report, &reading.sum), Value::Known(_, value) if same(&reading.sum, said, value));
    if let Some(reading) = said.readings.iter().find(equals) {
        return Standing::Same(reading);
    }
    match said.readings.first().map(|reading| value(report, &reading.sum)) {
        None | Some(Value::Nothing) => Standing::Nothing,
        Some(Value::Unknown(cells)) => Standing::Unknown(cells),
        Some(Value::Known(cells, value)) => Standing::Different(cells, value),
    }
}

/// What a figure that differs is worth.
#[derive(PartialEq, Eq)]
enum Worth {
    /// It contradicts the table.
    Contradicts,
    /// A person should look.
    Look(Doubt),
    /// Nothing can be said.
    Nothing,
}

/// A doubt excuses a difference, except where even a part cannot be more than the whole.
fn worth(report: &Report, said: &Said) -> Worth {
    let most = said.readings.iter().filter_map(|reading| match value(report, &reading.sum) {
        Value::Known(_, value) => Some(value),
        _ => None,
    });
    let beyond = most.into_iter().all(|value| value.is_less(said.written));
    match said.doubt {
        None => Worth::Contradicts,
        Some(Doubt::Accepted) if beyond || said.written.is_zero() => Worth::Contradicts,
        Some(Doubt::Narrowed) if !beyond => Worth::Nothing,
        Some(Doubt::Unsaid) => Worth::Nothing,
        Some(doubt) => Worth::Look(doubt),
    }
}

fn compare(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let said = said(statement)?;
    let sum = &said.readings.first()?.sum;
    match standing(report, &said) {
        Standing::Unknown(cells) => {
            let message = format!("{}没有读成一个数，与文中的 {} 没有核对", name(report, sum), said.written);
            Some(Outcome { cells, message, ..Outcome::new(rule, Verdict::Unknown) })
        }
        Standing::Same(_) => Some(Outcome::new(rule, Verdict::Pass)),
        Standing::Different(cells, value) if worth(report, &said) == Worth::Contradicts => {
            let hint = source(report, sum, said.written).map_or_else(String::new, |hint| format!("{hint}。"));
            let message = format!(
                "{}，{}为 {value}。{hint}",
                written_as(report, statement, said.written),
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
    let (cells, why) = match standing(report, &said) {
        Standing::Same(reading) if !reading.plain => {
            let Value::Known(cells, _) = value(report, &reading.sum) else { return None };
            (cells, format!("与{}相同，是否说的是这一项", name(report, &reading.sum)))
        }
        Standing::Different(cells, _) => match worth(report, &said) {
            Worth::Look(doubt) => (cells, doubt.text().to_owned()),
            Worth::Contradicts | Worth::Nothing => return None,
        },
        Standing::Nothing | Standing::Unknown(_) => return None,
        Standing::Same(_) => return Some(Outcome::new(rule, Verdict::Pass)),
    };
    let candidates: Vec<String> = said
        .readings
        .iter()
        .filter_map(|reading| match value(report, &reading.sum) {
            Value::Known(_, value) => Some(format!("{} {value}", name(report, &reading.sum))),
            _ => None,
        })
        .collect();
    let message = format!("请核对：文中写 {}，{}；{why}。", said.written, candidates.join("，"));
    Some(about(Outcome::fail(rule, cells, message), report, statement))
}
