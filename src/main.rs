//! The command-line twin: `gouji check FILE… [--json] [--form 2019|2021|auto]`.
//!
//! The same code as in the browser, for batches, for scripts and for the tests.

use std::process::ExitCode;

use gouji::input::{Content, Input, Unreadable};
use gouji::readers::charset::native_decode;
use gouji::{Options, Review, ReviewVerdict, forms, view};

const USAGE: &str = "用法：gouji check 文件… [--json] [--form 2019|2021|2021-mixed|2019-mixed|auto]
      gouji cells [2019|2021]     列出单元格标识
      gouji example               输出示例报告
文件写成“-”时从标准输入读取。
退出码：0 没有错误（没有核对的部分见输出），1 有错误，2 无法读取。";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", rest @ ..] if !rest.is_empty() => check(rest),
        ["cells", rest @ ..] => cells(rest.first().copied().unwrap_or("2021")),
        ["example"] => {
            print!("{}", gouji::EXAMPLE);
            ExitCode::SUCCESS
        }
        ["--version" | "-V"] => {
            println!("gouji {}", gouji::VERSION);
            ExitCode::SUCCESS
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The words of `check`.
#[derive(Default)]
struct Call<'a> {
    files: Vec<&'a str>,
    json: bool,
    options: Options,
}

impl<'a> Call<'a> {
    fn parse(words: &[&'a str]) -> Option<Self> {
        let mut call = Self::default();
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--json" => call.json = true,
                "--form" => call.take_form(words.next()?)?,
                word if word.starts_with("--form=") => call.take_form(word.get(7..)?)?,
                word if word.starts_with("--") => return None,
                file => call.files.push(file),
            }
        }
        (!call.files.is_empty()).then_some(call)
    }

    /// `auto` leaves the form to be recognised; `None`: no such form.
    fn take_form(&mut self, id: &str) -> Option<()> {
        self.options.form = if id == "auto" { None } else { Some(forms::form(id)?.id) };
        Some(())
    }
}

fn check(words: &[&str]) -> ExitCode {
    let Some(call) = Call::parse(words) else { return usage() };
    let reviews: Vec<Review> = call.files.iter().map(|file| check_file(file, &call.options)).collect();
    if call.json {
        print_json(&reviews);
    } else {
        for review in &reviews {
            print!("{}", gouji::record::write(review));
        }
    }
    exit(&reviews)
}

fn check_file(file: &str, options: &Options) -> Review {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    match read {
        Ok(bytes) => {
            let input = Input { name: Some(file.to_owned()), content: Content::Bytes(bytes) };
            gouji::review(&input, options, native_decode)
        }
        Err(error) => Review {
            name: Some(file.to_owned()),
            reader: None,
            result: Err(Unreadable::new(format!("打不开文件：{error}"), "请检查路径和权限。")),
        },
    }
}

/// One review: the object; several: an array of them.
fn print_json(reviews: &[Review]) {
    let views: Vec<view::Review> = reviews.iter().map(view::review).collect();
    let text = match views.as_slice() {
        [only] => serde_json::to_string_pretty(only),
        all => serde_json::to_string_pretty(all),
    };
    match text {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("无法输出 JSON：{error}"),
    }
}

fn exit(reviews: &[Review]) -> ExitCode {
    let verdicts: Vec<ReviewVerdict> = reviews.iter().map(Review::verdict).collect();
    if verdicts.contains(&ReviewVerdict::Unreadable) {
        ExitCode::from(2)
    } else if verdicts.contains(&ReviewVerdict::Findings) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn cells(id: &str) -> ExitCode {
    let Some(form) = forms::form(id) else { return usage() };
    for cell in form.cells() {
        println!("{}\t{}", cell.id, cell.name());
    }
    ExitCode::SUCCESS
}
