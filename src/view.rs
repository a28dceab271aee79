//! The public result: a serialisable copy of what was found. Contract `gouji-review/1`.
//!
//! Takes a review, gives plain values with stable names; the only module that others' programs depend on.
//! Nothing else derives `Serialize`. Figures of the report are decimal strings, exact; counters are
//! numbers; absent values are null. The same shapes stand in `www/src/contract.ts`.

#[cfg(feature = "dossier")]
pub mod across;
#[cfg(feature = "dossier")]
pub mod brief;
#[cfg(feature = "dossier")]
pub mod rollup;

use serde::Serialize;

use crate::document;
use crate::findings;
use crate::forms::{self, SlotKind};
use crate::number::{Remark, Unit};
use crate::recognize::{Doubt, Fact, Presence, State};
use crate::rules::{self, Verdict};
use crate::{Checked, Outcomes};

/// The contract's name and version.
pub const SCHEMA: &str = "gouji-review/1";

/// A whole check.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// Version of gouji.
    pub version: &'static str,
    /// What was checked.
    pub source: Source,
    /// `consistent`, `incomplete`, `findings` or `unreadable`.
    pub verdict: &'static str,
    /// The verdict in one Chinese sentence.
    pub summary: String,
    /// Why nothing was checked, if nothing was.
    pub unreadable: Option<Unreadable>,
    /// The report, unless it was unreadable.
    pub report: Option<Report>,
}

/// What was checked.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// File name.
    pub name: Option<String>,
    /// Id of the reader.
    pub reader: Option<&'static str>,
}

/// Why nothing was checked, and what to do.
#[derive(Debug, Clone, Serialize)]
pub struct Unreadable {
    /// What is wrong.
    pub reason: String,
    /// What to do next.
    pub advice: String,
}

/// A report and everything found in it.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Form id.
    pub form: &'static str,
    /// Form name.
    pub form_name: &'static str,
    /// Why this form.
    pub form_why: String,
    /// Report year.
    pub year: Option<u16>,
    /// The body that reports.
    pub body: Option<String>,
    /// All tables of the form.
    pub tables: Vec<Table>,
    /// How many checks had which outcome.
    pub outcomes: OutcomeCounts,
    /// Whether prose and the form of the report were checked too.
    pub whole: bool,
    /// Every relation and what came of it.
    pub relations: Vec<Relation>,
    /// What was not checked, and why.
    pub unchecked: Vec<Unchecked>,
    /// What is to be said about the reading.
    pub notices: Vec<String>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The document as read; anchors point into it.
    pub original: Vec<Block>,
}

/// Counts of outcomes.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct OutcomeCounts {
    /// Of relations (勾稽关系).
    pub relations: Counts,
    /// Of all other checks.
    pub formats: Counts,
}

/// How many checks had which outcome.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// 一致.
    pub pass: u32,
    /// 不一致.
    pub fail: u32,
    /// 待核.
    pub unknown: u32,
    /// 不适用.
    pub inapplicable: u32,
}

/// A table of the form.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// `disclosure`, `requests`, `review`.
    pub id: &'static str,
    /// Section heading.
    pub title: &'static str,
    /// Whether any of its figures was found.
    pub present: bool,
    /// The official layout.
    pub layout: Vec<Vec<Slot>>,
    /// Its cells, in the order of the form.
    pub cells: Vec<Cell>,
}

/// A slot of the official layout.
#[derive(Debug, Clone, Serialize)]
pub struct Slot {
    /// `header`, `label`, `value`.
    pub kind: &'static str,
    /// Text of headers and labels.
    pub text: &'static str,
    /// CellId of a value.
    pub cell: Option<String>,
    /// Rows covered.
    pub rowspan: usize,
    /// Columns covered.
    pub colspan: usize,
}

/// A cell.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// CellId.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its text; null: not found.
    pub raw: Option<String>,
    /// The number it counts as; null: not known.
    pub value: Option<String>,
    /// `read`, `blank`, `doubtful`, `illegible`, `missing`, `edited`.
    pub state: &'static str,
    /// How it was read, when it was not a plain number.
    pub remark: Option<String>,
    /// Where it stands in `original`.
    pub anchor: Option<Anchor>,
    /// Where it stands in the file, for the eye; null outside of tables.
    pub place: Option<Place>,
}

