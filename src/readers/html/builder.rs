//! Tags and text → blocks: which element closes which, where text goes, what is left out.
//!
//! Takes start tags, end tags and text in order; gives the document. It keeps no tree: only the open tables, and
//! the one region that is being left out. Knows nothing of the tokenizer.

use std::mem::take;

use super::attributes::Attributes;
use super::flow::{Flow, lines};
use super::name::Name;
use super::table::Table;
use super::tag::{P, TEMPLATE, Tag, is_void};
use super::tokens::{Sink, characters};
use crate::document::{Block, Document, Notice};
use crate::readers::limits::{CUT_NOTICE, MAX_BLOCKS, MAX_CELLS, MAX_TABLE_DEPTH};

/// Said once when a picture stands where text should.
const IMAGE_NOTICE: &str = "文中有图片，图片中的内容无法读取";

/// A part of the page that is left out, from a start tag to its end.
#[derive(Debug)]
struct Region {
    name: Vec<u8>,
    key: u64,
    tag: Tag,
    /// Open elements of the same name.
    depth: u32,
    /// Open tables inside the region.
    tables: u32,
}

impl Region {
    /// Whether this start tag ends the region, which has no end tag of its own then.
    fn ends_before(&self, tag: Tag) -> bool {
        match tag {
            Tag::Choice => self.tag == Tag::Choice,
            Tag::Block | Tag::Table => self.is_paragraph(),
            Tag::Cell | Tag::Row | Tag::Body | Tag::Foot => !self.holds(tag),
            _ => false,
        }
    }

    /// The same for an end tag of another name.
    fn ends_at_close(&self, tag: Tag) -> bool {
        match tag {
            Tag::Block => self.is_paragraph(),
            Tag::Cell | Tag::Row | Tag::Body | Tag::Foot | Tag::Table => !self.holds(tag),
            _ => false,
        }
    }

    /// A hidden `p`: any block ends it.
    fn is_paragraph(&self) -> bool {
        self.key == P
    }

    /// Whether this part of a table may stand inside the region.
    fn holds(&self, part: Tag) -> bool {
        let bare = match self.tag {
            Tag::Body | Tag::Foot => matches!(part, Tag::Row | Tag::Cell),
            Tag::Row => part == Tag::Cell,
            _ => self.key == TEMPLATE,
        };
        bare || self.tables > 0
    }
}

/// Builds the document.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // independent facts about where the reader stands
pub(super) struct Builder {
    root: Flow,
    tables: Vec<Table>,
    region: Option<Region>,
    title: Option<Flow>,
    found_title: Option<String>,
    /// Tables deeper than [`MAX_TABLE_DEPTH`], read as text of the cell they stand in.
    buried: usize,
    in_pre: bool,
    in_link: bool,
    /// A `p` is open: the next block ends it.
    in_paragraph: bool,
    cells: usize,
    lone_image: bool,
    full: bool,
}

impl Sink for Builder {
    #[inline]
    fn text(&mut self, text: &str) {
        if self.region.is_some() {
            return;
        }
        let raw = self.in_pre;
        let flow = self.flow();
        if raw { flow.push_raw(text) } else { flow.push(text) }
    }

    #[inline]
    fn start(&mut self, name: &Name, attributes: &mut Attributes) {
        let tag = name.tag;
        if self.region.is_some() && self.region_swallows_start(name, tag) {
            return;
        }
        let ends_paragraph = self.in_paragraph && !matches!(tag, Tag::Inline | Tag::Dropped | Tag::Br);
        if begins_region(name, attributes) {
            // A hidden block ends the paragraph before it all the same.
            if ends_paragraph {
                self.break_block();
                self.in_paragraph = false;
            }
            let tables = u32::from(tag == Tag::Table);
            self.region = Some(Region { name: name.text.to_vec(), key: name.key, tag, depth: 1, tables });
            return;
        }
        if ends_paragraph || tag == Tag::Block {
            self.in_paragraph = name.key == P;
        }
        self.open(tag, attributes);
    }

    #[inline]
    fn end(&mut self, name: &Name) {
        let tag = name.tag;
        if self.region.is_some() && self.region_swallows_end(name, tag) {
            return;
        }
        if tag != Tag::Inline {
            self.in_paragraph = false;
        }
        self.close(tag);
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.full
    }
}

#[inline]
fn begins_region(name: &Name, attributes: &Attributes) -> bool {
    let tag = name.tag;
    let flags = attributes.flags;
    let unwanted = tag == Tag::Dropped || (tag == Tag::Choice && !flags.selected);
    (unwanted || flags.hidden) && !flags.self_closing && !is_void(name.key)
}

impl Builder {
    #[inline]
    fn flow(&mut self) -> &mut Flow {
        if let Some(title) = &mut self.title {
            return title;
        }
        match self.tables.last_mut() {
            Some(table) => table.flow(),
            None => &mut self.root,
        }
    }

    /// Whether the start tag belongs to the region that is left out. If not, the region ends here.
    fn region_swallows_start(&mut self, name: &Name, tag: Tag) -> bool {
        let Some(region) = &mut self.region else { return false };
        if region.ends_before(tag) {
            self.region = None;
            return false;
        }
        region.tables += u32::from(tag == Tag::Table);
        region.depth += u32::from(name.is(&region.name));
        true
    }

    /// The same for an end tag.
    fn region_swallows_end(&mut self, name: &Name, tag: Tag) -> bool {
        let Some(region) = &mut self.region else { return false };
        if name.is(&region.name) {
            region.depth -= 1;
            if region.depth == 0 {
                self.region = None;
            }
            return true;
        }
        if region.ends_at_close(tag) {
            self.region = None;
            return false;
        }
        region.tables -= u32::from(tag == Tag::Table && region.tables > 0);
        true
    }

