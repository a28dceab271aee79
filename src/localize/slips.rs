//! Likely slips: what a person may have done to turn the true value into the one that stands there.
//!
//! Takes: values. Gives: names of slips and what each costs to believe. Must not know: equations, search.
//!
//! The list follows Scholtus (2009), *Automatic correction of simple typing errors*, widened by the slips of
//! hand-filled tables (neighbour cells, whole lines, stale totals).
//!
//! | what must be believed | cost | why |
//! |---|---|---|
//! | a blank, or a total left at 0, was not filled in | 3 | nothing was typed, nothing has to be explained |
//! | one slip of the keyboard in one number | 4 | the commonest slip |
//! | a number in the neighbouring cell, which was empty | 5 | one number misplaced |
//! | two neighbouring numbers, or two lines, in each other's place; totals not brought up to date | 6 | one slip, but several numbers are wrong by it |
//! | a whole line shifted; two distant numbers in each other's place | 7 | one slip, and rare |
//! | a number with no explanation | 8 | as much as two slips of the keyboard |

use std::cmp::Ordering;

/// A likely slip. `id` and `text` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// A digit was left out.
    DigitDropped,
    /// A digit too many.
    DigitAdded,
    /// One digit is another.
    DigitChanged,
    /// Two neighbouring digits stand in each other's place.
    DigitsSwapped,
    /// Ten (hundred, …) times too large.
    TimesTen,
    /// Ten (hundred, …) times too small.
    DividedByTen,
    /// One too many or too few.
    OffByOne,
    /// A minus sign lost or added.
    Sign,
    /// A blank that should be a number.
    BlankNotFilled,
    /// The value belongs into the neighbouring column.
    NeighbourColumn,
    /// The value belongs into the neighbouring row.
    NeighbourRow,
    /// Two values stand in each other's place.
    ValuesSwapped,
    /// Two rows, or the parts of them that matter, stand in each other's place.
    RowsSwapped,
    /// Two columns, or the parts of them that matter, stand in each other's place.
    ColumnsSwapped,
    /// A whole row stands one column too far.
    RowShifted,
    /// A whole column stands one row too far.
    ColumnShifted,
    /// A part was changed and its totals were not.
    TotalStale,
    /// A total that leaves out one of its parts.
    PartLeftOut,
    /// A total that counts one of its parts twice.
    PartCountedTwice,
    /// A total taken over the wrong range of parts.
    WrongRange,
    /// A total left at 0 beside parts that are not.
    TotalLeftZero,
}

/// Costs of the table above.
pub(super) mod cost {
    pub const BLANK: u32 = 3;
    pub const KEY: u32 = 4;
    pub const NEIGHBOUR: u32 = 5;
    pub const LINES: u32 = 6;
    pub const SHIFT: u32 = 7;
    pub const UNEXPLAINED: u32 = 8;
}

/// The slip of the keyboard that turns `to` into `from`, if one does.
pub fn keyboard_slip(from: i64, to: i64) -> Option<Slip> {
    if from == to {
        return None;
    }
    if from == -to {
        return Some(Slip::Sign);
    }
    if from.signum() * to.signum() < 0 {
        return None;
    }
    if is_times_power_of_ten(from, to) {
        return Some(Slip::TimesTen);
    }
    if is_times_power_of_ten(to, from) {
        return Some(Slip::DividedByTen);
    }
    let (mut typed, mut meant) = ([0; 20], [0; 20]);
    let (typed, meant) = (digits(from, &mut typed), digits(to, &mut meant));
    match typed.len().cmp(&meant.len()) {
        Ordering::Equal => same_length(typed, meant),
        Ordering::Less if lacks_one(typed, meant) => Some(Slip::DigitDropped),
        Ordering::Greater if lacks_one(meant, typed) => Some(Slip::DigitAdded),
        _ => None,
    }
    .or((from.abs_diff(to) == 1).then_some(Slip::OffByOne))
}

/// 10 to 10,000 times.
fn is_times_power_of_ten(mut large: i64, small: i64) -> bool {
    for _ in 0..4 {
        if small == 0 || large % 10 != 0 {
            return false;
        }
        large /= 10;
        if large == small {
            return true;
        }
    }
    false
}

/// Where two lists part, at the latest at the end of the shorter.
fn parting(one: &[u8], two: &[u8]) -> usize {
    let mut same = 0;
    while one.get(same).is_some() && one.get(same) == two.get(same) {
        same += 1;
    }
    same
}

/// Same number of digits: one differs, or two neighbours are swapped.
fn same_length(typed: &[u8], meant: &[u8]) -> Option<Slip> {
    let at = parting(typed, meant);
    if typed.get(at + 1..) == meant.get(at + 1..) {
        return Some(Slip::DigitChanged);
    }
    let swapped = typed.get(at) == meant.get(at + 1)
        && typed.get(at + 1) == meant.get(at)
        && typed.get(at + 2..) == meant.get(at + 2..);
    swapped.then_some(Slip::DigitsSwapped)
}

/// Whether the shorter is the longer without one digit.
fn lacks_one(shorter: &[u8], longer: &[u8]) -> bool {
    let same = parting(shorter, longer);
    shorter.get(same..) == longer.get(same + 1..)
}

/// The decimal digits of a number, the last first.
fn digits(number: i64, digits: &mut [u8; 20]) -> &[u8] {
    let mut left = number.unsigned_abs();
    let mut count = 0;
    for digit in digits.iter_mut() {
        *digit = (left % 10) as u8;
        left /= 10;
        count += 1;
        if left == 0 {
            break;
        }
    }
    digits.get(..count).unwrap_or(&[])
}

/// A lead of this much in `cost` is called clear.
pub const CLEAR_LEAD: u32 = 2;

impl Slip {
    /// Stable id.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// What a clerk is told.
    pub fn text(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Slip::DigitDropped => ("digit-dropped", "漏了一位数字"),
            Slip::DigitAdded => ("digit-added", "多了一位数字"),
            Slip::DigitChanged => ("digit-changed", "一位数字填错"),
            Slip::DigitsSwapped => ("digits-swapped", "相邻两位数字颠倒"),
            Slip::TimesTen => ("times-ten", "多乘了十倍（或百倍）"),
            Slip::DividedByTen => ("divided-by-ten", "少了十倍（或百倍）"),
            Slip::OffByOne => ("off-by-one", "多计或少计一件"),
            Slip::Sign => ("sign", "正负号填错"),
            Slip::BlankNotFilled => ("blank-not-filled", "空白处应填数字"),
            Slip::NeighbourColumn => ("neighbour-column", "填到了相邻的列"),
            Slip::NeighbourRow => ("neighbour-row", "填到了相邻的行"),
            Slip::ValuesSwapped => ("values-swapped", "两处数字互换了位置"),
            Slip::RowsSwapped => ("rows-swapped", "两行填反"),
            Slip::ColumnsSwapped => ("columns-swapped", "两列填反"),
            Slip::RowShifted => ("row-shifted", "整行错了一列"),
            Slip::ColumnShifted => ("column-shifted", "整列错了一行"),
            Slip::TotalStale => ("total-stale", "改了分项，合计没有跟着改"),
            Slip::PartLeftOut => ("part-left-out", "合计漏加了一项"),
            Slip::PartCountedTwice => ("part-counted-twice", "合计把一项加了两次"),
            Slip::WrongRange => ("wrong-range", "合计的加总范围不对"),
            Slip::TotalLeftZero => ("total-left-zero", "合计没有填，仍是 0"),
        }
    }
}
