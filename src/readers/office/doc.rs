//! Word 97 binary documents (doc, dot, wps) → document.
//!
//! Takes the streams of an OLE container, walks the characters of the main text by the piece table and asks the
//! formatting pages what each run and paragraph is: hidden, deleted, in a table, the end of a row.

use super::doc_props::{Look, Pages, Paragraph, Run, look, paragraph};
use super::fields::Fields;
use super::nest::{End, Nest};
use super::ole::Container;
use super::say;
use crate::document::Document;
use crate::input::Unreadable;
use crate::readers::Decode;
use crate::readers::bytes::{index_at, u8_at, u16_at, u32_at};
use crate::readers::limits::CUT_NOTICE;

const MAGIC: u16 = 0xA5EC;
/// The number of the format from which on it is Word 97.
const WORD_97: u16 = 0x00C1;
/// Where the pairs of offset and length begin, and which of them are used.
const PAIRS: usize = 0x9A;
const RUN_PAGES: usize = 12;
const PARAGRAPH_PAGES: usize = 13;
const PIECES: usize = 33;
/// Lengths of the parts of the text: main, footnotes, headers, macros, remarks, endnotes, text boxes.
const LENGTHS: usize = 0x4C;
const PARTS_BEFORE_BOXES: usize = 6;

/// Reads the document.
pub fn read(container: &Container, decode: Decode) -> Result<Document, Unreadable> {
    let broken = || say::damaged("WordDocument");
    let main = container.stream("WordDocument")?.ok_or_else(broken)?;
    let flags = u16_at(&main, 0x0A).ok_or_else(broken)?;
    if u16_at(&main, 0) != Some(MAGIC) || u16_at(&main, 2).is_none_or(|version| version < WORD_97) {
        return Err(say::unsupported("Word 95 或更早版本的文档"));
    }
    if flags & 0x100 != 0 {
        return Err(say::encrypted());
    }
    let name = if flags & 0x200 != 0 { "1Table" } else { "0Table" };
    let table = container.stream(name)?.ok_or_else(|| say::damaged(name))?;
    let data = container.stream("Data")?.unwrap_or_default();
    let file = File { main: &main, table: &table, data: &data, decode };
    file.document().ok_or_else(broken)
}

struct File<'a> {
    main: &'a [u8],
    table: &'a [u8],
    data: &'a [u8],
    decode: Decode,
}

/// Consecutive characters.
struct Piece<'a> {
    /// First position in the text, and one past the last.
    from: u32,
    to: u32,
    /// Offset in the main stream.
    offset: u32,
    wide: bool,
    /// Changes to the formatting of the whole piece.
    changes: &'a [u8],
}

impl<'a> File<'a> {
    /// A structure of the table stream by the number of its pair.
    fn structure(&self, pair: usize) -> Option<&'a [u8]> {
        let at = PAIRS + pair * 8;
        let (from, length) = (index_at(self.main, at)?, index_at(self.main, at + 4)?);
        self.table.get(from..from.checked_add(length)?)
    }

    fn document(&self) -> Option<Document> {
        let pieces = pieces(self.structure(PIECES)?)?;
        let mut walk = Walk {
            file: self,
            runs: Pages::new(self.main, self.structure(RUN_PAGES)?),
            paragraphs: Pages::new(self.main, self.structure(PARAGRAPH_PAGES)?),
            nest: Nest::default(),
            fields: Fields::default(),
            left: self.main.len(),
            surrogate: None,
        };
        let lengths: Vec<u32> =
            (0..=PARTS_BEFORE_BOXES).map(|part| u32_at(self.main, LENGTHS + part * 4).unwrap_or(0)).collect();
        let (boxes, before) = lengths.split_last()?;
        walk.text(&pieces, 0, *before.first()?);
        let start = before.iter().fold(0_u32, |sum, length| sum.saturating_add(*length));
        // What stands in text boxes follows the main text.
        walk.break_part();
        walk.text(&pieces, start, start.saturating_add(*boxes));
        Some(walk.nest.finish())
    }
}

/// The piece table: changes first, then positions and pieces.
fn pieces(mut table: &[u8]) -> Option<Vec<Piece<'_>>> {
    let mut changes: Vec<&[u8]> = Vec::new();
    while u8_at(table, 0)? == 1 {
        let length = usize::from(u16_at(table, 1)?);
        changes.push(table.get(3..3 + length)?);
        table = table.get(3 + length..)?;
    }
    if u8_at(table, 0)? != 2 {
        return None;
    }
    let length = index_at(table, 1)?;
    let table = table.get(5..)?;
    let table = table.get(..length).unwrap_or(table);
    let count = table.len().checked_sub(4)? / 12;
    let piece = |at: usize| {
        let entry = table.get((count + 1) * 4 + at * 8..)?;
        let place = u32_at(entry, 2)?;
        let wide = place & 0x4000_0000 == 0;
        let place = place & 0x3FFF_FFFF;
        let change = u16_at(entry, 6)?;
        let changes = if change & 1 == 1 { changes.get(usize::from(change >> 1)).copied() } else { None };
        Some(Piece {
            from: u32_at(table, at * 4)?,
            to: u32_at(table, at * 4 + 4)?,
            offset: if wide { place } else { place / 2 },
            wide,
            changes: changes.unwrap_or_default(),
        })
    };
    (0..count).map(piece).collect()
}

struct Walk<'a> {
    file: &'a File<'a>,
    runs: Pages<'a>,
    paragraphs: Pages<'a>,
    nest: Nest,
    fields: Fields,
    /// Characters still to come: each takes a byte at least, and no two pieces share theirs.
    left: usize,
    surrogate: Option<u16>,
}

