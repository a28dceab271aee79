//! Strips → the cells of one table of a form.
//!
//! Takes strips and a table edition, says which strip is which row and which figure which cell. Knows
//! labels and shapes, no rules: sums are used only to cut figures that were run together, and then said.
//! Never fills by counting: a strip without a label gets a row only where the labels around it leave
//! exactly one possibility and the missing label was seen, and then with a doubt.

use crate::anchor::Anchor;
use crate::document::{Block as DocumentBlock, Document, Grid};
use crate::forms::{Block, Col, Row, RowRole, Shape, Table};

use super::cut;
use super::label;
use super::strips::{Strip, Token};

/// Shortest label key that may be matched loosely, in characters.
const LOOSE_MIN: usize = 6;
/// How much of a label must stand in a text to be the label after all, in percent.
const LOOSE_SHARE: usize = 70;
/// Characters before the figures in which a label is looked for loosely.
const LOOSE_REACH: usize = 48;
/// Rows of digits alone that show that the text has lost its separators.
const RUN_TOGETHER_ROWS: usize = 3;
/// Rows between the first heading of 表二 and the first row that has two of its headers.
const HEADING_REACH: usize = 8;
/// Readings of doubtful rows that are tried against the columns.
const MAX_COMBINATIONS: usize = 4096;

/// Why a cell's value is not as sure as a plain cell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Cut from digits run together, by the sum of its row: exactly one cut keeps it.
    Cut,
    /// Cut from digits run together: several cuts keep the row's sum, the columns decide.
    CutByColumns(usize),
    /// Run together, and nothing decides between so many cuts: no value.
    CutUnsettled(usize),
    /// The label stood apart from the figures; the order of the rows left one possibility.
    Order,
    /// One merged cell covers several columns: no value.
    Merged,
    /// The row has fewer or more cells than the form; it is not certain which column this is.
    Position,
    /// The row has another number of figures than the form, and no header tells the columns: no value.
    Irregular {
        /// Figures found.
        found: usize,
        /// Figures the form has.
        expected: usize,
    },
}

impl Doubt {
    /// Whether the cell has no value at all.
    pub fn hides_value(self) -> bool {
        matches!(self, Self::CutUnsettled(_) | Self::Merged | Self::Irregular { .. })
    }
}

/// What was found for one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its text.
    pub raw: String,
    /// Where it stands.
    pub anchor: Anchor,
    /// How sure it is.
    pub doubt: Option<Doubt>,
}

/// A table as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Which edition it was read as.
    pub table: &'static str,
    /// How well the labels fit; 0: nothing of it was found.
    pub score: usize,
    /// Cells in the order of the table.
    pub cells: Vec<Option<Found>>,
    /// Whether labels or headers of it were seen at all.
    pub seen: bool,
    /// Rows of figures in it that the form does not have.
    pub extras: Vec<Extra>,
    /// What is to be said about it, in Chinese.
    pub notices: Vec<String>,
}

/// A row of figures that the form does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Key of its label.
    pub label: String,
    /// The group it is a subtotal of, as the form prints it.
    pub group: Option<&'static str>,
    /// Its figures, as many as the table has columns.
    pub cells: Vec<Found>,
}

impl Placement {
    fn new(table: &'static Table, seen: bool) -> Self {
        let count = table.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum();
        Self { table: table.edition, score: 0, cells: vec![None; count], seen, extras: Vec::new(), notices: Vec::new() }
    }

    /// Whether a figure was found for any cell.
    pub fn has_figures(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }

    fn put(&mut self, at: usize, found: Found) {
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = Some(found);
        }
    }
}

/// Reads one table edition out of the strips.
pub fn read(table: &'static Table, strips: &[Strip], document: &Document) -> Placement {
    match table.shape {
        Shape::Blocks => read_blocks(table, strips, document),
        Shape::Matrix => read_matrix(table, strips, document),
        Shape::Line => read_line(table, strips),
    }
}

fn shows(strip: &Strip, signs: &[&str]) -> bool {
    signs.iter().any(|sign| strip.label.contains(sign) || strip.context.contains(sign))
}

fn sign_count(strips: &[Strip], signs: &[&str]) -> usize {
    signs.iter().filter(|sign| strips.iter().any(|s| s.label.contains(*sign) || s.context.contains(*sign))).count()
}

fn found(token: &Token, doubt: Option<Doubt>) -> Found {
    Found { raw: token.raw.clone(), anchor: token.anchor, doubt }
}

/// Drops empty places behind the last of `width` figures.
fn trim_blanks(tokens: &[Token], width: usize) -> &[Token] {
    let filled = tokens.iter().rposition(|token| !token.is_blank()).map_or(0, |last| last + 1);
    tokens.get(..filled.max(width).min(tokens.len())).unwrap_or(tokens)
}

// ---- matching labels ---------------------------------------------------------------------------------------

