//! `gouji check FILE… [--json] [--form FORM|auto]`; FORM is the id of any form, mixtures included.

use std::process::ExitCode;

use gouji::{Options, Review, ReviewVerdict, forms, view};

use super::files::review_all;

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

/// Checks the files and prints what came of each as soon as it is known: none is kept.
pub fn run(words: &[&str]) -> ExitCode {
    let Some(call) = Call::parse(words) else { return crate::usage() };
    let mut printer = Printer { json: call.json, held: None, printed: 0 };
    let mut worst = Worst::default();
    review_all(&call.files, &call.options, &mut |review| {
        worst.count(review.verdict());
        printer.print(&review);
    });
    printer.finish();
    if worst.files == 0 {
        eprintln!("文件夹里没有可以核对的文件。");
        return ExitCode::from(2);
    }
    worst.exit()
}

/// Of JSON one review is an object, several are a list; so the first waits for the second.
struct Printer {
    json: bool,
    held: Option<String>,
    printed: usize,
}

impl Printer {
    fn print(&mut self, review: &Review) {
        if !self.json {
            super::put(format_args!("{}", gouji::record::write(review)));
            return;
        }
        if let Some(before) = self.held.replace(super::json(&view::review(review))) {
            say!("{}{before}", if self.printed == 0 { "[" } else { "," });
            self.printed += 1;
        }
    }

    fn finish(&mut self) {
        if let Some(last) = self.held.take() {
            let (before, behind) = if self.printed == 0 { ("", "") } else { (",", "]") };
            say!("{before}{last}{behind}");
        }
    }
}

/// What the exit code tells.
#[derive(Default)]
struct Worst {
    files: usize,
    findings: bool,
    unreadable: bool,
}

impl Worst {
    fn count(&mut self, verdict: ReviewVerdict) {
        self.files += 1;
        self.findings |= verdict == ReviewVerdict::Findings;
        self.unreadable |= verdict == ReviewVerdict::Unreadable;
    }

    fn exit(&self) -> ExitCode {
        match (self.unreadable, self.findings) {
            (true, _) => ExitCode::from(2),
            (false, true) => ExitCode::from(1),
            (false, false) => ExitCode::SUCCESS,
        }
    }
}
