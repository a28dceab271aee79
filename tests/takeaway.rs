//! What the user takes away: notes at the right cells of Word and Excel files with all else as it was, and the
//! corrected tables as a workbook and as CSV.
//!
//! Real files are read from the folder named by `GOUJI_REPORTS`, and LibreOffice opens what was written; without
//! them those tests are skipped by name.

#![cfg(feature = "office")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;
mod zip_support;

mod reports_support;

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use gouji::document::{Block, Document, Grid, GridCell, words};
use gouji::forms::{self, SlotKind};
use gouji::input::{Content, Input};
use gouji::readers::{charset::native_decode, read};
use gouji::recognize::{Given, recognize};
use gouji::takeaway::{Kind, Mark, Sheet, Slot, Tone, annotate, csv, workbook};
use miniz_oxide::inflate::decompress_to_vec;
use reports_support::reports;
use zip_support::{part, zip};

// ---- Looking into files --------------------------------------------------------------------------------------

/// The parts of a zip container by name: as packed, and unpacked.
fn parts(bytes: &[u8]) -> HashMap<String, (Vec<u8>, String)> {
    let number = |at: usize, length: usize| {
        bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06").expect("an end record");
    let mut at = number(end + 16, 4);
    let mut parts = HashMap::new();
    for _ in 0..number(end + 10, 2) {
        let [name, extra, comment] = [28, 30, 32].map(|field| number(at + field, 2));
        let local = number(at + 42, 4);
        assert!(bytes[local..].starts_with(b"PK\x03\x04"));
        assert_eq!(bytes[local + 14..local + 26], bytes[at + 16..at + 28], "both headers say the same sizes");
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let packed = bytes[start..start + number(at + 20, 4)].to_vec();
        let content =
            if number(at + 10, 2) == 0 { packed.clone() } else { decompress_to_vec(&packed).unwrap() };
        assert_eq!(content.len(), number(at + 24, 4));
        assert_eq!(zip_support::crc(&content), u32::try_from(number(at + 16, 4)).unwrap());
        let text = String::from_utf8_lossy(&content).into_owned();
        parts.insert(String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap(), (packed, text));
        at += 46 + name + extra + comment;
    }
    parts
}

fn open(bytes: &[u8]) -> Document {
    let input = Input { name: None, content: Content::Bytes(bytes.to_vec()) };
    read(&input, native_decode).expect("a document").0
}

/// Grids of a document with the index of their block.
fn grids(document: &Document) -> impl Iterator<Item = (u32, &Grid)> {
    document.blocks.iter().zip(0..).filter_map(|(block, at)| match block {
        Block::Grid(grid) => Some((at, grid)),
        Block::Paragraph(_) => None,
    })
}

/// Blocks without where they stand in the file.
fn content(document: &Document) -> Vec<Block> {
    let bare = |block: &Block| match block {
        Block::Grid(grid) => Block::Grid(Grid { origin: gouji::document::Origin::default(), ..grid.clone() }),
        block @ Block::Paragraph(_) => block.clone(),
    };
    document.blocks.iter().map(bare).collect()
}

/// The cells with text: coloured ones without do no harm.
fn filled_cells(bytes: &[u8]) -> Vec<GridCell> {
    let document = open(bytes);
    let cells = grids(&document).flat_map(|(_, grid)| &grid.cells).filter(|cell| !cell.text.is_empty());
    cells.cloned().collect()
}

/// A mark at every cell that says what the cell holds.
fn marks(document: &Document) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (block, grid) in grids(document) {
        for cell in &grid.cells {
            let tone = if cell.row % 2 == 0 { Tone::Wrong } else { Tone::Suspect };
            let text = format!("《{}》", cell.text.replace('\n', "⏎"));
            marks.push(Mark { block, row: cell.row, col: cell.col, tone, text });
        }
    }
    marks
}

fn annotated(bytes: &[u8], marks: &[Mark]) -> Vec<u8> {
    let annotated = annotate(bytes, marks, native_decode).expect("it can hold notes");
    assert_eq!(annotated.left_out, 0);
    annotated.bytes
}

