//! Sentences → statements: goes through the text clause by clause and remembers what was said.
//!
//! What is said before holds on inside the sentence: whose requests, which year, which body, which whole.
//! `piece` finds the words of a figure, `figures` the cells it names, `shares` what is said about figures,
//! `none` what is said without one.

use super::cells::Words;
use super::clause::{Clause, clauses};
use super::flow::Flow;
use super::labels::{
    Named, any, has_number, is, is_number, is_outcome, is_review, is_row, is_ruling, is_stage, label, named,
    tells_requests,
};
use super::piece::pieces;
use super::scope::{Scope, Teller, Time};
use super::sections::Section;
use super::token::{Figure, Kind, Token, tokens};
use super::words::Word;
use super::{Doubt, Reading, Saying, Statement, Sum};
use crate::forms::claims::CARRIED_IN;

/// Most statements of one report, not counting those of the sentence that reaches it.
pub const MAX_STATEMENTS: usize = 500;
/// Longest sentence, in tokens; what is longer is no sentence and is cut.
const MAX_SENTENCE: usize = 1000;
/// Most figures of a sentence that are kept for what may be said of them.
pub const MAX_KEPT: usize = 40;
/// What stands together in the tables only: their text, where a copy lost the cells, is no sentence.
const TABLES: [&str; 6] =
    ["信息内容", "第二十条", "勾稽关系", "总计总计", "商业企业科研机构", "结果维持结果纠正"];

/// A figure that was said.
#[derive(Debug, Clone)]
pub struct Said {
    /// How many.
    pub value: i64,
    /// The cells it names, if it names any.
    pub sum: Option<Sum>,
    /// What kind of thing it is a part of a list of: table and rank of its label.
    pub kind: Option<(&'static str, u8, bool)>,
}

/// A way of applying.
#[derive(Debug, Clone)]
pub struct Way {
    /// How many.
    pub value: i64,
    /// Its name.
    pub name: String,
}

/// What the sentence has said so far.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each is one thing a sentence has said
pub struct State {
    /// Whose figures.
    pub scope: Scope,
    /// Rows of 表四 spoken of in the sentence.
    pub reviews: Vec<&'static str>,
    /// Those of the clause that named some last.
    pub review: Vec<&'static str>,
    /// Rows of 表二 spoken of last.
    pub documents: Vec<&'static str>,
    /// The stage of requests spoken of last, with its figure.
    pub stage: Option<(Named, i64)>,
    /// Rows of 表三 whose totals were said, in order.
    pub rows: Vec<(Sum, i64)>,
    /// What follows are parts of the last of `rows`.
    pub among: bool,
    /// Every figure of the sentence that is not in brackets.
    pub said: Vec<Said>,
    /// The figure said last, for a share behind it.
    pub last: Option<Said>,
    /// Ways of applying.
    pub ways: Vec<Way>,
    /// How deep in brackets they stand.
    pub ways_depth: Option<u32>,
    /// A second level of ways has begun.
    pub ways_closed: bool,
    /// Something was carried over.
    pub carried_out: bool,
    /// A figure without a label, for the clause behind it.
    pub pending: Option<(Figure, (usize, usize))>,
    /// Last year's figure of requests received.
    pub past: Option<i64>,
    /// The columns of 表二 that the clause named last: 制定规章2件、行政规范性文件24件.
    pub columns: Vec<&'static str>,
    /// Unknown words at the head of the clause narrow every member of its list.
    pub narrowed: bool,
    /// 140件行政复议、49件行政诉讼获维持: the ruling behind a list of cases, which may be that of all.
    pub shared: Vec<Named>,
    /// Decisions are said to be published, which all need not be.
    pub published: bool,
    /// Cases were taken in, which the table does not count.
    pub filed: bool,
    /// 立案 said of decisions.
    pub filed_decisions: bool,
    /// What the clause before spoke of, without a figure: 属行政执法案卷的最多，为22件.
    pub subject: Vec<Named>,
    /// The figure that a growth said next is of.
    pub grown: Option<i64>,
}

/// Reads the sentences of one text.
pub struct Reader<'a> {
    /// Whose they are.
    pub teller: Teller<'a>,
    /// The paragraph is about requests.
    topic: bool,
    /// What the sentence has said.
    pub state: State,
    /// First and last character of the sentence.
    pub sentence: (usize, usize),
    /// Where the sentence names 信息公开 or a request first.
    named_at: Option<usize>,
    /// It names the requests.
    pub of_requests: bool,
    /// It speaks of 规范性文件 without 行政.
    pub plain_documents: bool,
    list: Vec<Statement>,
}

/// Reads every sentence of the preface and the sections; headings say no figures.
pub fn statements(
    flow: &Flow,
    sections: &[Section],
    year: Option<u16>,
    body: Option<&str>,
) -> Vec<Statement> {
    let mut reader = Reader {
        teller: Teller { flow, year, body, start: 0 },
        topic: false,
        state: State::default(),
        sentence: (0, 0),
        named_at: None,
        of_requests: false,
        plain_documents: false,
        list: Vec::new(),
    };
    let first = sections.first().map_or(flow.chars.len(), |section| section.from);
    reader.text(0, first);
    for section in sections {
        reader.text(section.body.0, section.body.1);
    }
    reader.list
}

