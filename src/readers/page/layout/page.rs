//! One sheet → its pieces in reading order.
//!
//! Takes a sheet, gives tables and the lines of text between them.

use super::super::sheet::{Area, Glyph, Matrix, Sheet, Stroke, Turn};
use super::grid::Frame;
use super::lines::{self, Line, Segment, lines};
use super::rules::Rules;
use super::{Leaf, Piece, align};

/// Gap in font sizes at which characters shown together are two words.
const WORD_GAP: f32 = 0.3;

/// Cuts a sheet into pieces. `known`: the columns of a table without lines on the page before.
pub fn leaf(sheet: Sheet, number: u32, known: &mut Option<align::Known>) -> Leaf {
    let mut sheet = upright(visible(sheet));
    if std::env::var_os("GOUJI_NOLINES").is_some() {
        sheet.strokes.clear();
        sheet.fills.clear();
    }
    let frames = frames(&sheet, number);
    let (contents, free) = sort_into(&sheet.glyphs, &frames);
    let mut pieces = Vec::new();
    let mut free: Vec<&Glyph> = free;
    for (frame, contents) in frames.into_iter().zip(contents) {
        let filled =
            contents.iter().filter(|glyphs| glyphs.iter().any(|glyph| !glyph.c.is_whitespace())).count();
        if filled >= 2 || (filled == 1 && frame.len() > 2) {
            pieces.push(Piece::Table(frame.table(&contents)));
        } else {
            free.extend(contents.into_iter().flatten());
        }
    }
    let (straight, other): (Vec<&Glyph>, Vec<&Glyph>) =
        free.into_iter().partition(|glyph| glyph.turn == Turn::East);
    let gutter = gutter(&pieces);
    let text = split_lines(lines(&straight), gutter);
    let loose = align::pieces(text, known, number);
    let aligned = loose.iter().any(|piece| matches!(piece, Piece::Table(_)));
    pieces.extend(loose);
    let mut pieces = in_order(pieces, gutter);
    pieces.extend(sideways(&other));
    Leaf { height: sheet.height, aligned, pieces }
}

/// Lines of text that runs another way than the page's.
fn sideways(glyphs: &[&Glyph]) -> Vec<Piece> {
    let turns = [Turn::Column, Turn::South, Turn::North, Turn::West];
    let of = |turn: Turn| glyphs.iter().copied().filter(|glyph| glyph.turn == turn).collect::<Vec<_>>();
    turns.into_iter().flat_map(|turn| lines(&of(turn))).map(Piece::Line).collect()
}

/// Leaves out the hidden text of a page that shows text of its own.
fn visible(mut sheet: Sheet) -> Sheet {
    let hidden = sheet.glyphs.iter().filter(|glyph| glyph.hidden).count();
    if hidden > 0 && hidden * 2 < sheet.glyphs.len() {
        sheet.glyphs.retain(|glyph| !glyph.hidden);
    }
    sheet
}

/// Turns a page whose text runs sideways.
fn upright(sheet: Sheet) -> Sheet {
    let all: Vec<&Glyph> = sheet.glyphs.iter().collect();
    let turn = lines::dominant(&all);
    let (width, height) = (sheet.width, sheet.height);
    let (map, size) = match turn {
        Turn::South => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), (height, width)),
        Turn::North => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), (height, width)),
        Turn::West => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), (width, height)),
        Turn::East | Turn::Column | Turn::Slanted => return sheet,
    };
    turned(sheet, turn, &map, size)
}

fn turned(mut sheet: Sheet, turn: Turn, map: &Matrix, size: (f32, f32)) -> Sheet {
    let area = |area: &Area| Area::between(map.point((area.x0, area.y0)), map.point((area.x1, area.y1)));
    let order = [Turn::East, Turn::South, Turn::West, Turn::North];
    let index = |turn: Turn| order.iter().position(|other| *other == turn);
    for glyph in &mut sheet.glyphs {
        glyph.area = area(&glyph.area);
        if let (Some(own), Some(by)) = (index(glyph.turn), index(turn)) {
            glyph.turn = order.get((own + 4 - by) % 4).copied().unwrap_or(glyph.turn);
        }
    }
    for stroke in &mut sheet.strokes {
        let ends = |stroke: &Stroke| {
            if stroke.flat {
                ((stroke.from, stroke.at), (stroke.to, stroke.at))
            } else {
                ((stroke.at, stroke.from), (stroke.at, stroke.to))
            }
        };
        let (a, b) = ends(stroke);
        let line = Area::between(map.point(a), map.point(b));
        let flat = if turn == Turn::West { stroke.flat } else { !stroke.flat };
        *stroke = if flat {
            Stroke { flat, at: line.y0, from: line.x0, to: line.x1 }
        } else {
            Stroke { flat, at: line.x0, from: line.y0, to: line.y1 }
        };
    }
    for fill in &mut sheet.fills {
        *fill = area(fill);
    }
    (sheet.width, sheet.height) = size;
    sheet
}

/// The frames of tables, the smaller first: what stands in an inner table belongs to it.
fn frames(sheet: &Sheet, number: u32) -> Vec<Frame> {
    let mut rules = Rules::new(&sheet.strokes);
    let mut lattices = rules.lattices();
    if !sheet.fills.is_empty() {
        rules = Rules::new(&background_edges(sheet, &lattices));
        lattices.extend(rules.lattices());
    }
    let frames = lattices.into_iter().map(|lattice| Frame::new(lattice, number));
    let mut frames: Vec<Frame> = frames.filter(|frame| frame.len() > 1).collect();
    let size = |frame: &Frame| frame.area().width() * frame.area().height();
    frames.sort_by(|a, b| size(a).total_cmp(&size(b)));
    frames
}

