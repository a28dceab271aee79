//! A piece → the labels its figure goes by, and whether it is taken at all.

use super::Doubt;
use super::cells::{Counted, Words};
use super::labels::{Named, any, by_id, has, is, is_number, is_requests, is_row, is_stage, label, named};
use super::piece::Piece;
use super::reader::Reader;
use super::scope::Time;
use super::token::{Figure, Kind, Token, Unit};
use super::words::Word;
use crate::forms::claims::{CARRIED_OUT, REQUESTS, REVIEW};

impl Reader<'_> {
    /// What one piece of a clause says.
    pub fn piece(&mut self, piece: &Piece, depth: u32, words: Words) {
        let span = (piece.number.from, piece.number.to);
        self.state.scope.circumstances(&self.without_references(piece.before), &self.teller);
        let figure = match piece.number.kind {
            Kind::Percent(percent) => return self.percent(piece.before, percent, span),
            Kind::Figure(figure) => figure,
            _ => return,
        };
        let passed_over = self.items(piece, figure, span)
            || self.compared(piece, figure)
            || any(piece.before, Word::Not)
            || !figure.exact
            || is_about(piece)
            || some_of_them(piece)
            || self.of_another_time(piece, figure)
            || self.way(piece, figure, depth)
            || self.total_of_parts(piece, figure, span);
        if !passed_over {
            self.named_figure(piece, figure, span, depth, words);
        }
    }

    pub fn named_figure(
        &mut self,
        piece: &Piece,
        figure: Figure,
        span: (usize, usize),
        depth: u32,
        words: Words,
    ) {
        let mut labels = if unnamed(piece) { Vec::new() } else { piece.labels() };
        if labels.is_empty() {
            labels = self.implied(piece);
        }
        if labels.is_empty() {
            if depth == 0 {
                self.state.pending = Some((figure, span));
            }
            self.bare_requests(piece, figure, span);
            return self.remember_unnamed(piece, figure);
        }
        self.state.filed |= self.is_filed(piece, &labels);
        let doubt = self.doubt(piece, &labels).or(self.state.narrowed.then_some(Doubt::Narrowed));
        self.state.narrowed |= doubt == Some(Doubt::Narrowed);
        self.state.filed_decisions = any(piece.before, Word::Filed) || any(piece.before, Word::Concern);
        let counted = Counted { figure, span, doubt };
        if piece.each() {
            for label in labels.iter().filter(|label| !is_stage(label)) {
                self.figure(&[label], counted, Words::default());
            }
            return;
        }
        let words = Words {
            etc: any(piece.before, Word::Etc),
            among_groups: self.state.said.iter().any(|said| said.kind == Some((REQUESTS, 3, true))),
            with_carried: words.with_carried || any(piece.before, Word::With),
            ..words
        };
        self.figure(&labels, counted, words);
        self.state.among |= piece.whole;
        self.all_of_them(piece, counted);
    }

    /// 收到的2件申请全部予以公开: the outcome of all of them.
    pub fn all_of_them(&mut self, piece: &Piece, counted: Counted) {
        let all = piece.behind.iter().position(|token| is(token, Word::All));
        let Some(behind) = all.and_then(|at| piece.behind.get(at..)) else { return };
        let outcomes = named(behind, |label| is_requests(label) && is_row(label) && label.rank > 2);
        let own = self.state.rows.last().map(|(_, value)| *value) == counted.figure.value.as_integer();
        if own && !outcomes.is_empty() && !any(behind, Word::Not) {
            self.figure(&outcomes, counted, Words::default());
        }
    }

    /// 其他2件 after 自然人: what the list is of. 增至267件: the figure of this year beside last year's.
    pub fn implied(&self, piece: &Piece) -> Vec<Named> {
        if any(piece.before, Word::Reach) && self.state.past.is_some() {
            return by_id("received").into_iter().collect();
        }
        // 属行政执法案卷的最多，为22件; 自然人居多，共21件
        let says = |token: &Token| is(token, Word::Equals) || is(token, Word::Sum);
        let only_says = piece.before.iter().all(|token| says(token) || is(token, Word::Neutral));
        if piece.before.iter().any(says) && only_says && piece.behind.is_empty() {
            return self.state.subject.clone();
        }
        // 对这198件申请
        if piece.before.last().is_some_and(|token| is(token, Word::Back)) && self.state.said.len() == 1 {
            return self.state.stage.map(|(label, _)| label).into_iter().collect();
        }
        self.other_of_list(piece).into_iter().collect()
    }

    pub fn other_of_list(&self, piece: &Piece) -> Option<Named> {
        if !any(piece.before, Word::Others) && !any(piece.behind, Word::Others) {
            return None;
        }
        let last = self.state.said.last()?;
        let of_other = last.sum.as_ref()?.rows.iter().any(|row| row.starts_with("other."));
        match last.kind? {
            (REVIEW, _, false) => by_id("other_outcome"),
            (REQUESTS, _, false) => by_id("other_org"),
            (REQUESTS, 4, true) if of_other => by_id("other_reason"),
            _ => None,
        }
    }

    /// Last year's figure is kept, for the growth that may be said; no other time is of interest.
    pub fn of_another_time(&mut self, piece: &Piece, figure: Figure) -> bool {
        let time = self.state.scope.time;
        let labels = piece.labels();
        let received = labels.iter().all(|label| matches!(label.id, "received" | "accepted"));
        let carried = time == Time::Other && has(&labels, CARRIED_OUT);
        if time == Time::Last && received && figure.unit == Unit::Count && self.is_about_requests() {
            self.state.past = figure.value.as_integer();
        }
        time != Time::Own && !carried
    }

    /// 行政复议、行政诉讼分别为3件、1件: names and figures in the same order.
    pub fn respectively(&mut self, clause: &[Token], depth: u32) {
        let numbers: Vec<Token> = clause.iter().filter(|token| is_number(token)).copied().collect();
        if numbers.iter().all(|token| matches!(token.kind, Kind::Percent(_))) {
            return self.shares_respectively(&numbers);
        }
        let names = members(clause, numbers.len());
        if any(clause, Word::Compare) || names.len() != numbers.len() {
            return;
        }
        let around: Vec<Token> = clause
            .iter()
            .filter(|token| is(token, Word::Requests) || is(token, Word::Apply))
            .copied()
            .collect();
        let stage: Vec<Token> =
            clause.iter().filter(|token| label(token).is_some_and(is_stage)).copied().collect();
        let own_time = self.state.scope.time;
        for (name, number) in names.into_iter().zip(numbers) {
            let mut before = vec![name];
            if matches!(name.kind, Kind::Year(_)) {
                before.extend(&stage);
                before.extend(&around);
            }
            self.piece(
                &Piece { before: &before, number, behind: &[], whole: false },
                depth,
                Words::default(),
            );
            self.state.scope.time = own_time;
        }
    }

    /// Years that a figure is only compared with: 较2021年的530件, 由2023年的512件.
    pub fn without_references(&self, list: &[Token]) -> Vec<Token> {
        let refers = |token: &&Token| {
            !(matches!(token.kind, Kind::Year(_) | Kind::Word(Word::Past))
                && "由从自与同较比".contains(self.teller.before(token)))
        };
        list.iter().filter(refers).copied().collect()
    }
}

