//! OpenDocument text (odt, ott, fodt) → document.
//!
//! Takes the XML of the content, gives what is seen: no deleted or hidden text, no notes, no automatic numbers;
//! white space collapsed as the format asks.

use super::builder::{Builder, CellMark};
use super::limits::MAX_TABLE_COLS;
use super::xml::{Event, Tag, Xml};
use crate::document::Document;
use crate::input::Unreadable;

/// Spaces one element may stand for.
const MAX_SPACES: usize = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Paragraph,
    Table,
    Row,
    Cell(CellPlace),
    TextBox,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CellPlace {
    col: u32,
    colspan: u32,
    rowspan: u32,
    repeated: u32,
}

/// Reads the content.
pub fn read(text: &str) -> Result<Document, Unreadable> {
    let mut reader = Reader {
        xml: Xml::new(text, "正文"),
        open: Vec::new(),
        builder: Builder::default(),
        paragraphs: 0,
        after_space: true,
        cols: Vec::new(),
        style: String::new(),
        hidden_styles: Vec::new(),
    };
    loop {
        match reader.xml.next()? {
            Event::Start(tag) => reader.start(&tag)?,
            Event::Text(text) => reader.text(&text),
            Event::End => {
                let kind = reader.open.pop().unwrap_or(Kind::Other);
                reader.end(kind);
            }
            Event::Eof => break,
        }
        if reader.builder.is_full() {
            break;
        }
    }
    Ok(reader.builder.finish())
}

struct Reader<'x> {
    xml: Xml<'x>,
    open: Vec<Kind>,
    builder: Builder,
    /// Open paragraphs: text elsewhere is only layout of the file.
    paragraphs: usize,
    after_space: bool,
    /// Per open table: the next column.
    cols: Vec<u32>,
    /// The style that is being defined.
    style: String,
    hidden_styles: Vec<String>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        if self.paragraphs == 0 {
            return;
        }
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                collapsed.push(c);
            } else if !self.after_space {
                collapsed.push(' ');
            }
            self.after_space = c.is_ascii_whitespace();
        }
        self.builder.push(&collapsed);
    }

    fn start(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        match self.kind(tag) {
            Some(kind) => self.open.push(kind),
            None => self.xml.skip()?,
        }
        Ok(())
    }

    fn kind(&mut self, tag: &Tag) -> Option<Kind> {
        Some(match tag.name() {
            "p" | "h" => {
                self.paragraphs += 1;
                self.after_space = true;
                Kind::Paragraph
            }
            "table" => {
                self.builder.open_table();
                self.cols.push(0);
                Kind::Table
            }
            "table-row" => {
                self.builder.open_row();
                if tag.attr("visibility").is_some_and(|visibility| visibility != "visible") {
                    self.builder.drop_row();
                }
                if let Some(col) = self.cols.last_mut() {
                    *col = 0;
                }
                Kind::Row
            }
            "table-cell" => self.open_cell(tag),
            "covered-table-cell" => {
                self.advance(repeated(tag));
                return None;
            }
            "text-box" => {
                self.builder.open_box();
                Kind::TextBox
            }
            name => return self.inline(tag, name),
        })
    }

    fn open_cell(&mut self, tag: &Tag) -> Kind {
        let count = |name: &str| tag.number::<u32>(name).unwrap_or(1).max(1);
        let place = CellPlace {
            col: self.cols.last().copied().unwrap_or(0),
            colspan: count("number-columns-spanned"),
            rowspan: count("number-rows-spanned"),
            repeated: repeated(tag),
        };
        self.builder.open_cell(0);
        self.advance(place.repeated);
        Kind::Cell(place)
    }

    fn advance(&mut self, count: u32) {
        if let Some(col) = self.cols.last_mut() {
            *col = col.saturating_add(count).min(MAX_TABLE_COLS);
        }
    }

    fn inline(&mut self, tag: &Tag, name: &str) -> Option<Kind> {
        match name {
            "s" => {
                let count = tag.number::<usize>("c").unwrap_or(1).min(MAX_SPACES);
                self.builder.push(&" ".repeat(count));
                self.after_space = false;
            }
            "tab" => self.builder.push("\t"),
            "line-break" => {
                self.builder.push("\n");
                self.after_space = true;
            }
            "image" => self.builder.push_picture(),
            "style" => self.style = tag.attr("name").unwrap_or_default().into_owned(),
            "text-properties" if tag.attr("display").is_some_and(|display| display == "none") => {
                self.hidden_styles.push(self.style.clone());
            }
            "span" if self.is_hidden(tag) => return None,
            "section" if tag.attr("display").is_some_and(|display| display == "none") => return None,
            name if is_skipped(name) => return None,
            _ => {}
        }
        Some(Kind::Other)
    }

    fn is_hidden(&self, tag: &Tag) -> bool {
        let style = tag.attr("style-name");
        style.is_some_and(|style| self.hidden_styles.iter().any(|hidden| *hidden == style))
    }

    fn end(&mut self, kind: Kind) {
        match kind {
            Kind::Other => {}
            Kind::Paragraph => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.builder.end_paragraph();
            }
            Kind::Cell(place) => self.close_cell(place),
            Kind::Row => self.builder.close_row(),
            Kind::Table => {
                self.cols.pop();
                self.builder.close_table();
            }
            Kind::TextBox => self.builder.close_box(),
        }
    }

    fn close_cell(&mut self, place: CellPlace) {
        let CellPlace { col, colspan, rowspan, repeated } = place;
        self.builder.close_cell(&CellMark { col: Some(col), colspan: Some(colspan), rowspan });
        // Cells written once for several are empty ones.
        for more in 1..repeated.min(MAX_TABLE_COLS) {
            self.builder.open_cell(0);
            self.builder.close_cell(&CellMark { col: Some(col + more), colspan: Some(1), rowspan });
        }
    }
}

fn repeated(tag: &Tag) -> u32 {
    tag.number::<u32>("number-columns-repeated").unwrap_or(1).max(1)
}

/// What is left out with all that is in it.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "note"
            | "annotation"
            | "ruby-text"
            | "scripts"
            | "font-face-decls"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "hidden-text"
            | "hidden-paragraph"
            | "number"
            | "title"
            | "desc"
            | "master-styles"
            | "meta"
            | "settings"
            | "binary-data"
            | "table-of-content-source"
    )
}