/// All parts but these are packed as they were.
fn assert_rest_is_unchanged(before: &[u8], after: &[u8], touched: &[&str]) {
    let (before, after) = (parts(before), parts(after));
    for (name, (packed, _)) in &before {
        let is_touched = touched.iter().any(|part| name.contains(part));
        assert!(is_touched || after[name].0 == *packed, "{name} was changed");
    }
}

/// Every start tag has its end tag.
fn assert_well_formed(name: &str, text: &str) {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap_or_else(|| panic!("{name}: a tag without an end"));
        let tag = &rest[at + 1..end];
        let word = tag.split(|c: char| c.is_whitespace() || c == '/').find(|word| !word.is_empty()).unwrap();
        if let Some(ended) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(ended.trim()), "{name}");
        } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
            open.push(word);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

// ---- Word ----------------------------------------------------------------------------------------------------

const WORD_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let mut all = vec![
        part("[Content_Types].xml", WORD_TYPES),
        part("_rels/.rels", WORD_RELS),
        part("word/document.xml", &document),
    ];
    all.extend(more.iter().map(|(name, text)| part(name, text)));
    zip(&all)
}

/// Per comment: what it says, and what stands between its marks.
fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let parts = parts(bytes);
    let relations = &parts["word/_rels/document.xml.rels"].1;
    let target = relations.split("/comments\"").nth(1).unwrap().split("Target=\"").nth(1).unwrap();
    let name = target.split('"').next().unwrap().trim_start_matches('/');
    let name = if name.starts_with("word/") { name.to_owned() } else { format!("word/{name}") };
    let main = &parts["word/document.xml"].1;
    assert_well_formed("document.xml", main);
    assert_well_formed("comments.xml", &parts[&name].1);
    parts[&name]
        .1
        .split("<w:comment ")
        .skip(1)
        .map(|comment| {
            let id = comment.split("w:id=\"").nth(1).unwrap().split('"').next().unwrap();
            let (start, end) =
                (format!("commentRangeStart w:id=\"{id}\"/>"), format!("<w:commentRangeEnd w:id=\"{id}\"/>"));
            assert_eq!(main.matches(&start).count(), 1, "one beginning of comment {id}");
            assert_eq!(main.matches(&end).count(), 1, "one end of comment {id}");
            let inside = main.split(&start).nth(1).unwrap().split(&end).next().unwrap();
            (texts(comment), texts(inside))
        })
        .collect()
}

/// The text that is shown of some XML of Word.
fn texts(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split("<w:t>").flat_map(|piece| piece.split("<w:t ")).skip(1) {
        let piece = piece.split("</w:t>").next().unwrap();
        out.push_str(piece.strip_prefix("xml:space=\"preserve\">").unwrap_or(piece));
    }
    out
}

/// Marks every cell of a Word file and looks where the comments went.
fn assert_word_is_marked(bytes: &[u8]) -> Vec<u8> {
    let document = open(bytes);
    let marks = marks(&document);
    assert!(!marks.is_empty());
    let after = annotated(bytes, &marks);
    assert_eq!(content(&open(&after)), content(&document), "nothing that is read has changed");
    assert_rest_is_unchanged(bytes, &after, &["document.xml", "comments", "[Content_Types].xml"]);
    let said: Vec<(String, String)> =
        comments(&after).into_iter().filter(|(text, _)| text.starts_with('《')).collect();
    assert_eq!(said.len(), marks.len());
    for (text, inside) in &said {
        let bare = |text: &str| {
            text.chars().filter(|c| !matches!(c, '《' | '》' | '⏎') && !c.is_whitespace()).collect::<String>()
        };
        assert_eq!(bare(text), bare(inside), "the comment stands at another cell");
    }
    let main = &parts(&after)["word/document.xml"].1;
    assert!(main.matches("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F").count() >= marks.len());
    after
}