    fn open(&mut self, tag: Tag, attributes: &mut Attributes) {
        match tag {
            Tag::Inline | Tag::Dropped => {}
            Tag::Block | Tag::Choice => self.break_block(),
            Tag::Br => self.flow().break_line(),
            Tag::Table => self.open_table(),
            Tag::Row | Tag::Cell | Tag::Body | Tag::Foot | Tag::Caption => self.open_part(tag, attributes),
            Tag::Title => self.open_title(),
            Tag::Input => self.input(attributes),
            Tag::Image => self.image(attributes),
            Tag::Link => self.in_link = true,
            Tag::Pre => self.open_pre(),
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Block | Tag::Choice => self.break_block(),
            // Browsers read `</br>` as `<br>`.
            Tag::Br => self.flow().break_line(),
            Tag::Table => self.close_table(),
            Tag::Row | Tag::Cell | Tag::Body | Tag::Foot | Tag::Caption => self.close_part(tag),
            Tag::Title => self.close_title(),
            Tag::Link => self.in_link = false,
            Tag::Pre => self.close_pre(),
            Tag::Inline | Tag::Dropped | Tag::Input | Tag::Image => {}
        }
    }

    fn break_block(&mut self) {
        self.flow().break_block();
        self.full |= self.flow().blocks.len() >= MAX_BLOCKS;
    }

    fn open_table(&mut self) {
        if self.tables.len() >= MAX_TABLE_DEPTH {
            self.buried += 1;
            return self.break_block();
        }
        // A table directly inside a table, in no cell, ends the one before it.
        if self.tables.last().is_some_and(|table| table.cell.is_none() && self.buried == 0) {
            self.close_table();
        }
        self.flow().break_block();
        self.tables.push(Table::new());
    }

    fn open_part(&mut self, tag: Tag, attributes: &Attributes) {
        if self.buried > 0 {
            return self.break_block();
        }
        // Rows without a table: the beginning of the table was not copied.
        if self.tables.is_empty() && matches!(tag, Tag::Row | Tag::Cell) {
            self.open_table();
        }
        let Some(table) = self.tables.last_mut() else { return };
        match tag {
            Tag::Body => table.open_group(false),
            Tag::Foot => table.open_group(true),
            Tag::Row => table.open_row(),
            Tag::Caption => table.close_row(),
            _ => {
                table.open_cell(attributes.rowspan.unwrap_or(1), attributes.colspan.unwrap_or(1));
                self.cells += 1;
                self.full |= self.cells >= MAX_CELLS;
            }
        }
    }

    fn close_part(&mut self, tag: Tag) {
        if self.buried > 0 {
            return self.break_block();
        }
        let Some(table) = self.tables.last_mut() else { return };
        match tag {
            Tag::Body | Tag::Foot => table.close_group(),
            Tag::Row => table.close_row(),
            Tag::Caption => table.before.break_block(),
            _ => table.close_cell(),
        }
    }

    fn close_table(&mut self) {
        if self.buried > 0 {
            self.buried -= 1;
            return self.break_block();
        }
        let Some(mut table) = self.tables.pop() else { return };
        table.close_cell();
        self.lone_image |= table.before.lone_image;
        let blocks = table.finish();
        self.take_blocks(blocks);
    }

    /// Put the blocks of a finished table where the table stood.
    fn take_blocks(&mut self, blocks: Vec<Block>) {
        let in_table = !self.tables.is_empty();
        let flow = self.flow();
        if in_table && blocks.iter().all(|block| matches!(block, Block::Paragraph(_))) {
            for block in blocks {
                push_paragraph(flow, block);
            }
        } else {
            flow.flush();
            flow.blocks.extend(blocks);
            self.full |= flow.blocks.len() >= MAX_BLOCKS;
        }
    }

    fn open_title(&mut self) {
        if self.found_title.is_none() {
            self.title = Some(Flow::cell());
        }
    }

    fn close_title(&mut self) {
        if let Some(mut flow) = self.title.take() {
            self.found_title = Some(lines(flow.take_text())).filter(|text| !text.is_empty());
        }
    }

    fn input(&mut self, attributes: &mut Attributes) {
        if !attributes.flags.hidden && !attributes.flags.control {
            characters(&String::from_utf8_lossy(&take(&mut attributes.value)), self);
        }
    }

    fn image(&mut self, attributes: &Attributes) {
        if !attributes.flags.hidden && !attributes.flags.ornament && !self.in_link {
            self.flow().push_image();
        }
    }

    fn open_pre(&mut self) {
        self.break_block();
        self.in_pre = true;
    }

    fn close_pre(&mut self) {
        if take(&mut self.in_pre) {
            let (cells, is_cut) = self.flow().flush_plain();
            self.cells += cells;
            self.full |= is_cut || self.cells >= MAX_CELLS;
        }
    }

    /// The document, everything still open closed.
    pub fn finish(mut self) -> Document {
        self.close_title();
        self.close_pre();
        self.buried = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.root.flush();
        self.full |= self.root.blocks.len() > MAX_BLOCKS;
        self.root.blocks.truncate(MAX_BLOCKS);
        let mut notices = Vec::new();
        if self.lone_image || self.root.lone_image {
            notices.push(Notice::remark(IMAGE_NOTICE));
        }
        if self.full {
            notices.push(Notice::lost(CUT_NOTICE));
        }
        Document { blocks: self.root.blocks, notices, title: self.found_title }
    }
}

fn push_paragraph(flow: &mut Flow, block: Block) {
    if let Block::Paragraph(text) = block {
        flow.break_block();
        flow.push_raw(&text);
        flow.break_block();
    }
}
