//! C18: growth in a sentence leaves a whole number for last year.

use crate::prose::{Percent, Saying, Statement};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{about, each};

/// C18.
pub static RULE: Rule = Rule {
    id: "prose-growth-impossible",
    code: "C18",
    severity: Severity::Warning,
    title: "同比增减与件数相符",
    why: "由今年的件数和增减百分比推算，去年的件数应当是整数。",
    advice: "用两年的件数重新计算增减百分比。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| check(rule, report, statement));
    }),
};

/// Whether some whole number of last year gives this growth to `now`, rounded or cut.
fn possible(now: i64, percent: Percent, up: bool) -> bool {
    let unit = i128::from(10_i64.pow(percent.scale.min(6)));
    let (now, hundred, said) = (i128::from(now), 100 * unit, i128::from(percent.mantissa));
    // before × (hundred ± p) = now × hundred, where p is within one unit of what is written.
    let (low, high) = if up { (said - 1, said + 1) } else { (-said - 1, 1 - said) };
    let (least, most) = (hundred + low, hundred + high);
    if most <= 0 {
        return now == 0;
    }
    let first = now * hundred / most + 1;
    if least <= 0 { true } else { first * least < now * hundred }
}

/// Whether `now` is `percent` more or less than `before`, rounded or cut.
fn grew(before: i64, now: i64, percent: Percent, up: bool) -> bool {
    let unit = 10_i128.pow(percent.scale.min(6));
    let change = (i128::from(now) - i128::from(before)) * if up { 1 } else { -1 };
    let said = i128::from(percent.mantissa) * i128::from(before);
    before > 0 && change >= 0 && (change * 100 * unit).abs_diff(said) < i128::from(before).unsigned_abs()
}

/// 去年 238 件，今年 267 件，增加 29 件，12.18%
fn change(before: i64, now: i64) -> String {
    let by = now.saturating_sub(before);
    let share = i128::from(by.unsigned_abs()) * 10_000 / i128::from(before.max(1));
    let word = if by < 0 { "减少" } else { "增加" };
    let (whole, rest) = (share / 100, share % 100);
    format!("去年 {before} 件，今年 {now} 件，{word} {} 件，{whole}.{rest:02}%。", by.unsigned_abs())
}

fn check(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let (holds, message) = match statement.saying {
        Saying::Growth { now, before: Some(before), percent, up } if before > 0 => {
            (grew(before, now, percent, up), change(before, now))
        }
        Saying::Growth { now, percent, up, .. } => {
            let message = format!("今年 {now} 件，按这个百分比推算，去年的件数不是整数。");
            (now == 0 || possible(now, percent, up), message)
        }
        Saying::Change { now, before: Some(before), by, up } => {
            (now.checked_sub(before) == Some(if up { by } else { -by }), change(before, now))
        }
        _ => return None,
    };
    if holds {
        return Some(Outcome::new(rule, Verdict::Pass));
    }
    Some(about(Outcome::fail(rule, Vec::new(), message), report, statement))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_year_is_a_whole_number() {
        let percent = |mantissa, scale| Percent { mantissa, scale };
        assert!(possible(36, percent(1613, 2), true), "31 before");
        assert!(possible(859, percent(123, 1), false), "979 before");
        assert!(!possible(12, percent(37, 0), true), "8 gives 50, 9 gives 33.3");
        assert!(possible(12, percent(50, 0), true));
        assert!(possible(12, percent(20, 0), false), "15 before");
        assert!(possible(3, percent(200, 0), true));
    }
}
