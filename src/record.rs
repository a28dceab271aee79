//! The check record (检查记录) as plain text.
//!
//! Takes a review, gives what a person reads in a terminal or keeps in a file. Knows nothing of JSON.

use std::fmt::Write;

use crate::{Checked, Review, VERSION};

/// Writes a review as a readable Chinese record, ending in a line break.
pub fn write(review: &Review) -> String {
    let name = review.name.as_deref().unwrap_or("（粘贴的内容）");
    let mut text = format!("{name}\n  {}\n", review.summary());
    match &review.result {
        Err(error) => text.push_str(&line("怎么办", &error.advice)),
        Ok(checked) => write_checked(checked, &mut text),
    }
    text.push_str(&line("检查程序", &format!("gouji {VERSION}")));
    text.push('\n');
    text
}

fn line(label: &str, content: &str) -> String {
    format!("  {label}：{content}\n")
}

fn write_checked(checked: &Checked, text: &mut String) {
    let report = &checked.report;
    let year = report.year.map_or_else(|| "年份未读到".to_owned(), |year| format!("{year} 年度"));
    let body = report.body.as_deref().unwrap_or("机关名称未读到");
    text.push_str(&line("报告", &format!("{body}，{year}；{}（{}）", report.form.name, report.form_why)));
    for finding in &checked.findings {
        let _ = writeln!(text, "  【{}】{}", finding.severity.name(), finding.message);
        if let Some(quote) = &finding.quote {
            let part = |from: usize, to: usize| {
                quote.text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>()
            };
            let (start, end) = (quote.start, quote.end);
            let (before, figure, behind) = (part(0, start), part(start, end), part(end, usize::MAX));
            let _ = writeln!(text, "      原文：{before}【{figure}】{behind}");
        }
        let _ = writeln!(text, "      依据：{}（{}）", finding.rule.why, finding.rule.id);
        let _ = writeln!(text, "      处理：{}", finding.advice);
    }
    for entry in checked.unchecked() {
        let _ = writeln!(text, "  【未核对】{}：{}", entry.what, entry.why);
    }
    for notice in report.remarks() {
        text.push_str(&line("说明", notice));
    }
}
