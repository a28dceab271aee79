//! F15, F16: what the form prints in the table headers is still there.

use crate::recognize::{Presence, Report};
use crate::rules::{Check, Rule, Severity};

use super::{fail, of_report};

/// F15.
pub static NOTE: Rule = Rule {
    id: "balance-note-missing",
    code: "F15",
    severity: Severity::Note,
    title: "表三表头保留勾稽关系的说明",
    why: "格式在表三表头印有“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。",
    advice: "照格式写表头的说明。",
    basis: "表三表头注",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            is_complete(report, 1).then_some(())?;
            Some(match (prose.says_balance, prose.balance_altered) {
                (false, _) => vec![fail(rule, "表三表头没有勾稽关系的说明。")],
                (true, true) => vec![fail(rule, "表三表头勾稽关系的说明与格式不同。")],
                (true, false) => Vec::new(),
            })
        });
    }),
};

/// F16.
pub static UNIT: Rule = Rule {
    id: "unit-missing-in-header",
    code: "F16",
    severity: Severity::Warning,
    title: "收费金额表头写明单位万元",
    why: "格式规定本年收费金额以万元为单位；不写单位容易差一万倍。",
    advice: "在表头写明“单位：万元”，并核对收费金额是否以万元计。",
    basis: "表二第二十条第（八）项",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        of_report(rule, report, outcomes, &|prose| {
            let asked =
                report.form.cells().iter().any(|spec| spec.id.row == "fees" && spec.id.col == "amount");
            (asked && is_complete(report, 0)).then_some(())?;
            Some(if prose.says_unit {
                Vec::new()
            } else {
                vec![fail(rule, "收费金额的表头没有写单位。")]
            })
        });
    }),
};

fn is_complete(report: &Report, table: usize) -> bool {
    report.presence.get(table) == Some(&Presence::Complete)
}
