//! 2,000 generated cases: the smallest weight must be HiGHS's. `cargo test --release --features oracle`
#![allow(
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "../benches/localize/generate.rs"]
mod generate;
#[path = "../benches/localize/oracle.rs"]
mod oracle;

use generate::{Random, Shape, case};
use gouji::localize::{Options, Prepared};

#[test]
fn two_thousand_generated_cases_agree_with_highs() {
    let cases = std::env::var("GOUJI_ORACLE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let options = Options::default();
    let mut random = Random(20_260_131);
    let (mut wrong, mut unanswered) = (Vec::new(), 0);
    for number in 0..cases {
        let shape = Shape { rows: if number % 4 == 0 { 23 } else { 25 } };
        let equations = shape.equations();
        let case = case(&shape, &mut random);
        let found = Prepared::new(&equations, &shape.layout()).localize(&case.cells, &options);
        let ours: u32 = found.components.iter().map(|component| component.weight).sum();
        let proved = found.components.iter().all(|component| component.proved_smallest);
        match oracle::smallest_weight(&equations, &case.cells, &options.weights) {
            None => unanswered += 1,
            Some(theirs) if theirs == ours && proved => {}
            Some(theirs) => {
                wrong.push(format!("{number} {}: ours {ours} (proved {proved}), HiGHS {theirs}", case.class))
            }
        }
    }
    eprintln!("{cases} cases, {unanswered} not answered by HiGHS in time");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
