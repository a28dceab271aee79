//! What the office readers make of files written here: the cases in `tests/cases/office/`, hostile files.

#![cfg(feature = "office")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod zip_support;

mod reports_support;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use gouji::document::{Block, Document, pack};
use gouji::input::{Content, Input, Unreadable};
use gouji::readers::office::members;
use gouji::readers::{PACKED, charset::native_decode, limits, pack_of, read};
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use reports_support::reports;
use zip_support::{Part, crc, part, zip};

fn open(bytes: &[u8]) -> Result<(Document, &'static str), Unreadable> {
    read(&Input { name: Some("年报".to_owned()), content: Content::Bytes(bytes.to_vec()) }, native_decode)
}

// ---- Files written here ----

const RELS: &str = r#"<Relationships xmlns="r"><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/MAIN"/></Relationships>"#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version='1.0'?><w:document xmlns:w='w'><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    zip(&[
        part("_rels/.rels", &RELS.replace("MAIN", "word/document.xml")),
        part("word/document.xml", &document),
    ])
}

fn xlsx(content: &str) -> Vec<u8> {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0;-0;;@'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
        <cellXfs><xf numFmtId='0'/><xf numFmtId='3'/><xf numFmtId='1'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    let workbook = "<workbook><sheets><sheet name='Sheet1' sheetId='1' r:id='r1'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/><Relationship Id='r2' Type='x/styles' Target='styles.xml'/></Relationships>";
    zip(&[
        part("_rels/.rels", &RELS.replace("MAIN", "xl/workbook.xml")),
        part("xl/workbook.xml", workbook),
        part("xl/_rels/workbook.xml.rels", relations),
        part("xl/styles.xml", styles),
        part("xl/worksheets/s.xml", &format!("<worksheet>{content}</worksheet>")),
    ])
}

fn open_document(kind: &str, content: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:{kind}>{content}</office:{kind}></office:body></office:document-content>"
    );
    zip(&[part("mimetype", "application/vnd.oasis.opendocument"), part("content.xml", &content)])
}

// ---- The cases ----

fn written(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(text) => writeln!(out, "段 {}", visible(text)).unwrap(),
            Block::Grid(grid) => {
                writeln!(out, "表 {}行{}列", grid.rows, grid.cols).unwrap();
                for row in 0..grid.rows {
                    out.push('|');
                    for cell in grid.row(row) {
                        let (down, right) = (cell.rowspan, cell.colspan);
                        let span = if (down, right) == (1, 1) {
                            String::new()
                        } else {
                            format!("《{down}行{right}列》")
                        };
                        write!(out, " {}{span} |", visible(&cell.text)).unwrap();
                    }
                    out.push('\n');
                }
            }
        }
    }
    for notice in &document.notices {
        writeln!(out, "{} {}", if notice.lost { "漏" } else { "注" }, notice.text).unwrap();
    }
    out
}

fn visible(text: &str) -> String {
    text.replace('\n', "⏎").replace('\u{a0}', "␣")
}

fn file_of(kind: &str, content: &str) -> Vec<u8> {
    match kind {
        "docx" => docx(content),
        "xlsx" => xlsx(content),
        "odt" => open_document("text", content),
        "ods" => open_document("spreadsheet", content),
        _ => content.as_bytes().to_vec(),
    }
}

#[test]
fn cases_come_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/office");
    let (mut failures, mut count) = (String::new(), 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in text.split("\n## ").skip(1) {
            count += 1;
            let heading = case.lines().next().unwrap();
            let mut fences = case.split("\n````");
            let (kind, content) = fences.nth(1).and_then(|fence| fence.split_once('\n')).expect(heading);
            let (_, expected) = fences.nth(1).and_then(|fence| fence.split_once('\n')).expect(heading);
            let got = match open(&file_of(kind, content)) {
                Ok((document, id)) => {
                    assert_eq!(id, kind, "{heading}");
                    written(&document)
                }
                Err(why) => format!("不能读取 {}", why.reason),
            };
            if got.trim_end() != expected.trim_end() {
                writeln!(failures, "{kind} {heading}\n应为\n{expected}\n实为\n{got}").unwrap();
            }
        }
    }
    assert!(count >= 30, "only {count} cases found");
    assert!(failures.is_empty(), "{failures}");
}

