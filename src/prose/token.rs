//! Characters → tokens: words that mean something, figures with their units, punctuation.

use crate::number::{Decimal, chinese_numeral};

use super::flow::{BREAK, TORN};
use super::words::{self, Word};

/// Most digits of a figure.
const MAX_DIGITS: usize = 15;
/// Longest numeral in Chinese characters.
const MAX_NUMERAL: usize = 12;
/// Longest title between 《 and 》 that is passed over.
const MAX_TITLE: usize = 100;
/// Chinese numerals as prose writes them.
const NUMERALS: &str = "〇○零一二两三四五六七八九十百千万";
/// Units of counted things, longer ones first. Those behind 封 count many other things as well.
const UNITS: [&str; 12] = ["件次", "件", "份", "宗", "封", "条", "起", "例", "个", "次", "篇", "项"];
/// How many of [`UNITS`] speak for themselves.
const OWN_UNITS: usize = 5;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件 and the like.
    Count,
    /// 项: of 表二 in the form of 2019.
    Items,
    /// 万元; 元 is brought to it.
    Money,
}

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Its value; money in 万元.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Digits behind the point as written, in the form's unit.
    pub scale: u32,
    /// Whether it is meant exactly.
    pub exact: bool,
}

impl Figure {
    /// So many, exactly.
    pub fn count(value: i64) -> Self {
        Self { value: Decimal::integer(value), unit: Unit::Count, scale: 0, exact: true }
    }
}

/// A share as written: `mantissa / 10^scale` per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent {
    /// Its digits.
    pub mantissa: i64,
    /// How many of them stand behind the point.
    pub scale: u32,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word.
    Word(Word),
    /// A figure with a unit.
    Figure(Figure),
    /// A number without one, at the end of its clause.
    Bare(Figure),
    /// A share.
    Percent(Percent),
    /// A year, 2023年.
    Year(u16),
    /// The end of a sentence; `true` where a new point begins.
    Stop(bool),
    /// `；`
    Semicolon,
    /// `，`
    Comma,
    /// `：`
    Colon,
    /// `（`
    Open,
    /// `）`
    Close,
    /// Anything else.
    Other,
}

/// A token and the characters it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// First character.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// Cuts characters from `from` to `to` into tokens.
pub fn tokens(chars: &[char], from: usize, to: usize) -> Vec<Token> {
    let mut list: Vec<Token> = Vec::new();
    let chars = chars.get(..to).unwrap_or(chars);
    let mut at = from;
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied().unwrap_or(BREAK);
        let (kind, length) = next(rest, before);
        let to = at + length.max(1);
        match (kind, list.last_mut()) {
            (Some(Kind::Other), Some(Token { kind: Kind::Other, to: end, .. })) => *end = to,
            (Some(kind), _) => list.push(Token { kind, from: at, to }),
            (None, _) => {}
        }
        at = to;
    }
    list
}

/// What begins `rest`, and how long it is; `None` for what is passed over.
fn next(rest: &[char], before: char) -> (Option<Kind>, usize) {
    let first = rest.first().copied().unwrap_or(BREAK);
    let kind = match first {
        '。' | '!' | '?' | BREAK => Kind::Stop(false),
        ';' => Kind::Semicolon,
        ',' => Kind::Comma,
        ':' => Kind::Colon,
        '(' => return item(rest).map_or((Some(Kind::Open), 1), |length| (Some(Kind::Stop(true)), length)),
        ')' => Kind::Close,
        '“' | '”' | '"' | '‘' | '’' | '*' | '#' | '—' => return (None, 1),
        '《' => return (None, title(rest)),
        c if c.is_ascii_digit() => return digits(rest, before),
        // 余8件; not 余杭区
        '余' if rest.get(1).is_some_and(char::is_ascii_digit) => Kind::Word(Word::Rest),
        _ => {
            if let Some((figure, length)) = numeral(rest, before) {
                return (Some(figure), length);
            }
            return words::at(rest)
                .map_or((Some(Kind::Other), 1), |(word, length)| (Some(Kind::Word(word)), length));
        }
    };
    (Some(kind), 1)
}

/// `（二）`
fn item(rest: &[char]) -> Option<usize> {
    let close = rest.iter().take(4).position(|&c| c == ')')?;
    let inside = rest.get(1..close).filter(|inside| !inside.is_empty())?;
    inside.iter().all(|&c| NUMERALS.contains(c) || c.is_ascii_digit()).then_some(close + 1)
}

fn title(rest: &[char]) -> usize {
    rest.iter().take(MAX_TITLE).position(|&c| c == '》').map_or(1, |close| close + 1)
}

fn digits(rest: &[char], before: char) -> (Option<Kind>, usize) {
    let (text, scale, length) = read_digits(rest);
    let significant = text.trim_start_matches('0');
    let mantissa: i64 = if significant.is_empty() { 0 } else { significant.parse().unwrap_or(0) };
    let whole = significant.len() <= MAX_DIGITS && before != TORN && before != '第' && before != '.';
    let tail = rest.get(length..).unwrap_or_default();
    match tail.first() {
        Some('%') if whole => (Some(Kind::Percent(Percent { mantissa, scale })), length + 1),
        Some('年') if scale == 0 && text.len() == 4 => {
            let year = u16::try_from(mantissa).unwrap_or(0);
            (Some(Kind::Year(year)), length + 1 + usize::from(tail.get(1) == Some(&'度')))
        }
        Some('月') => (Some(month(mantissa, tail)), length + 1),
        // 187个申请人提出的
        Some('个' | '名' | '位') if starts(tail, 1, "申请人") => {
            (Some(Kind::Word(Word::Neutral)), length + 1)
        }
        _ if whole => with_unit(mantissa, scale, tail)
            .map_or((Some(bare(mantissa, scale, tail)), length), |(figure, unit)| {
                (Some(Kind::Figure(figure)), length + unit)
            }),
        _ => (Some(Kind::Other), length),
    }
}