const AWKWARD: &str = "<w:p><w:r><w:t>三、申请情况</w:t></w:r></w:p>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>外框左</w:t></w:r></w:p></w:tc><w:tc>\
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>内甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>\
      <w:tr><w:trPr><w:del w:id=\"9\"/></w:trPr><w:tc><w:p><w:r><w:t>删去的行</w:t></w:r></w:p></w:tc></w:tr>\
      <w:tr><w:tc><w:p><w:r><w:t>内丙</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>\
    <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/><w:shd w:val=\"clear\" w:fill=\"00FF00\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:r><w:t>项</w:t></w:r></w:p><w:p><w:r><w:t>目</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>自然人</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:tcW w:w=\"5\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:del w:id=\"3\"><w:r><w:delText>11</w:delText></w:r></w:del><w:ins w:id=\"4\"><w:r><w:t>12</w:t></w:r></w:ins></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:p><!-- 注 --></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn every_cell_of_a_word_table_gets_its_own_comment() {
    let after = assert_word_is_marked(&docx(AWKWARD, &[]));
    let main = &parts(&after)["word/document.xml"].1;
    assert!(!main.contains("00FF00"), "the old colour gives way");
    assert!(main.contains("<w:tcW w:w=\"5\"/><w:shd "), "the colour stands where the schema wants it");
}

#[test]
fn comments_that_were_there_stay() {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>5</w:t></w:r><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let comments_part = "<?xml version=\"1.0\"?><w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"7\" w:author=\"王科长\"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    let file =
        docx(body, &[("word/comments.xml", comments_part), ("word/_rels/document.xml.rels", relations)]);
    let after = assert_word_is_marked(&file);
    let all = comments(&after);
    assert_eq!(all.len(), 3);
    assert_eq!(all[0], ("请核实".to_owned(), "5".to_owned()));
    assert_eq!(
        parts(&after)["word/_rels/document.xml.rels"].0,
        parts(&file)["word/_rels/document.xml.rels"].0
    );
}

#[test]
fn a_cell_in_a_text_box_is_coloured_and_its_comment_stands_at_the_box() {
    let body = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    let file = docx(body, &[]);
    let after = annotated(&file, &marks(&open(&file)));
    let main = &parts(&after)["word/document.xml"].1;
    let (inside, behind) = main.split_once("</w:txbxContent>").unwrap();
    assert!(!inside.contains("comment") && inside.matches("<w:shd ").count() == 2);
    assert_eq!(behind.matches("commentReference").count(), 2);
}

#[test]
fn several_marks_at_one_cell_make_one_comment() {
    let file =
        docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1 2</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>", &[]);
    let mark = |text: &str, tone| Mark { block: 0, row: 0, col: 0, tone, text: text.to_owned() };
    let lost = Mark { block: 9, ..mark("没有这一格", Tone::Wrong) };
    let made = annotate(&file, &[mark("甲<&", Tone::Suspect), lost, mark("乙", Tone::Wrong)], native_decode)
        .unwrap();
    assert_eq!(made.left_out, 1);
    assert_eq!(comments(&made.bytes), [("甲&lt;&amp;乙".to_owned(), "1 2".to_owned())]);
    assert!(parts(&made.bytes)["word/document.xml"].1.contains("F8CBC8"), "the stronger colour");
    let again = annotate(&file, &[mark("甲", Tone::Wrong)], native_decode).unwrap();
    assert_eq!(again, annotate(&file, &[mark("甲", Tone::Wrong)], native_decode).unwrap());
}

#[test]
fn files_that_cannot_hold_notes_say_so() {
    for file in [b"{\\rtf1 a\\par}".to_vec(), b"%PDF-1.7".to_vec(), b"<table><td>1</table>".to_vec()] {
        let why = annotate(&file, &[], native_decode).expect_err("it cannot hold notes");
        assert!(why.reason.contains("不能加批注") && why.advice.contains("核对记录"), "{why:?}");
    }
}

// ---- Excel ---------------------------------------------------------------------------------------------------

const BOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = "<styleSheet><fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill><patternFill/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fillId=\"0\"/><xf numFmtId=\"3\" fillId=\"0\"><alignment horizontal=\"center\"/></xf></cellXfs></styleSheet>";

fn xlsx(sheet: &str, styles: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
    );
    let mut all = vec![
        part(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
        ),
        part("_rels/.rels", BOOK_RELS),
        part(
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='表 二' sheetId='1' r:id='r1'/></sheets></workbook>",
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='r2' Type='x/styles' Target='styles.xml'/></Relationships>",
        ),
        part("xl/styles.xml", styles),
        part("xl/worksheets/s.xml", &sheet),
    ];
    all.extend(more.iter().map(|(name, text)| part(name, text)));
    zip(&all)
}

