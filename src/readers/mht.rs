//! MHT → [`Document`]: web archives (单个文件网页) of IE, 360 and Office.
//!
//! Takes bytes, reads the HTML parts as the page they are. As much of MIME as such archives use: parts inside parts, base64,
//! quoted-printable, a charset for each. Written by hand because mail parsers bring charset tables and addresses,
//! and give up where an archive is cut off or its boundary is missing.

use super::charset::{self, Decode, find};
use super::limits::{MAX_BOUNDARY, MAX_MIME_DEPTH};
use super::{Attempt, check_size, foreign, html};
use crate::input::Unreadable;

/// Part of an archive, or all of it: `name: value` lines, an empty line, and what they describe.
struct Part<'a> {
    headers: &'a [u8],
    body: &'a [u8],
}

/// Reads a web archive; `None` when the bytes are none.
pub(super) fn read(bytes: &[u8], decode: Decode) -> Attempt {
    foreign::is_archive(bytes).then(|| {
        check_size(bytes.len())?;
        let page = page(bytes, decode);
        if page.trim().is_empty() { Err(no_page()) } else { Ok((html::read(&page), "mht")) }
    })
}

fn no_page() -> Unreadable {
    Unreadable::new(
        "这个网页归档（mht）中没有网页，可能没有保存完整。",
        "请在浏览器中打开原网页，按 Ctrl+A 全选、Ctrl+C 复制，粘贴到这里。",
    )
}

/// The text of the page in an archive, empty if there is none.
fn page(bytes: &[u8], decode: Decode) -> String {
    let mut pages = Vec::new();
    Part::new(bytes).pages(0, decode, &mut pages);
    let frames = pages.first().is_some_and(|page| page.contains("<frameset") || page.contains("<FRAMESET"));
    // Sheets of a workbook are frames of an empty page; other parts are advertisements, headers and the like.
    pages.truncate(if frames { pages.len() } else { 1 });
    pages.concat()
}

impl<'a> Part<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let end = |gap: &[u8]| find(bytes, gap).map(|at| (at, at + gap.len()));
        let (end, start) = [end(b"\r\n\r\n"), end(b"\n\n")]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or((bytes.len(), bytes.len()));
        Self { headers: bytes.get(..end).unwrap_or_default(), body: bytes.get(start..).unwrap_or_default() }
    }

    /// The value of a header, its lines joined.
    fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.headers.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
        let first = lines.find_map(|line| {
            let (found, value) = line.split_at_checked(name.len())?;
            found.eq_ignore_ascii_case(name.as_bytes()).then_some(value)?.strip_prefix(b":")
        })?;
        let more = lines.take_while(|line| line.starts_with(b" ") || line.starts_with(b"\t"));
        let value = [first].into_iter().chain(more).collect::<Vec<_>>().concat();
        Some(String::from_utf8_lossy(value.trim_ascii()).into_owned())
    }

    /// Whether the content type begins like this.
    fn is(&self, kind: &str) -> bool {
        let found = self.header("content-type").unwrap_or_default();
        found.get(..kind.len()).is_some_and(|found| found.eq_ignore_ascii_case(kind))
    }

    /// A parameter of the content type: `charset="gb2312"`.
    fn parameter(&self, name: &str) -> Option<String> {
        let kind = self.header("content-type")?;
        let parameters = kind.split(';').filter_map(|parameter| parameter.split_once('='));
        let value =
            parameters.filter(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value);
        value.map(|value| value.trim().trim_matches('"').to_owned()).next()
    }

    /// Collects the pages in this part.
    fn pages(&self, depth: usize, decode: Decode, pages: &mut Vec<String>) {
        if self.is("multipart/") && depth < MAX_MIME_DEPTH {
            self.parts().iter().for_each(|part| part.pages(depth + 1, decode, pages));
        } else if self.is("text/html") || self.is("application/xhtml") {
            let charset = self.parameter("charset").unwrap_or_default();
            pages.extend(
                charset::decode_as(&charset, &self.content(), decode).map(std::borrow::Cow::into_owned),
            );
        }
    }

    /// The parts between the lines that begin with the boundary. Where none is named, the first line that looks
    /// like one counts; where the last is missing, the archive was cut off.
    fn parts(&self) -> Vec<Part<'a>> {
        let named = self.parameter("boundary").map(String::into_bytes);
        let Some(boundary) = named.or_else(|| guess_boundary(self.body)) else { return Vec::new() };
        if boundary.is_empty() || boundary.len() > MAX_BOUNDARY {
            return Vec::new();
        }
        let line = [b"\n--".as_slice(), &boundary].concat();
        let mut parts = Vec::new();
        let mut rest =
            self.body.strip_prefix(line.get(1..).unwrap_or_default()).or_else(|| after(self.body, &line));
        while let Some(part) = rest.filter(|part| !part.starts_with(b"--")) {
            let end = find(part, &line).unwrap_or(part.len());
            let (own, _) = part.split_at_checked(end).unwrap_or((part, b""));
            parts.push(Part::new(after(own, b"\n").unwrap_or_default()));
            rest = after(part, &line);
        }
        parts
    }

    /// What the part holds, its encoding undone.
    fn content(&self) -> Vec<u8> {
        let encoding = self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        match encoding.as_str() {
            "base64" => base64(self.body),
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// What follows the first `mark`.
fn after<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    bytes.get(find(bytes, mark)? + mark.len()..)
}

fn guess_boundary(body: &[u8]) -> Option<Vec<u8>> {
    let mut lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines.find_map(|line| line.strip_prefix(b"--")).map(<[u8]>::to_vec)
}

fn base64(text: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for six in text.iter().take_while(|byte| **byte != b'=').filter_map(|byte| value(*byte)) {
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(bits.checked_shr(count).and_then(|bits| u8::try_from(bits & 0xFF).ok()));
        }
    }
    bytes
}

/// `=E5` is a byte, `=` at the end of a line joins it to the next; any other `=` stays, but for what is cut off.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        let code =
            after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match (first, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => rest = after,
            (b'=', [] | [_]) => break,
            (b'=', [_, _, after @ ..]) if code.is_some() => {
                bytes.extend(code);
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}
