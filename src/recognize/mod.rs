//! Document → Report: which form, which table, which cell.
//!
//! Takes a document and what the user fixed by hand, gives a report; or says why there is nothing to
//! check. Doubts become notices and doubts on cells, never errors. Knows forms and labels, no rule and no
//! file format.

mod cursor;
pub mod cut;
pub mod label;
mod report;
mod strips;
mod table;
mod title;

use crate::document::{Document, Notice};
use crate::forms::{FORMS, Form, Table};
use crate::number;
#[cfg(feature = "prose")]
use crate::prose;

pub use report::{Fact, Presence, Report, State};
use strips::strips;
pub use table::{Doubt, Extra};
use table::{Found, Placement, Source};

/// What the user fixed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// The form, instead of the recognised one.
    pub form: Option<&'static str>,
    /// The year, instead of the one in the text.
    pub year: Option<u16>,
    /// Cells typed over: CellId and text, in the order they were typed.
    pub edits: Vec<(String, String)>,
}

/// Why there is nothing to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// No label of any table was found.
    NoTable,
    /// Labels, but not one figure: an extractor lost the cells.
    LabelsOnly,
}

/// Recognises the report in a document. `name` is the file's name, if it has one.
///
/// # Errors
/// [`Nothing`] when the document has no figures of any table.
pub fn recognize(document: &Document, name: Option<&str>, given: &Given) -> Result<Report, Nothing> {
    let strips = strips(document);
    let source = Source::new(&strips, document);
    let placements = table::read_all(&source, |form| given.form.is_none_or(|id| form.id == id));
    let found = title::title(document, name);
    let year = given.year.or(found.year);
    let Some(form) = choose(&placements, year, given.form) else { return Err(Nothing::NoTable) };
    let chosen =
        form.tables.map(|table| placements.iter().find(|placement| placement.table == table.edition));
    if !chosen.iter().flatten().any(|placement| placement.has_figures()) {
        let seen = chosen.iter().flatten().any(|placement| placement.seen);
        return Err(if seen { Nothing::LabelsOnly } else { Nothing::NoTable });
    }
    #[cfg(feature = "prose")]
    let prose = prose::read(document, year, found.body.as_deref());
    let mut notices = document.notices.clone();
    notices.extend(strips.is_cut.then(|| Notice::lost("数字太多，只核对了前面的部分")));
    #[cfg(feature = "prose")]
    notices.extend(prose.is_cut().then(|| Notice::lost("正文很长，只核对了前面一部分")));
    let instances = form.tables.iter().zip(&chosen);
    notices.extend(instances.filter_map(|(table, placement)| again(table, (*placement)?)));
    let mut facts = facts(form, &chosen);
    apply(form, &mut facts, &given.edits);
    let seen = chosen.map(|placement| placement.is_some_and(|placement| placement.seen));
    Ok(Report {
        form,
        form_why: why(form, &placements, &source, year, given),
        year,
        year_is_guess: given.year.is_none() && found.is_guess,
        #[cfg(feature = "prose")]
        prose,
        body: found.body,
        presence: presence(form, &facts, seen),
        facts,
        extras: chosen.iter().flatten().flat_map(|placement| placement.extras.iter().cloned()).collect(),
        notices,
    })
}

/// An empty official form to fill in; edits are applied.
pub fn blank(form: &'static Form, given: &Given) -> Report {
    let mut facts: Vec<Fact> = form.cells().iter().map(|_| typed("")).collect();
    apply(form, &mut facts, &given.edits);
    Report {
        form,
        form_why: "由用户选定".to_owned(),
        year: given.year,
        year_is_guess: false,
        body: None,
        presence: presence(form, &facts, [true; 3]),
        facts,
        extras: Vec::new(),
        notices: Vec::new(),
        #[cfg(feature = "prose")]
        prose: prose::Prose::default(),
    }
}

/// What is to be said of a table that stands there several times.
fn again(table: &Table, placement: &Placement) -> Option<Notice> {
    let (count, short) = (placement.instances, table.short);
    let text = || format!("文中有 {count} 张{short}，只核对了其中一张；请分开粘贴后逐张核对");
    (count > 1).then(|| Notice::lost(text()))
}

