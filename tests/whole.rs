//! Whole reports in `tests/reports/`, from text to verdict. Bodies and figures are made up.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use gouji::input::{Content, Input};
use gouji::readers::charset::native_decode;
use gouji::rules::Verdict;
use gouji::{Checked, Options, Review, ReviewVerdict};

fn review(file: &str) -> Review {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(file);
    let bytes = std::fs::read(path).expect(file);
    gouji::review(&Input { name: None, content: Content::Bytes(bytes) }, &Options::default(), native_decode)
}

/// What a whole report must come to.
struct Expected {
    form: &'static str,
    year: u16,
    body: &'static str,
    verdict: ReviewVerdict,
    /// Relations that hold, fail, could not be checked.
    relations: [usize; 3],
    findings: &'static [(&'static str, &'static str)],
    cells: &'static [(&'static str, &'static str)],
}

fn relations(checked: &Checked) -> [usize; 3] {
    let of = |verdict| checked.outcomes.iter().filter(|o| o.rule.relation && o.verdict == verdict).count();
    [of(Verdict::Pass), of(Verdict::Fail), of(Verdict::Unknown)]
}

fn compare(file: &str, expected: &Expected) {
    let review = review(file);
    let checked = review.result.as_ref().unwrap_or_else(|why| panic!("{file}: {}", why.reason));
    let report = &checked.report;
    assert_eq!(report.form.id, expected.form, "{file}: {}", report.form_why);
    assert_eq!((report.year, report.body.as_deref()), (Some(expected.year), Some(expected.body)), "{file}");
    for (name, text) in expected.cells {
        let (_, fact) = report.cell(support::find(report.form, name)).unwrap();
        assert_eq!(fact.raw.as_deref().map(str::trim), Some(*text), "{file}: {name}");
    }
    let findings: Vec<(&str, &str)> = checked
        .findings
        .iter()
        .map(|finding| (finding.rule.id, support::severity(finding.severity)))
        .collect();
    assert_eq!(findings, expected.findings, "{file}");
    assert_eq!(relations(checked), expected.relations, "{file}: {}", review.summary());
    assert_eq!(review.verdict(), expected.verdict, "{file}: {}", review.summary());
}

#[test]
fn a_2019_form_copied_from_a_pdf_with_one_wrong_total() {
    let file = "2019-copied-from-pdf.txt";
    compare(
        file,
        &Expected {
            form: "2019",
            year: 2020,
            body: "云溪市林业局",
            verdict: ReviewVerdict::Findings,
            relations: [38, 2, 0],
            findings: &[
                ("results-total-mismatch", "错误"),
                ("written-sign", "提示"),
                ("number-style", "提示"),
                ("overview-topic-missing", "提示"),
            ],
            cells: &[
                ("规范性文件·对外公开总数量", "27"),
                ("行政许可·本年增/减", "-2"),
                ("其他对外管理服务事项·本年增/减", "增 3"),
                ("政府集中采购·采购总金额", "2,318,640.50 元"),
                ("（二）部分公开·自然人", "9"),
                ("1.本机关不掌握相关政府信息·总计", "43"),
                ("5.要求行政机关确认或重新出具已获取信息·总计", "0"),
                ("（六）其他处理·自然人", "7"),
                ("四、结转下年度继续办理·总计", "9"),
                ("未经复议直接起诉·尚未审结", "1"),
            ],
        },
    );
    let checked = review(file).result.unwrap();
    let total = support::find(checked.report.form, "1.本机关不掌握相关政府信息·总计");
    assert_eq!(checked.findings[0].repairs[0].changes, [(total, 34)]);
    assert!(checked.unchecked().is_empty());
}

#[test]
fn a_2021_form_from_word_without_a_fault() {
    compare(
        "2021-word.html",
        &Expected {
            form: "2021",
            year: 2023,
            body: "清河市人民政府",
            verdict: ReviewVerdict::Consistent,
            relations: [42, 0, 0],
            findings: &[("overview-topic-missing", "提示")],
            cells: &[
                ("行政规范性文件·现行有效件数", "446"),
                ("行政许可·本年处理决定数量", "2184406"),
                ("行政事业性收费·本年收费金额（单位：万元）", "91204.3377"),
                ("1.本机关不掌握相关政府信息·自然人", "203"),
                ("行政复议·总计", "58"),
            ],
        },
    );
}

#[test]
fn a_2021_form_that_lost_its_separators() {
    compare(
        "2021-run-together.txt",
        &Expected {
            form: "2021",
            year: 2022,
            body: "白沙湾新区",
            verdict: ReviewVerdict::Incomplete,
            relations: [21, 0, 21],
            findings: &[("place-not-certain", "提示"), ("overview-topic-missing", "提示")],
            cells: &[
                ("行政规范性文件·现行有效件数", "19"),
                ("（一）予以公开·自然人", "88"),
                ("（一）予以公开·总计", "93"),
                ("1.本机关不掌握相关政府信息·法律服务机构", "1"),
                ("（七）总计·总计", "187"),
                ("复议后起诉·尚未审结", "1"),
            ],
        },
    );
}

#[test]
fn a_mixed_form_with_pipes_and_a_total_left_at_zero() {
    compare(
        "mixed-pipes.txt",
        &Expected {
            form: "2021-mixed",
            year: 2022,
            body: "兰亭县梅山镇人民政府",
            verdict: ReviewVerdict::Findings,
            relations: [39, 1, 0],
            findings: &[
                ("review-total-mismatch", "错误"),
                ("form-of-another-year", "存疑"),
                ("part-missing", "存疑"),
                ("dash-for-zero", "提示"),
                ("blank-cell", "提示"),
            ],
            cells: &[
                ("规章·本年制发件数", "/"),
                ("1.属于国家秘密·自然人", "0"),
                ("8.属于行政查询事项·商业企业", ""),
                ("（六）其他处理·总计", "2"),
                ("行政复议·总计", "0"),
            ],
        },
    );
}
