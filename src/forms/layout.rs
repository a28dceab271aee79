//! The drawn table: a form's table as rows of slots with spans, headers and all.
//!
//! Takes a table of a form, gives its official layout. What draws it (page, export) needs to know nothing
//! of forms.

use super::{Block, Shape, Table};

/// What stands in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A column header or a heading.
    Header,
    /// A row label.
    Label,
    /// A figure: the index of the cell within its table.
    Value(usize),
}

/// One slot of the drawn table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// What stands there.
    pub kind: SlotKind,
    /// Text of headers and labels; empty for figures.
    pub text: &'static str,
    /// Rows it covers.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
}

fn slot(kind: SlotKind, text: &'static str, rowspan: usize, colspan: usize) -> Slot {
    Slot { kind, text, rowspan, colspan }
}

/// Draws `table`: rows from top to bottom, each with the slots that begin in it, left to right.
pub fn layout(table: &Table) -> Vec<Vec<Slot>> {
    match table.shape {
        Shape::Blocks => stack_blocks(table.blocks),
        Shape::Matrix => table.blocks.iter().flat_map(matrix).collect(),
        Shape::Line => table.blocks.iter().flat_map(line).collect(),
    }
}

fn stack_blocks(blocks: &[Block]) -> Vec<Vec<Slot>> {
    let width = blocks.iter().map(|block| block.cols.len()).max().unwrap_or(0);
    let mut rows = Vec::new();
    let mut next = 0;
    for block in blocks {
        rows.extend(block.heading.map(|text| vec![slot(SlotKind::Header, text, 1, width + 1)]));
        let mut header = vec![slot(SlotKind::Header, block.corner, 1, 1)];
        header.extend(
            block
                .cols
                .iter()
                .enumerate()
                .map(|(at, col)| slot(SlotKind::Header, col.label, 1, share(width, block.cols.len(), at))),
        );
        rows.push(header);
        for row in block.rows {
            let mut line = vec![slot(SlotKind::Label, row.label, 1, 1)];
            for at in 0..block.cols.len() {
                line.push(slot(SlotKind::Value(next), "", 1, share(width, block.cols.len(), at)));
                next += 1;
            }
            rows.push(line);
        }
    }
    rows
}

/// How many of `width` columns the `at`-th of `count` cells covers; the last one takes what is left over.
fn share(width: usize, count: usize, at: usize) -> usize {
    let each = width / count.max(1);
    if at + 1 == count { width - each * at } else { each }
}

fn matrix(block: &Block) -> Vec<Vec<Slot>> {
    let depth = block.rows.iter().map(|row| row.groups.len()).max().unwrap_or(0);
    let grouped = block.cols.iter().any(|col| col.group.is_some());
    let header_rows = usize::from(block.cols_title.is_some()) + 1 + usize::from(grouped);
    let mut rows: Vec<Vec<Slot>> = vec![Vec::new(); header_rows];
    let corner = slot(SlotKind::Header, block.corner, header_rows, depth + 1);
    if let Some(first) = rows.first_mut() {
        first.push(corner);
        first.extend(block.cols_title.map(|text| slot(SlotKind::Header, text, 1, block.cols.len())));
    }
    column_headers(block, grouped, &mut rows);
    let mut next = 0;
    for (at, row) in block.rows.iter().enumerate() {
        let mut line = Vec::new();
        for (level, group) in row.groups.iter().enumerate() {
            let span = group_span(block, at, level);
            line.extend((span > 0).then(|| slot(SlotKind::Label, group, span, 1)));
        }
        line.push(slot(SlotKind::Label, row.label, 1, depth + 1 - row.groups.len()));
        for _ in block.cols {
            line.push(slot(SlotKind::Value(next), "", 1, 1));
            next += 1;
        }
        rows.push(line);
    }
    rows
}

fn column_headers(block: &Block, grouped: bool, rows: &mut [Vec<Slot>]) {
    let Some((last, upper)) = rows.split_last_mut() else { return };
    let mut previous = None;
    for col in block.cols {
        let Some(group) = col.group else {
            let rowspan = if grouped { 2 } else { 1 };
            let target = if grouped { upper.last_mut() } else { Some(&mut *last) };
            if let Some(target) = target {
                target.push(slot(SlotKind::Header, col.label, rowspan, 1));
            }
            previous = None;
            continue;
        };
        last.push(slot(SlotKind::Header, col.label, 1, 1));
        if previous != Some(group) {
            let span = block.cols.iter().filter(|other| other.group == Some(group)).count();
            if let Some(target) = upper.last_mut() {
                target.push(slot(SlotKind::Header, group, 1, span));
            }
        }
        previous = Some(group);
    }
}

/// Rows a group label covers when it begins at row `at`; 0 when it began above.
fn group_span(block: &Block, at: usize, level: usize) -> usize {
    let path = |row: &super::Row| row.groups.get(..=level).map(<[_]>::to_vec);
    let own = block.rows.get(at).and_then(path);
    let begins = at == 0 || block.rows.get(at - 1).and_then(path) != own;
    if begins { block.rows.iter().skip(at).take_while(|row| path(row) == own).count() } else { 0 }
}

fn line(block: &Block) -> Vec<Vec<Slot>> {
    let width = block.cols.len();
    let grouped = block.rows.iter().any(|row| !row.groups.is_empty());
    let outcomes = |rowspan| block.cols.iter().map(move |col| slot(SlotKind::Header, col.label, rowspan, 1));
    let (mut top, mut middle, mut bottom) = (Vec::new(), Vec::new(), Vec::new());
    let mut previous = None;
    for row in block.rows {
        let group = row.groups.first().copied();
        let label = slot(SlotKind::Header, row.label, 1, width);
        if let Some(group) = group {
            if previous != Some(group) {
                let members = block.rows.iter().filter(|other| other.groups.first() == Some(&group)).count();
                top.push(slot(SlotKind::Header, group, 1, members * width));
            }
            middle.push(label);
            bottom.extend(outcomes(1));
        } else {
            top.push(label);
            middle.extend(outcomes(if grouped { 2 } else { 1 }));
        }
        previous = group;
    }
    let figures = (0..block.rows.len() * width).map(|at| slot(SlotKind::Value(at), "", 1, 1)).collect();
    let mut rows = vec![top, middle, bottom, figures];
    rows.retain(|row| !row.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FORMS;

    /// Every slot of the grid is covered exactly once.
    fn covered(rows: &[Vec<Slot>]) -> (usize, Vec<Vec<usize>>) {
        let width = rows.first().map_or(0, |row| row.iter().map(|slot| slot.colspan).sum());
        let mut grid = vec![vec![0_usize; width]; rows.len()];
        for (r, row) in rows.iter().enumerate() {
            let mut c = 0;
            for slot in row {
                while grid[r].get(c).is_some_and(|&n| n > 0) {
                    c += 1;
                }
                for line in grid.iter_mut().skip(r).take(slot.rowspan) {
                    for n in line.iter_mut().skip(c).take(slot.colspan) {
                        *n += 1;
                    }
                }
                c += slot.colspan;
            }
        }
        (width, grid)
    }

    #[test]
    fn every_table_of_every_form_is_covered_without_gap_or_overlap() {
        for form in &FORMS {
            for table in form.tables {
                let rows = layout(table);
                let (width, grid) = covered(&rows);
                let expected = match table.shape {
                    Shape::Blocks => 4,
                    Shape::Matrix => 10,
                    Shape::Line => 15,
                };
                assert_eq!(width, expected, "{}", table.edition);
                assert!(grid.iter().flatten().all(|&n| n == 1), "{}: {grid:?}", table.edition);
            }
        }
    }
}
