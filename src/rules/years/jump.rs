//! D8: figures that grew or shrank tenfold, as an added or lost digit does, or 元 for 万元.

use crate::dossier::Pair;
use crate::forms::{CellSpec, Kind};
use crate::number::{Decimal, MAX_SCALE};
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::sides::{Figure, Sides};
use super::{DISCLOSURE, REQUESTS, REVIEW};

/// D8.
pub static RULE: Rule = Rule {
    id: "jump-from-last-year",
    code: "D8",
    severity: Severity::Warning,
    title: "与上年相比没有十倍以上的变化",
    why: "相差十倍左右常常是多写、少写了一位数，相差一万倍常常是元和万元弄混；确实有大幅变化的也有。",
    advice: "核对这个数；确有大幅变化的，可在正文说明原因。",
    basis: "表二、表三、表四",
    relation: false,
    check: Check::Years(check),
};

/// Smaller figures change tenfold in the ordinary course of things.
const BASE: i64 = 20;
/// Smaller sums of money are not mistaken for 元.
const MONEY: i64 = 1000;
/// Jumps told one by one before the rest is counted.
const TOLD: usize = 5;
/// Numbers told that a figure may have been meant to be.
const GUESSES: usize = 3;
/// Rows of 表三 that are looked at: single results vary too much.
const ROWS: [&str; 3] = ["new", "results_total", "carried_out"];
/// Columns of 表二 that are not: what they go on from is another rule's.
const BOUND: [&str; 3] = ["in_force", "last_year", "change"];

/// What a change looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// So many digits too many this year, or too few last year.
    Longer(u32),
    /// The reverse.
    Shorter(u32),
    /// 元 this year, 万元 last year.
    InYuan,
    /// The reverse.
    WasInYuan,
    /// Ten times as much, or a tenth.
    Fold,
}

/// A figure of both years.
struct Jump {
    before: Figure,
    after: Figure,
    table: usize,
    look: Look,
}

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    if !pair.fit.comparable() {
        return outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    }
    let sides = Sides::of(pair);
    for table in [DISCLOSURE, REQUESTS, REVIEW] {
        if let Some(why) = sides.lacking(table) {
            outcomes.push(Outcome::unknown(rule, Vec::new(), why));
        } else if table == DISCLOSURE && !sides.alike(table) {
            outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        } else {
            check_table(rule, &sides, table, outcomes);
        }
    }
}

fn check_table(rule: &'static Rule, sides: &Sides, table: usize, outcomes: &mut Vec<Outcome>) {
    let (mut folds, mut unread, before) = (Vec::new(), Vec::new(), outcomes.len());
    let cells = sides.after.digest().form.cells().iter().enumerate();
    for (at, spec) in cells.filter(|(_, spec)| spec.table == table && is_watched(spec)) {
        let Some(partner) = sides.partner(at) else { continue };
        let (Ok(old), Ok(now)) = (sides.before.figure(partner), sides.after.figure(at)) else {
            unread.push(spec.name());
            continue;
        };
        if table != DISCLOSURE && now.value.is_zero() {
            continue; // another rule's
        }
        let bound = table != DISCLOSURE && !is_suspect(sides, partner, at);
        let Some(look) = look(old.value, now.value, spec.kind(), bound) else { continue };
        let jump = Jump { before: old, after: now, table, look };
        if look == Look::Fold || spec.kind() == Kind::Money {
            folds.push(jump);
        } else {
            outcomes.push(slip(rule, sides, &jump));
        }
    }
    if !folds.is_empty() {
        outcomes.push(grouped(rule, sides, &folds));
    }
    if !unread.is_empty() {
        outcomes.push(Outcome::unknown(rule, Vec::new(), unread_cells(&unread)));
    }
    if outcomes.len() == before {
        outcomes.push(Outcome::new(rule, Verdict::Pass));
    }
}

fn unread_cells(names: &[String]) -> String {
    let told = names.iter().take(TOLD).map(|name| format!("“{name}”")).collect::<Vec<_>>().join("、");
    let more = if names.len() > TOLD { format!("等 {} 格", names.len()) } else { String::new() };
    format!("{told}{more}有一年不知道是多少")
}

fn is_watched(spec: &CellSpec) -> bool {
    match spec.table {
        DISCLOSURE => !BOUND.contains(&spec.id.col),
        REQUESTS => spec.id.col == "total" && ROWS.contains(&spec.id.row),
        _ => spec.id.col == "total",
    }
}

