//! What accounts for the gaps between a parent and its children, cause by cause.
//!
//! Asks `reconcile` for whole reports left out or taken twice, then `localize` for single wrong cells among what is
//! left. Gives causes; words are made of them elsewhere.

use crate::dossier::{Digest, Family, Fault, Sums};
use crate::forms::{CellSpec, Kind};
use crate::number::Decimal;
use crate::reconcile::Explanation;
use crate::rules::equation::relations;

use super::account::Account;
use super::cause::{Cause, Gap};
use super::whole::Whole;
use super::{cells, guess};

/// Of children that may not be all there, an explanation by whole reports must cost less than this part of the gap.
const CLOSE: usize = 3;
/// And of such children single cells are blamed when no more than this part of the cells differs.
const FEW: usize = 10;
/// What a body missing from the list costs as an explanation: it fits more than an event does.
const MISSING: usize = 3;
/// More cells than this cannot be blamed one by one.
const MAX_CELLS: usize = 24;
/// Most bodies named as possibly left out.
const MAX_WITHOUT: usize = 5;

impl<'a> Account<'a> {
    /// Adds up and explains.
    pub fn new(family: Family<'a>) -> Self {
        let sums = Sums::of(&family);
        let mut account = Self { family, sums, causes: Vec::new(), left: Gap::new(), tried: 0 };
        let gap = account.gap();
        if gap.iter().flatten().any(|value| *value != 0) {
            account.explain(&gap);
        }
        account
    }

    fn explain(&mut self, gap: &Gap) {
        let (form, children) = (self.family.form, self.family.children.len());
        let whole = Whole::new(gap, form, children, &|child, cell| self.figure(child, cell));
        let answer = whole.reconcile();
        self.tried = answer.tried;
        let mut ways: Vec<&Explanation> = answer.explanations.iter().filter(|way| whole.fits(way)).collect();
        let best = ways.first().map_or(usize::MAX, |way| way.cost());
        if self.family.is_whole() {
            if let Some(missing) = self.missing(gap, best) {
                self.causes.push(missing);
                return;
            }
        } else if best.saturating_mul(CLOSE) > whole.open() {
            ways.clear();
        }
        self.left = whole.causes(&ways, &mut self.causes);
        // Where nearly every cell is accounted for the children are all there, whatever is said of them.
        let is_all = self.family.is_whole() || !ways.is_empty() || whole.open() * FEW <= whole.filled();
        if is_all {
            self.blame_cells(&whole.times(&ways));
        } else {
            self.bound();
        }
    }

    // ---- single cells ------------------------------------------------------------------------------------------

    /// What is left after whole reports; `times`: how often the parent's figures hold each child.
    fn blame_cells(&mut self, times: &[u8]) {
        let left = &self.left;
        let bound = relations(self.family.form);
        let in_relation = |cell: usize| bound.equations.iter().any(|equation| equation.cells.contains(&cell));
        let open: Vec<usize> = filled(left);
        let (tied, loose): (Vec<usize>, Vec<usize>) = open.into_iter().partition(|cell| in_relation(*cell));
        let causes = if tied.is_empty() {
            Vec::new()
        } else if is_sound(left, self.family.form) {
            vec![Cause::Sound { guesses: guess::moved(self, left, &tied, times), cells: tied }]
        } else if tied.len() > MAX_CELLS {
            vec![Cause::Open { cells: tied }]
        } else {
            cells::locate(self, left, &tied, times)
        };
        let by = |cell: usize| left.get(cell).copied().flatten().unwrap_or(0);
        let guessed =
            |cell: usize| Cause::Loose { cell, guesses: guess::of_cell(self, cell, by(cell), times) };
        let loose: Vec<Cause> = loose.into_iter().map(guessed).collect();
        self.causes.extend(causes.into_iter().chain(loose));
    }

    // ---- a body that is not in the list --------------------------------------------------------------------------

