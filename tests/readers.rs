//! What the readers make of every kind of input: the cases in `tests/cases/readers/`, hostile input, random input.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use gouji::document::{Block, Document, Grid};
use gouji::input::{Content, Input, Unreadable};
use gouji::readers::{READERS, charset::native_decode, limits, read};
use proptest::prelude::*;

fn read_text(text: &str) -> Result<(Document, &'static str), Unreadable> {
    read(&Input { name: None, content: Content::Text(text.to_owned()) }, native_decode)
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<(Document, &'static str), Unreadable> {
    read(&Input { name: Some(name.to_owned()), content: Content::Bytes(bytes.to_vec()) }, native_decode)
}

fn read_html(html: &str) -> Document {
    let input = Input { name: None, content: Content::Html(html.to_owned()) };
    read(&input, native_decode).map_or_else(|_| Document::default(), |(document, _)| document)
}

// ---- The notation of the cases ----

/// A document as the cases write it: `段 …`, `表 行×列` with one line per row, `题 …`, `注 …`.
fn written(document: &Document) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        writeln!(out, "题 {}", visible(title)).unwrap();
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(text) => writeln!(out, "段 {}", visible(text)).unwrap(),
            Block::Grid(grid) => write_grid(&mut out, grid),
        }
    }
    for notice in &document.notices {
        writeln!(out, "{} {}", if notice.lost { "漏" } else { "注" }, notice.text).unwrap();
    }
    out
}

fn write_grid(out: &mut String, grid: &Grid) {
    writeln!(out, "表 {}行{}列", grid.rows, grid.cols).unwrap();
    for row in 0..grid.rows {
        out.push('|');
        for cell in grid.row(row) {
            let (down, right) = (cell.rowspan, cell.colspan);
            let span =
                if (down, right) == (1, 1) { String::new() } else { format!("《{down}行{right}列》") };
            write!(out, " {}{span} |", visible(&cell.text)).unwrap();
        }
        out.push('\n');
    }
}

fn visible(text: &str) -> String {
    text.replace('\n', "⏎").replace('\u{a0}', "␣")
}

// ---- The cases ----

/// One case: a heading, one block of input with its kind, one block of output.
struct Case {
    heading: String,
    kind: String,
    input: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    text.split("\n## ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let heading = text.lines().next().unwrap_or_default().to_owned();
    let mut fences = text.split("\n````");
    fences.next();
    let (kind, input) = fences.next().and_then(|fence| fence.split_once('\n')).expect(&heading);
    fences.next();
    let (_, expected) = fences.next().and_then(|fence| fence.split_once('\n')).expect(&heading);
    Case { heading, kind: kind.trim().to_owned(), input: input.to_owned(), expected: expected.to_owned() }
}

fn outcome(case: &Case) -> String {
    let input = match case.kind.as_str() {
        "html" => Content::Html(case.input.clone()),
        "text" => Content::Text(case.input.clone()),
        other => Content::Bytes(if other.is_empty() { Vec::new() } else { case.input.clone().into_bytes() }),
    };
    let name = case.kind.strip_prefix("file ").map(str::to_owned);
    match read(&Input { name, content: input }, native_decode) {
        Ok((document, _)) => written(&document),
        Err(why) => format!("不能读取 {} {}\n", why.reason, why.advice),
    }
}

#[test]
fn cases_come_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/readers");
    let mut failures = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for case in cases(&std::fs::read_to_string(&path).unwrap()) {
            count += 1;
            let got = outcome(&case);
            if got.trim() != case.expected.trim() {
                let file = path.file_name().unwrap().to_string_lossy();
                writeln!(failures, "{file}: {}\n应为\n{}\n实为\n{got}", case.heading, case.expected).unwrap();
            }
        }
    }
    assert!(count >= 40, "only {count} cases found");
    assert!(failures.is_empty(), "{failures}");
}

// ---- Charsets ----

const PAGE: &str = "<html><head><meta charset=\"LABEL\"></head><body><p>勾稽关系為零</p></body></html>";

fn paragraph_of(bytes: &[u8]) -> String {
    written(&read_bytes("页面", bytes).unwrap().0).trim().to_owned()
}

