//! Tokens → statements: which cells a figure in a sentence names, read clause by clause.
//!
//! What is said before holds on inside the sentence: whose requests, which year, which body. A figure is
//! taken with the labels on its own side of the clause; where a word speaks against the plain meaning the
//! statement carries a doubt, and where the subject is another there is no statement at all.

use crate::forms::claims::{ANSWERED, Axis, CARRIED, CARRIED_IN, CARRIED_OUT, LABELS, Label};
use crate::number::Decimal;

use super::flow::{BREAK, Flow};
use super::sections::Section;
use super::token::{Figure, Kind, Percent, Token, Unit, tokens};
use super::words::Word;
use super::{Saying, Statement, Sum};

/// Most statements of one report, not counting those of the sentence that reaches it.
const MAX_STATEMENTS: usize = 500;
/// Longest sentence, in tokens; what is longer is no sentence and is cut.
const MAX_SENTENCE: usize = 1000;
/// Characters before a word for a body that say which body it is.
const BODY_NAME: usize = 1;

const OTHER_BODY: &str = "说的可能是某一个单位，不是表中的统计范围";
const OTHER_AREA: &str = "说的可能是更大的范围，不是本机关的数";
const NARROWED: &str = "句中另有限定，可能只是其中一部分";
const LOOSE: &str = "这个说法不只一种含义";
const FILED: &str = "收到、受理的案件不一定是表中统计的案件";

/// What the sentence has said so far.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is one thing a sentence has said
struct State {
    requests: bool,
    foreign: bool,
    /// Neither this year nor the whole of it.
    other_time: bool,
    doubt: Option<&'static str>,
    among: bool,
    /// Rows of 表四 spoken of.
    review: Vec<&'static str>,
    /// Rows of 表二 spoken of.
    documents: Vec<&'static str>,
    /// The stage spoken of last, and its figure.
    stage: Option<(usize, i64)>,
    /// The figure said last, for a share behind it.
    last: Option<(i64, Option<Sum>)>,
    ways: Vec<i64>,
    /// A second level of ways has begun.
    ways_closed: bool,
    carried_out: bool,
    /// A figure without a label, for the clause behind it.
    pending: Option<(Figure, (usize, usize))>,
}

struct Reader<'a> {
    flow: &'a Flow,
    year: Option<u16>,
    body: Option<&'a str>,
    /// The paragraph is about requests.
    topic: bool,
    state: State,
    sentence: (usize, usize),
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
        flow,
        year,
        body,
        topic: false,
        state: State::default(),
        sentence: (0, 0),
        list: Vec::new(),
    };
    let first = sections.first().map_or(flow.chars.len(), |section| section.from);
    reader.text(0, first);
    for section in sections {
        reader.text(section.body.0, section.body.1);
    }
    reader.list
}

fn label(word: Kind) -> Option<usize> {
    match word {
        Kind::Word(Word::Label(at)) => Some(at),
        _ => None,
    }
}

fn spec(at: usize) -> Option<&'static Label> {
    LABELS.get(at)
}

fn is(token: &Token, word: Word) -> bool {
    token.kind == Kind::Word(word)
}

fn any(list: &[Token], word: Word) -> bool {
    list.iter().any(|token| is(token, word))
}

fn named(list: &[Token], wanted: &dyn Fn(&Label) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    for at in list.iter().filter_map(|token| label(token.kind)) {
        if spec(at).is_some_and(wanted) && !found.contains(&at) {
            found.push(at);
        }
    }
    found
}

fn is_requests(label: &Label) -> bool {
    label.table == "requests"
}

fn is_review(label: &Label) -> bool {
    label.table == "review"
}

fn is_row(label: &Label) -> bool {
    label.axis == Axis::Row
}

fn is_stage(label: &Label) -> bool {
    is_requests(label) && is_row(label) && label.rank == 1
}

