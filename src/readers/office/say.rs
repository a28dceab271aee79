//! The sentences for files that cannot be opened.
//!
//! Takes what is wrong, gives an [`Unreadable`] in Chinese with what to do next.

use crate::document::Notice;
use crate::input::Unreadable;
use crate::readers::zip::Fault;

const RESAVE: &str = "请用 Word、Excel 或 WPS 打开这个文件，另存一份再试；或者打开后全选复制，粘贴到这里。";
const AGAIN: &str =
    "请重新下载或复制这个文件；若能在 Word、Excel 或 WPS 中打开，请另存一份再试，或全选复制后粘贴到这里。";

/// The file ends too early or is damaged inside.
pub fn damaged(what: &str) -> Unreadable {
    Unreadable::new(format!("文件不完整或已损坏（{what}）。"), AGAIN)
}

/// The container of a known kind of document cannot be read.
pub fn broken(kind: &str) -> Unreadable {
    Unreadable::new(format!("这个{kind}不完整或已损坏，打不开。"), AGAIN)
}

/// Nothing to read in it.
pub fn empty(kind: &str, notices: &[Notice]) -> Unreadable {
    let said = notices.iter().map(|notice| notice.text.clone());
    let sentences: Vec<String> = std::iter::once(format!("这个{kind}里没有文字")).chain(said).collect();
    Unreadable::new(
        format!("{}。", sentences.join("。")),
        "如果内容是图片或扫描件，请换成能选中文字的原文档；否则请打开文件，全选复制后粘贴到这里。",
    )
}

/// The file is past one of the limits.
pub fn too_large(what: &str) -> Unreadable {
    Unreadable::new(
        format!("文件过大或内容异常（{what}），没有读取。"),
        "请删去文件中的图片和无关内容后另存一份，或者只复制年报的表格，粘贴到这里。",
    )
}

/// The file is protected by a password.
pub fn encrypted() -> Unreadable {
    Unreadable::new(
        "文件设有打开密码，内容已加密，无法读取。",
        "请用 Word、Excel 或 WPS 输入密码打开，去掉密码（文件 → 信息 → 保护）后另存一份再试；或者打开后全选复制，粘贴到这里。",
    )
}

/// A format of this family that is not read.
pub fn unsupported(what: &str) -> Unreadable {
    Unreadable::new(format!("这是{what}，不能直接读取。"), RESAVE)
}

/// Two documents in one container.
pub fn ambiguous(one: &str, other: &str) -> Unreadable {
    Unreadable::new(format!("文件里同时有{one}和{other}两种内容，无法确定以哪一种为准。"), RESAVE)
}

impl From<Fault> for Unreadable {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoDirectory => damaged("压缩包的目录缺失，文件可能没有下载完整"),
            Fault::TooMany => too_large("压缩包内文件过多"),
            Fault::TooLarge => too_large("解压后的内容超过限度"),
            Fault::Encrypted => encrypted(),
            Fault::Damaged(part) => damaged(&part),
            Fault::Method => unsupported("用少见方式压缩的文件"),
        }
    }
}
