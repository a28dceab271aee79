//! The relations among the cells of a form (勾稽关系), derived from its structure.
//!
//! Takes a form, gives equations over dense cell indices; takes a report, says whether one holds. Nothing
//! here is written by hand for a row: what is the total of what stands in `forms`.

use std::sync::LazyLock;

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
    /// Cells on the left, by index in the form.
    pub left: Vec<usize>,
    /// Cells on the right.
    pub right: Vec<usize>,
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

/// The relations of a form.
pub fn relations(form: &'static Form) -> &'static Relations {
    static ALL: LazyLock<Vec<Relations>> = LazyLock::new(|| FORMS.iter().map(derive).collect());
    static NONE: LazyLock<Relations> = LazyLock::new(|| Relations {
        equations: Vec::new(),
        prepared: localize::Prepared::new(&[], &localize::Layout::default()),
        layout: localize::Layout::default(),
    });
    let index = FORMS.iter().position(|other| other.id == form.id);
    index.and_then(|index| ALL.get(index)).unwrap_or(&NONE)
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
        let (left, right) = (cells(left), cells(right));
        let column = self.block.cols.get(col)?.label;
        let name = match law {
            Law::Balance => format!("{column}：一、新收 + 二、上年结转 = 三（七）总计 + 四、结转下年度"),
            _ => format!("{column}：三（一）至（六）各项之和 = （七）总计"),
        };
        let sound = !left.is_empty() && !right.is_empty();
        sound.then_some(Equation { law, table: self.table, name, left, right })
    }

    fn by_cols(&self, row: usize) -> Option<Equation> {
        let cells = |role: ColRole| -> Vec<usize> {
            let cols = self.block.cols.iter().enumerate();
            cols.filter(|(_, col)| col.role == role).map(|(col, _)| self.at(row, col)).collect()
        };
        let (left, right) = (cells(ColRole::Part), cells(ColRole::Total));
        let label = short_label(self.block.rows.get(row)?.label);
        let (law, name) = match self.shape {
            Shape::Line => (Law::GroupTotal, format!("{label}：四种结果之和 = 总计")),
            _ => (Law::RowTotal, format!("{label}：六类申请人之和 = 总计")),
        };
        let sound = !left.is_empty() && !right.is_empty();
        sound.then_some(Equation { law, table: self.table, name, left, right })
    }
}

impl Equation {
    /// All its cells.
    pub fn cells(&self) -> Vec<usize> {
        self.left.iter().chain(&self.right).copied().collect()
    }

    /// For the search of wrong cells: cells are variables, left counts +1, right −1.
    pub fn linear(&self) -> localize::Equation {
        let term = |sign: i8| move |&cell: &usize| (u32::try_from(cell).unwrap_or(u32::MAX), sign);
        localize::Equation {
            terms: self.left.iter().map(term(1)).chain(self.right.iter().map(term(-1))).collect(),
        }
    }

    /// Whether it holds in `report`, its two sides, and why it could not be computed.
    pub fn evaluate(&self, report: &Report) -> (Verdict, Side, Side, String) {
        let labelled = self.law == Law::Balance;
        let left = side(report, &self.left, labelled);
        let mut right = side(report, &self.right, labelled);
        if !labelled {
            right.text = format!("{} {}", self.total_name(), right.text);
        }
        if report
            .presence
            .get(self.table)
            .is_none_or(|p| matches!(p, Presence::Absent | Presence::LabelsOnly))
        {
            return (Verdict::Inapplicable, left, right, "没有这张表".to_owned());
        }
        if let Some(reason) = self.obstacle(report) {
            return (Verdict::Unknown, left, right, reason);
        }
        let verdict = if left.value == right.value { Verdict::Pass } else { Verdict::Fail };
        (verdict, left, right, String::new())
    }

    /// What a person calls the right side of a sum: `（七）总计`, `总计`.
    fn total_name(&self) -> &'static str {
        if self.law == Law::PartsTotal { "（七）总计" } else { "总计" }
    }

    /// Why it cannot be computed, if it cannot.
    fn obstacle(&self, report: &Report) -> Option<String> {
        let cells = self.cells();
        let any = |wanted: State| {
            cells.iter().any(|&at| report.cell(at).is_some_and(|(_, fact)| fact.state() == wanted))
        };
        // The reasons name no cell: equal ones are told together.
        let reason = if any(State::Missing) {
            "有的格没有读到"
        } else if any(State::Illegible) {
            "有的格无法读成一个数"
        } else if cells.iter().any(|&at| report.integer(at).is_none() && !is_blank(report, at)) {
            "有的格不是整数"
        } else if cells.iter().all(|&at| is_blank(report, at)) {
            "全部空白"
        } else if cells.iter().any(|&at| report.integer(at).is_none()) {
            "总计空白，不知道是多少"
        } else if self.is_circular(report) {
            "数字连写，是按合计切分出来的，不能再用合计核对"
        } else if self.has_only_total(report) {
            "只填了总计，各分项空白"
        } else {
            return None;
        };
        Some(reason.to_owned())
    }

    /// A sum that was used to read the figures cannot check them.
    fn is_circular(&self, report: &Report) -> bool {
        let doubts: Vec<Doubt> = self.cells().iter().filter_map(|&at| report.cell(at)?.1.doubt).collect();
        let by_row = matches!(self.law, Law::RowTotal | Law::GroupTotal)
            && doubts.iter().any(|doubt| matches!(doubt, Doubt::Cut | Doubt::CutByColumns(_)));
        let by_column = doubts.iter().any(|doubt| matches!(doubt, Doubt::CutByColumns(_)));
        by_row || by_column
    }

    /// Only the total is filled in: there is nothing to add up.
    fn has_only_total(&self, report: &Report) -> bool {
        let blank = self.left.iter().all(|&at| is_blank(report, at));
        blank && self.right.iter().any(|&at| report.integer(at) != Some(0))
    }
}

fn is_blank(report: &Report, at: usize) -> bool {
    report.cell(at).is_some_and(|(_, fact)| fact.is_blank())
}

/// One side of an equation as a person writes it; zeros are left out of long sums.
fn side(report: &Report, cells: &[usize], labelled: bool) -> Side {
    let values: Vec<(usize, Option<i64>)> = cells.iter().map(|&at| (at, report.integer(at))).collect();
    let value = values.iter().try_fold(0_i64, |sum, (_, value)| sum.checked_add((*value)?));
    let term = |(at, value): &(usize, Option<i64>)| {
        let number = value.map_or_else(|| "?".to_owned(), |value| value.to_string());
        let label = report.cell(*at).map_or("", |(spec, _)| ordinal(spec.row_spec.label));
        match label {
            _ if !labelled => number,
            bracketed if bracketed.ends_with('）') => format!("{bracketed}{number}"),
            bare => format!("{bare} {number}"),
        }
    };
    let long = cells.len() > 3;
    let terms: Vec<String> =
        values.iter().filter(|(_, value)| !long || *value != Some(0)).map(term).collect();
    let text = match (terms.as_slice(), value) {
        ([], _) => "0".to_owned(),
        ([only], _) => only.clone(),
        (_, Some(sum)) => format!("{} = {sum}", terms.join(" + ")),
        (_, None) => terms.join(" + "),
    };
    Side { cells: cells.to_vec(), text, value }
}

/// `一、本年新收…` → `一 `; `（七）总计` → `（七）`.
fn ordinal(label: &str) -> &str {
    match label.find(['、', '）']) {
        Some(at) if label.starts_with('（') => label.get(..at + '）'.len_utf8()).unwrap_or(label),
        Some(at) => label.get(..at).unwrap_or(label),
        None => label,
    }
}
