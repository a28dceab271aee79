//! PDF → sheets → document.
//!
//! Takes the bytes of a PDF, gives a document, or says why it cannot be opened. The only place that knows the
//! PDF library is this folder; what leaves it are sheets.

mod budget;
mod cmap;
mod encoding;
mod font;
mod interpret;
mod truetype;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use super::layout::{self, Placed};
use super::limits::{MAX_DICTIONARIES, MAX_PAGES, MAX_UNPACKED};
use super::sheet::Sheet;
use crate::input::Unreadable;
use crate::readers::charset::Decode;
use crate::readers::zip::inflate_pieces;
use interpret::Shared;

/// Reads a PDF.
pub fn read(bytes: &[u8], decode: Decode) -> Result<Placed, Unreadable> {
    if memmem::find_iter(bytes, b"<<").count() > MAX_DICTIONARIES || unpacks_too_much(bytes) {
        return Err(Unreadable::new(
            "此 PDF 过大（内容太多，或解压后过大），没有读取。",
            "请在 PDF 阅读器中打开后另存（或打印）为普通 PDF，或者全选复制，粘贴到这里。",
        ));
    }
    if has_odd_predictor(bytes) {
        return Err(refuse(LoadPdfError::Invalid));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(refuse)?;
    let mut shared = Shared::new(decode);
    let pages = pdf.pages();
    let mut sheets: Vec<Sheet> = Vec::new();
    for page in pages.iter().take(MAX_PAGES) {
        sheets.push(interpret::sheet(page, &mut shared));
        if shared.budget.is_spent() {
            break;
        }
    }
    let cut = sheets.len() < pages.len() || shared.budget.is_spent();
    layout::document(sheets, cut)
}

/// Bytes between the type of a stream in its dictionary and its data.
const DICTIONARY: usize = 2 << 10;

/// Whether the streams that hold objects, which the library unpacks whole, unpack to more than is allowed.
fn unpacks_too_much(bytes: &[u8]) -> bool {
    let mut left = MAX_UNPACKED;
    for kind in [&b"/ObjStm"[..], b"/XRef"] {
        for at in memmem::find_iter(bytes, kind) {
            let window = bytes.get(at..bytes.len().min(at + DICTIONARY)).unwrap_or_default();
            let Some(start) = memmem::find(window, b"stream") else { continue };
            let data = bytes.get(at + start + b"stream".len()..).unwrap_or_default();
            let skip = data.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            // The wrapper of zlib has two bytes.
            let body = data.get(skip + 2..).unwrap_or_default();
            let limit = left;
            inflate_pieces(body, limit, |piece| left -= piece.len());
            if left == 0 {
                return true;
            }
        }
    }
    false
}

/// Whether a stream says that it was predicted from pixels or rows of an impossible size. The library multiplies these
/// numbers as it finds them and divides by the product, and it does so before anybody else sees them.
fn has_odd_predictor(bytes: &[u8]) -> bool {
    let is_odd = |key: &[u8], sound: fn(Said) -> bool| {
        memmem::find_iter(bytes, key).any(|at| !sound(said(bytes.get(at + key.len()..).unwrap_or_default())))
    };
    memmem::find(bytes, b"/Predictor").is_some()
        && (is_odd(b"/Colors", |said| matches!(said, Said::Number(1..=8)))
            || is_odd(b"/Columns", |said| matches!(said, Said::Number(1..=1_000_000)))
            || is_odd(b"/BitsPerComponent", |said| {
                matches!(said, Said::Number(1 | 2 | 4 | 8 | 16) | Said::Other)
            }))
}

/// What stands behind a key.
enum Said {
    Number(u32),
    /// A reference, or no number.
    Other,
}

fn said(bytes: &[u8]) -> Said {
    let (number, behind) = number(bytes);
    let is_reference = number.is_some() && {
        let (generation, behind) = self::number(behind);
        generation.is_some() && behind.trim_ascii_start().starts_with(b"R")
    };
    number.filter(|_| !is_reference).map_or(Said::Other, Said::Number)
}

/// The digits that stand here, as a number, and what is behind them.
fn number(bytes: &[u8]) -> (Option<u32>, &[u8]) {
    let bytes = bytes.trim_ascii_start();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, behind) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    (std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()), behind)
}

fn refuse(error: LoadPdfError) -> Unreadable {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::new(
            "此 PDF 设有打开密码，无法读取。",
            "请用密码打开后另存为没有密码的 PDF，或者打开后全选复制，粘贴到这里。",
        ),
        LoadPdfError::Decryption(_) => Unreadable::new(
            "此 PDF 使用了无法识别的加密方式，无法读取。",
            "请在 PDF 阅读器中打开后另存（或打印）为普通 PDF，或者全选复制，粘贴到这里。",
        ),
        LoadPdfError::Invalid => Unreadable::new(
            "此 PDF 已损坏或不完整，无法读取。",
            "请重新下载或从原文档重新导出，也可以在 PDF 阅读器中打开后全选复制，粘贴到这里。",
        ),
    }
}
