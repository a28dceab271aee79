//! What it costs to blame a cell: the one written table of weights, with reasons.
//!
//! Takes: a standing. Gives: its weight. Must not know: equations, places, slips.

use super::system::Standing;

/// The weights of the generalised Fellegi–Holt rule: the repair looked for is the one whose blamed
/// cells weigh least. Only their ratios matter.
///
/// | standing | weight | why |
/// |---|---|---|
/// | typed | 12 | the measure: one plain cell |
/// | typed total | 12 | on the seeded errors totals are wrong about as often as parts (typed wrong, or left stale); a cheaper total would be blamed for every wrong part of a table with few relations |
/// | doubtful | 9 | a doubt in the reading is evidence, but not stronger than one whole cell: two doubtful cells (18) are not blamed instead of one typed one (12) |
/// | blank | 7 | nothing was claimed there, so a blank is blamed before a typed number; two blanks (14) are not blamed instead of one typed cell (12), three (21) are before two (24) |
/// | unknown | 0 | a blank total claims nothing: any value may stand there, nobody is blamed |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// [`Standing::Typed`]
    pub typed: u32,
    /// [`Standing::TypedTotal`]
    pub typed_total: u32,
    /// [`Standing::Doubtful`]
    pub doubtful: u32,
    /// [`Standing::Blank`]
    pub blank: u32,
}

/// The weights used unless the caller has its own.
pub const WEIGHTS: Weights = Weights { typed: 12, typed_total: 12, doubtful: 9, blank: 7 };

/// Every cell weighs 1: the smallest repair is the one with the fewest cells.
pub const UNIT: Weights = Weights { typed: 1, typed_total: 1, doubtful: 1, blank: 1 };

impl Default for Weights {
    fn default() -> Weights {
        WEIGHTS
    }
}

impl Weights {
    /// Weight of a cell; at least 1 for every cell that claims something.
    pub fn of(&self, standing: Standing) -> u32 {
        match standing {
            Standing::Typed => self.typed.max(1),
            Standing::TypedTotal => self.typed_total.max(1),
            Standing::Doubtful => self.doubtful.max(1),
            Standing::Blank => self.blank.max(1),
            Standing::Unknown => 0,
        }
    }
}
