//! OpenDocument spreadsheets (ods, ots, fods) → sheets.
//!
//! Takes the XML of the content, gives the cells with the text the format saves as shown.

use super::limits::{MAX_SHEET_COLS, MAX_SHEET_ROWS, MAX_SHEETS};
use super::numfmt::Format;
use super::sheet::{self, Sheet};
use super::xml::{Event, Tag, Xml};
use crate::document::Document;
use crate::input::Unreadable;

/// Reads the content.
pub fn read(text: &str) -> Result<Document, Unreadable> {
    let mut reader = Reader {
        xml: Xml::new(text, "工作表"),
        sheets: Vec::new(),
        hidden_styles: Vec::new(),
        style: String::new(),
        row: Row::default(),
        next_row: 0,
        next_col: 0,
    };
    let is_cut = loop {
        match reader.xml.next()? {
            Event::Start(tag) if tag.name() == "table" && reader.sheets.len() >= MAX_SHEETS => break true,
            Event::Start(tag) => reader.start(&tag)?,
            Event::Eof => break false,
            Event::End | Event::Text(_) => {}
        }
    };
    reader.end_row();
    Ok(sheet::document(reader.sheets, is_cut))
}

/// The cells of the open row, and how often it stands there.
#[derive(Default)]
struct Row {
    repeated: u32,
    next_col: u32,
    cells: Vec<(u32, Cell)>,
}

#[derive(Clone, Default)]
struct Cell {
    text: String,
    repeated: u32,
    colspan: u32,
    rowspan: u32,
    unsaved: bool,
}

struct Reader<'x> {
    xml: Xml<'x>,
    sheets: Vec<Sheet>,
    hidden_styles: Vec<String>,
    style: String,
    row: Row,
    next_row: u32,
    next_col: u32,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        let is_hidden = || tag.attr("visibility").is_some_and(|visibility| visibility != "visible");
        match tag.name() {
            "style" => self.style = tag.attr("name").unwrap_or_default().into_owned(),
            "table-properties" if tag.attr("display").is_some_and(|display| display == "false") => {
                self.hidden_styles.push(self.style.clone());
            }
            "table" => self.open_sheet(tag),
            "table-column" => {
                let count = tag.number::<u32>("number-columns-repeated").unwrap_or(1).max(1);
                let last = self.next_col.saturating_add(count - 1);
                if is_hidden()
                    && let Some(sheet) = self.sheets.last_mut()
                {
                    sheet.hidden_cols.push((self.next_col, last));
                }
                self.next_col = last.saturating_add(1);
            }
            "table-row" => {
                self.end_row();
                self.row.repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                let last = self.next_row.saturating_add(self.row.repeated - 1);
                if is_hidden()
                    && let Some(sheet) = self.sheets.last_mut()
                {
                    sheet.hidden_rows.push((self.next_row, last));
                }
            }
            "table-cell" | "covered-table-cell" => self.cell(tag)?,
            "tracked-changes" | "shapes" | "forms" | "scripts" | "font-face-decls" | "annotation"
            | "settings" | "meta" | "database-ranges" | "data-pilot-tables" => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn open_sheet(&mut self, tag: &Tag) {
        self.end_row();
        (self.next_row, self.next_col) = (0, 0);
        let style = tag.attr("style-name").unwrap_or_default();
        let shown = self.sheets.last().map_or(0, |before| before.shown);
        self.sheets.push(Sheet {
            shown,
            name: tag.attr("name").unwrap_or_default().into_owned(),
            hidden: self.hidden_styles.iter().any(|hidden| *hidden == style),
            ..Sheet::default()
        });
    }

    fn cell(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        let count = |name: &str| tag.number::<u32>(name).unwrap_or(1).max(1);
        let is_covered = tag.name() == "covered-table-cell";
        let value = tag.attr("value").or_else(|| tag.attr("string-value")).map(std::borrow::Cow::into_owned);
        let has_formula = tag.attr("formula").is_some();
        let mut cell = Cell {
            repeated: count("number-columns-repeated"),
            colspan: count("number-columns-spanned"),
            rowspan: count("number-rows-spanned"),
            ..Cell::default()
        };
        let text = self.cell_text()?;
        cell.text = match (text.is_empty(), value) {
            (false, _) => text,
            (true, Some(value)) => Format::built_in(0).show(&value, false).text,
            (true, None) if has_formula => {
                cell.unsaved = true;
                "=（公式未计算）".to_owned()
            }
            (true, None) => String::new(),
        };
        let col = self.row.next_col;
        self.row.next_col = col.saturating_add(cell.repeated).min(u32::MAX / 2);
        if !is_covered && col < MAX_SHEET_COLS {
            self.row.cells.push((col, cell));
        }
        Ok(())
    }

    /// The paragraphs of the cell that has begun.
    fn cell_text(&mut self) -> Result<String, Unreadable> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = String::new();
        let mut paragraph = 0;
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Event::Start(tag) => match tag.name() {
                    "annotation" | "frame" | "custom-shape" | "g" => self.xml.skip()?,
                    "p" => {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        paragraph = self.xml.depth();
                    }
                    "s" => text.push_str(&" ".repeat(tag.number::<usize>("c").unwrap_or(1).min(1000))),
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                },
                Event::Text(piece) if paragraph > 0 && self.xml.depth() >= paragraph => text.push_str(&piece),
                Event::Eof => break,
                Event::Text(_) | Event::End => {}
            }
        }
        Ok(text)
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeated);
        let Some(sheet) = self.sheets.last_mut() else { return };
        let is_empty =
            row.cells.iter().all(|(_, cell)| cell.text.is_empty() && cell.colspan + cell.rowspan == 2);
        // Empty rows at the end stand there once for a million.
        let repeated = if is_empty { row.repeated.min(1) } else { row.repeated.min(MAX_SHEET_ROWS) };
        for at in (first..first.saturating_add(repeated)).take_while(|at| *at < MAX_SHEET_ROWS) {
            if sheet.is_cut {
                return;
            }
            for (col, cell) in &row.cells {
                put(sheet, at, *col, cell);
            }
        }
    }
}

fn put(sheet: &mut Sheet, row: u32, col: u32, cell: &Cell) {
    // A run of empty cells to the right edge of the sheet says nothing.
    let repeated = if cell.text.is_empty() && cell.repeated > 64 { 0 } else { cell.repeated };
    for at in (col..col.saturating_add(repeated)).take_while(|at| *at < MAX_SHEET_COLS) {
        if sheet.is_full() {
            sheet.is_cut = true;
            return;
        }
        sheet.push(row, at, cell.text.clone());
        if cell.unsaved {
            sheet.unsaved.push((row, at));
        }
        if cell.colspan > 1 || cell.rowspan > 1 {
            let last = (row.saturating_add(cell.rowspan - 1), at.saturating_add(cell.colspan - 1));
            sheet.merge((row, at), last);
        }
    }
}
