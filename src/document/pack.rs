//! A document as bytes and back: how a reader pack hands what it read to the core module.
//!
//! Takes a document and the id of its reader, gives bytes; takes bytes, gives both, or nothing when they are not
//! what [`encode`] writes. Numbers are LEB128, texts UTF-8 behind their length. Both sides are built from the
//! same sources; the version is only a guard against a cached file of another release.

use super::{Block, Document, Grid, GridCell, Origin, Place};

/// The first bytes; the digit is the version.
const MAGIC: &[u8] = b"GJD2";

const PARAGRAPH: u8 = 0;
const GRID: u8 = 1;

const TEXT: u8 = 0;
const SHEET: u8 = 1;
const PAGES: u8 = 2;

/// Rows and columns of a grid that are believed.
const MAX_SIDE: u32 = 1 << 20;

/// The document and its reader as bytes.
pub fn encode(document: &Document, reader: &str) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    put_text(&mut out, reader);
    put_number(&mut out, usize::from(document.title.is_some()));
    put_text(&mut out, document.title.as_deref().unwrap_or_default());
    put_number(&mut out, document.notices.len());
    document.notices.iter().for_each(|notice| put_text(&mut out, notice));
    put_number(&mut out, document.blocks.len());
    for block in &document.blocks {
        match block {
            Block::Paragraph(text) => {
                out.push(PARAGRAPH);
                put_text(&mut out, text);
            }
            Block::Grid(grid) => {
                out.push(GRID);
                put_grid(&mut out, grid);
            }
        }
    }
    out
}

fn put_grid(out: &mut Vec<u8>, grid: &Grid) {
    put_side(out, grid.rows);
    put_side(out, grid.cols);
    put_number(out, grid.cells.len());
    for cell in &grid.cells {
        for side in [cell.row, cell.col, cell.rowspan, cell.colspan] {
            put_side(out, side);
        }
        put_text(out, &cell.text);
    }
    put_origin(out, &grid.origin);
}

fn put_origin(out: &mut Vec<u8>, origin: &Origin) {
    match origin {
        Origin::Text(starts) => {
            out.push(TEXT);
            put_number(out, starts.len());
            for start in starts {
                put_number(out, *start);
            }
        }
        Origin::Sheet(name) => {
            out.push(SHEET);
            put_text(out, name);
        }
        Origin::Pages(places) => {
            out.push(PAGES);
            put_number(out, places.len());
            for Place { page, area: [x0, y0, x1, y1] } in places {
                for side in [page, x0, y0, x1, y1] {
                    put_side(out, *side);
                }
            }
        }
    }
}

fn put_side(out: &mut Vec<u8>, side: u32) {
    put_number(out, side as usize);
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        // The mask makes it fit.
        #[allow(clippy::cast_possible_truncation)]
        let low = (number & 0x7F) as u8;
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// The document and its reader; `None` when the bytes are something else.
pub fn decode(bytes: &[u8]) -> Option<(Document, String)> {
    let mut rest = Rest(bytes.strip_prefix(MAGIC)?);
    let reader = rest.text()?;
    let has_title = rest.number()? == 1;
    let title = Some(rest.text()?).filter(|_| has_title);
    let notices = rest.list(Rest::text)?;
    let blocks = rest.list(Rest::block)?;
    rest.0.is_empty().then_some((Document { blocks, notices, title }, reader))
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    fn side(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok().filter(|side| *side <= MAX_SIDE)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    /// As many items as are said; each takes a byte at least, so that a false number ends soon.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number().filter(|count| *count <= self.0.len())?;
        (0..count).map(|_| item(self)).collect()
    }

    fn block(&mut self) -> Option<Block> {
        match self.byte()? {
            PARAGRAPH => self.text().map(Block::Paragraph),
            GRID => self.grid().map(Block::Grid),
            _ => None,
        }
    }

    fn grid(&mut self) -> Option<Grid> {
        let (rows, cols) = (self.side()?, self.side()?);
        let cells = self.list(Self::cell)?;
        let origin = self.origin()?;
        let ordered = cells.is_sorted_by(|a, b| (a.row, a.col) < (b.row, b.col));
        let within = |cell: &GridCell| {
            cell.rowspan > 0
                && cell.colspan > 0
                && cell.row + cell.rowspan <= rows
                && cell.col + cell.colspan <= cols
        };
        (ordered && cells.iter().all(within)).then_some(Grid { rows, cols, cells, origin })
    }

    fn origin(&mut self) -> Option<Origin> {
        match self.byte()? {
            TEXT => self.list(Self::number).map(Origin::Text),
            SHEET => self.text().map(Origin::Sheet),
            PAGES => self.list(Self::place).map(Origin::Pages),
            _ => None,
        }
    }

    fn place(&mut self) -> Option<Place> {
        let mut place = Place { page: self.side()?, area: [0; 4] };
        for side in &mut place.area {
            *side = self.side()?;
        }
        Some(place)
    }

    fn cell(&mut self) -> Option<GridCell> {
        Some(GridCell {
            row: self.side()?,
            col: self.side()?,
            rowspan: self.side()?,
            colspan: self.side()?,
            text: self.text()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use crate::document::{Block, Document, Grid, GridCell, Origin, Place};

    fn sample() -> Document {
        let cell = |row, col, rowspan, colspan, text: &str| GridCell {
            row,
            col,
            rowspan,
            colspan,
            text: text.to_owned(),
        };
        let cells =
            vec![cell(0, 0, 2, 1, "三、本年度\n办理结果"), cell(0, 1, 1, 300, ""), cell(1, 1, 1, 1, "12")];
        let place = Place { page: 3, area: [0, 20, 595, 842] };
        Document {
            blocks: vec![
                Block::Paragraph("一、总体情况".to_owned()),
                Block::Grid(Grid { rows: 2, cols: 301, cells, origin: Origin::Text(vec![7, 300, 0]) }),
                Block::Grid(Grid { origin: Origin::Sheet("表二".to_owned()), ..Grid::default() }),
                Block::Grid(Grid { origin: Origin::Pages(vec![place]), ..Grid::default() }),
                Block::Paragraph("字".repeat(1000)),
            ],
            notices: vec!["文中有图片".to_owned()],
            title: Some("年报".to_owned()),
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        for document in [sample(), Document::default()] {
            assert_eq!(decode(&encode(&document, "docx")), Some((document, "docx".to_owned())));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let bytes = encode(&sample(), "docx");
        for end in 0..bytes.len() {
            assert_eq!(decode(bytes.get(..end).unwrap_or_default()), None);
        }
        for at in 0..bytes.len().min(200) {
            let mut changed = bytes.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte = 0xFF;
            }
            // Nothing is promised but that it ends.
            drop(decode(&changed));
        }
        assert_eq!(decode(b"GJD2\xFF\xFF\xFF\xFF\x7F"), None);
    }
}
