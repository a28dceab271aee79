//! The command-line twin: `gouji check FILE… [--json] [--form 2019|2021|auto]`, `gouji annotate FILE -o OUT`,
//! `gouji correct FILE -o OUT`.
//!
//! The same code as in the browser, for batches, for scripts and for the tests.

use std::path::Path;
use std::process::ExitCode;

use gouji::input::{Content, Input, Unreadable};
use gouji::readers::charset::native_decode;
use gouji::readers::office;
use gouji::{Checked, Options, Review, ReviewVerdict, forms, handout, takeaway, view};

const USAGE: &str = "用法：gouji check 文件… [--json] [--form 2019|2021|2021-mixed|2019-mixed|auto]
      gouji annotate 文件 -o 文件   在 .docx 或 .xlsx 的副本上给有问题的单元格加批注
      gouji correct 文件 -o 文件    更正后的表格，.xlsx 或 .csv：只改确定的，其余标出
      gouji cells [2019|2021]     列出单元格标识
      gouji example               输出示例报告
文件写成“-”时从标准输入读取；压缩包（zip）中的文件逐个核对。
退出码：0 没有错误（没有核对的部分见输出），1 有错误，2 无法读取。";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", rest @ ..] if !rest.is_empty() => check(rest),
        ["annotate", file, "-o", out] => write(file, out, annotated),
        ["correct", file, "-o", out] => write(file, out, corrected),
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
    let reviews: Vec<Review> = call.files.iter().flat_map(|file| check_file(file, &call.options)).collect();
    if call.json {
        print_json(&reviews);
    } else {
        for review in &reviews {
            print!("{}", gouji::record::write(review));
        }
    }
    exit(&reviews)
}

/// One review; of a container of files one for each.
fn check_file(file: &str, options: &Options) -> Vec<Review> {
    let refused = |name: String, why| vec![Review { name: Some(name), reader: None, result: Err(why) }];
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(why) => return refused(file.to_owned(), why),
    };
    match office::members(&bytes, native_decode) {
        None => vec![check_bytes(file.to_owned(), bytes, options)],
        Some(Err(why)) => refused(file.to_owned(), why),
        Some(Ok(members)) => {
            let of_member = |member: office::Member| {
                let name = format!("{file}/{}", member.name);
                match member.content {
                    Ok(bytes) => vec![check_bytes(name, bytes, options)],
                    Err(why) => refused(name, why),
                }
            };
            members.into_iter().flat_map(of_member).collect()
        }
    }
}

fn bytes_of(file: &str) -> Result<Vec<u8>, Unreadable> {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| Unreadable::new(format!("打不开文件：{error}"), "请检查路径和权限。"))
}

fn check_bytes(name: String, bytes: Vec<u8>, options: &Options) -> Review {
    gouji::review(&Input { name: Some(name), content: Content::Bytes(bytes) }, options, native_decode)
}

/// What is written instead of a report: bytes, and a line about them.
type Made = Result<(Vec<u8>, String), Unreadable>;

/// Checks a file and writes what is made of it.
fn write(file: &str, out: &str, made_of: fn(&str, &[u8], &Checked, &str) -> Made) -> ExitCode {
    let result = bytes_of(file).and_then(|bytes| {
        let review = check_bytes(file.to_owned(), bytes.clone(), &Options::default());
        made_of(file, &bytes, &review.result?, out)
    });
    let written = result.and_then(|(bytes, said)| {
        let failed = |error| Unreadable::new(format!("写不了文件：{error}"), "请检查路径和权限。");
        std::fs::write(out, bytes).map(|()| said).map_err(failed)
    });
    match written {
        Ok(said) => {
            println!("{out}：{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{file}：{}{}", why.reason, why.advice);
            ExitCode::from(2)
        }
    }
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
    let again = check_bytes(file.to_owned(), bytes.to_vec(), &options).result?;
    let sheets = handout::sheets(&again, &checked.report);
    let is_csv = Path::new(out).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let made = if is_csv { takeaway::csv(&sheets) } else { takeaway::workbook(&sheets)? };
    Ok((made, format!("改了 {count} 格；{}", again.summary())))
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
