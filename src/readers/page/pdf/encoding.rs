//! Codes of one byte and names of glyphs → characters.
//!
//! Only what figures and Chinese reports need: ASCII, the Windows punctuation, `uniXXXX` names. Accented
//! letters of other encodings are read as Windows has them.

/// Windows-1252, 0x80 to 0x9F; `\0` where nothing stands.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The character of a code in an encoding without differences.
pub fn windows(code: u8) -> Option<char> {
    match code {
        0x20..=0x7E | 0xA0..=0xFF => Some(char::from(code)),
        0x80..=0x9F => WINDOWS.get(usize::from(code - 0x80)).copied().filter(|c| *c != '\0'),
        _ => None,
    }
}

/// Glyph names that are not their own letter, from Adobe's list.
const NAMES: [(&str, char); 61] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("endash", '–'),
    ("emdash", '—'),
    ("minus", '−'),
    ("bullet", '•'),
    ("periodcentered", '·'),
    ("ellipsis", '…'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("nbspace", '\u{A0}'),
    ("nonbreakingspace", '\u{A0}'),
    ("sfthyphen", '-'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("degree", '°'),
    ("yen", '¥'),
    ("section", '§'),
];

/// The character a glyph name stands for.
pub fn named(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|stem| !stem.is_empty())?;
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let hex = name.strip_prefix("uni").filter(|digits| digits.len() == 4);
    let hex = hex.or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())));
    let listed = NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    listed.or_else(|| hex.and_then(code))
}

/// First bytes of the rows of GB 2312 that Adobe-GB1 numbers one after the other, and their first CIDs:
/// `(first code, last code, CID of the first)`, as in Adobe's GB-EUC-H.
const GB1: [(u16, u16, u32); 16] = [
    (0xA1A1, 0xA1FE, 96),
    (0xA2B1, 0xA2E2, 190),
    (0xA2E5, 0xA2EE, 240),
    (0xA2F1, 0xA2FC, 250),
    (0xA3A1, 0xA3FE, 262),
    (0xA4A1, 0xA4F3, 356),
    (0xA5A1, 0xA5F6, 439),
    (0xA6A1, 0xA6B8, 525),
    (0xA6C1, 0xA6F5, 549),
    (0xA7A1, 0xA7C1, 602),
    (0xA7D1, 0xA7F1, 635),
    (0xA8A1, 0xA8C0, 668),
    (0xA8C5, 0xA8EA, 700),
    (0xA9A4, 0xA9EF, 738),
    (0xB0A1, 0xD7F9, 940),
    (0xD8A1, 0xF7FE, 4695),
];

/// Characters of one row of GB 2312.
const ROW: u32 = 94;

/// What a CID of Adobe-GB1 stands for: an ASCII character, or a code of GB 2312.
pub enum Gb1 {
    /// ASCII, full or half width.
    Ascii(char),
    /// The two bytes.
    Code([u8; 2]),
}

/// The meaning of a CID of Adobe-GB1, for the characters of GB 2312 (all that an official text needs).
pub fn gb1(cid: u32) -> Option<Gb1> {
    let ascii = |from: u32| char::from_u32(cid - from + 0x20).map(Gb1::Ascii);
    match cid {
        1..=95 => return ascii(1),
        814..=907 => return ascii(813),
        7716 => return Some(Gb1::Ascii(' ')),
        _ => {}
    }
    let (first, last, start) = GB1.iter().rev().find(|(_, _, start)| *start <= cid)?;
    let from_row_start = cid - start + u32::from(first & 0xFF) - 0xA1;
    let (row, column) = (from_row_start / ROW, from_row_start % ROW);
    let code = (u32::from(first >> 8) + row) << 8 | (column + 0xA1);
    let code = u16::try_from(code).ok().filter(|code| code <= last)?;
    Some(Gb1::Code(code.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        assert_eq!(named(b"seven"), Some('7'));
        assert_eq!(named(b"A"), Some('A'));
        assert_eq!(named(b"uni4E00"), Some('一'));
        assert_eq!(named(b"u2F08"), Some('⼈'));
        assert_eq!(named(b"one.tnum"), Some('1'));
        assert_eq!(named(b"g123"), None);
    }

    #[test]
    fn cids_of_adobe_gb1() {
        let code = |cid| match gb1(cid) {
            Some(Gb1::Code(code)) => u16::from_be_bytes(code),
            Some(Gb1::Ascii(c)) => c as u16,
            None => 0,
        };
        // As Adobe's GB-EUC-H has them.
        assert_eq!((code(940), code(1033), code(1034)), (0xB0A1, 0xB0FE, 0xB1A1));
        assert_eq!((code(4606), code(4694), code(4695), code(7702)), (0xD7A1, 0xD7F9, 0xD8A1, 0xF7FE));
        assert_eq!((code(18), code(830), code(96)), (u16::from(b'1'), u16::from(b'1'), 0xA1A1));
        assert_eq!(code(30_000), 0);
    }
}
