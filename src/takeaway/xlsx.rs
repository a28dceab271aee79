//! Notes in a workbook: a note on each cell, and a colour behind it.
//!
//! Takes the file and notes by sheet, row and column; gives the file with these sheets, their notes and drawings and
//! the styles changed, all else as it was packed.

use std::borrow::Cow;
use std::collections::HashMap;

use super::package::{Package, root_prefix};
use super::patch::{DECLARATION, Patches, editable, escaped, prefix, qualified, with_attribute};
use super::vml;
use super::{AUTHOR, NAME, Note, Tone};
use crate::document::address;
use crate::input::Unreadable;
use crate::readers::office::xlsx::{place_of, sheet_part};
use crate::readers::office::xml::{Event, Tag, Xml};
use crate::readers::office::{self, say};
use crate::readers::zip::Archive;

const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const SHEET_TRANSITIONAL: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// Sheet, row and column.
pub type Address = (String, u32, u32);

/// The workbook with its notes, which are in the order of their addresses.
pub fn annotate(mut archive: Archive, notes: &[Note<Address>]) -> Result<Vec<u8>, Unreadable> {
    let main = office::main_part(&mut archive)?.ok_or_else(|| say::damaged("工作簿"))?;
    let workbook = editable(&archive.need(&main)?, &main)?;
    let mut package = Package::new(archive, &workbook);
    let styles_part = package.related(&main, "styles")?;
    let mut styles = match &styles_part {
        Some(name) => package.text(name)?.map(Styles::read).transpose()?,
        None => None,
    };
    for (number, of_sheet) in notes.chunk_by(|a, b| a.place.0 == b.place.0).enumerate() {
        let Some(first) = of_sheet.first() else { continue };
        let part = sheet_part(package.archive(), &main, &first.place.0)?;
        let part = part.ok_or_else(|| say::damaged(&first.place.0))?;
        mark_sheet(&mut package, &part, of_sheet, styles.as_mut(), number + 1)?;
    }
    if let (Some(styles), Some(name)) = (styles, styles_part) {
        package.set(&name, styles.finish());
    }
    package.finish()
}

fn mark_sheet(
    package: &mut Package,
    part: &str,
    notes: &[Note<Address>],
    styles: Option<&mut Styles>,
    number: usize,
) -> Result<(), Unreadable> {
    let text = package.text(part)?.ok_or_else(|| say::damaged(part))?;
    let boxes = add_comments(package, part, notes)?;
    let mut sheet = SheetText::read(&text)?;
    sheet.colour(notes, styles);
    // A sheet may have another drawing of this kind, for its header.
    let drawing = match &sheet.drawing {
        Some(id) => package.related_by_id(part, id)?,
        None => None,
    };
    let old = match &drawing {
        Some(name) => package.text(name)?,
        None => None,
    };
    let text = vml::with_notes(old.as_deref(), number, &boxes);
    if let Some(name) = drawing {
        package.set(&name, text);
    } else {
        let name = package.free_name(&format!("{}drawings/vmlDrawing", folder(part)), ".vml");
        package.set(&name, text);
        package.declare_extension("vml", DRAWING_TYPE)?;
        let id = package.relate(part, "vmlDrawing", &name)?;
        sheet.draw(&id, package.relations);
    }
    package.set(part, sheet.finish());
    Ok(())
}

/// The folder above the one a sheet lies in: `xl/`.
fn folder(part: &str) -> &str {
    let parts: Vec<usize> = part.match_indices('/').map(|(at, _)| at).collect();
    let above = parts.len().checked_sub(2).and_then(|at| parts.get(at));
    above.and_then(|at| part.get(..=*at)).unwrap_or_default()
}

// ---- notes ---------------------------------------------------------------------------------------------------

/// Adds the notes to those of the sheet; gives the cells that had none before and need a box.
fn add_comments(
    package: &mut Package,
    sheet: &str,
    notes: &[Note<Address>],
) -> Result<Vec<(u32, u32)>, Unreadable> {
    let old = package.related(sheet, "comments")?;
    let is_new = old.is_none();
    let name = old.unwrap_or_else(|| package.free_name(&format!("{}comments", folder(sheet)), ".xml"));
    if is_new {
        package.relate(sheet, "comments", &name)?;
        package.declare(&name, COMMENTS_TYPE)?;
    }
    let text = package.text(&name)?.unwrap_or_else(|| empty_comments(package.relations));
    let (text, fresh) = Comments::read(&text)?.with(notes);
    package.set(&name, text);
    Ok(fresh)
}

