//! Document → strips: a label and the figures that follow it.
//!
//! Takes the blocks of a document, gives one sequence for tables and plain text alike, in reading order.
//! Knows what numbers and labels look like, but no form: which row a strip is, is for `table` to say.

use crate::anchor::Anchor;
use crate::document::{Block, Document, Grid, GridCell};
use crate::fold::{fold, is_invisible};
use crate::number::{self, Quantity, Remark};

use super::cursor::Cursor;
use super::label;

/// Longest note in brackets that belongs to the figure before it, in characters.
const MAX_NOTE: usize = 40;
/// Numbered rows that show that a column of a grid only numbers them.
const NUMBERED_ROWS: usize = 3;
/// Units that may stand behind a figure in running text. Fewer than in a cell: in `3 部分公开` a label begins.
const UNITS: [&str; 12] = ["亿元", "万元", "元", "件次", "件", "宗", "条", "份", "起", "例", "个", "项"];
/// Signs and estimates written as words before a figure.
const WORDS_BEFORE: [&str; 6] = ["增加", "减少", "增", "减", "约", "近"];
/// Estimates written as words behind a figure.
const WORDS_BEHIND: [&str; 5] = ["余", "多", "以上", "以下", "左右"];

/// Figures of one document. A report has some five hundred, a yearbook twenty thousand.
const MAX_FIGURES: usize = 200_000;

/// One figure, or one empty place for a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The text as it stands.
    pub raw: &'a str,
    /// Where it stands.
    pub anchor: Anchor,
    /// Columns it covers in its grid; 1 in plain text.
    pub span: u32,
    /// Whether there is nothing in it.
    pub is_blank: bool,
}

impl<'a> Token<'a> {
    /// The text of a cell in the grid `at`.
    pub fn of_cell(cell: &'a GridCell, at: Anchor) -> Self {
        let end = u32::try_from(cell.text.chars().count()).unwrap_or(u32::MAX);
        let anchor = Anchor { row: cell.row, col: cell.col, start: 0, end, ..at };
        Self { raw: &cell.text, anchor, span: cell.colspan, is_blank: is_empty(&cell.text) }
    }

    /// Its text, when it is digits and nothing else.
    pub fn digits(&self) -> Option<&'a str> {
        Some(self.raw.trim()).filter(|text| is_digits(text))
    }
}

/// A label and the figures behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip<'a> {
    /// Key of the label: in a grid the text cells of the row, in plain text all since the last figure.
    pub label: &'a str,
    /// Key of the text between the last strip and this row (grids only).
    pub context: &'a str,
    /// The figures, in order.
    pub tokens: &'a [Token<'a>],
    /// Index of the block when the strip is a row of a grid.
    pub grid: Option<u32>,
    /// The figures stand in a sentence, by the comma or full stop behind them.
    pub in_sentence: bool,
}

/// The strips of a document. Pages have hundreds of them, most of no interest: their keys and figures stand
/// behind each other in two lists.
#[derive(Debug, Default)]
pub struct Strips<'a> {
    keys: String,
    tokens: Vec<Token<'a>>,
    list: Vec<Places>,
    /// Whether there were more figures than are looked at.
    pub is_cut: bool,
}

/// Where keys and figures of a strip begin; the next strip's begin where they end.
#[derive(Debug)]
struct Places {
    context: usize,
    label: usize,
    tokens: usize,
    grid: Option<u32>,
    in_sentence: bool,
}

impl Strips<'_> {
    /// Each strip, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = Strip<'_>> {
        let ends = self.list.iter().skip(1).map(|next| (next.context, next.tokens));
        let ends = ends.chain([(self.keys.len(), self.tokens.len())]);
        self.list.iter().zip(ends).map(|(places, (end, last))| Strip {
            label: self.keys.get(places.label..end).unwrap_or_default(),
            context: self.keys.get(places.context..places.label).unwrap_or_default(),
            tokens: self.tokens.get(places.tokens..last).unwrap_or_default(),
            grid: places.grid,
            in_sentence: places.in_sentence,
        })
    }
}