/// A place in the file as the user sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// `第 1 个表格第 12 行第 4 列`, `Sheet1!C7`, `第 4 页，表格第 12 行`.
    pub text: String,
    /// PDF and OFD: the page, from 1.
    pub page: Option<u32>,
    /// PDF and OFD: left, top, right, bottom of the cell in points, from the top left corner of the page.
    #[serde(rename = "box")]
    pub area: Option<[u32; 4]>,
}

/// A place in `original`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Anchor {
    /// Index of the block.
    pub block: u32,
    /// Grid row.
    pub row: u32,
    /// Grid column.
    pub col: u32,
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A relation and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Relation {
    /// Rule id.
    pub rule: &'static str,
    /// Its name.
    pub name: &'static str,
    /// `pass`, `fail`, `unknown`, `inapplicable`.
    pub outcome: &'static str,
    /// All its cells.
    pub cells: Vec<String>,
    /// Left side.
    pub left: Side,
    /// Right side.
    pub right: Side,
    /// Left minus right, if both are known.
    pub difference: Option<String>,
    /// Why it could not be computed.
    pub reason: Option<String>,
}

/// One side of a relation.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Its cells.
    pub cells: Vec<String>,
    /// The sum as a person writes it.
    pub text: String,
    /// Its value.
    pub value: Option<String>,
}

/// Something that was not checked.
#[derive(Debug, Clone, Serialize)]
pub struct Unchecked {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Something wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Fingerprint: the same rule, cells and values give the same id.
    pub id: String,
    /// Rule id.
    pub rule: &'static str,
    /// `error`, `warning`, `note`.
    pub severity: &'static str,
    /// The cells to look at.
    pub cells: Vec<String>,
    /// Left side of a single relation.
    pub left: Option<String>,
    /// Right side.
    pub right: Option<String>,
    /// Left minus right.
    pub difference: Option<String>,
    /// What is wrong, with the figures.
    pub message: String,
    /// Why it must hold.
    pub why: &'static str,
    /// What to do.
    pub advice: String,
    /// The clause.
    pub basis: String,
    /// Indices of the relations it explains.
    pub relations: Vec<usize>,
    /// Ranked ways to mend it.
    pub repairs: Vec<Repair>,
    /// The sentence it is about; null: it is about cells alone.
    pub quote: Option<Quote>,
    /// How surely the first repair is right: `unique`, `likely`, `open`, `none`; null: nothing was searched.
    pub certainty: Option<&'static str>,
}

/// A piece of the report's prose, with the figure in it.
#[derive(Debug, Clone, Serialize)]
pub struct Quote {
    /// The text.
    pub text: String,
    /// First character of the figure in `text`.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Where the figure stands in `original`.
    pub anchor: Option<Anchor>,
}

/// A way to mend a finding.
#[derive(Debug, Clone, Serialize)]
pub struct Repair {
    /// 1 is likeliest.
    pub rank: usize,
    /// What to change.
    pub changes: Vec<Change>,
    /// Id of the likely slip.
    pub slip: Option<&'static str>,
    /// The slip in Chinese.
    pub slip_text: Option<&'static str>,
    /// Whether it is the only smallest repair.
    pub unique: bool,
    /// Whether it is proved that nothing smaller mends the finding.
    pub proved_smallest: bool,
}

/// One cell given another value.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// CellId.
    pub cell: String,
    /// Its text now.
    pub from: Option<String>,
    /// What should stand there.
    pub to: String,
}

/// A block of the document as read.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph or a line.
    Paragraph {
        /// Its text.
        text: String,
    },
    /// A table.
    Grid {
        /// Rows.
        rows: u32,
        /// Columns.
        cols: u32,
        /// Each cell once.
        cells: Vec<GridCell>,
    },
}

/// A cell of a table of the document.
#[derive(Debug, Clone, Serialize)]
pub struct GridCell {
    /// First row.
    pub row: u32,
    /// First column.
    pub col: u32,
    /// Rows covered.
    pub rowspan: u32,
    /// Columns covered.
    pub colspan: u32,
    /// Its text.
    pub text: String,
}

/// Copies a review for the outside.
pub fn review(review: &crate::Review) -> Review {
    let (verdict, summary) = (review.verdict().id(), review.summary());
    let (unreadable, report) = match &review.result {
        Ok(checked) => (None, Some(report(checked))),
        Err(error) => (Some(unreadable(error)), None),
    };
    let source = source(review);
    Review { schema: SCHEMA, version: crate::VERSION, source, verdict, summary, unreadable, report }
}

