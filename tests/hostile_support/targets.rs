//! What is fuzzed: one function of bytes per reader and step, each of which stops when something does not hold.
//!
//! Two runners share them: `tests/fuzz.rs` (stable, bounded, part of `cargo test`) and `tests/fuzz/` (libFuzzer).
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc
)] // a target stops at the first surprise

use std::collections::HashSet;

use gouji::document::{Block, Document, Grid, GridCell, Origin, pack};
use gouji::dossier::{Area, Digest, Wish};
use gouji::forms::{FORMS, Shape};
use gouji::input::{Content, Input, Unreadable};
use gouji::localize::{self, Equation, Layout, Localization, Standing, System, Variable};
use gouji::number::{self, Quantity};
use gouji::readers::charset::native_decode;
use gouji::readers::{limits, office};
use gouji::recognize::{Presence, Report};
use gouji::rules::equation::relations;
use gouji::takeaway::{self, Mark, Tone};
use gouji::{Checked, Options, Review, ReviewVerdict, handout, together, view};

use crate::containers;
use crate::sums::sums;

/// A function that is given any bytes.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
}

/// Every target. Those named after a format take the inside of a file as well as a whole file.
pub const TARGETS: &[Target] = &[
    Target { name: "html", run: |bytes| drop(examine(None, Content::Html(lossy(bytes)))) },
    Target { name: "text", run: |bytes| drop(examine(None, Content::Text(lossy(bytes)))) },
    Target { name: "csv", run: |bytes| file("年报.csv", bytes.to_vec()) },
    Target { name: "charset", run: |bytes| file("年报.txt", bytes.to_vec()) },
    Target {
        name: "mht",
        run: |bytes| inside(bytes, b"From:", |rest| [b"From: <1>\nMIME-Version: 1.0\n", rest].concat()),
    },
    Target { name: "docx", run: |bytes| inside(bytes, b"PK", containers::docx) },
    Target { name: "xlsx", run: |bytes| inside(bytes, b"PK", containers::xlsx) },
    Target { name: "odf", run: |bytes| inside(bytes, b"PK", containers::open_document) },
    Target {
        name: "flat",
        run: |bytes| inside(bytes, b"<?xml", |rest| [b"<?xml version='1.0'?>", rest].concat()),
    },
    Target { name: "rtf", run: |bytes| inside(bytes, b"{\\rtf", |rest| [b"{\\rtf1", rest].concat()) },
    Target { name: "doc", run: |bytes| inside(bytes, b"\xD0\xCF", word) },
    Target {
        name: "xls",
        run: |bytes| {
            inside(bytes, b"\xD0\xCF", |rest| {
                containers::compound(&[("Workbook", &containers::workbook(rest))])
            });
        },
    },
    Target {
        name: "ole",
        run: |bytes| inside(bytes, b"\xD0\xCF", |rest| [&containers::header(0, 1, 1), rest].concat()),
    },
    Target { name: "zip", run: zip },
    Target { name: "pdf", run: |bytes| inside(bytes, b"%PDF", |rest| [b"%PDF-1.7\n", rest].concat()) },
    Target { name: "pdf-page", run: pdf_page },
    Target { name: "ofd", run: |bytes| inside(bytes, b"PK", containers::ofd) },
    Target { name: "number", run: number },
    Target { name: "recognise", run: recognise },
    Target { name: "localise", run: localise },
    Target { name: "form", run: form },
    Target { name: "pack", run: packed },
    Target { name: "digest", run: digest },
    Target { name: "annotate", run: annotate },
    Target { name: "review", run: review },
];

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

// ---- Readers ----

/// The bytes as a whole file where they begin as one, else as the inside of one.
fn inside(bytes: &[u8], magic: &[u8], wrap: impl Fn(&[u8]) -> Vec<u8>) {
    file("年报", if bytes.starts_with(magic) { bytes.to_vec() } else { wrap(bytes) });
}

fn file(name: &str, bytes: Vec<u8>) {
    drop(examine(Some(name), Content::Bytes(bytes)));
}

/// Text in pieces, the first byte says how many.
fn word(bytes: &[u8]) -> Vec<u8> {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let length = u32::try_from(rest.len() / 2).unwrap();
    containers::word_of(rest, length, u32::from(first % 4))
}

