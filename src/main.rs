//! The command-line twin: the same code as in the browser, for batches, for scripts and for the tests.
//!
//! `gouji check FILE…`, `gouji years FILE…`, `gouji rollup FILE…`, `gouji annotate FILE -o OUT`, `gouji correct FILE -o OUT`.

mod cli;

use std::process::ExitCode;

use cli::say;
use gouji::forms;

const USAGE: &str = "用法：gouji check 文件或文件夹… [--json] [--form 2019|2021|2021-mixed|2019-mixed|auto]
      gouji years 文件或文件夹… [--json] [--pair]   同一机关相邻两年的报告是否衔接；--pair：只有两份，不看名称直接比较
      gouji rollup 文件或文件夹… [--parent 文件] [--complete] [--json] [-o 文件]   本级与各下级汇总是否相符；
                                  --complete：下级齐全；-o：汇总表，.xlsx 或 .csv
      gouji annotate 文件 -o 文件   在 .docx 或 .xlsx 的副本上给有问题的单元格加批注
      gouji correct 文件 -o 文件    更正后的表格，.xlsx 或 .csv：只改确定的，其余标出
      gouji cells [2019|2021|2021-mixed|2019-mixed]   列出单元格标识
      gouji example               输出示例报告
文件写成“-”时从标准输入读取；压缩包（zip）和文件夹中的文件逐个核对。
退出码：0 没有错误（没有核对的部分见输出），1 有错误，2 无法读取。";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", rest @ ..] => cli::check::run(rest),
        ["years", rest @ ..] => cli::years::run(rest),
        ["rollup", rest @ ..] => cli::rollup::run(rest),
        ["annotate", file, "-o", out] => cli::write::annotate(file, out),
        ["correct", file, "-o", out] => cli::write::correct(file, out),
        ["cells", rest @ ..] => cells(rest.first().copied().unwrap_or("2021")),
        ["example"] => {
            cli::put(format_args!("{}", gouji::EXAMPLE));
            ExitCode::SUCCESS
        }
        ["--version" | "-V"] => {
            say!("gouji {}", gouji::VERSION);
            ExitCode::SUCCESS
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn cells(id: &str) -> ExitCode {
    let Some(form) = forms::form(id) else { return usage() };
    for cell in form.cells() {
        say!("{}\t{}", cell.id, cell.name());
    }
    ExitCode::SUCCESS
}
