//! Fonts: codes in a string → characters and widths.
//!
//! Takes a font dictionary, gives an iterator over what a string shows. Never reads outlines; opens an
//! embedded font program only when nothing else tells its characters.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::super::limits::MAX_MAP;
use super::budget::Budget;
use super::cmap::{CMap, Letters};
use super::encoding::{Gb1, gb1, named, windows};
use super::truetype;
use crate::readers::charset::Decode;

/// One code of a string.
pub struct Shown {
    /// What it shows; empty when the file does not tell.
    pub letters: Option<Letters>,
    /// How far it moves on, in units of the font size.
    pub width: f32,
    /// It is the single byte 32, to which word spacing applies.
    pub is_space: bool,
}

/// How the bytes of a string are cut into codes, and what codes mean without a map.
enum Codes {
    /// One byte each; meanings by code.
    Simple(Box<[Option<char>; 256]>),
    /// Two bytes each, glyph numbers; meanings of glyphs, if known.
    Glyphs(BTreeMap<u32, char>),
    /// Two bytes each, numbers of Adobe-GB1.
    Gb1,
    /// UTF-16.
    Utf16,
    /// A Chinese charset the host decodes, by its label.
    Charset(&'static str),
    /// As the embedded map says.
    Mapped(CMap),
}

/// A font.
pub struct Font {
    codes: Codes,
    unicode: Option<CMap>,
    /// Widths by code or CID, in thousandths; NaN where the default holds.
    widths: Vec<f32>,
    default_width: f32,
    /// Thousandths to units of the font size.
    scale: f32,
    /// Height of a line over the font size; Type 3 fonts have their own scale.
    pub height: f32,
    /// Characters stand one below the other.
    pub vertical: bool,
    decode: Decode,
    decoded: RefCell<BTreeMap<u32, Option<char>>>,
}

impl Font {
    /// Reads a font dictionary.
    pub fn new(dict: &Dict, decode: Decode, budget: &Budget) -> Self {
        let unicode = dict.get::<Stream>("ToUnicode").map(|stream| CMap::parse(&budget.unpack(&stream)));
        let subtype = dict.get::<Name>("Subtype");
        let mut font = match subtype.as_deref() {
            Some(b"Type0") => composite(dict, decode, budget, unicode.is_some()),
            Some(b"Type3") => type3(dict, decode),
            _ => simple(dict, decode),
        };
        font.unicode = unicode;
        font
    }

    fn with(codes: Codes, decode: Decode) -> Self {
        Self {
            codes,
            unicode: None,
            widths: Vec::new(),
            default_width: 1000.0,
            scale: 0.001,
            height: 1.0,
            vertical: false,
            decode,
            decoded: RefCell::default(),
        }
    }

    /// Calls `each` for every code of a string.
    pub fn show(&self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.code_length(rest).clamp(1, rest.len());
            let (head, tail) = rest.split_at(length);
            let code = head.iter().take(4).fold(0, |code, byte| code << 8 | u32::from(*byte));
            let letters = self.letters(code, head);
            let width = self.width(code, letters);
            each(Shown { letters, width, is_space: head == b" " });
            rest = tail;
        }
    }

