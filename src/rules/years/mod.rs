//! D: what must hold between the reports of one body on two years.

use super::Rule;

/// Those between two years, in the order of `rules::all`.
pub static RULES: [&Rule; 0] = [];
