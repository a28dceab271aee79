//! The rules: what must hold in a report, and what came of checking it.
//!
//! Takes a report, gives outcomes: pass, fail, unknown or inapplicable, never a mere yes or no, for what
//! could not be checked must stay visible. Knows cells and forms; no file format, no page.
//!
//! One file per kind of rule, one line per rule in [`all`]'s lists. The `code` refers to the field's own list of
//! checks; the `id` names the defect and never changes.

#[cfg(feature = "dossier")]
pub mod across;
pub mod equation;

mod blank_cell;
mod disclosure_stock;
mod form_of_year;
mod missing_row;
mod not_a_count;
mod number_format;
mod position;
#[cfg(feature = "prose")]
pub mod prose;
mod rest_share;
#[cfg(feature = "dossier")]
pub mod rollup;
mod rule_making_power;
#[cfg(feature = "prose")]
mod structure;
mod subtotal_row;
mod sums;
mod total_left_blank;
#[cfg(feature = "dossier")]
pub mod years;

pub use sums::BALANCE;

use crate::anchor::Quote;
#[cfg(feature = "dossier")]
use crate::dossier::Pair;
use crate::forms::CellSpec;
use crate::recognize::{Fact, Report};

use equation::Equation;

/// How bad a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误: arithmetically or formally impossible.
    Error,
    /// 存疑: very likely wrong, but an explanation is possible.
    Warning,
    /// 提示: worth a look.
    Note,
}

impl Severity {
    /// Name in the public result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "存疑",
            Self::Note => "提示",
        }
    }
}

/// What came of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 一致.
    Pass,
    /// 不一致.
    Fail,
    /// 待核: could not be computed.
    Unknown,
    /// 不适用: nothing to check here.
    Inapplicable,
}

impl Verdict {
    /// Name in the public result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Inapplicable => "inapplicable",
        }
    }
}

/// A rule (校验规则).
#[derive(Debug)]
pub struct Rule {
    /// Names the defect, kebab-case, stable.
    pub id: &'static str,
    /// Its number in the field's list of checks.
    pub code: &'static str,
    /// How bad a failure is, unless an outcome says otherwise.
    pub severity: Severity,
    /// What is checked, in Chinese.
    pub title: &'static str,
    /// Why it must hold, in Chinese.
    pub why: &'static str,
    /// What to do when it does not, in Chinese.
    pub advice: &'static str,
    /// The clause; the notice of the report's form is named in front of it.
    pub basis: &'static str,
    /// Whether it is a sum among cells (勾稽关系).
    pub relation: bool,
    /// How, and on what.
    pub check: Check,
}

