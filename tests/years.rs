//! Two years of one body: every rule against the cases in `tests/cases/years/`, real reports, random ones.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "support/random.rs"]
mod random;
mod support;

mod reports_support;

use std::collections::BTreeSet;

use gouji::dossier::{By, Digest};
use gouji::forms::FORMS;
use gouji::input::Content;
use gouji::prose::Percent;
use gouji::rules::across::{Outcome, Place};
use gouji::rules::{Severity, Verdict};
use gouji::together::{self, Years};
use gouji::view::across;
use proptest::prelude::*;
use reports_support::reports;
use support::{Case, Sheet, cases, files, severity};

const VERDICTS: [(&str, Verdict); 4] = [
    ("不一致", Verdict::Fail),
    ("待核", Verdict::Unknown),
    ("一致", Verdict::Pass),
    ("不适用", Verdict::Inapplicable),
];

// ---- the cases ----------------------------------------------------------------------------------------------

/// 上年 or 本年 of a case, as a report.
fn digest(case: &Case, side: usize) -> Digest {
    let word = ["上年", "本年"][side];
    let key = |name: &str| case.key(&format!("{word}{name}"));
    let form = key("格式").unwrap_or("2021");
    let years = if case.key("上年格式") == Some("2019") { ["2020", "2021"] } else { ["2022", "2023"] };
    let year = key("年份").unwrap_or(years[side]);
    let body = key("机关").unwrap_or("甲市人民政府");
    let title = match (body, year) {
        ("（没有）", "（没有）") => String::new(),
        ("（没有）", year) => format!("统计期限为{year}年1月1日至12月31日"),
        (_, "（没有）") => format!("{body}政府信息公开工作年度报告"),
        _ => format!("{body}{year}年政府信息公开工作年度报告"),
    };
    let mut sheet = Sheet::filled(form, &title, if key("其余各格") == Some("空白") { "" } else { "0" });
    for row in case.table(&["单元格"]).into_iter().flat_map(|table| &table[1..]) {
        match row[side + 1].as_str() {
            "" | "—" => {}
            "（空白）" => sheet.set(&row[0], ""),
            text => sheet.set(&row[0], text),
        }
    }
    let mut html = sheet.html();
    for table in sheet.form.tables.iter().filter(|table| key("缺") == Some(table.short)) {
        support::drop_table(&mut html, table.title);
    }
    let part = |heading: &str, name: &str| {
        key(name)
            .map_or(String::new(), |text| format!("<p>{heading}</p><p>{}</p>", text.replace('⏎', "</p><p>")))
    };
    let (title, tables) = html.split_once("</p>").expect("a title");
    let parts = part("五、存在的主要问题及改进情况", "五") + &part("六、其他需要报告的事项", "六");
    let html =
        format!("{title}</p>{}{}{parts}", part("一、总体情况", "一"), tables.replace("</body></html>", ""));
    support::check(Content::Html(html)).result.unwrap_or_else(|why| panic!("{}", why.reason)).digest(None)
}

/// `上年 甲、乙；本年 丙`: the cells of each report.
fn marked(digests: &[Digest; 2], places: &[Place]) -> String {
    let of = |place: &Place| {
        let name = |at: &usize| digests[place.report].form.cells()[*at].name();
        let names: Vec<String> = place.cells.iter().map(name).collect();
        format!("{} {}", ["上年", "本年"][place.report], names.join("、"))
    };
    places.iter().map(of).collect::<Vec<_>>().join("；")
}

