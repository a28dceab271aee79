//! Where the sections of a report begin: their headings, however they are written.

use super::flow::{BREAK, Flow};

/// Characters of a heading that are looked at.
const HEADING: usize = 40;
/// Longest line that is a heading without being one of the six parts.
const SHORT_LINE: usize = 26;
const NUMERALS: &str = "一二三四五六七八九十";

/// The six parts of a report, in the words their headings begin with. The first is the form's own.
#[rustfmt::skip]
pub const PARTS: [&[&str]; 6] = [
    &["总体情况", "概述", "基本情况", "概况", "总体概况"],
    &["主动公开政府信息情况", "主动公开政府信息的情况", "行政机关主动公开政府信息", "主动公开政府信息"],
    &["收到和处理政府信息公开申请情况", "行政机关收到和处理", "收到和处理", "收到及处理"],
    &["政府信息公开行政复议、行政诉讼情况", "政府信息公开行政", "因政府信息公开", "因政府政府信息公开", "因信息公开", "行政复议、行政诉讼", "行政复议和行政诉讼", "政府信息公开工作被申请", "被申请行政复议"],
    &["存在的主要问题及改进情况", "存在的主要问题", "存在主要问题", "存在的问题", "存在问题", "主要问题", "政府信息公开工作存在", "政府信息公开工作中存在", "政府信息公开存在", "工作存在", "信息公开工作存在", "问题及改进"],
    &["其他需要报告的事项", "其他需要", "其他事项", "其它需要", "其它事项", "需要报告的其他事项", "需要说明的"],
];

/// Rows of 表三 that are numbered like headings.
const ROWS: [&str; 4] = ["本年新收", "上年结转", "本年度办理", "结转下年度"];

/// A section: its heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number, 1 for 一; `None` when it is not numbered.
    pub number: Option<usize>,
    /// Which of [`PARTS`] it is; `None` for a heading of the writer's own.
    pub part: Option<usize>,
    /// The heading as written.
    pub heading: String,
    /// The prose under it, folded, without spaces.
    pub text: String,
    /// Where the heading stands in the flow.
    pub from: usize,
    /// Where the prose begins and ends in the flow.
    pub body: (usize, usize),
}

/// The headings of a flow: number, part, first character, first character of the text.
type Heading = (Option<usize>, Option<usize>, usize, usize);

/// The sections in the order they stand; the text before the first is the preface, not a section.
pub fn sections(flow: &Flow) -> Vec<Section> {
    let mut headings = find(flow, ordinal);
    if parts_of(&headings) < 2 {
        let arabic = find(flow, arabic_ordinal);
        if parts_of(&arabic) > parts_of(&headings) {
            headings = arabic;
        }
    }
    let ends = headings.iter().skip(1).map(|heading| heading.2).chain([flow.chars.len()]);
    headings.iter().zip(ends).map(|(heading, end)| section(flow, *heading, end)).collect()
}

fn parts_of(headings: &[Heading]) -> usize {
    headings.iter().filter(|heading| heading.1.is_some()).count()
}

fn section(flow: &Flow, (number, part, from, body): Heading, end: usize) -> Section {
    let body = body.min(end);
    let text = flow.chars.get(body..end).unwrap_or_default().iter().filter(|&&c| c != BREAK).collect();
    Section { number, part, heading: flow.text(from, body), text, from, body: (body, end) }
}

fn find(flow: &Flow, ordinal: fn(&[char]) -> Option<(usize, usize)>) -> Vec<Heading> {
    let mut headings = Vec::new();
    for (index, paragraph) in flow.paragraphs.iter().enumerate() {
        let end = flow.paragraphs.get(index + 1).map_or(flow.chars.len(), |next| next.start);
        let line = flow.chars.get(paragraph.start..end).unwrap_or_default();
        let line = line.strip_suffix(&[BREAK]).unwrap_or(line);
        headings.extend(line_heading(line, paragraph.start, ordinal));
        headings.extend(inline_headings(line, paragraph.start, ordinal));
    }
    headings
}

/// A heading that begins a line.
fn line_heading(
    line: &[char],
    start: usize,
    ordinal: fn(&[char]) -> Option<(usize, usize)>,
) -> Option<Heading> {
    let marks = line.iter().take_while(|c| matches!(c, '#' | '*')).count();
    let text = line.get(marks..)?;
    let Some((number, length)) = ordinal(text) else {
        let whole = text.len() <= SHORT_LINE && !text.contains(&'。') && !text.contains(&',');
        let (part, _) = part_of(text).filter(|(_, exact)| whole && *exact)?;
        return Some((None, Some(part), start, start + line.len()));
    };
    let name = text.get(length..)?;
    if ROWS.iter().any(|row| starts(name, row)) {
        return None;
    }
    let behind = start + marks + length;
    match part_of(name).or_else(|| slipped(name)) {
        Some((part, _)) => Some((Some(number), Some(part), start, behind + heading_length(name))),
        None if name.len() <= SHORT_LINE && name.len() >= 2 && !name.iter().any(|c| "。;,:".contains(*c)) => {
            Some((Some(number), None, start, behind + name.len()))
        }
        None => None,
    }
}

