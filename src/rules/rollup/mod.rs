//! E: what must hold between the report of an area and those of the bodies in it.
//!
//! [`Account`] adds the reports up, `explain` finds what accounts for the gaps; the rules say what came of it. E4, the
//! explanation, is no rule of its own: it is in the words of E1 and E2.

mod account;
mod cause;
mod cells;
mod equal;
mod errors;
mod explain;
mod guess;
mod listed;
mod say;
mod tell;
mod transfer;
mod whole;

use super::Rule;

pub use account::Account;

/// Those of families, in the order of `rules::all`.
pub static RULES: [&Rule; 8] = [
    &equal::EQUAL,
    &equal::EXCEEDS,
    &errors::RULE,
    &listed::TWICE,
    &listed::FORM,
    &listed::WITHOUT,
    &transfer::CARRIED,
    &transfer::POWER,
];
