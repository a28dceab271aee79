//! What came of an area and the bodies in it. Contract `gouji-rollup/1`.

use serde::Serialize;

use super::across::{CrossFinding, CrossUnchecked, Listed, Out, counts, findings, listed, out, unchecked};
use super::{Counts, Slot};
use crate::dossier::{Digest, Member};
use crate::rules::rollup::Account;
use crate::together;

/// The contract of roll-ups.
pub const ROLLUP: &str = "gouji-rollup/1";

/// An area and the bodies in it.
#[derive(Debug, Clone, Serialize)]
pub struct Rollup {
    /// [`ROLLUP`].
    pub schema: &'static str,
    /// Version of gouji.
    pub version: &'static str,
    /// All reports of the list.
    pub reports: Vec<Listed>,
    /// The year that is added up.
    pub year: Option<u16>,
    /// Id of the form it is added up in.
    pub form: &'static str,
    /// Its name.
    pub form_name: &'static str,
    /// Index of the area's report.
    pub parent: Option<usize>,
    /// Indices of the reports that are added up.
    pub children: Vec<usize>,
    /// What is not, and why.
    pub left_out: Vec<Out>,
    /// Whether the user says that no child is missing.
    pub complete: bool,
    /// `consistent`, `incomplete` or `findings`.
    pub verdict: &'static str,
    /// The verdict in one Chinese sentence.
    pub summary: String,
    /// How many checks had which outcome.
    pub outcomes: Counts,
    /// The sums.
    pub tables: Vec<RollupTable>,
    /// What is wrong.
    pub findings: Vec<CrossFinding>,
    /// What was not checked.
    pub unchecked: Vec<CrossUnchecked>,
}

/// A table of sums.
#[derive(Debug, Clone, Serialize)]
pub struct RollupTable {
    /// `disclosure`, `requests` or `review`.
    pub id: &'static str,
    /// Heading of its section.
    pub title: &'static str,
    /// The official layout: rows of slots.
    pub layout: Vec<Vec<Slot>>,
    /// Its cells in the order of the form.
    pub cells: Vec<RollupCell>,
}

/// A cell of the sum.
#[derive(Debug, Clone, Serialize)]
pub struct RollupCell {
    /// CellId.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The sum of all children; null where some child has no value.
    pub sum: Option<String>,
    /// The parent's figure.
    pub parent: Option<String>,
    /// Parent minus sum.
    pub gap: Option<String>,
    /// Children without a value.
    pub unknown: usize,
}

/// Copies a roll-up for the outside.
pub fn rollup(digests: &[Digest], rollup: &together::Rollup) -> Rollup {
    let family = &rollup.account.family;
    Rollup {
        schema: ROLLUP,
        version: crate::VERSION,
        reports: digests.iter().map(listed).collect(),
        year: family.year,
        form: family.form.id,
        form_name: family.form.name,
        parent: family.parent.map(|member: Member| member.at),
        children: family.children.iter().map(|member| member.at).collect(),
        left_out: family.left_out.iter().map(out).collect(),
        complete: family.complete,
        verdict: together::verdict(&rollup.outcomes).id(),
        summary: together::summary(&rollup.outcomes),
        outcomes: counts(&rollup.outcomes),
        tables: tables(&rollup.account),
        findings: findings(digests, &rollup.outcomes),
        unchecked: unchecked(&rollup.outcomes),
    }
}

fn tables(account: &Account) -> Vec<RollupTable> {
    let form = account.family.form;
    let ids = super::ids(form);
    let table = |(index, table): (usize, &&'static crate::forms::Table)| {
        let start = form.table_start(index);
        let of_table =
            (0..form.cells().len()).filter(|at| form.cells().get(*at).is_some_and(|c| c.table == index));
        RollupTable {
            id: table.id,
            title: table.title,
            layout: super::layout(table, start, &ids),
            cells: of_table.map(|at| cell(account, at, &ids)).collect(),
        }
    };
    form.tables.iter().enumerate().map(table).collect()
}

fn cell(account: &Account, at: usize, ids: &[String]) -> RollupCell {
    let text = |value: Option<crate::number::Decimal>| value.map(|value| value.to_string());
    let cell = account.sums.cells.get(at).copied().unwrap_or_default();
    RollupCell {
        id: ids.get(at).cloned().unwrap_or_default(),
        name: account.family.form.cells().get(at).map(crate::forms::CellSpec::name).unwrap_or_default(),
        sum: text(cell.sum),
        parent: text(account.sums.parents(at)),
        gap: text(cell.gap),
        unknown: cell.unknown,
    }
}
