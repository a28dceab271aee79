//! The one reader of numbers.
//!
//! Takes the text of one cell, gives an exact quantity and, when the text was not a plain number, remarks
//! on how it was read. Knows nothing of forms: whether a sign, a unit or a fraction may stand in a cell is
//! for the rules to say. No floating point.

use crate::fold::{fold, is_invisible};

/// Digits a number may have in all. 15 digits stay exact as an integer in JavaScript (2^53).
pub const MAX_DIGITS: usize = 15;
/// Digits a number may have behind the point; six are seen in 收费金额（万元）.
pub const MAX_SCALE: u32 = 6;
/// Longest cell text that is tried as a number, in characters; longer ones are prose.
const MAX_CELL_CHARS: usize = 64;
/// Longest Chinese numeral, in characters.
const MAX_NUMERAL_CHARS: usize = 12;

/// An exact decimal number: `mantissa / 10^scale`, without trailing zeros behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u32,
}

impl Decimal {
    /// A whole number.
    pub const fn integer(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// `mantissa / 10^scale`; `None` beyond [`MAX_DIGITS`] or [`MAX_SCALE`].
    pub fn new(mantissa: i64, scale: u32) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let small = mantissa.unsigned_abs() < 10_u64.pow(u32::try_from(MAX_DIGITS).unwrap_or(15));
        (small && scale <= MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// The value as a whole number, when it is one.
    pub fn as_integer(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// `mantissa / 10^scale`, as [`Decimal::new`] takes them.
    pub fn parts(self) -> (i64, u32) {
        (self.mantissa, self.scale)
    }

    /// The sum; `None` beyond [`MAX_DIGITS`].
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at = |number: Self| number.mantissa.checked_mul(10_i64.pow(scale - number.scale));
        Self::new(at(self)?.checked_add(at(other)?)?, scale)
    }

    /// The difference; `None` beyond [`MAX_DIGITS`].
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// In units of the last digit a number can have behind the point, so that numbers can be added up as integers.
    pub fn in_millionths(self) -> i128 {
        i128::from(self.mantissa) * 10_i128.pow(MAX_SCALE - self.scale)
    }

    /// What [`Decimal::in_millionths`] gave; `None` beyond [`MAX_DIGITS`].
    pub fn of_millionths(millionths: i128) -> Option<Self> {
        let (mut mantissa, mut scale) = (millionths, MAX_SCALE);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self::new(i64::try_from(mantissa).ok()?, scale)
    }

    /// The number below zero that is as large, and the reverse.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether it is less than another.
    pub fn is_less(self, other: Self) -> bool {
        self.in_millionths() < other.in_millionths()
    }

    /// The number divided by 10 000 (元 → 万元); `None` when it would have too many digits behind the point.
    pub fn in_ten_thousands(self) -> Option<Self> {
        Self::new(self.mantissa, self.scale + 4)
    }

    /// Whether it is `exact` rounded to `scale` digits behind the point, to whichever side: people cut, round, and give
    /// a fraction as one more.
    pub fn rounds(self, exact: Self, scale: u32) -> bool {
        let unit = 10_u128.pow(MAX_SCALE.saturating_sub(scale));
        self.in_millionths().abs_diff(exact.in_millionths()) < unit
    }

    /// The number times 10 000 (亿元 → 万元).
    pub fn times_ten_thousand(self) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(10_000)?, self.scale)
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10_u64.pow(self.scale);
        let magnitude = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:0width$}", magnitude / unit, magnitude % unit, width = self.scale as usize)
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A number.
    Number(Decimal),
    /// Nothing but space.
    Blank,
    /// A sign that stands for "none": `/`, `-`, `无`.
    Dash,
    /// Something that is not a number; the remark says what.
    Illegible,
}

/// A unit written behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// 件, 宗, 条 … a counted thing.
    Piece,
    /// 元.
    Yuan,
    /// 万元.
    TenThousandYuan,
    /// 亿元.
    HundredMillionYuan,
    /// %.
    Percent,
}