/// How well `text` names `row`; 0: not at all. `bare` is `text` without the names of groups.
fn fit(row: &Row, text: &str, bare: &str) -> usize {
    let inside = row.keys.iter().filter(|key| text.contains(*key)).map(|key| key.chars().count()).max();
    if let Some(length) = inside {
        return length * 10;
    }
    let bare = bare.trim_start_matches(label::is_numeral);
    row.whole.iter().find(|key| bare == **key).map_or(0, |key| key.chars().count() * 10)
}

/// As [`fit`], for labels with letters lost or other letters among them.
fn loose_fit(row: &Row, text: &str) -> usize {
    let reach = label::tail(text, LOOSE_REACH);
    row.keys
        .iter()
        .filter(|key| key.chars().count() >= LOOSE_MIN)
        .map(|key| (label::common(key, reach), key.chars().count()))
        .filter(|(common, length)| common * 100 >= length * LOOSE_SHARE)
        .map(|(common, _)| common * 6)
        .max()
        .unwrap_or(0)
}

/// The text behind the last group label in it: `三本年度办理结果予以公开` → `予以公开`.
fn without_groups<'a>(rows: &[Row], text: &'a str) -> &'a str {
    let mut rest = text;
    for group in rows.iter().flat_map(|row| row.groups.iter()) {
        let group = label::key(group);
        let words = group.trim_start_matches(label::is_numeral);
        if let Some(at) = rest.rfind(words) {
            rest = rest.get(at + words.len()..).unwrap_or(rest);
        }
    }
    rest
}

// ---- 表三: one row of figures per label -------------------------------------------------------------------

/// A strip, or a line of it, that may be a row.
struct Candidate<'a> {
    strip: usize,
    label: &'a str,
    values: Values<'a>,
}

/// The figures of a candidate.
enum Values<'a> {
    /// As many as the table has columns.
    Exact(&'a [Token], Option<Doubt>),
    /// Digits without separators.
    Run(&'a [Token]),
    /// Another number of figures.
    Odd(&'a [Token]),
}

fn read_matrix(table: &'static Table, strips: &[Strip], document: &Document) -> Placement {
    let seen = sign_count(strips, table.signs) > 0;
    let mut placement = Placement::new(table, seen);
    let Some(block) = table.blocks.first() else { return placement };
    let headers = Headers::new(block, strips, document);
    let candidates = candidates(block, strips, &headers);
    let instances = instances(block, &candidates);
    let texts: String = strips.iter().flat_map(|strip| [strip.context.as_str(), strip.label.as_str()]).collect();
    let align_in = |range: &std::ops::Range<usize>| {
        align(block, candidates.get(range.clone()).unwrap_or_default(), &texts)
    };
    let aligned: Vec<Alignment> = instances.iter().map(align_in).collect();
    let Some(best) = (0..aligned.len()).max_by_key(|&at| (aligned.get(at).map_or(0, |a| a.score), usize::MAX - at))
    else {
        return placement;
    };
    let (Some(alignment), Some(range)) = (aligned.get(best), instances.get(best)) else { return placement };
    let chosen = candidates.get(range.clone()).unwrap_or_default();
    placement.score = alignment.score;
    let rivals = aligned.iter().filter(|other| other.matched() * 2 > block.rows.len()).count();
    if rivals > 1 {
        placement.notices.push(format!("文中有 {rivals} 张{}，只核对了其中一张；请分开粘贴后逐张核对。", table.short));
    }
    placement.extras = extra_rows(block, chosen, alignment);
    let mut rows = place_rows(block, strips, chosen, alignment, &headers);
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

fn candidates<'a>(block: &Block, strips: &'a [Strip], headers: &Headers) -> Vec<Candidate<'a>> {
    let width = block.cols.len();
    let run_together = strips.iter().filter(|strip| is_run(strip, width)).count() >= RUN_TOGETHER_ROWS;
    let mut list = Vec::new();
    for (index, strip) in strips.iter().enumerate() {
        let rows = match headers.columns(strip) {
            Some(columns) => vec![by_header(&strip.tokens, columns)],
            None => split_strip(&strip.tokens, width, strip.grid.is_some(), run_together),
        };
        // Two labels before two rows: the order of labels and figures is lost, neither row has a label.
        let torn = rows.len() > 1 && block.rows.iter().filter(|row| fit(row, &strip.label, "") > 0).count() > 1;
        for (part, values) in rows.into_iter().enumerate() {
            let label = if part == 0 && !torn { strip.label.as_str() } else { "" };
            list.push(Candidate { strip: index, label, values });
        }
    }
    list
}

/// The columns of each grid, by its headers.
struct Headers {
    grids: Vec<(u32, Vec<u32>)>,
}

impl Headers {
    fn new(block: &Block, strips: &[Strip], document: &Document) -> Self {
        let mut indices: Vec<u32> = strips.iter().filter_map(|strip| strip.grid).collect();
        indices.dedup();
        let columns = |&index: &u32| Some((index, header_columns(block.cols, grid_at(document, index)?)?));
        Self { grids: indices.iter().filter_map(columns).collect() }
    }

    /// The columns for a row of a grid whose headers are known.
    fn columns(&self, strip: &Strip) -> Option<&[u32]> {
        let index = strip.grid?;
        self.grids.iter().find(|(grid, _)| *grid == index).map(|(_, columns)| columns.as_slice())
    }
}

/// The figures under the headers, where each header has a cell of its own; by order where the row has as
/// many figures as there are headers; else odd.
fn by_header<'a>(tokens: &'a [Token], columns: &[u32]) -> Values<'a> {
    let under: Vec<usize> = columns.iter().filter_map(|&col| tokens.iter().position(|t| covers(t, col))).collect();
    let each_its_own = under.len() == columns.len() && under.windows(2).all(|pair| pair.first() < pair.last());
    let trimmed = trim_blanks(tokens, columns.len());
    match (under.first(), under.last()) {
        (Some(&first), Some(&last)) if each_its_own && last - first + 1 == columns.len() => {
            Values::Exact(tokens.get(first..=last).unwrap_or_default(), None)
        }
        _ if trimmed.len() == columns.len() => Values::Exact(trimmed, None),
        _ => Values::Odd(trimmed),
    }
}

