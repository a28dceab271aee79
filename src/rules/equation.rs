//! The relations among the cells of a form (勾稽关系), derived from its structure.
//!
//! Takes a form, gives equations over dense cell indices; takes a report, says whether one holds. Nothing
//! here is written by hand for a row: what is the total of what stands in `forms`.

use std::sync::OnceLock;

use crate::forms::{Block, CellSpec, ColRole, FORMS, Form, RowRole, Shape, short_label};
use crate::localize;
use crate::recognize::{Doubt, Presence, Report, State};

use super::{Side, Verdict};

/// Which statement of the form an equation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Law {
    /// Inflow rows together equal outflow rows together, in each column.
    Balance,
    /// The part rows make up their total, in each column.
    PartsTotal,
    /// The part columns make up the total column, in each row of 表三.
    RowTotal,
    /// The same in each group of 表四.
    GroupTotal,
}

/// `Σ left = Σ right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The statement it comes from.
    pub law: Law,
    /// Index of the table.
    pub table: usize,
    /// Its name, in Chinese.
    pub name: String,
    /// Its cells by index in the form, those of the left side first.
    pub cells: Vec<usize>,
    /// How many of them stand on the left.
    lefts: usize,
}

/// Everything derived from a form once.
pub struct Relations {
    /// The equations, in the order of the report.
    pub equations: Vec<Equation>,
    /// The same, compiled for the search of wrong cells.
    pub prepared: localize::Prepared,
    /// Where the cells stand on paper.
    pub layout: localize::Layout,
}

/// The relations of a form, derived when they are first asked for.
pub fn relations(form: &'static Form) -> &'static Relations {
    static ALL: [OnceLock<Relations>; FORMS.len()] = [const { OnceLock::new() }; FORMS.len()];
    let [first, ..] = &ALL;
    let index = FORMS.iter().position(|other| other.id == form.id);
    index.and_then(|index| ALL.get(index)).unwrap_or(first).get_or_init(|| derive(form))
}

fn derive(form: &'static Form) -> Relations {
    let mut equations = Vec::new();
    for (table, spec) in form.tables.iter().enumerate() {
        let mut start = form.table_start(table);
        for block in spec.blocks {
            let grid = Indexed { start, block, table, shape: spec.shape };
            equations.extend(grid.equations());
            start += block.rows.len() * block.cols.len();
        }
    }
    let linear: Vec<localize::Equation> = equations.iter().map(Equation::linear).collect();
    let layout = places(form);
    Relations { prepared: localize::Prepared::new(&linear, &layout), layout, equations }
}

/// Where each cell stands on paper; the naming of slips needs neighbours.
fn places(form: &'static Form) -> localize::Layout {
    let place = |cell: &CellSpec| {
        let table = u32::try_from(cell.table * 16 + cell.block).ok()?;
        let (row, col) = (u16::try_from(cell.row).ok()?, u16::try_from(cell.col).ok()?);
        Some(localize::Place { table, row, col })
    };
    localize::Layout { places: form.cells().iter().map(place).collect() }
}

/// A block and the index of its first cell.
struct Indexed<'a> {
    start: usize,
    block: &'a Block,
    table: usize,
    shape: Shape,
}

