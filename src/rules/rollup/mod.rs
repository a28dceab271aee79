//! E: what must hold between the report of an area and those of the bodies in it.

use super::Rule;

/// Those of families, in the order of `rules::all`.
pub static RULES: [&Rule; 0] = [];
