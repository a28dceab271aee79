//! Lines of text without ruling lines → tables by the alignment of their columns.
//!
//! Takes lines with their parts, gives them back as tables where that is certain, else as lines. A table is
//! certain where several lines have figures under each other in the same columns; a column's missing figure
//! is then an empty cell, which plain lines could not tell.

use super::super::sheet::Area;
use super::Piece;
use super::grid::{Cell, Table};
use super::join::begins_item;
use super::lines::{Line, Segment};

/// Fewest columns of figures.
const LEAST_COLS: usize = 3;
/// Fewest lines with figures.
const LEAST_ROWS: usize = 3;
/// Share of the columns, in percent, that the fullest line must fill.
const FULLEST: usize = 70;
/// Header lines above the first row.
const MAX_HEADER: usize = 10;

/// The columns of figures: their left and right sides.
type Columns = Vec<(f32, f32)>;

/// The columns of a table, and its own left and right side.
#[derive(Clone)]
pub struct Known {
    columns: Columns,
    sides: (f32, f32),
}

/// The pieces of lines of text. `known`: the columns of a table on the page before, and then of this.
pub fn pieces(lines: Vec<Line>, known: &mut Option<Known>, page: u32) -> Vec<Piece> {
    let mut scan = Scan { before: known.take(), ..Scan::default() };
    for line in lines {
        scan.take(line, page);
    }
    scan.close(page);
    scan.pieces.extend(scan.above.drain(..).map(Piece::Line));
    *known = scan.last;
    scan.pieces
}

fn is_figure(segment: &Segment) -> bool {
    let bare: Vec<char> = segment.text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c) || ".,，．-—/－%".contains(*c);
    !bare.is_empty() && bare.len() <= 14 && bare.iter().all(digits)
}

/// The figures at the end of a line.
fn figures(line: &Line) -> &[Segment] {
    let labels = line.segments.iter().rposition(|segment| !is_figure(segment)).map_or(0, |last| last + 1);
    line.segments.get(labels..).unwrap_or_default()
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
    /// The rows and the lines between them, with whether they are rows.
    body: Vec<(Line, bool)>,
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
            return self.body.push((line, true));
        }
        // A line without figures that reaches over the columns is a header or text.
        let over = self.columns.first().is_some_and(|first| line.area.x1 > first.0 + 1.0);
        if open && (over || !row.is_empty()) {
            self.close(page);
        } else if open {
            return self.body.push((line, false));
        }
        if starts {
            self.columns = row.iter().map(|part| (part.area.x0, part.area.x1)).collect();
            self.body.push((line, true));
        } else {
            self.above.push(line);
        }
    }

    /// Makes a table of the rows gathered, or gives them back as lines when they are none.
    fn close(&mut self, page: u32) {
        let columns = std::mem::take(&mut self.columns);
        let body = std::mem::take(&mut self.body);
        let rows = || body.iter().filter(|(_, is_row)| *is_row).map(|(line, _)| figures(line));
        let before = self.before.take();
        let goes_on = before
            .filter(|before| !body.is_empty() && rows().all(|row| placed(row, &before.columns).is_some()));
        let fullest = rows().map(<[Segment]>::len).max().unwrap_or(0);
        let certain = columns.len() >= LEAST_COLS
            && rows().count() >= LEAST_ROWS
            && fullest * 100 >= columns.len() * FULLEST;
        let sides = goes_on.as_ref().map(|known| known.sides);
        let columns = goes_on.map(|known| known.columns).or_else(|| certain.then_some(columns));
        let Some(columns) = columns else {
            let lines = body.into_iter().map(|(line, _)| line);
            let above = self.above.drain(..);
            self.pieces.extend(above.chain(lines).map(Piece::Line));
            return;
        };
        let body = self.with_first_label(body, &columns);
        // The last lines are the rest of the last label only when they stand right below it.
        let (body, after) = without_tail(body);
        let header = header(&mut self.above, &columns);
        self.pieces.extend(self.above.drain(..).map(Piece::Line));
        let mut table = table(header, body, &columns, page);
        // A table that goes on has the sides it had: its parts are put together by them.
        let own = (table.area.x0, table.area.x1);
        if let (Some(sides), Some(first)) = (sides, table.xs.first_mut()) {
            *first = sides.0;
            if let Some(last) = table.xs.last_mut() {
                *last = sides.1;
            }
        }
        self.pieces.push(Piece::Table(table));
        self.above = after;
        self.last = Some(Known { columns, sides: sides.unwrap_or(own) });
    }
}

