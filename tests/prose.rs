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
    eprintln!("{told}");
    assert!(precision >= 990 && recall >= 900);
}

/// Prose made to be slow or long: one sentence without end, brackets, digits, words for nothing.
#[test]
fn hostile_prose_is_bounded() {
    let pieces = [
        "收到政府信息公开申请1件，",
        "（",
        "X",
        "1",
        "1 ",
        "（一）",
        "一、某事\n",
        "未",
        "《",
        "分别申请行政复议1件",
        "电话13800138000 ",
    ];
    for piece in pieces {
        let text = format!(
            "甲县人民政府2023年政府信息公开工作年度报告\n一、总体情况\n{}\n一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n",
            piece.repeat(60_000 / piece.len())
        );
        let blocks: Vec<gouji::document::Block> =
            text.lines().map(|line| gouji::document::Block::Paragraph(line.to_owned())).collect();
        let document = gouji::document::Document { blocks, ..Default::default() };
        let read = gouji::prose::read(&document, Some(2023), None);
        assert!(read.statements.len() < 1500, "{piece}: {} statements", read.statements.len());
    }
}
