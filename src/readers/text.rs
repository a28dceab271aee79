//! Plain text → document: a paragraph for every line, a grid where lines are cells separated by tabs or
//! a markdown table.
//!
//! Takes text, gives blocks. Knows no report: rows whose cells are only separated by spaces or loose pipes stay
//! lines, for whoever knows what to look for in them.

use std::borrow::Cow;

use super::delimited::{grid, row};
use super::limits::{CUT_NOTICE, MAX_BLOCKS, MAX_CELLS, MAX_COLS};
use crate::document::{Block, Document, Notice};

/// The document in a plain text.
pub fn read(text: &str) -> Document {
    let (blocks, is_cut) = blocks(text);
    let notices = if is_cut { vec![Notice::lost(CUT_NOTICE)] } else { Vec::new() };
    Document { blocks, notices, title: None }
}

/// The blocks in a plain text, and whether there is more in it than is read.
pub fn blocks(text: &str) -> (Vec<Block>, bool) {
    let text = unix_lines(text);
    let (mut blocks, mut at, mut cells) = (Vec::new(), 0, 0);
    let (mut tabs, mut pipes) = (Attempts::default(), Attempts::default());
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if blocks.len() >= MAX_BLOCKS || cells >= MAX_CELLS {
            return (blocks, true);
        }
        let table = tabs.try_at(at, rest, tab_table).or_else(|| pipes.try_at(at, rest, pipe_table));
        let (block, length) = table.unwrap_or_else(|| paragraph(rest));
        if let Some(Block::Grid(grid)) = &block {
            cells += grid.cells.len();
        }
        blocks.extend(block);
        at += length;
    }
    (blocks, false)
}

/// A table and how many bytes it takes; or how many bytes hold no beginning of one.
type Attempt = Result<(Option<Block>, usize), usize>;

/// Up to where no table of a kind begins: to look from every line anew would be to read a long run of lines as often
/// as it has lines.
#[derive(Default)]
struct Attempts {
    none_before: usize,
}

impl Attempts {
    fn try_at(
        &mut self,
        at: usize,
        rest: &str,
        table: fn(&str) -> Attempt,
    ) -> Option<(Option<Block>, usize)> {
        if at < self.none_before {
            return None;
        }
        table(rest).map_err(|none| self.none_before = at + none).ok()
    }
}

/// Every kind of line end as `\n`: Windows, old Mac, page break, vertical tab (Word's soft break), U+2028.
pub(super) fn unix_lines(text: &str) -> Cow<'_, str> {
    const ENDS: [char; 6] = ['\r', '\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(ENDS) {
        Cow::Owned(text.replace("\r\n", "\n").replace(ENDS, "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The first line, without its end, and how many bytes it takes with it.
fn line(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((line, _)) => (line, line.len() + 1),
        None => (text, text.len()),
    }
}

fn is_blank(line: &str) -> bool {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
}

fn paragraph(text: &str) -> (Option<Block>, usize) {
    let (line, length) = line(text);
    ((!is_blank(line)).then(|| Block::Paragraph(line.to_owned())), length)
}

/// Two or more lines of cells separated by tabs, as tables arrive from a sheet or a browser.
fn tab_table(text: &str) -> Attempt {
    let (mut rows, mut starts) = (Vec::new(), Vec::new());
    let (mut at, mut cells) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| starts_with_tabs(rest)) {
        if cells >= MAX_CELLS {
            break;
        }
        let (row, length) = row(rest, b'\t');
        if row.len() > MAX_COLS as usize {
            break;
        }
        cells += row.len();
        starts.push(at);
        at += length;
        rows.push(row);
    }
    match first_of_table(&rows) {
        Some(0) => Ok((Some(Block::Grid(grid(rows))), at)),
        // A quoted cell read from its middle is another.
        _ if text.get(..at).unwrap_or_default().contains('"') => Err(0),
        Some(first) => Err(starts.get(first).copied().unwrap_or(at)),
        None => Err(at),
    }
}

/// From which of the rows on they are a table: two at least with a tab between cells; or one, if all rows have as
/// many cells. Tabs only in front of lines are indentation.
fn first_of_table(rows: &[Vec<String>]) -> Option<usize> {
    let mut inner = rows.iter().enumerate().filter(|(_, row)| has_inner_tab(row)).map(|(at, _)| at);
    let first = inner.next()?;
    if inner.next().is_some() {
        return Some(0);
    }
    let width = rows.last()?.len();
    let regular = rows.iter().rposition(|row| row.len() != width).map_or(0, |irregular| irregular + 1);
    (regular <= first && rows.len() - regular >= 2).then_some(regular)
}

/// Whether the first row has a tab. A quoted cell may reach over the line's end before the first tab comes.
fn starts_with_tabs(text: &str) -> bool {
    let (first, _) = line(text);
    !is_blank(first) && (first.contains('\t') || (first.starts_with('"') && row(text, b'\t').0.len() > 1))
}

/// A tab between two filled cells, or after one.
fn has_inner_tab(row: &[String]) -> bool {
    row.iter().rev().skip(1).any(|cell| !cell.is_empty())
}

/// A markdown table: lines with pipes, one of them the separator `|---|---|`.
fn pipe_table(text: &str) -> Attempt {
    let mut rows = Vec::new();
    let (mut at, mut separated, mut cells) = (0, false, 0);
    while let Some((line, length)) = text.get(at..).map(line).filter(|(line, _)| line.contains('|')) {
        if cells >= MAX_CELLS {
            break;
        }
        if is_separator(line) {
            separated = true;
        } else {
            cells += pipes(line);
            rows.push(line);
        }
        at += length;
    }
    if !separated || rows.is_empty() || rows.iter().any(|line| pipes(line) > MAX_COLS as usize) {
        return Err(at);
    }
    Ok((Some(Block::Grid(grid(rows.into_iter().map(pipe_cells).collect()))), at))
}

fn pipes(line: &str) -> usize {
    line.bytes().filter(|byte| *byte == b'|').count()
}

fn is_separator(line: &str) -> bool {
    line.contains("--") && line.trim().bytes().all(|b| b"|-: \t".contains(&b))
}

/// The cells of a markdown row: outer pipes removed, `\|` a pipe, `<br>` a line end.
fn pipe_cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut rest = line;
    while let Some(at) = rest.find('|') {
        let (before, after) = rest.split_at(at);
        let escaped = before.strip_suffix('\\');
        if let Some(cell) = cells.last_mut() {
            cell.push_str(escaped.unwrap_or(before));
            cell.push_str(if escaped.is_some() { "|" } else { "" });
        }
        if escaped.is_none() {
            cells.push(String::new());
        }
        rest = after.get(1..).unwrap_or_default();
    }
    // What stands after the last pipe is a cell only if there is something.
    if rest.trim().is_empty() {
        cells.pop();
    } else if let Some(cell) = cells.last_mut() {
        cell.push_str(rest);
    }
    cells.iter().map(|cell| line_ends(unmarked(cell.trim()))).collect()
}

/// The cell without the marks of bold text around it.
fn unmarked(cell: &str) -> &str {
    cell.strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"))
        .filter(|rest| !rest.contains("**"))
        .unwrap_or(cell)
}

fn line_ends(cell: &str) -> String {
    if !cell.contains("<br") {
        return cell.to_owned();
    }
    cell.replace("<br/>", "\n").replace("<br />", "\n").replace("<br>", "\n")
}
