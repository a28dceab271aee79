//! What an element means to a reader of text and tables.
//!
//! Takes the name of a tag, gives its kind; knows nothing of the document being read.

use super::name::names;

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

names! {
    TD TH TR P DIV LI UL OL DL DT DD H1 H2 H3 H4 H5 H6 SECTION ARTICLE HEADER FOOTER MAIN NAV ASIDE ADDRESS CENTER
    FIGURE FORM FIELDSET LEGEND HR BODY HTML DETAILS SUMMARY HGROUP DIR MENU SEARCH BR TABLE TBODY THEAD TFOOT
    CAPTION TITLE SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME NOEMBED NOFRAMES SVG MATH XML DEL OPTION INPUT IMG A
    PRE LISTING XMP TEXTAREA COL META LINK BASE AREA EMBED SOURCE WBR
}

/// The kind of the element with this name: as a number, which [`super::name::read`] gives, and as written.
#[inline]
pub(super) fn tag(key: u64, name: &[u8]) -> Tag {
    match key {
        TD | TH => Tag::Cell,
        TR => Tag::Row,
        P | DIV | LI | UL | OL | DL | DT | DD | H1 | H2 | H3 | H4 | H5 | H6 | SECTION | ARTICLE | HEADER
        | FOOTER | MAIN | NAV | ASIDE | ADDRESS | CENTER | FIGURE | FORM | FIELDSET | LEGEND | HR | BODY
        | HTML | DETAILS | SUMMARY | HGROUP | DIR | MENU | SEARCH => Tag::Block,
        BR => Tag::Br,
        TABLE => Tag::Table,
        TBODY | THEAD => Tag::Body,
        TFOOT => Tag::Foot,
        CAPTION => Tag::Caption,
        TITLE => Tag::Title,
        SCRIPT | STYLE | TEMPLATE | NOSCRIPT | IFRAME | NOEMBED | NOFRAMES | SVG | MATH | XML | DEL => {
            Tag::Dropped
        }
        OPTION => Tag::Choice,
        INPUT => Tag::Input,
        IMG => Tag::Image,
        A => Tag::Link,
        PRE | LISTING | XMP | TEXTAREA => Tag::Pre,
        0 if name.eq_ignore_ascii_case(b"blockquote") || name.eq_ignore_ascii_case(b"figcaption") => {
            Tag::Block
        }
        _ => Tag::Inline,
    }
}

/// Elements that have no content and no end tag.
pub(super) fn is_void(key: u64) -> bool {
    matches!(key, BR | HR | IMG | INPUT | COL | META | LINK | BASE | AREA | EMBED | SOURCE | WBR)
}
