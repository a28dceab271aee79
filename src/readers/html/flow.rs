//! Running text: collects characters into lines as a browser would lay them out.
//!
//! Takes pieces of text and breaks, gives lines and paragraphs; knows no tags.

use std::mem::take;

use crate::document::Block;
use crate::readers::text;

/// Where text goes: the page itself, or one cell.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Paragraphs and tables that are complete. In a cell only when the cell holds a table.
    pub blocks: Vec<Block>,
    /// Whether a picture stood where there is no text.
    pub lone_image: bool,
    /// Lines are kept together (a cell) instead of becoming paragraphs.
    in_cell: bool,
    text: Vec<u8>,
    /// Where in `text` the line ends stand that separate paragraphs, of a cell.
    paragraph_ends: Vec<usize>,
    line_start: usize,
    space: bool,
    breaks: u32,
    block: bool,
    image: bool,
}

/// The text of a cell, and which of its line ends separate paragraphs.
#[derive(Debug, Default)]
pub(super) struct CellText {
    pub text: String,
    paragraph_ends: Vec<usize>,
}

impl CellText {
    /// The paragraphs, each with its own line ends.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.paragraph_ends.iter().map(|end| end + 1));
        let ends = self.paragraph_ends.iter().copied().chain(std::iter::once(self.text.len()));
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end)).filter(|text| !text.is_empty())
    }
}

impl Flow {
    /// The flow of a cell.
    pub fn cell() -> Self {
        Self { in_cell: true, ..Self::default() }
    }

    /// Text in a line: runs of white space are one space, as browsers show them.
    #[inline]
    pub fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            if is_space(*first) {
                self.space = true;
                rest = rest.get(1..).unwrap_or_default();
            } else {
                let end = rest.iter().position(|b| is_space(*b)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                self.push_word(word);
                rest = after;
            }
        }
    }

    /// Text whose spaces and line ends count.
    pub fn push_raw(&mut self, bytes: &[u8]) {
        if self.in_cell {
            self.push_raw_lines(bytes);
        } else if !bytes.is_empty() {
            self.open_line();
            self.text.extend_from_slice(bytes);
        }
    }

    fn push_raw_lines(&mut self, bytes: &[u8]) {
        for (n, line) in bytes.split(|b| *b == b'\n').enumerate() {
            if n > 0 {
                self.break_line();
            }
            self.push(line);
        }
    }

    #[inline]
    fn push_word(&mut self, word: &[u8]) {
        self.open_line();
        if self.space && self.text.len() > self.line_start {
            self.text.push(b' ');
        }
        self.space = false;
        self.text.extend_from_slice(word);
    }

    /// Write the line end that was put off until there is something after it.
    #[inline]
    fn open_line(&mut self) {
        if self.breaks > 0 {
            self.breaks = 0;
            self.image = false;
            if !self.text.is_empty() {
                if self.block {
                    self.paragraph_ends.push(self.text.len());
                }
                self.text.push(b'\n');
            }
            self.block = false;
            self.line_start = self.text.len();
        }
    }

    /// `<br>`. On the page, two in a row separate paragraphs.
    pub fn break_line(&mut self) {
        self.note_image();
        self.breaks = self.breaks.saturating_add(1);
        self.space = false;
        if self.breaks > 1 && !self.in_cell {
            self.flush();
        }
    }

    /// A block element begins or ends.
    #[inline]
    pub fn break_block(&mut self) {
        self.note_image();
        self.space = false;
        if self.in_cell {
            self.breaks = 1;
            self.block = true;
        } else {
            self.flush();
        }
    }

    /// A picture.
    pub fn push_image(&mut self) {
        self.image = true;
    }

    fn note_image(&mut self) {
        self.lone_image |= self.image && (self.breaks > 0 || self.text.len() == self.line_start);
        self.image = false;
    }

    /// Make paragraphs of the text so far.
    pub fn flush(&mut self) {
        let taken = self.take_text();
        if taken.paragraph_ends.is_empty() {
            if !taken.text.is_empty() {
                self.blocks.push(Block::Paragraph(taken.text));
            }
        } else {
            self.blocks.extend(taken.paragraphs().map(|text| Block::Paragraph(text.to_owned())));
        }
    }

    /// Make blocks of preformatted text, as of plain text.
    pub fn flush_plain(&mut self) {
        if self.in_cell {
            self.break_block();
        } else {
            let plain = self.take_text().text;
            self.blocks.append(&mut text::blocks(&plain));
        }
    }

    /// The text so far, which is then empty.
    pub fn take_text(&mut self) -> CellText {
        self.note_image();
        self.line_start = 0;
        self.space = false;
        self.breaks = 0;
        self.block = false;
        let text = if self.text.is_empty() { String::new() } else { into_string(take(&mut self.text)) };
        CellText { text, paragraph_ends: take(&mut self.paragraph_ends) }
    }
}

impl From<String> for CellText {
    fn from(text: String) -> Self {
        Self { text, paragraph_ends: Vec::new() }
    }
}

/// The tokenizer cuts UTF-8 only at ASCII characters, so nothing is lost here.
fn into_string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// White space in HTML. Zero characters, which browsers drop, separate nothing but are no text either.
#[inline]
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' | b'\0')
}
