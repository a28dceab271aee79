//! Tables → a workbook: merged cells, borders, numbers as numbers, notes at marked cells.
//!
//! Takes sheets of slots, gives the bytes of an .xlsx file. Text is written as text, so that nothing in it can be
//! taken for a formula. Written by hand: rust_xlsxwriter weighs 260 kB (brotli) in the browser, three times the
//! whole pack.

use std::fmt::Write as _;

use super::patch::{DECLARATION, escaped};
use super::zip::write;
use super::{AUTHOR, Note, Tone, xlsx};
use crate::document::{address, column_name};
use crate::input::Unreadable;
use crate::readers::zip::Archive;

/// One sheet: a title above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; shortened to what a workbook allows.
    pub name: String,
    /// What stands above the table.
    pub title: String,
    /// The cells of the table, in any order; rows and columns count from 0.
    pub slots: Vec<Slot>,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Rows covered.
    pub rowspan: u32,
    /// Columns covered.
    pub colspan: u32,
    /// What it is.
    pub kind: Kind,
    /// What it shows; of values a plain number is written as a number.
    pub text: String,
    /// A note, and how strongly the cell is marked.
    pub note: Option<(Tone, String)>,
}

/// What a cell of a table is; also the number of its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The line above the table.
    Title = 1,
    /// Above a column.
    Header = 2,
    /// In front of a row.
    Label = 3,
    /// A figure.
    Value = 4,
}

/// Longest name of a sheet.
const MAX_NAME: usize = 31;
/// What the name of a sheet cannot hold.
const NOT_IN_NAMES: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\''];

/// The workbook.
///
/// # Errors
/// None for sheets as this crate makes them; the notes go through the same way as those in a user's file.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, Unreadable> {
    let names: Vec<String> = (1..).zip(sheets).map(|(number, sheet)| sheet_name(number, sheet)).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&["officeDocument", "extended-properties"], part_of_book)),
        (
            "docProps/app.xml".to_owned(),
            format!(
                "{DECLARATION}<Properties xmlns=\"{PROPERTIES}\"><Application>{AUTHOR}</Application></Properties>"
            ),
        ),
        ("xl/workbook.xml".to_owned(), book(&names)),
        ("xl/_rels/workbook.xml.rels".to_owned(), book_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), format!("{DECLARATION}{STYLES}")),
    ];
    parts.extend((1..).zip(sheets).map(|(number, sheet)| (sheet_part(number), worksheet(sheet))));
    let bytes = write(&parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect::<Vec<_>>());
    let notes = notes(sheets, &names);
    if notes.is_empty() {
        return Ok(bytes);
    }
    // The names are ours: no charset is needed.
    xlsx::annotate(Archive::open(&bytes, |_, _| None)?, &notes)
}

fn notes(sheets: &[Sheet], names: &[String]) -> Vec<Note<xlsx::Address>> {
    let mut notes = Vec::new();
    for (sheet, name) in sheets.iter().zip(names) {
        let mut of_sheet: Vec<Note<xlsx::Address>> = sheet
            .slots
            .iter()
            .filter_map(|slot| {
                let (tone, text) = slot.note.clone()?;
                Some(Note { place: (name.clone(), slot.row + TITLE_ROWS, slot.col), tone, text })
            })
            .collect();
        of_sheet.sort_by(|a, b| a.place.cmp(&b.place));
        notes.extend(of_sheet);
    }
    notes
}

/// The table stands below its title.
const TITLE_ROWS: u32 = 1;

fn sheet_name(number: usize, sheet: &Sheet) -> String {
    let name: String = sheet.name.chars().filter(|c| !NOT_IN_NAMES.contains(c)).take(MAX_NAME).collect();
    if name.trim().is_empty() { format!("Sheet{number}") } else { name }
}

fn sheet_part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

// ---- the parts around the sheets -----------------------------------------------------------------------------

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

/// By the number of its relation.
fn part_of_book(number: usize) -> String {
    if number == 1 { "xl/workbook.xml" } else { "docProps/app.xml" }.to_owned()
}

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    for number in 1..=sheets {
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<Override PartName=\"/{}\" ContentType=\"{kind}.worksheet+xml\"/>",
            sheet_part(number)
        );
    }
    out + "</Types>"
}

/// Relations r1, r2, … of these kinds to these parts.
fn relations(kinds: &[&str], target: impl Fn(usize) -> String) -> String {
    let mut out = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (number, kind) in (1..).zip(kinds) {
        let target = target(number);
        let _ =
            write!(out, "<Relationship Id=\"r{number}\" Type=\"{RELATIONS}/{kind}\" Target=\"/{target}\"/>");
    }
    out + "</Relationships>"
}

fn book_relations(sheets: usize) -> String {
    let mut kinds = vec!["worksheet"; sheets];
    kinds.push("styles");
    relations(&kinds, |number| if number > sheets { "xl/styles.xml".to_owned() } else { sheet_part(number) })
}

