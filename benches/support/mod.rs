//! What the measurements share: which files, how long a call takes.

#![allow(dead_code, clippy::expect_used, clippy::cast_precision_loss)] // for developers; sizes are small

use std::path::PathBuf;
use std::time::Instant;

use gouji::input::{Content, Input};

/// The folder of real reports, which `GOUJI_REPORTS` names.
pub fn reports() -> Option<PathBuf> {
    let folder = std::env::var_os("GOUJI_REPORTS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: GOUJI_REPORTS is not set");
    }
    folder
}

/// The measured files beside the reports.
pub fn measured() -> Option<PathBuf> {
    Some(reports()?.join("../bench/files"))
}

/// The measured files of this kind, by name.
pub fn files(extension: &str) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(measured()?).expect("the measured files");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|own| own == extension));
    files.sort();
    Some(files)
}

/// Bytes as the user gives them.
pub fn input(bytes: &[u8]) -> Input {
    Input { name: None, content: Content::Bytes(bytes.to_vec()) }
}

/// Microseconds of every call, shortest first.
pub fn times<T>(rounds: usize, mut call: impl FnMut() -> T) -> Vec<f64> {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(call());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The middle one of sorted figures.
pub fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
