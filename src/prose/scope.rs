//! Whose figures a sentence gives: about what, of which year, of which body.

use super::Doubt;
use super::flow::{BREAK, Flow};
use super::labels::{
    Named, any, has_number, is, is_disclosure, is_number, is_outcome, is_requests, is_review, is_row, label,
};
use super::token::{Kind, Token};
use super::words::Word;

/// Characters before a word for a body that say which body it is.
const BODY_NAME: usize = 1;

/// The time of which something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Time {
    /// The year of the report.
    #[default]
    Own,
    /// The year before.
    Last,
    /// Some other time, or a part of the year.
    Other,
}

/// What a sentence has said of its figures so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// They are of requests.
    pub requests: bool,
    /// They are of something else.
    pub foreign: bool,
    /// When.
    pub time: Time,
    /// Why they may not be those of the body that reports.
    pub doubt: Option<Doubt>,
}

/// Whose report it is.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The prose.
    pub flow: &'a Flow,
    /// Year of the report.
    pub year: Option<u16>,
    /// The body.
    pub body: Option<&'a str>,
    /// Where the sentence begins.
    pub start: usize,
}

impl Scope {
    /// Takes in what the words of a clause say of the subject.
    pub fn subject(&mut self, clause: &[Token], teller: &Teller) {
        let outcome = clause.iter().filter_map(label).any(|label| is_outcome(label) && label.rank > 2);
        // 主要涉及医保、社保: what the requests ask about.
        let topic = any(clause, Word::Topic) && !has_number(clause);
        for (at, token) in clause.iter().enumerate() {
            let before = clause.get(..at).unwrap_or_default();
            match token.kind {
                Kind::Word(Word::Requests) => (self.requests, self.foreign) = (true, false),
                Kind::Word(Word::Apply) if !outcome && another_request(before) => self.foreign = true,
                Kind::Word(Word::Apply) => self.requests |= !self.foreign,
                Kind::Word(Word::Foreign) => self.foreign |= !topic,
                Kind::Word(Word::Label(_)) => {
                    if let Some(label) = label(token) {
                        self.labelled(label, before.last(), teller.asks(token));
                    }
                }
                _ => {}
            }
        }
    }

    /// A label may tell the subject too: 行政许可 is of 表二, 重复申请 of nothing but requests.
    fn labelled(&mut self, label: Named, beside: Option<&Token>, asks: bool) {
        let of_foreign = beside.is_some_and(|token| is(token, Word::Foreign));
        if is_review(label) && is_row(label) || is_disclosure(label) && is_row(label) && !of_foreign {
            self.foreign = false;
        }
        // 热线: 投诉举报类3413件.
        if is_outcome(label) && label.rank > 3 && !of_foreign && label.id != "petition" {
            self.foreign = false;
        }
        self.requests |= asks && is_requests(label) && !self.foreign;
    }

    /// Takes in years, parts of a year, areas and bodies.
    pub fn circumstances(&mut self, list: &[Token], teller: &Teller) {
        for token in list {
            match token.kind {
                Kind::Year(year) => self.time = teller.time(year),
                Kind::Word(Word::Past) => self.time = Time::Last,
                // 2023年以来
                Kind::Word(Word::Span) if self.time == Time::Own && teller.is_since_year(token) => {}
                Kind::Word(Word::Future | Word::Span) => self.time = Time::Other,
                Kind::Word(Word::Now) => self.time = Time::Own,
                Kind::Word(Word::Wide) => {
                    self.doubt = (!teller.is_government()).then_some(Doubt::OtherArea);
                }
                Kind::Word(Word::Body)
                    if self.doubt != Some(Doubt::OtherArea)
                        && !any(list, Word::Wide)
                        && !teller.is_own(token) =>
                {
                    self.doubt = Some(Doubt::OtherBody);
                }
                _ => {}
            }
        }
    }
}

