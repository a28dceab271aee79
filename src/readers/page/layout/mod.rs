//! Sheets → document: tables where ruling lines make cells, paragraphs elsewhere.
//!
//! Takes sheets (characters and lines with their places), gives blocks in reading order. Knows neither PDF nor
//! OFD, and nothing about reports.

mod align;
mod flow;
mod furniture;
mod grid;
mod join;
mod lines;
mod page;
mod rules;

use super::limits::{MAX_PAGES, MAX_SLOTS};
use super::sheet::{Area, Sheet};
use crate::document::{Block, Document, Grid, GridCell, Notice};
use crate::input::Unreadable;
use grid::Table;
use lines::Line;

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Page, from 0.
    pub page: u32,
    /// Left, top, right, bottom in points, from the top left corner of the page.
    pub area: [f32; 4],
}

/// A document and where its pieces stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    /// The document.
    pub document: Document,
    /// For every block its places: one for a paragraph, one for each cell of a grid.
    pub places: Vec<Vec<Place>>,
}

/// A piece of a page in reading order.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Line(Line),
    Table(Table),
}

impl Piece {
    fn area(&self) -> &Area {
        match self {
            Self::Line(line) => &line.area,
            Self::Table(table) => &table.area,
        }
    }
}

/// A page cut into pieces.
#[derive(Debug, Clone, PartialEq, Default)]
struct Leaf {
    height: f32,
    /// It has a table without ruling lines.
    aligned: bool,
    pieces: Vec<Piece>,
}

/// The document on some sheets. `cut`: the file has more than was read.
pub fn document(sheets: Vec<Sheet>, cut: bool) -> Result<Placed, Unreadable> {
    let mut notices = notices(&sheets)?;
    if cut {
        let text = format!("文件过大或页数过多（上限 {MAX_PAGES} 页），只读取了前面的部分，后面的没有读取");
        notices.push(Notice::lost(text));
    }
    let mut known = None;
    let mut leaves: Vec<Leaf> =
        (0..).zip(sheets).map(|(number, sheet)| page::leaf(sheet, number, &mut known)).collect();
    furniture::remove(&mut leaves);
    let aligned: Vec<usize> =
        (1..).zip(&leaves).filter(|(_, leaf)| leaf.aligned).map(|(number, _)| number).collect();
    let by_place = on_pages(&aligned, "的表格没有表格线，行和列是按文字的位置分辨的，请对照原文核对");
    notices.extend(by_place.map(Notice::remark));
    let pieces = join::pages(leaves);
    let mut placed = blocks(pieces);
    placed.document.notices = notices;
    Ok(placed)
}

fn blocks(pieces: Vec<(u32, Piece)>) -> Placed {
    let mut placed = Placed::default();
    for block in flow::paragraphs(pieces) {
        match block {
            flow::Flow::Paragraph(text, page, area) => {
                placed.document.blocks.push(Block::Paragraph(text));
                placed.places.push(vec![place(page, &area)]);
            }
            flow::Flow::Table(mut table) => {
                table.settle();
                placed.places.push(table.cells.iter().map(|cell| place(cell.page, &cell.area)).collect());
                placed.document.blocks.push(Block::Grid(grid(table)));
            }
        }
    }
    placed
}

fn place(page: u32, area: &Area) -> Place {
    Place { page, area: [area.x0, area.y0, area.x1, area.y1] }
}

fn grid(table: Table) -> Grid {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let cells = table.cells.into_iter().map(|cell| GridCell {
        row: count(cell.row),
        col: count(cell.col),
        rowspan: count(cell.rowspan),
        colspan: count(cell.colspan),
        text: cell.text,
    });
    let cells = cells.collect();
    Grid { rows: count(table.rows), cols: count(table.xs.len().saturating_sub(1)), cells, ..Grid::default() }
}

// ---- what cannot be read -----------------------------------------------------------------------------------

