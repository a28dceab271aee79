//! Sums of cells by fixed weights, group by group: equal cells give equal sums, and sums add up as cells do.
//!
//! Takes cells, gives numbers modulo 2^64; where they agree by chance, the cells themselves tell.

/// Groups the cells are dealt into: with fewer wrong cells than groups, at least one group has none.
pub const GROUPS: usize = 8;

/// One sum for each group.
pub type Sums = [u64; GROUPS];

/// The group and the weight of every cell.
pub struct Hash {
    cells: Vec<(usize, u64)>,
}

impl Hash {
    /// Deals the cells round by round, those in which most parts have something first, so that every group can tell
    /// most parts apart. `filled` says how many parts have something in each cell.
    pub fn new(filled: &[usize]) -> Self {
        let mut order: Vec<usize> = (0..filled.len()).collect();
        order.sort_by_key(|&cell| (std::cmp::Reverse(filled.get(cell)), cell));
        let mut cells = vec![(0, 0); filled.len()];
        for (rank, cell) in order.into_iter().enumerate() {
            if let Some(place) = cells.get_mut(cell) {
                *place = (rank % GROUPS, weight(cell as u64));
            }
        }
        Self { cells }
    }

    /// The sums of these cells.
    pub fn of(&self, cells: &[i128]) -> Sums {
        let mut sums = [0_u64; GROUPS];
        for (&value, &(group, weight)) in cells.iter().zip(&self.cells).filter(|(value, _)| **value != 0) {
            if let Some(sum) = sums.get_mut(group) {
                *sum = sum.wrapping_add(weight.wrapping_mul(low(value)));
            }
        }
        sums
    }
}

/// The number modulo 2^64.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // that is what is wanted
fn low(value: i128) -> u64 {
    value as u64
}

/// An odd number that looks like chance (splitmix64).
fn weight(cell: u64) -> u64 {
    let mut z = (cell + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) | 1
}

/// Sums of one group, to look up whose they are.
pub struct Index {
    list: Vec<(u64, usize)>,
}

impl Index {
    /// Of (sum, owner); what is zero in this group cannot be told from nothing.
    pub fn new(sums: impl Iterator<Item = (u64, usize)>) -> Self {
        let mut list: Vec<(u64, usize)> = sums.filter(|(sum, _)| *sum != 0).collect();
        list.sort_unstable();
        Self { list }
    }

    /// The owners of this sum.
    pub fn find(&self, sum: u64) -> impl Iterator<Item = usize> {
        let from = self.list.partition_point(|(other, _)| *other < sum);
        let behind = self.list.get(from..).unwrap_or_default();
        behind.iter().take_while(move |(other, _)| *other == sum).map(|(_, owner)| *owner)
    }
}
