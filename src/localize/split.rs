//! Splits the repairs of many failing equations into independent components.
//!
//! Takes: a list of repairs of the same failing equations. Gives: groups of equations, each with its own
//! part of the repairs. Must not know: how they were found, places, slips.
//!
//! Cells of a repair that share no equation are independent of each other. Where no repair ties two failing
//! equations together, the list is the product of its parts, and the parts say the same in fewer words.

use super::search::Found;
use super::structure::Structure;

/// One independent part.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its failing equations, ascending.
    pub equations: Vec<u32>,
    /// Its repairs, without repetition, ascending.
    pub repairs: Vec<Found>,
}

/// `complete`: the list holds all smallest repairs, so it is the product of the parts by itself; otherwise
/// it is split all the same and the parts are what was seen.
pub(super) fn split(structure: &Structure, failing: &[u32], repairs: &[Found]) -> Vec<Part> {
    let groups = groups(structure, failing, repairs);
    let mut parts: Vec<Part> = Vec::new();
    for (position, &equation) in failing.iter().enumerate() {
        if groups.get(position) == Some(&position) {
            parts.push(Part { equations: vec![equation], repairs: Vec::new() });
        } else if let Some(part) = groups
            .get(position)
            .and_then(|&root| failing.get(root))
            .and_then(|&first| part_of(&mut parts, first))
        {
            part.equations.push(equation);
        }
    }
    match parts.as_mut_slice() {
        [only] => only.repairs = repairs.to_vec(),
        _ => repairs.iter().for_each(|repair| deal(structure, repair, &mut parts)),
    }
    for part in &mut parts {
        part.repairs.sort_unstable();
        part.repairs.dedup();
    }
    parts
}

fn part_of(parts: &mut [Part], first: u32) -> Option<&mut Part> {
    parts.iter_mut().find(|part| part.equations.first() == Some(&first))
}

/// For each failing equation the position of the first one it is tied to.
fn groups(structure: &Structure, failing: &[u32], repairs: &[Found]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..failing.len()).collect();
    for repair in repairs {
        for cells in clusters(structure, repair) {
            let mut touched = cells
                .iter()
                .filter_map(|&cell| repair.changes.get(cell))
                .flat_map(|change| structure.equations_of(change.variable))
                .filter_map(|&(equation, _)| failing.binary_search(&equation).ok());
            if let Some(first) = touched.next() {
                touched.for_each(|other| tie(&mut group, first, other));
            }
        }
    }
    (0..failing.len()).map(|position| root(&group, position)).collect()
}

fn root(group: &[usize], mut position: usize) -> usize {
    while let Some(&up) = group.get(position).filter(|&&up| up != position) {
        position = up;
    }
    position
}

fn tie(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group, a), root(group, b));
    if let Some(entry) = group.get_mut(a.max(b)) {
        *entry = a.min(b);
    }
}

/// Sets of changes that share equations, directly or through one another (positions in the repair).
fn clusters(structure: &Structure, repair: &Found) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..repair.changes.len()).collect();
    let mut owners: Vec<(u32, usize)> = repair
        .changes
        .iter()
        .enumerate()
        .flat_map(|(cell, change)| {
            structure.equations_of(change.variable).iter().map(move |&(equation, _)| (equation, cell))
        })
        .collect();
    owners.sort_unstable();
    for pair in owners.windows(2) {
        if let [(first, a), (second, b)] = pair
            && first == second
        {
            tie(&mut group, *a, *b);
        }
    }
    let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); group.len()];
    for cell in 0..group.len() {
        if let Some(cluster) = clusters.get_mut(root(&group, cell)) {
            cluster.push(cell);
        }
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

/// Gives each part the changes of this repair that belong to it.
fn deal(structure: &Structure, repair: &Found, parts: &mut [Part]) {
    let clusters = clusters(structure, repair);
    for part in parts {
        let mine = |cell: &usize| {
            repair.changes.get(*cell).is_some_and(|change| {
                structure
                    .equations_of(change.variable)
                    .iter()
                    .any(|(equation, _)| part.equations.binary_search(equation).is_ok())
            })
        };
        let mut changes: Vec<_> = clusters
            .iter()
            .filter(|cluster| cluster.iter().any(mine))
            .flatten()
            .filter_map(|&cell| repair.changes.get(cell).copied())
            .collect();
        changes.sort_unstable();
        part.repairs.push(Found { changes, values_fixed: repair.values_fixed });
    }
}
