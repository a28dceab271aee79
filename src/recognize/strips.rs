//! Document → strips: a label and the figures that follow it.
//!
//! Takes the blocks of a document, gives one sequence for tables and plain text alike, in reading order.
//! Knows what numbers and labels look like, but no form: which row a strip is, is for `table` to say.

use crate::anchor::Anchor;
use crate::document::{Block, Document, Grid, GridCell};
use crate::fold::{fold, is_invisible};
use crate::number::{self, Quantity, Remark};

use super::label;

/// Longest note in brackets that belongs to the figure before it, in characters.
const MAX_NOTE: usize = 40;
/// Numbered rows that show that a column of a grid only numbers them.
const NUMBERED_ROWS: usize = 3;
/// Units that may stand behind a figure in running text.
const UNITS: [&str; 12] = ["亿元", "万元", "元", "件次", "件", "宗", "条", "份", "起", "例", "个", "项"];
/// Signs and estimates written as words before a figure.
const WORDS_BEFORE: [&str; 6] = ["增加", "减少", "增", "减", "约", "近"];
/// Estimates written as words behind a figure.
const WORDS_BEHIND: [&str; 5] = ["余", "多", "以上", "以下", "左右"];

/// One figure, or one empty place for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The text as it stands.
    pub raw: String,
    /// Where it stands.
    pub anchor: Anchor,
    /// Columns it covers in its grid; 1 in plain text.
    pub span: u32,
}

impl Token {
    /// The text of a cell in the grid `at`.
    pub fn of_cell(cell: &GridCell, at: Anchor) -> Self {
        let end = index(cell.text.chars().count());
        let anchor = Anchor { row: cell.row, col: cell.col, start: 0, end, ..at };
        Self { raw: cell.text.clone(), anchor, span: cell.colspan }
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.raw.chars().all(|c| c.is_whitespace() || is_invisible(c) || fold(c) == ' ')
    }

    /// Its text, when it is digits and nothing else.
    pub fn digits(&self) -> Option<&str> {
        let text = self.raw.trim();
        (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
    }
}

/// A label and the figures behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strip {
    /// Key of the label: in a grid the text cells of the row, in plain text all since the last figure.
    pub label: String,
    /// Key of the text between the last strip and this row (grids only).
    pub context: String,
    /// The figures, in order.
    pub tokens: Vec<Token>,
    /// Index of the block when the strip is a row of a grid.
    pub grid: Option<u32>,
    /// The figures stand in a sentence, by the comma or full stop behind them.
    pub in_sentence: bool,
}

/// Cuts a document into strips. The last one may have no figures: the text at the end.
pub fn strips(document: &Document) -> Vec<Strip> {
    let mut scan = Scan::default();
    for (index, block) in document.blocks.iter().enumerate() {
        let at = Anchor { block: u32::try_from(index).unwrap_or(u32::MAX), ..Anchor::default() };
        match block {
            Block::Paragraph(text) => scan.paragraph(text, at),
            Block::Grid(grid) => scan.grid(grid, at),
        }
    }
    scan.close();
    if !scan.text.is_empty() {
        scan.close_as(Vec::new());
    }
    scan.strips
}

#[derive(Default)]
struct Scan {
    /// Text since the last figure.
    text: String,
    /// Figures since the last text.
    run: Vec<Token>,
    /// Whether a `|` stands before with nothing since.
    empty_cell: bool,
    /// Whether the line before is nothing but a `|`.
    bar_line: bool,
    strips: Vec<Strip>,
}

