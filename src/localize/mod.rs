//! Which cells to blame.

pub mod system;
