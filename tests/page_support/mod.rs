//! Tiny writers of PDF and OFD for the tests: tables drawn in the ways programs draw them.
#![allow(
    dead_code,
    missing_docs,
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::format_collect
)] // small numbers, in a test

use std::fmt::Write;

/// How a program draws the lines of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ruling {
    /// One stroke per line.
    Strokes,
    /// A thin filled rectangle per line.
    Slivers,
    /// Many rectangles of one pixel, four for every cell.
    Pixels,
    /// Two thin lines close to each other.
    Double,
    /// Only coloured backgrounds of the cells.
    Backgrounds,
    /// Nothing.
    None,
}

/// A page: drawn things in points, y down from the top.
#[derive(Clone, Default)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub texts: Vec<(f32, f32, f32, String)>,
    pub lines: Vec<(f32, f32, f32, f32)>,
    /// Left, top, width, height.
    pub boxes: Vec<(f32, f32, f32, f32)>,
}

impl Page {
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, ..Self::default() }
    }

    pub fn text(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.texts.push((x, y, size, text.to_owned()));
    }

    /// A cell from row and column lines, its text centred, lines below each other.
    pub fn cell(&mut self, (x0, y0, x1, y1): (f32, f32, f32, f32), text: &str, ruling: Ruling) {
        let size = 9.0;
        let lines: Vec<&str> = text.lines().collect();
        let height = 12.0 * lines.len() as f32;
        for (at, line) in lines.iter().enumerate() {
            let width: f32 = line.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 } * size).sum();
            let y = f32::midpoint(y0, y1) - height / 2.0 + 12.0 * at as f32 + 9.5;
            self.text(f32::midpoint(x0, x1) - width / 2.0, y, size, line);
        }
        self.borders((x0, y0, x1, y1), ruling);
    }

    /// The lines around a cell.
    pub fn borders(&mut self, (x0, y0, x1, y1): (f32, f32, f32, f32), ruling: Ruling) {
        match ruling {
            Ruling::Strokes => self.frame(x0, y0, x1, y1, 0.0),
            Ruling::Double => {
                self.frame(x0, y0, x1, y1, 0.0);
                self.frame(x0 + 1.2, y0 + 1.2, x1 - 1.2, y1 - 1.2, 0.0);
            }
            Ruling::Slivers => self.frame(x0, y0, x1, y1, 0.6),
            Ruling::Pixels => {
                for step in 0..((x1 - x0) / 6.0).ceil() as usize {
                    for y in [y0, y1 - 0.75] {
                        let x = x0 + 6.0 * step as f32;
                        self.boxes.push((x, y, (x1 - x).min(6.0), 0.75));
                    }
                }
                for x in [x0, x1 - 0.75] {
                    self.boxes.push((x, y0, 0.75, y1 - y0));
                }
            }
            Ruling::Backgrounds => self.boxes.push((x0 + 0.5, y0 + 0.5, x1 - x0 - 1.0, y1 - y0 - 1.0)),
            Ruling::None => {}
        }
    }

    fn frame(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, thick: f32) {
        for (a, b, c, d) in [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)] {
            if thick == 0.0 {
                self.lines.push((a, b, c, d));
            } else {
                let half = thick / 2.0;
                self.boxes.push((a - half, b - half, c - a + thick, d - b + thick));
            }
        }
    }

    /// A plain table: rows of texts in columns, from a corner.
    pub fn table(
        &mut self,
        (x, y): (f32, f32),
        widths: &[f32],
        rows: &[&[&str]],
        height: f32,
        ruling: Ruling,
    ) {
        for (row, cells) in rows.iter().enumerate() {
            let mut left = x;
            for (width, text) in widths.iter().zip(*cells) {
                let top = y + height * row as f32;
                self.cell((left, top, left + width, top + height), text, ruling);
                left += width;
            }
        }
    }

    fn operators(&self) -> String {
        let mut out = String::new();
        let up = |y: f32| self.height - y;
        out.push_str("0.9 g\n");
        for (x, y, width, height) in &self.boxes {
            writeln!(out, "{x} {} {width} {} re f", up(*y), -height).expect("text");
        }
        for (x0, y0, x1, y1) in &self.lines {
            writeln!(out, "{x0} {} m {x1} {} l S", up(*y0), up(*y1)).expect("text");
        }
        for (x, y, size, text) in &self.texts {
            let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            writeln!(out, "BT /F1 {size} Tf 1 0 0 1 {x} {} Tm <{hex}> Tj ET", up(*y)).expect("text");
        }
        out
    }
}

/// Chinese text without an embedded font.
pub const SONG: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts \
    [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
    /Supplement 0 >> /DW 1000 /W [ 1 95 500 ] >> ] >>";

/// A PDF of pages.
pub fn pdf(pages: &[Page]) -> Vec<u8> {
    let contents: Vec<(String, String)> = pages
        .iter()
        .map(|page| (format!("/MediaBox [0 0 {} {}]", page.width, page.height), page.operators()))
        .collect();
    pdf_of(&contents, SONG, &[])
}