impl Scan {
    fn close(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            self.close_as(run);
        }
    }

    fn close_as(&mut self, tokens: Vec<Token>) {
        let text = std::mem::take(&mut self.text);
        let goes_on = text.trim_start_matches(' ').starts_with([',', ';', '。', '、']);
        if let Some(before) = self.strips.last_mut().filter(|before| before.grid.is_none()) {
            before.in_sentence = goes_on;
        }
        self.strips.push(Strip { label: label::key(&text), tokens, ..Strip::default() });
    }

    // ---- grids -------------------------------------------------------------------------------------

    fn grid(&mut self, grid: &Grid, at: Anchor) {
        self.close();
        self.empty_cell = false;
        let rows = rows_of(grid);
        let starts = figure_starts(&rows);
        for cells in rows {
            match split_row_at(cells, &starts) {
                Some((labels, figures)) => self.grid_row(labels, figures, at),
                None => self.plain_row(cells, at),
            }
        }
        self.close();
    }

    fn grid_row(&mut self, labels: &[GridCell], figures: &[GridCell], at: Anchor) {
        self.close();
        let text: String = labels.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\n");
        let tokens = figures.iter().map(|cell| Token::of_cell(cell, at)).collect();
        let context = label::key(&std::mem::take(&mut self.text));
        let label = label::key(&text);
        self.strips.push(Strip { label, context, tokens, grid: Some(at.block), in_sentence: false });
    }

    /// A row without figures of its own: headers, or text with figures inside the cells.
    fn plain_row(&mut self, cells: &[GridCell], at: Anchor) {
        for cell in cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
            self.paragraph(&cell.text, Anchor { row: cell.row, col: cell.col, ..at });
        }
        self.close();
    }

    // ---- plain text --------------------------------------------------------------------------------

    fn paragraph(&mut self, text: &str, at: Anchor) {
        let chars: Vec<char> = text.chars().map(fold).collect();
        if is_page_number(&chars) {
            return;
        }
        // A bar at the end of a line and one at the start of the next are the edges of two rows; only beside a bar
        // on a line of its own they stand between cells.
        let bar_line = text.trim() == "|";
        self.empty_cell &= bar_line || self.bar_line;
        self.bar_line = bar_line;
        let raw: Vec<char> = text.chars().collect();
        let mut from = 0;
        while from < chars.len() {
            from = self.step(&chars, &raw, from, at);
        }
        self.text.push('\n');
    }

    /// Takes one piece beginning at `from`, gives where the next one begins.
    fn step(&mut self, chars: &[char], raw: &[char], from: usize, at: Anchor) -> usize {
        let Some(&c) = chars.get(from) else { return from + 1 };
        if c == '|' {
            self.bar(from, at);
            return from + 1;
        }
        if c.is_whitespace() || is_invisible(c) {
            self.text.push(' ');
            return from + 1;
        }
        if let Some(end) = figure_end(chars, from) {
            let anchor = Anchor { start: index(from), end: index(end), ..at };
            let raw = raw.get(from..end).unwrap_or_default().iter().collect();
            self.run.push(Token { raw, anchor, span: 1 });
            self.empty_cell = false;
            return end;
        }
        self.close();
        self.empty_cell = false;
        self.text.push(c);
        from + 1
    }

    /// `|` ends a cell; two of them with nothing between are an empty place for a figure.
    fn bar(&mut self, from: usize, at: Anchor) {
        let after_label = !self.text.trim().is_empty() || !self.run.is_empty();
        if self.empty_cell && after_label {
            let anchor = Anchor { start: index(from), end: index(from), ..at };
            self.run.push(Token { raw: String::new(), anchor, span: 1 });
        }
        self.empty_cell = true;
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Splits a row into label cells and figure cells; `None` when it has no place for figures.
///
/// Labels are the cells up to the last text before the first figure; without a figure, up to the last text.
fn split_row(cells: &[GridCell]) -> Option<(&[GridCell], &[GridCell])> {
    let first_figure = cells.iter().position(|cell| holds_figure(&cell.text));
    let before = cells.get(..first_figure.unwrap_or(cells.len()))?;
    let labels = before.iter().rposition(|cell| !is_empty(&cell.text)).map_or(0, |last| last + 1);
    let (labels, figures) = cells.split_at_checked(labels)?;
    // A label that ends in a digit, with nothing behind it, has the figures in its own cell.
    let squeezed = first_figure.is_none()
        && labels
            .last()
            .is_some_and(|cell| cell.text.trim_end().ends_with(|c: char| fold(c).is_ascii_digit()));
    (!figures.is_empty() && !squeezed).then_some((labels, figures))
}

/// The rows of a grid, without a column that only numbers them.
fn rows_of(grid: &Grid) -> Vec<&[GridCell]> {
    let rows = || (0..grid.rows).map(|row| grid.row(row));
    let numbered = rows().filter(|cells| is_numbered(cells)).count() >= NUMBERED_ROWS;
    rows()
        .map(|cells| if numbered && is_numbered(cells) { cells.get(1..).unwrap_or_default() } else { cells })
        .collect()
}

/// A number, then words, then figures.
fn is_numbered(cells: &[GridCell]) -> bool {
    let Some((first, rest)) = cells.split_first() else { return false };
    let words = rest
        .iter()
        .position(|cell| !is_empty(&cell.text))
        .filter(|&at| rest.get(at).is_some_and(|cell| !holds_figure(&cell.text)));
    is_digits(first.text.trim())
        && words.is_some_and(|at| rest.iter().skip(at).any(|cell| holds_figure(&cell.text)))
}

/// The columns in which the rows of a grid have their first figure, and the most figures a row has from there.
fn figure_starts(rows: &[&[GridCell]]) -> Vec<(u32, usize)> {
    let start = |row: &&[GridCell]| {
        let (labels, figures) = split_row(row)?;
        // Empty cells before the first figure may be fillers behind a short label: they begin nothing.
        let first = figures.iter().position(|cell| holds_figure(&cell.text))?;
        let figures = figures.get(first..).filter(|_| !labels.is_empty())?;
        Some((figures.first()?.col, filled_length(figures)))
    };
    let mut starts: Vec<(u32, usize)> = rows.iter().filter_map(start).collect();
    starts.sort_unstable_by_key(|&(col, count)| (col, usize::MAX - count));
    starts.dedup_by_key(|(col, _)| *col);
    starts
}

/// Cells up to the last that has something in it.
fn filled_length(cells: &[GridCell]) -> usize {
    cells.iter().rposition(|cell| !is_empty(&cell.text)).map_or(0, |last| last + 1)
}

/// As [`split_row`]; but words that stand where other rows have their first figure are no label.
fn split_row_at<'a>(
    cells: &'a [GridCell],
    starts: &[(u32, usize)],
) -> Option<(&'a [GridCell], &'a [GridCell])> {
    let (labels, figures) = split_row(cells)?;
    let length = filled_length(cells);
    let is_start = |at: &usize| labels.get(*at).is_some_and(|cell| starts.contains(&(cell.col, length - at)));
    match (1..labels.len()).find(is_start).filter(|_| figures.iter().any(|cell| holds_figure(&cell.text))) {
        Some(at) => cells.split_at_checked(at),
        None => Some((labels, figures)),
    }
}

