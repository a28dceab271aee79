//! HTML → document: clipboard HTML, saved pages, pieces of either.
//!
//! Takes text, gives blocks. Tags and text go straight from the tokenizer into the builder; no tree is kept, and
//! what the builder has no use for (comments, most attributes, errors) is never stored. Must not know any report.

mod attributes;
mod builder;
mod entity;
mod flow;
mod name;
mod table;
mod tag;
mod tokens;

use crate::document::Document;
use attributes::Attributes;
use builder::Builder;
use tokens::tokenize;

/// The document in a piece of HTML.
pub fn read(html: &str) -> Document {
    let source = page(html);
    let Parsed { document, escaped } = parse(source);
    if escaped { parse(&unescape(source)).document } else { document }
}

/// Clipboard HTML without what Windows writes before the page (`Version:0.9 StartHTML:…`). Around the fragment
/// that was copied the page has only the open tags the fragment needs, such as its table: they are read too.
fn page(html: &str) -> &str {
    match html.strip_prefix("Version:") {
        Some(rest) => rest.find('<').and_then(|at| rest.get(at..)).unwrap_or(rest),
        None => html,
    }
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
    let mut builder = Builder::default();
    let mut attributes = Attributes::default();
    tokenize(html, &mut builder, &mut attributes);
    Parsed { document: builder.finish(), escaped: attributes.escaped }
}
