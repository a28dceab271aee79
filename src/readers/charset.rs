//! Bytes → text: which charset, and the text in it.
//!
//! Takes bytes and the host's decoder for the Chinese charsets; gives text. Must not know any markup beyond
//! the places where a page declares its charset, and must not carry charset tables into the browser module.

use std::borrow::Cow;

use super::limits::MAX_PRESCAN;
use super::scan;

/// The host's charset decoder: label and bytes to text, `None` when it does not know the label.
/// In the browser this is `TextDecoder`, natively [`native_decode`].
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

/// How many well-formed non-ASCII characters there must be for each malformed byte sequence before damaged
/// text still counts as UTF-8. In GB18030 text read as UTF-8 nearly every character is malformed.
const WELL_FORMED_PER_ERROR: usize = 10;

/// What Windows has at 128 to 159, where Latin-1 has control characters.
pub(super) const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The text of `bytes`; `None` when the host cannot decode the charset.
pub fn decode(bytes: &[u8], host: Decode) -> Option<Cow<'_, str>> {
    decode_as("", bytes, host)
}

/// The same where a charset is named beside the bytes. What the bytes are counts more than what is named.
pub(super) fn decode_as<'a>(named: &str, bytes: &'a [u8], host: Decode) -> Option<Cow<'a, str>> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest));
    }
    if let Some(text) = utf16(bytes) {
        return Some(Cow::Owned(text));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    if mostly_utf8(bytes) {
        return Some(String::from_utf8_lossy(bytes));
    }
    // Whatever else a Chinese page declares (latin1 by a misconfigured server, UTF-8 it is not), its bytes are GB18030.
    let is_big5 = named.eq_ignore_ascii_case("big5") || declares_big5(bytes);
    let label = if is_big5 { "big5" } else { "gb18030" };
    host(label, bytes).map(Cow::Owned)
}

/// The native host's decoder.
#[cfg(not(target_arch = "wasm32"))]
pub fn native_decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// UTF-16, by its mark or, as Excel's "Unicode text" without one, by where its zero bytes stand.
fn utf16(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(decode_utf16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some(decode_utf16(rest, u16::from_be_bytes));
    }
    // Digits, tags and line ends have a zero in one place, a few characters such as 一 (4E00) in the other.
    let (even, odd) = zero_bytes(bytes);
    if odd > 2 * even {
        plausible(decode_utf16(bytes, u16::from_le_bytes))
    } else if even > 2 * odd {
        plausible(decode_utf16(bytes, u16::from_be_bytes))
    } else {
        None
    }
}

/// Zero bytes at even and at odd places, in the first 4 KB. No text but UTF-16 has any.
fn zero_bytes(bytes: &[u8]) -> (usize, usize) {
    let head = bytes.get(..MAX_PRESCAN).unwrap_or(bytes);
    if !head.contains(&0) {
        return (0, 0);
    }
    head.chunks(2).fold((0, 0), |(even, odd), pair| {
        (even + usize::from(pair.first() == Some(&0)), odd + usize::from(pair.get(1) == Some(&0)))
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0,
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Text without unpaired surrogates; what only looks like UTF-16 by its zero bytes has them or controls.
fn plausible(text: String) -> Option<String> {
    let odd = |c: char| c == char::REPLACEMENT_CHARACTER || (c < ' ' && !"\t\n\r\x0b\x0c".contains(c));
    (!text.chars().any(odd)).then_some(text)
}

/// Malformed sequences after which the text is judged: GB18030 has them within the first few characters.
const ENOUGH_ERRORS: usize = 20;

/// UTF-8 with a few damaged places (a cut at the end, a character broken by a template).
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks().take(ENOUGH_ERRORS) {
        good += chunk.valid().bytes().map(|byte| usize::from(byte >= 0xC0)).sum::<usize>();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * WELL_FORMED_PER_ERROR
}

/// Whether the page declares Big5, in a meta element or an XML declaration.
fn declares_big5(bytes: &[u8]) -> bool {
    let head = bytes.get(..MAX_PRESCAN).unwrap_or(bytes).to_ascii_lowercase();
    let declared = |key: &[u8]| find(&head, key).and_then(|at| head.get(at + key.len()..)).map(label_after);
    ["charset", "encoding"]
        .iter()
        .filter_map(|key| declared(key.as_bytes()))
        .any(|label| label.starts_with(b"big5"))
}

/// The label after `charset` or `encoding`: `="big5"`, ` = big5`.
fn label_after(rest: &[u8]) -> &[u8] {
    let start = rest.iter().position(|b| !b"=\"' \t\r\n".contains(b)).unwrap_or(rest.len());
    rest.get(start..).unwrap_or_default()
}

/// Where `needle` first stands in `haystack`.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut at = 0;
    loop {
        at += scan::find(haystack.get(at..)?, *first) + 1;
        if haystack.get(at..)?.starts_with(rest) {
            return Some(at - 1);
        }
    }
}
