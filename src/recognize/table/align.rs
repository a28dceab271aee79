//! Which row of figures is which row of a table, by their labels and their order.
//!
//! Takes the candidates of one table; knows no form and puts nothing into cells.

use crate::forms::Block;

use super::figures::Values;
use super::labels::Labels;
use super::source::Marked;

/// Score of a label that names a row wherever it stands: those of three letters and more (`七总计`).
const SURE: usize = 30;

/// Candidates before the first and behind the last row in order among which a row out of order may stand.
const STRAY_REACH: usize = 2;

/// A strip, or a line of it, that may be a row.
pub struct Candidate<'a> {
    pub strip: &'a Marked<'a>,
    /// Whether the label of the strip stands before this line.
    pub has_label: bool,
    /// Its figures.
    pub values: Values<'a>,
}

impl<'a> Candidate<'a> {
    pub fn is_odd(&self) -> bool {
        matches!(self.values, Values::Odd(_))
    }

    pub fn label(&self) -> Option<&'a Marked<'a>> {
        self.has_label.then_some(self.strip)
    }

    pub fn names(&self, labels: &Labels, row: usize) -> bool {
        self.label().is_some_and(|label| labels.names(row, label))
    }

    /// The row that the label names to the letter, if it names one.
    fn only_row(&self, labels: &Labels) -> Option<usize> {
        match self.fits(labels).as_slice() {
            [(row, score)] => (*score >= SURE).then_some(*row),
            _ => None,
        }
    }

    pub fn fits(&self, labels: &Labels) -> Vec<(usize, usize)> {
        self.label().map_or_else(Vec::new, |label| labels.fits(label))
    }
}

/// Which candidate is which row.
pub struct Alignment {
    /// For each row of the table the index of its candidate and whether a label named it.
    pub rows: Vec<Option<(usize, bool)>>,
    /// How well the labels fit, together.
    pub score: usize,
}

impl Alignment {
    /// Rows that were found.
    pub fn matched(&self) -> usize {
        self.rows.iter().flatten().count()
    }

    /// Whether nothing but words that any table may have speaks for it.
    pub fn is_common(&self, labels: &Labels, candidates: &[Candidate]) -> bool {
        let label = |(at, _): &(usize, bool)| candidates.get(*at).and_then(Candidate::label);
        let mut named = self.rows.iter().flatten().filter_map(label).peekable();
        named.peek().is_some() && named.all(|label| labels.is_common(label))
    }
}

/// The best order-keeping match of candidates to rows by label, then rows whose label stood apart.
pub fn align(block: &Block, labels: &Labels, candidates: &[Candidate], strips: &[Marked]) -> Alignment {
    let mut choices: Vec<Choice> = Vec::new();
    // For each row the best chain of choices that ends in it; there are few rows and many candidates.
    let mut ends: Vec<Option<usize>> = vec![None; block.rows.len()];
    let total =
        |choices: &[Choice], at: Option<usize>| at.and_then(|at| choices.get(at)).map_or(0, |c| c.total);
    for (at, candidate) in candidates.iter().enumerate() {
        let known = choices.len();
        for (row, score) in fits_of(labels, candidate) {
            let earlier = ends.iter().take(row).flatten().copied();
            // Among equals the earlier choice: the first table of its kind is the one that is read.
            let before = earlier.max_by_key(|&at| (total(&choices, Some(at)), usize::MAX - at));
            choices.push(Choice { candidate: at, row, total: score + total(&choices, before), before });
        }
        // Only now, so that a candidate is used once.
        for index in known..choices.len() {
            let Some(choice) = choices.get(index) else { continue };
            let Some(end) = ends.get_mut(choice.row) else { continue };
            if choice.total > total(&choices, *end) {
                *end = Some(index);
            }
        }
    }
    let last = ends.iter().flatten().copied().max_by_key(|&at| (total(&choices, Some(at)), usize::MAX - at));
    let score = total(&choices, last);
    let mut rows = vec![None; block.rows.len()];
    let mut next = last;
    while let Some(choice) = next.and_then(|at| choices.get(at)) {
        if let Some(slot) = rows.get_mut(choice.row) {
            *slot = Some((choice.candidate, true));
        }
        next = choice.before;
    }
    fill_strays(labels, candidates, &mut rows);
    fill_forced(labels, candidates, strips, &mut rows);
    Alignment { rows, score }
}

