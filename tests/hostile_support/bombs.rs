//! Files made to hurt: small ones that ask for much, and those that lead in circles. Each has a name that says what it
//! is, and what must come of it.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::format_collect
)] // a test may fail

use std::fmt::Write as _;

use gouji::input::Content;
use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};

use crate::containers::{
    END, Entry, compound, crc, directory_entry, docx, header, label, ofd, open_document, pdf, pdf_page,
    pdf_stream, record, stored, word, word_of, workbook, xlsx, xlsx_of, zip, zip_of,
};

/// What must come of a bomb.
#[derive(Clone, Copy)]
pub enum Fate {
    /// It is refused with a reason that has this word in it.
    Refused(&'static str),
    /// It is read as far as the limits allow, or refused.
    Ends,
}

pub struct Bomb {
    pub name: &'static str,
    pub make: fn() -> Content,
    pub fate: Fate,
}

const fn bomb(name: &'static str, fate: Fate, make: fn() -> Content) -> Bomb {
    Bomb { name, make, fate }
}

use Fate::{Ends, Refused};

fn bytes(bytes: impl Into<Vec<u8>>) -> Content {
    Content::Bytes(bytes.into())
}

fn html(text: String) -> Content {
    Content::Html(text)
}

fn text(text: String) -> Content {
    Content::Text(text)
}

/// How often most of it is repeated; without optimisation a tenth is enough to be felt.
const MANY: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
const SOME: usize = MANY / 10;

/// A paragraph, a cell of Word.
fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn word_document(body: &str) -> Vec<u8> {
    docx(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes())
}

fn sheet_rows(rows: &str) -> Vec<u8> {
    xlsx(format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes())
}

fn spreadsheet(content: &str) -> Vec<u8> {
    open_document(format!("<office:document-content><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>").as_bytes())
}

fn drawn(objects: &str) -> Vec<u8> {
    ofd(format!("<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>").as_bytes())
}

/// A part of `size` spaces around a few words, deflated.
fn blown(name: &str, begin: &str, size: usize) -> Entry {
    let mut content = begin.as_bytes().to_vec();
    content.resize(size, b' ');
    Entry {
        method: 8,
        packed: compress_to_vec(&content, 1),
        size: size as u32,
        crc: crc(&content),
        ..stored(name, b"")
    }
}

/// Definitions each of which is ten of the one before.
const LAUGHS: &str = "<!DOCTYPE a [<!ENTITY a0 '哈哈哈哈哈哈哈哈哈哈'><!ENTITY a1 '&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;'><!ENTITY a2 '&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;'>\
    <!ENTITY a3 '&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;'><!ENTITY a4 '&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;'><!ENTITY a5 '&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;'>\
    <!ENTITY a6 '&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;'><!ENTITY a7 '&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;'><!ENTITY a8 '&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;'>]>";

/// Sheets of a workbook that all stand at one place in the container.
fn twin_sheets(count: usize) -> Vec<u8> {
    let sheets: String =
        (0..count).map(|at| format!("<sheet name='{at}' sheetId='1' r:id='r{at}'/>")).collect();
    let relations: String = (0..count)
        .map(|at| format!("<Relationship Id='r{at}' Type='x/worksheet' Target='worksheets/{at}.xml'/>"))
        .collect();
    let root = "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let mut entries = vec![
        blown(
            "xl/worksheets/0.xml",
            "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
            4 << 20,
        ),
        stored("_rels/.rels", root.as_bytes()),
        stored("xl/workbook.xml", format!("<workbook><sheets>{sheets}</sheets></workbook>").as_bytes()),
        stored(
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships>{relations}</Relationships>").as_bytes(),
        ),
    ];
    let first = entries[0].clone();
    entries.extend((1..count).map(|at| Entry {
        name: format!("xl/worksheets/{at}.xml"),
        packed: Vec::new(),
        offset: Some(0),
        ..first.clone()
    }));
    let mut file = zip_of(&entries);
    // The directory tells the size of the twins; they have no bytes of their own.
    let size = (first.packed.len() as u32).to_le_bytes();
    let start = file.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for at in start..file.len() - 46 {
        if file[at..].starts_with(b"PK\x01\x02") && file[at + 10] == 8 {
            file[at + 20..at + 24].copy_from_slice(&size);
        }
    }
    file
}

/// A text document of Word in which every row is one of many.
fn mime(inside: &str) -> Vec<u8> {
    format!("From: <1>\nMIME-Version: 1.0\n{inside}").into_bytes()
}

