//! BIFF8 and BIFF5 workbooks (xls, et) → sheets.
//!
//! Takes the workbook stream of an OLE container and the host's charset decoder, gives the cells with what they
//! show. Only the records that hold cells, formats, merged regions and what is hidden are read.

use super::biff::{Record, Records, Segments, Text, string, strings};
use super::numfmt::Format;
use super::sheet::{self, Sheet};
use super::{limits, say};
use crate::document::Document;
use crate::input::Unreadable;
use crate::readers::Decode;
use crate::readers::bytes::{u8_at, u16_at, u32_at, u64_at};

/// Bits of a formula's flags: always to be calculated, to be calculated on load.
const TO_BE_CALCULATED: u16 = 3;

/// Reads the workbook.
pub fn read(stream: &[u8], decode: Decode) -> Result<Document, Unreadable> {
    let globals = Globals::read(stream, decode)?;
    let mut sheets = Vec::new();
    let mut entries = globals.sheets.iter().filter(|entry| entry.is_worksheet);
    for entry in entries.by_ref().take(limits::MAX_SHEETS) {
        let records = stream.get(entry.at..).ok_or_else(|| say::damaged("工作表缺失"))?;
        let shown = sheets.last().map_or(0, |before: &Sheet| before.shown);
        let empty = Sheet { name: entry.name.clone(), hidden: entry.hidden, shown, ..Sheet::default() };
        sheets.push(SheetReader::read(records, empty, &globals)?);
    }
    Ok(sheet::document(sheets, entries.next().is_some()))
}

struct Entry {
    name: String,
    at: usize,
    hidden: bool,
    is_worksheet: bool,
}

struct Globals {
    sheets: Vec<Entry>,
    strings: Vec<String>,
    /// Per cell style, an index into `formats`.
    of_style: Vec<u16>,
    own_formats: Vec<(u16, Format)>,
    built_in: Vec<Format>,
    since_1904: bool,
    text: Text,
}

impl Globals {
    fn read(stream: &[u8], decode: Decode) -> Result<Self, Unreadable> {
        let mut records = Records::new(stream).peekable();
        let version =
            records.peek().filter(|first| first.id == 0x0809).and_then(|first| u16_at(first.data, 0));
        let is_8 = match version {
            Some(0x0600) => true,
            Some(0x0500) => false,
            _ => return Err(say::unsupported("Excel 4.0 或更早版本的表格")),
        };
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            of_style: Vec::new(),
            own_formats: Vec::new(),
            built_in: (0..60).map(Format::built_in).collect(),
            since_1904: false,
            text: Text { is_8, label: "gb18030", decode },
        };
        while let Some(record) = records.next() {
            match record.id {
                0x002F => return Err(say::encrypted()),
                0x000A => break,
                0x00FC => {
                    let mut segments = vec![record.data];
                    while let Some(more) = records.next_if(|next| next.id == 0x003C) {
                        segments.push(more.data);
                    }
                    globals.strings = strings(Segments::new(&segments));
                }
                _ => globals.record(&record),
            }
        }
        Ok(globals)
    }

    fn record(&mut self, record: &Record) {
        let data = record.data;
        match record.id {
            0x0042 => {
                self.text.label = match u16_at(data, 0) {
                    Some(950) => "big5",
                    Some(1252 | 0x8001) => "windows-1252",
                    Some(932) => "shift_jis",
                    _ => "gb18030",
                };
            }
            0x0022 => self.since_1904 = u16_at(data, 0) == Some(1),
            0x0085 => self.sheets.extend(self.bound_sheet(data)),
            0x041E => {
                let id = u16_at(data, 0).unwrap_or(0);
                let code = if self.text.is_8 { string(data, 2, 2) } else { self.text.bytes(data, 2, 1) };
                self.own_formats.push((id, Format::parse(&code.unwrap_or_default())));
            }
            0x00E0 => self.of_style.push(u16_at(data, 2).unwrap_or(0)),
            _ => {}
        }
    }

    fn bound_sheet(&self, data: &[u8]) -> Option<Entry> {
        let name = if self.text.is_8 { string(data, 6, 1) } else { self.text.bytes(data, 6, 1) };
        Some(Entry {
            name: name.unwrap_or_default(),
            at: usize::try_from(u32_at(data, 0)?).ok()?,
            hidden: u8_at(data, 4)? & 3 != 0,
            is_worksheet: u8_at(data, 5)? == 0,
        })
    }

    fn format(&self, style: u16) -> Option<&Format> {
        let id = *self.of_style.get(usize::from(style))?;
        let own = self.own_formats.iter().find(|(own, _)| *own == id).map(|(_, format)| format);
        own.or_else(|| self.built_in.get(usize::from(id)))
    }
}

struct SheetReader<'a> {
    sheet: Sheet,
    globals: &'a Globals,
    /// The formula whose text follows.
    awaiting: Option<(u32, u32)>,
    hides_zeros: bool,
}

impl<'a> SheetReader<'a> {
    fn read(stream: &[u8], sheet: Sheet, globals: &'a Globals) -> Result<Sheet, Unreadable> {
        let mut reader = Self { sheet, globals, awaiting: None, hides_zeros: false };
        let (mut depth, mut ended) = (0_u32, false);
        for record in Records::new(stream) {
            match record.id {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => {
                    ended = true;
                    break;
                }
                0x000A => depth -= 1,
                // A chart inside the sheet has records of its own.
                _ if depth == 1 => reader.record(&record),
                _ => {}
            }
        }
        if ended { Ok(reader.finish()) } else { Err(say::damaged("工作表没有结尾")) }
    }