fn differences(case: &Case, rule: &str) -> Vec<String> {
    let digests = [digest(case, 0), digest(case, 1)];
    let chosen: &[(usize, usize)] = &[(0, 1)];
    let years = together::compare_years(&digests, case.key("指定配对").map(|_| chosen));
    let [compared] = years.pairs.as_slice() else {
        return vec![format!("没有配成一对：{:?}", years.unpaired)];
    };
    let mut wrong = Vec::new();
    let expected = case.key("预期").expect("预期");
    let (expected, weight) = expected.split_once('，').unwrap_or((expected, ""));
    let own: Vec<&Outcome> = compared.outcomes.iter().filter(|outcome| outcome.rule.id == rule).collect();
    let got = VERDICTS
        .iter()
        .find(|(_, verdict)| own.iter().any(|outcome| outcome.verdict == *verdict))
        .expect("one");
    let told = |outcomes: &[&Outcome]| {
        let texts = outcomes.iter().map(|o| format!("{}{}", o.message, o.advice.as_deref().unwrap_or("")));
        texts.collect::<Vec<_>>().join("\n")
    };
    if got.0 != expected {
        wrong.push(format!("预期 {expected}，得到 {}：{}", got.0, told(&own)));
    }
    let weights: Vec<&str> =
        own.iter().filter(|o| o.verdict == Verdict::Fail).map(|o| severity(o.severity)).collect();
    if expected == "不一致" && weights != weight.split('、').collect::<Vec<_>>() {
        wrong.push(format!("预期 {weight}，得到 {weights:?}：{}", told(&own)));
    }
    for fragment in case.all("说明含") {
        if !told(&own).contains(fragment) {
            wrong.push(format!("预期说明含 {fragment}，得到 {}", told(&own)));
        }
    }
    for places in case.all("标出") {
        let got: Vec<String> =
            own.iter().filter(|o| !o.places.is_empty()).map(|o| marked(&digests, &o.places)).collect();
        if !got.iter().any(|got| got == places) {
            wrong.push(format!("预期标出 {places}，得到 {got:?}"));
        }
    }
    for fragment in case.all("说明不含").filter(|fragment| told(&own).contains(fragment)) {
        wrong.push(format!("预期说明不含 {fragment}，得到 {}", told(&own)));
    }
    let mut ids: BTreeSet<&str> = case.all("另有").flat_map(|ids| ids.split('、')).collect();
    if expected == "不一致" {
        ids.insert(rule);
    }
    let failed: Vec<&Outcome> = compared.outcomes.iter().filter(|o| o.verdict == Verdict::Fail).collect();
    let found: BTreeSet<&str> = failed.iter().map(|outcome| outcome.rule.id).collect();
    if found != ids {
        wrong.push(format!("预期发现 {ids:?}，得到 {found:?}：{}", told(&failed)));
    }
    wrong
}

#[test]
fn every_case_comes_out_as_written() {
    let (mut failures, mut count) = (Vec::new(), 0);
    for (rule, text) in files("years") {
        for case in cases(&rule, &text) {
            count += 1;
            let wrong = differences(&case, &rule);
            failures.extend(wrong.iter().map(|wrong| format!("{}\n    {wrong}", case.place())));
        }
    }
    support::report(&failures, count);
}

// ---- real reports -------------------------------------------------------------------------------------------

/// A real report, when `GOUJI_REPORTS` names their folder.
fn real(file: &str) -> Option<Digest> {
    let bytes = std::fs::read(reports()?.join(file)).expect(file);
    let review = support::check(Content::Bytes(bytes));
    Some(review.result.unwrap_or_else(|why| panic!("{file}: {}", why.reason)).digest(Some(file)))
}

fn pingtan() -> Option<[Digest; 2]> {
    Some([real("pingtan-2020.txt")?, real("pingtan-2021.txt")?])
}

fn of<'a>(years: &'a Years, rule: &str) -> Vec<&'a Outcome> {
    assert_eq!(years.pairs.len(), 1, "{:?}", years.unpaired);
    years.pairs[0].outcomes.iter().filter(|outcome| outcome.rule.id == rule).collect()
}

fn columns() -> impl Iterator<Item = &'static str> {
    FORMS[0].tables[1].blocks[0].cols.iter().map(|col| col.id)
}

#[test]
fn what_pingtan_carried_over_is_what_it_carried_in_in_seven_columns() {
    let Some(digests) = pingtan() else { return };
    for column in columns() {
        let value = |digest: &Digest, row| digest.value(digest.find("requests", row, column).unwrap());
        assert!(value(&digests[0], "carried_out").is_some(), "{column}");
        assert_eq!(value(&digests[0], "carried_out"), value(&digests[1], "carried_in"), "{column}");
    }
    let years = together::compare_years(&digests, None);
    for rule in ["carried-over-mismatch", "carried-over-applicant-mismatch"] {
        let verdicts: Vec<Verdict> = of(&years, rule).iter().map(|outcome| outcome.verdict).collect();
        assert_eq!(verdicts, [Verdict::Pass], "{rule}");
    }
    let found = of_pair(&years);
    assert_eq!(found, ["form-changed-between-years"], "and nothing is made up");
}

/// Ids of what is found in the only pair.
fn of_pair(years: &Years) -> Vec<&'static str> {
    let outcomes = years.pairs[0].outcomes.iter();
    outcomes.filter(|outcome| outcome.verdict == Verdict::Fail).map(|outcome| outcome.rule.id).collect()
}