fn book(names: &[String]) -> String {
    let mut out = format!("{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (number, name) in (1..).zip(names) {
        let name = escaped(name);
        let _ = write!(out, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
    }
    out + "</sheets></workbook>"
}

/// Styles 1 to 4 are those of [`Kind`].
const STYLES: &str = concat!(
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"宋体\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"14\"/><name val=\"宋体\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFEEF1F5\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">",
    "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">",
    "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\">",
    "<alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\">",
    "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
);

// ---- a sheet -------------------------------------------------------------------------------------------------

/// Columns in characters, rows in points.
const NARROW: u32 = 7;
const WIDEST: u32 = 30;
const LINE: u32 = 16;

fn worksheet(sheet: &Sheet) -> String {
    let slots = placed(sheet);
    let widths = widths(&slots);
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>"
    );
    for (number, width) in (1..).zip(&widths) {
        let number: usize = number;
        let _ = write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out.push_str("</cols><sheetData>");
    for row in slots.chunk_by(|a, b| a.0 == b.0) {
        push_row(&mut out, row, &widths);
    }
    out.push_str("</sheetData>");
    push_merged(&mut out, &slots);
    out + "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
}

/// A place of the sheet and the slot that covers it; the slot begins there or not.
type Covered<'a> = (u32, u32, &'a Slot);

/// Every place of the table below its title, by row and column, so that all of a merged cell has its border.
fn placed(sheet: &Sheet) -> Vec<(u32, u32, Slot)> {
    let cols = sheet.slots.iter().map(|slot| slot.col + slot.colspan).max().unwrap_or(1);
    let title = Slot {
        row: 0,
        col: 0,
        rowspan: 1,
        colspan: cols,
        kind: Kind::Title,
        text: sheet.title.clone(),
        note: None,
    };
    let below = sheet.slots.iter().map(|slot| Slot { row: slot.row + TITLE_ROWS, ..slot.clone() });
    let mut all: Vec<(u32, u32, Slot)> = Vec::new();
    for slot in std::iter::once(title).chain(below) {
        for row in slot.row..slot.row + slot.rowspan {
            for col in slot.col..slot.col + slot.colspan {
                all.push((row, col, slot.clone()));
            }
        }
    }
    all.sort_by_key(|(row, col, _)| (*row, *col));
    all.dedup_by_key(|(row, col, _)| (*row, *col));
    all
}

/// Letters of a half width; Chinese ones take two.
fn letters(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// As wide as the cells of one column want, within bounds; a label beside many rows is written downwards.
fn widths(slots: &[(u32, u32, Slot)]) -> Vec<u32> {
    let cols = slots.iter().map(|(_, col, _)| col + 1).max().unwrap_or(0);
    let wanted = |slot: &Slot| match slot.kind {
        Kind::Value => 9,
        _ if slot.rowspan > 2 => NARROW,
        _ => letters(&slot.text) + 2,
    };
    let in_col = |at: u32| slots.iter().filter(move |(_, col, slot)| *col == at && slot.colspan == 1);
    let width = |col| in_col(col).map(|(.., slot)| wanted(slot)).max().unwrap_or(NARROW);
    (0..cols).map(|col| width(col).clamp(NARROW, WIDEST)).collect()
}

fn push_row(out: &mut String, row: &[(u32, u32, Slot)], widths: &[u32]) {
    let Some((number, ..)) = row.first() else { return };
    let begin =
        |(at, col, slot): &&(u32, u32, Slot)| (slot.row, slot.col) == (*at, *col) && slot.rowspan == 1;
    let lines = row.iter().filter(begin).map(|(.., slot)| {
        let cols = slot.col as usize..(slot.col + slot.colspan) as usize;
        let width: u32 = widths.get(cols).unwrap_or_default().iter().sum();
        letters(&slot.text).div_ceil(width.saturating_sub(1).max(1))
    });
    let height = lines.max().unwrap_or(1).max(1) * LINE + 4;
    let _ = write!(out, "<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">", number + 1);
    for (row, col, slot) in row {
        push_cell(out, (*row, *col, slot));
    }
    out.push_str("</row>");
}

fn push_cell(out: &mut String, (row, col, slot): Covered) {
    let (place, style) = (address(row, col), slot.kind as u32);
    let begins = (slot.row, slot.col) == (row, col) && !slot.text.is_empty();
    // Writing to a string cannot fail.
    let _ = if !begins {
        write!(out, "<c r=\"{place}\" s=\"{style}\"/>")
    } else if slot.kind == Kind::Value && is_number(&slot.text) {
        write!(out, "<c r=\"{place}\" s=\"{style}\"><v>{}</v></c>", slot.text)
    } else {
        let text = escaped(&slot.text);
        write!(
            out,
            "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        )
    };
}

fn push_merged(out: &mut String, slots: &[(u32, u32, Slot)]) {
    let merged = slots.iter().filter(|(row, col, slot)| {
        (slot.row, slot.col) == (*row, *col) && (slot.rowspan > 1 || slot.colspan > 1)
    });
    let mut refs = String::new();
    for (row, col, slot) in merged {
        let last = (column_name(col + slot.colspan - 1), row + slot.rowspan);
        let _ = write!(refs, "<mergeCell ref=\"{}:{}{}\"/>", address(*row, *col), last.0, last.1);
    }
    if !refs.is_empty() {
        let count = refs.matches("<mergeCell ").count();
        let _ = write!(out, "<mergeCells count=\"{count}\">{refs}</mergeCells>");
    }
}

/// Digits a sheet keeps exactly.
const EXACT_DIGITS: usize = 15;

/// Whether a text is a plain decimal number that a sheet keeps exactly.
pub fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(part) && whole.len() + part.len() <= EXACT_DIGITS
}