/// 受理低保申请: unknown words between the verb, or right before, make it a request for something else.
fn another_request(before: &[Token]) -> bool {
    let number = before.iter().rposition(is_number).map(|at| at + 1);
    let before = before.get(number.unwrap_or(0)..).unwrap_or_default();
    let verb = before.iter().position(|token| label(token).is_some()).map(|at| at + 1).or(number.map(|_| 0));
    let between = before.get(verb.unwrap_or(before.len().saturating_sub(1))..).unwrap_or_default();
    // Without a verb a single character before is a particle, not a noun.
    let noun = |token: &Token| token.kind == Kind::Other && (verb.is_some() || token.to - token.from > 1);
    // 受理行政许可申请.
    let thing = |token: &Token| is(token, Word::Foreign) || label(token).is_some_and(is_disclosure);
    !any(between, Word::Requests) && between.iter().any(|token| noun(token) || thing(token))
}

/// 县卫健局 of 某县卫生健康局: the characters of the short name in their order.
fn is_short_for(short: &str, name: &str) -> bool {
    let mut chars = name.chars();
    short.chars().all(|c| chars.any(|own| own == c))
}

impl Teller<'_> {
    fn time(&self, year: u16) -> Time {
        match self.year {
            Some(own) if own == year => Time::Own,
            Some(own) if own.checked_sub(1) == Some(year) => Time::Last,
            Some(_) => Time::Other,
            None => Time::Own,
        }
    }

    /// The characters of a token.
    pub fn word(&self, token: &Token) -> String {
        self.flow.chars.get(token.from..token.to).unwrap_or_default().iter().collect()
    }

    /// The character before a token.
    pub fn before(&self, token: &Token) -> char {
        let before = token.from.checked_sub(1).filter(|at| *at >= self.start);
        before.and_then(|at| self.flow.chars.get(at)).copied().unwrap_or(BREAK)
    }

    /// 以来 behind a year.
    fn is_since_year(&self, token: &Token) -> bool {
        self.word(token) == "以来" && self.before(token) == '年'
    }

    /// 重复申请, 自然人申请.
    fn asks(&self, token: &Token) -> bool {
        token.to.checked_sub(1).and_then(|last| self.flow.chars.get(last)) == Some(&'请')
    }

    /// Governments report for their whole area; so may a body whose name is not known.
    fn is_government(&self) -> bool {
        let ends = ["政府", "省", "市", "区", "县", "州", "旗", "盟", "镇", "乡", "街道", "办事处"];
        self.body.is_none_or(|body| ends.iter().any(|end| body.ends_with(end)))
    }

    /// 我局, 各部门, or the name of the body that reports.
    fn is_own(&self, token: &Token) -> bool {
        let before = self.before(token);
        let alone = !before.is_alphabetic() || "以由对向在为经因至到从与和及是年度".contains(before);
        let start = token.from.saturating_sub(if alone { 0 } else { BODY_NAME }).max(self.start);
        let word = self.word(token);
        // 局, 乡政府 with no name in front is the body itself; its office is not.
        let office = matches!(word.as_str(), "办公室" | "办公厅" | "本级");
        if "我本全该各贵级府关由".contains(before) && !office {
            return true;
        }
        let kind = matches!(word.as_str(), "局" | "厅" | "乡" | "镇" | "街道" | "中心" | "大队" | "支队");
        let kind = kind && self.body.is_none_or(|body| body.contains(&word));
        if "我本该".contains(before) || (kind && alone) {
            return true;
        }
        let Some(body) = self.body else { return false };
        let name: String = self.flow.chars.get(start..token.to).unwrap_or_default().iter().collect();
        is_short_for(&name, body) || (word.chars().count() > 2 && body.ends_with(&word))
    }

    /// Whether a token is a short name of the body.
    pub fn is_short_name(&self, token: &Token) -> bool {
        self.body.is_none_or(|body| is_short_for(&self.word(token), body))
    }

    /// Whether a token of unknown words is part of the body's own name.
    pub fn is_named(&self, token: &Token) -> bool {
        self.body.is_some_and(|body| is_short_for(&self.word(token), body))
    }

    /// A body that deals with the cases of others.
    pub fn is_judicial(&self) -> bool {
        self.body.is_some_and(|body| body.contains("司法"))
    }
}