#[test]
fn a_break_in_any_column_of_pingtan_is_found_and_named() {
    let Some(digests) = pingtan() else { return };
    for (side, row) in [(0, "carried_out"), (1, "carried_in")] {
        for column in columns() {
            let mut broken = digests.clone();
            let at = broken[side].find("requests", row, column).unwrap();
            let value = broken[side].cells[at].value.expect("a number");
            broken[side].cells[at].value = value.plus(gouji::number::Decimal::integer(2));
            let years = together::compare_years(&broken, None);
            let (rule, severity) = if column == "total" {
                ("carried-over-mismatch", Severity::Error)
            } else {
                ("carried-over-applicant-mismatch", Severity::Warning)
            };
            let failed: Vec<&Outcome> =
                of(&years, rule).into_iter().filter(|o| o.verdict == Verdict::Fail).collect();
            assert_eq!(failed.len(), 1, "{row} {column}");
            assert_eq!(failed[0].severity, severity, "{row} {column}");
            assert!(failed[0].places[side].cells.contains(&at), "{row} {column}");
        }
    }
}

/// The next year is made up so that it does not go on from the real one.
#[test]
fn a_break_of_the_stock_is_a_warning() {
    let Some(before) = real("hangzhou-fixture-2025.html") else { return };
    let mut after = before.clone();
    after.year = Some(2026);
    let at = before.find("disclosure", "normative_documents", "in_force").unwrap();
    let old = before.cells[at].value.and_then(gouji::number::Decimal::as_integer).expect("a number");
    let documents = "normative_documents";
    for (row, column, value) in [
        (documents, "issued", 12),
        (documents, "repealed", 5),
        (documents, "in_force", old - 9),
        ("rules", "issued", 0),
        ("rules", "repealed", 0),
    ] {
        let at = after.find("disclosure", row, column).unwrap();
        after.cells[at].value = Some(gouji::number::Decimal::integer(value));
    }
    let digests = [before, after];
    let years = together::compare_years(&digests, None);
    let own = of(&years, "in-force-unlike-last-year");
    let failed: Vec<_> = own.iter().filter(|outcome| outcome.verdict == Verdict::Fail).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].severity, Severity::Warning);
    let sum = format!("{old} + 本年制发 12 − 本年废止 5 = {}，", old + 7);
    assert!(failed[0].message.contains(&sum), "{}", failed[0].message);
    assert!(failed[0].advice.as_deref().unwrap_or("").contains("失效"), "{:?}", failed[0].advice);
}

#[test]
fn the_same_report_in_two_files_is_compared_once() {
    let Some([before, after]) = pingtan() else { return };
    let copy = Digest { name: Some("副本.txt".to_owned()), ..after.clone() };
    let list = [before, after, copy];
    let years = across::years(&list, &together::compare_years(&list, None));
    assert_eq!(years.pairs.iter().map(|pair| (pair.before, pair.after)).collect::<Vec<_>>(), [(0, 1)]);
    assert!(years.unpaired[0].why.contains("pingtan-2021.txt"), "{}", years.unpaired[0].why);
}

// ---- any two years ------------------------------------------------------------------------------------------

/// Forms and years of two reports.
const YEARS: [[(&str, u16); 2]; 3] =
    [[("2021", 2022), ("2021", 2023)], [("2019", 2020), ("2021", 2021)], [("2019", 2019), ("2019", 2020)]];

/// The number in a cell of a sheet.
fn number(sheet: &Sheet, row: &str, column: &str) -> i64 {
    sheet.cells[place(sheet, row, column)].parse().unwrap()
}

fn place(sheet: &Sheet, row: &str, column: &str) -> usize {
    sheet.form.cells().iter().position(|spec| spec.id.row == row && spec.id.col == column).unwrap()
}

fn put(sheet: &mut Sheet, row: &str, column: &str, number: i64) {
    let at = place(sheet, row, column);
    sheet.cells[at] = number.to_string();
}

/// Two years of a body that go on from each other.
fn consistent(years: [(&str, u16); 2], figures: &[i64]) -> [Sheet; 2] {
    let mut next = figures.iter().copied().cycle();
    let [before, mut after] = years.map(|(form, year)| {
        let title = format!("甲市人民政府{year}年政府信息公开工作年度报告");
        Sheet::consistent(form, &title, &mut || next.next().unwrap_or(0))
    });
    for column in columns() {
        let carried = number(&before, "carried_out", column);
        let surplus = carried - number(&after, "carried_in", column);
        // What comes in more is still open at the end of the year.
        let out = number(&after, "carried_out", column) + surplus.max(0);
        let new = number(&after, "new", column) - surplus.min(0);
        put(&mut after, "carried_in", column, carried);
        put(&mut after, "carried_out", column, out);
        put(&mut after, "new", column, new);
    }
    let alike = before.form.id == after.form.id;
    for row in ["rules", "normative_documents"].into_iter().filter(|_| alike && after.form.id == "2021") {
        let in_force = number(&before, row, "in_force") + number(&after, row, "issued");
        let repealed = number(&after, row, "repealed");
        put(&mut after, row, "in_force", in_force - repealed);
    }
    let projects = ["licensing", "other_services", "penalty", "coercion", "fees"];
    for row in projects.into_iter().filter(|_| alike && after.form.id == "2019") {
        put(&mut after, row, "last_year", number(&before, row, "last_year") + number(&before, row, "change"));
    }
    [before, after]
}

