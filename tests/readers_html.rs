//! The HTML reader beside html5ever: same tables, same cells, same texts, on every HTML file at hand.
//!
//! `GOUJI_REPORTS` names the folder of real reports; the bench files lie beside it. Without it the test says
//! that it skipped; with it, files that are missing are a failure.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod reports_support;

use std::path::{Path, PathBuf};

use gouji::document::{Block, Grid};
use gouji::input::{Content, Input};
use gouji::readers::{charset, read};
use proptest::prelude::*;
use reports_support::reports;
use scraper::{ElementRef, Html, Node, Selector};

/// A cell as both sides give it: row, column, rows, text.
type Cell = (usize, usize, usize, String);

// ---- Ours ----

fn ours(content: Content) -> Vec<Vec<Cell>> {
    let (document, _) = read(&Input { name: None, content }, charset::native_decode).expect("readable");
    let grids = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    grids.map(cells_of_grid).collect()
}

fn cells_of_grid(grid: &Grid) -> Vec<Cell> {
    let cells = grid.cells.iter();
    cells
        .map(|cell| (cell.row as usize, cell.col as usize, cell.rowspan as usize, cell.text.clone()))
        .collect()
}

// ---- Theirs: html5ever's tree, the standard's table model on top ----

fn theirs(html: &str) -> Vec<Vec<Cell>> {
    let tree = Html::parse_document(html);
    let tables = Selector::parse("table").expect("selector");
    let innermost =
        tree.select(&tables).filter(|table| table.select(&tables).next().is_none() && !is_hidden(table));
    innermost.map(cells_of_table).filter(|cells| cells.len() > 1).collect()
}

fn cells_of_table(table: ElementRef) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut first_row = 0;
    let groups =
        table.child_elements().filter(|child| matches!(child.value().name(), "tbody" | "thead" | "tfoot"));
    let (feet, bodies): (Vec<_>, Vec<_>) = groups.partition(|group| group.value().name() == "tfoot");
    for group in bodies.into_iter().chain(feet) {
        let rows: Vec<_> =
            group.child_elements().filter(|row| row.value().name() == "tr" && !hidden(row)).collect();
        place_rows(&rows, first_row, &mut cells);
        first_row += rows.len();
    }
    cells
}

fn place_rows(rows: &[ElementRef], first_row: usize, cells: &mut Vec<Cell>) {
    let mut taken = std::collections::HashSet::new();
    for (row, element) in rows.iter().enumerate() {
        let mut col = 0;
        for cell in element
            .child_elements()
            .filter(|cell| matches!(cell.value().name(), "td" | "th") && !hidden(cell))
        {
            while taken.contains(&(row, col)) {
                col += 1;
            }
            let down = match span(cell, "rowspan") {
                0 => rows.len() - row,
                down => down.min(rows.len() - row),
            };
            let right =
                (0..span(cell, "colspan").max(1)).take_while(|n| !taken.contains(&(row, col + n))).count();
            for (r, c) in (row..row + down).flat_map(|r| (col..col + right).map(move |c| (r, c))) {
                taken.insert((r, c));
            }
            cells.push((first_row + row, col, down, text_of(cell)));
            col += right;
        }
    }
}

