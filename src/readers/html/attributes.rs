//! The few attributes a table reader looks at.
//!
//! Takes the inside of a tag, gives what its attributes mean; knows nothing of the tree.

use super::name::{ends_name, is_space, names, read};
use crate::readers::limits::{MAX_ATTRIBUTE, MAX_COLS, MAX_ROWSPAN};
use crate::readers::scan::{find, find_blank_or, skip};

/// A picture at most this wide or high is an ornament (an icon, a line), in CSS pixels.
const ORNAMENT: u32 = 48;

/// The attributes of one start tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `rowspan`, as written; 0 means "to the end of the row group".
    pub rowspan: Option<u32>,
    /// `colspan`, as written.
    pub colspan: Option<u32>,
    /// `value`, of an input, references not resolved.
    pub value: Vec<u8>,
    pub flags: Flags,
    /// Ever since the start: a value began with `\"`, so the page was copied out of a program's string.
    pub escaped: bool,
}

/// What attributes say without a value of their own.
#[derive(Debug, Default, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // each is one attribute, none depends on another
pub(super) struct Flags {
    /// Not shown: `hidden`, `display:none`, `mso-hide:all`, or `type=hidden`.
    pub hidden: bool,
    /// `selected`, of an option.
    pub selected: bool,
    /// A control whose value is no content: a button, a tick box.
    pub control: bool,
    /// A picture that is an icon or a line.
    pub ornament: bool,
    /// The tag ends in `/>`.
    pub self_closing: bool,
}

impl Attributes {
    /// Read what follows a tag's name up to its `>`; gives what follows the tag, or nothing if it has no end.
    #[inline]
    pub fn read<'a>(&mut self, tag: &'a [u8]) -> Option<&'a [u8]> {
        self.rowspan = None;
        self.colspan = None;
        self.flags = Flags::default();
        match tag {
            [b'>', after @ ..] => Some(after),
            _ => self.read_all(tag),
        }
    }

    fn read_all<'a>(&mut self, tag: &'a [u8]) -> Option<&'a [u8]> {
        self.value.clear();
        let mut rest = tag;
        loop {
            match rest {
                [] => return None,
                [b'>', after @ ..] => return Some(after),
                [b'/', b'>', after @ ..] => {
                    self.flags.self_closing = true;
                    return Some(after);
                }
                [b'/' | b' ' | b'\n' | b'\t' | b'\r' | b'\x0c', after @ ..] => rest = after,
                _ => rest = self.read_one(rest)?,
            }
        }
    }

    /// One attribute; gives what follows it.
    #[inline]
    fn read_one<'a>(&mut self, rest: &'a [u8]) -> Option<&'a [u8]> {
        let (key, length) = read(rest, |byte| ends_name(byte) || byte == b'=');
        // The first character belongs to the name whatever it is, even `=`.
        let after = skip_space(skip(rest, length.max(1)));
        let (value, after) = match after {
            [b'=', value @ ..] => self.value_at(skip_space(value))?,
            _ => (b"".as_slice(), after),
        };
        match key {
            ROWSPAN => self.rowspan = self.rowspan.or(Some(rowspan(value))),
            COLSPAN => self.colspan = self.colspan.or(Some(colspan(value))),
            STYLE => self.flags.hidden |= hides(value),
            HIDDEN => self.flags.hidden = true,
            WIDTH | HEIGHT => self.take_size(value),
            TYPE => self.take_type(value),
            VALUE => self.take_value(value),
            SELECTED => self.flags.selected = true,
            _ => {}
        }
        Some(after)
    }

    /// The value at the start of `rest`, and what follows it.
    #[inline]
    fn value_at<'a>(&mut self, rest: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        if let [quote @ (b'"' | b'\''), inner @ ..] = rest {
            let (value, after) = inner.split_at_checked(find(inner, *quote))?;
            return Some((value, after.get(1..)?));
        }
        self.escaped |= rest.starts_with(b"\\\"");
        let mut end = find_blank_or(rest, b'>');
        while rest.get(end).is_some_and(|byte| !is_space(*byte) && *byte != b'>') {
            end += 1 + find_blank_or(skip(rest, end + 1), b'>');
        }
        (end < rest.len()).then(|| rest.split_at_checked(end))?
    }

    fn take_type(&mut self, value: &[u8]) {
        let lower = value.trim_ascii().to_ascii_lowercase();
        self.flags.hidden |= lower == b"hidden";
        self.flags.control |= matches!(
            lower.as_slice(),
            b"button" | b"submit" | b"reset" | b"checkbox" | b"radio" | b"image" | b"file" | b"password"
        );
    }

    fn take_size(&mut self, value: &[u8]) {
        self.flags.ornament |= number(value).is_some_and(|size| size <= ORNAMENT);
    }

    fn take_value(&mut self, value: &[u8]) {
        self.value.extend_from_slice(value.get(..MAX_ATTRIBUTE).unwrap_or(value));
    }
}

names! { ROWSPAN COLSPAN STYLE HIDDEN WIDTH HEIGHT TYPE VALUE SELECTED }

#[inline]
fn skip_space(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [first, after @ ..] = rest
        && is_space(*first)
    {
        rest = after;
    }
    rest
}

/// A number as HTML reads it: leading digits count, what follows is ignored (`2px`, `\"2\"`).
fn number(text: &[u8]) -> Option<u32> {
    let text = text.trim_ascii_start();
    let text = text.strip_prefix(b"+").unwrap_or(text);
    let digits = text.iter().take_while(|b| b.is_ascii_digit());
    let mut value = None;
    for digit in digits {
        value = Some(value.unwrap_or(0u32).saturating_mul(10).saturating_add(u32::from(digit - b'0')));
    }
    value
}

fn rowspan(text: &[u8]) -> u32 {
    number(text).unwrap_or(1).min(MAX_ROWSPAN)
}

fn colspan(text: &[u8]) -> u32 {
    number(text).unwrap_or(1).clamp(1, MAX_COLS)
}

/// Whether a style hides its element.
fn hides(style: &[u8]) -> bool {
    let mut rest = style;
    while !rest.is_empty() {
        rest = skip_space(rest);
        if matches!(rest.first(), Some(b'd' | b'D' | b'm' | b'M')) && declares_hidden(rest) {
            return true;
        }
        rest = skip(rest, find(rest, b';') + 1);
    }
    false
}

/// Whether the declaration at the start of `style` does.
fn declares_hidden(style: &[u8]) -> bool {
    let is = |property: &[u8], value: &[u8]| {
        let (found, rest) = style.split_at_checked(property.len()).unwrap_or_default();
        let value_at = skip_space(rest).strip_prefix(b":").map(skip_space).unwrap_or_default();
        found.eq_ignore_ascii_case(property)
            && value_at.get(..value.len()).is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    is(b"display", b"none") || is(b"mso-hide", b"all")
}