/// What a rule is checked on, and by what.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One report.
    Report(fn(&'static Rule, &Report, &mut Vec<Outcome>)),
    /// The reports of one body on two years that follow each other.
    #[cfg(feature = "dossier")]
    Years(fn(&'static Rule, &Pair, &mut Vec<across::Outcome>)),
    /// The report of an area, and those of the bodies in it.
    #[cfg(feature = "dossier")]
    Family(fn(&'static Rule, &rollup::Account, &mut Vec<across::Outcome>)),
}

/// One side of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side<'a> {
    /// The cells that are added up.
    pub cells: &'a [usize],
    /// The sum as a person writes it: `20 + 1 = 21`.
    pub text: String,
    /// Its value, if every cell has one.
    pub value: Option<i64>,
}

/// What came of one check.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Whose it is.
    pub rule: &'static Rule,
    /// What came of it.
    pub verdict: Verdict,
    /// How bad, if it failed.
    pub severity: Severity,
    /// The cells it is about, unless it is about a relation.
    cells: Vec<usize>,
    /// What is wrong, with the figures, in Chinese; or why it could not be checked.
    pub message: String,
    /// The equation it is about, for a relation.
    pub equation: Option<&'static Equation>,
    /// Values that would mend it, where the rule itself knows them: cell and number.
    pub proposed: Vec<(usize, i64)>,
    /// The sentence it is about, for prose.
    pub quote: Option<Quote>,
}

impl Outcome {
    fn new(rule: &'static Rule, verdict: Verdict) -> Self {
        Self {
            rule,
            verdict,
            severity: rule.severity,
            cells: Vec::new(),
            message: String::new(),
            equation: None,
            proposed: Vec::new(),
            quote: None,
        }
    }

    fn fail(rule: &'static Rule, cells: Vec<usize>, message: impl Into<String>) -> Self {
        Self { cells, message: message.into(), ..Self::new(rule, Verdict::Fail) }
    }

    /// What was checked: the name of a relation, or the rule's title.
    pub fn subject(&self) -> &'static str {
        self.equation.map_or(self.rule.title, |equation| equation.name.as_str())
    }

    /// The cells it is about.
    pub fn cells(&self) -> &[usize] {
        self.equation.map_or(&self.cells, |equation| &equation.cells)
    }
}

/// The rules of the tables.
static TABLES: [&Rule; 35] = [
    &sums::BALANCE,
    &sums::RESULTS_TOTAL,
    &sums::APPLICANT_TOTAL,
    &sums::REVIEW_TOTAL,
    &subtotal_row::RULE,
    &not_a_count::NEGATIVE,
    &not_a_count::FRACTION,
    &number_format::SPREADSHEET_DAMAGE,
    &number_format::WORDS,
    &number_format::TOO_LONG,
    &missing_row::MISSING,
    &missing_row::EXTRA,
    &form_of_year::RULE,
    &disclosure_stock::IN_FORCE,
    &disclosure_stock::PUBLISHED,
    &disclosure_stock::ITEMS,
    &disclosure_stock::PROCUREMENT,
    &rule_making_power::RULE,
    &rule_making_power::WORKLOAD,
    &total_left_blank::TOTAL_BLANK,
    &total_left_blank::ONLY_TOTAL,
    &total_left_blank::KEY_ROW_BLANK,
    &position::RULE,
    &number_format::LOOKALIKE,
    &number_format::TWO_NUMBERS,
    &number_format::NOTE,
    &number_format::ESTIMATE,
    &number_format::LARGE,
    &number_format::UNIT,
    &number_format::DASH,
    &number_format::SIGN,
    &number_format::NUMERAL,
    &number_format::STYLE,
    &blank_cell::RULE,
    &rest_share::RULE,
];

/// Every rule, in the order findings of equal weight are told. Those of prose and of the form of the report
/// only where the feature `prose` is built in.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let rules = TABLES.iter();
    #[cfg(feature = "prose")]
    let rules = rules.chain(&structure::RULES).chain(&prose::RULES);
    #[cfg(feature = "dossier")]
    let rules = rules.chain(&years::RULES).chain(&rollup::RULES);
    rules.copied()
}

/// Checks every rule of one report.
pub fn check(report: &Report) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(96);
    for rule in all() {
        #[allow(irrefutable_let_patterns)] // there are others with the feature `dossier`
        if let Check::Report(check) = rule.check {
            check(rule, report, &mut outcomes);
        }
    }
    outcomes
}

/// One outcome for all cells a rule of cell formats objects to: one cause, one finding.
fn grouped(rule: &'static Rule, report: &Report, cells: Vec<usize>, what: &str) -> Outcome {
    if cells.is_empty() {
        return Outcome::new(rule, Verdict::Pass);
    }
    let names = cell_list(report, &cells);
    Outcome::fail(rule, cells, format!("{names}{what}"))
}

/// Names of cells with their text: `规章·本年废止件数“/”、…等 5 处`.
fn cell_list(report: &Report, cells: &[usize]) -> String {
    /// Cells named one by one before the rest is counted.
    const NAMED: usize = 3;
    let name = |&at: &usize| {
        let (spec, fact) = report.cell(at)?;
        let raw = fact.raw.as_deref().unwrap_or_default().trim();
        Some(if raw.is_empty() { spec.name() } else { format!("{}“{raw}”", spec.name()) })
    };
    let named: Vec<String> = cells.iter().take(NAMED).filter_map(name).collect();
    let more = if cells.len() > NAMED { format!("等 {} 处", cells.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}

/// Indices of the cells for which `wanted` holds.
fn cells_where(report: &Report, wanted: &dyn Fn(&CellSpec, &Fact) -> bool) -> Vec<usize> {
    let cells = report.cells().enumerate();
    cells.filter(|(_, (spec, fact))| wanted(spec, fact)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_order_are_sound() {
        let mut ids: Vec<&str> = all().map(|rule| rule.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for rule in all() {
            assert!(
                rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()),
                "{}",
                rule.id
            );
            assert!(
                rule.why.ends_with('。') && rule.advice.ends_with('。'),
                "{} speaks in sentences",
                rule.id
            );
        }
    }
}