impl Scan {
    /// Takes the lines right above a first row that has no beginning of a label: they are it.
    fn with_first_label(&mut self, mut body: Vec<(Line, bool)>, columns: &Columns) -> Vec<(Line, bool)> {
        let left = columns.first().map_or(0.0, |first| first.0);
        let begun = |line: &Line| {
            let labels = line.segments.len() - figures(line).len();
            line.segments.iter().take(labels).any(|part| begins_item(&part.text))
        };
        while let (Some(above), Some((first, _))) = (self.above.last(), body.first()) {
            let near = first.area.y0 - above.area.y1 < 0.9 * first.size;
            if begun(first) || !near || above.area.x1 > left {
                break;
            }
            if let Some(line) = self.above.pop() {
                body.insert(0, (line, false));
            }
        }
        body
    }
}

/// The columns with those of a row; `None` when a figure would stand in two columns, or two in one. `new`:
/// figures may open columns.
fn grown(columns: &Columns, row: &[Segment], new: bool) -> Option<Columns> {
    let mut grown = columns.clone();
    let mut used = Vec::new();
    for part in row {
        let (left, right) = (part.area.x0, part.area.x1);
        let hit: Vec<usize> = grown
            .iter()
            .enumerate()
            .filter(|(_, other)| left < other.1 && other.0 < right)
            .map(|(at, _)| at)
            .collect();
        match hit.as_slice() {
            [] if new => {
                let at = grown.partition_point(|other| other.0 < left);
                used.iter_mut().filter(|used| **used >= at).for_each(|used| *used += 1);
                used.push(at);
                grown.insert(at, (left, right));
            }
            [at] if !used.contains(at) => {
                used.push(*at);
                let column = grown.get_mut(*at)?;
                *column = (column.0.min(left), column.1.max(right));
            }
            _ => return None,
        }
    }
    Some(grown)
}

/// The column of each figure; `None` when one stands in no column, or two in one.
fn placed(row: &[Segment], columns: &Columns) -> Option<Vec<usize>> {
    let at: Option<Vec<usize>> = row.iter().map(|part| column_of(&part.area, columns)).collect();
    at.filter(|at| at.windows(2).all(|pair| pair.first() < pair.last()))
}

/// Splits off the lines below the last row, but for the rest of its label.
fn without_tail(mut body: Vec<(Line, bool)>) -> (Vec<(Line, bool)>, Vec<Line>) {
    let last = body.iter().rposition(|(_, is_row)| *is_row).unwrap_or(0);
    let close = |pair: &[(Line, bool)]| match pair {
        [(above, _), (below, _)] => below.area.y0 - above.area.y1 < 0.4 * below.size,
        _ => false,
    };
    let rest = body.windows(2).skip(last).take(2).take_while(|pair| close(pair)).count();
    let tail = body.split_off((last + 1 + rest).min(body.len()));
    (body, tail.into_iter().map(|(line, _)| line).collect())
}

/// The one column an area overlaps or stands next to.
fn column_of(area: &Area, columns: &Columns) -> Option<usize> {
    let middle = area.middle().0;
    let mut edges = columns.iter().enumerate();
    edges
        .find(|(at, (left, right))| {
            let before = at
                .checked_sub(1)
                .and_then(|at| columns.get(at))
                .map_or(left - 12.0, |other| f32::midpoint(other.1, *left));
            let after = columns.get(at + 1).map_or(right + 12.0, |other| f32::midpoint(other.0, *right));
            before <= middle && middle < after
        })
        .map(|(at, _)| at)
}

/// Takes the header lines off the end of the lines above a table.
fn header(above: &mut Vec<Line>, columns: &Columns) -> Vec<Line> {
    let left = columns.first().map_or(0.0, |first| first.0);
    let heads = |line: &Line| {
        line.area.x1 > left && (line.segments.len() > 1 || line.area.x0 > left - 2.0 * line.size)
    };
    let count = above.iter().rev().take(MAX_HEADER).take_while(|line| heads(line)).count();
    above.split_off(above.len() - count)
}

/// A row: for each column its parts. Headers may cover several columns.
type Row = Vec<Vec<Segment>>;