fn zip(bytes: &[u8]) {
    if let Some(Ok(members)) = office::members(bytes, native_decode) {
        for member in members {
            member.content.map_err(|why| spoken(&why)).ok();
        }
    }
    file("年报", bytes.to_vec());
}

/// The first byte says how much is the font's map of characters; the rest is drawn on the page.
fn pdf_page(bytes: &[u8]) {
    if bytes.starts_with(b"%PDF") {
        return file("年报", bytes.to_vec());
    }
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let (map, content) = rest.split_at(usize::from(*first).min(rest.len()));
    file("年报", containers::pdf_page(content, map));
}

/// The whole way: what is read is sound, what is said is honest and can be written.
pub fn examine(name: Option<&str>, content: Content) -> Review {
    let input = Input { name: name.map(str::to_owned), content };
    let review = gouji::review(&input, &Options::default(), native_decode);
    sound_review(&review);
    review
}

pub fn sound_review(review: &Review) {
    match &review.result {
        Err(why) => spoken(why),
        Ok(checked) => {
            sound(&checked.document);
            honest(review.verdict(), &checked.report);
            repairs_repair(checked);
        }
    }
    let json = serde_json::to_string(&view::review(review)).expect("JSON");
    assert!(!json.is_empty() && !gouji::record::write(review).is_empty());
}

/// A refusal says in Chinese why, and what to do.
fn spoken(why: &Unreadable) {
    for text in [&why.reason, &why.advice] {
        let chinese = text.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
        assert!(chinese && text.ends_with(['。', '；', '！']), "{text:?} is no Chinese sentence");
    }
}

/// Slots of one grid up to which overlapping cells are looked for.
const MAX_SLOTS: u64 = 1 << 16;

/// Within the limits; cells in order, within their grid, none on another.
pub fn sound(document: &Document) {
    let mut cells = 0;
    assert!(document.blocks.len() <= limits::MAX_BLOCKS, "{} blocks", document.blocks.len());
    for block in &document.blocks {
        let Block::Grid(grid) = block else { continue };
        cells += grid.cells.len();
        sound_grid(grid);
    }
    assert!(cells <= limits::MAX_CELLS, "{cells} cells");
}

fn sound_grid(grid: &Grid) {
    assert!(grid.cells.windows(2).all(|pair| (pair[0].row, pair[0].col) < (pair[1].row, pair[1].col)));
    let mut slots = HashSet::new();
    for cell in &grid.cells {
        assert!(cell.rowspan >= 1 && cell.colspan >= 1, "{cell:?}");
        let (below, right) = (cell.row + cell.rowspan, cell.col + cell.colspan);
        assert!(below <= grid.rows && right <= grid.cols, "{cell:?} in {} × {}", grid.rows, grid.cols);
        if u64::from(grid.rows) * u64::from(grid.cols) <= MAX_SLOTS {
            let covered = (cell.row..below).flat_map(|row| (cell.col..right).map(move |col| (row, col)));
            covered.for_each(|slot| assert!(slots.insert(slot), "{cell:?} lies on another"));
        }
    }
}

/// "Consistent" is only said of a report that is there as a whole and whose sums, computed here once more from
/// nothing but the digits, are right.
fn honest(verdict: ReviewVerdict, report: &Report) {
    if verdict != ReviewVerdict::Consistent {
        return;
    }
    assert_eq!(report.presence, [Presence::Complete; 3], "consistent, but not all there");
    let digits = |at: usize| -> Option<i64> {
        let raw = report.facts[at].raw.as_deref()?.trim();
        let plain = raw.bytes().all(|byte| byte.is_ascii_digit()) && raw.len() <= number::MAX_DIGITS;
        if raw.is_empty() { Some(0) } else { plain.then(|| raw.parse().ok())? }
    };
    for (left, right) in sums(report.form) {
        let total = |cells: &[usize]| cells.iter().map(|&at| digits(at)).sum::<Option<i64>>();
        if let (Some(one), Some(other)) = (total(&left), total(&right)) {
            assert_eq!(one, other, "consistent, but {left:?} is not {right:?}");
        }
    }
}

