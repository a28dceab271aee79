//! Which year and which body a report is about.
//!
//! Takes a document and its name, reads the title and the period of the figures. Knows no tables.

use crate::document::{Block, Document};
use crate::fold::{fold, is_invisible};
use crate::forms::YEARS;

/// Characters at the beginning of a document in which the title is looked for.
const TITLE_REACH: usize = 3000;
/// Characters from the year to the end of the title.
const TITLE_LENGTH: usize = 40;
/// Characters from the first day of the period to its last.
const PERIOD_LENGTH: usize = 24;
/// Longest name of a body, in characters.
const MAX_BODY: usize = 40;

/// The year and the body, as far as they are said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// Report year.
    pub year: Option<u16>,
    /// Whether the year only stands in the name of the file: it may be that of its publication.
    pub is_guess: bool,
    /// The body that reports.
    pub body: Option<String>,
}

/// Reads year and body: from the title, else the period, else the file's own title or name.
pub fn title(document: &Document, name: Option<&str>) -> Title {
    let head = Head::of(document);
    let own = document.title.as_deref().map(Head::line);
    let name = name.map(Head::line);
    let from_title = |head: &Head| head.title();
    from_title(&head)
        .or_else(|| own.as_ref().and_then(from_title))
        .or_else(|| name.as_ref().and_then(from_title))
        .unwrap_or_else(|| {
            let period = period_year(&head.text);
            let guess = name.as_ref().and_then(|name| any_year(&name.text)).filter(|_| period.is_none());
            Title { year: period.or(guess), is_guess: guess.is_some(), body: None }
        })
}

/// The first lines without spaces, one behind the other.
#[derive(Default)]
struct Head {
    text: String,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl Head {
    fn line(text: &str) -> Self {
        let mut head = Self::default();
        head.push(text);
        head
    }

    fn of(document: &Document) -> Self {
        let mut head = Self::default();
        let mut length = 0;
        for block in &document.blocks {
            length += head.push(match block {
                Block::Paragraph(text) => text,
                Block::Grid(grid) => grid.cells.first().map_or("", |cell| cell.text.as_str()),
            });
            if length > TITLE_REACH {
                break;
            }
        }
        head
    }

    /// Appends a line, gives how many characters it has.
    fn push(&mut self, text: &str) -> usize {
        let mut length = 0;
        self.text.reserve(text.len().min(TITLE_REACH));
        for c in text.chars() {
            // Nearly every character is an ideograph and stays as it is.
            let ideograph = matches!(c, '\u{4E00}'..='\u{9FFF}');
            let c = if ideograph { c } else { fold(c) };
            if !ideograph && (is_invisible(c) || c.is_whitespace()) {
                continue;
            }
            if length == TITLE_REACH {
                break;
            }
            self.text.push(c);
            length += 1;
        }
        self.ends.push(self.text.len());
        length
    }

    /// `洪泽区人民政府` / `2023年政府信息公开工作年度报告`: the year, and the name before or behind it.
    fn title(&self) -> Option<Title> {
        let text = self.text.as_str();
        text.match_indices('2').find_map(|(from, _)| {
            let at = self.ends.partition_point(|end| *end <= from);
            let end = |at: usize| self.ends.get(at).copied().unwrap_or(text.len());
            let start = |at: usize| at.checked_sub(1).map_or(0, end);
            let (year, rest) = year_at(text.get(..end(at))?, from)?;
            // The title may go on in the next line.
            let next = text.get(end(at)..end(at + 1))?;
            let tail: String = rest.chars().chain(next.chars()).take(TITLE_LENGTH).collect();
            let between = tail.find("信息公开").filter(|_| tail.contains("报告"))?;
            let above = text.get(start(at.saturating_sub(1))..start(at))?;
            let body = body(text.get(start(at)..from)?, tail.get(..between)?, above);
            Some(Title { year: Some(year), is_guess: false, body })
        })
    }
}

/// The year that begins at `from` and what follows its 年.
fn year_at(text: &str, from: usize) -> Option<(u16, &str)> {
    let year: u16 = text.get(from..from + 4)?.parse().ok().filter(|year| YEARS.contains(year))?;
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

/// The year of `2023年1月1日至12月31日`.
fn period_year(text: &str) -> Option<u16> {
    text.match_indices("年1月1日").find_map(|(at, first)| {
        let behind: String = text.get(at + first.len()..)?.chars().take(PERIOD_LENGTH).collect();
        let year = text.get(at.checked_sub(4)?..at)?.parse().ok()?;
        (behind.contains("12月31日") && YEARS.contains(&year)).then_some(year)
    })
}

fn any_year(text: &str) -> Option<u16> {
    text.match_indices("20").find_map(|(at, _)| {
        let year: u16 = text.get(at..at + 4)?.parse().ok()?;
        YEARS.contains(&year).then_some(year)
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