fn covers(token: &Token, col: u32) -> bool {
    token.anchor.col <= col && col < token.anchor.col + token.span.max(1)
}

/// A single piece of digits at least as long as the table is wide.
fn is_run(strip: &Strip, width: usize) -> bool {
    matches!(strip.tokens.as_slice(), [only] if only.digits().is_some_and(|digits| digits.len() >= width))
}

/// The rows a strip's figures make: whole lines of `width` figures, or all of them together.
fn split_strip(tokens: &[Token], width: usize, grid: bool, run_together: bool) -> Vec<Values<'_>> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let trimmed = trim_blanks(tokens, width);
    if trimmed.len() == width {
        let filled = trimmed.iter().filter(|token| !token.is_blank()).count();
        // One figure in a row of the wrong length may stand in any column.
        let unsure = tokens.len() > width && filled == 1;
        return vec![Values::Exact(trimmed, unsure.then_some(Doubt::Position))];
    }
    let digits: usize = trimmed.iter().filter_map(Token::digits).map(str::len).sum();
    if run_together && trimmed.len() < width && digits >= width && trimmed.iter().all(|t| t.digits().is_some()) {
        return vec![Values::Run(trimmed)];
    }
    if grid {
        let fillers = trimmed.iter().take_while(|token| token.is_blank()).count();
        return match trimmed.len().checked_sub(width) {
            // Empty cells between the label and the first column, as sheets without merged cells have them.
            Some(more) if more <= fillers => {
                vec![Values::Exact(trimmed.get(more..).unwrap_or_default(), Some(Doubt::Position))]
            }
            _ => vec![Values::Odd(trimmed)],
        };
    }
    let lines: Vec<&[Token]> = trimmed
        .chunk_by(|a, b| (a.anchor.block, a.anchor.row, a.anchor.col) == (b.anchor.block, b.anchor.row, b.anchor.col))
        .collect();
    let whole: Vec<&[Token]> = lines.iter().copied().filter(|line| line.len() == width).collect();
    if !whole.is_empty() {
        return whole.into_iter().map(|line| Values::Exact(line, None)).collect();
    }
    if trimmed.len().is_multiple_of(width) {
        return trimmed.chunks(width).map(|chunk| Values::Exact(chunk, Some(Doubt::Order))).collect();
    }
    vec![Values::Odd(trimmed)]
}

/// Where tables of this kind begin: at every candidate that names the first row.
fn instances(block: &Block, candidates: &[Candidate]) -> Vec<std::ops::Range<usize>> {
    let Some(first) = block.rows.first() else { return Vec::new() };
    let mut starts: Vec<usize> = (0..candidates.len())
        .filter(|&at| candidates.get(at).is_some_and(|c| !matches!(c.values, Values::Odd(_)) && fit(first, c.label, c.label) > 0))
        .collect();
    if let Some(start) = starts.first_mut() {
        *start = 0;
    } else {
        starts.push(0);
    }
    starts.iter().enumerate().map(|(k, &from)| from..starts.get(k + 1).copied().unwrap_or(candidates.len())).collect()
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
}

