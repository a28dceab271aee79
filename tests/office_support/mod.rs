//! Writers of docx, xlsx, flat odt and ods for the tests: whole reports, laid out in many ways.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)] // a test may fail

use std::fmt::Write as _;

use gouji::forms::{self, Slot, SlotKind};

use crate::layout_support::{blank_zero, full_width, thousands};
use crate::page_support::zip;
use crate::support::Sheet;

/// How a report is laid out.
#[allow(clippy::struct_excessive_bools)] // each is a choice of its own
#[derive(Clone, Copy)]
pub struct Style {
    pub form: &'static str,
    pub figure: fn(&str) -> String,
    pub font: u32,
    pub landscape: bool,
    pub borders: bool,
    /// The table of requests stands in a cell of another.
    pub nested: bool,
    /// Its header stands again on every page.
    pub repeat: bool,
    /// The heading of a section is a row of its table.
    pub title_inside: bool,
    /// Every label in several paragraphs.
    pub broken: bool,
    /// Spaces around every text.
    pub spaced: bool,
    /// Lines of text before the tables: where pages break.
    pub prose: usize,
}

pub const PLAIN: Style = Style {
    form: "2021",
    figure: str::to_owned,
    font: 9,
    landscape: false,
    borders: true,
    nested: false,
    repeat: false,
    title_inside: false,
    broken: false,
    spaced: false,
    prose: 3,
};

/// Twenty: each way alone, and some together.
pub fn styles() -> Vec<Style> {
    vec![
        PLAIN,
        Style { form: "2019", ..PLAIN },
        Style { figure: blank_zero, ..PLAIN },
        Style { figure: full_width, ..PLAIN },
        Style { figure: thousands, ..PLAIN },
        Style { font: 7, ..PLAIN },
        Style { font: 14, ..PLAIN },
        Style { landscape: true, ..PLAIN },
        Style { borders: false, ..PLAIN },
        Style { nested: true, ..PLAIN },
        Style { repeat: true, prose: 12, ..PLAIN },
        Style { title_inside: true, ..PLAIN },
        Style { broken: true, ..PLAIN },
        Style { spaced: true, ..PLAIN },
        Style { prose: 40, ..PLAIN },
        Style { form: "2019", figure: blank_zero, landscape: true, ..PLAIN },
        Style { form: "2019", nested: true, broken: true, ..PLAIN },
        Style { figure: full_width, repeat: true, font: 12, ..PLAIN },
        Style { figure: blank_zero, broken: true, spaced: true, borders: false, ..PLAIN },
        Style { figure: thousands, title_inside: true, landscape: true, prose: 20, ..PLAIN },
    ]
}

/// A cell of a table: place, spans and text.
struct Cell {
    row: usize,
    col: usize,
    rows: usize,
    cols: usize,
    text: String,
    figure: bool,
}

/// The tables of a report, each its title, rows, columns, rows of its header and cells.
struct Table {
    title: &'static str,
    rows: usize,
    cols: usize,
    header: usize,
    cells: Vec<Cell>,
}

fn tables(sheet: &Sheet, style: &Style) -> Vec<Table> {
    let mut start = 0;
    let mut list = Vec::new();
    for table in sheet.form.tables {
        let rows = forms::layout(table);
        let count: usize = table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum();
        list.push(laid_out(table.title, &rows, &sheet.cells[start..start + count], style));
        start += count;
    }
    list
}

fn laid_out(title: &'static str, rows: &[Vec<Slot>], values: &[String], style: &Style) -> Table {
    let cols: usize = rows[0].iter().map(|slot| slot.colspan).sum();
    let shift = usize::from(style.title_inside);
    let mut taken = vec![vec![false; cols]; rows.len()];
    let mut cells = Vec::new();
    if style.title_inside {
        cells.push(Cell { row: 0, col: 0, rows: 1, cols, text: title.to_owned(), figure: false });
    }
    for (row, slots) in rows.iter().enumerate() {
        for slot in slots {
            let col = taken[row].iter().position(|taken| !taken).expect("a free place");
            for line in taken.iter_mut().skip(row).take(slot.rowspan) {
                line[col..col + slot.colspan].fill(true);
            }
            let figure = matches!(slot.kind, SlotKind::Value(_));
            let text = match slot.kind {
                SlotKind::Value(at) => (style.figure)(&values[at]),
                _ => label(slot.text, style),
            };
            let text = if style.spaced && !text.is_empty() { format!(" {text}\u{3000}") } else { text };
            cells.push(Cell { row: row + shift, col, rows: slot.rowspan, cols: slot.colspan, text, figure });
        }
    }
    let header = rows.iter().take_while(|row| row.iter().all(|slot| slot.kind == SlotKind::Header)).count();
    Table { title, rows: rows.len() + shift, cols, header: header + shift, cells }
}

