//! `gouji rollup FILE|DIR… [--parent FILE] [--complete] [--json] [-o OUT.xlsx|.csv]`.

use std::process::ExitCode;

use gouji::dossier::{Area, Digest, Wish};
use gouji::input::Unreadable;
use gouji::view::across::Listed;
use gouji::view::rollup::{self, Rollup};
use gouji::{Options, Review, handout, takeaway, together};

use super::files::review_all;
use super::write::{is_csv, put};

/// The words of `rollup`.
#[derive(Default)]
struct Call<'a> {
    files: Vec<&'a str>,
    parent: Option<&'a str>,
    out: Option<&'a str>,
    complete: bool,
    json: bool,
}

impl<'a> Call<'a> {
    fn parse(words: &[&'a str]) -> Option<Self> {
        let mut call = Self::default();
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--json" => call.json = true,
                "--complete" => call.complete = true,
                "--parent" => call.parent = Some(words.next()?),
                "-o" => call.out = Some(words.next()?),
                word if word.starts_with("--") => return None,
                file => call.files.push(file),
            }
        }
        (!call.files.is_empty()).then_some(call)
    }
}

/// Adds up the reports and holds them against the area's own. Only digests are kept while reading.
pub fn run(words: &[&str]) -> ExitCode {
    let Some(call) = Call::parse(words) else { return crate::usage() };
    let mut digests = Vec::new();
    review_all(&call.files, &Options::default(), &mut |review| digests.push(digest(&review)));
    let parent = match call.parent.map(|file| parent(file, &mut digests)) {
        Some(None) => {
            eprintln!("--parent 要指定一份报告。");
            return ExitCode::from(2);
        }
        Some(Some(at)) => Area::Report(at),
        None => Area::ByName,
    };
    let wish = Wish { parent, children: None, complete: call.complete };
    let made = together::roll_up(&digests, &wish);
    let result = rollup::rollup(&digests, &made);
    if call.json {
        say!("{}", super::json(&result));
    } else {
        print(&result);
    }
    if let Some(out) = call.out
        && let Err(why) = write(out, &digests, &made)
    {
        eprintln!("{out}：{}{}", why.reason, why.advice);
        return ExitCode::from(2);
    }
    exit(&result, digests.iter().any(is_unread))
}

/// What is kept of a report; one that cannot be read keeps its place in the list.
fn digest(review: &Review) -> Digest {
    let name = review.name.clone();
    match &review.result {
        Ok(checked) => checked.digest(name.as_deref()),
        Err(why) => {
            eprintln!("{}：{}{}", name.as_deref().unwrap_or_default(), why.reason, why.advice);
            Digest { name, ..Digest::default() }
        }
    }
}

fn is_unread(digest: &Digest) -> bool {
    (0..digest.presence.len()).all(|table| !digest.has_table(table))
}

/// The index of the parent's file; it is read if it is not among the others.
fn parent(file: &str, digests: &mut Vec<Digest>) -> Option<usize> {
    let named = |digest: &Digest| digest.name.as_deref() == Some(file);
    if let Some(at) = digests.iter().position(named) {
        return Some(at);
    }
    let before = digests.len();
    review_all(&[file], &Options::default(), &mut |review| digests.push(digest(&review)));
    (digests.len() == before + 1).then_some(before)
}

fn write(out: &str, digests: &[Digest], made: &together::Rollup) -> Result<(), Unreadable> {
    let sheets = handout::sums(digests, made);
    let bytes = if is_csv(out) { takeaway::csv(&sheets) } else { takeaway::workbook(&sheets)? };
    put(out, &bytes)
}

fn exit(rollup: &Rollup, unread: bool) -> ExitCode {
    if unread || rollup.children.is_empty() {
        ExitCode::from(2)
    } else if rollup.verdict == "findings" {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

// ---- the record -------------------------------------------------------------------------------------------------

/// Totals that show at once what was added up.
const SHOWN: [&str; 4] = [
    "requests.new@total",
    "requests.results_total@total",
    "requests.carried_out@total",
    "review.reconsideration.total",
];

fn print(rollup: &Rollup) {
    let parent = rollup.parent.map_or("没有本级", |at| title(rollup, at));
    let year = rollup.year.map_or_else(|| "年份未读到".to_owned(), |year| format!("{year} 年度"));
    say!("{parent}，{year}，{}，{} 个下级", rollup.form_name, rollup.children.len());
    say!("  {}", rollup.summary);
    let cells = rollup.tables.iter().flat_map(|table| &table.cells);
    for cell in cells.filter(|cell| SHOWN.contains(&cell.id.as_str())) {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "不知道".to_owned());
        let of_parent = rollup.parent.map_or_else(String::new, |_| format!("，本级 {}", text(&cell.parent)));
        say!("  {}：合计 {}{of_parent}", cell.name, text(&cell.sum));
    }
    rollup.findings.iter().for_each(super::print_finding);
    for entry in &rollup.unchecked {
        say!("  【未核对】{}：{}", entry.what, entry.why);
    }
    for out in &rollup.left_out {
        say!("  【没有计入】{}：{}", title(rollup, out.report), out.why);
    }
}

fn title(rollup: &Rollup, at: usize) -> &str {
    let of = |report: &'_ Listed| report.body.is_some();
    match rollup.reports.get(at) {
        Some(report) if of(report) => report.body.as_deref().unwrap_or_default(),
        Some(report) => report.name.as_deref().unwrap_or("（未写机关名称的报告）"),
        None => "",
    }
}
