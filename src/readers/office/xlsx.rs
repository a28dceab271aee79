//! SpreadsheetML (xlsx, xlsm, xltx) → sheets.
//!
//! Takes the parts of the package, gives the cells with what they show: the saved results of formulas, numbers
//! in their formats, text without its pronunciation.

use std::borrow::Cow;
use std::collections::HashMap;

use super::numfmt::Format;
use super::package::{self, Relation};
use super::sheet::{self, Sheet};
use super::xml::{self, Event, Tag, Xml};
use super::{limits, say};
use crate::document::Document;
use crate::input::Unreadable;
use crate::readers::zip::Archive;

/// Reads the workbook whose main part has this name.
pub fn read(archive: &mut Archive, main: &str) -> Result<Document, Unreadable> {
    let workbook = Workbook::read(&xml::text(&archive.need(main)?))?;
    let relations = package::relations(archive, main)?;
    let target =
        |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|r| r.target.clone());
    let strings = read_part(archive, target("sharedStrings"), Strings::read)?;
    let styles = read_part(archive, target("styles"), Styles::read)?;
    let (mut sheets, mut is_cut) = (Vec::new(), workbook.sheets.len() > limits::MAX_SHEETS);
    for entry in workbook.sheets.iter().take(limits::MAX_SHEETS) {
        let Some(relation) = relations.iter().find(|relation| entry.is(relation)) else {
            is_cut = true;
            continue;
        };
        let part = archive.need(&relation.target)?;
        let shown = sheets.last().map_or(0, |before: &Sheet| before.shown);
        let empty = Sheet { name: entry.name.clone(), hidden: entry.hidden, shown, ..Sheet::default() };
        let book = Book { strings: &strings, styles: &styles, since_1904: workbook.since_1904 };
        sheets.push(SheetReader::read(&xml::text(&part), empty, &book)?);
    }
    Ok(sheet::document(sheets, is_cut))
}

fn read_part<T: Default>(
    archive: &mut Archive,
    name: Option<String>,
    read: fn(&str) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let Some(name) = name else { return Ok(T::default()) };
    archive.read(&name)?.map_or_else(|| Ok(T::default()), |part| read(&xml::text(&part)))
}

#[derive(Default)]
struct Workbook {
    sheets: Vec<Entry>,
    since_1904: bool,
}

struct Entry {
    name: String,
    id: String,
    hidden: bool,
}

impl Entry {
    fn is(&self, relation: &Relation) -> bool {
        relation.id == self.id && relation.kind == "worksheet"
    }
}

/// The part that holds the sheet of this name.
pub(crate) fn sheet_part(
    archive: &mut Archive,
    main: &str,
    name: &str,
) -> Result<Option<String>, Unreadable> {
    let workbook = Workbook::read(&xml::text(&archive.need(main)?))?;
    let relations = package::relations(archive, main)?;
    let entry = workbook.sheets.iter().find(|entry| entry.name == name);
    let relation = entry.and_then(|entry| relations.into_iter().find(|relation| entry.is(relation)));
    Ok(relation.map(|relation| relation.target))
}

impl Workbook {
    fn read(text: &str) -> Result<Self, Unreadable> {
        let mut workbook = Self::default();
        let mut xml = Xml::new(text, "工作簿");
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.name() {
                    "sheet" => workbook.sheets.push(Entry {
                        name: tag.attr("name").unwrap_or_default().into_owned(),
                        id: tag.attr("id").unwrap_or_default().into_owned(),
                        hidden: tag.attr("state").is_some_and(|state| state != "visible"),
                    }),
                    "workbookPr" => workbook.since_1904 = is_true(tag.attr("date1904")),
                    _ => {}
                },
                Event::Eof => return Ok(workbook),
                _ => {}
            }
        }
    }
}

fn is_true(value: Option<Cow<str>>) -> bool {
    value.is_some_and(|value| value == "1" || value == "true")
}

