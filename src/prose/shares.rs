//! What is said about figures: shares, growth, rates, and parts that make up a whole.

use super::cells::Counted;
use super::labels::{
    Named, any, highest, ids, is, is_applicant, is_requests, is_review, is_row, label, named,
};
use super::piece::Piece;
use super::reader::{Reader, Said};
use super::scope::Time;
use super::token::{Figure, Kind, Percent, Token, Unit};
use super::words::Word;
use super::{Saying, Sum};
use crate::forms::claims::{ANSWERED, CARRIED_IN, REQUESTS};

impl Reader<'_> {
    /// 占5%, 同比增长5%, 办结率100%.
    pub fn percent(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let scope = self.state.scope;
        let grows = any(before, Word::Compare) && scope.time == Time::Last && self.state.past.is_some();
        if (scope.time != Time::Own && !grows) || scope.foreign || any(before, Word::About) {
            return;
        }
        if any(before, Word::Rate) {
            self.rate(before, percent, span);
        } else if any(before, Word::Compare) {
            self.growth(before, percent, span);
        } else {
            self.share(before, percent, span);
        }
    }

    fn share(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let at = before.iter().position(|token| is(token, Word::Share)).unwrap_or(before.len());
        let (of_part, of_whole) = before.split_at(at.min(before.len()));
        let known = before.iter().all(|token| !self.is_unknown(token) && !is(token, Word::Wide));
        if !known || any(of_whole, Word::Way) {
            return;
        }
        let Some(part) = self.part(of_part) else { return self.share_of_row(of_part, percent, span) };
        let new = part.sum.as_ref().is_some_and(|sum| sum.rows == ["new"] && sum.cols == ["total"]);
        if !new {
            let of = whole_named(of_whole);
            self.push_share(part, of, percent, span);
        }
    }

    /// 自然人占88.8%, with no figure.
    fn share_of_row(&mut self, of_part: &[Token], percent: Percent, span: (usize, usize)) {
        let labels = named(of_part, |_| true);
        let [only] = labels.as_slice() else { return };
        let applicants = is_applicant(only);
        let group = is_requests(only) && is_row(only) && only.rank == 3;
        if !self.is_about_requests() || !only.firm || !(applicants || group) || !only.or.is_empty() {
            return;
        }
        let (rows, cols) =
            if group { (only.ids.to_vec(), vec!["total"]) } else { (vec!["new"], only.ids.to_vec()) };
        let sum = Sum { table: REQUESTS, rows, cols };
        let wholes = self.state.stage.iter().map(|(_, value)| *value).collect();
        self.push(Saying::Share { part: None, sum: Some(sum), of: None, wholes, percent }, span);
    }

    /// The figure a share is of: the one named before 占, or the last one said.
    fn part(&mut self, of_part: &[Token]) -> Option<Said> {
        let way: String = of_part
            .iter()
            .filter(|token| is(token, Word::Way))
            .map(|token| self.teller.word(token))
            .collect();
        if !way.is_empty() {
            let named = self.state.ways.iter().find(|known| known.name == way)?;
            return Some(Said { value: named.value, sum: None, kind: None });
        }
        let labels = named(of_part, |_| true);
        if labels.is_empty() {
            return self.state.last.take();
        }
        let (rows, cols) = (of_axis(&labels, is_row), of_axis(&labels, |label| !is_row(label)));
        let same = |said: &&Said| {
            said.sum.as_ref().is_some_and(|sum| {
                (rows.is_empty() || sum.rows == rows) && (cols.is_empty() || sum.cols == cols)
            })
        };
        self.state.said.iter().rev().find(same).cloned()
    }

    fn push_share(&mut self, part: Said, of: Option<Sum>, percent: Percent, span: (usize, usize)) {
        let mut wholes: Vec<i64> = self.state.stage.iter().map(|(_, value)| *value).collect();
        let said = self.state.said.iter().filter(|said| said.value >= part.value && said.sum != part.sum);
        let rows = self.state.rows.iter().filter(|(sum, _)| part.sum.as_ref() != Some(sum));
        let rows = rows.map(|(_, value)| *value);
        wholes.extend(said.map(|said| said.value).chain(rows));
        wholes.retain(|whole| *whole >= part.value);
        wholes.sort_unstable();
        wholes.dedup();
        self.push(Saying::Share { part: Some(part.value), sum: part.sum, of, wholes, percent }, span);
    }

    /// 41件、6件，分别占39.4%、5.8%: shares of the figures said last, in order.
    pub fn shares_respectively(&mut self, numbers: &[Token]) {
        let Some(first) = self.state.said.len().checked_sub(numbers.len()) else { return };
        let parts: Vec<Said> = self.state.said.get(first..).unwrap_or_default().to_vec();
        let alike = parts.windows(2).all(|pair| matches!(pair, [one, two] if one.kind == two.kind));
        if !alike {
            return;
        }
        for (part, number) in parts.into_iter().zip(numbers) {
            if let Kind::Percent(percent) = number.kind {
                self.push_share(part, None, percent, (number.from, number.to));
            }
        }
    }

    /// 办结率100%; any other is the share of those answered.
    fn rate(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let hundred = 10_i64.checked_pow(percent.scale).and_then(|unit| unit.checked_mul(100));
        let word = before.iter().rev().find(|token| is(token, Word::Rate));
        // 答复率 may be of those that were due.
        let timely =
            word.is_some_and(|token| self.teller.word(token) != "办结率") || any(before, Word::InTime);
        let answered = self.state.stage.filter(|(label, _)| label.id == ANSWERED);
        if !self.is_about_requests() || !self.state.reviews.is_empty() {
            return;
        }
        if hundred == Some(percent.mantissa) {
            if answered.is_none() && !self.state.carried_out {
                self.push(Saying::AllDone { in_time: timely }, span);
            }
        } else if let Some((_, value)) = answered.filter(|_| !timely) {
            let sum = Sum { table: REQUESTS, rows: vec!["results_total"], cols: vec!["total"] };
            self.push_share(Said { value, sum: Some(sum), kind: None }, None, percent, span);
        }
    }

    fn growth(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let own = before.iter().all(|token| !self.is_unknown(token) && !is(token, Word::Way));
        let (Some(now), Some(up), true) = (self.state.grown, self.direction(before), own) else { return };
        let last = self.state.past;
        self.push(Saying::Growth { now, before: last, percent, up }, span);
    }

    /// More (增加, 多) or fewer (减少, 少), as the words before a figure have it.
    pub fn direction(&self, before: &[Token]) -> Option<bool> {
        let compares = any(before, Word::Compare);
        let words: String = before
            .iter()
            .filter(|token| is(token, Word::Compare) || (compares && is(token, Word::About)))
            .map(|token| self.teller.word(token))
            .collect();
        let (up, down) = (words.contains(['增', '升', '涨', '多']), words.contains(['减', '降', '落', '少']));
        (up != down).then_some(up)
    }

    /// 较2021年的530件, 增加29件: figures beside this year's, and how they differ.
    pub fn compared(&mut self, piece: &Piece, figure: Figure) -> bool {
        let before = piece.before;
        let compares = any(before, Word::Compare);
        let of_last_year = before.iter().any(|token| self.is_last_year(token));
        let value = figure.value.as_integer().filter(|_| figure.unit == Unit::Count && figure.exact);
        let direction = self.direction(before);
        if any(before, Word::Reach) {
            return false;
        }
        match (direction, value) {
            (Some(up), Some(by)) => self.changed(before, by, up, (piece.number.from, piece.number.to)),
            (None, Some(past)) if of_last_year && self.is_about_past(piece) => {
                self.state.past = Some(past);
                return true;
            }
            _ => {}
        }
        compares || piece.behind.first().is_some_and(|token| is(token, Word::Compare))
    }

    /// 由2023年的512件: a year the figure is only compared with; 较上年的512件.
    fn is_last_year(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Year(year) => {
                self.teller.year.is_some_and(|own| own.checked_sub(1) == Some(year))
                    && "由从与同较比".contains(self.teller.before(token))
            }
            Kind::Word(Word::Past) => "由从与同较比".contains(self.teller.before(token)),
            Kind::Word(Word::Compare) => {
                ["上年", "上一年", "去年"].iter().any(|word| self.teller.word(token).contains(word))
            }
            _ => false,
        }
    }

    fn is_about_past(&self, piece: &Piece) -> bool {
        let stages = named(piece.before, |_| true);
        let received = stages.iter().all(|label| matches!(label.id, "received" | "accepted"));
        received && !piece.before.iter().any(|token| self.is_unknown(token) || is(token, Word::Way))
    }

    /// The difference to last year: it gives last year's figure, or must agree with it.
    fn changed(&mut self, before: &[Token], by: i64, up: bool, span: (usize, usize)) {
        let another_year = |token: &Token| matches!(token.kind, Kind::Year(_)) && !self.is_last_year(token);
        if before.iter().any(another_year) {
            return;
        }
        let own = before.iter().all(|token| !self.is_unknown(token) && !is(token, Word::Way));
        let (Some(now), true) = (self.state.grown, own) else { return };
        let scope = self.state.scope;
        let last = self.state.past;
        if last.is_some() || (scope.time == Time::Own && !scope.foreign) {
            self.push(Saying::Change { now, before: last, by, up }, span);
        }
        self.state.past = last.or(if up { now.checked_sub(by) } else { now.checked_add(by) });
    }

    /// 合计276件 behind its parts.
    pub fn total_of_parts(&mut self, piece: &Piece, figure: Figure, span: (usize, usize)) -> bool {
        let small = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(
                    Word::Sum | Word::Neutral | Word::Equals | Word::And | Word::Requests | Word::Apply
                )
            )
        };
        let bare = any(piece.before, Word::Sum) && piece.before.iter().all(small);
        let Some(whole) = figure.value.as_integer().filter(|_| bare && self.state.said.len() > 1) else {
            return false;
        };
        let suffix = self.parts_of(whole).or_else(|| self.list_before());
        let Some(first) = suffix else { return false };
        let parts: Vec<i64> =
            self.state.said.get(first..).unwrap_or_default().iter().map(|said| said.value).collect();
        self.state.ways.clear();
        self.push(Saying::Parts { whole, parts, complete: true }, span);
        self.remember(Said { value: whole, sum: None, kind: None });
        true
    }

    /// Where the figures begin that add up to `whole`.
    fn parts_of(&self, whole: i64) -> Option<usize> {
        let mut sum = 0_i64;
        for (at, said) in self.state.said.iter().enumerate().rev() {
            sum = sum.checked_add(said.value)?;
            if sum == whole && at + 1 < self.state.said.len() {
                return Some(at);
            }
        }
        None
    }

    /// Where the list begins whose members are of one kind.
    fn list_before(&self) -> Option<usize> {
        let kind = self.state.said.last()?.kind?;
        let length = self.state.said.iter().rev().take_while(|said| said.kind == Some(kind)).count();
        self.state.said.len().checked_sub(length).filter(|_| length > 1)
    }

    /// At the end of a sentence: ways of applying make up what was received.
    pub fn close_ways(&mut self) {
        let parts: Vec<i64> = self.state.ways.iter().map(|way| way.value).collect();
        let Some((_, whole)) = self.state.stage else { return };
        // 收到9件，上年结转1件，其中网上6件、信函4件
        let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
        let carried = self.state.rows.iter().find(|(row, _)| row.rows == [CARRIED_IN]);
        let whole = carried
            .map(|(_, carried)| whole.saturating_add(*carried))
            .filter(|all| *all == sum)
            .unwrap_or(whole);
        if parts.len() >= 2 && self.state.scope.doubt.is_none() && self.is_about_requests() {
            self.push(Saying::Parts { whole, parts, complete: false }, self.sentence);
        }
    }

    /// Words without a figure that mean none.
    pub fn zero(&mut self, labels: &[Named], span: (usize, usize)) {
        self.figure(
            labels,
            Counted { figure: Figure::count(0), span, doubt: None },
            super::cells::Words::default(),
        );
    }
}

fn of_axis(labels: &[Named], wanted: impl Fn(Named) -> bool) -> Vec<&'static str> {
    let list: Vec<Named> = labels.iter().filter(|label| wanted(label)).copied().collect();
    ids(&highest(&list))
}

/// 占不予公开总数的5%: the whole, where it is a row of 表三 or 表四.
fn whole_named(list: &[Token]) -> Option<Sum> {
    let labels: Vec<Named> = list.iter().filter_map(label).collect();
    let row = labels.first().copied().filter(|label| is_row(label))?;
    let plain = is_requests(row) && row.or.is_empty() || is_review(row) || row.id == "received";
    (plain && labels.len() == 1).then(|| Sum {
        table: row.table,
        rows: row.ids.to_vec(),
        cols: vec!["total"],
    })
}
