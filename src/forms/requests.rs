//! 表三 收到和处理政府信息公开申请情况, both editions.

use super::{Block, Col, ColRole, Kind, Row, RowRole, Shape, Table};

/// Table id.
pub const ID: &str = "requests";

const TITLE: &str = "三、收到和处理政府信息公开申请情况";
const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const ORGANISATION: &str = "法人或其他组织";

const HANDLED: &str = "三、本年度办理结果";
const DENIED: &str = "（三）不予公开";
const UNAVAILABLE: &str = "（四）无法提供";
const DECLINED: &str = "（五）不予处理";
const OTHER: &str = "（六）其他处理";

const fn applicant(id: &'static str, label: &'static str, keys: &'static [&'static str]) -> Col {
    Col { id, label, group: Some(ORGANISATION), role: ColRole::Part, kind: Kind::Count, keys }
}

static APPLICANTS: [Col; 7] = [
    Col {
        id: "natural_person",
        label: "自然人",
        group: None,
        role: ColRole::Part,
        kind: Kind::Count,
        keys: &["自然人"],
    },
    applicant("business", "商业企业", &["商业企业"]),
    applicant("research", "科研机构", &["科研机构"]),
    applicant("social", "社会公益组织", &["社会公益组织"]),
    applicant("legal_service", "法律服务机构", &["法律服务机构"]),
    applicant("other_org", "其他", &["其他"]),
    Col {
        id: "total",
        label: "总计",
        group: None,
        role: ColRole::Total,
        kind: Kind::Count,
        keys: &["总计", "合计"],
    },
];

type Words = &'static [&'static str];

const fn outer(id: &'static str, label: &'static str, role: RowRole, keys: Words, whole: Words) -> Row {
    Row { id, label, groups: &[], role, keys, whole }
}

const fn result(id: &'static str, label: &'static str, groups: Words, keys: Words, whole: Words) -> Row {
    Row { id, label, groups, role: RowRole::Part, keys, whole }
}

const NEW: Row = outer(
    "new",
    "一、本年新收政府信息公开申请数量",
    RowRole::Inflow,
    &["本年新收政府信息公开申请数", "本年新收", "本年度新收"],
    &["新收", "一新收"],
);
const CARRIED_IN: Row = outer(
    "carried_in",
    "二、上年结转政府信息公开申请数量",
    RowRole::Inflow,
    &["上年结转政府信息公开申请数", "上年结转", "上年转结", "上年度结转", "上一年结转"],
    &[],
);
const GRANTED: Row = result("granted", "（一）予以公开", &[HANDLED], &["一予以公开"], &["予以公开"]);
const PARTIAL: Row = result(
    "partial",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    &[HANDLED],
    &["二部分公开", "部分公开"],
    &[],
);

macro_rules! under {
    ($group:expr) => {
        &[HANDLED, $group]
    };
}

const D1: Row =
    result("denied.state_secret", "1.属于国家秘密", under!(DENIED), &["属于国家秘密"], &["国家秘密"]);
const D2: Row = result(
    "denied.law_forbids",
    "2.其他法律行政法规禁止公开",
    under!(DENIED),
    &["其他法律行政法规禁止公开", "法律行政法规禁止公开"],
    &[],
);
const D3: Row = result(
    "denied.three_securities",
    "3.危及“三安全一稳定”",
    under!(DENIED),
    &["危及三安全一稳定", "三安全一稳定"],
    &[],
);
const D4: Row =
    result("denied.third_party", "4.保护第三方合法权益", under!(DENIED), &["保护第三方合法权益"], &[]);
