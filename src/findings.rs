//! Outcomes and repairs → findings: one cause, one finding, in the order a person should read them.
//!
//! Takes a report and the outcomes of its rules, asks `localize` which cells to blame, and writes what is
//! wrong, why it must hold and what to do. Knows no page and no file format.

use crate::anchor::Quote;
use crate::forms::CellSpec;
use crate::localize::{self, Component, Standing, Variable};
use crate::recognize::{Report, State};
use crate::rules::equation::{Equation, relations};
use crate::rules::{Outcome, Severity, Verdict};

/// Relations told one by one in a message before the rest is counted.
const TOLD_RELATIONS: usize = 3;
/// Alternatives told in words; the list has them all.
const TOLD_REPAIRS: usize = 5;
/// More alternatives than this single out no cell.
const MAX_USEFUL_REPAIRS: usize = 12;

/// Something the user should look at (发现的问题).
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that failed; for several relations with one cause, the first of them.
    pub rule: &'static crate::rules::Rule,
    /// How bad.
    pub severity: Severity,
    /// The cells to look at.
    pub cells: Vec<usize>,
    /// Index of the outcome it comes from, if it is one relation or one rule alone.
    pub outcome: Option<usize>,
    /// Indices of the failed relations it explains, among the outcomes.
    pub relations: Vec<usize>,
    /// What is wrong, with the figures.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Ranked ways to mend it.
    pub repairs: Vec<Repair>,
    /// The sentence it is about, for prose.
    pub quote: Option<Quote>,
    /// How surely the first repair is the right one; `None` where nothing was searched.
    pub certainty: Option<Certainty>,
}

/// How surely the cell to blame is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The only smallest repair.
    Unique,
    /// One repair is clearly ahead of others as small.
    Likely,
    /// Any of a few repairs.
    Open,
    /// Nothing singles out a cell.
    None,
}

impl Certainty {
    /// Name in the public result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::Likely => "likely",
            Self::Open => "open",
            Self::None => "none",
        }
    }

    fn of(component: &Component, repairs: &[Repair]) -> Self {
        if repairs.is_empty() {
            Self::None
        } else if component.unique() {
            Self::Unique
        } else if component.clear_lead() {
            Self::Likely
        } else if repairs.len() > MAX_USEFUL_REPAIRS || !component.complete {
            Self::None
        } else {
            Self::Open
        }
    }
}

/// A way to mend a finding (更正方案).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Cell and the number that should stand there.
    pub changes: Vec<(usize, i64)>,
    /// The likely slip: id and Chinese text.
    pub slip: Option<(&'static str, &'static str)>,
    /// Whether it is the only smallest repair.
    pub unique: bool,
    /// Whether it is proved that nothing smaller mends it.
    pub proved_smallest: bool,
}

/// Writes the findings, worst first, then in the order of the form.
pub fn findings(report: &Report, outcomes: &[Outcome]) -> Vec<Finding> {
    let failed = |outcome: &Outcome| outcome.verdict == Verdict::Fail;
    let mut findings: Vec<Finding> = outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| failed(outcome) && !outcome.rule.relation)
        .map(|(at, outcome)| of_rule(at, outcome))
        .collect();
    if outcomes.iter().any(|outcome| failed(outcome) && outcome.rule.relation) {
        let located = locate(report, outcomes);
        findings.extend(located.iter().map(|component| of_component(report, outcomes, component)));
    }
    findings.sort_by_key(|finding| {
        let rule = crate::rules::all().position(|rule| rule.id == finding.rule.id);
        (finding.severity, rule, finding.cells.first().copied())
    });
    findings
}

fn of_rule(at: usize, outcome: &Outcome) -> Finding {
    let repairs = if outcome.proposed.is_empty() {
        Vec::new()
    } else {
        vec![Repair { changes: outcome.proposed.clone(), slip: None, unique: true, proved_smallest: true }]
    };
    Finding {
        rule: outcome.rule,
        severity: outcome.severity,
        cells: outcome.cells().to_vec(),
        outcome: Some(at),
        relations: Vec::new(),
        message: outcome.message.clone(),
        advice: outcome.rule.advice.to_owned(),
        repairs,
        quote: outcome.quote.clone(),
        certainty: None,
    }
}

