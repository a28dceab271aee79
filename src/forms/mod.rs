//! The official report forms, as data.
//!
//! Every table, row, column and label; what is the total of what; which rows balance; units; which cells
//! may be negative. Imports nothing of ours and knows no rule, reader or page: equations, recognition and
//! the drawn table are all derived from this. One file per table edition, one line per form in [`FORMS`].
//!
//! Sources: 国办公开办函〔2019〕60号 (2019 form), 国办公开办函〔2021〕30号 (2021 form).

#[cfg(feature = "prose")]
pub mod claims;
mod disclosure;
mod layout;
mod requests;
mod review;

use std::sync::LazyLock;

pub use layout::{Slot, SlotKind, layout};

/// An official form (报告格式).
#[derive(Debug)]
pub struct Form {
    /// Stable id: `"2019"`, `"2021"`, `"2021-mixed"`.
    pub id: &'static str,
    /// Name shown to the user.
    pub name: &'static str,
    /// The notice that laid it down.
    pub basis: &'static str,
    /// Report years it is for; `None` for an arrangement no notice knows.
    pub years: Option<(u16, u16)>,
    /// Its tables in the order of the report.
    pub tables: Tables,
    cells: LazyLock<Vec<CellSpec>>,
}

/// 表二, 表三, 表四.
type Tables = [&'static Table; 3];

/// A table of a form.
#[derive(Debug)]
pub struct Table {
    /// `disclosure`, `requests` or `review`: the first part of every CellId.
    pub id: &'static str,
    /// Edition, so that two forms can be seen to share a table.
    pub edition: &'static str,
    /// The notice that laid this edition down; `None` where all have the same table.
    pub basis: Option<&'static str>,
    /// Its name in speech: 表二, 表三, 表四.
    pub short: &'static str,
    /// The heading of its section.
    pub title: &'static str,
    /// How it is drawn and read.
    pub shape: Shape,
    /// The blocks from top to bottom; one for a table that is a single grid.
    pub blocks: &'static [Block],
    /// Label keys (see `recognize::label`) that only this edition prints in its headers.
    pub marks: &'static [&'static str],
    /// Label keys of this table's headers that no other table has.
    pub signs: &'static [&'static str],
}

/// How a table is drawn, and so how its rows are met in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Several small grids under headings, a row each with its own label (表二).
    Blocks,
    /// One grid, row labels at the left, column headers above (表三).
    Matrix,
    /// All rows of the block side by side in one line of figures (表四).
    Line,
}

/// A grid of rows × columns with one header.
#[derive(Debug)]
pub struct Block {
    /// Heading over the block, if it has one.
    pub heading: Option<&'static str>,
    /// What stands over the row labels.
    pub corner: &'static str,
    /// What stands over all columns, if anything.
    pub cols_title: Option<&'static str>,
    /// Rows from top to bottom.
    pub rows: &'static [Row],
    /// Columns from left to right.
    pub cols: &'static [Col],
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Second part of the CellId.
    pub id: &'static str,
    /// Label as the form prints it.
    pub label: &'static str,
    /// Labels of the groups it stands under, outermost first.
    pub groups: &'static [&'static str],
    /// What it is in the balance of the table.
    pub role: RowRole,
    /// Label keys that name this row wherever they stand in a label.
    pub keys: &'static [&'static str],
    /// Label keys that name it only when they are the whole label.
    pub whole: &'static [&'static str],
}

/// A column.
#[derive(Debug)]
pub struct Col {
    /// Last part of the CellId.
    pub id: &'static str,
    /// Header as the form prints it.
    pub label: &'static str,
    /// Header it stands under, if any.
    pub group: Option<&'static str>,
    /// Whether it is the total of the part columns of its row.
    pub role: ColRole,
    /// What its cells hold.
    pub kind: Kind,
    /// Label keys of its header.
    pub keys: &'static [&'static str],
}

