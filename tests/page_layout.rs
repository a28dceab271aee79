//! The layout of pages: tables drawn, cut and turned in every way, as PDF and as OFD.
#![cfg(feature = "page")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::cast_precision_loss)] // a test may fail

mod page_support;

use gouji::document::{Block, Document, Grid};
use gouji::input::{Content, Input, Unreadable};
use page_support::{Page, Ruling, ofd, pdf, pdf_of, stream, zip};

fn open(bytes: Vec<u8>) -> Result<Document, Unreadable> {
    let input = Input { name: None, content: Content::Bytes(bytes) };
    gouji::readers::read(&input, gouji::readers::charset::native_decode).map(|(document, _)| document)
}

/// Paragraphs as they are; tables as rows of `text` joined by `|`, spans as `text↓2→3`.
fn shown(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => vec![text.clone()],
        Block::Grid(grid) => (0..grid.rows).map(|row| shown_row(grid, row)).collect(),
    });
    blocks.collect()
}

fn shown_row(grid: &Grid, row: u32) -> String {
    let cells = grid.row(row).iter().map(|cell| {
        let down = if cell.rowspan > 1 { format!("↓{}", cell.rowspan) } else { String::new() };
        let right = if cell.colspan > 1 { format!("→{}", cell.colspan) } else { String::new() };
        format!("{}{down}{right}", cell.text.replace('\n', "/"))
    });
    cells.collect::<Vec<_>>().join("|")
}

fn read(pages: &[Page]) -> Vec<String> {
    let from_pdf = shown(&open(pdf(pages)).expect("PDF"));
    let from_ofd = shown(&open(ofd(pages)).expect("OFD"));
    assert_eq!(from_pdf, from_ofd, "PDF and OFD differ");
    from_pdf
}

const WIDTHS: [f32; 4] = [120.0, 60.0, 60.0, 60.0];

fn sample(ruling: Ruling) -> Page {
    let mut page = Page::new(400.0, 300.0);
    page.text(40.0, 40.0, 10.0, "一、总体情况");
    // A header over two columns, a label over two rows.
    page.cell((40.0, 60.0, 160.0, 100.0), "项目", ruling);
    page.cell((160.0, 60.0, 280.0, 80.0), "申请人", ruling);
    page.cell((280.0, 60.0, 340.0, 100.0), "总计", ruling);
    page.cell((160.0, 80.0, 220.0, 100.0), "自然", ruling);
    page.cell((220.0, 80.0, 280.0, 100.0), "企业", ruling);
    let rows: [&[&str]; 2] = [&["属于国家\n秘密", "12", "", "12"], &["其他", "3", "40", "43"]];
    page.table((40.0, 100.0), &WIDTHS, &rows, 30.0, ruling);
    page
}

#[test]
fn lines_of_every_kind_make_the_same_table() {
    for ruling in [Ruling::Strokes, Ruling::Slivers, Ruling::Pixels, Ruling::Double, Ruling::Backgrounds] {
        let expected =
            ["一、总体情况", "项目↓2|申请人→2|总计↓2", "自然|企业", "属于国家/秘密|12||12", "其他|3|40|43"];
        assert_eq!(read(&[sample(ruling)]), expected, "{ruling:?}");
    }
}

#[test]
fn without_lines_columns_are_found_by_alignment() {
    let mut page = Page::new(400.0, 300.0);
    let rows: [&[&str]; 5] = [
        &["本年新收", "12", "3", "15"],
        &["上年结转", "1", "", "1"],
        &["予以公开", "", "2", "2"],
        &["部分公开", "7", "", "7"],
        &["总计", "13", "3", "16"],
    ];
    page.table((40.0, 60.0), &WIDTHS, &rows, 20.0, Ruling::None);
    let expected = ["本年新收|12|3|15", "上年结转|1||1", "予以公开||2|2", "部分公开|7||7", "总计|13|3|16"];
    assert_eq!(read(std::slice::from_ref(&page)), expected);
    let notices = open(pdf(&[page])).expect("PDF").notices;
    assert!(notices.iter().any(|notice| notice.text.starts_with("第 1 页的表格没有表格线")), "{notices:?}");
}

