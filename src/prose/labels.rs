//! The labels of `forms::claims` among the tokens of a sentence.

use crate::forms::claims::{Axis, DISCLOSURE, LABELS, Label, REQUESTS, REVIEW};

use super::token::{Kind, Token};
use super::words::Word;

/// A label.
pub type Named = &'static Label;

/// The label a token is.
pub fn label(token: &Token) -> Option<Named> {
    match token.kind {
        Kind::Word(Word::Label(at)) => LABELS.get(at),
        _ => None,
    }
}

/// Whether a token is a word of this class.
pub fn is(token: &Token, word: Word) -> bool {
    token.kind == Kind::Word(word)
}

#[cfg(test)]
thread_local! {
    /// Tokens looked at, for the test that the work grows with the text.
    pub static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts what is looked at, in tests.
fn step(list: &[Token]) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + list.len()));
    let _ = list;
}

/// Whether a word of this class is among the tokens.
pub fn any(list: &[Token], word: Word) -> bool {
    step(list);
    list.iter().any(|token| is(token, word))
}

/// Whether a token is a figure or a share.
pub fn is_number(token: &Token) -> bool {
    matches!(token.kind, Kind::Figure(_) | Kind::Percent(_))
}

/// Whether there is a figure or a share.
pub fn has_number(list: &[Token]) -> bool {
    step(list);
    list.iter().any(is_number)
}

/// The labels among the tokens that are `wanted`, each once.
pub fn named(list: &[Token], wanted: impl Fn(Named) -> bool) -> Vec<Named> {
    step(list);
    let mut found: Vec<Named> = Vec::new();
    for label in list.iter().filter_map(label).filter(|label| wanted(label)) {
        if !has(&found, label.id) {
            found.push(label);
        }
    }
    found
}

/// The label of this name.
pub fn by_id(id: &str) -> Option<Named> {
    LABELS.iter().find(|label| label.id == id)
}

/// Whether a label of this name is in a list.
pub fn has(list: &[Named], id: &str) -> bool {
    list.iter().any(|label| label.id == id)
}

/// Of 表三.
pub fn is_requests(label: Named) -> bool {
    label.table == REQUESTS
}

/// Of 表四.
pub fn is_review(label: Named) -> bool {
    label.table == REVIEW
}

/// Of 表二.
pub fn is_disclosure(label: Named) -> bool {
    label.table == DISCLOSURE
}

/// Names rows.
pub fn is_row(label: Named) -> bool {
    label.axis == Axis::Row
}

/// 行政复议, 行政诉讼.
pub fn is_case(label: Named) -> bool {
    is_review(label) && is_row(label)
}

/// 维持, 纠正.
pub fn is_ruling(label: Named) -> bool {
    is_review(label) && !is_row(label)
}

/// 自然人, 商业企业.
pub fn is_applicant(label: Named) -> bool {
    is_requests(label) && !is_row(label)
}

/// 收到, 答复: what happens to requests.
pub fn is_stage(label: Named) -> bool {
    is_requests(label) && is_row(label) && label.rank == 1
}

/// A row of 表三 that is more than a verb.
pub fn is_outcome(label: Named) -> bool {
    is_requests(label) && is_row(label) && label.rank > 1
}

/// Whether the labels of a sentence are said of nothing but requests: 无法提供, or applicants together.
pub fn tells_requests(sentence: &[Token]) -> bool {
    let labels = named(sentence, is_requests);
    let applicants = labels.iter().filter(|label| is_applicant(label)).count();
    let others = labels.iter().filter(|label| !is_stage(label)).count();
    // 结转下月 is of something counted by months.
    let carried = labels.iter().any(|label| label.rank == 2 && is_row(label))
        && !any(sentence, Word::Span)
        && labels.iter().any(|label| is_stage(label));
    let own = |label: &Named| is_row(label) && label.rank > 2 && label.id != "granted" && label.id != "other";
    let rare = |label: &Named| matches!(label.id, "organisation" | "research" | "social" | "legal_service");
    carried
        || labels.iter().any(own)
        || (applicants > 1 && labels.iter().any(rare))
        || (others > 1 && has(&labels, "natural"))
}

/// Those of a table and axis.
pub fn own(labels: &[Named], table: &str, axis: Axis) -> Vec<Named> {
    labels.iter().filter(|label| label.table == table && label.axis == axis).copied().collect()
}

/// Those that say most.
pub fn highest(labels: &[Named]) -> Vec<Named> {
    let rank = labels.iter().map(|label| label.rank).max().unwrap_or(0);
    labels.iter().filter(|label| label.rank == rank).copied().collect()
}

/// The ids of labels, each once.
pub fn ids(labels: &[Named]) -> Vec<&'static str> {
    let mut list = Vec::new();
    for id in labels.iter().flat_map(|label| label.ids) {
        if !list.contains(id) {
            list.push(*id);
        }
    }
    list
}

#[cfg(test)]
#[test]
fn labels_name_rows_and_columns_of_the_forms() {
    let forms = &crate::forms::FORMS;
    for label in &LABELS {
        for id in label.ids.iter().chain(label.or.iter().copied().flatten()) {
            let known =
                forms.iter().flat_map(|form| form.tables).filter(|table| table.id == label.table).any(
                    |table| {
                        table.blocks.iter().any(|block| match label.axis {
                            Axis::Row => block.rows.iter().any(|row| row.id == *id || row.id.starts_with(id)),
                            Axis::Col => block.cols.iter().any(|col| col.id == *id),
                        })
                    },
                );
            assert!(known || *id == "other.", "{}: {id}", label.id);
        }
    }
}
