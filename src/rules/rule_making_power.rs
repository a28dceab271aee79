//! A2.3, A2.7: figures that do not suit the kind of body that reports.

use crate::recognize::Report;

use super::{Check, Outcome, Rule, Severity, Verdict, cells_where};

/// A2.3.
pub static RULE: Rule = Rule {
    id: "rules-without-power",
    code: "A2.3",
    severity: Severity::Warning,
    title: "没有规章制定权的机关规章应为 0",
    why: "规章由国务院部门、省级和设区的市（自治州）政府制定；县级以下政府、乡镇街道和地方部门没有这项权力。",
    advice: "核对是否把规章制度当作规章填报。",
    basis: "《中华人民共和国立法法》关于规章的规定",
    relation: false,
    check: Check::Report(rules),
};

/// A2.7.
pub static WORKLOAD: Rule = Rule {
    id: "workload-unlike-body",
    code: "A2.7",
    severity: Severity::Note,
    title: "处理决定数量与机关性质相称",
    why: "乡镇、街道和办公室很少有这么多许可、处罚或强制决定。",
    advice: "核对是否多填了数字或填了全县（市、区）的数。",
    basis: "表二第二十条第（五）（六）项",
    relation: false,
    check: Check::Report(workload),
};

/// Decisions a township or an office hardly makes in a year.
const LARGE_FOR_TOWNSHIP: i64 = 10_000;

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

fn is_township(name: &str) -> bool {
    ends(name, &["镇", "乡", "街道", "镇人民政府", "乡人民政府", "街道办事处", "镇政府", "乡政府", "街道办"])
}

/// Whether the name alone shows that the body cannot make 规章.
pub(super) fn lacks_power(name: &str) -> bool {
    let county = ends(name, &["县", "县人民政府", "县政府", "旗", "旗人民政府"]);
    let department = ends(name, &["局", "中心", "大队", "支队"]) && !name.starts_with("国家");
    is_township(name) || county || department
}

fn rules(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let cells = cells_where(report, &|spec, fact| {
        spec.table == 0 && spec.id.row == "rules" && fact.integer(spec).is_some_and(|n| n > 0)
    });
    outcomes.push(match report.body.as_deref() {
        Some(body) if lacks_power(body) => {
            super::grouped(rule, report, cells, &format!("大于 0，而{body}没有规章制定权。"))
        }
        Some(_) => Outcome::new(rule, Verdict::Inapplicable),
        None if cells.is_empty() => Outcome::new(rule, Verdict::Pass),
        None => {
            let message = "没有读到机关名称，不知道有没有规章制定权".to_owned();
            Outcome { cells, message, ..Outcome::new(rule, Verdict::Unknown) }
        }
    });
}

fn workload(rule: &'static Rule, report: &Report, outcomes: &mut Vec<Outcome>) {
    let small = report.body.as_deref().is_some_and(|name| is_township(name) || name.ends_with("办公室"));
    if !small {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        return;
    }
    let cells = cells_where(report, &|spec, fact| {
        spec.id.col == "decisions" && fact.integer(spec).is_some_and(|n| n >= LARGE_FOR_TOWNSHIP)
    });
    outcomes.push(super::grouped(rule, report, cells, "对乡镇、街道或办公室来说异常大。"));
}
