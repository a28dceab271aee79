//! A place in a text, for reading it once from left to right.
//!
//! Takes text, gives its characters folded; knows nothing of figures and labels.

use std::str::Chars;

use crate::fold::fold;

/// A place in a text. Clones are cheap: whoever tries something reads on with a clone.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    rest: Chars<'a>,
    index: u32,
}

impl<'a> Cursor<'a> {
    /// The beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text.chars(), index: 0 }
    }

    /// Characters before this place.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The next character, folded.
    pub fn peek(&self) -> Option<char> {
        self.rest.clone().next().map(fold)
    }

    /// Takes the next character, folded.
    pub fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        self.index += 1;
        Some(fold(c))
    }

    /// Whether a digit stands here.
    pub fn is_digit(&self) -> bool {
        self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// Takes all characters of a kind that folding leaves as they are.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let text = self.rest.as_str();
        let mut ahead = self.rest.clone();
        while ahead.next().is_some_and(&wanted) {
            self.rest = ahead.clone();
            self.index += 1;
        }
        text.get(..text.len() - self.rest.as_str().len()).unwrap_or_default()
    }

    /// The text as it stands from here to `end`.
    pub fn until(&self, end: &Self) -> &'a str {
        let rest = self.rest.as_str();
        rest.get(..rest.len().saturating_sub(end.rest.as_str().len())).unwrap_or_default()
    }

    /// The place behind the next character, if it is a wanted one.
    pub fn behind_char(&self, wanted: impl Fn(char) -> bool) -> Option<Self> {
        let mut behind = self.clone();
        behind.next().is_some_and(wanted).then_some(behind)
    }

    /// The place behind a word, if it stands here.
    pub fn behind_word(&self, word: &str) -> Option<Self> {
        let mut behind = self.clone();
        word.chars().all(|c| behind.next() == Some(c)).then_some(behind)
    }

    /// The place behind all spaces.
    pub fn behind_spaces(&self) -> Self {
        let mut behind = self.clone();
        while behind.peek() == Some(' ') {
            behind.next();
        }
        behind
    }
}
