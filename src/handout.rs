//! A check → what is written into files: marks for the original, the tables with corrected figures.
//!
//! For the command line; the page makes its own of the public result, because there the user chooses and types.

#[cfg(feature = "dossier")]
mod sums;

use crate::Checked;
use crate::findings::{Certainty, Finding};
use crate::forms::{self, SlotKind};
use crate::recognize::{Fact, Presence, Report};
use crate::rules::Severity;
use crate::takeaway::{Kind, Mark, Sheet, Slot, Tone};

#[cfg(feature = "dossier")]
pub use sums::sums;

/// A mark at every cell an error or a doubt is about, at its place in the file.
pub fn marks(checked: &Checked) -> Vec<Mark> {
    let mut marks = Vec::new();
    for finding in checked.findings.iter().filter(|finding| finding.severity != Severity::Note) {
        for at in blamed(finding) {
            let Some((spec, fact)) = checked.report.cell(at) else { continue };
            let Some(anchor) = fact.anchor else { continue };
            marks.push(Mark {
                block: anchor.block,
                row: anchor.row,
                col: anchor.col,
                tone: tone(finding),
                text: [spec.name().as_str(), &finding.message, &finding.advice].join("\n"),
            });
        }
    }
    marks
}

/// The cells of a finding and of the repairs it offers, each once.
fn blamed(finding: &Finding) -> Vec<usize> {
    let offered = if finding.certainty == Some(Certainty::None) { &[] } else { finding.repairs.as_slice() };
    let changes = offered.iter().flat_map(|repair| repair.changes.iter().map(|(at, _)| *at));
    let mut cells: Vec<usize> = finding.cells.iter().copied().chain(changes).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn tone(finding: &Finding) -> Tone {
    let is_sure = matches!(finding.certainty, Some(Certainty::Unique | Certainty::Likely));
    if is_sure && finding.severity == Severity::Error { Tone::Wrong } else { Tone::Suspect }
}

/// The corrections beyond doubt, as edits for another check: errors that only one repair mends.
pub fn certain(checked: &Checked) -> Vec<(String, String)> {
    let is_certain = |finding: &&Finding| {
        finding.severity == Severity::Error && finding.certainty == Some(Certainty::Unique)
    };
    let repairs = checked.findings.iter().filter(is_certain).filter_map(|finding| finding.repairs.first());
    let changes = repairs.flat_map(|repair| &repair.changes);
    changes
        .filter_map(|(at, to)| Some((checked.report.cell(*at)?.0.id.to_string(), to.to_string())))
        .collect()
}

/// The tables of a check in the official layout. `read` is the report before it was corrected.
pub fn sheets(checked: &Checked, read: &Report) -> Vec<Sheet> {
    let report = &checked.report;
    let notes = Notes { checked, read };
    let tables = report.form.tables.iter().enumerate().zip(report.presence);
    let present = tables.filter(|(_, presence)| matches!(presence, Presence::Partial | Presence::Complete));
    present
        .map(|((index, table), _)| Sheet {
            name: table.title.to_owned(),
            title: table.title.to_owned(),
            slots: slots(table, report.form.table_start(index), &notes),
        })
        .collect()
}

/// The slots of a table with the columns they begin in.
fn slots(table: &forms::Table, start: usize, cells: &dyn Cells) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (row, line) in (0..).zip(forms::layout(table)) {
        let mut col = 0;
        for slot in line {
            let count = |n: usize| u32::try_from(n).unwrap_or(1);
            let (rowspan, colspan) = (count(slot.rowspan), count(slot.colspan));
            while let Some(above) = slots.iter().find(|above| covers(above, row, col)) {
                col = above.col + above.colspan;
            }
            let (kind, text, note) = match slot.kind {
                SlotKind::Header => (Kind::Header, slot.text.to_owned(), None),
                SlotKind::Label => (Kind::Label, slot.text.to_owned(), None),
                SlotKind::Value(at) => (Kind::Value, cells.figure(start + at), cells.note(start + at)),
            };
            slots.push(Slot { row, col, rowspan, colspan, kind, text, note });
            col += colspan;
        }
    }
    slots
}

fn covers(slot: &Slot, row: u32, col: u32) -> bool {
    (slot.row..slot.row + slot.rowspan).contains(&row) && (slot.col..slot.col + slot.colspan).contains(&col)
}

/// What cells of a form hold and what is to be said at them.
trait Cells {
    fn figure(&self, at: usize) -> String;
    fn note(&self, at: usize) -> Option<(Tone, String)>;
}

/// Those of a checked report.
struct Notes<'a> {
    checked: &'a Checked,
    read: &'a Report,
}

impl Cells for Notes<'_> {
    /// The number a cell counts as; what is blank or no number stays as it was written.
    fn figure(&self, at: usize) -> String {
        let Some((spec, fact)) = self.checked.report.cell(at) else { return String::new() };
        let raw = raw(fact);
        match fact.value(spec) {
            Some(value) if !raw.trim().is_empty() => value.to_string(),
            _ => raw.to_owned(),
        }
    }

    fn note(&self, at: usize) -> Option<(Tone, String)> {
        let (_, fact) = self.checked.report.cell(at)?;
        if fact.edited {
            let (before, now) = (self.read.cell(at).map_or("", |(_, fact)| raw(fact)), raw(fact));
            let before = if before.trim().is_empty() { "空白" } else { before };
            return Some((Tone::Edited, format!("已按核对结果更正：原为 {before}，现为 {now}")));
        }
        let findings = self.checked.findings.iter().filter(|finding| finding.severity != Severity::Note);
        let finding = findings.into_iter().find(|finding| blamed(finding).contains(&at))?;
        Some((tone(finding), [finding.message.as_str(), &finding.advice].join("\n")))
    }
}

fn raw(fact: &Fact) -> &str {
    fact.raw.as_deref().unwrap_or_default()
}