fn is_empty(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || fold(c) == ' ')
}

fn holds_figure(text: &str) -> bool {
    let reading = number::read(text);
    match reading.quantity {
        Quantity::Number(_) => !is_ordinal(text),
        Quantity::Dash => true,
        Quantity::Blank => false,
        Quantity::Illegible => {
            reading.remarks.iter().any(|remark| matches!(remark, Remark::Spreadsheet | Remark::TooLong))
                || starts_with_digits_only(text)
        }
    }
}

/// A Chinese numeral alone in a cell numbers a row (`三`); `〇` and `零` are figures.
fn is_ordinal(text: &str) -> bool {
    let mut chars = text.trim().chars().map(fold);
    matches!((chars.next(), chars.next()), (Some(c), None) if !c.is_ascii_digit() && label::is_numeral(c))
}

/// Digits with spaces or separators, too many or too odd for a number: figures run together.
fn starts_with_digits_only(text: &str) -> bool {
    !is_empty(text)
        && text.chars().map(fold).all(|c| c.is_ascii_digit() || c.is_whitespace() || ",.".contains(c))
}

/// `- 4 -`, `— 5 —`, `第 3 页`, `第3页 共9页`, `3 / 9`.
fn is_page_number(chars: &[char]) -> bool {
    if chars.len() > 24 {
        return false;
    }
    let text: String = chars.iter().filter(|c| !c.is_whitespace()).collect();
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '―' | '－' | '~');
    let inner = text.trim_matches(dash);
    let dashed = text.starts_with(dash) && text.ends_with(dash) && is_digits(inner) && inner.len() <= 4;
    let counted =
        text.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(number, rest)| {
            is_digits(number)
                && (rest.is_empty() || rest.trim_start_matches([',', '，', '/']).starts_with('共'))
        });
    let of = text.split_once('/').is_some_and(|(at, all)| {
        is_digits(at) && is_digits(all) && chars.iter().filter(|c| c.is_whitespace()).count() > 0
    });
    dashed || counted || of
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

// ---- figures in running text ---------------------------------------------------------------------------

/// Where the figure that begins at `from` ends; `None` when no figure begins there.
fn figure_end(chars: &[char], from: usize) -> Option<usize> {
    let stands_alone = standing_sign(chars, from);
    if stands_alone.is_some() {
        return stands_alone;
    }
    let digits = skip_sign(chars, from)?;
    let end = digits_end(chars, digits)?;
    Some(behind_digits(chars, end))
}

/// `-`, `/`, `—`, alone between spaces or bars: "none".
fn standing_sign(chars: &[char], from: usize) -> Option<usize> {
    let edge = |at: Option<&char>| at.is_none_or(|c| c.is_whitespace() || *c == '|');
    let before = from.checked_sub(1).and_then(|at| chars.get(at));
    let sign = chars.get(from).is_some_and(|c| matches!(c, '-' | '/' | '—' | '–' | '－' | '─'));
    // A line that is nothing but the sign is a cell of its own; a ruler of many signs is not a figure.
    (sign && edge(before) && edge(chars.get(from + 1))).then_some(from + 1)
}

