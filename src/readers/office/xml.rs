//! XML as start tags, end tags and text, by local name.
//!
//! Takes the bytes of a part, gives events in order with references resolved; every element that starts also
//! ends. Namespaces are not compared: writers use odd prefixes, and no two of the names used here clash.

use std::borrow::Cow;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::reader::Reader;

use super::{limits, say};
use crate::input::Unreadable;
use crate::readers::charset;

/// What comes next.
#[derive(Debug)]
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
#[derive(Debug)]
pub struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this local name, references resolved.
    pub fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(match found.value {
            Cow::Borrowed(raw) => unescape(raw).unwrap_or(Cow::Borrowed(raw)),
            owned @ Cow::Owned(_) => owned,
        })
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

/// Reads one part.
pub struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    what: &'static str,
}

/// The part as text: UTF-8, or UTF-16 by its mark.
pub fn text(part: &[u8]) -> Cow<'_, str> {
    charset::decode(part, |_, bytes| Some(String::from_utf8_lossy(bytes).into_owned())).unwrap_or_default()
}

impl<'x> Xml<'x> {
    /// A reader at the beginning; `what` names the part for the user.
    pub fn new(text: &'x str, what: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, what }
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Event<'x>, Unreadable> {
        loop {
            let raw = self.reader.read_event().map_err(|_| self.damaged())?;
            match raw {
                Raw::Start(start) => {
                    self.depth += 1;
                    if self.depth > limits::MAX_XML_DEPTH {
                        return Err(say::too_large("内容嵌套过深"));
                    }
                    return Ok(Event::Start(Tag(start)));
                }
                Raw::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Event::End);
                }
                Raw::Text(text) => return Ok(Event::Text(text.into_inner())),
                Raw::CData(text) => return Ok(Event::Text(text.into_inner())),
                Raw::GeneralRef(reference) => return Ok(Event::Text(resolve(&reference))),
                Raw::Eof if self.depth > 0 => return Err(self.damaged()),
                Raw::Eof => return Ok(Event::Eof),
                Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => {}
            }
        }
    }

    /// Skips the rest of the element that began last.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Event::Eof) {
                break;
            }
        }
        Ok(())
    }

    /// The text of the element that began last, to its end.
    pub fn content(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth.saturating_sub(1);
        let mut content = String::new();
        while self.depth > outside {
            match self.next()? {
                Event::Text(text) => content.push_str(&text),
                Event::Eof => break,
                Event::Start(_) | Event::End => {}
            }
        }
        Ok(content)
    }

    /// Elements that are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    fn damaged(&self) -> Unreadable {
        say::damaged(self.what)
    }
}

/// A reference to a character or one of the five named ones. Others are left out: Office writes none.
fn resolve<'x>(reference: &BytesRef) -> Cow<'x, str> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    Cow::Borrowed(match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    })
}
