//! What mutation begins with: whole reports in every format written here, and the real files of `GOUJI_REPORTS`.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)] // a test may fail

use std::fmt::Write as _;
use std::path::Path;

use gouji::document::pack;
use gouji::forms::{SlotKind, layout};
use gouji::input::{Content, Input};
use gouji::readers::{charset::native_decode, read};

use crate::layout_support::figures;
use crate::office_support::{PLAIN, docx, fods, fodt, xlsx};
use crate::page_support::{ofd, pdf};
use crate::report::{Style, pages};
use crate::support::{self, Sheet};
use crate::{containers, mutate};

pub fn sheet(form: &str, seed: u64) -> Sheet {
    let year = if form == "2019" { 2020 } else { 2023 };
    let title = format!("甲市人民政府{year}年政府信息公开工作年度报告");
    Sheet::consistent(form, &title, &mut figures(seed, 300))
}

/// The same report in every format, each with the name of the reader that reads it.
pub fn formats(sheet: &Sheet) -> Vec<(&'static str, Content)> {
    let bytes = Content::Bytes;
    vec![
        ("html", Content::Html(sheet.html())),
        ("text", Content::Text(sheet.spaced())),
        ("text", Content::Text(sheet.one_per_line())),
        ("csv", bytes(csv(sheet).into_bytes())),
        ("mht", bytes(mht(sheet))),
        ("docx", bytes(docx(sheet, &PLAIN))),
        ("xlsx", bytes(xlsx(sheet, &PLAIN))),
        ("odt", bytes(fodt(sheet, &PLAIN))),
        ("ods", bytes(fods(sheet, &PLAIN))),
        ("odt", bytes(zipped(&fodt(sheet, &PLAIN)))),
        ("rtf", bytes(rtf(sheet))),
        ("xls", bytes(xls(sheet))),
        ("pdf", bytes(pdf(&pages(sheet, &style(sheet))))),
        ("ofd", bytes(ofd(&pages(sheet, &style(sheet))))),
    ]
}

fn style(sheet: &Sheet) -> Style {
    Style { form: sheet.form.id, prose: 2, ..Style::new("plain") }
}

/// Every table as rows of cells, each with its text at the slot where it begins; merged cells cover `(rows, cols)`.
fn tables(sheet: &Sheet) -> Vec<Vec<Vec<(String, usize, usize)>>> {
    let mut start = 0;
    let mut tables = Vec::new();
    for table in sheet.form.tables {
        let rows = layout(table);
        let text = |slot: &gouji::forms::Slot| match slot.kind {
            SlotKind::Value(at) => sheet.cells[start + at].clone(),
            _ => slot.text.to_owned(),
        };
        let row = |row: &Vec<gouji::forms::Slot>| {
            row.iter().map(|slot| (text(slot), slot.rowspan, slot.colspan)).collect()
        };
        tables.push(rows.iter().map(row).collect());
        start += table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum::<usize>();
    }
    tables
}

/// A grid of a table: where each cell begins.
fn places(rows: &[Vec<(String, usize, usize)>]) -> Vec<(usize, usize, &str, usize, usize)> {
    let width: usize = rows[0].iter().map(|(_, _, cols)| cols).sum();
    let mut taken = vec![vec![false; width]; rows.len()];
    let mut cells = Vec::new();
    for (row, slots) in rows.iter().enumerate() {
        for (text, down, right) in slots {
            let col = taken[row].iter().position(|taken| !taken).expect("a free slot");
            taken[row..row + down].iter_mut().for_each(|line| line[col..col + right].fill(true));
            cells.push((row, col, text.as_str(), *down, *right));
        }
    }
    cells
}

fn csv(sheet: &Sheet) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    sheet
        .tabs()
        .lines()
        .map(|line| line.split('\t').map(quoted).collect::<Vec<_>>().join(",") + "\r\n")
        .collect()
}

fn mht(sheet: &Sheet) -> Vec<u8> {
    let html: String = sheet
        .html()
        .bytes()
        .map(|byte| format!("={byte:02X}"))
        .collect::<Vec<_>>()
        .chunks(24)
        .map(|line| line.concat() + "=\r\n")
        .collect();
    format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_A\"\r\n\r\n------=_A\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{html}\r\n------=_A\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n------=_A--\r\n"
    )
    .into_bytes()
}

