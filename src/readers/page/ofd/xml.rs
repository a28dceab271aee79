//! XML → a tree of elements by local name.
//!
//! Writers of OFD use several namespaces and sometimes wrong ones, so namespaces are not looked at.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::limits::{MAX_DEPTH, MAX_MAP};

/// Elements inside elements: pages nest blocks, everything else is flat.
const MAX_LEVELS: usize = MAX_DEPTH * 4;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// Name without prefix.
    pub name: String,
    /// Attributes without prefix.
    attributes: Vec<(String, String)>,
    /// Text directly inside.
    pub text: String,
    /// Elements directly inside.
    pub children: Vec<Element>,
}

impl Element {
    /// Reads a document as far as it is well formed.
    pub fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = false;
        let mut stack = vec![Self::default()];
        let mut count = 0;
        while let Ok(event) = reader.read_event() {
            count += 1;
            if count > MAX_MAP * 4 {
                break;
            }
            match event {
                Event::Start(start) if stack.len() < MAX_LEVELS => stack.push(Self::of(&start)),
                Event::Empty(start) => {
                    if let Some(parent) = stack.last_mut() {
                        parent.children.push(Self::of(&start));
                    }
                }
                Event::End(_) if stack.len() > 1 => close(&mut stack),
                Event::Text(text) => {
                    if let Some(open) = stack.last_mut() {
                        open.text.push_str(&text);
                    }
                }
                Event::CData(text) => {
                    if let Some(open) = stack.last_mut() {
                        open.text.push_str(&text);
                    }
                }
                Event::GeneralRef(name) => {
                    let c = name.resolve_char_ref().ok().flatten();
                    let named = entity(&name);
                    if let Some(open) = stack.last_mut() {
                        open.text.extend(c.or(named));
                    }
                }
                Event::Start(_) | Event::Eof => break,
                _ => {}
            }
        }
        while stack.len() > 1 {
            close(&mut stack);
        }
        stack.pop().unwrap_or_default()
    }

    fn of(start: &BytesStart) -> Self {
        let attributes = start
            .attributes()
            .flatten()
            .map(|attribute| (attribute.key.local_name().as_ref().to_owned(), unescape(&attribute.value)));
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of this name, at any depth, in order.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }
}

fn close(stack: &mut Vec<Element>) {
    if let Some(element) = stack.pop()
        && let Some(parent) = stack.last_mut()
    {
        parent.children.push(element);
    }
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn unescape(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}
