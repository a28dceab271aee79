//! Speed of reading the HTML of whole reports, beside lxml (Python) doing the same, in one run.
//!
//! `GOUJI_REPORTS=… cargo bench --bench read`. Best of many rounds per file; figures are megabytes of input
//! per second and microseconds per file. With `GOUJI_PYTHON=/path/to/python3` (lxml installed) the ratio too.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)] // a program for developers; sizes are small

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gouji::input::{Content, Input};
use gouji::readers::{charset, read};

const ROUNDS: usize = 200;

/// Bytes → every table's rows of cell texts and every paragraph: what a careful Python user writes.
const LXML: &str = r#"
import sys, time
from lxml import html
def cells(root):
    return [[["".join(c.itertext()).strip() for c in r.iterfind("./*") if c.tag in ("td", "th")] for r in t.iter("tr")] for t in root.iter("table")]
total = 0.0
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    best = 1e9
    for _ in range(15):
        start = time.perf_counter()
        try: text = data.decode("utf-8")
        except UnicodeDecodeError: text = data.decode("gb18030")
        root = html.fromstring(text)
        cells(root); [p.text_content() for p in root.iter("p")]
        best = min(best, time.perf_counter() - start)
    total += best
print(total)
"#;

fn main() {
    let Some(files) = files() else { return println!("skipped: GOUJI_REPORTS is not set") };
    let (mut bytes, mut seconds) = (0, 0.0);
    for file in &files {
        let content = std::fs::read(file).expect("bench file");
        let best = time(&content);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "{name}  {:>7} bytes  {:>7.1} µs  {:>6.0} MB/s",
            content.len(),
            best * 1e6,
            mbps(content.len(), best)
        );
        bytes += content.len();
        seconds += best;
    }
    let mean = seconds * 1e6 / files.len() as f64;
    println!("all      {bytes:>7} bytes  {mean:>7.1} µs/file  {:>6.0} MB/s", mbps(bytes, seconds));
    compare(&files, seconds);
}

/// The HTML files beside the reports.
fn files() -> Option<Vec<PathBuf>> {
    let reports = std::env::var_os("GOUJI_REPORTS")?;
    let folder = Path::new(&reports).join("../bench/files");
    let entries = std::fs::read_dir(folder).expect("bench files");
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
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

fn mbps(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / seconds / 1e6
}

fn compare(files: &[PathBuf], ours: f64) {
    let Some(python) = std::env::var_os("GOUJI_PYTHON") else { return };
    let output = Command::new(python).arg("-c").arg(LXML).args(files).output().expect("python");
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim().parse::<f64>() {
        Ok(theirs) => {
            let mean = theirs * 1e6 / files.len() as f64;
            println!("lxml                    {mean:>7.1} µs/file   ratio {:.1}", theirs / ours);
        }
        Err(_) => println!("lxml did not run: {}", String::from_utf8_lossy(&output.stderr)),
    }
}
