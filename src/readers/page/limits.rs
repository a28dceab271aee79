//! The named limits of the page readers, each with its reason.
//!
//! Past a limit a reader stops and says so; it never hangs and never runs out of memory.

/// Bytes of one file. A report with photographs has some 20 MB.
pub const MAX_FILE: usize = 64 << 20;

/// Dictionaries of a PDF. The library reads on from each of them, where it has to look for objects itself. A bundle of
/// 500 pages has some 20,000.
pub const MAX_DICTIONARIES: usize = 300_000;

/// Pages of one document. Reports have 3 to 20; a bundle of a whole district about 300.
pub const MAX_PAGES: usize = 500;

/// Bytes all content, fonts and maps of one document may unpack to.
pub const MAX_UNPACKED: usize = 128 << 20;

/// Bytes one stream may unpack to.
pub const MAX_PART: usize = 24 << 20;

/// Characters of one document. A long report has 20,000.
pub const MAX_GLYPHS: usize = 1_000_000;

/// Drawn lines and rectangles of one page. A browser draws a table as 600 rectangles.
pub const MAX_STROKES: usize = 40_000;

/// Ruling lines of one page after merging, in each direction. A dense page has about 100.
pub const MAX_RULES: usize = 1_500;

/// Places for cells on one page (rows × columns of all its tables).
pub const MAX_SLOTS: usize = 60_000;

/// Operators of one document. A page has about 2,000.
pub const MAX_STEPS: usize = 4_000_000;

/// Forms drawn inside forms, blocks inside blocks.
pub const MAX_DEPTH: usize = 16;

/// Graphics states saved without being restored.
pub const MAX_STATES: usize = 256;

/// Entries of one character map or width list.
pub const MAX_MAP: usize = 200_000;
