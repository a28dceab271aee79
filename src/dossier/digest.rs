//! What is kept of a report when its document is let go.
//!
//! Takes a report and what is wrong in it, gives a [`Digest`]: enough to hold the report against those of other
//! years and of other bodies, some kilobytes where the document may have been megabytes. As bytes it goes from one
//! worker to another.

use crate::bytes::{Rest, put_length, put_list, put_number, put_option, put_text};
use crate::forms::{self, CellSpec, ColRole, FORMS, Form, RowRole};
use crate::number::Decimal;
use crate::prose::{PARTS, Percent, Prose, Saying, Statement, Sum};
use crate::recognize::{Fact, Presence, Report, State};

/// The first bytes; the digit is the version.
const MAGIC: &[u8] = b"GJR2";
/// Most characters kept of a section: longer ones repeat nothing worth telling.
pub const MAX_SECTION: usize = 6000;
/// Most characters kept of a sentence.
const MAX_SENTENCE: usize = 120;

/// A report without its document (年报摘要).
#[derive(Debug, Clone)]
pub struct Digest {
    /// The name of the file.
    pub name: Option<String>,
    /// Its form.
    pub form: &'static Form,
    /// The year it is about.
    pub year: Option<u16>,
    /// The body that reports, as written.
    pub body: Option<String>,
    /// How much of each table was found.
    pub presence: [Presence; 3],
    /// The cells, parallel to [`Form::cells`].
    pub cells: Vec<Cell>,
    /// The prose of the six parts ([`PARTS`]), folded, without spaces; empty where there is none.
    pub sections: Vec<String>,
    /// Relations that fail in the report itself.
    pub faults: Vec<Fault>,
    /// What its sentences say of growth over the year before.
    pub growths: Vec<Growth>,
}

/// A cell of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// The number it counts as.
    pub value: Option<Decimal>,
    /// Found empty.
    pub blank: bool,
    /// Read with a doubt.
    pub doubtful: bool,
}

/// An error of a report: cells that cannot all be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The cells to look at, by index in the form.
    pub cells: Vec<usize>,
    /// The smallest repairs, best first: cell, and what should stand there.
    pub repairs: Vec<Vec<(usize, i64)>>,
    /// Whether the first repair is the only smallest one.
    pub unique: bool,
}

/// A sentence that holds a figure against that of the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// The figure of this year.
    pub now: i64,
    /// By how much.
    pub by: By,
    /// More.
    pub up: bool,
    /// The sums of cells that may be meant, by index in the form; none when the sentence does not say.
    pub sums: Vec<Vec<usize>>,
    /// Whether the words can mean nothing but the first of them, against last year.
    pub firm: bool,
    /// The sentence.
    pub sentence: String,
}

/// How much a figure grew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// So many per cent.
    Share(Percent),
    /// So many.
    Count(i64),
}

impl Default for Digest {
    /// Nothing at all of no body.
    fn default() -> Self {
        let form = &FORMS[0];
        Self {
            name: None,
            form,
            year: None,
            body: None,
            presence: [Presence::Absent; 3],
            cells: vec![Cell::default(); form.cells().len()],
            sections: vec![String::new(); PARTS.len()],
            faults: Vec::new(),
            growths: Vec::new(),
        }
    }
}

impl Digest {
    /// The digest of a report.
    pub fn of(name: Option<&str>, report: &Report, faults: Vec<Fault>) -> Self {
        let section = |part: usize| {
            let text = report.prose.part(part).map_or("", |section| section.text.as_str());
            text.chars().take(MAX_SECTION).collect()
        };
        Self {
            name: name.map(str::to_owned),
            form: report.form,
            year: report.year,
            body: report.body.clone(),
            presence: report.presence,
            cells: report.cells().map(|(spec, fact)| cell(spec, fact)).collect(),
            sections: (0..PARTS.len()).map(section).collect(),
            faults,
            growths: growths(report.form, &report.prose),
        }
    }

    /// Whether figures of this table (by index) were found.
    pub fn has_table(&self, table: usize) -> bool {
        self.presence
            .get(table)
            .is_some_and(|presence| matches!(presence, Presence::Partial | Presence::Complete))
    }

    /// The cell of this name, if the form has it.
    pub fn find(&self, table: &str, row: &str, col: &str) -> Option<usize> {
        let is = |spec: &CellSpec| (spec.id.table, spec.id.row, spec.id.col) == (table, row, col);
        self.form.cells().iter().position(is)
    }

    /// The number a cell counts as; a total left blank is what its row, or else its column, adds up to.
    pub fn value(&self, at: usize) -> Option<Decimal> {
        let cell = self.cells.get(at)?;
        if cell.value.is_some() || !cell.blank {
            return cell.value;
        }
        let spec = self.form.cells().get(at)?;
        if spec.col_spec.role == ColRole::Total {
            return self.add_up(|other| other.row == spec.row && other.col_spec.role == ColRole::Part, spec);
        }
        if spec.row_spec.role == RowRole::PartsTotal {
            return self.add_up(|other| other.col == spec.col && other.row_spec.role == RowRole::Part, spec);
        }
        None
    }