fn source(review: &crate::Review) -> Source {
    Source { name: review.name.clone(), reader: review.reader }
}

fn unreadable(error: &crate::input::Unreadable) -> Unreadable {
    Unreadable { reason: error.reason.clone(), advice: error.advice.clone() }
}

fn ids(form: &'static forms::Form) -> Vec<String> {
    form.cells().iter().map(|cell| cell.id.to_string()).collect()
}

fn report(checked: &Checked) -> Report {
    let report = &checked.report;
    let ids = ids(report.form);
    let names = Names { ids: &ids };
    let relations: Vec<usize> = checked.relation_indices();
    Report {
        form: report.form.id,
        form_name: report.form.name,
        form_why: report.form_why.clone(),
        year: report.year,
        body: report.body.clone(),
        tables: tables(checked, &names),
        outcomes: counts(&checked.outcomes),
        whole: crate::WHOLE,
        relations: relations
            .iter()
            .filter_map(|&at| relation(checked.outcomes.get(at)?, report, &names))
            .collect(),
        unchecked: checked.unchecked().into_iter().map(|entry| names.unchecked(entry)).collect(),
        notices: report.remarks().map(str::to_owned).collect(),
        findings: checked
            .findings
            .iter()
            .map(|finding| names.finding(checked, finding, &relations))
            .collect(),
        original: checked.document.blocks.iter().map(block).collect(),
    }
}

fn counts(outcomes: &Outcomes) -> OutcomeCounts {
    let mut counts = OutcomeCounts::default();
    for outcome in outcomes {
        let group = if outcome.rule.relation { &mut counts.relations } else { &mut counts.formats };
        group.count(outcome.verdict);
    }
    counts
}

impl Counts {
    fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Pass => self.pass += 1,
            Verdict::Fail => self.fail += 1,
            Verdict::Unknown => self.unknown += 1,
            Verdict::Inapplicable => self.inapplicable += 1,
        }
    }
}

/// A table as it is drawn; its first cell is the form's cell number `start`.
fn layout(table: &forms::Table, start: usize, ids: &[String]) -> Vec<Vec<Slot>> {
    let slot = |slot: &forms::Slot| Slot {
        kind: match slot.kind {
            SlotKind::Header => "header",
            SlotKind::Label => "label",
            SlotKind::Value(_) => "value",
        },
        text: slot.text,
        cell: match slot.kind {
            SlotKind::Value(at) => ids.get(start + at).cloned(),
            _ => None,
        },
        rowspan: slot.rowspan,
        colspan: slot.colspan,
    };
    forms::layout(table).iter().map(|row| row.iter().map(slot).collect()).collect()
}

fn tables(checked: &Checked, names: &Names) -> Vec<Table> {
    let report = &checked.report;
    let mut tables = Vec::new();
    for (index, spec) in report.form.tables.iter().enumerate() {
        let start = report.form.table_start(index);
        let presence = report.presence.get(index);
        tables.push(Table {
            id: spec.id,
            title: spec.title,
            present: presence.is_some_and(|p| matches!(p, Presence::Partial | Presence::Complete)),
            layout: layout(spec, start, names.ids),
            cells: report
                .cells()
                .zip(names.ids)
                .filter(|((cell, _), _)| cell.table == index)
                .map(|((cell, fact), id)| view_cell(&checked.document, cell, fact, id))
                .collect(),
        });
    }
    tables
}

fn view_cell(document: &document::Document, spec: &forms::CellSpec, fact: &Fact, id: &str) -> Cell {
    Cell {
        id: id.to_owned(),
        name: spec.name(),
        raw: fact.raw.clone(),
        value: fact.value(spec).map(|value| value.to_string()),
        state: match fact.state() {
            State::Read => "read",
            State::Blank => "blank",
            State::Doubtful => "doubtful",
            State::Illegible => "illegible",
            State::Missing => "missing",
            State::Edited => "edited",
        },
        remark: remark(spec, fact),
        anchor: fact.anchor.map(anchor),
        place: fact.anchor.and_then(|a| place(document, a.block, a.row, a.col)),
    }
}