fn sheet_mark(row: u32, col: u32, text: &str) -> Mark {
    Mark { block: 1, row, col, tone: Tone::Wrong, text: text.to_owned() }
}

/// What the notes of a sheet say, by address.
fn sheet_notes(bytes: &[u8], name: &str) -> Vec<(String, String)> {
    let text = &parts(bytes)[name].1;
    assert_well_formed(name, text);
    let notes = text.split("<comment ").skip(1).map(|note| {
        let place = note.split("ref=\"").nth(1).unwrap().split('"').next().unwrap();
        let said = note.split("</comment>").next().unwrap();
        let said: String = said
            .split("<t")
            .skip(1)
            .filter(|piece| !piece.starts_with("ext"))
            .map(|piece| piece.split_once('>').unwrap().1.split("</t>").next().unwrap())
            .collect();
        (place.to_owned(), said)
    });
    notes.collect()
}

const SHEET: &str = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"C1\" s=\"1\"><v>3</v></c></row><row r=\"3\"/><row r=\"5\"><c r=\"D5\" s=\"1\"><f>C1*2</f><v>6</v></c></row></sheetData><pageMargins left=\"1\"/><tableParts count=\"0\"/>";

#[test]
fn cells_of_a_sheet_get_notes_and_a_colour_whether_there_or_not() {
    let file = xlsx(SHEET, STYLES, &[]);
    let places = [(0, 0), (0, 1), (0, 2), (2, 1), (3, 0), (4, 3), (4, 4), (6, 0)];
    let marks: Vec<Mark> =
        places.iter().map(|(row, col)| sheet_mark(*row, *col, &format!("{row} {col}"))).collect();
    let after = annotated(&file, &marks);
    assert_eq!(filled_cells(&after), filled_cells(&file));
    assert_rest_is_unchanged(&file, &after, &["s.xml", "styles.xml", "[Content_Types].xml"]);
    let notes: Vec<String> = sheet_notes(&after, "xl/comments1.xml")
        .into_iter()
        .map(|(place, said)| format!("{place}={said}"))
        .collect();
    assert_eq!(notes, ["A1=0 0", "B1=0 1", "C1=0 2", "B3=2 1", "A4=3 0", "D5=4 3", "E5=4 4", "A7=6 0"]);
    let parts = parts(&after);
    let sheet = &parts["xl/worksheets/s.xml"].1;
    assert_well_formed("sheet", sheet);
    assert_eq!(
        sheet.split_once("<sheetData>").unwrap().1.split_once("<tableParts").unwrap().0,
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\" s=\"2\"><is><t>甲</t></is></c><c r=\"B1\" s=\"2\"/><c r=\"C1\" s=\"3\"><v>3</v></c></row>\
         <row r=\"3\"><c r=\"B3\" s=\"2\"/></row><row r=\"4\"><c r=\"A4\" s=\"2\"/></row>\
         <row r=\"5\"><c r=\"D5\" s=\"3\"><f>C1*2</f><v>6</v></c><c r=\"E5\" s=\"2\"/></row><row r=\"7\"><c r=\"A7\" s=\"2\"/></row></sheetData>\
         <pageMargins left=\"1\"/><legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rIdGouji2\"/>"
    );
    let styles = &parts["xl/styles.xml"].1;
    assert!(styles.contains("<cellXfs count=\"4\">") && styles.contains("<fills count=\"3\">"), "{styles}");
    assert!(styles.contains("<xf numFmtId=\"3\" fillId=\"2\" applyFill=\"1\"><alignment horizontal=\"center\"/></xf></cellXfs>"), "{styles}");
    assert_eq!(parts["xl/drawings/vmlDrawing1.vml"].1.matches("<x:ClientData").count(), places.len());
}

