//! OFD (GB/T 33190) → sheets → document.

use super::layout::Placed;
use crate::input::Unreadable;

/// Whether a zip container holds an OFD document.
pub fn is_ofd(_bytes: &[u8]) -> bool {
    false
}

/// Reads an OFD document.
pub fn read(_bytes: &[u8]) -> Result<Placed, Unreadable> {
    Err(Unreadable::new("", ""))
}