/// Share of a page from which a picture may hold what matters.
const LARGE_PICTURE: f32 = 0.15;
/// Share of a page a scan covers.
const SCAN: f32 = 0.4;
/// Curves on a page whose letters are drawn as outlines.
const OUTLINES: usize = 400;

/// What is to be said about the sheets; or why there is nothing to read.
fn notices(sheets: &[Sheet]) -> Result<Vec<Notice>, Unreadable> {
    let letters = |sheet: &Sheet| sheet.glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
    let drawn = |sheet: &Sheet| sheet.glyphs.iter().any(|glyph| !glyph.hidden && !glyph.c.is_whitespace());
    let all: usize = sheets.iter().map(letters).sum();
    let unknown: usize = sheets.iter().map(|sheet| sheet.unknown).sum();
    if all == 0 || unknown > all {
        return Err(nothing(sheets, unknown));
    }
    let pages = |test: &dyn Fn(&Sheet) -> bool| -> Vec<usize> {
        (1..).zip(sheets).filter(|(_, sheet)| test(sheet)).map(|(number, _)| number).collect()
    };
    let blank = |sheet: &Sheet| letters(sheet) == 0;
    let lost = |test: &dyn Fn(&Sheet) -> bool, what: &str| on_pages(&pages(test), what).map(Notice::lost);
    let remark = |test: &dyn Fn(&Sheet) -> bool, what: &str| on_pages(&pages(test), what).map(Notice::remark);
    let said = [
        lost(&|sheet| blank(sheet) && sheet.picture_share() >= SCAN, "是扫描的图片，图中的文字没有读取"),
        lost(
            &|sheet| blank(sheet) && sheet.picture_share() < SCAN && sheet.curves >= OUTLINES,
            "的文字已转成图形，没有读取",
        ),
        remark(
            &|sheet| !blank(sheet) && drawn(sheet) && sheet.picture_share() >= LARGE_PICTURE,
            "有图片，图片中的文字没有读取",
        ),
        remark(
            &|sheet| !blank(sheet) && !drawn(sheet),
            "是扫描件，读取的是扫描时自动识别的文字，可能有识别错误，请对照原文",
        ),
        lost(&|sheet| sheet.unknown > 0, "有些字的字体没有提供文字对照，没有读取"),
        sheets
            .iter()
            .any(|sheet| sheet.strokes.len() > MAX_SLOTS)
            .then(|| Notice::lost("有的页面线条过多，表格可能没有读全")),
    ];
    Ok(said.into_iter().flatten().collect())
}

/// A sentence about some pages, if there are any.
fn on_pages(pages: &[usize], what: &str) -> Option<String> {
    let list: Vec<String> = pages.iter().take(20).map(ToString::to_string).collect();
    (!list.is_empty()).then(|| format!("第 {} 页{what}", list.join("、")))
}

fn nothing(sheets: &[Sheet], unknown: usize) -> Unreadable {
    if unknown > 0 {
        return Unreadable::new(
            "文件的字体没有提供文字对照，读不出文字。",
            "请打开文件试着复制一段文字：能正常粘贴就复制整张表格粘贴到这里；否则请换成原来的 Word、Excel 文件或网页。",
        );
    }
    if sheets.iter().any(|sheet| sheet.picture_share() >= SCAN) {
        return Unreadable::new(
            "这是扫描件，页面都是图片，没有可以读取的文字。",
            "请换成生成它的原文档（Word、WPS、网页）；或者先用文字识别（OCR）软件转成文字，核对后把表格粘贴到这里。",
        );
    }
    if sheets.iter().any(|sheet| sheet.curves >= OUTLINES) {
        return Unreadable::new(
            "文件中的文字已转成图形，没有可以读取的文字。",
            "请换成生成它的原文档（Word、WPS、网页）。",
        );
    }
    Unreadable::new("文件里没有文字。", "请确认文件是年度报告，或者换成生成它的原文档。")
}
