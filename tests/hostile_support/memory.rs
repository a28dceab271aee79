//! How much memory a piece of work takes: the peak of the allocator, which the test binary must have as its own.
#![allow(dead_code, missing_docs)] // not every test needs all

use std::sync::{Mutex, MutexGuard, PoisonError};

use peak_alloc::PeakAlloc;

/// Whoever measures measures alone: tests of one binary run side by side.
static ALONE: Mutex<()> = Mutex::new(());

pub fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the work gives, and the bytes it took at most beyond those in use before.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let counter = PeakAlloc;
    let before = counter.current_usage();
    counter.reset_peak_usage();
    let done = work();
    (done, counter.peak_usage().saturating_sub(before))
}