#[test]
fn notes_that_were_there_stay() {
    let comments = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>王科长</author></authors><commentList><comment ref=\"C1\" authorId=\"0\"><text><t>请核实</t></text></comment><comment ref=\"A1\" authorId=\"0\"><text><r><t>第二条</t></r></text></comment></commentList></comments>";
    let drawing = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"o\" xmlns:x=\"x\"><v:shapetype id=\"_x0000_t202\"/><v:shape id=\"_x0000_s1025\"><x:Row>0</x:Row></v:shape><v:shape id=\"_x0000_s1026\"><br></v:shape></xml>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"x/vmlDrawing\" Target=\"../drawings/header.vml\"/><Relationship Id=\"rId2\" Type=\"x/vmlDrawing\" Target=\"../drawings/notes.vml\"/><Relationship Id=\"rId3\" Type=\"x/comments\" Target=\"../notes.xml\"/></Relationships>";
    let sheet = format!("{SHEET}<legacyDrawing r:id=\"rId2\"/><legacyDrawingHF r:id=\"rId1\"/>")
        .replace("<tableParts count=\"0\"/>", "");
    let more = [
        ("xl/notes.xml", comments),
        ("xl/drawings/notes.vml", drawing),
        ("xl/drawings/header.vml", "<xml/>"),
        ("xl/worksheets/_rels/s.xml.rels", relations),
    ];
    let file = xlsx(&sheet, STYLES, &more);
    let after = annotated(
        &file,
        &[sheet_mark(0, 0, "应为 2"), sheet_mark(0, 2, "应为 4"), sheet_mark(4, 3, "应为 8")],
    );
    assert_rest_is_unchanged(&file, &after, &["s.xml", "styles.xml", "notes"]);
    assert_eq!(
        parts(&after)["xl/worksheets/_rels/s.xml.rels"].0,
        parts(&file)["xl/worksheets/_rels/s.xml.rels"].0
    );
    let notes = sheet_notes(&after, "xl/notes.xml");
    let expected = [("C1", "请核实\n勾稽：应为 4"), ("A1", "第二条\n勾稽：应为 2"), ("D5", "应为 8")];
    assert_eq!(notes, expected.map(|(place, said)| (place.to_owned(), said.to_owned())));
    let drawn = &parts(&after)["xl/drawings/notes.vml"].1;
    assert!(drawn.contains("_x0000_s1026\"><br>") && drawn.contains("_x0000_s1027"));
    assert_eq!(drawn.matches("<x:ClientData").count(), 1, "only the cell without a note needs a box");
    assert_eq!(parts(&after)["xl/worksheets/s.xml"].1.matches("<legacyDrawing ").count(), 1);
}

#[test]
fn a_workbook_without_styles_still_gets_its_notes() {
    let file = xlsx(SHEET, "<styleSheet/>", &[]);
    let after = annotated(&file, &[sheet_mark(0, 2, "应为 4")]);
    assert_eq!(sheet_notes(&after, "xl/comments1.xml"), [("C1".to_owned(), "应为 4".to_owned())]);
    assert_eq!(content(&open(&after)), content(&open(&file)));
}

#[test]
fn damaged_files_are_refused_or_annotated_but_never_break() {
    let word = docx(AWKWARD, &[]);
    let book = xlsx(SHEET, STYLES, &[]);
    let texts = marks(&open(&word));
    for (file, marks) in [(word, texts), (book, vec![sheet_mark(0, 0, "甲"), sheet_mark(9, 9, "乙")])] {
        for at in (0..file.len()).step_by(31) {
            let mut changed = file.clone();
            changed[at] ^= 0x15;
            if let Ok(made) = annotate(&changed, &marks, native_decode) {
                drop(parts(&made.bytes));
            }
            drop(annotate(&file[..at], &marks, native_decode));
        }
    }
}

#[test]
fn parts_with_awkward_text_stay_whole() {
    // What stands in the parts stored without compression survives any text: cut tags, comments, odd prefixes.
    let bodies = [
        "<w:tbl><w:tr><w:tc/><w:tc><w:tcPr><w:shd w:val='clear'/></w:tcPr></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p ><w:r><w:t>a &gt; b</w:t></w:r></w:p ></w:tc ><w:tc><!-- <w:tc> --><w:p/></w:tc></w:tr></w:tbl>",
    ];
    for body in bodies {
        let file = docx(body, &[]);
        let after = annotated(&file, &marks(&open(&file)));
        assert_eq!(content(&open(&after)), content(&open(&file)), "{body}");
        assert_eq!(parts(&after)["word/document.xml"].1.matches("commentReference").count(), 2, "{body}");
    }
}

