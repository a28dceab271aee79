//! The benchmark of sentences in `tests/cases/prose/`: what was said, what came of it, precision and recall.
//!
//! A file is a report: `## 表格` gives form, year, body and cells, every other heading a list of sentences
//! with what must come of each: 一致, 不一致, 核对 (ambiguous: a hint at most), 无 (no statement on a table).

use std::collections::BTreeMap;

use gouji::Options;
use gouji::input::Input;
use gouji::readers::charset::native_decode;
use gouji::rules::{self, Severity, Verdict};

use crate::support::{self, Case, Sheet, cases, files};

/// The rules that compare prose.
pub fn is_prose(rule: &str) -> bool {
    rule.starts_with("prose-")
}

/// One sentence.
pub struct Sentence {
    pub file: String,
    pub list: String,
    pub text: String,
    pub expected: String,
    /// What was found: severity and message; `None` for something compared and found equal.
    pub found: Vec<Option<(Severity, String)>>,
}

/// Right and wrong answers.
#[derive(Default)]
pub struct Score {
    /// Sentences by what was expected.
    pub expected: BTreeMap<String, usize>,
    /// Findings on sentences that are in order or say nothing, and warnings on ambiguous ones.
    pub false_alarms: Vec<String>,
    /// Wrong sentences that were found.
    pub found: usize,
    /// Unambiguous statements not compared, or wrong ones not found.
    pub missed: Vec<String>,
}

impl Score {
    fn count(&self, kind: &str) -> usize {
        self.expected.get(kind).copied().unwrap_or(0)
    }

    pub fn sentences(&self) -> usize {
        self.expected.values().sum()
    }

    /// Per cent of the findings that are right, in tenths.
    pub fn precision(&self) -> usize {
        1000 * self.found / (self.found + self.false_alarms.len()).max(1)
    }

    /// Per cent of the unambiguous statements that were judged rightly, in tenths.
    pub fn recall(&self) -> usize {
        let all = self.count("一致") + self.count("不一致");
        1000 * (all - self.missed.len()) / all.max(1)
    }

    pub fn add(&mut self, sentence: &Sentence) {
        *self.expected.entry(sentence.expected.clone()).or_default() += 1;
        let told = |severity: Severity| {
            sentence
                .found
                .iter()
                .flatten()
                .filter(move |(own, _)| *own == severity)
                .map(|(_, text)| text.as_str())
        };
        let place = format!("{} · {} · {}", sentence.file, sentence.list, sentence.text);
        let warnings: Vec<&str> = told(Severity::Warning).collect();
        let notes: Vec<&str> = told(Severity::Note).collect();
        let compared = sentence.found.iter().any(Option::is_none);
        let (alarm, missed) = match sentence.expected.as_str() {
            "一致" => ([warnings.as_slice(), &notes].concat(), !compared),
            "不一致" => (Vec::new(), warnings.is_empty()),
            "核对" => (warnings.clone(), false),
            "无" => ([warnings.as_slice(), &notes].concat(), false),
            other => panic!("{place}: 应当 {other}?"),
        };
        if !alarm.is_empty() {
            self.false_alarms.push(format!("{place}\n    {}", alarm.join("；")));
        }
        if sentence.expected == "不一致" && !missed {
            self.found += 1;
        }
        if missed {
            self.missed.push(format!("{place}（应当{}）", sentence.expected));
        }
    }

    /// One line of figures.
    pub fn line(&self, name: &str) -> String {
        let tenths = |part: usize| format!("{}.{} %", part / 10, part % 10);
        format!(
            "{name}: {} sentences ({} right, {} wrong, {} ambiguous, {} about something else), precision {}, recall {}",
            self.sentences(),
            self.count("一致"),
            self.count("不一致"),
            self.count("核对"),
            self.count("无"),
            tenths(self.precision()),
            tenths(self.recall())
        )
    }

    pub fn of<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Self {
        let mut score = Self::default();
        sentences.for_each(|sentence| score.add(sentence));
        score
    }
}

fn sheet(case: &Case) -> Sheet {
    let form = case.key("格式").expect("格式");
    let title =
        format!("{}{}年政府信息公开工作年度报告", case.key("机关").unwrap(), case.key("年份").unwrap());
    let mut sheet = Sheet::filled(form, &title, "0");
    for row in case.table(&["单元格"]).into_iter().flat_map(|table| &table[1..]) {
        sheet.set(&row[0], &row[1]);
    }
    sheet
}

/// What the prose rules say of a report with this sentence in section 一.
fn outcomes(sheet: &Sheet, text: &str) -> Vec<Option<(Severity, String)>> {
    let paragraphs = format!("<p>{}</p>", text.replace('\n', "</p><p>"));
    let html = sheet.html();
    let (title, tables) = html.split_once("</p>").expect("title");
    let html = format!("{title}</p><p>一、总体情况</p>{paragraphs}{tables}");
    // The figures need not add up: no search for wrong cells.
    let input = Input { name: None, content: support::content("html", &html) };
    let (document, _) = gouji::readers::read(&input, native_decode).expect("opens");
    let report = gouji::recognize::recognize(&document, None, &Options::default()).expect("a report");
    let prose = gouji::rules::check(&report).into_iter().filter(|outcome| is_prose(outcome.rule.id));
    prose
        .filter_map(|outcome| match outcome.verdict {
            Verdict::Pass => Some(None),
            Verdict::Fail => Some(Some((outcome.severity, outcome.message))),
            _ => None,
        })
        .collect()
}

/// Every sentence of the files, checked.
pub fn sentences() -> Vec<Sentence> {
    assert!(rules::all().any(|rule| is_prose(rule.id)), "the rules compare prose");
    let mut list = Vec::new();
    for (file, text) in files("prose") {
        let cases = cases(&file, &text);
        let sheet = sheet(cases.iter().find(|case| case.heading == "表格").expect("表格"));
        for case in cases.iter().filter(|case| case.heading != "表格") {
            for row in &case.table(&["句子"]).expect("句子")[1..] {
                let found = outcomes(&sheet, &row[0]);
                let (file, list_name) = (file.clone(), case.heading.clone());
                list.push(Sentence {
                    file,
                    list: list_name,
                    text: row[0].clone(),
                    expected: row[1].clone(),
                    found,
                });
            }
        }
    }
    list
}

/// The score of each file.
pub fn per_file(sentences: &[Sentence]) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for sentence in sentences {
        scores.entry(sentence.file.clone()).or_default().add(sentence);
    }
    scores
}
