//! Character maps: the small PostScript programs that say what codes mean.
//!
//! Takes the bytes of a ToUnicode or encoding map, gives lookups. Reads what it understands and skips the
//! rest: a damaged map still maps what stands before the damage.

use super::super::limits::MAX_MAP;

/// Up to four characters a code stands for (ligatures have two or three).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    chars: [char; 4],
    count: u8,
}

impl Letters {
    /// One character.
    pub fn one(c: char) -> Self {
        Self { chars: [c; 4], count: 1 }
    }

    /// The characters.
    pub fn as_slice(&self) -> &[char] {
        self.chars.get(..usize::from(self.count)).unwrap_or_default()
    }

    fn push(&mut self, c: char) {
        if let Some(place) = self.chars.get_mut(usize::from(self.count)) {
            *place = c;
            self.count += 1;
        }
    }
}

/// A string in angle brackets: its length in bytes and the first eight as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hex {
    bytes: u8,
    value: u64,
}

impl Hex {
    fn code(self) -> u32 {
        u32::try_from(self.value).unwrap_or(u32::MAX)
    }

    /// The text of UTF-16 units, the last raised by `offset`.
    fn letters(self, offset: u32) -> Option<Letters> {
        let value = self.value.checked_add(u64::from(offset))?;
        let mut letters = Letters::default();
        if self.bytes == 1 {
            letters.push(char::from_u32(u32::try_from(value).ok()?)?);
            return Some(letters);
        }
        let units = (0..self.bytes / 2).rev().map(|at| (value >> (16 * u32::from(at))) as u16);
        for c in char::decode_utf16(units) {
            letters.push(c.ok()?);
        }
        (letters.count > 0 && letters.as_slice() != ['\0']).then_some(letters)
    }
}

/// Codes `low..=high` and what the first of them stands for.
#[derive(Debug, Clone, Copy)]
struct Range<T> {
    low: u32,
    high: u32,
    target: T,
}

/// A character map.
#[derive(Debug, Default)]
pub struct CMap {
    /// Length in bytes, lowest and highest code.
    spaces: Vec<(u8, u32, u32)>,
    texts: Vec<Range<Hex>>,
    cids: Vec<Range<u32>>,
    /// Text runs downwards.
    pub vertical: bool,
}

impl CMap {
    /// Reads a map.
    pub fn parse(data: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Operand> = Vec::new();
        let mut scanner = Scanner { data, at: 0 };
        let mut writing_mode = false;
        while let Some(token) = scanner.next() {
            match token {
                Token::Operand(operand) => {
                    if let (true, Operand::Number(mode)) = (writing_mode, &operand) {
                        map.vertical = *mode == 1;
                    }
                    writing_mode = false;
                    if operands.len() < MAX_MAP {
                        operands.push(operand);
                    }
                }
                Token::Name(name) => writing_mode = name == b"WMode",
                Token::Word(word) => {
                    map.take(word, &operands);
                    operands.clear();
                }
            }
        }
        map.texts.sort_by_key(|range| range.low);
        map.cids.sort_by_key(|range| range.low);
        map.spaces.sort_unstable();
        map
    }

