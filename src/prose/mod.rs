//! Document → prose: the sections of a report and the figures its sentences give.
//!
//! Takes a document, gives data: where each of the six parts begins, and for every figure said about the
//! tables which cells it names. Whether the cells agree is for the rules. One pass over the text, every
//! list bounded. Knows the labels of `forms::claims`; no cell's value and no rule.

mod cells;
mod clause;
mod doubts;
mod figures;
mod flow;
mod labels;
mod none;
mod piece;
mod reader;
mod scope;
mod sections;
mod shares;
mod token;
mod unnamed;
mod words;

use crate::anchor::Quote;
use crate::document::{Block, Document};
use crate::forms::claims::LABELS;
use crate::number::Decimal;

pub use flow::{BREAK, Flow};
pub use sections::{PARTS, Section};
pub use token::Percent;

/// Most characters of a quoted sentence before and behind its figure.
const QUOTED: usize = 60;

/// The prose of a report.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// Its characters.
    pub flow: Flow,
    /// Its sections, in the order they stand.
    pub sections: Vec<Section>,
    /// What its sentences say of the tables.
    pub statements: Vec<Statement>,
    /// The note on 勾稽关系 is printed somewhere.
    pub says_balance: bool,
    /// It is printed in a cell of its own with other words than the form's.
    pub balance_altered: bool,
    /// 万元 is printed somewhere.
    pub says_unit: bool,
}

/// Cells of a table that are added up: rows × columns, by the ids of `forms::claims`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Table id.
    pub table: &'static str,
    /// Row ids; one that ends in a dot stands for all rows under it.
    pub rows: Vec<&'static str>,
    /// Column ids.
    pub cols: Vec<&'static str>,
}

/// Something a sentence says (文字表述).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What.
    pub saying: Saying,
    /// First and last character of the figure, or of the words that stand for one, in the flow.
    pub span: (usize, usize),
    /// The sentence around it.
    pub sentence: (usize, usize),
}

/// Cells a figure may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// They.
    pub sum: Sum,
    /// Whether nobody is surprised by it; otherwise a person should look, even when the figure is theirs.
    pub plain: bool,
}

/// Why a figure may not be what the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// 县公安局: one body of those the table counts.
    OtherBody,
    /// 全市, said by a department.
    OtherArea,
    /// 收到涉及征地的申请: some of them, as far as unknown words tell. None of these can be more than all.
    Narrowed,
    /// 申请33件 alone: may be any of them.
    Unsaid,
    /// 受理: not more than were received, perhaps fewer.
    Accepted,
    /// The words mean more than one thing.
    Loose,
    /// 受理行政复议: cases taken in are not those the table counts.
    Filed,
}

impl Doubt {
    /// The doubt in Chinese.
    pub fn text(self) -> &'static str {
        match self {
            Self::OtherBody => "说的可能是某一个单位，不是表中的统计范围",
            Self::OtherArea => "说的可能是更大的范围，不是本机关的数",
            Self::Narrowed | Self::Unsaid => "句中另有限定，可能只是其中一部分",
            Self::Accepted => "受理的可能比收到的少",
            Self::Loose => "这个说法不只一种含义",
            Self::Filed => "收到、受理的案件不一定是表中统计的案件",
        }
    }
}

/// What a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// So many.
    Figure {
        /// The cells it may name, the plainest first.
        readings: Vec<Reading>,
        /// How many; money in 万元.
        value: Decimal,
        /// Digits behind the point as written.
        scale: u32,
        /// Why it may not be what the table counts; `None` when nothing speaks against it.
        doubt: Option<Doubt>,
    },
    /// So many per cent.
    Share {
        /// Of this figure; `None` when the sentence does not give it.
        part: Option<i64>,
        /// The cells of the figure.
        sum: Option<Sum>,
        /// The cells of the whole, where it is named.
        of: Option<Sum>,
        /// What the sentence gave as the whole, or may have.
        wholes: Vec<i64>,
        /// The share.
        percent: Percent,
    },
    /// More or fewer than last year, in per cent.
    Growth {
        /// This year's figure.
        now: i64,
        /// Last year's, as far as the sentence gives it.
        before: Option<i64>,
        /// By so many per cent.
        percent: Percent,
        /// More.
        up: bool,
    },
    /// More or fewer than last year, in number.
    Change {
        /// This year's figure.
        now: i64,
        /// Last year's, as far as the sentence gives it.
        before: Option<i64>,
        /// By so many.
        by: i64,
        /// More.
        up: bool,
    },
    /// Parts that make up a whole.
    Parts {
        /// The whole.
        whole: i64,
        /// The parts.
        parts: Vec<i64>,
        /// None is left out: the sentence adds them up itself.
        complete: bool,
    },
    /// Everything was answered.
    AllDone {
        /// Only that it was answered in time.
        in_time: bool,
    },
}

