//! Bombs (`hostile_support/bombs.rs`) and every input that once broke something (`tests/cases/hostile/`).
//!
//! `GOUJI_BOMB=NAME cargo test --test hostile bombs -- --nocapture` tries those whose names have this in them.
#![cfg(all(feature = "office", feature = "page"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may

#[path = "hostile_support/bombs.rs"]
mod bombs;
#[path = "hostile_support/containers.rs"]
mod containers;
#[path = "hostile_support/memory.rs"]
mod memory;
#[path = "hostile_support/mutate.rs"]
mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use bombs::{BOMBS, Fate};
use gouji::input::{Content, Input};
use gouji::readers::charset::native_decode;
use gouji::readers::office;
use gouji::{Options, Review, ReviewVerdict};

#[global_allocator]
static COUNTER: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// How long one input may take, on a slow and busy machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(90);
/// Bytes that one input may take: what all parts of a package may unpack to, and as much again for what is read of
/// them; and so much per byte of the input.
const MEMORY: usize = 384 << 20;
const MEMORY_PER_BYTE: usize = 24;

fn review(content: Content) -> Review {
    if let Content::Bytes(bytes) = &content {
        drop(office::members(bytes, native_decode));
    }
    let input = Input { name: Some("年报".to_owned()), content };
    gouji::review(&input, &Options::default(), native_decode)
}

fn size(content: &Content) -> usize {
    match content {
        Content::Html(text) | Content::Text(text) => text.len(),
        Content::Bytes(bytes) => bytes.len(),
    }
}

/// What is wrong with what came of an input.
fn wrong(fate: Fate, content: Content) -> Option<String> {
    let allowed = MEMORY + MEMORY_PER_BYTE * size(&content);
    let start = Instant::now();
    let (done, memory) = memory::measured(|| catch_unwind(AssertUnwindSafe(|| review(content))));
    let time = start.elapsed();
    let Ok(review) = done else { return Some("panics".to_owned()) };
    println!("    {:>6} ms {:>7} kB  {}", time.as_millis(), memory >> 10, review.summary());
    let word = match fate {
        Fate::Refused(word) => Some(word),
        Fate::Ends => None,
    };
    let reason = review.result.as_ref().err().map(|why| why.reason.as_str());
    match (word, reason) {
        (Some(word), Some(reason)) if !reason.contains(word) => {
            Some(format!("is refused, but not as {word}: {reason}"))
        }
        (Some(word), None) => Some(format!("is not refused as {word}")),
        _ if review.verdict() == ReviewVerdict::Consistent => Some("is said to be consistent".to_owned()),
        _ if time > PATIENCE => Some(format!("takes {time:?}")),
        _ if memory > allowed => Some(format!("takes {} MB, allowed {} MB", memory >> 20, allowed >> 20)),
        _ => None,
    }
}

#[test]
fn bombs_end_and_say_why() {
    let _alone = memory::alone();
    let only = std::env::var("GOUJI_BOMB").unwrap_or_default();
    let mut failures = Vec::new();
    for bomb in BOMBS.iter().filter(|bomb| bomb.name.contains(&only)) {
        println!("{}", bomb.name);
        failures.extend(wrong(bomb.fate, (bomb.make)()).map(|why| format!("{} {why}", bomb.name)));
    }
    println!("{} bombs", BOMBS.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn bombs_have_names_of_their_own() {
    let mut names: Vec<&str> = BOMBS.iter().map(|bomb| bomb.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

/// The kept inputs and their names.
fn kept() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/hostile");
    let mut list: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap().path()).collect();
    list.sort();
    list.iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect()
}

#[test]
fn what_once_broke_something_no_longer_does() {
    let _alone = memory::alone();
    let mut failures = Vec::new();
    let kept = kept();
    for (name, bytes) in &kept {
        println!("{name}");
        failures.extend(wrong(Fate::Ends, Content::Bytes(bytes.clone())).map(|why| format!("{name} {why}")));
    }
    println!("{} kept inputs", kept.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
