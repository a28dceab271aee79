//! Which character each glyph of an embedded TrueType font shows.
//!
//! Takes a font program, reads its `cmap` table and nothing else; gives glyph number → character. Needed only
//! for files that do not say it themselves.

use std::collections::BTreeMap;

use super::super::limits::MAX_MAP;

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?).and_then(|bytes| bytes.try_into().ok()).map(u16::from_be_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes)
}

/// Glyph number → character.
pub fn characters(font: &[u8]) -> Option<BTreeMap<u32, char>> {
    let cmap = table(font, *b"cmap")?;
    let count = usize::from(u16_at(cmap, 2)?);
    let unicode = |at: usize| {
        let kind = (u16_at(cmap, 4 + at * 8), u16_at(cmap, 6 + at * 8));
        matches!(kind, (Some(0), _) | (Some(3), Some(1 | 10)))
    };
    let mut map = BTreeMap::new();
    for at in (0..count.min(64)).filter(|at| unicode(*at)) {
        let offset = usize::try_from(u32_at(cmap, 8 + at * 8)?).ok()?;
        let subtable = cmap.get(offset..)?;
        match u16_at(subtable, 0) {
            Some(4) => segments(subtable, &mut map),
            Some(12) => groups(subtable, &mut map),
            _ => None,
        };
    }
    (!map.is_empty()).then_some(map)
}

fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count).map(|at| 12 + at * 16).find(|at| font.get(*at..at + 4) == Some(&tag[..]))?;
    let offset = usize::try_from(u32_at(font, record + 8)?).ok()?;
    font.get(offset..)
}

/// Format 4.
fn segments(table: &[u8], map: &mut BTreeMap<u32, char>) -> Option<()> {
    let double = usize::from(u16_at(table, 6)?);
    for at in (0..double).step_by(2) {
        let (end, start) = (u16_at(table, 14 + at)?, u16_at(table, 16 + double + at)?);
        let delta = u16_at(table, 16 + 2 * double + at)?;
        let place = 16 + 3 * double + at;
        let offset = usize::from(u16_at(table, place)?);
        for code in start..=end {
            let glyph = if offset == 0 {
                code.wrapping_add(delta)
            } else {
                match u16_at(table, place + offset + 2 * usize::from(code - start)) {
                    None | Some(0) => continue,
                    Some(glyph) => glyph.wrapping_add(delta),
                }
            };
            put(map, u32::from(glyph), u32::from(code))?;
        }
    }
    Some(())
}

/// Format 12.
fn groups(table: &[u8], map: &mut BTreeMap<u32, char>) -> Option<()> {
    let count = usize::try_from(u32_at(table, 12)?).ok()?;
    for at in 0..count.min(MAX_MAP) {
        let [start, end, glyph] = [16, 20, 24].map(|field| u32_at(table, field + at * 12));
        let (start, end, glyph) = (start?, end?, glyph?);
        for code in start..=end {
            put(map, glyph.checked_add(code - start)?, code)?;
        }
    }
    Some(())
}

/// Several characters may share a glyph: radicals give way to ideographs.
fn put(map: &mut BTreeMap<u32, char>, glyph: u32, code: u32) -> Option<()> {
    let c = char::from_u32(code).filter(|_| map.len() < MAX_MAP)?;
    if glyph != 0 && glyph < 0xFFFF {
        let entry = map.entry(glyph).or_insert(c);
        if matches!(*entry, '\u{2E80}'..='\u{2FD5}' | '\u{E000}'..='\u{F8FF}') {
            *entry = c;
        }
    }
    Some(())
}