/// How a text that was not a plain number was read (the numbers are those of the rule list, section N).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Remark {
    /// N2: a sign for "none".
    Dash,
    /// N3: full-width digits or signs.
    FullWidth,
    /// N4: separators between groups of three digits.
    Grouped,
    /// N5: a unit behind the number.
    Unit(Unit),
    /// N6: a written sign (增 18, +3, (4), 减4).
    Signed,
    /// N7: zeros behind the point (12.0).
    TrailingZeros,
    /// N8: Chinese numerals.
    ChineseNumeral,
    /// N9: letters that look like digits, as text recognition gives them.
    Lookalike,
    /// N10: zeros in front (012), -0.
    LeadingZero,
    /// N11: a note behind the number (12（含…）, 12①).
    Note,
    /// N11: two numbers in one cell; the first is shown but not relied on.
    TwoNumbers,
    /// N12: damage by a spreadsheet (1E+05, ####, #REF!, a date).
    Spreadsheet,
    /// N13: about, at least (约20, 20余).
    Approximate,
    /// N16: words.
    Words,
    /// N17: more digits than [`MAX_DIGITS`].
    TooLong,
}

impl Remark {
    /// Whether the value cannot be relied on.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Lookalike | Self::Note | Self::TwoNumbers | Self::Approximate)
    }
}

/// What [`read`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The quantity.
    pub quantity: Quantity,
    /// How it was read, in the order of [`Remark`]; empty for a plain number and for a blank.
    pub remarks: Vec<Remark>,
}

impl Reading {
    fn plain(quantity: Quantity) -> Self {
        Self { quantity, remarks: Vec::new() }
    }

    fn illegible(remark: Remark) -> Self {
        Self { quantity: Quantity::Illegible, remarks: vec![remark] }
    }

    /// The unit, if one was written.
    pub fn unit(&self) -> Option<Unit> {
        self.remarks.iter().find_map(|remark| match remark {
            Remark::Unit(unit) => Some(*unit),
            _ => None,
        })
    }
}

/// Reads the text of one cell.
///
/// Never fails: what cannot be read is [`Quantity::Illegible`] with the remark that says why.
pub fn read(raw: &str) -> Reading {
    // The common cases first: one to fifteen ASCII digits, no zero in front; nothing; a label.
    let trimmed = raw.trim();
    if let Some(value) = plain_digits(trimmed) {
        return Reading::plain(Quantity::Number(Decimal::integer(value)));
    }
    if is_plain_words(trimmed) {
        return Reading::illegible(Remark::Words);
    }
    let (text, full_width) = normalise(trimmed);
    if text.is_empty() {
        return Reading::plain(Quantity::Blank);
    }
    if is_dash(&text) {
        return Reading { quantity: Quantity::Dash, remarks: vec![Remark::Dash] };
    }
    let length = text.chars().count();
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    // A label, as most cells with words are: nothing in it can be read as a number.
    if length > MAX_CELL_CHARS || (!has_digit && length > MAX_NUMERAL_CHARS && !text.starts_with(['#', '=']))
    {
        return Reading::illegible(Remark::Words);
    }
    if let Some(remark) = spreadsheet_damage(&text) {
        return Reading::illegible(remark);
    }
    let mut reading = Parts::take(&text).read();
    if full_width && reading.quantity != Quantity::Illegible {
        reading.remarks.push(Remark::FullWidth);
    }
    reading.remarks.sort_unstable();
    reading
}

fn plain_digits(raw: &str) -> Option<i64> {
    let bytes = raw.as_bytes();
    let plain = matches!(bytes, [b'0'] | [b'1'..=b'9', ..]) && bytes.len() <= MAX_DIGITS;
    (plain && bytes.iter().all(u8::is_ascii_digit)).then(|| raw.parse().ok()).flatten()
}

/// Ideographs only, and the first of them begins nothing that could be read: no numeral, sign, estimate or
/// word for "no change" ([`SIGNS`], [`ESTIMATES`], [`UNCHANGED`]).
fn is_plain_words(text: &str) -> bool {
    let ideograph = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    let begins = |c: char| {
        matches!(
            c,
            '增' | '新'
                | '上'
                | '减'
                | '減'
                | '下'
                | '约'
                | '近'
                | '大'
                | '余'
                | '多'
                | '以'
                | '左'
                | '持'
                | '不'
                | '无'
                | '無'
                | '没'
                | '空'
        ) || chinese_digit(c).is_some()
            || chinese_unit(c).is_some()
    };
    text.chars().next().is_some_and(|c| !begins(c)) && text.chars().all(ideograph)
}

