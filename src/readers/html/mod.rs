//! HTML → document: clipboard HTML, saved pages, pieces of either.
//!
//! Takes text, gives blocks. The tokenizer is html5gum's; its tokens go straight into the builder, and what
//! the builder has no use for (comments, most attributes, errors) is never stored. Must not know any report.

mod attributes;
mod builder;
mod flow;
mod table;
mod tag;

use std::mem::take;

use html5gum::{Emitter, Error, State, Tokenizer};

use crate::document::Document;
use attributes::{Attributes, Buffer};
use builder::Builder;
use tag::{content_state, tag};

/// The document in a piece of HTML.
pub fn read(html: &str) -> Document {
    let source = fragment(html);
    let Parsed { document, escaped } = parse(source);
    if escaped { parse(&unescape(source)).document } else { document }
}

/// The part of clipboard HTML that was copied, with its table around it: from the first character of the page
/// to the end mark. What Windows writes before the page (`Version:0.9 StartHTML:…`) and what stands after the
/// mark is left out; what stands before the start mark are the open tags the copied part needs, and no text.
fn fragment(html: &str) -> &str {
    let page = match html.strip_prefix("Version:") {
        Some(rest) => rest.find('<').and_then(|at| rest.get(at..)).unwrap_or(rest),
        None => html,
    };
    page.rfind("<!--EndFragment-->").and_then(|end| page.get(..end)).unwrap_or(page)
}

/// HTML copied out of a program's string: `<td width=\"5\">5<\/td>\n`.
fn unescape(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let (character, length) = unescape_one(after);
        plain.push(character);
        rest = after.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// The character a backslash and what follows it stand for, and how many bytes of what follows belong to it.
fn unescape_one(after: &str) -> (char, usize) {
    match after.chars().next() {
        Some('n' | 'r') => ('\n', 1),
        Some('t') => (' ', 1),
        Some('u') => unescape_unicode(after).unwrap_or(('\\', 0)),
        Some(other @ ('"' | '\'' | '/' | '\\')) => (other, 1),
        _ => ('\\', 0),
    }
}

fn unescape_unicode(after: &str) -> Option<(char, usize)> {
    let code = u32::from_str_radix(after.get(1..5)?, 16).ok()?;
    Some((char::from_u32(code)?, 5))
}

/// What one pass gives.
struct Parsed {
    document: Document,
    /// The tags are written with `\"`: the text has to be unescaped first.
    escaped: bool,
}

fn parse(html: &str) -> Parsed {
    let mut tokens = Tokenizer::new_with_emitter(html, Sink::default());
    let Some(Ok(parsed)) = tokens.next() else {
        return Parsed { document: Document::default(), escaped: false };
    };
    parsed
}

/// Takes what the tokenizer finds and passes it on. Its only token is the finished document.
#[derive(Default)]
struct Sink {
    builder: Builder,
    attributes: Attributes,
    name: Buffer,
    last_start: Buffer,
    is_end: bool,
    self_closing: bool,
    finished: bool,
}

impl Sink {
    fn init_tag(&mut self, is_end: bool) {
        self.name.clear();
        self.attributes.clear();
        self.is_end = is_end;
        self.self_closing = false;
    }
}

impl Emitter for Sink {
    type Token = Parsed;

    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}

    fn emit_eof(&mut self) {
        self.finished = true;
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Parsed> {
        if !self.finished {
            return None;
        }
        self.finished = false;
        let document = take(&mut self.builder).finish();
        Some(Parsed { document, escaped: self.attributes.escaped })
    }

    #[inline]
    fn emit_string(&mut self, text: &[u8]) {
        self.builder.text(text);
    }

    #[inline]
    fn init_start_tag(&mut self) {
        self.init_tag(false);
    }

    #[inline]
    fn init_end_tag(&mut self) {
        self.init_tag(true);
    }

    #[inline]
    fn emit_current_tag(&mut self) -> Option<State> {
        let kind = tag(self.name.get());
        if self.is_end {
            self.builder.close(&self.name, kind);
            return None;
        }
        self.attributes.finish();
        self.last_start = self.name;
        self.builder.open(&self.name, kind, &mut self.attributes, self.self_closing);
        self.finished |= self.builder.is_full();
        content_state(self.name.get())
    }

    #[inline]
    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.push(name);
    }

    #[inline]
    fn init_attribute(&mut self) {
        self.attributes.begin();
    }

    #[inline]
    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attributes.push_name(name);
    }

    #[inline]
    fn init_attribute_value(&mut self) {
        self.attributes.begin_value();
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        self.attributes.push_value(value);
    }

    #[inline]
    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    #[inline]
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && self.name == self.last_start
    }

    fn init_comment(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
