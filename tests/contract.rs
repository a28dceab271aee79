//! The public result: the shapes that `www/src/contract.ts` promises, the command's exit codes, determinism.

// A test stops at the first surprise.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs `gouji` with these words and this standard input; gives exit code and standard output.
fn gouji(words: &[&str], input: &str) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("stdin").write_all(input.as_bytes()).expect("input");
    let output = child.wait_with_output().expect("the command ends");
    (output.status.code().expect("exit code"), String::from_utf8(output.stdout).expect("UTF-8"))
}

fn json(words: &[&str], input: &str) -> Value {
    serde_json::from_str(&gouji(words, input).1).expect("JSON")
}

/// The fields of an interface in contract.ts, sorted.
fn fields(interface: &str) -> Vec<String> {
    let text = std::fs::read_to_string("www/src/contract.ts").expect("contract.ts");
    let start =
        text.find(&format!("export interface {interface} {{")).unwrap_or_else(|| panic!("{interface}"));
    let body = &text[start + text[start..].find('{').expect("{") + 1..];
    let (mut depth, mut fields, mut word) = (0, Vec::new(), String::new());
    let mut line_comment = false;
    let chars: Vec<char> = body.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        if c == '/' && matches!(chars.get(at + 1), Some('/' | '*')) {
            line_comment = true;
        }
        match c {
            '\n' => {
                line_comment = false;
                word.clear();
            }
            _ if line_comment => {}
            '{' | '(' => depth += 1,
            '}' if depth == 0 => break,
            '}' | ')' => depth -= 1,
            ':' if depth == 0 && !word.is_empty() => fields.push(std::mem::take(&mut word)),
            ';' => word.clear(),
            c if depth == 0 && (c.is_alphanumeric() || c == '_') => word.push(c),
            ' ' | '?' => {}
            _ => word.clear(),
        }
    }
    fields.sort();
    fields
}

fn keys(value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = value.as_object().expect("object").keys().cloned().collect();
    keys.sort();
    keys
}

#[test]
fn the_result_has_the_shapes_that_typescript_expects() {
    let review = json(&["check", "src/example.txt", "--json"], "");
    let report = &review["report"];
    let finding = &report["findings"][0];
    let short = json(&["check", "-", "--json"], "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1");
    for (interface, value) in [
        ("Review", &review),
        ("Report", report),
        ("Counts", &report["outcomes"]["relations"]),
        ("Table", &report["tables"][0]),
        ("Slot", &report["tables"][0]["layout"][0][0]),
        ("Cell", &report["tables"][1]["cells"][0]),
        ("Anchor", &report["tables"][1]["cells"][0]["anchor"]),
        ("Place", &report["tables"][1]["cells"][0]["place"]),
        ("Relation", &report["relations"][0]),
        ("Side", &report["relations"][0]["left"]),
        ("Finding", finding),
        ("Repair", &finding["repairs"][0]),
        ("Unchecked", &short["report"]["unchecked"][0]),
    ] {
        assert_eq!(keys(value), fields(interface), "interface {interface}");
    }
}

