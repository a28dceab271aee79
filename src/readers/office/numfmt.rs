//! Number formats of sheets: what a cell with a number shows.
//!
//! Takes a format code and the stored digits, gives the text on the screen. Covers what tables of figures use:
//! digits, grouping, decimals, percent, text around them, sections for negative and zero, dates. Anything else
//! (fractions, scientific notation, conditions) is shown as General.

use std::fmt::Write as _;

use super::decimal::Decimal;

/// Characters General shows at most, point included.
const GENERAL_WIDTH: usize = 11;

/// A format code, parsed.
#[derive(Debug, Clone, Default)]
pub struct Format {
    sections: Vec<Section>,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// The stored number has digits that are not shown.
    pub rounded: bool,
    /// The format shows nothing for this number; the text is the number all the same.
    pub concealed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    /// Where the digits go.
    Number,
    /// Year, month, day, hour, minute, second by their letter, and how often it stands there.
    Time(char, usize),
}

#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // independent features of a format
struct Section {
    pieces: Vec<Piece>,
    /// The number stands there as General shows it.
    general: bool,
    /// Something of the format is not covered.
    odd: bool,
    grouping: bool,
    in_fraction: bool,
    min_integer: usize,
    min_decimals: usize,
    max_decimals: usize,
    /// Powers of ten the number is multiplied by: percent signs, and commas behind the digits.
    shift: i32,
    pending_commas: i32,
    is_date: bool,
}

impl Format {
    /// The format with this code.
    pub fn parse(code: &str) -> Self {
        Self { sections: sections(code).iter().map(|code| Section::parse(code)).collect() }
    }

    /// The built-in format with this number.
    pub fn built_in(id: u16) -> Self {
        Self::parse(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5..=8 | 37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=21 | 45..=47 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy年m月",
            28 | 29 | 51 | 53 | 54 | 58 => "m月d日",
            30 => "m-d-yy",
            31 => "yyyy年m月d日",
            32 | 33 => "h时mm分ss秒",
            41 | 42 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
            43 | 44 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            _ => "General",
        })
    }

    /// What a cell with this format shows for the stored number.
    pub fn show(&self, stored: &str, since_1904: bool) -> Shown {
        let Some(number) = Decimal::parse(stored) else {
            return Shown { text: stored.to_owned(), ..Shown::default() };
        };
        let (section, signed) = self.section(&number);
        let Some(section) = section else { return general(&number) };
        if section.pieces.is_empty() && !section.odd {
            return Shown { concealed: true, ..general(&number) };
        }
        if section.is_date {
            let text = section.date(&number, since_1904);
            return text.map_or_else(|| general(&number), |text| Shown { text, ..Shown::default() });
        }
        section.show(if signed { number } else { number.absolute() })
    }

    /// The section for a number, and whether its sign is still to be written.
    fn section(&self, number: &Decimal) -> (Option<&Section>, bool) {
        let numeric = self.sections.get(..self.sections.len().min(3)).unwrap_or_default();
        match numeric {
            [_, _, zero] if number.is_zero() => (Some(zero), true),
            [_, negative, ..] if number.negative && !number.is_zero() => (Some(negative), false),
            [first, ..] => (Some(first), true),
            [] => (None, true),
        }
    }
}

/// General: up to eleven characters.
fn general(number: &Decimal) -> Shown {
    let mut number = number.clone();
    let decimals = (GENERAL_WIDTH - 1).saturating_sub(number.integer_digits().max(1));
    let rounded = number.round(decimals);
    let sign = if number.negative && !number.is_zero() { "-" } else { "" };
    Shown { text: format!("{sign}{}", number.plain(0, decimals, 1)), rounded, concealed: false }
}

/// The code cut at the semicolons that are not quoted.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        let cut = c == ';' && !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if cut {
            sections.push(String::new());
        } else if let Some(section) = sections.last_mut() {
            section.push(c);
        }
    }
    sections
}