fn anchor(a: crate::anchor::Anchor) -> Anchor {
    Anchor { block: a.block, row: a.row, col: a.col, start: a.start, end: a.end }
}

fn quote(quote: &crate::anchor::Quote) -> Quote {
    Quote { text: quote.text.clone(), start: quote.start, end: quote.end, anchor: quote.anchor.map(anchor) }
}

fn place(document: &document::Document, block: u32, row: u32, col: u32) -> Option<Place> {
    let on_page = document::page_place(document, block, row, col);
    Some(Place {
        text: document::words(document, block, row, col)?,
        page: on_page.map(|place| place.page + 1),
        area: on_page.map(|place| place.area),
    })
}

/// How a cell was read, in Chinese; `None` for a plain number.
fn remark(spec: &forms::CellSpec, fact: &Fact) -> Option<String> {
    if fact.raw.is_none() {
        return Some("没有读到".to_owned());
    }
    let mut parts: Vec<String> = fact.doubt.map(doubt_text).into_iter().collect();
    if !fact.doubt.is_some_and(Doubt::hides_value) {
        if fact.is_blank() {
            parts.push(if spec.is_total() { "总计空白，没有当作 0" } else { "空白，按 0 核对" }.to_owned());
        }
        parts.extend(fact.reading.remarks.iter().map(|remark| remark_text(*remark).to_owned()));
    }
    (!parts.is_empty()).then(|| parts.join("；"))
}

fn doubt_text(doubt: Doubt) -> String {
    match doubt {
        Doubt::Cut => "数字连写，按合计切分，只有这一种切法".to_owned(),
        Doubt::CutByColumns(count) => format!("数字连写，有 {count} 种切法合于本行，按各列合计取这一种"),
        Doubt::CutUnsettled(0) => "数字连写，切分不出符合合计的数".to_owned(),
        Doubt::CutUnsettled(count) => format!("数字连写，至少有 {count} 种切法，无法确定"),
        Doubt::Order => "标签与数字分离，按行的顺序只有这一种对应".to_owned(),
        Doubt::Merged => "合并单元格跨了几栏，不知道属于哪一栏".to_owned(),
        Doubt::Position => "本行格数与格式不同，位置待确认".to_owned(),
        Doubt::Irregular { found, expected } => {
            format!("本行应有 {expected} 个数，读到 {found} 个，不能确定各属哪一栏")
        }
    }
}

fn remark_text(remark: Remark) -> &'static str {
    match remark {
        Remark::Dash => "表示“无”的符号，按 0 核对",
        Remark::FullWidth => "全角数字",
        Remark::Grouped => "带分节号",
        Remark::Unit(Unit::Piece) => "带计数单位",
        Remark::Unit(Unit::Yuan) => "单位：元",
        Remark::Unit(Unit::TenThousandYuan) => "单位：万元",
        Remark::Unit(Unit::HundredMillionYuan) => "单位：亿元",
        Remark::Unit(Unit::Percent) => "百分数",
        Remark::Signed => "写有正负号或增减字样",
        Remark::TrailingZeros => "小数点后有多余的零",
        Remark::ChineseNumeral => "汉字数字",
        Remark::Lookalike => "含形近字母，按数字读取，待确认",
        Remark::LeadingZero => "前面有多余的零",
        Remark::Note => "数字后带说明",
        Remark::TwoNumbers => "一格两个数，取第一个，待确认",
        Remark::Spreadsheet => "表格软件的错误值、日期或公式",
        Remark::Approximate => "约数",
        Remark::Words => "不是数字",
        Remark::TooLong => "位数过多",
    }
}

fn relation(outcome: &rules::Outcome, report: &crate::recognize::Report, names: &Names) -> Option<Relation> {
    let (left, right) = outcome.equation?.sides(report);
    let known = !matches!(outcome.verdict, Verdict::Unknown | Verdict::Inapplicable);
    Some(Relation {
        rule: outcome.rule.id,
        name: outcome.subject(),
        outcome: outcome.verdict.id(),
        cells: names.of(outcome.cells()),
        difference: difference(&left, &right).filter(|_| known),
        left: names.side(left),
        right: names.side(right),
        reason: (!known).then(|| outcome.message.clone()),
    })
}

fn difference(left: &rules::Side, right: &rules::Side) -> Option<String> {
    Some(left.value?.checked_sub(right.value?)?.to_string())
}

