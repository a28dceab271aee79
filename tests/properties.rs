//! What holds for any table: every rendering gives the same cells, every wrong cell is found, nothing panics.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "support/random.rs"]
mod random;
#[path = "hostile_support/sums.rs"]
mod sums;
mod support;

use std::collections::BTreeSet;

use gouji::forms::{CellSpec, Shape};
use gouji::input::Content;
use gouji::localize::{self, Equation, System, Variable};
use gouji::recognize::{Doubt, Fact};
use gouji::rules::{Severity, Verdict};
use gouji::{Checked, Options, Outcomes, ReviewVerdict};
use proptest::prelude::*;
use sums::sums;
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
    #![proptest_config(random::cases(6, 16))]

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
    #![proptest_config(random::cases(24, 16))]

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

// ---- Any number of wrong cells ------------------------------------------------------------------------------

/// The sums of a form that fail, computed here from nothing but its rows and columns.
fn broken_sums(sheet: &Sheet) -> BTreeSet<Vec<usize>> {
    let value = |at: &usize| sheet.cells[*at].parse::<i64>().unwrap();
    let sum = |cells: &[usize]| cells.iter().map(value).sum::<i64>();
    let fails = |(left, right): &(Vec<usize>, Vec<usize>)| sum(left) != sum(right);
    sums(sheet.form).into_iter().filter(fails).map(|(left, right)| sorted([left, right].concat())).collect()
}

fn sorted(mut cells: Vec<usize>) -> Vec<usize> {
    cells.sort_unstable();
    cells
}

fn failing(checked: &Checked) -> BTreeSet<Vec<usize>> {
    let fails = |outcome: &&gouji::rules::Outcome| outcome.verdict == Verdict::Fail && outcome.rule.relation;
    checked.outcomes.iter().filter(fails).map(|outcome| sorted(outcome.cells().to_vec())).collect()
}

/// The sheet as a form that the user filled in.
fn typed(sheet: &Sheet) -> Checked {
    let cells = sheet.form.cells().iter().zip(&sheet.cells);
    let edits = cells.map(|(spec, text)| (spec.id.to_string(), text.clone())).collect();
    let options = Options { edits, year: Some(2023), form: None };
    gouji::blank(sheet.form, &options).result.expect("a form")
}

/// The system of a sheet's sums, with one weight for every cell.
fn fewest(sheet: &Sheet) -> Vec<(usize, bool)> {
    let variables = sheet.cells.iter().map(|text| Variable::typed(text.parse().unwrap())).collect();
    let term = |sign: i8| move |at: usize| (u32::try_from(at).unwrap(), sign);
    let equation = |(left, right): (Vec<usize>, Vec<usize>)| Equation {
        terms: left.into_iter().map(term(1)).chain(right.into_iter().map(term(-1))).collect(),
    };
    let system = System { variables, equations: sums(sheet.form).into_iter().map(equation).collect() };
    let options = localize::Options { weights: localize::weights::UNIT, ..localize::Options::default() };
    let found = localize::localize(&system, &localize::Layout::default(), &options);
    found.components.iter().map(|component| (component.size, component.proved_smallest)).collect()
}

