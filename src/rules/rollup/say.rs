//! The words of findings between reports.

use crate::dossier::{Digest, Member};
use crate::number::Decimal;
use crate::reconcile::{Act, Event};
use crate::rules::across::Place;

use super::account::Account;
use super::cause::{Change, Guess, Whose};

/// Cells named one by one before the rest is counted.
const NAMED: usize = 3;
/// Alternatives told one by one.
const TOLD: usize = 5;

/// `甲、乙、丙等 5 个`: the first `most`, then how many there are.
pub fn list(names: &[String], most: usize, unit: &str) -> String {
    let more = if names.len() > most { format!("等 {} {unit}", names.len()) } else { String::new() };
    format!("{}{more}", names.iter().take(most).cloned().collect::<Vec<_>>().join("、"))
}

impl Account<'_> {
    pub(super) fn child_title(&self, child: usize) -> &str {
        self.family.children.get(child).map_or("", |member| member.digest.title())
    }

    pub(super) fn parent_title(&self) -> &str {
        self.family.parent.as_ref().map_or("本级", |parent| parent.digest.title())
    }

    pub(super) fn name(&self, cell: usize) -> String {
        self.spec(cell).map(crate::forms::CellSpec::name).unwrap_or_default()
    }

    /// The cells to be named first: the totals of requests, then of reviews, then the others.
    fn telling(&self, cells: &[usize]) -> Vec<usize> {
        let rank = |cell: usize| {
            let Some(spec) = self.spec(cell) else { return 9 };
            match (spec.id.row, spec.id.col) {
                ("new", "total") => 0,
                ("results_total", "total") => 1,
                (_, "total") if spec.table == 2 => 2,
                _ => 3,
            }
        };
        let mut cells = cells.to_vec();
        cells.sort_by_key(|cell| (rank(*cell), *cell));
        cells
    }

    /// `（七）总计·总计 120，下级合计 132；…等 40 格`.
    pub(super) fn gaps(&self, cells: &[usize]) -> String {
        let told: Vec<String> = self
            .telling(cells)
            .into_iter()
            .filter_map(|cell| {
                let (parent, sum) = (self.sums.parents(cell)?, self.sums.cells.get(cell)?.known?);
                let by = parent.minus(sum)?;
                let rest = self.left.get(cell).copied().flatten().and_then(Decimal::of_millionths);
                let rest = rest
                    .filter(|rest| *rest != by && !rest.is_zero())
                    .map_or_else(String::new, |rest| format!("，除去漏加或重复的报告，本级{}", more(rest)));
                Some(format!("{}本级 {parent}、下级合计 {sum}（本级{}{rest}）", self.name(cell), more(by)))
            })
            .collect();
        list(&told, NAMED, "格")
    }

    /// `本年新收…·总计 12、…`.
    pub(super) fn figures(&self, figures: &[(usize, Decimal)]) -> String {
        let value = |cell: usize| figures.iter().find(|(at, _)| *at == cell).map(|(_, value)| *value);
        let cells: Vec<usize> = figures.iter().map(|(cell, _)| *cell).collect();
        let told: Vec<String> = self
            .telling(&cells)
            .into_iter()
            .filter_map(|cell| Some(format!("{} {}", self.name(cell), value(cell)?)))
            .collect();
        list(&told, NAMED + 2, "格")
    }

    /// The report an event is about, or those it may be.
    pub(super) fn who(&self, event: &Event) -> String {
        let names: Vec<String> = event.parts.iter().map(|&part| self.child_title(part).to_owned()).collect();
        if names.len() > 1 { format!("{}之一", list(&names, TOLD, "份")) } else { names.concat() }
    }

    /// `甲局没有加进甲县人民政府的数`.
    pub(super) fn event(&self, event: &Event) -> String {
        let parent = self.parent_title();
        match event.act {
            Act::LeftOut => format!("{}没有加进{parent}的数", self.who(event)),
            Act::Twice => format!("{}在{parent}的数里加了两次", self.who(event)),
        }
    }

    pub(super) fn whose(&self, whose: Whose) -> &str {
        match whose {
            Whose::Parent => self.parent_title(),
            Whose::Child(child) => self.child_title(child),
            Whose::Others => "某个下级（仅凭数字不能断定是哪一个）",
        }
    }

    /// `甲局的“（一）予以公开·自然人”应为 12，现为 21`.
    pub(super) fn change(&self, change: &Change) -> String {
        let (whose, name) = (self.whose(change.whose), self.name(change.cell));
        if change.whose == Whose::Others {
            let by = change.to.abs_diff(change.from);
            let more = if change.to > change.from { "多" } else { "少" };
            return format!("{whose}的“{name}”应{more} {by}");
        }
        format!("{whose}的“{name}”应为 {}，现为 {}{}", change.to, change.from, self.part_of(change))
    }

    /// Of a parent's cell: the one child whose figure it lacks or has twice.
    fn part_of(&self, change: &Change) -> String {
        if change.whose != Whose::Parent {
            return String::new();
        }
        let by = i64::try_from(change.to.abs_diff(change.from)).ok().map(Decimal::integer);
        let same = |child: &usize| by.is_some() && self.sums.child(*child, change.cell) == by;
        let mut children = (0..self.family.children.len()).filter(same);
        match (children.next(), children.next()) {
            (Some(child), None) => {
                let slip = if change.to > change.from { "漏加" } else { "多加" };
                format!("（差的恰好是{}的数，可能{slip}了它）", self.child_title(child))
            }
            _ => String::new(),
        }
    }

    pub(super) fn changes(&self, changes: &[Change]) -> String {
        changes.iter().map(|change| self.change(change)).collect::<Vec<_>>().join("，同时")
    }

    /// `（1）…；（2）…`.
    pub(super) fn numbered(texts: &[String]) -> String {
        let told: Vec<String> =
            texts.iter().take(TOLD).zip(1..).map(|(text, at)| format!("（{at}）{text}")).collect();
        let more = if texts.len() > TOLD { "；等等" } else { "" };
        format!("{}{more}", told.join("；"))
    }

    pub(super) fn guess(&self, guess: &Guess) -> String {
        let about = guess.about.map_or_else(String::new, |child| format!("：{}", self.child_title(child)));
        format!("{}的 {} 或许应为 {}（{}{about}）", self.whose(guess.whose), guess.from, guess.to, guess.slip)
    }

    // ---- places ------------------------------------------------------------------------------------------------

    /// The parent's cells.
    pub(super) fn at_parent(&self, cells: &[usize]) -> Option<Place> {
        let parent = self.family.parent.as_ref()?;
        let cells = cells.iter().filter_map(|cell| self.sums.parents_cell(*cell)).collect();
        Some(Place { report: parent.at, cells })
    }

    /// A child's cells; none: the child as a whole.
    pub(super) fn at_child(&self, child: usize, cells: &[usize]) -> Option<Place> {
        let member = self.family.children.get(child)?;
        let cells = cells.iter().filter_map(|cell| self.sums.own_cell(child, *cell)).collect();
        Some(Place { report: member.at, cells })
    }

    /// The parent's cells, then each of these children as a whole.
    pub(super) fn at_children(&self, cells: &[usize], children: &[usize]) -> Vec<Place> {
        let whole = children.iter().filter_map(|child| self.at_child(*child, &[]));
        whole.chain(self.at_parent(cells)).collect()
    }
}

/// `多 3`, `少 3`.
fn more(by: Decimal) -> String {
    if by.is_negative() { format!("少 {}", by.negated()) } else { format!("多 {by}") }
}

/// `甲局（2023 年度）`, for reports told apart by year.
pub fn of_year(member: &Member) -> String {
    let title = Digest::title(member.digest);
    member.digest.year.map_or_else(|| title.to_owned(), |year| format!("{title}（{year} 年度）"))
}
