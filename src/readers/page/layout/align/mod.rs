//! Lines of text without ruling lines → tables by the alignment of their columns.
//!
//! Takes lines with their parts, gives them back as tables where that is certain, else as lines. A table is
//! certain where several lines have figures under each other in the same columns, or where headers stand over
//! them; a column's missing figure is then an empty cell, which plain lines could not tell.

mod columns;
mod rows;

use super::super::sheet::Area;
use super::Piece;
use super::furniture::is_page_number;
use super::grid::{Cell, Table};
use super::lines::{Line, Segment};
use columns::{Columns, column_of, grown, placed, with_headers};
use rows::{Row, Rows, Split};

/// Fewest columns of figures.
const LEAST_COLS: usize = 3;
/// Fewest lines with figures.
const LEAST_ROWS: usize = 3;
/// Share of the columns, in percent, that the fullest line must fill where no headers stand over them.
const FULLEST: usize = 70;
/// Header lines above the first row.
const MAX_HEADER: usize = 10;
/// Labels above the first and below the last row with figures stand at most this much further apart, as a factor, than
/// the lines between.
const FURTHER: f32 = 1.15;
/// Lines whose sizes differ by more, as a share, are not of one table.
const OTHER_SIZE: f32 = 0.12;
/// Labels that begin or have their middle at most this far from each other, in points, are aligned.
const ALIGNED: f32 = 3.0;

/// The columns of a table, and its own left and right side.
#[derive(Clone)]
pub struct Known {
    columns: Columns,
    sides: (f32, f32),
}

/// The pieces of lines of text. `known`: the columns of a table on the page before, and then of this.
pub fn pieces(mut lines: Vec<Line>, known: &mut Option<Known>, page: u32) -> Vec<Piece> {
    let mut scan = Scan { before: known.take(), ..Scan::default() };
    let above = lines.len().checked_sub(2).and_then(|at| lines.get(at)).map_or(0.0, |line| line.area.y1);
    let foot = lines.pop_if(|line| counts_pages(line) && line.area.y0 - above > line.size);
    if lines.first().is_some_and(counts_pages) {
        scan.pieces.push(Piece::Line(lines.remove(0)));
    }
    for line in lines {
        scan.take(line, page);
    }
    scan.close(page);
    scan.pieces.extend(scan.above.drain(..).chain(foot).map(Piece::Line));
    *known = scan.last;
    scan.pieces
}

fn is_figure(segment: &Segment) -> bool {
    let bare: Vec<char> = segment.text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c) || ".,，．-—/－%".contains(*c);
    !bare.is_empty() && bare.len() <= 14 && bare.iter().all(digits)
}

/// Whether a line is the number of its page and no row of figures: `- 4 -`, `第 4 页`, or one number.
fn counts_pages(line: &Line) -> bool {
    let text = line.text();
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let dashed =
        bare.starts_with(is_dash) && bare.ends_with(is_dash) && bare.trim_matches(is_dash).len() <= 4;
    is_page_number(&text) && (dashed || bare.contains('页') || line.segments.len() == 1)
}

fn is_dash(c: char) -> bool {
    "-—–―－─".contains(c)
}

/// The labels of a line, and the figures at its end.
fn parts(line: &Line) -> (&[Segment], &[Segment]) {
    let labels = line.segments.iter().rposition(|segment| !is_figure(segment)).map_or(0, |last| last + 1);
    line.segments.split_at_checked(labels).unwrap_or_default()
}

fn figures(line: &Line) -> &[Segment] {
    parts(line).1
}

/// Lines on the way to become a table.
#[derive(Default)]
struct Scan {
    /// Columns of the page before, for the first table here.
    before: Option<Known>,
    /// Columns of the last table.
    last: Option<Known>,
    columns: Columns,
    /// Lines above the first row: its header, or text.
    above: Vec<Line>,
    /// The rows and the lines between them.
    body: Vec<Line>,
    pieces: Vec<Piece>,
}

