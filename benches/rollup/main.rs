//! Roll-ups of made-up counties on one core: how long, and whether the mistakes put in are named.
//!
//! `./build.sh bench rollup`. From digests to findings; reading the files is measured by `read` and `check`.

#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, clippy::cast_precision_loss)] // for developers

mod county;
#[path = "../support/mod.rs"]
mod support;

use county::{County, Random};
use gouji::dossier::{Digest, Wish};
use gouji::rules::Verdict;
use gouji::together;

const SIZES: [usize; 5] = [60, 200, 600, 1500, 3000];
const ROUNDS: usize = 5;

/// A name and what is wrong: children left out, taken twice, with a wrong cell; and children not in the list.
const KINDS: [(&str, usize, usize, usize, usize); 6] = [
    ("all right", 0, 0, 0, 0),
    ("one left out", 1, 0, 0, 0),
    ("one left out, one twice, one wrong", 1, 1, 1, 0),
    ("two left out, one twice, two wrong", 2, 1, 2, 0),
    ("ten wrong", 0, 0, 10, 0),
    ("five not in the list", 0, 0, 0, 5),
];

/// Size and kind shown in the READMEs.
const IN_THE_TABLE: (usize, &str) = (600, "ten wrong");

fn main() {
    println!("| reports | mistakes | ms | findings | named |\n|---|---|---|---|---|");
    for size in SIZES {
        for (name, left_out, twice, wrong, absent) in KINDS {
            let mut random = Random(size as u64);
            let (digests, expected) = made(&mut random, size, (left_out, twice, wrong, absent));
            let wish = Wish { complete: true, ..Wish::default() };
            let roll = || together::roll_up(&digests, &wish);
            let ms = support::median(&support::times(ROUNDS, roll)) / 1000.0;
            let made = roll();
            let told: Vec<String> = made
                .outcomes
                .iter()
                .filter(|outcome| outcome.verdict == Verdict::Fail)
                .map(|outcome| format!("{}{}", outcome.message, outcome.advice.clone().unwrap_or_default()))
                .collect();
            let named = expected.iter().filter(|text| told.iter().any(|told| told.contains(*text))).count();
            println!("| {size} | {name} | {ms:.1} | {} | {named} of {} |", told.len(), expected.len());
            if (size, name) == IN_THE_TABLE {
                let row = serde_json::json!({
                    "what": [
                        format!("{size} 份下级报告汇总，{wrong} 格填错"),
                        format!("summing up {size} reports, {wrong} cells wrong"),
                    ],
                    "ours": format!("{ms:.1} ms"),
                });
                println!("bench: {row}");
            }
        }
    }
}

/// The digests of a county with mistakes, and words of the findings that name them.
fn made(
    random: &mut Random,
    size: usize,
    (left_out, twice, wrong, absent): (usize, usize, usize, usize),
) -> (Vec<Digest>, Vec<String>) {
    let mut county = County::new(random, size);
    let filled = |child: &Vec<i64>| child.iter().filter(|value| **value != 0).count();
    let mut list: Vec<usize> = (0..size).filter(|&at| filled(&county.children[at]) > 30).collect();
    let mut take =
        |count: usize| -> Vec<usize> { (0..count).map(|_| list.remove(random.below(list.len()))).collect() };
    let (left_out, twice, wrong, absent) = (take(left_out), take(twice), take(wrong), take(absent));
    county.add_up(|at| 1 + i64::from(twice.contains(&at)) - i64::from(left_out.contains(&at)));
    let mut expected: Vec<String> = Vec::new();
    let name = |at: &usize| county.names[*at].clone();
    expected.extend(left_out.iter().map(|at| format!("{}没有加进", name(at))));
    expected.extend(twice.iter().map(|at| format!("{}在甲县人民政府的数里加了两次", name(at))));
    let start = county.form.table_start(1);
    for child in &wrong {
        let cell = start + random.below(county.form.cells().len() - start);
        county.children[*child][cell] += 1 + i64::try_from(random.below(90)).expect("small");
        expected.push(format!("{}的“{}”应为", county.names[*child], county.form.cells()[cell].name()));
    }
    if !absent.is_empty() {
        expected.push("下级名单像是少了一个单位".to_owned());
    }
    let keep = |at: &usize| *at == 0 || !absent.contains(&(at - 1));
    let digests = county.digests().into_iter().enumerate().filter(|(at, _)| keep(at));
    (digests.map(|(_, digest)| digest).collect(), expected)
}
