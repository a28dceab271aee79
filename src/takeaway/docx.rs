//! Notes in a Word document: a comment on each cell, and a colour behind it.
//!
//! Takes the file and notes by the byte of the main part at which their cell begins; gives the file with the main
//! part and the comments changed, all else as it was packed.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::package::{Package, root_prefix, with_child};
use super::patch::{DECLARATION, Patches, editable, escaped, prefix, qualified};
use super::{AUTHOR, NAME, Note};
use crate::input::Unreadable;
use crate::readers::office::xml::{Event, Xml};
use crate::readers::office::{self, say};
use crate::readers::zip::Archive;

const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const WORD_TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WORD_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The document with its notes.
pub fn annotate(mut archive: Archive, notes: &[Note<usize>]) -> Result<Vec<u8>, Unreadable> {
    let main = office::main_part(&mut archive)?.ok_or_else(|| say::damaged("正文"))?;
    let text = editable(&archive.need(&main)?, &main)?;
    let mut package = Package::new(archive, &text);
    let first_id = add_comments(&mut package, &main, notes)?;
    let ids = notes.iter().enumerate().map(|(at, note)| (note.place, (first_id + at, note)));
    let marked = Marker::new(&text, ids.collect()).mark()?;
    package.set(&main, marked);
    package.finish()
}

// ---- comments ------------------------------------------------------------------------------------------------

/// Adds the comments behind those that are there; gives the id of the first.
fn add_comments(package: &mut Package, main: &str, notes: &[Note<usize>]) -> Result<usize, Unreadable> {
    let old = package.related(main, "comments")?;
    let (name, text) = match old {
        Some(name) => {
            let text = package.text(&name)?.unwrap_or_else(|| empty_comments(package));
            (name, text)
        }
        None => (new_comments(package, main)?, empty_comments(package)),
    };
    let first_id = next_id(&text)?;
    let prefix = root_prefix(&text).to_owned();
    let mut comments = String::new();
    for (at, note) in notes.iter().enumerate() {
        comments.push_str(&comment(&prefix, first_id + at, &note.text));
    }
    package.set(&name, with_child(&text, &comments));
    Ok(first_id)
}

fn new_comments(package: &mut Package, main: &str) -> Result<String, Unreadable> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = if package.archive().has(&format!("{folder}/comments.xml")) {
        package.free_name(&format!("{folder}/comments"), ".xml")
    } else {
        format!("{folder}/comments.xml").trim_start_matches('/').to_owned()
    };
    package.relate(main, "comments", &name)?;
    package.declare(&name, COMMENTS_TYPE)?;
    Ok(name)
}

fn empty_comments(package: &Package) -> String {
    let strict = package.relations.contains("purl.oclc.org");
    let namespace = if strict { WORD_STRICT } else { WORD_TRANSITIONAL };
    format!("{DECLARATION}<w:comments xmlns:w=\"{namespace}\"></w:comments>")
}

/// The id behind the highest in use.
fn next_id(comments: &str) -> Result<usize, Unreadable> {
    let mut xml = Xml::new(comments, "批注");
    let mut next = 0;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.name() == "comment" => {
                next = next.max(tag.number::<usize>("id").unwrap_or(0).saturating_add(1));
            }
            Event::Eof => return Ok(next),
            _ => {}
        }
    }
}

fn comment(w: &str, id: usize, text: &str) -> String {
    let mut out = format!("<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"{NAME}\">");
    for line in text.lines() {
        let line = escaped(line);
        // Writing to a string cannot fail.
        let _ = write!(out, "<{w}p><{w}r><{w}t xml:space=\"preserve\">{line}</{w}t></{w}r></{w}p>");
    }
    out + &format!("</{w}comment>")
}

// ---- the main part -------------------------------------------------------------------------------------------

/// Properties of a cell that stand behind its colour.
const BEHIND_COLOUR: [&str; 11] = [
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
    "headers",
    "cellIns",
    "cellDel",
    "cellMerge",
    "tcPrChange",
];

struct Marker<'x, 'n> {
    text: &'x str,
    xml: Xml<'x>,
    notes: HashMap<usize, (usize, &'n Note<usize>)>,
    patches: Patches,
    /// Open elements: text boxes and the paragraphs around them.
    open: Vec<Open>,
    /// References waiting for the end of the paragraph that holds the text box: none may stand inside of one.
    waiting: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Other,
    Paragraph,
    TextBox,
}

/// A paragraph of a cell, as far as a comment needs it.
#[derive(Clone, Copy)]
struct Paragraph {
    tag_at: usize,
    /// Behind its properties.
    start: usize,
    /// Before its end tag.
    end: usize,
    is_closed: bool,
}

impl<'x, 'n> Marker<'x, 'n> {
    fn new(text: &'x str, notes: HashMap<usize, (usize, &'n Note<usize>)>) -> Self {
        let xml = Xml::new(text, "正文");
        Self { text, xml, notes, patches: Patches::default(), open: Vec::new(), waiting: String::new() }
    }

    fn mark(mut self) -> Result<String, Unreadable> {
        loop {
            let before = self.xml.position();
            match self.xml.next()? {
                Event::Start(tag) => match self.notes.remove(&self.xml.tag_at()) {
                    Some((id, note)) if tag.name() == "tc" => self.cell(id, note)?,
                    _ => self.open.push(match tag.name() {
                        "p" => Open::Paragraph,
                        "txbxContent" => Open::TextBox,
                        _ => Open::Other,
                    }),
                },
                Event::End => self.end(before),
                Event::Text(_) => {}
                Event::Eof => return Ok(self.patches.apply(self.text)),
            }
        }
    }