fn score(form: &Form, placements: &[Placement]) -> usize {
    let of = |table: &&Table| placements.iter().find(|p| p.table == table.edition).map_or(0, |p| p.score);
    form.tables.iter().map(of).sum()
}

/// The form whose tables fit best; among equals the one laid down for the year, then the first.
fn choose(placements: &[Placement], year: Option<u16>, fixed: Option<&str>) -> Option<&'static Form> {
    if let Some(id) = fixed {
        return crate::forms::form(id);
    }
    FORMS
        .iter()
        .rev()
        .max_by_key(|form| (score(form, placements), year.is_some_and(|year| form.is_for(year))))
}

/// Why this form was recognised, in Chinese.
fn why(form: &Form, placements: &[Placement], source: &Source, year: Option<u16>, given: &Given) -> String {
    if given.form.is_some() {
        return "由用户选定".to_owned();
    }
    let best = score(form, placements);
    let rivals = |table: usize| {
        let other_edition = |other: &&Form| {
            other.tables.get(table).map(|t| t.edition) != form.tables.get(table).map(|t| t.edition)
        };
        FORMS.iter().filter(other_edition).any(|other| score(other, placements) == best)
    };
    let mark = table::mark(source, &form.tables);
    match (mark.filter(|_| !rivals(0)), rivals(1)) {
        (Some(mark), false) => format!("按表二栏目“{mark}”和表三（六）其他处理的行数判定"),
        (Some(mark), true) => format!("按表二栏目“{mark}”判定"),
        (None, false) => "按表三（六）其他处理的行数判定".to_owned(),
        (None, true) => match year {
            Some(year) if form.is_for(year) => format!("表中没有可区分格式的栏目，按报告年份 {year} 年判定"),
            _ => format!("表中没有可区分格式的栏目，暂按{}核对", form.name),
        },
    }
}

fn facts(form: &'static Form, chosen: &[Option<&Placement>; 3]) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(form.cells().len());
    for (table, spec) in form.tables.iter().enumerate() {
        let count: usize = spec.blocks.iter().map(|block| block.rows.len() * block.cols.len()).sum();
        let cells =
            chosen.get(table).copied().flatten().map_or(&[] as &[_], |placement| placement.cells.as_slice());
        facts.extend(
            (0..count).map(|at| cells.get(at).and_then(Option::as_ref).map_or_else(Fact::missing, fact)),
        );
    }
    facts
}

fn fact(found: &Found) -> Fact {
    let reading = number::read(&found.raw);
    Fact {
        raw: Some(found.raw.to_string()),
        reading,
        anchor: Some(found.anchor),
        doubt: found.doubt,
        edited: false,
    }
}

fn typed(raw: &str) -> Fact {
    Fact { raw: Some(raw.to_owned()), reading: number::read(raw), anchor: None, doubt: None, edited: false }
}

/// How much of each table there is, what the user typed included. `seen`: labels or headers of it stand somewhere.
fn presence(form: &'static Form, facts: &[Fact], seen: [bool; 3]) -> [Presence; 3] {
    let mut presence = seen.map(|seen| if seen { Presence::LabelsOnly } else { Presence::Absent });
    for (table, slot) in presence.iter_mut().enumerate() {
        let mut own =
            form.cells().iter().zip(facts).filter(|(spec, _)| spec.table == table).map(|(_, fact)| fact);
        if own.clone().any(|fact| fact.raw.is_some()) {
            *slot = if own.all(|fact| fact.raw.is_some()) { Presence::Complete } else { Presence::Partial };
        }
    }
    presence
}

/// Types the user's cells over what was read. The anchor stays: it says where the old text stands.
fn apply(form: &'static Form, facts: &mut [Fact], edits: &[(String, String)]) {
    for (id, raw) in edits {
        let Some(fact) = form.find(id).and_then(|at| facts.get_mut(at)) else { continue };
        *fact = Fact { anchor: fact.anchor, edited: true, ..typed(raw) };
    }
}
