//! What an element means to a reader of text and tables.
//!
//! Takes the name of a tag, gives its kind; knows nothing of the document being read.

/// The kinds of elements that are told apart. Everything else is part of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Stands in the line: `span`, `b`, `o:p`, anything unknown.
    Inline,
    /// Begins and ends a paragraph: `p`, `div`, `h1`, `li`.
    Block,
    /// `br`
    Br,
    /// `table`
    Table,
    /// `caption`
    Caption,
    /// `thead`, `tbody`
    Body,
    /// `tfoot`
    Foot,
    /// `tr`
    Row,
    /// `td`, `th`
    Cell,
    /// `title`
    Title,
    /// Nothing inside is content: `script`, `style`, `template`, `del`.
    Dropped,
    /// `option`: content only where selected.
    Choice,
    /// `input`
    Input,
    /// `img`
    Image,
    /// `a`
    Link,
    /// `pre`: spaces and line ends count.
    Pre,
}

/// The kind of the element with this name: as a number, which [`super::name::read`] gives, and as written.
#[inline]
pub(super) fn tag(key: u64, name: &[u8]) -> Tag {
    let bytes = key.to_le_bytes();
    match bytes.get(..name.len()).unwrap_or_default() {
        b"td" | b"th" => Tag::Cell,
        b"tr" => Tag::Row,
        b"p" | b"div" | b"li" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"h1" | b"h2" | b"h3" | b"h4"
        | b"h5" | b"h6" | b"section" | b"article" | b"header" | b"footer" | b"main" | b"nav" | b"aside"
        | b"address" | b"center" | b"figure" | b"form" | b"fieldset" | b"legend" | b"hr" | b"body"
        | b"html" | b"details" | b"summary" | b"hgroup" | b"dir" | b"menu" | b"search" => Tag::Block,
        b"br" => Tag::Br,
        b"table" => Tag::Table,
        b"tbody" | b"thead" => Tag::Body,
        b"tfoot" => Tag::Foot,
        b"caption" => Tag::Caption,
        b"title" => Tag::Title,
        b"script" | b"style" | b"template" | b"noscript" | b"iframe" | b"noembed" | b"noframes" | b"svg"
        | b"math" | b"xml" | b"del" => Tag::Dropped,
        b"option" => Tag::Choice,
        b"input" => Tag::Input,
        b"img" => Tag::Image,
        b"a" => Tag::Link,
        b"pre" | b"listing" | b"xmp" | b"textarea" => Tag::Pre,
        [] if name.eq_ignore_ascii_case(b"blockquote") || name.eq_ignore_ascii_case(b"figcaption") => {
            Tag::Block
        }
        _ => Tag::Inline,
    }
}

/// Elements that have no content and no end tag.
pub(super) fn is_void(name: &[u8]) -> bool {
    const VOID: [&[u8]; 12] = [
        b"br", b"hr", b"img", b"input", b"col", b"meta", b"link", b"base", b"area", b"embed", b"source",
        b"wbr",
    ];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}
