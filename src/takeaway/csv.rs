//! Tables → CSV with the mark of UTF-8, as Excel and WPS open it by a double click.
//!
//! Takes the same sheets as the workbook, one below the other, gives bytes. Text that a spreadsheet would take for a
//! formula gets an apostrophe in front.

use std::collections::HashMap;

use super::book::{Sheet, is_number};

const MARK: &str = "\u{feff}";

/// What a formula begins with, in half and full width, and what hides it; as `harmless` in `www/src/sheet.ts`.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
/// What ends a field somewhere: with a comma, or where the list separator is another.
const QUOTED: [char; 6] = [',', ';', '\t', '"', '\n', '\r'];

/// The tables, an empty line between them.
pub fn csv(sheets: &[Sheet]) -> Vec<u8> {
    let tables: Vec<String> = sheets.iter().map(table).collect();
    [MARK, &tables.join("\r\n")].concat().into_bytes()
}

fn table(sheet: &Sheet) -> String {
    let cols = sheet.slots.iter().map(|slot| slot.col + slot.colspan).max().unwrap_or(0);
    let rows = sheet.slots.iter().map(|slot| slot.row + slot.rowspan).max().unwrap_or(0);
    let mut lines = vec![field(&sheet.title)];
    let places: HashMap<(u32, u32), &str> =
        sheet.slots.iter().rev().map(|slot| ((slot.row, slot.col), slot.text.as_str())).collect();
    for row in 0..rows {
        let text = |col: u32| places.get(&(row, col)).map(|text| field(text)).unwrap_or_default();
        lines.push((0..cols).map(text).collect::<Vec<_>>().join(","));
    }
    lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect()
}

fn field(text: &str) -> String {
    // A dash alone stands for nothing.
    let is_formula = text.chars().nth(1).is_some() && text.starts_with(FORMULA) && !is_number(text);
    let text = if is_formula { ["'", text].concat() } else { text.to_owned() };
    if text.contains(QUOTED) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        let cases = [
            ("12", "12"),
            ("-3.5", "-3.5"),
            ("-", "-"),
            ("=1+2", "'=1+2"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("甲,\"乙\"", "\"甲,\"\"乙\"\"\""),
        ];
        for (text, expected) in cases {
            assert_eq!(field(text), expected);
        }
    }
}