fn table(header: Vec<Line>, body: Vec<(Line, bool)>, columns: &Columns, page: u32) -> Table {
    let mut area = Area::EMPTY;
    for line in header.iter().chain(body.iter().map(|(line, _)| line)) {
        area.join(&line.area);
    }
    let body = owned(with_blank_rows(with_whole_rows(body, columns)));
    let count = body.iter().map(|(_, _, at)| at + 1).max().unwrap_or(0);
    let mut rows: Vec<Row> = vec![vec![Vec::new(); columns.len() + 1]; count];
    for (line, is_row, at) in body {
        let labels = line.segments.len() - if is_row { figures(&line).len() } else { 0 };
        for (index, part) in line.segments.into_iter().enumerate() {
            let Some(row) = rows.get_mut(at) else { continue };
            let column =
                if index < labels { 0 } else { column_of(&part.area, columns).map_or(0, |at| at + 1) };
            let (label, figure) =
                if is_row && index + 1 == labels { unglued(part, columns, row) } else { (part, None) };
            for (column, part) in std::iter::once((column, label)).chain(figure) {
                if let Some(parts) = row.get_mut(column) {
                    parts.push(part);
                }
            }
        }
    }
    let mut cells = Vec::new();
    let heads = head_cells(header, columns, page);
    let first = usize::from(!heads.is_empty());
    cells.extend(heads);
    let count = first + rows.len();
    for (row, parts) in (first..).zip(rows) {
        cells.extend((0..).zip(parts).map(|(col, parts)| cell(row, col, 1, &parts, page, &area)));
    }
    Table { xs: sides(columns, &area), rows: count, cells, area }
}

/// Lines whose figures fill each other's gaps at nearly the same height are one row: the later is no row of its
/// own but still gives its figures.
fn with_whole_rows(body: Vec<(Line, bool)>, columns: &Columns) -> Vec<(Line, bool)> {
    let mut whole: Vec<(Line, bool)> = Vec::new();
    for (line, is_row) in body {
        let last = whole.last_mut().filter(|(last, last_is_row)| {
            let taken = placed(figures(last), columns).unwrap_or_default();
            let own = placed(figures(&line), columns).unwrap_or_default();
            let apart = line.area.middle().1 - last.area.middle().1;
            let begins = line.segments.first().is_some_and(|part| begins_item(&part.text));
            is_row
                && *last_is_row
                && !begins
                && apart < 1.5 * line.size
                && own.iter().all(|at| !taken.contains(at))
        });
        match last {
            Some((last, _)) => {
                let figures_from = line.segments.len() - figures(&line).len();
                let mut labels = line.segments;
                let more = labels.split_off(figures_from);
                let at = last.segments.len() - figures(last).len();
                last.segments.splice(at..at, labels);
                last.segments.extend(more);
                last.segments
                    .get_mut(at..)
                    .unwrap_or_default()
                    .sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
                let labels_first = last.segments.iter().filter(|part| !is_figure(part)).count();
                debug_assert!(labels_first <= last.segments.len());
                last.area.join(&line.area);
            }
            None => whole.push((line, is_row)),
        }
    }
    whole
}

/// For every line the row it belongs to. Between two rows, the lines from the last that begins an item on belong
/// to the lower; where none does, each line belongs to the nearer.
fn owned(body: Vec<(Line, bool)>) -> Vec<(Line, bool, usize)> {
    let middles: Vec<f32> =
        body.iter().filter(|(_, row)| *row).map(|(line, _)| line.area.middle().1).collect();
    let starts: Vec<Option<usize>> = split_points(&body);
    let (mut row, mut seen) = (0, false);
    let mut list = Vec::new();
    for (index, (line, is_row)) in body.into_iter().enumerate() {
        if is_row {
            row += usize::from(seen);
            seen = true;
            list.push((line, true, row));
            continue;
        }
        let lower = if seen { row + 1 } else { 0 };
        let at = match starts.get(index).copied().flatten() {
            _ if lower >= middles.len() => row,
            Some(start) if index >= start => lower,
            Some(_) => row,
            None => nearest_index(&middles, line.area.middle().1),
        };
        list.push((line, false, at));
    }
    list
}

/// For every line that is no row the index of the line, between its rows, where the lower row's label begins.
fn split_points(body: &[(Line, bool)]) -> Vec<Option<usize>> {
    let mut points = vec![None; body.len()];
    let mut start = None;
    let mut from = 0;
    for (index, (line, is_row)) in body.iter().enumerate() {
        let labels = line.segments.len() - figures(line).len();
        let item = line.segments.get(labels.wrapping_sub(1)).is_some_and(|part| begins_item(&part.text));
        if *is_row {
            // A row whose own label begins an item takes none of the lines above.
            let start = if item { Some(index) } else { start };
            points.get_mut(from..index).unwrap_or_default().fill(start);
            from = index + 1;
        }
        start = if *is_row {
            None
        } else if item {
            Some(index)
        } else {
            start
        };
    }
    points
}