/// The best order-keeping match of candidates to rows by label, then rows whose label stood apart.
fn align(block: &Block, candidates: &[Candidate], texts: &str) -> Alignment {
    let fits: Vec<Vec<(usize, usize)>> = candidates.iter().map(|candidate| fits_of(block, candidate)).collect();
    let mut nodes: Vec<Node> = Vec::new();
    for (candidate, fits) in fits.iter().enumerate() {
        for &(row, score) in fits {
            let earlier = nodes.iter().enumerate().filter(|(_, node)| node.candidate < candidate && node.row < row);
            let before = earlier.max_by_key(|(at, node)| (node.total, usize::MAX - at)).map(|(at, _)| at);
            let total = score + before.and_then(|at| nodes.get(at)).map_or(0, |node| node.total);
            nodes.push(Node { candidate, row, total, before });
        }
    }
    let mut rows = vec![None; block.rows.len()];
    let last = nodes.iter().enumerate().max_by_key(|(at, node)| (node.total, usize::MAX - at)).map(|(at, _)| at);
    let score = last.and_then(|at| nodes.get(at)).map_or(0, |node| node.total);
    let mut next = last;
    while let Some(node) = next.and_then(|at| nodes.get(at)) {
        if let Some(slot) = rows.get_mut(node.row) {
            *slot = Some((node.candidate, true));
        }
        next = node.before;
    }
    fill_forced(block, candidates, texts, &mut rows);
    Alignment { rows, score }
}

/// A candidate taken for a row, at the end of the best chain of such choices in order.
struct Node {
    candidate: usize,
    row: usize,
    /// Score of the chain.
    total: usize,
    /// The choice before it.
    before: Option<usize>,
}

fn fits_of(block: &Block, candidate: &Candidate) -> Vec<(usize, usize)> {
    if candidate.label.is_empty() || matches!(candidate.values, Values::Odd(_)) {
        return Vec::new();
    }
    let bare = without_groups(block.rows, candidate.label);
    let exact: Vec<(usize, usize)> = block
        .rows
        .iter()
        .enumerate()
        .map(|(row, spec)| (row, fit(spec, candidate.label, bare)))
        .filter(|(_, score)| *score > 0)
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let loose = |(row, spec)| (row, loose_fit(spec, candidate.label));
    block.rows.iter().enumerate().map(loose).filter(|(_, score)| *score > 0).collect()
}

/// Rows of figures between two named rows, as many as rows are missing there, whose labels were all seen.
fn fill_forced(block: &Block, candidates: &[Candidate], texts: &str, rows: &mut [Option<(usize, bool)>]) {
    let named: Vec<(usize, usize)> =
        rows.iter().enumerate().filter_map(|(row, slot)| slot.map(|(at, _)| (row, at))).collect();
    for pair in named.windows(2) {
        let &[(row_a, at_a), (row_b, at_b)] = pair else { continue };
        let orphans: Vec<usize> = (at_a + 1..at_b)
            .filter(|&at| candidates.get(at).is_some_and(|c| !matches!(c.values, Values::Odd(_))))
            .collect();
        let missing = row_b - row_a - 1;
        if missing == 0 || orphans.len() != missing {
            continue;
        }
        let unnamed = |at: &usize| {
            candidates.get(*at).is_some_and(|c| {
                let bare = without_groups(block.rows, c.label);
                block.rows.iter().all(|row| fit(row, c.label, bare) == 0)
            })
        };
        let labels_seen = (row_a + 1..row_b).filter_map(|row| block.rows.get(row)).all(|row| label_seen(row, texts));
        if orphans.iter().all(unnamed) && labels_seen {
            for (offset, at) in orphans.into_iter().enumerate() {
                if let Some(slot) = rows.get_mut(row_a + 1 + offset) {
                    *slot = Some((at, false));
                }
            }
        }
    }
}

/// Labelled rows of figures among the rows of the table that are none of them.
fn extra_rows(block: &Block, candidates: &[Candidate], alignment: &Alignment) -> Vec<Extra> {
    let used: Vec<usize> = alignment.rows.iter().flatten().map(|(at, _)| *at).collect();
    let (Some(&first), Some(&last)) = (used.iter().min(), used.iter().max()) else { return Vec::new() };
    let groups: Vec<&'static str> = block.rows.iter().flat_map(|row| row.groups.iter().copied()).collect();
    let mut extras = Vec::new();
    for at in (first..=last).filter(|at| !used.contains(at)) {
        let Some(Candidate { label, values: Values::Exact(tokens, _), .. }) = candidates.get(at) else { continue };
        if label.is_empty() || tokens.iter().all(Token::is_blank) {
            continue;
        }
        let group = groups.iter().copied().find(|group| label.ends_with(&label::key(group)));
        let cells = tokens.iter().map(|token| found(token, None)).collect();
        extras.push(Extra { label: (*label).to_owned(), group, cells });
    }
    extras
}

/// Whether the first half of one of the row's labels stands anywhere in `texts`.
fn label_seen(row: &Row, texts: &str) -> bool {
    row.keys.iter().any(|key| {
        let half = key.chars().count().div_ceil(2).max(4);
        let end = key.char_indices().nth(half).map_or(key.len(), |(at, _)| at);
        key.get(..end).is_some_and(|head| texts.contains(head))
    })
}

/// What was found for one row.
enum RowFound {
    Missing,
    Cells(Vec<Option<Found>>),
    /// Several cuts keep the row's sum: each a whole row.
    Several(Vec<Vec<Found>>),
}

impl RowFound {
    fn cells(self, width: usize) -> Vec<Option<Found>> {
        match self {
            Self::Missing => vec![None; width],
            Self::Cells(cells) => cells,
            Self::Several(cuts) => unsettled(&cuts),
        }
    }
}

