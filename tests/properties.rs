//! What holds for any table: every rendering gives the same cells, every wrong cell is found, nothing panics.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use gouji::forms::Shape;
use gouji::input::Content;
use gouji::recognize::Doubt;
use gouji::rules::Severity;
use gouji::{Checked, Outcomes, ReviewVerdict};
use proptest::prelude::*;
use support::Sheet;

const FORMS: [&str; 4] = ["2021", "2019", "2021-mixed", "2019-mixed"];

fn title(form: &str) -> String {
    format!("甲市人民政府{}年政府信息公开工作年度报告", if form == "2019" { 2020 } else { 2023 })
}

fn sheet(form: &str, figures: &[i64]) -> Sheet {
    let mut figures = figures.iter().copied().cycle();
    Sheet::consistent(form, &title(form), &mut || figures.next().unwrap_or(0))
}

fn checked(content: Content) -> Checked {
    support::check(content).result.unwrap_or_else(|why| panic!("{}", why.reason))
}

/// Every cell that is not what the sheet says.
fn differences(sheet: &Sheet, content: Content) -> Vec<String> {
    let report = checked(content).report;
    if report.form.id != sheet.form.id {
        return vec![format!("form {} is not {}", report.form.id, sheet.form.id)];
    }
    report
        .cells()
        .zip(&sheet.cells)
        .filter(|((_, fact), text)| {
            fact.raw.as_deref().map(str::trim) != Some(text.as_str())
                || fact.doubt.is_some_and(Doubt::hides_value)
        })
        .map(|((spec, fact), text)| {
            format!("{} is {text:?}, read {:?} {:?}", spec.name(), fact.raw, fact.doubt)
        })
        .collect()
}

fn renderings(sheet: &Sheet) -> [(&'static str, Content); 5] {
    [
        ("html", Content::Html(sheet.html())),
        ("tabs", Content::Text(sheet.tabs())),
        ("spaces", Content::Text(sheet.spaced())),
        ("pipes", Content::Text(sheet.pipes())),
        ("one per line", Content::Text(sheet.one_per_line())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2026), max_shrink_iters: 16, ..ProptestConfig::default() })]

    #[test]
    fn every_rendering_gives_the_same_cells(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![5 => Just(0_i64), 3 => 0_i64..30, 1 => 0_i64..5000], 60..200),
    ) {
        let sheet = sheet(form, &figures);
        for (name, content) in renderings(&sheet) {
            let wrong = differences(&sheet, content);
            prop_assert!(wrong.is_empty(), "{form} as {name}: {}", wrong.join("\n"));
        }
    }

    #[test]
    fn blanks_stay_where_they_are(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => Just(0_i64), 1 => 0_i64..30], 60..200),
        blank in prop::collection::vec(any::<bool>(), 50..300),
    ) {
        let mut sheet = sheet(form, &figures);
        let mut blank = blank.iter().copied().cycle();
        for (spec, cell) in sheet.form.cells().iter().zip(&mut sheet.cells) {
            // One figure per row stays, so that no row is without any.
            if spec.col > 0 && blank.next().unwrap_or(false) {
                cell.clear();
            }
        }
        let all = renderings(&sheet);
        for (name, content) in all.into_iter().filter(|(name, _)| matches!(*name, "html" | "tabs" | "pipes")) {
            let wrong = differences(&sheet, content);
            prop_assert!(wrong.is_empty(), "{form} as {name}: {}", wrong.join("\n"));
        }
    }

    #[test]
    fn garbage_never_panics(text in "\\PC{0,400}") {
        let _ = support::check(Content::Text(text.clone()));
        let _ = support::check(Content::Html(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2026), max_shrink_iters: 16, ..ProptestConfig::default() })]

    /// Words of the forms, figures and separators in any order.
    #[test]
    fn rubble_of_reports_never_panics(
        pieces in prop::collection::vec((0_usize..400, 0_usize..12), 0..160),
        html in any::<bool>(),
    ) {
        const BETWEEN: [&str; 12] = [" ", "\n", "\t", "|", "", "0", "270020130", "12", "（", "</td><td>", "</tr><tr><td>", "<table><tr><td>"];
        let cells = gouji::forms::FORMS[0].cells();
        let mut text = String::new();
        for (label, between) in pieces {
            if let Some(spec) = cells.get(label) {
                text.push_str(if label % 3 == 0 { spec.col_spec.label } else { spec.row_spec.label });
            }
            text.push_str(BETWEEN[between]);
        }
        let _ = support::check(if html { Content::Html(text) } else { Content::Text(text) });
    }
}

// ---- One wrong cell -----------------------------------------------------------------------------------------

fn errors(checked: &Checked) -> usize {
    checked.count(Severity::Error)
}

fn failed(outcomes: &Outcomes) -> usize {
    outcomes
        .iter()
        .filter(|outcome| outcome.verdict == gouji::rules::Verdict::Fail && outcome.rule.relation)
        .count()
}

/// Cells of the tables with sums; how many of them, raised by one, make an error that names the cell.
fn detected(form: &str) -> Vec<(usize, usize)> {
    let figures: Vec<i64> =
        (0..97).map(|k| [0, 3, 0, 12, 0, 0, 1, 140, 0, 7][k % 10] + i64::try_from(k % 4).unwrap()).collect();
    let sheet = sheet(form, &figures);
    let sound = support::check(Content::Html(sheet.html()));
    assert_eq!(sound.verdict(), ReviewVerdict::Consistent, "{form}: {}", sound.summary());
    let mut counts = vec![(0, 0); 3];
    for (at, spec) in sheet.form.cells().iter().enumerate() {
        if sheet.form.tables[spec.table].shape == Shape::Blocks {
            continue;
        }
        let mut wrong = sheet.clone();
        wrong.cells[at] = (sheet.cells[at].parse::<i64>().unwrap() + 1).to_string();
        let checked = checked(Content::Html(wrong.html()));
        let named = checked.findings.iter().any(|f| f.severity == Severity::Error && f.cells.contains(&at));
        counts[spec.table].0 += usize::from(errors(&checked) > 0 && failed(&checked.outcomes) > 0 && named);
        counts[spec.table].1 += 1;
    }
    counts
}

#[test]
fn each_cell_of_the_2021_form_raised_by_one_is_found() {
    assert_eq!(detected("2021"), [(0, 0), (175, 175), (15, 15)]);
}

#[test]
fn each_cell_of_the_2019_form_raised_by_one_is_found() {
    assert_eq!(detected("2019"), [(0, 0), (161, 161), (15, 15)]);
}
