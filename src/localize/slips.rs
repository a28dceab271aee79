//! Likely slips: what a person may have done to turn `to` into `from`.

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
        }
    }
}