impl Reader<'_> {
    fn text(&mut self, from: usize, to: usize) {
        self.topic = false;
        self.state = State::default();
        let list = tokens(&self.flow.chars, from, to);
        for sentence in list.split_inclusive(|token| matches!(token.kind, Kind::Stop(_))) {
            sentence.chunks(MAX_SENTENCE).for_each(|sentence| self.take_sentence(sentence));
            if sentence.last().is_some_and(|token| token.kind == Kind::Stop(true)) {
                self.topic = false;
            }
        }
    }

    fn take_sentence(&mut self, sentence: &[Token]) {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return };
        if self.list.len() >= MAX_STATEMENTS {
            return;
        }
        self.state = State::default();
        self.sentence = (first.from, last.to);
        self.clauses(sentence, 0);
        self.close_parts();
        if self.state.requests {
            self.topic = true;
        }
    }

    /// Splits at commas; what stands in brackets comes after the clause around it.
    fn clauses(&mut self, list: &[Token], depth: u32) {
        let (mut clause, mut inner): (Vec<Token>, Vec<&[Token]>) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(token) = list.get(at) {
            at += 1;
            match token.kind {
                Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop(_) => {
                    self.flush(&mut clause, &mut inner, depth);
                    if token.kind == Kind::Semicolon {
                        self.state.other_time = false;
                    }
                }
                Kind::Open if depth < 2 => {
                    let rest = list.get(at..).unwrap_or_default();
                    let close = closing(rest);
                    inner.push(rest.get(..close).unwrap_or_default());
                    at += close + 1;
                }
                Kind::Open | Kind::Close => {}
                _ => clause.push(*token),
            }
        }
        self.flush(&mut clause, &mut inner, depth);
    }

    fn flush(&mut self, clause: &mut Vec<Token>, inner: &mut Vec<&[Token]>, depth: u32) {
        let brings_in =
            |list: &[Token]| !has_figure(list) || !named(list, &|label| label.id == CARRIED_IN).is_empty();
        let carried_too = inner.iter().any(|list| any(list, Word::With) && brings_in(list));
        self.clause(&mut std::mem::take(clause), depth, carried_too);
        for list in inner.drain(..) {
            self.clauses(list, depth + 1);
        }
    }

    fn clause(&mut self, clause: &mut [Token], depth: u32, carried_too: bool) {
        self.join_carried(clause);
        if clause.is_empty() {
            return;
        }
        self.notice_subject(clause);
        if any(clause, Word::Each) {
            self.respectively(clause, depth);
        } else if has_figure(clause) {
            self.pieces(clause, depth, carried_too);
        } else {
            self.notice_circumstances(clause);
            self.without_figure(clause);
            self.state.pending = None;
        }
    }

    /// 上年 … 结转, 结转 … 下年: one label.
    fn join_carried(&self, clause: &mut [Token]) {
        let find = |id: &str| LABELS.iter().position(|label| label.id == id).unwrap_or(0);
        let (bare, carried_in, carried_out) = (find(CARRIED), find(CARRIED_IN), find(CARRIED_OUT));
        let last = self.year.and_then(|year| year.checked_sub(1));
        let next = self.year.map(|year| year + 1);
        let mut before: Option<usize> = None;
        let mut carried: Option<usize> = None;
        for at in 0..clause.len() {
            let Some(token) = clause.get(at).copied() else { continue };
            let past = match token.kind {
                Kind::Word(Word::Past) => true,
                Kind::Year(year) => last.is_none_or(|last| last == year),
                _ => false,
            };
            let future = match token.kind {
                Kind::Word(Word::Future) => true,
                Kind::Year(year) => next == Some(year),
                _ => false,
            };
            let mut set = |at: usize, kind: Kind| {
                if let Some(token) = clause.get_mut(at) {
                    token.kind = kind;
                }
            };
            if label(token.kind) == Some(bare) {
                carried = Some(at);
                if let Some(year) = before.take() {
                    set(at, Kind::Word(Word::Label(carried_in)));
                    set(year, Kind::Word(Word::Neutral));
                    carried = None;
                }
            } else if past {
                before = Some(at);
            } else if future {
                if let Some(first) = carried.take() {
                    set(first, Kind::Word(Word::Label(carried_out)));
                    set(at, Kind::Word(Word::Neutral));
                }
            } else if matches!(token.kind, Kind::Figure(_) | Kind::Percent(_)) {
                before = None;
                carried = None;
            }
        }
    }

    /// Whose the figures of this clause are.
    fn notice_subject(&mut self, clause: &[Token]) {
        for (at, token) in clause.iter().enumerate() {
            match token.kind {
                Kind::Word(Word::Requests) => {
                    self.state.requests = true;
                    self.state.foreign = false;
                }
                Kind::Word(Word::Apply) => {
                    if another_request(clause.get(..at).unwrap_or_default()) {
                        self.state.foreign = true;
                    } else if !self.state.foreign {
                        self.state.requests = true;
                    }
                }
                Kind::Word(Word::Foreign) => self.state.foreign = true,
                Kind::Word(Word::Among) => {
                    self.state.ways_closed |= !self.state.ways.is_empty();
                    self.state.among = true;
                }
                Kind::Word(Word::Label(label)) => {
                    let asks = self.flow.chars.get(token.to - 1) == Some(&'请');
                    self.state.requests |=
                        asks && !self.state.foreign && spec(label).is_some_and(is_requests);
                    let Some(label) = spec(label).filter(|label| is_row(label) && !is_requests(label)) else {
                        continue;
                    };
                    let beside = at.checked_sub(1).and_then(|before| clause.get(before));
                    if is_review(label) || !beside.is_some_and(|before| is(before, Word::Foreign)) {
                        self.state.foreign = false;
                    }
                    let rows =
                        if is_review(label) { &mut self.state.review } else { &mut self.state.documents };
                    if !is_review(label) {
                        rows.clear();
                    }
                    rows.extend(label.ids.iter().filter(|id| !rows.contains(id)).collect::<Vec<_>>());
                }
                _ => {}
            }
        }
    }

    /// Years, parts of a year, areas and bodies.
    fn notice_circumstances(&mut self, list: &[Token]) {
        for token in list {
            match token.kind {
                Kind::Year(year) => self.state.other_time = self.year.is_some_and(|own| own != year),
                Kind::Word(Word::Past | Word::Future | Word::Span) => self.state.other_time = true,
                Kind::Word(Word::Now) => self.state.other_time = false,
                Kind::Word(Word::Wide) => self.state.doubt = (!self.is_government()).then_some(OTHER_AREA),
                Kind::Word(Word::Body) if self.state.doubt != Some(OTHER_AREA) => {
                    let wide = list.iter().any(|token| is(token, Word::Wide));
                    if !wide && !self.is_own(token) {
                        self.state.doubt = Some(OTHER_BODY);
                    }
                }
                _ => {}
            }
        }
    }

    /// Governments report for their whole area; so may a body whose name is not known.
    fn is_government(&self) -> bool {
        let ends = ["政府", "省", "市", "区", "县", "州", "旗", "盟", "镇", "乡", "街道", "办事处"];
        self.body.is_none_or(|body| ends.iter().any(|end| body.ends_with(end)))
    }

    /// 我局, 各部门, or the name of the body that reports.
    fn is_own(&self, token: &Token) -> bool {
        let start = token.from.saturating_sub(BODY_NAME).max(self.sentence.0);
        let name = self.flow.chars.get(start..token.to).unwrap_or_default();
        let before = name.first().copied().filter(|_| start < token.from).unwrap_or(BREAK);
        let word: String = self.flow.chars.get(token.from..token.to).unwrap_or_default().iter().collect();
        // 局, 乡政府 with no name in front is the body itself; its office is not.
        let office = matches!(word.as_str(), "办公室" | "办公厅" | "本级");
        if "我本全该各贵级府关由".contains(before) && !office {
            return true;
        }
        let kind = matches!(word.as_str(), "局" | "乡" | "镇" | "街道" | "中心" | "大队" | "支队");
        if "我本该".contains(before) || (kind && !before.is_alphabetic()) {
            return true;
        }
        let Some(body) = self.body else { return false };
        let name: String = name.iter().collect();
        body.contains(&name) || (word.chars().count() > 2 && body.ends_with(&word))
    }

    // ---- clauses without a figure ------------------------------------------------------------------

    fn without_figure(&mut self, clause: &[Token]) {
        if self.state.other_time || self.state.foreign {
            return;
        }
        let rows = named(clause, &|label| is_requests(label) && is_row(label) && label.rank > 1);
        if let Some((figure, span)) =
            self.state.pending.filter(|_| !rows.is_empty() && !any(clause, Word::Not))
        {
            self.figure(&rows, figure, span, None);
        } else if any(clause, Word::Not) {
            self.nothing(clause);
        } else if any(clause, Word::All) {
            self.all(clause);
        }
    }

    /// 未收到申请, 未发生行政复议、行政诉讼: everything behind the negation is known and unqualified.
    fn nothing(&mut self, clause: &[Token]) {
        let Some(at) = clause.iter().position(|token| is(token, Word::Not)) else { return };
        let before = clause.get(..at).unwrap_or_default();
        if clause.len() == at + 1 {
            return self.ends_in_zero(before, clause.get(at).map_or((0, 0), |token| (token.from, token.to)));
        }
        let behind = clause.get(at + 1..).unwrap_or_default();
        let plain = behind.iter().all(|token| {
            matches!(
                token.kind,
                Kind::Word(Word::Label(_) | Word::Requests | Word::Apply | Word::Neutral | Word::And)
            )
        });
        if !plain || self.state.doubt.is_some() {
            return;
        }
        let span = (clause.get(at).map_or(0, |t| t.from), behind.last().map_or(0, |t| t.to));
        let review = named(behind, &|label| is_review(label) && is_row(label));
        for &at in &review {
            let cols = named(behind, &|label| is_review(label) && label.axis == Axis::Col);
            self.zero(&[at], &cols, span);
        }
        let rulings = named(behind, &|label| is_review(label) && label.axis == Axis::Col);
        if review.is_empty() && !rulings.is_empty() && !self.state.review.is_empty() {
            self.zero(&[], &rulings, span);
        }
        if !review.is_empty() && !behind.iter().any(|token| is(token, Word::And)) {
            return;
        }
        let rows = named(behind, &|label| is_requests(label) && is_row(label) && label.rank > 1);
        let stages = named(behind, &|label| is_stage(label) && matches!(label.id, "received" | "accepted"));
        let about_requests = behind.iter().any(|t| is(t, Word::Requests)) || Self::applies(behind);
        let is_applicant = |label: &Label| is_requests(label) && label.axis == Axis::Col;
        let applicants = [named(before, &is_applicant), named(behind, &is_applicant)].concat();
        let before_review = review.is_empty() || Self::requests_beside_review(behind);
        if !rows.is_empty() && about_requests | self.is_about_requests() {
            self.zero(&rows, &applicants, span);
        } else if about_requests
            && before_review
            && (!stages.is_empty() || named(behind, &is_stage).is_empty())
        {
            let received = named_by(&["received"]);
            self.zero(&received, &applicants, span);
        }
    }

    /// 政府信息公开申请为零
    fn ends_in_zero(&mut self, before: &[Token], span: (usize, usize)) {
        let zero = self.flow.chars.get(span.0) == Some(&'零');
        if zero && any(before, Word::Requests) && label_free(before) && self.state.doubt.is_none() {
            let received = named_by(&["received"]);
            self.zero(&received, &[], span);
        }
    }

    /// 无申请、行政复议: the requests are one of the things that there were none of.
    fn requests_beside_review(list: &[Token]) -> bool {
        list.windows(2).any(|pair| {
            matches!(pair, [first, second] if matches!(first.kind, Kind::Word(Word::Requests | Word::Apply)) && is(second, Word::And))
        })
    }

    fn applies(list: &[Token]) -> bool {
        any(list, Word::Apply) && named(list, &is_review).is_empty()
    }

    fn zero(&mut self, rows: &[usize], cols: &[usize], span: (usize, usize)) {
        let figure = Figure { value: Decimal::integer(0), unit: Unit::Count, scale: 0, exact: true };
        let all: Vec<usize> = rows.iter().chain(cols).copied().collect();
        self.figure(&all, figure, span, None);
    }

    /// 均已答复, 均为自然人, 均获维持.
    fn all(&mut self, clause: &[Token]) {
        let span = (clause.first().map_or(0, |t| t.from), clause.last().map_or(0, |t| t.to));
        let rulings = named(clause, &|label| is_review(label) && label.axis == Axis::Col);
        let applicants = named(clause, &|label| is_requests(label) && label.axis == Axis::Col);
        let answered = named(clause, &|label| label.id == ANSWERED);
        if rulings.iter().any(|&at| spec(at).is_some_and(|label| label.id == "upheld")) && rulings.len() == 1
        {
            let others = named_by(&["corrected", "other_outcome", "pending"]);
            if !self.state.review.is_empty() && self.state.doubt.is_none() {
                self.zero(&[], &others, span);
            }
        } else if applicants.len() == 1 && answered.is_empty() && self.is_about_requests() {
            let organisation = named_by(&["organisation"]);
            let natural =
                applicants.first().and_then(|&at| spec(at)).is_some_and(|label| label.id == "natural");
            let stage = self.state.stage.map_or("received", |(at, _)| spec(at).map_or("received", |l| l.id));
            if natural && matches!(stage, "received" | "accepted") && self.state.doubt.is_none() {
                let rows = named_by(&["received"]);
                self.zero(&rows, &organisation, span);
            }
        } else if !answered.is_empty() {
            self.all_done(clause, span);
        }
    }

    fn all_done(&mut self, clause: &[Token], span: (usize, usize)) {
        let stage = self.state.stage.and_then(|(at, _)| spec(at)).map(|label| label.id);
        let whose = match stage {
            Some(id) => matches!(id, "received" | "accepted" | "handled"),
            None => any(clause, Word::Requests) || Self::applies(clause),
        };
        let part = any(clause, Word::Rest)
            || any(clause, Word::Subset)
            || any(clause, Word::Way)
            || self.state.carried_out
            || self.state.doubt.is_some();
        let own_rows = named(clause, &|label| is_row(label) && label.rank > 1);
        if whose && !part && own_rows.is_empty() && self.state.review.is_empty() && self.is_about_requests() {
            let in_time = any(clause, Word::InTime);
            self.push(Saying::AllDone { in_time }, span);
        }
    }

    // ---- clauses with figures ----------------------------------------------------------------------

    fn is_about_requests(&self) -> bool {
        (self.state.requests || self.topic) && !self.state.foreign
    }

    /// 行政复议、行政诉讼分别为3件、1件: labels and figures in the same order.
    fn respectively(&mut self, clause: &[Token], depth: u32) {
        let labels: Vec<&Token> =
            clause.iter().filter(|t| label(t.kind).and_then(spec).is_some_and(|l| !is_stage(l))).collect();
        let figures: Vec<&Token> = clause.iter().filter(|t| matches!(t.kind, Kind::Figure(_))).collect();
        if labels.len() != figures.len() || any(clause, Word::Compare) {
            return;
        }
        for (name, figure) in labels.into_iter().zip(figures) {
            self.piece(&[*name], *figure, &[], depth, false);
        }
    }

    /// One piece for each figure, with the words on its side.
    fn pieces(&mut self, clause: &[Token], depth: u32, carried_too: bool) {
        let places: Vec<usize> =
            (0..clause.len()).filter(|&at| clause.get(at).is_some_and(|t| is_number(t.kind))).collect();
        let first = places.first().copied().unwrap_or(0);
        let speaks = |token: &Token| label(token.kind).is_some() || is(token, Word::Way);
        let labels_first = places.len() == 1 || clause.iter().take(first).any(speaks);
        let mut start = 0;
        for (index, &place) in places.iter().enumerate() {
            let next = places.get(index + 1).copied().unwrap_or(clause.len());
            let end = if labels_first && index + 1 < places.len() { place + 1 } else { next };
            // The words behind the last figure are its own; between two they go with the figure after them.
            let before = clause.get(start..place).unwrap_or_default();
            let behind = clause.get(place + 1..end).unwrap_or_default();
            if let Some(token) = clause.get(place).copied() {
                self.notice_circumstances(before);
                self.piece(before, token, behind, depth, carried_too);
            }
            start = end.max(place + 1);
        }
    }

    fn piece(&mut self, before: &[Token], number: Token, behind: &[Token], depth: u32, carried_too: bool) {
        let span = (number.from, number.to);
        let figure = match number.kind {
            Kind::Percent(percent) => return self.percent(before, percent, span),
            Kind::Figure(figure) => figure,
            _ => return,
        };
        if any(before, Word::Compare) || any(before, Word::Not) {
            return;
        }
        let beside = |list: &[Token], last: bool| {
            let token = if last { list.last() } else { list.first() };
            token.is_some_and(|token| is(token, Word::About))
        };
        if !figure.exact || beside(before, true) || beside(behind, false) {
            return;
        }
        if self.state.other_time
            || any(before, Word::Subset)
            || behind.first().is_some_and(|t| is(t, Word::Compare))
        {
            return;
        }
        let value = figure.value.as_integer();
        if any(before, Word::Way) || (label_free(before) && any(behind, Word::Way)) {
            if depth == 0 && !self.state.ways_closed && self.is_about_requests() {
                self.state.ways.extend(value);
            }
            self.state.last = value.map(|value| (value, None));
            return;
        }
        let chosen = Self::chosen(before, behind);
        if chosen.is_empty() && depth == 0 {
            self.state.pending = Some((figure, span));
        }
        // The words between the figure and the label behind it say which of them.
        let to_label = behind.iter().take_while(|token| label(token.kind).is_none());
        let between: Vec<Token> = if label_free(before) { to_label.copied().collect() } else { Vec::new() };
        if any(&between, Word::Subset) {
            return;
        }
        let unknown = unknown_between(before) || between.iter().any(|token| token.kind == Kind::Other);
        let doubt = unknown.then_some(NARROWED);
        let carried_too = carried_too || any(before, Word::With);
        let before_review = Self::filed_cases(&chosen, before);
        let doubt = if before_review { Some(FILED) } else { doubt };
        let etc = any(before, Word::Etc);
        let chosen = weigh(&chosen, etc, carried_too);
        self.figure(&chosen, figure, span, doubt);
    }

    /// 受理行政复议 3 件: filed, not what 表四 counts.
    fn filed_cases(chosen: &[usize], before: &[Token]) -> bool {
        let reviews =
            chosen.iter().any(|&at| spec(at).is_some_and(|label| is_review(label) && is_row(label)));
        reviews && before.iter().any(|t| label(t.kind).and_then(spec).is_some_and(is_stage))
    }

    /// The labels a figure belongs to: those before it, else those behind it.
    fn chosen(before: &[Token], behind: &[Token]) -> Vec<usize> {
        let mut chosen = named(before, &|_| true);
        let only_stage = chosen.iter().all(|&at| spec(at).is_some_and(is_stage));
        let behind = if any(behind, Word::Not) { Vec::new() } else { named(behind, &|_| true) };
        if chosen.is_empty()
            || only_stage && behind.iter().any(|&at| spec(at).is_some_and(|l| !is_requests(l) && is_row(l)))
        {
            chosen.extend(behind);
        }
        chosen
    }

    /// A figure with its labels: which table, which rows, which columns.
    fn figure(
        &mut self,
        labels: &[usize],
        figure: Figure,
        span: (usize, usize),
        doubt: Option<&'static str>,
    ) {
        let labels: Vec<Named> = labels.iter().filter_map(|&at| Some((at, spec(at)?))).collect();
        let has = |table: &str, axis: Axis| labels.iter().any(|(_, l)| l.table == table && l.axis == axis);
        let strong = labels.iter().any(|(_, l)| is_requests(l) && is_row(l) && l.rank > 1);
        if has("review", Axis::Row) || (has("review", Axis::Col) && !self.state.review.is_empty() && !strong)
        {
            self.review_figure(&labels, figure, span, doubt);
        } else if has("disclosure", Axis::Row)
            || (has("disclosure", Axis::Col) && !self.state.documents.is_empty())
        {
            self.disclosure_figure(&labels, figure, span, doubt);
        } else if has("requests", Axis::Row) || has("requests", Axis::Col) {
            self.requests_figure(&labels, figure, span, doubt);
        } else {
            self.state.last = None;
        }
    }

    fn requests_figure(
        &mut self,
        labels: &[Named],
        figure: Figure,
        span: (usize, usize),
        doubt: Option<&'static str>,
    ) {
        let (own_rows, own_cols) = (own(labels, "requests", Axis::Row), own(labels, "requests", Axis::Col));
        if !self.is_about_requests() || figure.unit != Unit::Count {
            self.state.last = None;
            return;
        }
        let rank = highest(&own_rows);
        let mut rows = of_rank(&own_rows, rank);
        if rank == 1 && rows.len() > 1 {
            // 收到并办理: the first says it.
            rows.truncate(1);
        }
        let cols = ids(&own_cols);
        let by_applicant = rows.is_empty();
        if by_applicant {
            let at =
                self.state.stage.map_or_else(|| named_by(&["received"]).first().copied(), |(at, _)| Some(at));
            rows.extend(at.and_then(|at| Some((at, spec(at)?))));
        }
        let cols = if cols.is_empty() { vec!["total"] } else { cols };
        let sum = |rows: Vec<&'static str>| Sum { table: "requests", rows, cols: cols.clone() };
        let main = sum(ids(&rows));
        let mut or: Vec<Sum> = Vec::new();
        if let [(_, only)] = rows.as_slice() {
            or.extend(only.or.iter().map(|rows| sum(rows.to_vec())));
        }
        // 因不掌握无法提供: the reason, or the whole group.
        if rank == 4 {
            let group = ids(&of_rank(&own_rows, 3));
            or.extend((!group.is_empty()).then(|| sum(group)));
        }
        let loose = labels.iter().any(|(_, l)| !l.firm && is_requests(l));
        let value = figure.value.as_integer();
        if let (1, Some((at, _)), Some(value), ["total"]) = (rank, rows.first(), value, cols.as_slice()) {
            self.state.stage = Some((*at, value));
        }
        if rows.iter().any(|(_, l)| l.id == CARRIED_OUT) && value.is_some_and(|value| value > 0) {
            self.state.carried_out = true;
        }
        self.state.last = value.map(|value| (value, Some(main.clone())));
        self.say(main, or, figure, span, doubt.or_else(|| loose.then_some(LOOSE)));
    }

    fn review_figure(
        &mut self,
        labels: &[Named],
        figure: Figure,
        span: (usize, usize),
        doubt: Option<&'static str>,
    ) {
        let (own_rows, own_cols) = (own(labels, "review", Axis::Row), own(labels, "review", Axis::Col));
        let rank = highest(&own_rows);
        let mut rows = ids(&of_rank(&own_rows, rank));
        if rows.is_empty() {
            rows.clone_from(&self.state.review);
        }
        let cols = ids(&own_cols);
        let cols = if cols.is_empty() { vec!["total"] } else { cols };
        if figure.unit != Unit::Count || (doubt == Some(FILED) && !self.sentence_has("信息公开")) {
            return;
        }
        let loose = labels.iter().any(|(_, l)| !l.firm);
        let judicial = self.body.is_some_and(|body| body.contains("司法"));
        let sum = Sum { table: "review", rows, cols };
        self.state.last = figure.value.as_integer().map(|value| (value, Some(sum.clone())));
        self.say(sum, Vec::new(), figure, span, doubt.or_else(|| (loose || judicial).then_some(LOOSE)));
    }

    fn disclosure_figure(
        &mut self,
        labels: &[Named],
        figure: Figure,
        span: (usize, usize),
        doubt: Option<&'static str>,
    ) {
        let (own_rows, own_cols) =
            (own(labels, "disclosure", Axis::Row), own(labels, "disclosure", Axis::Col));
        let named_rows = ids(&own_rows);
        let rows = if named_rows.is_empty() { self.state.documents.clone() } else { named_rows };
        let cols = ids(&own_cols);
        let Some(row) = rows.first().copied() else { return };
        let documents = matches!(row, "rules" | "normative_documents");
        let money = row == "fees";
        let processed = labels.iter().any(|(_, l)| matches!(l.id, "received" | "accepted" | ANSWERED));
        if (documents && cols.is_empty())
            || (figure.unit == Unit::Money) != money
            || processed
            || self.state.foreign
            || (!documents && doubt == Some(NARROWED))
        {
            return;
        }
        let cols = match (cols.is_empty(), money) {
            (false, _) => cols,
            (true, true) => vec!["amount"],
            (true, false) => vec!["decisions"],
        };
        // A city's documents without 行政 may be those of its departments as well.
        let plain = self.state.documents == ["rules"] || self.says_plain_documents();
        let loose = documents && plain;
        self.state.last = None;
        let sum = Sum { table: "disclosure", rows: vec![row], cols };
        self.say(sum, Vec::new(), figure, span, doubt.or_else(|| loose.then_some(LOOSE)));
    }

    fn says_plain_documents(&self) -> bool {
        self.sentence_has("规范性文件") && !self.sentence_has("行政规范性文件")
    }

    fn sentence_has(&self, word: &str) -> bool {
        let text = self.flow.chars.get(self.sentence.0..self.sentence.1).unwrap_or_default();
        let word: Vec<char> = word.chars().collect();
        text.windows(word.len()).any(|window| window == word)
    }

    fn say(
        &mut self,
        sum: Sum,
        or: Vec<Sum>,
        figure: Figure,
        span: (usize, usize),
        doubt: Option<&'static str>,
    ) {
        let doubt = doubt.or(self.state.doubt);
        self.push(Saying::Figure { sum, or, value: figure.value, scale: figure.scale, doubt }, span);
    }

    fn push(&mut self, saying: Saying, span: (usize, usize)) {
        self.list.push(Statement { saying, span, sentence: self.sentence });
    }

    // ---- shares ------------------------------------------------------------------------------------

    fn percent(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        if self.state.other_time || self.state.foreign || !self.is_about_requests() {
            return;
        }
        if any(before, Word::Rate) {
            self.rate(before, percent, span);
        } else if any(before, Word::Compare) {
            self.growth(before, percent, span);
        } else if label_free(before) && !any(before, Word::Wide) && !any(before, Word::About) {
            let plain = before.iter().all(|t| !matches!(t.kind, Kind::Other)) || any(before, Word::Share);
            let whole = self.state.stage.map(|(_, value)| value);
            if let Some((part, sum)) = self.state.last.take().filter(|_| plain) {
                let own_whole = sum.as_ref().is_some_and(|sum| sum.rows == ["new"] && sum.cols == ["total"]);
                if !own_whole {
                    self.push(Saying::Share { part, sum, whole, percent }, span);
                }
            }
        }
    }

    /// 办结率 100%
    fn rate(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let hundred = 10_i64.checked_pow(percent.scale).and_then(|unit| unit.checked_mul(100));
        let word = before.iter().rev().find(|token| is(token, Word::Rate));
        let timely = word.is_some_and(|token| token.to - token.from > 3) || any(before, Word::InTime);
        let whose = self.state.stage.and_then(|(at, _)| spec(at)).is_none_or(|label| label.id != ANSWERED);
        if hundred == Some(percent.mantissa)
            && whose
            && !self.state.carried_out
            && self.state.review.is_empty()
        {
            self.push(Saying::AllDone { in_time: timely }, span);
        }
    }

    fn growth(&mut self, before: &[Token], percent: Percent, span: (usize, usize)) {
        let Some((at, now)) = self.state.stage else { return };
        let received = spec(at).is_some_and(|label| matches!(label.id, "received" | "accepted"));
        let words: String = before
            .iter()
            .filter(|token| is(token, Word::Compare))
            .flat_map(|token| self.flow.chars.get(token.from..token.to).unwrap_or_default())
            .collect();
        let (up, down) = (words.contains(['增', '升', '涨']), words.contains(['减', '降', '落']));
        let own = before.iter().all(|token| !matches!(token.kind, Kind::Other) && !is(token, Word::Way));
        if received && up != down && own {
            self.push(Saying::Growth { now, percent, up }, span);
        }
    }

    fn close_parts(&mut self) {
        let parts = std::mem::take(&mut self.state.ways);
        let Some((at, whole)) = self.state.stage else { return };
        let received = spec(at).is_some_and(|label| label.rank == 1);
        if parts.len() >= 2 && received && self.state.doubt.is_none() {
            self.push(Saying::Parts { whole, parts }, self.sentence);
        }
    }
}