/// Marks lines as rows that are labels of rows without any figure: they begin an item where the labels of rows
/// begin, and the row next to them has a label of its own.
fn with_blank_rows(mut body: Vec<(Line, bool)>) -> Vec<(Line, bool)> {
    let label = |line: &Line| line.segments.len().checked_sub(figures(line).len() + 1);
    let label = |line: &Line| label(line).and_then(|at| line.segments.get(at)).cloned();
    let starts: Vec<f32> = body
        .iter()
        .filter(|(_, is_row)| *is_row)
        .filter_map(|(line, _)| Some(label(line)?.area.x0))
        .collect();
    let pitch = pitch(&body);
    let middle = |at: Option<&(Line, bool)>| at.map(|(line, _)| line.area.middle().1);
    let alone: Vec<bool> = (0..body.len())
        .map(|at| {
            let own = middle(body.get(at)).unwrap_or(0.0);
            let far = |other: Option<f32>| other.is_none_or(|other| (other - own).abs() > 0.8 * pitch);
            far(middle(body.get(at + 1))) && far(at.checked_sub(1).and_then(|at| middle(body.get(at))))
        })
        .collect();
    // From below: the first item above a row whose own label begins no item is the beginning of that label.
    let mut claimed = false;
    for ((line, is_row), alone) in body.iter_mut().zip(alone).rev() {
        let part = if *is_row { label(line) } else { line.segments.last().cloned() };
        let aligned = |part: &Segment| starts.iter().filter(|x| (*x - part.area.x0).abs() < 3.0).count() >= 2;
        let item = part.is_some_and(|part| begins_item(&part.text) && (*is_row || aligned(&part)));
        if *is_row {
            claimed = !item;
        } else if item {
            *is_row = !claimed && alone;
            claimed = false;
        }
    }
    body
}

/// The least distance of two rows without lines between them.
fn pitch(body: &[(Line, bool)]) -> f32 {
    let gaps = body.windows(2).filter_map(|pair| match pair {
        [(above, true), (below, true)] => Some(below.area.middle().1 - above.area.middle().1),
        _ => None,
    });
    gaps.fold(f32::MAX, f32::min)
}

/// Cuts the first figure off the end of a label that leaves no gap before it.
fn unglued(part: Segment, columns: &Columns, row: &Row) -> (Segment, Option<(usize, Segment)>) {
    let label = part.text.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = part.text.chars().count() - label.chars().count();
    if digits == 0 || label.is_empty() {
        return (part, None);
    }
    let width = digits as f32 * 0.55 * part.area.height();
    let area = Area { x0: part.area.x1 - width, ..part.area };
    let column = column_of(&area, columns).map(|at| at + 1);
    let free = |column: &usize| row.get(*column).is_some_and(Vec::is_empty);
    let Some(column) = column.filter(free) else { return (part, None) };
    let text = part.text.get(label.len()..).unwrap_or_default().to_owned();
    let label = Segment { text: label.trim_end().to_owned(), area: Area { x1: area.x0, ..part.area } };
    (label, Some((column, Segment { text, area })))
}

fn nearest_index(middles: &[f32], at: f32) -> usize {
    let distance = |middle: &f32| (middle - at).abs();
    let nearest = middles.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    nearest.map_or(0, |(at, _)| at)
}

/// The header: for each column the parts that stand over it alone, one below the other.
fn head_cells(header: Vec<Line>, columns: &Columns, page: u32) -> Vec<Cell> {
    let mut row: Row = vec![Vec::new(); columns.len() + 1];
    let mut area = Area::EMPTY;
    for line in header {
        area.join(&line.area);
        for part in line.segments {
            let over =
                columns.iter().filter(|(left, right)| part.area.x0 < *right && part.area.x1 > *left).count();
            let column = match column_of(&part.area, columns) {
                Some(column) if over <= 1 => column + 1,
                // Over several columns, or over the labels.
                _ => 0,
            };
            if let Some(parts) = row.get_mut(column) {
                parts.push(part);
            }
        }
    }
    if row.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    (0..).zip(row).map(|(col, parts)| cell(0, col, 1, &parts, page, &area)).collect()
}

fn cell(row: usize, col: usize, rowspan: usize, parts: &[Segment], page: u32, table: &Area) -> Cell {
    let mut area = Area::EMPTY;
    for part in parts {
        area.join(&part.area);
    }
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let area = if parts.is_empty() { *table } else { area };
    Cell { row, col, rowspan, colspan: 1, text: texts.join("\n"), room: f32::MAX, page, area }
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