/// Cuts a document into strips. The last one may have no figures: the text at the end.
pub fn strips(document: &Document) -> Strips<'_> {
    let mut scan = Scan::default();
    for (index, block) in document.blocks.iter().enumerate() {
        if scan.is_full() {
            break;
        }
        let at = Anchor { block: u32::try_from(index).unwrap_or(u32::MAX), ..Anchor::default() };
        match block {
            Block::Paragraph(text) => scan.paragraph(text, at),
            Block::Grid(grid) => scan.grid(grid, at),
        }
    }
    scan.close();
    if !scan.text.is_empty() {
        scan.close_text();
    }
    scan.strips
}

#[derive(Default)]
struct Scan<'a> {
    /// Text since the last figure, folded.
    text: String,
    /// Whether there is more in it than spaces.
    has_words: bool,
    /// Where the figures since the last text begin among all figures.
    run: usize,
    /// Whether a `|` stands before with nothing since.
    empty_cell: bool,
    /// Whether the line before is nothing but a `|`.
    bar_line: bool,
    strips: Strips<'a>,
}

impl<'a> Scan<'a> {
    /// Whether there is no room for another figure.
    fn is_full(&mut self) -> bool {
        self.strips.is_cut |= self.strips.tokens.len() >= MAX_FIGURES;
        self.strips.is_cut
    }

    fn has_run(&self) -> bool {
        self.strips.tokens.len() > self.run
    }

    /// Ends a strip when there are figures.
    fn close(&mut self) {
        if self.has_run() {
            self.close_text();
        }
    }

    /// What stands behind the last figures says whether they stand in a sentence.
    fn notice_sentence(&mut self) {
        let goes_on = self.text.trim_start_matches(' ').starts_with([',', ';', '。', '、']);
        if let Some(before) = self.strips.list.last_mut().filter(|before| before.grid.is_none()) {
            before.in_sentence = goes_on;
        }
    }

    /// The text since the last figure and the figures behind it are a strip.
    fn close_text(&mut self) {
        self.notice_sentence();
        let label = self.take_key();
        self.push(label, label, None);
    }

    /// Appends the key of the text since the last figure, none of which is used twice; gives its place.
    fn take_key(&mut self) -> usize {
        let start = self.strips.keys.len();
        label::write_key(&self.text, &mut self.strips.keys);
        self.text.clear();
        self.has_words = false;
        start
    }

    fn push(&mut self, context: usize, label: usize, grid: Option<u32>) {
        let tokens = self.run;
        self.strips.list.push(Places { context, label, tokens, grid, in_sentence: false });
        self.run = self.strips.tokens.len();
    }

    // ---- grids -------------------------------------------------------------------------------------

    fn grid(&mut self, grid: &'a Grid, at: Anchor) {
        self.close();
        self.empty_cell = false;
        let cells: Vec<Cell> = grid.cells.iter().map(Cell::new).collect();
        let rows = rows_of(&cells);
        let starts = figure_starts(&rows);
        for cells in rows {
            match split_row_at(cells, &starts) {
                Some((labels, figures)) => self.grid_row(labels, figures, at),
                None => self.plain_row(cells, at),
            }
        }
        self.close();
    }

    fn grid_row(&mut self, labels: &[Cell<'a>], figures: &[Cell<'a>], at: Anchor) {
        self.close();
        self.notice_sentence();
        let context = self.take_key();
        for label in labels {
            self.text.push_str(label.text());
            self.text.push('\n');
        }
        let label = self.take_key();
        self.strips.tokens.extend(figures.iter().map(|cell| Token::of_cell(cell.cell, at)));
        self.push(context, label, Some(at.block));
    }