/// A table of a label column and three of figures without lines: labels line by line, and figures by height.
fn loose_table(labels: &[(f32, &str)], figures: &[(f32, [&str; 3])]) -> Vec<String> {
    let mut page = Page::new(400.0, 300.0);
    for (y, label) in labels {
        page.text(40.0, 60.0 + y, 9.0, label);
    }
    for (y, row) in figures {
        for (at, text) in row.iter().enumerate() {
            page.text(200.0 + 50.0 * at as f32, 60.0 + y, 9.0, text);
        }
    }
    read(&[page])
}

#[test]
fn a_label_goes_to_figures_only_where_it_is_certain() {
    // The middle of three lines: the first is a row without figures, or all are one label.
    let rows =
        [(0.0, ["1", "2", "3"]), (12.0, ["1", "1", "2"]), (36.0, ["4", "5", "9"]), (60.0, ["5", "6", "11"])];
    let labels = [
        (0.0, "规章"),
        (12.0, "办法"),
        (24.0, "行政规范"),
        (36.0, "性文件和"),
        (48.0, "决定"),
        (60.0, "总计"),
    ];
    let seen = loose_table(&labels, &rows);
    assert!(seen.contains(&"规章|1|2|3".to_owned()), "{seen:?}");
    assert!(!seen.iter().any(|row| row.starts_with("决定|") || row.starts_with("行政规范|")), "{seen:?}");
    // Numbers before the labels leave one way.
    let labels = [
        (0.0, "1.规章"),
        (12.0, "2.办法"),
        (24.0, "3.行政规范"),
        (36.0, "性文件和"),
        (48.0, "决定"),
        (60.0, "4.总计"),
    ];
    let expected = ["1.规章|1|2|3", "2.办法|1|1|2", "3.行政规范/性文件和/决定|4|5|9", "4.总计|5|6|11"];
    assert_eq!(loose_table(&labels, &rows), expected);
}

#[test]
fn vertical_text_is_one_word() {
    let mut page = Page::new(400.0, 300.0);
    page.cell((40.0, 60.0, 60.0, 140.0), "办\n理\n结\n果", Ruling::Strokes);
    page.table((60.0, 60.0), &[100.0, 60.0], &[&["公开", "1"], &["不公开", "2"]], 40.0, Ruling::Strokes);
    assert_eq!(read(&[page]), ["办理结果↓2|公开|1", "不公开|2"]);
}

#[test]
fn tables_side_by_side_stay_apart() {
    let mut page = Page::new(600.0, 300.0);
    page.text(40.0, 40.0, 10.0, "二〇二三年");
    page.text(330.0, 40.0, 10.0, "二〇二四年");
    page.table((40.0, 60.0), &[100.0, 60.0], &[&["甲", "1"], &["乙", "2"]], 20.0, Ruling::Strokes);
    page.table((330.0, 60.0), &[100.0, 60.0], &[&["甲", "3"], &["乙", "4"]], 20.0, Ruling::Strokes);
    assert_eq!(read(&[page]), ["二〇二三年", "甲|1", "乙|2", "二〇二四年", "甲|3", "乙|4"]);
}

// ---- page breaks -------------------------------------------------------------------------------------------

const HEAD: &[&str] = &["项目", "甲", "乙", "总计"];

fn two_pages(upper: &[&[&str]], lower: &[&[&str]]) -> Vec<String> {
    let mut first = Page::new(400.0, 300.0);
    first.table((40.0, 280.0 - 20.0 * upper.len() as f32), &WIDTHS, upper, 20.0, Ruling::Strokes);
    let mut second = Page::new(400.0, 300.0);
    second.table((40.0, 30.0), &WIDTHS, lower, 20.0, Ruling::Strokes);
    for (page, number) in [(&mut first, "- 4 -"), (&mut second, "- 5 -")] {
        page.text(190.0, 292.0, 9.0, number);
    }
    read(&[first, second])
}

