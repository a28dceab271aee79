//! What gaps and their causes are, for those who find them and those who tell them.

use crate::number::Decimal;
use crate::reconcile::Event;

/// A cause of gaps.
#[derive(Debug, Clone)]
pub(super) enum Cause {
    /// A whole report left out or taken twice.
    Whole { event: Event, cells: Vec<usize> },
    /// One of several such explanations, none better than the others.
    Either { ways: Vec<Vec<Event>>, cells: Vec<usize> },
    /// What is left is a report of its own: a body is missing from the list. Where it only is one when a report
    /// of the list was left out of the parent's figures, that may be one of `without`.
    Missing { figures: Vec<(usize, Decimal)>, without: Vec<usize> },
    /// Single cells, of these reports.
    Cells { cells: Vec<usize>, repairs: Vec<Vec<Change>>, unique: bool, useful: bool },
    /// A cell that no relation binds.
    Loose { cell: usize, guesses: Vec<Guess> },
    /// A difference that satisfies every relation by itself.
    Sound { cells: Vec<usize>, guesses: Vec<Guess> },
    /// Nothing found.
    Open { cells: Vec<usize> },
    /// The children have more than the parent, though not all of them are there.
    Exceeds { cells: Vec<usize>, left_out: Vec<usize> },
    /// The parent has more, as it may where children are not in the list.
    Remaining { cells: Vec<usize> },
}

/// A gap by cell of the form; none where it is not known, or is not compared.
pub(super) type Gap = Vec<Option<i128>>;

/// Whose cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The parent's.
    Parent,
    /// Of the children whose own relations hold, one's; which, the figures do not tell.
    Others,
    /// A child's, by its place among the children.
    Child(usize),
}

/// A cell that should hold another number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub whose: Whose,
    pub cell: usize,
    pub from: i64,
    pub to: i64,
}

impl Change {
    /// The child whose cell it is, if that is known.
    pub fn child(&self) -> Option<usize> {
        match self.whose {
            Whose::Child(child) => Some(child),
            Whose::Parent | Whose::Others => None,
        }
    }
}

/// A figure that a slip may have spoilt, and what it would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub whose: Whose,
    pub from: Decimal,
    pub to: Decimal,
    pub slip: &'static str,
    /// The child that the parent's sum leaves out or counts twice.
    pub about: Option<usize>,
}