/// 约200件, 200件以上.
fn is_about(piece: &Piece) -> bool {
    let beside = |token: Option<&Token>| token.is_some_and(|token| is(token, Word::About));
    beside(piece.before.last()) || beside(piece.behind.first())
}

/// The members of a list as long as its figures: labels that are no verbs, or any labels, or years.
fn members(clause: &[Token], count: usize) -> Vec<Token> {
    let of = |wanted: &dyn Fn(&Token) -> bool| -> Vec<Token> {
        clause.iter().filter(|token| wanted(token)).copied().collect()
    };
    let lists = [
        of(&|token| label(token).is_some_and(|label| !is_stage(label))),
        of(&|token| label(token).is_some()),
        of(&|token| matches!(token.kind, Kind::Year(_))),
        of(&|token| is(token, Word::Way)),
    ];
    lists.into_iter().find(|list| list.len() == count).unwrap_or_default()
}

/// 答复公开5件: the name beside the figure is not of the table.
fn unnamed(piece: &Piece) -> bool {
    let name = |token: &&Token| label(token).is_some() || is(token, Word::Unbound);
    piece.before.iter().rev().find(name).is_some_and(|token| is(token, Word::Unbound))
}

/// 除33件…外: what is left out. 涉及…: only some of them.
fn some_of_them(piece: &Piece) -> bool {
    let carried_out = || has(&piece.labels(), CARRIED_OUT);
    any(piece.before, Word::Subset)
        || any(piece.between(), Word::Subset)
        || (any(piece.before, Word::Except) && !carried_out())
}
