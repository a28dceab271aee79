//! The commands, a file each; `files` finds and opens what they are given.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

use gouji::view::across::CrossFinding;
use serde::Serialize;

/// Prints a line. The modules below see it because it stands above them.
macro_rules! say {
    ($($part:tt)*) => { $crate::cli::put(format_args!("{}\n", format_args!($($part)*))) };
}
pub(crate) use say;

pub mod check;
pub mod files;
pub mod rollup;
pub mod write;
pub mod years;

/// Writes to the standard output. Where nobody reads any more (`gouji … | head`) the exit code still tells what was found;
/// where it cannot be written, no exit code of a result would be true.
pub fn put(text: Arguments) {
    let mut out = std::io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => stop(format_args!("没能写出结果：{error}")),
        _ => {}
    }
}

/// A finding between reports.
pub fn print_finding(finding: &CrossFinding) {
    say!("  【{}】{}", finding.severity.name(), finding.message);
    say!("      依据：{}（{}）", finding.why, finding.rule);
    say!("      处理：{}", finding.advice);
}

/// As the contract has it.
pub fn json(result: &impl Serialize) -> String {
    serde_json::to_string_pretty(result).unwrap_or_else(|error| stop(format_args!("无法输出 JSON：{error}")))
}

fn stop(why: Arguments) -> ! {
    eprintln!("{why}");
    std::process::exit(2)
}