    fn finish(mut self) -> Sheet {
        if self.hides_zeros {
            // The window comes after the cells, so that this can only be said now.
            let zeros = self.sheet.cells.iter().filter(|cell| cell.text == "0");
            let zeros: Vec<_> = zeros.map(|cell| (cell.row, cell.col)).collect();
            self.sheet.concealed.extend(zeros);
        }
        self.sheet
    }

    fn record(&mut self, record: &Record) {
        let data = record.data;
        match record.id {
            0x0208 => self.row(data),
            0x007D => self.column(data),
            0x00E5 => self.merged(data),
            0x023E => self.hides_zeros = u16_at(data, 0).is_some_and(|flags| flags & 0x10 == 0),
            0x0207 => self.formula_text(data),
            _ if self.sheet.is_full() => self.sheet.is_cut = true,
            0x00BD => self.multiple(data, 6),
            0x00BE => self.multiple(data, 2),
            _ => drop(self.cell(record.id, data)),
        }
    }

    fn row(&mut self, data: &[u8]) {
        let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12)) else { return };
        if flags & 0x20 != 0 {
            let row = u32::from(row);
            match self.sheet.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => self.sheet.hidden_rows.push((row, row)),
            }
        }
    }

    fn column(&mut self, data: &[u8]) {
        let (Some(first), Some(last), Some(flags)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
        else {
            return;
        };
        if flags & 1 != 0 {
            self.sheet.hidden_cols.push((first.into(), last.into()));
        }
    }

    fn merged(&mut self, data: &[u8]) {
        for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let at = |at| u16_at(region, at).map_or(0, u32::from);
            self.sheet.merge((at(0), at(4)), (at(2), at(6)));
        }
    }

    /// Cells side by side: numbers of six bytes, or styles of two.
    fn multiple(&mut self, data: &[u8], size: usize) {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (col, cell) in (u32::from(first)..).zip(cells.chunks_exact(size)) {
            let text = match (u16_at(cell, 0), u32_at(cell, 2)) {
                (Some(style), Some(packed)) => self.number(row.into(), col, style, &unpacked(packed)),
                _ => String::new(),
            };
            self.sheet.push(row.into(), col, text);
        }
    }

    fn cell(&mut self, id: u16, data: &[u8]) -> Option<()> {
        let is_cell = matches!(id, 0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6);
        if !is_cell {
            return None;
        }
        let (row, col, style) = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), u16_at(data, 4)?);
        let text = match id {
            0x00FD => {
                let index = usize::try_from(u32_at(data, 6)?).ok()?;
                self.globals.strings.get(index).cloned().unwrap_or_default()
            }
            0x027E => self.number(row, col, style, &unpacked(u32_at(data, 6)?)),
            0x0203 => self.number(row, col, style, &float(u64_at(data, 6)?)),
            0x0204 | 0x00D6 if self.globals.text.is_8 => string(data, 6, 2)?,
            0x0204 | 0x00D6 => self.globals.text.bytes(data, 6, 2)?,
            0x0205 => bool_or_error(u8_at(data, 6)?, u8_at(data, 7)? != 0),
            0x0006 => self.formula(row, col, style, data)?,
            _ => String::new(),
        };
        self.sheet.push(row, col, text);
        Some(())
    }

    fn formula(&mut self, row: u32, col: u32, style: u16, data: &[u8]) -> Option<String> {
        self.awaiting = None;
        let value = u64_at(data, 6)?;
        if value >> 48 == 0xFFFF {
            let detail = u8_at(data, 8)?;
            return Some(match u8_at(data, 6)? {
                0 => {
                    self.awaiting = Some((row, col));
                    String::new()
                }
                1 => bool_or_error(detail, false),
                2 => bool_or_error(detail, true),
                _ => String::new(),
            });
        }
        // Programs that cannot calculate leave a zero and ask for calculation.
        if value == 0 && u16_at(data, 14)? & TO_BE_CALCULATED == TO_BE_CALCULATED {
            self.sheet.unsaved.push((row, col));
            return Some("=（公式未计算）".to_owned());
        }
        Some(self.number(row, col, style, &float(value)))
    }

    fn formula_text(&mut self, data: &[u8]) {
        let Some(place) = self.awaiting.take() else { return };
        let text =
            if self.globals.text.is_8 { string(data, 0, 2) } else { self.globals.text.bytes(data, 0, 2) };
        if let (Some(text), Some(cell)) = (text, self.sheet.cells.last_mut())
            && (cell.row, cell.col) == place
        {
            cell.text = text;
        }
    }

    fn number(&mut self, row: u32, col: u32, style: u16, stored: &str) -> String {
        let Some(format) = self.globals.format(style) else {
            return Format::built_in(0).show(stored, false).text;
        };
        let shown = format.show(stored, self.globals.since_1904);
        if shown.rounded {
            self.sheet.rounded.push((row, col));
        }
        if shown.concealed {
            self.sheet.concealed.push((row, col));
        }
        shown.text
    }
}

/// The digits of a floating-point number.
fn float(bits: u64) -> String {
    f64::from_bits(bits).to_string()
}

/// A number packed into 30 bits, possibly in hundredths.
fn unpacked(packed: u32) -> String {
    let number = if packed & 2 != 0 {
        (packed.cast_signed() >> 2).to_string()
    } else {
        float(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { format!("{number}E-2") } else { number }
}

fn bool_or_error(value: u8, is_error: bool) -> String {
    let text = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    text.to_owned()
}