// ---- relations ---------------------------------------------------------------------------------------------

/// A component of failing relations: indices of outcomes and the repairs found for it.
struct Located {
    relations: Vec<usize>,
    component: Component,
}

/// Asks for the smallest changes that make every relation hold that could be computed.
fn locate(report: &Report, outcomes: &[Outcome]) -> Vec<Located> {
    let all = relations(report.form);
    // In the order of the equations, which is not that of the outcomes.
    let outcome = |equation: &Equation| {
        outcomes.iter().position(|outcome| {
            outcome.verdict != Verdict::Unknown
                && outcome.equation.is_some_and(|own| std::ptr::eq(own, equation))
        })
    };
    let computed: Vec<(usize, &Equation)> =
        all.equations.iter().filter_map(|equation| Some((outcome(equation)?, equation))).collect();
    let variables: Vec<Variable> = report.cells().map(|(spec, fact)| variable(spec, fact)).collect();
    let options = localize::Options::default();
    let localization = if computed.len() == all.equations.len() {
        all.prepared.localize(&variables, &options)
    } else {
        // Some relations could not be computed: what is searched are the others.
        let equations: Vec<localize::Equation> =
            computed.iter().map(|(_, equation)| equation.linear()).collect();
        localize::Prepared::new(&equations, &all.layout).localize(&variables, &options)
    };
    let outcome_of = |equation: &u32| computed.get(*equation as usize).map(|(at, _)| *at);
    localization
        .components
        .into_iter()
        .map(|component| Located {
            relations: component.equations.iter().filter_map(outcome_of).collect(),
            component,
        })
        .collect()
}

fn variable(spec: &CellSpec, fact: &crate::recognize::Fact) -> Variable {
    let value = fact.integer(spec);
    let standing = match (fact.state(), value) {
        (_, None) => Standing::Unknown,
        (State::Doubtful, _) => Standing::Doubtful,
        _ if fact.is_blank() => Standing::Blank,
        _ if spec.is_total() => Standing::TypedTotal,
        _ => Standing::Typed,
    };
    Variable { value: value.unwrap_or(0), standing, signed: false }
}

fn of_component(report: &Report, outcomes: &[Outcome], located: &Located) -> Finding {
    let Located { relations, component } = located;
    let failed: Vec<&Outcome> = relations.iter().filter_map(|&at| outcomes.get(at)).collect();
    let repairs: Vec<Repair> = component.repairs.iter().map(|repair| repair_of(component, repair)).collect();
    let certainty = Certainty::of(component, &repairs);
    let cells = cells_to_blame(&failed, component, &repairs);
    let doubtful = failed
        .iter()
        .flat_map(|outcome| outcome.cells())
        .any(|&at| report.cell(at).is_some_and(|(_, fact)| fact.state() == State::Doubtful));
    Finding {
        rule: failed.first().map_or(&crate::rules::BALANCE, |outcome| outcome.rule),
        // What was read with a doubt may be misread: the report is not accused of it.
        severity: if doubtful { Severity::Warning } else { Severity::Error },
        cells,
        outcome: match relations.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        relations: relations.clone(),
        message: message(&failed),
        advice: advice(report, component, &repairs, certainty, doubtful),
        repairs,
        quote: None,
        certainty: Some(certainty),
    }
}

fn repair_of(component: &Component, repair: &localize::Repair) -> Repair {
    let single = match repair.slips.as_slice() {
        [only] => *only,
        _ => None,
    };
    Repair {
        changes: repair.changes.iter().map(|change| (change.variable as usize, change.to)).collect(),
        slip: repair.cause.or(single).map(|slip| (slip.id(), slip.text())),
        unique: component.unique() && repair.smallest,
        proved_smallest: component.proved_smallest && repair.smallest,
    }
}

