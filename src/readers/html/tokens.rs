//! HTML text → tags and text, as browsers find them.
//!
//! Takes text, calls a [`Sink`]. Follows the tokenizer of the HTML standard, with what a reader of tables can
//! leave out left out: comments, doctypes and errors are skipped, attributes are only scanned by whoever wants them,
//! and script is not looked into for scripts inside. html5gum, the full tokenizer, checks it in the tests; it is not
//! used here because it took most of the time and of the size of the module.

use super::attributes::Attributes;
use super::entity::reference;
use super::name::Name;

/// Takes what is found, in order.
pub(super) trait Sink {
    /// A piece of text, references resolved.
    fn text(&mut self, text: &[u8]);
    /// A start tag.
    fn start(&mut self, name: &Name, attributes: &mut Attributes);
    /// An end tag.
    fn end(&mut self, name: &Name);
    /// Whether the rest need not be read.
    fn is_full(&self) -> bool;
}

/// Read all of `html`.
pub(super) fn tokenize(html: &str, sink: &mut impl Sink, attributes: &mut Attributes) {
    let mut rest = html.as_bytes();
    while !rest.is_empty() && !sink.is_full() {
        let (text, markup) = split(rest, find(rest, b'<'));
        if !text.is_empty() {
            characters(text, sink);
        }
        rest = element(markup, sink, attributes);
    }
}

/// Text outside tags, its references resolved.
pub(super) fn characters(text: &[u8], sink: &mut impl Sink) {
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, from_reference) = split(rest, find(rest, b'&'));
        if !plain.is_empty() {
            sink.text(plain);
        }
        rest = character(from_reference, sink);
    }
}

/// An ampersand and what belongs to it; gives what follows.
fn character<'a>(text: &'a [u8], sink: &mut impl Sink) -> &'a [u8] {
    let Some((_, after)) = text.split_first() else { return text };
    match reference(after) {
        Some((c, length)) => {
            sink.text(c.encode_utf8(&mut [0; 4]).as_bytes());
            skip(after, length)
        }
        None => {
            sink.text(b"&");
            after
        }
    }
}

/// What begins with `<`; gives what follows it.
fn element<'a>(markup: &'a [u8], sink: &mut impl Sink, attributes: &mut Attributes) -> &'a [u8] {
    match markup {
        [] => markup,
        [_, first, ..] if first.is_ascii_alphabetic() => start_tag(skip(markup, 1), sink, attributes),
        [_, b'/', first, ..] if first.is_ascii_alphabetic() => end_tag(skip(markup, 2), sink, attributes),
        [_, b'!', b'-', b'-', comment @ ..] => skip_comment(comment),
        [_, b'!' | b'?', ..] | [_, b'/', _, ..] => skip_past(skip(markup, 2), b'>'),
        [first, after @ ..] => {
            sink.text(&[*first]);
            after
        }
    }
}

fn start_tag<'a>(tag: &'a [u8], sink: &mut impl Sink, attributes: &mut Attributes) -> &'a [u8] {
    let (name, rest) = Name::read(tag);
    let Some(content) = attributes.read(rest) else { return &[] };
    sink.start(&name, attributes);
    match name.get() {
        b"title" | b"textarea" => {
            let (text, rest) = split(content, end_of_raw(content, &name));
            characters(text, sink);
            rest
        }
        b"xmp" => {
            let (text, rest) = split(content, end_of_raw(content, &name));
            sink.text(text);
            rest
        }
        b"script" | b"style" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => {
            skip(content, end_of_raw(content, &name))
        }
        _ => content,
    }
}

fn end_tag<'a>(tag: &'a [u8], sink: &mut impl Sink, attributes: &mut Attributes) -> &'a [u8] {
    let (name, rest) = Name::read(tag);
    if let Some((b'>', content)) = rest.split_first() {
        sink.end(&name);
        return content;
    }
    let Some(content) = attributes.read(rest) else { return &[] };
    sink.end(&name);
    content
}

/// Where an element of bare text ends: at its own end tag, whatever stands before that.
fn end_of_raw(content: &[u8], name: &Name) -> usize {
    let mut at = 0;
    loop {
        let rest = skip(content, at);
        let found = find(rest, b'<');
        let Some(tag) = rest.get(found..).filter(|tag| !tag.is_empty()) else { return content.len() };
        at += found;
        if let [_, b'/', tag @ ..] = tag {
            let (end, after) = Name::read(tag);
            if end == *name && !after.is_empty() {
                return at;
            }
        }
        at += 1;
    }
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

/// Where `byte` first stands, or the length; eight bytes at a time, as long runs of text and style are searched.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let pattern = u64::from(byte) * LOW;
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for (n, chunk) in chunks.enumerate() {
        let differing = u64::from_le_bytes(chunk.try_into().unwrap_or_default()) ^ pattern;
        let zero = differing.wrapping_sub(LOW) & !differing & HIGH;
        if zero != 0 {
            return n * 8 + (zero.trailing_zeros() / 8) as usize;
        }
    }
    bytes.len() - rest.len() + rest.iter().position(|other| *other == byte).unwrap_or(rest.len())
}

/// `bytes` without its first `length`.
#[inline]
pub(super) fn skip(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(length..).unwrap_or_default()
}

#[inline]
fn split(bytes: &[u8], at: usize) -> (&[u8], &[u8]) {
    bytes.split_at_checked(at).unwrap_or((bytes, &[]))
}
