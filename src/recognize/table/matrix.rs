//! 表三: one row of figures per label.
//!
//! Takes strips, finds the order-keeping match of labels to rows, puts the figures into cells. A row
//! without a label is taken only where its neighbours leave one possibility and its label was seen.

use crate::forms::Block;

use super::super::strips::Token;
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

/// Score of a label that names a row wherever it stands: those of three letters and more (`七总计`).
const SURE: usize = 30;

/// Candidates before the first and behind the last row in order among which a row out of order may stand.
const STRAY_REACH: usize = 2;

/// A strip, or a line of it, that may be a row.
struct Candidate<'a> {
    strip: &'a Marked<'a>,
    /// Whether the label of the strip stands before this line.
    has_label: bool,
    values: Values<'a>,
}

impl<'a> Candidate<'a> {
    fn is_odd(&self) -> bool {
        matches!(self.values, Values::Odd(_))
    }

    fn label(&self) -> Option<&'a Marked<'a>> {
        self.has_label.then_some(self.strip)
    }

    fn names(&self, labels: &Labels, row: usize) -> bool {
        self.label().is_some_and(|label| labels.names(row, label))
    }

    /// The row that the label names to the letter, if it names one.
    fn only_row(&self, labels: &Labels) -> Option<usize> {
        match self.fits(labels).as_slice() {
            [(row, score)] => (*score >= SURE).then_some(*row),
            _ => None,
        }
    }

    fn fits(&self, labels: &Labels) -> Vec<(usize, usize)> {
        self.label().map_or_else(Vec::new, |label| labels.fits(label))
    }
}

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
    let Some(best) =
        (0..aligned.len()).max_by_key(|&at| (aligned.get(at).map_or(0, |a| a.score), usize::MAX - at))
    else {
        return placement;
    };
    let (Some(alignment), Some(range)) = (aligned.get(best), instances.get(best)) else { return placement };
    let chosen = candidates.get(range.clone()).unwrap_or_default();
    if !seen && alignment.is_common(&labels, chosen) {
        return placement;
    }
    placement.score = alignment.score;
    placement.instances = aligned.iter().filter(|other| other.matched() >= INSTANCE_ROWS).count();
    placement.extras = extra_rows(words, &labels, chosen, alignment);
    let mut rows =
        Placing { block, labels: &labels, headers: &headers, candidates: chosen, alignment }.rows();
    settle_by_columns(block, &mut rows);
    for (at, row) in rows.into_iter().enumerate() {
        for (col, cell) in row.cells(block.cols.len()).into_iter().enumerate() {
            if let Some(cell) = cell {
                placement.put(at * block.cols.len() + col, cell);
            }
        }
    }
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

/// Which candidate is which row.
struct Alignment {
    /// For each row of the table the index of its candidate and whether a label named it.
    rows: Vec<Option<(usize, bool)>>,
    score: usize,
}

impl Alignment {
    fn matched(&self) -> usize {
        self.rows.iter().flatten().count()
    }

    /// Whether nothing but words that any table may have speaks for it.
    fn is_common(&self, labels: &Labels, candidates: &[Candidate]) -> bool {
        let label = |(at, _): &(usize, bool)| candidates.get(*at).and_then(Candidate::label);
        let mut named = self.rows.iter().flatten().filter_map(label).peekable();
        named.peek().is_some() && named.all(|label| labels.is_common(label))
    }
}

/// The best order-keeping match of candidates to rows by label, then rows whose label stood apart.
fn align(block: &Block, labels: &Labels, candidates: &[Candidate], strips: &[Marked]) -> Alignment {
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