    /// A row without figures of its own: headers, or text with figures inside the cells.
    fn plain_row(&mut self, cells: &[Cell<'a>], at: Anchor) {
        for Cell { cell, .. } in cells.iter().filter(|cell| !cell.text().trim().is_empty()) {
            self.paragraph(&cell.text, Anchor { row: cell.row, col: cell.col, ..at });
        }
        self.close();
    }

    // ---- plain text --------------------------------------------------------------------------------

    fn paragraph(&mut self, text: &'a str, at: Anchor) {
        if is_page_number(text) {
            return;
        }
        // A bar at the end of a line and one at the start of the next are the edges of two rows; only beside a bar
        // on a line of its own they stand between cells.
        let bar_line = text.trim_start().starts_with('|') && text.trim() == "|";
        self.empty_cell &= bar_line || self.bar_line;
        self.bar_line = bar_line;
        let mut from = Cursor::new(text);
        let mut before = None;
        while let Some(c) = from.peek() {
            let figure = if may_begin(c) { figure_end(&from, before) } else { None };
            before = Some(c);
            if let Some(end) = figure {
                if self.is_full() {
                    return;
                }
                self.strips.tokens.push(token(from.until(&end), &from, &end, at));
                self.empty_cell = false;
                from = end;
                continue;
            }
            if c == '|' {
                self.bar(&from, at);
            } else if c.is_whitespace() || is_invisible(c) {
                self.text.push(' ');
            } else {
                self.close();
                self.empty_cell = false;
                self.text.push(c);
                self.has_words = true;
                from.next();
                let plain = from.take_while(is_plain);
                self.text.push_str(plain);
                before = plain.chars().next_back().or(before);
                continue;
            }
            from.next();
        }
        self.text.push('\n');
    }

    /// `|` ends a cell; two of them with nothing between are an empty place for a figure.
    fn bar(&mut self, from: &Cursor, at: Anchor) {
        let after_label = self.has_words || self.has_run();
        if self.empty_cell && after_label && !self.is_full() {
            self.strips.tokens.push(token("", from, from, at));
        }
        self.empty_cell = true;
    }
}

fn token<'a>(raw: &'a str, from: &Cursor, end: &Cursor, at: Anchor) -> Token<'a> {
    let anchor = Anchor { start: from.index(), end: end.index(), ..at };
    Token { raw, anchor, span: 1, is_blank: is_empty(raw) }
}

/// What stands in a cell of a grid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    Figure,
    Words,
}

/// A cell of a grid, looked at once.
#[derive(Clone, Copy)]
struct Cell<'a> {
    cell: &'a GridCell,
    kind: Kind,
}

impl<'a> Cell<'a> {
    fn new(cell: &'a GridCell) -> Self {
        let kind = if is_empty(&cell.text) {
            Kind::Empty
        } else if holds_figure(&cell.text) {
            Kind::Figure
        } else {
            Kind::Words
        };
        Self { cell, kind }
    }

    fn text(&self) -> &'a str {
        &self.cell.text
    }

    fn is_filled(&self) -> bool {
        self.kind != Kind::Empty
    }

    fn is_figure(&self) -> bool {
        self.kind == Kind::Figure
    }
}

/// Splits a row into label cells and figure cells; `None` when it has no place for figures.
///
/// Labels are the cells up to the last text before the first figure; without a figure, up to the last text.
fn split_row<'r, 'a>(cells: &'r [Cell<'a>]) -> Option<(&'r [Cell<'a>], &'r [Cell<'a>])> {
    let first_figure = cells.iter().position(Cell::is_figure);
    let before = cells.get(..first_figure.unwrap_or(cells.len()))?;
    let (labels, figures) = cells.split_at_checked(filled_length(before))?;
    // A label that ends in a digit, with nothing behind it, has the figures in its own cell.
    let squeezed = first_figure.is_none()
        && labels
            .last()
            .is_some_and(|cell| cell.text().trim_end().ends_with(|c: char| fold(c).is_ascii_digit()));
    (!figures.is_empty() && !squeezed).then_some((labels, figures))
}

/// The rows of a grid, without a column that only numbers them.
fn rows_of<'r, 'a>(cells: &'r [Cell<'a>]) -> Vec<&'r [Cell<'a>]> {
    let mut rows: Vec<&[Cell]> = cells.chunk_by(|a, b| a.cell.row == b.cell.row).collect();
    if rows.iter().filter(|cells| is_numbered(cells)).count() >= NUMBERED_ROWS {
        for row in rows.iter_mut().filter(|cells| is_numbered(cells)) {
            *row = row.get(1..).unwrap_or_default();
        }
    }
    rows
}

/// A number, then words, then figures.
fn is_numbered(cells: &[Cell]) -> bool {
    let Some((first, rest)) = cells.split_first() else { return false };
    let mut filled = rest.iter().filter(|cell| cell.is_filled());
    is_digits(first.text().trim())
        && filled.next().is_some_and(|cell| cell.kind == Kind::Words)
        && filled.any(Cell::is_figure)
}

