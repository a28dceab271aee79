//! Changes to the text of an XML part: what is inserted or replaced where, all else as it was.
//!
//! Takes positions in the old text, gives the new text. Knows no format.

use std::fmt::Write as _;
use std::ops::Range;

use crate::input::Unreadable;
use crate::readers::office::{say, xml};

/// Changes of one text, in any order.
#[derive(Debug, Default)]
pub struct Patches(Vec<(Range<usize>, String)>);

impl Patches {
    /// Puts new text at a position; of several at one position the first stands first.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.0.push((at..at, text.into()));
    }

    /// Puts new text in place of old text.
    pub fn replace(&mut self, old: Range<usize>, text: impl Into<String>) {
        self.0.push((old, text.into()));
    }

    /// Opens an element that closes itself and puts content into it. `end` is the position behind it.
    pub fn fill(&mut self, end: usize, content: &str, name: &str) {
        self.replace(end.saturating_sub(2)..end, format!(">{content}</{name}>"));
    }

    /// The new text. Changes that overlap an earlier one are left out: they would be of the same element.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(old, _)| (old.start, old.end));
        let mut out = String::with_capacity(text.len() + self.0.len() * 200);
        let mut done = 0;
        for (old, new) in self.0 {
            let Some(kept) = text.get(done..old.start) else { continue };
            out.push_str(kept);
            out.push_str(&new);
            done = old.end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }
}

/// The text of a part to be written back as UTF-8.
pub fn editable(part: &[u8], name: &str) -> Result<String, Unreadable> {
    let is_wide = part.starts_with(b"\xFF\xFE") || part.starts_with(b"\xFE\xFF");
    if !is_wide && std::str::from_utf8(part).is_err() {
        return Err(say::damaged(name));
    }
    Ok(xml::text(part).into_owned())
}

/// The bytes of a changed part; its declaration must not speak of another charset.
pub fn part(text: String) -> Vec<u8> {
    let declared = text.starts_with("<?xml").then(|| text.split_once("?>")).flatten();
    match declared {
        Some((declaration, rest)) if declaration.to_ascii_lowercase().contains("utf-16") => {
            [DECLARATION, rest.trim_start()].concat().into_bytes()
        }
        _ => text.into_bytes(),
    }
}

/// How a new part begins.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The name of the element that begins here, with its prefix.
pub fn qualified(text: &str, tag_at: usize) -> &str {
    let rest = text.get(tag_at + 1..).unwrap_or_default();
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// The prefix of the element that begins here, with its colon.
pub fn prefix(text: &str, tag_at: usize) -> &str {
    let name = qualified(text, tag_at);
    name.find(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
}

/// Text for XML. Control characters, which XML does not have, are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A start tag with this attribute set, whether it was there or not.
pub fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    if let Some(old) = attribute(tag, name) {
        let (before, after) = (tag.get(..old.start), tag.get(old.end..));
        return [before.unwrap_or_default(), value, after.unwrap_or_default()].concat();
    }
    let end = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
    let (before, after) = tag.split_at_checked(end).unwrap_or((tag, ""));
    let mut out = before.trim_end().to_owned();
    // Writing to a string cannot fail.
    let _ = write!(out, " {name}=\"{value}\"{after}");
    out
}

/// Where the value of an attribute stands in a start tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    loop {
        let rest = tag.get(at..)?;
        let equals = at + rest.find('=')?;
        let key = tag.get(at..equals)?.trim();
        let opening = equals + tag.get(equals..)?.find(['"', '\''])?;
        let quote = tag.get(opening..)?.chars().next()?;
        let start = opening + 1;
        let end = start + tag.get(start..)?.find(quote)?;
        if key == name {
            return Some(start..end);
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Patches, escaped, with_attribute};

    #[test]
    fn changes_leave_the_rest_alone() {
        let mut patches = Patches::default();
        patches.insert(7, "x");
        patches.insert(3, "1");
        patches.insert(3, "2");
        patches.fill(7, "t", "b");
        assert_eq!(patches.apply("<a><b/></a>"), "<a>12<b>t</b>x</a>");
    }

    #[test]
    fn attributes_are_set_whether_there_or_not() {
        let cases = [
            ("<c r=\"A1\" s='5' t=\"s\">", "<c r=\"A1\" s='9' t=\"s\">"),
            ("<c r=\"s=1\"/>", "<c r=\"s=1\" s=\"9\"/>"),
            ("<c>", "<c s=\"9\">"),
            ("<c />", "<c s=\"9\"/>"),
        ];
        for (tag, expected) in cases {
            assert_eq!(with_attribute(tag, "s", "9"), expected);
        }
        assert_eq!(escaped("a<\"&\u{1}>\n"), "a&lt;&quot;&amp;&gt;\n");
    }
}
