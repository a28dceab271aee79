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

use super::layout::{self, Placed};
use super::limits::MAX_PAGES;
use super::sheet::Sheet;
use crate::input::Unreadable;
use crate::readers::charset::Decode;
use interpret::Shared;

/// Reads a PDF.
pub fn read(bytes: &[u8], decode: Decode) -> Result<Placed, Unreadable> {
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
