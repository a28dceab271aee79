//! The real reports: every cell read against the published one, and the real failures found.
//!
//! Reads the folder named by `GOUJI_REPORTS`; without the variable these tests are skipped by name.
//! `GOUJI_UPDATE=1` writes README's accuracy table anew.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod reports_support;

use std::fmt::Write;
use std::path::Path;

use gouji::input::{Content, Input};
use gouji::readers::charset::native_decode;
use gouji::recognize::{Report, State};
use gouji::rules::Severity;
use gouji::{Checked, Options};
use reports_support::reports;
use serde_json::Value;

/// Report id, file, and whether every cell must be read.
const FILES: [(&str, &str, bool); 9] = [
    ("jinlin-2020", "jinlin-2020.txt", true),
    ("shanghai-office-2019", "shanghai-office-2019.html", true),
    ("hangzhou-fixture-2025", "hangzhou-fixture-2025.html", true),
    ("hongze-2023", "hongze-2023.copied.txt", true),
    ("hongze-2023", "hongze-2023.layout.txt", true),
    ("huaian-2024", "formats/filled/huaian-2024-filled.html", true),
    ("kewei-2024", "kewei-2024.md", false),
    ("pingtan-2020", "pingtan-2020.txt", false),
    ("pingtan-2021", "pingtan-2021.txt", false),
];

fn check(path: &Path) -> Checked {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let input = Input { name: None, content: Content::Bytes(bytes) };
    let review = gouji::review(&input, &Options::default(), native_decode);
    review.result.unwrap_or_else(|error| panic!("{}: {}", path.display(), error.reason))
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("json")
}

/// The row names of the truth files that are not those of the forms.
const SHORT: [(&str, &str); 22] = [
    ("carried", "carried_in"),
    ("d1", "denied.state_secret"),
    ("d2", "denied.law_forbids"),
    ("d3", "denied.three_securities"),
    ("d4", "denied.third_party"),
    ("d5", "denied.internal_affairs"),
    ("d6", "denied.process"),
    ("d7", "denied.enforcement_file"),
    ("d8", "denied.inquiry"),
    ("u1", "unavailable.not_held"),
    ("u2", "unavailable.must_be_made"),
    ("u3", "unavailable.unclear"),
    ("n1", "declined.petition"),
    ("n2", "declined.repeated"),
    ("n3", "declined.publication"),
    ("n4", "declined.excessive"),
    ("n5", "declined.reissue"),
    ("o", "other"),
    ("o1", "other.not_corrected"),
    ("o2", "other.fee_unpaid"),
    ("o3", "other.rest"),
    ("forward", "carried_out"),
];

fn row_id(short: &str) -> &str {
    match short {
        "total" => "results_total",
        _ => SHORT.iter().find(|(name, _)| *name == short).map_or(short, |(_, id)| id),
    }
}

/// `(cell, published text)` for every cell of a truth file.
fn truth_cells(truth: &Value, report: &Report) -> Vec<(usize, String)> {
    let cells = report.form.cells();
    let texts = |value: &Value| -> Vec<String> {
        value.as_array().expect("list").iter().map(|v| v.as_str().unwrap_or_default().to_owned()).collect()
    };
    let mut list = Vec::new();
    let mut add = |name: &str, row: Vec<usize>, values: &Value| {
        assert_eq!(row.len(), texts(values).len(), "row {name} of form {}", report.form.id);
        list.extend(row.into_iter().zip(texts(values)));
    };
    for (label, values) in truth["t2"].as_object().expect("t2") {
        let is = |at: &usize| cells[*at].table == 0 && cells[*at].row_spec.keys.contains(&label.as_str());
        add(label, (0..cells.len()).filter(is).collect(), values);
    }
    for (short, values) in truth["t3"].as_object().expect("t3") {
        let is = |at: &usize| cells[*at].table == 1 && cells[*at].id.row == row_id(short);
        add(short, (0..cells.len()).filter(is).collect(), values);
    }
    add("表四", (0..cells.len()).filter(|&at| cells[at].table == 2).collect(), &truth["t4"]);
    list
}

/// What became of the cells of one report.
#[derive(Default)]
struct Score {
    cells: usize,
    right: usize,
    unread: usize,
    wrong: Vec<String>,
}

fn score(report: &Report, truth: &[(usize, String)]) -> Score {
    let mut score = Score { cells: truth.len(), ..Score::default() };
    for (at, published) in truth {
        let (spec, fact) = report.cell(*at).expect("cell");
        let unread = matches!(fact.state(), State::Illegible | State::Missing);
        if unread {
            score.unread += 1;
        } else if fact.raw.as_deref().map(str::trim) == Some(published.trim()) {
            score.right += 1;
        } else {
            score.wrong.push(format!("{} read {:?}, published {published:?}", spec.id, fact.raw));
        }
    }
    score
}

