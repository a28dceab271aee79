//! The named limits of the office readers, each with its reason.
//!
//! Past a limit a file is refused with a sentence that says so, or read up to there with a notice; nothing
//! hangs and nothing runs out of memory.

/// Bytes of one file. A report with photographs in it has up to 30 megabytes.
pub const MAX_FILE: usize = 64 << 20;

/// XML elements inside one another. Word nests about 30 deep.
pub const MAX_XML_DEPTH: usize = 1_000;

/// Groups inside one another in RTF. Word nests about 20 deep.
pub const MAX_GROUPS: usize = 1_000;

/// Columns of one table in a text document. Word itself allows 63.
pub const MAX_TABLE_COLS: u32 = 256;

/// Columns of one sheet that are read; the tables of a report have 15.
pub const MAX_SHEET_COLS: u32 = 1_000;

/// Rows of one sheet that are read.
pub const MAX_SHEET_ROWS: u32 = 100_000;

/// Sheets of one workbook that are read.
pub const MAX_SHEETS: usize = 256;

/// Characters of one cell or paragraph. Excel allows 32 767.
pub const MAX_TEXT: usize = 1 << 20;

/// Bytes that all cells of a workbook show: a shared text or a number format may stand in any number of cells.
pub const MAX_SHOWN: usize = 32 << 20;

/// Streams and storages in an OLE container.
pub const MAX_STREAMS: usize = 65_536;

/// Files in a container of files. A city has some three hundred reports, a province some three thousand.
pub const MAX_MEMBERS: usize = 5_000;