fn empty_comments(relations: &str) -> String {
    let namespace = if relations.contains("purl.oclc.org") { SHEET_STRICT } else { SHEET_TRANSITIONAL };
    format!(
        "{DECLARATION}<comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// The notes a sheet has.
struct Comments<'x> {
    text: &'x str,
    authors: usize,
    /// Where more authors and more notes go.
    author_list: ListEnd,
    list: ListEnd,
    /// Per cell: where its text stands, without the tags around it.
    there: HashMap<(u32, u32), Written>,
}

/// The end of a list.
#[derive(Default, Clone, Copy)]
struct ListEnd {
    /// Before its end tag, or behind the tag that closes itself.
    at: usize,
    is_closed: bool,
}

impl ListEnd {
    fn add(self, item: &str, name: &str, patches: &mut Patches) {
        if self.is_closed { patches.fill(self.at, item, name) } else { patches.insert(self.at, item) }
    }
}

/// The text of a note.
struct Written {
    /// Where more goes: behind the runs, in front of pronunciation.
    end: usize,
    /// A text without runs, with its tags; it must become a run before another can follow.
    plain: Option<std::ops::Range<usize>>,
}

impl<'x> Comments<'x> {
    fn read(text: &'x str) -> Result<Self, Unreadable> {
        let (author_list, list) = (ListEnd::default(), ListEnd::default());
        let mut comments = Self { text, authors: 0, author_list, list, there: HashMap::new() };
        let mut xml = Xml::new(text, "批注");
        let mut place = None;
        let mut open = Vec::new();
        loop {
            let end = ListEnd { at: xml.position(), is_closed: xml.is_closed() };
            match xml.next()? {
                Event::Start(tag) => {
                    match tag.name() {
                        "author" => comments.authors += 1,
                        "comment" => place = tag.attr("ref").and_then(|address| place_of(&address)),
                        "text" => {
                            let written = Written::read(&mut xml)?;
                            comments.there.extend(place.map(|place| (place, written)));
                            continue;
                        }
                        _ => {}
                    }
                    open.push(tag.name());
                }
                Event::End => match open.pop() {
                    Some("authors") => comments.author_list = end,
                    Some("commentList") => comments.list = end,
                    _ => {}
                },
                Event::Eof => return Ok(comments),
                Event::Text(_) => {}
            }
        }
    }

    /// The text with these notes, and the cells that had none.
    fn with(self, notes: &[Note<Address>]) -> (String, Vec<(u32, u32)>) {
        if self.author_list.at == 0 || self.list.at == 0 {
            return (self.text.to_owned(), Vec::new());
        }
        let x = root_prefix(self.text);
        let mut patches = Patches::default();
        let author = format!("<{x}author>{AUTHOR}</{x}author>");
        self.author_list.add(&author, &format!("{x}authors"), &mut patches);
        let (mut fresh, mut added) = (Vec::new(), String::new());
        for note in notes {
            let (_, row, col) = note.place;
            if let Some(written) = self.there.get(&(row, col)) {
                written.add(&note.text, self.text, x, &mut patches);
                continue;
            }
            fresh.push((row, col));
            added.push_str(&comment(x, &address(row, col), self.authors, &note.text));
        }
        self.list.add(&added, &format!("{x}commentList"), &mut patches);
        (patches.apply(self.text), fresh)
    }
}

impl Written {
    /// Reads the text that has begun, to its end.
    fn read(xml: &mut Xml) -> Result<Self, Unreadable> {
        let mut written = Self { end: xml.position(), plain: None };
        let outside = xml.depth().saturating_sub(1);
        loop {
            match xml.next()? {
                Event::Start(tag) => {
                    let (name, tag_at) = (tag.name(), xml.tag_at());
                    xml.skip()?;
                    if matches!(name, "t" | "r") {
                        written.end = xml.position();
                    }
                    if name == "t" {
                        written.plain = Some(tag_at..xml.position());
                    }
                }
                Event::End if xml.depth() <= outside => return Ok(written),
                Event::Eof => return Err(say::damaged("批注")),
                _ => {}
            }
        }
    }

    /// Puts another text below the one that is there.
    fn add(&self, more: &str, text: &str, x: &str, patches: &mut Patches) {
        let more = run(x, &format!("\n{NAME}：{more}"));
        match &self.plain {
            Some(plain) => {
                let old = text.get(plain.clone()).unwrap_or_default();
                patches.replace(plain.clone(), format!("<{x}r>{old}</{x}r>{more}"));
            }
            None => patches.insert(self.end, more),
        }
    }
}

fn comment(x: &str, place: &str, author: usize, text: &str) -> String {
    let run = run(x, text);
    format!("<{x}comment ref=\"{place}\" authorId=\"{author}\"><{x}text>{run}</{x}text></{x}comment>")
}

fn run(x: &str, text: &str) -> String {
    let text = escaped(text);
    format!("<{x}r><{x}rPr><{x}sz val=\"10\"/></{x}rPr><{x}t xml:space=\"preserve\">{text}</{x}t></{x}r>")
}

// ---- the sheet -----------------------------------------------------------------------------------------------

/// What stands behind the drawing of the notes at the end of a sheet.
const BEHIND_DRAWING: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// A start tag, from its first byte to the one behind it.
#[derive(Clone, Copy)]
struct TagPlace {
    at: usize,
    end: usize,
    is_closed: bool,
}

struct Row {
    number: u32,
    tag: TagPlace,
    /// Before its end tag.
    end: usize,
    /// Column, tag and style of its cells.
    cells: Vec<(u32, TagPlace, usize)>,
}

/// A sheet being changed.
struct SheetText<'x> {
    text: &'x str,
    rows: Vec<Row>,
    data: Option<TagPlace>,
    data_end: usize,
    /// Where the drawing of the notes is named.
    drawing_at: usize,
    /// The id of the one there is.
    drawing: Option<String>,
    patches: Patches,
}