impl Scan {
    fn take(&mut self, line: Line, page: u32) {
        let row = figures(&line);
        let open = !self.body.is_empty();
        let starts = row.len() >= 2 || (!row.is_empty() && self.before.is_some());
        if open
            && !row.is_empty()
            && let Some(columns) = grown(&self.columns, row, row.len() >= 2)
        {
            self.columns = columns;
            return self.body.push(line);
        }
        // A line without figures that reaches over the columns is a header or text.
        let over = self.columns.first().is_some_and(|first| line.area.x1 > first.0 + 1.0);
        if open && (over || !row.is_empty()) {
            self.close(page);
        } else if open {
            return self.body.push(line);
        }
        if starts {
            self.columns = row.iter().map(|part| (part.area.x0, part.area.x1)).collect();
            self.body.push(line);
        } else {
            self.above.push(line);
        }
    }

    /// Makes a table of the rows gathered, or gives them back as lines when they are none.
    fn close(&mut self, page: u32) {
        let own = std::mem::take(&mut self.columns);
        let body = std::mem::take(&mut self.body);
        let before = self.before.take().filter(|before| !body.is_empty() && fit(&body, &before.columns));
        let sides = before.as_ref().map(|known| known.sides);
        let goes_on = before.is_some();
        let columns = before.map(|known| known.columns).or_else(|| certain(&body, &own, &self.above));
        let made = columns.and_then(|columns| {
            let tail = tail(&body);
            let labels = labels_above(&self.above, &body, &columns);
            let from = self.above.len() - labels;
            let header = header(self.above.get(..from).unwrap_or_default(), &columns);
            let text = from - header;
            let part = |range| self.above.get(range).unwrap_or_default();
            let rows = part(from..self.above.len()).iter().chain(body.get(..tail).unwrap_or_default());
            let table = table(part(text..from), rows, &columns, goes_on, page)?;
            Some((table, columns, text, tail))
        });
        let Some((mut table, columns, text, tail)) = made else {
            self.pieces.extend(self.above.drain(..).chain(body).map(Piece::Line));
            return;
        };
        self.pieces.extend(self.above.drain(..).take(text).map(Piece::Line));
        // A table that goes on has the sides it had: its parts are put together by them.
        let own = (table.area.x0, table.area.x1);
        if let (Some(sides), Some(first)) = (sides, table.xs.first_mut()) {
            *first = sides.0;
            if let Some(last) = table.xs.last_mut() {
                *last = sides.1;
            }
        }
        self.pieces.push(Piece::Table(table));
        self.above = body.into_iter().skip(tail).collect();
        self.last = Some(Known { columns, sides: sides.unwrap_or(own) });
    }
}

/// Whether all figures stand in these columns.
fn fit(body: &[Line], columns: &Columns) -> bool {
    body.iter().all(|line| placed(figures(line), columns).is_some())
}

/// The columns of a table, if it is certain that it is one: by its figures, or by headers over them.
fn certain(body: &[Line], columns: &Columns, above: &[Line]) -> Option<Columns> {
    let rows = || body.iter().map(figures).filter(|row| !row.is_empty());
    let labels = labels_above(above, body, columns);
    let above = above.get(..above.len() - labels)?;
    let header = above.get(above.len() - header(above, columns)..)?;
    let label_end =
        body.iter().filter_map(|line| parts(line).0.last()).map(|part| part.area.x1).fold(0.0, f32::max);
    let headed =
        with_headers(columns, header, label_end).filter(|all| all.len() >= LEAST_COLS && fit(body, all));
    let fullest = rows().map(<[Segment]>::len).max().unwrap_or(0);
    let plain = columns.len() >= LEAST_COLS
        && rows().count() >= LEAST_ROWS
        && fullest * 100 >= columns.len() * FULLEST;
    headed.filter(|all| all.len() > columns.len() || plain).or_else(|| plain.then(|| columns.clone()))
}

/// The largest distance of a line from the one before it.
fn widest_gap(lines: &[Line]) -> f32 {
    let gaps = lines.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b.area.middle().1 - a.area.middle().1),
        _ => None,
    });
    gaps.fold(0.0, f32::max)
}