impl Indexed<'_> {
    fn at(&self, row: usize, col: usize) -> usize {
        self.start + row * self.block.cols.len() + col
    }

    fn equations(&self) -> Vec<Equation> {
        let mut list = Vec::new();
        for col in 0..self.block.cols.len() {
            list.extend(self.by_rows(
                Law::Balance,
                col,
                &[RowRole::Inflow],
                &[RowRole::PartsTotal, RowRole::Outflow],
            ));
        }
        for col in 0..self.block.cols.len() {
            list.extend(self.by_rows(Law::PartsTotal, col, &[RowRole::Part], &[RowRole::PartsTotal]));
        }
        for row in 0..self.block.rows.len() {
            list.extend(self.by_cols(row));
        }
        list
    }

    fn by_rows(&self, law: Law, col: usize, left: &[RowRole], right: &[RowRole]) -> Option<Equation> {
        let cells = |roles: &[RowRole]| -> Vec<usize> {
            let rows = self.block.rows.iter().enumerate();
            rows.filter(|(_, row)| roles.contains(&row.role)).map(|(row, _)| self.at(row, col)).collect()
        };
        let column = self.block.cols.get(col)?.label;
        let name = match law {
            Law::Balance => format!("{column}：一、新收 + 二、上年结转 = 三（七）总计 + 四、结转下年度"),
            _ => format!("{column}：三（一）至（六）各项之和 = （七）总计"),
        };
        Equation::new(law, self.table, name, cells(left), &cells(right))
    }

    fn by_cols(&self, row: usize) -> Option<Equation> {
        let cells = |role: ColRole| -> Vec<usize> {
            let cols = self.block.cols.iter().enumerate();
            cols.filter(|(_, col)| col.role == role).map(|(col, _)| self.at(row, col)).collect()
        };
        let label = short_label(self.block.rows.get(row)?.label);
        let (law, name) = match self.shape {
            Shape::Line => (Law::GroupTotal, format!("{label}：四种结果之和 = 总计")),
            _ => (Law::RowTotal, format!("{label}：六类申请人之和 = 总计")),
        };
        Equation::new(law, self.table, name, cells(ColRole::Part), &cells(ColRole::Total))
    }
}

impl Equation {
    /// None without a cell on each side.
    fn new(law: Law, table: usize, name: String, mut cells: Vec<usize>, right: &[usize]) -> Option<Self> {
        let lefts = cells.len();
        cells.extend(right);
        (lefts > 0 && !right.is_empty()).then_some(Self { law, table, name, cells, lefts })
    }

    /// Cells on the left, by index in the form.
    pub fn left(&self) -> &[usize] {
        self.cells.get(..self.lefts).unwrap_or_default()
    }

    /// Cells on the right.
    pub fn right(&self) -> &[usize] {
        self.cells.get(self.lefts..).unwrap_or_default()
    }

    /// For the search of wrong cells: cells are variables, left counts +1, right −1.
    pub fn linear(&self) -> localize::Equation {
        let term = |sign: i8| move |&cell: &usize| (u32::try_from(cell).unwrap_or(u32::MAX), sign);
        localize::Equation {
            terms: self.left().iter().map(term(1)).chain(self.right().iter().map(term(-1))).collect(),
        }
    }

    /// Whether it holds in `report`; or why it could not be computed.
    pub fn evaluate(&self, report: &Report) -> (Verdict, &'static str) {
        let presence = report.presence.get(self.table);
        if presence.is_none_or(|p| matches!(p, Presence::Absent | Presence::LabelsOnly)) {
            return (Verdict::Inapplicable, "没有这张表");
        }
        let left = Tally::of(report, self.left());
        let right = Tally::of(report, self.right());
        match (self.obstacle(&left, &right), left.sum.zip(right.sum)) {
            (Some(reason), _) => (Verdict::Unknown, reason),
            (None, None) => (Verdict::Unknown, "数字太大，无法相加"),
            (None, Some((left, right))) if left == right => (Verdict::Pass, ""),
            (None, Some(_)) => (Verdict::Fail, ""),
        }
    }

    /// Both sides as a person writes them.
    pub fn sides(&self, report: &Report) -> (Side<'_>, Side<'_>) {
        let labelled = self.law == Law::Balance;
        let left = side(report, self.left(), labelled);
        let mut right = side(report, self.right(), labelled);
        if !labelled {
            // What a person calls the right side of a sum.
            let total = if self.law == Law::PartsTotal { "（七）总计" } else { "总计" };
            right.text = format!("{total} {}", right.text);
        }
        (left, right)
    }

