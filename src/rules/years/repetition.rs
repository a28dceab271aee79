//! D10: how much of a part's text stood in last year's report already.
//!
//! Measured sentence by sentence, without what forms and laws prescribe: a sentence is repeated when nearly all of it
//! stood there, digits aside. Every share is a whole per cent, cut.

use crate::dossier::{Digest, MAX_SECTION, Pair};
use crate::rules::across::{Outcome, Place};
use crate::rules::{Check, Rule, Severity, Verdict};

use super::sides::{Side, Sides};

/// D10.
pub static RULE: Rule = Rule {
    id: "text-repeated-from-last-year",
    code: "D10",
    severity: Severity::Warning,
    title: "正文与上年报告的重复不超过一半",
    why: "年度报告应当写本年的工作和问题；有的地方考核评分规定“与上年度重复率大于50%的扣0.5分”。",
    advice: "改写照搬的句子，写本年做了什么、有什么问题、怎样改进。",
    basis: "《政府信息公开条例》第五十条；考核评分标准“与上年度重复率大于50%的扣0.5分”",
    relation: false,
    check: Check::Years(check),
};

/// Parts that are prose, by index among the six.
const PARTS: [(usize, &str); 3] = [
    (0, "一、总体情况"),
    (PROBLEMS, "五、存在的主要问题及改进情况"),
    (OTHER_MATTERS, "六、其他需要报告的事项"),
];
const PROBLEMS: usize = 4;
/// Often nothing but 无: its absence is no loss.
const OTHER_MATTERS: usize = 5;
/// More than this share is repeated too much.
const TOO_MUCH: usize = 50;
/// More than this is hardly anything new.
const NEARLY_ALL: usize = 80;
/// Shorter texts say nothing by their share, in characters.
const MIN_TEXT: usize = 60;
/// Shorter parts are no text that could be copied.
const MIN_COPY: usize = 20;
/// Shorter sentences are headings and stock phrases.
const MIN_SENTENCE: usize = 10;
/// So many characters in a row are the same words, not the same subject; as many as fit into a number.
const RUN: usize = 6;
/// Of ten characters of a repeated sentence so many stand in such runs.
const COVERED: usize = 8;
/// Repeated sentences that are quoted, and their length.
const QUOTED: usize = 3;
const QUOTE: usize = 40;

/// Sentences with these words are the same every year because forms or laws give them.
#[rustfmt::skip]
const FORMULAS: [&str; 24] = [
    "政府信息公开条例", "年度报告格式", "本报告", "统计期限", "编制", "现将", "现公布", "公布如下", "报告如下", "电子版",
    "联系电话", "联系地址", "邮政编码", "如有疑问", "其他需要报告", "需要报告的其他", "信息处理费", "下载", "网址",
    // Tables that ran into the text.
    "本年新收政府信息公开申请", "勾稽关系", "结果维持", "信息内容", "申请人情况",
];
/// A sentence with figures that speaks of these says what the tables ask for.
const ASKED: [&str; 5] = ["申请", "复议", "诉讼", "结转", "责任追究"];
/// With more figures than this a sentence is data, in the same words every year.
const MAX_FIGURES: usize = 1;

/// How much of a part is repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The part's heading.
    pub part: &'static str,
    /// Index of the part.
    index: usize,
    /// Its share, in per cent.
    pub percent: usize,
    /// Characters that were compared, and those of repeated sentences.
    counts: (usize, usize),
    /// The part is as it was, word for word.
    identical: bool,
    /// Repeated sentences, the longest first.
    sentences: Vec<String>,
    /// Only its beginning was compared.
    cut: bool,
}

/// Measures every part that both reports have and that is long enough.
pub fn measure(before: &Digest, after: &Digest) -> Vec<Repeated> {
    let text = |digest: &Digest, part: usize| digest.sections.get(part).cloned().unwrap_or_default();
    let measured = |&(index, part): &(usize, &'static str)| {
        of_part(index, part, &text(before, index), &text(after, index))
    };
    PARTS.iter().filter_map(measured).collect()
}

