//! The prose of reports: the benchmark of sentences in `tests/cases/prose/`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "support/prose.rs"]
mod prose;
mod support;

use prose::Score;

#[test]
fn sentences_come_out_as_a_person_reads_them() {
    let sentences = prose::sentences();
    let score = Score::of(sentences.iter());
    let (precision, recall) = (score.precision(), score.recall());
    for (file, score) in prose::per_file(&sentences) {
        eprintln!("{}", score.line(&file));
    }
    let told = format!(
        "{} sentences, precision {precision} ‰, recall {recall} ‰\n误报：\n{}\n漏掉：\n{}",
        score.sentences(),
        score.false_alarms.join("\n"),
        score.missed.join("\n")
    );
    assert!(precision >= 990 && recall >= 900, "{told}");
}
