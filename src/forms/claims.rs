//! What prose says about the tables: one line per word group, and the cells it names.
//!
//! A figure said in a sentence is compared with the cells named by the labels beside it: a label names
//! rows or columns of one table, and what is not named is the table's total. `or` lists other cells the
//! words may mean; a firm label whose figure is in none of them contradicts the table, a loose one is
//! only shown. Words are simplified Chinese without spaces; `prose` folds what it reads in the same way.

use super::{disclosure, requests, review};

pub use super::disclosure::ID as DISCLOSURE;
pub use super::requests::ID as REQUESTS;
pub use super::review::ID as REVIEW;

/// Which axis of its table a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Rows; the columns are the total unless named.
    Row,
    /// Columns; the rows are those of the sentence.
    Col,
}

/// A group of words that name the same cells.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// Stable name.
    pub id: &'static str,
    /// Table id.
    pub table: &'static str,
    /// Rows or columns.
    pub axis: Axis,
    /// Labels of higher rank say more: 答复不予公开 speaks of 不予公开.
    pub rank: u8,
    /// Whether the words can mean nothing else.
    pub firm: bool,
    /// Ids of its rows or columns, all added up. A name before a dot stands for all rows under it.
    pub ids: &'static [&'static str],
    /// Other sums the words may mean.
    pub or: &'static [&'static [&'static str]],
    /// The words.
    pub words: &'static [&'static str],
}

type Ids = &'static [&'static str];

const fn label(id: &'static str, table: &'static str, axis: Axis, rank: u8, ids: Ids, words: Ids) -> Label {
    Label { id, table, axis, rank, firm: true, ids, or: &[], words }
}
/// What happens to requests: 收到, 答复.
const fn stage(id: &'static str, ids: Ids, or: &'static [Ids], words: Ids) -> Label {
    Label { or, ..label(id, requests::ID, Axis::Row, 1, ids, words) }
}
const fn carried(id: &'static str, ids: Ids, words: Ids) -> Label {
    label(id, requests::ID, Axis::Row, 2, ids, words)
}
/// A group of results: 不予公开.
const fn group(id: &'static str, ids: Ids, words: Ids) -> Label {
    label(id, requests::ID, Axis::Row, 3, ids, words)
}
/// One result under a group.
const fn item(id: &'static str, ids: Ids, words: Ids) -> Label {
    label(id, requests::ID, Axis::Row, 4, ids, words)
}
const fn applicant(id: &'static str, ids: Ids, words: Ids) -> Label {
    label(id, requests::ID, Axis::Col, 1, ids, words)
}
const fn cases(id: &'static str, rank: u8, ids: Ids, words: Ids) -> Label {
    label(id, review::ID, Axis::Row, rank, ids, words)
}
const fn ruling(id: &'static str, ids: Ids, words: Ids) -> Label {
    label(id, review::ID, Axis::Col, 1, ids, words)
}
const fn filed(id: &'static str, axis: Axis, ids: Ids, words: Ids) -> Label {
    label(id, disclosure::ID, axis, 1, ids, words)
}
const fn loose(label: &Label) -> Label {
    Label { firm: false, ..*label }
}

/// 结转下年度, also found by its parts: 结转 and a word for next year.
pub const CARRIED_OUT: &str = "carried_out";
/// 上年结转, also found by its parts.
pub const CARRIED_IN: &str = "carried_in";
/// 结转 alone: either way.
pub const CARRIED: &str = "carried";
/// 答复, 办结.
pub const ANSWERED: &str = "answered";