/// Every repair that is shown makes the relations it is for hold.
fn repairs_repair(checked: &Checked) {
    let equations = &relations(checked.report.form).equations;
    for finding in &checked.findings {
        let of = |at: &usize| checked.outcomes.get(*at).map(|outcome| outcome.cells().to_vec());
        let failing: Vec<Vec<usize>> = finding.relations.iter().filter_map(of).collect();
        for repair in &finding.repairs {
            let value = |at: usize| {
                let changed = repair.changes.iter().find(|(cell, _)| *cell == at).map(|(_, to)| *to);
                changed.or_else(|| checked.report.integer(at))
            };
            for equation in equations.iter().filter(|equation| failing.contains(&equation.cells)) {
                let side = |cells: &[usize]| cells.iter().map(|&at| value(at)).sum::<Option<i64>>();
                if let (Some(left), Some(right)) = (side(equation.left()), side(equation.right())) {
                    assert_eq!(left, right, "{} after {:?}", equation.name, repair.changes);
                }
            }
        }
    }
}

// ---- Number ----

fn number(bytes: &[u8]) {
    let text = lossy(bytes);
    let reading = number::read(&text);
    assert!(reading.remarks.is_sorted(), "{text:?}: {:?}", reading.remarks);
    if let Quantity::Number(number) = reading.quantity {
        assert_eq!(number::read(&number.to_string()).quantity, reading.quantity, "{text:?}");
        let digits = number.to_string().bytes().filter(u8::is_ascii_digit).count();
        assert!(digits <= number::MAX_DIGITS + 1, "{text:?} has {digits} digits");
        let _ =
            (number.plus(number), number.in_ten_thousands(), number.times_ten_thousand(), number.negated());
    }
    if let Some(value) = number::chinese_numeral(&text) {
        assert!((0..1_000_000_000_000).contains(&value), "{text:?} is {value}");
    }
}

// ---- Recognise ----

/// Texts that mean something to recognition besides the labels of the forms.
const WORDS: [&str; 16] = [
    "",
    "0",
    "1",
    "12",
    "345",
    "00120",
    "1 2 3",
    "/",
    "—",
    "12件",
    "表三",
    "总计",
    "三、收到和处理政府信息公开申请情况",
    "2021年",
    "1234567890123456",
    "－３",
];

/// A document made of the bytes: labels of the forms, figures, headings, in grids with spans or in lines.
pub fn document_of(bytes: &[u8]) -> Document {
    let mut rest = bytes.iter().copied();
    let mut next = move || rest.next();
    let mut document = Document::default();
    while let Some(kind) = next() {
        let block = if kind % 4 == 0 { None } else { grid_of(kind, &mut next) };
        document.blocks.push(block.map_or_else(|| Block::Paragraph(text_of(&mut next)), Block::Grid));
    }
    document
}

fn grid_of(kind: u8, next: &mut impl FnMut() -> Option<u8>) -> Option<Grid> {
    let (rows, cols) = (u32::from(next()? % 32) + 1, u32::from(next()? % 16) + 1);
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, col) in (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col))) {
        let covers = |cell: &GridCell| {
            (cell.row..cell.row + cell.rowspan).contains(&row)
                && (cell.col..cell.col + cell.colspan).contains(&col)
        };
        if cells.iter().any(covers) {
            continue;
        }
        let spans = if kind % 4 == 1 { 0 } else { next()? };
        let free = |right: u32| {
            !cells.iter().any(|cell| {
                cell.row < row + 1
                    && cell.row + cell.rowspan > row
                    && (cell.col..cell.col + cell.colspan).contains(&right)
            })
        };
        let wide = u32::from(spans % 8).saturating_sub(4).min(cols - col - 1);
        let colspan = 1 + (1..=wide).take_while(|step| free(col + step)).fold(0, |_, step| step);
        let rowspan = 1 + u32::from(spans >> 3).saturating_sub(24).min(rows - row - 1);
        cells.push(GridCell { row, col, rowspan, colspan, text: text_of(next) });
    }
    Some(Grid { rows, cols, cells, origin: Origin::default() })
}

