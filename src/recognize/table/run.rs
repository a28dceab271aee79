//! What was found for a row, and rows whose figures were run together.
//!
//! Takes figures; cuts them by the sums the form states, and says so in the doubt of each cell.

use std::borrow::Cow;

use crate::anchor::Anchor;
use crate::forms::{Block, RowRole};
use crate::number::{self, Quantity};

use super::super::cut;
use super::super::strips::Token;
use super::{Doubt, Found};

/// Readings of doubtful rows that are tried against the columns.
const MAX_COMBINATIONS: usize = 4096;

/// What was found for one row.
pub enum RowFound<'a> {
    /// Nothing.
    Missing,
    /// One for each column.
    Cells(Vec<Option<Found<'a>>>),
    /// Several cuts keep the row's sum: each a whole row.
    Several(Vec<Vec<Found<'a>>>),
}

impl<'a> RowFound<'a> {
    /// The cells, one for each column.
    pub fn cells(self, width: usize) -> Vec<Option<Found<'a>>> {
        match self {
            Self::Missing => vec![None; width],
            Self::Cells(cells) => cells,
            Self::Several(cuts) => unsettled(&cuts),
        }
    }
}

/// Where all cuts agree the figure stands; elsewhere there is none.
fn unsettled<'a>(cuts: &[Vec<Found<'a>>]) -> Vec<Option<Found<'a>>> {
    let Some((first, others)) = cuts.split_first() else { return Vec::new() };
    let column = |at: usize, cell: &Found<'a>| {
        let agreed = others.iter().all(|cut| cut.get(at).is_some_and(|other| other.raw == cell.raw));
        let doubt = if agreed { Doubt::CutByColumns(cuts.len()) } else { Doubt::CutUnsettled(cuts.len()) };
        Some(Found { doubt: Some(doubt), ..cell.clone() })
    };
    first.iter().enumerate().map(|(at, cell)| column(at, cell)).collect()
}

/// Cuts a row of digits into `width` figures in groups whose last is the sum of the others.
pub fn cut_row<'a>(tokens: &[Token<'a>], width: usize, group: usize) -> RowFound<'a> {
    let pieces: Vec<&str> = tokens.iter().filter_map(Token::digits).collect();
    let digits: usize = pieces.iter().map(|piece| piece.len()).sum();
    let single = digits == width;
    let result = cut::cuts(&pieces, width, if single { 0 } else { group });
    let doubt = (!single).then_some(Doubt::Cut);
    let mut cuts: Vec<Vec<Found<'a>>> = result
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

pub fn piece_of<'a>(
    tokens: &[Token<'a>],
    (piece, from, to): cut::Part,
    doubt: Option<Doubt>,
) -> Option<Found<'a>> {
    let token = tokens.get(piece)?;
    let skipped = token.raw.len() - token.raw.trim_start().len();
    let start = token.anchor.start + u32::try_from(skipped + from).ok()?;
    let anchor = Anchor { start, end: start + u32::try_from(to - from).ok()?, ..token.anchor };
    Some(Found { raw: Cow::Borrowed(token.digits()?.get(from..to)?), anchor, doubt })
}

/// Every cell of the row shows what stands there and has no value.
pub fn whole_row<'a>(tokens: &[Token<'a>], width: usize, doubt: Doubt) -> Vec<Option<Found<'a>>> {
    let texts: Vec<String> = tokens.iter().map(|token| token.raw.trim().to_owned()).collect();
    let raw = Cow::Owned(texts.join(" "));
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return vec![None; width] };
    let same = first.anchor.block == last.anchor.block && first.anchor.row == last.anchor.row;
    let end = if same && first.anchor.col == last.anchor.col { last.anchor.end } else { first.anchor.end };
    let anchor = Anchor { end, ..first.anchor };
    vec![Some(Found { raw, anchor, doubt: Some(doubt) }); width]
}

/// Picks, among the cuts that keep the row sums, the one combination that keeps every column too.
pub fn settle_by_columns(block: &Block, rows: &mut [RowFound]) {
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
        let cells =
            cut.iter().map(|cell| Some(Found { doubt: Some(Doubt::CutByColumns(count)), ..cell.clone() }));
        if let Some(slot) = rows.get_mut(at) {
            *slot = RowFound::Cells(cells.collect());
        }
    }
}

/// The `number`-th combination: one cut for each open row.
fn pick<'o, 'a>(open: &'o [(usize, Vec<Vec<Found<'a>>>)], number: usize) -> Vec<(usize, &'o Vec<Found<'a>>)> {
    let mut rest = number;
    let mut chosen = Vec::with_capacity(open.len());
    for (at, cuts) in open {
        chosen.extend(cuts.get(rest % cuts.len()).map(|cut| (*at, cut)));
        rest /= cuts.len();
    }
    chosen
}

fn integer(cell: &Found) -> Option<i64> {
    match number::read(&cell.raw).quantity {
        Quantity::Number(number) => number.as_integer(),
        Quantity::Blank | Quantity::Dash => Some(0),
        Quantity::Illegible => None,
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