impl Section {
    fn parse(code: &str) -> Self {
        let mut section = Self::default();
        let mut chars = code.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => section.literal(&chars.by_ref().take_while(|c| *c != '"').collect::<String>()),
                '\\' => section.literal(&chars.next().map(String::from).unwrap_or_default()),
                // A space as wide as the next character, the next character as often as fits.
                '_' | '*' => drop(chars.next()),
                '[' => section.bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '0' | '#' | '?' => section.digit(c == '0'),
                '.' if section.in_fraction => section.odd = true,
                '.' => section.begin_fraction(),
                ',' => section.pending_commas += 1,
                '%' => {
                    section.shift += 2;
                    section.literal("%");
                }
                'G' | 'g' if code.to_ascii_lowercase().starts_with("general") => {
                    section.number();
                    section.general = true;
                    chars.by_ref().take(6).for_each(drop);
                }
                'E' | '/' if section.has_number() => section.odd = true,
                'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                    section.time(c.to_ascii_lowercase());
                }
                '@' => {
                    section.number();
                    section.general = true;
                }
                c => section.literal(c.encode_utf8(&mut [0; 4])),
            }
        }
        // Commas behind the last digit divide by a thousand each.
        section.shift -= 3 * section.pending_commas;
        section
    }

    fn has_number(&self) -> bool {
        self.pieces.contains(&Piece::Number)
    }

    fn literal(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Literal(text.to_owned())),
        }
    }

    /// `[Red]`, `[$￥-804]`, `[h]`, `[>=100]`.
    fn bracket(&mut self, text: &str) {
        if let Some(currency) = text.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default().to_owned();
            if !sign.is_empty() {
                self.literal(&sign);
            }
        } else if text.starts_with(['<', '>', '=']) {
            self.odd = true;
        } else if matches!(text, "h" | "hh" | "m" | "mm" | "s" | "ss") {
            text.chars().for_each(|c| self.time(c));
        }
    }

    fn number(&mut self) {
        match self.pieces.last() {
            Some(Piece::Number) => {}
            // Text between digits (postcodes, telephone numbers).
            _ if self.has_number() => self.odd = true,
            _ => self.pieces.push(Piece::Number),
        }
    }

    fn begin_fraction(&mut self) {
        self.number();
        self.in_fraction = true;
    }

    fn digit(&mut self, zero: bool) {
        self.number();
        if self.pending_commas > 0 {
            self.grouping = true;
            self.pending_commas = 0;
        }
        if self.in_fraction {
            self.max_decimals += 1;
            if zero {
                self.min_decimals = self.max_decimals;
            }
        } else if zero {
            self.min_integer += 1;
        }
    }

    fn time(&mut self, letter: char) {
        self.is_date = true;
        let minutes = letter == 'm'
            && self.pieces.iter().rev().find_map(|piece| match piece {
                Piece::Time(letter, _) if *letter != 'n' => Some(*letter == 'h'),
                _ => None,
            }) == Some(true);
        let letter = if minutes || (letter == 'm' && self.continues('n')) { 'n' } else { letter };
        match self.pieces.last_mut() {
            Some(Piece::Time(last, count)) if *last == letter => *count += 1,
            _ => self.pieces.push(Piece::Time(letter, 1)),
        }
    }

    fn continues(&self, letter: char) -> bool {
        matches!(self.pieces.last(), Some(Piece::Time(last, _)) if *last == letter)
    }

    fn show(&self, number: Decimal) -> Shown {
        if self.odd {
            return general(&number);
        }
        let mut number = number.shifted(self.shift);
        let rounded = self.has_number() && !self.general && number.round(self.max_decimals);
        let negative = number.negative && !number.is_zero();
        let mut text = if negative { "-".to_owned() } else { String::new() };
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => text += literal,
                Piece::Number => text += &self.digits(&number),
                Piece::Time(..) => {}
            }
        }
        Shown { text: text.trim().to_owned(), rounded, concealed: false }
    }

    fn digits(&self, number: &Decimal) -> String {
        if self.general {
            return general(&number.clone().absolute()).text;
        }
        // `#` shows nothing for zero; a figure is more useful than a gap.
        let plain = number.plain(self.min_decimals, self.max_decimals, self.min_integer.max(1));
        if self.grouping { grouped(&plain) } else { plain }
    }

    fn date(&self, number: &Decimal, since_1904: bool) -> Option<String> {
        let mut days = number.whole().filter(|days| (0..3_000_000).contains(days) && !number.negative)?;
        let mut seconds = i64::from(number.seconds_of_day());
        if seconds >= 86_400 {
            (days, seconds) = (days + 1, 0);
        }
        let (year, month, day) = civil(days, since_1904);
        let mut text = String::new();
        for piece in &self.pieces {
            let (value, width) = match piece {
                Piece::Literal(literal) => {
                    text += literal;
                    continue;
                }
                Piece::Number => continue,
                Piece::Time('y', 1 | 2) => (year % 100, 2),
                Piece::Time('y', _) => (year, 4),
                Piece::Time('m', count) => (month, *count),
                Piece::Time('d', count) => (day, *count),
                Piece::Time('h', count) => (seconds / 3600, *count),
                Piece::Time('n', count) => (seconds / 60 % 60, *count),
                Piece::Time(_, count) => (seconds % 60, *count),
            };
            let width = if width == 2 || width == 4 { width } else { 1 };
            let _ = write!(text, "{value:0width$}");
        }
        Some(text.trim().to_owned())
    }
}

