//! Content streams → sheets: the text and path operators of PDF.
//!
//! Takes a page, gives what stands on it. Colours, clipping, shadings and pictures are not drawn: only where
//! text and lines are matters. Every operator counts against a budget, so a hostile file ends.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::super::limits::{MAX_DEPTH, MAX_STATES, MAX_STROKES};
use super::super::sheet::{Area, Glyph, Matrix, Sheet, Turn};
use super::budget::Budget;
use super::font::{Font, Shown};
use crate::readers::charset::Decode;

/// Fonts looked for among those used last. A page has some ten.
const MAX_RECENT: usize = 64;

/// Fonts and budget of one document.
pub struct Shared {
    /// What may still be spent.
    pub budget: Budget,
    fonts: HashMap<(usize, usize), Rc<Font>>,
    /// Fonts by the place of the list that names them, and their name there: finding the dictionary is slow.
    named: Vec<(usize, Vec<u8>, Rc<Font>)>,
    decode: Decode,
    runs: u32,
}

impl Shared {
    /// Nothing read yet.
    pub fn new(decode: Decode) -> Self {
        Self { budget: Budget::default(), fonts: HashMap::new(), named: Vec::new(), decode, runs: 0 }
    }

    fn named_font(&mut self, name: &Name, resources: &Resources) -> Option<Rc<Font>> {
        let list = resources.fonts.data().as_ptr() as usize;
        let known = |(of, other, _): &&(usize, Vec<u8>, Rc<Font>)| *of == list && other == name.as_ref();
        if let Some((_, _, font)) = self.named.iter().rev().take(MAX_RECENT).find(known) {
            return Some(Rc::clone(font));
        }
        let font = self.font(&resources.get_font(name)?);
        self.named.push((list, name.to_vec(), Rc::clone(&font)));
        Some(font)
    }

    fn font(&mut self, dict: &Dict) -> Rc<Font> {
        let data = dict.data();
        let key = (data.as_ptr() as usize, data.len());
        if let Some(font) = self.fonts.get(&key) {
            return Rc::clone(font);
        }
        let font = Rc::new(Font::new(dict, self.decode, &self.budget));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }
}

/// What stands on a page.
pub fn sheet(page: &Page, shared: &mut Shared) -> Sheet {
    let (width, height) = page.render_dimensions();
    let base = Matrix(page.initial_transform(true).as_coeffs().map(|number| number as f32));
    let sheet = Sheet { width, height, ..Sheet::default() };
    let mut reader = Interpreter {
        sheet,
        shared,
        state: State::new(base),
        saved: Vec::new(),
        path: Path::default(),
        line: Matrix::IDENTITY,
        place: Matrix::IDENTITY,
    };
    let content = content(page, &reader.shared.budget);
    reader.run(&content, page.resources(), 0);
    let mut sheet = reader.sheet;
    let (right, bottom) = (sheet.width + MARGIN, sheet.height + MARGIN);
    let visible = Area { x0: -MARGIN, y0: -MARGIN, x1: right, y1: bottom };
    sheet.glyphs.retain(|glyph| visible.holds(glyph.area.middle()));
    sheet
}

/// Operators that drawing a form counts as.
const FORM_STEPS: usize = 200;

/// Points a character may stand outside the page and still be read.
const MARGIN: f32 = 2.0;

/// The operators of a page.
fn content(page: &Page, budget: &Budget) -> Vec<u8> {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream>("Contents") {
        return budget.unpack(&stream);
    }
    let mut all = Vec::new();
    for part in dict.get::<Array>("Contents").iter().flat_map(Array::iter::<Stream>).take(10_000) {
        all.extend(budget.unpack(&part));
        all.push(b' ');
    }
    all
}

#[derive(Clone)]
struct State {
    map: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    hidden: bool,
    white: bool,
}

impl State {
    fn new(map: Matrix) -> Self {
        Self {
            map,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
            white: false,
        }
    }
}

/// The path under construction, on the page.
#[derive(Default)]
struct Path {
    /// Each part: its points.
    parts: Vec<Vec<(f32, f32)>>,
    points: usize,
}

struct Interpreter<'s> {
    sheet: Sheet,
    shared: &'s mut Shared,
    state: State,
    saved: Vec<State>,
    path: Path,
    /// Where the line of text begins.
    line: Matrix,
    /// Where the next character stands.
    place: Matrix,
}

/// The numbers before an operator.
struct Numbers([f32; 6], usize);

impl Numbers {
    fn get(&self, at: usize) -> f32 {
        self.0.get(at).copied().unwrap_or(0.0)
    }

    fn pair(&self, at: usize) -> (f32, f32) {
        (self.get(at), self.get(at + 1))
    }

    fn all_are(&self, value: f32) -> bool {
        self.0.iter().take(self.1).all(|number| (number - value).abs() < 0.004)
    }
}