/// Where all cuts agree the figure stands; elsewhere there is none.
fn unsettled(cuts: &[Vec<Found>]) -> Vec<Option<Found>> {
    let Some((first, others)) = cuts.split_first() else { return Vec::new() };
    let column = |at: usize, cell: &Found| {
        let agreed = others.iter().all(|cut| cut.get(at).is_some_and(|other| other.raw == cell.raw));
        let doubt = if agreed { Doubt::CutByColumns(cuts.len()) } else { Doubt::CutUnsettled(cuts.len()) };
        Some(Found { doubt: Some(doubt), ..cell.clone() })
    };
    first.iter().enumerate().map(|(at, cell)| column(at, cell)).collect()
}

fn place_rows(
    block: &Block,
    strips: &[Strip],
    candidates: &[Candidate],
    alignment: &Alignment,
    headers: &Headers,
) -> Vec<RowFound> {
    let mut rows = Vec::with_capacity(block.rows.len());
    for (at, slot) in alignment.rows.iter().enumerate() {
        rows.push(match slot.and_then(|(index, named)| Some((candidates.get(index)?, named))) {
            Some((candidate, named)) => place_row(block, candidate, named),
            None => odd_row(block, at, strips, candidates, alignment, headers),
        });
    }
    rows
}

fn place_row(block: &Block, candidate: &Candidate, named: bool) -> RowFound {
    match &candidate.values {
        Values::Exact(tokens, doubt) => {
            let doubt = if named { doubt.filter(|d| *d != Doubt::Order) } else { Some(Doubt::Order) };
            RowFound::Cells(tokens.iter().map(|token| Some(found(token, doubt))).collect())
        }
        Values::Run(tokens) => cut_row(tokens, block.cols.len(), block.cols.len()),
        Values::Odd(_) => RowFound::Missing,
    }
}

/// Cuts a row of digits into `width` figures in groups whose last is the sum of the others.
fn cut_row(tokens: &[Token], width: usize, group: usize) -> RowFound {
    let pieces: Vec<&str> = tokens.iter().filter_map(Token::digits).collect();
    let digits: usize = pieces.iter().map(|piece| piece.len()).sum();
    let single = digits == width;
    let result = cut::cuts(&pieces, width, if single { 0 } else { group });
    let doubt = (!single).then_some(Doubt::Cut);
    let mut cuts: Vec<Vec<Found>> = result
        .cuts
        .iter()
        .map(|cut| cut.iter().filter_map(|part| piece_of(tokens, *part, doubt)).collect())
        .collect();
    match (cuts.len(), result.complete) {
        (1, true) => RowFound::Cells(cuts.remove(0).into_iter().map(Some).collect()),
        (2.., true) => RowFound::Several(cuts),
        _ => RowFound::Cells(whole_row(tokens, width, Doubt::CutUnsettled(cuts.len()))),
    }
}

fn piece_of(tokens: &[Token], (piece, from, to): cut::Part, doubt: Option<Doubt>) -> Option<Found> {
    let token = tokens.get(piece)?;
    let skipped = token.raw.len() - token.raw.trim_start().len();
    let start = token.anchor.start + u32::try_from(skipped + from).ok()?;
    let anchor = Anchor { start, end: start + u32::try_from(to - from).ok()?, ..token.anchor };
    Some(Found { raw: token.digits()?.get(from..to)?.to_owned(), anchor, doubt })
}

/// Every cell of the row shows what stands there and has no value.
fn whole_row(tokens: &[Token], width: usize, doubt: Doubt) -> Vec<Option<Found>> {
    let raw = tokens.iter().map(|token| token.raw.trim()).collect::<Vec<_>>().join(" ");
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return vec![None; width] };
    let same = first.anchor.block == last.anchor.block && first.anchor.row == last.anchor.row;
    let end = if same && first.anchor.col == last.anchor.col { last.anchor.end } else { first.anchor.end };
    let anchor = Anchor { end, ..first.anchor };
    vec![Some(Found { raw, anchor, doubt: Some(doubt) }); width]
}

/// A row whose label stands there with another number of figures than the table has columns.
fn odd_row(
    block: &Block,
    at: usize,
    strips: &[Strip],
    candidates: &[Candidate],
    alignment: &Alignment,
    headers: &Headers,
) -> RowFound {
    let position = |slot: &Option<(usize, bool)>| slot.map(|(index, _)| index);
    let before = alignment.rows.iter().take(at).rev().find_map(position);
    let after = alignment.rows.iter().skip(at + 1).find_map(position);
    // Without a neighbour that was read, figures behind a like word are prose.
    if before.is_none() && after.is_none() {
        return RowFound::Missing;
    }
    let from = before.map_or_else(|| after.unwrap_or(0).saturating_sub(2), |index| index + 1);
    let to = after.unwrap_or_else(|| before.map_or(0, |index| index + 3)).min(candidates.len());
    let Some(row) = block.rows.get(at) else { return RowFound::Missing };
    for candidate in candidates.get(from..to).unwrap_or_default() {
        let Values::Odd(tokens) = candidate.values else { continue };
        if fit(row, candidate.label, without_groups(block.rows, candidate.label)) == 0 {
            continue;
        }
        return match strips.get(candidate.strip).and_then(|strip| headers.columns(strip)) {
            Some(columns) => RowFound::Cells(by_columns(tokens, columns)),
            None => {
                let doubt = Doubt::Irregular { found: tokens.len(), expected: block.cols.len() };
                RowFound::Cells(whole_row(tokens, block.cols.len(), doubt))
            }
        };
    }
    RowFound::Missing
}