/// Folds widths, drops invisible characters, trims. Also: whether digits or signs were full-width.
fn normalise(raw: &str) -> (String, bool) {
    let mut full_width = false;
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars().filter(|&c| !is_invisible(c)) {
        let folded = if c.is_whitespace() { ' ' } else { fold(c) };
        full_width |=
            folded != c && (folded.is_ascii_digit() || matches!(folded, '.' | ',' | '+' | '-' | '%'));
        text.push(match folded {
            '−' | '–' | '﹣' | '‐' | '‑' => '-',
            '､' => ',',
            other => other,
        });
    }
    (text.trim().to_owned(), full_width)
}

/// N2. Signs and words that stand for "none".
fn is_dash(text: &str) -> bool {
    matches!(text, "无" | "無" | "没有" | "不适用" | "N/A" | "n/a" | "NA" | "*" | "空")
        || text.chars().all(|c| matches!(c, '/' | '\\' | '-' | '—' | '─' | '―' | '·' | '.' | ' '))
}

/// N12. What spreadsheets make of numbers.
fn spreadsheet_damage(text: &str) -> Option<Remark> {
    let hashes = text.starts_with('#');
    let formula = text.starts_with('=');
    let parts = || text.split(['/', '-', '年', '月', '日', ':']).filter(|part| !part.is_empty());
    let date = text.contains(['/', '-', '月', ':'])
        && !text.starts_with('-')
        && parts().nth(1).is_some()
        && parts().all(|part| part.trim().bytes().all(|b| b.is_ascii_digit()));
    let exponent = text.split_once(['E', 'e']).is_some_and(|(head, tail)| {
        head.starts_with(|c: char| c.is_ascii_digit())
            && head.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && tail.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit())
            && !tail.is_empty()
    });
    (hashes || formula || date || exponent).then_some(Remark::Spreadsheet)
}

/// The pieces of a cell text: sign, digits, what stands behind.
struct Parts<'a> {
    negative: bool,
    /// The sign is `+` or `-`, not a word.
    bare_sign: bool,
    remarks: Vec<Remark>,
    body: &'a str,
}

/// Words and signs in front of a number, and whether they make it negative.
const SIGNS: [(&str, bool); 13] = [
    ("增加", false),
    ("新增", false),
    ("增", false),
    ("上升", false),
    ("+", false),
    ("↑", false),
    ("减少", true),
    ("减", true),
    ("減", true),
    ("下降", true),
    ("-", true),
    ("—", true),
    ("↓", true),
];
/// N13. Words that make a number an estimate.
const ESTIMATES: [&str; 12] = ["约", "近", "大约", "≥", "≤", ">", "<", "余", "多", "以上", "左右", "以下"];
/// N6. Words for "no change".
const UNCHANGED: [&str; 4] = ["持平", "不变", "无变化", "无增减"];
/// Units in the order they are tried: longer ones first.
const UNITS: [(&str, Unit); 17] = [
    ("亿元", Unit::HundredMillionYuan),
    ("万元", Unit::TenThousandYuan),
    ("元", Unit::Yuan),
    ("圆", Unit::Yuan),
    ("万", Unit::TenThousandYuan),
    ("%", Unit::Percent),
    ("件次", Unit::Piece),
    ("件", Unit::Piece),
    ("宗", Unit::Piece),
    ("条", Unit::Piece),
    ("份", Unit::Piece),
    ("起", Unit::Piece),
    ("例", Unit::Piece),
    ("个", Unit::Piece),
    ("项", Unit::Piece),
    ("次", Unit::Piece),
    ("部", Unit::Piece),
];

impl<'a> Parts<'a> {
    fn take(text: &'a str) -> Self {
        let mut parts = Self { negative: false, bare_sign: false, remarks: Vec::new(), body: text };
        parts.take_brackets();
        for word in ESTIMATES {
            if let Some(rest) = parts.body.strip_prefix(word) {
                parts.remarks.push(Remark::Approximate);
                parts.body = rest.trim_start();
            }
        }
        for (word, negative) in SIGNS {
            if let Some(rest) = parts.body.strip_prefix(word) {
                parts.remarks.push(Remark::Signed);
                parts.negative = negative;
                parts.bare_sign = matches!(word, "+" | "-");
                parts.body = rest.trim_start();
                break;
            }
        }
        parts.body = parts.body.trim_start_matches(['¥', '￥']).trim_start();
        parts
    }

