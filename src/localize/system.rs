//! The problem `localize` solves, free of forms and reports: integer variables, linear equations.

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