fn grid_at(document: &Document, index: u32) -> Option<&Grid> {
    match document.blocks.get(index as usize)? {
        DocumentBlock::Grid(grid) => Some(grid),
        DocumentBlock::Paragraph(_) => None,
    }
}

/// The grid column of each column of the form, by the headers; `None` unless each is found once.
fn header_columns(cols: &[Col], grid: &Grid) -> Option<Vec<u32>> {
    let mut columns = Vec::with_capacity(cols.len());
    for col in cols {
        let is_header = |text: &str| col.keys.contains(&label::key(text).as_str());
        let mut places = grid.cells.iter().filter(|cell| cell.colspan == 1 && is_header(&cell.text)).map(|cell| cell.col);
        let first = places.next()?;
        if places.any(|other| other != first) {
            return None;
        }
        columns.push(first);
    }
    Some(columns)
}

fn by_columns(tokens: &[Token], columns: &[u32]) -> Vec<Option<Found>> {
    let cell = |&col: &u32| {
        let token = tokens.iter().find(|token| covers(token, col))?;
        let shared = columns.iter().filter(|&&other| covers(token, other)).count();
        let doubt = if shared > 1 && !token.is_blank() { Doubt::Merged } else { Doubt::Position };
        Some(found(token, Some(doubt)))
    };
    columns.iter().map(cell).collect()
}

/// Picks, among the cuts that keep the row sums, the one combination that keeps every column too.
fn settle_by_columns(block: &Block, rows: &mut [RowFound]) {
    let open: Vec<(usize, Vec<Vec<Found>>)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| match row {
            RowFound::Several(cuts) => Some((at, cuts.clone())),
            _ => None,
        })
        .collect();
    let combinations = open.iter().try_fold(1_usize, |product, (_, cuts)| product.checked_mul(cuts.len()));
    if open.is_empty() || combinations.is_none_or(|count| count > MAX_COMBINATIONS) {
        return;
    }
    let fixed: Vec<Option<Vec<i64>>> = rows
        .iter()
        .map(|row| match row {
            RowFound::Cells(cells) => cells.iter().map(|cell| integer(cell.as_ref()?)).collect(),
            _ => None,
        })
        .collect();
    let mut holding = (0..combinations.unwrap_or(0)).filter(|&number| {
        let mut table = fixed.clone();
        for (at, cut) in pick(&open, number) {
            if let Some(slot) = table.get_mut(at) {
                *slot = cut.iter().map(integer).collect();
            }
        }
        columns_hold(block, &table)
    });
    let (Some(only), None) = (holding.next(), holding.next()) else { return };
    for (at, cut) in pick(&open, only) {
        let count = open.iter().find(|(row, _)| *row == at).map_or(0, |(_, cuts)| cuts.len());
        let cells = cut.iter().map(|cell| Some(Found { doubt: Some(Doubt::CutByColumns(count)), ..cell.clone() }));
        if let Some(slot) = rows.get_mut(at) {
            *slot = RowFound::Cells(cells.collect());
        }
    }
}

/// The `number`-th combination: one cut for each open row.
fn pick(open: &[(usize, Vec<Vec<Found>>)], number: usize) -> Vec<(usize, &Vec<Found>)> {
    let mut rest = number;
    let mut chosen = Vec::with_capacity(open.len());
    for (at, cuts) in open {
        chosen.extend(cuts.get(rest % cuts.len()).map(|cut| (*at, cut)));
        rest /= cuts.len();
    }
    chosen
}

fn integer(cell: &Found) -> Option<i64> {
    match crate::number::read(&cell.raw).quantity {
        crate::number::Quantity::Number(number) => number.as_integer(),
        crate::number::Quantity::Blank | crate::number::Quantity::Dash => Some(0),
        crate::number::Quantity::Illegible => None,
    }
}

/// Whether the part rows make up their total and inflow equals outflow, in every column.
fn columns_hold(block: &Block, table: &[Option<Vec<i64>>]) -> bool {
    (0..block.cols.len()).all(|col| {
        let sum = |roles: &[RowRole]| -> Option<i64> {
            let mut sum = 0_i64;
            for (row, values) in block.rows.iter().zip(table) {
                if roles.contains(&row.role) {
                    sum = sum.checked_add(*values.as_ref()?.get(col)?)?;
                }
            }
            Some(sum)
        };
        let parts = sum(&[RowRole::Part]);
        let total = sum(&[RowRole::PartsTotal]);
        let inflow = sum(&[RowRole::Inflow]);
        let outflow = sum(&[RowRole::PartsTotal, RowRole::Outflow]);
        parts.is_some() && parts == total && inflow.is_some() && inflow == outflow
    })
}