    /// `(4)` is an accountant's −4; `(12)` never means a plain 12 in a table.
    fn take_brackets(&mut self) {
        let inner = self.body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        if let Some(inner) =
            inner.filter(|inner| inner.bytes().all(|b| b.is_ascii_digit()) && !inner.is_empty())
        {
            self.remarks.push(Remark::Signed);
            self.negative = true;
            self.body = inner;
        }
    }

    fn read(mut self) -> Reading {
        if UNCHANGED.contains(&self.body) {
            self.remarks.push(Remark::Signed);
            return self.give(0, 0);
        }
        let digits =
            self.body.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ')));
        let (head, tail) = self.body.split_at(digits.unwrap_or(self.body.len()));
        let (head, tail) = (head.trim_end(), tail.trim());
        if head.is_empty() {
            return self.read_words();
        }
        if !self.take_tail(tail) {
            return self.read_words();
        }
        match self.digits(head) {
            Some((mantissa, scale)) => self.give(mantissa, scale),
            None if head.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS => {
                Reading::illegible(Remark::TooLong)
            }
            None => self.two_numbers(head),
        }
    }

    fn give(mut self, mantissa: i64, scale: u32) -> Reading {
        let mantissa = if self.negative { -mantissa } else { mantissa };
        if mantissa == 0 && self.bare_sign {
            // +0, -0: a habit of writing, nothing grew or shrank.
            self.remarks.retain(|remark| !matches!(remark, Remark::Signed | Remark::LeadingZero));
            self.remarks.push(Remark::LeadingZero);
        }
        match Decimal::new(mantissa, scale) {
            Some(number) => Reading { quantity: Quantity::Number(number), remarks: self.remarks },
            None => Reading::illegible(Remark::TooLong),
        }
    }

    /// 20余件, 20件以上: the estimate stands before or behind the unit.
    fn take_estimate<'t>(&mut self, tail: &'t str) -> &'t str {
        let Some(rest) = ESTIMATES.iter().find_map(|word| tail.strip_prefix(word)) else { return tail };
        self.remarks.push(Remark::Approximate);
        rest.trim_start()
    }

    /// What stands behind the digits. `false`: nothing that may stand there.
    fn take_tail(&mut self, tail: &str) -> bool {
        let mut tail = self.take_estimate(tail);
        if let Some((word, unit)) = UNITS.iter().find(|(word, _)| tail.starts_with(word)) {
            self.remarks.push(Remark::Unit(*unit));
            tail = self.take_estimate(tail.get(word.len()..).unwrap_or_default().trim_start());
        }
        if tail.is_empty() {
            return true;
        }
        if is_footnote(tail) {
            self.remarks.push(Remark::Note);
            return true;
        }
        let inner = tail.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        match inner {
            Some(inner) if inner.bytes().all(|b| b.is_ascii_digit()) => self.remarks.push(Remark::TwoNumbers),
            Some(_) => self.remarks.push(Remark::Note),
            None => return false,
        }
        true
    }

    /// Digits with separators to mantissa and scale.
    fn digits(&mut self, head: &str) -> Option<(i64, u32)> {
        let (whole, fraction) = head.split_once('.').unwrap_or((head, ""));
        let whole = self.ungroup(whole)?;
        if !fraction.bytes().all(|b| b.is_ascii_digit())
            || (head.contains('.') && (fraction.is_empty() || whole.is_empty()))
        {
            return None;
        }
        let kept = fraction.trim_end_matches('0');
        if !fraction.is_empty() && kept.is_empty() {
            self.remarks.push(Remark::TrailingZeros);
        }
        if whole.len() > 1 && whole.starts_with('0') {
            self.remarks.push(Remark::LeadingZero);
        }
        let text = format!("{whole}{kept}");
        let significant = text.trim_start_matches('0');
        if significant.len() > MAX_DIGITS {
            return None;
        }
        let mantissa = if significant.is_empty() { 0 } else { significant.parse().ok()? };
        Some((mantissa, u32::try_from(kept.len()).ok()?))
    }

    /// N4: separators are dropped only between groups of three digits.
    fn ungroup(&mut self, whole: &str) -> Option<String> {
        if whole.bytes().all(|b| b.is_ascii_digit()) {
            return Some(whole.to_owned());
        }
        let groups: Vec<&str> = whole.split([',', '\'', '’', ' ']).collect();
        let (first, rest) = groups.split_first()?;
        let sound = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
        if !sound {
            return None;
        }
        self.remarks.push(Remark::Grouped);
        Some(groups.concat())
    }

    fn two_numbers(self, head: &str) -> Reading {
        let first = head.split([' ', ',']).next().and_then(plain_digits);
        match first {
            Some(value) => {
                let mut remarks = self.remarks;
                remarks.push(Remark::TwoNumbers);
                Reading { quantity: Quantity::Number(Decimal::integer(value)), remarks }
            }
            None => Reading::illegible(Remark::Words),
        }
    }

    fn read_words(mut self) -> Reading {
        if let Some(value) = chinese_numeral(self.body) {
            self.remarks.push(Remark::ChineseNumeral);
            return self.give(value, 0);
        }
        if let Some(value) = lookalikes(self.body) {
            self.remarks.push(Remark::Lookalike);
            return self.give(value, 0);
        }
        Reading::illegible(Remark::Words)
    }
}

