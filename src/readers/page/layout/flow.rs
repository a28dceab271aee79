//! Lines → paragraphs.
//!
//! Takes the pieces of all pages in reading order, gives paragraphs and tables. A line continues the one before
//! it when that one is full and it is not indented.

use super::super::sheet::Area;
use super::Piece;
use super::grid::Table;
use super::lines::{Line, is_ideograph};

/// A block of the document.
pub enum Flow {
    /// Text, the page it begins on and its place there.
    Paragraph(String, u32, Area),
    /// A table.
    Table(Table),
}

/// Lines this much shorter than the widest, in font sizes, end a paragraph.
const RAGGED: f32 = 1.6;
/// Lines of one paragraph are at most this far apart, in font sizes.
const LEADING: f32 = 3.2;

/// Shorter lines, in font sizes, are headings.
const SHORTEST: f32 = 12.0;

/// Merges lines.
pub fn paragraphs(pieces: Vec<(u32, Piece)>) -> Vec<Flow> {
    let (left, right) = margins(&pieces);
    let mut flows = Vec::new();
    let mut open: Option<(u32, Line)> = None;
    for (page, piece) in pieces {
        match piece {
            Piece::Table(table) => {
                open = None;
                flows.push(Flow::Table(table));
            }
            Piece::Line(line) => {
                let goes_on = open.as_ref().is_some_and(|(on, last)| {
                    let next_page = *on != page;
                    continues(last, &line, left, right, next_page)
                });
                match flows.last_mut() {
                    Some(Flow::Paragraph(text, _, area)) if goes_on => {
                        append(text, &line.text());
                        if open.as_ref().is_some_and(|(on, _)| *on == page) {
                            area.join(&line.area);
                        }
                    }
                    _ => flows.push(Flow::Paragraph(line.text(), page, line.area)),
                }
                open = Some((page, line));
            }
        }
    }
    flows
}

fn append(text: &mut String, more: &str) {
    let (before, after) = (text.chars().last(), more.chars().next());
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if word(before) && word(after) && !before.is_some_and(is_ideograph) {
        text.push(' ');
    }
    text.push_str(more);
}

/// Where most long lines begin and end.
fn margins(pieces: &[(u32, Piece)]) -> (f32, f32) {
    let lines = || {
        pieces.iter().filter_map(|(_, piece)| if let Piece::Line(line) = piece { Some(line) } else { None })
    };
    let widest = lines().map(|line| line.area.width()).fold(0.0, f32::max);
    let long: Vec<&Line> = lines().filter(|line| line.area.width() > widest * 0.85).collect();
    let left = long.iter().map(|line| line.area.x0).fold(f32::MAX, f32::min);
    let right = long.iter().map(|line| line.area.x1).fold(f32::MIN, f32::max);
    (left, right)
}

fn continues(last: &Line, line: &Line, left: f32, right: f32, next_page: bool) -> bool {
    let size = last.size.max(line.size);
    // A row of figures is no line of a paragraph; figures inside a line are.
    let ends_in_text = last.segments.last().is_some_and(|part| part.text.chars().any(is_ideograph));
    let single = last.segments.len() == 1 || (ends_in_text && line.segments.len() < 4);
    // The paragraph may be narrower than the page, but not much.
    let edge = if last.area.width() > 0.6 * (right - left) { last.area.x1.max(line.area.x1) } else { right };
    let full = last.area.x1 > edge - RAGGED * size;
    let flush = line.area.x0 < left + 0.9 * size;
    let near = next_page || (line.area.y0 > last.area.y0 && line.area.y0 - last.area.y1 < LEADING * size);
    let alike = (last.size - line.size).abs() < 0.2 * size;
    let long = last.area.width() > SHORTEST * size;
    single && long && full && flush && near && alike
}
