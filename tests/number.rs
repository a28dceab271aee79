//! The number reader against the table in `tests/cases/number.md`, and against anything at all.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "support/random.rs"]
mod random;
mod support;

use gouji::number::{Decimal, MAX_DIGITS, MAX_SCALE, Quantity, Remark, Unit, chinese_numeral, read};
use proptest::prelude::*;

fn quantity(quantity: Quantity) -> String {
    match quantity {
        Quantity::Number(number) => number.to_string(),
        Quantity::Blank => "空白".to_owned(),
        Quantity::Dash => "无".to_owned(),
        Quantity::Illegible => "读不成数".to_owned(),
    }
}

fn remark(remark: Remark) -> &'static str {
    match remark {
        Remark::Dash => "dash",
        Remark::FullWidth => "full-width",
        Remark::Grouped => "grouped",
        Remark::Unit(Unit::Piece) => "unit-piece",
        Remark::Unit(Unit::Yuan) => "unit-yuan",
        Remark::Unit(Unit::TenThousandYuan) => "unit-ten-thousand-yuan",
        Remark::Unit(Unit::HundredMillionYuan) => "unit-hundred-million-yuan",
        Remark::Unit(Unit::Percent) => "unit-percent",
        Remark::Signed => "signed",
        Remark::TrailingZeros => "trailing-zeros",
        Remark::ChineseNumeral => "chinese-numeral",
        Remark::Lookalike => "lookalike",
        Remark::LeadingZero => "leading-zero",
        Remark::Note => "note",
        Remark::TwoNumbers => "two-numbers",
        Remark::Spreadsheet => "spreadsheet",
        Remark::Approximate => "approximate",
        Remark::Words => "words",
        Remark::TooLong => "too-long",
    }
}

#[test]
fn every_line_reads_as_written() {
    let text = std::fs::read_to_string(support::folder("number.md")).unwrap();
    let rows: Vec<Vec<String>> =
        text.lines().filter(|line| line.starts_with("| `")).map(support::row).collect();
    let mut failures = Vec::new();
    for row in &rows {
        let reading = read(&row[0]);
        let mut remarks: Vec<&str> = reading.remarks.iter().map(|r| remark(*r)).collect();
        let mut expected: Vec<&str> = row[2].split('、').filter(|word| *word != "—").collect();
        remarks.sort_unstable();
        expected.sort_unstable();
        if quantity(reading.quantity) != row[1] || remarks != expected {
            let got = quantity(reading.quantity);
            failures.push(format!("{:?}：预期 {} {expected:?}，得到 {got} {remarks:?}", row[0], row[1]));
        }
    }
    assert!(rows.len() >= 70);
    support::report(&failures, rows.len());
}