impl Interpreter<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources, depth: usize) {
        let mut operators = UntypedIter::new(content);
        let floor = self.saved.len();
        while let Some(instruction) = operators.next() {
            if !Budget::spend(&self.shared.budget.steps, 1) || self.shared.budget.is_spent() {
                break;
            }
            let mut numbers = Numbers([0.0; 6], 0);
            let (mut name, mut other) = (None, None);
            for operand in instruction.operands() {
                match operand {
                    Object::Number(number) => {
                        if let Some(place) = numbers.0.get_mut(numbers.1) {
                            *place = number.as_f32();
                            numbers.1 += 1;
                        }
                    }
                    Object::Name(found) => name = Some(found),
                    found => other = Some(found),
                }
            }
            match &**instruction.operator {
                b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
                b"Q" if self.saved.len() > floor => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                b"cm" => self.state.map = Matrix(numbers.0).then(&self.state.map),
                b"Do" => self.draw(name, resources, depth),
                b"Tf" => self.set_font(name, numbers.get(0), resources),
                operator => {
                    let known = self.text(operator, &numbers, other) || self.build(operator, &numbers);
                    if !known {
                        self.paint(operator, &numbers, name);
                    }
                }
            }
        }
        self.saved.truncate(floor);
    }

    // ---- forms and pictures ------------------------------------------------------------------------------

    fn draw(&mut self, name: Option<&Name>, resources: &Resources, depth: usize) {
        let Some(stream) = name.and_then(|name| resources.get_x_object(name)) else { return };
        let dict = stream.dict();
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if depth < MAX_DEPTH => {
                let before = self.state.clone();
                let path = std::mem::take(&mut self.path);
                let matrix: Vec<f32> =
                    dict.get::<Array>("Matrix").iter().flat_map(Array::iter::<f32>).collect();
                if let Ok(matrix) = matrix.try_into() {
                    self.state.map = Matrix(matrix).then(&self.state.map);
                }
                // Finding and unpacking it costs more than any operator.
                if !Budget::spend(&self.shared.budget.steps, FORM_STEPS) {
                    return;
                }
                let content = self.shared.budget.unpack(&stream);
                match dict.get::<Dict>("Resources") {
                    Some(own) => self.run(&content, &Resources::new(own), depth + 1),
                    None => self.run(&content, resources, depth + 1),
                }
                self.path = path;
                self.state = before;
            }
            _ => {}
        }
    }

    fn picture(&mut self) {
        let mut area = Area::EMPTY;
        for corner in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            area.cover(self.state.map.point(corner));
        }
        if self.sheet.strokes.len() + self.sheet.pictures.len() < MAX_STROKES {
            self.sheet.picture(area);
        }
    }

    // ---- text --------------------------------------------------------------------------------------------

    fn set_font(&mut self, name: Option<&Name>, size: f32, resources: &Resources) {
        self.state.font = name.and_then(|name| self.shared.named_font(name, resources));
        self.state.size = size;
    }

    fn text(&mut self, operator: &[u8], numbers: &Numbers, operand: Option<&Object>) -> bool {
        let state = &mut self.state;
        match operator {
            b"BT" => self.set_line(Matrix::IDENTITY),
            b"ET" => {}
            b"Tc" => state.letter_space = numbers.get(0),
            b"Tw" => state.word_space = numbers.get(0),
            b"Tz" => state.stretch = numbers.get(0) / 100.0,
            b"TL" => state.leading = numbers.get(0),
            b"Ts" => state.rise = numbers.get(0),
            b"Tr" => state.hidden = (numbers.get(0) - 3.0).abs() < 0.5,
            b"Td" => self.next_line(numbers.pair(0)),
            b"TD" => {
                state.leading = -numbers.get(1);
                self.next_line(numbers.pair(0));
            }
            b"Tm" => self.set_line(Matrix(numbers.0)),
            b"T*" => self.next_line((0.0, -self.state.leading)),
            b"Tj" => self.show_operand(operand),
            b"'" => {
                self.next_line((0.0, -self.state.leading));
                self.show_operand(operand);
            }
            b"\"" => {
                (state.word_space, state.letter_space) = numbers.pair(0);
                self.next_line((0.0, -self.state.leading));
                self.show_operand(operand);
            }
            b"TJ" => self.show_list(operand),
            _ => return false,
        }
        true
    }

    fn set_line(&mut self, matrix: Matrix) {
        (self.line, self.place) = (matrix, matrix);
    }

    fn next_line(&mut self, (x, y): (f32, f32)) {
        self.set_line(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line));
    }

    fn show_operand(&mut self, operand: Option<&Object>) {
        if let Some(Object::String(bytes)) = operand {
            self.shared.runs += 1;
            self.show(bytes);
        }
    }

    fn show_list(&mut self, operand: Option<&Object>) {
        let Some(Object::Array(list)) = operand else { return };
        self.shared.runs += 1;
        for item in list.iter::<Object>() {
            match item {
                Object::String(bytes) => self.show(&bytes),
                Object::Number(shift) => {
                    let vertical = self.state.font.as_ref().is_some_and(|font| font.vertical);
                    self.advance(-shift.as_f32() / 1000.0 * self.state.size, vertical);
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, by: f32, vertical: bool) {
        let step = if vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.place = Matrix([1.0, 0.0, 0.0, 1.0, step.0, step.1]).then(&self.place);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            self.sheet.unknown += bytes.len();
            return;
        };
        font.show(bytes, |shown| self.show_one(&font, &shown));
    }

    fn show_one(&mut self, font: &Font, shown: &Shown) {
        let State { size, letter_space, word_space, .. } = self.state;
        let spacing = letter_space + if shown.is_space { word_space } else { 0.0 };
        let advance = if font.vertical { -size } else { shown.width * size };
        self.put(font, shown, advance);
        self.advance(if font.vertical { advance - spacing } else { advance + spacing }, font.vertical);
    }

    fn put(&mut self, font: &Font, shown: &Shown, advance: f32) {
        let Some(letters) = shown.letters else {
            self.sheet.unknown += 1;
            return;
        };
        let size = self.state.size * font.height;
        let map = self.place.then(&self.state.map);
        let (low, high) = (self.state.rise - 0.2 * size, self.state.rise + 0.8 * size);
        let width = if font.vertical { shown.width * size } else { advance * self.state.stretch };
        let (left, low, high) = if font.vertical {
            (-width / 2.0, self.state.rise - size, self.state.rise)
        } else {
            (0.0, low, high)
        };
        let up = map.vector((0.0, size));
        let along = map.vector((1.0, 0.0));
        let turn = Turn::of(along, font.vertical);
        let count = letters.as_slice().len().max(1) as f32;
        for (at, c) in (0_u8..).zip(letters.as_slice()) {
            if !Budget::spend(&self.shared.budget.glyphs, 1) {
                return;
            }
            let from = left + width * f32::from(at) / count;
            let to = left + width * (f32::from(at) + 1.0) / count;
            let mut area = Area::between(map.point((from, low)), map.point((to, high)));
            if turn == Turn::Slanted {
                area.cover(map.point((to, low)));
            }
            let size = up.0.hypot(up.1);
            let run = self.shared.runs;
            self.sheet.glyphs.push(Glyph { c: *c, area, size, turn, run, hidden: self.state.hidden });
        }
    }

    // ---- paths -------------------------------------------------------------------------------------------

    fn build(&mut self, operator: &[u8], numbers: &Numbers) -> bool {
        match operator {
            b"m" => {
                let point = self.state.map.point(numbers.pair(0));
                self.path.parts.push(vec![point]);
            }
            b"l" => self.to(numbers.pair(0)),
            b"c" | b"v" | b"y" => {
                self.sheet.curves += 1;
                self.to(numbers.pair(if operator == b"c" { 4 } else { 2 }));
            }
            b"h" => {
                if let Some(part) = self.path.parts.last_mut() {
                    part.extend(part.first().copied());
                }
            }
            b"re" => {
                let ((x, y), (width, height)) = (numbers.pair(0), numbers.pair(2));
                let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
                self.path.parts.push(corners.map(|corner| self.state.map.point(corner)).to_vec());
            }
            _ => return false,
        }
        self.path.points += 1;
        if self.path.points > MAX_STROKES {
            self.path.parts.clear();
        }
        true
    }

    fn to(&mut self, point: (f32, f32)) {
        let point = self.state.map.point(point);
        match self.path.parts.last_mut() {
            Some(part) => part.push(point),
            None => self.path.parts.push(vec![point]),
        }
    }

    fn paint(&mut self, operator: &[u8], numbers: &Numbers, name: Option<&Name>) {
        match operator {
            b"S" => self.finish(true, false),
            b"s" => {
                self.build(b"h", numbers);
                self.finish(true, false);
            }
            b"f" | b"F" | b"f*" => self.finish(false, true),
            b"B" | b"B*" => self.finish(true, true),
            b"b" | b"b*" => {
                self.build(b"h", numbers);
                self.finish(true, true);
            }
            b"n" => self.finish(false, false),
            b"g" | b"rg" => self.state.white = numbers.all_are(1.0),
            b"k" => self.state.white = numbers.all_are(0.0),
            b"sc" | b"scn" => self.state.white = name.is_none() && numbers.1 != 4 && numbers.all_are(1.0),
            b"cs" => self.state.white = false,
            _ => {}
        }
    }

    fn finish(&mut self, stroke: bool, fill: bool) {
        let parts = std::mem::take(&mut self.path.parts);
        self.path.points = 0;
        for part in &parts {
            if self.sheet.strokes.len() + self.sheet.fills.len() >= MAX_STROKES {
                return;
            }
            self.sheet.draw(part, stroke, fill, !self.state.white);
        }
    }
}
