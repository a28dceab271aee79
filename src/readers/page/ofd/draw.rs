//! Objects on a page of OFD → a sheet.
//!
//! Takes elements, gives characters and lines. Lengths are millimetres; a map brings them to points.

use super::super::limits::{MAX_DEPTH, MAX_GLYPHS, MAX_MAP, MAX_STROKES};
use super::super::sheet::{Area, Glyph, Matrix, Sheet, Turn};
use super::xml::Element;

/// A sheet being drawn.
pub struct Canvas<'a> {
    /// What stands on it.
    pub sheet: Sheet,
    /// Reusable drawings by ID.
    pub units: &'a [&'a Element],
    /// Characters drawn so far, of the whole document.
    pub glyphs: usize,
    runs: u32,
}

impl<'a> Canvas<'a> {
    /// An empty sheet.
    pub fn new(sheet: Sheet, units: &'a [&'a Element], glyphs: usize) -> Self {
        Self { sheet, units, glyphs, runs: 0 }
    }

    /// Draws what stands in a layer, block or drawing.
    pub fn draw(&mut self, parent: &Element, map: &Matrix, depth: usize) {
        if depth > MAX_DEPTH || self.glyphs > MAX_GLYPHS {
            return;
        }
        for object in &parent.children {
            if object.attribute("Visible") == Some("false") {
                continue;
            }
            match object.name.as_str() {
                "Layer" | "PageBlock" | "Content" => self.draw(object, map, depth + 1),
                "TextObject" => self.text(object, &placed(object, map)),
                "PathObject" => self.path(object, &placed(object, map)),
                "ImageObject" => self.image(object, map),
                "CompositeObject" => {
                    let id = object.attribute("ResourceID");
                    let unit = self.units.iter().find(|unit| id.is_some() && unit.attribute("ID") == id);
                    if let Some(unit) = unit {
                        self.draw(unit, &placed(object, map), depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn image(&mut self, object: &Element, map: &Matrix) {
        if let [x, y, width, height] = numbers(object.attribute("Boundary").unwrap_or_default()).as_slice()
            && self.sheet.pictures.len() < MAX_STROKES
        {
            self.sheet.picture(Area::between(map.point((*x, *y)), map.point((x + width, y + height))));
        }
    }

    // ---- text --------------------------------------------------------------------------------------------

    fn text(&mut self, object: &Element, map: &Matrix) {
        let size = object.attribute("Size").and_then(number).unwrap_or(0.0);
        let stretch = object.attribute("HScale").and_then(number).filter(|scale| *scale > 0.0).unwrap_or(1.0);
        let downwards = matches!(object.attribute("ReadDirection"), Some("90" | "270"));
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.children.iter().filter(|child| child.name == "TextCode") {
            x = code.attribute("X").and_then(number).unwrap_or(x);
            y = code.attribute("Y").and_then(number).unwrap_or(y);
            self.runs += 1;
            let run = Run { size, stretch, downwards, x, y };
            self.code(code, &run, map);
        }
    }

    fn code(&mut self, code: &Element, run: &Run, map: &Matrix) {
        let deltas = |name: &str| code.attribute(name).map(deltas);
        let (right, down) = (deltas("DeltaX"), deltas("DeltaY"));
        let stands = |list: &Option<Vec<f32>>| {
            list.as_ref().is_none_or(|list| list.iter().all(|delta| delta.abs() < 0.01))
        };
        let column = run.downwards || (stands(&right) && !stands(&down));
        let (mut x, mut y) = (run.x, run.y);
        for (at, c) in code.text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).enumerate() {
            let own = run.size * run.stretch * if is_wide(c) { 1.0 } else { 0.5 };
            let delta = |list: &Option<Vec<f32>>| {
                list.as_ref().and_then(|list| list.get(at).or(list.last()).copied())
            };
            let step = delta(&right).unwrap_or(if column || down.is_some() { 0.0 } else { own });
            self.glyph(c, (x, y), if step > 0.0 { own.min(step) } else { own }, run.size, column, map);
            x += step;
            y += delta(&down).unwrap_or(if column && right.is_none() { run.size } else { 0.0 });
        }
    }

    fn glyph(&mut self, c: char, (x, y): (f32, f32), width: f32, size: f32, column: bool, map: &Matrix) {
        self.glyphs += 1;
        let area = Area::between(map.point((x, y - 0.8 * size)), map.point((x + width, y + 0.2 * size)));
        let up = map.vector((0.0, size));
        let turn = Turn::of(map.vector((1.0, 0.0)), column);
        let glyph = Glyph { c, area, size: up.0.hypot(up.1), turn, run: self.runs, hidden: false };
        self.sheet.glyphs.push(glyph);
    }

    // ---- paths -------------------------------------------------------------------------------------------

    fn path(&mut self, object: &Element, map: &Matrix) {
        let Some(data) = object.child("AbbreviatedData") else { return };
        let stroke = object.attribute("Stroke") != Some("false");
        let fill = object.attribute("Fill") == Some("true");
        let color = object.child("FillColor").and_then(|color| color.attribute("Value"));
        let white = color.is_some_and(|value| numbers(value).iter().all(|part| *part >= 255.0));
        for part in parts(&data.text, map, &mut self.sheet.curves) {
            if self.sheet.strokes.len() + self.sheet.fills.len() < MAX_STROKES {
                self.sheet.draw(&part, stroke, fill, !white);
            }
        }
    }
}

/// How the characters of a text code stand.
struct Run {
    size: f32,
    stretch: f32,
    downwards: bool,
    x: f32,
    y: f32,
}

/// The map inside an object: its own, then to its corner, then that of the page.
fn placed(object: &Element, map: &Matrix) -> Matrix {
    let corner = numbers(object.attribute("Boundary").unwrap_or_default());
    let (x, y) = (corner.first().copied().unwrap_or(0.0), corner.get(1).copied().unwrap_or(0.0));
    let own = object.attribute("CTM").map(numbers).and_then(|ctm| ctm.try_into().ok());
    Matrix(own.unwrap_or(Matrix::IDENTITY.0)).then(&Matrix([1.0, 0.0, 0.0, 1.0, x, y])).then(map)
}

/// The parts of a path: `M 0 0 L 10 0 C`.
fn parts(data: &str, map: &Matrix, curves: &mut usize) -> Vec<Vec<(f32, f32)>> {
    let mut parts: Vec<Vec<(f32, f32)>> = Vec::new();
    let mut words = data.split([' ', '\n', '\r', '\t', ',']).filter(|word| !word.is_empty());
    let mut count = 0;
    while let Some(word) = words.next() {
        count += 1;
        if count > MAX_STROKES {
            break;
        }
        // How many numbers follow, the last two the point.
        let (operands, starts) = match word {
            "M" | "S" => (2, true),
            "L" => (2, false),
            "Q" => (4, false),
            "B" => (6, false),
            "A" => (7, false),
            "C" => {
                if let Some(part) = parts.last_mut() {
                    part.extend(part.first().copied());
                }
                continue;
            }
            _ => continue,
        };
        *curves += usize::from(operands > 2);
        let values: Vec<f32> = words.by_ref().take(operands).filter_map(number).collect();
        let [.., x, y] = values.as_slice() else { break };
        let point = map.point((*x, *y));
        match parts.last_mut().filter(|_| !starts) {
            Some(part) => part.push(point),
            None => parts.push(vec![point]),
        }
    }
    parts
}

/// Characters as wide as they are high.
fn is_wide(c: char) -> bool {
    c >= '\u{2E80}' || matches!(c, '\u{2014}' | '\u{2018}'..='\u{201F}' | '\u{2026}')
}

/// `3 3 g 4 1.5 2`: `g n d` is `d` repeated `n` times.
pub fn deltas(list: &str) -> Vec<f32> {
    let mut deltas = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0).min(MAX_MAP);
            let delta = words.next().and_then(number).unwrap_or(0.0);
            deltas.extend(std::iter::repeat_n(delta, count));
        } else {
            deltas.extend(number(word));
        }
        if deltas.len() > MAX_MAP {
            break;
        }
    }
    deltas
}

/// Numbers separated by spaces.
pub fn numbers(list: &str) -> Vec<f32> {
    list.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty()).filter_map(number).take(16).collect()
}

/// A decimal number. The standard library's reader would cost the pack 13 kB.
pub fn number(text: &str) -> Option<f32> {
    let bare = text.trim();
    let (negative, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (mut value, mut scale, mut seen) = (0.0_f32, 0.0_f32, false);
    for c in digits.chars() {
        match c {
            '.' if scale == 0.0 => scale = 1.0,
            _ => {
                let digit = c.to_digit(10)? as f32;
                seen = true;
                if scale == 0.0 {
                    value = value * 10.0 + digit;
                } else {
                    scale /= 10.0;
                    value += digit * scale;
                }
            }
        }
    }
    seen.then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_runs_of_deltas() {
        assert_eq!(numbers("0 -1.5, 210 .25"), [0.0, -1.5, 210.0, 0.25]);
        assert_eq!(number("1e3"), None);
        assert_eq!(deltas("1 g 3 2.5 4"), [1.0, 2.5, 2.5, 2.5, 4.0]);
    }
}
