//! Every target of `hostile_support/targets.rs` with files changed at random, the same at every run.
//!
//! A few executions each in `cargo test`; more by hand:
//! `GOUJI_FUZZ=100000 cargo test --profile fuzz --test fuzz -- --nocapture`, one target with its name behind it.
//! `GOUJI_FUZZ_SEED` begins elsewhere. An input that breaks something is written to the folder it names; cut down, it
//! becomes a case in `tests/cases/hostile/`.
#![cfg(all(feature = "office", feature = "page", feature = "dossier"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "hostile_support/containers.rs"]
mod containers;
mod layout_support;
#[path = "hostile_support/memory.rs"]
mod memory;
#[path = "hostile_support/mutate.rs"]
mod mutate;
mod office_support;
mod page_support;
#[path = "page_support/report.rs"]
mod report;
#[path = "hostile_support/seeds.rs"]
mod seeds;
#[path = "hostile_support/sums.rs"]
mod sums;
mod support;
#[path = "hostile_support/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use mutate::{Random, mutate};
use targets::{TARGETS, Target};

#[global_allocator]
static COUNTER: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Executions of one target in `cargo test`.
const EXECUTIONS: usize = 60;
/// How long one execution may take, on a slow and busy machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes that reading may take at most: something, and so much per byte of the file.
const MEMORY: usize = 96 << 20;
const MEMORY_PER_BYTE: usize = 200;

fn executions() -> usize {
    std::env::var("GOUJI_FUZZ").map_or(EXECUTIONS, |number| number.parse().expect("GOUJI_FUZZ is a number"))
}

fn first_seed() -> u64 {
    std::env::var("GOUJI_FUZZ_SEED").map_or(0, |number| number.parse().expect("GOUJI_FUZZ_SEED is a number"))
}

/// What one target took at most.
#[derive(Default)]
struct Most {
    time: Duration,
    memory: usize,
}

/// Runs a target once; says what is wrong, if anything is.
fn run(target: &Target, bytes: &[u8], most: &mut Most) -> Result<(), String> {
    let start = Instant::now();
    let (done, memory) = memory::measured(|| catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))));
    let time = start.elapsed();
    (most.time, most.memory) = (most.time.max(time), most.memory.max(memory));
    let allowed = MEMORY + MEMORY_PER_BYTE * bytes.len();
    match done {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            Err(text
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_default())
        }
        Ok(()) if time > PATIENCE => Err(format!("took {time:?}")),
        Ok(()) if memory > allowed => Err(format!("took {} kB, allowed {} kB", memory >> 10, allowed >> 10)),
        Ok(()) => Ok(()),
    }
}

/// Keeps the input for whoever mends it.
fn keep(target: &Target, number: usize, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{}-{number}", target.name));
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn fuzz(name: &str) {
    let _alone = memory::alone();
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    let seeds = seeds::of(name);
    let mut random = Random(first_seed());
    let (mut most, mut broken) = (Most::default(), Vec::new());
    let mut next = |number: usize| match seeds.get(number) {
        Some(seed) => seed.clone(),
        None => mutate(&mut random, &seeds[number % seeds.len()], &seeds[number * 7 % seeds.len()]),
    };
    let count = executions().max(seeds.len());
    for number in 0..count {
        let bytes = next(number);
        if let Err(why) = run(target, &bytes, &mut most) {
            broken.push(format!("{}: {why}", keep(target, number, &bytes).display()));
        }
    }
    println!(
        "{name}: {count} executions, {} broken, at most {:?} and {} kB",
        broken.len(),
        most.time,
        most.memory >> 10
    );
    assert!(broken.is_empty(), "{name}:\n{}", broken.join("\n"));
}

macro_rules! targets {
    ($($test:ident $name:literal)*) => {
        $(#[test] fn $test() { fuzz($name); })*

        #[test]
        fn every_target_is_run() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$($name),*]);
        }
    };
}

targets! {
    html "html"
    text "text"
    csv "csv"
    charset "charset"
    mht "mht"
    docx "docx"
    xlsx "xlsx"
    odf "odf"
    flat "flat"
    rtf "rtf"
    doc "doc"
    xls "xls"
    ole "ole"
    zip "zip"
    pdf "pdf"
    pdf_page "pdf-page"
    ofd "ofd"
    number "number"
    recognise "recognise"
    localise "localise"
    form "form"
    pack "pack"
    digest "digest"
    annotate "annotate"
    review "review"
}

/// `GOUJI_CORPUS=FOLDER` writes what mutation begins with there, for libFuzzer.
#[test]
fn corpus() {
    let Some(folder) = std::env::var_os("GOUJI_CORPUS") else { return };
    for target in TARGETS {
        let folder = PathBuf::from(&folder).join(target.name);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (number, seed) in seeds::of(target.name).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number}")), seed).expect("a file");
        }
    }
}

/// `GOUJI_FUZZ_FILE=FILE cargo test --test fuzz one_file -- TARGET` runs one input again.
#[test]
fn one_file() {
    let Some(path) = std::env::var_os("GOUJI_FUZZ_FILE") else { return };
    let path = PathBuf::from(path);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(&path).expect("a file");
    for target in TARGETS.iter().filter(|target| name.starts_with(target.name)) {
        run(target, &bytes, &mut Most::default()).unwrap_or_else(|why| panic!("{}: {why}", target.name));
    }
}
