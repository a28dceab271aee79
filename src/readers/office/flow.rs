//! Text on its way into blocks: paragraphs, line breaks, what floats beside them.
//!
//! Takes pieces of text in order, gives blocks. Knows no file format.

use std::mem::take;

use super::limits::MAX_TEXT;
use crate::document::Block;

/// Where text goes: the body of a document, a cell or a text box.
#[derive(Debug, Default)]
pub struct Flow {
    /// Finished paragraphs and tables.
    pub blocks: Vec<Block>,
    /// The open paragraph.
    text: String,
    /// Text boxes of the open paragraph; they follow it.
    floating: Vec<Block>,
    has_picture: bool,
    /// A paragraph had a picture and no text.
    pub lone_picture: bool,
}

impl Flow {
    /// Text of the open paragraph.
    pub fn push(&mut self, text: &str) {
        if self.text.len() < MAX_TEXT {
            self.text.push_str(text);
        }
    }

    /// One character of the open paragraph.
    pub fn push_char(&mut self, c: char) {
        if self.text.len() < MAX_TEXT {
            self.text.push(c);
        }
    }

    /// A picture stands in the open paragraph.
    pub fn push_picture(&mut self) {
        self.has_picture = true;
    }

    /// What a text box holds.
    pub fn push_floating(&mut self, mut blocks: Vec<Block>) {
        self.floating.append(&mut blocks);
    }

    /// The open paragraph ends. One without text is none.
    pub fn end_paragraph(&mut self) {
        let text = take(&mut self.text);
        let trimmed = text.trim_matches(is_padding);
        if trimmed.is_empty() {
            self.lone_picture |= self.has_picture;
        } else {
            let paragraph = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
            self.blocks.push(Block::Paragraph(paragraph));
        }
        self.has_picture = false;
        self.blocks.append(&mut self.floating);
    }

    /// A finished table, in the middle of whatever was open.
    pub fn push_blocks(&mut self, blocks: Vec<Block>) {
        self.end_paragraph();
        self.blocks.extend(blocks);
    }

    /// Everything, the open paragraph ended.
    pub fn finish(&mut self) -> Vec<Block> {
        self.end_paragraph();
        take(&mut self.blocks)
    }
}

/// Space around a paragraph that is not part of it. Full-width and no-break spaces stay.
fn is_padding(c: char) -> bool {
    c.is_ascii_whitespace()
}
