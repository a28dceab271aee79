//! How many random cases a property is tried with.

use proptest::test_runner::{Config, RngSeed};

/// So many cases, the same at every run; `GOUJI_CASES=100000` tries that many instead. Of one that fails at most so many
/// smaller ones are tried.
pub fn cases(count: u32, shrinks: u32) -> Config {
    let asked = std::env::var("GOUJI_CASES").ok();
    let cases = asked.map_or(count, |text| text.parse().expect("GOUJI_CASES is a number"));
    let rng_seed = RngSeed::Fixed(2026);
    Config { cases, failure_persistence: None, rng_seed, max_shrink_iters: shrinks, ..Config::default() }
}
