//! 表三: one row of figures per label.
//!
//! Takes strips, has `align` say which is which row, puts the figures into cells. A row without a label is taken
//! only where its neighbours leave one possibility and its label was seen.

use crate::forms::Block;

use super::super::strips::Token;
use super::align::{Alignment, Candidate, align};
use super::figures::{Headers, Values, by_columns, by_header, is_run, split_strip};
use super::labels::Labels;
use super::run::{RowFound, cut_row, settle_by_columns, whole_row};
use super::source::{Marked, Source};
use super::words::TableWords;
use super::{Doubt, Extra, Placement, found, shown};

/// Rows of digits alone that show that the text has lost its separators.
const RUN_TOGETHER_ROWS: usize = 3;

/// Rows in order that show that a table begins anew.
const INSTANCE_ROWS: usize = 3;

/// Named rows of the wrong length that show that it is a table all the same.
const ODD_ROWS: usize = 3;

/// Reads a table that is one grid: a label and a row of figures each (表三).
pub fn read<'a>(words: &'static TableWords, source: &'a Source) -> Placement<'a> {
    let seen = shown(&source.strips).meets(&words.signs);
    let mut placement = Placement::new(words.table, seen);
    let (Some(block), Some(cols)) = (words.table.blocks.first(), words.cols.first()) else {
        return placement;
    };
    let labels = Labels::new(block.rows, words);
    let headers = Headers::new(cols, source);
    let candidates = candidates(block, &labels, &source.strips, &headers);
    let instances = instances(&labels, &candidates);
    let align_in = |range: &std::ops::Range<usize>| {
        align(block, &labels, candidates.get(range.clone()).unwrap_or_default(), &source.strips)
    };
    let aligned: Vec<Alignment> = instances.iter().map(align_in).collect();
    // The first of equals is read.
    let best = aligned.iter().zip(&instances).rev().max_by_key(|(alignment, _)| alignment.score);
    let Some((alignment, range)) = best else { return placement };
    let chosen = candidates.get(range.clone()).unwrap_or_default();
    if !seen && alignment.is_common(&labels, chosen) {
        return placement;
    }
    placement.score = alignment.score;
    placement.instances = aligned.iter().filter(|other| other.matched() >= INSTANCE_ROWS).count();
    placement.extras = extra_rows(words, &labels, chosen, alignment);
    Placing { block, labels: &labels, headers: &headers, candidates: chosen, alignment }.fill(&mut placement);
    placement
}

fn candidates<'a>(
    block: &Block,
    labels: &Labels,
    strips: &'a [Marked],
    headers: &Headers,
) -> Vec<Candidate<'a>> {
    let width = block.cols.len();
    let run_together = strips.iter().filter(|strip| is_run(&strip.strip, width)).count() >= RUN_TOGETHER_ROWS;
    let (mut list, mut rows) = (Vec::with_capacity(strips.len()), Vec::new());
    for strip in strips {
        let (tokens, in_grid) = (strip.strip.tokens, strip.strip.grid.is_some());
        match headers.columns(&strip.strip) {
            Some(columns) => rows.push(by_header(tokens, columns)),
            None => split_strip(tokens, width, in_grid, run_together, &mut rows),
        }
        // Two labels before two rows: the order of labels and figures is lost, neither row has a label.
        let torn = rows.len() > 1 && labels.fits(strip).len() > 1;
        for (part, values) in rows.drain(..).enumerate() {
            let has_label = part == 0 && !torn && !strip.label().is_empty();
            list.push(Candidate { strip, has_label, values });
        }
    }
    list
}

/// Where tables of this kind begin: at every candidate that names the first row.
fn instances(labels: &Labels, candidates: &[Candidate]) -> Vec<std::ops::Range<usize>> {
    let begins = |candidate: &Candidate| !candidate.is_odd() && candidate.names(labels, 0);
    let mut starts: Vec<usize> =
        candidates.iter().enumerate().filter(|(_, candidate)| begins(candidate)).map(|(at, _)| at).collect();
    match starts.first_mut() {
        Some(start) => *start = 0,
        None => starts.push(0),
    }
    starts
        .iter()
        .enumerate()
        .map(|(k, &from)| from..starts.get(k + 1).copied().unwrap_or(candidates.len()))
        .collect()
}

/// Labelled rows of figures among the rows of the table that are none of them.
fn extra_rows(
    words: &TableWords,
    labels: &Labels,
    candidates: &[Candidate],
    alignment: &Alignment,
) -> Vec<Extra> {
    let used: Vec<usize> = alignment.rows.iter().flatten().map(|(at, _)| *at).collect();
    let (Some(&first), Some(&last)) = (used.iter().min(), used.iter().max()) else { return Vec::new() };
    let mut extras = Vec::new();
    for at in (first..=last).filter(|at| !used.contains(at)) {
        let Some((label, tokens)) = candidates.get(at).and_then(|candidate| foreign(labels, candidate))
        else {
            continue;
        };
        let group = words.groups.iter().find(|group| label.ends_with(&group.key)).map(|group| group.name);
        let cells = tokens.iter().map(|token| token.raw.to_owned()).collect();
        extras.push(Extra { label: label.to_owned(), group, cells });
    }
    extras
}