/// The shared strings, in one text.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    fn read(text: &str) -> Result<Self, Unreadable> {
        let mut strings = Self::default();
        let mut xml = Xml::new(text, "共享字符串");
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.name() == "si" => {
                    rich_text(&mut xml, &mut strings.text)?;
                    strings.ends.push(strings.text.len());
                }
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    fn get(&self, index: &str) -> Option<&str> {
        let index: usize = index.trim().parse().ok()?;
        let start = index.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        self.text.get(*start..*self.ends.get(index)?)
    }
}

/// The text of a string item that has begun, without the pronunciation.
fn rich_text(xml: &mut Xml, out: &mut String) -> Result<(), Unreadable> {
    let outside = xml.depth().saturating_sub(1);
    let mut in_text = false;
    while xml.depth() > outside {
        match xml.next()? {
            Event::Start(tag) if matches!(tag.name(), "rPh" | "rPr") => xml.skip()?,
            Event::Start(tag) => in_text = tag.name() == "t",
            Event::Text(text) if in_text => push_text(&text, out),
            Event::Text(_) => {}
            Event::End => in_text = false,
            Event::Eof => break,
        }
    }
    Ok(())
}

/// Text with Excel's escapes `_x000D_`; carriage returns are left out.
fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some('\r') => rest = escape.get(7..).unwrap_or_default(),
            Some(c) => {
                out.push(c);
                rest = escape.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = escape.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}

/// Formats of cells, by style.
#[derive(Default)]
struct Styles {
    formats: Vec<Format>,
    /// Per style, an index into `formats`.
    of_style: Vec<usize>,
}

impl Styles {
    fn read(text: &str) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut own: HashMap<u16, String> = HashMap::new();
        let mut known: HashMap<u16, usize> = HashMap::new();
        let mut in_cells = false;
        let mut xml = Xml::new(text, "样式");
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.name() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attr("formatCode")) {
                            own.insert(id, code.into_owned());
                        }
                    }
                    "cellXfs" => in_cells = true,
                    "cellStyles" | "dxfs" => in_cells = false,
                    "xf" if in_cells => {
                        let id = tag.number("numFmtId").unwrap_or(0);
                        let index = *known.entry(id).or_insert_with(|| {
                            let format =
                                own.get(&id).map_or_else(|| Format::built_in(id), |code| Format::parse(code));
                            styles.formats.push(format);
                            styles.formats.len() - 1
                        });
                        styles.of_style.push(index);
                    }
                    "fonts" | "fills" | "borders" | "cellStyleXfs" => xml.skip()?,
                    _ => {}
                },
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    fn format(&self, style: usize) -> Option<&Format> {
        self.formats.get(*self.of_style.get(style)?)
    }
}

/// What every sheet needs of the workbook.
struct Book<'a> {
    strings: &'a Strings,
    styles: &'a Styles,
    since_1904: bool,
}

struct SheetReader<'x, 'a> {
    xml: Xml<'x>,
    sheet: Sheet,
    book: &'a Book<'a>,
    row: u32,
    col: u32,
    hides_zeros: bool,
}

/// A cell as it stands in the file.
#[derive(Default)]
struct Raw {
    kind: Kind,
    style: usize,
    formula: Option<String>,
    value: Option<String>,
    inline: String,
}

#[derive(Default, PartialEq, Eq, Clone, Copy)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Date,
}