/// What a row is in its table's balance: the inflow rows together equal the outflow rows together, and
/// the parts together equal the total of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowRole {
    /// Stands alone.
    Plain,
    /// Comes in: 新收, 上年结转.
    Inflow,
    /// One of the results that make up the total of parts.
    Part,
    /// （七）总计: the total of the parts; goes out.
    PartsTotal,
    /// Goes out: 结转下年度.
    Outflow,
}

/// What a column is in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColRole {
    /// Stands alone.
    Plain,
    /// One of the parts of the row's total.
    Part,
    /// The total of the row's parts.
    Total,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number ≥ 0.
    Count,
    /// A whole number, negative when something decreased (本年增/减).
    Change,
    /// Money in 万元, ≥ 0, decimals allowed.
    TenThousandYuan,
    /// Money with no fixed unit, ≥ 0 (采购总金额).
    Money,
}

/// The name of a cell: `requests.granted@natural_person`, `disclosure.rules.issued`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// Table.
    pub table: &'static str,
    /// Row.
    pub row: &'static str,
    /// Column.
    pub col: &'static str,
}

impl std::fmt::Display for CellId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A request cell is a result *of* an applicant: the two axes are kept apart in the name.
        let joint = if self.table == requests::ID { '@' } else { '.' };
        write!(f, "{}.{}{joint}{}", self.table, self.row, self.col)
    }
}

/// One cell of a form, with everything the structure says of it.
#[derive(Debug, Clone, Copy)]
pub struct CellSpec {
    /// Its name.
    pub id: CellId,
    /// Index of its table in [`Form::tables`].
    pub table: usize,
    /// Index of its block in the table.
    pub block: usize,
    /// Index of its row in the block.
    pub row: usize,
    /// Index of its column in the block.
    pub col: usize,
    /// The row itself.
    pub row_spec: &'static Row,
    /// The column itself.
    pub col_spec: &'static Col,
}

impl CellSpec {
    /// What it holds.
    pub fn kind(&self) -> Kind {
        self.col_spec.kind
    }

    /// Whether other cells add up to it. A total left blank is *unknown*; any other blank reads as 0.
    pub fn is_total(&self) -> bool {
        self.col_spec.role == ColRole::Total || self.row_spec.role == RowRole::PartsTotal
    }

    /// `（一）予以公开·自然人`
    pub fn name(&self) -> String {
        format!("{}·{}", short_label(self.row_spec.label), self.col_spec.label)
    }
}

/// A label without the explanation in brackets behind it: `（二）部分公开（区分…）` → `（二）部分公开`.
pub fn short_label(label: &str) -> &str {
    label
        .char_indices()
        .skip(1)
        .find(|&(_, c)| c == '（')
        .map_or(label, |(at, _)| label.get(..at).unwrap_or(label))
}

impl Form {
    /// The notice for a place in the form, such as `表三`: that of the table's edition, for the tables of two forms
    /// may be mixed.
    pub fn basis_of(&self, place: &str) -> &'static str {
        let table = self.tables.iter().find(|table| place.starts_with(table.short));
        table.and_then(|table| table.basis).unwrap_or(self.basis)
    }

    /// All cells, table by table, row by row: the order every dense index refers to.
    pub fn cells(&'static self) -> &'static [CellSpec] {
        &self.cells
    }

    /// Index of the first cell of a table.
    pub fn table_start(&'static self, table: usize) -> usize {
        self.cells().partition_point(|cell| cell.table < table)
    }

    /// Index of the cell with this name.
    pub fn find(&'static self, id: &str) -> Option<usize> {
        self.cells().iter().position(|cell| cell.id.to_string() == id)
    }

    /// Whether the form is laid down for reports on `year`.
    pub fn is_for(&self, year: u16) -> bool {
        self.years.is_some_and(|(first, last)| (first..=last).contains(&year))
    }
}

/// Years a report can be about: the regulations are in force since 2008.
pub const YEARS: std::ops::Range<u16> = 2008..2100;