/// Reads the prose of a document. `year` and `body` are the report's, as far as they are known.
pub fn read(document: &Document, year: Option<u16>, body: Option<&str>) -> Prose {
    let flow = Flow::of(document);
    let sections = sections::sections(&flow);
    let statements = reader::statements(&flow, &sections, year, body);
    let (says_balance, says_unit) = (says(document, &["勾稽"]), says(document, &["万元", "萬元"]));
    let balance_altered = balance_altered(document);
    Prose { flow, sections, statements, says_balance, balance_altered, says_unit }
}

/// Whether the note on 勾稽关系 is the form's in none of the cells that have it.
fn balance_altered(document: &Document) -> bool {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    let notes = grids.flat_map(|grid| &grid.cells).map(|cell| cell.text.as_str());
    let notes = notes.filter(|text| text.contains("勾稽关系为") && text.contains("第一项"));
    let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let mut same =
        notes.map(|text| words(text).contains("第一项加第二项之和等于第三项加第四项之和")).peekable();
    same.peek().is_some() && !same.any(|same| same)
}

/// Whether one of these words stands in the document, tables included. Line breaks may part it.
fn says(document: &Document, words: &[&str]) -> bool {
    let has = |text: &str| {
        words.iter().any(|word| text.contains(word))
            || (text.contains('\n')
                && words.iter().any(|word| text.replace(char::is_whitespace, "").contains(word)))
    };
    document.blocks.iter().any(|block| match block {
        Block::Paragraph(text) => has(text),
        Block::Grid(grid) => grid.cells.iter().any(|cell| has(&cell.text)),
    })
}

impl Prose {
    /// Whether there is more prose than is read.
    pub fn is_cut(&self) -> bool {
        self.flow.cut || self.statements.len() >= reader::MAX_STATEMENTS
    }

    /// The section that is this part of the form, the last one if there are several.
    pub fn part(&self, part: usize) -> Option<&Section> {
        self.sections.iter().rev().find(|section| section.part == Some(part))
    }

    /// The text before the first section, folded, without spaces.
    pub fn preface(&self) -> &[char] {
        let end = self.sections.first().map_or(self.flow.chars.len(), |section| section.from);
        self.flow.chars.get(..end).unwrap_or_default()
    }

    /// Whether this is a report, and not a table alone.
    pub fn is_report(&self) -> bool {
        self.sections.iter().any(|section| matches!(section.part, Some(0 | 4 | 5)))
    }

    /// The words around a place of the flow, with the place marked.
    pub fn quote(&self, (from, to): (usize, usize), (start, end): (usize, usize)) -> Quote {
        let left = start.max(from.saturating_sub(QUOTED)).min(from);
        let right = end.min(to + QUOTED).max(to);
        let before = self.flow.text(left, from);
        let marked = self.flow.text(from, to);
        let cut = |cut: bool| if cut { "…" } else { "" };
        let before = format!("{}{before}", cut(left > start));
        let start_at = before.chars().count();
        Quote {
            start: start_at,
            end: start_at + marked.chars().count(),
            text: format!("{before}{marked}{}{}", self.flow.text(to, right), cut(right < end)),
            anchor: self.flow.anchor(from, to),
        }
    }
}

impl Sum {
    /// Its name in Chinese: the words of its labels.
    pub fn words(&self) -> Vec<&'static str> {
        let of = |ids: &[&'static str]| {
            let label = LABELS.iter().find(|label| label.table == self.table && label.ids == ids);
            label.and_then(|label| label.words.first()).copied()
        };
        [of(&self.rows), of(&self.cols)].into_iter().flatten().collect()
    }
}