fn compare(sheets: &[Sheet; 2]) -> (Vec<String>, Vec<String>) {
    let digest = |sheet: &Sheet| {
        let review = support::check(Content::Html(sheet.html()));
        review.result.unwrap_or_else(|why| panic!("{}", why.reason)).digest(None)
    };
    let digests = [digest(&sheets[0]), digest(&sheets[1])];
    let years = together::compare_years(&digests, None);
    let outcomes = &years.pairs[0].outcomes;
    // Figures drawn at random jump.
    let alarm =
        |o: &&Outcome| o.verdict == Verdict::Fail && o.severity != Severity::Note && o.rule.code != "D8";
    let failed = outcomes.iter().filter(alarm);
    let unknown = outcomes.iter().filter(|o| o.verdict == Verdict::Unknown);
    (
        failed.map(|outcome| format!("{}：{}", outcome.rule.id, outcome.message)).collect(),
        unknown.map(|outcome| outcome.message.clone()).collect(),
    )
}

proptest! {
    #![proptest_config(random::cases(24, 16))]

    #[test]
    fn years_that_go_on_from_each_other_give_no_alarm_and_a_broken_column_does(
        figures in prop::collection::vec(prop_oneof![3 => Just(0_i64), 3 => 0_i64..30, 1 => 20_i64..170], 97..200),
        years in prop::sample::select(YEARS.to_vec()),
        column in 0_usize..7,
        by in 1_i64..9,
    ) {
        let mut sheets = consistent(years, &figures);
        let (alarms, unknown) = compare(&sheets);
        prop_assert!(alarms.is_empty() && unknown.is_empty(), "{}\n{}", alarms.join("\n"), unknown.join("\n"));
        let column = columns().nth(column).unwrap();
        let broken = number(&sheets[1], "carried_in", column) + by;
        put(&mut sheets[1], "carried_in", column, broken);
        let (alarms, _) = compare(&sheets);
        let rule = if column == "total" { "carried-over-mismatch" } else { "carried-over-applicant-mismatch" };
        prop_assert_eq!(alarms.len(), 1, "{}", alarms.join("\n"));
        prop_assert!(alarms[0].starts_with(rule), "{}", alarms[0]);
    }
}

#[test]
fn a_digest_comes_back_from_its_bytes() {
    let mut sheet = Sheet::filled("2021", "甲市人民政府2023年政府信息公开工作年度报告", "0");
    sheet.set("一、本年新收·自然人", "12");
    let text = "<p>一、总体情况</p><p>收到政府信息公开申请12件，同比下降20.5%，比上年减少3件。</p>";
    let html = sheet.html().replacen("</p>", &format!("</p>{text}"), 1);
    let digest = support::check(Content::Html(html)).result.unwrap().digest(Some("甲.html"));
    let told: Vec<_> =
        digest.growths.iter().map(|growth| (growth.now, growth.by, growth.up, growth.firm)).collect();
    let share = By::Share(Percent { mantissa: 205, scale: 1 });
    assert_eq!(told, [(12, share, false, true), (12, By::Count(3), false, true)]);
    let again = Digest::decode(&digest.encode()).expect("a digest");
    assert_eq!(format!("{digest:?}"), format!("{again:?}"));
}

#[test]
fn thousands_of_reports_are_compared_in_little_time() {
    let sheets = consistent(YEARS[0], &[0, 3, 0, 12, 0, 0, 1, 140, 0, 7, 2]);
    let digests: Vec<Digest> = sheets
        .iter()
        .map(|sheet| support::check(Content::Html(sheet.html())).result.unwrap().digest(None))
        .collect();
    let sentence = |at: usize| format!("第{at}件事是把政策讲给群众听,并且让群众看得见查得到用得上。");
    let text: String = (0..2).map(sentence).collect();
    let list: Vec<Digest> = (0..3000)
        .map(|at| {
            let mut digest = digests[at % 2].clone();
            digest.body = Some(format!("第{}县人民政府", at / 2));
            digest.sections[0].clone_from(&text);
            digest
        })
        .collect();
    let start = std::time::Instant::now();
    let years = together::compare_years(&list, None);
    assert_eq!(years.pairs.len(), 1500);
    eprintln!("3000 reports: {} ms", start.elapsed().as_millis());
    assert!(start.elapsed().as_secs() < 60, "not quadratic: {:?}", start.elapsed());
}
