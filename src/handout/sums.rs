//! A roll-up → tables of sums in the official layout, the gaps beside each other, and who was added up.

use super::{Cells, slots};
use crate::dossier::{Digest, Member};
use crate::number::Decimal;
use crate::rules::rollup::Account;
use crate::takeaway::{Kind, Sheet, Slot, Tone};
use crate::together::Rollup;

/// The sheets; `digests` is the list the roll-up was made of.
pub fn sums(digests: &[Digest], rollup: &Rollup) -> Vec<Sheet> {
    let account = &rollup.account;
    let form = account.family.form;
    let table = |(index, table): (usize, &&'static crate::forms::Table)| Sheet {
        name: format!("汇总 {}", table.short),
        title: format!("{}（汇总，{} 份报告）", table.title, account.family.children.len()),
        slots: slots(table, form.table_start(index), account),
    };
    let mut sheets: Vec<Sheet> = form.tables.iter().enumerate().map(table).collect();
    sheets.extend(gaps(account));
    sheets.push(list(digests, account));
    sheets
}

impl Cells for Account<'_> {
    fn figure(&self, at: usize) -> String {
        text(self.sums.cells.get(at).and_then(|cell| cell.sum))
    }

    fn note(&self, at: usize) -> Option<(Tone, String)> {
        let cell = self.sums.cells.get(at)?;
        if cell.unknown > 0 {
            let known = text(cell.known);
            return Some((Tone::Suspect, format!("{} 份报告没有这一格，其余合计 {known}", cell.unknown)));
        }
        let gap = cell.gap.filter(|gap| !gap.is_zero() && self.is_compared(at))?;
        Some((Tone::Wrong, format!("本级 {}，本级减下级合计 {gap}", text(self.sums.parents(at)))))
    }
}

fn text(value: Option<Decimal>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Every cell in which the parent and the sum differ.
fn gaps(account: &Account) -> Option<Sheet> {
    account.family.parent?;
    let differs = |at: usize| {
        let gap = account.sums.cells.get(at).and_then(|cell| cell.gap);
        account.is_compared(at) && gap.is_some_and(|gap| !gap.is_zero())
    };
    let row = |at: usize| {
        let (spec, cell) = (account.family.form.cells().get(at)?, account.sums.cells.get(at)?);
        let table = account.family.form.tables.get(spec.table)?.short;
        Some([
            format!("{table} {}", spec.name()),
            text(account.sums.parents(at)),
            text(cell.sum),
            text(cell.gap),
        ])
    };
    let cells = (0..account.sums.cells.len()).filter(|at| differs(*at));
    let rows: Vec<[String; 4]> = cells.filter_map(row).collect();
    Some(plain("差额", "本级与下级合计不同的格", ["单元格", "本级", "下级合计", "本级减合计"], &rows))
}

/// Every report of the list, and what became of it.
fn list(digests: &[Digest], account: &Account) -> Sheet {
    let family = &account.family;
    let holds = |list: &[Member], at: usize| list.iter().any(|member| member.at == at);
    let role = |at: usize| {
        let left = family.left_out.iter().find(|left| left.report == at);
        match left {
            _ if family.parent.is_some_and(|parent| parent.at == at) => "本级".to_owned(),
            _ if holds(&family.children, at) => "下级".to_owned(),
            Some(left) => format!("没有计入：{}", left.why),
            None => "没有计入".to_owned(),
        }
    };
    let row = |(at, digest): (usize, &Digest)| {
        let year = digest.year.map(|year| year.to_string()).unwrap_or_default();
        [digest.title().to_owned(), year, digest.name.clone().unwrap_or_default(), role(at)]
    };
    let rows: Vec<[String; 4]> = digests.iter().enumerate().map(row).collect();
    plain("名单", "汇总所用的报告", ["机关", "年度", "文件", "计入"], &rows)
}

/// A table of lines under one header.
fn plain<const COLS: usize>(name: &str, title: &str, header: [&str; COLS], rows: &[[String; COLS]]) -> Sheet {
    let slot = |row: u32, col: u32, kind: Kind, text: String| Slot {
        row,
        col,
        rowspan: 1,
        colspan: 1,
        kind,
        text,
        note: None,
    };
    let head = (0..).zip(header).map(|(col, text)| slot(0, col, Kind::Header, text.to_owned()));
    let lines = (1..).zip(rows).flat_map(|(row, line)| {
        let kind = |col: u32| if col == 0 { Kind::Label } else { Kind::Value };
        (0..).zip(line).map(move |(col, text)| slot(row, col, kind(col), text.clone()))
    });
    Sheet { name: name.to_owned(), title: title.to_owned(), slots: head.chain(lines).collect() }
}