// ---- Which reader, which pack ----

const PARAGRAPH: &str = "<w:p><w:r><w:t>年报</w:t></w:r></w:p>";

#[test]
fn content_decides_which_pack_reads() {
    for bytes in [docx(PARAGRAPH), xlsx("<sheetData/>"), open_document("text", ""), b"{\\rtf1 a}".to_vec()] {
        assert_eq!(pack_of(&bytes), Some("office"));
    }
    assert_eq!(pack_of(&zip(&[part("OFD.xml", "<OFD/>")])), Some("page"));
    assert_eq!(pack_of(b"%PDF-1.7"), Some("page"));
    assert_eq!(pack_of(&zip(&[part("a.txt", "x")])), None);
    assert_eq!(pack_of(b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\n"), Some("office"));
    assert_eq!(pack_of("年报\nMIME-Version: 1.0".as_bytes()), None);
    assert_eq!(pack_of("标题: a\n\nMIME-Version: 1.0".as_bytes()), None);
    assert_eq!(pack_of(b"<table>"), None);
    let ids: Vec<_> = PACKED.iter().map(|packed| packed.id).collect();
    assert_eq!(ids, ["docx", "doc", "rtf", "odt", "xlsx", "xls", "ods", "mht", "pdf", "ofd"]);
}

#[test]
fn documents_survive_the_way_to_the_core() {
    let (document, id) =
        open(&docx(&format!("{PARAGRAPH}<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc><w:tc/></w:tr></w:tbl>")))
            .unwrap();
    assert_eq!(pack::decode(&pack::encode(&document, id)), Some((document, id.to_owned())));
}

#[test]
fn flat_xml_is_read_as_what_it_is() {
    let word = "<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument><w:body><w:p><w:r><w:t>年报</w:t></w:r></w:p></w:body></w:wordDocument>";
    let text = "<?xml version='1.0'?><office:document><office:body><office:text><text:p>年报</text:p></office:text></office:body></office:document>";
    for (file, id) in [(word, "docx"), (text, "odt")] {
        let (document, found) = open(file.as_bytes()).unwrap();
        assert_eq!((written(&document).as_str(), found), ("段 年报\n", id));
    }
}

#[test]
fn utf16_parts_and_bytes_before_the_zip_are_read() {
    let document = format!(
        "\u{feff}<?xml version='1.0' encoding='UTF-16'?><w:document><w:body>{PARAGRAPH}</w:body></w:document>"
    );
    let wide: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let packed = compress_to_vec(&wide, 6);
    let file = zip(&[Part { name: "word\\document.xml", packed, size: wide.len(), crc: crc(&wide) }]);
    assert_eq!(written(&open(&file).unwrap().0), "段 年报\n");
}

// ---- Files that cannot be read ----

fn refused(bytes: &[u8], word: &str) {
    let why = open(bytes).expect_err(word);
    assert!(why.reason.contains(word), "{word}: {}", why.reason);
    assert!(!why.advice.is_empty());
}

#[test]
fn damaged_files_say_so() {
    let whole = docx(&PARAGRAPH.repeat(50));
    refused(&whole[..whole.len() / 2], "不完整");
    refused(&whole[..whole.len() - 30], "不完整");
    let mut changed = whole.clone();
    let at = whole.len() / 3;
    changed[at] ^= 0x10;
    assert!(open(&changed).is_err());
    refused(&docx("<w:p><w:r><w:t>年报"), "损坏");
    let lying = Part { size: 10, ..part("word/document.xml", "<a>0123456789</a>") };
    refused(&zip(&[lying]), "损坏");
}

#[test]
fn two_formats_in_one_say_so() {
    let both = zip(&[part("word/document.xml", "<a/>"), part("xl/workbook.xml", "<a/>")]);
    refused(&both, "两种内容");
    refused(&zip(&[part("word/document.xml", "<a/>"), part("content.xml", "<a/>")]), "两种内容");
}

#[test]
fn protected_files_say_so() {
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    refused(&zip(&[part("content.xml", "x"), part("META-INF/manifest.xml", manifest)]), "加密");
    let mut locked = docx(PARAGRAPH);
    // The flag of every entry: its place behind the marks of local headers and of the directory.
    for at in 0..locked.len() - 4 {
        let local = locked[at..].starts_with(b"PK\x03\x04");
        if local || locked[at..].starts_with(b"PK\x01\x02") {
            locked[at + if local { 6 } else { 8 }] |= 1;
        }
    }
    refused(&locked, "加密");
    refused(&container(&[("EncryptedPackage", b"x".as_slice())]), "加密");
    // FILEPASS behind BOF.
    let book = [&[0x09, 0x08, 4, 0, 0, 6, 5, 0, 0x2F, 0, 2, 0, 1, 0][..], &[0; 5000]].concat();
    refused(&container(&[("Workbook", &book)]), "加密");
    let mut document = vec![0; 6000];
    document[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    document[0x0B] = 1;
    refused(&container(&[("WordDocument", &document)]), "加密");
    document[2] = 0x65;
    refused(&container(&[("WordDocument", &document)]), "Word 95");
    document[0x0B] = 0;
    refused(&container(&[("WordDocument", &document), ("Workbook", &book)]), "两种内容");
}

#[test]
fn empty_documents_and_other_office_files_say_so() {
    refused(&docx(""), "没有文字");
    refused(&docx("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"), "图片");
    refused(&xlsx("<sheetData/>"), "没有文字");
    refused(
        &zip(&[
            part("_rels/.rels", &RELS.replace("MAIN", "ppt/presentation.xml")),
            part("ppt/presentation.xml", "<a/>"),
        ]),
        "演示文稿",
    );
    refused(&container(&[("PowerPoint Document", b"x".as_slice())]), "演示文稿");
}

fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        std::io::Write::write_all(&mut file.create_stream(format!("/{name}")).unwrap(), content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

// ---- Hostile files ----

const PATIENCE: Duration = Duration::from_mins(3);

fn in_time(what: &str, bytes: &[u8]) -> Result<(Document, &'static str), Unreadable> {
    let start = Instant::now();
    let result = open(bytes);
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    if let Ok((document, _)) = &result {
        check_limits(document);
    }
    result
}

/// No two cells on one slot, all within the grid, in order.
fn check_limits(document: &Document) {
    let mut cells = 0;
    for block in &document.blocks {
        let Block::Grid(grid) = block else { continue };
        cells += grid.cells.len();
        assert!(grid.cells.windows(2).all(|pair| (pair[0].row, pair[0].col) < (pair[1].row, pair[1].col)));
        let mut slots = std::collections::HashSet::new();
        for cell in &grid.cells {
            assert!(cell.rowspan >= 1 && cell.colspan >= 1);
            assert!(cell.row + cell.rowspan <= grid.rows && cell.col + cell.colspan <= grid.cols, "{cell:?}");
            if grid.cells.len() < 2000 && grid.rows < 2000 {
                for row in cell.row..cell.row + cell.rowspan {
                    for col in cell.col..cell.col + cell.colspan {
                        assert!(slots.insert((row, col)), "{cell:?} lies on another");
                    }
                }
            }
        }
    }
    assert!(cells <= limits::MAX_CELLS && document.blocks.len() <= limits::MAX_BLOCKS);
}

#[test]
fn bombs_are_refused() {
    let mut inner = String::from("<w:document>");
    inner += &" ".repeat(40 << 20);
    inner += "</w:document>";
    let why = in_time("ratio", &zip(&[part("word/document.xml", &inner)])).unwrap_err();
    assert!(why.reason.contains("过大"), "{}", why.reason);
    let lying = Part { size: 200 << 20, ..part("word/document.xml", "<a/>") };
    assert!(in_time("size", &zip(&[lying])).unwrap_err().reason.contains("过大"));
    let entities = "<!DOCTYPE a [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&c;&c;\">]><w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>";
    let (document, _) = in_time("entities", &zip(&[part("word/document.xml", entities)])).unwrap();
    assert_eq!(written(&document), "段 &a;\n");
}

#[test]
fn deep_nesting_does_not_overflow() {
    for element in ["w:p", "w:tbl", "w:tbl><w:tr><w:tc", "w:sdt", "mc:AlternateContent", "w:txbxContent", "x"]
    {
        let why = in_time(element, &docx(&format!("<{element}>").repeat(100_000))).unwrap_err();
        assert!(why.reason.contains("过深"), "{element}: {}", why.reason);
    }
    assert!(in_time("rtf", "{".repeat(100_000).replacen('{', "{\\rtf1 ", 1).as_bytes()).is_err());
    let inside = format!(
        "{}<w:p><w:r><w:t>核心</w:t></w:r></w:p>{}",
        "<w:tbl><w:tr><w:tc/><w:tc>".repeat(200),
        "</w:tc></w:tr></w:tbl>".repeat(200)
    );
    assert!(written(&in_time("inside", &docx(&inside)).unwrap().0).contains("核心"));
}

#[test]
fn huge_counts_do_not_allocate() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val='4000000000'/><w:vMerge/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";
    in_time(
        "spans",
        &docx(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(50)).repeat(500))),
    )
    .unwrap();
    let before = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='4294967295'/></w:trPr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>甲";
    let _ = in_time("gridBefore", &docx(before));
    let far = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='4294967295'><c r='ZZZZ4294967295'><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>";
    let (document, _) = in_time("far", &xlsx(far)).unwrap();
    assert!(document.notices.iter().any(|notice| notice.text == limits::CUT_NOTICE));
    let rows = "<table:table><table:table-row table:number-rows-repeated='4294967295'><table:table-cell table:number-columns-repeated='4294967295' office:value='1'><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    in_time("rows", &open_document("spreadsheet", rows)).unwrap();
    let spaces = "<text:p>甲<text:s text:c='4000000000'/>乙</text:p>".repeat(1000);
    in_time("spaces", &open_document("text", &spaces)).unwrap();
    let row = "<row><c r='A0'><v>1</v></c><c r='ALL0'><v>1</v></c></row>";
    let rows: Vec<String> = (1..3000).map(|number| row.replace("0'", &format!("{number}'"))).collect();
    in_time("gaps", &xlsx(&format!("<sheetData>{}</sheetData>", rows.concat()))).unwrap();
}

#[test]
fn circles_in_a_container_end() {
    let whole = container(&[("WordDocument", &[7; 9000]), ("1Table", &[7; 9000]), ("Workbook", &[7; 100])]);
    let places = (0..512).step_by(4).chain((512..whole.len() - 4).step_by(116));
    for at in places {
        for value in [0_u32, 1, 2, 3, 0xFFFF_FFFE, u32::MAX] {
            let mut changed = whole.clone();
            changed[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let _ = open(&changed);
        }
    }
    for end in (0..whole.len()).step_by(97) {
        let _ = open(&whole[..end]);
    }
}

/// Real files with bytes changed: nothing is promised but an end, and a sound document if any.
#[test]
fn changed_bytes_never_panic() {
    let Some(reports) = reports() else { return };
    let folder = reports.join("formats");
    let files = [
        "filled/huaian-2024-filled.doc",
        "filled/huaian-2024-table34.xls",
        "filled/huaian-2024-filled.rtf",
        "doc/table-merges.doc",
    ];
    for file in files {
        let whole = std::fs::read(folder.join(file)).expect(file);
        let mut seed = 12_345_u64;
        for _ in 0..150 {
            let mut changed = whole.clone();
            for _ in 0..20 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(seed >> 33).unwrap() % changed.len();
                changed[at] = seed.to_le_bytes()[6];
            }
            let _ = in_time(file, &changed);
        }
        for part in 1..20 {
            let _ = in_time(file, &whole[..whole.len() * part / 20]);
        }
    }
}

fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

const WORD_SOUP: &[&str] = &[
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>1</w:t>",
    "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:hMerge/></w:tcPr>",
    "<w:trPr><w:gridBefore w:val='1'/></w:trPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:sdt>",
    "</w:sdt>",
    "<w:del>",
    "</w:del>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
    "&",
    "甲",
];

const RTF_SOUP: &[&str] = &[
    "{",
    "}",
    "\\trowd",
    "\\cellx100",
    "\\cellx2000",
    "\\clvmrg",
    "\\clmrg",
    "\\intbl",
    "\\itap2",
    "\\cell ",
    "\\nestcell ",
    "\\row ",
    "{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}",
    "\\pard ",
    "\\par ",
    "a",
    "\\'b9",
    "\\u35268?",
    "\\uc9 ",
    "\\bin5 ",
    "{\\shptxt ",
    "\\v ",
    "{\\*\\x ",
    "\\cellx-5",
    "\\u-9999?",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_word_soup_gives_a_sound_document(body in soup(WORD_SOUP)) {
        if let Ok((document, _)) = open(&docx(&body)) {
            check_limits(&document);
        }
    }

    #[test]
    fn any_rtf_soup_gives_a_sound_document(body in soup(RTF_SOUP)) {
        if let Ok((document, _)) = open(format!("{{\\rtf1 {body}").as_bytes()) {
            check_limits(&document);
        }
    }
}

// ---- Containers of files ----

/// A container whose files have these names, as bytes.
fn container_of(files: &[(&[u8], &str)]) -> Vec<u8> {
    // Placeholders of the same length stand for names that are no UTF-8.
    let names: Vec<String> = files.iter().map(|(name, _)| "x".repeat(name.len())).collect();
    let parts: Vec<Part> = names.iter().zip(files).map(|(name, (_, text))| part(name, text)).collect();
    let mut bytes = zip(&parts);
    let mut at = 0;
    for marks in [b"PK\x03\x04", b"PK\x01\x02"] {
        for (name, _) in files {
            at += bytes[at..].windows(4).position(|four| four == marks).unwrap();
            let start = at + if marks[2] == 3 { 30 } else { 46 };
            bytes[start..start + name.len()].copy_from_slice(name);
            at = start;
        }
    }
    bytes
}

#[test]
fn files_in_a_container_have_their_names_in_gbk_and_utf8() {
    let gbk = b"2023\xc4\xea\xb6\xc8/\xc4\xea\xb1\xa8.txt";
    let files: [(&[u8], &str); 6] = [
        ("年报/甲市.txt".as_bytes(), "甲"),
        (gbk, "乙"),
        (b"dir/", ""),
        (b"__MACOSX/._a.txt", "x"),
        ("~$年报.docx".as_bytes(), "x"),
        (b"a\\b.txt", "丙"),
    ];
    let members = members(&container_of(&files), native_decode).unwrap().unwrap();
    let named: Vec<(String, String)> = members
        .into_iter()
        .map(|member| (member.name, String::from_utf8(member.content.unwrap()).unwrap()))
        .collect();
    let expected = [("年报/甲市.txt", "甲"), ("2023年度/年报.txt", "乙"), ("a/b.txt", "丙")];
    assert_eq!(named, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

#[test]
fn documents_are_no_containers_of_files() {
    for bytes in [docx(PARAGRAPH), xlsx(""), open_document("text", ""), zip(&[part("OFD.xml", "<OFD/>")])] {
        assert_eq!(members(&bytes, native_decode), None);
    }
    assert_eq!(members(b"{\\rtf", native_decode), None);
}

#[test]
fn what_cannot_be_had_of_a_container_is_said() {
    let lying = Part { size: 10, ..part("坏.txt", "0123456789abc") };
    let some = members(&zip(&[part("好.txt", "1"), lying]), native_decode).unwrap().unwrap();
    assert_eq!(some[0].content.as_deref(), Ok(b"1".as_slice()));
    assert!(some[1].content.as_ref().unwrap_err().reason.contains("损坏"));
    let empty = members(&zip(&[part("dir/", "")]), native_decode).unwrap();
    assert!(empty.unwrap_err().reason.contains("没有文件"));
    let many: Vec<String> = (0..=5_000).map(|number| format!("{number}.txt")).collect();
    let many: Vec<Part> = many.iter().map(|name| part(name, "1")).collect();
    assert!(members(&zip(&many), native_decode).unwrap().unwrap_err().reason.contains("上限"));
    let huge = Part { size: 40 << 20, ..part("大.txt", "1") };
    let huge = members(&zip(&[huge]), native_decode).unwrap().unwrap();
    assert!(huge[0].content.as_ref().unwrap_err().reason.contains("限度"));
}