impl Reader<'_> {
    fn text(&mut self, from: usize, to: usize) {
        self.topic = false;
        self.state = State::default();
        let list = tokens(&self.teller.flow.chars, from, to);
        for sentence in list.split_inclusive(|token| matches!(token.kind, Kind::Stop(_))) {
            sentence.chunks(MAX_SENTENCE).for_each(|sentence| self.take_sentence(sentence));
            if sentence.last().is_some_and(|token| token.kind == Kind::Stop(true)) {
                self.topic = false;
                self.state = State::default();
            }
        }
    }

    fn take_sentence(&mut self, sentence: &[Token]) {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return };
        self.sentence = (first.from, last.to);
        if self.list.len() >= MAX_STATEMENTS || TABLES.iter().any(|words| self.place_of(words).is_some()) {
            return;
        }
        self.of_requests = any(sentence, Word::Requests);
        let request = sentence.iter().find(|token| is(token, Word::Requests)).map(|token| token.from);
        self.named_at = self.place_of("信息公开").into_iter().chain(request).min();
        self.plain_documents =
            self.place_of("规范性文件").is_some() && self.place_of("行政规范性文件").is_none();
        let before = std::mem::take(&mut self.state);
        if is(first, Word::Among) {
            // 收到303件。其中，…: goes on.
            self.state = State { ways: Vec::new(), last: None, pending: None, ..before };
        }
        self.teller.start = first.from;
        // 不予公开27件 without a word of requests: such words are said of nothing else.
        self.state.scope.requests |=
            tells_requests(before_foreign(sentence)) || (self.of_requests && !any(sentence, Word::Foreign));
        let clauses = clauses(sentence, self.teller.year);
        self.clauses(&clauses, 0);
        self.close_ways();
        self.topic |= self.state.scope.requests;
    }

    /// Whether 信息公开 is named before this place of the sentence.
    pub fn is_of_disclosure(&self, at: usize) -> bool {
        self.named_at.is_some_and(|named| named < at)
    }

    fn place_of(&self, word: &str) -> Option<usize> {
        let text = self.teller.flow.chars.get(self.sentence.0..self.sentence.1).unwrap_or_default();
        let word: Vec<char> = word.chars().collect();
        text.windows(word.len()).position(|window| window == word).map(|at| self.sentence.0 + at)
    }

    fn clauses(&mut self, list: &[Clause], depth: u32) {
        for (at, clause) in list.iter().enumerate() {
            let next = list.get(at + 1).map(|next| next.tokens.as_slice()).unwrap_or_default();
            self.clause(clause, depth, clause.with_carried || counts_in_carried(next));
            for aside in &clause.asides {
                self.aside(aside, depth + 1);
            }
            if clause.closes {
                self.state.scope.time = Time::Own;
            }
        }
    }

    /// What stands in brackets speaks of the figure before it, and changes nothing for what follows.
    fn aside(&mut self, clauses: &[Clause], depth: u32) {
        let (scope, among, past) = (self.state.scope, self.state.among, self.state.past);
        let (kept, last) = (self.state.rows.len(), self.state.last.clone());
        self.state.among = true;
        self.clauses(clauses, depth);
        self.state.scope = scope;
        self.state.among = among;
        self.state.past = past;
        self.state.rows.truncate(kept);
        if self.state.last.is_some() {
            self.state.last = last;
        }
    }

    fn clause(&mut self, clause: &Clause, depth: u32, with_carried: bool) {
        let list = &none_of(&clause.tokens);
        self.state.scope.subject(list, &self.teller);
        self.notice_rows(list);
        self.state.columns.clear();
        self.state.narrowed = false;
        if any(list, Word::Each) {
            self.state.scope.circumstances(&without_years(list), &self.teller);
            self.respectively(list, depth);
        } else if has_number(list) {
            self.state.shared = shared_ruling(list);
            for piece in pieces(list) {
                self.piece(
                    &piece,
                    depth,
                    Words { with_carried, counted_in: &clause.counted_in, ..Words::default() },
                );
            }
            self.state.subject.clear();
        } else {
            self.state.scope.circumstances(list, &self.teller);
            self.without_figure(list);
            self.state.pending = None;
            self.state.subject =
                named(list, |label| !is_stage(label) && (!is_outcome(label) || label.rank > 2));
        }
    }

    /// The rows of 表二 and 表四 that the clause speaks of, and whether parts follow.
    fn notice_rows(&mut self, list: &[Token]) {
        let mut fresh = true;
        for token in list {
            if is(token, Word::Among) {
                self.state.ways_closed |= !self.state.ways.is_empty();
                self.state.among = true;
            }
            self.state.published |= is(token, Word::Unbound);
            let Some(label) = label(token) else { continue };
            match label.id {
                "published" => self.state.published = true,
                "handled" | "decisions" => self.state.published = false,
                _ => {}
            }
            if !is_row(label) {
                continue;
            }
            if is_review(label) {
                if fresh {
                    self.state.review.clear();
                }
                fresh = false;
                add(&mut self.state.review, label.ids);
                add(&mut self.state.reviews, label.ids);
            } else if label.table == "disclosure" {
                self.state.documents = label.ids.to_vec();
            }
        }
    }

    /// Whether the figures here are of requests.
    pub fn is_about_requests(&self) -> bool {
        (self.state.scope.requests || self.topic) && !self.state.scope.foreign
    }

    /// Keeps a row of 表三 with its total.
    pub fn keep_row(&mut self, sum: Sum, value: i64) {
        if self.state.rows.len() < MAX_KEPT {
            self.state.rows.push((sum, value));
        }
    }

    /// Keeps a figure.
    pub fn keep(&mut self, said: Said) {
        if self.state.said.len() < MAX_KEPT {
            self.state.said.push(said);
        }
    }

    /// Says a figure.
    pub fn say(
        &mut self,
        readings: Vec<Reading>,
        figure: Figure,
        span: (usize, usize),
        doubt: Option<Doubt>,
    ) {
        // A doubt that keeps silent is not made louder by another.
        let silent = doubt.filter(|doubt| matches!(doubt, Doubt::Unsaid | Doubt::Narrowed));
        let doubt = silent.or(self.state.scope.doubt).or(doubt);
        self.push(Saying::Figure { readings, value: figure.value, scale: figure.scale, doubt }, span);
    }

    /// Says something.
    pub fn push(&mut self, saying: Saying, span: (usize, usize)) {
        self.list.push(Statement { saying, span, sentence: self.sentence });
    }
}