fn zipped(flat: &[u8]) -> Vec<u8> {
    containers::zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", flat)])
}

fn rtf(sheet: &Sheet) -> Vec<u8> {
    let escaped = |text: &str| -> String {
        text.encode_utf16()
            .map(|unit| {
                if unit < 128 {
                    char::from(unit as u8).to_string()
                } else {
                    format!("\\u{}?", unit.cast_signed())
                }
            })
            .collect()
    };
    let mut out = format!("{{\\rtf1\\ansi\\ansicpg936 {}\\par\n", escaped(&sheet.title));
    for (table, rows) in sheet.form.tables.iter().zip(tables(sheet)) {
        writeln!(out, "{}\\par", escaped(table.title)).unwrap();
        let cells = places(&rows);
        let width: usize = rows[0].iter().map(|(_, _, cols)| cols).sum();
        for row in 0..rows.len() {
            let (mut widths, mut texts, mut col) = (String::new(), String::new(), 0);
            while col < width {
                let covers = |(r, c, _, down, right): &&(usize, usize, &str, usize, usize)| {
                    (*r..r + down).contains(&row) && (*c..c + right).contains(&col)
                };
                let (r, c, text, down, right) = cells.iter().find(covers).expect("every slot is covered");
                let merge = match (*down > 1, *r == row) {
                    (true, true) => "\\clvmgf",
                    (true, false) => "\\clvmrg",
                    _ => "",
                };
                write!(widths, "{merge}\\cellx{}", (c + right) * 1000).unwrap();
                write!(texts, "\\intbl {}\\cell", if *r == row { escaped(text) } else { String::new() })
                    .unwrap();
                col = c + right;
            }
            writeln!(out, "\\trowd{widths}{texts}\\row").unwrap();
        }
    }
    (out + "}").into_bytes()
}

fn xls(sheet: &Sheet) -> Vec<u8> {
    let (mut records, mut merged, mut row) = (containers::label(0, 0, &sheet.title), Vec::new(), 1);
    for (table, rows) in sheet.form.tables.iter().zip(tables(sheet)) {
        records.extend(containers::label(row, 0, table.title));
        row += 1;
        for (r, c, text, down, right) in places(&rows) {
            let (r, c) = (row + r as u16, c as u16);
            records.extend(containers::label(r, c, text));
            if down * right > 1 {
                merged.push([r, r + down as u16 - 1, c, c + right as u16 - 1]);
            }
        }
        row += rows.len() as u16 + 1;
    }
    let mut data = (merged.len() as u16).to_le_bytes().to_vec();
    data.extend(merged.iter().flatten().flat_map(|side| side.to_le_bytes()));
    records.extend(containers::record(0x00E5, &data));
    containers::compound(&[("Workbook", &containers::workbook(&records))])
}

/// The files below a folder, in order.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut list: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap().path()).collect();
    list.sort();
    list.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Real files up to this size: what is changed in larger ones is seldom reached.
const MAX_REAL: u64 = 400 << 10;

fn real() -> Vec<Vec<u8>> {
    let Some(folder) = std::env::var_os("GOUJI_REPORTS") else { return Vec::new() };
    let small = |path: &std::path::PathBuf| {
        path.metadata().is_ok_and(|meta| meta.len() <= MAX_REAL)
            && path.extension().is_none_or(|e| e != "json")
    };
    files(Path::new(&folder))
        .into_iter()
        .filter(small)
        .map(|path| std::fs::read(path).expect("a file"))
        .collect()
}