fn decimal(text: &str) -> Decimal {
    match read(text).quantity {
        Quantity::Number(number) => number,
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn decimals_are_computed_exactly() {
    let sum = |one: &str, other: &str| decimal(one).plus(decimal(other)).map(|sum| sum.to_string());
    assert_eq!(sum("1.25", "0.75").as_deref(), Some("2"));
    assert_eq!(sum("0.1", "0.02").as_deref(), Some("0.12"));
    assert_eq!(sum("12", "-12.5").as_deref(), Some("-0.5"));
    assert_eq!(sum("999999999999999", "1"), None, "more digits than are exact in JavaScript");
    assert_eq!(decimal("-0.5").negated().to_string(), "0.5");
    assert_eq!(decimal("3").negated(), decimal("-3"));
    assert_eq!(
        (decimal("-0.5").is_negative(), decimal("0").is_negative(), decimal("3").is_negative()),
        (true, false, false)
    );
    assert_eq!((decimal("0").is_zero(), decimal("0.1").is_zero()), (true, false));
    assert_eq!(decimal("12.5").parts(), (125, 1));
    assert_eq!(
        decimal("18205").in_ten_thousands().map(|number| number.to_string()).as_deref(),
        Some("1.8205")
    );
    assert_eq!(decimal("1.234").in_ten_thousands(), None, "more digits behind the point than are kept");
    assert_eq!(decimal("1.5").times_ten_thousand(), Some(Decimal::integer(15_000)));
    assert_eq!(Decimal::new(1, MAX_SCALE + 1), None);
    assert_eq!(Decimal::new(10, MAX_SCALE + 1).map(|number| number.to_string()).as_deref(), Some("0.000001"));
}

#[test]
fn millionths_hold_every_number_and_give_back_none_that_is_too_long() {
    let largest = decimal("999999999999999");
    assert_eq!(Decimal::of_millionths(largest.in_millionths()), Some(largest));
    assert_eq!(Decimal::of_millionths(largest.in_millionths() + 1_000_000), None);
    assert_eq!(Decimal::of_millionths(i128::MAX), None);
    assert_eq!(Decimal::of_millionths(0), Some(Decimal::integer(0)));
}

#[test]
fn a_rounded_number_may_be_off_by_less_than_its_last_digit() {
    let rounds = |said: &str, exact: &str, scale: u32| decimal(said).rounds(decimal(exact), scale);
    assert!(rounds("12.3", "12.34", 1) && rounds("12.4", "12.34", 1) && rounds("12.3", "12.3", 1));
    assert!(!rounds("12.5", "12.34", 1) && !rounds("12.2", "12.34", 1));
    assert!(!rounds("13", "12", 0) && rounds("12", "12.999999", 0));
    assert!(!rounds("0.000001", "0.000002", MAX_SCALE) && rounds("0.000002", "0.000002", MAX_SCALE));
}

#[test]
fn chinese_numerals_end_at_twelve_characters() {
    assert_eq!(chinese_numeral("一二三四五六七八九〇一二"), Some(123_456_789_012));
    assert_eq!(chinese_numeral("一二三四五六七八九〇一二三"), None);
    assert_eq!(chinese_numeral(""), None);
}

#[test]
fn remarks_say_whether_a_value_can_be_relied_on() {
    let doubtful = |text: &str| read(text).remarks.iter().any(|remark| remark.is_doubtful());
    assert!(["1O", "12①", "12, 13", "约20"].into_iter().all(doubtful));
    assert!(!["12", "12件", "1,234", "０", "012", "+3", "十二", "/"].into_iter().any(doubtful));
    assert_eq!(
        (read("12件").unit(), read("3万元").unit(), read("12").unit()),
        (Some(Unit::Piece), Some(Unit::TenThousandYuan), None)
    );
}

proptest! {
    #![proptest_config(random::cases(256, 1024))]

    #[test]
    fn sums_and_comparisons_of_decimals_agree_with_wide_integers(
        one in -99_999_999_i64..=99_999_999, other in -99_999_999_i64..=99_999_999, scales in (0..=MAX_SCALE, 0..=MAX_SCALE),
    ) {
        let wide = |mantissa: i64, scale: u32| i128::from(mantissa) * 10_i128.pow(MAX_SCALE - scale);
        let (a, b) = (Decimal::new(one, scales.0).unwrap(), Decimal::new(other, scales.1).unwrap());
        let value = |number: Decimal| wide(number.parts().0, number.parts().1);
        prop_assert_eq!(value(a.plus(b).unwrap()), wide(one, scales.0) + wide(other, scales.1));
        prop_assert_eq!(a.minus(b).map(value), Some(wide(one, scales.0) - wide(other, scales.1)));
        prop_assert_eq!(a.is_less(b), wide(one, scales.0) < wide(other, scales.1));
        prop_assert!(!a.is_less(a));
        prop_assert_eq!(a.in_millionths(), wide(one, scales.0));
        prop_assert_eq!(Decimal::of_millionths(a.in_millionths()), Some(a));
        prop_assert_eq!(a.is_negative(), one < 0);
        prop_assert_eq!(decimal(&a.to_string()), a);
        prop_assert!(a.to_string().bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS);
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,80}") {
        let _ = (read(&text), chinese_numeral(&text));
    }

    #[test]
    fn digit_soup_is_read_without_panic(text in "[-+0-9.,'() 〇一十百千万增减约余件元万%①OlSB/eE#=]{0,24}") {
        let _ = (read(&text), chinese_numeral(&text));
    }

    #[test]
    fn a_whole_number_is_read_back(value in -999_999_999_999_999_i64..=999_999_999_999_999) {
        let number = match read(&value.to_string()).quantity {
            Quantity::Number(number) => number.as_integer(),
            _ => None,
        };
        prop_assert_eq!(number, Some(value));
    }

    #[test]
    fn groups_and_width_change_no_value(value in 0_i64..=999_999_999_999) {
        let plain = value.to_string();
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let wide: String = plain.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        prop_assert_eq!(read(&grouped).quantity, read(&plain).quantity);
        prop_assert_eq!(read(&wide).quantity, read(&plain).quantity);
    }
}
