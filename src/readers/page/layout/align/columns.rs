//! The columns of figures of a table without ruling lines.
//!
//! Takes figures and header words with their places; says which column each stands in, or that it stands in none
//! for certain.

use super::super::super::sheet::Area;
use super::super::lines::{Line, Segment};

/// The columns of figures: their left and right sides.
pub type Columns = Vec<(f32, f32)>;

/// How far a figure may stand beside the outer columns, in points.
const BESIDE: f32 = 12.0;
/// A header makes a column of its own when it stands at least this share, in percent, of the usual distance of headers
/// from its neighbours: the header over an even number of columns stands in the middle between two.
const LEAST_DISTANCE: f32 = 60.0;

/// The columns with those of a row; `None` when a figure would stand in two columns, or two in one. `new`:
/// figures may open columns.
pub fn grown(columns: &Columns, row: &[Segment], new: bool) -> Option<Columns> {
    let mut grown = columns.clone();
    let mut used = Vec::new();
    for part in row {
        let (left, right) = (part.area.x0, part.area.x1);
        let hit = overlapping(&grown, (left, right));
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

fn overlapping(columns: &Columns, (left, right): (f32, f32)) -> Vec<usize> {
    let overlap = |(_, other): &(usize, &(f32, f32))| left < other.1 && other.0 < right;
    columns.iter().enumerate().filter(overlap).map(|(at, _)| at).collect()
}

/// The column of each figure; `None` when one stands in no column, or two in one.
pub fn placed(row: &[Segment], columns: &Columns) -> Option<Vec<usize>> {
    let at: Option<Vec<usize>> = row.iter().map(|part| column_of(&part.area, columns)).collect();
    at.filter(|at| at.windows(2).all(|pair| pair.first() < pair.last()))
}

/// The one column an area overlaps or stands next to.
pub fn column_of(area: &Area, columns: &Columns) -> Option<usize> {
    let middle = area.middle().0;
    let mut edges = columns.iter().enumerate();
    edges
        .find(|(at, (left, right))| {
            let before = at
                .checked_sub(1)
                .and_then(|at| columns.get(at))
                .map_or(left - BESIDE, |other| f32::midpoint(other.1, *left));
            let after = columns.get(at + 1).map_or(right + BESIDE, |other| f32::midpoint(other.0, *right));
            before <= middle && middle < after
        })
        .map(|(at, _)| at)
}

/// The columns with those that only their headers show: all their figures are blank. `from`: where the labels end.
/// `None` when headers and figures do not agree.
pub fn with_headers(columns: &Columns, header: &[Line], from: f32) -> Option<Columns> {
    let heads = heads(header, from);
    let mut owners = Vec::new();
    for column in columns {
        let middle = f32::midpoint(column.0, column.1);
        let over = overlapping(&heads, *column);
        let own = match over.as_slice() {
            [only] => *only,
            _ => heads.iter().position(|head| head.0 <= middle && middle <= head.1)?,
        };
        if owners.contains(&own) {
            return None;
        }
        owners.push(own);
    }
    let mut all = columns.clone();
    for (_, head) in heads.iter().enumerate().filter(|(at, _)| !owners.contains(at)) {
        let place = all.partition_point(|other| other.0 < head.0);
        all.insert(place, *head);
    }
    Some(all)
}

/// The lowest words of each header, left to right: what stands over several of them, or in the middle between two,
/// heads no column of its own.
fn heads(header: &[Line], from: f32) -> Columns {
    let mut heads: Columns = Vec::new();
    for line in header.iter().rev() {
        let pitch = pitch(&heads);
        let middle = |place: &(f32, f32)| f32::midpoint(place.0, place.1);
        let lower = heads.clone();
        for part in &line.segments {
            let place = (part.area.x0, part.area.x1);
            let near = lower
                .iter()
                .any(|other| (middle(other) - middle(&place)).abs() * 100.0 < LEAST_DISTANCE * pitch);
            if place.0 >= from - 2.0 && !near && overlapping(&heads, place).is_empty() {
                heads.push(place);
            }
        }
        heads.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    heads
}

/// The usual distance of headers.
fn pitch(heads: &Columns) -> f32 {
    let mut gaps: Vec<f32> = heads
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(f32::midpoint(b.0, b.1) - f32::midpoint(a.0, a.1)),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0)
}
