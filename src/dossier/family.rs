//! Which report is the area's, and which are of bodies in it.

use super::{Digest, LeftOut, Member};

/// What the user says of a family.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// The parent, by index; `None`: found by name, or none.
    pub parent: Option<usize>,
    /// The children, by index; `None`: all that fit.
    pub children: Option<Vec<usize>>,
    /// Whether these are all the children there are.
    pub complete: bool,
}

/// The report of an area and those of the bodies in it.
#[derive(Debug, Clone)]
pub struct Family<'a> {
    /// The area's.
    pub parent: Option<Member<'a>>,
    /// Those of bodies in it.
    pub children: Vec<Member<'a>>,
    /// Whether the user says that no child is missing.
    pub complete: bool,
    /// What is in the list, but not in the family.
    pub left_out: Vec<LeftOut>,
}

/// Finds the family in a list of reports.
pub fn family<'a>(digests: &'a [Digest], wish: &Wish) -> Family<'a> {
    let member = |at: usize| Some(Member { at, digest: digests.get(at)? });
    let parent = wish.parent.and_then(member);
    let listed = |at: &usize| wish.children.as_ref().is_none_or(|list| list.contains(at));
    let children: Vec<Member> =
        (0..digests.len()).filter(|at| Some(*at) != wish.parent && listed(at)).filter_map(member).collect();
    Family { parent, children, complete: wish.complete, left_out: Vec::new() }
}