#[test]
fn cells_read_are_the_published_ones() {
    let Some(folder) = reports() else { return };
    let mut table =
        "| 报告 | 格式 | 单元格 | 读对 | 标明读不出 | 读错 |\n|---|---|---|---|---|---|\n".to_owned();
    let (mut cells, mut right) = (0, 0);
    for (id, file, exact) in FILES {
        let checked = check(&folder.join(file));
        let truth = json(&folder.join("truth").join(format!("{id}.json")));
        let score = score(&checked.report, &truth_cells(&truth, &checked.report));
        assert!(score.wrong.is_empty(), "{file}: read wrongly without a mark:\n{}", score.wrong.join("\n"));
        assert!(!exact || score.right == score.cells, "{file}: {} of {} read", score.right, score.cells);
        let _ = writeln!(
            table,
            "| {file} | {} | {} | {} | {} | {} |",
            checked.report.form.id,
            score.cells,
            score.right,
            score.unread,
            score.wrong.len()
        );
        cells += score.cells;
        right += score.right;
    }
    assert!(right * 100 >= cells * 98, "{right} of {cells} cells read");
    let (hundred, per_mille) = (right * 1000 / cells / 10, right * 1000 / cells % 10);
    let _ =
        writeln!(table, "| 合计 | | {cells} | {right}（{hundred}.{per_mille} %） | {} | 0 |", cells - right);
    readme_table("accuracy", &table);
}

/// Compares the part of README between two marks with `table`, or writes it.
fn readme_table(mark: &str, table: &str) {
    for path in ["README.md", "README.en.md"] {
        let text = std::fs::read_to_string(path).expect("README");
        let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
        let from = text.find(&begin).expect("begin mark") + begin.len();
        let to = text.find(&end).expect("end mark");
        if std::env::var_os("GOUJI_UPDATE").is_some() {
            std::fs::write(path, format!("{}{table}{}", &text[..from], &text[to..])).expect("write");
        } else {
            assert_eq!(&text[from..to], table, "{path}: run GOUJI_UPDATE=1 cargo test --test truth");
        }
    }
}

fn errors(checked: &Checked) -> Vec<String> {
    let error = |f: &&gouji::findings::Finding| f.severity == Severity::Error;
    checked.findings.iter().filter(error).map(|f| format!("{} {}", f.rule.id, f.message)).collect()
}