fn is_same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() <= OTHER_SIZE * a.size.max(b.size)
}

/// How many lines right above the first row of figures are labels.
fn labels_above(above: &[Line], body: &[Line], columns: &Columns) -> usize {
    let left = columns.first().map_or(0.0, |first| first.0);
    let Some(first) = body.first() else { return 0 };
    let far = FURTHER * widest_gap(body).max(1.5 * first.size);
    let near = |(line, below): &(&Line, &Line)| {
        let distance = below.area.middle().1 - line.area.middle().1;
        line.area.x1 <= left + 1.0 && is_same_size(line, first) && distance <= far
    };
    let below = std::iter::once(first).chain(above.iter().rev());
    above.iter().rev().zip(below).take_while(near).count()
}

/// How many lines belong to the table: up to the last row of figures, and the labels below it.
fn tail(body: &[Line]) -> usize {
    let last = body.iter().rposition(|line| !figures(line).is_empty()).unwrap_or(0);
    let (rows, rest) = body.split_at_checked(last + 1).unwrap_or((body, &[]));
    let Some(lowest) = rows.last() else { return 0 };
    let labels: Vec<&Segment> = rows.iter().filter_map(|line| parts(line).0.last()).collect();
    let far = FURTHER * widest_gap(rows).max(1.5 * lowest.size);
    let aligned = |line: &Line| {
        let alike = |part: &Segment| {
            (part.area.x0 - line.area.x0).abs() < ALIGNED
                || (part.area.middle().0 - line.area.middle().0).abs() < ALIGNED
        };
        labels.iter().any(|part| alike(part))
    };
    let near = |(line, above): &(&Line, &Line)| {
        let distance = line.area.middle().1 - above.area.middle().1;
        distance <= far && is_same_size(line, lowest) && aligned(line)
    };
    let above = std::iter::once(lowest).chain(rest);
    last + 1 + rest.iter().zip(above).take_while(near).count()
}

/// How many lines at the end of those above a table are its header.
fn header(above: &[Line], columns: &Columns) -> usize {
    let left = columns.first().map_or(0.0, |first| first.0);
    let heads = |line: &Line| {
        let over = line.area.x1 > left && (line.segments.len() > 1 || line.area.x0 > left - 2.0 * line.size);
        over && figures(line).is_empty()
    };
    // What stands over the labels only may stand between two lines over the columns.
    let lines = above.iter().rev().take(MAX_HEADER).take_while(|line| heads(line) || line.area.x1 <= left);
    let over: Vec<bool> = lines.map(heads).collect();
    over.iter().rposition(|over| *over).map_or(0, |last| last + 1)
}

fn table<'a>(
    header: &'a [Line],
    body: impl Iterator<Item = &'a Line> + Clone,
    columns: &Columns,
    goes_on: bool,
    page: u32,
) -> Option<Table> {
    let mut area = Area::EMPTY;
    for line in header.iter().chain(body.clone()) {
        area.join(&line.area);
    }
    let split = |line: &Line| {
        let (labels, figures) = parts(line);
        unglued(Split { labels: labels.to_vec(), figures: figures.to_vec(), size: line.size }, columns)
    };
    let lines: Vec<Split> = body.map(split).collect();
    let label_end = lines.iter().flat_map(|line| &line.labels).map(|part| part.area.x1).fold(0.0, f32::max);
    let Rows { items, rest, list } = rows::rows(lines, goes_on)?;
    // Where labels are items, one that is none goes on whatever room there was.
    let label_end = if items { f32::MIN } else { label_end };
    let mut cells = head_cells(header, columns, page);
    let mut count = usize::from(!cells.is_empty());
    for row in list {
        match row {
            Row::Figures(label, figures) => {
                let own = row_cells(count, &label, figures, columns, page, &area)?;
                // A label that is not certain leaves its place empty.
                let without = usize::from(label.is_empty());
                cells.extend(
                    own.into_iter().skip(without).map(|cell| with_room(cell, label.last(), label_end)),
                );
            }
            Row::Loose(text) => {
                cells.push(Cell { colspan: columns.len() + 1, ..cell(count, 0, &text, page, &area) });
            }
        }
        count += 1;
    }
    Some(Table { xs: sides(columns, &area), rows: count, cells, area, rest })
}