// ---- The corrected tables ------------------------------------------------------------------------------------

/// The tables of a filled form as sheets, as the page makes them.
fn sheets(filled: &support::Sheet, note: impl Fn(usize) -> Option<(Tone, String)>) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (index, table) in filled.form.tables.iter().enumerate() {
        let start = filled.form.table_start(index);
        let rows = forms::layout(table);
        let width: usize = rows[0].iter().map(|slot| slot.colspan).sum();
        let mut taken = vec![vec![false; width]; rows.len()];
        let mut slots = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for slot in row {
                let c = taken[r].iter().position(|taken| !taken).unwrap();
                for line in taken.iter_mut().skip(r).take(slot.rowspan) {
                    line[c..c + slot.colspan].fill(true);
                }
                let count = |n: usize| u32::try_from(n).unwrap();
                let (kind, text, note) = match slot.kind {
                    SlotKind::Header => (Kind::Header, slot.text.to_owned(), None),
                    SlotKind::Label => (Kind::Label, slot.text.to_owned(), None),
                    SlotKind::Value(at) => (Kind::Value, filled.cells[start + at].clone(), note(start + at)),
                };
                slots.push(Slot {
                    row: count(r),
                    col: count(c),
                    rowspan: count(slot.rowspan),
                    colspan: count(slot.colspan),
                    kind,
                    text,
                    note,
                });
            }
        }
        sheets.push(Sheet { name: table.title.to_owned(), title: table.title.to_owned(), slots });
    }
    sheets
}

fn filled(form: &str) -> support::Sheet {
    let mut seed = 7_i64;
    support::Sheet::consistent(form, "临江市2023年政府信息公开工作年度报告", &mut || {
        seed = (seed * 31 + 17) % 1009;
        seed % 23
    })
}

/// The figures read from a file.
fn figures(bytes: &[u8], form: &str) -> Vec<Option<String>> {
    let given = Given { form: forms::form(form).map(|form| form.id), ..Given::default() };
    let input = Input { name: Some("更正后.csv".to_owned()), content: Content::Bytes(bytes.to_vec()) };
    let document = read(&input, native_decode).unwrap().0;
    recognize(&document, None, &given).unwrap().facts.into_iter().map(|fact| fact.raw).collect()
}

#[test]
fn the_corrected_tables_read_back_as_they_were_written() {
    for form in ["2021", "2019"] {
        let filled = filled(form);
        let expected: Vec<Option<String>> = filled.cells.iter().cloned().map(Some).collect();
        let plain = workbook(&sheets(&filled, |_| None)).unwrap();
        assert_eq!(figures(&plain, form), expected);
        let noted =
            workbook(&sheets(&filled, |at| (at % 9 == 0).then(|| (Tone::Edited, format!("原为 {at}")))))
                .unwrap();
        assert_eq!(figures(&noted, form), expected);
        assert!(
            sheet_notes(&noted, "xl/comments1.xml").contains(&(words_of(&noted, 0), "原为 0".to_owned()))
        );
        for (name, (_, text)) in parts(&noted) {
            assert_well_formed(&name, &text);
        }
        assert_eq!(figures(&csv(&sheets(&filled, |_| None)), form), expected);
    }
}

/// The address of the first figure of the first table.
fn words_of(bytes: &[u8], cell: usize) -> String {
    let document = open(bytes);
    let report = recognize(&document, None, &Given::default()).unwrap();
    let anchor = report.facts[cell].anchor.unwrap();
    words(&document, anchor.block, anchor.row, anchor.col).unwrap().split_once('!').unwrap().1.to_owned()
}

