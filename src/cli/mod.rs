//! The commands, a file each; `files` finds and opens what they are given.

pub mod check;
pub mod files;
pub mod rollup;
pub mod write;
pub mod years;
