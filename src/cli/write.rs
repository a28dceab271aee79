//! `gouji annotate FILE -o OUT` and `gouji correct FILE -o OUT`: a file made of a file.

use std::path::Path;
use std::process::ExitCode;

use gouji::input::Unreadable;
use gouji::readers::charset::native_decode;
use gouji::{Checked, Options, handout, takeaway};

use super::files::{bytes_of, review_bytes};

/// What is written instead of a report: bytes, and a line about them.
type Made = Result<(Vec<u8>, String), Unreadable>;

/// A copy with notes at the cells to blame.
pub fn annotate(file: &str, out: &str) -> ExitCode {
    write(file, out, annotated)
}

/// The tables with what is certain put right.
pub fn correct(file: &str, out: &str) -> ExitCode {
    write(file, out, corrected)
}

/// Checks a file and writes what is made of it.
fn write(file: &str, out: &str, made_of: fn(&str, &[u8], &Checked, &str) -> Made) -> ExitCode {
    let result = bytes_of(file).and_then(|bytes| {
        let review = review_bytes(file.to_owned(), bytes.clone(), &Options::default());
        made_of(file, &bytes, &review.result?, out)
    });
    match result.and_then(|(bytes, said)| put(out, &bytes).map(|()| said)) {
        Ok(said) => {
            say!("{out}：{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{file}：{}{}", why.reason, why.advice);
            ExitCode::from(2)
        }
    }
}

/// Writes a file.
///
/// # Errors
/// When the system does not take it.
pub fn put(out: &str, bytes: &[u8]) -> Result<(), Unreadable> {
    std::fs::write(out, bytes)
        .map_err(|error| Unreadable::new(format!("写不了文件：{error}"), "请检查路径和权限。"))
}

fn annotated(_: &str, bytes: &[u8], checked: &Checked, _: &str) -> Made {
    let marks = handout::marks(checked);
    let made = takeaway::annotate(bytes, &marks, native_decode)?;
    let placed = marks.len() - made.left_out;
    Ok((made.bytes, format!("加了 {placed} 条批注，{} 条没有找到位置", made.left_out)))
}

fn corrected(file: &str, bytes: &[u8], checked: &Checked, out: &str) -> Made {
    let edits = handout::certain(checked);
    let count = edits.len();
    let options = Options { form: Some(checked.report.form.id), edits, ..Options::default() };
    let again = review_bytes(file.to_owned(), bytes.to_vec(), &options).result?;
    let sheets = handout::sheets(&again, &checked.report);
    let made = if is_csv(out) { takeaway::csv(&sheets) } else { takeaway::workbook(&sheets)? };
    Ok((made, format!("改了 {count} 格；{}", again.summary())))
}

/// Whether a file of this name is to be CSV.
pub fn is_csv(out: &str) -> bool {
    Path::new(out).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