    fn end(&mut self, before: usize) {
        let ended = self.open.pop();
        if ended == Some(Open::Paragraph) && !self.in_text_box() && !self.waiting.is_empty() {
            self.patches.insert(before, std::mem::take(&mut self.waiting));
        }
    }

    fn in_text_box(&self) -> bool {
        self.open.contains(&Open::TextBox)
    }

    /// Marks the cell that has begun, to its end.
    fn cell(&mut self, id: usize, note: &Note<usize>) -> Result<(), Unreadable> {
        let tag_at = self.xml.tag_at();
        let w = prefix(self.text, tag_at);
        let behind_tag = self.xml.position();
        let colour =
            format!("<{w}shd {w}val=\"clear\" {w}color=\"auto\" {w}fill=\"{}\"/>", note.tone.colour());
        let properties = format!("<{w}tcPr>{colour}</{w}tcPr>");
        let lone = format!("<{w}p>{}{}</{w}p>", range_start(w, id), range_end(w, id));
        if self.xml.is_closed() {
            self.xml.skip()?;
            let name = qualified(self.text, tag_at);
            self.patches.fill(behind_tag, &(properties + &lone), name);
            return Ok(());
        }
        let outside = self.xml.depth().saturating_sub(1);
        let (mut paragraphs, mut is_coloured): (Option<(Paragraph, Paragraph)>, bool) = (None, false);
        loop {
            let before = self.xml.position();
            match self.xml.next()? {
                Event::Start(tag) => match tag.name() {
                    "tcPr" => {
                        self.colour(&colour, w)?;
                        is_coloured = true;
                    }
                    "tbl" => self.xml.skip()?,
                    "p" => {
                        let paragraph = self.paragraph()?;
                        paragraphs = Some((paragraphs.map_or(paragraph, |(first, _)| first), paragraph));
                    }
                    _ => {}
                },
                Event::End if self.xml.depth() <= outside => {
                    if !is_coloured {
                        self.patches.insert(behind_tag, properties);
                    }
                    self.comment(w, id, paragraphs, (before, lone));
                    return Ok(());
                }
                Event::Eof => return Err(say::damaged("正文")),
                _ => {}
            }
        }
    }

    /// Gives the cell whose properties have begun its colour.
    fn colour(&mut self, colour: &str, w: &str) -> Result<(), Unreadable> {
        if self.xml.is_closed() {
            self.patches.fill(self.xml.position(), colour, &format!("{w}tcPr"));
            return self.xml.skip();
        }
        let outside = self.xml.depth().saturating_sub(1);
        let mut place = None;
        loop {
            let before = self.xml.position();
            match self.xml.next()? {
                Event::Start(tag) => {
                    let (name, tag_at) = (tag.name(), self.xml.tag_at());
                    self.xml.skip()?;
                    if name == "shd" {
                        place = Some(tag_at..self.xml.position());
                    } else if place.is_none() && BEHIND_COLOUR.contains(&name) {
                        place = Some(tag_at..tag_at);
                    }
                }
                Event::End if self.xml.depth() <= outside => {
                    self.patches.replace(place.unwrap_or(before..before), colour);
                    return Ok(());
                }
                Event::Eof => return Err(say::damaged("正文")),
                _ => {}
            }
        }
    }

    /// The paragraph that has begun, read to its end.
    fn paragraph(&mut self) -> Result<Paragraph, Unreadable> {
        let mut paragraph = Paragraph {
            tag_at: self.xml.tag_at(),
            start: self.xml.position(),
            end: self.xml.position(),
            is_closed: self.xml.is_closed(),
        };
        let outside = self.xml.depth().saturating_sub(1);
        loop {
            let before = self.xml.position();
            match self.xml.next()? {
                Event::Start(tag) => {
                    let is_properties = tag.name() == "pPr";
                    self.xml.skip()?;
                    if is_properties {
                        paragraph.start = self.xml.position();
                    }
                }
                Event::End if self.xml.depth() <= outside => {
                    paragraph.end = before;
                    return Ok(paragraph);
                }
                Event::Eof => return Err(say::damaged("正文")),
                _ => {}
            }
        }
    }

    /// Puts the comment around what the cell holds; a cell without a paragraph gets one, before its end.
    fn comment(
        &mut self,
        w: &str,
        id: usize,
        paragraphs: Option<(Paragraph, Paragraph)>,
        (end, lone): (usize, String),
    ) {
        if self.in_text_box() {
            return self.waiting.push_str(&(range_start(w, id) + &range_end(w, id)));
        }
        let Some((first, last)) = paragraphs else { return self.patches.insert(end, lone) };
        if first.tag_at == last.tag_at {
            return self.put(first, &range_start(w, id), &range_end(w, id));
        }
        self.put(first, &range_start(w, id), "");
        self.put(last, "", &range_end(w, id));
    }

    /// Puts something at the beginning and at the end of a paragraph.
    fn put(&mut self, paragraph: Paragraph, at_start: &str, at_end: &str) {
        if paragraph.is_closed {
            let name = qualified(self.text, paragraph.tag_at);
            return self.patches.fill(paragraph.end, &[at_start, at_end].concat(), name);
        }
        self.patches.insert(paragraph.start, at_start);
        self.patches.insert(paragraph.end, at_end);
    }
}

fn range_start(w: &str, id: usize) -> String {
    format!("<{w}commentRangeStart {w}id=\"{id}\"/>")
}

fn range_end(w: &str, id: usize) -> String {
    format!("<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>")
}
