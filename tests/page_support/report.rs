//! Whole reports set on pages in the manner of a word processor: columns of given widths, wrapped labels, rows as high
//! as their text, page breaks between rows or within them.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)] // small figures
#![allow(dead_code)] // not every test sets every style

use gouji::forms::{self, SlotKind};

use crate::page_support::{Page, Ruling};
use crate::support::Sheet;

/// Where text stands in a cell higher than it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Top,
    Middle,
    Bottom,
}

/// How a report is set.
#[allow(clippy::struct_excessive_bools)] // each is a choice of its own
#[derive(Clone, Debug)]
pub struct Style {
    pub name: &'static str,
    pub form: &'static str,
    /// Width and height of the page, in points.
    pub page: (f32, f32),
    pub margin: f32,
    pub font: f32,
    /// Distance of lines in font sizes.
    pub leading: f32,
    /// Space above and below the text of a cell, in points.
    pub pad: f32,
    /// Least height of a row, in points.
    pub least: f32,
    /// Shares of the width of the three columns of labels of the table of requests.
    pub labels: [f32; 3],
    pub align: Align,
    /// Labels begin at the left instead of standing in the middle.
    pub left: bool,
    /// Figures end at the right instead of standing in the middle.
    pub right: bool,
    pub ruling: Ruling,
    /// The header stands again on the next page.
    pub repeat: bool,
    /// A page break may cut a row.
    pub split: bool,
    /// Group labels one character per line.
    pub vertical: bool,
    /// Lines of text before the tables.
    pub prose: usize,
    pub number_pages: bool,
    /// Rewrites every text before it is set.
    pub write: fn(&str) -> String,
    /// Largest figure in a part column.
    pub largest: i64,
    /// Rewrites every figure.
    pub figure: fn(&str) -> String,
}

impl Style {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            form: "2021",
            page: (595.0, 842.0),
            margin: 60.0,
            font: 9.0,
            leading: 1.3,
            pad: 2.0,
            least: 0.0,
            labels: [0.06, 0.09, 0.22],
            align: Align::Middle,
            left: false,
            right: false,
            ruling: Ruling::Strokes,
            repeat: false,
            split: false,
            vertical: false,
            prose: 5,
            number_pages: false,
            write: str::to_owned,
            largest: 400,
            figure: str::to_owned,
        }
    }

    fn step(&self) -> f32 {
        self.font * self.leading
    }
}

pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 } * size).sum()
}

