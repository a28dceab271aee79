//! What the literate tests share: the notation of the case files, and forms filled in and written out.

#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test may

pub mod rule_case;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gouji::forms::{self, CellSpec, Form, SlotKind, short_label};
use gouji::input::{Content, Input};
use gouji::rules::Severity;
use gouji::{Options, Review};

// ---- The notation of the case files -------------------------------------------------------------------------

/// One case: a heading, lines `- 名：值`, tables, and at most one fenced text.
pub struct Case {
    pub file: String,
    pub heading: String,
    /// Lines `- 名：值`, in order.
    pub keys: Vec<(String, String)>,
    /// Tables as rows of cells; the first row is the header.
    pub tables: Vec<Vec<Vec<String>>>,
    /// Kind and content.
    pub fence: Option<(String, String)>,
}

impl Case {
    pub fn key(&self, name: &str) -> Option<&str> {
        self.keys.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.keys.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `文件 · 标题`.
    pub fn place(&self) -> String {
        format!("{} · {}", self.file, self.heading)
    }

    /// The table whose first header is one of these words.
    pub fn table(&self, first: &[&str]) -> Option<&Vec<Vec<String>>> {
        self.tables.iter().find(|table| table[0].first().is_some_and(|cell| first.contains(&cell.as_str())))
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

/// The Markdown files of a folder by name, and their texts.
pub fn files(name: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder(name)).expect(name).map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, String)> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The cases of a file: every `## ` heading begins one.
pub fn cases(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<(String, String)> = None;
    for line in text.lines() {
        if let Some((_, content)) = fence.as_mut() {
            if line.starts_with("```") {
                cases.last_mut().expect("a heading").fence = fence.take();
            } else {
                content.push_str(line);
                content.push('\n');
            }
        } else if let Some(heading) = line.strip_prefix("## ") {
            let (file, heading) = (file.to_owned(), heading.trim().to_owned());
            cases.push(Case { file, heading, keys: Vec::new(), tables: Vec::new(), fence: None });
        } else if let Some(case) = cases.last_mut() {
            if let Some(kind) = line.strip_prefix("```") {
                fence = Some((kind.trim().to_owned(), String::new()));
            } else {
                take_line(case, line);
            }
        }
    }
    assert!(fence.is_none(), "{file}: a fence is not closed");
    cases
}

fn take_line(case: &mut Case, line: &str) {
    if let Some((name, value)) = line.strip_prefix("- ").and_then(|rest| rest.split_once('：')) {
        case.keys.push((name.trim().to_owned(), value.trim().to_owned()));
    } else if line.starts_with('|') {
        let cells = row(line);
        if cells.iter().all(|cell| !cell.is_empty() && cell.bytes().all(|b| b"-:".contains(&b))) {
            return;
        }
        match case.tables.last_mut().filter(|table| table[0].len() == cells.len()) {
            Some(table) => table.push(cells),
            None => case.tables.push(vec![cells]),
        }
    }
}

/// The cells of a Markdown table row.
pub fn row(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line).replace("\\|", "\u{1}");
    line.split('|').map(|cell| plain(cell.trim()).replace('\u{1}', "|")).collect()
}

/// Text as the cases write it: in backticks where spaces matter; `⏎` line end, `⇥` tab, `␣` no-break space,
/// `□` full-width space, `⟨202E⟩` any character by its code, `⟨9×40⟩` nine forty times.
fn plain(text: &str) -> String {
    let text = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or(text);
    let text = text.replace('⏎', "\n").replace('⇥', "\t").replace('␣', "\u{a0}").replace('□', "\u{3000}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('⟨') {
        let (code, tail) = behind.split_once('⟩').expect("⟨ has its ⟩");
        out.push_str(before);
        match code.split_once('×') {
            Some((what, times)) => out.push_str(&what.repeat(times.parse().expect("times"))),
            None => {
                out.push(char::from_u32(u32::from_str_radix(code, 16).expect("code")).expect("code point"));
            }
        }
        rest = tail;
    }
    out + rest
}

/// Cuts the table with this title out of a sheet's HTML.
pub fn drop_table(html: &mut String, title: &str) {
    let start = html.find(&format!("<p>{title}</p>")).expect("the table");
    let end = start + html[start..].find("</table>").expect("its end") + "</table>".len();
    html.replace_range(start..end, "");
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "存疑",
        Severity::Note => "提示",
    }
}

/// Fails with everything that differs, if anything does.
pub fn report(failures: &[String], count: usize) {
    eprintln!("{count} cases");
    assert!(failures.is_empty(), "{} of {count} cases:\n{}", failures.len(), failures.join("\n"));
}

// ---- Checking -----------------------------------------------------------------------------------------------