/// The columns in which the rows of a grid have their first figure, and the most figures a row has from there.
fn figure_starts(rows: &[&[Cell]]) -> Vec<(u32, usize)> {
    let start = |row: &&[Cell]| {
        let (labels, figures) = split_row(row)?;
        // Empty cells before the first figure may be fillers behind a short label: they begin nothing.
        let first = figures.iter().position(Cell::is_figure)?;
        let figures = figures.get(first..).filter(|_| !labels.is_empty())?;
        Some((figures.first()?.cell.col, filled_length(figures)))
    };
    let mut starts: Vec<(u32, usize)> = rows.iter().filter_map(start).collect();
    starts.sort_unstable_by_key(|&(col, count)| (col, usize::MAX - count));
    starts.dedup_by_key(|(col, _)| *col);
    starts
}

/// Cells up to the last that has something in it.
fn filled_length(cells: &[Cell]) -> usize {
    cells.iter().rposition(Cell::is_filled).map_or(0, |last| last + 1)
}

/// As [`split_row`]; but words that stand where other rows have their first figure are no label.
fn split_row_at<'r, 'a>(
    cells: &'r [Cell<'a>],
    starts: &[(u32, usize)],
) -> Option<(&'r [Cell<'a>], &'r [Cell<'a>])> {
    let (labels, figures) = split_row(cells)?;
    let length = filled_length(cells);
    let is_start =
        |at: &usize| labels.get(*at).is_some_and(|label| starts.contains(&(label.cell.col, length - at)));
    match (1..labels.len()).find(is_start).filter(|_| figures.iter().any(Cell::is_figure)) {
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
    text.chars().map(fold).all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.'))
}

/// `- 4 -`, `— 5 —`, `第 3 页`, `第3页 共9页`, `3 / 9`.
fn is_page_number(text: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '―' | '－' | '~');
    // Nearly every line is told by its first character.
    let first = text.chars().map(fold).find(|c| !c.is_whitespace());
    if !first.is_some_and(|c| c == '第' || c.is_ascii_digit() || dash(c)) || text.chars().nth(24).is_some() {
        return false;
    }
    let chars = || text.chars().map(fold);
    let spaced = chars().any(char::is_whitespace);
    let text: String = chars().filter(|c| !c.is_whitespace()).collect();
    let inner = text.trim_matches(dash);
    let dashed = text.starts_with(dash) && text.ends_with(dash) && is_digits(inner) && inner.len() <= 4;
    let counted =
        text.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(number, rest)| {
            is_digits(number)
                && (rest.is_empty() || rest.trim_start_matches([',', '，', '/']).starts_with('共'))
        });
    let of = text.split_once('/').is_some_and(|(at, all)| is_digits(at) && is_digits(all) && spaced);
    dashed || counted || of
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

// ---- figures in running text ---------------------------------------------------------------------------

/// Ideographs that begin no figure: most of any text.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}') && !matches!(c, '增' | '减' | '约' | '近')
}

/// What a figure may begin with: a digit, a sign, or the first character of a word before it.
fn may_begin(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '+'
            | '-'
            | '/'
            | '−'
            | '—'
            | '–'
            | '－'
            | '─'
            | '↑'
            | '↓'
            | '增'
            | '减'
            | '约'
            | '近'
    )
}

/// Where the figure that begins at `from` ends; `None` when no figure begins there. `before`: the character
/// in front of it.
fn figure_end<'a>(from: &Cursor<'a>, before: Option<char>) -> Option<Cursor<'a>> {
    let stands_alone = standing_sign(from, before);
    if stands_alone.is_some() {
        return stands_alone;
    }
    let end = digits_end(&skip_sign(from)?)?;
    Some(behind_digits(end))
}

/// `-`, `/`, `—`, alone between spaces or bars: "none".
fn standing_sign<'a>(from: &Cursor<'a>, before: Option<char>) -> Option<Cursor<'a>> {
    let edge = |at: Option<char>| at.is_none_or(|c| c.is_whitespace() || c == '|');
    let end = from.behind_char(|c| matches!(c, '-' | '/' | '—' | '–' | '－' | '─'))?;
    // A line that is nothing but the sign is a cell of its own; a ruler of many signs is not a figure.
    (edge(before) && edge(end.peek())).then_some(end)
}

