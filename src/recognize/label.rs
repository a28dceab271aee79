//! Labels as people and programs write them, brought to one key.
//!
//! Takes label text, gives keys to compare; knows no form. A key keeps ideographs, letters and digits
//! only, so that line breaks, spaces and every kind of punctuation make no difference.

use std::str::Chars;

use crate::fold::{fold_script, is_invisible};

/// Longest bracketed text, in characters, that is taken for an explanation.
const MAX_NOTE: usize = 200;

/// The key of a label: folded, without space, punctuation and bracketed explanations.
///
/// `（三）不予公开` → `三不予公开`; `規章(設區的市…)` → `规章`; `數(shù)量` → `数量`;
/// `1．属于 国家秘密` → `1属于国家秘密`.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    write_key(text, &mut key);
    key
}

/// As [`key`], behind what stands in `key` already.
pub fn write_key(text: &str, key: &mut String) {
    let start = key.len();
    let mut rest = text.chars();
    let mut open = 0_u32;
    while let Some(c) = take_letters(&mut rest, key) {
        if is_letter(c) {
            key.push(c);
        } else if is_opening(c) {
            match behind_note(&rest) {
                Some(behind) => rest = behind,
                None => open += 1,
            }
        } else if is_closing(c) {
            // A bracket closed here but opened before the figures: what stood inside was an explanation.
            match open.checked_sub(1) {
                Some(left) => open = left,
                None => key.truncate(start),
            }
        }
    }
}

/// Takes the letters that folding leaves as they are into `key`, and gives the folded character behind them.
fn take_letters(rest: &mut Chars, key: &mut String) -> Option<char> {
    let text = rest.as_str();
    loop {
        let left = rest.as_str().len();
        let c = rest.next();
        let folded = c.map(fold_script);
        if folded != c || !folded.is_some_and(is_letter) {
            key.push_str(text.get(..text.len() - left).unwrap_or_default());
            return folded;
        }
    }
}

/// Ideographs, letters and digits; nearly all are of the first block of ideographs.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '0'..='9') || c.is_alphanumeric()
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '〔' | '【' | '﹝')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '〕' | '】' | '﹞')
}

/// What stands behind a bracketed explanation; `None` when the bracket holds words of the label itself: an
/// ordinal, or the note printed in the corner of 表三. A bracket never closed swallows the rest, for its
/// other half stands behind the figures.
fn behind_note<'a>(tail: &Chars<'a>) -> Option<Chars<'a>> {
    let mut rest = tail.clone();
    let (mut length, mut letters, mut first) = (0, 0, ' ');
    while let Some(c) = rest.by_ref().find(|&c| !is_invisible(c)).map(fold_script) {
        if is_closing(c) {
            break;
        }
        length += 1;
        if length == MAX_NOTE {
            return None;
        }
        if !c.is_whitespace() {
            first = if letters == 0 { c } else { first };
            letters += 1;
        }
    }
    let own = letters == 1 && is_numeral(first) || matches!(first, '本' | '列');
    (!own).then_some(rest)
}

/// Digits and Chinese numerals, as ordinals use them.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Length of the longest common subsequence, in characters: how much of `label` stands, in order, in `text`,
/// of which the first 64 characters count.
pub fn common(label: &str, text: &str) -> usize {
    // A bit for each character of the text; those passed by the row of the usual table are 0 (Hyyrö 2004).
    let mut row = u64::MAX;
    for c in label.chars() {
        let places = (0..64).zip(text.chars()).filter(|(_, other)| *other == c);
        let same = places.fold(0_u64, |bits, (at, _)| bits | 1 << at);
        row = row.wrapping_add(row & same) | (row & !same);
    }
    row.count_zeros() as usize
}

/// The last `count` characters of `text`.
pub fn tail(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_space_and_width_make_no_difference() {
        assert_eq!(key("（三）不予\n公开"), "三不予公开");
        assert_eq!(key("(三) 不予公开"), "三不予公开");
        assert_eq!(key("3．危及“三安全一稳\n定”"), "3危及三安全一稳定");
        assert_eq!(key("第二十条 第（一）项"), "第二十条第一项");
    }

    #[test]
    fn explanations_in_brackets_are_dropped() {
        assert_eq!(key("規章(設區的市、自治州人民政府應提供相關數據)"), "规章");
        assert_eq!(key("本年增/減(指2020年增加或減少的事項數,減用負值表示,如-8)"), "本年增减");
        assert_eq!(key("本年制發(fā)件數(shù)"), "本年制发件数");
        assert_eq!(key("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), "二部分公开");
    }

    #[test]
    fn an_explanation_torn_by_the_figures_is_dropped_on_both_sides() {
        assert_eq!(key("（二）部分公开（区分处理的，只计这一情 形，不"), "二部分公开");
        assert_eq!(key("计其他情形）（三）不予公开 1.属于国家秘密"), "三不予公开1属于国家秘密");
    }

    #[test]
    fn common_counts_what_stands_in_order() {
        assert_eq!(common("其他法律行政法规禁止公开", "2其他法律行政止公开"), 9);
    }
}