fn add(list: &mut Vec<&'static str>, ids: &[&'static str]) {
    for id in ids {
        if !list.contains(id) {
            list.push(id);
        }
    }
}

/// The words before another subject is named.
fn before_foreign(sentence: &[Token]) -> &[Token] {
    let end = sentence.iter().position(|token| is(token, Word::Foreign)).unwrap_or(sentence.len());
    sentence.get(..end).unwrap_or_default()
}

/// 收到8件，其中上年结转1件: what came over is counted in.
fn counts_in_carried(next: &[Token]) -> bool {
    let counted = next.first().is_some_and(|token| is(token, Word::Among) || is(token, Word::With));
    counted && named(next, is_outcome).first().is_some_and(|label| label.id == CARRIED_IN)
}

/// The ruling at the end of a clause that begins with a figure.
fn shared_ruling(list: &[Token]) -> Vec<Named> {
    let first = list.iter().find(|token| label(token).is_some() || is_number(token));
    let ruling = list.iter().rev().find_map(label).filter(|ruling| is_ruling(ruling));
    ruling.filter(|_| first.is_some_and(is_number)).into_iter().collect()
}

/// 没有一件…: one of none is none.
fn none_of(list: &[Token]) -> Vec<Token> {
    let one = |pair: &[Token]| match pair {
        [not, Token { kind: Kind::Figure(figure), .. }] => {
            is(not, Word::Not) && figure.value.as_integer() == Some(1)
        }
        _ => false,
    };
    match list.windows(2).position(one) {
        Some(at) if list.iter().filter(|token| is_number(token)).count() == 1 => {
            list.iter().enumerate().filter(|(index, _)| *index != at + 1).map(|(_, token)| *token).collect()
        }
        _ => list.to_vec(),
    }
}

/// 2023年、2024年分别…: the years are members of the list, not the time of the sentence.
fn without_years(list: &[Token]) -> Vec<Token> {
    list.iter().filter(|token| !matches!(token.kind, Kind::Year(_))).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::prose::labels::STEPS;

    /// Tokens looked at in a text of so many pieces.
    fn steps(piece: &str, count: usize) -> usize {
        let blocks = vec![Block::Paragraph(piece.repeat(count))];
        let flow = Flow::of(&Document { blocks, ..Document::default() });
        STEPS.with(|steps| steps.set(0));
        statements(&flow, &[], Some(2023), None);
        STEPS.with(std::cell::Cell::get)
    }

    /// One sentence without end: twice the text is about twice the work, and never more than so much a character.
    #[test]
    fn the_work_grows_with_the_text() {
        let pieces = [
            "收到政府信息公开申请1件",
            "收到政府信息公开申请1件，",
            "予以公开1件、",
            "1件、",
            "行政复议、",
            "占5%",
            "（含",
            "未收到、",
            "分别为1件、2件",
            "合计1件，",
            "去年",
            "X1",
        ];
        for piece in pieces {
            let (one, two) = (steps(piece, 4000), steps(piece, 8000));
            assert!(two <= one * 5 / 2 + 10_000, "{piece}: {one} steps, then {two}");
            let characters = 8000 * piece.chars().count();
            assert!(two < characters * 600, "{piece}: {two} steps for {characters} characters");
        }
    }
}
