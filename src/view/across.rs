//! What came of several reports together. Contract `gouji-years/1`.

use serde::Serialize;

use super::{Counts, basis};
use crate::dossier::{Digest, LeftOut};
use crate::rules::across::{Outcome, Place};
use crate::rules::years::repetition::Repeated;
use crate::rules::{Severity, Verdict};
use crate::together;

/// The contract of years.
pub const YEARS: &str = "gouji-years/1";

/// A report of a list; others name it by its index.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    /// Its file.
    pub name: Option<String>,
    /// Report year.
    pub year: Option<u16>,
    /// The body that reports.
    pub body: Option<String>,
    /// Form id.
    pub form: &'static str,
}

/// By the name of the contract.
impl Serialize for Severity {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.id())
    }
}

/// Something wrong between reports.
#[derive(Debug, Clone, Serialize)]
pub struct CrossFinding {
    /// Fingerprint: the same rule, reports, cells and words give the same id.
    pub id: String,
    /// Rule id.
    pub rule: &'static str,
    /// `error`, `warning`, `note`.
    pub severity: Severity,
    /// What is wrong, with the figures.
    pub message: String,
    /// Why it must hold.
    pub why: &'static str,
    /// What to do.
    pub advice: String,
    /// The clause.
    pub basis: String,
    /// The cells to look at, report by report.
    pub places: Vec<CrossPlace>,
}

/// Cells of one of the reports.
#[derive(Debug, Clone, Serialize)]
pub struct CrossPlace {
    /// Index of the report.
    pub report: usize,
    /// CellIds; none: the report as a whole.
    pub cells: Vec<String>,
}

/// Something between reports that was not checked.
#[derive(Debug, Clone, Serialize)]
pub struct CrossUnchecked {
    /// What; several rules with one reason together.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A report that is compared with none.
#[derive(Debug, Clone, Serialize)]
pub struct Out {
    /// Its index.
    pub report: usize,
    /// Why.
    pub why: String,
}

/// Reports compared year by year.
#[derive(Debug, Clone, Serialize)]
pub struct Years {
    /// [`YEARS`].
    pub schema: &'static str,
    /// Version of gouji.
    pub version: &'static str,
    /// All reports.
    pub reports: Vec<Listed>,
    /// Pair by pair.
    pub pairs: Vec<YearPair>,
    /// What is in no pair.
    pub unpaired: Vec<Out>,
}

/// Two years of one body.
#[derive(Debug, Clone, Serialize)]
pub struct YearPair {
    /// Index of the earlier report.
    pub before: usize,
    /// Index of the later one.
    pub after: usize,
    /// `consistent`, `incomplete` or `findings`.
    pub verdict: &'static str,
    /// The verdict in one Chinese sentence.
    pub summary: String,
    /// How many checks had which outcome.
    pub outcomes: Counts,
    /// What is wrong.
    pub findings: Vec<CrossFinding>,
    /// What was not checked.
    pub unchecked: Vec<CrossUnchecked>,
    /// How much of the text of each part stood in the earlier report already.
    pub repetition: Vec<Repetition>,
}

/// A part of the report and how much of it is repeated.
#[derive(Debug, Clone, Serialize)]
pub struct Repetition {
    /// Its heading.
    pub part: &'static str,
    /// In per cent, cut; what forms prescribe does not count.
    pub percent: usize,
}

/// Copies a comparison of years for the outside.
pub fn years(digests: &[Digest], years: &together::Years) -> Years {
    Years {
        schema: YEARS,
        version: crate::VERSION,
        reports: digests.iter().map(listed).collect(),
        pairs: years.pairs.iter().map(|compared| pair(digests, compared)).collect(),
        unpaired: years.unpaired.iter().map(out).collect(),
    }
}

fn pair(digests: &[Digest], compared: &together::Compared) -> YearPair {
    YearPair {
        before: compared.pair.before.at,
        after: compared.pair.after.at,
        verdict: together::verdict(&compared.outcomes).id(),
        summary: together::summary(&compared.outcomes),
        outcomes: counts(&compared.outcomes),
        findings: findings(digests, &compared.outcomes),
        unchecked: unchecked(&compared.outcomes),
        repetition: compared.repetition.iter().map(repetition).collect(),
    }
}

fn repetition(repeated: &Repeated) -> Repetition {
    Repetition { part: repeated.part, percent: repeated.percent }
}

pub(super) fn listed(digest: &Digest) -> Listed {
    Listed { name: digest.name.clone(), year: digest.year, body: digest.body.clone(), form: digest.form.id }
}

pub(super) fn out(left: &LeftOut) -> Out {
    Out { report: left.report, why: left.why.clone() }
}

pub(super) fn counts(outcomes: &[Outcome]) -> Counts {
    let mut counts = Counts::default();
    for outcome in outcomes {
        counts.count(outcome.verdict);
    }
    counts
}

/// The failures, worst first, then in the order of the rules.
pub(super) fn findings(digests: &[Digest], outcomes: &[Outcome]) -> Vec<CrossFinding> {
    let mut failed: Vec<&Outcome> =
        outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Fail).collect();
    failed.sort_by_key(|outcome| outcome.severity);
    failed.into_iter().map(|outcome| finding(digests, outcome)).collect()
}

fn finding(digests: &[Digest], outcome: &Outcome) -> CrossFinding {
    let places: Vec<CrossPlace> = outcome.places.iter().map(|place| cross_place(digests, place)).collect();
    let form = outcome.places.first().and_then(|place| digests.get(place.report)).map(|digest| digest.form);
    let mut print = super::Fingerprint::new(outcome.rule.id);
    for place in &places {
        let title = digests.get(place.report).map_or("", Digest::title);
        print.feed(title);
        place.cells.iter().for_each(|cell| print.feed(cell));
    }
    print.feed(&outcome.message);
    CrossFinding {
        id: print.to_string(),
        rule: outcome.rule.id,
        severity: outcome.severity,
        message: outcome.message.clone(),
        why: outcome.rule.why,
        advice: outcome.advice.clone().unwrap_or_else(|| outcome.rule.advice.to_owned()),
        basis: form.map_or_else(|| outcome.rule.basis.to_owned(), |form| basis(form, outcome.rule)),
        places,
    }
}

fn cross_place(digests: &[Digest], place: &Place) -> CrossPlace {
    let cells = digests.get(place.report).map_or(&[] as &[_], |digest| digest.form.cells());
    let ids = place.cells.iter().filter_map(|&at| cells.get(at)).map(|spec| spec.id.to_string());
    CrossPlace { report: place.report, cells: ids.collect() }
}

pub(super) fn unchecked(outcomes: &[Outcome]) -> Vec<CrossUnchecked> {
    let mut list: Vec<CrossUnchecked> = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Unknown) {
        let (what, why) = (outcome.rule.title, &outcome.message);
        match list.iter_mut().find(|told| told.why == *why) {
            None => list.push(CrossUnchecked { what: what.to_owned(), why: why.clone() }),
            Some(told) if told.what.split('；').any(|own| own == what) => {}
            Some(told) => {
                told.what.push('；');
                told.what.push_str(what);
            }
        }
    }
    list
}