/// A candidate taken for a row, at the end of the best chain of such choices in order.
struct Choice {
    candidate: usize,
    row: usize,
    /// Score of the chain.
    total: usize,
    /// The choice before it.
    before: Option<usize>,
}

fn fits_of(labels: &Labels, candidate: &Candidate) -> Vec<(usize, usize)> {
    let Some(label) = candidate.label().filter(|_| !candidate.is_odd()) else { return Vec::new() };
    let exact = labels.fits(label);
    if exact.is_empty() { labels.loose_fits(label.label()) } else { exact }
}

/// Rows that stand out of their order, where one candidate has a label that names this row and no other. What stands
/// far before or behind the rows in order is of another table.
fn fill_strays(labels: &Labels, candidates: &[Candidate], rows: &mut [Option<(usize, bool)>]) {
    let used: Vec<usize> = rows.iter().flatten().map(|(at, _)| *at).collect();
    let (Some(first), Some(last)) = (used.iter().min(), used.iter().max()) else { return };
    let near = first.saturating_sub(STRAY_REACH)..=last + STRAY_REACH;
    let unused = candidates
        .iter()
        .enumerate()
        .filter(|(at, c)| near.contains(at) && !used.contains(at) && !c.is_odd());
    let strays: Vec<(usize, usize)> = unused.filter_map(|(at, c)| Some((at, c.only_row(labels)?))).collect();
    for (row, slot) in rows.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
        let mut own = strays.iter().filter(|(_, named)| *named == row);
        if let (Some((at, _)), None) = (own.next(), own.next()) {
            *slot = Some((*at, true));
        }
    }
}

/// Rows of figures between two named rows, as many as rows are missing there, whose labels were all seen.
fn fill_forced(
    labels: &Labels,
    candidates: &[Candidate],
    strips: &[Marked],
    rows: &mut [Option<(usize, bool)>],
) {
    let named: Vec<(usize, usize)> =
        rows.iter().enumerate().filter_map(|(row, slot)| slot.map(|(at, _)| (row, at))).collect();
    for pair in named.windows(2) {
        let &[(row_a, at_a), (row_b, at_b)] = pair else { continue };
        if row_b - row_a < 2 {
            continue;
        }
        let between = candidates.get(at_a + 1..at_b).unwrap_or_default().iter().enumerate();
        let orphans: Vec<(usize, &Candidate)> =
            between.filter(|(_, c)| !c.is_odd()).map(|(at, c)| (at_a + 1 + at, c)).collect();
        let forced = orphans.len() == row_b - row_a - 1
            && orphans.iter().all(|(_, candidate)| candidate.fits(labels).is_empty())
            && all_seen(labels, row_a + 1..row_b, strips)
            && !any_named(labels, row_a + 1..row_b, candidates);
        for (offset, (at, _)) in orphans.into_iter().enumerate().filter(|_| forced) {
            if let Some(slot) = rows.get_mut(row_a + 1 + offset) {
                *slot = Some((at, false));
            }
        }
    }
}

/// Whether one of these rows has figures of its own elsewhere.
fn any_named(labels: &Labels, rows: std::ops::Range<usize>, candidates: &[Candidate]) -> bool {
    let whole = candidates.iter().filter(|candidate| !candidate.is_odd());
    whole.filter_map(|candidate| candidate.only_row(labels)).any(|row| rows.contains(&row))
}

/// Whether a part of a label of each of these rows stands anywhere, figures behind it or not.
fn all_seen(labels: &Labels, mut rows: std::ops::Range<usize>, strips: &[Marked]) -> bool {
    let texts: String = strips.iter().flat_map(|strip| [strip.strip.context, strip.label()]).collect();
    rows.all(|row| labels.seen(row, &texts))
}
