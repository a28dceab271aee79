//! The named limits of every reader, each with its reason.
//!
//! Past a limit the reader stops and says so in a notice; it never hangs and never runs out of memory.

/// Bytes of one input. A saved page with its pictures inlined is a few megabytes; text a few hundred kilobytes.
pub const MAX_BYTES: usize = 32 << 20;

/// Cells of one document. The tables of a report have about 250; a whole yearbook page a few thousand.
pub const MAX_CELLS: usize = 200_000;

/// Paragraphs and tables of one document. A long report has about 500.
pub const MAX_BLOCKS: usize = 100_000;

/// Columns of one table. HTML itself allows a `colspan` up to 1000; columns past this are left out.
pub const MAX_COLS: u32 = 1_000;

/// Rows a `rowspan` may ask for (the HTML standard's own limit).
pub const MAX_ROWSPAN: u32 = 65_534;

/// Tables inside tables. Pages from the days of layout tables have up to ten; deeper ones are read as text
/// of the cell they stand in.
pub const MAX_TABLE_DEPTH: usize = 64;

/// Bytes of one attribute value that are looked at. Styles saved by Word have about 600.
pub const MAX_ATTRIBUTE: usize = 4 << 10;

/// Bytes of a quoted cell in CSV or copied cells. A quotation mark without its partner within this
/// distance is an ordinary character; the bound also keeps the search for the partner linear.
pub const MAX_QUOTED: usize = 8 << 10;

/// Bytes in which a page may declare its charset (the HTML standard asks for 1024; CMS pages exceed it).
pub const MAX_PRESCAN: usize = 4 << 10;

/// Bytes of one part of a zip container, unpacked. The text of a long report has about 2 megabytes.
pub const MAX_PART: usize = 64 << 20;

/// Bytes of all parts of a zip container that are read, unpacked.
pub const MAX_UNPACKED: usize = 128 << 20;

/// Parts larger than [`SMALL_PART`] may not grow by more than this when unpacked: tables of a report grow
/// 30-fold, deflate allows 1032-fold.
pub const MAX_RATIO: usize = 200;

/// Parts up to this size may grow by any factor.
pub const SMALL_PART: usize = 4 << 20;

/// Entries in the directory of a zip container.
pub const MAX_ENTRIES: usize = 65_536;

/// Parts inside parts of a web archive. Browsers and Office write one level, mail programs up to three.
pub const MAX_MIME_DEPTH: usize = 8;

/// Bytes of the line between the parts of a web archive (the standard allows 70).
pub const MAX_BOUNDARY: usize = 200;

/// The notice for a document that was cut at one of the limits above.
pub const CUT_NOTICE: &str = "内容过多，只读取了前面的部分，后面的没有读取";
