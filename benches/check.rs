//! From bytes to findings: whole HTML and text reports, beside lxml (or plain Python) and a hand-written check.
//!
//! `GOUJI_REPORTS=… ./build.sh bench check`. Median of many rounds a file, one thread, one run for both sides.
//! `GOUJI_PYTHON=/path/to/python3` names an interpreter with lxml; without lxml only our own figures are shown.
//! The peer checks tables only. So does the page's engine; to measure that one, leave the reading of prose out:
//! `cargo bench --bench check --no-default-features --features office,page`.

#![allow(missing_docs, clippy::expect_used, clippy::cast_precision_loss)] // a program for developers

mod support;

use std::path::PathBuf;
use std::process::Command;

use gouji::Options;
use gouji::readers::charset::native_decode;

const ROUNDS: usize = 101;

/// What a careful Python user writes: the tables by lxml, the rows of seven figures by label, the sums.
const PYTHON: &str = r#"
import re, sys, time
from lxml import html
def integer(text):
    text = text.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789")).replace(",", "")
    return int(text) if re.fullmatch(r"-?\d+", text) else 0
def rows_of(data, is_html):
    try: text = data.decode("utf-8")
    except UnicodeDecodeError: text = data.decode("gb18030")
    if not is_html:
        found = re.findall(r"(?m)^(.*?)((?:[ \t]+\d+){7,15}|\d+(?:[ \t]+\d+){6,14})[ \t]*$", text)
        return [[integer(n) for n in numbers.split()] for _, numbers in found]
    rows = []
    for table in html.fromstring(text).iter("table"):
        for row in table.iter("tr"):
            cells = ["".join(cell.itertext()).strip() for cell in row.iterchildren("td", "th")]
            values = [c for c in cells if re.fullmatch(r"[\d０-９,\s]*", c)]
            if len(values) in (7, 15): rows.append([integer(c) for c in values])
    return rows
def check(rows):
    problems = []
    seven = [r for r in rows if len(r) == 7]
    for r in seven:
        if sum(r[:6]) != r[6]: problems.append(r)
    if len(seven) >= 23:
        new, carried, items, total, out = seven[0], seven[1], seven[2:-2], seven[-2], seven[-1]
        for c in range(7):
            if new[c] + carried[c] != total[c] + out[c]: problems.append(c)
            if sum(i[c] for i in items) != total[c]: problems.append(c)
    for r in (r for r in rows if len(r) == 15):
        for g in (0, 5, 10):
            if sum(r[g:g + 4]) != r[g + 4]: problems.append(g)
    return problems
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    times = []
    for _ in range(25):
        start = time.perf_counter()
        check(rows_of(data, path.endswith("html")))
        times.append(time.perf_counter() - start)
    print(sorted(times)[12])
"#;

fn main() {
    let Some(files) = files() else { return };
    let python = python_times(&files);
    println!("{:<34} {:>9} {:>12} {:>12} {:>8}", "file", "bytes", "gouji µs", "Python µs", "ratio");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (at, file) in files.iter().enumerate() {
        let bytes = std::fs::read(file).expect("file");
        let micros = median(&bytes);
        let peer = python.as_ref().and_then(|times| times.get(at)).copied();
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let (peer_text, ratio) = peer
            .map_or((String::new(), String::new()), |p| (format!("{p:.0}"), format!("{:.1}", p / micros)));
        println!("{name:<34} {:>9} {micros:>12.0} {peer_text:>12} {ratio:>8}", bytes.len());
        ours.push(micros);
        theirs.extend(peer);
    }
    if theirs.len() == ours.len() {
        let total = |list: &[f64]| list.iter().sum::<f64>();
        let (ours, theirs) = (total(&ours), total(&theirs));
        println!("all files: {ours:.0} µs against {theirs:.0} µs, {:.1} ×", theirs / ours);
        let row = serde_json::json!({
            "what": [format!("从文件到结论，{} 个网页和文字报告", files.len()), format!("file to findings, {} web pages and texts", files.len())],
            "ours": format!("{:.1} ms", ours / 1000.0),
            "peer": ["手写的 Python（lxml）", "a Python script (lxml)"],
            "theirs": format!("{:.1} ms", theirs / 1000.0),
            "times": theirs / ours,
        });
        println!("bench: {row}");
    }
}

fn median(bytes: &[u8]) -> f64 {
    let check = || gouji::review(&support::input(bytes), &Options::default(), native_decode);
    support::median(&support::times(ROUNDS, check))
}

fn python_times(files: &[PathBuf]) -> Option<Vec<f64>> {
    let python = std::env::var("GOUJI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).arg("-c").arg(PYTHON).args(files).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let times: Vec<f64> = text.lines().filter_map(|line| line.parse::<f64>().ok()).map(|s| s * 1e6).collect();
    (times.len() == files.len()).then_some(times)
}

fn files() -> Option<Vec<PathBuf>> {
    let reports = support::reports()?;
    let names = [
        "jinlin-2020.txt",
        "hongze-2023.copied.txt",
        "shanghai-office-2019.html",
        "hangzhou-fixture-2025.html",
    ];
    let mut files: Vec<PathBuf> = names.iter().map(|name| reports.join(name)).collect();
    files.extend(support::files("html")?);
    Some(files)
}