#[test]
fn text_is_never_a_formula_and_numbers_are_numbers() {
    let slot = |col, kind, text: &str| Slot {
        row: 0,
        col,
        rowspan: 1,
        colspan: 1,
        kind,
        text: text.to_owned(),
        note: None,
    };
    let sheet = Sheet {
        name: "a/b:'c'".to_owned(),
        title: "=1+1".to_owned(),
        slots: vec![
            slot(0, Kind::Value, "=HYPERLINK(\"http://x\")"),
            slot(1, Kind::Value, "-12.5"),
            slot(2, Kind::Value, "1234567890123456"),
            slot(3, Kind::Label, "3"),
        ],
    };
    let bytes = workbook(std::slice::from_ref(&sheet)).unwrap();
    let parts = parts(&bytes);
    let text = &parts["xl/worksheets/sheet1.xml"].1;
    assert!(!text.contains("<f>"));
    assert!(text.contains("<v>-12.5</v>") && text.matches("<v>").count() == 1, "{text}");
    assert!(text.contains("=HYPERLINK(&quot;http://x&quot;)") && text.contains(">1234567890123456</t>"));
    assert!(parts["xl/workbook.xml"].1.contains("name=\"abc\""));
    assert!(parts["docProps/app.xml"].1.contains(&format!("勾稽 {}", gouji::VERSION)));
    let csv = String::from_utf8(csv(&[sheet])).unwrap();
    assert_eq!(csv, "\u{feff}'=1+1\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-12.5,1234567890123456,3\r\n");
}

/// The text of each line of the table, alone in a cell, and what CSV has for it.
#[test]
fn no_beginning_is_taken_for_a_formula() {
    let text = std::fs::read_to_string(support::folder("page-security").join("四、公式.md")).unwrap();
    let rows: Vec<Vec<String>> =
        text.lines().filter(|line| line.starts_with("| `")).map(support::row).collect();
    assert!(rows.len() >= 20);
    for row in rows.iter().filter(|row| row[1] != "0") {
        let slot = Slot {
            row: 0,
            col: 0,
            rowspan: 1,
            colspan: 1,
            kind: Kind::Value,
            text: row[0].clone(),
            note: None,
        };
        let sheet = Sheet { name: String::new(), title: "题".to_owned(), slots: vec![slot] };
        let out = String::from_utf8(csv(std::slice::from_ref(&sheet))).unwrap();
        assert_eq!(out, format!("\u{feff}题\r\n{}\r\n", row[1]), "{:?}", row[0]);
        let parts = parts(&workbook(&[sheet]).unwrap());
        assert!(!parts["xl/worksheets/sheet1.xml"].1.contains("<f"), "{:?}", row[0]);
    }
}

// ---- The command ---------------------------------------------------------------------------------------------

/// Runs `gouji` in a folder; gives exit code and standard output.
fn gouji(folder: &Path, words: &[&str]) -> (i32, String) {
    let outcome = Command::new(env!("CARGO_BIN_EXE_gouji")).args(words).current_dir(folder).output().unwrap();
    (outcome.status.code().unwrap(), String::from_utf8(outcome.stdout).unwrap())
}

