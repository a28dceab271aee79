//! Where a cell stands, in words a person can follow.
//!
//! Takes a document and a place in it, gives Chinese. Knows nothing about reports.

use std::slice::SliceIndex;

use super::{Block, Document, Grid, Origin, Place};

/// `Sheet1!C7`, `第 4 页，表格第 12 行`, `第 1 个表格第 12 行第 4 列`; `None` for what is in no table.
///
/// Rows of a page are counted on that page: that is where the reader looks.
pub fn words(document: &Document, block: u32, row: u32, col: u32) -> Option<String> {
    let block = block as usize;
    let Block::Grid(grid) = document.blocks.get(block)? else { return None };
    let number = |number: usize| number.to_string();
    let (row_text, col_text) = (number(row as usize + 1), number(col as usize + 1));
    Some(match &grid.origin {
        Origin::Text(_) => {
            let table = number(count(document, ..=block, |_| true));
            ["第 ", &table, " 个表格第 ", &row_text, " 行第 ", &col_text, " 列"].concat()
        }
        Origin::Sheet(name) => [name, "!", &address(row, col)].concat(),
        Origin::Pages(places) => {
            let page = places.get(grid.index_of(row, col)?)?.page;
            let row_text = number(rows_on_page(grid, places, page, row));
            let table = match count(document, .., |grid| is_on_page(grid, page)) {
                1 => String::new(),
                _ => {
                    ["第 ", &number(count(document, ..=block, |grid| is_on_page(grid, page))), " 个"].concat()
                }
            };
            ["第 ", &number(page as usize + 1), " 页，", &table, "表格第 ", &row_text, " 行"].concat()
        }
    })
}

/// The place on its page of the cell that begins at this slot.
pub fn page_place(document: &Document, block: u32, row: u32, col: u32) -> Option<Place> {
    let Block::Grid(grid) = document.blocks.get(block as usize)? else { return None };
    let Origin::Pages(places) = &grid.origin else { return None };
    places.get(grid.index_of(row, col)?).copied()
}

/// How many grids of this kind there are among these blocks.
fn count(
    document: &Document,
    blocks: impl SliceIndex<[Block], Output = [Block]>,
    is_kind: impl Fn(&Grid) -> bool,
) -> usize {
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    blocks.iter().filter(|block| matches!(block, Block::Grid(grid) if is_kind(grid))).count()
}

fn is_on_page(grid: &Grid, page: u32) -> bool {
    matches!(&grid.origin, Origin::Pages(places) if places.iter().any(|place| place.page == page))
}

/// Rows that begin on the page, up to this one.
fn rows_on_page(grid: &Grid, places: &[Place], page: u32, last: u32) -> usize {
    let on_page = grid.cells.iter().zip(places).filter(|(_, place)| place.page == page);
    let rows = on_page.map(|(cell, _)| cell.row).take_while(|row| *row <= last);
    let begins =
        |(count, before): (usize, Option<u32>), row| (count + usize::from(before != Some(row)), Some(row));
    rows.fold((0, None), begins).0
}

/// `C7`.
pub fn address(row: u32, col: u32) -> String {
    format!("{}{}", column_name(col), u64::from(row) + 1)
}

/// `A`, `Z`, `AA`.
pub fn column_name(col: u32) -> String {
    let mut rest = u64::from(col) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{column_name, words};
    use crate::document::{Block, Document, Grid, GridCell, Origin, Place};

    /// A column of cells with this origin.
    fn column(rows: u32, origin: Origin) -> Block {
        let cell = |row| GridCell { row, col: 0, rowspan: 1, colspan: 1, text: String::new() };
        Block::Grid(Grid { rows, cols: 1, cells: (0..rows).map(cell).collect(), origin })
    }

    fn pages(list: &[u32]) -> Origin {
        Origin::Pages(list.iter().map(|page| Place { page: *page, area: [0; 4] }).collect())
    }

    #[test]
    fn places_are_said_as_a_person_counts_them() {
        let blocks = vec![
            Block::Paragraph("年报".to_owned()),
            column(2, Origin::default()),
            column(3, Origin::default()),
            column(9, Origin::Sheet("表二".to_owned())),
            column(4, pages(&[2, 2, 3, 3])),
            column(2, pages(&[3, 3])),
        ];
        let document = Document { blocks, ..Document::default() };
        let said = |block, row| words(&document, block, row, 0);
        assert_eq!(said(0, 0), None);
        assert_eq!(said(2, 1).as_deref(), Some("第 2 个表格第 2 行第 1 列"));
        assert_eq!(said(3, 6).as_deref(), Some("表二!A7"));
        assert_eq!(said(4, 1).as_deref(), Some("第 3 页，表格第 2 行"));
        assert_eq!(said(4, 2).as_deref(), Some("第 4 页，第 1 个表格第 1 行"));
        assert_eq!(said(5, 1).as_deref(), Some("第 4 页，第 2 个表格第 2 行"));
        assert_eq!(said(9, 0), None);
    }

    #[test]
    fn columns_are_named_as_sheets_name_them() {
        let named = [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")];
        for (col, name) in named {
            assert_eq!(column_name(col), name);
        }
    }
}