/// A PDF of page attributes and contents, a font F1, and more objects, from number 100.
pub fn pdf_of(pages: &[(String, String)], font: &str, more: &[String]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 10 + at * 2)).collect();
    let resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /X0 100 0 R /X1 101 0 R >> >>";
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Count {} /Kids [ {kids}] >>", pages.len())),
        (3, font.to_owned()),
    ];
    for (at, (attributes, content)) in pages.iter().enumerate() {
        let number = 10 + at * 2;
        let contents = number + 1;
        objects.push((
            number,
            format!("<< /Type /Page /Parent 2 0 R {attributes} {resources} /Contents {contents} 0 R >>"),
        ));
        objects.push((contents, stream("", content)));
    }
    objects.extend(more.iter().enumerate().map(|(at, object)| (100 + at, object.clone())));
    written(&objects)
}

pub fn stream(attributes: &str, content: &str) -> String {
    format!("<< {attributes} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn written(objects: &[(usize, String)]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, body) in objects {
        places.push((*number, out.len()));
        write!(out, "{number} 0 obj\n{body}\nendobj\n").expect("text");
    }
    let start = out.len();
    out.push_str("xref\n");
    for (number, place) in &places {
        write!(out, "{number} 1\n{place:010} 00000 n \n").expect("text");
    }
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    write!(out, "trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n").expect("text");
    out.into_bytes()
}

/// An OFD of pages.
pub fn ofd(pages: &[Page]) -> Vec<u8> {
    let mm = |points: f32| points * 25.4 / 72.0;
    let mut parts = vec![(
        "OFD.xml".to_owned(),
        "<?xml version=\"1.0\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml\
         </ofd:DocRoot></ofd:DocBody></ofd:OFD>"
            .to_owned(),
    )];
    let mut list = String::new();
    for (at, page) in pages.iter().enumerate() {
        write!(list, "<ofd:Page ID=\"{at}\" BaseLoc=\"Pages/{at}.xml\"/>").expect("text");
        let (width, height) = (mm(page.width), mm(page.height));
        let mut xml = format!(
            "<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>"
        );
        for (x, y, width, height) in page.boxes.iter().copied() {
            let (x, y, width, height) = (mm(x), mm(y), mm(width), mm(height));
            write!(xml, "<ofd:PathObject Boundary=\"{x} {y} {width} {height}\" Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"200 200 200\"/>\
                <ofd:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>").expect("text");
        }
        for (x0, y0, x1, y1) in page.lines.iter().copied() {
            let (x, y, width, height) = (mm(x0), mm(y0), mm(x1 - x0), mm(y1 - y0));
            write!(xml, "<ofd:PathObject Boundary=\"{x} {y} {width} {height}\"><ofd:AbbreviatedData>M 0 0 L {width} {height}\
                </ofd:AbbreviatedData></ofd:PathObject>").expect("text");
        }
        for (x, y, size, text) in &page.texts {
            let (x, y, size) = (mm(*x), mm(*y), mm(*size));
            let deltas: Vec<String> =
                text.chars().map(|c| (if c.is_ascii() { size / 2.0 } else { size }).to_string()).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            write!(xml, "<ofd:TextObject Boundary=\"{x} {} 100 {size}\" Size=\"{size}\"><ofd:TextCode X=\"0\" Y=\"{size}\" DeltaX=\"{}\">\
                {text}</ofd:TextCode></ofd:TextObject>", y - size, deltas.join(" ")).expect("text");
        }
        xml.push_str("</ofd:Layer></ofd:Content></ofd:Page>");
        parts.push((format!("Doc_0/Pages/{at}.xml"), xml));
    }
    parts.push((
        "Doc_0/Document.xml".to_owned(),
        format!("<ofd:Document><ofd:Pages>{list}</ofd:Pages></ofd:Document>"),
    ));
    zip(&parts)
}

fn crc(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

/// A zip container of stored parts.
pub fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| (number as u16).to_le_bytes();
    let long = |number: usize| (number as u32).to_le_bytes();
    for (name, body) in parts {
        let offset = out.len();
        let sizes = [crc(body.as_bytes()).to_le_bytes(), long(body.len()), long(body.len())].concat();
        let head = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &short(name.len()), &short(0)].concat();
        out.extend([b"PK\x03\x04", &head[..], name.as_bytes(), body.as_bytes()].concat());
        let rest = [&short(0)[..], &short(0), &short(0), &long(0), &long(offset)].concat();
        directory.extend([b"PK\x01\x02\x14\x00", &head[..], &rest, name.as_bytes()].concat());
    }
    let (start, size) = (out.len(), directory.len());
    out.extend(directory);
    let counts = [&[0, 0, 0, 0][..], &short(parts.len()), &short(parts.len())].concat();
    out.extend([b"PK\x05\x06", &counts[..], &long(size), &long(start), &short(0)].concat());
    out
}
