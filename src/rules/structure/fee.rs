//! B4–B7: what 六 says of the fee for processing information (信息处理费).

use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity};

use super::{any, digits, fail, fail_at, find, known, of_report};

/// Characters behind 处理费 in which the amount stands.
const REACH: usize = 20;

/// B5.
pub static MISSING: Rule = Rule {
    id: "fee-not-reported",
    code: "B5",
    severity: Severity::Warning,
    title: "第六部分报告收取信息处理费的情况",
    why: "2021 年格式要求在第六部分报告发出收费通知的件数、总金额和实际收取的总金额；没有收取的也要写明。",
    advice: "补写一句，如“本年度没有收取信息处理费”。",
    basis: "国办公开办函〔2021〕30号、国办函〔2020〕109号",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let text = &prose.part(5).filter(|_| asked(report))?.text;
            let said = any(text, &["处理费", "收费", "收取费", "费用"])
                || find(&prose.flow.chars, "信息处理费").is_some();
            Some(if said {
                Vec::new()
            } else {
                vec![fail(rule, "第六部分没有写收取信息处理费的情况。")]
            })
        });
    }),
};

/// B4.
pub static CONFLICT: Rule = Rule {
    id: "fee-denied-but-unpaid-requests",
    code: "B4",
    severity: Severity::Warning,
    title: "有逾期未缴费的申请时，写明发出过收费通知",
    why: "表三（六）2 是发出收费通知后逾期未缴纳的申请，有这样的申请就发出过收费通知。",
    advice: "核对表三（六）2 和第六部分关于信息处理费的说明。",
    basis: "国办函〔2020〕109号",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let text = &prose.part(5).filter(|_| asked(report))?.text;
            let (cells, unpaid) = known(report, "requests", &["other.fee_unpaid"], &["total"])?;
            let none = text.trim_matches(|c: char| !c.is_alphanumeric()) == "无" || denies(text);
            let message = format!("表三（六）2 有 {unpaid} 件，第六部分却说没有收费。");
            Some(if unpaid > 0 && none { vec![Outcome::fail(rule, cells, message)] } else { Vec::new() })
        });
    }),
};

/// B6, B7.
pub static AMOUNT: Rule = Rule {
    id: "fee-amount-unusual",
    code: "B6, B7",
    severity: Severity::Note,
    title: "信息处理费的金额合乎收费标准",
    why: "信息处理费以元计，按件或按量收取，都是 10 元的倍数；它不是表二的行政事业性收费。",
    advice: "核对金额和单位；不要把表二的行政事业性收费写成信息处理费。",
    basis: "国办函〔2020〕109号",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let section = prose.part(5).filter(|_| asked(report))?;
            let (from, amount, thousands) = amount(&section.text)?;
            let at = section.body.0 + from;
            let charges = known(report, "disclosure", &["fees"], &["amount"]);
            let told = |message: String| fail_at(rule, prose, (at, at + 3), message);
            Some(match charges {
                Some((cells, charged)) if charged == amount && amount > 0 => {
                    let message = format!("信息处理费写 {amount}，与表二行政事业性收费 {charged} 万元相同。");
                    vec![Outcome { cells, severity: Severity::Warning, ..told(message) }]
                }
                _ if thousands && amount > 0 => vec![told("信息处理费以元计，这里写的是万元。".to_owned())],
                _ if amount % 10 != 0 => vec![told(format!("信息处理费 {amount} 元不是 10 元的倍数。"))],
                _ => Vec::new(),
            })
        });
    }),
};

/// The form asks for it, and the part was not left out of the copy.
fn asked(report: &Report) -> bool {
    report.year.is_some_and(|year| year >= 2021)
        && report.form.cells().iter().any(|spec| spec.id.row == "other.fee_unpaid")
}

fn denies(text: &str) -> bool {
    let notified =
        text.contains("发出") && !["未发出", "没有发出", "无发出"].iter().any(|word| text.contains(word));
    !notified
        && [
            "未收取",
            "没有收取",
            "无收取",
            "未发出收费",
            "没有发出收费",
            "未产生",
            "未发生",
            "不存在收",
            "无信息处理费",
            "未收费",
        ]
        .iter()
        .any(|word| text.contains(word))
}

/// Where the fee is spoken of, its amount, and whether it is in 万元.
fn amount(text: &str) -> Option<(usize, i64, bool)> {
    let text: Vec<char> = text.chars().collect();
    let from = find(&text, "处理费")?;
    let behind = text.get(from + 3..(from + 3 + REACH).min(text.len()))?;
    let at = behind.iter().position(char::is_ascii_digit)?;
    let (amount, length) = digits(behind.get(at..)?)?;
    match behind.get(at + length..)? {
        ['元', ..] => Some((from, amount, false)),
        ['万', '元', ..] => Some((from, amount, true)),
        _ => None,
    }
}
