//! The two reports of a pair, and their figures with what is to be said of the reading.

use crate::dossier::{Digest, Member, Pair};
use crate::number::Decimal;
use crate::rules::across::{Outcome, Place};
use crate::rules::{Rule, Severity, Verdict};

/// The earlier and the later report.
pub(super) struct Sides<'a> {
    pub before: Side<'a>,
    pub after: Side<'a>,
}

/// One of the two.
pub(super) struct Side<'a> {
    member: Member<'a>,
    /// 上年 or 本年.
    word: &'static str,
}

/// A number of a report, and how it was read.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    /// Index of its cell.
    pub at: usize,
    pub value: Decimal,
    /// The cell is empty: what it counts as follows from the form.
    pub blank: bool,
    pub doubtful: bool,
}

/// Why a check came to nothing.
pub(super) enum Obstacle {
    /// Neither report has anything there.
    Nothing,
    /// It could not be computed, because ….
    Unknown(String),
}

/// What came of a check: it holds, or something is wrong.
pub(super) type Judged = Result<Option<Fault>, Obstacle>;

/// Something wrong between the two.
pub(super) struct Fault {
    pub message: String,
    /// What to do, instead of the rule's own advice.
    pub advice: Option<String>,
    pub places: Vec<Place>,
    /// A figure it follows from is not sure.
    pub unsure: bool,
}

impl<'a> Sides<'a> {
    pub fn of(pair: &Pair<'a>) -> Self {
        Self {
            before: Side { member: pair.before, word: "上年" },
            after: Side { member: pair.after, word: "本年" },
        }
    }

    /// Why a table cannot be compared: it is not in one of the reports.
    pub fn lacking(&self, table: usize) -> Option<String> {
        let name = self.after.digest().form.tables.get(table).map_or("", |table| table.short);
        match [&self.before, &self.after].map(|side| side.digest().has_table(table)) {
            [true, true] => None,
            [false, true] => Some(format!("{}没有读到{name}", self.before.title())),
            [true, false] => Some(format!("{}没有读到{name}", self.after.title())),
            [false, false] => Some(format!("两份报告都没有读到{name}")),
        }
    }

    /// Whether both reports have this edition of a table.
    pub fn both(&self, table: usize, edition: &str) -> bool {
        [&self.before, &self.after].iter().all(|side| side.edition(table) == edition)
    }

    /// Whether the table has the same rows and columns in both.
    pub fn alike(&self, table: usize) -> bool {
        self.before.edition(table) == self.after.edition(table)
    }

    /// The cell of the earlier report that stands where this one of the later stands.
    pub fn partner(&self, after: usize) -> Option<usize> {
        let (before, after_form) = (self.before.digest(), self.after.digest().form);
        if before.form.id == after_form.id {
            return Some(after);
        }
        let id = after_form.cells().get(after)?.id;
        before.find(id.table, id.row, id.col)
    }

    /// Cells of either report.
    pub fn places(&self, before: Vec<usize>, after: Vec<usize>) -> Vec<Place> {
        vec![self.before.place(before), self.after.place(after)]
    }
}

