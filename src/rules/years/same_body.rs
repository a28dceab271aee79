//! D11: two reports are compared only when they are of one body and of years that follow each other.

use crate::dossier::{Fit, Pair};
use crate::rules::across::{Outcome, Place};
use crate::rules::{Check, Rule, Severity, Verdict};

/// D11.
pub static RULE: Rule = Rule {
    id: "not-the-same-body",
    code: "D11",
    severity: Severity::Warning,
    title: "两份报告属于同一机关相邻两年",
    why: "政府的报告写全地区，办公室的报告只写办公室自己；不是同一机关相邻两年的报告，数字不能上下衔接。",
    advice: "换成同一机关相邻年度的报告再比较。",
    basis: "《政府信息公开条例》第四十九条",
    relation: false,
    check: Check::Years(check),
};

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    let [before, after] = [pair.before, pair.after];
    let titles = [before.digest.title(), after.digest.title()];
    let years = [before.digest.year, after.digest.year]
        .map(|year| year.map_or_else(|| "未读到".to_owned(), |year| year.to_string()));
    let places = || [before, after].map(|member| Place { report: member.at, cells: Vec::new() }).to_vec();
    let unknown = |why: String| Outcome::unknown(rule, places(), why);
    match pair.fit {
        Fit::Sound => outcomes.push(Outcome::new(rule, Verdict::Pass)),
        Fit::Mixed => {
            let message = format!("一份是政府的报告，一份是办公室的：“{}”和“{}”。", titles[0], titles[1]);
            outcomes.push(Outcome::fail(rule, places(), message));
            outcomes.push(unknown("一份是政府的报告，一份是办公室的，没有比较数字和文字".to_owned()));
        }
        Fit::Renamed => {
            let message = format!("机关名称不同：“{}”和“{}”，按指定的配对作了比较。", titles[0], titles[1]);
            let advice = Some("机关更名的，以上比较有效；不是同一机关的，请不要采用。".to_owned());
            let failed = Outcome::fail(rule, places(), message);
            outcomes.push(Outcome { severity: Severity::Note, advice, ..failed });
        }
        Fit::Untold => outcomes.push(unknown(format!(
            "机关名称或年份没有读全（年份：{}、{}），按指定的先后作了比较，是不是同一机关相邻两年请自己确认",
            years[0], years[1]
        ))),
        Fit::SameYear => {
            outcomes.push(unknown(format!("两份报告都是 {} 年度的，没有比较", years[0])));
        }
        Fit::Apart => outcomes
            .push(unknown(format!("两份报告（{}、{} 年度）不是相邻两年，没有比较", years[0], years[1]))),
    }
}
