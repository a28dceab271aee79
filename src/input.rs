//! What the user gave, and why it could not be opened.
//!
//! Takes nothing, gives plain values; knows no file format and nothing about reports.

/// What the user gave: pasted or dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name of the file, if there is one. Only a hint: what is inside decides.
    pub name: Option<String>,
    /// What is inside.
    pub content: Content,
}

/// The content of an [`Input`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// `text/html` of the clipboard, or the source of a page.
    Html(String),
    /// `text/plain` of the clipboard, or typed text.
    Text(String),
    /// A file.
    Bytes(Vec<u8>),
}

/// An input that no reader can open: a result, not a failure of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, a sentence in Chinese.
    pub reason: String,
    /// What to do next, a sentence in Chinese.
    pub advice: String,
}

impl Unreadable {
    /// An unreadable input with these two sentences.
    pub fn new(reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { reason: reason.into(), advice: advice.into() }
    }
}