/// 维持24、: a whole number before a mark.
fn bare(mantissa: i64, scale: u32, tail: &[char]) -> Kind {
    // The end of a line closes nothing: rows of tables end there too.
    let closes = tail.first().is_some_and(|&c| matches!(c, '、' | ',' | ';' | '。' | ')'));
    match Decimal::new(mantissa, 0) {
        Some(value) if scale == 0 && closes => {
            Kind::Bare(Figure { value, unit: Unit::Count, scale: 0, exact: true })
        }
        _ => Kind::Other,
    }
}

/// A month alone is a part of the year; a date, the last month and its end are not.
fn month(number: i64, tail: &[char]) -> Kind {
    let date = tail.get(1).is_some_and(|&c| c.is_ascii_digit() || matches!(c, '底' | '末' | '初'));
    if date || number == 12 { Kind::Word(Word::Neutral) } else { Kind::Word(Word::Span) }
}

/// Digits without separators, how many stand behind the point, and how many characters they take.
fn read_digits(rest: &[char]) -> (String, u32, usize) {
    let run = |from: usize| rest.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let push = |text: &mut String, from: usize, count: usize| {
        text.extend(rest.iter().skip(from).take(count));
    };
    let mut text = String::new();
    let mut length = run(0);
    push(&mut text, 0, length);
    while length <= MAX_DIGITS * 2
        && (length > 3 || text.len() <= 3)
        && matches!(rest.get(length), Some(',' | ' ' | '\''))
        && run(length + 1) == 3
    {
        push(&mut text, length + 1, 3);
        length += 4;
    }
    let behind = if rest.get(length) == Some(&'.') { run(length + 1) } else { 0 };
    if behind == 0 {
        return (text, 0, length);
    }
    push(&mut text, length + 1, behind);
    (text, u32::try_from(behind).unwrap_or(u32::MAX), length + 1 + behind)
}

fn numeral(rest: &[char], before: char) -> Option<(Kind, usize)> {
    let length = rest.iter().take(MAX_NUMERAL).take_while(|c| NUMERALS.contains(**c)).count();
    if length == 0 || before == '第' || before == '.' {
        return None;
    }
    let text: String = rest.iter().take(length).collect();
    let (figure, unit) = with_unit(chinese_numeral(&text)?, 0, rest.get(length..)?)?;
    Some((Kind::Figure(figure), length + unit))
}

/// The figure with the unit that begins `tail`, and the length of the unit.
fn with_unit(mantissa: i64, scale: u32, tail: &[char]) -> Option<(Figure, usize)> {
    let rough = tail.first().is_some_and(|c| matches!(c, '余' | '多' | '几'));
    let mut length = usize::from(rough);
    let at = |length: usize| tail.get(length).copied().unwrap_or(BREAK);
    if let Some((shift, digits)) = money(tail.get(length..).unwrap_or_default()) {
        let value = Decimal::new(mantissa, scale)?;
        let value = match shift {
            0 => value.in_ten_thousands()?,
            8 => value.times_ten_thousand()?,
            _ => value,
        };
        let scale = if shift == 0 { scale + 4 } else { scale };
        // 9.82亿元 is rounded to more than 万元.
        let exact = !rough && (shift < 8 || scale >= 4);
        return Some((Figure { value, unit: Unit::Money, scale, exact }, length + digits));
    }
    let thousands = at(length) == '万';
    length += usize::from(thousands);
    let unit = UNITS.iter().enumerate().find(|(_, unit)| starts(tail, length, unit))?;
    length += unit.1.chars().count();
    let behind = tail.get(length..).unwrap_or_default();
    let other_thing = behind.first().is_some_and(|c| matches!(c, '事' | '套' | '人'));
    let items = *unit.1 == "项";
    let own = unit.0 < OWN_UNITS || (!items && is_known(behind)) || ends(behind);
    if other_thing || !own {
        return None;
    }
    let value = Decimal::new(mantissa, scale)?;
    let value = if thousands { value.times_ten_thousand()? } else { value };
    let kind = if items { Unit::Items } else { Unit::Count };
    Some((Figure { value, unit: kind, scale: 0, exact: !rough && scale == 0 && !thousands }, length))
}

/// Power of ten of a unit of money to 元, and its length.
fn money(tail: &[char]) -> Option<(u32, usize)> {
    match (tail.first(), tail.get(1)) {
        (Some('元'), _) => Some((0, 1)),
        (Some('万'), Some('元')) => Some((4, 2)),
        (Some('亿'), Some('元')) => Some((8, 2)),
        _ => None,
    }
}

fn starts(text: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(index, c)| text.get(at + index) == Some(&c))
}

/// Whether a mark of punctuation follows.
fn ends(tail: &[char]) -> bool {
    tail.first().is_none_or(|&c| matches!(c, '、' | ',' | ';' | '。' | '(' | ')' | BREAK))
}

/// Whether what follows a unit that counts many things shows that it counts ours: 3起, 3个申请; not 3个工作日.
fn is_known(text: &[char]) -> bool {
    let ours = |word| {
        matches!(
            word,
            Word::Label(_)
                | Word::Requests
                | Word::Apply
                | Word::Neutral
                | Word::And
                | Word::Of
                | Word::All
                | Word::Not
                | Word::Compare
                | Word::Share
        )
    };
    text.first().is_none_or(|c| !c.is_alphabetic()) || words::at(text).is_some_and(|(word, _)| ours(word))
}
