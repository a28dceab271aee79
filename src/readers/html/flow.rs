//! Running text: collects characters into lines as a browser would lay them out.
//!
//! Takes pieces of text and breaks, gives lines and paragraphs; knows no tags.

use super::name::is_space;
use crate::document::Block;
use crate::readers::scan::{find_blank, skip};
use crate::readers::text;

/// Where text goes: the page itself, or one cell.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // independent facts about the line being laid out
pub(super) struct Flow {
    /// Paragraphs and tables that are complete. In a cell only when the cell holds a table.
    pub blocks: Vec<Block>,
    /// Whether a picture stood where there is no text.
    pub lone_image: bool,
    /// Lines are kept together (a cell) instead of becoming paragraphs.
    in_cell: bool,
    text: String,
    line_start: usize,
    space: bool,
    breaks: u32,
    block: bool,
    image: bool,
}

/// Stands in the text of a cell between two paragraphs, where other line ends are `\n`. White space in HTML, it
/// cannot come from the page.
const PARAGRAPH_END: char = '\x0c';

/// The paragraphs in the text of a cell, each with its own line ends.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Block> {
    text.split(PARAGRAPH_END).filter(|text| !text.is_empty()).map(|text| Block::Paragraph(text.to_owned()))
}

/// The text of a cell in which all line ends are the same.
pub(super) fn lines(text: String) -> String {
    if text.contains(PARAGRAPH_END) { text.replace(PARAGRAPH_END, "\n") } else { text }
}

impl Flow {
    /// The flow of a cell.
    pub fn cell() -> Self {
        Self { in_cell: true, ..Self::default() }
    }

    /// Text in a line: runs of white space are one space, as browsers show them.
    #[inline]
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            if is_blank(first) {
                self.space = true;
                rest = rest.get(1..).unwrap_or_default();
            } else {
                let (word, after) = rest.split_at_checked(word_end(rest)).unwrap_or((rest, ""));
                self.push_word(word);
                rest = after;
            }
        }
    }

    /// Text whose spaces and line ends count.
    pub fn push_raw(&mut self, text: &str) {
        if self.in_cell {
            self.push_lines(text);
        } else if !text.is_empty() {
            self.open_line();
            self.text.push_str(text);
        }
    }

    fn push_lines(&mut self, text: &str) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.break_line();
            }
            self.push(line);
        }
    }

    #[inline]
    fn push_word(&mut self, word: &str) {
        self.open_line();
        if self.space && self.text.len() > self.line_start {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(word);
    }

    /// Write the line end that was put off until there is something after it.
    #[inline]
    fn open_line(&mut self) {
        if self.breaks > 0 {
            self.breaks = 0;
            self.image = false;
            if !self.text.is_empty() {
                self.text.push(if self.block { PARAGRAPH_END } else { '\n' });
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
        let text = self.take_text();
        if text.contains(PARAGRAPH_END) {
            self.blocks.extend(paragraphs(&text));
        } else if !text.is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Make blocks of preformatted text, as of plain text. Gives how many cells they have, and whether there are more.
    pub fn flush_plain(&mut self) -> (usize, bool) {
        if self.in_cell {
            self.break_block();
            return (0, false);
        }
        let plain = self.take_text();
        let (blocks, is_cut) = text::blocks(&plain);
        let cells =
            blocks.iter().map(|block| if let Block::Grid(grid) = block { grid.cells.len() } else { 0 }).sum();
        self.blocks.extend(blocks);
        (cells, is_cut)
    }

    /// The text so far, which is then empty.
    pub fn take_text(&mut self) -> String {
        self.note_image();
        self.line_start = 0;
        self.space = false;
        self.breaks = 0;
        self.block = false;
        // Copied, not taken: texts are kept at their exact length, and the buffer serves the next cell.
        let text = self.text.as_str().to_owned();
        self.text.clear();
        text
    }
}

/// How many bytes the word at the start of `text` takes. It may hold control characters.
#[inline]
fn word_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = find_blank(bytes);
    while bytes.get(end).is_some_and(|byte| !is_blank(*byte)) {
        end += 1 + find_blank(skip(bytes, end + 1));
    }
    end
}

/// White space, and zero characters, which browsers drop: they separate nothing but are no text either.
#[inline]
fn is_blank(byte: u8) -> bool {
    is_space(byte) || byte == 0
}
