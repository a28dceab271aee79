//! PDF → sheets → document.
//!
//! Takes the bytes of a PDF, gives a document, or says why it cannot be opened. The only place that knows the
//! PDF library is this folder; what leaves it are sheets.

mod cmap;
mod encoding;
mod font;
mod interpret;
mod truetype;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use super::layout::{self, Placed};
use super::limits::{MAX_PAGES, MAX_UNPACKED};
use super::sheet::Sheet;
use crate::input::Unreadable;
use crate::readers::charset::Decode;
use crate::readers::zip::inflate_pieces;
use interpret::Shared;

/// Reads a PDF.
pub fn read(bytes: &[u8], decode: Decode) -> Result<Placed, Unreadable> {
    if unpacks_too_much(bytes) {
        return Err(Unreadable::new(
            "此 PDF 解压后过大，没有读取。",
            "请在 PDF 阅读器中打开后另存（或打印）为普通 PDF，或者全选复制，粘贴到这里。",
        ));
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