impl<'x> SheetText<'x> {
    fn read(text: &'x str) -> Result<Self, Unreadable> {
        let patches = Patches::default();
        let (rows, data, drawing) = (Vec::new(), None, None);
        let mut sheet = Self { text, rows, data, data_end: 0, drawing_at: 0, drawing, patches };
        let mut xml = Xml::new(text, "工作表");
        let mut open: Vec<&str> = Vec::new();
        let mut found_drawing = false;
        loop {
            let before = xml.position();
            match xml.next()? {
                Event::Start(tag) => {
                    let at = TagPlace { at: xml.tag_at(), end: xml.position(), is_closed: xml.is_closed() };
                    match tag.name() {
                        "sheetData" => (sheet.data, found_drawing) = (Some(at), false),
                        "row" => sheet.open_row(&tag, at),
                        "c" => {
                            sheet.cell(&tag, at);
                            xml.skip()?;
                            continue;
                        }
                        "legacyDrawing" => sheet.drawing = tag.attr("id").map(Cow::into_owned),
                        name if open.len() == 1 => {
                            let is_behind = BEHIND_DRAWING.contains(&name);
                            if is_behind && !found_drawing {
                                sheet.drawing_at = at.at;
                            }
                            // Alternatives stand anywhere: only an unbroken row of such elements counts.
                            found_drawing = is_behind;
                        }
                        _ => {}
                    }
                    open.push(tag.name());
                }
                Event::End => match open.pop() {
                    Some("sheetData") => sheet.data_end = before,
                    Some("row") => {
                        if let Some(row) = sheet.rows.last_mut() {
                            row.end = before;
                        }
                    }
                    _ if open.is_empty() && !found_drawing => sheet.drawing_at = before,
                    _ => {}
                },
                Event::Eof => return Ok(sheet),
                Event::Text(_) => {}
            }
        }
    }

    /// Rows and cells without an address follow the one before them, as the reader takes them.
    fn open_row(&mut self, tag: &Tag, place: TagPlace) {
        let next = self.rows.last().map_or(0, |row| row.number + 1);
        let number = tag.number::<u32>("r").map_or(next, |number| number.saturating_sub(1));
        self.rows.push(Row { number, tag: place, end: place.end, cells: Vec::new() });
    }