impl<'x, 'a> SheetReader<'x, 'a> {
    fn read(text: &'x str, sheet: Sheet, book: &'a Book<'a>) -> Result<Sheet, Unreadable> {
        let xml = Xml::new(text, "工作表");
        let mut reader = SheetReader { xml, sheet, book, row: 0, col: 0, hides_zeros: false };
        loop {
            match reader.xml.next()? {
                Event::Start(tag) => reader.start(&tag)?,
                Event::Eof => return Ok(reader.sheet),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        match tag.name() {
            "c" => self.cell(tag)?,
            "row" => self.open_row(tag),
            "col" if is_true(tag.attr("hidden")) => {
                if let (Some(min), Some(max)) = (tag.number::<u32>("min"), tag.number::<u32>("max")) {
                    self.sheet.hidden_cols.push((min.saturating_sub(1), max.saturating_sub(1)));
                }
            }
            "sheetView" => {
                self.hides_zeros |= tag.attr("showZeros").is_some_and(|v| v == "0" || v == "false");
            }
            "mergeCell" => {
                if let Some((first, last)) = tag.attr("ref").and_then(|range| range_of(&range)) {
                    self.sheet.merge(first, last);
                }
            }
            "conditionalFormatting" | "dataValidations" | "extLst" | "hyperlinks" => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn open_row(&mut self, tag: &Tag) {
        if let Some(row) = tag.number::<u32>("r") {
            self.row = row.saturating_sub(1);
        } else if self.col > 0 {
            self.row = self.row.saturating_add(1);
        }
        self.col = 0;
        if is_true(tag.attr("hidden")) {
            match self.sheet.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == self.row => *last = self.row,
                _ => self.sheet.hidden_rows.push((self.row, self.row)),
            }
        }
    }

    fn cell(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        if self.sheet.is_full() {
            self.sheet.is_cut = true;
            return self.xml.skip();
        }
        let mut raw = Raw {
            kind: kind(tag.attr("t").as_deref()),
            style: tag.number("s").unwrap_or(0),
            ..Raw::default()
        };
        if let Some((row, col)) = tag.attr("r").and_then(|place| place_of(&place)) {
            (self.row, self.col) = (row, col);
        }
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Event::Start(tag) => match tag.name() {
                    "v" => raw.value = Some(self.xml.content()?),
                    "f" => raw.formula = Some(self.xml.content()?),
                    "is" => rich_text(&mut self.xml, &mut raw.inline)?,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let text = self.shown(raw);
        self.sheet.push(self.row, self.col, text);
        self.col = self.col.saturating_add(1);
        if self.sheet.is_cut && self.sheet.cells.is_empty() {
            return Err(say::too_large("表格区域过大"));
        }
        Ok(())
    }

    /// What the cell shows.
    fn shown(&mut self, raw: Raw) -> String {
        let place = (self.row, self.col);
        let Some(value) = raw.value.filter(|value| !value.is_empty() || raw.kind == Kind::Text) else {
            return match raw.formula {
                // Without its result a formula is no figure: it stays a formula, which no rule takes for one.
                Some(formula) if raw.kind != Kind::Text => {
                    self.sheet.unsaved.push(place);
                    format!("={formula}")
                }
                _ => raw.inline,
            };
        };
        match raw.kind {
            Kind::Number => self.number(&value, raw.style),
            Kind::Shared => self.book.strings.get(&value).unwrap_or_default().to_owned(),
            Kind::Bool => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Kind::Date => value.split('T').next().unwrap_or_default().to_owned(),
            Kind::Text | Kind::Inline => {
                let mut text = String::new();
                push_text(&value, &mut text);
                text
            }
        }
    }

    fn number(&mut self, value: &str, style: usize) -> String {
        let place = (self.row, self.col);
        let Some(format) = self.book.styles.format(style) else {
            return Format::built_in(0).show(value, false).text;
        };
        let shown = format.show(value, self.book.since_1904);
        if shown.rounded {
            self.sheet.rounded.push(place);
        }
        if shown.concealed || (self.hides_zeros && shown.text == "0") {
            self.sheet.concealed.push(place);
        }
        shown.text
    }
}

fn kind(code: Option<&str>) -> Kind {
    match code {
        Some("s") => Kind::Shared,
        // Errors are shown by their name.
        Some("str" | "e") => Kind::Text,
        Some("inlineStr") => Kind::Inline,
        Some("b") => Kind::Bool,
        Some("d") => Kind::Date,
        _ => Kind::Number,
    }
}

/// `C7` → row 6, column 2.
pub(crate) fn place_of(address: &str) -> Option<(u32, u32)> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, row) = address.split_at_checked(letters)?;
    let mut col = 0_u32;
    for letter in name.bytes().take(4) {
        col = col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, col.checked_sub(1)?))
}

/// `A1:C7`, or one address.
fn range_of(range: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some((place_of(first)?, place_of(last)?))
}
