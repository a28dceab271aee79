//! What came of checks over several reports.

use super::{Rule, Severity, Verdict};

/// What came of one check over several reports.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Whose it is.
    pub rule: &'static Rule,
    /// What came of it.
    pub verdict: Verdict,
    /// How bad, if it failed.
    pub severity: Severity,
    /// What is wrong, with the figures, in Chinese; or why it could not be checked.
    pub message: String,
    /// What to do, instead of the rule's own advice.
    pub advice: Option<String>,
    /// The cells it is about, report by report.
    pub places: Vec<Place>,
}

/// Cells of one of the reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the report.
    pub report: usize,
    /// Cells by index in its form; none: the report as a whole.
    pub cells: Vec<usize>,
}

impl Outcome {
    /// An outcome that is about nothing in particular.
    pub fn new(rule: &'static Rule, verdict: Verdict) -> Self {
        Self {
            rule,
            verdict,
            severity: rule.severity,
            message: String::new(),
            advice: None,
            places: Vec::new(),
        }
    }

    /// A failure at these places.
    pub fn fail(rule: &'static Rule, places: Vec<Place>, message: impl Into<String>) -> Self {
        Self { places, message: message.into(), ..Self::new(rule, Verdict::Fail) }
    }

    /// A check that could not be made, and why.
    pub fn unknown(rule: &'static Rule, places: Vec<Place>, why: impl Into<String>) -> Self {
        Self { places, message: why.into(), ..Self::new(rule, Verdict::Unknown) }
    }
}
