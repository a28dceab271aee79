//! The report that a case of `tests/cases/rules/` describes, and what is found in it by the rule.

use gouji::findings::Finding;
use gouji::{Checked, Review};

use super::{Case, Sheet};

/// The report of a case: its fenced text, or its form with the cells of its table.
pub fn review(case: &Case) -> Review {
    if let Some((kind, text)) = &case.fence {
        return super::check(super::content(kind, text));
    }
    let form = case.key("格式").unwrap_or("2021");
    let year = case.key("年份").unwrap_or(if form == "2019" { "2020" } else { "2023" });
    let body = case.key("机关").unwrap_or("甲市人民政府");
    let title = match (body, year) {
        ("（没有）", "（没有）") => String::new(),
        ("（没有）", year) => format!("统计期限为{year}年1月1日至12月31日"),
        (_, "（没有）") => format!("{body}政府信息公开工作年度报告"),
        _ => format!("{body}{year}年政府信息公开工作年度报告"),
    };
    let rest = match case.key("其余各格").unwrap_or("0") {
        "空白" => "",
        text => text,
    };
    let mut sheet = Sheet::filled(form, &title, rest);
    for row in case.table(&["单元格"]).into_iter().flat_map(|table| &table[1..]) {
        sheet.set(&row[0], if row[1] == "（空白）" { "" } else { &row[1] });
    }
    let html = if case.key("全文").is_some() { whole(case, &sheet, year) } else { sheet.html() };
    super::check_named(case.key("文件名"), super::content("html", &html))
}

/// The parts of a whole report that hold no table: heading, and text without a fault.
const PARTS: [(&str, &str); 3] = [
    (
        "一、总体情况",
        "（一）主动公开。按规定主动公开政府信息。（二）依申请公开。依法办理申请。（三）政府信息管理。动态管理规范性文件。\
         （四）平台建设。办好政府网站。（五）监督保障。组织工作考核和社会评议，没有责任追究情形。",
    ),
    (
        "五、存在的主要问题及改进情况",
        "存在的主要问题是政策解读的形式不够丰富，下一步将采用图解、视频等多种形式。",
    ),
    ("六、其他需要报告的事项", "本年度没有收取信息处理费。"),
];

/// The sheet with text around it; `- 一：…` puts another text, `（没有）` leaves the part out, `- 标题一：…` renames it.
fn whole(case: &Case, sheet: &Sheet, year: &str) -> String {
    let lines = |text: &str| format!("<p>{}</p>", text.replace('⏎', "</p><p>"));
    let part = |at: usize| {
        let number = ["一", "五", "六"][at];
        let text = case.key(number).unwrap_or(PARTS[at].1);
        let heading = case.key(&format!("标题{number}")).unwrap_or(PARTS[at].0);
        let body = if text == "（空白）" { String::new() } else { lines(text) };
        if text == "（没有）" { String::new() } else { format!("<p>{heading}</p>{body}") }
    };
    let notice = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）";
    let preface = format!("本报告按照{notice}编制，统计期限为{year}年1月1日至{year}年12月31日。");
    let preface = case.key("前言").unwrap_or(&preface).to_owned();
    let html = sheet.html();
    let (title, tables) = html.split_once("</p>").expect("title");
    let title = case.key("题目").map_or(format!("{title}</p>"), lines);
    let mut tables = tables.replace("</body></html>", "");
    for change in case.all("改为") {
        let (from, to) = change.split_once('→').expect("→");
        assert!(tables.contains(from), "{from} stands in the tables");
        tables = tables.replace(from, to);
    }
    for spec in sheet.form.tables.iter().filter(|spec| case.all("缺").any(|short| short == spec.short)) {
        super::drop_table(&mut tables, spec.title);
    }
    format!("{title}{}{}{tables}{}{}</body></html>", lines(&preface), part(0), part(1), part(2))
}

/// The findings that speak of a rule.
pub fn findings<'a>(checked: &'a Checked, rule: &'a str) -> impl Iterator<Item = &'a Finding> + Clone {
    let of_rule = move |at: &usize| checked.outcomes[*at].rule.id == rule;
    checked
        .findings
        .iter()
        .filter(move |finding| finding.rule.id == rule || finding.relations.iter().any(of_rule))
}
