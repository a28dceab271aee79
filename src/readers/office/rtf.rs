//! RTF → document.
//!
//! Takes bytes and the host's charset decoder, walks groups and control words, gives what is seen: no hidden or
//! deleted text, results of fields, text boxes, tables with their merges. Unknown destinations are left out.

use super::doc::is_gbk;
use super::limits::MAX_GROUPS;
use super::nest::{End, Nest, Shape};
use super::say;
use crate::document::Document;
use crate::input::Unreadable;
use crate::readers::Decode;

/// The first bytes of every such file.
pub const MAGIC: &[u8] = b"{\\rtf";

const UNFINISHED: &str = "RTF 文档没有结尾，可能没有下载完整，只读取了现有的部分";
const GB: &str = "gb18030";
const LATIN: &str = "windows-1252";

/// Reads the document.
pub fn read(bytes: &[u8], decode: Decode) -> Result<Document, Unreadable> {
    let mut reader = Reader {
        bytes,
        at: 0,
        decode,
        state: State { fallback: 1, ..State::default() },
        groups: Vec::new(),
        nests: vec![Nest::default()],
        pending: Vec::new(),
        charset: GB,
        fonts: Vec::new(),
        row: Row::default(),
        inner_row: Row::default(),
        skip: 0,
        surrogate: None,
        starred: false,
    };
    reader.run()?;
    Ok(reader.finish())
}

/// What a group inherits and gives back when it ends.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // independent switches of the format
struct State {
    destination: Destination,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    level: usize,
    font: i32,
    /// Characters that follow one given as Unicode, for readers that know no Unicode.
    fallback: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Text,
    Skipped,
    Fonts,
    TextBox,
    /// The definition of a row of a table in a table.
    InnerRow,
}

