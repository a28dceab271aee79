//! N2–N13, N16, N17: how a number is written in its cell.
//!
//! `number` says how each text was read; here stands what that means for the clerk. One finding per rule,
//! listing its cells, because a habit of writing is one cause however often it shows.

use crate::forms::{CellSpec, Kind};
use crate::number::{Quantity, Remark, Unit};
use crate::recognize::{Fact, Report};

use super::{Check, Outcome, Rule, Severity, Verdict, cells_where, grouped};

const BASIS: &str = "表格栏目";
/// N17: counts with more digits than this are worth a look in 表三 and 表四.
const LARGE_COUNT: i64 = 99_999_999;

macro_rules! format_rule {
    ($(#[$doc:meta])* $name:ident, $id:literal, $code:literal, $severity:ident, $title:literal, $what:literal,
     $why:literal, $advice:literal, $wanted:expr) => {
        $(#[$doc])*
        pub static $name: Rule = Rule {
            id: $id,
            code: $code,
            severity: Severity::$severity,
            title: $title,
            why: $why,
            advice: $advice,
            basis: BASIS,
            relation: false,
            check: Check::Report(|rule, report, outcomes| check(rule, report, $what, $wanted, outcomes)),
        };
    };
}

fn check(
    rule: &'static Rule,
    report: &Report,
    what: &str,
    wanted: fn(&CellSpec, &Fact) -> bool,
    outcomes: &mut Vec<Outcome>,
) {
    outcomes.push(grouped(rule, report, cells(report, wanted), what));
}

/// Two weights of one habit: what is grave, and what is merely superfluous.
fn check_two(
    rule: &'static Rule,
    report: &Report,
    grave: (Severity, &str, fn(&CellSpec, &Fact) -> bool),
    slight: (Severity, &str, fn(&CellSpec, &Fact) -> bool),
    outcomes: &mut Vec<Outcome>,
) {
    let failed = [grave, slight].map(|(severity, what, wanted)| {
        let outcome = grouped(rule, report, cells(report, wanted), what);
        (outcome.verdict == Verdict::Fail).then_some(Outcome { severity, ..outcome })
    });
    if failed.iter().all(Option::is_none) {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
    outcomes.extend(failed.into_iter().flatten());
}

fn cells(report: &Report, wanted: fn(&CellSpec, &Fact) -> bool) -> Vec<usize> {
    // A text that could not be cut into figures says nothing of how the figures were written.
    let legible = |fact: &Fact| fact.doubt.is_none_or(|doubt| !doubt.hides_value());
    cells_where(report, &|spec, fact| wanted(spec, fact) && legible(fact))
}

fn has(fact: &Fact, remark: Remark) -> bool {
    fact.reading.remarks.contains(&remark)
}

/// A unit that is not the header's: 元 under 万元, 万元 where counts stand, 亿元 anywhere.
fn foreign_unit(spec: &CellSpec, fact: &Fact) -> bool {
    match (spec.kind(), fact.reading.unit()) {
        (_, None) | (Kind::Money, Some(_)) | (Kind::TenThousandYuan, Some(Unit::TenThousandYuan)) => false,
        (Kind::Count | Kind::Change, Some(unit)) => unit != Unit::Piece,
        (Kind::TenThousandYuan, Some(_)) => true,
    }
}

/// The header's own unit, written once more.
fn repeated_unit(spec: &CellSpec, fact: &Fact) -> bool {
    fact.reading.unit().is_some() && spec.kind() != Kind::Money && !foreign_unit(spec, fact)
}

/// A written sign where nothing can grow or shrink. A number below zero is an error of its own.
fn misplaced_sign(spec: &CellSpec, fact: &Fact) -> bool {
    let negative = fact.value(spec).is_some_and(super::super::number::Decimal::is_negative);
    spec.kind() != Kind::Change && has(fact, Remark::Signed) && !negative
}

/// In 本年增/减 a sign is usual as `-256`; anything else is remarked.
fn odd_sign(spec: &CellSpec, fact: &Fact) -> bool {
    let plain = || match fact.reading.quantity {
        Quantity::Number(number) => fact.raw.as_deref().is_some_and(|raw| raw.trim() == number.to_string()),
        _ => false,
    };
    spec.kind() == Kind::Change && has(fact, Remark::Signed) && !plain()
}

fn style(_: &CellSpec, fact: &Fact) -> bool {
    [Remark::FullWidth, Remark::Grouped, Remark::TrailingZeros, Remark::LeadingZero]
        .iter()
        .any(|r| has(fact, *r))
}

format_rule! {
    /// N12.
    SPREADSHEET_DAMAGE, "spreadsheet-damage", "N12", Error, "单元格不得是表格软件的错误值", "是表格软件的错误值、日期或公式。",
    "这不是一个数，多半是单元格格式或公式出了问题。", "把单元格设为文本或常规格式，重新填写数字。",
    |_, fact| has(fact, Remark::Spreadsheet)
}
format_rule! {
    /// N16.
    WORDS, "words-in-cell", "N16", Error, "数字栏只能填数字", "不是数字。",
    "这一栏应填数字，文字无法参与核对。", "改填数字；没有发生的填 0。",
    |_, fact| has(fact, Remark::Words)
}
format_rule! {
    /// N17, beyond what can be a number at all.
    TOO_LONG, "too-many-digits", "N17", Error, "数字位数过多", "位数过多，不可能是件数或金额。",
    "这么多位数字多半是几个数连在了一起。", "核对原文，把各栏数字分开填写。",
    |_, fact| has(fact, Remark::TooLong)
}
format_rule! {
    /// N17.
    LARGE, "very-large-count", "N17", Warning, "申请、复议、诉讼件数异常大", "大得异常。",
    "申请和复议、诉讼的件数很少超过八位数。", "核对是否多填了数字。",
    |spec, fact| spec.table > 0 && fact.integer(spec).is_some_and(|value| value > LARGE_COUNT)
}
format_rule! {
    /// N9.
    LOOKALIKE, "digit-lookalike", "N9", Warning, "数字中混有形近字母", "含有形近数字的字母，暂按数字读取。",
    "文字识别常把 0、1、2、5、8 认成字母 O、l、Z、S、B。", "核对原文后改为数字。",
    |_, fact| has(fact, Remark::Lookalike)
}
format_rule! {
    /// N11.
    TWO_NUMBERS, "two-numbers-in-cell", "N11", Warning, "一格只能填一个数", "一格里有两个数，暂取第一个。",
    "一个单元格对应一个指标，两个数无法判断取哪一个。", "只保留应填的那个数，说明写到正文里。",
    |_, fact| has(fact, Remark::TwoNumbers)
}
format_rule! {
    /// N11.
    NOTE, "note-in-cell", "N11", Note, "数字后不应带说明", "数字后带有说明，按前面的数读取。",
    "表格中只填数字，便于汇总。", "把说明移到表外或正文里。",
    |_, fact| has(fact, Remark::Note)
}
format_rule! {
    /// N13.
    ESTIMATE, "estimate-in-cell", "N13", Warning, "表格中不得填约数", "是约数。",
    "统计表应填确数。", "改填准确数字。",
    |_, fact| has(fact, Remark::Approximate)
}
/// N5.
pub static UNIT: Rule = Rule {
    id: "unit-in-cell",
    code: "N5",
    severity: Severity::Warning,
    title: "单位应与表头一致",
    why: "单位由表头统一规定；另写单位容易差一万倍。",
    advice: "按表头单位换算后只填数字。",
    basis: BASIS,
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        let grave = (Severity::Warning, "写有与表头不一致的单位。", foreign_unit as _);
        let slight = (Severity::Note, "写有单位；单位在表头，格中只填数字。", repeated_unit as _);
        check_two(rule, report, grave, slight, outcomes);
    }),
};
format_rule! {
    /// N2.
    DASH, "dash-for-zero", "N2", Note, "没有发生的应填 0", "是“无”的符号，按 0 核对。",
    "格式要求填数字，“/”“-”等符号无法汇总。", "改填 0。",
    |_, fact| fact.reading.quantity == Quantity::Dash
}
/// N6.
pub static SIGN: Rule = Rule {
    id: "written-sign",
    code: "N6",
    severity: Severity::Note,
    title: "正负号的写法",
    why: "“本年增/减”栏增加直接填正数，减少填负数，便于汇总；其他栏填的是件数或金额，没有增减。",
    advice: "增加填数字本身，减少在数字前加“-”；写在其他栏的，核对是否填错了栏目。",
    basis: BASIS,
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        let grave = (Severity::Error, "写了增减，而这一栏填的是件数或金额。", misplaced_sign as _);
        let slight = (Severity::Note, "用文字或符号写了增减，按正负数读取。", odd_sign as _);
        check_two(rule, report, grave, slight, outcomes);
    }),
};
format_rule! {
    /// N8.
    NUMERAL, "chinese-numeral", "N8", Note, "应填阿拉伯数字", "是汉字数字。",
    "表格中统一用阿拉伯数字。", "改为阿拉伯数字。",
    |_, fact| has(fact, Remark::ChineseNumeral)
}
format_rule! {
    /// N3, N4, N7, N10.
    STYLE, "number-style", "N3, N4, N7, N10", Note, "数字写法不规范", "写法不规范（全角、分节号、多余的零），已按数值读取。",
    "写法统一才便于复制和汇总。", "改为半角阿拉伯数字，不加分节号和多余的零。",
    style
}