#[test]
fn charsets_are_recognised() {
    let labelled = |label: &str| PAGE.replace("LABEL", label);
    let gbk = encoding_rs::GB18030.encode(&labelled("gb2312")).0.into_owned();
    let big5 =
        encoding_rs::BIG5.encode(&labelled("big5").replace("关", "關").replace('系', "係")).0.into_owned();
    let utf8 = labelled("gb2312").into_bytes();
    let marked = [b"\xEF\xBB\xBF".as_slice(), utf8.as_slice()].concat();
    let little: Vec<u8> = labelled("utf-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = labelled("x").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked_little = [b"\xFF\xFE".as_slice(), &little].concat();
    let marked_big = [b"\xFE\xFF".as_slice(), &big].concat();
    for bytes in [gbk, utf8, marked, little, big, marked_little, marked_big] {
        assert_eq!(paragraph_of(&bytes), "段 勾稽关系為零");
    }
    assert_eq!(paragraph_of(&big5), "段 勾稽關係為零");
}

#[test]
fn a_damaged_utf8_page_stays_utf8() {
    let mut bytes = PAGE.replace("LABEL", "utf-8").replace('零', &"年报".repeat(20)).into_bytes();
    let at = bytes.len() - 20;
    bytes.insert(at, 0xE5);
    assert!(paragraph_of(&bytes).starts_with("段 勾稽关系為年报"));
}

#[test]
fn unicode_text_of_excel_is_a_grid() {
    let bytes: Vec<u8> = "项目\t总计\r\n规章\t15\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (document, reader) = read_bytes("a.txt", &bytes).unwrap();
    assert_eq!(
        (written(&document).as_str(), reader),
        ("表 2行2列\n| 项目 | 总计 |\n| 规章 | 15 |\n", "text")
    );
}

#[test]
fn utf16_without_a_mark_is_read_although_some_characters_have_their_zero_byte_first() {
    let text = "一、本年新收 3 0 1\n二、上年结转 1 0 0\n一一一\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        assert_eq!(paragraph_of(&bytes), "段 一、本年新收 3 0 1\n段 二、上年结转 1 0 0\n段 一一一");
    }
}

#[test]
fn chinese_opened_as_western_is_restored_from_both_charsets() {
    let text = "一、收到和处理政府信息公开申请情况：新收 3 件，结转 1 件。";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let windows = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    for opened in [windows(text.as_bytes()), latin(text.as_bytes()), windows(&gbk), latin(&gbk)] {
        let (document, _) = read_text(&opened).unwrap();
        assert_eq!(document.blocks, [Block::Paragraph(text.to_owned())]);
        assert_eq!(document.notices.len(), 1);
    }
}

// ---- What is no text ----

#[test]
fn files_of_other_kinds_are_named() {
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600], &name].concat()
    };
    let samples: [(Vec<u8>, &str); 10] = [
        (b"MIME-Version: 1.0".to_vec(), "mht"),
        (b"PK\x03\x04 xx word/document.xml".to_vec(), "docx"),
        (b"PK\x03\x04 xx xl/workbook.xml".to_vec(), "xlsx"),
        (b"PK\x03\x04 xx OFD.xml".to_vec(), "OFD"),
        (b"PK\x03\x04 xx other".to_vec(), "zip"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (b"\n%PDF-1.7".to_vec(), "PDF"),
        (b"{\\rtf1\\ansi}".to_vec(), "RTF"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "图片"),
    ];
    for (bytes, word) in samples {
        let why = read_bytes("年报.html", &bytes).unwrap_err();
        assert!(why.reason.contains(word), "{word}: {}", why.reason);
        assert!(!why.advice.is_empty());
    }
}

