//! The number reader against the table in `tests/cases/number.md`, and against anything at all.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

mod support;

use gouji::number::{Quantity, Remark, Unit, chinese_numeral, read};
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

proptest! {
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
