//! Plain text → document: a paragraph for every line, a grid where lines are cells separated by tabs or
//! a markdown table.
//!
//! Takes text, gives blocks. Knows no report: rows whose cells are only separated by spaces or loose pipes stay
//! lines, for whoever knows what to look for in them.

use std::borrow::Cow;

use super::delimited::{grid, row};
use super::limits::{CUT_NOTICE, MAX_BLOCKS, MAX_CELLS};
use crate::document::{Block, Document};

/// The document in a plain text.
pub fn read(text: &str) -> Document {
    let mut blocks = blocks(text);
    let cut = blocks.len() > MAX_BLOCKS;
    blocks.truncate(MAX_BLOCKS);
    let notices = if cut { vec![CUT_NOTICE.to_owned()] } else { Vec::new() };
    Document { blocks, notices, title: None }
}

/// The blocks in a plain text; at most one more than [`MAX_BLOCKS`].
pub fn blocks(text: &str) -> Vec<Block> {
    let text = unix_lines(text);
    let mut blocks = Vec::new();
    let mut rest = text.as_ref();
    while !rest.is_empty() && blocks.len() <= MAX_BLOCKS {
        let (block, length) = tab_table(rest).or_else(|| pipe_table(rest)).unwrap_or_else(|| paragraph(rest));
        blocks.extend(block);
        rest = rest.get(length..).unwrap_or_default();
    }
    blocks
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
fn tab_table(text: &str) -> Option<(Option<Block>, usize)> {
    let mut rows = Vec::new();
    let (mut at, mut cells, mut inner) = (0, 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| starts_with_tabs(rest)) {
        if cells >= MAX_CELLS {
            break;
        }
        let (row, length) = row(rest, b'\t');
        inner += usize::from(has_inner_tab(&row));
        cells += row.len();
        at += length;
        rows.push(row);
    }
    // Tabs only in front of lines are indentation.
    let regular = rows.windows(2).all(|pair| matches!(pair, [a, b] if a.len() == b.len()));
    let table = rows.len() >= 2 && (inner >= 2 || (inner == 1 && regular));
    table.then(|| (Some(Block::Grid(grid(rows))), at))
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
fn pipe_table(text: &str) -> Option<(Option<Block>, usize)> {
    let mut rows = Vec::new();
    let (mut at, mut separated) = (0, false);
    while let Some((line, length)) = text.get(at..).map(line).filter(|(line, _)| line.contains('|')) {
        if is_separator(line) {
            separated = true;
        } else {
            rows.push(line);
        }
        at += length;
    }
    (separated && !rows.is_empty())
        .then(|| (Some(Block::Grid(grid(rows.into_iter().map(pipe_cells).collect()))), at))
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
