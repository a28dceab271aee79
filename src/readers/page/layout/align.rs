//! Lines of text without ruling lines → tables by the alignment of their columns.
//!
//! Takes lines with their parts, gives them back as tables where that is certain, else as lines. A table is
//! certain where several lines have figures under each other in the same columns; a column's missing figure
//! is then an empty cell, which plain lines could not tell.

use super::super::sheet::Area;
use super::Piece;
use super::grid::{Cell, Table};
use super::lines::{Line, Segment};

/// Fewest columns of figures.
const LEAST_COLS: usize = 3;
/// Fewest lines with a figure in every column.
const LEAST_ROWS: usize = 3;
/// Lines of a table are at most this far apart, in font sizes.
const REACH: f32 = 5.0;
/// Header lines above the first row.
const MAX_HEADER: usize = 10;

/// The columns of figures: their left and right sides.
pub type Columns = Vec<(f32, f32)>;

/// The pieces of lines of text. `known`: the columns of a table on the page before, and then of this.
pub fn pieces(lines: Vec<Line>, known: &mut Option<Columns>, page: u32) -> Vec<Piece> {
    let Some(columns) = columns(&lines).or_else(|| known.take().filter(|known| agrees(&lines, known))) else {
        *known = None;
        return lines.into_iter().map(Piece::Line).collect();
    };
    let pieces = tables(lines, &columns, page);
    *known = Some(columns);
    pieces
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

/// The columns most full lines agree on.
fn columns(lines: &[Line]) -> Option<Columns> {
    let widest = lines.iter().map(|line| figures(line).len()).max()?;
    (LEAST_COLS..=widest).rev().find_map(|count| {
        let rows: Vec<&[Segment]> = lines.iter().map(figures).filter(|row| row.len() == count).collect();
        if rows.len() < LEAST_ROWS {
            return None;
        }
        let side = |at: usize| {
            let parts = || rows.iter().filter_map(|row| row.get(at)).map(|part| &part.area);
            let left = parts().map(|area| area.x0).fold(f32::MAX, f32::min);
            let right = parts().map(|area| area.x1).fold(f32::MIN, f32::max);
            (left, right)
        };
        let columns: Columns = (0..count).map(side).collect();
        let apart = columns.windows(2).all(|pair| matches!(pair, [a, b] if a.1 < b.0));
        (apart && agrees(lines, &columns)).then_some(columns)
    })
}

/// Whether nearly all lines with several figures have them in these columns.
fn agrees(lines: &[Line], columns: &Columns) -> bool {
    let rows: Vec<&[Segment]> = lines.iter().map(figures).filter(|row| row.len() >= 2).collect();
    let fits = |row: &&&[Segment]| placed(row, columns).is_some();
    let fitting = rows.iter().filter(fits).count();
    fitting >= LEAST_ROWS && fitting * 10 >= rows.len() * 8
}

/// The column of each figure; `None` when one stands in no column, or two in one.
fn placed(row: &[Segment], columns: &Columns) -> Option<Vec<usize>> {
    let at: Option<Vec<usize>> = row.iter().map(|part| column_of(&part.area, columns)).collect();
    at.filter(|at| at.windows(2).all(|pair| pair.first() < pair.last()))
}

/// The one column an area overlaps or stands next to.
fn column_of(area: &Area, columns: &Columns) -> Option<usize> {
    let middle = area.middle().0;
    let mut edges = columns.iter().enumerate();
    edges.find(|(at, (left, right))| {
        let before = at.checked_sub(1).and_then(|at| columns.get(at)).map_or(left - 12.0, |other| f32::midpoint(other.1, *left));
        let after = columns.get(at + 1).map_or(right + 12.0, |other| f32::midpoint(other.0, *right));
        before <= middle && middle < after
    })
    .map(|(at, _)| at)
}

/// Cuts the lines into tables and the rest.
fn tables(lines: Vec<Line>, columns: &Columns, page: u32) -> Vec<Piece> {
    let is_row: Vec<bool> = lines
        .iter()
        .map(|line| !figures(line).is_empty() && line.segments.len() > 1 && placed(figures(line), columns).is_some())
        .collect();
    let mut pieces = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    let mut body: Vec<(Line, bool)> = Vec::new();
    for (line, is_row) in lines.into_iter().zip(is_row) {
        if is_row && (body.is_empty() || near(&body, &waiting, &line)) {
            let between = std::mem::take(&mut waiting);
            body.extend(between.into_iter().map(|line| (line, false)));
            body.push((line, true));
        } else if is_row {
            finish(&mut body, &mut waiting, columns, page, &mut pieces);
            pieces.extend(waiting.drain(..).map(Piece::Line));
            body.push((line, true));
        } else {
            waiting.push(line);
        }
    }
    finish(&mut body, &mut waiting, columns, page, &mut pieces);
    pieces.extend(waiting.into_iter().map(Piece::Line));
    pieces
}

/// Whether a row still belongs to the table: no wide gap in between.
fn near(body: &[(Line, bool)], waiting: &[Line], line: &Line) -> bool {
    let above = body.iter().map(|(line, _)| line).chain(waiting).next_back();
    let prose = waiting.iter().any(|line| line.segments.len() == 1 && line.text().ends_with('。'));
    !prose && above.is_some_and(|above| line.area.y0 - above.area.y1 < REACH * line.size)
}

/// Makes a table of the rows gathered, or gives them back as lines when they are too few.
fn finish(
    body: &mut Vec<(Line, bool)>,
    after: &mut Vec<Line>,
    columns: &Columns,
    page: u32,
    pieces: &mut Vec<Piece>,
) {
    let body = std::mem::take(body);
    if body.iter().filter(|(_, is_row)| *is_row).count() < LEAST_ROWS {
        pieces.extend(body.into_iter().map(|(line, _)| Piece::Line(line)));
        return;
    }
    // Lines above the first row are its header or text; those right below the last row may be its label.
    let start = body.iter().position(|(_, is_row)| *is_row).unwrap_or(0);
    let mut lines = body.into_iter();
    let mut above: Vec<Line> = lines.by_ref().take(start).map(|(line, _)| line).collect();
    let mut body: Vec<(Line, bool)> = lines.collect();
    if let Some((last, _)) = body.last() {
        let (bottom, size) = (last.area.y1, last.size);
        let belongs = |line: &Line| line.area.y0 - bottom < 0.9 * size && line.area.x1 < columns.first().map_or(0.0, |first| first.0);
        let count = after.iter().take_while(|line| belongs(line)).count().min(1);
        body.extend(after.drain(..count).map(|line| (line, false)));
    }
    let header = header(&mut above, columns);
    pieces.extend(above.into_iter().map(Piece::Line));
    pieces.push(Piece::Table(table(header, body, columns, page)));
}

/// Takes the header lines off the end of the lines above a table.
fn header(above: &mut Vec<Line>, columns: &Columns) -> Vec<Line> {
    let left = columns.first().map_or(0.0, |first| first.0);
    let heads = |line: &Line| line.area.x1 > left && (line.segments.len() > 1 || line.area.x0 > left - 2.0 * line.size);
    let count = above.iter().rev().take(MAX_HEADER).take_while(|line| heads(line)).count();
    above.split_off(above.len() - count)
}

/// A row: for each column its parts. Headers may cover several columns.
type Row = Vec<Vec<Segment>>;

fn table(header: Vec<Line>, body: Vec<(Line, bool)>, columns: &Columns, page: u32) -> Table {
    let mut area = Area::EMPTY;
    header.iter().chain(body.iter().map(|(line, _)| line)).for_each(|line| area.join(&line.area));
    let middles: Vec<f32> =
        body.iter().filter(|(_, is_row)| *is_row).map(|(line, _)| line.area.middle().1).collect();
    let mut rows: Vec<Row> = middles.iter().map(|_| vec![Vec::new(); columns.len() + 1]).collect();
    for (line, is_row) in body {
        let at = nearest_index(&middles, line.area.middle().1);
        let labels = line.segments.len() - if is_row { figures(&line).len() } else { 0 };
        for (index, part) in line.segments.into_iter().enumerate() {
            let column = if index < labels { 0 } else { column_of(&part.area, columns).map_or(0, |at| at + 1) };
            if let Some(parts) = rows.get_mut(at).and_then(|row| row.get_mut(column)) {
                parts.push(part);
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
            let over = columns.iter().filter(|(left, right)| part.area.x0 < *right && part.area.x1 > *left).count();
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
    parts.iter().for_each(|part| area.join(&part.area));
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let area = if parts.is_empty() { *table } else { area };
    Cell { row, col, rowspan, colspan: 1, text: texts.join("\n"), full: false, page, area }
}

/// Where the columns of the table begin and end.
fn sides(columns: &Columns, area: &Area) -> Vec<f32> {
    let first = columns.first().map_or(area.x0, |first| first.0 - 1.0);
    let between = columns.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f32::midpoint(a.1, b.0)),
        _ => None,
    });
    std::iter::once(area.x0).chain(std::iter::once(first)).chain(between).chain(std::iter::once(area.x1)).collect()
}
