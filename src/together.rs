//! The whole way for several reports: digests → what is wrong between them.
//!
//! Takes digests, calls each step once. Knows the steps, none of their insides.

use crate::Checked;
use crate::dossier::{self, Digest, Fault, LeftOut, Pair, Wish, family};
use crate::review::ReviewVerdict;
use crate::rules::across::Outcome;
use crate::rules::rollup::Account;
use crate::rules::years::repetition::{Repeated, measure};
use crate::rules::{self, Check, Severity, Verdict};

/// Two years of one body, compared.
#[derive(Debug, Clone)]
pub struct Compared<'a> {
    /// The reports.
    pub pair: Pair<'a>,
    /// What came of every check.
    pub outcomes: Vec<Outcome>,
    /// How much of the text is repeated, part by part.
    pub repetition: Vec<Repeated>,
}

/// The reports of a list, compared year by year.
#[derive(Debug, Clone)]
pub struct Years<'a> {
    /// Pair by pair.
    pub pairs: Vec<Compared<'a>>,
    /// What is in no pair.
    pub unpaired: Vec<LeftOut>,
}

/// An area and the bodies in it, compared.
#[derive(Debug, Clone)]
pub struct Rollup<'a> {
    /// The reports, added up.
    pub account: Account<'a>,
    /// What came of every check.
    pub outcomes: Vec<Outcome>,
}

impl Checked {
    /// What is kept of the report when its document is let go. `name` is that of its file.
    pub fn digest(&self, name: Option<&str>) -> Digest {
        let relational = self.findings.iter().filter(|finding| !finding.relations.is_empty());
        let faults = relational.map(|finding| Fault {
            cells: finding.cells.clone(),
            repairs: finding.repairs.iter().map(|repair| repair.changes.clone()).collect(),
            unique: finding.repairs.first().is_some_and(|repair| repair.unique),
        });
        Digest::of(name, &self.report, faults.collect())
    }
}

/// Compares the reports of each body on years that follow each other; `chosen` names the pairs instead.
pub fn compare_years<'a>(digests: &'a [Digest], chosen: Option<&[(usize, usize)]>) -> Years<'a> {
    let by_name = || dossier::pairs(digests);
    let pairing = chosen.map_or_else(by_name, |chosen| dossier::chosen(digests, chosen));
    let compared = |&(one, other): &(usize, usize)| {
        let pair = Pair::new(digests, one, other)?;
        let mut outcomes = Vec::new();
        for rule in rules::all() {
            if let Check::Years(check) = rule.check {
                check(rule, &pair, &mut outcomes);
            }
        }
        let repetition = repeated(&pair);
        Some(Compared { pair, outcomes, repetition })
    };
    Years { pairs: pairing.pairs.iter().filter_map(compared).collect(), unpaired: pairing.unpaired }
}

fn repeated(pair: &Pair) -> Vec<Repeated> {
    if pair.fit.comparable() { measure(pair.before.digest, pair.after.digest) } else { Vec::new() }
}

/// Holds an area's report against those of the bodies in it.
pub fn roll_up<'a>(digests: &'a [Digest], wish: &Wish) -> Rollup<'a> {
    let account = Account::new(family(digests, wish));
    let mut outcomes = Vec::new();
    for rule in rules::all() {
        if let Check::Family(check) = rule.check {
            check(rule, &account, &mut outcomes);
        }
    }
    Rollup { account, outcomes }
}

/// What came of the checks, in one Chinese sentence.
pub fn summary(outcomes: &[Outcome]) -> String {
    let failed = |severity: Severity| {
        outcomes.iter().filter(|o| o.verdict == Verdict::Fail && o.severity == severity).count()
    };
    let count = |verdict: Verdict| outcomes.iter().filter(|outcome| outcome.verdict == verdict).count();
    let parts: Vec<String> = [
        (failed(Severity::Error), "处错误"),
        (failed(Severity::Warning), "处存疑"),
        (failed(Severity::Note), "处提示"),
        (count(Verdict::Unknown), "项没能核对"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let passed = count(Verdict::Pass);
    match (parts.is_empty(), passed) {
        (true, 0) => "没有可以核对的内容。".to_owned(),
        (true, _) => format!("{passed} 项核对全部一致。"),
        (false, _) => format!("核对了 {} 项：{}。", passed + count(Verdict::Fail), parts.join("，")),
    }
}

/// The verdict on outcomes over several reports: an unknown one is never passed over.
pub fn verdict(outcomes: &[Outcome]) -> ReviewVerdict {
    let error = |o: &Outcome| o.verdict == Verdict::Fail && o.severity == Severity::Error;
    if outcomes.iter().any(error) {
        ReviewVerdict::Findings
    } else if outcomes.iter().any(|outcome| outcome.verdict == Verdict::Unknown) {
        ReviewVerdict::Incomplete
    } else {
        ReviewVerdict::Consistent
    }
}
