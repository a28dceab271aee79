//! What a list of many reports needs of each. Contract `gouji-brief/1`.

use serde::Serialize;

use super::{OutcomeCounts, Source, Unchecked, Unreadable};
use crate::Checked;
use crate::rules::Severity;

/// The contract's name and version.
pub const SCHEMA: &str = "gouji-brief/1";

/// A review without its tables and its document. What is kept for later comparison goes beside it, as bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Brief {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Version of gouji.
    pub version: &'static str,
    /// What was checked.
    pub source: Source,
    /// As in a review.
    pub verdict: &'static str,
    /// As in a review.
    pub summary: String,
    /// Why nothing was checked, if nothing was.
    pub unreadable: Option<Unreadable>,
    /// Form id.
    pub form: Option<&'static str>,
    /// Form name.
    pub form_name: Option<&'static str>,
    /// Report year.
    pub year: Option<u16>,
    /// The body that reports.
    pub body: Option<String>,
    /// How many checks had which outcome.
    pub outcomes: Option<OutcomeCounts>,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// What is wrong.
    pub findings: Vec<BriefFinding>,
    /// What was not checked, and why.
    pub unchecked: Vec<Unchecked>,
    /// What is to be said about the reading.
    pub notices: Vec<String>,
}

/// A finding in words.
#[derive(Debug, Clone, Serialize)]
pub struct BriefFinding {
    /// Fingerprint, as in a review.
    pub id: String,
    /// Rule id.
    pub rule: &'static str,
    /// `error`, `warning`, `note`.
    pub severity: &'static str,
    /// Names of its cells.
    pub cells: Vec<String>,
    /// What is wrong, with the figures.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// The clause.
    pub basis: String,
    /// The sentence it is about.
    pub quote: Option<String>,
}

/// Copies of a review what a list needs.
pub fn brief(review: &crate::Review) -> Brief {
    let checked = review.result.as_ref().ok();
    let count = |severity| checked.map_or(0, |checked| checked.count(severity));
    let report = checked.map(|checked| &checked.report);
    let unreadable = review.result.as_ref().err();
    Brief {
        schema: SCHEMA,
        version: crate::VERSION,
        source: super::source(review),
        verdict: review.verdict().id(),
        summary: review.summary(),
        unreadable: unreadable.map(super::unreadable),
        form: report.map(|report| report.form.id),
        form_name: report.map(|report| report.form.name),
        year: report.and_then(|report| report.year),
        body: report.and_then(|report| report.body.clone()),
        outcomes: checked.map(|checked| super::counts(&checked.outcomes)),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        findings: checked.map(findings).unwrap_or_default(),
        unchecked: checked.map(unchecked).unwrap_or_default(),
        notices: report.map(|report| report.remarks().map(str::to_owned).collect()).unwrap_or_default(),
    }
}

fn findings(checked: &Checked) -> Vec<BriefFinding> {
    let ids = super::ids(checked.report.form);
    let names = super::Names { ids: &ids };
    let brief = |finding: &crate::findings::Finding| BriefFinding {
        id: super::fingerprint(checked, finding, &names),
        rule: finding.rule.id,
        severity: finding.severity.id(),
        cells: cell_names(checked, &finding.cells),
        message: finding.message.clone(),
        advice: finding.advice.clone(),
        basis: super::basis(checked.report.form, finding.rule),
        quote: finding.quote.as_ref().map(|quote| quote.text.clone()),
    };
    checked.findings.iter().map(brief).collect()
}

fn unchecked(checked: &Checked) -> Vec<Unchecked> {
    let of = |entry: crate::Unchecked| Unchecked {
        cells: cell_names(checked, &entry.cells),
        what: entry.what,
        why: entry.why,
    };
    checked.unchecked().into_iter().map(of).collect()
}

fn cell_names(checked: &Checked, cells: &[usize]) -> Vec<String> {
    cells.iter().filter_map(|&at| checked.report.cell(at)).map(|(spec, _)| spec.name()).collect()
}