/// The cells of a row: its label, and one for each column.
fn row_cells(
    row: usize,
    label: &[Segment],
    figures: Vec<Segment>,
    columns: &Columns,
    page: u32,
    table: &Area,
) -> Option<Vec<Cell>> {
    let mut parts: Vec<Vec<Segment>> = vec![Vec::new(); columns.len()];
    for figure in figures {
        parts.get_mut(column_of(&figure.area, columns)?)?.push(figure);
    }
    let figures = (1..).zip(parts).map(|(col, parts)| cell(row, col, &parts, page, table));
    Some(std::iter::once(cell(row, 0, label, page, table)).chain(figures).collect())
}

/// The cell of a label with the room its last line leaves.
fn with_room(cell: Cell, last: Option<&Segment>, end: f32) -> Cell {
    match last {
        Some(last) if cell.col == 0 => {
            Cell { room: (end - last.area.x1) / last.area.height().max(1.0), ..cell }
        }
        _ => cell,
    }
}

/// Cuts the first figure off the end of a label that leaves no gap before it.
fn unglued(mut line: Split, columns: &Columns) -> Split {
    let Some(part) = line.labels.last().filter(|_| !line.figures.is_empty()) else { return line };
    let label = part.text.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = part.text.chars().count() - label.chars().count();
    if digits == 0 || label.is_empty() {
        return line;
    }
    let width = digits as f32 * 0.55 * part.area.height();
    let area = Area { x0: part.area.x1 - width, ..part.area };
    let taken =
        |column: usize| line.figures.iter().any(|other| column_of(&other.area, columns) == Some(column));
    if column_of(&area, columns).is_none_or(taken) {
        return line;
    }
    let text = part.text.get(label.len()..).unwrap_or_default().to_owned();
    let figure = Segment { text, area, joints: Vec::new() };
    let label = label.trim_end().to_owned();
    if let Some(part) = line.labels.last_mut() {
        part.joints.retain(|joint| joint.at < label.len());
        part.area.x1 = area.x0;
        part.text = label;
    }
    line.figures.insert(0, figure);
    line
}

/// For each column the header words that stand over it alone, one below the other.
fn head_cells(header: &[Line], columns: &Columns, page: u32) -> Vec<Cell> {
    let mut row: Vec<Vec<Segment>> = vec![Vec::new(); columns.len() + 1];
    let mut area = Area::EMPTY;
    for line in header {
        area.join(&line.area);
        for part in &line.segments {
            let over =
                columns.iter().filter(|(left, right)| part.area.x0 < *right && part.area.x1 > *left).count();
            let column = match column_of(&part.area, columns) {
                Some(column) if over <= 1 => column + 1,
                // Over several columns, or over the labels.
                _ => 0,
            };
            if let Some(parts) = row.get_mut(column) {
                parts.push(part.clone());
            }
        }
    }
    if row.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    (0..).zip(row).map(|(col, parts)| cell(0, col, &parts, page, &area)).collect()
}

fn cell(row: usize, col: usize, parts: &[Segment], page: u32, table: &Area) -> Cell {
    let mut area = Area::EMPTY;
    for part in parts {
        area.join(&part.area);
    }
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let area = if parts.is_empty() { *table } else { area };
    Cell { row, col, rowspan: 1, colspan: 1, text: texts.join("\n"), room: f32::MAX, page, area }
}

/// Where the columns of the table begin and end.
fn sides(columns: &Columns, area: &Area) -> Vec<f32> {
    let first = columns.first().map_or(area.x0, |first| first.0 - 1.0);
    let between = columns.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f32::midpoint(a.1, b.0)),
        _ => None,
    });
    std::iter::once(area.x0)
        .chain(std::iter::once(first))
        .chain(between)
        .chain(std::iter::once(area.x1))
        .collect()
}