    fn cell(&mut self, tag: &Tag, place: TagPlace) {
        let Some(row) = self.rows.last_mut() else { return };
        let next = row.cells.last().map_or(0, |(col, ..)| col + 1);
        let col = tag.attr("r").and_then(|address| place_of(&address)).map_or(next, |(_, col)| col);
        row.cells.push((col, place, tag.number("s").unwrap_or(0)));
    }

    /// Gives the cells a style with the colour of their note; cells that are not there are added.
    fn colour(&mut self, notes: &[Note<Address>], styles: Option<&mut Styles>) {
        let Some(styles) = styles else { return };
        for of_row in notes.chunk_by(|a, b| a.place.1 == b.place.1) {
            let Some(number) = of_row.first().map(|note| note.place.1) else { continue };
            match self.rows.iter().position(|row| row.number == number) {
                Some(at) => self.colour_row(at, of_row, styles),
                None => self.add_row(number, of_row, styles),
            }
        }
    }

    fn colour_row(&mut self, at: usize, notes: &[Note<Address>], styles: &mut Styles) {
        let Some(row) = self.rows.get(at) else { return };
        let x = prefix(self.text, row.tag.at);
        let mut lone = String::new();
        for note in notes {
            let (_, number, col) = note.place;
            if let Some((_, tag, style)) = row.cells.iter().find(|(own, ..)| *own == col) {
                let Some(style) = styles.coloured(*style, note.tone) else { continue };
                let old = self.text.get(tag.at..tag.end).unwrap_or_default();
                let new = with_attribute(old, "s", &style.to_string());
                self.patches.replace(tag.at..tag.end, new);
                continue;
            }
            let Some(new) = new_cell(x, number, col, note.tone, styles) else { continue };
            match row.cells.iter().find(|(own, ..)| *own > col) {
                Some((_, next, _)) => self.patches.insert(next.at, new),
                None if row.tag.is_closed => lone.push_str(&new),
                None => self.patches.insert(row.end, new),
            }
        }
        if !lone.is_empty() {
            self.patches.fill(row.tag.end, &lone, qualified(self.text, row.tag.at));
        }
    }

    fn add_row(&mut self, number: u32, notes: &[Note<Address>], styles: &mut Styles) {
        let Some(data) = self.data else { return };
        let x = prefix(self.text, data.at);
        let cells = notes.iter().filter_map(|note| new_cell(x, number, note.place.2, note.tone, styles));
        let cells: String = cells.collect();
        let row = format!("<{x}row r=\"{}\">{cells}</{x}row>", number + 1);
        match self.rows.iter().find(|row| row.number > number) {
            Some(next) => self.patches.insert(next.tag.at, row),
            None if data.is_closed => self.patches.fill(data.end, &row, qualified(self.text, data.at)),
            None => self.patches.insert(self.data_end, row),
        }
    }

    /// Names the drawing of the notes.
    fn draw(&mut self, id: &str, relations: &str) {
        let x = root_prefix(self.text);
        let drawing = format!("<{x}legacyDrawing xmlns:r=\"{relations}\" r:id=\"{id}\"/>");
        self.patches.insert(self.drawing_at, drawing);
    }

    fn finish(self) -> String {
        self.patches.apply(self.text)
    }
}

fn new_cell(x: &str, row: u32, col: u32, tone: Tone, styles: &mut Styles) -> Option<String> {
    let style = styles.coloured(0, tone)?;
    Some(format!("<{x}c r=\"{}\" s=\"{style}\"/>", address(row, col)))
}

// ---- styles --------------------------------------------------------------------------------------------------

/// The styles of a workbook and those added.
struct Styles {
    text: String,
    /// The styles of cells, as they stand in the text.
    formats: Vec<String>,
    added: HashMap<(usize, Tone), usize>,
    fills: Fills,
    /// The tag of the styles of cells, and before its end tag.
    formats_tag: std::ops::Range<usize>,
    formats_end: usize,
}

/// The fills of a workbook.
#[derive(Default)]
struct Fills {
    count: usize,
    tag: std::ops::Range<usize>,
    /// Before the end tag; 0 when there are none.
    end: usize,
    /// Where they go when there are none.
    wanted_at: usize,
    added: Vec<Tone>,
}