/// Headings inside a long line, as pages come that lost their line breaks.
fn inline_headings(
    line: &[char],
    start: usize,
    ordinal: fn(&[char]) -> Option<(usize, usize)>,
) -> Vec<Heading> {
    let mut headings = Vec::new();
    if line.len() <= HEADING {
        return headings;
    }
    for at in 1..line.len() {
        let closed = line
            .get(at - 1)
            .is_some_and(|c| matches!(c, '。' | ']' | ')' | '告' | '元') || c.is_ascii_digit());
        let Some(text) = line.get(at..).filter(|_| closed) else { continue };
        let Some((number, length)) = ordinal(text) else { continue };
        let name = text.get(length..).unwrap_or_default();
        if let Some((part, _)) = part_of(name) {
            headings.push((Some(number), Some(part), start + at, start + at + length + heading_length(name)));
        }
    }
    headings
}

/// `二、` `第二部分` with its length.
fn ordinal(text: &[char]) -> Option<(usize, usize)> {
    let numeral = |c: &char| NUMERALS.chars().position(|n| n == *c).map(|at| at + 1);
    match text {
        ['第', c, '部', '分', rest @ ..] => {
            Some((numeral(c)?, 4 + usize::from(matches!(rest.first(), Some(':' | '、' | ',')))))
        }
        [c, '、' | ',' | '.' | ':' | '．', ..] => Some((numeral(c)?, 2)),
        // 一　总体情况
        [c, rest @ ..] if part_of(rest).is_some() => Some((numeral(c)?, 1)),
        _ => None,
    }
}

/// `2.` `2、` with its length.
fn arabic_ordinal(text: &[char]) -> Option<(usize, usize)> {
    match text {
        [c, '、' | '.', ..] => Some((c.to_digit(10)? as usize, 2)),
        _ => None,
    }
}

/// The part a heading names, and whether it is nothing more than the name.
fn part_of(name: &[char]) -> Option<(usize, bool)> {
    PARTS.iter().enumerate().find_map(|(part, keys)| {
        let key = keys.iter().find(|key| starts(name, key))?;
        let rest = name.get(key.chars().count()..).unwrap_or_default();
        Some((part, rest.iter().all(|&c| !c.is_alphanumeric())))
    })
}

/// A part whose heading has a slip in its beginning; the words at its end show which.
fn slipped(name: &[char]) -> Option<(usize, bool)> {
    let has = |word: &str| {
        (0..name.len().min(HEADING)).any(|at| name.get(at..).is_some_and(|rest| starts(rest, word)))
    };
    let short = name.len() <= HEADING;
    if short && has("复议") && has("诉讼") {
        Some((3, false))
    } else {
        (short && has("问题") && (has("改进") || has("整改"))).then_some((4, false))
    }
}

/// How far a heading goes: to the end of a short line, or over the words headings are made of.
fn heading_length(name: &[char]) -> usize {
    const WORDS: &str = "总体情况概述基本主动公开政府信息的行机关收到和处理申请、及复议诉讼因工作被提起或中存在要问题改进整措施方其他它需报告事项说明汇下步情";
    // 行政法复议、行政诉讼情况: a slip does not end the heading.
    let alone = name.len() <= HEADING && name.iter().all(|&c| c.is_alphanumeric() || c == '、');
    if alone && name.contains(&'诉') && name.ends_with(&['情', '况']) {
        return name.len();
    }
    let end = name.iter().take(HEADING).take_while(|c| WORDS.contains(**c)).count();
    let punctuation =
        name.get(end..).unwrap_or_default().iter().take_while(|c| matches!(c, '。' | ':')).count();
    end + punctuation
}

fn starts(text: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| text.get(at) == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};

    fn of(lines: &[&str]) -> Vec<(Option<usize>, Option<usize>, String)> {
        let blocks = lines.iter().map(|line| Block::Paragraph((*line).to_owned())).collect();
        let flow = Flow::of(&Document { blocks, ..Document::default() });
        sections(&flow).into_iter().map(|s| (s.number, s.part, s.text)).collect()
    }

    #[test]
    fn headings_stand_on_their_own_line_or_inside_one() {
        let found = of(&["一、总体情况", "我县推进公开。", "二、主动公开政府信息情况", "三、本年度办理结果"]);
        assert_eq!(found[0], (Some(1), Some(0), "我县推进公开。".to_owned()));
        assert_eq!(found[1].1, Some(1));
        assert_eq!(found.len(), 2);
        let found = of(&[
            "某县年报 本年收到70件。五、存在的主要问题及改进情况人员不足。六、其他需要报告的事项无。附件",
        ]);
        assert_eq!(found.iter().map(|s| s.1).collect::<Vec<_>>(), [Some(4), Some(5)]);
        assert_eq!(found[0].2, "人员不足。");
    }

    #[test]
    fn a_number_may_stand_without_its_mark() {
        assert_eq!(of(&["一　总体情况", "我县推进公开。"])[0].0, Some(1));
    }

    #[test]
    fn a_list_of_the_parts_in_the_preface_is_no_heading() {
        let found = of(&[
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分。",
            "总体情况",
        ]);
        assert_eq!(found.len(), 1);
    }
}
