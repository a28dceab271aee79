//! Speed of reading whole PDF reports, beside pdfplumber and PyMuPDF (Python), in one run.
//!
//! `GOUJI_REPORTS=… cargo bench --bench page`. Best of many rounds per file, from bytes to document. With
//! `GOUJI_PYTHON=/path/to/python3` (pdfplumber and pymupdf installed) the ratios too.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)] // a program for developers; sizes are small

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gouji::input::{Content, Input};
use gouji::readers::{charset, read};

const ROUNDS: usize = 60;

/// Bytes → every table's rows of cell texts: what a careful Python user writes. Prints a time per file.
const PEERS: &str = r#"
import io, sys, time
def plumber(data):
    import pdfplumber
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages: page.extract_tables()
def mupdf_tables(data):
    import pymupdf
    for page in pymupdf.open(stream=data, filetype="pdf"):
        for table in page.find_tables(use_layout=False) if "use_layout" in page.find_tables.__code__.co_varnames else page.find_tables(): table.extract()
def mupdf_words(data):
    import pymupdf
    for page in pymupdf.open(stream=data, filetype="pdf"): page.get_text("words")
files = [open(path, "rb").read() for path in sys.argv[1:]]
for peer in (plumber, mupdf_tables, mupdf_words):
    try:
        times = []
        for data in files:
            best = 1e9
            for _ in range(3):
                start = time.perf_counter(); peer(data); best = min(best, time.perf_counter() - start)
            times.append(best)
        print(peer.__name__, *times)
    except Exception as error: print(peer.__name__, error, file=sys.stderr)
"#;

fn main() {
    let Some(files) = files() else { return println!("skipped: GOUJI_REPORTS is not set") };
    let mut times = Vec::new();
    for file in &files {
        let content = std::fs::read(file).expect("bench file");
        let best = time(&content);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{name:12} {:>7} bytes  {:>7.3} ms", content.len(), best * 1e3);
        times.push(best);
    }
    println!(
        "median {:.3} ms, slowest {:.3} ms",
        median(&times) * 1e3,
        times.iter().copied().fold(0.0, f64::max) * 1e3
    );
    compare(&files, &times);
}

/// The PDF files beside the reports.
fn files() -> Option<Vec<PathBuf>> {
    let reports = std::env::var_os("GOUJI_REPORTS")?;
    let folder = Path::new(&reports).join("../bench/files");
    let entries = std::fs::read_dir(folder).expect("bench files");
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    Some(files)
}

fn time(content: &[u8]) -> f64 {
    let input = Input { name: None, content: Content::Bytes(content.to_vec()) };
    let once = || {
        let start = Instant::now();
        std::hint::black_box(read(&input, charset::native_decode).expect("readable"));
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn compare(files: &[PathBuf], ours: &[f64]) {
    let Some(python) = std::env::var_os("GOUJI_PYTHON") else { return };
    let output = Command::new(python).arg("-c").arg(PEERS).args(files).output().expect("python");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        let theirs: Vec<f64> = words.filter_map(|word| word.parse().ok()).collect();
        if theirs.len() == ours.len() {
            let ratios: Vec<f64> = theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect();
            println!(
                "{name:14} median {:>8.1} ms, {:>6.0} times ours",
                median(&theirs) * 1e3,
                median(&ratios)
            );
        }
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
}