/// The edges of backgrounds that no ruled table holds: tables drawn by colours alone.
fn background_edges(sheet: &Sheet, lattices: &[super::rules::Lattice]) -> Vec<Stroke> {
    let mut edges = Sheet::default();
    for fill in &sheet.fills {
        let ruled = lattices
            .iter()
            .any(|lattice| lattice.rows() * lattice.cols() > 1 && lattice.area().holds(fill.middle()));
        let whole = fill.width() > sheet.width * 0.95 && fill.height() > sheet.height * 0.5;
        // Backgrounds of single letters or lines of text are marker pens, not cells.
        if !ruled && !whole && fill.height() > 8.0 {
            edges.outline(*fill);
        }
    }
    edges.strokes
}

type Contents<'a> = Vec<Vec<&'a Glyph>>;

/// Puts the characters into the cells of frames; what stands outside comes second.
fn sort_into<'a>(glyphs: &'a [Glyph], frames: &[Frame]) -> (Vec<Contents<'a>>, Vec<&'a Glyph>) {
    let mut contents: Vec<Contents> = frames.iter().map(|frame| vec![Vec::new(); frame.len()]).collect();
    let mut free = Vec::new();
    for word in glyphs.chunk_by(same_word) {
        let home = home(word, frames);
        let cell = home.and_then(|(frame, cell)| contents.get_mut(frame)?.get_mut(cell));
        cell.unwrap_or(&mut free).extend(word);
    }
    (contents, free)
}

fn same_word(a: &Glyph, b: &Glyph) -> bool {
    let (gap_x, gap_y) = (b.area.x0 - a.area.x1, b.area.y0 - a.area.y1);
    let next = match a.turn {
        Turn::East => gap_x.abs() <= WORD_GAP * a.size && (a.area.y0 - b.area.y0).abs() < 0.3 * a.size,
        Turn::Column | Turn::South => gap_y.abs() <= WORD_GAP * a.size,
        _ => false,
    };
    a.run == b.run && a.turn == b.turn && next && !a.c.is_whitespace() && !b.c.is_whitespace()
}

/// The frame and cell most characters of a word stand in. A word that reaches over a wall is not torn.
fn home(word: &[Glyph], frames: &[Frame]) -> Option<(usize, usize)> {
    let of = |glyph: &Glyph| {
        let point = glyph.area.middle();
        let (index, frame) = (0..).zip(frames).find(|(_, frame)| frame.area().holds(point))?;
        Some((index, frame.cell_at(point)?))
    };
    let homes: Vec<Option<(usize, usize)>> = word.iter().map(of).collect();
    let first = homes.first().copied().flatten();
    if homes.iter().all(|home| *home == first) {
        return first;
    }
    let count = |home: &Option<(usize, usize)>| homes.iter().filter(|other| *other == home).count();
    homes.iter().rev().max_by_key(|home| count(home)).copied().flatten()
}

// ---- reading order -----------------------------------------------------------------------------------------

/// The gap between two tables that stand side by side.
fn gutter(pieces: &[Piece]) -> Option<(f32, f32)> {
    let tables = || pieces.iter().map(Piece::area);
    tables().find_map(|left| {
        let beside = |right: &&Area| left.x1 <= right.x0 && left.y0 < right.y1 && right.y0 < left.y1;
        let right = tables().filter(beside).map(|right| right.x0).min_by(f32::total_cmp)?;
        let free = tables().all(|area| area.x1 <= right || area.x0 >= left.x1);
        free.then_some((left.x1, right))
    })
}

/// Cuts lines that stand on both sides of the gutter without crossing it.
fn split_lines(lines: Vec<Line>, gutter: Option<(f32, f32)>) -> Vec<Line> {
    let Some((left, right)) = gutter else { return lines };
    let middle = f32::midpoint(left, right);
    let mut list = Vec::new();
    for line in lines {
        let crosses = line.segments.iter().any(|part| part.area.x0 < middle && part.area.x1 > middle);
        if crosses {
            list.push(line);
            continue;
        }
        let (before, after): (Vec<Segment>, Vec<Segment>) =
            line.segments.into_iter().partition(|part| part.area.x1 <= middle);
        list.extend([before, after].into_iter().filter_map(|segments| line_of(segments, line.size)));
    }
    list
}

pub fn line_of(segments: Vec<Segment>, size: f32) -> Option<Line> {
    let mut area = Area::EMPTY;
    for segment in &segments {
        area.join(&segment.area);
    }
    (!segments.is_empty()).then_some(Line { segments, area, size })
}

/// Top to bottom; beside a gutter first all on its left, then all on its right.
fn in_order(mut pieces: Vec<Piece>, gutter: Option<(f32, f32)>) -> Vec<Piece> {
    let top = |piece: &Piece| (piece.area().y0, piece.area().x0);
    pieces.sort_by(|a, b| top(a).0.total_cmp(&top(b).0).then(top(a).1.total_cmp(&top(b).1)));
    let Some((left, right)) = gutter else { return pieces };
    let middle = f32::midpoint(left, right);
    let (mut done, mut second) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.area().x0 >= middle {
            second.push(piece);
        } else {
            if piece.area().x1 > middle {
                done.append(&mut second);
            }
            done.push(piece);
        }
    }
    done.extend(second);
    done
}