/// Every label.
#[rustfmt::skip]
pub static LABELS: [Label; 73] = [
    stage("received", &["new"], &[&["new", "carried_in"]], &["收到", "接收", "接到", "接获", "新收", "新收到", "新接收", "新增", "登记", "收悉"]),
    stage("accepted", &["new"], &[&["new", "carried_in"]], &["受理", "新受理"]),
    stage("taken_on", &["new", "carried_in"], &[&["new"], &["results_total"]], &["收到并办理", "接收办理", "收到和办理", "收到和处理", "收到并处理", "受理办理", "受理并办理"]),
    loose(&stage("taken_on?", &["new", "carried_in"], &[&["new"]], &["收办", "接办", "承办", "登记办理"])),
    loose(&stage("handled", &["new", "carried_in"], &[&["results_total"], &["new"]], &["办理", "处理"])),
    stage(ANSWERED, &["results_total"], &[], &["答复", "办结", "办毕", "办理完毕", "办理完成", "办理完结", "回复", "办理答复", "完成答复", "予以答复", "作出答复", "予以回复", "答复办结", "答复完毕", "办结答复", "完成办理", "处理完毕", "办结完毕"]),
    carried(CARRIED_IN, &["carried_in"], &["上年结转", "上年度结转"]),
    carried(CARRIED_OUT, &["carried_out"], &["继续办理", "继续答复", "继续处理", "正在办理", "尚在办理", "仍在办理", "尚在办理中", "正在办理中", "跨年办理", "跨年度办理", "转下年度", "转下一年度", "转下年", "转下一年", "未办结", "尚未办结", "未办理完毕", "尚未办理完毕", "办理中", "待答复", "尚未答复", "处于办理期限内", "处于办理期内", "在办理期限内", "尚在办理期限内", "仍在办理期限内", "未到期", "尚未到期", "未到答复期限", "未到办理期限", "尚未到答复期限", "尚在答复期限内", "仍在答复期限内", "在办理中", "尚在处理", "正在处理", "正在处理中", "期末结转", "年末结转"]),
    Label { or: &[&["carried_out"]], ..loose(&carried(CARRIED, &["carried_in"], &["结转", "转结", "顺延", "延至", "转入", "转至", "接转", "延续", "跨年", "结转至", "顺延至", "顺延到", "结转到", "移转"])) },
    group("disclosed", &["granted", "partial"], &["予以公开和部分公开", "予以公开及部分公开", "全部或部分公开", "公开或部分公开", "公开和部分公开", "全部公开或部分公开", "予以公开或部分公开", "公开或者部分公开"]),
    group("granted", &["granted"], &["予以公开", "同意公开", "准予公开", "全部公开", "全文公开", "决定公开", "予以全部公开"]),
    group("partial", &["partial"], &["部分公开", "予以部分公开", "区分处理", "部分予以公开", "部分同意公开", "同意部分公开"]),
    group("denied", &["denied."], &["不予公开", "不同意公开"]),
    group("unavailable", &["unavailable."], &["无法提供", "不能提供"]),
    group("declined", &["declined."], &["不予处理"]),
    group("other", &["other."], &["其他处理", "其他方式处理", "作其他处理", "其他情形处理", "其它处理", "作出其他处理"]),
    item("state_secret", &["denied.state_secret"], &["国家秘密", "属于国家秘密", "涉及国家秘密"]),
    item("law_forbids", &["denied.law_forbids"], &["法律行政法规禁止公开", "法律、行政法规禁止公开", "法律法规禁止公开", "法律、法规禁止公开", "其他法律行政法规禁止公开", "其他法律、行政法规禁止公开", "其他法律法规禁止公开", "法律法规规定禁止公开"]),
    item("securities", &["denied.three_securities"], &["三安全一稳定", "危及三安全一稳定"]),
    item("third_party", &["denied.third_party"], &["第三方合法权益", "第三方权益", "保护第三方合法权益", "保护第三方权益", "侵害第三方合法权益", "损害第三方合法权益", "涉及第三方合法权益", "影响第三方合法权益"]),
    item("internal", &["denied.internal_affairs"], &["内部事务信息", "三类内部事务信息", "三类内部事务", "内部事务", "内部事务类信息", "内部管理信息"]),
    item("process", &["denied.process"], &["过程性信息", "四类过程性信息", "过程性", "过程性文件"]),
    item("enforcement", &["denied.enforcement_file"], &["行政执法案卷", "执法案卷", "行政执法案卷信息", "执法案卷信息"]),
    item("inquiry", &["denied.inquiry"], &["行政查询事项", "行政查询"]),
    item("not_held", &["unavailable.not_held"], &["不掌握", "本机关不掌握", "本单位不掌握", "不掌握相关政府信息", "本机关不掌握相关政府信息", "机关不掌握相关信息", "不掌握相关信息", "本机关不掌握相关信息"]),
    item("must_be_made", &["unavailable.must_be_made"], &["没有现成信息", "无现成信息", "没有现成信息需要另行制作", "没有现成信息、需要另行制作", "无现成信息需要另行制作", "无现成信息、需要另行制作", "需要另行制作", "需另行制作", "没有现成信息需另行制作"]),
    item("unclear", &["unavailable.unclear"], &["补正后仍不明确", "补正后申请内容仍不明确", "申请内容仍不明确", "补正后内容仍不明确", "内容仍不明确", "经补正仍不明确", "经补正后仍不明确", "申请内容不明确", "内容不明确", "仍不明确", "补正后仍不明晰"]),
    item("petition", &["declined.petition"], &["信访举报投诉类申请", "信访举报投诉类", "信访举报投诉", "信访、举报、投诉类", "信访、举报、投诉类申请", "信访投诉举报类", "信访、投诉、举报类", "信访、投诉、举报类申请", "信访、投诉、举报", "信访投诉类", "信访、举报、投诉", "信访类申请", "信访类", "信访举报类", "信访投诉举报类申请", "投诉举报类申请", "举报投诉类申请", "投诉举报类", "举报投诉类", "信访投诉类申请", "信访举报类申请"]),
    item("repeated", &["declined.repeated"], &["重复申请", "重复性申请", "重复提出申请", "重复提交申请"]),
    item("publication", &["declined.publication"], &["要求提供公开出版物", "公开出版物", "提供公开出版物"]),
    item("excessive", &["declined.excessive"], &["无正当理由大量反复申请", "大量反复申请", "大量、反复申请", "反复大量申请"]),
    item("reissue", &["declined.reissue"], &["确认或重新出具已获取信息", "要求行政机关确认或重新出具已获取信息", "要求确认或重新出具已获取信息", "确认或者重新出具已获取信息", "重新出具已获取信息", "要求重新出具已获取信息", "重新出具信息", "确认或重新出具信息", "确认或重新出具"]),
    item("not_corrected", &["other.not_corrected"], &["逾期不补正", "无正当理由逾期不补正", "申请人无正当理由逾期不补正", "申请人逾期未补正", "逾期未补正", "申请人逾期不补正"]),
    item("fee_unpaid", &["other.fee_unpaid"], &["逾期未缴费", "逾期未缴纳费用", "逾期不缴费", "逾期不缴纳费用", "未按收费通知要求缴纳费用", "申请人逾期未缴费", "逾期未按收费通知要求缴纳费用", "逾期未缴纳信息处理费"]),
    item("other_reason", &["other.rest"], &["其他原因处理"]),
    applicant("natural", &["natural_person"], &["自然人", "个人", "公民", "公民个人", "自然人申请", "公民申请", "个人申请", "自然人申请人"]),
    applicant("organisation", &["business", "research", "social", "legal_service", "other_org"], &["法人或其他组织", "法人和其他组织", "法人及其他组织", "法人或者其他组织", "法人、其他组织", "法人和非法人组织", "法人或非法人组织", "法人以及其他组织", "法人或其他组织申请", "法人和其他组织申请"]),
    loose(&applicant("organisation?", &["business", "research", "social", "legal_service", "other_org"], &["法人", "法人申请", "单位申请", "法人组织", "社会组织"])),
    applicant("business", &["business"], &["商业企业", "商业企业申请"]),
    Label { or: &[&["business", "research", "social", "legal_service", "other_org"]], ..applicant("enterprise", &["business"], &["企业", "企业申请", "公司企业"]) },
    applicant("research", &["research"], &["科研机构", "科研院所", "科研单位"]),
    applicant("social", &["social"], &["社会公益组织", "公益组织"]),
    applicant("legal_service", &["legal_service"], &["法律服务机构", "律师事务所", "律师事务所等法律服务机构", "律所"]),
    Label { or: &[&["research", "social", "legal_service", "other_org"]], ..loose(&applicant("other_org", &["other_org"], &["其他主体", "其他机构"])) },
    cases("disputes", 1, &["reconsideration", "suit_direct", "suit_after"], &["行政争议", "行政争议案件", "争议案件"]),
    cases("reconsideration", 1, &["reconsideration"], &["行政复议", "复议", "申请行政复议", "行政复议申请", "行政复议案件", "复议案件", "被申请行政复议", "被复议"]),
    cases("suits", 1, &["suit_direct", "suit_after"], &["行政诉讼", "诉讼", "提起行政诉讼", "行政诉讼案件", "诉讼案件", "提起诉讼", "被提起行政诉讼", "被提起诉讼", "被诉讼", "被诉", "应诉行政诉讼", "诉讼问题", "行政诉讼问题", "诉讼事件", "行政诉讼事件", "起诉"]),
    cases("direct", 2, &["suit_direct"], &["未经复议直接起诉", "未经复议直接提起诉讼", "未经复议直接提起行政诉讼", "未经行政复议直接起诉", "未经行政复议直接提起诉讼", "直接起诉", "直接提起诉讼", "直接提起行政诉讼", "未经复议直接诉讼", "未经复议起诉"]),
    cases("after", 2, &["suit_after"], &["复议后起诉", "复议后提起诉讼", "复议后提起行政诉讼", "经复议后起诉", "经复议后提起诉讼", "经复议后提起行政诉讼", "经行政复议后起诉", "行政复议后起诉", "复议后诉讼", "经复议后再起诉", "复议后再起诉", "经复议起诉"]),
    ruling("upheld", &["upheld"], &["维持", "结果维持", "维持原行政行为", "予以维持", "获维持", "维持结果", "被维持", "维持原决定", "维持原答复", "判决维持"]),
    ruling("corrected", &["corrected"], &["纠正", "结果纠正", "被纠正", "予以纠正", "纠错", "被纠错", "结果被纠正"]),
    loose(&ruling("corrected?", &["corrected"], &["撤销", "确认违法", "责令履行", "责令重新", "责令限期"])),
    loose(&ruling("lost", &["corrected"], &["败诉", "被判败诉"])),
    ruling("other_outcome", &["other"], &["其他结果", "其它结果"]),
    loose(&ruling("other?", &["other"], &["驳回", "撤回", "撤诉", "终止", "调解", "不予受理", "和解", "撤销复议申请", "撤回复议申请"])),
    ruling("pending", &["pending"], &["尚未审结", "未审结", "正在审理", "审理中", "在审", "尚在审理", "尚在审理中", "正在审理中", "仍在审理", "仍在审理中", "未结"]),
    ruling("concluded", &["upheld", "corrected", "other"], &["已审结", "审结", "办结审理"]),
    filed("normative", Axis::Row, &["normative_documents"], &["行政规范性文件"]),
    loose(&filed("normative?", Axis::Row, &["normative_documents"], &["规范性文件"])),
    loose(&filed("rules", Axis::Row, &["rules"], &["规章", "政府规章"])),
    filed("licensing", Axis::Row, &["licensing"], &["行政许可", "行政许可决定", "许可决定"]),
    filed("services", Axis::Row, &["other_services"], &["其他对外管理服务事项", "对外管理服务事项"]),
    filed("penalty", Axis::Row, &["penalty"], &["行政处罚", "行政处罚决定", "处罚决定"]),
    filed("coercion", Axis::Row, &["coercion"], &["行政强制", "行政强制决定", "行政强制措施"]),
    filed("fees", Axis::Row, &["fees"], &["行政事业性收费", "行政事业型收费", "行政事业性收费金额"]),
    filed("procurement", Axis::Row, &["procurement"], &["政府集中采购", "政府集中采购项目", "集中采购项目"]),
    filed("issued", Axis::Col, &["issued", "made"], &["制发", "制定", "出台", "印发", "新制定", "制定出台", "新制作", "制作", "新制发", "新出台", "新印发", "制定印发", "制定发布"]),
    filed("published", Axis::Col, &["published"], &["主动公开", "新公开"]),
    filed("published_total", Axis::Col, &["published_total"], &["对外公开总数量", "对外公开总数", "累计对外公开"]),
    filed("decisions", Axis::Col, &["decisions"], &["处理决定数量", "本年处理决定数量"]),
    filed("spent", Axis::Col, &["spent"], &["采购总金额", "采购金额"]),
    filed("repealed", Axis::Col, &["repealed"], &["废止", "宣布废止"]),
    filed("in_force", Axis::Col, &["in_force"], &["现行有效", "继续有效", "有效件数"]),
];
