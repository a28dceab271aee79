//! Sentence → clauses: what stands between commas, and what stands in brackets beside it.

use crate::forms::claims::{CARRIED, CARRIED_IN, CARRIED_OUT, LABELS};

use super::labels::{Named, any, has_number, is_number, is_outcome, label, named};
use super::token::{Kind, Token};
use super::words::Word;

/// Brackets within brackets that are looked into.
const MAX_DEPTH: u32 = 2;

/// The words between two commas.
#[derive(Debug, Default)]
pub struct Clause {
    /// They.
    pub tokens: Vec<Token>,
    /// What stands in brackets behind them.
    pub asides: Vec<Vec<Clause>>,
    /// A bracket says that what came over from last year is counted in.
    pub with_carried: bool,
    /// Outcomes that a bracket says are counted in: 予以公开4件（含部分公开1件）.
    pub counted_in: Vec<Named>,
    /// A semicolon follows.
    pub closes: bool,
}

/// Splits a sentence. `year` is the report's: 结转2024年 is next year only in 2023.
pub fn clauses(sentence: &[Token], year: Option<u16>) -> Vec<Clause> {
    let mut splitter = Splitter { year, list: Vec::new(), clause: Clause::default() };
    splitter.split(sentence, 0);
    splitter.list
}

struct Splitter {
    year: Option<u16>,
    list: Vec<Clause>,
    clause: Clause,
}

impl Splitter {
    fn split(&mut self, list: &[Token], depth: u32) {
        let mut at = 0;
        while let Some(token) = list.get(at) {
            at += 1;
            match token.kind {
                Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop(_) => {
                    self.clause.closes = token.kind == Kind::Semicolon;
                    self.flush();
                }
                Kind::Open if depth < MAX_DEPTH => {
                    let rest = list.get(at..).unwrap_or_default();
                    let close = closing(rest);
                    self.aside(rest.get(..close).unwrap_or_default(), depth);
                    at += close + 1;
                }
                Kind::Open | Kind::Close => {}
                Kind::Bare(figure) => {
                    let stands = self.clause.tokens.last().is_some_and(bears_bare_number);
                    let kind = if stands { Kind::Figure(figure) } else { Kind::Other };
                    self.clause.tokens.push(Token { kind, ..*token });
                }
                _ => self.clause.tokens.push(*token),
            }
        }
        self.flush();
    }

    /// A bracket behind a figure belongs to that figure, and the clause goes on behind it. What says
    /// nothing (街道) is passed over.
    fn aside(&mut self, list: &[Token], depth: u32) {
        let says = has_number(list)
            || list.iter().any(|token| matches!(token.kind, Kind::Bare(_)))
            || any(list, Word::Not)
            || any(list, Word::All);
        let mut inner = Splitter { year: self.year, list: Vec::new(), clause: Clause::default() };
        inner.split(list, depth + 1);
        let carried_in = |clause: &Clause| clause.tokens.iter().any(|t| is_labelled(t, CARRIED_IN));
        self.clause.with_carried |=
            any(list, Word::With) && (!has_number(list) || inner.list.iter().any(carried_in));
        if any(list, Word::With) {
            self.clause.counted_in = named(list, |label| is_outcome(label) && label.rank == 3);
        }
        if !says {
            return;
        }
        // 本机关不掌握（88件）: as if there were no brackets.
        if let ([token @ Token { kind: Kind::Figure(_), .. }], false) =
            (list, has_number(&self.clause.tokens))
        {
            self.clause.tokens.push(*token);
            return;
        }
        self.clause.asides.push(inner.list);
        if has_number(&self.clause.tokens) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let mut clause = std::mem::take(&mut self.clause);
        join_carried(&mut clause.tokens, self.year);
        join_suits(&mut clause.tokens);
        if clause.tokens.is_empty() && clause.asides.is_empty() {
            if let Some(last) = self.list.last_mut() {
                last.closes |= clause.closes;
            }
            return;
        }
        self.list.push(clause);
    }
}

fn is_labelled(token: &Token, id: &str) -> bool {
    label(token).is_some_and(|label| label.id == id)
}

/// 维持24, 总数为267: behind these a number needs no unit.
fn bears_bare_number(token: &Token) -> bool {
    label(token).is_some() || matches!(token.kind, Kind::Word(Word::Equals | Word::Others))
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

fn word(id: &str) -> Word {
    LABELS.iter().position(|label| label.id == id).map_or(Word::Neutral, Word::Label)
}

/// 复议后又提起诉讼: one label. 和 between them makes two.
fn join_suits(clause: &mut [Token]) {
    let mut reviewed: Option<usize> = None;
    for at in 0..clause.len() {
        let Some(token) = clause.get(at).copied() else { return };
        let small = matches!(token.kind, Kind::Word(Word::Neutral));
        if is_labelled(&token, "reconsideration") {
            reviewed = Some(at);
        } else if is_labelled(&token, "suits") && reviewed.is_some_and(|reviewed| at > reviewed + 1) {
            set(clause, reviewed.take(), Word::Neutral);
            set(clause, Some(at), word("after"));
        } else if !small {
            reviewed = None;
        }
    }
}

/// 上年 … 结转, 结转 … 下年: one label.
fn join_carried(clause: &mut [Token], year: Option<u16>) {
    let last = year.and_then(|year| year.checked_sub(1));
    let next = year.and_then(|year| year.checked_add(1));
    let (mut past_at, mut carried_at): (Option<usize>, Option<usize>) = (None, None);
    let mut came_over = false;
    for at in 0..clause.len() {
        let Some(token) = clause.get(at).copied() else { return };
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
        let goes_on = clause
            .get(at + 1)
            .is_some_and(|next_to| next.is_some_and(|next| next_to.kind == Kind::Year(next)));
        // 8件转2024年办理
        let bare = is_labelled(&token, CARRIED)
            || (goes_on && token.kind == Kind::Other && token.to == token.from + 1);
        if is_labelled(&token, CARRIED_OUT) && came_over {
            // 结转上年未办结申请
            set(clause, Some(at), Word::Neutral);
        } else if bare && past_at.is_some() {
            came_over = true;
            set(clause, past_at.take(), Word::Neutral);
            set(clause, Some(at), word(CARRIED_IN));
            carried_at = None;
        } else if bare {
            carried_at = Some(at);
        } else if past && carried_at.is_some() {
            came_over = true;
            set(clause, carried_at.take(), word(CARRIED_IN));
            set(clause, Some(at), Word::Neutral);
        } else if past {
            past_at = Some(at);
        } else if future && carried_at.is_some() {
            set(clause, carried_at.take(), word(CARRIED_OUT));
            set(clause, Some(at), Word::Neutral);
        } else if is_number(&token) {
            (past_at, carried_at, came_over) = (None, None, false);
        }
    }
}

fn set(clause: &mut [Token], at: Option<usize>, word: Word) {
    if let Some(token) = at.and_then(|at| clause.get_mut(at)) {
        token.kind = Kind::Word(word);
    }
}
