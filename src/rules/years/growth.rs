//! C18, with last year's report at hand: growth in a sentence is that of the two tables.

use crate::dossier::{By, Growth, Pair};
use crate::number::MAX_SCALE;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::sides::{Obstacle, Side, Sides};
use super::{REQUESTS, on_table};

/// C18.
pub static RULE: Rule = Rule {
    id: "prose-growth-unlike-last-year",
    code: "C18",
    severity: Severity::Warning,
    title: "正文写的同比增减与两年的件数相符",
    why: "增减的件数是两年之差，百分比是它与上年件数的比；四舍五入和截尾都算相符。",
    advice: "用两份报告的件数重新计算；用的不是这一项件数的，请在正文写明。",
    basis: "《政府信息公开条例》第五十条",
    relation: false,
    check: Check::Years(check),
};

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    if pair.fit.comparable() && !pair.after.digest.growths.is_empty() {
        on_table(rule, pair, REQUESTS, outcomes, |sides, outcomes| {
            let growths = sides.after.digest().growths.iter();
            outcomes.extend(growths.map(|growth| judge(rule, sides, growth)));
        });
    } else {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    }
}

/// What a sum of cells was in both years.
struct Meant {
    before: i64,
    after: i64,
    places: (Vec<usize>, Vec<usize>),
}

fn judge(rule: &'static Rule, sides: &Sides, growth: &Growth) -> Outcome {
    let mut meant = Vec::new();
    for cells in &growth.sums {
        match years_of(sides, cells) {
            Ok(years) => meant.push(years),
            Err(Obstacle::Unknown(why)) => return Outcome::unknown(rule, Vec::new(), why),
            Err(Obstacle::Nothing) => {}
        }
    }
    if meant.iter().any(|years| fits(growth, years.before)) {
        return Outcome::new(rule, Verdict::Pass);
    }
    // What the table says of this year shows which sum the sentence speaks of.
    let own = meant.iter().position(|years| years.after == growth.now);
    let Some(years) = own.map_or_else(|| meant.first(), |at| meant.get(at)) else {
        let why = format!("看不出“{}”说的是哪一项", growth.sentence);
        return Outcome::unknown(rule, Vec::new(), why);
    };
    let firm = growth.firm && own == Some(0);
    let message = format!("正文说“{}”，{}", growth.sentence, computed(sides, growth, years.before));
    let severity = if firm { rule.severity } else { Severity::Note };
    let places = sides.places(years.places.0.clone(), years.places.1.clone());
    let failed = Outcome::fail(rule, places, message);
    if firm {
        return Outcome { severity, ..failed };
    }
    let advice = Some(format!("请核对这句话说的是不是这一项。{}", rule.advice));
    Outcome { severity, advice, ..failed }
}

fn years_of(sides: &Sides, cells: &[usize]) -> Result<Meant, Obstacle> {
    let partners: Option<Vec<usize>> = cells.iter().map(|&at| sides.partner(at)).collect();
    let partners = partners.ok_or(Obstacle::Nothing)?;
    let sum = |side: &Side, cells: &[usize]| {
        cells.iter().try_fold(0_i64, |sum, &at| {
            let value = side.figure(at)?.value.as_integer().ok_or(Obstacle::Nothing)?;
            Ok(sum.saturating_add(value))
        })
    };
    Ok(Meant {
        before: sum(&sides.before, &partners)?,
        after: sum(&sides.after, cells)?,
        places: (partners, cells.to_vec()),
    })
}

/// Whether the growth is that from `before`, rounded or cut: less than one unit of its last digit away.
fn fits(growth: &Growth, before: i64) -> bool {
    let (now, before) = (i128::from(growth.now), i128::from(before));
    let difference = if growth.up { now - before } else { before - now };
    let percent = match growth.by {
        By::Share(percent) => percent,
        By::Count(count) => return difference == i128::from(count),
    };
    let unit = 10_i128.pow(percent.scale.min(MAX_SCALE));
    let exact = 100 * unit * difference;
    let said = i128::from(percent.mantissa) * before;
    before > 0 && difference >= 0 && exact.abs_diff(said) < before.unsigned_abs()
}

/// What the growth is: `上年 100 件，今年 120 件，应为增长 20%。`
fn computed(sides: &Sides, growth: &Growth, before: i64) -> String {
    let (old, now) = (sides.before.title(), growth.now);
    if before == now {
        return format!("而 {old}这一项也是 {before}，没有增减。");
    }
    let percent = match growth.by {
        By::Share(percent) => percent,
        By::Count(_) => {
            let word = if now > before { "增加" } else { "减少" };
            return format!("而 {old}这一项是 {before}，到 {now} 应为{word} {} 件。", now.abs_diff(before));
        }
    };
    if before == 0 {
        return format!("而 {old}这一项是 0，算不出百分比。");
    }
    let scale = percent.scale.min(MAX_SCALE);
    let unit = 10_u128.pow(scale);
    let base = u128::from(before.unsigned_abs());
    let rounded = (2 * 100 * unit * u128::from(now.abs_diff(before)) + base) / (2 * base);
    let fraction = match scale {
        0 => String::new(),
        _ => format!(".{:0width$}", rounded % unit, width = scale as usize),
    };
    let word = if now > before { "增长" } else { "下降" };
    format!("而 {old}这一项是 {before}，到 {now} 应为{word} {}{fraction}%。", rounded / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Percent;

    #[test]
    fn rounded_and_cut_shares_fit() {
        let growth = |now, mantissa, scale, up| Growth {
            now,
            by: By::Share(Percent { mantissa, scale }),
            up,
            sums: Vec::new(),
            firm: true,
            sentence: String::new(),
        };
        assert!(fits(&growth(120, 20, 0, true), 100));
        assert!(fits(&growth(36, 1613, 2, true), 31), "16.129 rounded");
        assert!(fits(&growth(36, 1612, 2, true), 31), "16.129 cut");
        assert!(!fits(&growth(36, 1614, 2, true), 31));
        assert!(!fits(&growth(120, 20, 0, false), 100), "the wrong direction");
        assert!(!fits(&growth(120, 20, 0, true), 0));
        assert!(fits(&growth(100, 0, 0, true), 100));
    }
}