// ---- 表四: all rows side by side in one line of figures ---------------------------------------------------

fn read_line(table: &'static Table, strips: &[Strip]) -> Placement {
    let first_sign = strips.iter().position(|strip| shows(strip, table.signs));
    let mut placement = Placement::new(table, first_sign.is_some());
    let Some(block) = table.blocks.first() else { return placement };
    let width = block.rows.len() * block.cols.len();
    let group = block.cols.len();
    let from = first_sign.unwrap_or(0);
    let tail = strips.get(from..).unwrap_or_default();
    let signed = first_sign.is_some();
    for strip in tail.iter().filter(|strip| signed || strip.label.is_empty()) {
        if let Some(cells) = line_of(strip, width, group, signed) {
            placement.score = 100 + sign_count(strips, table.signs);
            for (at, cell) in cells.into_iter().enumerate() {
                placement.cells.get_mut(at).map(|slot| slot.clone_from(&cell));
            }
            return placement;
        }
    }
    if signed {
        read_groups(block, tail, &mut placement);
    }
    placement
}

/// The figures of a strip as the whole line of the table.
fn line_of(strip: &Strip, width: usize, group: usize, signed: bool) -> Option<Vec<Option<Found>>> {
    let tokens = trim_blanks(&strip.tokens, width);
    let whole = split_strip(tokens, width, strip.grid.is_some(), false);
    if let Some(Values::Exact(tokens, _)) = whole.first() {
        return Some(tokens.iter().map(|token| Some(found(token, None))).collect());
    }
    let digits: usize = tokens.iter().filter_map(Token::digits).map(str::len).sum();
    let all_digits = !tokens.is_empty() && tokens.iter().all(|token| token.digits().is_some());
    if !signed || !all_digits || digits < width || tokens.len() > width {
        return None;
    }
    Some(cut_row(tokens, width, group).cells(width))
}

/// The table turned round: a label and its own figures for each group.
fn read_groups(block: &Block, strips: &[Strip], placement: &mut Placement) {
    for (at, row) in block.rows.iter().enumerate() {
        let named = |strip: &&Strip| row.keys.iter().any(|key| strip.label.ends_with(key));
        let width = block.cols.len();
        let of_width = |strip: &&Strip| trim_blanks(&strip.tokens, width).len() == width;
        let Some(strip) = strips.iter().filter(named).find(of_width) else { continue };
        placement.score += 30;
        for (col, token) in trim_blanks(&strip.tokens, width).iter().enumerate() {
            placement.put(at * width + col, found(token, Some(Doubt::Position)));
        }
    }
    if placement.has_figures() {
        return;
    }
    // Figures stand under the headers, but not as many as the form has.
    let odd = strips.iter().find(|strip| strip.tokens.len() > block.cols.len() && strip.tokens.len() < 40);
    if let Some(strip) = odd {
        let expected = block.rows.len() * block.cols.len();
        let doubt = Doubt::Irregular { found: strip.tokens.len(), expected };
        placement.score += 1;
        for (at, cell) in whole_row(&strip.tokens, expected, doubt).into_iter().enumerate() {
            placement.cells.get_mut(at).map(|slot| slot.clone_from(&cell));
        }
    }
}

// ---- 表二: small grids, each row with its own label -------------------------------------------------------

fn read_blocks(table: &'static Table, strips: &[Strip], document: &Document) -> Placement {
    let zone = zone_of(table, strips);
    let zone_strips = strips.get(zone.clone()).unwrap_or_default();
    let seen = sign_count(zone_strips, table.signs) > 0;
    let mut placement = Placement::new(table, seen);
    let mut start = 0;
    for block in table.blocks {
        for (at, row) in block.rows.iter().enumerate() {
            let named = |strip: &&Strip| names_last(table, row, strip, seen);
            let start = start + at * block.cols.len();
            if let Some(strip) = zone_strips.iter().find(named) {
                place_block_row(&mut placement, start, block, strip);
            } else if let Some(strip) = row_of_words(row, block, zone_strips, document) {
                place_block_row(&mut placement, start, block, &strip);
            }
        }
        start += block.rows.len() * block.cols.len();
    }
    if placement.has_figures() {
        placement.score += 5 * sign_count(zone_strips, table.marks);
        placement.extras = extra_block_rows(table, zone_strips);
    }
    placement
}

