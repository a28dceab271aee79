//! Which whole parts a total left out or took twice: the explanation of a gap between a total and the sum of its parts.
//!
//! Takes: the gap, cell by cell, and the cells of every part. Gives: the smallest sets of events (a part left out, a
//! part taken twice) and what they leave unexplained. Must not know: forms, reports, texts of findings.
//!
//! An explanation costs one for each event and one for each cell it leaves. Sets of two events are all tried, of three
//! as far as the budget goes, larger ones only greedily; the answer says which. Cells are dealt into groups; within a
//! group without wrong cells the events must add up to the gap exactly, which sums of the cells by fixed weights show at
//! one look-up, so that two events among thousands of parts need no trying of all pairs.
//!
//! ```
//! use gouji::reconcile::{Act, reconcile};
//!
//! let parts = [vec![3, 1, 4], vec![1, 5, 9], vec![2, 6, 5]];
//! let found = reconcile(&[-1, -5, -9], &parts);
//! let best = &found.explanations[0];
//! assert_eq!((best.events[0].parts.as_slice(), best.events[0].act, best.rest), (&[1][..], Act::LeftOut, 0));
//! ```

mod hash;
mod search;

/// What became of a part in the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// It is not in the total.
    LeftOut,
    /// It is in the total two times.
    Twice,
}

impl Act {
    /// What the event adds to the gap, for each one that the part has in a cell.
    fn sign(self) -> i128 {
        match self {
            Self::LeftOut => -1,
            Self::Twice => 1,
        }
    }
}

/// A whole part left out or taken twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    /// The part, by index; several when they are equal in every cell and any of them may be it.
    pub parts: Vec<usize>,
    /// What became of it.
    pub act: Act,
}

/// Events that explain a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The events, by part; none: every cell of the gap stands for itself.
    pub events: Vec<Event>,
    /// Cells in which a gap is left.
    pub rest: usize,
}

impl Explanation {
    /// Events and cells left.
    pub fn cost(&self) -> usize {
        self.events.len() + self.rest
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The cheapest explanations and those that cost one more, cheapest first.
    pub explanations: Vec<Explanation>,
    /// Every set of at most this many events was tried, as far as it leaves some group of cells without a gap.
    pub tried: usize,
}

/// An explanation this much dearer than the cheapest is not told beside it.
pub const LEAD: usize = 2;

/// Explains the gap `total − Σ parts`. Every part has as many cells as the gap.
pub fn reconcile<P: AsRef<[i128]>>(gap: &[i128], parts: &[P]) -> Answer {
    search::Search::new(gap, parts).run()
}