fn text_of(next: &mut impl FnMut() -> Option<u8>) -> String {
    let (one, two) = (next().unwrap_or(0), next().unwrap_or(0));
    let form = &FORMS[usize::from(one >> 6)];
    let cells = form.cells();
    let spec = &cells[(usize::from(one & 63) * 256 + usize::from(two)) % cells.len()];
    match two % 8 {
        0 => spec.row_spec.label.to_owned(),
        1 => spec.col_spec.label.to_owned(),
        2 => spec.row_spec.groups.first().unwrap_or(&"").to_string(),
        3 => form.tables[usize::from(one % 3)].title.to_owned(),
        4 => format!("{} {one} {two}", spec.row_spec.label),
        5 => u32::from(two).pow(u32::from(one % 4)).to_string(),
        _ => WORDS[usize::from(one % 16)].to_owned(),
    }
}

fn recognise(bytes: &[u8]) {
    let document = document_of(bytes);
    sound(&document);
    sound_review(&gouji::review_document(document, "docx", None, &Options::default()));
}

/// Cells typed over at most: where nearly all are wrong, every search takes its whole budget.
const TYPED: usize = 40;

/// A blank form with cells typed over; pairs of bytes say which and what.
fn form(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let form = &FORMS[usize::from(first % 4)];
    let filled = form.cells().iter().map(|cell| (cell.id.to_string(), "0".to_owned()));
    let typed = rest.chunks_exact(3).take(TYPED).map(|three| {
        let at = usize::from(u16::from_le_bytes([three[0], three[1]])) % form.cells().len();
        let text =
            if three[2] < 240 { three[2].to_string() } else { WORDS[usize::from(three[2] % 16)].to_owned() };
        (form.cells()[at].id.to_string(), text)
    });
    let edits = filled.chain(typed).collect();
    let review = gouji::blank(form, &Options { edits, year: Some(2023), form: None });
    sound_review(&review);
    let checked = review.result.expect("a form");
    // What is corrected is never worse.
    let certain = handout::certain(&checked);
    assert!(certain.iter().all(|(id, _)| form.find(id).is_some()));
}

// ---- Localise ----

fn localise(bytes: &[u8]) {
    let mut rest = bytes.iter().copied();
    let mut next = move || rest.next();
    let system = system_of(&mut next);
    let options = localize::Options { steps: 2_000, ..localize::Options::default() };
    let mut layout = Layout::grid(4, 4);
    layout.places.truncate(system.variables.len());
    let found = localize::localize(&system, &layout, &options);
    assert_eq!(localize::localize(&system, &layout, &options), found, "two runs differ");
    sound_repairs(&system, &found);
}

/// Up to 16 variables and 12 equations.
fn system_of(next: &mut impl FnMut() -> Option<u8>) -> System {
    let mut byte = || next().unwrap_or(0);
    let count = u32::from(byte() % 16) + 1;
    let standings = [
        Standing::Typed,
        Standing::Typed,
        Standing::TypedTotal,
        Standing::Blank,
        Standing::Doubtful,
        Standing::Unknown,
    ];
    let variables = (0..count).map(|_| {
        let (kind, value) = (byte(), i64::from(byte()));
        let standing = standings[usize::from(kind) % standings.len()];
        let extreme = [i64::MAX, i64::MIN, 999_999_999_999_999, -value][usize::from(kind >> 6)];
        let value = if kind & 32 == 32 { extreme } else { value };
        let zero = matches!(standing, Standing::Blank | Standing::Unknown);
        Variable { value: if zero { 0 } else { value }, standing, signed: kind & 16 == 16 }
    });
    let variables = variables.collect();
    let equations = (0..byte() % 12).map(|_| {
        let (plus, used) = (u16::from_le_bytes([byte(), byte()]), u16::from_le_bytes([byte(), byte()]));
        let term = |at: &u32| used >> at & 1 == 1;
        Equation {
            terms: (0..count).filter(term).map(|at| (at, if plus >> at & 1 == 1 { 1 } else { -1 })).collect(),
        }
    });
    System { variables, equations: equations.collect() }
}

