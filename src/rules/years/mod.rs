//! D: what must hold between the reports of one body on two years.
//!
//! Takes a pair of digests. Two reports that do not belong together are not compared at all: one rule says why, all
//! others have nothing to check. A figure that was read with a doubt makes what follows from it weigh less.

mod carried;
mod cases;
mod changed_form;
mod emptied;
mod growth;
mod identical;
mod jump;
mod pending;
pub mod repetition;
mod same_body;
mod sides;
mod stock;

use crate::dossier::Pair;

use super::across::Outcome;
use super::{Rule, Verdict};

use sides::Sides;

/// Those between two years, in the order of `rules::all`.
pub static RULES: [&Rule; 14] = [
    &same_body::RULE,
    &carried::TOTAL,
    &carried::APPLICANTS,
    &stock::IN_FORCE,
    &stock::ITEMS,
    &jump::RULE,
    &identical::RULE,
    &repetition::RULE,
    &growth::RULE,
    &stock::PUBLISHED,
    &pending::RULE,
    &cases::RULE,
    &emptied::RULE,
    &changed_form::RULE,
];

/// Index of 表二 in a form.
const DISCLOSURE: usize = 0;
/// Index of 表三 in a form.
const REQUESTS: usize = 1;
/// Index of 表四 in a form.
const REVIEW: usize = 2;

/// Runs a check of one table on two reports that belong together and have it.
fn on_table(
    rule: &'static Rule,
    pair: &Pair,
    table: usize,
    outcomes: &mut Vec<Outcome>,
    check: impl Fn(&Sides, &mut Vec<Outcome>),
) {
    let sides = Sides::of(pair);
    if !pair.fit.comparable() {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    } else if let Some(why) = sides.lacking(table) {
        outcomes.push(Outcome::unknown(rule, Vec::new(), why));
    } else {
        check(&sides, outcomes);
    }
}