impl<'a> Side<'a> {
    pub fn digest(&self) -> &'a Digest {
        self.member.digest
    }

    /// `2022 年报告`, or `上年报告` where no year was read.
    pub fn title(&self) -> String {
        match self.digest().year {
            Some(year) => format!("{year} 年报告"),
            None => format!("{}报告", self.word),
        }
    }

    /// `2022 年`, or `上年`.
    pub fn year(&self) -> String {
        self.digest().year.map_or_else(|| self.word.to_owned(), |year| format!("{year} 年"))
    }

    pub fn place(&self, cells: Vec<usize>) -> Place {
        Place { report: self.member.at, cells }
    }

    fn edition(&self, table: usize) -> &'static str {
        self.digest().form.tables.get(table).map_or("", |table| table.edition)
    }

    /// The name of a cell: `（一）予以公开·自然人`.
    pub fn name(&self, at: usize) -> String {
        self.digest().form.cells().get(at).map(crate::forms::CellSpec::name).unwrap_or_default()
    }

    /// The figure of a cell by table, row and column.
    pub fn find(&self, table: &str, row: &str, col: &str) -> Result<Figure, Obstacle> {
        self.figure(self.digest().find(table, row, col).ok_or(Obstacle::Nothing)?)
    }

    /// The figure of a cell; a total left blank is what its row adds up to.
    pub fn figure(&self, at: usize) -> Result<Figure, Obstacle> {
        let cell = self.digest().cells.get(at).ok_or(Obstacle::Nothing)?;
        if let Some(value) = self.digest().value(at) {
            return Ok(Figure { at, value, blank: cell.blank, doubtful: cell.doubtful });
        }
        let why = match (cell.blank, cell.doubtful) {
            (true, _) => "空白，不知道是多少",
            (_, true) => "读不成一个数",
            _ => "没有读到",
        };
        Err(Obstacle::Unknown(format!("{}的“{}”{why}", self.title(), self.name(at))))
    }

    /// The same as a whole number.
    pub fn integer(&self, table: &str, row: &str, col: &str) -> Result<(i64, Figure), Obstacle> {
        let figure = self.find(table, row, col)?;
        let why = || format!("{}的“{}”不是整数", self.title(), self.name(figure.at));
        let value = figure.value.as_integer().ok_or_else(|| Obstacle::Unknown(why()))?;
        Ok((value, figure))
    }

    /// What the report's own relations say of a cell that should be `wanted`; `None` when they have nothing to say.
    pub fn suspicion(&self, at: usize, wanted: i64) -> Option<String> {
        let own = || self.digest().faults.iter().filter(|fault| fault.all_cells().any(|cell| cell == at));
        let mends = |changes: &Vec<(usize, i64)>| changes.contains(&(at, wanted));
        let title = self.title();
        if let Some(fault) = own().find(|fault| fault.repairs.iter().any(mends)) {
            let how = if fault.unique { "改动最少的改法" } else { "一种改动最少的改法" };
            let name = self.name(at);
            return Some(format!(
                "{title}自己的勾稽关系就不成立，{how}正是把“{name}”改为 {wanted}，改后两年衔接：很可能是这一格填错。"
            ));
        }
        own().next().map(|_| format!("{title}自己的勾稽关系在这一格不成立，请先核对那份报告。"))
    }
}

impl Obstacle {
    /// The outcome of a check that met it.
    pub fn outcome(self, rule: &'static Rule) -> Outcome {
        match self {
            Self::Nothing => Outcome::new(rule, Verdict::Inapplicable),
            Self::Unknown(why) => Outcome::unknown(rule, Vec::new(), why),
        }
    }
}

/// The outcome of a check of this rule.
pub(super) fn outcome(rule: &'static Rule, judged: Judged) -> Outcome {
    match judged {
        Err(obstacle) => obstacle.outcome(rule),
        Ok(None) => Outcome::new(rule, Verdict::Pass),
        Ok(Some(fault)) => fault.outcome(rule),
    }
}

impl Fault {
    /// As a failure of this rule, which weighs less when a figure is not sure.
    pub fn outcome(self, rule: &'static Rule) -> Outcome {
        let look = "有的格空白或读取有疑问，请先对照原文。";
        let advice = self.advice.unwrap_or_else(|| rule.advice.to_owned());
        let failed = Outcome::fail(rule, self.places, self.message);
        if self.unsure {
            let advice = Some(format!("{look}{advice}"));
            return Outcome { severity: lighter(rule.severity), advice, ..failed };
        }
        Outcome { advice: Some(advice), ..failed }
    }
}

fn lighter(severity: Severity) -> Severity {
    match severity {
        Severity::Error => Severity::Warning,
        Severity::Warning | Severity::Note => Severity::Note,
    }
}

/// Whether one of these was read with a doubt.
pub(super) fn any_doubtful(figures: &[Figure]) -> bool {
    figures.iter().any(|figure| figure.doubtful)
}

/// What stands at all of these, unless cells are blank: nothing is compared with a row half filled in.
pub(super) fn filled(figures: &[Figure], row: &str) -> Result<(), Obstacle> {
    if figures.iter().all(|figure| figure.blank) {
        return Err(Obstacle::Nothing);
    }
    if figures.iter().any(|figure| figure.blank) {
        return Err(Obstacle::Unknown(format!("{row}：有的格空白")));
    }
    Ok(())
}
