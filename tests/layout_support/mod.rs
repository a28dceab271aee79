//! What the tests of generated reports share: figures to fill in, and how many cells are read right.
#![allow(
    dead_code,
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // a test may fail

use gouji::input::{Content, Input};
use gouji::recognize::{Doubt, Given, recognize};

use crate::support::Sheet;

/// What was read of the cells of a report.
#[derive(Default, Clone, Copy, Debug)]
pub struct Score {
    pub cells: usize,
    pub right: usize,
    /// Wrong without a mark.
    pub silent: usize,
    /// Wrong, or without a value, and marked so.
    pub marked: usize,
}

impl Score {
    pub fn add(&mut self, other: Self) {
        self.cells += other.cells;
        self.right += other.right;
        self.silent += other.silent;
        self.marked += other.marked;
    }
}

pub fn score(bytes: Vec<u8>, sheet: &Sheet, figure: fn(&str) -> String, name: &str) -> Score {
    let input = Input { name: None, content: Content::Bytes(bytes) };
    let (document, _) = gouji::readers::read(&input, gouji::readers::charset::native_decode).expect(name);
    let mut score = Score { cells: sheet.cells.len(), ..Score::default() };
    let Ok(report) = recognize(&document, None, &Given::default()) else {
        score.marked = score.cells;
        return score;
    };
    for (at, text) in sheet.cells.iter().enumerate() {
        let spec = &sheet.form.cells()[at];
        let own = report.cells().find(|(other, _)| other.id == spec.id);
        let fact = own.map(|(_, fact)| fact);
        let raw = fact.and_then(|fact| fact.raw.as_deref());
        let doubt = fact.and_then(|fact| fact.doubt);
        let hidden = doubt.is_some_and(Doubt::hides_value);
        let same = raw.is_some_and(|raw| bare(raw) == bare(&figure(text)));
        if same && !hidden {
            score.right += 1;
        } else if raw.is_some() && doubt.is_none() {
            score.silent += 1;
            println!("  silent {name} {}: {raw:?}, set {text:?}", spec.id);
        } else {
            score.marked += 1;
            if std::env::var_os("GOUJI_SHOW").is_some() {
                println!("  marked {name} {}: {raw:?} {doubt:?}, set {text:?}", spec.id);
            }
        }
    }
    score
}

pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Figures as reports have them: most are zero, some large. `seed` makes them differ.
pub fn figures(seed: u64, largest: i64) -> impl FnMut() -> i64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let roll = (state >> 33) as i64;
        if roll % 3 > 0 { 0 } else { roll / 3 % largest + 1 }
    }
}

pub fn blank_zero(text: &str) -> String {
    if text == "0" { String::new() } else { text.to_owned() }
}

pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).expect("digit") } else { c })
        .collect()
}

pub fn thousands(text: &str) -> String {
    match text.len() {
        4.. if text.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..])
        }
        _ => text.to_owned(),
    }
}
