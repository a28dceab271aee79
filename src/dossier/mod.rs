//! Reports that belong together (报告组): two years of one body, or an area and the bodies in it.
//!
//! Takes digests of reports, gives pairs and families, and says of every report that is in none why. Knows names,
//! years and forms; adds figures up, judges none: that is for the rules.
//!
//! ```text
//! digest   a report without its document
//! body     names of bodies: which is the same, which is its office
//! pair     which reports are two years of one body
//! family   which report is the area's, and which are of bodies in it
//! sums     the figures of a family added up
//! ```

mod body;
mod digest;
mod family;
mod pair;
mod sums;

pub use body::{Body, Kind};
pub use digest::{By, Cell, Digest, Fault, Growth, MAX_SECTION};
pub use family::{Area, Family, Twice, Wish, family};
pub use pair::{Fit, Pair, Pairing, chosen, pairs};
pub use sums::{SumCell, Sums};

/// A report of a dossier.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its index in the list it was given in.
    pub at: usize,
    /// The report.
    pub digest: &'a Digest,
}

/// Why a report is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its index.
    pub report: usize,
    /// Why, in Chinese.
    pub why: String,
}

impl Digest {
    /// What it is called in a sentence: the body, else the file.
    pub fn title(&self) -> &str {
        self.body.as_deref().or(self.name.as_deref()).unwrap_or("（未写机关名称的报告）")
    }
}