/// After a repair every equation of its component holds, and none that held is broken.
pub fn sound_repairs(system: &System, found: &Localization) {
    let free = |equation: &Equation| {
        equation.terms.iter().any(|(at, _)| system.variables[*at as usize].standing == Standing::Unknown)
    };
    let residual = |equation: &Equation, value: &dyn Fn(u32) -> i64| {
        equation.terms.iter().map(|(at, sign)| i128::from(value(*at)) * i128::from(*sign)).sum::<i128>()
    };
    let present = |at: u32| system.variables[at as usize].value;
    for component in &found.components {
        for repair in &component.repairs {
            let value = |at: u32| {
                repair
                    .changes
                    .iter()
                    .find(|change| change.variable == at)
                    .map_or(present(at), |change| change.to)
            };
            assert!(
                !repair.changes.is_empty() && repair.changes.is_sorted_by(|a, b| a.variable < b.variable)
            );
            for change in &repair.changes {
                let variable = system.variables[change.variable as usize];
                assert_eq!(change.from, variable.value);
                assert_ne!(change.from, change.to);
                assert!(change.to >= 0 || variable.signed, "{change:?} falls below zero");
            }
            for (at, equation) in (0..).zip(&system.equations).filter(|(_, equation)| !free(equation)) {
                if component.equations.contains(&at) || residual(equation, &present) == 0 {
                    assert_eq!(residual(equation, &value), 0, "equation {at} after {:?}", repair.changes);
                }
            }
        }
    }
}

// ---- What modules hand to each other ----

fn packed(bytes: &[u8]) {
    let Some((document, reader)) = pack::decode(bytes) else { return };
    assert_eq!(pack::decode(&pack::encode(&document, &reader)), Some((document.clone(), reader.clone())));
    let review = gouji::review_document(document, &reader, None, &Options::default());
    let _ = (view::review(&review), gouji::record::write(&review));
}

fn digest(bytes: &[u8]) {
    let Some(digest) = Digest::decode(bytes) else { return };
    let again = digest.encode();
    assert_eq!(Digest::decode(&again).expect("its own bytes").encode(), again);
    let later = Digest { year: digest.year.and_then(|year| year.checked_add(1)), ..digest.clone() };
    let both = [digest, later];
    let years = together::compare_years(&both, Some(&[(0, 1)]));
    let _ = together::compare_years(&both, None);
    let rollup = together::roll_up(&both, &Wish { parent: Area::Report(0), ..Wish::default() });
    for outcomes in years.pairs.iter().map(|pair| &pair.outcomes).chain([&rollup.outcomes]) {
        assert!(!together::summary(outcomes).is_empty());
    }
}

/// Notes into a hostile file: what comes out can be read as what went in.
fn annotate(bytes: &[u8]) {
    let Some(Ok((document, _))) = office::read(bytes, native_decode) else { return };
    let mut marks = Vec::new();
    for (block, grid) in (0..).zip(&document.blocks) {
        let Block::Grid(grid) = grid else { continue };
        marks.extend(grid.cells.iter().take(8).map(|cell| Mark {
            block,
            row: cell.row,
            col: cell.col,
            tone: Tone::Wrong,
            text: "&<>\"'\u{1}=1+1".to_owned(),
        }));
    }
    match takeaway::annotate(bytes, &marks, native_decode) {
        Err(why) => spoken(&why),
        Ok(annotated) => {
            let (after, _) =
                office::read(&annotated.bytes, native_decode).expect("a file").expect("a sound one");
            let texts = |document: &Document| -> Vec<String> {
                let grids = document.blocks.iter().filter_map(|block| match block {
                    Block::Grid(grid) => Some(grid),
                    Block::Paragraph(_) => None,
                });
                grids
                    .flat_map(|grid| &grid.cells)
                    .map(|cell| cell.text.trim().to_owned())
                    .filter(|text| !text.is_empty())
                    .collect()
            };
            assert_eq!(texts(&document), texts(&after), "notes change what a table says");
        }
    }
}

/// Everything at once: whatever the bytes are, twice with the same result.
fn review(bytes: &[u8]) {
    let once = examine(Some("年报"), Content::Bytes(bytes.to_vec()));
    let again = examine(Some("年报"), Content::Bytes(bytes.to_vec()));
    let json = |review: &Review| serde_json::to_string(&view::review(review)).expect("JSON");
    assert_eq!(json(&once), json(&again), "two runs differ");
    if let Ok(checked) = &once.result {
        let digest = checked.digest(None);
        assert_eq!(Digest::decode(&digest.encode()).expect("a digest").encode(), digest.encode());
        assert!(checked.report.form.tables.iter().any(|table| table.shape == Shape::Matrix));
        let _ = (handout::marks(checked), handout::sheets(checked, &checked.report));
    }
}
