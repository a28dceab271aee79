//! XML as start tags, end tags and text, by local name.
//!
//! Takes the text of a part, gives events in order with references resolved; every element that starts also
//! ends, or the part is damaged. Namespaces are not compared: writers use odd prefixes, and no two of the names
//! used here clash. No entities are defined by the file: that is how XML bombs are made, and Office writes none.

use std::borrow::Cow;

use super::{limits, say};
use crate::input::Unreadable;
use crate::readers::charset;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<'x> {
    /// An element begins.
    Start(Tag<'x>),
    /// The element that began last ends.
    End,
    /// Text between tags.
    Text(Cow<'x, str>),
    /// Nothing more.
    Eof,
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'x> {
    name: &'x str,
    attributes: &'x str,
}

impl<'x> Tag<'x> {
    /// The name without its prefix.
    pub fn name(&self) -> &'x str {
        self.name
    }

    /// The value of the attribute with this local name, references resolved.
    pub fn attr(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut rest = self.attributes;
        loop {
            let (key, value);
            (key, value, rest) = attribute(rest)?;
            if local(key) == name {
                return Some(resolved(value));
            }
        }
    }

    /// The attribute as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attr(name)?.trim().parse().ok()
    }

    /// A switch as Office writes it: there without a value means on.
    pub fn is_on(&self) -> bool {
        self.attr("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off"))
    }
}

/// The first attribute, its value, and the rest.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = text.split_at_checked(position(text, |byte| byte == b'=')?)?;
    let rest = rest.get(1..)?.trim_ascii_start();
    let quote = rest.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
    let rest = rest.get(1..)?;
    let (value, rest) = rest.split_at_checked(position(rest, |byte| byte == quote)?)?;
    Some((key.trim_ascii(), value, rest.get(1..)?))
}

#[inline]
fn position(text: &str, is_it: impl Fn(u8) -> bool) -> Option<usize> {
    text.as_bytes().iter().position(|byte| is_it(*byte))
}

#[inline]
fn local(name: &str) -> &str {
    position(name, |byte| byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// Reads one part.
#[derive(Debug)]
pub struct Xml<'x> {
    /// What is not read yet.
    rest: &'x str,
    /// The names of the open elements.
    open: Vec<&'x str>,
    /// The tag read last closes itself.
    closes: bool,
    /// Bytes of the whole part.
    length: usize,
    /// Bytes that were left where the start tag read last begins.
    left_at_tag: usize,
    what: &'static str,
}

/// The part as text: UTF-8, or UTF-16 by its mark.
pub fn text(part: &[u8]) -> Cow<'_, str> {
    let part = part.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(part);
    if let Ok(text) = std::str::from_utf8(part) {
        return Cow::Borrowed(text);
    }
    charset::decode(part, |_, bytes| Some(String::from_utf8_lossy(bytes).into_owned())).unwrap_or_default()
}

impl<'x> Xml<'x> {
    /// A reader at the beginning; `what` names the part for the user.
    pub fn new(text: &'x str, what: &'static str) -> Self {
        Self { rest: text, open: Vec::new(), closes: false, length: text.len(), left_at_tag: 0, what }
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Event<'x>, Unreadable> {
        if self.closes {
            self.closes = false;
            self.open.pop();
            return Ok(Event::End);
        }
        loop {
            let text = self.take(find(self.rest, b'<').unwrap_or(self.rest.len()));
            if !text.is_empty() {
                return Ok(Event::Text(resolved(text)));
            }
            match self.rest.as_bytes() {
                [] if self.open.is_empty() => return Ok(Event::Eof),
                [b'<', b'/', ..] => return self.end_tag().ok_or_else(|| self.damaged()),
                [b'<', b'!', b'[', b'C', ..] => {
                    let text = self.until("]]>").ok_or_else(|| self.damaged())?;
                    return Ok(Event::Text(Cow::Borrowed(text.get(9..).unwrap_or_default())));
                }
                [b'<', b'!', b'-', ..] => drop(self.until("-->").ok_or_else(|| self.damaged())?),
                [b'<', b'!', ..] => self.declaration().ok_or_else(|| self.damaged())?,
                [b'<', b'?', ..] => drop(self.until("?>").ok_or_else(|| self.damaged())?),
                [b'<', ..] => return self.start_tag(),
                _ => return Err(self.damaged()),
            }
        }
    }