    /// Whether the gap, once each report is mended where only one mending is possible, is a report by itself, and so
    /// says more than `best` does.
    fn missing(&self, gap: &Gap, best: usize) -> Option<Cause> {
        let mut mended = gap.clone();
        let mut mendings = 0;
        let mut mend = |cell: Option<usize>, by: i128| {
            if let Some(value) = cell.and_then(|cell| mended.get_mut(cell)).and_then(Option::as_mut) {
                *value += by;
                mendings += usize::from(by != 0);
            }
        };
        for (child, member) in self.family.children.iter().enumerate() {
            for (own, by) in mendings_of(member.digest) {
                mend(self.cell_of(child, own), -by);
            }
        }
        for (own, by) in self.family.parent.iter().flat_map(|parent| mendings_of(parent.digest)) {
            mend((0..gap.len()).find(|cell| self.sums.parents_cell(*cell) == Some(own)), by);
        }
        let is_report = |gap: &Gap| self.is_report(gap);
        if is_report(&mended) {
            let is_better = best > MISSING + mendings + 1;
            return is_better.then(|| Cause::Missing { figures: figures(&mended), without: Vec::new() });
        }
        let with = |child: usize| -> Gap {
            let add =
                |(cell, value): (usize, &Option<i128>)| value.map(|value| value + self.figure(child, cell));
            mended.iter().enumerate().map(add).collect()
        };
        let children = 0..self.family.children.len();
        let without: Vec<usize> =
            children.filter(|&child| is_report(&with(child))).take(MAX_WITHOUT + 1).collect();
        let is_better = best > MISSING + mendings + 2 && without.len() <= MAX_WITHOUT;
        let first = without.first().filter(|_| is_better)?;
        Some(Cause::Missing { figures: figures(&with(*first)), without })
    }

    /// Whether this could be the report of a body: nothing below zero, every relation holds, and there were requests.
    fn is_report(&self, gap: &Gap) -> bool {
        let form = self.family.form;
        let of = |(cell, value): (&CellSpec, &Option<i128>)| {
            cell.kind() == Kind::Change || value.is_none_or(|value| value >= 0)
        };
        let received = form.cells().iter().zip(gap).any(|(spec, value)| {
            (spec.id.row, spec.id.col) == ("new", "total") && value.is_some_and(|value| value > 0)
        });
        received && form.cells().iter().zip(gap).all(of) && is_sound(gap, form)
    }

    // ---- children that are not all there -------------------------------------------------------------------------

    fn bound(&mut self) {
        let left = &self.left;
        let signed = |cell: usize| self.spec(cell).is_some_and(|spec| spec.kind() == Kind::Change);
        let (below, above): (Vec<usize>, Vec<usize>) = filled(left)
            .into_iter()
            .filter(|cell| !signed(*cell))
            .partition(|cell| left.get(*cell).copied().flatten().is_some_and(|value| value < 0));
        if !below.is_empty() {
            let covers = |child: &usize| {
                below.iter().all(|&cell| {
                    left.get(cell).copied().flatten().unwrap_or(0) + self.figure(*child, cell) >= 0
                })
            };
            let left_out = (0..self.family.children.len()).filter(covers).take(MAX_WITHOUT + 1).collect();
            self.causes.push(Cause::Exceeds { cells: below, left_out });
        }
        if !above.is_empty() {
            self.causes.push(Cause::Remaining { cells: above });
        }
    }
}

/// Cells with a gap.
fn filled(gap: &Gap) -> Vec<usize> {
    let some = |(at, value): (usize, &Option<i128>)| value.is_some_and(|value| value != 0).then_some(at);
    gap.iter().enumerate().filter_map(some).collect()
}

/// Whether every relation holds in these figures, as far as they are known.
fn is_sound(gap: &Gap, form: &'static crate::forms::Form) -> bool {
    relations(form).equations.iter().all(|equation| {
        let sum = |cells: &[usize]| -> Option<i128> {
            cells.iter().map(|&cell| gap.get(cell).copied().flatten()).sum()
        };
        let (left, right) = (sum(equation.left()), sum(equation.right()));
        left.zip(right).is_none_or(|(left, right)| left == right)
    })
}

fn figures(gap: &Gap) -> Vec<(usize, Decimal)> {
    let figure = |cell: usize| Some((cell, Decimal::of_millionths(gap.get(cell).copied().flatten()?)?));
    filled(gap).into_iter().filter_map(figure).collect()
}

/// Cells of a report that only one repair mends, and by how much.
fn mendings_of(digest: &Digest) -> Vec<(usize, i128)> {
    let changes = |fault: &Fault| fault.repairs.first().filter(|_| fault.unique).cloned().unwrap_or_default();
    let by = |(cell, to): (usize, i64)| {
        let now = digest.value(cell)?;
        Some((cell, Decimal::integer(to).in_millionths() - now.in_millionths()))
    };
    digest.faults.iter().flat_map(changes).filter_map(by).collect()
}
