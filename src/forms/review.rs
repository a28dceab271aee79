//! 表四 政府信息公开行政复议、行政诉讼情况; the same in both forms.

use super::{Block, Col, ColRole, Kind, Row, RowRole, Shape, Table};

/// Table id.
pub const ID: &str = "review";

const LITIGATION: &str = "行政诉讼";

const fn outcome(id: &'static str, label: &'static str, keys: &'static [&'static str]) -> Col {
    Col { id, label, group: None, role: ColRole::Part, kind: Kind::Count, keys }
}

static OUTCOMES: [Col; 5] = [
    outcome("upheld", "结果维持", &["结果维持"]),
    outcome("corrected", "结果纠正", &["结果纠正"]),
    outcome("other", "其他结果", &["其他结果"]),
    outcome("pending", "尚未审结", &["尚未审结"]),
    Col {
        id: "total",
        label: "总计",
        group: None,
        role: ColRole::Total,
        kind: Kind::Count,
        keys: &["总计", "合计"],
    },
];

static GROUPS: [Row; 3] = [
    Row {
        id: "reconsideration",
        label: "行政复议",
        groups: &[],
        role: RowRole::Plain,
        keys: &["行政复议"],
        whole: &[],
    },
    Row {
        id: "suit_direct",
        label: "未经复议直接起诉",
        groups: &[LITIGATION],
        role: RowRole::Plain,
        keys: &["未经复议直接起诉"],
        whole: &[],
    },
    Row {
        id: "suit_after",
        label: "复议后起诉",
        groups: &[LITIGATION],
        role: RowRole::Plain,
        keys: &["复议后起诉"],
        whole: &[],
    },
];

/// Both forms.
pub static REVIEW: Table = Table {
    id: ID,
    edition: "review",
    basis: None,
    short: "表四",
    title: "四、政府信息公开行政复议、行政诉讼情况",
    shape: Shape::Line,
    blocks: &[Block { heading: None, corner: "", cols_title: None, rows: &GROUPS, cols: &OUTCOMES }],
    marks: &[],
    signs: &["未经复议直接起诉", "复议后起诉", "尚未审结", "结果纠正"],
};
