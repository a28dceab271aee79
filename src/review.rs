//! The whole way in one call: input → review.
//!
//! Takes what the user gave, calls each step once, gives the verdict. Knows the steps, none of their
//! insides.

use crate::document::Document;
use crate::findings::{self, Finding};
use crate::forms::{CellSpec, Form};
use crate::input::{Input, Unreadable};
use crate::readers::{self, Decode};
use crate::recognize::{self, Fact, Given, Nothing, Presence, Report};
use crate::rules::{self, Outcome, Severity, Verdict};

/// Version of gouji.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whether prose and the form of the whole report are checked too, not the tables alone.
pub const WHOLE: bool = cfg!(feature = "prose");

/// What is not checked where that is false.
const PROSE: &str = "正文和报告格式";

/// An example report with one wrong cell, for a first look. The page carries its own copy.
#[cfg(not(target_arch = "wasm32"))]
pub const EXAMPLE: &str = include_str!("example.txt");

/// What came of the rules, in the order of `rules::all`.
pub type Outcomes = Vec<Outcome>;

/// A whole check.
#[derive(Debug, Clone)]
pub struct Review {
    /// The name of what was checked.
    pub name: Option<String>,
    /// Id of the reader.
    pub reader: Option<&'static str>,
    /// What was found, or why nothing could be checked.
    pub result: Result<Checked, Unreadable>,
}

/// A report and everything found in it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What was read.
    pub document: Document,
    /// What was recognised in it.
    pub report: Report,
    /// What came of every check.
    pub outcomes: Outcomes,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// The verdict on a whole review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewVerdict {
    /// Everything was checked and no error found.
    Consistent,
    /// No error found, but not everything could be checked.
    Incomplete,
    /// Errors found.
    Findings,
    /// Nothing could be checked.
    Unreadable,
}

impl ReviewVerdict {
    /// Name in the public result.
    pub fn id(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Incomplete => "incomplete",
            Self::Findings => "findings",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Something that was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Its cells.
    pub cells: Vec<usize>,
}

/// Checks what the user gave. `decode` is the host's charset decoder, for files that are not UTF-8.
pub fn review(input: &Input, options: &Given, decode: Decode) -> Review {
    let (result, reader) = match readers::read(input, decode) {
        Ok((document, reader)) => (check(document, input.name.as_deref(), options), Some(reader)),
        Err(unreadable) => (Err(unreadable), None),
    };
    Review { name: input.name.clone(), reader, result }
}

/// Checks a document that a reader pack has read.
pub fn review_document(document: Document, reader: &str, name: Option<String>, options: &Given) -> Review {
    let reader = readers::PACKED.iter().find(|packed| packed.id == reader).map(|packed| packed.id);
    let result = check(document, name.as_deref(), options);
    Review { name, reader, result }
}

/// An empty official form with the user's cells filled in.
pub fn blank(form: &'static Form, options: &Given) -> Review {
    let report = recognize::blank(form, options);
    Review { name: None, reader: None, result: Ok(judge(Document::default(), report)) }
}

fn check(document: Document, name: Option<&str>, options: &Given) -> Result<Checked, Unreadable> {
    match recognize::recognize(&document, name, options) {
        Ok(report) => Ok(judge(document, report)),
        Err(nothing) => Err(unreadable(nothing, &document)),
    }
}

fn judge(document: Document, report: Report) -> Checked {
    let outcomes = rules::check(&report);
    let findings = findings::findings(&report, &outcomes);
    Checked { document, report, outcomes, findings }
}

fn unreadable(nothing: Nothing, document: &Document) -> Unreadable {
    let mut notices = String::new();
    for notice in &document.notices {
        notices.push_str(notice.text.trim_end_matches('。'));
        notices.push('。');
    }
    match nothing {
        Nothing::NoTable => Unreadable {
            reason: format!("没有找到年度报告的表格（表二、表三、表四）。{notices}"),
            advice: "请确认内容是政府信息公开工作年度报告，选中整张表（连同左侧栏目和表头）复制后粘贴；表格若是图片，请改用原文件。"
                .to_owned(),
        },
        Nothing::LabelsOnly => Unreadable {
            reason: format!("只读到表格的栏目文字，没有读到任何数字；复制或转换时数字丢失了。{notices}"),
            advice: "请从原文件（Word、WPS、网页）重新选中整张表格复制，不要经过其他转换工具。".to_owned(),
        },
    }
}

impl Review {
    /// The verdict.
    pub fn verdict(&self) -> ReviewVerdict {
        match &self.result {
            Err(_) => ReviewVerdict::Unreadable,
            Ok(checked) if checked.count(Severity::Error) > 0 => ReviewVerdict::Findings,
            Ok(checked) if checked.unchecked().is_empty() => ReviewVerdict::Consistent,
            Ok(_) => ReviewVerdict::Incomplete,
        }
    }