impl Styles {
    fn read(text: String) -> Result<Self, Unreadable> {
        let mut formats = Vec::new();
        let mut fills = Fills::default();
        let (mut formats_tag, mut formats_end) = (0..0, 0);
        let mut open: Vec<&str> = Vec::new();
        let mut xml = Xml::new(&text, "样式");
        loop {
            let before = xml.position();
            match xml.next()? {
                Event::Start(tag) => {
                    let (tag_at, end) = (xml.tag_at(), xml.position());
                    match (open.last().copied(), tag.name()) {
                        (Some("cellXfs"), "xf") => {
                            xml.skip()?;
                            formats.push(text.get(tag_at..xml.position()).unwrap_or_default().to_owned());
                            continue;
                        }
                        (Some("fills"), "fill") => {
                            fills.count += 1;
                            xml.skip()?;
                            continue;
                        }
                        (_, "cellXfs") => formats_tag = tag_at..end,
                        (_, "fills") => fills.tag = tag_at..end,
                        _ => {}
                    }
                    if fills.wanted_at == 0 && matches!(tag.name(), "borders" | "cellStyleXfs" | "cellXfs") {
                        fills.wanted_at = tag_at;
                    }
                    open.push(tag.name());
                }
                Event::End => match open.pop() {
                    Some("cellXfs") => formats_end = before,
                    Some("fills") => fills.end = before,
                    _ => {}
                },
                Event::Eof => break,
                Event::Text(_) => {}
            }
        }
        Ok(Self { text, formats, added: HashMap::new(), fills, formats_tag, formats_end })
    }

    /// The style that is as this one, with the colour; `None` when the workbook has no such style.
    fn coloured(&mut self, style: usize, tone: Tone) -> Option<usize> {
        if let Some(known) = self.added.get(&(style, tone)) {
            return Some(*known);
        }
        let old = self.formats.get(style)?;
        let fill = self.fills.of(tone);
        let tag_end = old.find('>')? + 1;
        let (tag, rest) = old.split_at_checked(tag_end)?;
        let tag = with_attribute(&with_attribute(tag, "fillId", &fill.to_string()), "applyFill", "1");
        self.formats.push(tag + rest);
        let new = self.formats.len() - 1;
        self.added.insert((style, tone), new);
        Some(new)
    }

    fn finish(self) -> String {
        let mut patches = Patches::default();
        let x = root_prefix(&self.text);
        let tag = self.text.get(self.formats_tag.clone()).unwrap_or_default();
        let count = self.formats.len();
        let fresh = self.formats.get(count.saturating_sub(self.added.len())..).unwrap_or_default();
        if !fresh.is_empty() {
            patches.replace(self.formats_tag.clone(), with_attribute(tag, "count", &count.to_string()));
            patches.insert(self.formats_end, fresh.concat());
            self.fills.write(&self.text, x, &mut patches);
        }
        patches.apply(&self.text)
    }
}

impl Fills {
    /// Two fills every workbook begins with; the numbers of others start behind them.
    const RESERVED: usize = 2;

    fn of(&mut self, tone: Tone) -> usize {
        let at = self.added.iter().position(|own| *own == tone).unwrap_or_else(|| {
            self.added.push(tone);
            self.added.len() - 1
        });
        let before = if self.end == 0 { Self::RESERVED } else { self.count };
        before + at
    }

    fn write(&self, text: &str, x: &str, patches: &mut Patches) {
        let fill = |tone: &Tone| {
            format!(
                "<{x}fill><{x}patternFill patternType=\"solid\"><{x}fgColor rgb=\"FF{}\"/><{x}bgColor indexed=\"64\"/></{x}patternFill></{x}fill>",
                tone.colour()
            )
        };
        let added: String = self.added.iter().map(fill).collect();
        if self.end > 0 {
            let tag = text.get(self.tag.clone()).unwrap_or_default();
            let count = (self.count + self.added.len()).to_string();
            patches.replace(self.tag.clone(), with_attribute(tag, "count", &count));
            return patches.insert(self.end, added);
        }
        let reserved: String = ["none", "gray125"]
            .map(|kind| format!("<{x}fill><{x}patternFill patternType=\"{kind}\"/></{x}fill>"))
            .concat();
        let count = Self::RESERVED + self.added.len();
        let fills = format!("<{x}fills count=\"{count}\">{reserved}{added}</{x}fills>");
        patches.insert(self.wanted_at, fills);
    }
}