fn grouped(plain: &str) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut out = String::new();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out += fraction;
    }
    out
}

/// Year, month and day of a day number. Excel counts a 29 February 1900 that never was.
fn civil(days: i64, since_1904: bool) -> (i64, i64, i64) {
    let since_1970 = match (since_1904, days) {
        (true, days) => days - 24_107,
        (false, 60..) => days - 25_569,
        (false, _) => days - 25_568,
    };
    let shifted = since_1970 + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Format;

    fn shown(code: &str, stored: &str) -> String {
        Format::parse(code).show(stored, false).text
    }

    #[test]
    fn figures_are_written_as_on_the_screen() {
        let accounting = "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ";
        let cases = [
            ("General", "3119", "3119"),
            ("General", "0", "0"),
            ("General", "96171.600000000006", "96171.6"),
            ("General", "0.33333333333333331", "0.333333333"),
            ("General", "-5", "-5"),
            ("0", "2.5", "3"),
            ("0.00", "2", "2.00"),
            ("#,##0", "1234567", "1,234,567"),
            ("#,##0", "0", "0"),
            ("#", "0", "0"),
            ("#,##0.00", "96171.6", "96,171.60"),
            ("0%", "0.125", "13%"),
            ("0.0%", "0.125", "12.5%"),
            ("0\"件\"", "12", "12件"),
            ("0_);[Red]\\(0\\)", "-12", "(12)"),
            ("0_ ", "12", "12"),
            ("0;-0;;@", "0", "0"),
            ("@", "12.5", "12.5"),
            ("000", "7", "007"),
            (accounting, "0", "-"),
            (accounting, "1869", "1,869"),
            (accounting, "-3", "-3"),
            ("#,##0,", "1234567", "1,235"),
            ("[$￥-804]#,##0.00", "12", "￥12.00"),
            ("0.00E+00", "12", "12"),
            ("# ?/?", "1.5", "1.5"),
            ("[>100]0;0.0", "7", "7"),
            ("yyyy\"年\"m\"月\"d\"日\"", "45657", "2024年12月31日"),
            ("yyyy/m/d;@", "45658", "2025/1/1"),
            ("yyyy-mm-dd hh:mm:ss", "45657.5", "2024-12-31 12:00:00"),
            ("General\"年\"", "2024", "2024年"),
        ];
        for (code, stored, expected) in cases {
            assert_eq!(shown(code, stored), expected, "{code} for {stored}");
        }
    }

    #[test]
    fn what_is_not_shown_is_said() {
        assert!(Format::parse("0").show("2.4", false).rounded);
        assert!(!Format::parse("0").show("2", false).rounded);
        assert!(Format::parse("0;-0;;@").show("0", false).concealed);
        assert!(!Format::parse("General").show("96171.600000000006", false).rounded);
    }
}