    /// Why it cannot be computed, if it cannot. The reasons name no cell: equal ones are told together.
    fn obstacle(&self, left: &Tally, right: &Tally) -> Option<&'static str> {
        let any = |wanted: fn(&Tally) -> bool| wanted(left) || wanted(right);
        let by_row = matches!(self.law, Law::RowTotal | Law::GroupTotal);
        let reason = if any(|side| side.missing) {
            "有的格没有读到"
        } else if any(|side| side.illegible) {
            "有的格无法读成一个数"
        } else if any(|side| side.fraction) {
            "有的格不是整数"
        } else if left.all_blank && right.all_blank {
            "全部空白"
        } else if any(|side| side.blank_total) {
            "总计空白，不知道是多少"
        } else if any(|side| side.cut_by_columns) || by_row && any(|side| side.cut) {
            // A sum that was used to read the figures cannot check them.
            "数字连写，是按合计切分出来的，不能再用合计核对"
        } else if left.all_blank && !right.all_zero {
            "只填了总计，各分项空白"
        } else {
            return None;
        };
        Some(reason)
    }
}

/// One side of an equation in one pass: its sum, and all that can keep it from being computed.
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own about the same cells
struct Tally {
    sum: Option<i64>,
    missing: bool,
    illegible: bool,
    /// A number that is not whole.
    fraction: bool,
    /// A total left blank: nobody knows what it is.
    blank_total: bool,
    all_blank: bool,
    all_zero: bool,
    /// Cut from digits run together by the sum of its row.
    cut: bool,
    /// The same, by the sums of its columns as well.
    cut_by_columns: bool,
}

impl Tally {
    fn of(report: &Report, cells: &[usize]) -> Self {
        let mut tally = Self {
            sum: Some(0),
            missing: false,
            illegible: false,
            fraction: false,
            blank_total: false,
            all_blank: true,
            all_zero: true,
            cut: false,
            cut_by_columns: false,
        };
        for (spec, fact) in cells.iter().filter_map(|&at| report.cell(at)) {
            let (state, value, blank) = (fact.state(), fact.integer(spec), fact.is_blank());
            tally.sum = tally.sum.zip(value).and_then(|(sum, value)| sum.checked_add(value));
            tally.missing |= state == State::Missing;
            tally.illegible |= state == State::Illegible;
            tally.fraction |= value.is_none() && !blank;
            tally.blank_total |= value.is_none();
            tally.all_blank &= blank;
            tally.all_zero &= value == Some(0);
            tally.cut |= matches!(fact.doubt, Some(Doubt::Cut | Doubt::CutByColumns(_)));
            tally.cut_by_columns |= matches!(fact.doubt, Some(Doubt::CutByColumns(_)));
        }
        tally
    }
}

/// One side of an equation as a person writes it; zeros are left out of long sums.
fn side<'a>(report: &Report, cells: &'a [usize], labelled: bool) -> Side<'a> {
    let values = || cells.iter().map(|&at| (at, report.integer(at)));
    let value = values().try_fold(0_i64, |sum, (_, value)| sum.checked_add(value?));
    let mut text = String::new();
    let mut terms = 0;
    for (at, term) in values().filter(|(_, value)| cells.len() <= 3 || *value != Some(0)) {
        if terms > 0 {
            text.push_str(" + ");
        }
        terms += 1;
        if labelled {
            let label = report.cell(at).map_or("", |(spec, _)| ordinal(spec.row_spec.label));
            text.push_str(label);
            text.push_str(if label.ends_with('）') { "" } else { " " });
        }
        match term {
            Some(number) => text.push_str(&number.to_string()),
            None => text.push('?'),
        }
    }
    match (terms, value) {
        (0, _) => text.push('0'),
        (2.., Some(sum)) => {
            text.push_str(" = ");
            text.push_str(&sum.to_string());
        }
        _ => {}
    }
    Side { cells, text, value }
}

/// `一、本年新收…` → `一 `; `（七）总计` → `（七）`.
fn ordinal(label: &str) -> &str {
    match label.find(['、', '）']) {
        Some(at) if label.starts_with('（') => label.get(..at + '）'.len_utf8()).unwrap_or(label),
        Some(at) => label.get(..at).unwrap_or(label),
        None => label,
    }
}