fn of_part(index: usize, part: &'static str, before: &str, after: &str) -> Option<Repeated> {
    let old = plain(before);
    let identical = index == PROBLEMS && old.len() >= MIN_COPY && old == plain(after);
    let known = runs(before);
    let (mut all, mut same, mut sentences) = (0, 0, Vec::new());
    for sentence in sentences_of(after).filter(|sentence| !is_formula(sentence)) {
        let own = plain(sentence);
        all += own.len();
        if is_repeated(&own, &known) {
            same += own.len();
            sentences.push(sentence);
        }
    }
    if !identical && (old.is_empty() || all < MIN_TEXT) {
        return None;
    }
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.chars().count()));
    Some(Repeated {
        part,
        index,
        percent: if identical { 100 } else { 100 * same / all.max(1) },
        counts: (all, same),
        identical,
        sentences: sentences.into_iter().take(QUOTED).map(quoted).collect(),
        cut: [before, after].iter().any(|text| text.chars().count() >= MAX_SECTION),
    })
}

/// Letters alone; a run of digits is one `0`.
fn plain(text: &str) -> Vec<char> {
    let mut plain: Vec<char> = Vec::with_capacity(text.len() / 3);
    let mut in_number = false;
    for c in text.chars() {
        let digit = c.is_ascii_digit();
        if digit && !in_number {
            plain.push('0');
        } else if !digit && c.is_alphanumeric() {
            plain.push(c);
        }
        in_number = digit || (in_number && matches!(c, '.' | ','));
    }
    plain
}

fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '!', '?', ';'])
}

/// Whether a sentence is no text of the writer's own.
fn is_formula(sentence: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let figures = figures(sentence);
    let nothing = has(&["未", "无", "没有"]) && has(&ASKED);
    sentence.chars().filter(|c| c.is_alphanumeric()).count() < MIN_SENTENCE
        || has(&FORMULAS)
        || figures > MAX_FIGURES
        || nothing
        || (figures > 0 && has(&ASKED))
}

/// Numbers that are no date.
fn figures(sentence: &str) -> usize {
    let mut rest = sentence;
    let mut count = 0;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(at..).unwrap_or_default();
        rest = tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        count += usize::from(!rest.starts_with(['年', '月', '日', '号']));
    }
    count
}

/// All runs of [`RUN`] characters within the sentences of a text, sorted.
fn runs(text: &str) -> Vec<u128> {
    let mut runs = Vec::with_capacity(text.len() / 3);
    for sentence in sentences_of(text) {
        runs.extend(plain(sentence).windows(RUN).map(packed));
    }
    runs.sort_unstable();
    runs
}

/// Characters as one number: each has 21 bits.
fn packed(run: &[char]) -> u128 {
    run.iter().fold(0, |packed, c| packed << 21 | u128::from(u32::from(*c)))
}

fn is_repeated(sentence: &[char], known: &[u128]) -> bool {
    let (mut covered, mut end) = (0, 0);
    for (at, run) in sentence.windows(RUN).enumerate() {
        if known.binary_search(&packed(run)).is_ok() {
            covered += at + RUN - end.max(at);
            end = at + RUN;
        }
    }
    !sentence.is_empty() && 10 * covered >= COVERED * sentence.len()
}

fn quoted(sentence: &str) -> String {
    let more = sentence.chars().nth(QUOTE).is_some();
    let text: String = sentence.chars().take(QUOTE).collect();
    format!("“{text}{}”", if more { "…" } else { "" })
}

// ---- the rule -----------------------------------------------------------------------------------------------

fn check(rule: &'static Rule, pair: &Pair, outcomes: &mut Vec<Outcome>) {
    let sides = Sides::of(pair);
    let [before, after] = [&sides.before, &sides.after].map(has_prose);
    if !pair.fit.comparable() || !(before || after) {
        outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
    } else if !(before && after) {
        let side = if before { &sides.after } else { &sides.before };
        outcomes.push(Outcome::unknown(rule, Vec::new(), format!("{}没有读到正文", side.title())));
    } else {
        check_parts(rule, &sides, outcomes);
    }
}

