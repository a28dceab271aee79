//! What the words of a piece say against its plain meaning.

use super::Doubt;
use super::labels::{
    Named, any, has, highest, is, is_applicant, is_case, is_requests, is_row, is_stage, label,
};
use super::piece::Piece;
use super::reader::Reader;
use super::token::{Kind, Token};
use super::words::Word;
use crate::forms::claims::ANSWERED;

impl Reader<'_> {
    /// What the words of a piece say against its plain meaning.
    pub fn doubt(&self, piece: &Piece, labels: &[Named]) -> Option<Doubt> {
        if self.of_this_year(piece, labels) {
            return Some(Doubt::Narrowed);
        }
        let only_answered = labels.iter().all(|label| label.id == ANSWERED);
        if any(piece.before, Word::Rest) && (only_answered || labels.iter().any(|label| is_applicant(label)))
        {
            return Some(Doubt::Unsaid);
        }
        let of_requests = labels.iter().any(|label| is_requests(label));
        if !joined(piece, labels) {
            return Some(Doubt::Loose);
        }
        if self.in_another_name(piece) {
            return Some(Doubt::OtherBody);
        }
        let cases = labels.iter().any(|label| is_case(label));
        let narrows =
            |token: &Token| self.is_unknown(token) || ((of_requests || cases) && is(token, Word::Foreign));
        let unknown = |list: &[Token]| list.iter().any(narrows);
        (unknown(piece.before) || unknown(piece.between())).then_some(Doubt::Narrowed)
    }

    /// 当年办结: of what was received in the year, not of what came over.
    fn of_this_year(&self, piece: &Piece, labels: &[Named]) -> bool {
        let year = piece.before.iter().any(|token| is(token, Word::Now) && self.teller.word(token) == "当年");
        year && has(labels, ANSWERED)
    }

    /// 以县政府名义 of a department.
    pub fn in_another_name(&self, piece: &Piece) -> bool {
        let at = piece.before.iter().position(|token| is(token, Word::Behalf));
        let name = at.and_then(|at| at.checked_sub(1)).and_then(|at| piece.before.get(at));
        name.is_some_and(|name| !self.teller.is_short_name(name))
    }

    /// Cases taken in or closed, or those of a body, are not those the table counts.
    pub fn is_filed(&self, piece: &Piece, labels: &[Named]) -> bool {
        let of_a_body = any(piece.before, Word::Body) && !self.is_of_disclosure(piece.number.from);
        labels.iter().any(|label| is_case(label))
            && (any(piece.before, Word::Filed) || self.takes_in(piece.before) || of_a_body)
    }

    /// 受理, 办结 said of cases; 对答复不服 is what they are about.
    pub fn takes_in(&self, list: &[Token]) -> bool {
        list.iter().any(|token| {
            label(token).is_some_and(is_stage) && !self.teller.word(token).ends_with(['复', '答'])
        })
    }

    /// Words that mean nothing to us, and are not the body's own name.
    pub fn is_unknown(&self, token: &Token) -> bool {
        token.kind == Kind::Other && !self.teller.is_named(token)
    }
}

/// Rows that are added up are joined by 和 or a total; others are not understood.
fn joined(piece: &Piece, labels: &[Named]) -> bool {
    let rows: Vec<Named> = labels.iter().filter(|label| is_row(label) && !is_stage(label)).copied().collect();
    let join = |list: &[Token]| any(list, Word::And) || any(list, Word::Sum) || any(list, Word::Apiece);
    highest(&rows).len() < 2 || join(piece.before) || join(piece.behind)
}
