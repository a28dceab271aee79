//! Text that was opened in a wrong charset before it came here (乱码): undone where nothing is lost, named otherwise.
//!
//! Takes text and the host's charset decoder, gives the text as it was, or says what to do. Knows no markup: tags
//! are the same in every charset.

use super::charset::{self, Decode, WINDOWS_1252};
use super::scan::find_wide;
use crate::input::Unreadable;

/// What Chinese in UTF-8 becomes, most of all, when it is opened as GBK. Hardly ever seen otherwise.
const UTF8_AS_GBK: &str = "锛銆鈥鍏鏀寮淇缁鏈鍔鎭骞浠琛鍒鐨绗鏂";

/// What replacement characters become when they are opened as GBK; and the character itself.
const LOST: &str = "锟斤拷\u{fffd}";

/// The most frequent characters of any official text. Bytes taken for Chinese by mistake give rare ones.
const COMMON: &str = "的一年公开信息政府行人数中国和有不大日月部机关市县区为本";

/// Fewer suspicious characters prove nothing.
const LEAST: usize = 8;

/// Bytes looked at in every text: garbled text is garbled from its first character on.
const SAMPLE: usize = 600;

/// Said with what was undone.
pub(super) const NOTICE: &str = "内容原是乱码（中文被当成西文打开），已还原成中文，请对照原文";

const ADVICE: &str =
    "请把原来的文件直接拖进来，或者在浏览器、WPS 中换正确的编码（UTF-8 或 GB18030）重新打开，再复制粘贴。";

/// How many characters of a text are what.
#[derive(Default)]
struct Count {
    chinese: usize,
    western: usize,
    as_gbk: usize,
    lost: usize,
}

impl Count {
    fn of(text: &str) -> Self {
        let mut count = Self::default();
        for c in text.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{c0}'..='\u{ff}' => count.western += 1,
                _ if LOST.contains(c) => count.lost += 1,
                _ if UTF8_AS_GBK.contains(c) => count.as_gbk += 1,
                '\u{3000}'..='\u{9fff}' => count.chinese += 1,
                _ => {}
            }
        }
        count
    }

    /// Chinese opened as Latin-1 or what Windows has in its place.
    fn is_western(&self) -> bool {
        self.western >= LEAST && self.western > 3 * self.chinese
    }

    /// UTF-8 opened as GBK: more than one character in ten is of the few above.
    fn is_gbk(&self) -> bool {
        10 * self.as_gbk > self.chinese
    }

    fn is_lost(&self) -> bool {
        self.lost >= LEAST && self.lost > self.chinese
    }
}

/// The text as it was; nothing when it is as it should be.
///
/// # Errors
/// When it cannot be undone; in Chinese, with advice.
pub(super) fn undo(text: &str, decode: Decode) -> Result<Option<String>, Unreadable> {
    let first = Count::of(sample(text));
    if !(first.is_western() || first.is_gbk() || first.is_lost()) {
        return Ok(None);
    }
    // A damaged comment at the top of a page is not the page.
    let all = Count::of(text);
    let why = if all.is_western() {
        match as_it_was(text, decode) {
            Some(text) => return Ok(Some(text)),
            None => "中文被当成西文打开",
        }
    } else if all.is_gbk() && several(text) {
        "UTF-8 的文字被当成 GBK 打开"
    } else if all.is_lost() {
        "原来的文字已经丢失"
    } else {
        return Ok(None);
    };
    Err(Unreadable::new(format!("这段文字是乱码（{why}），无法核对。"), ADVICE))
}

/// Whether enough different ones are there: one alone is a name (浠水县).
fn several(text: &str) -> bool {
    UTF8_AS_GBK.chars().filter(|c| text.contains(*c)).count() >= 4
}

/// From the first character that is not ASCII on, as much as shows what the text is.
fn sample(text: &str) -> &str {
    let start = find_wide(text.as_bytes());
    let rest = text.get(start..).unwrap_or_default();
    rest.get(..rest.floor_char_boundary(SAMPLE)).unwrap_or(rest)
}

/// Western characters as the bytes they came from, and these in the charset they are in; only when all of them are
/// bytes, none is lost, and Chinese comes out.
fn as_it_was(text: &str, decode: Decode) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte_of).collect();
    let text = charset::decode(&bytes?, decode)?.into_owned();
    let (mut chinese, mut common) = (0, 0);
    for c in text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        chinese += 1;
        common += usize::from(COMMON.contains(c));
    }
    (!text.contains(char::REPLACEMENT_CHARACTER) && chinese > 0 && 10 * common >= chinese).then_some(text)
}

fn byte_of(c: char) -> Option<u8> {
    let windows =
        || WINDOWS_1252.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok());
    u8::try_from(c).ok().or_else(windows)
}
