//! Splits the repairs of many failing equations into independent components.
//!
//! Takes: a list of repairs of the same failing equations. Gives: groups of equations, each with its own
//! part of the repairs. Must not know: how they were found, places, slips.
//!
//! Cells of a repair that share no equation are independent of each other. Where no repair ties two failing
//! equations together, the list is the product of its parts, and the parts say the same in fewer words.
//! (A list that is not complete is split all the same, and the parts are what was seen.)
#![allow(clippy::cast_possible_truncation)] // positions in lists of u32 numbers
#![allow(clippy::indexing_slicing)] // positions in lists of the same length as the one they come from

use super::repair::{Change, Repair};
use super::structure::{Structure, root, tie};

/// One independent part.
pub(super) struct Part {
    /// Its failing equations, ascending.
    pub equations: Vec<u32>,
    pub repairs: Vec<Repair>,
}

pub(super) fn split(structure: &Structure, failing: &[u32], repairs: Vec<Repair>) -> Vec<Part> {
    let mut groups = groups(structure, failing, &repairs);
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of = Vec::new();
    for (position, &equation) in (0u32..).zip(failing) {
        let first = root(&mut groups, position);
        if first == position {
            part_of.push(parts.len());
            parts.push(Part { equations: Vec::new(), repairs: Vec::new() });
        } else {
            part_of.push(part_of[first as usize]);
        }
        parts[part_of[position as usize]].equations.push(equation);
    }
    if let [only] = parts.as_mut_slice() {
        only.repairs = repairs;
        return parts;
    }
    for repair in &repairs {
        let clusters = clusters(structure, &repair.changes);
        for part in &mut parts {
            let changes = deal(structure, &repair.changes, &clusters, &part.equations);
            part.repairs.push(Repair::new(changes, repair.values_fixed));
        }
    }
    parts
}

/// Whether the repairs tie all failing equations together: whatever further repairs there are, they make one part.
pub(super) fn is_one(structure: &Structure, failing: &[u32], repairs: &[Repair]) -> bool {
    let mut groups = groups(structure, failing, repairs);
    (0..failing.len() as u32).all(|position| root(&mut groups, position) == 0)
}

/// For each failing equation the position of an earlier one it is tied to.
fn groups(structure: &Structure, failing: &[u32], repairs: &[Repair]) -> Vec<u32> {
    let mut groups: Vec<u32> = (0..failing.len() as u32).collect();
    for repair in repairs {
        let clusters = clusters(structure, &repair.changes);
        let mut firsts = vec![u32::MAX; clusters.len()];
        for (change, &cluster) in repair.changes.iter().zip(&clusters) {
            for term in structure.equations_of(change.variable) {
                let Some(position) = position(failing, term.index()) else { continue };
                let first = &mut firsts[cluster as usize];
                if *first == u32::MAX {
                    *first = position;
                }
                tie(&mut groups, *first, position);
            }
        }
    }
    groups
}

fn position(equations: &[u32], equation: u32) -> Option<u32> {
    equations.binary_search(&equation).ok().map(|position| position as u32)
}

/// For each change the first of those it shares equations with, directly or through others.
fn clusters(structure: &Structure, changes: &[Change]) -> Vec<u32> {
    let mut clusters: Vec<u32> = (0..changes.len() as u32).collect();
    for one in 1..changes.len() {
        for two in 0..one {
            if meet(structure, changes[one].variable, changes[two].variable) {
                tie(&mut clusters, one as u32, two as u32);
            }
        }
    }
    for change in 0..changes.len() {
        clusters[change] = root(&mut clusters, change as u32);
    }
    clusters
}

/// Whether two cells share an equation.
fn meet(structure: &Structure, one: u32, two: u32) -> bool {
    let others = structure.equations_of(two);
    structure.equations_of(one).iter().any(|term| others.iter().any(|other| other.index() == term.index()))
}

/// The changes of a repair whose cluster stands in one of these equations.
fn deal(structure: &Structure, changes: &[Change], clusters: &[u32], equations: &[u32]) -> Vec<Change> {
    let mut mine = vec![false; changes.len()];
    for (change, &cluster) in changes.iter().zip(clusters) {
        for term in structure.equations_of(change.variable) {
            mine[cluster as usize] |= position(equations, term.index()).is_some();
        }
    }
    let mut dealt = Vec::new();
    for (change, &cluster) in changes.iter().zip(clusters) {
        if mine[cluster as usize] {
            dealt.push(*change);
        }
    }
    dealt
}