    /// Cuts this many bytes off the rest.
    #[inline]
    fn take(&mut self, length: usize) -> &'x str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// What stands before the mark; both are cut off.
    fn until(&mut self, mark: &str) -> Option<&'x str> {
        let (before, rest) = self.rest.split_once(mark)?;
        self.rest = rest;
        Some(before)
    }

    /// A document type with all that is declared in it.
    fn declaration(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        let end = position_with(self.rest, |byte| {
            match byte {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            byte == b'>' && depth == 0
        })?;
        self.take(end + 1);
        Some(())
    }

    fn start_tag(&mut self) -> Result<Event<'x>, Unreadable> {
        self.left_at_tag = self.rest.len();
        let inside = self.inside().ok_or_else(|| self.damaged())?;
        let (inside, closes) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let length = position(inside, |byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(length).unwrap_or((inside, ""));
        if name.is_empty() {
            return Err(self.damaged());
        }
        if self.open.len() >= limits::MAX_XML_DEPTH {
            return Err(say::too_large("内容嵌套过深"));
        }
        self.open.push(name);
        self.closes = closes;
        Ok(Event::Start(Tag { name: local(name), attributes }))
    }

    /// What stands between the angle brackets of a start tag.
    fn inside(&mut self) -> Option<&'x str> {
        self.take(1);
        let end = self.tag_end()?;
        let inside = self.take(end);
        self.take(1);
        Some(inside)
    }

    /// Where the tag at the beginning of the rest ends: a `>` within quotes does not end it.
    fn tag_end(&self) -> Option<usize> {
        let end = find(self.rest, b'>')?;
        let before = self.rest.as_bytes().get(..end)?;
        let flipped = |quoted: bool, byte: &u8| quoted ^ (*byte == b'"');
        if !contains(before, b'\'') && !before.iter().fold(false, flipped) {
            return Some(end);
        }
        let mut quote = 0;
        position_with(self.rest, |byte| {
            if quote == 0 {
                if matches!(byte, b'"' | b'\'') {
                    quote = byte;
                }
                return byte == b'>';
            }
            if byte == quote {
                quote = 0;
            }
            false
        })
    }

    fn end_tag(&mut self) -> Option<Event<'x>> {
        self.take(2);
        let name = self.take(find(self.rest, b'>')?);
        self.take(1);
        (self.open.pop()? == name.trim_ascii_end()).then_some(Event::End)
    }

    /// Skips the rest of the element that began last. What is in it is only counted.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            if !self.closes && !self.skip_tag() {
                self.next()?;
            } else if self.closes {
                self.closes = false;
                self.open.pop();
            }
        }
        Ok(())
    }

    /// Skips text and a start or end tag inside an element; `false` where something else stands.
    fn skip_tag(&mut self) -> bool {
        let Some(at) = find(self.rest, b'<') else { return false };
        self.take(at);
        match self.rest.as_bytes() {
            [b'<', first, ..] if first.is_ascii_alphabetic() && self.open.len() < limits::MAX_XML_DEPTH => {
                let Some(inside) = self.inside() else { return false };
                if !inside.ends_with('/') {
                    let length = position(inside, |byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
                    self.open.push(inside.get(..length).unwrap_or(inside));
                }
                true
            }
            _ => false,
        }
    }

    /// The text of the element that began last, to its end.
    pub fn content(&mut self) -> Result<String, Unreadable> {
        let outside = self.open.len().saturating_sub(1);
        let mut content = String::new();
        while self.open.len() > outside {
            if let Event::Text(text) = self.next()? {
                content.push_str(&text);
            }
        }
        Ok(content)
    }

    /// The byte at which the start tag read last begins.
    pub fn tag_at(&self) -> usize {
        self.length - self.left_at_tag
    }

    /// The byte behind what was read last.
    pub fn position(&self) -> usize {
        self.length - self.rest.len()
    }

    /// Whether the start tag read last closes itself.
    pub fn is_closed(&self) -> bool {
        self.closes
    }

    /// Elements that are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    fn damaged(&self) -> Unreadable {
        say::damaged(self.what)
    }
}

#[inline]
fn position_with(text: &str, mut is_it: impl FnMut(u8) -> bool) -> Option<usize> {
    text.as_bytes().iter().position(|byte| is_it(*byte))
}

/// Bytes looked at together.
const STRIDE: usize = 16;

/// Without stopping at the first, so that many are compared at once.
#[inline]
#[allow(clippy::needless_bitwise_bool)] // stopping is what it must not do
fn contains(bytes: &[u8], wanted: u8) -> bool {
    bytes.iter().fold(false, |found, byte| found | (*byte == wanted))
}

/// Where a byte first stands. Whole strides are compared at once, which the compiler makes one instruction of.
#[inline]
fn find(text: &str, wanted: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut strides = bytes.chunks_exact(STRIDE);
    let mut from = 0;
    for stride in &mut strides {
        if contains(stride, wanted) {
            break;
        }
        from += STRIDE;
    }
    Some(from + bytes.get(from..)?.iter().position(|byte| *byte == wanted)?)
}

/// Text with its references resolved; what is no reference stays as it is.
#[inline]
fn resolved(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&b'&') { Cow::Owned(resolve(text)) } else { Cow::Borrowed(text) }
}

/// Longest reference looked for.
const MAX_REFERENCE: usize = 12;

fn resolve(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(MAX_REFERENCE).position(|byte| byte == b';');
        let reference = end.and_then(|end| after.get(..end));
        if let Some(c) = reference.and_then(character) {
            out.push(c);
            rest = end.and_then(|end| after.get(end + 1..)).unwrap_or_default();
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Xml};

    /// Events in short; `!` where the part is damaged.
    fn events(text: &str) -> String {
        let mut xml = Xml::new(text, "");
        let mut out = String::new();
        loop {
            match xml.next() {
                Ok(Event::Start(tag)) => {
                    let value = tag.attr("v").unwrap_or_default();
                    let equals = if value.is_empty() { "" } else { "=" };
                    out += &["<", tag.name(), equals, &value].concat();
                }
                Ok(Event::End) => out.push('>'),
                Ok(Event::Text(text)) => out += &text,
                Ok(Event::Eof) => return out,
                Err(_) => return out + "!",
            }
        }
    }

    #[test]
    fn elements_text_and_references_come_in_order() {
        let cases = [
            ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"c\">]><a>x</a>", "<ax>"),
            ("<w:a w:v=\"1>2\"><b v='&lt;&#x4e00;&#20108;'/></w:a>", "<a=1>2<b=<一二>>"),
            ("<a >1&amp;2&nbsp;&3<!-- <b> --><![CDATA[<&]]></a >", "<a1&2&nbsp;&3<&>"),
            ("<a\n x=\"1\" y:v = '2' />", "<a=2>"),
            ("<a><b></a>", "<a<b!"),
            ("<a>", "<a!"),
            ("<a", "!"),
            ("</a>", "!"),
            ("<a v=\"", "!"),
            ("<>", "!"),
            ("<a><!-- ", "<a!"),
            ("text", "text"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(events(text), expected, "{text}");
        }
    }
}