    /// The sum of the cells that `wanted` names in the block of `total`.
    fn add_up(&self, wanted: impl Fn(&CellSpec) -> bool, total: &CellSpec) -> Option<Decimal> {
        let cells = self.form.cells().iter().enumerate();
        let here = |spec: &CellSpec| (spec.table, spec.block) == (total.table, total.block);
        cells
            .filter(|(_, spec)| here(spec) && wanted(spec))
            .try_fold(Decimal::integer(0), |sum, (at, _)| sum.plus(self.value(at)?))
    }

    /// As bytes, for [`Digest::decode`].
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_option(&mut out, self.name.as_deref());
        put_text(&mut out, self.form.id);
        put_number(&mut out, self.year.map_or(0, u64::from));
        put_option(&mut out, self.body.as_deref());
        out.extend(self.presence.map(presence_byte));
        put_list(&mut out, &self.cells, put_cell);
        put_list(&mut out, &self.sections, |out, text| put_text(out, text));
        put_list(&mut out, &self.faults, put_fault);
        put_list(&mut out, &self.growths, put_growth);
        out
    }

    /// What [`Digest::encode`] wrote; `None` for anything else.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes.strip_prefix(MAGIC)?);
        let name = rest.option()?;
        let form = forms::form(&rest.text()?)?;
        let year = u16::try_from(rest.number()?).ok()?;
        let digest = Self {
            name,
            form,
            year: (year > 0).then_some(year),
            body: rest.option()?,
            presence: [presence(rest.byte()?)?, presence(rest.byte()?)?, presence(rest.byte()?)?],
            cells: rest.list(take_cell)?,
            sections: rest.list(Rest::text)?,
            faults: rest.list(take_fault)?,
            growths: rest.list(take_growth)?,
        };
        (digest.is_sound() && rest.0.is_empty()).then_some(digest)
    }

    /// Whether every list has the length its form gives, and every index is in it.
    fn is_sound(&self) -> bool {
        let count = self.form.cells().len();
        let growths = self.growths.iter().flat_map(|growth| growth.sums.iter().flatten().copied());
        let mut named = self.faults.iter().flat_map(Fault::all_cells).chain(growths);
        self.cells.len() == count && self.sections.len() == PARTS.len() && named.all(|at| at < count)
    }
}

impl Fault {
    /// The cells to look at, and those that a repair changes.
    pub fn all_cells(&self) -> impl Iterator<Item = usize> {
        self.cells.iter().copied().chain(self.repairs.iter().flatten().map(|(at, _)| *at))
    }
}

/// The sentences that speak of growth, with the cells of the figure that stands before it.
fn growths(form: &'static Form, prose: &Prose) -> Vec<Growth> {
    prose.statements.iter().filter_map(|statement| growth(form, prose, statement)).collect()
}

fn growth(form: &'static Form, prose: &Prose, statement: &Statement) -> Option<Growth> {
    let (now, by, up) = match statement.saying {
        Saying::Growth { now, percent, up, .. } => (now, By::Share(percent), up),
        Saying::Change { now, by, up, .. } => (now, By::Count(by), up),
        _ => return None,
    };
    let figure = prose.statements.iter().rev().find_map(|other| match &other.saying {
        Saying::Figure { readings, value, doubt, .. }
            if other.sentence == statement.sentence
                && other.span.0 < statement.span.0
                && value.as_integer() == Some(now) =>
        {
            Some((readings, doubt.is_none()))
        }
        _ => None,
    });
    let sentence = prose.flow.text(statement.sentence.0, statement.sentence.1);
    // 环比 is not against last year; a mere 增加5件 may be against anything.
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let against = matches!(by, By::Share(_)) || says(&["上年", "上一年", "去年", "前一年", "同比", "同期"]);
    let yearly = against && !says(&["环比"]);
    let sums = figure.iter().flat_map(|(readings, _)| readings.iter().map(|reading| &reading.sum));
    Some(Growth {
        now,
        by,
        up,
        sums: sums.map(|sum| cells_of(form, sum)).filter(|cells| !cells.is_empty()).collect(),
        firm: figure.is_some_and(|(_, plain)| plain && yearly),
        sentence: sentence.chars().take(MAX_SENTENCE).collect(),
    })
}

