//! The sums that must hold in a form: an oracle of what the program derives for itself.
#![allow(missing_docs, clippy::indexing_slicing)] // a test may

use gouji::forms::{ColRole, Form, RowRole};

/// The sums of a form, read off its rows and columns: an oracle of `rules::equation` that shares no line with it.
pub fn sums(form: &'static Form) -> Vec<(Vec<usize>, Vec<usize>)> {
    let cells = form.cells();
    let mut sums = Vec::new();
    for total in 0..cells.len() {
        let spec = &cells[total];
        let beside = |at: &usize| (cells[*at].table, cells[*at].block) == (spec.table, spec.block);
        let others = || (0..cells.len()).filter(beside);
        if spec.col_spec.role == ColRole::Total {
            let parts =
                others().filter(|&at| cells[at].row == spec.row && cells[at].col_spec.role == ColRole::Part);
            sums.push((parts.collect(), vec![total]));
        }
        if spec.row_spec.role == RowRole::PartsTotal {
            let column = |role| {
                others().filter(move |&at| cells[at].col == spec.col && cells[at].row_spec.role == role)
            };
            sums.push((column(RowRole::Part).collect(), vec![total]));
            let out = column(RowRole::Outflow).chain([total]).collect();
            sums.push((column(RowRole::Inflow).collect(), out));
        }
    }
    sums
}
