//! Ruling lines → the lattices of tables.
//!
//! Takes drawn lines in whatever pieces a program draws them (strokes, slivers, hundreds of one-pixel
//! rectangles), merges and snaps them, gives one lattice for each connected set: its lines, and between which
//! places a wall stands.

use super::super::limits::{MAX_RULES, MAX_SLOTS};
use super::super::sheet::{Area, Stroke};

/// Pieces of one line lie at most this far apart across it.
const SNAP: f32 = 1.5;
/// Pieces of one line are at most this far apart along it: dashes, and corners left open.
const GAP: f32 = 3.0;
/// Lines that miss each other by this much still meet; lines this close to each other are one (double borders).
const REACH: f32 = 3.0;
/// Shorter lines are dots, underlines of a letter, parts of pictures.
const SHORTEST: f32 = 5.0;
/// A wall must cover this share of the side of a place.
const COVER: f32 = 0.55;

/// Merges the pieces of lines in one direction.
pub fn merge(mut pieces: Vec<Stroke>) -> Vec<Stroke> {
    pieces.retain(|piece| piece.at.is_finite() && piece.from.is_finite() && piece.to.is_finite());
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged: Vec<Stroke> = Vec::new();
    for band in pieces.chunk_by_mut(|a, b| b.at - a.at <= SNAP) {
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = merged.len();
        for piece in band {
            // Pieces of a band may be two lines close to each other: only neighbours across are one.
            let open = merged.get_mut(start..).unwrap_or_default();
            let meets =
                |line: &&mut Stroke| (line.at - piece.at).abs() <= SNAP && piece.from <= line.to + GAP;
            match open.iter_mut().rev().take(8).find(meets) {
                Some(line) => line.to = line.to.max(piece.to),
                None => merged.push(*piece),
            }
        }
    }
    merged.retain(|line| line.length() >= SHORTEST);
    if merged.len() > MAX_RULES {
        merged.sort_by(|a, b| b.length().total_cmp(&a.length()));
        merged.truncate(MAX_RULES);
        merged.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    }
    merged
}

/// Merged lines in both directions.
pub struct Rules {
    /// Along x.
    pub flat: Vec<Stroke>,
    /// Along y.
    pub upright: Vec<Stroke>,
}

impl Rules {
    /// Merges drawn lines.
    pub fn new(strokes: &[Stroke]) -> Self {
        let (flat, upright) = strokes.iter().partition(|stroke| stroke.flat);
        Self { flat: merge(flat), upright: merge(upright) }
    }

    /// The connected sets of lines, as lattices.
    pub fn lattices(&self) -> Vec<Lattice> {
        let mut sets = Sets::new(self.flat.len() + self.upright.len());
        for (h, flat) in self.flat.iter().enumerate() {
            for (v, upright) in self.upright.iter().enumerate() {
                if meet(flat, upright) {
                    sets.join(h, self.flat.len() + v);
                }
            }
        }
        let mut groups: Vec<(usize, Vec<Stroke>, Vec<Stroke>)> = Vec::new();
        for (at, line) in self.flat.iter().chain(&self.upright).enumerate() {
            let root = sets.root(at);
            let found = groups.iter().position(|(of, _, _)| *of == root);
            let index = found.unwrap_or_else(|| {
                groups.push((root, Vec::new(), Vec::new()));
                groups.len() - 1
            });
            if let Some((_, flat, upright)) = groups.get_mut(index) {
                if at < self.flat.len() { flat.push(*line) } else { upright.push(*line) }
            }
        }
        adopt(&mut groups);
        let mut slots = 0;
        let lattices = groups.into_iter().filter_map(|(_, flat, upright)| Lattice::new(flat, upright));
        lattices
            .take_while(|lattice| {
                slots += lattice.rows() * lattice.cols();
                slots <= MAX_SLOTS
            })
            .collect()
    }
}

/// Upright lines that meet no other line, as the sides of a cell that goes on over the page break do, join the
/// lines they stand beside.
fn adopt(groups: &mut Vec<(usize, Vec<Stroke>, Vec<Stroke>)>) {
    let (loners, mut rest): (Vec<_>, Vec<_>) = groups.drain(..).partition(|(_, flat, _)| flat.is_empty());
    for line in loners.into_iter().flat_map(|(_, _, upright)| upright) {
        let beside = |(_, flat, upright): &&mut (usize, Vec<Stroke>, Vec<Stroke>)| {
            let area = bounds(flat, upright);
            let both = line.to.min(area.y1) - line.from.max(area.y0);
            !upright.is_empty() && both > 0.8 * area.height().max(line.length())
        };
        if let Some((_, _, upright)) = rest.iter_mut().find(beside) {
            upright.push(line);
        }
    }
    *groups = rest;
}