/// Reports and how they break, as bytes a target takes as they are.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let sheets = [sheet("2021", 1), sheet("2019", 2)];
    let all = || sheets.iter().flat_map(formats);
    let bytes = |content: Content| match content {
        Content::Html(text) | Content::Text(text) => text.into_bytes(),
        Content::Bytes(bytes) => bytes,
    };
    let of = |ids: &[&str]| -> Vec<Vec<u8>> {
        all().filter(|(id, _)| ids.contains(id)).map(|(_, content)| bytes(content)).collect()
    };
    let real = |begin: &[u8]| real().into_iter().filter(|file| file.starts_with(begin)).collect::<Vec<_>>();
    let part = |files: Vec<Vec<u8>>, name: &str| -> Vec<Vec<u8>> {
        files
            .iter()
            .filter_map(|file| {
                mutate::parts(file)?
                    .into_iter()
                    .find(|(own, _)| own.ends_with(name))
                    .map(|(_, content)| content)
            })
            .collect()
    };
    let texts = || -> Vec<Vec<u8>> {
        self::real().into_iter().filter(|file| std::str::from_utf8(file).is_ok()).collect()
    };
    match target {
        "html" => [of(&["html"]), real(b"<")].concat(),
        "text" => [of(&["text"]), texts()].concat(),
        "csv" => of(&["csv", "text"]),
        "charset" => charsets(&sheets[0]),
        "mht" => of(&["mht"]),
        "docx" => [part(of(&["docx"]), "document.xml"), of(&["docx"]), real(b"PK")].concat(),
        "xlsx" => [part(of(&["xlsx"]), "sheet1.xml"), of(&["xlsx"]), real(b"PK")].concat(),
        "odf" | "flat" => [of(&["odt", "ods"]), part(real(b"PK"), "content.xml")].concat(),
        "rtf" => [of(&["rtf"]), real(b"{\\rtf")].concat(),
        "doc" => {
            [vec![containers::word(&sheets[0].spaced().replace(['\n', ' '], "\r"), 1)], real(b"\xD0\xCF")]
                .concat()
        }
        "xls" | "ole" => [of(&["xls"]), real(b"\xD0\xCF")].concat(),
        "zip" => [of(&["docx", "xlsx", "ofd"]), real(b"PK")].concat(),
        "pdf" => [of(&["pdf"]), real(b"%PDF")].concat(),
        "pdf-page" => pdf_pages(),
        "ofd" => [part(of(&["ofd"]), "0.xml"), of(&["ofd"]), real(b"PK")].concat(),
        "number" => numbers(),
        "recognise" | "localise" | "form" => (1..8).map(random_bytes).collect(),
        "pack" => all().map(|(_, content)| packed(content)).collect(),
        #[cfg(feature = "dossier")]
        "digest" => all()
            .map(|(_, content)| {
                support::check(content).result.expect("a report").digest(Some("年报")).encode()
            })
            .collect::<Vec<_>>(),
        "annotate" => [of(&["docx", "xlsx"]), real(b"PK")].concat(),
        _ => [all().map(|(_, content)| bytes(content)).collect(), self::real()].concat(),
    }
}

fn packed(content: Content) -> Vec<u8> {
    let (document, reader) = read(&Input { name: None, content }, native_decode).expect("a document");
    pack::encode(&document, reader)
}

fn random_bytes(seed: u64) -> Vec<u8> {
    let mut random = mutate::Random(seed);
    (0..seed * 100).map(|_| random.next() as u8).collect()
}

fn numbers() -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(support::folder("number.md")).unwrap();
    text.lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| support::row(line)[0].clone().into_bytes())
        .collect()
}

/// A report in every charset, and in what becomes of it when read as another.
fn charsets(sheet: &Sheet) -> Vec<Vec<u8>> {
    let text = sheet.spaced();
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    let (big5, _, _) = encoding_rs::BIG5.encode(&text);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let as_latin: String = text.bytes().map(char::from).collect();
    let as_gbk = encoding_rs::GB18030.decode(text.as_bytes()).0.into_owned();
    vec![
        gbk.to_vec(),
        big5.to_vec(),
        [b"\xFF\xFE", wide.as_slice()].concat(),
        wide.clone(),
        [b"\xFE\xFF", high.as_slice()].concat(),
        as_latin.into_bytes(),
        as_gbk.into_bytes(),
        format!("<meta charset=big5>{text}").into_bytes(),
        text.into_bytes(),
    ]
}

fn pdf_pages() -> Vec<Vec<u8>> {
    let map = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <4e00> endbfrange endcmap";
    let page = b"q 1 0 0 1 0 0 cm 50 50 500 700 re S 50 100 m 550 100 l S BT /F1 9 Tf 1 0 0 1 60 700 Tm <00410042> Tj [<0041> -500 (ab)] TJ T* ET /X0 Do 0.5 g 1 2 3 4 re f Q";
    let begin = [[map.len() as u8].as_slice(), map].concat();
    vec![
        [begin.as_slice(), page].concat(),
        [&[0], &page[..]].concat(),
        [begin.as_slice(), &page.repeat(20)].concat(),
    ]
}
