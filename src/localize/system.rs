//! The problem `localize` solves, free of forms and reports: integer variables, linear equations,
//! and, as far as it is known, where each variable stands on paper.
//!
//! Takes: nothing. Gives: the plain types. Must not know: forms, cells' names, files.

/// What is known of a variable's present value; decides what it costs to blame it (`weights`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Typed by a person, read without doubt.
    Typed,
    /// A total that was typed by a person.
    TypedTotal,
    /// Left blank and read as 0.
    Blank,
    /// A total left blank: its value is not known at all, any value is free.
    Unknown,
    /// Read with a doubt (run-together digits, a unit, a note in the cell).
    Doubtful,
}

/// One cell, as the search sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Present value; 0 for [`Standing::Blank`] and [`Standing::Unknown`].
    pub value: i64,
    /// What is known of it.
    pub standing: Standing,
    /// Whether a repair may make it negative (only 本年增/减).
    pub signed: bool,
}

impl Variable {
    /// A number typed by a person: the common case.
    pub fn typed(value: i64) -> Variable {
        Variable { value, standing: Standing::Typed, signed: false }
    }
}

/// `Σ coefficient · variable = 0`, coefficients ±1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Equation {
    /// `(index of the variable, +1 or -1)`, each variable at most once.
    pub terms: Vec<(u32, i8)>,
}

/// Variables and the equations that must hold among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct System {
    /// The cells.
    pub variables: Vec<Variable>,
    /// The relations.
    pub equations: Vec<Equation>,
}

/// Where a variable stands on paper. Two places are neighbours when they are in the same table and
/// one apart in row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which table; every table of every report has its own number.
    pub table: u32,
    /// Data row, from 0.
    pub row: u16,
    /// Data column, from 0.
    pub col: u16,
}

/// The places of the variables, by index; a variable beyond the end, or `None`, has no known place.
/// Only the naming and ranking of slips needs them, never the search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Place of variable 0, 1, …
    pub places: Vec<Option<Place>>,
}

impl Layout {
    /// One table of `rows × cols` whose variables are numbered row by row from 0.
    pub fn grid(rows: u16, cols: u16) -> Layout {
        let places =
            (0..rows).flat_map(|row| (0..cols).map(move |col| Some(Place { table: 0, row, col }))).collect();
        Layout { places }
    }

    /// The place of a variable, if known.
    pub fn place(&self, variable: u32) -> Option<Place> {
        self.places.get(variable as usize).copied().flatten()
    }
}