    /// The verdict in one Chinese sentence. It never speaks of passing while something was not checked.
    pub fn summary(&self) -> String {
        match &self.result {
            Err(error) => error.reason.clone(),
            Ok(checked) => checked.summary(),
        }
    }
}

impl Checked {
    /// Findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Indices, among the outcomes, of the relations; those of tables that are not there count as inapplicable.
    pub fn relation_indices(&self) -> Vec<usize> {
        let relation = |at: &usize| self.outcomes.get(*at).is_some_and(|outcome| outcome.rule.relation);
        (0..self.outcomes.len()).filter(relation).collect()
    }

    fn relations(&self, verdict: Verdict) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.rule.relation && outcome.verdict == verdict).count()
    }

    /// The verdict in one Chinese sentence.
    pub fn summary(&self) -> String {
        let (errors, warnings, notes) =
            (self.count(Severity::Error), self.count(Severity::Warning), self.count(Severity::Note));
        let (pass, fail) = (self.relations(Verdict::Pass), self.relations(Verdict::Fail));
        let unknown = self.relations(Verdict::Unknown);
        let more: Vec<String> = [(warnings, "处存疑"), (notes, "处提示")]
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let more = (!more.is_empty()).then(|| format!("另有 {}", more.join("、")));
        let unchecked = if pass + fail == 0 {
            None
        } else if unknown > 0 {
            let what = if errors > 0 && fail == 0 { "条勾稽关系" } else { "条" };
            Some(format!("{unknown} {what}没能核对"))
        } else {
            (!self.uncomputed().is_empty()).then(|| "还有没能核对的内容".to_owned())
        };
        let head = match (errors, fail, pass) {
            (1.., 0, _) => format!("发现 {errors} 处错误"),
            (1.., _, _) => format!("发现 {errors} 处错误，{fail} 条勾稽关系不一致"),
            (0, 1.., _) => format!("{fail} 条勾稽关系不一致，但读取有疑问，请先对照原文"),
            (0, 0, 0) => "没有可以核对的勾稽关系".to_owned(),
            (0, 0, _) if self.unchecked().is_empty() => format!("{pass} 条勾稽关系全部一致"),
            (0, 0, _) => format!("核对了 {pass} 条勾稽关系，没有发现不一致"),
        };
        let mut parts = vec![head];
        parts.extend(unchecked);
        parts.extend(more);
        format!("{}。", parts.join("，"))
    }

    /// Everything that was not checked, with the reason; equal reasons of one rule together. A relation that fails on
    /// figures that are not surely read was not checked either.
    pub fn unchecked(&self) -> Vec<Unchecked> {
        let mut list = self.uncomputed();
        list.extend(self.failing_in_doubt());
        list
    }

    fn failing_in_doubt(&self) -> Option<Unchecked> {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let told: Vec<usize> = errors.flat_map(|finding| finding.relations.iter().copied()).collect();
        let in_doubt = |(at, outcome): &(usize, &Outcome)| {
            outcome.rule.relation && outcome.verdict == Verdict::Fail && !told.contains(at)
        };
        let failing: Vec<&Outcome> =
            self.outcomes.iter().enumerate().filter(in_doubt).map(|(_, outcome)| outcome).collect();
        let first = failing.first()?;
        let what = match failing.len() {
            1 => first.subject().to_owned(),
            count => format!("{} 等 {count} 条", first.subject()),
        };
        let cells = failing.iter().flat_map(|outcome| outcome.cells().iter().copied()).collect();
        Some(Unchecked {
            what, why: "不一致，但读取有疑问，不知道是填错还是读错".to_owned(), cells
        })
    }

    fn uncomputed(&self) -> Vec<Unchecked> {
        let mut list: Vec<Unchecked> = self.unread_prose().into_iter().collect();
        list.extend(self.unread());
        list.extend(self.absent_tables());
        list.extend(self.blank_tables());
        list.extend(self.uncounted_rows());
        list.extend(self.illegible_cells());
        let unknown: Vec<&Outcome> =
            self.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Unknown).collect();
        let mut done: Vec<(&str, &str)> = Vec::new();
        for outcome in &unknown {
            let key = (outcome.rule.id, outcome.message.as_str());
            if done.contains(&key) {
                continue;
            }
            done.push(key);
            let alike: Vec<&&Outcome> =
                unknown.iter().filter(|other| (other.rule.id, other.message.as_str()) == key).collect();
            let first = outcome.subject();
            let what =
                if alike.len() > 1 { format!("{first} 等 {} 条", alike.len()) } else { first.to_owned() };
            let cells = alike.iter().flat_map(|other| other.cells().iter().copied()).collect();
            list.push(Unchecked { what, why: outcome.message.clone(), cells });
        }
        list
    }

    /// Sentences, where this build has no rules for them.
    fn unread_prose(&self) -> Option<Unchecked> {
        (!WHOLE && self.document.has_sentences()).then(|| Unchecked {
            what: PROSE.to_owned(),
            why: "这里只核对了表格".to_owned(),
            cells: Vec::new(),
        })
    }

    /// What the reader or the recogniser left out.
    fn unread(&self) -> impl Iterator<Item = Unchecked> {
        let lost = self.report.notices.iter().filter(|notice| notice.lost);
        lost.map(|notice| Unchecked {
            what: "没有读取的内容".to_owned(),
            why: notice.text.clone(),
            cells: Vec::new(),
        })
    }

    /// Tables without relations in which nothing is filled in: nobody can tell zeros from a table forgotten.
    fn blank_tables(&self) -> Vec<Unchecked> {
        let cells = |table: usize| -> Vec<usize> {
            self.report
                .cells()
                .enumerate()
                .filter(|(_, (spec, _))| spec.table == table)
                .map(|(at, _)| at)
                .collect()
        };
        let blank = |at: &usize| self.report.facts.get(*at).is_some_and(Fact::is_blank);
        let tables = self.report.form.tables.iter().enumerate().map(|(at, table)| (table, cells(at)));
        tables
            .filter(|(_, cells)| cells.iter().all(|at| blank(at) && !self.in_relation(*at)))
            .map(|(table, cells)| Unchecked {
                what: table.title.to_owned(),
                why: "整张表空白，不知道是没有发生还是没有填".to_owned(),
                cells,
            })
            .collect()
    }

    /// Rows of figures that no relation of the form counts.
    fn uncounted_rows(&self) -> Option<Unchecked> {
        let foreign = self.report.extras.iter().filter(|extra| extra.group.is_none());
        let labels: Vec<&str> = foreign.map(|extra| extra.label.as_str()).collect();
        (!labels.is_empty()).then(|| Unchecked {
            what: format!("多出的行：{}", labels.join("、")),
            why: "官方格式没有这样的行，没有计入核对".to_owned(),
            cells: Vec::new(),
        })
    }

    fn in_relation(&self, at: usize) -> bool {
        self.outcomes.iter().any(|outcome| outcome.rule.relation && outcome.cells().contains(&at))
    }

    /// Cells of 表二 that have no value: no relation would tell of them.
    fn illegible_cells(&self) -> Option<Unchecked> {
        let has_none = |(spec, fact): (&CellSpec, &Fact)| {
            fact.raw.is_some() && !fact.is_blank() && fact.value(spec).is_none()
        };
        let illegible = |at: &usize| self.report.cell(*at).is_some_and(has_none) && !self.in_relation(*at);
        let cells: Vec<usize> = (0..self.report.facts.len()).filter(illegible).collect();
        let (spec, _) = self.report.cell(*cells.first()?)?;
        let what =
            if cells.len() > 1 { format!("{} 等 {} 格", spec.name(), cells.len()) } else { spec.name() };
        Some(Unchecked { what, why: "有文字，但无法读成一个数".to_owned(), cells })
    }

    fn absent_tables(&self) -> Vec<Unchecked> {
        let tables = self.report.form.tables.iter().zip(self.report.presence);
        tables
            .filter_map(|(table, presence)| {
                let why = match presence {
                    Presence::Absent => "没有找到这张表",
                    Presence::LabelsOnly => "只读到栏目文字，没有读到数字",
                    Presence::Partial | Presence::Complete => return None,
                };
                Some(Unchecked { what: table.title.to_owned(), why: why.to_owned(), cells: Vec::new() })
            })
            .collect()
    }
}