fn has_prose(side: &Side) -> bool {
    PARTS.iter().any(|(part, _)| !text_of(side, *part).is_empty())
}

fn text_of<'a>(side: &Side<'a>, part: usize) -> &'a str {
    side.digest().sections.get(part).map_or("", String::as_str)
}

fn check_parts(rule: &'static Rule, sides: &Sides, outcomes: &mut Vec<Outcome>) {
    let measured = measure(sides.before.digest(), sides.after.digest());
    outcomes.extend(measured.iter().map(|repeated| judge(rule, sides, repeated)));
    for (part, name) in PARTS {
        let missing = [&sides.before, &sides.after].into_iter().find(|side| text_of(side, part).is_empty());
        if let Some(side) = missing.filter(|_| part != OTHER_MATTERS) {
            let why = format!("{}没有读到“{name}”的文字", side.title());
            outcomes.push(Outcome::unknown(rule, Vec::new(), why));
        } else if measured.iter().all(|repeated| repeated.index != part) {
            outcomes.push(Outcome::new(rule, Verdict::Inapplicable));
        }
    }
}

fn judge(rule: &'static Rule, sides: &Sides, repeated: &Repeated) -> Outcome {
    let Repeated { part, percent, counts: (all, same), .. } = repeated;
    let title = sides.before.title();
    if !repeated.identical && *percent <= TOO_MUCH {
        if repeated.cut {
            let why = format!("“{part}”很长，只比较了前 {MAX_SECTION} 字，没有发现大段重复");
            return Outcome::unknown(rule, Vec::new(), why);
        }
        return Outcome::new(rule, Verdict::Pass);
    }
    let head = if repeated.identical {
        format!("“{part}”与 {title}完全相同（数字除外）")
    } else {
        let weight = if *percent > NEARLY_ALL { "几乎照搬了 " } else { "与 " };
        let end = if *percent > NEARLY_ALL { "，重复" } else { "重复" };
        format!("“{part}”{weight}{title}{end} {percent}%（除去格式用语共 {all} 字，重复 {same} 字）")
    };
    let quoted = match repeated.sentences.as_slice() {
        [] => String::new(),
        list => format!("，例如{}", list.join("、")),
    };
    let cut = if repeated.cut {
        format!("；文字很长，只比较了前 {MAX_SECTION} 字")
    } else {
        String::new()
    };
    let places: Vec<Place> = sides.places(Vec::new(), Vec::new());
    Outcome::fail(rule, places, format!("{head}{quoted}{cut}。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_another_year_or_a_few_other_words_is_repeated() {
        let known = runs("2022年,我县持续推进基层政务公开标准化规范化建设,取得明显成效。");
        let of = |text: &str| is_repeated(&plain(text), &known);
        assert!(of("2023年,我县持续推进基层政务公开标准化规范化建设,取得了明显成效"));
        assert!(!of("2023年,我县把政策解读放在公开工作的第一位,组织了三次培训"));
        assert!(!of("持续推进基层政务公开标准化规范化建设,并首次为乡镇配备专职人员和查阅终端"));
    }

    #[test]
    fn what_forms_and_tables_ask_for_is_no_text() {
        for sentence in [
            "根据《中华人民共和国政府信息公开条例》规定,特向社会公布",
            "全年收到政府信息公开申请12件,同比增长20%",
            "本年度未发生因政府信息公开引起的行政复议和行政诉讼",
            "主动公开信息1234条,其中通过网站发布800条",
            "主动公开情况",
        ] {
            assert!(is_formula(sentence), "{sentence}");
        }
        assert!(!is_formula("2023年,我县持续推进基层政务公开标准化规范化建设"));
    }
}
