//! A family added up: its figures, its gaps, and what was found to account for them.

use crate::dossier::{Family, Sums};
use crate::forms::CellSpec;
use crate::number::Decimal;

use super::cause::{Cause, Gap};

/// A family added up, and what accounts for its gaps.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    /// The reports.
    pub family: Family<'a>,
    /// Their figures.
    pub sums: Sums,
    /// Why parent and sum differ, in the order they are told.
    pub(super) causes: Vec<Cause>,
    /// The gaps that whole reports leave.
    pub(super) left: Gap,
    /// Sets of at most this many whole reports were tried.
    pub(super) tried: usize,
}

impl Account<'_> {
    /// Whether children and parent are compared in this cell. 规章 are made by the parent itself.
    pub fn is_compared(&self, cell: usize) -> bool {
        self.spec(cell).is_some_and(|spec| spec.id.row != "rules")
    }

    pub(super) fn spec(&self, cell: usize) -> Option<&'static CellSpec> {
        self.family.form.cells().get(cell)
    }

    /// Cells of single reports that a cause blames: child and cell.
    pub(super) fn blamed(&self) -> Vec<(usize, usize)> {
        let changes = self.causes.iter().filter_map(|cause| match cause {
            Cause::Cells { repairs, useful: true, .. } => repairs.first(),
            _ => None,
        });
        changes.flatten().filter_map(|change| Some((change.child()?, change.cell))).collect()
    }

    /// The gaps in the cells that are compared, in millionths.
    pub(super) fn gap(&self) -> Gap {
        let of = |(at, cell): (usize, &crate::dossier::SumCell)| {
            cell.gap.filter(|_| self.is_compared(at)).map(Decimal::in_millionths)
        };
        self.sums.cells.iter().enumerate().map(of).collect()
    }

    /// A child's figure in a cell in which all are known.
    pub(super) fn figure(&self, child: usize, cell: usize) -> i128 {
        self.sums.child(child, cell).map_or(0, Decimal::in_millionths)
    }

    /// The cell of the form in which this cell of a child is added.
    pub(super) fn cell_of(&self, child: usize, own: usize) -> Option<usize> {
        (0..self.sums.cells.len()).find(|cell| self.sums.own_cell(child, *cell) == Some(own))
    }
}
