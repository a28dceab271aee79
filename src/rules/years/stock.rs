//! D3–D5: stocks of 表二 go on from last year's.

use crate::dossier::Pair;
use crate::forms::short_label;
use crate::rules::across::Outcome;
use crate::rules::{Check, Rule, Severity, Verdict};

use super::sides::{Fault, Figure, Judged, Obstacle, Sides, any_doubtful, filled, outcome};
use super::{DISCLOSURE, on_table};

/// D3.
pub static IN_FORCE: Rule = Rule {
    id: "in-force-unlike-last-year",
    code: "D3",
    severity: Severity::Warning,
    title: "现行有效等于上年现行有效加本年制发减本年废止",
    why: "文件的件数一年一年接续：制发增加，废止减少；自动失效和清理后重新认定是例外。",
    advice: "核对四个数；有失效或清理后重新认定的，请在正文说明。",
    basis: "表二第二十条第（一）项",
    relation: false,
    check: Check::Years(in_force),
};

/// D4.
pub static ITEMS: Rule = Rule {
    id: "items-unlike-last-year",
    code: "D4",
    severity: Severity::Warning,
    title: "上一年项目数量等于上年报告的上一年项目数量加增减",
    why: "上年报告的上一年项目数量加上年的增减，就是上年年底的项目数量，也就是本年的“上一年项目数量”。",
    advice: "对照上年公布的报告，核对项目数量和增减。",
    basis: "表二第二十条第（五）（六）（八）项",
    relation: false,
    check: Check::Years(items),
};

/// D5.
pub static PUBLISHED: Rule = Rule {
    id: "published-total-unlike-last-year",
    code: "D5",
    severity: Severity::Note,
    title: "对外公开总数量不多于上年总数量加本年新公开",
    why: "公开的总数量只会因本年新公开而增加。",
    advice: "核对两年的对外公开总数量和本年新公开数量；统计范围变了的，请说明。",
    basis: "表二第二十条第（一）项",
    relation: false,
    check: Check::Years(published),
};

const TABLE: &str = "disclosure";
const EDITION_2021: &str = "disclosure-2021";
const EDITION_2019: &str = "disclosure-2019";
const DOCUMENTS: [&str; 2] = ["rules", "normative_documents"];
const PROJECTS: [&str; 5] = ["licensing", "other_services", "penalty", "coercion", "fees"];

/// Runs `test` on rows of an edition; a table of another edition has other columns.
fn each(
    rule: &'static Rule,
    pair: &Pair,
    outcomes: &mut Vec<Outcome>,
    edition: &str,
    rows: &[&str],
    test: fn(&Row) -> Judged,
) {
    on_table(rule, pair, DISCLOSURE, outcomes, |sides, outcomes| {
        if sides.both(DISCLOSURE, edition) {
            outcomes.extend(rows.iter().map(|row| outcome(rule, test(&Row { sides, row }))));
        } else {
            let message = "两份报告的表二不都有这几栏".to_owned();
            outcomes.push(Outcome { message, ..Outcome::new(rule, Verdict::Inapplicable) });
        }
    });
}

/// A row of 表二 in both reports.
struct Row<'a> {
    sides: &'a Sides<'a>,
    row: &'a str,
}

impl Row<'_> {
    fn label(&self) -> &'static str {
        let cells = self.sides.after.digest().form.cells().iter();
        let mut own = cells.filter(|spec| spec.id.table == TABLE && spec.id.row == self.row);
        own.next().map_or("", |spec| short_label(spec.row_spec.label))
    }

    fn before(&self, col: &str) -> Result<(i64, Figure), Obstacle> {
        self.sides.before.integer(TABLE, self.row, col)
    }

    fn after(&self, col: &str) -> Result<(i64, Figure), Obstacle> {
        self.sides.after.integer(TABLE, self.row, col)
    }

    fn fault(&self, before: &[Figure], after: &[Figure], message: &str, advice: Option<String>) -> Fault {
        let cells = |figures: &[Figure]| figures.iter().map(|figure| figure.at).collect();
        Fault {
            message: format!("{}：{message}", self.label()),
            advice,
            places: self.sides.places(cells(before), cells(after)),
            unsure: any_doubtful(before) || any_doubtful(after),
        }
    }
}

fn in_force(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    each(rule, pair, outcomes, EDITION_2021, &DOCUMENTS, |row| {
        let (old, a) = row.before("in_force")?;
        let (issued, b) = row.after("issued")?;
        let (repealed, c) = row.after("repealed")?;
        let (now, d) = row.after("in_force")?;
        filled(&[a, b, c, d], row.label())?;
        let wanted = old.saturating_add(issued).saturating_sub(repealed);
        if now == wanted {
            return Ok(None);
        }
        let message = format!(
            "{}现行有效 {old} + 本年制发 {issued} − 本年废止 {repealed} = {wanted}，{}现行有效填 {now}，{} {}。",
            row.sides.before.year(),
            row.sides.after.year(),
            if now > wanted { "多" } else { "少" },
            now.abs_diff(wanted)
        );
        let advice = explained(old, issued, repealed, now);
        Ok(Some(row.fault(&[a], &[b, c, d], &message, Some(advice))))
    });
}

/// What the difference may come from.
fn explained(old: i64, issued: i64, repealed: i64, now: i64) -> String {
    let wanted = old.saturating_add(issued).saturating_sub(repealed);
    let likely = if now == old {
        "本年现行有效与上年相同，像是没有更新。".to_owned()
    } else if repealed > 0 && now == old.saturating_add(issued) {
        format!("正好是没有减去本年废止的 {repealed} 件。")
    } else if issued > 0 && now == old.saturating_sub(repealed) {
        format!("正好是没有加上本年制发的 {issued} 件。")
    } else if now < wanted {
        format!("少的 {} 件如果是自动失效，或清理后不再认定，属于正常，请在正文说明。", wanted.abs_diff(now))
    } else {
        format!("失效只会使件数减少；多的 {} 件如果是清理后重新认定，请在正文说明。", now.abs_diff(wanted))
    };
    format!("{likely}核对上年公布的现行有效件数和本年的三个数。")
}

fn items(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    each(rule, pair, outcomes, EDITION_2019, &PROJECTS, |row| {
        let (old, a) = row.before("last_year")?;
        let (change, b) = row.before("change")?;
        let (now, c) = row.after("last_year")?;
        filled(&[a, b, c], row.label())?;
        let wanted = old.saturating_add(change);
        if now == wanted {
            return Ok(None);
        }
        let message = format!(
            "{}上一年项目数量 {old}，本年增/减 {change}，年底应为 {wanted}；{}上一年项目数量填 {now}。",
            row.sides.before.title(),
            row.sides.after.title()
        );
        let advice =
            (now == old).then(|| format!("两年填的上一年项目数量相同，像是没有更新。{}", ITEMS.advice));
        Ok(Some(row.fault(&[a, b], &[c], &message, advice)))
    });
}

fn published(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    each(rule, pair, outcomes, EDITION_2019, &DOCUMENTS, |row| {
        let (old, a) = row.before("published_total")?;
        let (new, b) = row.after("published")?;
        let (now, c) = row.after("published_total")?;
        filled(&[a, b, c], row.label())?;
        let most = old.saturating_add(new);
        let message = || {
            format!(
                "{}对外公开总数量 {old} + 本年新公开 {new} = {most}，{}对外公开总数量填 {now}，多 {}。",
                row.sides.before.year(),
                row.sides.after.year(),
                now.abs_diff(most)
            )
        };
        Ok((now > most).then(|| row.fault(&[a], &[b, c], &message(), None)))
    });
}