/// 受理低保申请: unknown words between the verb, or right before, make it a request for something else.
fn another_request(before: &[Token]) -> bool {
    let verb = before.iter().rposition(|token| label(token.kind).is_some() || is_number(token.kind));
    let between = before.get(verb.map_or(before.len().saturating_sub(1), |at| at + 1)..).unwrap_or_default();
    // Without a verb a single character before is a particle, not a noun.
    let noun = |token: &Token| token.kind == Kind::Other && (verb.is_some() || token.to - token.from > 1);
    between.iter().any(|token| noun(token) || is(token, Word::Foreign))
}

/// Index of the bracket that closes, or the length.
fn closing(list: &[Token]) -> usize {
    let mut depth = 0_u32;
    for (at, token) in list.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => return at,
            Kind::Close => depth -= 1,
            _ => {}
        }
    }
    list.len()
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Figure(_) | Kind::Percent(_))
}

fn has_figure(list: &[Token]) -> bool {
    list.iter().any(|token| is_number(token.kind))
}

fn label_free(list: &[Token]) -> bool {
    list.iter().all(|token| label(token.kind).is_none())
}

/// Unknown words between the last label and the figure.
fn unknown_between(before: &[Token]) -> bool {
    let after = before.iter().rposition(|token| label(token.kind).is_some()).map_or(0, |at| at + 1);
    before.iter().skip(after).any(|token| token.kind == Kind::Other)
}