/// Where the digits begin behind an optional sign; `None` when no digits follow.
fn skip_sign(chars: &[char], from: usize) -> Option<usize> {
    let digit_at = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if digit_at(from) {
        return Some(from);
    }
    let word =
        WORDS_BEFORE.iter().find(|word| starts_with(chars, from, word)).map(|word| word.chars().count());
    let sign = chars.get(from).filter(|c| matches!(c, '+' | '-' | '−' | '–' | '↑' | '↓')).map(|_| 1);
    let mut at = from + word.or(sign)?;
    while word.is_some() && chars.get(at) == Some(&' ') {
        at += 1;
    }
    digit_at(at).then_some(at)
}

/// The end of the digits with their separators, less an ordinal of the next label (`0000000` of
/// `00000002.其他`). `None` when the digits are that ordinal.
fn digits_end(chars: &[char], from: usize) -> Option<usize> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = from;
    while digit(end) {
        end += 1;
    }
    if is_ordinal_mark(chars, end) {
        return (end - 1 > from).then_some(end - 1);
    }
    // Groups of three behind commas, then digits behind one point.
    while chars.get(end) == Some(&',') && (1..=3).all(|k| digit(end + k)) && !digit(end + 4) {
        end += 4;
    }
    if chars.get(end) == Some(&'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    Some(end)
}

/// `.` or `、` behind a digit with an ideograph after it: the digit numbers a label.
fn is_ordinal_mark(chars: &[char], at: usize) -> bool {
    let mark = chars.get(at).is_some_and(|c| matches!(c, '.' | '、' | '．'));
    let next = chars.iter().skip(at + 1).find(|c| !c.is_whitespace());
    mark && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '“' | '"' | '「'))
}

/// A unit or a note in brackets belongs to the figure; an ordinal in brackets begins the next label.
fn behind_digits(chars: &[char], end: usize) -> usize {
    let mut end = end;
    let spaced = end + chars.iter().skip(end).take_while(|c| **c == ' ').count();
    if let Some(unit) = UNITS.iter().find(|unit| starts_with(chars, spaced, unit)) {
        end = spaced + unit.chars().count();
    }
    let estimate = WORDS_BEHIND.iter().find(|word| starts_with(chars, end, word));
    end += estimate.map_or(0, |word| word.chars().count());
    if chars.get(end) == Some(&'(') {
        let inside: Vec<char> =
            chars.iter().skip(end + 1).take(MAX_NOTE).copied().take_while(|c| *c != ')').collect();
        let closed = chars.get(end + 1 + inside.len()) == Some(&')');
        let ordinal = matches!(inside.as_slice(), [c] if label::is_numeral(*c));
        if closed && !ordinal {
            end += inside.len() + 2;
        }
    }
    end
}

fn starts_with(chars: &[char], from: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(k, c)| chars.get(from + k) == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let index = |at: usize| u32::try_from(at).expect("small");
        let cell = |(row, col, text): (usize, usize, &str)| GridCell {
            row: index(row),
            col: index(col),
            rowspan: 1,
            colspan: 1,
            text: text.to_owned(),
        };
        let cells =
            rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, t)| (r, c, *t)));
        let cols = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        Grid {
            rows: index(rows.len()),
            cols: index(cols),
            cells: cells.map(cell).collect(),
            ..Grid::default()
        }
    }

    #[test]
    fn empty_cells_behind_a_short_label_do_not_cut_the_longer_labels_below() {
        let grid = grid(&[
            &["一、新收", "", "", "3", "0", "3"],
            &["三、办理结果", "（一）予以公开", "", "3", "0", "3"],
            &["", "（三）不予公开", "1.国家秘密", "0", "0", "0"],
        ]);
        let document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        let labels: Vec<String> = strips(&document).into_iter().map(|strip| strip.label).collect();
        assert_eq!(labels, ["一新收", "三办理结果一予以公开", "三不予公开1国家秘密"]);
    }

    #[test]
    fn words_where_other_rows_have_figures_are_a_figure_cell() {
        let grid = grid(&[&["规章", "0", "0", "0"], &["规范性文件", "见附件", "0", "5"]]);
        let document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        let rows: Vec<(String, usize)> =
            strips(&document).into_iter().map(|s| (s.label, s.tokens.len())).collect();
        assert_eq!(rows, [("规章".to_owned(), 3), ("规范性文件".to_owned(), 3)]);
    }
}