#[test]
fn the_example_has_one_wrong_cell_and_says_which() {
    let review = json(&["check", "src/example.txt", "--json"], "");
    assert_eq!(review["verdict"], "findings");
    let findings = review["report"]["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1);
    let repair = &findings[0]["repairs"][0];
    assert_eq!(repair["unique"], true);
    assert_eq!(repair["changes"][0]["cell"], "requests.granted@natural_person");
    assert_eq!((&repair["changes"][0]["from"], &repair["changes"][0]["to"]), (&"21".into(), &"12".into()));
}

#[test]
fn a_figure_of_the_report_is_an_exact_decimal_string() {
    let review = json(&["check", "src/example.txt", "--json"], "");
    let cells = review["report"]["tables"][0]["cells"].as_array().expect("cells");
    let fee = cells.iter().find(|cell| cell["id"] == "disclosure.fees.amount").expect("cell");
    assert_eq!(fee["value"], "1820.5");
}

#[test]
fn exit_codes_tell_consistent_wrong_and_unreadable_apart() {
    let example = std::fs::read_to_string("src/example.txt").expect("example");
    let mended = example.replace("（一）予以公开\t\t21\t", "（一）予以公开\t\t12\t");
    assert_ne!(mended, example, "the wrong cell is in the example");
    assert_eq!(gouji(&["check", "-"], &mended).0, 0);
    assert_eq!(gouji(&["check", "-"], &example).0, 1);
    assert_eq!(gouji(&["check", "-"], "今天天气很好。").0, 2);
    assert_eq!(gouji(&["check", "no-such-file.txt"], "").0, 2);
    assert_eq!(gouji(&["check"], "").0, 2);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once = gouji(&["check", "src/example.txt", "--json"], "");
    for _ in 0..3 {
        assert_eq!(gouji(&["check", "src/example.txt", "--json"], ""), once);
    }
}

#[test]
fn several_files_give_an_array_and_the_worst_exit_code() {
    let (code, text) = gouji(&["check", "src/example.txt", "Cargo.toml", "--json"], "");
    let list: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(code, 2);
    assert_eq!(list.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_form_can_be_chosen_by_hand() {
    let review = json(&["check", "src/example.txt", "--json", "--form", "2019"], "");
    assert_eq!(review["report"]["form"], "2019");
    assert_eq!(gouji(&["check", "src/example.txt", "--form", "1999"], "").0, 2);
}

/// A report of some body on some year, as a file; `carried` is carried in and out.
fn report(file: &str, title: &str, carried: [i64; 2]) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let [inward, out] = carried;
    let prose = "我县把涉企政策公开作为重点，建立惠企政策集中发布平台并逐条标注兑现流程，组织公开工作人员轮训四次，提高答复申请的法律水平，全部乡镇都有专人参加。";
    let text = format!(
        "{title}政府信息公开工作年度报告\n一、总体情况\n{prose}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
        一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n\
        二、上年结转政府信息公开申请数量 {inward} 0 0 0 0 0 {inward}\n\
        四、结转下年度继续办理 {out} 0 0 0 0 0 {out}\n"
    );
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn years_have_the_shapes_that_typescript_expects() {
    let before = report("years-a.txt", "甲县人民政府2022年", [0, 3]);
    let wrong = report("years-b.txt", "甲县2023年", [5, 0]);
    let alone = report("years-c.txt", "乙县2023年", [0, 0]);
    let years = json(&["years", &before, &wrong, &alone, "--json"], "");
    let pair = &years["pairs"][0];
    for (interface, value) in [
        ("Years", &years),
        ("Listed", &years["reports"][0]),
        ("YearPair", pair),
        ("Counts", &pair["outcomes"]),
        ("CrossFinding", &pair["findings"][0]),
        ("CrossPlace", &pair["findings"][0]["places"][0]),
        ("CrossUnchecked", &pair["unchecked"][0]),
        ("Repetition", &pair["repetition"][0]),
        ("Out", &years["unpaired"][0]),
    ] {
        assert_eq!(keys(value), fields(interface), "interface {interface}");
    }
    assert_eq!(
        (&pair["before"], &pair["after"], &pair["verdict"]),
        (&0.into(), &1.into(), &"findings".into())
    );
    assert_eq!(pair["findings"][0]["places"][1]["cells"][0], "requests.carried_in@total");
    assert_eq!(pair["repetition"][0]["percent"], 100);
    assert_eq!(years["unpaired"][0]["report"], 2);
}

#[test]
fn the_exit_code_of_years_tells_whether_anything_was_compared() {
    let before = report("years-d.txt", "丙县2022年", [0, 3]);
    let right = report("years-e.txt", "丙县2023年", [3, 0]);
    let wrong = report("years-f.txt", "丙县2023年", [5, 0]);
    let other = report("years-g.txt", "丁县2023年", [3, 0]);
    assert_eq!(gouji(&["years", &before, &right], "").0, 0);
    assert_eq!(gouji(&["years", &before, &wrong], "").0, 1);
    assert_eq!(gouji(&["years", &before, &other], "").0, 2, "no pair");
    assert_eq!(gouji(&["years", "--pair", &before, &other], "").0, 0);
    assert_eq!(gouji(&["years", "--pair", &before], "").0, 2);
    assert_eq!(gouji(&["years", &before, &right, "no-such-file.txt"], "").0, 2);
    assert_eq!(gouji(&["years"], "").0, 2);
}

#[test]
fn a_rollup_has_the_shapes_that_typescript_expects() {
    let parent = report("rollup-a.txt", "戊县人民政府2023年", [4, 0]);
    let one = report("rollup-b.txt", "戊县教育局2023年", [3, 0]);
    let two = report("rollup-c.txt", "戊县财政局2023年", [2, 0]);
    let old = report("rollup-d.txt", "戊县财政局2022年", [2, 0]);
    let rollup = json(&["rollup", &parent, &one, &two, &old, "--complete", "--json"], "");
    for (interface, value) in [
        ("Rollup", &rollup),
        ("Listed", &rollup["reports"][0]),
        ("RollupTable", &rollup["tables"][0]),
        ("RollupCell", &rollup["tables"][0]["cells"][0]),
        ("CrossFinding", &rollup["findings"][0]),
    ] {
        assert_eq!(keys(value), fields(interface), "interface {interface}");
    }
    assert_eq!((&rollup["parent"], &rollup["children"]), (&0.into(), &serde_json::json!([1, 2])));
    assert_eq!(rollup["left_out"][0]["report"], 3);
    assert_eq!(rollup["verdict"], "findings");
    let cells = rollup["tables"][1]["cells"].as_array().expect("cells");
    let carried = cells.iter().find(|cell| cell["id"] == "requests.carried_in@total").expect("cell");
    assert_eq!(
        (&carried["sum"], &carried["parent"], &carried["gap"]),
        (&"5".into(), &"4".into(), &"-1".into())
    );
}

#[test]
fn the_exit_code_of_a_rollup_and_the_files_it_writes() {
    let parent = report("rollup-e.txt", "己县人民政府2023年", [5, 0]);
    let text = std::fs::read_to_string(&parent).expect("the report");
    std::fs::write(&parent, text.replace("9 0 0 0 0 0 9", "18 0 0 0 0 0 18")).expect("a file");
    let one = report("rollup-f.txt", "己县教育局2023年", [3, 0]);
    let two = report("rollup-g.txt", "己县财政局2023年", [2, 0]);
    let out = |name: &str| std::env::temp_dir().join(name).to_string_lossy().into_owned();
    let (csv, xlsx) = (out("gouji-rollup.csv"), out("gouji-rollup.xlsx"));
    assert_eq!(gouji(&["rollup", &parent, &one, &two, "--complete", "-o", &csv], "").0, 0);
    assert_eq!(gouji(&["rollup", &one, &two, "--parent", &parent, "--complete", "-o", &xlsx], "").0, 0);
    assert_eq!(gouji(&["rollup", &parent, &two, "--complete"], "").0, 1);
    assert_eq!(gouji(&["rollup", &parent, &one, "no-such-file.txt"], "").0, 2);
    assert_eq!(gouji(&["rollup", "--parent"], "").0, 2);
    let text = std::fs::read_to_string(&csv).expect("the CSV");
    assert!(text.contains("二、上年结转政府信息公开申请数量,,,5,0,0,0,0,0,5"), "{text}");
    assert!(text.contains("己县财政局,2023"), "{text}");
    let book: calamine::Xlsx<_> = calamine::open_workbook(&xlsx).expect("a workbook");
    let names = calamine::Reader::sheet_names(&book);
    assert_eq!(names, ["汇总 表二", "汇总 表三", "汇总 表四", "差额", "名单"]);
}

#[test]
fn output_that_nobody_reads_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["cells", "2021"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
}

/// The exit code tells what was found, whether anybody reads it to the end or not.
#[test]
fn findings_that_nobody_reads_are_still_findings() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "src/example.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("the command ends").code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    for words in [&["check", "src/example.txt"][..], &["check", "src/example.txt", "--json"], &["example"]] {
        let full = std::fs::File::create("/dev/full").expect("a full device");
        let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .args(words)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .expect("the command ends");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("没能写出结果"), "{words:?}");
    }
}
