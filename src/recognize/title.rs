//! Which year and which body a report is about.
//!
//! Takes a document and its name, reads the title and the period of the figures. Knows no tables.

use crate::document::{Block, Document};
use crate::fold::{fold, is_invisible};

/// Characters at the beginning of a document in which the title is looked for.
const TITLE_REACH: usize = 3000;
/// Characters from the year to the end of the title.
const TITLE_LENGTH: usize = 40;
/// Longest name of a body, in characters.
const MAX_BODY: usize = 40;

/// The year and the body, as far as they are said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// Report year.
    pub year: Option<u16>,
    /// The body that reports.
    pub body: Option<String>,
}

/// Reads year and body: from the title, else the period, else the file's own title or name.
pub fn title(document: &Document, name: Option<&str>) -> Title {
    let mut lines = HeadLines { document, next: 0, length: 0 };
    let (mut head, mut above, mut line) = (String::new(), String::new(), lines.next());
    // The title is among the first lines as a rule: those behind it are not looked at.
    while let Some(this) = line {
        let next = lines.next();
        if let Some(title) = from_title(&above, &this, next.as_deref().unwrap_or_default()) {
            return title;
        }
        head.push_str(&this);
        (above, line) = (this, next);
    }
    let alone = |text: &str| from_title("", text, "");
    let own = document.title.as_deref().map(compact);
    let name = name.map(compact);
    own.as_deref().and_then(alone).or_else(|| name.as_deref().and_then(alone)).unwrap_or_else(|| {
        let period = period_year(&head);
        Title { year: period.or_else(|| name.as_deref().and_then(any_year)), body: None }
    })
}

/// The first lines without spaces.
struct HeadLines<'a> {
    document: &'a Document,
    next: usize,
    length: usize,
}

impl Iterator for HeadLines<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let block = self.document.blocks.get(self.next).filter(|_| self.length <= TITLE_REACH)?;
        self.next += 1;
        let text = match block {
            Block::Paragraph(text) => text.as_str(),
            Block::Grid(grid) => grid.cells.first().map_or("", |cell| cell.text.as_str()),
        };
        let line: String = compacted(text).take(TITLE_REACH).collect();
        self.length += line.chars().count();
        Some(line)
    }
}

fn compacted(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| !is_invisible(c)).map(fold).filter(|c| !c.is_whitespace())
}

fn compact(text: &str) -> String {
    compacted(text).collect()
}

/// `洪泽区人民政府` / `2023年政府信息公开工作年度报告`: the year, and the name before or behind it or on
/// the line above.
fn from_title(above: &str, line: &str, next: &str) -> Option<Title> {
    for (from, _) in line.match_indices("20") {
        let Some((year, rest)) = year_at(line, from) else { continue };
        let tail: String = rest.chars().chain(next.chars()).take(TITLE_LENGTH).collect();
        let Some(end) = tail.find("信息公开").filter(|_| tail.contains("报告")) else { continue };
        let before = line.get(..from).unwrap_or_default();
        let between = tail.get(..end).unwrap_or_default();
        return Some(Title { year: Some(year), body: body(before, between, above) });
    }
    None
}

/// The year that begins at `from` and what follows its 年.
fn year_at(text: &str, from: usize) -> Option<(u16, &str)> {
    let year: u16 = text.get(from..from + 4)?.parse().ok().filter(|year| (2008..2100).contains(year))?;
    let rest = text.get(from + 4..)?;
    let rest =
        rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).or_else(|| rest.strip_prefix('度'))?;
    Some((year, rest))
}

fn body(before: &str, between: &str, above: &str) -> Option<String> {
    let before = before.rsplit([':', '：', '》', '>']).next().unwrap_or(before);
    let between = between.strip_suffix("政府").unwrap_or(between);
    let unmarked = |name: &str| name.trim_matches(['#', '*', '|', '-', '—']).to_owned();
    [before, between, above].into_iter().map(unmarked).find(|name| is_body(name))
}

/// A name: ideographs and brackets only, of sensible length, and not the beginning of a sentence.
fn is_body(name: &str) -> bool {
    let length = name.chars().count();
    let sound = |c: char| c > '\u{3400}' || matches!(c, '(' | ')' | '“' | '”' | '·' | '•');
    (2..=MAX_BODY).contains(&length)
        && name.chars().all(sound)
        && !["关于", "正文", "我局", "本年", "附件", "索引"].iter().any(|word| name.starts_with(word))
        && !name.contains(['，', '。', '、'])
}

/// The year of `2023年1月1日`.
fn period_year(text: &str) -> Option<u16> {
    text.match_indices("年1月1日").find_map(|(at, _)| text.get(at.checked_sub(4)?..at)?.parse().ok())
}

fn any_year(text: &str) -> Option<u16> {
    text.match_indices("20").find_map(|(at, _)| {
        let year: u16 = text.get(at..at + 4)?.parse().ok()?;
        (2015..2100).contains(&year).then_some(year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> (Option<u16>, Option<String>) {
        let blocks = lines.iter().map(|line| Block::Paragraph((*line).to_owned())).collect();
        let title = title(&Document { blocks, ..Document::default() }, None);
        (title.year, title.body)
    }

    #[test]
    fn the_name_stands_before_the_year_behind_it_or_on_the_line_above() {
        let expected = |body: &str| (Some(2023), Some(body.to_owned()));
        assert_eq!(of(&["甲县人民政府2023年政府信息公开工作年度报告"]), expected("甲县人民政府"));
        assert_eq!(of(&["2023 年甲县政府信息公开工作年度报告"]), expected("甲县"));
        assert_eq!(of(&["甲县人民政府", "2023年政府信息公开", "工作年度报告"]), expected("甲县人民政府"));
    }

    #[test]
    fn without_a_title_the_period_says_the_year() {
        assert_eq!(of(&["统计期限为2022年1月1日至12月31日。"]), (Some(2022), None));
        assert_eq!(of(&["一、总体情况", "2021年我局做了很多工作。"]), (None, None));
    }
}