pub fn check(content: Content) -> Review {
    check_named(None, content)
}

/// The review of a file of this name.
pub fn check_named(name: Option<&str>, content: Content) -> Review {
    let input = Input { name: name.map(str::to_owned), content };
    gouji::review(&input, &Options::default(), gouji::readers::charset::native_decode)
}

pub fn content(kind: &str, text: &str) -> Content {
    match kind {
        "html" => Content::Html(text.to_owned()),
        "text" => Content::Text(text.to_owned()),
        "csv" => Content::Bytes(text.as_bytes().to_vec()),
        other => panic!("no kind of text: {other}"),
    }
}

// ---- A form filled in ---------------------------------------------------------------------------------------

/// A form with a text in every cell.
#[derive(Clone)]
pub struct Sheet {
    pub form: &'static Form,
    pub title: String,
    pub cells: Vec<String>,
}

/// One table of a sheet as rows: labels, then figures.
struct Line {
    labels: Vec<&'static str>,
    figures: Vec<String>,
}

impl Sheet {
    pub fn filled(form: &str, title: &str, text: &str) -> Self {
        let form = forms::form(form).unwrap_or_else(|| panic!("no form {form}"));
        Self { form, title: title.to_owned(), cells: vec![text.to_owned(); form.cells().len()] }
    }

    /// A cell by its name.
    pub fn find(&self, name: &str) -> usize {
        find(self.form, name)
    }

    pub fn set(&mut self, name: &str, text: &str) {
        let at = self.find(name);
        text.clone_into(&mut self.cells[at]);
    }

    /// In the official layout, with all spans.
    pub fn html(&self) -> String {
        let mut out = format!("<html><body><p>{}</p>", escape(&self.title));
        let mut start = 0;
        for table in self.form.tables {
            write!(out, "<p>{}</p><table border=\"1\">", table.title).unwrap();
            for row in forms::layout(table) {
                out.push_str("<tr>");
                for slot in row {
                    let text = match slot.kind {
                        SlotKind::Value(at) => self.cells[start + at].as_str(),
                        _ => slot.text,
                    };
                    write!(
                        out,
                        "<td rowspan={} colspan={}>{}</td>",
                        slot.rowspan,
                        slot.colspan,
                        escape(text)
                    )
                    .unwrap();
                }
                out.push_str("</tr>");
            }
            out.push_str("</table>");
            start += table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum::<usize>();
        }
        out + "</body></html>"
    }

    /// The rows of a table, headers among them, each with `figures` behind its labels.
    fn lines(&self, table: usize) -> Vec<Line> {
        let mut start = self.form.table_start(table);
        let mut lines = Vec::new();
        for row in forms::layout(self.form.tables[table]) {
            let labels = row.iter().map(|slot| slot.text).filter(|text| !text.is_empty()).collect();
            let count = row.iter().filter(|slot| matches!(slot.kind, SlotKind::Value(_))).count();
            lines.push(Line { labels, figures: self.cells[start..start + count].to_vec() });
            start += count;
        }
        lines
    }

    fn text(&self, write: impl Fn(&Line) -> String) -> String {
        let mut out = format!("{}\n", self.title);
        for (at, table) in self.form.tables.iter().enumerate() {
            writeln!(out, "{}", table.title).unwrap();
            for line in self.lines(at) {
                out.push_str(&write(&line));
                out.push('\n');
            }
        }
        out
    }

    /// One line per row, labels and figures apart by one space.
    pub fn spaced(&self) -> String {
        self.text(|line| {
            let figures = line.figures.iter().map(String::as_str);
            line.labels.iter().copied().chain(figures).collect::<Vec<_>>().join(" ")
        })
    }

    /// One cell per line.
    pub fn one_per_line(&self) -> String {
        self.text(|line| {
            let figures = line.figures.iter().map(String::as_str);
            line.labels.iter().copied().chain(figures).collect::<Vec<_>>().join("\n")
        })
    }

    /// Loose pipes around every cell.
    pub fn pipes(&self) -> String {
        self.text(|line| {
            let figures = line.figures.iter().map(String::as_str);
            format!("| {} |", line.labels.iter().copied().chain(figures).collect::<Vec<_>>().join(" | "))
        })
    }

    /// As a sheet puts it on the clipboard: merged cells are empty cells.
    pub fn tabs(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for grid in self.grids() {
            writeln!(out, "{}", grid.0).unwrap();
            for row in grid.1 {
                writeln!(out, "{}", row.join("\t")).unwrap();
            }
        }
        out
    }