#[test]
fn consistent_reports_have_no_error() {
    let Some(folder) = reports() else { return };
    let consistent = FILES.iter().filter(|(id, ..)| !["hongze-2023", "pingtan-2020"].contains(id));
    for (_, file, _) in consistent {
        assert_eq!(errors(&check(&folder.join(file))), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn hongze_left_two_totals_at_zero_and_nothing_else_is_an_error() {
    let Some(folder) = reports() else { return };
    for file in ["hongze-2023.copied.txt", "hongze-2023.layout.txt"] {
        let checked = check(&folder.join(file));
        let errors = errors(&checked);
        assert_eq!(errors.len(), 2, "{file}: {errors:?}");
        assert!(errors[0].contains("行政复议") && errors[0].contains("= 11，总计 0，差 11"), "{}", errors[0]);
        assert!(errors[1].contains("复议后起诉") && errors[1].contains("5，总计 0，差 5"), "{}", errors[1]);
        let first = &checked.findings[0].repairs;
        let total = checked.report.form.find("review.reconsideration.total").expect("cell");
        assert_eq!(first.len(), 1, "one repair of one cell");
        assert_eq!(first[0].changes, vec![(total, 11)]);
    }
}

#[test]
fn pingtan_2020_has_two_repairs_that_fit_equally() {
    let Some(folder) = reports() else { return };
    let checked = check(&folder.join("pingtan-2020.txt"));
    let errors = errors(&checked);
    assert_eq!(errors.len(), 1, "one cause: {errors:?}");
    assert!(
        errors[0].contains("= 26，（七）总计 20，差 6") && errors[0].contains("= 27，（七）总计 21，差 6"),
        "{}",
        errors[0]
    );
    let finding = &checked.findings[0];
    assert!(finding.repairs.iter().all(|repair| repair.changes.len() == 2 && !repair.unique));
    assert_eq!(finding.repairs.len(), 2);
    assert!(finding.advice.starts_with("以下 2 种改法之一"), "{}", finding.advice);
}

/// What there is of these beginnings of reports is read, what is missing is said.
#[test]
fn partial_copies_are_read_as_far_as_they_go() {
    let Some(folder) = reports() else { return };
    let expected = [
        ("ankang-ju-2019.txt", "2019", 22, 1),
        ("changtu-wlgj-2021.txt", "2019", 22 + 14, 1),
        ("fenghuang-zhen-2021.txt", "2021", 10 + 21, 0),
        ("huiyi-zhen-2021.txt", "2021", 10 + 21, 2),
        ("lg-dept-2024.txt", "2021", 10 + 70, 0),
        ("nilke-zhen-2023.txt", "2021", 10 + 63, 0),
        ("qu-fgj-2020.txt", "2019", 22 + 28, 0),
        ("wuhan-sthj-2020.txt", "2019", 20, 0),
    ];
    for (file, form, cells, errors_expected) in expected {
        let checked = check(&folder.join("partial").join(file));
        let read = |fact: &gouji::recognize::Fact| !matches!(fact.state(), State::Missing | State::Illegible);
        assert_eq!(checked.report.form.id, form, "{file}");
        assert_eq!(
            checked.report.facts.iter().filter(|fact| read(fact)).count(),
            cells,
            "{file}: cells read"
        );
        let all = errors(&checked);
        let errors: Vec<&String> = all.iter().filter(|e| !e.starts_with("form-of-another-year")).collect();
        assert!(errors.len() <= errors_expected, "{file}: {errors:?}");
        assert!(!checked.unchecked().is_empty(), "{file}: what is missing is said");
    }
}

/// Blank totals and all: each filled cell of a real report, changed by one, is noticed; unchanged it is quiet.
#[test]
fn every_filled_cell_of_a_report_with_blanks_is_guarded() {
    let Some(folder) = reports() else { return };
    let path = folder.join("shanghai-office-2019.html");
    let bytes = std::fs::read(&path).expect("file");
    let input = Input { name: None, content: Content::Bytes(bytes) };
    let before = check(&path);
    assert!(errors(&before).is_empty(), "no false alarm");
    let cells: Vec<(String, i64)> = before
        .report
        .cells()
        .filter(|(spec, fact)| spec.table == 1 && !fact.is_blank())
        .filter_map(|(spec, fact)| Some((spec.id.to_string(), fact.integer(spec)?)))
        .collect();
    assert!(cells.len() > 30, "the report has figures");
    let missed: Vec<&String> = cells
        .iter()
        .filter(|(id, value)| {
            let options =
                Options { edits: vec![(id.clone(), (value + 1).to_string())], ..Options::default() };
            let review = gouji::review(&input, &options, native_decode);
            review.result.is_ok_and(|checked| errors(&checked).is_empty())
        })
        .map(|(id, _)| id)
        .collect();
    assert!(missed.is_empty(), "not noticed: {missed:?}");
}

/// 20 more HTML reports: unclosed cells, GB18030, nested tables, merged titles, blanks for zeros.
#[test]
fn generated_html_reports_are_read_exactly() {
    let Some(folder) = reports() else { return };
    let files = folder.join("../bench/files");
    if !files.is_dir() {
        eprintln!("skipped: {} is not there", files.display());
        return;
    }
    let truth = json(&files.join("truth.json"));
    let mut wrong = Vec::new();
    for (id, entry) in truth.as_object().expect("reports") {
        let report = check(&files.join(format!("{id}.html"))).report;
        let value = |at: usize| report.cell(at).and_then(|(spec, fact)| fact.integer(spec)).unwrap_or(0);
        let (start3, start4) = (report.form.table_start(1), report.form.table_start(2));
        for (r, row) in entry["sec3_int"].as_array().expect("rows").iter().enumerate() {
            for (c, cell) in row.as_array().expect("row").iter().enumerate() {
                if Some(value(start3 + r * 7 + c)) != cell.as_i64() {
                    wrong.push(format!("{id} 表三 {r},{c}: {} is {cell}", value(start3 + r * 7 + c)));
                }
            }
        }
        for (c, cell) in entry["sec4_int"].as_array().expect("row").iter().enumerate() {
            if Some(value(start4 + c)) != cell.as_i64() {
                wrong.push(format!("{id} 表四 {c}: {} is {cell}", value(start4 + c)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the text says against the tables: the slips of one report with their sentences, and quiet on the others.
#[test]
fn slips_in_the_text_are_found_and_nothing_else_is_blamed() {
    let Some(folder) = reports() else { return };
    for (_, file, _) in FILES {
        let checked = check(&folder.join(file));
        let prose = checked.findings.iter().filter(|f| f.rule.id.starts_with("prose-"));
        let found: Vec<String> = prose
            .map(|finding| {
                let quote = finding.quote.as_ref().expect("a sentence");
                assert!(finding.severity > Severity::Error, "{file}: prose never blocks");
                let count = quote.end - quote.start;
                format!(
                    "{} {}",
                    finding.rule.id,
                    quote.text.chars().skip(quote.start).take(count).collect::<String>()
                )
            })
            .collect();
        let expected: &[&str] = match file {
            "shanghai-office-2019.html" => &[
                "prose-table-mismatch 258件",
                "prose-table-mismatch 265件",
                // Three cases are still pending.
                "prose-table-mismatch 均获维持",
                "prose-share-mismatch 33.9%",
            ],
            // One is carried over.
            "kewei-2024.md" => &["prose-all-answered-but-carried-over 所有申请均已按要求办理完成"],
            _ => &[],
        };
        assert_eq!(found, expected, "{file}");
    }
}
