//! C8: a share in a sentence is the share of its figure.

use crate::prose::{Percent, Saying, Statement, Sum};
use crate::recognize::Report;
use crate::rules::{Check, Outcome, Rule, Severity, Verdict};

use super::{about, each, integer, requests};

/// C8.
pub static RULE: Rule = Rule {
    id: "prose-share-mismatch",
    code: "C8",
    severity: Severity::Warning,
    title: "正文中的百分比与件数相符",
    why: "百分比是该项件数占办理结果总计（或申请总数）的比例；四舍五入和截尾都算相符。",
    advice: "用件数重新计算百分比；件数取错了的，两处一起改。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Report(|rule, report, outcomes| {
        each(rule, report, outcomes, &|statement| check(rule, report, statement));
    }),
};

/// Whether `part` of `whole` is `percent`, rounded or cut: they differ by less than one unit of its last digit.
fn fits(part: i64, whole: i64, percent: Percent) -> bool {
    let unit = 10_i128.pow(percent.scale.min(6));
    let exact = i128::from(part) * 100 * unit;
    let said = i128::from(percent.mantissa) * i128::from(whole);
    whole > 0 && exact.abs_diff(said) < i128::from(whole).unsigned_abs()
}

/// `part` of `whole` in per cent with two digits, cut.
fn written(part: i64, whole: i64) -> String {
    let share = i128::from(part) * 10_000 / i128::from(whole.max(1));
    format!("{}.{:02}", share / 100, share % 100)
}

/// The whole of which the share of `part` comes closest to `percent`: the one that was most likely meant.
fn likely(part: i64, wholes: &[i64], percent: Percent) -> Option<i64> {
    let unit = 10_i128.pow(percent.scale.min(6));
    // How far off, as numerator over the whole.
    let off = |whole: i64| {
        let exact = i128::from(part) * 100 * unit;
        exact.abs_diff(i128::from(percent.mantissa) * i128::from(whole))
    };
    let scaled = |whole: i64, other: i64| off(whole) * u128::from(other.unsigned_abs());
    wholes
        .iter()
        .copied()
        .reduce(|best, next| if scaled(next, best) < scaled(best, next) { next } else { best })
}

/// What a share may be a share of: what is named, else what the sentence gave and the totals of 表三.
fn wholes(report: &Report, sum: Option<&Sum>, of: Option<&Sum>, said: &[i64]) -> Vec<i64> {
    let value = |sum: &Sum| integer(report, sum);
    let mut wholes = said.to_vec();
    if let Some(of) = of {
        wholes.splice(0..0, value(of));
    } else if let Some(sum) = sum.filter(|sum| sum.table == "review") {
        wholes.extend(value(&Sum { cols: vec!["total"], ..sum.clone() }));
    } else {
        let sums = [requests(&["results_total"]), requests(&["new"]), requests(&["new", "carried_in"])];
        wholes.splice(0..0, sums.iter().filter_map(value));
    }
    wholes.retain(|whole| *whole > 0);
    wholes
}

fn check(rule: &'static Rule, report: &Report, statement: &Statement) -> Option<Outcome> {
    let Saying::Share { part, sum, of, wholes: said, percent } = &statement.saying else { return None };
    let table = sum.as_ref().and_then(|sum| integer(report, sum));
    let wholes = wholes(report, sum.as_ref(), of.as_ref(), said);
    let part = &part.or(table)?;
    let base = likely(*part, &wholes, *percent)?;
    let holds = wholes
        .iter()
        .any(|&whole| fits(*part, whole, *percent) || table.is_some_and(|part| fits(part, whole, *percent)));
    if holds {
        return Some(Outcome::new(rule, Verdict::Pass));
    }
    let by_table = table
        .filter(|table| table != part)
        .map_or_else(String::new, |table| format!("；按表中的 {table} 是 {}%", written(table, base)));
    let message = format!("{part} 占 {base} 的 {}%{by_table}，与文中的百分比不符。", written(*part, base));
    Some(about(Outcome::fail(rule, Vec::new(), message), report, statement))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_and_cut_shares_fit() {
        let percent = |mantissa, scale| Percent { mantissa, scale };
        assert!(fits(35, 805, percent(434, 2)), "4.348 cut");
        assert!(fits(35, 805, percent(435, 2)), "4.348 rounded");
        assert!(!fits(35, 805, percent(436, 2)));
        assert!(fits(158, 805, percent(196, 1)));
        assert!(!fits(258, 805, percent(339, 1)));
    }
}