/// Labels with their places in [`LABELS`].
type Named = (usize, &'static Label);

/// Those of a table and axis.
fn own(labels: &[Named], table: &str, axis: Axis) -> Vec<Named> {
    labels.iter().filter(|(_, label)| label.table == table && label.axis == axis).copied().collect()
}

fn highest(labels: &[Named]) -> u8 {
    labels.iter().map(|(_, label)| label.rank).max().unwrap_or(0)
}

fn of_rank(labels: &[Named], rank: u8) -> Vec<Named> {
    labels.iter().filter(|(_, label)| label.rank == rank).copied().collect()
}

/// The ids of labels, each once.
fn ids(labels: &[Named]) -> Vec<&'static str> {
    let mut list = Vec::new();
    for id in labels.iter().flat_map(|(_, label)| label.ids) {
        if !list.contains(id) {
            list.push(*id);
        }
    }
    list
}

fn named_by(wanted: &[&str]) -> Vec<usize> {
    (0..LABELS.len()).filter(|&at| spec(at).is_some_and(|label| wanted.contains(&label.id))).collect()
}

/// 因不掌握等原因无法提供: the group. 收到（含上年结转）: as 办理, with what came over.
fn weigh(chosen: &[usize], etc: bool, carried_too: bool) -> Vec<usize> {
    let rank = |at: &usize| spec(*at).filter(|l| is_requests(l) && is_row(l)).map_or(0, |l| l.rank);
    let grouped = etc && chosen.iter().any(|at| rank(at) == 3);
    let list: Vec<usize> = chosen.iter().filter(|at| !grouped || rank(at) != 4).copied().collect();
    if carried_too && list.iter().all(|at| rank(at) < 2) {
        return list
            .iter()
            .flat_map(|&at| if rank(&at) == 1 { named_by(&["handled"]) } else { vec![at] })
            .collect();
    }
    list
}

#[cfg(test)]
#[test]
fn labels_name_rows_and_columns_of_the_forms() {
    let forms = &crate::forms::FORMS;
    for label in &LABELS {
        for id in label.ids.iter().chain(label.or.iter().copied().flatten()) {
            let known =
                forms.iter().flat_map(|form| form.tables).filter(|table| table.id == label.table).any(
                    |table| {
                        table.blocks.iter().any(|block| match label.axis {
                            Axis::Row => block.rows.iter().any(|row| row.id == *id || row.id.starts_with(id)),
                            Axis::Col => block.cols.iter().any(|col| col.id == *id),
                        })
                    },
                );
            assert!(known || *id == "other.", "{}: {id}", label.id);
        }
    }
}