    fn code_length(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Simple(_) => 1,
            Codes::Glyphs(_) | Codes::Gb1 => 2,
            Codes::Utf16 => {
                if bytes.first().is_some_and(|byte| (0xD8..0xDC).contains(byte)) {
                    4
                } else {
                    2
                }
            }
            Codes::Charset(_) => match bytes {
                [0x81..=0xFE, b'0'..=b'9', ..] => 4,
                [0x81..=0xFE, ..] => 2,
                _ => 1,
            },
            Codes::Mapped(map) => map.code_length(bytes),
        }
    }

    fn letters(&self, code: u32, bytes: &[u8]) -> Option<Letters> {
        let mapped = self.unicode.as_ref().and_then(|map| map.text(code));
        mapped.or_else(|| self.own_letter(code, bytes).map(Letters::one))
    }

    /// What a code means without a ToUnicode map.
    fn own_letter(&self, code: u32, bytes: &[u8]) -> Option<char> {
        match &self.codes {
            Codes::Simple(table) => table.get(code as usize).copied().flatten(),
            Codes::Glyphs(map) => map.get(&code).copied(),
            Codes::Gb1 => match gb1(code)? {
                Gb1::Ascii(c) => Some(c),
                Gb1::Code(bytes) => self.decoded(code, "gb18030", &bytes),
            },
            Codes::Utf16 => {
                let units = bytes
                    .chunks_exact(2)
                    .map(|pair| pair.iter().fold(0, |unit, b| unit << 8 | u16::from(*b)));
                char::decode_utf16(units).next()?.ok().filter(|c| *c != '\0')
            }
            Codes::Charset(label) => self.decoded(code, label, bytes),
            Codes::Mapped(_) => None,
        }
    }

    fn decoded(&self, code: u32, label: &str, bytes: &[u8]) -> Option<char> {
        let one =
            || (self.decode)(label, bytes)?.chars().next().filter(|c| *c != char::REPLACEMENT_CHARACTER);
        *self.decoded.borrow_mut().entry(code).or_insert_with(one)
    }

    fn width(&self, code: u32, letters: Option<Letters>) -> f32 {
        let ascii = letters.and_then(|letters| letters.as_slice().first().copied()).filter(char::is_ascii);
        let at = match &self.codes {
            Codes::Mapped(map) => map.cid(code),
            // The CID of other characters than ASCII would need Adobe's tables; they are a full square.
            Codes::Utf16 | Codes::Charset(_) => ascii.map_or(u32::MAX, |c| (c as u32).saturating_sub(31)),
            _ => code,
        };
        let listed = self.widths.get(at as usize).copied().filter(|width| !width.is_nan());
        let half = matches!(self.codes, Codes::Utf16 | Codes::Charset(_)) && ascii.is_some();
        listed.unwrap_or(if half { 500.0 } else { self.default_width }) * self.scale
    }
}

// ---- fonts of one byte -------------------------------------------------------------------------------------

fn simple(dict: &Dict, decode: Decode) -> Font {
    let mut font = Font::with(Codes::Simple(table(dict)), decode);
    let descriptor = dict.get::<Dict>("FontDescriptor");
    let missing = descriptor.and_then(|descriptor| descriptor.get::<f32>("MissingWidth"));
    font.default_width = missing.filter(|width| *width > 0.0).unwrap_or(500.0);
    font.widths = simple_widths(dict);
    font
}

fn simple_widths(dict: &Dict) -> Vec<f32> {
    let first =
        dict.get::<i32>("FirstChar").and_then(|first| usize::try_from(first).ok()).unwrap_or(0).min(255);
    let mut widths = vec![f32::NAN; first];
    if let Some(list) = dict.get::<Array>("Widths") {
        widths.extend(list.iter::<f32>().take(256));
    }
    widths
}