/// Everything that must hold of a sheet in which `changes` cells were changed.
fn check_changed(sheet: &Sheet, changes: usize) -> Result<(), TestCaseError> {
    let checked = typed(sheet);
    prop_assert_eq!(failing(&checked), broken_sums(sheet), "the relations that fail are not those that do");
    let errors: Vec<_> = checked
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error && !f.relations.is_empty())
        .collect();
    prop_assert_eq!(errors.is_empty(), broken_sums(sheet).is_empty());
    let explained: BTreeSet<usize> =
        errors.iter().flat_map(|finding| finding.relations.iter().copied()).collect();
    prop_assert_eq!(explained.len(), broken_sums(sheet).len(), "every failing relation is told once");
    // The changes themselves are a way to mend it, so that none smallest has more.
    let fewest = fewest(sheet);
    if fewest.iter().all(|(_, proved)| *proved) {
        prop_assert!(fewest.iter().map(|(size, _)| size).sum::<usize>() <= changes);
    }
    // One repair of each finding, whichever it is: then everything holds.
    for choice in 0..4 {
        let mut mended = sheet.clone();
        for finding in &errors {
            let Some(repair) = finding.repairs.get(choice % finding.repairs.len().max(1)) else {
                return Ok(());
            };
            for (at, to) in &repair.changes {
                mended.cells[*at] = to.to_string();
            }
        }
        prop_assert!(broken_sums(&mended).is_empty(), "repair {choice} leaves {:?}", broken_sums(&mended));
        prop_assert!(typed(&mended).findings.iter().all(|finding| finding.relations.is_empty()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(random::cases(60, 64))]

    #[test]
    fn any_changes_are_detected_and_mended_or_break_no_sum(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![5 => Just(0_i64), 3 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_i64..6000), 0..5),
    ) {
        let mut sheet = sheet(form, &figures);
        let summed: Vec<usize> = sums(sheet.form).into_iter().flat_map(|(left, right)| [left, right].concat()).collect();
        for (place, value) in &changes {
            sheet.cells[*place.get(&summed)] = value.to_string();
        }
        check_changed(&sheet, changes.len())?;
    }

    /// The least that can go wrong in the whole way: one digit of one cell.
    #[test]
    fn one_mistyped_digit_is_never_consistent(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        place in any::<prop::sample::Index>(), digit in any::<prop::sample::Index>(), other in 1_u8..10, rendering in 0_usize..5,
    ) {
        let mut sheet = sheet(form, &figures);
        let summed: Vec<usize> = sums(sheet.form).into_iter().flat_map(|(left, right)| [left, right].concat()).collect();
        let at = *place.get(&summed);
        let mut digits = sheet.cells[at].clone().into_bytes();
        let digit = digit.index(digits.len());
        digits[digit] = b'0' + (digits[digit] - b'0' + other) % 10;
        sheet.cells[at] = String::from_utf8(digits).unwrap();
        let (name, content) = renderings(&sheet).into_iter().nth(rendering).unwrap();
        let verdict = support::check(content).verdict();
        prop_assert!(verdict != ReviewVerdict::Consistent, "{form} as {name}: cell {at} as {}", sheet.cells[at]);
    }
}

// ---- What stands around the figures -------------------------------------------------------------------------

/// How a cell may be written without saying anything else.
const WRAPPINGS: [(&str, &str); 12] = [
    ("", ""),
    (" ", "\n"),
    ("&nbsp;", "&#160;"),
    ("<p>", "</p>"),
    ("<span style='mso-spacerun:yes'> </span><b>", "</b>"),
    ("<font face=\"宋体\"><u>", "</u></font>"),
    ("<!--[if !supportEmptyParas]-->", "<!-- 1 --><o:p></o:p>"),
    ("<div><div>", ""),
    ("<a href=\"javascript:alert(1)\" onclick=x>", "</a>"),
    ("&#x200B;", "\u{feff}"),
    ("<p class=MsoNormal align=center>", "<br></p>"),
    ("\u{3000}", "\u{3000}"),
];

/// The sheet as HTML with figures wrapped, widened, end tags left out.
fn soup(sheet: &Sheet, mut pick: impl FnMut(usize) -> usize) -> String {
    let mut wrapped = sheet.clone();
    for cell in &mut wrapped.cells {
        let wide =
            |c: char| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c };
        let figure: String = if pick(3) == 0 { cell.chars().map(wide).collect() } else { cell.clone() };
        let (before, behind) = WRAPPINGS[pick(WRAPPINGS.len())];
        *cell = format!("\u{1}{before}{figure}{behind}\u{2}");
    }
    // The sheet escapes what is in its cells.
    let html = wrapped.html().replace("&lt;", "<").replace("&amp;", "&").replace(['\u{1}', '\u{2}'], "");
    let html = if pick(2) == 0 { html.replace("</td>", "") } else { html };
    let html = if pick(2) == 0 { html.replace("</tr>", "\r\n") } else { html };
    if pick(2) == 0 { html.replace("<td", "<TD").replace("<table", "<TBODY></P><TABLE") } else { html }
}

/// Cells whose number is not the sheet's.
fn other_numbers(sheet: &Sheet, content: Content) -> Vec<String> {
    let report = checked(content).report;
    let cells = report.cells().zip(&sheet.cells);
    let wrong = cells.filter(|((_, fact), text)| {
        fact.reading.quantity != gouji::number::read(text).quantity
            || fact.doubt.is_some_and(Doubt::hides_value)
    });
    wrong.map(|((spec, fact), text)| format!("{} is {text}, read {:?}", spec.name(), fact.raw)).collect()
}

