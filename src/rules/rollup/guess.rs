//! Whose figure may explain a gap that no relation can tell: by the slips people make. Never more than likely.

use crate::forms::Kind;
use crate::localize::slips::{Slip, keyboard_slip};
use crate::number::Decimal;

use super::account::Account;
use super::cause::{Gap, Guess, Whose};

/// Most guesses told for a cell.
const MAX_GUESSES: usize = 3;
/// More children that would do as well single out none.
const MAX_ALIKE: usize = 5;
/// 元 in a cell of 万元.
const TEN_THOUSAND: i128 = 10_000;

/// Guesses for a gap of `by` (in millionths) in one cell, likeliest first.
pub(super) fn of_cell(account: &Account, cell: usize, by: i128, times: &[u8]) -> Vec<Guess> {
    let money =
        account.spec(cell).is_some_and(|spec| matches!(spec.kind(), Kind::TenThousandYuan | Kind::Money));
    let mut guesses: Vec<(u8, Guess)> = Vec::new();
    let mut offer = |whose, from: i128, to: i128| {
        let parts = Decimal::of_millionths(from).zip(Decimal::of_millionths(to)).filter(|_| to >= 0);
        if let Some((rank, slip)) = slip(from, to, money)
            && let Some((from, to)) = parts
        {
            guesses.push((rank, Guess { whose, from, to, slip, about: None }));
        }
    };
    if let Some(parent) = account.sums.parents(cell).map(Decimal::in_millionths) {
        offer(Whose::Parent, parent, parent - by);
    }
    for (child, _) in times.iter().enumerate().filter(|(_, times)| **times == 1) {
        if let Some(value) = account.sums.child(child, cell).map(Decimal::in_millionths) {
            offer(Whose::Child(child), value, value + by);
        }
    }
    guesses.extend(counted(account, cell, by));
    guesses.sort_by_key(|(rank, _)| *rank);
    let best = guesses.first().map_or(0, |(rank, _)| *rank);
    let alike = guesses.iter().filter(|(rank, _)| *rank == best).count();
    if alike > MAX_ALIKE {
        return Vec::new();
    }
    guesses.into_iter().take(MAX_GUESSES.max(alike)).map(|(_, guess)| guess).collect()
}

/// A child whose figure the parent's sum lacks in this cell, or has twice.
fn counted(account: &Account, cell: usize, by: i128) -> Vec<(u8, Guess)> {
    let Some(from) = account.sums.parents(cell) else { return Vec::new() };
    let Some(to) = Decimal::of_millionths(from.in_millionths() - by) else { return Vec::new() };
    let slip = if by < 0 { Slip::PartLeftOut } else { Slip::PartCountedTwice };
    let children = 0..account.family.children.len();
    let same =
        |child: &usize| account.sums.child(*child, cell).is_some_and(|v| v.in_millionths() == by.abs());
    let guess = |about| Guess { whose: Whose::Parent, from, to, slip: slip.text(), about: Some(about) };
    children.filter(same).map(|child| (2, guess(child))).collect()
}

/// How likely a slip is (the smaller the likelier), and its name; none for what could be anything.
fn slip(from: i128, to: i128, money: bool) -> Option<(u8, &'static str)> {
    if money && from != 0 && to != 0 && (from == to * TEN_THOUSAND || to == from * TEN_THOUSAND) {
        return Some((0, "元、万元混淆"));
    }
    let unit = Decimal::integer(1).in_millionths();
    let whole = from % unit == 0 && to % unit == 0;
    let (from, to) = if whole { (from / unit, to / unit) } else { (from, to) };
    let slip = keyboard_slip(i64::try_from(from).ok()?, i64::try_from(to).ok()?)?;
    let digits = from.min(to).to_string().len();
    let rank = match slip {
        Slip::TimesTen | Slip::DividedByTen | Slip::DigitsSwapped if digits > 1 => 1,
        Slip::DigitAdded | Slip::DigitDropped if digits > 1 => 2,
        Slip::DigitChanged if digits > 2 => 3,
        _ => return None,
    };
    Some((rank, slip.text()))
}

/// A child in which two figures exchanged account for a gap in two cells.
pub(super) fn moved(account: &Account, left: &Gap, cells: &[usize], times: &[u8]) -> Vec<Guess> {
    let &[one, two] = cells else { return Vec::new() };
    let by = |cell: usize| left.get(cell).copied().flatten().unwrap_or(0);
    let exchanged = |child: usize| {
        let (a, b) = (account.sums.child(child, one)?, account.sums.child(child, two)?);
        let swapped = a.in_millionths() + by(one) == b.in_millionths()
            && b.in_millionths() + by(two) == a.in_millionths();
        let slip = Slip::ValuesSwapped.text();
        swapped.then_some(Guess { whose: Whose::Child(child), from: a, to: b, slip, about: None })
    };
    let counted = times.iter().enumerate().filter(|(_, times)| **times == 1);
    let guesses: Vec<Guess> = counted.filter_map(|(child, _)| exchanged(child)).collect();
    if guesses.len() > MAX_ALIKE { Vec::new() } else { guesses }
}
