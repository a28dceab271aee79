//! Labels → the cells a figure may name: 表三, 表四, 表二.

use super::labels::{
    Named, any, by_id, has, highest, ids, is, is_applicant, is_case, is_disclosure, is_requests, is_review,
    is_row, is_ruling, is_stage, named, own,
};
use super::piece::Piece;
use super::reader::{Reader, Said};
use super::scope::Time;
use super::token::{Figure, Unit};
use super::words::Word;
use super::{Doubt, Reading, Sum};
use crate::forms::claims::{ANSWERED, Axis, CARRIED_IN, CARRIED_OUT, DISCLOSURE, REQUESTS, REVIEW};

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

pub fn total(rows: Vec<&'static str>) -> Sum {
    Sum { table: REQUESTS, rows, cols: vec!["total"] }
}

pub fn plain(sum: Sum) -> Reading {
    Reading { sum, plain: true }
}

impl Reader<'_> {
    /// A figure with its labels: which table, which rows, which columns.
    pub fn figure(&mut self, labels: &[Named], counted: Counted, words: Words) {
        // 收到行政复议2件，尚未办结1件
        let of_cases = !self.state.reviews.is_empty() && !self.of_requests && self.state.rows.is_empty();
        let pending: Vec<Named> = by_id("pending").into_iter().collect();
        let labels =
            if of_cases && matches!(labels, [only] if only.id == CARRIED_OUT) { &pending } else { labels };
        let tables: Vec<&str> =
            labels.iter().filter(|label| !is_stage(label)).map(|label| label.table).collect();
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

    pub fn requests_figure(&mut self, labels: &[Named], counted: Counted, words: Words) {
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
        let verbs = rows.len() > 1 && rows.iter().all(|label| is_stage(label)) && has(&rows, ANSWERED);
        let taken_on = has(&rows, "received") && has(&rows, "handled");
        let loose_rows = !taken_on && rows.iter().any(|label| !label.firm);
        let loose = verbs || loose_rows || applicants.iter().any(|label| !label.firm);
        // 办理 with what was new and what came over said beside it means their sum.
        let both =
            ["new", "carried_in"].iter().all(|id| self.state.rows.iter().any(|(sum, _)| sum.rows == [*id]));
        let loose =
            loose && !(first.is_some_and(|label| label.id == "handled") && (both || words.with_carried));
        let accepted = first.is_some_and(|label| label.id == "accepted" && !words.with_carried);
        let doubt = counted.doubt.or(loose.then_some(Doubt::Loose));
        let doubt = doubt.or(accepted.then_some(Doubt::Accepted));
        self.say(readings, counted.figure, counted.span, doubt);
    }

    /// The rows whose applicants are told: the whole said last, or the requests received.
    pub fn rows_of_applicants(&self) -> Vec<Reading> {
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

    pub fn remember_row(&mut self, row: Option<Named>, readings: &[Reading], counted: Counted) {
        let (Some(row), Some(value)) = (row, counted.figure.value.as_integer()) else { return };
        if row.rank == 1 {
            self.state.stage = Some((row, value));
        }
        self.state.grown = matches!(row.id, "received" | "accepted").then_some(value);
        self.state.carried_out |= row.id == CARRIED_OUT && value > 0;
        if let Some(main) = readings.first() {
            self.keep_row(main.sum.clone(), value);
        }
    }

    /// Keeps a figure for what may be said of it.
    pub fn remember(&mut self, said: Said) {
        if said.sum.as_ref().is_none_or(|sum| sum.rows != ["new"] || sum.cols != ["total"]) {
            self.state.grown = None;
        }
        self.state.last = Some(said.clone());
        self.keep(said);
    }

    pub fn review_figure(&mut self, labels: &[Named], counted: Counted) {
        if counted.figure.unit != Unit::Count || (self.state.filed && !self.is_of_disclosure(counted.span.0))
        {
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
        let shared = if cols.is_empty() { ids(&self.state.shared) } else { Vec::new() };
        let cols = if cols.is_empty() { vec!["total"] } else { cols };
        let sum = |rows: Vec<&'static str>| Sum { table: REVIEW, rows, cols: cols.clone() };
        let mut readings = vec![plain(sum(named_rows.clone()))];
        if !shared.is_empty() && !named_rows.is_empty() {
            readings.insert(0, plain(Sum { cols: shared, ..sum(named_rows.clone()) }));
        }
        if labels.iter().any(|label| label.id == "lost") && named_rows.is_empty() {
            readings = by_id("suits").into_iter().map(|suits| plain(sum(suits.ids.to_vec()))).collect();
        } else if named_rows.is_empty() {
            readings = vec![plain(sum(self.state.review.clone()))];
            if self.state.reviews != self.state.review {
                readings.push(plain(sum(self.state.reviews.clone())));
            }
        }
        let judicial = self.teller.is_judicial() && !counted.figure.value.is_zero();
        let loose = labels.iter().any(|label| !label.firm) || judicial;
        if let (Some(value), Some(main)) = (counted.figure.value.as_integer(), readings.first()) {
            self.remember(Said { value, sum: Some(main.sum.clone()), kind: kind_of(labels) });
        }
        let doubt = counted.doubt.or(filed).or(loose.then_some(Doubt::Loose));
        self.say(readings, counted.figure, counted.span, doubt);
    }

    /// 行政许可上一年12项，本年减少1项: the columns of 表二 that the form of 2019 has.
    pub fn items(&mut self, piece: &Piece, figure: Figure, span: (usize, usize)) -> bool {
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

    pub fn disclosure_figure(&mut self, labels: &[Named], counted: Counted) {
        let named_rows = ids(&own(labels, DISCLOSURE, Axis::Row));
        let rows = if named_rows.is_empty() { self.state.documents.clone() } else { named_rows };
        let Some(row) = rows.first().copied() else { return };
        let documents = matches!(row, "rules" | "normative_documents");
        let mut cols = ids(&own(labels, DISCLOSURE, Axis::Col));
        if cols.is_empty() && documents && counted.doubt.is_none() {
            cols.clone_from(&self.state.columns);
        }
        self.state.columns.clone_from(&cols);
        let processed = labels.iter().any(|label| matches!(label.id, "received" | "accepted" | ANSWERED));
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
        let plain_documents =
            self.plain_documents && self.teller.year.is_none_or(|year| year >= ADMINISTRATIVE_SINCE);
        let published = self.state.published && cols == ["decisions"];
        let loose = documents && (rows == ["rules"] || plain_documents) || row == "procurement" || published;
        let sum = Sum { table: DISCLOSURE, rows: vec![row], cols };
        let doubt = counted.doubt.or(loose.then_some(Doubt::Loose));
        self.say(vec![plain(sum)], counted.figure, counted.span, doubt);
    }
}

/// What a list of such figures is a list of.
fn kind_of(labels: &[Named]) -> Option<(&'static str, u8, bool)> {
    let first = highest(labels).first().copied()?;
    match first.id {
        // What was received and what came over are added up.
        "received" | "accepted" | CARRIED_IN => Some((first.table, 1, true)),
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
        sums.iter().map(move |reading| Reading {
            sum: Sum { cols: cols.clone(), ..reading.sum.clone() },
            ..*reading
        })
    };
    columns.iter().flat_map(of).collect()
}

/// What the rows of labels may mean.
fn readings(labels: &[Named], rows: &[Named], words: Words) -> Vec<Reading> {
    let Some(first) = rows.first().copied() else { return Vec::new() };
    if first.rank == 1 {
        let mut list: Vec<Reading> = Vec::new();
        for reading in rows.iter().flat_map(|stage| stage_readings(stage, words)) {
            if list.iter().all(|known| known.sum != reading.sum) {
                list.push(reading);
            }
        }
        return list;
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
    let groups: Vec<Named> =
        labels.iter().filter(|label| is_requests(label) && label.rank == 3).copied().collect();
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
    let or =
        handled.or.iter().map(|rows| Reading { sum: total(rows.to_vec()), plain: handled.id != "received" });
    std::iter::once(plain(total(handled.ids.to_vec()))).chain(or).collect()
}