/// Cuts text into lines no wider than `room`.
fn wrapped(text: &str, room: f32, size: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        for c in part.chars() {
            line.push(c);
            if width(&line, size) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A cell of a table that is to be set.
struct Box {
    row: usize,
    col: usize,
    rows: usize,
    cols: usize,
    lines: Vec<String>,
    header: bool,
    figure: bool,
}

/// A piece of a row on a page: page, top, bottom, and which of the lines of its cells stand in it.
#[derive(Clone, Copy)]
struct Band {
    page: usize,
    top: f32,
    bottom: f32,
    from: usize,
    to: usize,
}

/// A report on its way onto pages.
struct Setter<'a> {
    style: &'a Style,
    pages: Vec<Page>,
    y: f32,
}

/// The pages of a report.
pub fn pages(sheet: &Sheet, style: &Style) -> Vec<Page> {
    let mut setter = Setter { style, pages: Vec::new(), y: 0.0 };
    setter.turn();
    setter.paragraph(&sheet.title, true);
    setter.paragraph("一、总体情况", false);
    for _ in 0..style.prose {
        setter.paragraph("全年主动公开政府信息，依法办理政府信息公开申请，健全公开审查机制。", false);
    }
    let mut start = 0;
    for table in sheet.form.tables {
        setter.paragraph(table.title, false);
        let count: usize = table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum();
        setter.table(table, &sheet.cells[start..start + count]);
        start += count;
    }
    setter.paragraph("五、存在的主要问题及改进情况", false);
    setter.paragraph("公开内容的深度有待拓展。", false);
    setter.number();
    setter.pages
}

impl Setter<'_> {
    fn bottom(&self) -> f32 {
        self.style.page.1 - self.style.margin
    }

    fn room(&self) -> f32 {
        self.style.page.0 - 2.0 * self.style.margin
    }

    /// Goes to a new page.
    fn turn(&mut self) {
        self.pages.push(Page::new(self.style.page.0, self.style.page.1));
        self.y = self.style.margin;
    }

    fn number(&mut self) {
        if self.style.number_pages {
            let (x, y) = (self.style.page.0 / 2.0 - 10.0, self.style.page.1 - self.style.margin / 2.0);
            for (at, page) in self.pages.iter_mut().enumerate() {
                page.text(x, y, 9.0, &format!("- {} -", at + 1));
            }
        }
    }

    fn paragraph(&mut self, text: &str, centred: bool) {
        let text = (self.style.write)(text);
        for line in wrapped(&text, self.room(), 12.0) {
            if self.y + 18.0 > self.bottom() {
                self.turn();
            }
            let indent = if centred { (self.room() - width(&line, 12.0)) / 2.0 } else { 0.0 };
            let (x, y) = (self.style.margin + indent, self.y + 12.0);
            self.pages.last_mut().expect("a page").text(x, y, 12.0, &line);
            self.y += 18.0;
        }
        self.y += 4.0;
    }

    fn table(&mut self, table: &forms::Table, cells: &[String]) {
        let rows = forms::layout(table);
        let xs = self.columns(table, &rows);
        let boxes = self.boxes(&rows, &xs, cells);
        let header = boxes.iter().filter(|cell| cell.header && cell.row < 4).map(|cell| cell.row + cell.rows);
        let header = if table.shape == forms::Shape::Matrix { header.max().unwrap_or(0) } else { 0 };
        let heights = self.heights(&boxes, rows.len());
        let (bands, again) = self.bands(&boxes, &heights, header);
        for cell in &boxes {
            self.set(cell, &xs, &bands[cell.row..cell.row + cell.rows]);
        }
        for (page, top) in again {
            let mut at = top;
            let bands: Vec<Vec<Band>> = heights[..header]
                .iter()
                .map(|height| {
                    at += height;
                    vec![Band { page, top: at - height, bottom: at, from: 0, to: usize::MAX }]
                })
                .collect();
            for cell in boxes.iter().filter(|cell| cell.row < header) {
                self.set(cell, &xs, &bands[cell.row..cell.row + cell.rows]);
            }
        }
        self.y += 10.0;
    }

    /// Where the columns begin and end.
    fn columns(&self, table: &forms::Table, rows: &[Vec<forms::Slot>]) -> Vec<f32> {
        let count: usize = rows[0].iter().map(|slot| slot.colspan).sum();
        let labels: &[f32] = if table.shape == forms::Shape::Matrix { &self.style.labels } else { &[] };
        let rest = (1.0 - labels.iter().sum::<f32>()) / (count - labels.len()) as f32;
        let mut x = self.style.margin;
        let mut xs = vec![x];
        for at in 0..count {
            x += self.room() * labels.get(at).copied().unwrap_or(rest);
            xs.push(x);
        }
        xs
    }

    fn boxes(&self, rows: &[Vec<forms::Slot>], xs: &[f32], cells: &[String]) -> Vec<Box> {
        let mut taken = vec![vec![false; xs.len() - 1]; rows.len()];
        let mut boxes = Vec::new();
        for (row, slots) in rows.iter().enumerate() {
            for slot in slots {
                let col = taken[row].iter().position(|taken| !taken).expect("a free place");
                for line in taken.iter_mut().skip(row).take(slot.rowspan) {
                    line[col..col + slot.colspan].fill(true);
                }
                let figure = matches!(slot.kind, SlotKind::Value(_));
                let text = match slot.kind {
                    SlotKind::Value(at) => (self.style.figure)(&cells[at]),
                    _ => (self.style.write)(slot.text),
                };
                let room = xs[col + slot.colspan] - xs[col] - 3.0;
                let tall = slot.rowspan > 3 && slot.kind == SlotKind::Label && self.style.vertical;
                let room = if tall { self.style.font } else { room };
                boxes.push(Box {
                    row,
                    col,
                    rows: slot.rowspan,
                    cols: slot.colspan,
                    lines: wrapped(&text, room, self.style.font),
                    header: slot.kind == SlotKind::Header,
                    figure,
                });
            }
        }
        boxes
    }

    fn heights(&self, boxes: &[Box], rows: usize) -> Vec<f32> {
        let need = |cell: &Box| cell.lines.len().max(1) as f32 * self.style.step() + 2.0 * self.style.pad;
        let mut heights = vec![self.style.least; rows];
        for cell in boxes.iter().filter(|cell| cell.rows == 1) {
            heights[cell.row] = heights[cell.row].max(need(cell));
        }
        for cell in boxes.iter().filter(|cell| cell.rows > 1) {
            let have: f32 = heights[cell.row..cell.row + cell.rows].iter().sum();
            heights[cell.row + cell.rows - 1] += (need(cell) - have).max(0.0);
        }
        heights
    }

    /// Where each row stands; and where the header stands again.
    fn bands(
        &mut self,
        boxes: &[Box],
        heights: &[f32],
        header: usize,
    ) -> (Vec<Vec<Band>>, Vec<(usize, f32)>) {
        let (step, pad) = (self.style.step(), self.style.pad);
        let mut again = Vec::new();
        let mut bands = Vec::new();
        for (row, &height) in heights.iter().enumerate() {
            let own = boxes.iter().filter(|cell| cell.row == row && cell.rows == 1);
            let lines = own.map(|cell| cell.lines.len()).max().unwrap_or(1);
            let room = self.bottom() - self.y;
            let whole = |from| (from, usize::MAX);
            let mut parts = Vec::new();
            let mut left = height;
            let mut from = 0;
            if height > room {
                let fit = ((room - pad) / step).floor().max(0.0) as usize;
                if self.style.split && row >= header && lines > 1 && fit >= 1 && fit < lines {
                    let page = self.pages.len() - 1;
                    parts.push(Band { page, top: self.y, bottom: self.bottom(), from: 0, to: fit });
                    from = fit;
                    left = (lines - fit) as f32 * step + pad;
                }
                self.turn();
                if self.style.repeat && row >= header && header > 0 {
                    again.push((self.pages.len() - 1, self.y));
                    self.y += heights[..header].iter().sum::<f32>();
                }
            }
            let (from, to) = whole(from);
            let page = self.pages.len() - 1;
            parts.push(Band { page, top: self.y, bottom: self.y + left, from, to });
            self.y += left;
            bands.push(parts);
        }
        (bands, again)
    }

    /// Sets a cell on the pages its rows stand on.
    fn set(&mut self, cell: &Box, xs: &[f32], rows: &[Vec<Band>]) {
        let mut areas: Vec<Band> = Vec::new();
        for band in rows.iter().flatten() {
            match areas.last_mut().filter(|last| last.page == band.page) {
                Some(last) => (last.bottom, last.to) = (band.bottom, usize::MAX),
                None => areas.push(*band),
            }
        }
        let (x0, x1) = (xs[cell.col], xs[cell.col + cell.cols]);
        let mut left = cell.lines.as_slice();
        let count = areas.len();
        for (at, area) in areas.into_iter().enumerate() {
            let room = if cell.rows > 1 {
                ((area.bottom - area.top - 2.0 * self.style.pad) / self.style.step()).round() as usize
            } else {
                area.to.saturating_sub(area.from)
            };
            let (here, rest) = left.split_at(if at + 1 == count { left.len() } else { room.min(left.len()) });
            left = rest;
            let cut = count > 1 && cell.rows == 1;
            self.lines(here, (x0, area.top, x1, area.bottom), cell, area.page, cut);
            self.pages[area.page].borders((x0, area.top, x1, area.bottom), self.style.ruling);
        }
    }

    fn lines(
        &mut self,
        lines: &[String],
        (x0, y0, x1, y1): (f32, f32, f32, f32),
        cell: &Box,
        page: usize,
        cut: bool,
    ) {
        let style = self.style;
        let height = lines.len() as f32 * style.step();
        let top = match style.align {
            Align::Top => y0 + style.pad,
            _ if cut => y0 + style.pad,
            Align::Middle => f32::midpoint(y0, y1) - height / 2.0,
            Align::Bottom => y1 - style.pad - height,
        };
        for (at, line) in lines.iter().enumerate() {
            let free = x1 - x0 - width(line, style.font);
            let indent = match (cell.figure, cell.header) {
                (true, _) if style.right => free - 3.0,
                (false, false) if style.left => 2.0,
                _ => free / 2.0,
            };
            // The baseline stands a little above the lower end of the line.
            let y = top + style.step() * at as f32 + 0.5 * style.step() + 0.38 * style.font;
            self.pages[page].text(x0 + indent, y, style.font, line);
        }
    }
}