/// The form with this id.
pub fn form(id: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.id == id)
}

/// The form laid down for reports on `year`.
pub fn form_for(year: u16) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.is_for(year))
}

fn list_cells(tables: Tables) -> Vec<CellSpec> {
    let mut cells = Vec::new();
    for (table, spec) in tables.into_iter().enumerate() {
        for (block, grid) in spec.blocks.iter().enumerate() {
            for (row, row_spec) in grid.rows.iter().enumerate() {
                for (col, col_spec) in grid.cols.iter().enumerate() {
                    let id = CellId { table: spec.id, row: row_spec.id, col: col_spec.id };
                    cells.push(CellSpec { id, table, block, row, col, row_spec, col_spec });
                }
            }
        }
    }
    cells
}

const NOTICE_2021: &str = "国办公开办函〔2021〕30号";
const NOTICE_2019: &str = "国办公开办函〔2019〕60号";

const TABLES_2021: Tables = [&disclosure::EDITION_2021, &requests::EDITION_2021, &review::REVIEW];
const TABLES_2019: Tables = [&disclosure::EDITION_2019, &requests::EDITION_2019, &review::REVIEW];
const TABLES_2021_MIXED: Tables = [&disclosure::EDITION_2021, &requests::EDITION_2019, &review::REVIEW];
const TABLES_2019_MIXED: Tables = [&disclosure::EDITION_2019, &requests::EDITION_2021, &review::REVIEW];

/// Every form gouji knows. The first whose tables match what was found wins, so forms that a notice laid
/// down stand before arrangements only seen in practice.
pub static FORMS: [Form; 4] = [
    Form {
        id: "2021",
        name: "2021年格式",
        basis: NOTICE_2021,
        years: Some((2021, u16::MAX)),
        tables: TABLES_2021,
        cells: LazyLock::new(|| list_cells(TABLES_2021)),
    },
    Form {
        id: "2019",
        name: "2019年格式",
        basis: NOTICE_2019,
        years: Some((2019, 2020)),
        tables: TABLES_2019,
        cells: LazyLock::new(|| list_cells(TABLES_2019)),
    },
    Form {
        id: "2021-mixed",
        name: "混用格式（表二为2021年格式，表三为2019年格式）",
        basis: NOTICE_2021,
        years: None,
        tables: TABLES_2021_MIXED,
        cells: LazyLock::new(|| list_cells(TABLES_2021_MIXED)),
    },
    Form {
        id: "2019-mixed",
        name: "混用格式（表二为2019年格式，表三为2021年格式）",
        basis: NOTICE_2021,
        years: None,
        tables: TABLES_2019_MIXED,
        cells: LazyLock::new(|| list_cells(TABLES_2019_MIXED)),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_counts_are_those_of_the_official_forms() {
        let count =
            |id: &str, table: usize| form(id).map(|f| f.cells().iter().filter(|c| c.table == table).count());
        assert_eq!(count("2021", 0), Some(2 * 3 + 1 + 2 + 1));
        assert_eq!(count("2021", 1), Some(175));
        assert_eq!(count("2019", 1), Some(161));
        assert_eq!(count("2019", 0), Some(2 * 3 + 2 * 3 + 2 * 3 + 2 + 2));
        assert_eq!(count("2021", 2), Some(15));
    }

    #[test]
    fn names_are_unique_within_a_form() {
        for form in &FORMS {
            let mut names: Vec<String> = form.cells().iter().map(|cell| cell.id.to_string()).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "form {}", form.id);
        }
    }

    #[test]
    fn every_year_from_2019_has_one_form() {
        assert_eq!(form_for(2020).map(|form| form.id), Some("2019"));
        assert_eq!(form_for(2021).map(|form| form.id), Some("2021"));
        assert_eq!(form_for(2025).map(|form| form.id), Some("2021"));
        assert!(form_for(2018).is_none());
    }
}
