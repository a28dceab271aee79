//! Character references: `&nbsp;`, `&#8220;`, `&#x4e00;`.
//!
//! Takes the text after an ampersand, gives the character. Names are those of HTML 4, which is all that editors
//! and Word write, and HTML 5's names of ASCII characters; the other two thousand of HTML 5 (mathematics) would
//! weigh more than the whole reader and stay as they are written.

use crate::readers::charset::WINDOWS_1252;

/// The names of U+00A0 to U+00FF, in order. These may stand without the semicolon.
const LATIN1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
    Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
    acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
    ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Other names and their code points.
const NAMES: &str = "Tab=9 NewLine=a excl=21 num=23 dollar=24 percnt=25 apos=27 lpar=28 rpar=29 ast=2a plus=2b comma=2c \
    period=2e sol=2f colon=3a semi=3b equals=3d quest=3f commat=40 lbrack=5b lsqb=5b bsol=5c rbrack=5d \
    rsqb=5d Hat=5e lowbar=5f grave=60 lcub=7b verbar=7c vert=7c rcub=7d NonBreakingSpace=a0 OElig=152 \
    oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 circ=2c6 tilde=2dc Alpha=391 Beta=392 Gamma=393 \
    Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 Iota=399 Kappa=39a Lambda=39b Mu=39c Nu=39d Xi=39e \
    Omicron=39f Pi=3a0 Rho=3a1 Sigma=3a3 Tau=3a4 Upsilon=3a5 Phi=3a6 Chi=3a7 Psi=3a8 Omega=3a9 alpha=3b1 \
    beta=3b2 gamma=3b3 delta=3b4 epsilon=3b5 zeta=3b6 eta=3b7 theta=3b8 iota=3b9 kappa=3ba lambda=3bb \
    mu=3bc nu=3bd xi=3be omicron=3bf pi=3c0 rho=3c1 sigmaf=3c2 sigma=3c3 tau=3c4 upsilon=3c5 phi=3c6 \
    chi=3c7 psi=3c8 omega=3c9 thetasym=3d1 upsih=3d2 piv=3d6 ensp=2002 emsp=2003 numsp=2007 thinsp=2009 \
    hairsp=200a zwnj=200c zwj=200d lrm=200e rlm=200f dash=2010 hyphen=2010 ndash=2013 mdash=2014 \
    horbar=2015 lsquo=2018 rsquo=2019 sbquo=201a ldquo=201c rdquo=201d bdquo=201e dagger=2020 \
    Dagger=2021 bull=2022 hellip=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039 rsaquo=203a \
    oline=203e frasl=2044 euro=20ac image=2111 weierp=2118 real=211c trade=2122 alefsym=2135 larr=2190 \
    uarr=2191 rarr=2192 darr=2193 harr=2194 crarr=21b5 lArr=21d0 uArr=21d1 rArr=21d2 dArr=21d3 hArr=21d4 \
    forall=2200 part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220b prod=220f \
    sum=2211 minus=2212 lowast=2217 radic=221a prop=221d infin=221e ang=2220 and=2227 or=2228 cap=2229 \
    cup=222a int=222b there4=2234 sim=223c cong=2245 asymp=2248 ne=2260 equiv=2261 le=2264 ge=2265 \
    sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287 oplus=2295 otimes=2297 perp=22a5 sdot=22c5 \
    lceil=2308 rceil=2309 lfloor=230a rfloor=230b lang=2329 rang=232a loz=25ca spades=2660 clubs=2663 \
    hearts=2665 diams=2666 check=2713";

/// The longest name.
const MAX_NAME: usize = 16;

/// The longest name that may stand without the semicolon.
const MAX_BARE: usize = 6;

/// The character a reference stands for and how many bytes after the ampersand belong to it.
pub(super) fn reference(after: &[u8]) -> Option<(char, usize)> {
    match after.first()? {
        b'#' => numeric(after.get(1..)?),
        _ => named(after),
    }
}

fn numeric(after: &[u8]) -> Option<(char, usize)> {
    let (radix, digits, mark) = match after {
        [b'x' | b'X', digits @ ..] => (16, digits, 2),
        digits => (10, digits, 1),
    };
    let length = digits.iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let add = |code: u32, byte: &u8| {
        code.saturating_mul(radix).saturating_add(char::from(*byte).to_digit(radix).unwrap_or(0))
    };
    let code = digits.iter().take(length).fold(0, add);
    let semicolon = usize::from(digits.get(length) == Some(&b';'));
    Some((character(code), mark + length + semicolon))
}

/// The character of a code point, read as browsers do: 128 to 159 mean what Windows has there.
fn character(code: u32) -> char {
    let windows = code.checked_sub(0x80).and_then(|at| WINDOWS_1252.chars().nth(at as usize));
    let valid = char::from_u32(code).filter(|c| *c != '\0');
    windows.or(valid).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(after: &[u8]) -> Option<(char, usize)> {
    let length = after.iter().take(MAX_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = std::str::from_utf8(after.get(..length)?).ok()?;
    let complete = (after.get(length) == Some(&b';'))
        .then(|| basic(name).or_else(|| latin1(name)).or_else(|| other(name)));
    if let Some(c) = complete.flatten() {
        return Some((c, length + 1));
    }
    // Without the semicolon, the longest beginning that is a name: `&nbsp0` is a space and a zero.
    let bare = |name: &str| basic(name).or_else(|| latin1(name));
    (2..=length.min(MAX_BARE)).rev().find_map(|end| Some((bare(name.get(..end)?)?, end)))
}

fn basic(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" => '\u{a0}',
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        _ => return None,
    })
}

fn latin1(name: &str) -> Option<char> {
    words(LATIN1).zip('\u{a0}'..).find(|(known, _)| *known == name.as_bytes()).map(|(_, c)| c)
}

/// By bytes: to search for a character costs more than most words are long, and a page may be all ampersands.
fn words(list: &'static str) -> impl Iterator<Item = &'static [u8]> {
    list.as_bytes().split(|byte| *byte == b' ')
}

fn other(name: &str) -> Option<char> {
    let code = words(NAMES).find_map(|entry| entry.strip_prefix(name.as_bytes())?.strip_prefix(b"="))?;
    u32::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok().and_then(char::from_u32)
}
