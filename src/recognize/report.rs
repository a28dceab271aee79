//! What a report says: every cell of its form with its text, its quantity and where it stands.
//!
//! The types that `recognize` gives and every later step takes. Knows no rule.

use crate::anchor::Anchor;
use crate::document::Notice;
use crate::forms::{CellSpec, Form, Kind};
use crate::number::{Decimal, Quantity, Reading, Unit};
#[cfg(feature = "prose")]
use crate::prose::Prose;

use super::table::{Doubt, Extra};

/// An annual report (年报), as recognised.
#[derive(Debug, Clone)]
pub struct Report {
    /// The form it follows.
    pub form: &'static Form,
    /// Why this form, in Chinese.
    pub form_why: String,
    /// The year it is about.
    pub year: Option<u16>,
    /// Whether the year is only that in the name of the file, which may be the one of its publication.
    pub year_is_guess: bool,
    /// The body that reports.
    pub body: Option<String>,
    /// How much of each table of the form was found.
    pub presence: [Presence; 3],
    /// The cells, parallel to [`Form::cells`].
    pub facts: Vec<Fact>,
    /// Rows of figures of 表三 that the form does not have.
    pub extras: Vec<Extra>,
    /// What is to be said about the reading.
    pub notices: Vec<Notice>,
    /// Its sections and what its sentences say.
    #[cfg(feature = "prose")]
    pub prose: Prose,
}

/// How much of a table was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nothing of it.
    Absent,
    /// Its labels or headers, but no figures.
    LabelsOnly,
    /// Some of its rows.
    Partial,
    /// Every row.
    Complete,
}

/// What was found for one cell (填报数).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its text; `None` when the cell was not found.
    pub raw: Option<String>,
    /// How the text was read.
    pub reading: Reading,
    /// Where it stands; `None` when it was not found or was typed in by the user.
    pub anchor: Option<Anchor>,
    /// Why it is not as sure as a plain cell.
    pub doubt: Option<Doubt>,
    /// Whether the user typed it over.
    pub edited: bool,
}

/// A fact's standing, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Read without doubt.
    Read,
    /// Found empty.
    Blank,
    /// Has a value that should be looked at.
    Doubtful,
    /// Found, but has no value.
    Illegible,
    /// Not found.
    Missing,
    /// Typed over by the user.
    Edited,
}

impl Fact {
    /// A cell that was not found.
    pub fn missing() -> Self {
        let reading = Reading { quantity: Quantity::Blank, remarks: Vec::new() };
        Self { raw: None, reading, anchor: None, doubt: None, edited: false }
    }

    /// Its standing.
    pub fn state(&self) -> State {
        if self.raw.is_none() {
            return State::Missing;
        }
        if self.doubt.is_some_and(Doubt::hides_value) || self.reading.quantity == Quantity::Illegible {
            return State::Illegible;
        }
        if self.edited {
            return State::Edited;
        }
        if self.reading.quantity == Quantity::Blank {
            return State::Blank;
        }
        let doubtful = self.doubt.is_some_and(|doubt| doubt != Doubt::Cut)
            || self.reading.remarks.iter().any(|remark| remark.is_doubtful());
        if doubtful { State::Doubtful } else { State::Read }
    }

    /// The number it counts as; `None` when that is not known.
    ///
    /// A blank is 0 in the body and unknown in a total: measured on a report that leaves its zeros blank,
    /// this catches every single wrong cell without a false alarm.
    pub fn value(&self, spec: &CellSpec) -> Option<Decimal> {
        if self.raw.is_none() || self.doubt.is_some_and(Doubt::hides_value) {
            return None;
        }
        match self.reading.quantity {
            Quantity::Number(number) => self.in_form_unit(number, spec.kind()),
            Quantity::Dash => Some(Decimal::integer(0)),
            Quantity::Blank => (!spec.is_total()).then_some(Decimal::integer(0)),
            Quantity::Illegible => None,
        }
    }

    /// The value as a whole number.
    pub fn integer(&self, spec: &CellSpec) -> Option<i64> {
        self.value(spec).and_then(Decimal::as_integer)
    }

    /// Whether the cell has nothing in it.
    pub fn is_blank(&self) -> bool {
        self.raw.is_some()
            && self.reading.quantity == Quantity::Blank
            && !self.doubt.is_some_and(Doubt::hides_value)
    }

    /// The number in the unit of its column; none for money or a share among counts, of which nobody knows what is
    /// meant: 3万 may be three or thirty thousand.
    fn in_form_unit(&self, number: Decimal, kind: Kind) -> Option<Decimal> {
        match (kind, self.reading.unit()) {
            (_, None | Some(Unit::Piece))
            | (Kind::TenThousandYuan | Kind::Money, Some(Unit::TenThousandYuan))
            | (Kind::Money, Some(Unit::Yuan | Unit::HundredMillionYuan)) => Some(number),
            (Kind::TenThousandYuan, Some(Unit::Yuan)) => number.in_ten_thousands(),
            (Kind::TenThousandYuan, Some(Unit::HundredMillionYuan)) => number.times_ten_thousand(),
            _ => None,
        }
    }
}

impl Report {
    /// The cells of the form with what was found for them.
    pub fn cells(&self) -> impl Iterator<Item = (&'static CellSpec, &Fact)> {
        self.form.cells().iter().zip(&self.facts)
    }

    /// What is to be said about the reading where nothing was left out. What was is among the unchecked.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.notices.iter().filter(|notice| !notice.lost).map(|notice| notice.text.as_str())
    }

    /// The cell with this index.
    pub fn cell(&self, at: usize) -> Option<(&'static CellSpec, &Fact)> {
        Some((self.form.cells().get(at)?, self.facts.get(at)?))
    }

    /// The number a cell counts as, when it is a known whole number.
    pub fn integer(&self, at: usize) -> Option<i64> {
        self.cell(at).and_then(|(spec, fact)| fact.integer(spec))
    }
}
