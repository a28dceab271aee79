//! HTML text → tags and text, as browsers find them.
//!
//! Takes text, calls a [`Sink`]. Follows the tokenizer of the HTML standard, with what a reader of tables can
//! leave out left out: comments, doctypes and errors are skipped, attributes are read only where they matter, and
//! script is not searched for scripts inside. Written by hand because a complete tokenizer (html5gum) alone took
//! longer than the whole reader may, and weighed more, mostly in names of characters; html5ever checks the result
//! in the tests.

use super::attributes::Attributes;
use super::entity::reference;
use super::name::Name;
use super::tag::{IFRAME, NOEMBED, NOFRAMES, NOSCRIPT, SCRIPT, STYLE, TEXTAREA, TITLE, Tag, XMP};
use crate::readers::scan::{find, find_either, skip};

/// Takes what is found, in order.
pub(super) trait Sink {
    /// A piece of text, references resolved.
    fn text(&mut self, text: &str);
    /// A start tag.
    fn start(&mut self, name: &Name, attributes: &mut Attributes);
    /// An end tag.
    fn end(&mut self, name: &Name);
    /// Whether the rest need not be read.
    fn is_full(&self) -> bool;
}

/// Read all of `html`.
pub(super) fn tokenize(html: &str, sink: &mut impl Sink, attributes: &mut Attributes) {
    let mut rest = html;
    while !rest.is_empty() && !sink.is_full() {
        let (text, special) = split(rest, find_either(rest.as_bytes(), b'<', b'&'));
        if !text.is_empty() {
            sink.text(text);
        }
        rest = if special.starts_with('<') {
            element(special, sink, attributes)
        } else {
            character(special, sink)
        };
    }
}

/// Text without tags, its references resolved.
pub(super) fn characters(text: &str, sink: &mut impl Sink) {
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, special) = split(rest, find(rest.as_bytes(), b'&'));
        sink.text(plain);
        rest = character(special, sink);
    }
}

/// An ampersand and what belongs to it, if there is one; gives what follows.
fn character<'a>(text: &'a str, sink: &mut impl Sink) -> &'a str {
    // By far the most frequent one.
    if let Some(after) = text.strip_prefix("&nbsp;") {
        sink.text("\u{a0}");
        return after;
    }
    let Some(after) = text.strip_prefix('&') else { return text };
    if let Some((c, length)) = reference(after.as_bytes()) {
        sink.text(c.encode_utf8(&mut [0; 4]));
        after.get(length..).unwrap_or_default()
    } else {
        sink.text("&");
        after
    }
}

/// What begins with `<`; gives what follows it.
fn element<'a>(markup: &'a str, sink: &mut impl Sink, attributes: &mut Attributes) -> &'a str {
    let bytes = markup.as_bytes();
    let closes = bytes.get(1) == Some(&b'/');
    let inside = skip(bytes, 1 + usize::from(closes));
    match inside {
        [first, ..] if first.is_ascii_alphabetic() => tag(markup, inside, closes, sink, attributes),
        [_, ..] if closes => end_of(markup, skip_past(inside, b'>')),
        [b'!', b'-', b'-', comment @ ..] => end_of(markup, skip_comment(comment)),
        [b'!' | b'?', ..] => end_of(markup, skip_past(inside, b'>')),
        _ => {
            sink.text("<");
            markup.get(1..).unwrap_or_default()
        }
    }
}

/// The end of `text` that is as long as `rest`.
#[inline]
fn end_of<'a>(text: &'a str, rest: &[u8]) -> &'a str {
    text.get(text.len() - rest.len()..).unwrap_or_default()
}

/// A tag, from its name on; gives what follows it.
#[inline]
fn tag<'a>(
    markup: &'a str,
    inside: &[u8],
    closes: bool,
    sink: &mut impl Sink,
    attributes: &mut Attributes,
) -> &'a str {
    let (name, rest) = Name::read(inside);
    let Some(content) = attributes.read(rest) else { return "" };
    let content = end_of(markup, content);
    if closes {
        sink.end(&name);
        return content;
    }
    sink.start(&name, attributes);
    if matches!(name.tag, Tag::Title | Tag::Pre | Tag::Dropped) {
        bare_text(content, &name, sink)
    } else {
        content
    }
}

/// The content of an element that may have no tags inside; gives what follows it.
fn bare_text<'a>(content: &'a str, name: &Name, sink: &mut impl Sink) -> &'a str {
    match name.key {
        TITLE | TEXTAREA => {
            let (text, rest) = split_raw(content, name);
            characters(text, sink);
            rest
        }
        XMP => {
            let (text, rest) = split_raw(content, name);
            sink.text(text);
            rest
        }
        SCRIPT | STYLE | IFRAME | NOEMBED | NOFRAMES | NOSCRIPT => split_raw(content, name).1,
        _ => content,
    }
}

/// The bare text of an element, which ends at its own end tag, whatever stands before that; and the rest.
fn split_raw<'a>(content: &'a str, name: &Name) -> (&'a str, &'a str) {
    let bytes = content.as_bytes();
    let mut at = find(bytes, b'<');
    while let [_, after @ ..] = skip(bytes, at) {
        if after.strip_prefix(b"/").is_some_and(|tag| name.stands_at(tag)) {
            break;
        }
        at += 1 + find(after, b'<');
    }
    split(content, at)
}

/// After `<!--`: gives what follows the comment.
fn skip_comment(comment: &[u8]) -> &[u8] {
    if let [b'>', rest @ ..] | [b'-', b'>', rest @ ..] = comment {
        return rest;
    }
    let mut rest = comment;
    loop {
        rest = skip(rest, find(rest, b'-'));
        match rest {
            [] => return rest,
            [_, b'-', b'>', after @ ..] | [_, b'-', b'!', b'>', after @ ..] => return after,
            [_, after @ ..] => rest = after,
        }
    }
}

fn skip_past(rest: &[u8], byte: u8) -> &[u8] {
    skip(rest, find(rest, byte) + 1)
}

/// The text before `at`, and the text from there.
#[inline]
fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}