impl Walk<'_> {
    /// The characters from one position to another.
    fn text(&mut self, pieces: &[Piece], from: u32, to: u32) {
        for piece in pieces {
            let (start, end) = (piece.from.max(from), piece.to.min(to));
            if start < end && piece.from < piece.to {
                self.piece(piece, start - piece.from, end - piece.from);
            }
            if self.nest.is_full() {
                return;
            }
        }
    }

    fn piece(&mut self, piece: &Piece, from: u32, to: u32) {
        let width = if piece.wide { 2 } else { 1 };
        let at = |offset: u32| u64::from(piece.offset) + u64::from(offset) * width;
        let (Ok(start), Ok(end)) = (usize::try_from(at(from)), usize::try_from(at(to))) else { return };
        let end = end.min(self.file.main.len());
        let bytes = self.file.main.get(start..end).unwrap_or_default();
        if bytes.len() > self.left {
            self.nest.lose(CUT_NOTICE);
            return;
        }
        self.left -= bytes.len();
        let place = |index: usize| u32::try_from(start + index).unwrap_or(u32::MAX);
        if piece.wide {
            for (index, pair) in bytes.chunks_exact(2).enumerate() {
                self.unit(u16_at(pair, 0).unwrap_or(0), place(index * 2), piece.changes);
            }
        } else if let Some(text) = self.chinese(bytes) {
            for (c, index) in text {
                self.character(c, place(index), piece.changes);
            }
        } else {
            for (index, byte) in bytes.iter().enumerate() {
                self.character(windows_1252(*byte), place(index), piece.changes);
            }
        }
    }

    /// Characters of a piece of bytes that is GBK, as old WPS wrote it, each with its place.
    fn chinese(&self, bytes: &[u8]) -> Option<Vec<(char, usize)>> {
        if !is_gbk(bytes) {
            return None;
        }
        let text = (self.file.decode)("gb18030", bytes)?;
        let mut at = 0;
        let placed = text.chars().map(|c| {
            let place = at;
            at += if c.is_ascii() { 1 } else { 2 };
            (c, place)
        });
        Some(placed.collect())
    }

    fn unit(&mut self, unit: u16, place: u32, changes: &[u8]) {
        let first = self.surrogate.take();
        match (first, unit) {
            (None, 0xD800..=0xDBFF) => self.surrogate = Some(unit),
            (first, unit) => {
                for c in char::decode_utf16(first.into_iter().chain([unit])) {
                    self.character(c.unwrap_or(char::REPLACEMENT_CHARACTER), place, changes);
                }
            }
        }
    }

    fn character(&mut self, c: char, place: u32, changes: &[u8]) {
        match c {
            '\u{13}' => self.fields.begin(),
            '\u{14}' => self.fields.separate(),
            '\u{15}' => self.fields.end(),
            '\r' | '\u{7}' | '\u{c}' => self.end(c, place, changes),
            _ if self.fields.in_instruction() => {}
            c => self.shown(c, place, changes),
        }
    }

    fn look(&mut self, place: u32, changes: &[u8]) -> Look {
        let mut seen: Run = self.runs.at(place).map_or_else(Run::default, |page| page.run());
        look(changes, &mut seen);
        seen.look()
    }

    fn shown(&mut self, c: char, place: u32, changes: &[u8]) {
        let look = self.look(place, changes);
        if look != Look::Shown {
            return;
        }
        match c {
            '\u{b}' | '\u{e}' => self.nest.open.push_char('\n'),
            '\u{1e}' => self.nest.open.push_char('-'),
            '\u{1}' => self.nest.open.push_picture(),
            '\t' => self.nest.open.push_char('\t'),
            c if c < ' ' => {}
            c => self.nest.open.push_char(c),
        }
    }

    /// A paragraph mark, a cell mark or a page break.
    fn end(&mut self, c: char, place: u32, changes: &[u8]) {
        self.fields.end_paragraph();
        let mut found =
            self.paragraphs.at(place).map_or_else(Paragraph::default, |page| page.paragraph(self.file.data));
        paragraph(changes, self.file.data, &mut found);
        let depth = found.depth();
        let deleted = self.look(place, changes) == Look::Deleted;
        let row_end = (c == '\u{7}' && found.row_end) || found.inner_row_end;
        let cell_end = depth > 0 && (c == '\u{7}' || found.inner_cell_end);
        let end = if row_end {
            End::Row { shapes: found.shapes(), shown: !deleted }
        } else if cell_end {
            End::Cell
        } else if deleted && c == '\r' {
            return;
        } else {
            End::Paragraph
        };
        self.nest.end(depth, end);
    }

    /// The main text is over: nothing goes on behind it.
    fn break_part(&mut self) {
        self.fields = Fields::default();
        self.surrogate = None;
        self.nest.end(0, End::Paragraph);
    }
}

/// Whether the bytes above ASCII all come in pairs of GB2312's own ranges, as they never do in Latin text.
pub fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut pairs = 0;
    while let Some((first, after)) = rest.split_first() {
        if first.is_ascii() {
            rest = after;
            continue;
        }
        let second = after.first().copied().unwrap_or(0);
        if !(0xA1..=0xF7).contains(first) || second < 0xA1 {
            return false;
        }
        pairs += 1;
        rest = after.get(1..).unwrap_or_default();
    }
    pairs > 0
}

/// The characters Windows put where Latin-1 has controls.
const SPECIAL: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|at| SPECIAL.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}