fn label(text: &str, style: &Style) -> String {
    let chars: Vec<char> = text.chars().collect();
    let parts: Vec<String> = chars.chunks(4).map(|part| part.iter().collect()).collect();
    parts.join(if style.broken { "\n" } else { "" })
}

/// The cell that begins at a place, or the one that covers it from above.
fn at(table: &Table, row: usize, col: usize) -> (&Cell, bool) {
    let covers = |cell: &&Cell| {
        (cell.row..cell.row + cell.rows).contains(&row) && (cell.col..cell.col + cell.cols).contains(&col)
    };
    let cell = table.cells.iter().find(covers).expect("every place is covered");
    (cell, cell.row == row && cell.col == col)
}

fn prose(style: &Style) -> Vec<String> {
    (0..style.prose).map(|at| format!("（{at}）依法办理政府信息公开申请，健全公开审查机制。")).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

// ---- writers -----------------------------------------------------------------------------------------------

pub fn docx(sheet: &Sheet, style: &Style) -> Vec<u8> {
    let run = format!("<w:rPr><w:sz w:val=\"{}\"/></w:rPr>", style.font * 2);
    let text = |text: &str| {
        let lines = text.split('\n');
        let lines = lines.map(|line| {
            format!("<w:p><w:r>{run}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(line))
        });
        lines.collect::<String>()
    };
    let mut body = text(&sheet.title);
    for line in prose(style) {
        body += &text(&line);
    }
    for (number, table) in tables(sheet, style).iter().enumerate() {
        if !style.title_inside {
            body += &text(table.title);
        }
        let mut out =
            "<w:tbl><w:tblPr/><w:tblGrid>".to_owned() + &"<w:gridCol/>".repeat(table.cols) + "</w:tblGrid>";
        for row in 0..table.rows {
            out += if style.repeat && row < table.header {
                "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
            } else {
                "<w:tr>"
            };
            let mut col = 0;
            while col < table.cols {
                let (cell, begins) = at(table, row, col);
                let merge = match (cell.rows > 1, begins) {
                    (true, true) => "<w:vMerge w:val=\"restart\"/>",
                    (true, false) => "<w:vMerge/>",
                    _ => "",
                };
                let text = text(if begins { &cell.text } else { "" });
                write!(
                    out,
                    "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>{text}</w:tc>",
                    cell.cols
                )
                .unwrap();
                col = cell.col + cell.cols;
            }
            out += "</w:tr>";
        }
        out += "</w:tbl>";
        if style.nested && number == 1 {
            out = format!("<w:tbl><w:tr><w:tc>{out}<w:p/></w:tc></w:tr></w:tbl>");
        }
        body += &out;
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
          Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
        ),
        ("word/document.xml", &document),
    ];
    zip(&parts.map(|(name, text)| (name.to_owned(), text.to_owned())))
}

fn column(at: usize) -> char {
    char::from(b'A' + u8::try_from(at).unwrap())
}

pub fn xlsx(sheet: &Sheet, style: &Style) -> Vec<u8> {
    let (mut rows, mut merges, mut row) = (String::new(), String::new(), 2);
    let text = |row: usize, col: usize, text: &str| {
        format!(
            "<c r=\"{}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            column(col),
            escape(text)
        )
    };
    write!(rows, "<row r=\"1\">{}</row>", text(1, 0, &sheet.title)).unwrap();
    for table in &tables(sheet, style) {
        if !style.title_inside {
            write!(rows, "<row r=\"{row}\">{}</row>", text(row, 0, table.title)).unwrap();
            row += 1;
        }
        for line in 0..table.rows {
            write!(rows, "<row r=\"{}\">", row + line).unwrap();
            for cell in table.cells.iter().filter(|cell| cell.row == line) {
                let digits = !cell.text.is_empty() && cell.text.bytes().all(|byte| byte.is_ascii_digit());
                if cell.figure && digits {
                    write!(rows, "<c r=\"{}{}\"><v>{}</v></c>", column(cell.col), row + line, cell.text)
                        .unwrap();
                } else if !cell.text.is_empty() {
                    rows += &text(row + line, cell.col, &cell.text);
                } else {
                    // Excel writes an empty cell where it has a border.
                    write!(rows, "<c r=\"{}{}\" s=\"0\"/>", column(cell.col), row + line).unwrap();
                }
                if cell.rows * cell.cols > 1 {
                    let (right, below) = (column(cell.col + cell.cols - 1), row + line + cell.rows - 1);
                    write!(merges, "<mergeCell ref=\"{}{}:{right}{below}\"/>", column(cell.col), row + line)
                        .unwrap();
                }
            }
            rows += "</row>";
        }
        row += table.rows + 1;
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
            Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let workbook = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets>\
         <sheet name=\"年报\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    zip(&[
        ("_rels/.rels".to_owned(), relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml".to_owned(), content),
    ])
}

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";

/// The rows of a table in OpenDocument; in sheets figures are numbers.
fn open_rows(table: &Table, style: &Style, is_sheet: bool) -> String {
    let mut out = format!("<table:table-column table:number-columns-repeated=\"{}\"/>", table.cols);
    for row in 0..table.rows {
        let header = style.repeat && !is_sheet && table.header > 0;
        if header && row == 0 {
            out += "<table:table-header-rows>";
        }
        out += "<table:table-row>";
        for col in 0..table.cols {
            let (cell, begins) = at(table, row, col);
            if !begins {
                out += "<table:covered-table-cell/>";
                continue;
            }
            let digits = !cell.text.is_empty() && cell.text.bytes().all(|byte| byte.is_ascii_digit());
            let value = if is_sheet && cell.figure && digits {
                format!(" office:value-type=\"float\" office:value=\"{}\"", cell.text)
            } else if is_sheet {
                " office:value-type=\"string\"".to_owned()
            } else {
                String::new()
            };
            let lines: String = cell.text.split('\n').map(paragraph).collect();
            let lines = if cell.text.is_empty() && is_sheet { String::new() } else { lines };
            write!(
                out,
                "<table:table-cell table:style-name=\"c\" table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"{value}>{lines}</table:table-cell>",
                cell.cols, cell.rows
            )
            .unwrap();
        }
        out += "</table:table-row>";
        if header && row + 1 == table.header {
            out += "</table:table-header-rows>";
        }
    }
    out
}

fn paragraph(line: &str) -> String {
    format!("<text:p text:style-name=\"p\">{}</text:p>", escape(line).replace(' ', "<text:s/>"))
}

fn open_document(kind: &str, content: &str, style: &Style) -> Vec<u8> {
    let border = if style.borders { "0.5pt solid #000000" } else { "none" };
    let (width, height) = if style.landscape { ("29.7cm", "21cm") } else { ("21cm", "29.7cm") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document {NAMESPACES} office:version=\"1.2\" \
         office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"><office:automatic-styles>\
         <style:style style:name=\"p\" style:family=\"paragraph\"><style:text-properties fo:font-size=\"{}pt\"/></style:style>\
         <style:style style:name=\"c\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"{border}\"/></style:style>\
         <style:page-layout style:name=\"l\"><style:page-layout-properties fo:page-width=\"{width}\" fo:page-height=\"{height}\" \
         fo:margin=\"2cm\"/></style:page-layout></office:automatic-styles><office:master-styles>\
         <style:master-page style:name=\"Standard\" style:page-layout-name=\"l\"/></office:master-styles>\
         <office:body><office:{kind}>{content}</office:{kind}></office:body></office:document>",
        style.font
    )
    .into_bytes()
}

pub fn fodt(sheet: &Sheet, style: &Style) -> Vec<u8> {
    let mut content = paragraph(&sheet.title);
    for line in prose(style) {
        content += &paragraph(&line);
    }
    for (at, table) in tables(sheet, style).iter().enumerate() {
        if !style.title_inside {
            content += &paragraph(table.title);
        }
        let mut out =
            format!("<table:table table:name=\"t{at}\">{}</table:table>", open_rows(table, style, false));
        if style.nested && at == 1 {
            out = format!(
                "<table:table table:name=\"o\"><table:table-column/><table:table-row><table:table-cell>{out}<text:p/></table:table-cell></table:table-row></table:table>"
            );
        }
        content += &out;
    }
    open_document("text", &content, style)
}

pub fn fods(sheet: &Sheet, style: &Style) -> Vec<u8> {
    let mut content = String::new();
    for (at, table) in tables(sheet, style).iter().enumerate() {
        let rows = open_rows(table, style, true);
        let name = ["主动公开", "依申请公开", "复议诉讼"][at];
        write!(content, "<table:table table:name=\"{name}\">{rows}</table:table>").unwrap();
    }
    open_document("spreadsheet", &content, style)
}