/// The label and the figures of a row that is none of the table's. In running text a word and a number are no row.
fn foreign<'a>(labels: &Labels, candidate: &'a Candidate) -> Option<(&'a str, &'a [Token<'a>])> {
    let label = candidate.label()?;
    let tokens: &[Token] = match &candidate.values {
        Values::Exact(tokens, _) => tokens,
        Values::Odd(tokens) | Values::Run(tokens) => {
            let is_row = label.strip.grid.is_some() && candidate.fits(labels).is_empty();
            is_row.then_some(*tokens)?
        }
    };
    (!tokens.iter().all(|token| token.is_blank)).then_some((label.label(), tokens))
}

/// Everything needed to put the figures of the chosen candidates into cells.
struct Placing<'p, 'a> {
    block: &'p Block,
    labels: &'p Labels,
    headers: &'p Headers,
    candidates: &'p [Candidate<'a>],
    alignment: &'p Alignment,
}

impl<'a> Placing<'_, 'a> {
    fn fill(&self, placement: &mut Placement<'a>) {
        let (mut rows, width) = (self.rows(), self.block.cols.len());
        settle_by_columns(self.block, &mut rows);
        for (at, row) in rows.into_iter().enumerate() {
            placement.put_all(at * width, row.cells(width));
        }
    }

    fn rows(&self) -> Vec<RowFound<'a>> {
        let place = |(row, slot): (usize, &Option<(usize, bool)>)| {
            let chosen = slot.and_then(|(at, named)| Some((self.candidates.get(at)?, named)));
            chosen.map_or_else(|| self.odd_row(row), |(candidate, named)| self.row(candidate, named))
        };
        self.alignment.rows.iter().enumerate().map(place).collect()
    }

    fn row(&self, candidate: &Candidate<'a>, named: bool) -> RowFound<'a> {
        let width = self.block.cols.len();
        match &candidate.values {
            Values::Exact(tokens, doubt) => {
                let doubt = if named { doubt.filter(|d| *d != Doubt::Order) } else { Some(Doubt::Order) };
                RowFound::Cells(tokens.iter().map(|token| Some(found(token, doubt))).collect())
            }
            Values::Run(tokens) => cut_row(tokens, width, width),
            Values::Odd(_) => RowFound::Missing,
        }
    }

    /// A row whose label stands there with another number of figures than the table has columns.
    fn odd_row(&self, row: usize) -> RowFound<'a> {
        let near = self.candidates.get(self.surroundings(row)).unwrap_or_default();
        let odd = near.iter().find_map(|candidate| match candidate.values {
            Values::Odd(tokens) if candidate.names(self.labels, row) => Some((candidate, tokens)),
            _ => None,
        });
        let Some((candidate, tokens)) = odd else { return RowFound::Missing };
        let width = self.block.cols.len();
        RowFound::Cells(match self.headers.columns(&candidate.strip.strip) {
            Some(columns) => by_columns(tokens, columns),
            None => whole_row(tokens, width, Doubt::Irregular { found: tokens.len(), expected: width }),
        })
    }

    /// Whether most of a row's figures stand behind several labels: a table with a column too many or too few.
    fn has_odd_rows(&self) -> bool {
        let named = |candidate: &&Candidate| match candidate.values {
            Values::Odd(tokens) => {
                tokens.len() * 2 > self.block.cols.len() && !candidate.fits(self.labels).is_empty()
            }
            _ => false,
        };
        self.candidates.iter().filter(named).count() >= ODD_ROWS
    }

    /// The candidates among which a row that was not named must stand: between its neighbours that were.
    /// Without any neighbour figures behind a like word are prose.
    fn surroundings(&self, row: usize) -> std::ops::Range<usize> {
        let position = |slot: &Option<(usize, bool)>| slot.map(|(at, _)| at);
        let before = self.alignment.rows.iter().take(row).rev().find_map(position);
        let after = self.alignment.rows.iter().skip(row + 1).find_map(position);
        match (before, after) {
            (None, None) if self.has_odd_rows() => 0..self.candidates.len(),
            (None, None) => 0..0,
            (Some(before), Some(after)) => before + 1..after.max(before + 1),
            (Some(before), None) => before + 1..(before + 3).min(self.candidates.len()),
            (None, Some(after)) => after.saturating_sub(2)..after,
        }
    }
}