#[test]
fn empty_garbage_and_oversize_are_refused() {
    assert!(read_text(" \n\u{3000}").is_err());
    assert!(read_bytes("a", b"").is_err());
    let garbage: Vec<u8> = (0..4096u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert!(read_bytes("a.txt", &garbage).is_err());
    assert!(read_text(&"年".repeat(limits::MAX_BYTES / 3 + 1)).is_err());
}

#[test]
fn readers_are_listed() {
    let ids: Vec<_> = READERS.iter().map(|reader| reader.id).collect();
    assert_eq!(ids, ["html", "csv", "text"]);
}

// ---- Hostile input ----

/// Generous: a debug build on a busy machine; a quadratic reader needs minutes.
const PATIENCE: Duration = Duration::from_mins(3);

fn read_in_time(what: &str, html: &str) -> Document {
    let start = Instant::now();
    let document = read_html(html);
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    check_limits(&document);
    document
}

fn check_limits(document: &Document) {
    assert!(document.blocks.len() <= limits::MAX_BLOCKS);
    let cells: usize = document.blocks.iter().map(cell_count).sum();
    assert!(cells <= limits::MAX_CELLS);
    document.blocks.iter().for_each(check_block);
}

fn cell_count(block: &Block) -> usize {
    if let Block::Grid(grid) = block { grid.cells.len() } else { 0 }
}

/// No two cells on one slot, all within the grid, in order.
fn check_block(block: &Block) {
    let Block::Grid(grid) = block else { return };
    assert!(grid.cols <= limits::MAX_COLS);
    assert!(grid.cells.windows(2).all(|pair| (pair[0].row, pair[0].col) < (pair[1].row, pair[1].col)));
    let mut slots = std::collections::HashSet::new();
    for cell in &grid.cells {
        assert!(cell.rowspan >= 1 && cell.colspan >= 1);
        assert!(cell.row + cell.rowspan <= grid.rows && cell.col + cell.colspan <= grid.cols, "{cell:?}");
        if grid.cells.len() < 2000 {
            for row in cell.row..cell.row + cell.rowspan {
                for col in cell.col..cell.col + cell.colspan {
                    assert!(slots.insert((row, col)), "{cell:?} lies on another");
                }
            }
        }
    }
}

#[test]
fn deep_nesting_does_not_overflow() {
    for tag in [
        "<div>",
        "<b>",
        "<p>",
        "<li>",
        "<table>",
        "<table><tr><td>",
        "<table><tr><td>1<td>2",
        "<td>",
        "<tr>",
        "</td>",
        "<del>",
        "<template>",
        "<div hidden>",
        "<svg>",
        "<tbody>",
        "<caption>",
        "<select><option>",
        "<pre>",
        "<textarea>",
        "<title>",
        "<a>",
    ] {
        read_in_time(tag, &tag.repeat(1_000_000));
    }
}

#[test]
fn unterminated_pieces_end_with_the_input() {
    for piece in [
        "<",
        "<a ",
        "<td a=\"",
        "<td a='",
        "<td a=",
        "<!--",
        "<!-",
        "<![CDATA[",
        "&#",
        "&",
        "&nbsp",
        "\0",
        "<td\0",
        "<script>",
        "</",
        "<td colspan=9999999999999999999999>",
        "<!doctype ",
        "<?",
        "&#x110000;",
        "<title>",
        "<!--<!--",
        "--!>",
        "\\\"",
        "|",
        "\t\"",
        "\"",
    ] {
        read_in_time(piece, &piece.repeat(300_000));
        read_in_time(piece, &format!("<table><tr><td>1<td>{piece}"));
        let start = Instant::now();
        let _ = read_text(&piece.repeat(300_000));
        let _ = read_bytes("a.csv", piece.repeat(300_000).as_bytes());
        assert!(start.elapsed() < PATIENCE, "{piece}");
    }
}

#[test]
fn huge_spans_do_not_allocate() {
    let document = read_in_time(
        "spans",
        &format!("<table>{}</table>", "<tr><td rowspan=65534 colspan=1000>x".repeat(200_000)),
    );
    assert!(document.notices.iter().any(|notice| notice.text == limits::CUT_NOTICE));
    read_in_time("one row", &format!("<table><tr>{}</table>", "<td colspan=1000>x".repeat(1_000_000)));
    read_in_time("zero", &format!("<table>{}</table>", "<tr><td rowspan=0>x<td>y".repeat(100_000)));
}

#[test]
fn text_in_deep_tables_is_not_lost() {
    let html = format!("{}核心{}", "<table><tr><td>a<td>".repeat(200), "</td></tr></table>".repeat(200));
    assert!(written(&read_in_time("deep", &html)).contains("核心"));
}

// ---- Random input ----

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<td rowspan=2>",
        "<td colspan=3>",
        "<td rowspan=0>",
        "<tbody>",
        "</tbody>",
        "<thead>",
        "<tfoot>",
        "<caption>",
        "</caption>",
        "<p>",
        "</p>",
        "<br>",
        "<div>",
        "</div>",
        "<b>",
        "<span style='display:none'>",
        "</span>",
        "<p style='mso-hide:all'>",
        "<tr style='display: none'>",
        "<td hidden>",
        "<del>",
        "</del>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<input value=7>",
        "<img>",
        "<pre>",
        "</pre>",
        "1",
        " ",
        "甲",
        "&nbsp;",
        "&",
        "\n",
        "\t",
        "<",
        ">",
        "\"",
        "'",
        "\0",
        "<select><option selected>",
        "<option>",
        "</select>",
        "<template>",
        "</template>",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn tag_soup_stays_within_limits(html in soup()) {
        check_limits(&read_html(&html));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok((document, _)) = read_bytes("a.csv", &bytes) {
            check_limits(&document);
        }
    }

    #[test]
    fn any_text_is_read(text in "[\\t\\n\\r|\"\\-:a-c1-3，, ]{0,80}") {
        if let Ok((document, _)) = read_text(&text) {
            check_limits(&document);
        }
    }

    /// The `csv` crate reads what we read, where every quotation mark has its partner.
    #[test]
    fn quoting_agrees_with_the_csv_crate(rows in prop::collection::vec(prop::collection::vec("[a-c\",\n]{1,6}", 3), 3..6)) {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let (document, reader) = read_bytes("a.csv", &writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(reader, "csv");
        let Some(Block::Grid(grid)) = document.blocks.first() else { return Err(TestCaseError::fail("no grid")) };
        let read: Vec<_> = grid.cells.iter().map(|cell| cell.text.clone()).collect();
        let written: Vec<_> = rows.iter().flatten().map(|cell| cell.trim().to_owned()).collect();
        prop_assert_eq!(read, written);
    }
}