/// The text with its rows of seven figures (表三) in another order.
fn with_rows<'t>(text: &'t str, order: impl Fn(&[&'t str]) -> Vec<&'t str>) -> String {
    let is_figure = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let is_row = |line: &&str| line.split(' ').rev().take_while(is_figure).count() == 7;
    let rows: Vec<&str> = text.lines().filter(is_row).collect();
    let mut ordered = order(&rows).into_iter();
    let line = |line| if is_row(&line) { ordered.next().unwrap_or_default() } else { line };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Cells that count as another number than the sheet's; cells without a value are none of them.
fn untrue_values(sheet: &Sheet, content: Content) -> Vec<String> {
    let report = support::check(content).result.map(|checked| checked.report);
    let Ok(report) = report else { return Vec::new() };
    let value = |spec: &CellSpec, fact: &Fact| fact.value(spec).map(|value| value.to_string());
    // The form may be another one than the sheet's: cells of the same name are compared.
    let own = |spec: &CellSpec| sheet.form.find(&spec.id.to_string()).and_then(|at| sheet.cells.get(at));
    let cells = report.cells().filter_map(|(spec, fact)| {
        let (read, text) = (value(spec, fact)?, own(spec)?);
        (read != *text).then(|| format!("{} is {text}, read {read} ({:?})", spec.name(), fact.doubt))
    });
    cells.collect()
}

proptest! {
    #![proptest_config(random::cases(24, 16))]

    #[test]
    fn tags_spaces_and_widths_change_no_figure(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        picks in prop::collection::vec(any::<usize>(), 50..400),
    ) {
        let sheet = sheet(form, &figures);
        let mut picks = picks.into_iter().cycle();
        let html = soup(&sheet, |end| picks.next().unwrap() % end);
        let wrong = other_numbers(&sheet, Content::Html(html));
        prop_assert!(wrong.is_empty(), "{form}: {}", wrong.join("\n"));
    }

    /// No figure comes to stand in the row of another.
    #[test]
    fn rows_in_any_order_are_read_right_or_not_at_all(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        order in Just((0..64_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let sheet = sheet(form, &figures);
        let text = with_rows(&sheet.spaced(), |rows| order.iter().filter_map(|at| rows.get(*at)).copied().collect());
        let wrong = untrue_values(&sheet, Content::Text(text.clone()));
        prop_assert!(wrong.is_empty(), "{form}: {}\n{text}", wrong.join("\n"));
    }

    /// Only a row that needs the rows before it, such as `3.其他`, is not found, here and where it is moved from. Not for
    /// the mixed forms: one row tells them from the others.
    #[test]
    fn a_row_that_stands_elsewhere_is_read(
        form in prop::sample::select(vec!["2021", "2019"]),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        (from, to) in (0..64_usize, 0..64_usize),
    ) {
        let sheet = sheet(form, &figures);
        let text = with_rows(&sheet.spaced(), |rows| {
            let mut rows = rows.to_vec();
            let row = rows.remove(from % rows.len());
            rows.insert(to % rows.len(), row);
            rows
        });
        let wrong = untrue_values(&sheet, Content::Text(text.clone()));
        prop_assert!(wrong.is_empty(), "{form}: {}\n{text}", wrong.join("\n"));
        let missing = checked(Content::Text(text.clone())).report.facts.iter().filter(|fact| fact.raw.is_none()).count();
        prop_assert!(missing <= 2 * 7, "{form}: {missing} cells not found\n{text}");
    }

    #[test]
    fn the_order_of_tables_changes_no_figure(
        form in prop::sample::select(FORMS.to_vec()),
        figures in prop::collection::vec(prop_oneof![2 => 0_i64..30, 1 => 0_i64..5000], 60..200),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let sheet = sheet(form, &figures);
        let html = sheet.html();
        let parts: Vec<&str> = html.split_inclusive("</table>").collect();
        let (title, first) = parts[0].split_once("</p>").unwrap();
        let tables = [first, parts[1], parts[2]];
        let html = order.iter().fold(format!("{title}</p>"), |html, at| html + tables[*at]);
        let wrong = other_numbers(&sheet, Content::Html(html));
        prop_assert!(wrong.is_empty(), "{form} {order:?}: {}", wrong.join("\n"));
    }
}