/// The CellIds of a form, by index.
struct Names<'a> {
    ids: &'a [String],
}

impl Names<'_> {
    fn of(&self, cells: &[usize]) -> Vec<String> {
        cells.iter().filter_map(|&at| self.ids.get(at).cloned()).collect()
    }

    fn side(&self, side: rules::Side) -> Side {
        Side { cells: self.of(side.cells), text: side.text, value: side.value.map(|v| v.to_string()) }
    }

    fn unchecked(&self, entry: crate::Unchecked) -> Unchecked {
        Unchecked { what: entry.what, why: entry.why, cells: self.of(&entry.cells) }
    }

    fn finding(&self, checked: &Checked, finding: &findings::Finding, relations: &[usize]) -> Finding {
        let equation = finding.outcome.and_then(|at| checked.outcomes.get(at)?.equation);
        let sides = equation.map(|equation| equation.sides(&checked.report));
        let sides = sides.as_ref();
        let place = |at: &usize| relations.iter().position(|other| other == at);
        Finding {
            id: fingerprint(checked, finding, self),
            rule: finding.rule.id,
            severity: finding.severity.id(),
            cells: self.of(&finding.cells),
            left: sides.and_then(|(left, _)| left.value).map(|v| v.to_string()),
            right: sides.and_then(|(_, right)| right.value).map(|v| v.to_string()),
            difference: sides.and_then(|(left, right)| difference(left, right)),
            message: finding.message.clone(),
            why: finding.rule.why,
            advice: finding.advice.clone(),
            basis: basis(checked.report.form, finding.rule),
            relations: finding.relations.iter().filter_map(place).collect(),
            repairs: finding.repairs.iter().enumerate().map(|(at, r)| self.repair(checked, at, r)).collect(),
            quote: finding.quote.as_ref().map(quote),
            certainty: finding.certainty.map(findings::Certainty::id),
        }
    }

    fn repair(&self, checked: &Checked, at: usize, repair: &findings::Repair) -> Repair {
        let change = |(cell, to): &(usize, i64)| {
            Some(Change {
                cell: self.ids.get(*cell)?.clone(),
                from: checked.report.cell(*cell)?.1.raw.clone(),
                to: to.to_string(),
            })
        };
        Repair {
            rank: at + 1,
            changes: repair.changes.iter().filter_map(change).collect(),
            slip: repair.slip.map(|(id, _)| id),
            slip_text: repair.slip.map(|(_, text)| text),
            unique: repair.unique,
            proved_smallest: repair.proved_smallest,
        }
    }
}

/// The clause, with the notice of the form where the rule names only the place in it.
fn basis(form: &forms::Form, rule: &rules::Rule) -> String {
    if rule.basis.starts_with(['表', '附']) {
        format!("{}{}", form.basis_of(rule.basis), rule.basis)
    } else {
        rule.basis.to_owned()
    }
}

/// FNV-1a over texts: names a finding across runs, keeps no secret.
struct Fingerprint(u64);

impl Fingerprint {
    fn new(rule: &str) -> Self {
        let mut print = Self(0xcbf2_9ce4_8422_2325);
        print.feed(rule);
        print
    }

    fn feed(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Of rule, cells and their texts.
fn fingerprint(checked: &Checked, finding: &findings::Finding, names: &Names) -> String {
    let mut print = Fingerprint::new(finding.rule.id);
    if let Some(quote) = &finding.quote {
        print.feed(&quote.text);
        print.feed(&quote.start.to_string());
    }
    for &at in &finding.cells {
        print.feed(names.ids.get(at).map_or("", String::as_str));
        print.feed(checked.report.cell(at).and_then(|(_, fact)| fact.raw.as_deref()).unwrap_or(""));
    }
    print.to_string()
}

fn block(block: &document::Block) -> Block {
    match block {
        document::Block::Paragraph(text) => Block::Paragraph { text: text.clone() },
        document::Block::Grid(grid) => Block::Grid {
            rows: grid.rows,
            cols: grid.cols,
            cells: grid
                .cells
                .iter()
                .map(|cell| GridCell {
                    row: cell.row,
                    col: cell.col,
                    rowspan: cell.rowspan,
                    colspan: cell.colspan,
                    text: cell.text.clone(),
                })
                .collect(),
        },
    }
}