const D5: Row = result(
    "denied.internal_affairs",
    "5.属于三类内部事务信息",
    under!(DENIED),
    &["属于三类内部事务信息", "三类内部事务"],
    &["内部事务信息"],
);
const D6: Row = result(
    "denied.process",
    "6.属于四类过程性信息",
    under!(DENIED),
    &["属于四类过程性信息", "四类过程性"],
    &["过程性信息"],
);
const D7: Row = result(
    "denied.enforcement_file",
    "7.属于行政执法案卷",
    under!(DENIED),
    &["属于行政执法案卷", "行政执法案卷"],
    &[],
);
const D8: Row = result(
    "denied.inquiry",
    "8.属于行政查询事项",
    under!(DENIED),
    &["属于行政查询事项", "行政查询事项"],
    &[],
);
const U1: Row = result(
    "unavailable.not_held",
    "1.本机关不掌握相关政府信息",
    under!(UNAVAILABLE),
    &["本机关不掌握相关政府信息", "机关不掌握"],
    &["不掌握相关政府信息"],
);
const U2: Row = result(
    "unavailable.must_be_made",
    "2.没有现成信息需要另行制作",
    under!(UNAVAILABLE),
    &["没有现成信息需要另行制作", "需要另行制作"],
    &["没有现成信息"],
);
const U3: Row = result(
    "unavailable.unclear",
    "3.补正后申请内容仍不明确",
    under!(UNAVAILABLE),
    &["补正后申请内容仍不明确", "补正后仍不明确", "内容仍不明确"],
    &[],
);
const N1: Row = result(
    "declined.petition",
    "1.信访举报投诉类申请",
    under!(DECLINED),
    &["信访举报投诉类申请", "信访举报投诉"],
    &[],
);
const N2: Row = result("declined.repeated", "2.重复申请", under!(DECLINED), &["2重复申请"], &["重复申请"]);
const N3: Row = result(
    "declined.publication",
    "3.要求提供公开出版物",
    under!(DECLINED),
    &["要求提供公开出版物", "公开出版物"],
    &[],
);
const N4: Row = result(
    "declined.excessive",
    "4.无正当理由大量反复申请",
    under!(DECLINED),
    &["无正当理由大量反复申请", "大量反复申请"],
    &[],
);
const N5: Row = result(
    "declined.reissue",
    "5.要求行政机关确认或重新出具已获取信息",
    under!(DECLINED),
    &["要求行政机关确认或重新出具已获取信息", "重新出具已获取信息"],
    &[],
);
const O: Row = result("other", "（六）其他处理", &[HANDLED], &["六其他处理", "其他处理", "六其他"], &[]);
const O1: Row = result(
    "other.not_corrected",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    under!(OTHER),
    &[
        "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
        "申请人无正当理由逾期不补正",
        "逾期不补正",
    ],
    &[],
);
const O2: Row = result(
    "other.fee_unpaid",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    under!(OTHER),
    &[
        "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
        "逾期未按收费通知要求缴纳费用",
        "逾期未按收费通知",
        "逾期不缴费",
    ],
    &[],
);
const O3: Row = result(
    "other.rest",
    "3.其他",
    under!(OTHER),
    &["3其他原因", "3其他情形", "3其他"],
    &["其他", "其他原因"],
);
const TOTAL: Row = Row {
    id: "results_total",
    label: "（七）总计",
    groups: &[HANDLED],
    role: RowRole::PartsTotal,
    keys: &["七总计", "七合计"],
    whole: &["总计", "合计"],
};
const CARRIED_OUT: Row = outer(
    "carried_out",
    "四、结转下年度继续办理",
    RowRole::Outflow,
    &["结转下年度继续办理", "结转下年度", "结转下一年度", "转结下年度"],
    &["结转下年"],
);

/// 25 rows: （六）其他处理 has three items.
static ROWS_2021: [Row; 25] = [
    NEW,
    CARRIED_IN,
    GRANTED,
    PARTIAL,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    U1,
    U2,
    U3,
    N1,
    N2,
    N3,
    N4,
    N5,
    O1,
    O2,
    O3,
    TOTAL,
    CARRIED_OUT,
];
/// 23 rows: （六）其他处理 is one row.
static ROWS_2019: [Row; 23] = [
    NEW,
    CARRIED_IN,
    GRANTED,
    PARTIAL,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    U1,
    U2,
    U3,
    N1,
    N2,
    N3,
    N4,
    N5,
    O,
    TOTAL,
    CARRIED_OUT,
];

const SIGNS: &[&str] =
    &["本列数据的勾稽关系", "本列数据", "申请人情况", "法人或其他组织", "社会公益组织", "法律服务机构"];

/// 国办公开办函〔2021〕30号.
pub static EDITION_2021: Table = Table {
    id: ID,
    edition: "requests-2021",
    basis: Some(super::NOTICE_2021),
    short: "表三",
    title: TITLE,
    shape: Shape::Matrix,
    blocks: &[Block {
        heading: None,
        corner: NOTE,
        cols_title: Some("申请人情况"),
        rows: &ROWS_2021,
        cols: &APPLICANTS,
    }],
    marks: &[],
    signs: SIGNS,
};

/// 国办公开办函〔2019〕60号.
pub static EDITION_2019: Table = Table {
    id: ID,
    edition: "requests-2019",
    basis: Some(super::NOTICE_2019),
    short: "表三",
    title: TITLE,
    shape: Shape::Matrix,
    blocks: &[Block {
        heading: None,
        corner: NOTE,
        cols_title: Some("申请人情况"),
        rows: &ROWS_2019,
        cols: &APPLICANTS,
    }],
    marks: &[],
    signs: SIGNS,
};
