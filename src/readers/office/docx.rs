//! WordprocessingML (docx, docm, dotx, and the flat XML forms) → document.
//!
//! Takes the XML of the main part, gives what a reader of the printed page sees: insertions kept, deletions
//! dropped, results of fields, text boxes once, no hidden text, no footnotes, no automatic numbers.

use super::builder::{Builder, CellMark, Merge};
use super::fields::Fields;
use super::xml::{Event, Tag, Xml};
use crate::document::Document;
use crate::input::Unreadable;

const ALT_CHUNK: &str = "文中有引用的外部内容，其中的文字没有读取";
const EMBEDDED: &str =
    "文中嵌入了 Excel 工作表对象，其中的数字没有读取；请把它转换为普通表格，或另行核对该工作表";

/// Open elements that matter to what stands in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Other,
    Paragraph,
    ParagraphProps,
    MarkProps,
    Run,
    RunProps,
    Text,
    Table,
    Row,
    RowProps,
    Cell,
    CellProps,
    TextBox,
    /// Alternatives; one was taken.
    Alternate(bool),
    Control,
    ControlProps,
}

/// Reads the main part.
pub fn read(text: &str) -> Result<Document, Unreadable> {
    let mut reader = Reader {
        xml: Xml::new(text, "正文"),
        open: Vec::new(),
        builder: Builder::default(),
        fields: vec![Fields::default()],
        placeholders: Vec::new(),
        hidden: false,
        mark_deleted: Vec::new(),
    };
    while let Some(tag) = reader.next_start()? {
        reader.start(&tag)?;
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
    /// Per text box: the open fields.
    fields: Vec<Fields>,
    /// Depths of content controls that show only their prompt.
    placeholders: Vec<usize>,
    /// The open run is hidden.
    hidden: bool,
    /// Per open paragraph: its mark is deleted, so that the next paragraph continues it.
    mark_deleted: Vec<bool>,
}

impl<'x> Reader<'x> {
    /// The next start tag; text and ends on the way are dealt with.
    fn next_start(&mut self) -> Result<Option<Tag<'x>>, Unreadable> {
        loop {
            match self.xml.next()? {
                Event::Start(tag) => return Ok(Some(tag)),
                Event::Text(text) => {
                    if self.parent() == Kind::Text && self.is_shown() {
                        self.builder.push(&text);
                    }
                }
                Event::End => {
                    let kind = self.open.pop().unwrap_or(Kind::Other);
                    self.end(kind);
                }
                Event::Eof => return Ok(None),
            }
        }
    }

    fn parent(&self) -> Kind {
        self.open.last().copied().unwrap_or(Kind::Other)
    }

    /// Whether text at this place is seen.
    fn is_shown(&self) -> bool {
        let in_instruction = self.fields.last().is_some_and(Fields::in_instruction);
        !self.hidden && self.placeholders.is_empty() && !in_instruction
    }

    fn start(&mut self, tag: &Tag) -> Result<(), Unreadable> {
        let parent = self.parent();
        match self.kind(tag, parent) {
            Some(kind) => self.open.push(kind),
            None => self.xml.skip()?,
        }
        Ok(())
    }

    /// What begins here; `None` for what is skipped with everything in it.
    fn kind(&mut self, tag: &Tag, parent: Kind) -> Option<Kind> {
        let name = tag.name();
        match parent {
            // Of properties only single ones matter, and nothing in them.
            Kind::RunProps => return self.run_prop(tag, name),
            Kind::MarkProps => return self.mark_prop(name),
            Kind::CellProps => return self.cell_prop(tag, name),
            Kind::RowProps => return self.row_prop(tag, name),
            Kind::ParagraphProps => return (name == "rPr").then_some(Kind::MarkProps),
            Kind::Run if name == "t" => return Some(Kind::Text),
            Kind::Run if name == "rPr" => return Some(Kind::RunProps),
            Kind::Run => self.run_content(tag, name),
            _ if name == "t" => return Some(Kind::Text),
            _ => {}
        }
        Some(match name {
            "p" => {
                self.mark_deleted.push(false);
                Kind::Paragraph
            }
            "pPr" => Kind::ParagraphProps,
            "r" => {
                self.hidden = false;
                Kind::Run
            }
            "tbl" => {
                self.builder.open_table();
                Kind::Table
            }
            "tr" => {
                self.builder.open_row();
                Kind::Row
            }
            "trPr" => Kind::RowProps,
            "tc" => {
                self.builder.open_cell(self.xml.tag_at());
                Kind::Cell
            }
            "tcPr" => Kind::CellProps,
            "txbxContent" => {
                self.builder.open_box();
                self.fields.push(Fields::default());
                Kind::TextBox
            }
            "AlternateContent" => Kind::Alternate(false),
            "Choice" | "Fallback" if matches!(parent, Kind::Alternate(_)) => return self.alternative(),
            "sdt" => Kind::Control,
            "sdtPr" => Kind::ControlProps,
            "showingPlcHdr" if parent == Kind::ControlProps => {
                if tag.is_on() {
                    self.placeholders.push(self.open.len().saturating_sub(2));
                }
                Kind::Other
            }
            name if is_skipped(name) => return None,
            _ => {
                self.other(tag, name);
                Kind::Other
            }
        })
    }

    /// The first of the alternatives is taken, the rest left out.
    fn alternative(&mut self) -> Option<Kind> {
        match self.open.last_mut() {
            Some(Kind::Alternate(taken)) if !*taken => {
                *taken = true;
                Some(Kind::Other)
            }
            _ => None,
        }
    }

    fn run_prop(&mut self, tag: &Tag, name: &str) -> Option<Kind> {
        if name == "vanish" {
            self.hidden = tag.is_on();
        }
        None
    }

    fn mark_prop(&mut self, name: &str) -> Option<Kind> {
        if matches!(name, "del" | "moveFrom")
            && let Some(deleted) = self.mark_deleted.last_mut()
        {
            *deleted = true;
        }
        None
    }

    fn cell_prop(&mut self, tag: &Tag, name: &str) -> Option<Kind> {
        let continues = || tag.attr("val").is_none_or(|value| value == "continue");
        match name {
            "gridSpan" => self.builder.cell_width(tag.number("val").unwrap_or(1)),
            // Word 2003 wrote the names in small letters.
            "vMerge" | "vmerge" => self.builder.cell_merge(if continues() { Merge::Up } else { Merge::None }),
            "hMerge" | "hmerge" => {
                self.builder.cell_merge(if continues() { Merge::Left } else { Merge::None });
            }
            "cellDel" => self.builder.drop_cell(),
            _ => {}
        }
        None
    }

    fn row_prop(&mut self, tag: &Tag, name: &str) -> Option<Kind> {
        match name {
            "gridBefore" => self.builder.row_begins_at(tag.number("val").unwrap_or(0)),
            "del" | "moveFrom" => self.builder.drop_row(),
            "hidden" if tag.is_on() => self.builder.drop_row(),
            _ => {}
        }
        None
    }

    fn run_content(&mut self, tag: &Tag, name: &str) {
        if name == "fldChar" {
            return self.field(tag);
        }
        if !self.is_shown() {
            return;
        }
        match name {
            "tab" | "ptab" => self.builder.push("\t"),
            "br" | "cr" => self.builder.push("\n"),
            "noBreakHyphen" => self.builder.push("-"),
            "sym" => self.symbol(tag),
            _ => {}
        }
    }

    fn symbol(&mut self, tag: &Tag) {
        let code = tag.attr("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            self.builder.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn field(&mut self, tag: &Tag) {
        let Some(fields) = self.fields.last_mut() else { return };
        match tag.attr("fldCharType").as_deref() {
            Some("begin") => fields.begin(),
            Some("separate") => fields.separate(),
            Some("end") => fields.end(),
            _ => {}
        }
    }

    /// Elements without a place of their own.
    fn other(&mut self, tag: &Tag, name: &str) {
        match name {
            "blip" | "imagedata" => self.builder.push_picture(),
            "altChunk" => self.builder.lose(ALT_CHUNK),
            "OLEObject"
                if tag.attr("ProgID").is_some_and(|id| id.contains("Excel") || id.contains("ET.")) =>
            {
                self.builder.lose(EMBEDDED);
            }
            _ => {}
        }
    }

    fn end(&mut self, kind: Kind) {
        match kind {
            Kind::Paragraph => self.end_paragraph(),
            Kind::Run => self.hidden = false,
            Kind::Cell => self.builder.close_cell(&CellMark::default()),
            Kind::Row => self.builder.close_row(),
            Kind::Table => self.builder.close_table(),
            Kind::TextBox => {
                self.fields.pop();
                self.builder.close_box();
            }
            Kind::Control if self.placeholders.last() == Some(&self.open.len()) => {
                self.placeholders.pop();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(fields) = self.fields.last_mut() {
            fields.end_paragraph();
        }
        if !self.mark_deleted.pop().unwrap_or(false) {
            self.builder.end_paragraph();
        }
    }
}

/// What is left out with all that is in it: deletions, former properties, instructions, pronunciation,
/// properties nothing is read from.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "rt"
            | "rubyPr"
            | "sectPr"
            | "tblPr"
            | "tblPrEx"
            | "tblGrid"
            | "sdtEndPr"
            | "binData"
            | "docPr"
            | "styles"
            | "fonts"
            | "hdr"
            | "ftr"
    ) || name.ends_with("Change")
}
