//! Speed of reading whole reports of Word and Excel, beside Python's readers doing the same, in one run.
//!
//! `GOUJI_REPORTS=… cargo bench --bench office`. Best of many rounds per file; the figures are microseconds per
//! file, from bytes to the document. With `GOUJI_PYTHON=/path/to/python3` (python-docx, lxml, openpyxl, xlrd
//! installed) theirs and the ratio too.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)] // a program for developers; sizes are small

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gouji::input::{Content, Input};
use gouji::readers::{charset, read};

const ROUNDS: usize = 200;

/// Bytes → every table's rows of cell texts, as a careful Python user writes it.
const PEERS: &str = r#"
import io, sys, time, zipfile
def best(run, data, rounds=5):
    times = []
    for _ in range(rounds):
        start = time.perf_counter(); run(data); times.append(time.perf_counter() - start)
    return min(times)
def lxml_docx(data):
    from lxml import etree
    W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return [[["".join(t.text or "" for t in c.iter(W + "t")) for c in r.iterfind(W + "tc")] for r in root.iter(W + "tr")], ["".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p")]]
def python_docx(data):
    import docx
    d = docx.Document(io.BytesIO(data))
    return [[[c.text for c in r.cells] for r in t.rows] for t in d.tables], [p.text for p in d.paragraphs]
def openpyxl_(data):
    import openpyxl
    return [list(s.iter_rows(values_only=True)) for s in openpyxl.load_workbook(io.BytesIO(data), data_only=True)]
def xlrd_(data):
    import xlrd
    return [[s.row_values(r) for r in range(s.nrows)] for s in xlrd.open_workbook(file_contents=data).sheets()]
peers = {"docx": [lxml_docx, python_docx], "xlsx": [openpyxl_], "xls": [xlrd_]}[sys.argv[1]]
files = [open(path, "rb").read() for path in sys.argv[2:]]
for peer in peers:
    try: print(peer.__name__, sum(best(peer, data) for data in files))
    except ImportError as why: print(peer.__name__, "missing", why, file=sys.stderr)
"#;

fn main() {
    for extension in ["docx", "xlsx", "xls"] {
        let Some(files) = files(extension) else { return println!("skipped: GOUJI_REPORTS is not set") };
        let contents = files.iter().map(|file| std::fs::read(file).expect("bench file"));
        let times: Vec<f64> = contents.map(|content| time(&content)).collect();
        let seconds: f64 = times.iter().sum();
        let slowest = times.iter().fold(0.0, |most: f64, time| most.max(*time));
        let mean = seconds * 1e6 / files.len() as f64;
        println!("gouji {extension:<5} {mean:>9.1} µs/file, slowest {:.1} µs", slowest * 1e6);
        compare(extension, &files, seconds);
    }
}

fn files(extension: &str) -> Option<Vec<PathBuf>> {
    let reports = std::env::var_os("GOUJI_REPORTS")?;
    let folder = Path::new(&reports).join("../bench/files");
    let entries = std::fs::read_dir(folder).expect("bench files");
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|own| own == extension));
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

fn compare(extension: &str, files: &[PathBuf], ours: f64) {
    let Some(python) = std::env::var_os("GOUJI_PYTHON") else { return };
    let output = Command::new(python).args(["-c", PEERS, extension]).args(files).output().expect("python");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((name, seconds)) = line.split_once(' ') else { continue };
        let Ok(theirs) = seconds.parse::<f64>() else { continue };
        let mean = theirs * 1e6 / files.len() as f64;
        println!("  {name:<14} {mean:>9.1} µs/file, ratio {:.1}", theirs / ours);
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
}