/// The cells of the repair that stands out; else all cells any repair would change; else those of the
/// failed relations.
fn cells_to_blame(failed: &[&Outcome], component: &Component, repairs: &[Repair]) -> Vec<usize> {
    let chosen = if component.unique() || component.clear_lead() { 1 } else { repairs.len() };
    let mut cells: Vec<usize> =
        repairs.iter().take(chosen).flat_map(|repair| repair.changes.iter().map(|(cell, _)| *cell)).collect();
    if cells.is_empty() || repairs.len() > MAX_USEFUL_REPAIRS && chosen > 1 {
        cells = failed.iter().flat_map(|outcome| outcome.cells().to_vec()).collect();
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn message(failed: &[&Outcome]) -> String {
    let told: Vec<String> = failed
        .iter()
        .take(TOLD_RELATIONS)
        .map(|outcome| format!("{}不成立：{}", subject(outcome.subject()), outcome.message))
        .collect();
    let more = failed.len().saturating_sub(TOLD_RELATIONS);
    let more = if more > 0 { format!("；另有 {more} 条关系不成立") } else { String::new() };
    format!("{}{more}。", told.join("；"))
}

/// `自然人：一 + 二 = …` → `自然人“一 + 二 = …”`.
fn subject(name: &str) -> String {
    match name.split_once('：') {
        Some((what, relation)) => format!("{what}“{relation}”"),
        None => name.to_owned(),
    }
}

fn advice(
    report: &Report,
    component: &Component,
    repairs: &[Repair],
    certainty: Certainty,
    doubtful: bool,
) -> String {
    let look = if doubtful { "有的格读取时有疑问，请先对照原文。" } else { "" };
    let rest = repairs.len().saturating_sub(1);
    let text = match (repairs.first(), certainty) {
        (None, _) => "仅凭这些关系指不出是哪一格有误，请逐格核对。".to_owned(),
        (Some(first), Certainty::Unique) => format!("最可能：{}。", told(report, first, true)),
        (Some(first), Certainty::Likely) => {
            format!(
                "最可能：{}。另有 {rest} 种改法同样能使关系成立，但不如这一种可信。",
                told(report, first, false)
            )
        }
        (Some(_), Certainty::None) => {
            "能使关系成立的改法很多，仅凭表内数字指不出是哪一格，请对照原始台账逐格核对。".to_owned()
        }
        (Some(_), Certainty::Open) => alternatives(report, repairs),
    };
    let unproved = if component.proved_smallest {
        ""
    } else {
        "（核对步数已到上限，未能证明这是最少的改动。）"
    };
    format!("{look}{text}{unproved}")
}

fn alternatives(report: &Report, repairs: &[Repair]) -> String {
    let list: Vec<String> =
        repairs.iter().take(TOLD_REPAIRS).map(|repair| told(report, repair, false)).collect();
    let more = if repairs.len() > TOLD_REPAIRS { "；等等" } else { "" };
    format!(
        "以下 {} 种改法之一，改动同样少，仅凭表内数字不能断定：{}{more}。请对照原始台账。",
        repairs.len(),
        list.iter()
            .enumerate()
            .map(|(at, text)| format!("（{}）{text}", at + 1))
            .collect::<Vec<_>>()
            .join("；")
    )
}

/// `（一）予以公开·自然人 应为 5，现为 6——仅此一处改动即可使全部关系成立（一位数字填错）`
fn told(report: &Report, repair: &Repair, only: bool) -> String {
    let changes: Vec<String> = repair
        .changes
        .iter()
        .filter_map(|(at, to)| {
            let (spec, fact) = report.cell(*at)?;
            let raw = fact.raw.as_deref().map(str::trim).filter(|raw| !raw.is_empty()).unwrap_or("空白");
            Some(format!("{} 应为 {to}，现为 {raw}", spec.name()))
        })
        .collect();
    let reason = match (only, changes.len()) {
        (true, 1) => "——仅此一处改动即可使全部关系成立".to_owned(),
        (true, count) => format!("——仅这 {count} 处一起改动即可使全部关系成立"),
        _ => String::new(),
    };
    let slip = repair.slip.map_or_else(String::new, |(_, text)| format!("（{text}）"));
    format!("{}{reason}{slip}", changes.join("；"))
}
