//! A piece → the cells its figure names, and what speaks against it.

use crate::forms::claims::{ANSWERED, Axis, CARRIED_IN, CARRIED_OUT, DISCLOSURE, REQUESTS, REVIEW};

use super::labels::{
    Named, any, by_id, has, highest, ids, is, is_applicant, is_case, is_disclosure, is_number, is_requests, is_review,
    is_row, is_ruling, is_stage, label, named, own,
};
use super::piece::Piece;
use super::reader::{Reader, Said, Way};
use super::scope::Time;
use super::token::{Figure, Kind, Token, Unit};
use super::words::Word;
use super::{Doubt, Reading, Sum};

/// First report year whose form says 行政规范性文件; before, 规范性文件 was the row itself.
const ADMINISTRATIVE_SINCE: u16 = 2021;

/// A figure, where it stands, and what speaks against it.
#[derive(Clone, Copy)]
pub struct Counted {
    /// How many.
    pub figure: Figure,
    /// Where.
    pub span: (usize, usize),
    /// Why it may not be what the table counts.
    pub doubt: Option<Doubt>,
}

fn total(rows: Vec<&'static str>) -> Sum {
    Sum { table: REQUESTS, rows, cols: vec!["total"] }
}

fn plain(sum: Sum) -> Reading {
    Reading { sum, plain: true }
}

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
            || self.some_of_them(piece)
            || self.of_another_time(piece, figure)
            || self.way(piece, figure, depth)
            || self.total_of_parts(piece, figure, span);
        if !passed_over {
            self.named_figure(piece, figure, span, depth, words);
        }
    }

    fn named_figure(
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
    fn all_of_them(&mut self, piece: &Piece, counted: Counted) {
        let all = piece.behind.iter().position(|token| is(token, Word::All));
        let Some(behind) = all.and_then(|at| piece.behind.get(at..)) else { return };
        let outcomes = named(behind, |label| is_requests(label) && is_row(label) && label.rank > 2);
        let own = self.state.rows.last().map(|(_, value)| *value) == counted.figure.value.as_integer();
        if own && !outcomes.is_empty() && !any(behind, Word::Not) {
            self.figure(&outcomes, counted, Words::default());
        }
    }

    /// 其他2件 after 自然人: what the list is of. 增至267件: the figure of this year beside last year's.
    fn implied(&self, piece: &Piece) -> Vec<Named> {
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

    fn other_of_list(&self, piece: &Piece) -> Option<Named> {
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

    /// 除33件…外: what is left out. 涉及…: only some of them.
    fn some_of_them(&self, piece: &Piece) -> bool {
        let carried_out = || has(&piece.labels(), CARRIED_OUT);
        any(piece.before, Word::Subset)
            || any(piece.between(), Word::Subset)
            || (any(piece.before, Word::Except) && !carried_out())
    }

    /// Last year's figure is kept, for the growth that may be said; no other time is of interest.
    fn of_another_time(&mut self, piece: &Piece, figure: Figure) -> bool {
        let time = self.state.scope.time;
        let labels = piece.labels();
        let received = labels.iter().all(|label| matches!(label.id, "received" | "accepted"));
        let carried = time == Time::Other && has(&labels, CARRIED_OUT);
        if time == Time::Last && received && figure.unit == Unit::Count && self.is_about_requests() {
            self.state.past = figure.value.as_integer();
        }
        time != Time::Own && !carried
    }

    /// 网上提交198件.
    fn way(&mut self, piece: &Piece, figure: Figure, depth: u32) -> bool {
        let unnamed = named(piece.before, |_| true).is_empty();
        // 从网站、信函等渠道收到198件: the ways of all of them.
        let etc = piece.before.iter().position(|token| is(token, Word::Etc));
        let behind_etc = etc.and_then(|at| piece.before.get(at..)).unwrap_or_default();
        if named(behind_etc, is_stage).first().is_some() {
            return false;
        }
        let list = if any(piece.before, Word::Way) { piece.before } else { piece.behind };
        if !any(piece.before, Word::Way) && !(unnamed && any(piece.behind, Word::Way)) {
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
            if self.state.ways_depth.is_none_or(|own| own == depth) && !self.state.ways_closed {
                self.state.ways_depth = Some(depth);
                self.state.ways.push(Way { value, name });
            }
            let said = Said { value, sum: None, kind: Some(("ways", 0, false)) };
            self.remember(said);
        }
        true
    }

    /// 征收补偿类5件: a member of a list that may be added up.
    fn remember_unnamed(&mut self, piece: &Piece, figure: Figure) {
        let unknown = piece.before.iter().any(|token| self.is_unknown(token) || is(token, Word::Others));
        if let Some(value) = figure.value.as_integer().filter(|_| unknown) {
            self.state.said.push(Said { value, sum: None, kind: None });
        }
    }

    /// 申请267件, no word of what happened to them.
    fn bare_requests(&mut self, piece: &Piece, figure: Figure, span: (usize, usize)) {
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
        self.state.rows.push((sum.clone(), value));
        let all = any(piece.before, Word::Sum) && known && (asked(piece.before) || asked(piece.behind));
        if all {
            self.state.said.push(Said { value, sum: Some(sum.clone()), kind: Some((REQUESTS, 1, true)) });
        }
        let readings =
            [sum, total(vec!["new", "carried_in"]), total(vec!["results_total"])].map(plain).to_vec();
        self.state.among |= piece.whole;
        self.say(readings, figure, span, (!all).then_some(Doubt::Unsaid));
    }

    /// What the words of a piece say against its plain meaning.
    fn doubt(&self, piece: &Piece, labels: &[Named]) -> Option<Doubt> {
        let of_requests = labels.iter().any(|label| is_requests(label));
        if !joined(piece, labels) {
            return Some(Doubt::Loose);
        }
        if self.in_another_name(piece) {
            return Some(Doubt::OtherBody);
        }
        let cases = labels.iter().any(|label| is_case(label));
        let narrows = |token: &Token| {
            self.is_unknown(token) || ((of_requests || cases) && is(token, Word::Foreign))
        };
        let unknown = |list: &[Token]| list.iter().any(narrows);
        (unknown(piece.before) || unknown(piece.between())).then_some(Doubt::Narrowed)
    }

    /// 以县政府名义 of a department.
    fn in_another_name(&self, piece: &Piece) -> bool {
        let at = piece.before.iter().position(|token| is(token, Word::Behalf));
        let name = at.and_then(|at| at.checked_sub(1)).and_then(|at| piece.before.get(at));
        name.is_some_and(|name| !self.teller.is_short_name(name))
    }

    /// Cases taken in or closed, or those of a body, are not those the table counts.
    fn is_filed(&self, piece: &Piece, labels: &[Named]) -> bool {
        let of_a_body = any(piece.before, Word::Body) && !self.is_of_disclosure(piece.number.from);
        labels.iter().any(|label| is_case(label))
            && (any(piece.before, Word::Filed) || self.takes_in(piece.before) || of_a_body)
    }

    /// 受理, 办结 said of cases; 对答复不服 is what they are about.
    fn takes_in(&self, list: &[Token]) -> bool {
        list.iter().any(|token| {
            label(token).is_some_and(is_stage) && !self.teller.word(token).ends_with(['复', '答'])
        })
    }

    /// Words that mean nothing to us, and are not the body's own name.
    pub fn is_unknown(&self, token: &Token) -> bool {
        token.kind == Kind::Other && !self.teller.is_named(token)
    }

    /// A figure with its labels: which table, which rows, which columns.
    pub fn figure(&mut self, labels: &[Named], counted: Counted, words: Words) {
        let tables: Vec<&str> = labels.iter().filter(|label| !is_stage(label)).map(|label| label.table).collect();
        if tables.windows(2).any(|pair| matches!(pair, [one, two] if one != two)) {
            // 撤销行政许可: names of two tables are not understood together.
            self.state.last = None;
            return;
        }
        let any_of = |wanted: fn(Named) -> bool| labels.iter().any(|label| wanted(label));
        let strong = labels.iter().any(|label| is_requests(label) && is_row(label) && label.rank > 1);
        if any_of(is_case) || (any_of(is_ruling) && !self.state.reviews.is_empty() && !strong) {
            self.review_figure(labels, counted);
        } else if labels.iter().any(|label| is_disclosure(label) && is_row(label))
            || (any_of(is_disclosure) && !self.state.documents.is_empty())
        {
            self.disclosure_figure(labels, counted);
        } else if any_of(is_requests) {
            self.requests_figure(labels, counted, words);
        } else {
            self.state.last = None;
        }
    }

    fn requests_figure(&mut self, labels: &[Named], counted: Counted, words: Words) {
        if !self.is_about_requests() || counted.figure.unit != Unit::Count {
            self.state.last = None;
            return;
        }
        let applicants = own(labels, REQUESTS, Axis::Col);
        let rows = highest(&own(labels, REQUESTS, Axis::Row));
        let sums = if rows.is_empty() { self.rows_of_applicants() } else { readings(labels, &rows, words) };
        let readings = of_columns(&sums, &applicants);
        let first = rows.first().copied().filter(|_| applicants.is_empty());
        self.remember_row(first, &readings, counted);
        let kind = kind_of(labels);
        if let (Some(value), Some(main)) = (counted.figure.value.as_integer(), readings.first()) {
            self.remember(Said { value, sum: Some(main.sum.clone()), kind });
        }
        // 当年收到当年办结: which of the verbs?
        let verbs = rows.len() > 1 && rows.iter().all(|label| is_stage(label));
        let loose = verbs || rows.iter().chain(&applicants).any(|label| !label.firm);
        // 办理 with what was new and what came over said beside it means their sum.
        let both = ["new", "carried_in"].iter().all(|id| self.state.rows.iter().any(|(sum, _)| sum.rows == [*id]));
        let loose = loose && !(first.is_some_and(|label| label.id == "handled") && (both || words.with_carried));
        let accepted = first.is_some_and(|label| label.id == "accepted" && !words.with_carried);
        let doubt = counted.doubt.or(loose.then_some(Doubt::Loose));
        let doubt = doubt.or(accepted.then_some(Doubt::Accepted));
        self.say(readings, counted.figure, counted.span, doubt);
    }

    /// The rows whose applicants are told: the whole said last, or the requests received.
    fn rows_of_applicants(&self) -> Vec<Reading> {
        let said: Vec<Sum> = self.state.rows.iter().rev().map(|(sum, _)| sum.clone()).collect();
        let stage = self.state.rows.iter().rev().find(|(sum, _)| sum.rows == ["new"]);
        let first = if self.state.among { said.first().cloned() } else { stage.map(|(sum, _)| sum.clone()) };
        let all = [total(vec!["new"]), total(vec!["new", "carried_in"]), total(vec!["results_total"])];
        let others = if said.is_empty() { all.to_vec() } else { said };
        let mut list: Vec<Sum> = Vec::new();
        for sum in first.into_iter().chain(others) {
            if !list.contains(&sum) {
                list.push(sum);
            }
        }
        list.into_iter().map(plain).collect()
    }

    fn remember_row(&mut self, row: Option<Named>, readings: &[Reading], counted: Counted) {
        let (Some(row), Some(value)) = (row, counted.figure.value.as_integer()) else { return };
        if row.rank == 1 {
            self.state.stage = Some((row, value));
        }
        self.state.grown = matches!(row.id, "received" | "accepted").then_some(value);
        self.state.carried_out |= row.id == CARRIED_OUT && value > 0;
        if let Some(main) = readings.first() {
            self.state.rows.push((main.sum.clone(), value));
        }
    }

    /// Keeps a figure for what may be said of it.
    pub fn remember(&mut self, said: Said) {
        if said.sum.as_ref().is_none_or(|sum| sum.rows != ["new"] || sum.cols != ["total"]) {
            self.state.grown = None;
        }
        self.state.last = Some(said.clone());
        self.state.said.push(said);
    }

    fn review_figure(&mut self, labels: &[Named], counted: Counted) {
        if counted.figure.unit != Unit::Count || (self.state.filed && !self.is_of_disclosure(counted.span.0)) {
            return;
        }
        let narrowed = counted.doubt == Some(Doubt::Narrowed);
        if narrowed && !self.is_of_disclosure(counted.span.0) {
            self.state.filed = true;
            return;
        }
        let filed = self.state.filed.then_some(Doubt::Filed);
        let named_rows = ids(&highest(&own(labels, REVIEW, Axis::Row)));
        let cols = ids(&own(labels, REVIEW, Axis::Col));
        let cols = if cols.is_empty() { vec!["total"] } else { cols };
        let sum = |rows: Vec<&'static str>| Sum { table: REVIEW, rows, cols: cols.clone() };
        let mut readings = vec![plain(sum(named_rows.clone()))];
        if labels.iter().any(|label| label.id == "lost") && named_rows.is_empty() {
            readings = by_id("suits").into_iter().map(|suits| plain(sum(suits.ids.to_vec()))).collect();
        } else if named_rows.is_empty() {
            readings = vec![plain(sum(self.state.review.clone()))];
            if self.state.reviews != self.state.review {
                readings.push(plain(sum(self.state.reviews.clone())));
            }
        }
        let loose = labels.iter().any(|label| !label.firm) || self.teller.is_judicial();
        if let (Some(value), Some(main)) = (counted.figure.value.as_integer(), readings.first()) {
            self.remember(Said { value, sum: Some(main.sum.clone()), kind: kind_of(labels) });
        }
        let doubt = counted.doubt.or(filed).or(loose.then_some(Doubt::Loose));
        self.say(readings, counted.figure, counted.span, doubt);
    }

    /// 行政许可上一年12项，本年减少1项: the columns of 表二 that the form of 2019 has.
    fn items(&mut self, piece: &Piece, figure: Figure, span: (usize, usize)) -> bool {
        if figure.unit != Unit::Items {
            return false;
        }
        let rows = ids(&named(piece.before, |label| is_disclosure(label) && is_row(label)));
        let rows = if rows.is_empty() { self.state.documents.clone() } else { rows };
        let known = !piece.before.iter().any(|token| self.is_unknown(token) || is(token, Word::Foreign));
        let (column, value) = match self.direction(piece.before) {
            Some(up) => ("change", if up { figure.value } else { figure.value.negated() }),
            None if any(piece.before, Word::Past) => ("last_year", figure.value),
            None => return true,
        };
        if known && figure.exact && !rows.is_empty() {
            let sum = Sum { table: DISCLOSURE, rows, cols: vec![column] };
            self.say(vec![plain(sum)], Figure { value, ..figure }, span, None);
        }
        self.state.scope.time = Time::Own;
        true
    }

    fn disclosure_figure(&mut self, labels: &[Named], counted: Counted) {
        let named_rows = ids(&own(labels, DISCLOSURE, Axis::Row));
        let rows = if named_rows.is_empty() { self.state.documents.clone() } else { named_rows };
        let Some(row) = rows.first().copied() else { return };
        let documents = matches!(row, "rules" | "normative_documents");
        let mut cols = ids(&own(labels, DISCLOSURE, Axis::Col));
        if cols.is_empty() && documents && counted.doubt.is_none() {
            cols.clone_from(&self.state.columns);
        }
        self.state.columns.clone_from(&cols);
        let processed =
            labels.iter().any(|label| matches!(label.id, "received" | "accepted" | ANSWERED));
        let cols = match (cols.is_empty(), counted.figure.unit, row) {
            (false, Unit::Money, _) if !matches!(row, "fees" | "procurement") => return,
            (false, _, _) => cols,
            (true, Unit::Money, "fees") => vec!["amount"],
            (true, Unit::Money, "procurement") => vec!["spent"],
            (true, Unit::Count, "procurement") => vec!["projects"],
            (true, Unit::Count, "licensing" | "penalty" | "coercion" | "other_services") => vec!["decisions"],
            _ => return,
        };
        let taken_in = self.state.filed_decisions || (!documents && !self.state.reviews.is_empty());
        let narrowed = counted.doubt == Some(Doubt::Narrowed) && !documents;
        // 行政处罚类743条: entries on a page.
        let entries = self.teller.flow.chars.get(counted.span.1.saturating_sub(1)) == Some(&'条');
        if processed || taken_in || self.state.scope.foreign || narrowed || (entries && !documents) {
            return;
        }
        self.state.last = None;
        // A city's documents without 行政 may be those of its departments as well.
        let plain_documents = self.plain_documents && self.teller.year.is_none_or(|year| year >= ADMINISTRATIVE_SINCE);
        let loose = documents && (rows == ["rules"] || plain_documents) || row == "procurement";
        let sum = Sum { table: DISCLOSURE, rows: vec![row], cols };
        let doubt = counted.doubt.or(loose.then_some(Doubt::Loose));
        self.say(vec![plain(sum)], counted.figure, counted.span, doubt);
    }

    /// 行政复议、行政诉讼分别为3件、1件: names and figures in the same order.
    pub fn respectively(&mut self, clause: &[Token], depth: u32) {
        let numbers: Vec<Token> =
            clause.iter().filter(|token| is_number(token)).copied().collect();
        if numbers.iter().all(|token| matches!(token.kind, Kind::Percent(_))) {
            return self.shares_respectively(&numbers);
        }
        let names = members(clause, numbers.len());
        if any(clause, Word::Compare) || names.len() != numbers.len() {
            return;
        }
        let around: Vec<Token> =
            clause.iter().filter(|token| is(token, Word::Requests) || is(token, Word::Apply)).copied().collect();
        let stage: Vec<Token> =
            clause.iter().filter(|token| label(token).is_some_and(is_stage)).copied().collect();
        let own_time = self.state.scope.time;
        for (name, number) in names.into_iter().zip(numbers) {
            let mut before = vec![name];
            if matches!(name.kind, Kind::Year(_)) {
                before.extend(&stage);
                before.extend(&around);
            }
            self.piece(&Piece { before: &before, number, behind: &[], whole: false }, depth, Words::default());
            self.state.scope.time = own_time;
        }
    }

    /// Years that a figure is only compared with: 较2021年的530件, 由2023年的512件.
    fn without_references(&self, list: &[Token]) -> Vec<Token> {
        let refers = |token: &&Token| {
            !(matches!(token.kind, Kind::Year(_) | Kind::Word(Word::Past))
                && "由从自与同较比".contains(self.teller.before(token)))
        };
        list.iter().filter(refers).copied().collect()
    }
}

/// Words that change what a label means.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// 等原因: the reason is an example.
    pub etc: bool,
    /// Other groups were told before it.
    pub among_groups: bool,
    /// 含上年结转.
    pub with_carried: bool,
    /// 含部分公开: outcomes that are counted in as well.
    pub counted_in: &'a [Named],
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

/// Rows that are added up are joined by 和 or a total; others are not understood.
fn joined(piece: &Piece, labels: &[Named]) -> bool {
    let rows: Vec<Named> = labels.iter().filter(|label| is_row(label) && !is_stage(label)).copied().collect();
    let join = |list: &[Token]| any(list, Word::And) || any(list, Word::Sum) || any(list, Word::Apiece);
    highest(&rows).len() < 2 || join(piece.before) || join(piece.behind)
}

/// What a list of such figures is a list of.
fn kind_of(labels: &[Named]) -> Option<(&'static str, u8, bool)> {
    let first = highest(labels).first().copied()?;
    match first.id {
        // What was received and what came over are added up.
        "received" | CARRIED_IN => Some((first.table, 1, true)),
        _ if is_stage(first) || first.rank == 2 && is_requests(first) => None,
        _ if is_applicant(first) => Some((first.table, 0, false)),
        _ => Some((first.table, first.rank, is_row(first) && !is_review(first))),
    }
}

/// The same rows, of these applicants.
fn of_columns(sums: &[Reading], applicants: &[Named]) -> Vec<Reading> {
    let mut columns = vec![if applicants.is_empty() { vec!["total"] } else { ids(applicants) }];
    if let [only] = applicants {
        columns.extend(only.or.iter().map(|ids| ids.to_vec()));
    }
    let of = |cols: &Vec<&'static str>| {
        let cols = cols.clone();
        sums.iter().map(move |reading| Reading { sum: Sum { cols: cols.clone(), ..reading.sum.clone() }, ..*reading })
    };
    columns.iter().flat_map(of).collect()
}

/// What the rows of labels may mean.
fn readings(labels: &[Named], rows: &[Named], words: Words) -> Vec<Reading> {
    let Some(first) = rows.first().copied() else { return Vec::new() };
    if first.rank == 1 {
        return rows.iter().flat_map(|stage| stage_readings(stage, words)).collect();
    }
    let mut list = vec![plain(total(ids(rows)))];
    if let [only] = rows {
        list.extend(only.or.iter().map(|rows| plain(total(rows.to_vec()))));
    }
    if !words.counted_in.is_empty() {
        let all: Vec<Named> = rows.iter().chain(words.counted_in).copied().collect();
        list.push(plain(total(ids(&all))));
    }
    // 因不掌握无法提供: the reason, or the whole group; 等原因 rather the group.
    let groups: Vec<Named> = labels.iter().filter(|label| is_requests(label) && label.rank == 3).copied().collect();
    if first.rank == 4 && is_row(first) && !groups.is_empty() {
        let group = total(ids(&groups));
        if words.etc {
            let item = Reading { sum: total(ids(rows)), plain: false };
            list = std::iter::once(plain(group)).chain((!words.among_groups).then_some(item)).collect();
        } else {
            list.push(Reading { sum: group, plain: false });
        }
    }
    list
}

/// 收到: what is new; with what came over where the words say so.
fn stage_readings(stage: Named, words: Words) -> Vec<Reading> {
    let received = matches!(stage.id, "received" | "accepted");
    let handled = by_id("handled").filter(|_| received && words.with_carried).unwrap_or(stage);
    let or = handled.or.iter().map(|rows| Reading {
        sum: total(rows.to_vec()),
        plain: handled.id != "received",
    });
    std::iter::once(plain(total(handled.ids.to_vec()))).chain(or).collect()
}
