//! Clause → pieces: every figure with the words on its own side.
//!
//! Chinese lists put the name either before the figure (予以公开41件、部分公开6件) or behind it (41件予以公开、
//! 6件部分公开). Which of the two, the words before the first figure of the clause tell; 、 and 和 part the
//! members of a list, and 「12件中」 ends a whole whose parts follow.

use super::labels::{
    Named, any, has_number, is, is_number, is_outcome, is_requests, is_row, is_stage, label, named,
};
use super::token::{Kind, Token};
use super::words::Word;

/// A figure and the words around it.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// The words before it.
    pub before: &'a [Token],
    /// The figure or the share.
    pub number: Token,
    /// The words behind it that are not another figure's.
    pub behind: &'a [Token],
    /// 12件中: its parts follow.
    pub whole: bool,
}

/// The pieces of a clause.
pub fn pieces(clause: &[Token]) -> Vec<Piece<'_>> {
    let mut list = Vec::new();
    let mut rest = clause;
    while let Some((member, behind)) = next_member(rest) {
        split(member, &mut list);
        rest = behind;
    }
    list
}

/// The first member of a list, and the rest; `None` when no figure is left.
fn next_member(list: &[Token]) -> Option<(&[Token], &[Token])> {
    let first = list.iter().position(is_number)?;
    let behind = list.get(first + 1..)?;
    let whole = whole_length(behind);
    if whole > 0 {
        return list.split_at_checked(first + 1 + whole);
    }
    let named_before = list.iter().take(first).any(may_name);
    let ends = |at: &usize| {
        let after = behind.get(at + 1..).unwrap_or_default();
        behind.get(*at).is_some_and(|token| is(token, Word::And))
            && has_number(after)
            && (named_before || begins_with_number(after))
    };
    let end = (0..behind.len()).find(ends).map_or(list.len(), |at| first + 1 + at);
    list.split_at_checked(end)
}

/// Whether a token names what a figure counts.
fn names(token: &Token) -> bool {
    label(token).is_some() || [Word::Way, Word::Others, Word::Unbound].iter().any(|word| is(token, *word))
}

/// A noun that is not known may name it as well: 机构职能类12条、规范性文件类2条.
fn may_name(token: &Token) -> bool {
    names(token) || is(token, Word::Foreign) || (token.kind == Kind::Other && token.to - token.from > 1)
}

/// 对3件…: nothing but small words before the figure.
fn begins_with_number(list: &[Token]) -> bool {
    let first = list
        .iter()
        .find(|token| !matches!(token.kind, Kind::Word(Word::Neutral | Word::And | Word::Concern)));
    first.is_some_and(is_number)
}

/// Length of the words of 「12件申请中」 behind the figure; 0 when it is none.
fn whole_length(behind: &[Token]) -> usize {
    let small = |token: &&Token| {
        matches!(token.kind, Kind::Word(Word::Neutral | Word::Apply | Word::Requests | Word::Foreign))
    };
    let length = behind.iter().take_while(small).count();
    if behind.get(length).is_some_and(|token| is(token, Word::Of)) { length + 1 } else { 0 }
}

/// The figures of one member: with the names before them each ends its piece, else it begins it.
fn split<'a>(member: &'a [Token], list: &mut Vec<Piece<'a>>) {
    let places: Vec<usize> = (0..member.len()).filter(|&at| member.get(at).is_some_and(is_number)).collect();
    let first = places.first().copied().unwrap_or(0);
    let before_first = places.len() == 1 || member.iter().take(first).any(may_name);
    let mut start = 0;
    for (index, &place) in places.iter().enumerate() {
        let next = places.get(index + 1).copied();
        let end = match next {
            Some(_) if before_first => place + 1,
            Some(next) => place + 1 + up_to_comparison(member.get(place + 1..next).unwrap_or_default()),
            None => member.len(),
        };
        let behind = member.get(place + 1..end).unwrap_or_default();
        if let Some(number) = member.get(place).copied() {
            let before = member.get(start..place).unwrap_or_default();
            let whole = whole_length(behind) > 0;
            list.push(Piece { before, number, behind, whole });
        }
        start = end.max(place + 1);
    }
}

/// 267件申请增加39件: the comparison begins what is said of the next figure.
fn up_to_comparison(between: &[Token]) -> usize {
    let begins = |token: &Token| is(token, Word::Compare) || is(token, Word::Share) || is(token, Word::Reach);
    between.iter().position(begins).unwrap_or(between.len())
}

impl Piece<'_> {
    /// The labels it is named by: those before it, else those behind it.
    pub fn labels(&self) -> Vec<Named> {
        let mut chosen = named(self.before, |_| true);
        if any(self.behind, Word::Not) {
            return chosen;
        }
        let behind = named(self.behind, |_| true);
        // 收到2件重复申请, 受理3件行政复议: the verb before, the thing behind.
        let only_verb = chosen.iter().all(|label| is_stage(label));
        let beside = self.behind.first().and_then(label).is_some_and(is_outcome);
        let thing = beside || behind.iter().any(|label| !is_requests(label) && is_row(label));
        if chosen.is_empty() || (only_verb && thing) {
            chosen.extend(behind);
        }
        chosen
    }

    /// The words between the figure and the last label it is named by.
    pub fn between(&self) -> &[Token] {
        let last = self.behind.iter().rposition(|token| label(token).is_some());
        let last = last.filter(|_| self.before.iter().all(|token| label(token).is_none()));
        last.and_then(|last| self.behind.get(..last)).unwrap_or_default()
    }

    /// 各1件: each of the things named before.
    pub fn each(&self) -> bool {
        let near = self.before.iter().rev().take_while(|token| {
            matches!(token.kind, Kind::Word(Word::Apiece | Word::Neutral | Word::Requests | Word::Apply))
                || label(token).is_some_and(is_stage)
        });
        near.into_iter().any(|token| is(token, Word::Apiece))
    }
}
