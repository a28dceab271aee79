//! A decimal number as text: rounding and writing without floating point.
//!
//! Takes the digits a sheet stores, gives the digits a number format shows.

/// Digits that count in a number of a sheet; those behind them are noise of binary fractions.
const SIGNIFICANT: usize = 15;
/// Most digits before the point.
const MAX_INTEGER: usize = 40;

/// A decimal number: `0.digits × 10^point`, without zeros at either end of the digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// Whether it is below zero.
    pub negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// Reads `-12.5`, `1.25E-3`; noise behind the fifteenth digit is rounded away.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.trim_start_matches('+').parse::<i32>().ok()?),
            None => (text, 0),
        };
        let negative = mantissa.starts_with('-');
        let mantissa = mantissa.trim_start_matches(['-', '+']);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) || exponent.abs() > 400 {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()? + exponent;
        let mut number = Self { negative, digits, point };
        number.normalise();
        number.keep(SIGNIFICANT);
        Some(number)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Its size without the sign.
    pub fn absolute(mut self) -> Self {
        self.negative = false;
        self
    }

    /// Times ten to the power of `by`.
    pub fn shifted(mut self, by: i32) -> Self {
        self.point = self.point.saturating_add(by);
        self
    }

    /// Digits before the point.
    pub fn integer_digits(&self) -> usize {
        usize::try_from(self.point).unwrap_or(0)
    }

    /// Its whole part, if that is not larger than any date.
    pub fn whole(&self) -> Option<i64> {
        let whole: Self = self.clone().truncated();
        let text = whole.plain(0, 0, 1);
        (text.len() < 12).then(|| text.parse().ok())?
    }

    /// The fraction of a day in seconds.
    pub fn seconds_of_day(&self) -> u32 {
        let mut scaled: u64 = 0;
        for at in 0..9 {
            let digit = usize::try_from(self.point + at).ok().and_then(|at| self.digits.get(at));
            scaled = scaled * 10 + u64::from(digit.map_or(0, |digit| digit - b'0'));
        }
        u32::try_from((scaled * 86_400 + 500_000_000) / 1_000_000_000).unwrap_or(0)
    }

    fn truncated(mut self) -> Self {
        self.digits.truncate(self.integer_digits());
        self.normalise();
        self
    }

    fn normalise(&mut self) {
        let zeros = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..zeros);
        self.point -= i32::try_from(zeros).unwrap_or(0);
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Rounds to this many digits.
    fn keep(&mut self, count: usize) {
        let Some(next) = self.digits.get(count).copied() else { return };
        self.digits.truncate(count);
        if next >= b'5' {
            self.round_up();
        }
        self.normalise();
    }

    fn round_up(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point += 1;
    }

    /// Rounds to this many decimals, half away from zero. Whether anything was lost.
    pub fn round(&mut self, decimals: usize) -> bool {
        let before = self.clone();
        let keep = self.point.saturating_add(i32::try_from(decimals).unwrap_or(i32::MAX));
        match usize::try_from(keep) {
            Ok(keep) => self.keep(keep),
            Err(_) => self.digits.clear(),
        }
        self.normalise();
        *self != before
    }

    /// Written out: at least `min_decimals`, at most `max_decimals` digits behind the point and at least
    /// `min_integer` before it. Rounded before.
    pub fn plain(&self, min_decimals: usize, max_decimals: usize, min_integer: usize) -> String {
        let mut out = String::new();
        let integer = self.integer_digits().min(MAX_INTEGER);
        out.extend((integer..min_integer.min(MAX_INTEGER)).map(|_| '0'));
        let digit = |at: i32| {
            let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
            char::from(digit.copied().unwrap_or(b'0'))
        };
        out.extend((0..integer).map(|at| digit(i32::try_from(at).unwrap_or(i32::MAX))));
        let length = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        let there = usize::try_from(length.saturating_sub(self.point)).unwrap_or(0);
        let there = if self.is_zero() { 0 } else { there };
        let decimals = there.clamp(min_decimals, max_decimals.max(min_decimals));
        if decimals > 0 {
            out.push('.');
            out.extend((0..decimals).map(|at| digit(self.point + i32::try_from(at).unwrap_or(0))));
        }
        out
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may
mod tests {
    use super::Decimal;

    fn shown(text: &str, decimals: usize) -> String {
        let mut number = Decimal::parse(text).unwrap();
        number.round(decimals);
        number.plain(0, decimals, 1)
    }

    #[test]
    fn rounds_half_away_and_drops_noise() {
        assert_eq!(shown("96171.600000000006", 9), "96171.6");
        assert_eq!(shown("0.30000000000000004", 9), "0.3");
        assert_eq!(shown("2.5", 0), "3");
        assert_eq!(shown("0.5", 0), "1");
        assert_eq!(shown("0.04", 1), "0");
        assert_eq!(shown("0.05", 1), "0.1");
        assert_eq!(shown("999.96", 1), "1000");
        assert_eq!(shown("1.5E3", 2), "1500");
        assert_eq!(shown("1.25E-3", 9), "0.00125");
        assert_eq!(shown("-0", 0), "0");
        assert_eq!(shown("0", 0), "0");
        assert!(Decimal::parse("1,2").is_none());
        assert!(Decimal::parse("").is_none());
        assert!(Decimal::parse("1E999999999").is_none());
    }
}
