//! What holds whatever a report was written with: the same figures and findings in every format; what was corrected is
//! consistent; the same bytes twice.
#![cfg(all(feature = "office", feature = "page"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "hostile_support/containers.rs"]
mod containers;
mod layout_support;
#[path = "hostile_support/mutate.rs"]
mod mutate;
mod office_support;
mod page_support;
#[path = "support/random.rs"]
mod random;
#[path = "page_support/report.rs"]
mod report;
#[path = "hostile_support/seeds.rs"]
mod seeds;
mod support;

use gouji::input::{Content, Input};
use gouji::number::Quantity;
use gouji::readers::charset::native_decode;
use gouji::takeaway::{csv, workbook};
use gouji::{Checked, Options, ReviewVerdict, handout, view};
use proptest::prelude::*;
use support::Sheet;

const FORMS: [&str; 4] = ["2021", "2019", "2021-mixed", "2019-mixed"];

fn checked(name: &str, content: Content, edits: Vec<(String, String)>) -> Checked {
    let options = Options { edits, ..Options::default() };
    let review = gouji::review(&Input { name: Some(name.to_owned()), content }, &options, native_decode);
    review.result.unwrap_or_else(|why| panic!("{}", why.reason))
}

/// The figures, and what is found wrong: rule, cells, and the changes that are offered.
type Said = (Vec<Quantity>, Vec<(&'static str, Vec<usize>, Vec<Vec<(usize, i64)>>)>);

fn said(checked: &Checked) -> Said {
    let figures = checked.report.facts.iter().map(|fact| fact.reading.quantity).collect();
    let relational = checked.findings.iter().filter(|finding| !finding.relations.is_empty());
    let changes = |finding: &gouji::findings::Finding| {
        finding.repairs.iter().map(|repair| repair.changes.clone()).collect()
    };
    (figures, relational.map(|finding| (finding.rule.id, finding.cells.clone(), changes(finding))).collect())
}

fn sheet(form: &str, figures: &[i64], wrong: Option<(usize, i64)>) -> Sheet {
    let mut figures = figures.iter().copied().cycle();
    let year = if form == "2019" { 2020 } else { 2023 };
    let title = format!("甲市人民政府{year}年政府信息公开工作年度报告");
    let mut sheet = Sheet::consistent(form, &title, &mut || figures.next().unwrap_or(0));
    if let Some((place, more)) = wrong {
        let at = sheet.form.table_start(1) + place % (sheet.cells.len() - sheet.form.table_start(1));
        sheet.cells[at] = (sheet.cells[at].parse::<i64>().unwrap() + more).to_string();
    }
    sheet
}

proptest! {
    #![proptest_config(random::cases(5, 8))]

    #[test]
    fn every_format_says_the_same_twice(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![5 => Just(0_i64), 3 => 0_i64..30, 1 => 0_i64..3000], 60..200),
        place in any::<usize>(), more in 0_i64..20,
    ) {
        let sheet = sheet(form, &figures, Some((place, more)));
        let mut all = seeds::formats(&sheet).into_iter();
        let (_, first) = all.next().unwrap();
        let expected = said(&checked("", first, Vec::new()));
        for (id, content) in all {
            let input = Input { name: Some(format!("年报.{id}")), content };
            let review = gouji::review(&input, &Options::default(), native_decode);
            let again = gouji::review(&input, &Options::default(), native_decode);
            let json = |review| serde_json::to_string(&view::review(review)).unwrap();
            prop_assert_eq!(json(&review), json(&again), "{} twice", id);
            prop_assert_eq!(review.reader, Some(id));
            prop_assert_eq!(said(review.result.as_ref().unwrap()), expected.clone(), "{}", id);
        }
    }

    /// What `correct` writes, and the page offers: read again it says what was meant, and there is nothing left to do.
    #[test]
    fn what_was_corrected_needs_no_correction(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..3000], 60..200),
        place in any::<usize>(), more in 1_i64..20,
    ) {
        let wrong = sheet(form, &figures, Some((place, more)));
        let html = || Content::Html(wrong.html());
        let before = checked("", html(), Vec::new());
        let after = checked("", html(), handout::certain(&before));
        prop_assert!(handout::certain(&after).is_empty());
        let sheets = handout::sheets(&after, &before.report);
        for (name, bytes) in [("更正.xlsx", workbook(&sheets).unwrap()), ("更正.csv", csv(&sheets))] {
            let again = checked(name, Content::Bytes(bytes), Vec::new());
            prop_assert_eq!(said(&again).1, said(&after).1);
            let values = |checked: &Checked| checked.report.cells().map(|(spec, fact)| fact.value(spec)).collect::<Vec<_>>();
            prop_assert_eq!(values(&again), values(&after));
        }
        let unique = before.findings.iter().all(|finding| finding.repairs.first().is_none_or(|repair| repair.unique));
        let errors = before.findings.iter().any(|finding| !finding.relations.is_empty());
        if errors && unique {
            let mended = gouji::review(&Input { name: None, content: html() }, &Options { edits: handout::certain(&before), ..Options::default() }, native_decode);
            prop_assert_eq!(mended.verdict(), ReviewVerdict::Consistent, "{}", mended.summary());
        }
    }
}
