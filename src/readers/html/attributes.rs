//! The few attributes a table reader looks at.
//!
//! Takes names and values as the tokenizer finds them, gives what they mean; knows nothing of the tree.

use crate::readers::limits::{MAX_ATTRIBUTE, MAX_COLS, MAX_ROWSPAN};

/// A picture at most this wide or high is an ornament (an icon, a line), in CSS pixels.
const ORNAMENT: u32 = 48;

/// Which attribute is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Rowspan,
    Colspan,
    Style,
    Hidden,
    Type,
    Value,
    Size,
    Selected,
    Unused,
}

/// The attributes of one start tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `rowspan`, as written; 0 means "to the end of the row group".
    pub rowspan: Option<u32>,
    /// `colspan`, as written.
    pub colspan: Option<u32>,
    /// Not shown: `hidden`, `display:none`, `mso-hide:all`, or `type=hidden`.
    pub hidden: bool,
    /// `selected`, of an option.
    pub selected: bool,
    /// A control whose value is no content: a button, a tick box.
    pub control: bool,
    /// A picture that is an icon or a line.
    pub ornament: bool,
    /// `value`, of an input.
    pub value: Vec<u8>,
    /// Values that begin with `\"`: the page was copied out of a program's string.
    pub escaped: bool,
    name: Buffer,
    text: Vec<u8>,
    current: Option<Name>,
}

/// A short name; what is longer is none of ours.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Buffer {
    bytes: [u8; 12],
    len: usize,
}

impl PartialEq for Buffer {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.get() == other.get()
    }
}

impl Buffer {
    pub fn clear(&mut self) {
        self.len = 0;
    }

    #[inline]
    pub fn push(&mut self, more: &[u8]) {
        let end = self.len + more.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(more);
        }
        self.len = end;
    }

    /// The name, or nothing if it is too long to be one of ours.
    #[inline]
    pub fn get(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl Attributes {
    /// Forget the previous tag.
    #[inline]
    pub fn clear(&mut self) {
        self.rowspan = None;
        self.colspan = None;
        self.hidden = false;
        self.selected = false;
        self.control = false;
        self.ornament = false;
        self.value.clear();
        self.current = None;
    }

    /// A new attribute begins.
    #[inline]
    pub fn begin(&mut self) {
        self.finish();
        self.name.clear();
        self.current = Some(Name::Unused);
    }

    #[inline]
    pub fn push_name(&mut self, bytes: &[u8]) {
        self.name.push(bytes);
    }

    #[inline]
    pub fn begin_value(&mut self) {
        self.text.clear();
        self.current = Some(name(self.name.get()));
    }

    #[inline]
    pub fn push_value(&mut self, bytes: &[u8]) {
        if self.text.is_empty() && bytes.starts_with(b"\\\"") {
            self.escaped = true;
        }
        if self.current != Some(Name::Unused) && self.text.len() + bytes.len() <= MAX_ATTRIBUTE {
            self.text.extend_from_slice(bytes);
        }
    }

    /// The attribute is complete.
    #[inline]
    pub fn finish(&mut self) {
        match self.current.take() {
            None => {}
            Some(Name::Unused) => self.finish_flag(),
            Some(name) => self.finish_value(name),
        }
    }

    /// An attribute without a value.
    fn finish_flag(&mut self) {
        match self.name.get() {
            b"hidden" => self.hidden = true,
            b"selected" => self.selected = true,
            _ => {}
        }
    }

    fn finish_value(&mut self, name: Name) {
        match name {
            Name::Rowspan => self.rowspan = self.rowspan.or(Some(rowspan(&self.text))),
            Name::Colspan => self.colspan = self.colspan.or(Some(colspan(&self.text))),
            Name::Style => self.hidden |= hides(&self.text),
            Name::Hidden => self.hidden = true,
            Name::Selected => self.selected = true,
            Name::Type => self.finish_type(),
            Name::Value => std::mem::swap(&mut self.value, &mut self.text),
            Name::Size => self.ornament |= number(&self.text).is_some_and(|size| size <= ORNAMENT),
            Name::Unused => {}
        }
    }

    fn finish_type(&mut self) {
        let lower = self.text.trim_ascii().to_ascii_lowercase();
        self.hidden |= lower == b"hidden";
        self.control |= matches!(
            lower.as_slice(),
            b"button" | b"submit" | b"reset" | b"checkbox" | b"radio" | b"image" | b"file" | b"password"
        );
    }
}

#[inline]
fn name(bytes: &[u8]) -> Name {
    match bytes {
        b"rowspan" => Name::Rowspan,
        b"colspan" => Name::Colspan,
        b"style" => Name::Style,
        b"hidden" => Name::Hidden,
        b"type" => Name::Type,
        b"value" => Name::Value,
        b"width" | b"height" => Name::Size,
        b"selected" => Name::Selected,
        _ => Name::Unused,
    }
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
    style.split(|b| *b == b';').any(|declaration| {
        let declaration = declaration.trim_ascii_start();
        matches!(declaration.first().map(u8::to_ascii_lowercase), Some(b'd' | b'm'))
            && declares_hidden(declaration)
    })
}

fn declares_hidden(declaration: &[u8]) -> bool {
    let mut parts = declaration.splitn(2, |b| *b == b':');
    let property = parts.next().unwrap_or_default().trim_ascii();
    let value = parts.next().unwrap_or_default().trim_ascii_start();
    let starts = |word: &[u8]| value.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    (property.eq_ignore_ascii_case(b"display") && starts(b"none"))
        || (property.eq_ignore_ascii_case(b"mso-hide") && starts(b"all"))
}