/// Whether a report's own relations fail at the cell: what they bind and leave in peace has no lost digit.
fn is_suspect(sides: &Sides, before: usize, after: usize) -> bool {
    let fails = |faults: &[crate::dossier::Fault], at: usize| {
        faults.iter().any(|fault| fault.all_cells().any(|cell| cell == at))
    };
    fails(&sides.before.digest().faults, before) || fails(&sides.after.digest().faults, after)
}

// ---- what it looks like -------------------------------------------------------------------------------------

/// In units of the last digit that any figure can have.
fn scaled(number: Decimal) -> i128 {
    let (mantissa, scale) = number.parts();
    i128::from(mantissa) * 10_i128.pow(MAX_SCALE.saturating_sub(scale))
}

/// Whether `more` is `times` as much as `less`, give or take a tenth.
fn near(more: i128, less: i128, times: i128) -> bool {
    less > 0 && 10 * (more - times * less).abs() <= times * less
}

/// `bound`: relations hold it, so that a slip of the pen would show.
fn look(before: Decimal, after: Decimal, kind: Kind, bound: bool) -> Option<Look> {
    let (old, now) = (scaled(before), scaled(after));
    let at_least = |number: i128, least: i64| number >= scaled(Decimal::integer(least));
    if matches!(kind, Kind::TenThousandYuan | Kind::Money) && at_least(old.max(now), MONEY) {
        if near(now, old, 10_000) {
            return Some(Look::InYuan);
        }
        if near(old, now, 10_000) {
            return Some(Look::WasInYuan);
        }
    }
    if !at_least(old, BASE) || now < 0 {
        return None;
    }
    let digits = [(1, 10), (2, 100)];
    let slip = digits.iter().find_map(|&(digits, times)| {
        let longer = near(now, old, times).then_some(Look::Longer(digits));
        longer.or_else(|| near(old, now, times).then_some(Look::Shorter(digits)))
    });
    let fold = now >= 10 * old || 10 * now <= old;
    slip.filter(|_| !bound).or(fold.then_some(Look::Fold))
}

/// What the number may be without `digits` of its digits: those near `other`, the nearest first.
fn without(number: Decimal, digits: u32, other: Decimal) -> Vec<i64> {
    let Some(number) = number.as_integer() else { return Vec::new() };
    let mut texts = vec![number.to_string()];
    for _ in 0..digits {
        let shorter = |text: &String| -> Vec<String> {
            (0..text.len())
                .map(|at| text.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect())
                .collect()
        };
        texts = texts.iter().flat_map(shorter).filter(|text| !text.starts_with('0')).collect();
        texts.sort_unstable();
        texts.dedup();
    }
    let value = |text: &String| text.parse::<i64>().ok();
    let near = |value: &i64| near(scaled(Decimal::integer(*value)), scaled(other), 1);
    let mut values: Vec<i64> = texts.iter().filter_map(value).filter(near).collect();
    values.sort_by_key(|value| (scaled(Decimal::integer(*value)) - scaled(other)).abs());
    values.truncate(GUESSES);
    values
}

// ---- what is said -------------------------------------------------------------------------------------------

fn slip(rule: &'static Rule, sides: &Sides, jump: &Jump) -> Outcome {
    let (old, now) = (jump.before.value, jump.after.value);
    let (before, after) = (sides.before.year(), sides.after.year());
    let guess = match jump.look {
        Look::Longer(digits) => longer(&after, digits, &without(now, digits, old)),
        Look::Shorter(digits) => longer(&before, digits, &without(old, digits, now)),
        Look::InYuan => in_yuan(&after, now),
        Look::WasInYuan => in_yuan(&before, old),
        Look::Fold => String::new(),
    };
    let other = match jump.look {
        Look::Longer(_) => format!("，也可能是 {before}少写了"),
        Look::Shorter(_) => format!("，也可能是 {after}少写了"),
        _ => String::new(),
    };
    let message = format!("{}{guess}{other}。", told(sides, jump));
    let severity = if jump.before.doubtful || jump.after.doubtful { Severity::Note } else { rule.severity };
    let places = sides.places(vec![jump.before.at], vec![jump.after.at]);
    Outcome { severity, ..Outcome::fail(rule, places, message) }
}

