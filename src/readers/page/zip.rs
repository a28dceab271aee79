//! A zip container: its parts by name.
//!
//! Takes bytes, gives parts unpacked on demand and within limits.

/// Whether the bytes begin as a zip container.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}
