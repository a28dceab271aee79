//! `gouji years FILE|DIR… [--json] [--pair]`.

use std::process::ExitCode;

use gouji::dossier::Digest;
use gouji::view::across::{self, Years};
use gouji::{Options, Review, together};

use super::files::review_all;

/// The words of `years`.
#[derive(Default)]
struct Call<'a> {
    files: Vec<&'a str>,
    json: bool,
    /// The two reports are to be compared, whatever their names and years.
    pair: bool,
}

impl<'a> Call<'a> {
    fn parse(words: &[&'a str]) -> Option<Self> {
        let mut call = Self::default();
        for word in words {
            match *word {
                "--json" => call.json = true,
                "--pair" => call.pair = true,
                word if word.starts_with("--") => return None,
                file => call.files.push(file),
            }
        }
        (!call.files.is_empty()).then_some(call)
    }
}

/// Compares the reports of each body year by year. Only digests are kept while reading.
pub fn run(words: &[&str]) -> ExitCode {
    let Some(call) = Call::parse(words) else { return crate::usage() };
    let (mut digests, mut unreadable) = (Vec::new(), false);
    review_all(&call.files, &Options::default(), &mut |review| match digest(&review) {
        Some(digest) => digests.push(digest),
        None => unreadable = true,
    });
    let chosen: &[(usize, usize)] = &[(0, 1)];
    if call.pair && digests.len() != 2 {
        eprintln!("--pair 用于两份报告，读到了 {} 份。", digests.len());
        return ExitCode::from(2);
    }
    let compared = together::compare_years(&digests, call.pair.then_some(chosen));
    let years = across::years(&digests, &compared);
    if call.json {
        say!("{}", super::json(&years));
    } else {
        print(&years);
    }
    exit(&years, unreadable)
}

/// What is kept of a report; what cannot be read is said at once.
fn digest(review: &Review) -> Option<Digest> {
    let name = review.name.as_deref();
    match &review.result {
        Ok(checked) => Some(checked.digest(name)),
        Err(why) => {
            eprintln!("{}：{}{}", name.unwrap_or_default(), why.reason, why.advice);
            None
        }
    }
}

fn exit(years: &Years, unreadable: bool) -> ExitCode {
    if years.pairs.is_empty() {
        eprintln!("没有可以比较的两年报告。");
    }
    if unreadable || years.pairs.is_empty() {
        ExitCode::from(2)
    } else if years.pairs.iter().any(|pair| pair.verdict == "findings") {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

// ---- the record ---------------------------------------------------------------------------------------------

fn print(years: &Years) {
    for pair in &years.pairs {
        say!("{} → {}", title(years, pair.before), title(years, pair.after));
        say!("  {}", pair.summary);
        pair.findings.iter().for_each(super::print_finding);
        for entry in &pair.unchecked {
            say!("  【未核对】{}：{}", entry.what, entry.why);
        }
        let shares: Vec<String> = pair
            .repetition
            .iter()
            .map(|repetition| format!("{} {}%", repetition.part, repetition.percent))
            .collect();
        if !shares.is_empty() {
            say!("  文字重复：{}", shares.join("，"));
        }
        say!("");
    }
    for out in &years.unpaired {
        say!("【没有比较】{}：{}", title(years, out.report), out.why);
    }
}

/// `甲县 2022 年度（甲县2022.docx）`
fn title(years: &Years, at: usize) -> String {
    let Some(report) = years.reports.get(at) else { return String::new() };
    let body = report.body.as_deref().unwrap_or("机关名称未读到");
    let year = report.year.map_or_else(|| "年份未读到".to_owned(), |year| format!("{year} 年度"));
    let name = report.name.as_deref().map_or_else(String::new, |name| format!("（{name}）"));
    format!("{body} {year}{name}")
}