/// The definition of a row.
#[derive(Debug, Clone, Default)]
struct Row {
    left: i32,
    cells: Vec<Shape>,
    next: Shape,
    hidden: bool,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    decode: Decode,
    state: State,
    groups: Vec<State>,
    /// The document, and the open text boxes.
    nests: Vec<Nest>,
    /// Bytes that are not decoded yet.
    pending: Vec<u8>,
    charset: &'static str,
    fonts: Vec<(i32, i32)>,
    row: Row,
    inner_row: Row,
    /// Characters to be left out.
    skip: usize,
    surrogate: Option<u16>,
    /// The next control word is a destination that may be ignored.
    starred: bool,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), Unreadable> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'{' => self.open()?,
                b'}' => {
                    self.close();
                    if self.groups.is_empty() {
                        break;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
            if self.nests.first().is_some_and(Nest::is_full) {
                break;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Document {
        self.flush();
        let unfinished = !self.groups.is_empty() && !self.nest().is_full();
        while self.nests.len() > 1 {
            self.close_box();
        }
        let mut nest = self.nests.pop().unwrap_or_default();
        if unfinished {
            nest.lose(UNFINISHED);
        }
        nest.finish()
    }

    /// The innermost open text box, or the document.
    fn nest(&mut self) -> &mut Nest {
        if self.nests.is_empty() {
            self.nests.push(Nest::default());
        }
        let last = self.nests.len() - 1;
        // There is one: it was put there if not.
        #[allow(clippy::indexing_slicing)]
        &mut self.nests[last]
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        self.flush();
        self.skip = 0;
        if self.groups.len() >= MAX_GROUPS {
            return Err(say::too_large("内容嵌套过深"));
        }
        self.groups.push(self.state);
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        self.starred = false;
        let ended = self.state.destination;
        self.state = self.groups.pop().unwrap_or_default();
        if ended == Destination::TextBox && self.state.destination != Destination::TextBox {
            self.close_box();
        }
    }

    fn close_box(&mut self) {
        if self.nests.len() > 1
            && let Some(mut inner) = self.nests.pop()
        {
            let blocks = inner.finish_blocks();
            self.nest().open.push_floating(blocks);
        }
    }

    /// What follows a backslash.
    fn control(&mut self) {
        let Some(byte) = self.bytes.get(self.at).copied() else { return };
        if byte.is_ascii_alphabetic() {
            return self.word();
        }
        self.at += 1;
        match byte {
            b'\'' => self.hex(),
            b'*' => self.starred = true,
            b'\\' | b'{' | b'}' => self.byte(byte),
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn hex(&mut self) {
        let digits = self.bytes.get(self.at..self.at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            self.at += 2;
            self.byte(byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.is_shown() {
            self.pending.push(byte);
        }
    }

    fn is_shown(&self) -> bool {
        matches!(self.state.destination, Destination::Text | Destination::TextBox)
            && !self.state.hidden
            && !self.state.deleted
    }

    fn text(&mut self, text: &str) {
        self.flush();
        if self.is_shown() {
            self.nest().open.push(text);
        }
    }

    /// Decodes the bytes gathered so far.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let text = if bytes.is_ascii() {
            Some(String::from_utf8_lossy(&bytes).into_owned())
        } else {
            (self.decode)(self.label(&bytes), &bytes)
        };
        self.nest().open.push(&text.unwrap_or_default());
    }

    /// The charset of bytes in the present font. Chinese programs often say Western and write GBK.
    fn label(&self, bytes: &[u8]) -> &'static str {
        let font =
            self.fonts.iter().find(|(number, _)| *number == self.state.font).map(|(_, charset)| *charset);
        match font {
            Some(134) => GB,
            Some(136) => "big5",
            Some(128) if self.charset != GB => "shift_jis",
            Some(129) => "euc-kr",
            _ if self.charset == LATIN && is_gbk(bytes) => GB,
            _ => self.charset,
        }
    }

    fn word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = rest.get(..length).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default();
        let rest = rest.get(length..).unwrap_or_default();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = (digits > 0).then(|| rest.get(..sign + digits)).flatten();
        let value = number.and_then(|number| std::str::from_utf8(number).ok()?.parse::<i32>().ok());
        let end = if digits > 0 { sign + digits } else { 0 };
        self.at += length + end + usize::from(rest.get(end) == Some(&b' '));
        self.flush();
        let starred = std::mem::take(&mut self.starred);
        if self.state.destination == Destination::Skipped {
            if word == "bin" {
                self.at = self.at.saturating_add(usize::try_from(value.unwrap_or(0)).unwrap_or(0));
            }
            return;
        }
        self.apply(word, value, starred);
    }

    fn apply(&mut self, word: &str, value: Option<i32>, starred: bool) {
        let on = value != Some(0);
        let number = value.unwrap_or(0);
        match word {
            "u" => self.unicode(number),
            "uc" => self.state.fallback = usize::try_from(number).unwrap_or(1).min(8),
            "par" | "sect" => self.end_paragraph(),
            "cell" => self.end(1, End::Cell),
            "nestcell" => self.end(self.state.level.max(2), End::Cell),
            "row" => self.end_row(false),
            "nestrow" => self.end_row(true),
            "pard" => (self.state.in_table, self.state.level) = (false, 0),
            "intbl" => self.state.in_table = on,
            "itap" => self.state.level = usize::try_from(number).unwrap_or(0),
            "plain" => (self.state.hidden, self.state.deleted) = (false, false),
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "f" => self.state.font = number,
            "fcharset" if self.state.destination == Destination::Fonts => {
                self.fonts.push((self.state.font, number));
            }
            "ansicpg" => self.charset = codepage(number),
            "bin" => self.at = self.at.saturating_add(usize::try_from(number).unwrap_or(0)),
            _ => {
                if let Some(text) = character(word) {
                    self.text(text);
                } else if !self.row_word(word, number) {
                    self.destination(word, starred);
                }
            }
        }
    }

    fn unicode(&mut self, number: i32) {
        self.skip = self.state.fallback;
        // Negative numbers are those above 32767.
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0);
        let first = self.surrogate.take();
        if first.is_none() && (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(first.into_iter().chain([unit]))
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        if self.is_shown() {
            self.nest().open.push(&text);
        }
    }

    fn end_paragraph(&mut self) {
        let depth = if self.state.in_table { self.state.level.max(1) } else { self.state.level };
        // A deleted paragraph mark: the next paragraph goes on here.
        if !self.state.deleted {
            self.end(depth, End::Paragraph);
        }
    }

    fn end(&mut self, depth: usize, end: End) {
        if matches!(self.state.destination, Destination::Text | Destination::TextBox | Destination::InnerRow)
        {
            self.nest().end(depth, end);
        }
    }

    fn end_row(&mut self, inner: bool) {
        let row = if inner { &self.inner_row } else { &self.row };
        let end = End::Row { shapes: row.cells.clone(), shown: !row.hidden };
        let depth = if inner { self.state.level.max(2) } else { 1 };
        self.end(depth, end);
    }

    /// Words of the definition of a row.
    fn row_word(&mut self, word: &str, number: i32) -> bool {
        let inner = self.state.destination == Destination::InnerRow;
        let row = if inner { &mut self.inner_row } else { &mut self.row };
        match word {
            "trowd" => *row = Row::default(),
            "trleft" => row.left = number,
            "clvmrg" => row.next.up = true,
            "clmrg" => row.next.left = true,
            "clvmgf" | "clmgf" => {}
            "trhidden" | "trdeleted" => row.hidden = true,
            "cellx" => {
                let left = row.cells.last().map_or(row.left.min(number), |cell| cell.edges.1);
                row.cells.push(Shape { edges: (left, number.max(left)), ..row.next });
                row.next = Shape::default();
            }
            _ => return false,
        }
        true
    }

    fn destination(&mut self, word: &str, starred: bool) {
        match word {
            "fonttbl" => self.state.destination = Destination::Fonts,
            "nesttableprops" => self.state.destination = Destination::InnerRow,
            "shptxt" => {
                self.state = State {
                    destination: Destination::TextBox,
                    fallback: self.state.fallback,
                    ..State::default()
                };
                self.nests.push(Nest::default());
            }
            "shpinst" | "shpgrp" => {}
            "pict" | "shppict" => {
                if self.is_shown() {
                    self.nest().open.push_picture();
                }
                self.state.destination = Destination::Skipped;
            }
            word if starred || is_skipped(word) => self.state.destination = Destination::Skipped,
            _ => {}
        }
    }
}

fn codepage(number: i32) -> &'static str {
    match number {
        1252 => LATIN,
        950 => "big5",
        932 => "shift_jis",
        949 => "euc-kr",
        65001 => "utf-8",
        _ => GB,
    }
}

/// Words that stand for characters.
fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "page" | "column" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        _ => return None,
    })
}

/// Destinations that hold no text of the page, or text that is there twice.
fn is_skipped(word: &str) -> bool {
    matches!(
        word,
        "colortbl"
            | "stylesheet"
            | "info"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "footnote"
            | "annotation"
            | "xe"
            | "tc"
            | "rxe"
            | "pntext"
            | "listtext"
            | "filetbl"
            | "nonesttables"
            | "shprslt"
            | "nonshppict"
            | "sp"
            | "ftnsep"
            | "ftnsepc"
            | "aftnsep"
            | "template"
            | "fldinst"
            | "objdata"
            | "pntxta"
            | "pntxtb"
            | "themedata"
    )
}