/// Where the digits begin behind an optional sign; `None` when no digits follow.
fn skip_sign<'a>(from: &Cursor<'a>) -> Option<Cursor<'a>> {
    if from.is_digit() {
        return Some(from.clone());
    }
    let digits = match WORDS_BEFORE.iter().find_map(|word| from.behind_word(word)) {
        Some(behind) => behind.behind_spaces(),
        None => from.behind_char(|c| matches!(c, '+' | '-' | '−' | '–' | '↑' | '↓'))?,
    };
    digits.is_digit().then_some(digits)
}

/// The end of the digits with their separators, less an ordinal of the next label (`0000000` of
/// `00000002.其他`). `None` when the digits are that ordinal.
fn digits_end<'a>(from: &Cursor<'a>) -> Option<Cursor<'a>> {
    let (mut end, mut last) = (from.clone(), from.clone());
    while end.is_digit() {
        last = end.clone();
        end.next();
    }
    if is_ordinal_mark(&end) {
        return (last.index() > from.index()).then_some(last);
    }
    // Groups of three behind commas, then digits behind one point.
    while let Some(behind) = group_end(&end) {
        end = behind;
    }
    if let Some(mut fraction) = end.behind_char(|c| c == '.').filter(Cursor::is_digit) {
        while fraction.is_digit() {
            fraction.next();
        }
        end = fraction;
    }
    Some(end)
}

/// The end of `,123`, when no fourth digit follows.
fn group_end<'a>(from: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut end = from.behind_char(|c| c == ',')?;
    for _ in 0..3 {
        end = end.behind_char(|c| c.is_ascii_digit())?;
    }
    (!end.is_digit()).then_some(end)
}

/// `.` or `、` behind a digit with an ideograph after it: the digit numbers a label.
fn is_ordinal_mark(at: &Cursor) -> bool {
    let Some(mut behind) = at.behind_char(|c| matches!(c, '.' | '、' | '．')) else { return false };
    while let Some(c) = behind.next() {
        if !c.is_whitespace() {
            return c.is_alphabetic() || matches!(c, '“' | '"' | '「');
        }
    }
    false
}

/// A unit or a note in brackets belongs to the figure; an ordinal in brackets begins the next label.
fn behind_digits(end: Cursor) -> Cursor {
    let mut end = end;
    let spaced = end.behind_spaces();
    // Units and estimates are ideographs.
    if spaced.peek().is_some_and(|c| c >= '\u{4E00}') {
        if let Some(unit) = UNITS.iter().find_map(|unit| spaced.behind_word(unit)) {
            end = unit;
        }
        if let Some(estimate) = WORDS_BEHIND.iter().find_map(|word| end.behind_word(word)) {
            end = estimate;
        }
    }
    note_end(&end).unwrap_or(end)
}

/// The end of a note in brackets.
fn note_end<'a>(from: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut end = from.behind_char(|c| c == '(')?;
    let (mut length, mut first) = (0, ' ');
    loop {
        let c = end.next()?;
        if c == ')' {
            break;
        }
        first = if length == 0 { c } else { first };
        length += 1;
        if length > MAX_NOTE {
            return None;
        }
    }
    let ordinal = length == 1 && label::is_numeral(first);
    (!ordinal).then_some(end)
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
        let strips = strips(&document);
        let labels: Vec<&str> = strips.iter().map(|strip| strip.label).collect();
        assert_eq!(labels, ["一新收", "三办理结果一予以公开", "三不予公开1国家秘密"]);
    }

    #[test]
    fn words_where_other_rows_have_figures_are_a_figure_cell() {
        let grid = grid(&[&["规章", "0", "0", "0"], &["规范性文件", "见附件", "0", "5"]]);
        let document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
        let strips = strips(&document);
        let rows: Vec<(&str, usize)> = strips.iter().map(|s| (s.label, s.tokens.len())).collect();
        assert_eq!(rows, [("规章", 3), ("规范性文件", 3)]);
    }
}
