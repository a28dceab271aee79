//! The drawings Excel wants behind cell notes: one hidden box for each.
//!
//! Takes the drawing there is, if any, and the cells; gives the drawing. Written as text: Excel's own drawings of
//! this kind are not always well-formed.

use std::fmt::Write as _;

/// The ends of the numbers of shapes: each drawing has its own thousand.
const SHAPES: &str = "_x0000_s";
const SHAPES_PER_DRAWING: usize = 1024;
/// The shape notes are made after.
const NOTE_TYPE: &str = "_x0000_t202";

/// Columns and rows a note covers.
const NOTE_COLS: u32 = 4;
const NOTE_ROWS: u32 = 7;

/// A drawing with boxes for these cells (row, column), behind what is in it. `number` tells the drawings of a
/// workbook apart, from 1.
pub fn with_notes(old: Option<&str>, number: usize, cells: &[(u32, u32)]) -> String {
    let fresh = empty(number);
    let old = old.unwrap_or(&fresh);
    let first = next_shape(old).max(number * SHAPES_PER_DRAWING + 1);
    let mut shapes = String::new();
    if !old.contains(&format!("id=\"{NOTE_TYPE}\"")) {
        shapes.push_str(&note_type());
    }
    for (at, (row, col)) in cells.iter().enumerate() {
        shapes.push_str(&shape(first + at, *row, *col));
    }
    let end = old.rfind("</xml").unwrap_or(old.len());
    let (before, after) = old.split_at_checked(end).unwrap_or((old, ""));
    [before, &shapes, after].concat()
}

fn empty(number: usize) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
    )
}

fn note_type() -> String {
    format!(
        "<v:shapetype id=\"{NOTE_TYPE}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
         <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

/// The number behind the highest in use.
fn next_shape(drawing: &str) -> usize {
    let numbers = drawing.match_indices(SHAPES).filter_map(|(at, mark)| {
        let digits = drawing.get(at + mark.len()..)?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end)?.parse::<usize>().ok()
    });
    numbers.max().map_or(0, |number| number.saturating_add(1))
}

fn shape(number: usize, row: u32, col: u32) -> String {
    let (left, top) = (col + 1, row.saturating_sub(1));
    let (right, bottom) = (left + NOTE_COLS, top + NOTE_ROWS);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<v:shape id=\"{SHAPES}{number}\" type=\"#{NOTE_TYPE}\" \
         style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;height:110pt;z-index:1;visibility:hidden\" \
         fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
         <x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    );
    out
}

#[cfg(test)]
mod tests {
    use super::with_notes;

    #[test]
    fn what_was_drawn_stays_and_numbers_are_not_used_twice() {
        let first = with_notes(None, 1, &[(6, 2)]);
        assert!(first.contains("_x0000_s1025") && first.contains("<x:Row>6</x:Row><x:Column>2</x:Column>"));
        let second = with_notes(Some(&first), 1, &[(0, 0)]);
        assert!(second.contains("_x0000_s1025") && second.contains("_x0000_s1026"));
        assert_eq!(second.matches("<v:shapetype").count(), 1);
        assert!(second.ends_with("</xml>"));
    }
}