/// A container with these sectors behind its header; the table of sectors is the first of them.
fn sectors(directory: u32, fat: &[u32], rest: &[u8]) -> Vec<u8> {
    let mut out = header(directory, 0, 1);
    let mut table: Vec<u8> = fat.iter().flat_map(|next| next.to_le_bytes()).collect();
    table.resize(512, 0xFF);
    out.extend(table);
    out.extend(rest);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

fn entries(list: &[Vec<u8>]) -> Vec<u8> {
    let mut out = list.concat();
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

/// One page with these contents.
fn page(contents: &str, more: Vec<(usize, Vec<u8>)>) -> Vec<u8> {
    let mut objects = vec![
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
        (2, b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>".to_vec()),
        (3, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> {contents} >>").into_bytes()),
        (5, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec()),
    ];
    objects.extend(more);
    pdf(&objects)
}

/// Every bomb.
pub const BOMBS: &[Bomb] = &[
    // ---- 压缩包 ----
    bomb("压缩炸弹：一个部件从 5 kB 解开成 5 MB", Refused("过大"), || {
        bytes(zip_of(&[blown("word/document.xml", "<w:document>", 5 << 20)]))
    }),
    bomb("压缩炸弹：六十个工作表各解开成 4 MB", Ends, || bytes(twin_sheets(60))),
    bomb("压缩炸弹：二百五十六个工作表是容器里的同一处", Ends, || {
        bytes(twin_sheets(256))
    }),
    bomb("压缩包：部件自称 1 GB", Refused("过大"), || {
        bytes(zip_of(&[Entry { size: 1 << 30, ..stored("word/document.xml", b"<a/>") }]))
    }),
    bomb("压缩包：部件自称 4 GB，没有 64 位字段", Refused(""), || {
        bytes(zip_of(&[Entry { size: u32::MAX, ..stored("word/document.xml", b"<a/>") }]))
    }),
    bomb("压缩包：压缩后的长度自称 1 GB", Refused(""), || {
        let mut file = zip(&[("word/document.xml", b"<a/>")]);
        let at = file.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        file[at + 20..at + 24].copy_from_slice(&(1_u32 << 30).to_le_bytes());
        bytes(file)
    }),
    bomb("压缩包：目录自称从文件开头之前开始", Refused(""), || {
        let mut file = zip(&[("word/document.xml", b"<a/>")]);
        let end = file.len() - 22;
        file[end + 12..end + 16].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
        bytes(file)
    }),
    bomb("压缩包：七万个部件", Ends, || {
        let parts: Vec<Entry> = (0..70_000)
            .map(|at| stored(&at.to_string(), b""))
            .chain([stored("word/document.xml", b"<a/>")])
            .collect();
        bytes(zip_of(&parts))
    }),
    bomb("压缩包：压缩包里的压缩包，五层", Ends, || {
        bytes((0..5).fold(b"1".to_vec(), |inner, at| {
            zip_of(&[Entry {
                method: 8,
                packed: compress_to_vec(&inner, 6),
                size: inner.len() as u32,
                crc: crc(&inner),
                ..stored(&format!("{at}.zip"), b"")
            }])
        }))
    }),
    bomb("压缩包：部件的名字是 ../../ 和反斜线", Ends, || {
        bytes(zip(&[("..\\..\\word/document.xml", b"<a/>"), ("/../../word/document.xml", b"<b/>")]))
    }),
    // ---- 网页 ----
    bomb("网页：表格套表格十万层", Ends, || html("<table><tr><td>".repeat(SOME))),
    bomb("网页：div 套 div 一百万层", Ends, || html("<div>".repeat(MANY))),
    bomb("网页：一千个单元格，各占一百万行一百万列", Ends, || {
        html(format!("<table>{}</table>", "<tr><td colspan=1000000 rowspan=1000000>1</td></tr>".repeat(1000)))
    }),
    bomb("网页：一行里六万个单元格，各占六万行", Ends, || {
        html(format!(
            "<table><tr>{}</tr>{}</table>",
            "<td rowspan=65534>1".repeat(60_000),
            "<tr><td>1".repeat(60_000)
        ))
    }),
    bomb("网页：一百万个单元格", Ends, || {
        html(format!("<table>{}</table>", "<tr>".to_owned() + &"<td>1".repeat(100)).repeat(10_000))
    }),
    bomb("网页：一百万行", Ends, || html("<table>".to_owned() + &"<tr>".repeat(MANY))),
    bomb("网页：没有结束的注释一百万个", Ends, || {
        html("<table><tr><td>1".to_owned() + &"<!--".repeat(MANY))
    }),
    bomb("网页：没有结束的标签一百万个", Ends, || html("<td ".repeat(MANY))),
    bomb("网页：没有结束的 script 二十万个", Ends, || html("<script><".repeat(MANY / 5))),
    bomb("网页：没有结束的引号属性二十万个", Ends, || {
        html("<td a=\"<td a='".repeat(MANY / 5))
    }),
    bomb("网页：一个标签有一百万个属性", Ends, || {
        html(format!("<table><tr><td {}>1</td></tr></table>", "a=1 ".repeat(MANY)))
    }),
    bomb("网页：一百万个 & 和不存在的实体", Ends, || {
        html("&&#;&#x;&nosuch;&#99999999999;".repeat(SOME))
    }),
    bomb("网页：一百万个小于号", Ends, || html("<".repeat(MANY))),
    bomb("网页：一百万个结束标签", Ends, || {
        html("<table><tr><td>".to_owned() + &"</td></tr></table></div></p>".repeat(SOME))
    }),
    bomb("网页：列表套列表十万层", Ends, || html("<ul><li>".repeat(SOME))),
    bomb("网页：表头表体表尾交替十万次", Ends, || {
        html("<table>".to_owned() + &"<thead><tr><td>1<tfoot><tr><td>2<tbody><caption>".repeat(SOME / 4))
    }),
    // ---- 纯文本 ----
    bomb("文本：64 MB 的同一个字", Refused("太大"), || text("一".repeat((64 << 20) / 3))),
    bomb("文本：十兆的同一个数字，没有换行", Ends, || text("1".repeat(MANY * 10))),
    bomb("文本：十兆的空格", Refused("没有内容"), || text(" ".repeat(MANY * 10))),
    bomb("文本：一百万个换行", Refused("没有内容"), || text("\n".repeat(MANY))),
    bomb("文本：一百万行，每行一个 1", Ends, || text("1\n".repeat(MANY))),
    bomb("文本：栏目文字十万遍，没有换行", Ends, || {
        text("一、本年新收政府信息公开申请数量".repeat(SOME))
    }),
    bomb("文本：栏目和数字五万行", Ends, || {
        text("（一）予以公开 1 2 3 4 5 6 21\n".repeat(SOME / 2))
    }),
    bomb("文本：一行栏目带十万个数字", Ends, || {
        text(format!("一、本年新收政府信息公开申请数量 {}", "1 ".repeat(SOME)))
    }),
    bomb("文本：一行栏目带十万位连写的数字", Ends, || {
        text(format!(
            "一、本年新收政府信息公开申请数量 {}\n（七）总计 {}",
            "10".repeat(SOME / 2),
            "123".repeat(SOME / 3)
        ))
    }),
    bomb("文本：单元格里一千位的数", Ends, || {
        let row = |name: &str| format!("{name}\t{}\n", vec!["9".repeat(1000); 7].join("\t"));
        text(row("一、本年新收政府信息公开申请数量") + &row("二、上年结转政府信息公开申请数量"))
    }),
    bomb("文本：单元格里十五位的九，各项之和溢出", Ends, || {
        let row = |name: &str| format!("{name}\t{}\n", ["999999999999999"; 7].join("\t"));
        text(
            row("一、本年新收政府信息公开申请数量")
                + &row("二、上年结转政府信息公开申请数量")
                + &row("（七）总计")
                + &row("四、结转下年度继续办理"),
        )
    }),
    bomb("文本：一百万个制表符和竖线", Ends, || text("\t|".repeat(MANY / 2))),
    bomb("文本：十万行，每行缩进一个制表符", Ends, || text("\t一\n".repeat(SOME))),
    bomb("文本：十万行缩进，最后一行有两格", Ends, || {
        text("\t一\n\t\t二\n".repeat(SOME / 2) + "一\t二\n")
    }),
    bomb("文本：一百万格的竖线表格", Ends, || {
        text("|---|---|\n".to_owned() + &format!("{}\n", "|1".repeat(500)).repeat(MANY / 500))
    }),
    bomb("文本：一百万格的制表符表格", Ends, || {
        text(format!("{}\n", "1\t".repeat(500)).repeat(MANY / 500))
    }),
    bomb("网页：预排文本里一百万格的竖线表格", Ends, || {
        html(
            format!("<pre>|---|---|\n{}</pre>", format!("{}\n", "|1".repeat(500)).repeat(MANY / 5000))
                .repeat(10),
        )
    }),
    bomb("文本：十万行带竖线，没有分隔行", Ends, || text("一|二\n".repeat(SOME))),
    bomb("文本：一百万个减号和斜线", Ends, || text("表三 -/—".repeat(MANY / 3))),
    bomb("文本：一百万个空格之间的数字", Ends, || {
        text("表三 1                ".repeat(MANY / 16))
    }),
    bomb("文本：十万个没有结束的括号", Ends, || text("表三 1（".repeat(SOME))),
    bomb("文本：一百万个零宽字符和换向字符", Ends, || {
        text("1\u{200b}\u{202e}\u{feff}".repeat(SOME))
    }),
    bomb("文本：一个字带十万个组合符号", Ends, || {
        text(format!("表三 1{}", "\u{301}".repeat(SOME)))
    }),
    // ---- 正文 ----
    bomb("正文：十万个百分比和同比", Ends, || {
        text(format!(
            "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n一、总体情况\n{}",
            "新收申请1件，同比增长100%，占50%，其中自然人1件。".repeat(SOME / 10)
        ))
    }),
    bomb("正文：一句话里二十万个顿号", Ends, || {
        text(format!(
            "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n一、总体情况\n{}",
            "1件、".repeat(MANY / 5)
        ))
    }),
    bomb("正文：书名号套书名号十万层", Ends, || {
        text(format!(
            "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n一、总体情况\n{}",
            "《（“".repeat(SOME)
        ))
    }),
    // ---- CSV ----
    bomb("文本：三千万字节的 1 和逗号", Ends, || text("1,".repeat(MANY * 15))),
    bomb("PDF：三十万个字典", Refused("过大"), || {
        bytes(page("", vec![(9, "<< /A ".repeat(300_001).into_bytes())]))
    }),
    bomb("CSV：一百万列", Ends, || bytes(format!("表三,{}\n1,2\n", "1,".repeat(MANY)))),
    bomb("CSV：一百万行", Ends, || bytes("1,2\n".repeat(MANY))),
    bomb("CSV：一百万个没有配对的引号", Ends, || {
        bytes(format!("a,b\n{}", "\"".repeat(MANY + 1)))
    }),
    bomb("CSV：引号和逗号交替一百万次", Ends, || bytes("\",".repeat(MANY))),
    // ---- 编码 ----
    bomb("编码：GB18030 四字节的边界", Ends, || {
        bytes(
            [
                0x81, 0x30, 0x81, 0x30, 0x84, 0x31, 0xA4, 0x37, 0xE3, 0x32, 0x9A, 0x35, 0xFE, 0x39, 0xFE,
                0x39, 0x81,
            ]
            .repeat(200),
        )
    }),
    bomb("编码：GBK 首字节后面没有了", Ends, || {
        bytes([b"\xB1\xED\xC8\xFD\t1\n".repeat(100), b"\x81".to_vec()].concat())
    }),
    bomb("编码：UTF-7 写的脚本", Ends, || {
        bytes("+ADw-table+AD4APA-tr+AD4APA-td+AD4-1+ADw-/td+AD4-\n".repeat(100))
    }),
    bomb("编码：过长的 UTF-8", Ends, || {
        bytes([0xC0, 0xAF, 0xE0, 0x80, 0xAF, 0xF8, 0x88, 0x80, 0x80, 0x80, b'1', b'\n'].repeat(100))
    }),
    bomb("编码：UTF-16 里落单的代理项", Ends, || {
        bytes([b"\xFF\xFE".to_vec(), [0x00, 0xD8, b'1', 0, 0x00, 0xDC, b'\n', 0].repeat(500)].concat())
    }),
    bomb("编码：UTF-16 只有半个字", Ends, || bytes(b"\xFF\xFE1".to_vec())),
    bomb("编码：一百万个字节顺序标记", Ends, || bytes("\u{feff}".repeat(MANY / 3))),
    bomb("编码：反复读错又存成 UTF-8 的文字", Ends, || {
        let twice = |text: String| -> String { text.bytes().map(char::from).collect() };
        text(
            (0..5)
                .fold("表三 一、本年新收政府信息公开申请数量 1".to_owned(), |text, _| {
                    twice(text)
                })
                .repeat(20),
        )
    }),
    bomb("编码：全是零字节", Ends, || bytes(vec![0; MANY])),
    // ---- 网页归档 ----
    bomb("归档：multipart 套 multipart 一千层", Ends, || {
        let level = |at: usize| format!("Content-Type: multipart/related; boundary=b{at}\n\n--b{at}\n");
        bytes(mime(
            &((0..1000).map(level).collect::<String>() + "Content-Type: text/html\n\n<table><tr><td>1"),
        ))
    }),
    bomb("归档：每层都用同一条分隔线", Ends, || {
        bytes(mime(&"Content-Type: multipart/related; boundary=b\n\n--b\n".repeat(20_000)))
    }),
    bomb("归档：分隔线是空的", Ends, || {
        bytes(mime(&format!(
            "Content-Type: multipart/related; boundary=\"\"\n\n{}",
            "--\nContent-Type: text/html\n\n<p>1\n".repeat(10_000)
        )))
    }),
    bomb("归档：分隔线有一兆长", Ends, || {
        let line = "b".repeat(MANY);
        bytes(mime(&format!(
            "Content-Type: multipart/related; boundary={line}\n\n--{line}\nContent-Type: text/html\n\n<p>1"
        )))
    }),
    bomb("归档：分隔线是自己的开头", Ends, || {
        bytes(mime(&format!(
            "Content-Type: multipart/related; boundary={0}\n\n{1}",
            "-".repeat(70),
            "-".repeat(MANY)
        )))
    }),
    bomb("归档：一百万个折行的头", Ends, || {
        bytes(mime(&format!("Content-Type: text/html;\n{}\n\n<p>1", " a=b;\n".repeat(SOME))))
    }),
    bomb("归档：一万层 multipart，每层有一万个头", Ends, || {
        bytes(mime(
            &("X: 1\n".repeat(10_000)
                + "Content-Type: multipart/related; boundary=b\n\n"
                + &"--b\nContent-Type: text/html\n\n<p>1\n".repeat(10_000)),
        ))
    }),
    bomb("归档：quoted-printable 全是等号", Ends, || {
        bytes(mime(&format!(
            "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{}",
            "=".repeat(MANY)
        )))
    }),
    bomb("归档：base64 里没有一个合法的字", Ends, || {
        bytes(mime(&format!(
            "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n{}",
            "*".repeat(MANY)
        )))
    }),
    // ---- Word ----
    bomb("docx：元素套元素十万层", Refused("过深"), || {
        bytes(docx(format!("<w:document>{}", "<a>".repeat(SOME)).as_bytes()))
    }),
    bomb("docx：十亿个哈", Ends, || {
        bytes(docx(
            format!("{LAUGHS}<w:document><w:body>{}</w:body></w:document>", paragraph("&a8;")).as_bytes(),
        ))
    }),
    bomb("docx：实体指向自己", Ends, || {
        bytes(docx(
            format!(
                "<!DOCTYPE a [<!ENTITY a '&a;'>]><w:document><w:body>{}</w:body></w:document>",
                paragraph("&a;")
            )
            .as_bytes(),
        ))
    }),
    bomb("docx：外部实体指向本机文件", Ends, || {
        bytes(docx(format!("<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document><w:body>{}</w:body></w:document>", paragraph("&a;")).as_bytes()))
    }),
    bomb("docx：一千格各占四十亿列", Ends, || {
        let cell = format!(
            "<w:tr><w:trPr><w:gridBefore w:val='4000000000'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='4000000000'/><w:vMerge/></w:tcPr>{}</w:tc></w:tr>",
            paragraph("1")
        );
        bytes(word_document(&format!("<w:tbl>{}</w:tbl>", cell.repeat(1000))))
    }),
    bomb("docx：表格套表格三百层", Ends, || {
        bytes(word_document(&format!(
            "{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(300),
            format!("{}</w:tc></w:tr></w:tbl>", paragraph("1")).repeat(300)
        )))
    }),
    bomb("docx：五万个没有结束的域，每个都有结果", Ends, || {
        let field =
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>";
        bytes(word_document(&format!(
            "<w:p>{}{}</w:p>",
            field.repeat(SOME / 2),
            "<w:r><w:t>1</w:t></w:r>".repeat(SOME / 2)
        )))
    }),
    bomb("docx：一百万个属性", Ends, || {
        bytes(word_document(&format!("<w:p {}>{}</w:p>", "a='1' ".repeat(MANY), "<w:r><w:t>1</w:t></w:r>")))
    }),
    bomb("docx：没有结束的注释和 CDATA", Ends, || {
        bytes(docx(format!("<w:document><w:body>{}", "<!-- <![CDATA[ <? ".repeat(SOME)).as_bytes()))
    }),
    bomb("doc：文字块二十万次指向同一段", Ends, || {
        bytes(word_of(&[0x01, 0].repeat(20_000), 20_000, MANY as u32 / 5))
    }),
    bomb("doc：二十万个没有结束的域，每个都有结果", Ends, || {
        bytes(word(&("\u{13}\u{14}".repeat(MANY / 5) + &"1".repeat(MANY / 5)), 1))
    }),
    bomb("doc：文字长度自称四十亿", Ends, || {
        let mut file = word("年报\r", 1);
        let at = file.windows(4).position(|four| four == [0xEC, 0xA5, 0xC1, 0]).unwrap();
        file[at + 0x4C..at + 0x50].copy_from_slice(&u32::MAX.to_le_bytes());
        file[at + 0x60..at + 0x68].copy_from_slice(&[0xFF; 8]);
        bytes(file)
    }),
    bomb("doc：一个单元格标记二十万次", Ends, || bytes(word(&"1\u{7}".repeat(MANY / 5), 1))),
    // ---- Excel ----
    bomb("xlsx：十亿个哈", Ends, || {
        bytes(xlsx(format!("{LAUGHS}<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&a8;</t></is></c></row></sheetData></worksheet>").as_bytes()))
    }),
    bomb("xlsx：一兆长的共享字符串被十万格引用", Ends, || {
        let rows: String = (1..=1000)
            .map(|row| format!("<row r='{row}'>{}</row>", "<c t='s'><v>0</v></c>".repeat(100)))
            .collect();
        bytes(xlsx_of(
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
            format!("<sst><si><t>{}</t></si></sst>", "1".repeat(MANY)).as_bytes(),
        ))
    }),
    bomb("xlsx：一兆长的数字格式用在十万格上", Ends, || {
        let rows: String = (1..=1000)
            .map(|row| format!("<row r='{row}'>{}</row>", "<c s='0'><v>1</v></c>".repeat(100)))
            .collect();
        let styles = format!(
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;{}&quot;0'/></numFmts><cellXfs><xf numFmtId='164'/></cellXfs></styleSheet>",
            "甲".repeat(MANY / 3)
        );
        let file = sheet_rows(&rows);
        let mut parts = crate::mutate::parts(&file).unwrap();
        parts
            .iter_mut()
            .filter(|(name, _)| name.ends_with("styles.xml"))
            .for_each(|(_, content)| *content = styles.clone().into_bytes());
        bytes(zip(&parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect::<Vec<_>>()))
    }),
    bomb("xlsx：两格，隔着整张工作表", Ends, || {
        bytes(sheet_rows(
            "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        ))
    }),
    bomb("xlsx：行号和列号超出四十亿", Ends, || {
        bytes(sheet_rows(
            "<row r='4294967295'><c r='ZZZZZZZ4294967295'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        ))
    }),
    bomb("xlsx：合并区域十万个，都是整张工作表", Ends, || {
        let merges = "<mergeCell ref='A1:XFD1048576'/>".repeat(SOME);
        bytes(xlsx(format!("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells></worksheet>").as_bytes()))
    }),
    bomb("xlsx：合并区域一千个，错开地叠在一起", Ends, || {
        let merges: String =
            (1..1000).map(|at| format!("<mergeCell ref='A{at}:ZZ{}'/>", at + 50_000)).collect();
        bytes(xlsx(format!("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='90000'><c r='A90000'><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells></worksheet>").as_bytes()))
    }),
    bomb("xlsx：三百位的数和指数 1E308", Ends, || {
        bytes(sheet_rows(&format!(
            "<row r='1'><c><v>{}</v></c><c><v>1E308</v></c><c s='1'><v>-1E-308</v></c><c s='3'><v>1E300</v></c><c><v>1e99999999999</v></c></row>",
            "9".repeat(300)
        )))
    }),
    bomb("ods：一行重复四十亿次，一格重复四十亿次", Ends, || {
        bytes(spreadsheet(
            "<table:table><table:table-row table:number-rows-repeated='4294967295'><table:table-cell table:number-columns-repeated='4294967295'><text:p>1</text:p></table:table-cell></table:table-row></table:table>",
        ))
    }),
    bomb("ods：一兆长的一格重复十万次", Ends, || {
        bytes(spreadsheet(&format!(
            "<table:table><table:table-row table:number-rows-repeated='1000'><table:table-cell table:number-columns-repeated='100'><text:p>{}</text:p></table:table-cell></table:table-row></table:table>",
            "1".repeat(MANY)
        )))
    }),
    bomb("ods：一格占四十亿行四十亿列", Ends, || {
        bytes(spreadsheet(&format!("<table:table>{}</table:table>", "<table:table-row><table:table-cell table:number-columns-spanned='4294967295' table:number-rows-spanned='4294967295'><text:p>1</text:p></table:table-cell></table:table-row>".repeat(1000))))
    }),
    bomb("odt：十亿个哈", Ends, || {
        bytes(open_document(format!("{LAUGHS}<office:document-content><office:body><office:text><text:p>&a8;</text:p></office:text></office:body></office:document-content>").as_bytes()))
    }),
    bomb("xls：记录的长度超出文件", Ends, || {
        bytes(compound(&[("Workbook", &[workbook(&[]), vec![0x04, 2, 0xFF, 0xFF]].concat())]))
    }),
    bomb("xls：共享字符串自称四十亿个", Ends, || {
        let table = record(0x00FC, &[0xFF; 8]);
        let mut stream = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        stream.extend(table);
        stream.extend(record(0x003C, &[0xFF, 0xFF, 1]));
        stream.extend(record(0x000A, &[]));
        bytes(compound(&[("Workbook", &stream)]))
    }),
    bomb("xls：六万字的共享字符串被十万格引用", Ends, || {
        let long: Vec<u8> = [&60_000_u16.to_le_bytes()[..], &[0]].concat();
        let first = [&[1, 0, 0, 0, 1, 0, 0, 0], long.as_slice(), &[b'1'; 8000]].concat();
        let mut stream = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let more = [&[0][..], &[b'1'; 8000]].concat();
        let strings = [record(0x00FC, &first), record(0x003C, &more).repeat(7)].concat();
        let at = stream.len() + strings.len() + 16 + 4;
        stream.extend(record(0x0085, &[&(at as u32).to_le_bytes()[..], &[0, 0, 4, 0], b"Data"].concat()));
        stream.extend(strings);
        stream.extend(record(0x000A, &[]));
        stream.extend(record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        for row in 0..1000_u16 {
            for col in 0..100_u16 {
                stream
                    .extend(record(0x00FD, &[&row.to_le_bytes()[..], &col.to_le_bytes(), &[0; 6]].concat()));
            }
        }
        stream.extend(record(0x000A, &[]));
        bytes(compound(&[("Workbook", &stream)]))
    }),
    bomb("xls：合并区域自称六万个，都是整张工作表", Ends, || {
        let regions =
            [&1027_u16.to_le_bytes()[..], &[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF].repeat(1027)].concat();
        bytes(compound(&[(
            "Workbook",
            &workbook(
                &[label(0, 0, "1"), label(65_000, 255, "2"), record(0x00E5, &regions).repeat(100)].concat(),
            ),
        )]))
    }),
    bomb("xls：没有一个记录", Ends, || bytes(compound(&[("Workbook", b"")]))),
    bomb("xls：工作表从文件之外开始", Ends, || {
        let mut stream = workbook(&label(0, 0, "1"));
        let at = stream.windows(4).position(|four| four == [0x85, 0, 12, 0]).unwrap();
        stream[at + 4..at + 8].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes(compound(&[("Workbook", &stream)]))
    }),
    bomb("xls：工作表从自己的目录开始", Ends, || {
        let mut stream = workbook(&label(0, 0, "1"));
        let at = stream.windows(4).position(|four| four == [0x85, 0, 12, 0]).unwrap();
        stream[at + 4..at + 8].copy_from_slice(&[0; 4]);
        bytes(compound(&[("Workbook", &stream)]))
    }),
    // ---- OLE 容器 ----
    bomb("OLE：扇区链指向自己", Ends, || {
        bytes(sectors(
            1,
            &[0xFFFF_FFFD, END, 2],
            &entries(&[
                directory_entry("Root Entry", 5, 1, END, 0),
                directory_entry("Workbook", 2, u32::MAX, 2, 1 << 31),
            ]),
        ))
    }),
    bomb("OLE：扇区链绕成一圈", Ends, || {
        bytes(sectors(
            1,
            &[0xFFFF_FFFD, END, 3, 2],
            &entries(&[
                directory_entry("Root Entry", 5, 1, END, 0),
                directory_entry("WordDocument", 2, u32::MAX, 2, u64::MAX),
            ]),
        ))
    }),
    bomb("OLE：目录链绕成一圈", Ends, || {
        bytes(sectors(
            1,
            &[0xFFFF_FFFD, 1],
            &entries(&[
                directory_entry("Root Entry", 5, 1, END, 0),
                directory_entry("Workbook", 2, 0, 1, 4096),
            ]),
        ))
    }),
    bomb("OLE：目录树的孩子是自己", Ends, || {
        bytes(sectors(
            1,
            &[0xFFFF_FFFD, END],
            &entries(&[
                directory_entry("Root Entry", 5, 0, END, 0),
                directory_entry("Workbook", 2, 1, 1, 4096),
            ]),
        ))
    }),
    bomb("OLE：小扇区链绕成一圈", Ends, || {
        let mut file = sectors(
            1,
            &[0xFFFF_FFFD, END, END, 3],
            &entries(&[
                directory_entry("Root Entry", 5, 1, 3, 1 << 30),
                directory_entry("Workbook", 2, u32::MAX, 0, 4000),
            ]),
        );
        file[60..64].copy_from_slice(&2_u32.to_le_bytes());
        file[64..68].copy_from_slice(&1_u32.to_le_bytes());
        file.extend([0; 1024]);
        bytes(file)
    }),
    bomb("OLE：扇区表的扇区表绕成一圈", Ends, || {
        let mut file =
            sectors(1, &[0xFFFF_FFFD, END], &entries(&[directory_entry("Root Entry", 5, 1, END, 0)]));
        file[44..48].copy_from_slice(&u32::MAX.to_le_bytes());
        file[68..72].copy_from_slice(&0_u32.to_le_bytes());
        file[72..76].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes(file)
    }),
    bomb("OLE：扇区大小自称 2 的 65535 次方", Ends, || {
        let mut file = compound(&[("Workbook", b"1")]);
        file[30..34].copy_from_slice(&[0xFF; 4]);
        bytes(file)
    }),
    bomb("OLE：只有文件头", Ends, || bytes(header(0, 0, 1))),
    // ---- RTF ----
    bomb("RTF：花括号套花括号一百万层", Ends, || {
        bytes("{\\rtf1 ".to_owned() + &"{".repeat(MANY))
    }),
    bomb("RTF：\\bin 自称四十亿", Ends, || bytes("{\\rtf1 年报\\bin4294967295 1\\par}".to_owned())),
    bomb("RTF：\\bin 是负数，十万个", Ends, || {
        bytes("{\\rtf1 ".to_owned() + &"\\bin-1 a\\bin1".repeat(SOME) + "}")
    }),
    bomb("RTF：\\uc 自称二十亿", Ends, || {
        bytes("{\\rtf1\\uc2000000000 ".to_owned() + &"\\u24180?".repeat(1000) + "\\par}")
    }),
    bomb("RTF：一行里十万个 \\cellx 和 \\cell", Ends, || {
        bytes(
            "{\\rtf1 \\trowd".to_owned()
                + &(0..SOME).map(|at| format!("\\cellx{at}")).collect::<String>()
                + "\\intbl "
                + &"1\\cell ".repeat(SOME)
                + "\\row}",
        )
    }),
    bomb("RTF：\\itap 自称二十亿", Ends, || {
        bytes("{\\rtf1 ".to_owned() + &"\\itap2000000000 1\\nestcell ".repeat(1000) + "}")
    }),
    bomb("RTF：参数有一千位", Ends, || {
        bytes(format!("{{\\rtf1 \\cellx{}\\u-{}?\\'zz 1\\par}}", "9".repeat(1000), "9".repeat(1000)))
    }),
    bomb("RTF：控制字有一兆长", Ends, || bytes(format!("{{\\rtf1 \\{} 1\\par}}", "a".repeat(MANY)))),
    // ---- PDF ----
    bomb("PDF：页面树指向自己", Ends, || {
        bytes(pdf(&[
            (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
            (2, b"<< /Type /Pages /Count 1 /Kids [ 2 0 R 2 0 R ] /Parent 2 0 R >>".to_vec()),
        ]))
    }),
    bomb("PDF：页面树三十层，每层是上一层的十倍", Ends, || {
        let level = |at: usize| {
            (
                at,
                format!("<< /Type /Pages /Count 10 /Kids [ {} ] >>", format!("{} 0 R ", at + 1).repeat(10))
                    .into_bytes(),
            )
        };
        let mut objects = vec![(1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec())];
        objects.extend((2..32).map(level));
        objects.push((32, b"<< /Type /Page /MediaBox [0 0 1 1] >>".to_vec()));
        bytes(pdf(&objects))
    }),
    bomb("PDF：页数自称二十亿", Ends, || {
        bytes(pdf(&[
            (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
            (2, b"<< /Type /Pages /Count 2147483647 /Kids [ ] >>".to_vec()),
        ]))
    }),
    bomb("PDF：目录就是页面树", Ends, || {
        bytes(pdf(&[(1, b"<< /Type /Catalog /Pages 1 0 R /Kids [ 1 0 R ] >>".to_vec())]))
    }),
    bomb("PDF：交叉引用表的上一张是自己", Ends, || {
        let file = page("/Contents 4 0 R", vec![(4, pdf_stream("", b"BT ET"))]);
        let text = String::from_utf8(file).unwrap();
        let at = text.rfind("\nxref").unwrap() + 1;
        bytes(text.replace("/Root", &format!("/Prev {at} /Root")))
    }),
    bomb("PDF：startxref 指向文件之外", Ends, || {
        let file =
            String::from_utf8(page("/Contents 4 0 R", vec![(4, pdf_stream("", b"BT /F1 9 Tf (1) Tj ET"))]))
                .unwrap();
        let at = file.rfind("startxref").unwrap();
        bytes(format!("{}startxref\n99999999999999\n%%EOF", &file[..at]))
    }),
    bomb("PDF：流的长度自称 1 GB", Ends, || {
        let file =
            String::from_utf8(page("/Contents 4 0 R", vec![(4, pdf_stream("", b"BT /F1 9 Tf (1) Tj ET"))]))
                .unwrap();
        bytes(file.replace("/Length 21", "/Length 1073741824"))
    }),
    bomb("PDF：流的长度是指向自己的引用", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(4, b"<< /Length 4 0 R >>\nstream\nBT /F1 9 Tf (1) Tj ET\nendstream".to_vec())],
        ))
    }),
    bomb("PDF：引用绕成一圈", Ends, || {
        bytes(page("/Contents 7 0 R", vec![(7, b"8 0 R".to_vec()), (8, b"7 0 R".to_vec())]))
    }),
    bomb("PDF：数组套数组十万层", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(4, pdf_stream("", "[".repeat(SOME).as_bytes())), (9, "[".repeat(SOME).into_bytes())],
        ))
    }),
    bomb("PDF：字典套字典十万层", Ends, || {
        bytes(page(&format!("/A {}", "<< /A ".repeat(SOME)), vec![]))
    }),
    bomb("PDF：内容是同一个 24 MB 的流，五百次", Ends, || {
        let flate = compress_to_vec_zlib(&vec![b' '; 23 << 20], 1);
        bytes(page(
            &format!("/Contents [ {} ]", "4 0 R ".repeat(500)),
            vec![(4, pdf_stream("/Filter /FlateDecode", &flate))],
        ))
    }),
    bomb("PDF：压缩三次的流，每次一百倍", Ends, || {
        let inner = (0..3).fold(vec![b' '; 20 << 20], |content, _| compress_to_vec_zlib(&content, 6));
        bytes(page(
            "/Contents 4 0 R",
            vec![(4, pdf_stream("/Filter [ /FlateDecode /FlateDecode /FlateDecode ]", &inner))],
        ))
    }),
    bomb("PDF：一万个过滤器", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(4, pdf_stream(&format!("/Filter [ {} ]", "/ASCIIHexDecode ".repeat(10_000)), b"42>"))],
        ))
    }),
    bomb("PDF：预测器自称每行二十亿列", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(
                4,
                pdf_stream(
                    "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 32 >>",
                    &compress_to_vec_zlib(b"\x02BT ET", 6),
                ),
            )],
        ))
    }),
    bomb("PDF：预测器的颜色是零", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(
                4,
                pdf_stream(
                    "/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 0 >>",
                    &compress_to_vec_zlib(b"BT ET", 6),
                ),
            )],
        ))
    }),
    bomb("PDF：预测器每点二百五十六位", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![(
                4,
                pdf_stream(
                    "/Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 16 /BitsPerComponent 16 >>",
                    &compress_to_vec_zlib(b"BT ET", 6),
                ),
            )],
        ))
    }),
    bomb("PDF：交叉引用流的预测器的颜色是零", Ends, || {
        let packed = compress_to_vec_zlib(&[1; 40], 6);
        let stream = pdf_stream(
            "/Type /XRef /Size 9 /W [ 1 2 1 ] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 2 /Colors 0 /Columns 4 >>",
            &packed,
        );
        let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec();
        let at = file.len();
        file.extend(
            [b"9 0 obj\n".as_slice(), &stream, format!("\nendobj\nstartxref\n{at}\n%%EOF").as_bytes()]
                .concat(),
        );
        bytes(file)
    }),
    bomb("PDF：对象流里的对象是它自己", Ends, || {
        bytes(page(
            "/Contents 4 0 R",
            vec![
                (4, pdf_stream("", b"BT ET")),
                (9, pdf_stream("/Type /ObjStm /N 2147483647 /First 2147483647 /Extends 9 0 R", b"9 0 9 0 ")),
            ],
        ))
    }),
    bomb("PDF：交叉引用流的列宽自称二十亿", Ends, || {
        let stream = pdf_stream(
            "/Type /XRef /Size 2147483647 /W [ 2147483647 2147483647 2147483647 ] /Index [ 0 2147483647 ] /Root 1 0 R",
            b"1",
        );
        let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec();
        let at = file.len();
        file.extend(
            [b"9 0 obj\n".as_slice(), &stream, format!("\nendobj\nstartxref\n{at}\n%%EOF").as_bytes()]
                .concat(),
        );
        bytes(file)
    }),
    bomb("PDF：表单画自己", Ends, || bytes(pdf_page(b"/X0 Do", b""))),
    bomb("PDF：表单十六层，每层画下一层十次", Ends, || {
        let form = |at: usize| {
            (
                at,
                pdf_stream(
                    &format!(
                        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 {} 0 R >> >>",
                        at + 1
                    ),
                    "/X0 Do ".repeat(10).as_bytes(),
                ),
            )
        };
        let mut more = vec![(4, pdf_stream("", b"/X0 Do"))];
        more.extend((20..60).map(form));
        bytes(page("/Contents 4 0 R /Resources << /XObject << /X0 20 0 R >> >>", more))
    }),
    bomb("PDF：一个编码对应一兆长的文字，用一万次", Ends, || {
        let map = format!(
            "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0041> <{}> endbfchar",
            "4E00".repeat(MANY / 4)
        );
        bytes(pdf_page(format!("BT /F1 9 Tf {} ET", "<0041> Tj ".repeat(10_000)).as_bytes(), map.as_bytes()))
    }),
    bomb("PDF：字符映射的范围自称四十亿", Ends, || {
        let map = "1 begincodespacerange <00> <ffffffff> endcodespacerange 2 beginbfrange <0000> <ffffffff> <4e00> <00000000> <ffffffff> [ <4e00> ] endbfrange ".repeat(500);
        bytes(pdf_page(b"BT /F1 9 Tf <00410042> Tj ET", map.as_bytes()))
    }),
    bomb("PDF：宽度表自称二十亿个字", Ends, || {
        bytes(page("/Contents 4 0 R /Resources << /Font << /F1 6 0 R >> >>", vec![(4, pdf_stream("", b"BT /F1 9 Tf <0041> Tj ET")), (6, format!("<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /W [ {} ] >> ] >>", "0 2147483647 500 ".repeat(10_000)).into_bytes())]))
    }),
    bomb("PDF：一百万次 q，没有 Q", Ends, || bytes(pdf_page("q ".repeat(MANY).as_bytes(), b""))),
    bomb("PDF：一百万条线", Ends, || {
        bytes(pdf_page(
            (0..MANY / 5)
                .map(|at| format!("{} 0 m {} 800 l S ", at % 600, at % 600))
                .collect::<String>()
                .as_bytes(),
            b"",
        ))
    }),
    bomb("PDF：横竖各一千条线，一百万个格", Ends, || {
        bytes(pdf_page(
            (0..1000)
                .fold(String::new(), |mut out, at| {
                    write!(out, "{0} 0 m {0} 842 l S 0 {0} m 595 {0} l S ", f64::from(at) * 0.59).unwrap();
                    out
                })
                .as_bytes(),
            b"",
        ))
    }),
    bomb("PDF：坐标是无穷大和不是数", Ends, || {
        bytes(pdf_page(b"1e99 0 0 1e99 0 0 cm 99999999999999999999999999999999999999999999 0 m -1e400 0 l S BT /F1 1e40 Tf 1e38 0 0 1e38 1e38 1e38 Tm <0041> Tj ET 0 0 0 0 0 0 cm BT /F1 9 Tf <0041> Tj ET", b""))
    }),
    bomb("PDF：页面有二十亿点宽", Ends, || {
        bytes(page(
            "/MediaBox [-2147483648 -2147483648 2147483647 2147483647] /Rotate 2147483647 /Contents 4 0 R",
            vec![(4, pdf_stream("", b"BT /F1 9 Tf (1) Tj ET 0 0 m 2000000000 2000000000 l S"))],
        ))
    }),
    bomb("PDF：文字叠在同一处一百万次", Ends, || {
        bytes(pdf_page(
            ("BT /F1 9 Tf 1 0 0 1 99 99 Tm ".to_owned() + &"<0041> Tj 1 0 0 1 99 99 Tm ".repeat(SOME) + "ET")
                .as_bytes(),
            b"",
        ))
    }),
    bomb("PDF：内嵌图片没有结束", Ends, || {
        bytes(pdf_page("BI /W 2147483647 /H 2147483647 ID ".repeat(1000).as_bytes(), b""))
    }),
    // ---- OFD ----
    bomb("OFD：十亿个哈", Ends, || {
        bytes(ofd(format!("{LAUGHS}<ofd:Page><ofd:Content><ofd:Layer><ofd:TextObject Boundary='0 0 9 9' Size='3'><ofd:TextCode X='0' Y='3'>&a8;</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>").as_bytes()))
    }),
    bomb("OFD：元素套元素十万层", Ends, || bytes(drawn(&"<ofd:PageBlock>".repeat(SOME)))),
    bomb("OFD：间距自称重复十亿次", Ends, || {
        bytes(drawn(
            "<ofd:TextObject Boundary='0 0 9 9' Size='3'><ofd:TextCode X='0' Y='3' DeltaX='g 1000000000 3 g 1000000000 3'>年报</ofd:TextCode></ofd:TextObject>",
        ))
    }),
    bomb("OFD：六万页都是同一页", Ends, || {
        let pages = "<ofd:Page ID='1' BaseLoc='0.xml'/>".repeat(60_000);
        let one = "<ofd:Page><ofd:Content><ofd:Layer><ofd:TextObject Boundary='0 0 9 9' Size='3'><ofd:TextCode X='0' Y='3'>1</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>";
        bytes(zip(&[
            (
                "OFD.xml",
                b"<ofd:OFD><ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            ),
            (
                "Document.xml",
                format!("<ofd:Document><ofd:Pages>{pages}</ofd:Pages></ofd:Document>").as_bytes(),
            ),
            ("0.xml", one.as_bytes()),
        ]))
    }),
    bomb("OFD：页面的模板是自己", Ends, || {
        bytes(zip(&[
        ("OFD.xml", b"<ofd:OFD><ofd:DocBody><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        ("Document.xml", b"<ofd:Document><ofd:CommonData><ofd:TemplatePage ID='1' BaseLoc='0.xml'/></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='0.xml'/></ofd:Pages></ofd:Document>"),
        ("0.xml", b"<ofd:Page><ofd:Template TemplateID='1'/><ofd:Content><ofd:Layer><ofd:TextObject Boundary='0 0 9 9' Size='3'><ofd:TextCode X='0' Y='3'>1</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"),
    ]))
    }),
    bomb("OFD：一条路径有一百万段", Ends, || {
        bytes(drawn(&format!(
            "<ofd:PathObject Boundary='0 0 99 99'><ofd:AbbreviatedData>M 0 0 {}</ofd:AbbreviatedData></ofd:PathObject>",
            "L 1 1 ".repeat(MANY / 3)
        )))
    }),
    bomb("OFD：坐标是无穷大和不是数", Ends, || {
        bytes(drawn(
            "<ofd:PathObject Boundary='NaN inf -1e400 1e400' CTM='1e300 NaN 0 0 inf 1'><ofd:AbbreviatedData>M NaN 0 L inf 1e308</ofd:AbbreviatedData></ofd:PathObject><ofd:TextObject Boundary='1e300 NaN 9 9' Size='inf'><ofd:TextCode X='NaN' Y='1e308' DeltaX='NaN inf'>年报</ofd:TextCode></ofd:TextObject>",
        ))
    }),
];
