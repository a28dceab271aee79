//! A document as bytes and back: how a reader pack hands what it read to the core module.
//!
//! Takes a document and the id of its reader, gives bytes; takes bytes, gives both, or nothing when they are not
//! what [`encode`] writes. Both sides are built from the same sources; the version is only a guard against a cached
//! file of another release.

use crate::bytes::{Rest, put_length, put_list, put_number, put_option, put_text};

use super::{Block, Document, Grid, GridCell, Notice, Origin, Place};

/// The first bytes; the digit is the version.
const MAGIC: &[u8] = b"GJD4";

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
    put_option(&mut out, document.title.as_deref());
    put_list(&mut out, &document.notices, |out, notice| {
        put_text(out, &notice.text);
        out.push(u8::from(notice.lost));
    });
    put_length(&mut out, document.blocks.len());
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
    put_length(out, grid.cells.len());
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
            put_list(out, starts, |out, start| put_length(out, *start));
        }
        Origin::Sheet(name) => {
            out.push(SHEET);
            put_text(out, name);
        }
        Origin::Pages(places) => {
            out.push(PAGES);
            put_length(out, places.len());
            for Place { page, area: [x0, y0, x1, y1] } in places {
                for side in [page, x0, y0, x1, y1] {
                    put_side(out, *side);
                }
            }
        }
    }
}

fn put_side(out: &mut Vec<u8>, side: u32) {
    put_number(out, u64::from(side));
}

/// The document and its reader; `None` when the bytes are something else.
pub fn decode(bytes: &[u8]) -> Option<(Document, String)> {
    let mut rest = Rest(bytes.strip_prefix(MAGIC)?);
    let reader = rest.text()?;
    let title = rest.option()?;
    let notices = rest.list(notice)?;
    let blocks = rest.list(block)?;
    rest.0.is_empty().then_some((Document { blocks, notices, title }, reader))
}

fn notice(rest: &mut Rest) -> Option<Notice> {
    Some(Notice { text: rest.text()?, lost: rest.byte()? == 1 })
}

fn side(rest: &mut Rest) -> Option<u32> {
    u32::try_from(rest.number()?).ok().filter(|side| *side <= MAX_SIDE)
}

fn block(rest: &mut Rest) -> Option<Block> {
    match rest.byte()? {
        PARAGRAPH => rest.text().map(Block::Paragraph),
        GRID => grid(rest).map(Block::Grid),
        _ => None,
    }
}

fn grid(rest: &mut Rest) -> Option<Grid> {
    let (rows, cols) = (side(rest)?, side(rest)?);
    let cells = rest.list(cell)?;
    let origin = origin(rest)?;
    let ordered = cells.is_sorted_by(|a, b| (a.row, a.col) < (b.row, b.col));
    let within = |cell: &GridCell| {
        cell.rowspan > 0
            && cell.colspan > 0
            && cell.row + cell.rowspan <= rows
            && cell.col + cell.colspan <= cols
    };
    (ordered && cells.iter().all(within)).then_some(Grid { rows, cols, cells, origin })
}

fn origin(rest: &mut Rest) -> Option<Origin> {
    match rest.byte()? {
        TEXT => rest.list(Rest::length).map(Origin::Text),
        SHEET => rest.text().map(Origin::Sheet),
        PAGES => rest.list(place).map(Origin::Pages),
        _ => None,
    }
}

fn place(rest: &mut Rest) -> Option<Place> {
    let mut place = Place { page: side(rest)?, area: [0; 4] };
    for edge in &mut place.area {
        *edge = side(rest)?;
    }
    Some(place)
}

fn cell(rest: &mut Rest) -> Option<GridCell> {
    Some(GridCell {
        row: side(rest)?,
        col: side(rest)?,
        rowspan: side(rest)?,
        colspan: side(rest)?,
        text: rest.text()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use crate::document::{Block, Document, Grid, GridCell, Notice, Origin, Place};

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
            notices: vec![Notice::remark("文中有图片"), Notice::lost("只读取了前面的部分")],
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
        assert_eq!(decode(b"GJD3\xFF\xFF\xFF\xFF\x7F"), None);
    }
}