/// The cells a sum of single rows and columns adds up; none for a group of rows.
fn cells_of(form: &'static Form, sum: &Sum) -> Vec<usize> {
    let cells = form.cells().iter().enumerate();
    let named = |spec: &CellSpec| {
        spec.id.table == sum.table && sum.rows.contains(&spec.id.row) && sum.cols.contains(&spec.id.col)
    };
    let found: Vec<usize> = cells.filter(|(_, spec)| named(spec)).map(|(at, _)| at).collect();
    if found.len() == sum.rows.len() * sum.cols.len() { found } else { Vec::new() }
}

fn cell(spec: &CellSpec, fact: &Fact) -> Cell {
    Cell {
        value: fact.value(spec),
        blank: fact.is_blank(),
        doubtful: matches!(fact.state(), State::Doubtful | State::Illegible),
    }
}

const PRESENCES: [Presence; 4] =
    [Presence::Absent, Presence::LabelsOnly, Presence::Partial, Presence::Complete];

fn presence_byte(presence: Presence) -> u8 {
    let at = PRESENCES.iter().position(|other| *other == presence).unwrap_or(0);
    u8::try_from(at).unwrap_or(0)
}

fn presence(byte: u8) -> Option<Presence> {
    PRESENCES.get(usize::from(byte)).copied()
}

const BLANK: u8 = 1;
const DOUBTFUL: u8 = 2;
const VALUE: u8 = 4;
const NEGATIVE: u8 = 8;
/// The digits behind the point stand above the flags.
const SCALE_SHIFT: u8 = 4;

fn put_cell(out: &mut Vec<u8>, cell: &Cell) {
    let (mantissa, scale) = cell.value.map_or((0, 0), Decimal::parts);
    let flag = |bit: u8, yes: bool| if yes { bit } else { 0 };
    out.push(
        flag(BLANK, cell.blank)
            | flag(DOUBTFUL, cell.doubtful)
            | flag(VALUE, cell.value.is_some())
            | flag(NEGATIVE, mantissa < 0)
            | (u8::try_from(scale).unwrap_or(0) << SCALE_SHIFT),
    );
    if cell.value.is_some() {
        put_number(out, mantissa.unsigned_abs());
    }
}

fn take_cell(rest: &mut Rest) -> Option<Cell> {
    let flags = rest.byte()?;
    let value = if flags & VALUE == 0 {
        None
    } else {
        let magnitude = i64::try_from(rest.number()?).ok()?;
        let mantissa = if flags & NEGATIVE == 0 { magnitude } else { -magnitude };
        Some(Decimal::new(mantissa, u32::from(flags >> SCALE_SHIFT))?)
    };
    Some(Cell { value, blank: flags & BLANK != 0, doubtful: flags & DOUBTFUL != 0 })
}

fn put_growth(out: &mut Vec<u8>, growth: &Growth) {
    put_cell(out, &Cell { value: Decimal::new(growth.now, 0), ..Cell::default() });
    let (amount, scale) = match growth.by {
        By::Share(percent) => (percent.mantissa, u64::from(percent.scale) + 1),
        By::Count(count) => (count, 0),
    };
    put_number(out, amount.unsigned_abs());
    put_number(out, scale);
    out.extend([u8::from(growth.up), u8::from(growth.firm)]);
    put_list(out, &growth.sums, |out, cells| put_list(out, cells, |out, at| put_length(out, *at)));
    put_text(out, &growth.sentence);
}

fn take_growth(rest: &mut Rest) -> Option<Growth> {
    Some(Growth {
        now: take_cell(rest)?.value?.as_integer()?,
        by: take_by(rest)?,
        up: rest.byte()? == 1,
        firm: rest.byte()? == 1,
        sums: rest.list(|rest| rest.list(Rest::length))?,
        sentence: rest.text()?,
    })
}

/// What `put_growth` wrote: an amount, and one more than the digits behind its point where it is a share.
fn take_by(rest: &mut Rest) -> Option<By> {
    let mantissa = i64::try_from(rest.number()?).ok()?;
    Some(match u32::try_from(rest.number()?).ok()?.checked_sub(1) {
        Some(scale) => By::Share(Percent { mantissa, scale }),
        None => By::Count(mantissa),
    })
}

fn put_fault(out: &mut Vec<u8>, fault: &Fault) {
    put_list(out, &fault.cells, |out, at| put_length(out, *at));
    put_list(out, &fault.repairs, |out, changes| {
        put_list(out, changes, |out, (at, to)| {
            put_length(out, *at);
            put_cell(out, &Cell { value: Decimal::new(*to, 0), ..Cell::default() });
        });
    });
    out.push(u8::from(fault.unique));
}

fn take_fault(rest: &mut Rest) -> Option<Fault> {
    let change = |rest: &mut Rest| Some((rest.length()?, take_cell(rest)?.value?.as_integer()?));
    Some(Fault {
        cells: rest.list(Rest::length)?,
        repairs: rest.list(|rest| rest.list(change))?,
        unique: rest.byte()? == 1,
    })
}