/// ①, *, [1] behind a number.
fn is_footnote(tail: &str) -> bool {
    tail.chars().all(|c| matches!(c, '*' | '①'..='⑳' | '¹' | '²' | '³'))
        || tail
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|inner| inner.len() <= 2)
}

/// N9. Digits with letters among them that look like digits; at least one true digit.
fn lookalikes(text: &str) -> Option<i64> {
    let digits: Option<String> = text
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            'O' | 'o' | 'D' | 'Q' => Some('0'),
            'l' | 'I' | 'i' => Some('1'),
            'Z' | 'z' => Some('2'),
            'S' | 's' => Some('5'),
            'B' => Some('8'),
            _ => None,
        })
        .collect();
    let mixed =
        text.len() <= MAX_DIGITS && (text.bytes().any(|b| b.is_ascii_digit()) || text.chars().count() == 1);
    digits.filter(|_| mixed)?.parse().ok()
}

/// N8. Chinese numerals: 〇, 十二, 一百零五, 一千二百, 三万, 二〇. `None` when a character is none of theirs.
pub fn chinese_numeral(text: &str) -> Option<i64> {
    let text = text.trim_end_matches(['件', '条', '份', '宗', '个']);
    if text.is_empty() || text.chars().count() > MAX_NUMERAL_CHARS {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| chinese_digit(c).is_some()) {
        return text.chars().try_fold(0_i64, |sum, c| Some(sum * 10 + chinese_digit(c)?));
    }
    let mut parts = text.splitn(2, '万');
    let (first, rest) = (parts.next()?, parts.next());
    match rest {
        None => below_ten_thousand(first),
        Some("") => Some(below_ten_thousand(first)? * 10_000),
        Some(rest) => Some(below_ten_thousand(first)? * 10_000 + below_ten_thousand(rest)?),
    }
}

/// 一千二百零五, 十二: each unit smaller than the one before, one digit before each unit.
fn below_ten_thousand(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let (mut sum, mut digit, mut last) = (0_i64, None, 10_000);
    for c in text.chars() {
        match (chinese_digit(c), digit) {
            (Some(0), None | Some(0)) => digit = None,
            (Some(value), None) => digit = Some(value),
            (Some(_), Some(_)) => return None,
            (None, _) => {
                let unit = chinese_unit(c).filter(|unit| *unit < last)?;
                sum += digit.take().unwrap_or(1) * unit;
                last = unit;
            }
        }
    }
    Some(sum + digit.unwrap_or(0))
}

fn chinese_unit(c: char) -> Option<i64> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    }
}

fn chinese_digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_can_be_read_counts_as_plain_words() {
        let none = ["无", "無", "没有", "不适用", "空", "〇", "十二", "两百"];
        let signs = SIGNS.iter().map(|(word, _)| *word);
        for word in signs.chain(ESTIMATES).chain(UNCHANGED).chain(none) {
            assert!(!is_plain_words(word), "{word}");
        }
        assert!(is_plain_words("自然人") && is_plain_words("规章"));
    }
}
