//! Document → one run of characters: the prose of a report without the spaces that line breaks and
//! justification leave in it, each character with its place.

use crate::anchor::Anchor;
use crate::document::{self, Block, Document};
use crate::fold::{fold_script, is_invisible};

/// Most characters of prose that are read; a report has some ten thousand.
pub const MAX_CHARS: usize = 300_000;

/// The end of a paragraph that ends a sentence.
pub const BREAK: char = '\u{2029}';
/// Where digits stand at the end of one line and at the beginning of the next.
pub const TORN: char = '\u{1}';

/// A paragraph: a line, or the text of a cell.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph {
    /// First character in the flow.
    pub start: usize,
    /// Where it stands; the characters count from 0.
    pub at: Anchor,
}

/// The characters of a document's prose.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// Folded: widths, traditional forms.
    pub chars: Vec<char>,
    /// As written.
    pub raw: Vec<char>,
    /// Index of each character in its paragraph or cell.
    pub offsets: Vec<u32>,
    /// Where the paragraphs begin.
    pub paragraphs: Vec<Paragraph>,
    /// Characters before which two or more spaces stand inside a line.
    pub gaps: Vec<usize>,
    /// Whether there was more than [`MAX_CHARS`].
    pub cut: bool,
}

impl Flow {
    /// Reads the prose of a document.
    pub fn of(document: &Document) -> Self {
        let mut flow = Self::default();
        for (index, block) in document.blocks.iter().enumerate() {
            let at = Anchor { block: u32::try_from(index).unwrap_or(u32::MAX), ..Anchor::default() };
            match block {
                Block::Paragraph(text) => flow.paragraph(text, at),
                Block::Grid(grid) => {
                    for cell in grid.cells.iter().filter(|cell| document::is_prose(&cell.text)) {
                        flow.paragraph(&cell.text, Anchor { row: cell.row, col: cell.col, ..at });
                    }
                    flow.end();
                }
            }
        }
        flow.end();
        flow
    }

    /// Ends the sentence before a table.
    fn end(&mut self) {
        if self.chars.last().is_some_and(|&c| c != BREAK) {
            self.push(BREAK, ' ', 0);
        }
    }

    fn push(&mut self, folded: char, raw: char, offset: u32) {
        self.chars.push(folded);
        self.raw.push(raw);
        self.offsets.push(offset);
    }

    fn paragraph(&mut self, text: &str, at: Anchor) {
        if self.chars.len() >= MAX_CHARS {
            self.cut = true;
            return;
        }
        let digits = text.trim().bytes().all(|byte| byte.is_ascii_digit());
        if !digits && text.chars().all(|c| !c.is_alphanumeric() || c.is_ascii_digit()) {
            // `- 3 -`, `|`
            return;
        }
        let ended = self.chars.last().is_some_and(|&c| matches!(c, '。' | '!' | '?' | ';' | ':'));
        if ended || begins_item(text) {
            self.end();
        }
        self.paragraphs.push(Paragraph { start: self.chars.len(), at });
        let (mut space, mut width) = (None, 0);
        for (offset, raw) in text.chars().enumerate().filter(|(_, c)| !is_invisible(*c)) {
            let folded = fold_script(raw);
            if folded.is_whitespace() {
                if raw == '\n' || space != Some('\n') {
                    space = Some(raw);
                }
                width += if raw == '\u{3000}' { 2 } else { 1 };
                continue;
            }
            let offset = u32::try_from(offset).unwrap_or(u32::MAX);
            let digits = folded.is_ascii_digit() && self.chars.last().is_some_and(char::is_ascii_digit);
            let first = self.paragraphs.last().is_some_and(|p| p.start == self.chars.len());
            if digits && (space.is_some() || first) {
                self.push(if first || space == Some('\n') { TORN } else { ' ' }, ' ', offset);
            }
            if width > 1 && space != Some('\n') {
                self.gaps.push(self.chars.len());
            }
            (space, width) = (None, 0);
            self.push(folded, raw, offset);
        }
    }

    /// The text as written from `from` to `to`, without breaks.
    pub fn text(&self, from: usize, to: usize) -> String {
        let raw = self.raw.get(from..to).unwrap_or_default().iter();
        raw.zip(self.chars.get(from..to).unwrap_or_default())
            .filter(|(_, folded)| !matches!(**folded, BREAK | TORN))
            .map(|(raw, _)| *raw)
            .collect()
    }

    /// Where the characters from `from` to `to` stand, as far as they are in one paragraph.
    pub fn anchor(&self, from: usize, to: usize) -> Option<Anchor> {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.start <= from);
        let paragraph = self.paragraphs.get(after.checked_sub(1)?)?;
        let end = self.paragraphs.get(after).map_or(to, |next| next.start.min(to));
        let (start, last) = (*self.offsets.get(from)?, *self.offsets.get(end.checked_sub(1)?)?);
        Some(Anchor { start, end: last + 1, ..paragraph.at })
    }
}

/// `一、`, `（二）`, `3.`, `第四`: a new point begins a new sentence.
fn begins_item(text: &str) -> bool {
    let mut chars = text.trim_start_matches(['#', '*', ' ', '\u{3000}', '\u{a0}']).chars().map(fold_script);
    let first = chars.next();
    let next = chars.next();
    let numeral = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    match first {
        Some('(') => numeral(next) || next.is_some_and(|c| c.is_ascii_digit()),
        Some('第') => numeral(next),
        Some(c) if c.is_ascii_digit() => matches!(next, Some('.' | '、')),
        c if numeral(c) => matches!(next, Some('、' | '是' | '.')),
        _ => false,
    }
}
