//! B and F: the parts of a report, its heading lines, its dates, and what has no place in it.
//!
//! All of it asks for a whole report: a table pasted alone is not blamed for having no text around it.

pub mod announced_parts;
pub mod closing;
pub mod fee;
pub mod headings;
pub mod overview;
pub mod period;
pub mod personal_data;
pub mod printed;
pub mod publication;
pub mod review_cases;
pub mod sections;
pub mod stale_year;
pub mod superseded_notice;
pub mod title;
pub mod unfilled;

use crate::prose::{Prose, Sum};
use crate::recognize::Report;

use super::prose::{Value, value};
use super::{Outcome, Rule, Verdict};

/// Those of whole reports, in the order of `rules::all`.
pub static RULES: [&Rule; 25] = [
    &sections::MISSING,
    &sections::TABLE,
    &unfilled::RULE,
    &period::RULE,
    &stale_year::RULE,
    &sections::ORDER,
    &sections::OLD,
    &superseded_notice::RULE,
    &title::RULE,
    &announced_parts::RULE,
    &publication::RULE,
    &closing::PROBLEMS,
    &closing::OTHER,
    &fee::MISSING,
    &fee::CONFLICT,
    &fee::AMOUNT,
    &printed::UNIT,
    &printed::NOTE,
    &review_cases::WITHOUT_REQUESTS,
    &review_cases::DIRECT,
    &overview::TOPICS_MISSING,
    &overview::LENGTH,
    &headings::DOUBLED,
    &headings::MISPRINT,
    &personal_data::RULE,
];

/// The chapters as the form numbers them.
const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// `一、总体情况`
fn part_name(part: usize) -> String {
    let number = NUMBERS.get(part).copied().unwrap_or_default();
    let name = crate::prose::PARTS.get(part).and_then(|names| names.first()).copied().unwrap_or_default();
    format!("{number}、{name}")
}

/// Runs `test` on a whole report: nothing found is a pass, `None` nothing to look at.
fn of_report(
    rule: &'static Rule,
    report: &Report,
    outcomes: &mut Vec<Outcome>,
    test: &dyn Fn(&Prose) -> Option<Vec<Outcome>>,
) {
    let failed = if report.prose.is_report() { test(&report.prose) } else { None };
    match failed {
        None => outcomes.push(Outcome::new(rule, Verdict::Inapplicable)),
        Some(failed) if failed.is_empty() => outcomes.push(Outcome::new(rule, Verdict::Pass)),
        Some(failed) => outcomes.extend(failed),
    }
}

fn fail(rule: &'static Rule, message: impl Into<String>) -> Outcome {
    Outcome::fail(rule, Vec::new(), message)
}

/// A failure at a place of the flow, with the words around it.
fn fail_at(rule: &'static Rule, prose: &Prose, at: (usize, usize), message: impl Into<String>) -> Outcome {
    let around = (at.0.saturating_sub(30), (at.1 + 30).min(prose.flow.chars.len()));
    Outcome { quote: Some(prose.quote(at, around)), ..fail(rule, message) }
}

/// Where `word` first stands in `text`.
fn find(text: &[char], word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    text.windows(word.len()).position(|window| window == word)
}

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The known sum of these rows and columns, with its cells.
fn known(
    report: &Report,
    table: &'static str,
    rows: &[&'static str],
    cols: &[&'static str],
) -> Option<(Vec<usize>, i64)> {
    match value(report, &Sum { table, rows: rows.to_vec(), cols: cols.to_vec() }) {
        Value::Known(cells, value) => Some((cells, value.as_integer()?)),
        _ => None,
    }
}

/// A government that is not a township's: its report covers the whole area.
fn is_area_government(report: &Report) -> bool {
    let ends = ["人民政府", "市", "区", "县", "州", "省", "政府"];
    let township = ["镇", "乡", "街道"];
    report.body.as_deref().is_some_and(|body| {
        let name = body.trim_end_matches("人民政府").trim_end_matches("政府");
        ends.iter().any(|end| body.ends_with(end)) && !township.iter().any(|end| name.ends_with(end))
    })
}

/// The number written in digits that begins `text`, and its length.
fn digits(text: &[char]) -> Option<(i64, usize)> {
    let length = text.iter().take(12).take_while(|c| c.is_ascii_digit()).count();
    let number: String = text.iter().take(length).collect();
    Some((number.parse().ok()?, length))
}
