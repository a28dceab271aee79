//! The figures of the bodies of a family, added up in one form.
//!
//! Takes a family, gives for every cell of its form the sum, the parent's figure and the gap between them. A cell that
//! one child does not have makes the sum unknown. Judges nothing.

use super::{Digest, Family, Member};
use crate::forms::{CellSpec, ColRole, Form, RowRole};
use crate::number::Decimal;

/// The figures of a family, by cell of its form.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// Each child's, in their order.
    pub children: Vec<Vec<Option<Decimal>>>,
    /// The parent's.
    pub parent: Vec<Option<Decimal>>,
    /// Cell by cell.
    pub cells: Vec<SumCell>,
    /// For each child its own index of every cell.
    own: Vec<Vec<Option<usize>>>,
    parents_own: Vec<Option<usize>>,
}

/// A cell of the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SumCell {
    /// The sum of all children, if each has the cell.
    pub sum: Option<Decimal>,
    /// The sum of those that have it.
    pub known: Option<Decimal>,
    /// Children that do not.
    pub unknown: usize,
    /// Parent minus sum.
    pub gap: Option<Decimal>,
    /// Some figure was read with a doubt.
    pub doubtful: bool,
}

impl Sums {
    /// Adds up.
    pub fn of(family: &Family) -> Self {
        let form = family.form;
        let own: Vec<Vec<Option<usize>>> = family.children.iter().map(|child| map(form, child)).collect();
        let parents_own = family.parent.as_ref().map(|parent| map(form, parent)).unwrap_or_default();
        let children: Vec<Vec<Option<Decimal>>> =
            family.children.iter().zip(&own).map(|(child, own)| values(child.digest, own)).collect();
        let parent = family.parent.as_ref().map(|parent| values(parent.digest, &parents_own));
        let mut sums =
            Self { children, parent: parent.unwrap_or_default(), cells: Vec::new(), own, parents_own };
        sums.cells = (0..form.cells().len()).map(|at| sums.cell(family, at)).collect();
        sums
    }

    /// A child's figure.
    pub fn child(&self, child: usize, cell: usize) -> Option<Decimal> {
        self.children.get(child)?.get(cell).copied().flatten()
    }

    /// The parent's figure.
    pub fn parents(&self, cell: usize) -> Option<Decimal> {
        self.parent.get(cell).copied().flatten()
    }

    /// The index of a cell in the child's own form.
    pub fn own_cell(&self, child: usize, cell: usize) -> Option<usize> {
        self.own.get(child)?.get(cell).copied().flatten()
    }

    /// The index of a cell in the parent's own form.
    pub fn parents_cell(&self, cell: usize) -> Option<usize> {
        self.parents_own.get(cell).copied().flatten()
    }

    fn cell(&self, family: &Family, at: usize) -> SumCell {
        let figures = || self.children.iter().map(|values| values.get(at).copied().flatten());
        let unknown = figures().filter(Option::is_none).count();
        let known = figures().flatten().try_fold(Decimal::integer(0), Decimal::plus);
        let sum = known.filter(|_| unknown == 0 && !self.children.is_empty());
        let doubtful = |(member, own): (&Member, &Vec<Option<usize>>)| {
            let own = own.get(at).copied().flatten();
            own.and_then(|own| member.digest.cells.get(own))
                .is_some_and(|cell| cell.doubtful && cell.value.is_some())
        };
        let of_parent = family.parent.iter().zip([&self.parents_own]).any(doubtful);
        SumCell {
            sum,
            known,
            unknown,
            gap: self.parents(at).zip(sum).and_then(|(parent, sum)| parent.minus(sum)),
            doubtful: of_parent || family.children.iter().zip(&self.own).any(doubtful),
        }
    }
}

/// For every cell of the form its index in the member's: cells of the same name, whatever the form.
fn map(form: &'static Form, member: &Member) -> Vec<Option<usize>> {
    let own = member.digest.form;
    if own.id == form.id {
        return (0..form.cells().len()).map(Some).collect();
    }
    let same = |spec: &CellSpec| own.cells().iter().position(|other| other.id == spec.id);
    form.cells().iter().map(same).collect()
}

fn values(digest: &Digest, own: &[Option<usize>]) -> Vec<Option<Decimal>> {
    own.iter().map(|at| known(digest, (*at)?)).collect()
}

/// A blank among blanks is no zero where the total beside them or below them is more.
fn known(digest: &Digest, at: usize) -> Option<Decimal> {
    let value = digest.value(at)?;
    let spec = digest.form.cells().get(at)?;
    let blank = digest.cells.get(at).is_some_and(|cell| cell.blank);
    if !blank || spec.is_total() {
        return Some(value);
    }
    let in_row = |other: &CellSpec| other.row == spec.row;
    let in_col = |other: &CellSpec| other.col == spec.col;
    let only_total = |line: &dyn Fn(&CellSpec) -> bool, is_part: fn(&CellSpec) -> bool| {
        let cells = || digest.form.cells().iter().zip(&digest.cells);
        let here = |other: &CellSpec| (other.table, other.block) == (spec.table, spec.block) && line(other);
        let part = |other: &CellSpec| here(other) && is_part(other);
        let total = |other: &CellSpec| here(other) && other.is_total() && !is_part(other);
        cells().filter(|(spec, _)| part(spec)).all(|(_, cell)| cell.blank)
            && cells().any(|(spec, cell)| total(spec) && cell.value.is_some_and(|value| !value.is_zero()))
    };
    let in_blank_row = spec.col_spec.role == ColRole::Part
        && only_total(&in_row, |other| other.col_spec.role == ColRole::Part);
    let in_blank_col = spec.row_spec.role == RowRole::Part
        && only_total(&in_col, |other| other.row_spec.role == RowRole::Part);
    (!in_blank_row && !in_blank_col).then_some(value)
}