#[test]
fn the_command_annotates_and_corrects() {
    let folder = std::env::temp_dir().join(format!("gouji-command-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let right = filled("2021");
    let mut wrong = filled("2021");
    let at = support::find(wrong.form, "（一）予以公开·自然人");
    wrong.cells[at] = (right.cells[at].parse::<i64>().unwrap() + 40).to_string();
    std::fs::write(folder.join("年报.xlsx"), workbook(&sheets(&wrong, |_| None)).unwrap()).unwrap();

    let (code, said) = gouji(&folder, &["annotate", "年报.xlsx", "-o", "批注.xlsx"]);
    assert_eq!((code, said.contains("加了 1 条批注，0 条没有找到位置")), (0, true), "{said}");
    let annotated = parts(&std::fs::read(folder.join("批注.xlsx")).unwrap());
    assert!(annotated["xl/comments1.xml"].1.contains(&format!("勾稽 {}", gouji::VERSION)));
    let notes = sheet_notes(&std::fs::read(folder.join("批注.xlsx")).unwrap(), "xl/comments1.xml");
    assert!(notes.len() == 1 && notes[0].1.contains(&format!("应为 {}", right.cells[at])), "{notes:?}");

    for out in ["更正.xlsx", "更正.csv"] {
        let (code, said) = gouji(&folder, &["correct", "年报.xlsx", "-o", out]);
        assert_eq!((code, said.contains("改了 1 格")), (0, true), "{said}");
        let expected: Vec<Option<String>> = right.cells.iter().cloned().map(Some).collect();
        assert_eq!(figures(&std::fs::read(folder.join(out)).unwrap(), "2021"), expected);
    }
    let note = format!("原为 {}，现为 {}", wrong.cells[at], right.cells[at]);
    let notes = sheet_notes(&std::fs::read(folder.join("更正.xlsx")).unwrap(), "xl/comments1.xml");
    assert!(notes.iter().any(|(_, said)| said.contains(&note)), "{notes:?}");

    std::fs::write(folder.join("年报.rtf"), "{\\rtf1 x}").unwrap();
    assert_eq!(gouji(&folder, &["annotate", "年报.rtf", "-o", "x.rtf"]).0, 2);
    let book = std::fs::read(folder.join("年报.xlsx")).unwrap();
    let packed = miniz_oxide::deflate::compress_to_vec(&book, 6);
    let member =
        zip_support::Part { name: "年报.xlsx", packed, size: book.len(), crc: zip_support::crc(&book) };
    std::fs::write(folder.join("全部.zip"), zip(&[member, part("通知.txt", "开会")])).unwrap();
    let (code, said) = gouji(&folder, &["check", "全部.zip"]);
    assert_eq!(code, 2, "one of the files is no report");
    assert_eq!(said.matches(&format!("检查程序：gouji {}\n", gouji::VERSION)).count(), 2, "{said}");
    assert!(
        said.contains("全部.zip/年报.xlsx\n  发现 1 处错误") && said.contains("全部.zip/通知.txt"),
        "{said}"
    );
    drop(std::fs::remove_dir_all(&folder));
}

// ---- Real files, and LibreOffice -----------------------------------------------------------------------------

#[test]
fn real_word_files_are_marked_cell_by_cell() {
    let Some(reports) = reports() else { return };
    for name in ["docx/chinese-5-tables.docx", "docx/template-2021.docx", "filled/huaian-2024-filled.docx"] {
        assert_word_is_marked(&std::fs::read(reports.join("formats").join(name)).unwrap());
    }
}

/// What LibreOffice makes of a file in another format, as text; `None` without LibreOffice.
fn converted(bytes: &[u8], name: &str, to: &str) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("gouji-takeaway-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let outcome = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(&folder)
        .arg(&file)
        .output();
    let text = outcome.ok().map(|outcome| {
        assert!(outcome.status.success());
        let made = file.with_extension(Path::new(to).to_str().unwrap());
        std::fs::read_to_string(&made).unwrap_or_else(|why| panic!("{}: {why}", made.display()))
    });
    drop(std::fs::remove_dir_all(&folder));
    if text.is_none() {
        eprintln!("skipped: soffice is not installed");
    }
    text
}

#[test]
fn libreoffice_opens_what_was_written_and_finds_every_note() {
    let word = docx(AWKWARD, &[]);
    let word = annotated(&word, &marks(&open(&word)));
    let Some(text) = converted(&word, "annotated.docx", "fodt") else { return };
    assert_eq!(text.matches("<office:annotation ").count(), marks(&open(&word)).len());
    assert!(text.contains("《内丙》") && text.contains("#f8cbc8"));

    let noted = sheets(&filled("2021"), |at| (at % 9 == 0).then(|| (Tone::Wrong, format!("原为 {at}"))));
    let count = noted.iter().flat_map(|sheet| &sheet.slots).filter(|slot| slot.note.is_some()).count();
    let text = converted(&workbook(&noted).unwrap(), "corrected.xlsx", "fods").unwrap();
    assert_eq!(text.matches("<office:annotation ").count(), count);
    assert!(text.contains("原为 9") && text.contains("#f8cbc8"));

    let Some(reports) = reports() else { return };
    let file = std::fs::read(reports.join("formats/filled/huaian-2024-table34.xlsx")).unwrap();
    let all: Vec<Mark> = marks(&open(&file)).into_iter().take(40).collect();
    let text = converted(&annotated(&file, &all), "annotated.xlsx", "fods").unwrap();
    assert_eq!(text.matches("<office:annotation ").count(), all.len());
}
