//! Cutting figures that were run together (`15130000154` → 15 · 13 · 0 · 0 · 0 · 0 · 15 · 4 …).
//!
//! Takes pieces of digits and how many figures they must give, gives every cut in which each group's last
//! figure is the sum of the others. Knows no labels. A figure has no zero in front, which is what makes
//! most cuts impossible.

/// Steps the search may take for one row; rows of real reports need a few hundred.
const MAX_STEPS: u32 = 200_000;
/// Cuts that are kept; more than this many is as good as "any".
const MAX_CUTS: usize = 64;

/// Start and end of a figure in a piece: `(piece, from, to)`, in bytes of that piece.
pub type Part = (usize, usize, usize);

/// The cuts of `pieces` into `count` figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts {
    /// Each cut: its parts in order.
    pub cuts: Vec<Vec<Part>>,
    /// Whether these are all cuts there are.
    pub complete: bool,
}

/// All cuts of `pieces` (digits only) into `count` figures; figures come in groups of `group`, and the last
/// of each group is the sum of the others (`group` 0: no sum is asked).
pub fn cuts(pieces: &[&str], count: usize, group: usize) -> Cuts {
    let mut search =
        Search { pieces, count, group, steps: 0, parts: Vec::new(), values: Vec::new(), found: Vec::new() };
    search.extend(0, 0);
    let complete = search.steps < MAX_STEPS && search.found.len() < MAX_CUTS;
    Cuts { cuts: search.found, complete }
}

struct Search<'a> {
    pieces: &'a [&'a str],
    count: usize,
    group: usize,
    steps: u32,
    parts: Vec<Part>,
    values: Vec<u64>,
    found: Vec<Vec<Part>>,
}

impl Search<'_> {
    fn extend(&mut self, piece: usize, from: usize) {
        self.steps += 1;
        if self.steps >= MAX_STEPS || self.found.len() >= MAX_CUTS || !self.sums_hold() {
            return;
        }
        let Some(digits) = self.pieces.get(piece) else {
            if self.parts.len() == self.count {
                self.found.push(self.parts.clone());
            }
            return;
        };
        if from == digits.len() {
            self.extend(piece + 1, 0);
            return;
        }
        let left: usize =
            self.pieces.iter().skip(piece + 1).map(|p| p.len()).sum::<usize>() + digits.len() - from;
        let wanted = self.count.saturating_sub(self.parts.len());
        if wanted == 0 || left < wanted {
            return;
        }
        self.try_lengths(piece, from, digits);
    }

    fn try_lengths(&mut self, piece: usize, from: usize, digits: &str) {
        let longest = if digits.get(from..=from) == Some("0") { 1 } else { digits.len() - from };
        for length in 1..=longest.min(crate::number::MAX_DIGITS) {
            let Some(value) = digits.get(from..from + length).and_then(|text| text.parse().ok()) else {
                return;
            };
            self.parts.push((piece, from, from + length));
            self.values.push(value);
            self.extend(piece, from + length);
            self.parts.pop();
            self.values.pop();
        }
    }

    /// Whether the group that ends here, if one does, has its last figure as the sum of the others.
    fn sums_hold(&self) -> bool {
        if self.group == 0 || self.values.is_empty() || !self.values.len().is_multiple_of(self.group) {
            return true;
        }
        let group = self.values.get(self.values.len() - self.group..).unwrap_or_default();
        group.split_last().is_none_or(|(total, parts)| parts.iter().sum::<u64>() == *total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&str], count: usize, group: usize) -> Vec<String> {
        let text = |part: &Part| pieces[part.0][part.1..part.2].to_owned();
        cuts(pieces, count, group)
            .cuts
            .iter()
            .map(|cut| cut.iter().map(text).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn one_cut_keeps_the_sum() {
        assert_eq!(shown(&["640020470"], 7, 7), ["64 0 0 2 0 4 70"]);
        assert_eq!(shown(&["20", "0", "00", "0", "121"], 7, 7), ["20 0 0 0 0 1 21"]);
    }

    #[test]
    fn two_cuts_keep_the_sum() {
        assert_eq!(shown(&["270020130"], 7, 7), ["2 7 0 0 20 1 30", "27 0 0 2 0 1 30"]);
    }

    #[test]
    fn three_groups_of_five() {
        assert_eq!(shown(&["10203120001200000"], 15, 5), ["1 0 2 0 3 12 0 0 0 12 0 0 0 0 0"]);
    }

    #[test]
    fn no_zero_stands_in_front() {
        assert_eq!(shown(&["007"], 3, 0), ["0 0 7"]);
    }

    #[test]
    fn a_hopeless_row_ends() {
        let long = "1".repeat(200);
        assert!(!cuts(&[&long], 15, 5).complete);
    }
}