fn meet(flat: &Stroke, upright: &Stroke) -> bool {
    flat.from - REACH <= upright.at
        && upright.at <= flat.to + REACH
        && upright.from - REACH <= flat.at
        && flat.at <= upright.to + REACH
}

/// Disjoint sets by index.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(&parent) = self.0.get(at).filter(|parent| **parent != at) {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(place) = self.0.get_mut(at) {
                *place = above;
            }
            at = parent;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}

/// The lines of one table and the walls between its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Lattice {
    /// Places of the upright lines, left to right.
    pub xs: Vec<f32>,
    /// Places of the flat lines, top to bottom.
    pub ys: Vec<f32>,
    /// For each flat line and column whether there is a wall.
    above: Vec<bool>,
    /// For each upright line and row whether there is a wall.
    beside: Vec<bool>,
}

impl Lattice {
    /// The lattice of connected lines; `None` when they enclose nothing.
    fn new(mut flat: Vec<Stroke>, mut upright: Vec<Stroke>) -> Option<Self> {
        let bounds = bounds(&flat, &upright);
        close(&mut upright, &flat, false, (bounds.x0, bounds.x1), (bounds.y0, bounds.y1));
        close(&mut flat, &upright, true, (bounds.y0, bounds.y1), (bounds.x0, bounds.x1));
        let xs = places(&upright);
        let ys = places(&flat);
        let (cols, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if cols == 0 || rows == 0 || cols * rows > MAX_SLOTS {
            return None;
        }
        let above = walls(&flat, &ys, &xs);
        let beside = walls(&upright, &xs, &ys);
        Some(Self { xs, ys, above, beside })
    }

    /// Columns.
    pub fn cols(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Whether a wall stands above a place.
    pub fn wall_above(&self, row: usize, col: usize) -> bool {
        self.above.get(row * self.cols() + col).copied().unwrap_or(true)
    }

    /// Whether a wall stands to the left of a place.
    pub fn wall_left(&self, row: usize, col: usize) -> bool {
        self.beside.get(col * self.rows() + row).copied().unwrap_or(true)
    }

    /// The area of the whole lattice.
    pub fn area(&self) -> Area {
        let ends = |list: &[f32]| (list.first().copied().unwrap_or(0.0), list.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        Area { x0, y0, x1, y1 }
    }
}

fn bounds(flat: &[Stroke], upright: &[Stroke]) -> Area {
    let mut area = Area::EMPTY;
    for line in flat {
        area.cover((line.from, line.at));
        area.cover((line.to, line.at));
    }
    for line in upright {
        area.cover((line.at, line.from));
        area.cover((line.at, line.to));
    }
    area
}

/// Adds the outer lines a table leaves out: where lines of the other direction reach further.
fn close(
    lines: &mut Vec<Stroke>,
    others: &[Stroke],
    flat: bool,
    (low, high): (f32, f32),
    (from, to): (f32, f32),
) {
    if others.len() < 2 {
        return;
    }
    for at in [low, high] {
        if !lines.iter().any(|line| (line.at - at).abs() <= REACH * 2.0) {
            lines.push(Stroke { flat, at, from, to });
        }
    }
}

/// The places of lines, those close together as one.
fn places(lines: &[Stroke]) -> Vec<f32> {
    let mut all: Vec<f32> = lines.iter().map(|line| line.at).collect();
    all.sort_by(f32::total_cmp);
    let groups = all.chunk_by(|a, b| b - a <= REACH);
    groups.map(|group| group.iter().sum::<f32>() / group.len() as f32).collect()
}

/// For every line of `at` and every place between two of `across` whether a wall stands there.
fn walls(lines: &[Stroke], at: &[f32], across: &[f32]) -> Vec<bool> {
    let count = across.len().saturating_sub(1);
    let mut covered = vec![0.0_f32; at.len() * count];
    for line in lines {
        let index = nearest(at, line.at);
        let row = covered.get_mut(index * count..(index + 1) * count).unwrap_or_default();
        for (place, side) in row.iter_mut().zip(across.windows(2)) {
            if let [low, high] = side {
                *place += (line.to.min(*high) - line.from.max(*low)).max(0.0) / (high - low);
            }
        }
    }
    covered.into_iter().map(|share| share >= COVER).collect()
}

/// The index of the nearest place.
pub fn nearest(places: &[f32], at: f32) -> usize {
    let after = places.partition_point(|place| *place < at);
    let distance = |index: usize| places.get(index).map_or(f32::MAX, |place| (place - at).abs());
    match after.checked_sub(1) {
        Some(before) if distance(before) <= distance(after) => before,
        _ => after.min(places.len().saturating_sub(1)),
    }
}