fn longer(year: &str, digits: u32, without: &[i64]) -> String {
    let count = if digits == 1 { "一位" } else { "两位" };
    let list: Vec<String> = without.iter().map(i64::to_string).collect();
    match list.as_slice() {
        [] => format!("：像是 {year}多写了{count}或小数点错位"),
        _ => format!("：像是 {year}多写了{count}，去掉是 {}", list.join("、")),
    }
}

fn in_yuan(year: &str, number: Decimal) -> String {
    match number.in_ten_thousands() {
        Some(money) => format!("：像是 {year}按元填写，折合 {money} 万元"),
        None => format!("：像是 {year}按元填写"),
    }
}

/// `行政许可·本年处理决定数量：2021 年 53，2022 年 532`
fn told(sides: &Sides, jump: &Jump) -> String {
    let name = sides.after.name(jump.after.at);
    let (before, after) = (sides.before.year(), sides.after.year());
    format!("{name}：{before} {}，{after} {}", jump.before.value, jump.after.value)
}

fn grouped(rule: &'static Rule, sides: &Sides, jumps: &[Jump]) -> Outcome {
    let list: Vec<String> = jumps
        .iter()
        .take(TOLD)
        .map(|jump| match jump.look {
            Look::InYuan | Look::WasInYuan => format!("{}（像是一年用元，一年用万元）", told(sides, jump)),
            _ => told(sides, jump),
        })
        .collect();
    let more = if jumps.len() > TOLD { format!("；等 {} 格", jumps.len()) } else { String::new() };
    let table = jumps.first().and_then(|jump| sides.after.digest().form.tables.get(jump.table));
    let name = table.map_or("", |table| table.short);
    let message = format!("{name}与上年相差十倍以上：{}{more}。", list.join("；"));
    let places = sides.places(
        jumps.iter().map(|jump| jump.before.at).collect(),
        jumps.iter().map(|jump| jump.after.at).collect(),
    );
    Outcome { severity: Severity::Note, ..Outcome::fail(rule, places, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(before: i64, after: i64) -> Option<Look> {
        look(Decimal::integer(before), Decimal::integer(after), Kind::Count, false)
    }

    #[test]
    fn a_tenfold_change_looks_like_a_digit() {
        assert_eq!(seen(537, 5372), Some(Look::Longer(1)));
        assert_eq!(seen(205, 21), Some(Look::Shorter(1)));
        assert_eq!(seen(20, 2000), Some(Look::Longer(2)));
        assert_eq!(seen(278, 2293), None, "8.2 times");
        assert_eq!(seen(30, 400), Some(Look::Fold));
        assert_eq!(seen(400, 30), Some(Look::Fold));
        assert_eq!(seen(19, 190), None, "too few");
        assert_eq!(seen(25, 0), Some(Look::Fold));
        assert_eq!(seen(100, 90), None);
    }

    #[test]
    fn a_figure_that_relations_hold_has_no_lost_digit() {
        let seen = |before, after| look(Decimal::integer(before), Decimal::integer(after), Kind::Count, true);
        assert_eq!(seen(50, 500), Some(Look::Fold));
        assert_eq!(seen(50, 460), None);
    }

    #[test]
    fn money_ten_thousand_times_as_much_is_in_yuan() {
        let money = |mantissa, scale| Decimal::new(mantissa, scale).expect("a number");
        let seen = |before, after| look(before, after, Kind::TenThousandYuan, false);
        assert_eq!(seen(money(242_523, 1), money(242_523_110, 0)), Some(Look::InYuan));
        assert_eq!(seen(money(242_523_110, 0), money(242_523, 1)), Some(Look::WasInYuan));
        assert_eq!(seen(money(5, 2), money(500, 0)), None, "500 is no sum that is mistaken");
        assert_eq!(seen(money(24, 2), money(2400, 0)), Some(Look::InYuan));
    }

    #[test]
    fn the_digit_that_is_too_many_is_found_wherever_it_stands() {
        let without =
            |number, digits, other| without(Decimal::integer(number), digits, Decimal::integer(other));
        assert_eq!(without(5537, 1, 537), [537, 553, 557]);
        assert_eq!(without(5370, 1, 540), [537, 530, 570]);
        assert_eq!(without(1002, 1, 98), [100, 102]);
        assert_eq!(without(2000, 2, 20), [20]);
    }
}