fn span(cell: ElementRef, name: &str) -> usize {
    cell.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

fn hidden(element: &ElementRef) -> bool {
    let style: String = element.attr("style").unwrap_or_default().to_lowercase().split_whitespace().collect();
    style.contains("display:none") || style.contains("mso-hide:all") || element.attr("hidden").is_some()
}

fn is_hidden(element: &ElementRef) -> bool {
    hidden(element) || element.ancestors().filter_map(ElementRef::wrap).any(|outer| hidden(&outer))
}

const BLOCKS: [&str; 14] =
    ["p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "dl", "dt", "dd", "center", "hr"];

/// Lines, as they are shown.
fn text_of(cell: ElementRef) -> String {
    let mut raw = String::new();
    collect(cell, &mut raw);
    let spaces = [' ', '\n', '\t', '\r', '\x0c', '\0'];
    let lines = raw.split('\u{1}').map(|line| {
        let words: Vec<_> = line.split(spaces).filter(|word| !word.is_empty()).collect();
        words.join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn collect(element: ElementRef, out: &mut String) {
    for child in element.children() {
        if let Node::Text(text) = child.value() {
            out.push_str(text);
        }
        let Some(child) = ElementRef::wrap(child) else { continue };
        let name = child.value().name();
        if matches!(name, "script" | "style" | "template" | "noscript" | "del") || hidden(&child) {
            continue;
        }
        let breaks = name == "br" || BLOCKS.contains(&name);
        out.push_str(if breaks { "\u{1}" } else { "" });
        collect(child, out);
        out.push_str(if breaks { "\u{1}" } else { "" });
    }
}

// ---- Real files ----

fn html_files() -> Option<Vec<PathBuf>> {
    let reports = reports()?;
    let folders = [
        reports.clone(),
        reports.join("formats/html"),
        reports.join("formats/filled"),
        reports.join("../bench/files"),
    ];
    Some(folders.iter().flat_map(|folder| html_files_in(folder)).collect())
}

fn html_files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    files.sort();
    files
}

#[test]
fn real_pages_read_as_html5ever_reads_them() {
    let Some(files) = html_files() else { return };
    assert!(files.len() >= 24, "only {} files", files.len());
    for file in files {
        let bytes = std::fs::read(&file).expect("file");
        let html = charset::decode(&bytes, charset::native_decode).expect("text").into_owned();
        let (theirs, ours) = (theirs(&html), ours(Content::Bytes(bytes)));
        assert!(!theirs.is_empty(), "{}", file.display());
        assert_eq!(ours, theirs, "{}", file.display());
    }
}

// ---- Random tables ----

/// A table as people write it: some end tags missing, spans, markup in the cells.
fn table() -> impl Strategy<Value = String> {
    let cell = (
        prop::sample::select(vec![
            "<td>",
            "<th>",
            "<td rowspan=2>",
            "<td colspan=2>",
            "<TD rowspan='3' colspan=\"2\">",
            "<td rowspan=0>",
            "<td style='display:none'>",
        ]),
        prop::collection::vec(
            prop::sample::select(vec![
                "1",
                " 甲 ",
                "&nbsp;",
                "&#26684;",
                "&lt;",
                "&amp;amp;",
                "&copy2;",
                "&nbsp0",
                "&",
                "&x;",
                "<br>",
                "<p>",
                "</p>",
                "<p style='display:none'>",
                "<span>",
                "</span>",
                "<b>",
                "</b>",
                "<o:p></o:p>",
                "<!-- <td> -->",
                "<!--[if x]>9<![endif]-->",
                "<![if !x]>",
                "\n",
                "\t",
                "<div>",
                "<div>2</div>",
                "<script>'<td>'</script>",
                "<del>9</del>",
                "< 3",
                "<3",
                "<>",
                "</>",
                "<?x>",
                "<span title='>'>",
                "<span a=b/c d>",
                "<span style=\"mso-hide:all\">9</span>",
                "<!-->",
                "<!--->",
                "<!-- a --!>",
                "</ x>",
                "<a\nhref=x>",
                "</a >",
            ]),
            0..6,
        ),
        prop::sample::select(vec!["", "</td>", "</th>"]),
    );
    let row = (
        prop::sample::select(vec!["<tr>", "<tr>\n", "<tbody><tr>", "<tfoot><tr>"]),
        prop::collection::vec(cell, 1..5),
        prop::sample::select(vec!["", "</tr>", "</tr>\n"]),
    );
    prop::collection::vec(row, 2..6).prop_map(|rows| {
        let cell =
            |(open, content, close): (&str, Vec<&str>, &str)| format!("{open}{}{close}", content.concat());
        let row = |(open, cells, close): (&str, Vec<_>, &str)| {
            format!("{open}{}{close}", cells.into_iter().map(cell).collect::<String>())
        };
        format!("<table border=1>{}</table>", rows.into_iter().map(row).collect::<String>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn random_tables_read_as_html5ever_reads_them(html in table()) {
        prop_assert_eq!(ours(Content::Html(html.clone())), theirs(&html), "{}", html);
    }
}
