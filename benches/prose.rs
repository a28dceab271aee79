//! The reading of prose: precision and recall on the sentences in `tests/cases/prose/`, and what it costs.
//!
//! `./build.sh bench prose`. Figures of first runs, before anything was mended: files 四 to 六, written after the
//! reading in other styles, 107 sentences, precision 88.2 %, recall 90.8 %; 七 to 九, by people who never saw the
//! code, 160 sentences, 73.8 % and 66.7 %; 十 to 十二, by others who never saw it, held back until what the former
//! showed was mended, 159 sentences, 85.0 % and 80.5 %. Files 甲 to 壬 are of kinds that no other file has. Modelled on published
//! reports, with other figures and names: 子 to 巳, 282 sentences, 97.8 % and 82.3 %; 午 to 申, after mending, 166 sentences,
//! 91.5 % and 90.2 %; 酉 to 亥, after mending again, 86 sentences, 96.8 % and 84.1 %; 春 to 秋, after mending once more, 77
//! sentences, 91.2 % and 94.2 %.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a program for developers

#[path = "../tests/support/prose.rs"]
mod prose;
#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use gouji::document::{Block, Document};
use prose::Score;

/// Times a text is read for the timing.
const ROUNDS: usize = 51;

fn main() {
    let sentences = prose::sentences();
    for (file, score) in prose::per_file(&sentences) {
        println!("{}", score.line(&file));
    }
    let score = Score::of(sentences.iter());
    println!("{}", score.line("all"));
    for (kind, list) in [("false alarm", &score.false_alarms), ("missed", &score.missed)] {
        for line in list {
            println!("{kind}: {line}");
        }
    }
    let text: Vec<Block> = sentences.iter().map(|sentence| Block::Paragraph(sentence.text.clone())).collect();
    let document = Document { blocks: text, ..Document::default() };
    let characters: usize = sentences.iter().map(|sentence| sentence.text.chars().count()).sum();
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(gouji::prose::read(&document, Some(2023), None));
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{characters} characters of dense figures: {:?}", times[ROUNDS / 2]);
    let tenths = |part: usize| format!("{}.{} %", part / 10, part % 10);
    let (precision, recall) = (tenths(score.precision()), tenths(score.recall()));
    let row = serde_json::json!({
        "what": [format!("正文，{} 句", score.sentences()), format!("prose, {} sentences", score.sentences())],
        "ours": [format!("准确率 {precision}，召回率 {recall}"), format!("precision {precision}, recall {recall}")],
    });
    println!("bench: {row}");
}