    fn take(&mut self, word: &[u8], operands: &[Operand]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Hex(low), Operand::Hex(high)] = pair {
                        self.spaces.push((low.bytes, low.code(), high.code()));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Hex(code), Operand::Hex(target)] = pair {
                        self.texts.push(Range { low: code.code(), high: code.code(), target: *target });
                    }
                }
            }
            b"endbfrange" => self.take_text_ranges(operands),
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Hex(code), Operand::Number(cid)] = pair {
                        self.cids.push(Range { low: code.code(), high: code.code(), target: *cid });
                    }
                }
            }
            b"endcidrange" => {
                for triple in operands.chunks_exact(3) {
                    if let [Operand::Hex(low), Operand::Hex(high), Operand::Number(cid)] = triple {
                        self.cids.push(Range { low: low.code(), high: high.code(), target: *cid });
                    }
                }
            }
            _ => {}
        }
    }

    fn take_text_ranges(&mut self, operands: &[Operand]) {
        let mut rest = operands.iter();
        while let (Some(Operand::Hex(low)), Some(Operand::Hex(high))) = (rest.next(), rest.next()) {
            match rest.next() {
                Some(Operand::Hex(target)) => {
                    self.texts.push(Range { low: low.code(), high: high.code(), target: *target });
                }
                Some(Operand::Open) => {
                    let mut code = low.code();
                    for operand in rest.by_ref() {
                        let Operand::Hex(target) = operand else { break };
                        self.texts.push(Range { low: code, high: code, target: *target });
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> Option<Letters> {
        let range = find(&self.texts, code)?;
        range.target.letters(code - range.low)
    }

    /// The CID of a code; itself where the map has no CIDs at all.
    pub fn cid(&self, code: u32) -> u32 {
        if self.cids.is_empty() {
            return code;
        }
        find(&self.cids, code).map_or(0, |range| range.target.saturating_add(code - range.low))
    }

    /// How many bytes the code at the start of `bytes` has.
    pub fn code_length(&self, bytes: &[u8]) -> usize {
        let mut code = 0;
        for (length, byte) in (1_u8..=4).zip(bytes) {
            code = code << 8 | u32::from(*byte);
            if self.spaces.iter().any(|(of, low, high)| *of == length && within(code, *low, *high, length)) {
                return usize::from(length);
            }
        }
        usize::from(self.spaces.first().map_or(2, |space| space.0.max(1)))
    }

    /// Whether codes of two bytes can begin with any byte.
    pub fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }
}

/// Every byte of the code lies between those of the bounds.
fn within(code: u32, low: u32, high: u32, length: u8) -> bool {
    (0..length).all(|at| {
        let byte = |value: u32| value >> (8 * u32::from(at)) & 0xFF;
        byte(low) <= byte(code) && byte(code) <= byte(high)
    })
}

fn find<T>(ranges: &[Range<T>], code: u32) -> Option<&Range<T>> {
    let end = ranges.partition_point(|range| range.low <= code);
    let range = ranges.get(end.checked_sub(1)?)?;
    (code <= range.high).then_some(range)
}

/// What stands before an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operand {
    Hex(Hex),
    Number(u32),
    Open,
    Close,
}

enum Token<'a> {
    Operand(Operand),
    Name(&'a [u8]),
    Word(&'a [u8]),
}

struct Scanner<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !keep(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            match byte {
                b'%' => {
                    self.take_while(|b| b != b'\n' && b != b'\r');
                }
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.at += 2,
                b'<' => return Some(Token::Operand(Operand::Hex(self.hex()))),
                b'(' => {
                    self.take_while(|b| b != b')');
                }
                b'[' | b']' => {
                    self.at += 1;
                    let operand = if byte == b'[' { Operand::Open } else { Operand::Close };
                    return Some(Token::Operand(operand));
                }
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.take_while(is_regular)));
                }
                _ if is_regular(byte) => return Some(word(self.take_while(is_regular))),
                _ => self.at += 1,
            }
        }
    }

    fn hex(&mut self) -> Hex {
        self.at += 1;
        let inside = self.take_while(|b| b != b'>');
        self.at += 1;
        let (mut digits, mut value) = (0_u32, 0_u64);
        for digit in inside.iter().filter_map(|byte| char::from(*byte).to_digit(16)) {
            if digits < 16 {
                value = value << 4 | u64::from(digit);
                digits += 1;
            }
        }
        Hex { bytes: (digits.div_ceil(2)) as u8, value }
    }
}

fn word(bytes: &[u8]) -> Token<'_> {
    let number = std::str::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
    number.map_or(Token::Word(bytes), |number| Token::Operand(Operand::Number(number)))
}

fn is_regular(byte: u8) -> bool {
    !matches!(byte, 0..=b' ' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'/' | b'%' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(map: &CMap, code: u32) -> String {
        map.text(code).map(|letters| letters.as_slice().iter().collect()).unwrap_or_default()
    }

    #[test]
    fn chars_ranges_and_lists_are_read() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <4E00> <0004> <D840DC00> endbfchar\n\
              2 beginbfrange <0010> <0012> <0031> <0020> <0021> [<00660069> <4E8C>] endbfrange",
        );
        assert_eq!(text(&map, 3), "一");
        assert_eq!(text(&map, 4), "\u{20000}");
        assert_eq!(text(&map, 0x12), "3");
        assert_eq!(text(&map, 0x20), "fi");
        assert_eq!(text(&map, 0x21), "二");
        assert_eq!(text(&map, 0x13), "");
        assert_eq!(map.code_length(b"\x00\x03"), 2);
    }

    #[test]
    fn a_map_cut_in_the_middle_keeps_what_was_read() {
        let map = CMap::parse(b"1 beginbfchar <01> <0041> endbfchar 1 beginbfrange <02> <0");
        assert_eq!(text(&map, 1), "A");
    }
}