    /// Every table as a full grid, its title first.
    fn grids(&self) -> Vec<(&'static str, Vec<Vec<String>>)> {
        let mut start = 0;
        let mut grids = Vec::new();
        for table in self.form.tables {
            let rows = forms::layout(table);
            let width: usize = rows[0].iter().map(|slot| slot.colspan).sum();
            let mut grid = vec![vec![None; width]; rows.len()];
            for (r, row) in rows.iter().enumerate() {
                for slot in row {
                    let c = grid[r].iter().position(Option::is_none).expect("a free slot");
                    for line in grid.iter_mut().skip(r).take(slot.rowspan) {
                        line[c..c + slot.colspan].fill(Some(String::new()));
                    }
                    let text = match slot.kind {
                        SlotKind::Value(at) => self.cells[start + at].clone(),
                        _ => slot.text.to_owned(),
                    };
                    grid[r][c] = Some(text);
                }
            }
            grids.push((
                table.title,
                grid.into_iter().map(|row| row.into_iter().flatten().collect()).collect(),
            ));
            start += table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum::<usize>();
        }
        grids
    }
}

/// A cell by its name, or by the short label of its row and the header of its column.
pub fn find(form: &'static Form, name: &str) -> usize {
    let named =
        |spec: &CellSpec| spec.name() == name || format!("{}·{}", bare(spec), spec.col_spec.label) == name;
    let places: Vec<usize> = (0..form.cells().len()).filter(|&at| named(&form.cells()[at])).collect();
    assert!(places.len() == 1, "{} cells are named {name} in form {}", places.len(), form.id);
    places[0]
}

/// `（一）予以公开`; the four numbered rows by their first words: `一、本年新收`.
fn bare(spec: &CellSpec) -> &'static str {
    let label = short_label(spec.row_spec.label);
    label.split("政府信息公开申请数量").next().unwrap_or(label)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

// ---- A consistent report ------------------------------------------------------------------------------------

impl Sheet {
    /// A form in which every relation holds; `next` gives the figures.
    pub fn consistent(form: &str, title: &str, next: &mut impl FnMut() -> i64) -> Self {
        let mut sheet = Self::filled(form, title, "0");
        for (table, spec) in sheet.form.tables.iter().enumerate() {
            let start = sheet.form.table_start(table);
            match spec.shape {
                forms::Shape::Blocks => sheet.fill_blocks(next),
                forms::Shape::Matrix => sheet.fill_matrix(&spec.blocks[0], start, next),
                forms::Shape::Line => sheet.fill_rows(&spec.blocks[0], start, next),
            }
        }
        sheet
    }

    fn fill_blocks(&mut self, next: &mut impl FnMut() -> i64) {
        for (at, spec) in self.form.cells().iter().enumerate().filter(|(_, spec)| spec.table == 0) {
            // Stocks are larger than flows, and one project has its price.
            self.cells[at] = match spec.id.col {
                "in_force" | "published_total" | "last_year" => (next() + 1000).to_string(),
                "projects" | "spent" => (next() + 1).to_string(),
                _ if spec.id.row == "rules" => "0".to_owned(),
                _ => next().to_string(),
            };
        }
    }

    /// Parts at will, row totals from them.
    fn fill_rows(&mut self, block: &forms::Block, start: usize, next: &mut impl FnMut() -> i64) {
        let width = block.cols.len();
        for row in 0..block.rows.len() {
            let parts: Vec<i64> = (0..width - 1).map(|_| next()).collect();
            self.put_row(start + row * width, &parts);
        }
    }

    fn put_row(&mut self, start: usize, parts: &[i64]) {
        for (col, part) in parts.iter().chain([&parts.iter().sum()]).enumerate() {
            self.cells[start + col] = part.to_string();
        }
    }

    fn fill_matrix(&mut self, block: &forms::Block, start: usize, next: &mut impl FnMut() -> i64) {
        let width = block.cols.len();
        let rows_of = |role| (0..block.rows.len()).filter(move |&row| block.rows[row].role == role);
        let mut columns = vec![vec![0; block.rows.len()]; width - 1];
        for column in &mut columns {
            let parts: Vec<usize> = rows_of(forms::RowRole::Part).collect();
            for &row in &parts {
                column[row] = next();
            }
            let sum: i64 = parts.iter().map(|&row| column[row]).sum();
            let out = next();
            rows_of(forms::RowRole::PartsTotal).for_each(|row| column[row] = sum);
            rows_of(forms::RowRole::Outflow).for_each(|row| column[row] = out);
            let inflows: Vec<usize> = rows_of(forms::RowRole::Inflow).collect();
            let carried = next().min(sum + out);
            column[inflows[0]] = sum + out - carried;
            column[inflows[1]] = carried;
        }
        for row in 0..block.rows.len() {
            let parts: Vec<i64> = columns.iter().map(|column| column[row]).collect();
            self.put_row(start + row * width, &parts);
        }
    }
}
