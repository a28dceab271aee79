//! Characters → lines of text.
//!
//! Takes characters of one cell or of the space between tables, gives lines in reading order. Decides where
//! spaces stand and which way the text runs; knows nothing of tables.

use super::super::sheet::{Area, Glyph, Turn};

/// A wider gap between two characters, in font sizes, is a space.
const SPACE: f32 = 0.35;
/// Between two ideographs the gap must be wider: titles are spaced out.
const IDEOGRAPH_SPACE: f32 = 0.8;
/// A wider gap separates columns.
const COLUMN_GAP: f32 = 1.3;
/// A wider gap before a digit separates columns: there is none inside a number.
const FIGURE_GAP: f32 = 0.45;
/// A narrower gap separates nothing, wherever it stands.
const JOINT: f32 = 0.25;
/// Characters whose middles differ by less than this, in font sizes, stand on one line.
const SAME_LINE: f32 = 0.5;

/// A part of a line without wide gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub area: Area,
    /// The gaps in it that may separate columns after all.
    pub joints: Vec<Joint>,
}

/// A gap between two characters of a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joint {
    /// Bytes of the text before it.
    pub at: usize,
    /// Where the character before it ends.
    pub from: f32,
    /// Where the character behind it begins.
    pub to: f32,
}

impl Segment {
    /// The parts on either side of `x`, where the text has a gap there.
    pub fn split_at(&self, x: f32) -> Option<(Self, Self)> {
        let joint = self.joints.iter().find(|joint| joint.from <= x && x <= joint.to)?;
        let (before, after) = self.text.split_at_checked(joint.at)?;
        let part = |text: &str, area| Self { text: text.trim().to_owned(), area, joints: Vec::new() };
        let left = Area { x1: joint.from, ..self.area };
        let right = Area { x0: joint.to, ..self.area };
        Some((part(before, left), part(after, right)))
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its parts, left to right; never empty.
    pub segments: Vec<Segment>,
    /// Where it stands.
    pub area: Area,
    /// Largest font size in it.
    pub size: f32,
}

impl Line {
    /// The whole text.
    pub fn text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines of some characters. Text that runs another way than to the right is turned first.
pub fn lines(glyphs: &[&Glyph]) -> Vec<Line> {
    match dominant(glyphs) {
        Turn::East | Turn::Slanted => flat_lines(glyphs.iter().map(|glyph| **glyph).collect()),
        turn => {
            let turned: Vec<Glyph> = glyphs.iter().map(|glyph| upright(glyph, turn)).collect();
            let mut lines = flat_lines(turned);
            for line in &mut lines {
                line.area = turned_back(&line.area, turn);
            }
            lines
        }
    }
}

/// The direction most characters have.
pub fn dominant(glyphs: &[&Glyph]) -> Turn {
    let kinds = [Turn::East, Turn::South, Turn::West, Turn::North, Turn::Column];
    let count = |kind: &Turn| glyphs.iter().filter(|glyph| glyph.turn == *kind && glyph.c != ' ').count();
    if kinds.iter().skip(1).all(|kind| count(kind) == 0) {
        return Turn::East;
    }
    kinds.into_iter().rev().max_by_key(count).unwrap_or(Turn::East)
}

/// The glyph as it stands when lines that run along `turn` are turned to run to the right.
fn upright(glyph: &Glyph, turn: Turn) -> Glyph {
    Glyph { area: turned(&glyph.area, turn), turn: Turn::East, ..*glyph }
}

/// Turns an area around the origin so that `turn` becomes east.
pub fn turned(area: &Area, turn: Turn) -> Area {
    let point = |x: f32, y: f32| match turn {
        // Columns are read from the right: down becomes right, and left becomes down.
        Turn::South | Turn::Column => (y, -x),
        Turn::West => (-x, -y),
        Turn::North => (-y, x),
        Turn::East | Turn::Slanted => (x, y),
    };
    Area::between(point(area.x0, area.y0), point(area.x1, area.y1))
}

fn turned_back(area: &Area, turn: Turn) -> Area {
    match turn {
        Turn::South | Turn::Column => turned(area, Turn::North),
        Turn::North => turned(area, Turn::South),
        other => turned(area, other),
    }
}

fn middle(glyph: &Glyph) -> f32 {
    f32::midpoint(glyph.area.y0, glyph.area.y1)
}

fn flat_lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut lines = Vec::new();
    let mut rest = glyphs.as_mut_slice();
    while let Some(first) = rest.first() {
        // The line's middle is that of its first character, then follows slowly.
        let (mut at, mut size, mut length) = (middle(first), first.size, 0);
        for glyph in rest.iter() {
            if middle(glyph) - at > SAME_LINE * size.min(glyph.size).max(1.0) {
                break;
            }
            length += 1;
            at += (middle(glyph) - at) / length.min(8) as f32;
            size = size.max(glyph.size);
        }
        let (line, more) = rest.split_at_mut(length.max(1));
        lines.extend(line_of(line));
        rest = more;
    }
    lines
}

fn line_of(glyphs: &mut [Glyph]) -> Option<Line> {
    glyphs.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
    let mut line = Line { segments: Vec::new(), area: Area::EMPTY, size: 0.0 };
    let (mut last, mut space): (Option<Glyph>, bool) = (None, false);
    for glyph in glyphs.iter() {
        if glyph.c.is_whitespace() || glyph.c == '\0' {
            space = true;
            continue;
        }
        if last.is_some_and(|last| is_double(&last, glyph)) {
            continue;
        }
        line.add(glyph, last.as_ref(), space);
        (last, space) = (Some(*glyph), false);
    }
    (!line.segments.is_empty()).then_some(line)
}

/// The same character twice in nearly the same place: bold by overprinting.
fn is_double(last: &Glyph, glyph: &Glyph) -> bool {
    last.c == glyph.c && (glyph.area.x0 - last.area.x0).abs() < 0.25 * glyph.size.min(last.size)
}

impl Line {
    fn add(&mut self, glyph: &Glyph, last: Option<&Glyph>, space: bool) {
        let size = last.map_or(glyph.size, |last| last.size.max(glyph.size)).max(0.5);
        let gap = last.map_or(0.0, |last| (glyph.area.x0 - last.area.x1) / size);
        let ideographs = is_ideograph(glyph.c) && last.is_some_and(|last| is_ideograph(last.c));
        let wide = gap > if ideographs { IDEOGRAPH_SPACE } else { SPACE };
        let figures = is_digit(glyph.c) && last.is_some_and(|last| !last.c.is_ascii_alphabetic());
        self.area.join(&glyph.area);
        self.size = self.size.max(glyph.size);
        let column = if figures { FIGURE_GAP } else { COLUMN_GAP };
        let Some(segment) = self.segments.last_mut().filter(|_| gap <= column) else {
            let text = glyph.c.to_string();
            self.segments.push(Segment { text, area: glyph.area, joints: Vec::new() });
            return;
        };
        if gap > JOINT {
            let from = last.map_or(glyph.area.x0, |last| last.area.x1);
            segment.joints.push(Joint { at: segment.text.len(), from, to: glyph.area.x0 });
        }
        if wide || (space && gap > 0.15) {
            segment.text.push(' ');
        }
        segment.text.push(glyph.c);
        segment.area.join(&glyph.area);
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A character that takes a full square.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
