//! What the user takes away: the original with notes at the cells to look at, and the corrected tables.
//!
//! Takes bytes of a file and marks at places of the document read from it, or tables; gives bytes of a file. Knows
//! the formats; nothing about reports.

mod book;
mod csv;
mod docx;
mod package;
mod patch;
mod vml;
mod xlsx;
mod zip;

use crate::document::{Block, Document, Origin};
use crate::input::Unreadable;
use crate::readers::zip::Archive;
use crate::readers::{Decode, office};

pub use book::{Kind, Sheet, Slot, workbook};
pub use csv::csv;

/// Who the notes are from, in short.
const NAME: &str = "勾稽";
/// Who the notes are from, and by which release.
const AUTHOR: &str = concat!("勾稽 ", env!("CARGO_PKG_VERSION"));

/// Something to be noted at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Index of the block in the document read from the file.
    pub block: u32,
    /// Row of the grid, from 0.
    pub row: u32,
    /// Column of the grid, from 0.
    pub col: u32,
    /// How strongly.
    pub tone: Tone,
    /// What the note says; lines apart by `\n`.
    pub text: String,
}

/// How strongly a cell is marked; what stands first wins where a cell has several marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Most likely wrong.
    Wrong,
    /// Possibly wrong, or to be looked at.
    Suspect,
    /// Changed by the user.
    Edited,
}

impl Tone {
    /// The colour behind the cell, as hexadecimal RGB.
    fn colour(self) -> &'static str {
        match self {
            Self::Wrong => "F8CBC8",
            Self::Suspect => "FFE5B4",
            Self::Edited => "DCE9F8",
        }
    }
}

/// A file with notes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// The file.
    pub bytes: Vec<u8>,
    /// Marks that stand in no table of it and were left out.
    pub left_out: usize,
}

/// A note at a cell whose place in the file is known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Note<P> {
    place: P,
    tone: Tone,
    text: String,
}

/// The file with a note at every mark, all else as it was.
///
/// # Errors
/// When the file cannot hold notes (anything but .docx and .xlsx) or no mark stands in a table; in Chinese, with
/// advice.
pub fn annotate(bytes: &[u8], marks: &[Mark], decode: Decode) -> Result<Annotated, Unreadable> {
    let (document, id) = office::read(bytes, decode).unwrap_or_else(|| Err(not_annotated()))?;
    let archive = || Archive::open(bytes, decode);
    let is_package = bytes.starts_with(b"PK");
    let (bytes, placed) = match id {
        "docx" if is_package => {
            let notes = notes(marks, |mark| start_of_cell(&document, mark));
            (docx::annotate(archive()?, &notes.list)?, notes.placed)
        }
        "xlsx" => {
            let notes = notes(marks, |mark| address(&document, mark));
            (xlsx::annotate(archive()?, &notes.list)?, notes.placed)
        }
        _ => return Err(not_annotated()),
    };
    Ok(Annotated { bytes, left_out: marks.len() - placed })
}

fn not_annotated() -> Unreadable {
    Unreadable::new(
        "这种文件不能加批注，只有 Word 的 .docx 和 Excel 的 .xlsx 可以。",
        "请下载核对记录；或者用 Word、WPS、Excel 另存为 .docx 或 .xlsx，重新核对后再下载批注原件。",
    )
}

/// Notes by place, and how many marks went into them.
struct Notes<P> {
    list: Vec<Note<P>>,
    placed: usize,
}

/// One note per place, with the texts of all marks there.
fn notes<P: Ord>(marks: &[Mark], place: impl Fn(&Mark) -> Option<P>) -> Notes<P> {
    let mut placed: Vec<(P, &Mark)> = marks.iter().filter_map(|mark| Some((place(mark)?, mark))).collect();
    let count = placed.len();
    placed.sort_by(|a, b| a.0.cmp(&b.0));
    let mut list: Vec<Note<P>> = Vec::new();
    for (place, mark) in placed {
        match list.last_mut().filter(|note| note.place == place) {
            Some(note) => {
                note.tone = note.tone.min(mark.tone);
                note.text = [&note.text, "\n", &mark.text].concat();
            }
            None => list.push(Note { place, tone: mark.tone, text: mark.text.clone() }),
        }
    }
    Notes { list, placed: count }
}

/// The byte of the main part at which the cell begins.
fn start_of_cell(document: &Document, mark: &Mark) -> Option<usize> {
    let Block::Grid(grid) = document.blocks.get(mark.block as usize)? else { return None };
    let Origin::Text(starts) = &grid.origin else { return None };
    starts.get(grid.index_of(mark.row, mark.col)?).copied()
}

/// Sheet, row and column of the cell.
fn address(document: &Document, mark: &Mark) -> Option<(String, u32, u32)> {
    let Block::Grid(grid) = document.blocks.get(mark.block as usize)? else { return None };
    let Origin::Sheet(name) = &grid.origin else { return None };
    Some((name.clone(), mark.row, mark.col))
}