fn table(dict: &Dict) -> Box<[Option<char>; 256]> {
    let mut table = Box::new([None; 256]);
    for (code, place) in (0..=255).zip(table.iter_mut()) {
        *place = windows(code);
    }
    let differences = dict.get::<Dict>("Encoding").and_then(|encoding| encoding.get::<Array>("Differences"));
    let mut code = 0;
    for item in differences.iter().flat_map(Array::iter::<Object>).take(MAX_MAP) {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(place) = table.get_mut(code) {
                    *place = named(&name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

fn type3(dict: &Dict, decode: Decode) -> Font {
    let mut font = simple(dict, decode);
    let matrix: Vec<f32> =
        dict.get::<Array>("FontMatrix").iter().flat_map(Array::iter::<f32>).take(6).collect();
    let scale = |at: usize| matrix.get(at).copied().filter(|scale| *scale != 0.0).unwrap_or(0.001).abs();
    font.scale = scale(0);
    font.default_width = 0.0;
    let bounds: Vec<f32> =
        dict.get::<Array>("FontBBox").iter().flat_map(Array::iter::<f32>).take(4).collect();
    if let [_, bottom, _, top] = bounds.as_slice() {
        let height = (top - bottom).abs() * scale(3);
        font.height = if (0.2..5.0).contains(&height) { height } else { 1.0 };
    }
    font
}

// ---- fonts of several bytes --------------------------------------------------------------------------------

fn composite(dict: &Dict, decode: Decode, budget: &Budget, mapped: bool) -> Font {
    let descendant = dict.get::<Array>("DescendantFonts").and_then(|list| list.iter::<Dict>().next());
    let descendant = descendant.unwrap_or_default();
    let name = dict.get::<Name>("Encoding");
    let (codes, vertical) = match (name, dict.get::<Stream>("Encoding")) {
        (_, Some(stream)) => embedded(&stream, budget),
        (Some(name), _) => {
            (predefined(&name, &descendant, budget, mapped), name.ends_with(b"-V") || &*name == b"V")
        }
        _ => (Codes::Glyphs(BTreeMap::new()), false),
    };
    let mut font = Font::with(codes, decode);
    font.vertical = vertical;
    font.default_width = descendant.get::<f32>("DW").unwrap_or(1000.0);
    font.widths = cid_widths(&descendant);
    font
}

fn embedded(stream: &Stream, budget: &Budget) -> (Codes, bool) {
    let map = CMap::parse(&budget.unpack(stream));
    let vertical = map.vertical || stream.dict().get::<i32>("WMode") == Some(1);
    (if map.has_spaces() { Codes::Mapped(map) } else { Codes::Glyphs(BTreeMap::new()) }, vertical)
}

fn predefined(name: &[u8], descendant: &Dict, budget: &Budget, mapped: bool) -> Codes {
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    if has(b"UCS2") || has(b"UTF16") {
        return Codes::Utf16;
    }
    if name.starts_with(b"GB") {
        return Codes::Charset("gb18030");
    }
    if name.starts_with(b"B5") || name.starts_with(b"ETen") || name.starts_with(b"HKscs") {
        return Codes::Charset("big5");
    }
    let info = descendant.get::<Dict>("CIDSystemInfo");
    let ordering = info.and_then(|info| info.get::<hayro_syntax::object::String>("Ordering"));
    if ordering.is_some_and(|ordering| ordering.as_bytes() == b"GB1") {
        return Codes::Gb1;
    }
    let glyphs = if mapped { None } else { glyph_characters(descendant, budget) };
    Codes::Glyphs(glyphs.unwrap_or_default())
}

/// The characters of an embedded TrueType font by its CIDs.
fn glyph_characters(descendant: &Dict, budget: &Budget) -> Option<BTreeMap<u32, char>> {
    let descriptor = descendant.get::<Dict>("FontDescriptor")?;
    let program = descriptor.get::<Stream>("FontFile2").or_else(|| descriptor.get::<Stream>("FontFile3"))?;
    let glyphs = truetype::characters(&budget.unpack(&program))?;
    let Some(stream) = descendant.get::<Stream>("CIDToGIDMap") else { return Some(glyphs) };
    let list = budget.unpack(&stream);
    let numbers =
        list.chunks_exact(2).map(|pair| pair.iter().fold(0, |glyph, byte| glyph << 8 | u32::from(*byte)));
    Some((0..).zip(numbers).filter_map(|(cid, glyph)| Some((cid, *glyphs.get(&glyph)?))).collect())
}

/// `W`: `first [w w w]` and `first last w`.
fn cid_widths(descendant: &Dict) -> Vec<f32> {
    let mut widths = Vec::new();
    let Some(list) = descendant.get::<Array>("W") else { return widths };
    let mut put = |cid: usize, width: f32| {
        if cid < 1 << 16 {
            if widths.len() <= cid {
                widths.resize(cid + 1, f32::NAN);
            }
            if let Some(place) = widths.get_mut(cid) {
                *place = width;
            }
        }
    };
    let mut items = list.iter::<Object>().take(MAX_MAP);
    while let (Some(Object::Number(first)), Some(second)) = (items.next(), items.next()) {
        let Ok(first) = usize::try_from(first.as_i64()) else { break };
        match second {
            Object::Array(list) => {
                (first..).zip(list.iter::<f32>().take(MAX_MAP)).for_each(|(cid, width)| put(cid, width));
            }
            Object::Number(last) => {
                let Some(Object::Number(width)) = items.next() else { break };
                let last = usize::try_from(last.as_i64()).unwrap_or(0).min(1 << 16);
                (first..=last).for_each(|cid| put(cid, width.as_f32()));
            }
            _ => break,
        }
    }
    widths
}
