//! Clauses without a figure: 未收到申请 (none), 均已答复 (all), and the label of a figure said before.

use super::cells::{Counted, Words};
use super::labels::{
    Named, any, by_id, has, is, is_applicant, is_case, is_disclosure, is_outcome, is_requests, is_row,
    is_ruling, is_stage, label, named,
};
use super::reader::Reader;
use super::scope::Time;
use super::token::{Figure, Kind, Token, Unit};
use super::words::Word;
use super::{Doubt, Saying};
use crate::forms::claims::{ANSWERED, CARRIED_OUT};

/// Where tokens begin and end.
fn span(list: &[Token]) -> (usize, usize) {
    (list.first().map_or(0, |token| token.from), list.last().map_or(0, |token| token.to))
}

impl Reader<'_> {
    /// What a clause without a figure says.
    pub fn without_figure(&mut self, clause: &[Token]) {
        if self.state.scope.time != Time::Own || self.state.scope.foreign {
            return;
        }
        if any(clause, Word::Not) {
            return self.nones(clause);
        }
        let rows = named(clause, is_outcome);
        if let Some((figure, span)) = self.state.pending.filter(|_| !rows.is_empty()) {
            return self.figure(&rows, Counted { figure, span, doubt: None }, Words::default());
        }
        if any(clause, Word::All) {
            self.all(clause);
        } else if self.state.said.len() == 1 {
            self.result_is(clause);
        }
    }

    /// 复议1件，结果为维持: the ruling of the only case.
    fn result_is(&mut self, clause: &[Token]) {
        let rulings = named(clause, is_ruling);
        let small = |token: &Token| {
            label(token).is_some() || matches!(token.kind, Kind::Word(Word::Neutral | Word::Equals))
        };
        let of_case =
            self.state.said.first().filter(|said| said.value == 1).and_then(|said| said.sum.as_ref());
        let of_case = of_case.is_some_and(|sum| sum.table == "review" && sum.cols == ["total"]);
        if !of_case || rulings.len() != 1 || !clause.iter().all(small) {
            return;
        }
        self.words_say(1, &rulings, clause);
    }

    // ---- none ---------------------------------------------------------------------------------------

    /// 零败诉、零纠错: each with its own negation.
    fn nones(&mut self, clause: &[Token]) {
        let not = |list: &[Token]| list.iter().filter(|token| is(token, Word::Not)).count();
        let parts = clause.split(|token| is(token, Word::And));
        if not(clause) > 1 && parts.clone().all(|part| not(part) == 1) {
            parts.for_each(|part| self.none(part));
        } else {
            self.none(clause);
        }
    }

    /// 未收到申请: what stands behind the negation; 行政复议均未发生: what stands before it.
    pub fn none(&mut self, clause: &[Token]) {
        let Some(at) = clause.iter().position(|token| is(token, Word::Not)) else { return };
        let before = clause.get(..at).unwrap_or_default();
        let behind = clause.get(at + 1..).unwrap_or_default();
        let names = |list: &[Token]| {
            list.iter().any(|token| {
                label(token).is_some_and(|label| !is_stage(label))
                    || is(token, Word::Requests)
                    || is(token, Word::Apply)
            })
        };
        if any(behind, Word::FeeNotice) {
            return self.no_fee_notice(clause);
        }
        let object = if names(behind) { behind } else { before };
        if self.state.scope.doubt.is_some() || !self.is_plain(object) || !self.is_plain(behind) {
            return;
        }
        if names(behind) || (names(before) && !any(before, Word::Among)) {
            self.nothing(before, object, span(clause));
        }
    }

    /// 未发出收费通知: then nobody failed to pay after one.
    fn no_fee_notice(&mut self, clause: &[Token]) {
        let labels: Vec<Named> = by_id("fee_unpaid").into_iter().collect();
        let doubt = Some(Doubt::Loose);
        self.state.scope.requests = true;
        self.figure(
            &labels,
            Counted { figure: Figure::count(0), span: span(clause), doubt },
            Words::default(),
        );
    }

    /// Known words that do not narrow what there was none of.
    fn is_plain(&self, list: &[Token]) -> bool {
        list.iter().all(|token| match token.kind {
            Kind::Word(
                Word::Label(_)
                | Word::Requests
                | Word::Apply
                | Word::Neutral
                | Word::And
                | Word::Of
                | Word::All
                | Word::Sum
                | Word::Wide
                | Word::Now
                | Word::Equals
                | Word::Apiece
                | Word::Others
                | Word::Concern
                | Word::Etc
                | Word::Body,
            )
            | Kind::Year(_) => true,
            // 未制发、废止、修改行政规范性文件
            Kind::Word(Word::Subset) => self.teller.word(token) == "修改",
            _ => !self.is_unknown(token) && token.kind == Kind::Other,
        })
    }

    fn nothing(&mut self, before: &[Token], object: &[Token], span: (usize, usize)) {
        let cases = named(object, is_case);
        let rulings = named(object, is_ruling);
        for case in &cases {
            let labels: Vec<Named> = std::iter::once(*case).chain(rulings.iter().copied()).collect();
            self.zero(&labels, span);
        }
        if cases.is_empty() && !rulings.is_empty() && !self.state.reviews.is_empty() {
            let spoken = std::mem::replace(&mut self.state.review, self.state.reviews.clone());
            self.zero(&rulings, span);
            self.state.review = spoken;
        }
        if cases.is_empty() || object.iter().any(|token| is(token, Word::And)) {
            self.no_decisions(before, object, span);
            self.no_requests(before, object, cases.is_empty() || requests_beside(object), span);
        }
    }

    /// 未作出行政处罚、行政强制决定; 未制发行政规范性文件.
    fn no_decisions(&mut self, before: &[Token], object: &[Token], span: (usize, usize)) {
        let columns = named(before, is_disclosure).into_iter().chain(named(object, is_disclosure));
        let columns: Vec<Named> = columns.filter(|label| !is_row(label)).collect();
        for row in named(object, |label| is_disclosure(label) && is_row(label)) {
            let labels: Vec<Named> = std::iter::once(row).chain(columns.iter().copied()).collect();
            if row.id == "fees" {
                self.no_fees(&labels, span);
            } else if is_row(row) {
                self.zero(&labels, span);
            }
        }
    }

    /// 无行政事业性收费项目.
    fn no_fees(&mut self, labels: &[Named], span: (usize, usize)) {
        let figure = Figure { unit: Unit::Money, ..Figure::count(0) };
        self.figure(labels, Counted { figure, span, doubt: None }, Words::default());
    }

    fn no_requests(&mut self, before: &[Token], object: &[Token], alone: bool, span: (usize, usize)) {
        let stages = named(object, is_stage);
        let rows = named(object, is_outcome);
        let asked =
            any(object, Word::Requests) || any(object, Word::Apply) && named(object, is_case).is_empty();
        let applicants: Vec<Named> =
            named(before, is_applicant).into_iter().chain(named(object, is_applicant)).collect();
        let received = stages.iter().all(|label| is_receipt(label));
        if !rows.is_empty() && (asked || self.is_about_requests()) {
            let labels: Vec<Named> = rows.into_iter().chain(applicants).collect();
            self.zero(&labels, span);
        } else if asked && alone && received && !any(object, Word::Way) {
            let labels: Vec<Named> = by_id("received").into_iter().chain(applicants).collect();
            self.zero(&labels, span);
        }
    }

    // ---- all ----------------------------------------------------------------------------------------

    /// 均已答复, 均为自然人, 均获维持, 全部予以公开.
    fn all(&mut self, clause: &[Token]) {
        let rulings = named(clause, is_ruling);
        let applicants = named(clause, is_applicant);
        let answered = has(&named(clause, is_stage), ANSWERED);
        if has(&rulings, "upheld") && rulings.len() == 1 {
            self.all_upheld(clause);
        } else if has(&applicants, "natural") && applicants.len() == 1 && !answered {
            self.all_natural(clause);
        } else if answered {
            self.all_done(clause);
        } else if !self.state.reviews.is_empty() {
            self.all_of_a_kind(clause);
        } else {
            self.all_alike(clause);
        }
    }

    fn all_upheld(&mut self, clause: &[Token]) {
        if self.state.reviews.is_empty() || self.state.scope.doubt.is_some() {
            return;
        }
        let others: Vec<Named> =
            ["corrected", "other_outcome", "pending"].iter().filter_map(|id| by_id(id)).collect();
        let spoken = std::mem::replace(&mut self.state.review, self.state.reviews.clone());
        self.zero(&others, span(clause));
        self.state.review = spoken;
    }

    fn all_natural(&mut self, clause: &[Token]) {
        let received = self.state.stage.is_none_or(|(label, _)| is_receipt(label));
        let plain = clause.iter().all(|token| !self.is_unknown(token));
        if received && plain && self.is_about_requests() && self.state.scope.doubt.is_none() {
            let labels: Vec<Named> = ["received", "organisation"].iter().filter_map(|id| by_id(id)).collect();
            self.zero(&labels, span(clause));
        }
    }

    /// 收到2件，均予以公开: the outcome of the only figure said.
    fn all_alike(&mut self, clause: &[Token]) {
        let outcomes = named(clause, |label| is_requests(label) && is_row(label) && label.rank > 2);
        let Some((_, value)) = self.state.stage.filter(|_| self.state.said.len() == 1) else { return };
        let known = clause.iter().all(|token| !self.is_unknown(token));
        if outcomes.is_empty() || !known || self.state.scope.doubt.is_some() {
            return;
        }
        self.words_say(value, &outcomes, clause);
    }

    /// 行政诉讼2件，均为复议后起诉.
    fn all_of_a_kind(&mut self, clause: &[Token]) {
        let cases = named(clause, |label| is_case(label) && label.rank > 1);
        let last = self.state.said.last().filter(|said| {
            said.sum
                .as_ref()
                .is_some_and(|sum| sum.rows == ["suit_direct", "suit_after"] && sum.cols == ["total"])
        });
        let known = clause.iter().all(|token| !self.is_unknown(token));
        if let (Some(value), true, 1) = (last.map(|said| said.value), known, cases.len()) {
            self.words_say(value, &cases, clause);
        }
    }

    /// A figure that words stand for.
    fn words_say(&mut self, value: i64, labels: &[Named], clause: &[Token]) {
        let counted = Counted { figure: Figure::count(value), span: span(clause), doubt: None };
        self.figure(labels, counted, Words::default());
    }

    fn all_done(&mut self, clause: &[Token]) {
        let whose = match self.state.stage {
            Some((label, _)) => matches!(label.id, "received" | "accepted" | "handled" | "taken_on"),
            None => {
                any(clause, Word::Requests) || any(clause, Word::Apply) && named(clause, is_case).is_empty()
            }
        };
        let part = any(clause, Word::Rest)
            || any(clause, Word::Subset)
            || any(clause, Word::Way)
            || self.state.carried_out
            || self.state.scope.doubt.is_some()
            || self.of_some_rows();
        let other = !named(clause, is_outcome).iter().all(|label| label.id == CARRIED_OUT);
        if whose && !part && !other && self.state.reviews.is_empty() && self.is_about_requests() {
            self.push(Saying::AllDone { in_time: any(clause, Word::InTime) }, span(clause));
        }
    }

    /// Whether the rows said are only some of the requests: 结转的9件, 不予公开的27件.
    fn of_some_rows(&self) -> bool {
        let rows = &self.state.rows;
        let main = rows.iter().rev().find(|(sum, _)| sum.rows != ["carried_in"]);
        !rows.is_empty() && main.is_none_or(|(sum, _)| sum.rows.first() != Some(&"new"))
    }
}

/// 收到, 受理, 收到和办理.
fn is_receipt(label: Named) -> bool {
    matches!(label.id, "received" | "accepted" | "taken_on")
}

/// 无申请、行政复议: the requests are one of the things that there were none of.
fn requests_beside(list: &[Token]) -> bool {
    list.windows(2).any(|pair| {
        matches!(pair, [first, second]
            if (is(first, Word::Requests) || is(first, Word::Apply)) && is(second, Word::And))
    })
}
