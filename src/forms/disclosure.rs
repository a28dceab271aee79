//! 表二 主动公开政府信息情况, both editions.

use super::{Block, Col, ColRole, Kind, Row, RowRole, Shape, Table};

/// Table id.
pub const ID: &str = "disclosure";

const TITLE: &str = "二、主动公开政府信息情况";
const CORNER: &str = "信息内容";

type Words = &'static [&'static str];

const fn row(id: &'static str, label: &'static str, keys: Words) -> Row {
    Row { id, label, groups: &[], role: RowRole::Plain, keys, whole: &[] }
}

const fn col(id: &'static str, label: &'static str, kind: Kind, keys: Words) -> Col {
    Col { id, label, group: None, role: ColRole::Plain, kind, keys }
}

const RULES: Row = row("rules", "规章", &["规章"]);
const DOCUMENTS: Words = &["行政规范性文件", "规范性文件", "规范性档案"];
const DOCUMENTS_2021: Row = row("normative_documents", "行政规范性文件", DOCUMENTS);
const DOCUMENTS_2019: Row = row("normative_documents", "规范性文件", DOCUMENTS);
const LICENSING: Row = row("licensing", "行政许可", &["行政许可"]);
const OTHER_SERVICES: Row =
    row("other_services", "其他对外管理服务事项", &["其他对外管理服务事项", "对外管理服务事项"]);
const PENALTY: Row = row("penalty", "行政处罚", &["行政处罚"]);
const COERCION: Row = row("coercion", "行政强制", &["行政强制"]);
const FEES: Row = row("fees", "行政事业性收费", &["行政事业性收费", "行政事业型收费", "事业性收费"]);
const PROCUREMENT: Row = row("procurement", "政府集中采购", &["政府集中采购", "集中采购"]);

const ITEM_1: Option<&str> = Some("第二十条第（一）项");
const ITEM_5: Option<&str> = Some("第二十条第（五）项");
const ITEM_6: Option<&str> = Some("第二十条第（六）项");
const ITEM_8: Option<&str> = Some("第二十条第（八）项");
const ITEM_9: Option<&str> = Some("第二十条第（九）项");

const DECISIONS_2021: Col = col("decisions", "本年处理决定数量", Kind::Count, &["处理决定数量"]);
const DECISIONS_2019: Col = col("decisions", "处理决定数量", Kind::Count, &["处理决定数量"]);
const LAST_YEAR: Col = col("last_year", "上一年项目数量", Kind::Count, &["上一年项目数量", "上年项目数量"]);
const CHANGE: Col = col("change", "本年增/减", Kind::Change, &["本年增减"]);

const SIGNS: Words = &[
    "第二十条第一项",
    "第二十条第五项",
    "第二十条第六项",
    "第二十条第八项",
    "第二十条第九项",
    "信息内容",
    "处理决定数量",
    "上一年项目数量",
    "现行有效件",
    "对外公开总数",
];

/// 国办公开办函〔2021〕30号.
pub static EDITION_2021: Table = Table {
    id: ID,
    edition: "disclosure-2021",
    basis: Some(super::NOTICE_2021),
    short: "表二",
    title: TITLE,
    shape: Shape::Blocks,
    blocks: &[
        Block {
            heading: ITEM_1,
            corner: CORNER,
            cols_title: None,
            rows: &[RULES, DOCUMENTS_2021],
            cols: &[
                col("issued", "本年制发件数", Kind::Count, &["本年制发"]),
                col("repealed", "本年废止件数", Kind::Count, &["本年废止"]),
                col("in_force", "现行有效件数", Kind::Count, &["现行有效"]),
            ],
        },
        Block {
            heading: ITEM_5,
            corner: CORNER,
            cols_title: None,
            rows: &[LICENSING],
            cols: &[DECISIONS_2021],
        },
        Block {
            heading: ITEM_6,
            corner: CORNER,
            cols_title: None,
            rows: &[PENALTY, COERCION],
            cols: &[DECISIONS_2021],
        },
        Block {
            heading: ITEM_8,
            corner: CORNER,
            cols_title: None,
            rows: &[FEES],
            cols: &[col(
                "amount",
                "本年收费金额（单位：万元）",
                Kind::TenThousandYuan,
                &["本年收费金额", "收费金额"],
            )],
        },
    ],
    marks: &["本年制发", "本年废止", "现行有效", "收费金额", "本年处理决定数量"],
    signs: SIGNS,
};

/// 国办公开办函〔2019〕60号.
pub static EDITION_2019: Table = Table {
    id: ID,
    edition: "disclosure-2019",
    basis: Some(super::NOTICE_2019),
    short: "表二",
    title: TITLE,
    shape: Shape::Blocks,
    blocks: &[
        Block {
            heading: ITEM_1,
            corner: CORNER,
            cols_title: None,
            rows: &[RULES, DOCUMENTS_2019],
            cols: &[
                col("made", "本年新制作数量", Kind::Count, &["本年新制作"]),
                col("published", "本年新公开数量", Kind::Count, &["本年新公开"]),
                col("published_total", "对外公开总数量", Kind::Count, &["对外公开总数"]),
            ],
        },
        Block {
            heading: ITEM_5,
            corner: CORNER,
            cols_title: None,
            rows: &[LICENSING, OTHER_SERVICES],
            cols: &[LAST_YEAR, CHANGE, DECISIONS_2019],
        },
        Block {
            heading: ITEM_6,
            corner: CORNER,
            cols_title: None,
            rows: &[PENALTY, COERCION],
            cols: &[LAST_YEAR, CHANGE, DECISIONS_2019],
        },
        Block {
            heading: ITEM_8,
            corner: CORNER,
            cols_title: None,
            rows: &[FEES],
            cols: &[LAST_YEAR, CHANGE],
        },
        Block {
            heading: ITEM_9,
            corner: CORNER,
            cols_title: None,
            rows: &[PROCUREMENT],
            cols: &[
                col("projects", "采购项目数量", Kind::Count, &["采购项目数量"]),
                col("spent", "采购总金额", Kind::Money, &["采购总金额"]),
            ],
        },
    ],
    marks: &[
        "本年新制作",
        "本年新公开",
        "对外公开总数",
        "上一年项目数量",
        "本年增减",
        "采购项目数量",
        "采购总金额",
    ],
    signs: SIGNS,
};
