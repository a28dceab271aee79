//! Page numbers and running heads: not part of the text.
//!
//! Takes the pages of a document, drops lines at their edges that count pages or repeat themselves.

use super::lines::Line;
use super::{Leaf, Piece};

/// Share of the page height at either end where furniture stands.
const EDGE: f32 = 0.13;
/// Lines of the same text on several pages stand at most this far apart, in points.
const DRIFT: f32 = 4.0;
/// Longest running head, in characters.
const MAX_HEAD: usize = 80;

/// Text without digits, and how far down it stands.
type Head = (String, f32);

/// Drops page numbers, and all but the first of running heads.
pub fn remove(leaves: &mut [Leaf]) {
    let mut seen: Vec<Head> = Vec::new();
    let repeated = repeated(leaves);
    for leaf in leaves.iter_mut() {
        let height = leaf.height;
        leaf.pieces.retain(|piece| {
            let Piece::Line(line) = piece else { return true };
            if !is_edge(line, height) {
                return true;
            }
            let text = line.text();
            if is_page_number(&text) {
                return false;
            }
            let key = (head(&text), line.area.y0);
            if !has(&repeated, &key) || !has(&seen, &key) {
                seen.push(key);
                return true;
            }
            false
        });
    }
}

/// Texts that stand at the same place of the edge on more than one page.
fn repeated(leaves: &[Leaf]) -> Vec<Head> {
    let (mut once, mut twice): (Vec<Head>, Vec<Head>) = (Vec::new(), Vec::new());
    for leaf in leaves {
        let mut own = Vec::new();
        for piece in &leaf.pieces {
            let Piece::Line(line) = piece else { continue };
            let key = (head(&line.text()), line.area.y0);
            if !is_edge(line, leaf.height) || key.0.is_empty() || key.0.chars().count() > MAX_HEAD {
                continue;
            }
            if has(&once, &key) { twice.push(key) } else { own.push(key) }
        }
        once.extend(own);
    }
    twice
}

fn has(list: &[Head], (text, at): &Head) -> bool {
    list.iter().any(|(other, place)| other == text && (place - at).abs() <= DRIFT)
}

fn is_edge(line: &Line, height: f32) -> bool {
    line.area.y1 < height * EDGE || line.area.y0 > height * (1.0 - EDGE)
}

/// The text without digits and spaces: heads may hold the page number.
fn head(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect()
}

/// `- 4 -`, `4`, `第 4 页`, `第4页 共9页`, `4/9`, `IV`.
pub fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner: Vec<char> =
        bare.chars().filter(|c| !"-—–－―─_·•.．~～第页頁共，,/()（）[]【】".contains(*c)).collect();
    let arabic = inner.iter().all(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
    let counted = bare.contains('第') && bare.contains('页');
    let chinese = counted && inner.iter().all(|c| "〇零一二三四五六七八九十百".contains(*c));
    let roman = bare.len() <= 6 && inner.iter().all(|c| "ivxIVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".contains(*c));
    !inner.is_empty() && inner.len() <= 8 && (arabic || chinese || roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for text in ["- 4 -", "—5—", "12", "第 3 页", "第3页 共12页", "第三页", "3/12", "－１－", "iv"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2023年", "一、总体情况", "—", "", "第三章", "123456789"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