#[test]
fn a_table_goes_on_over_the_page_without_its_page_number() {
    let seen = two_pages(&[HEAD, &["一", "1", "2", "3"]], &[&["二", "4", "5", "9"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "一|1|2|3", "二|4|5|9"]);
}

#[test]
fn a_repeated_header_is_dropped() {
    let seen = two_pages(&[HEAD, &["一", "1", "2", "3"]], &[HEAD, &["二", "4", "5", "9"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "一|1|2|3", "二|4|5|9"]);
}

#[test]
fn a_row_cut_by_the_page_is_one_row() {
    // The label's rest below.
    let label = "2.没有现成信息需要另行制";
    let seen =
        two_pages(&[HEAD, &[label, "1", "2", "3"]], &[&["作", "", "", ""], &["3.其他", "4", "5", "9"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "2.没有现成信息需要另行制/作|1|2|3", "3.其他|4|5|9"]);
    // The figures below.
    let seen =
        two_pages(&[HEAD, &[label, "", "", ""]], &[&["作", "1", "2", "3"], &["3.其他", "4", "5", "9"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "2.没有现成信息需要另行制/作|1|2|3", "3.其他|4|5|9"]);
    // The whole label above, the figures below; and the figures on both sides.
    let seen = two_pages(&[HEAD, &["2.其他", "", "", ""]], &[&["", "1", "2", "3"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "2.其他|1|2|3"]);
    let seen = two_pages(&[HEAD, &["2.其他", "1", "", "3"]], &[&["", "", "2", ""]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "2.其他|1|2|3"]);
}

#[test]
fn rows_of_blanks_beside_the_break_stay_rows() {
    let seen = two_pages(&[HEAD, &["1.甲项", "", "", ""]], &[&["2.乙项", "1", "", "1"]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "1.甲项|||", "2.乙项|1||1"]);
    let seen = two_pages(&[HEAD, &["1.甲项", "1", "", "1"]], &[&["2.乙项", "", "", ""]]);
    assert_eq!(seen, ["项目|甲|乙|总计", "1.甲项|1||1", "2.乙项|||"]);
}

#[test]
fn a_group_label_cut_by_the_page_is_one_label() {
    let mut first = Page::new(400.0, 200.0);
    first.cell((40.0, 100.0, 80.0, 160.0), "（四）无", Ruling::Strokes);
    first.table(
        (80.0, 100.0),
        &[120.0, 60.0],
        &[&["1.不掌握", "1"], &["2.没有", "2"]],
        30.0,
        Ruling::Strokes,
    );
    let mut second = Page::new(400.0, 200.0);
    second.cell((40.0, 30.0, 80.0, 60.0), "法提供", Ruling::Strokes);
    second.cell((40.0, 60.0, 80.0, 120.0), "（五）不予处理", Ruling::Strokes);
    let rows: [&[&str]; 3] = [&["3.不明确", "3"], &["1.信访", "4"], &["2.重复", "5"]];
    second.table((80.0, 30.0), &[120.0, 60.0], &rows, 30.0, Ruling::Strokes);
    let seen = read(&[first, second]);
    assert_eq!(
        seen,
        ["（四）无/法提供↓3|1.不掌握|1", "2.没有|2", "3.不明确|3", "（五）不予处理↓2|1.信访|4", "2.重复|5"]
    );
}

#[test]
fn running_heads_are_said_once() {
    let page = |text: &str| {
        let mut page = Page::new(400.0, 300.0);
        page.text(40.0, 20.0, 9.0, "某市人民政府办公室");
        page.text(40.0, 120.0, 10.0, text);
        page.text(190.0, 290.0, 9.0, "第 3 页 共 9 页");
        page
    };
    assert_eq!(
        read(&[page("一、总体情况"), page("二、主动公开")]),
        ["某市人民政府办公室", "一、总体情况", "二、主动公开"]
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let mut page = Page::new(300.0, 300.0);
    page.text(60.0, 40.0, 10.0, "全年共收到政府信息公开申请二十");
    page.text(40.0, 56.0, 10.0, "一件，均已办结并按时答复申请人本");
    page.text(40.0, 72.0, 10.0, "人。");
    page.text(60.0, 88.0, 10.0, "二、主动公开政府信息情况");
    assert_eq!(
        read(&[page]),
        ["全年共收到政府信息公开申请二十一件，均已办结并按时答复申请人本人。", "二、主动公开政府信息情况"]
    );
}

// ---- turned pages, fonts ---------------------------------------------------------------------------------

/// The content of a PDF page is seen turned by the viewer, or drawn turned.
#[test]
fn turned_pages_are_read_upright() {
    let page = sample(Ruling::Strokes);
    let upright = shown(&open(pdf(std::slice::from_ref(&page))).expect("PDF"));
    let text = String::from_utf8(pdf(&[page])).expect("ASCII");
    for turn in [90, 180, 270] {
        let turned =
            text.replace("/MediaBox [0 0 400 300]", &format!("/MediaBox [0 0 400 300] /Rotate {turn}"));
        // The places in the file are wrong now: that it opens at all shows that the list is repaired.
        assert_eq!(shown(&open(turned.into_bytes()).expect("PDF")), upright, "turned by {turn}");
    }
}

fn one_page(content: &str, font: &str, more: &[String]) -> Result<Document, Unreadable> {
    open(pdf_of(&[("/MediaBox [0 0 300 200]".to_owned(), content.to_owned())], font, more))
}

#[test]
fn fonts_without_unicode_maps() {
    let gb = song_as("GBK-EUC-H");
    let text =
        |content: &str, font: &str| one_page(content, font, &[]).map(|document| shown(&document).join(";"));
    assert_eq!(text("BT /F1 12 Tf 50 100 Td <D5FEB8AE3132> Tj ET", &gb).as_deref(), Ok("政府12"));
    assert_eq!(
        text("BT /F1 12 Tf 50 100 Td <653F5E9C00310032> Tj ET", &song_as("UniGB-UCS2-H")).as_deref(),
        Ok("政府12")
    );
    // CIDs of Adobe-GB1: 1 is CID 18 (proportional) or 830 (half width).
    assert_eq!(
        text("BT /F1 12 Tf 50 100 Td <03AC0012033E> Tj ET", &song_as("Identity-H")).as_deref(),
        Ok("啊11")
    );
    let simple = "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [500 500] /Encoding << /Differences \
        [65 /seven /uni4E00] >> >>";
    assert_eq!(text("BT /F1 12 Tf 50 100 Td (AB) Tj ET", simple).as_deref(), Ok("7一"));
    let unknown =
        text("BT /F1 12 Tf 50 100 Td <00010002> Tj ET", &song_as("Identity-H").replace("GB1", "Identity"));
    assert!(unknown.is_err_and(|error| error.reason.contains("字体")));
}

fn song_as(encoding: &str) -> String {
    page_support::SONG.replace("UniGB-UTF16-H", encoding)
}

#[test]
fn type3_fonts_with_a_unicode_map_are_read() {
    let font = "<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FontBBox [0 0 100 100] /FirstChar 1 /LastChar 2 \
        /Widths [100 100] /Encoding << /Differences [1 /a1 /a2] >> /CharProcs << >> /ToUnicode 100 0 R >>";
    let map = stream("", "1 beginbfrange <01> <02> <4E00> endbfrange");
    let document = one_page("BT /F1 12 Tf 50 100 Td <0102> Tj ET", font, &[map]).expect("PDF");
    assert_eq!(shown(&document), ["一丁"]);
}

// ---- what cannot be read -----------------------------------------------------------------------------------

#[test]
fn owner_passwords_do_not_matter_and_user_passwords_are_said() {
    let file = |name: &str| std::fs::read(format!("tests/cases/page/{name}.pdf")).expect("case");
    for name in ["owner-rc4", "owner-aes256"] {
        assert_eq!(shown(&open(file(name)).expect(name)), ["rows|12", "sum|345"], "{name}");
    }
    let error = open(file("user-aes256")).expect_err("locked");
    assert!(error.reason.contains("打开密码"), "{}", error.reason);
}

#[test]
fn scans_are_said() {
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        "x",
    );
    let content = "q 300 0 0 200 0 0 cm /X0 Do Q";
    let error = one_page(content, page_support::SONG, std::slice::from_ref(&image)).expect_err("a scan");
    assert!(error.reason.contains("扫描件"), "{}", error.reason);
    // With a hidden text layer it is read, and said to be.
    let layered = format!("{content} BT 3 Tr /F1 12 Tf 50 100 Td <653F5E9C> Tj ET");
    let document = one_page(&layered, page_support::SONG, &[image]).expect("text layer");
    assert_eq!(shown(&document), ["政府"]);
    assert!(document.notices.iter().any(|notice| notice.text.contains("自动识别")), "{:?}", document.notices);
}

#[test]
fn an_archive_that_is_no_ofd_is_left_to_others() {
    let other = zip(&[("readme.txt".to_owned(), "OFD".to_owned())]);
    assert!(open(other).is_err_and(|error| error.reason.contains("压缩包")));
}

#[test]
fn drawings_inside_themselves_end() {
    let form = |inner: &str| {
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X0 100 0 R /X1 101 0 R >> >>",
            inner,
        )
    };
    let more = [form("/X1 Do /X1 Do /X0 Do /X0 Do"), form("/X0 Do /X0 Do /X1 Do")];
    let start = std::time::Instant::now();
    let content = "BT /F1 12 Tf 50 100 Td <653F> Tj ET /X0 Do";
    assert!(one_page(content, page_support::SONG, &more).is_ok());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// A stream of objects that unpacks to more than memory holds: 1032 bytes for every byte.
#[test]
fn a_bomb_is_refused() {
    // How zlib packs zeros: 258 of them in two zero bits.
    let header = [0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x08, 0x5F, 0xA0];
    let mut file =
        b"%PDF-1.7\n1 0 obj << /Type /ObjStm /N 1 /First 1 /Filter /FlateDecode >> stream\n\x78\x9c".to_vec();
    file.extend(header);
    file.resize(file.len() + (1 << 20), 0);
    let start = std::time::Instant::now();
    let error = open(file).expect_err("a bomb");
    assert!(error.reason.contains("过大"), "{}", error.reason);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn damaged_files_never_panic() {
    let page = sample(Ruling::Slivers);
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("small")
    };
    for file in [pdf(std::slice::from_ref(&page)), ofd(&[page])] {
        for _ in 0..150 {
            let mut bytes = file.clone();
            for _ in 0..=next(12) {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).expect("byte");
            }
            let _ = open(bytes.clone());
            bytes.truncate(next(bytes.len()));
            let _ = open(bytes);
        }
    }
}

/// Two lines of the lower part stand so close that the columns of the upper part have one line for both.
#[test]
fn a_sliver_of_a_column_loses_no_text_where_parts_are_joined() {
    let page = |xs: &[f32], rows: &[&[&str]]| {
        let mut page = Page::new(400.0, 200.0);
        for (row, texts) in (0_u8..).zip(rows) {
            let top = 20.0 + 30.0 * f32::from(row);
            for (edges, text) in xs.windows(2).zip(*texts) {
                page.borders((edges[0], top, edges[1], top + 30.0), Ruling::Strokes);
                page.text(
                    edges[0] + 0.4,
                    top + 20.0,
                    if edges[1] - edges[0] < 9.0 { 2.0 } else { 9.0 },
                    text,
                );
            }
        }
        page
    };
    let upper = page(
        &[40.0, 140.0, 200.0, 260.0, 320.0],
        &[&["项目", "自然人", "企业", "总计"], &["公开", "1", "2", "3"]],
    );
    let lower = page(&[40.0, 140.0, 200.0, 203.5, 260.0, 320.0], &[&["不予公开", "4", "5", "6", "7"]]);
    for bytes in [pdf(&[upper.clone(), lower.clone()]), ofd(&[upper, lower])] {
        let document = open(bytes).expect("a document");
        let grids: Vec<&Grid> = document
            .blocks
            .iter()
            .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
            .collect();
        for grid in &grids {
            assert!(grid.cells.windows(2).all(|pair| (pair[0].row, pair[0].col + pair[0].colspan - 1) < (pair[1].row, pair[1].col)));
        }
        let digits: String = grids
            .iter()
            .flat_map(|grid| &grid.cells)
            .flat_map(|cell| cell.text.chars())
            .filter(char::is_ascii_digit)
            .collect();
        assert_eq!(digits, "1234567");
    }
}
