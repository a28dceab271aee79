//! Figures without a label: ways of applying, requests told by number alone, members of other lists.

use super::Doubt;
use super::cells::{plain, total};
use super::labels::{any, by_id, is, is_stage, named};
use super::piece::Piece;
use super::reader::{MAX_KEPT, Reader, Said, Way};
use super::token::{Figure, Token, Unit};
use super::words::Word;
use crate::forms::claims::REQUESTS;

impl Reader<'_> {
    /// 网上提交198件.
    pub fn way(&mut self, piece: &Piece, figure: Figure, depth: u32) -> bool {
        let unnamed = named(piece.before, |_| true).is_empty();
        // 从网站、信函等渠道收到198件: the ways of all of them.
        let etc = piece.before.iter().position(|token| is(token, Word::Etc));
        let behind_etc = etc.and_then(|at| piece.before.get(at..)).unwrap_or_default();
        if !named(behind_etc, is_stage).is_empty() {
            return false;
        }
        let list = if any(piece.before, Word::Way) { piece.before } else { piece.behind };
        let told = any(piece.before, Word::Way) || (unnamed && any(piece.behind, Word::Way));
        if !told {
            return false;
        }
        let Some(value) = figure.value.as_integer() else { return true };
        let ways = list.iter().filter(|token| is(token, Word::Way));
        let names: Vec<String> = if piece.each() {
            ways.map(|token| self.teller.word(token)).collect()
        } else {
            vec![ways.map(|token| self.teller.word(token)).collect()]
        };
        for name in names {
            if self.state.ways.len() < MAX_KEPT
                && self.state.ways_depth.is_none_or(|own| own == depth)
                && !self.state.ways_closed
            {
                self.state.ways_depth = Some(depth);
                self.state.ways.push(Way { value, name });
            }
            let said = Said { value, sum: None, kind: Some(("ways", 0, false)) };
            self.remember(said);
        }
        true
    }

    /// 征收补偿类5件: a member of a list that may be added up.
    pub fn remember_unnamed(&mut self, piece: &Piece, figure: Figure) {
        let unknown = piece.before.iter().any(|token| self.is_unknown(token) || is(token, Word::Others));
        if let Some(value) = figure.value.as_integer().filter(|_| unknown) {
            self.keep(Said { value, sum: None, kind: None });
        }
    }

    /// 申请267件, no word of what happened to them.
    pub fn bare_requests(&mut self, piece: &Piece, figure: Figure, span: (usize, usize)) {
        let asked = |list: &[Token]| any(list, Word::Requests) || any(list, Word::Apply);
        let known = piece.before.iter().chain(piece.behind).all(|token| !self.is_unknown(token));
        let counted = figure.unit == Unit::Count && self.is_about_requests();
        let Some(value) = figure.value.as_integer().filter(|_| counted) else { return };
        self.state.last = None;
        let stands = piece.before.iter().all(|token| is(token, Word::Equals) || is(token, Word::Sum));
        let said = asked(piece.before) || asked(piece.behind) || self.state.past.is_some() || stands;
        if !said || any(piece.before, Word::Among) || self.state.among {
            return;
        }
        if self.state.stage.is_none() {
            self.state.stage = by_id("received").map(|label| (label, value));
            self.state.grown = self.state.past.map(|_| value);
        }
        let sum = total(vec!["new"]);
        self.keep_row(sum.clone(), value);
        // 依申请公开0件: none of them in any sense.
        let none = value == 0 && any(piece.before, Word::Requests);
        let all = any(piece.before, Word::Sum) && (asked(piece.before) || asked(piece.behind));
        let all = known && (all || none);
        if all {
            self.keep(Said { value, sum: Some(sum.clone()), kind: Some((REQUESTS, 1, true)) });
        }
        let readings =
            [sum, total(vec!["new", "carried_in"]), total(vec!["results_total"])].map(plain).to_vec();
        self.state.among |= piece.whole;
        self.say(readings, figure, span, (!all).then_some(Doubt::Unsaid));
    }
}
