//! Every binary of this package is this file: it fuzzes the target it is named after.
#![no_main]

#[path = "../hostile_support/containers.rs"]
mod containers;
#[path = "../hostile_support/sums.rs"]
mod sums;
#[path = "../hostile_support/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let name = env!("CARGO_BIN_NAME");
    let target = targets::TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    (target.run)(bytes);
});