/// A row of a grid with words where its figures belong: nothing but its label tells it from a header.
fn row_of_words(row: &Row, block: &Block, strips: &[Strip], document: &Document) -> Option<Strip> {
    let mut grids: Vec<u32> = strips.iter().filter_map(|strip| strip.grid).collect();
    grids.dedup();
    grids.into_iter().find_map(|index| {
        let grid = grid_at(document, index)?;
        let label = grid.cells.iter().find(|cell| row.keys.contains(&label::key(&cell.text).as_str()))?;
        let figures = grid.row(label.row).iter().filter(|cell| cell.col > label.col);
        let at = Anchor { block: index, ..Anchor::default() };
        let tokens: Vec<Token> = figures.map(|cell| Token::of_cell(cell, at)).collect();
        (tokens.len() == block.cols.len()).then(|| Strip { tokens, grid: Some(index), ..Strip::default() })
    })
}

/// Rows of grids between the rows of the table that none of its labels names.
fn extra_block_rows(table: &'static Table, strips: &[Strip]) -> Vec<Extra> {
    let named = |strip: &Strip| {
        let mut rows = table.blocks.iter().flat_map(|block| block.rows);
        rows.any(|row| row.keys.iter().any(|key| strip.label.contains(key)))
    };
    let header = |strip: &Strip| {
        let mut cols = table.blocks.iter().flat_map(|block| block.cols);
        shows(strip, table.signs) || cols.any(|col| col.keys.iter().any(|key| strip.label.contains(key)))
    };
    let rows: Vec<usize> = (0..strips.len()).filter(|&at| strips.get(at).is_some_and(&named)).collect();
    let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else { return Vec::new() };
    let filled = |strip: &&Strip| strip.tokens.iter().any(|token| !token.is_blank());
    strips
        .get(first..=last)
        .unwrap_or_default()
        .iter()
        .filter(|strip| strip.grid.is_some() && !strip.label.is_empty() && !named(strip) && !header(strip))
        .filter(filled)
        .map(|strip| Extra {
            label: strip.label.clone(),
            group: None,
            cells: strip.tokens.iter().map(|token| found(token, None)).collect(),
        })
        .collect()
}

/// The strips of this table: from its first header to the first header of another table.
fn zone_of(table: &Table, strips: &[Strip]) -> std::ops::Range<usize> {
    let headers = |strip: &Strip| {
        table.signs.iter().filter(|s| strip.label.contains(**s) || strip.context.contains(**s)).count()
    };
    // One of the words may stand in prose; two of them in front of one row do not. The first heading may
    // stand alone a few rows before.
    let sure = strips.iter().position(|strip| headers(strip) >= 2);
    let near = sure.unwrap_or(0).saturating_sub(HEADING_REACH);
    let from = strips.iter().skip(near).position(|strip| headers(strip) >= 1).map_or(0, |at| near + at);
    let foreign = |strip: &Strip| {
        ["本列数据的勾稽关系", "申请人情况", "未经复议直接起诉", "尚未审结"].iter().any(|sign| shows(strip, &[sign]))
    };
    let end = strips.iter().skip(from).position(foreign).map_or(strips.len(), |at| from + at);
    from..end
}

/// Whether the label right before the figures is this row's.
fn names_last(table: &Table, row: &Row, strip: &Strip, seen: bool) -> bool {
    if strip.tokens.is_empty() {
        return false;
    }
    let ends = |row: &Row| {
        row.keys.iter().filter_map(|key| strip.label.rfind(key).map(|at| (at + key.len(), key.len()))).max()
    };
    let Some((end, length)) = ends(row) else { return false };
    // Words behind the label are not a label; before it anything may stand when the headers were seen.
    let behind = strip.label.get(end..).unwrap_or_default().chars().count();
    let before = end - length;
    let alone = seen || strip.grid.is_some() || before == 0;
    let best = table.blocks.iter().flat_map(|block| block.rows).filter_map(ends).max();
    alone && behind <= 2 && best == Some((end, length))
}

fn place_block_row(placement: &mut Placement, start: usize, block: &Block, strip: &Strip) {
    let width = block.cols.len();
    let tokens = trim_blanks(&strip.tokens, width);
    if tokens.len() == width {
        placement.score += 10;
        for (col, token) in tokens.iter().enumerate() {
            placement.put(start + col, found(token, None));
        }
        return;
    }
    let all_digits = tokens.iter().all(|token| token.digits().is_some());
    let cells = if tokens.len() < width && all_digits && strip.grid.is_none() {
        let pieces: Vec<&str> = tokens.iter().filter_map(Token::digits).collect();
        let result = cut::cuts(&pieces, width, 0);
        match result.cuts.as_slice() {
            [only] if result.complete => only.iter().map(|part| piece_of(tokens, *part, Some(Doubt::Cut))).collect(),
            _ => whole_row(tokens, width, Doubt::CutUnsettled(result.cuts.len())),
        }
    } else {
        whole_row(tokens, width, Doubt::Irregular { found: tokens.len(), expected: width })
    };
    placement.score += 1;
    for (col, cell) in cells.into_iter().enumerate() {
        if let Some(cell) = cell {
            placement.put(start + col, cell);
        }
    }
}
