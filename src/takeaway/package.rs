//! An Office package being changed: parts, relations of parts, types of parts.
//!
//! Takes the archive, gives the archive with the changed parts; every part that was not touched stays as it was
//! packed.

use super::patch::{self, DECLARATION, prefix};
use super::zip::{Part, rewrite};
use crate::input::Unreadable;
use crate::readers::office::package;
use crate::readers::zip::Archive;

/// Where the types of parts stand.
const TYPES: &str = "[Content_Types].xml";
const TYPES_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The relations between parts of an Office document: transitional and strict standard.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// Numbers tried for a new name: more than a package can have parts.
const NUMBERS: usize = 1 << 20;

/// A package and the changes so far.
pub struct Package<'a> {
    archive: Archive<'a>,
    changed: Vec<Part>,
    /// The namespace of relations between its parts.
    pub relations: &'static str,
}

impl<'a> Package<'a> {
    /// Nothing is changed yet. `main` is the text of its main part, which tells which standard it keeps.
    pub fn new(archive: Archive<'a>, main: &str) -> Self {
        let relations = if main.contains("http://purl.oclc.org/ooxml/") { STRICT } else { TRANSITIONAL };
        Self { archive, changed: Vec::new(), relations }
    }

    /// The text of a part as it is now.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        if let Some((_, content)) = self.changed.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
            return patch::editable(content, name).map(Some);
        }
        self.archive.read(name)?.map(|part| patch::editable(&part, name)).transpose()
    }

    /// Gives a part another text, or adds it.
    pub fn set(&mut self, name: &str, text: String) {
        let content = patch::part(text);
        match self.changed.iter_mut().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
            Some((_, old)) => *old = content,
            None => self.changed.push((name.to_owned(), content)),
        }
    }

    /// The archive to read from, without the changes.
    pub fn archive(&mut self) -> &mut Archive<'a> {
        &mut self.archive
    }

    /// The name of the part related to `part` in this way.
    pub fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>, Unreadable> {
        let relations = package::relations(&mut self.archive, part)?;
        Ok(relations.into_iter().find(|relation| relation.kind == kind).map(|relation| relation.target))
    }

    /// The name of the part of this relation.
    pub fn related_by_id(&mut self, part: &str, id: &str) -> Result<Option<String>, Unreadable> {
        let relations = package::relations(&mut self.archive, part)?;
        Ok(relations.into_iter().find(|relation| relation.id == id).map(|relation| relation.target))
    }

    /// A name no part has: `xl/comments1.xml`.
    pub fn free_name(&self, before: &str, after: &str) -> String {
        let taken = |name: &String| {
            self.archive.has(name) || self.changed.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
        };
        let mut names = (1..=NUMBERS).map(|number| format!("{before}{number}{after}"));
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    /// Relates `part` to another; gives the id of the relation.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, Unreadable> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let place = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let place = format!("{place}_rels/{name}.rels");
        let empty =
            || format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS_NAMESPACE}\"></Relationships>");
        let text = self.text(&place)?.unwrap_or_else(empty);
        let free = |id: &String| !text.contains(&format!("\"{id}\"")) && !text.contains(&format!("'{id}'"));
        let id = (1..=NUMBERS).map(|number| format!("rIdGouji{number}")).find(free).unwrap_or_default();
        let prefix = root_prefix(&text);
        let relation = format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{}/{kind}\" Target=\"/{target}\"/>",
            self.relations
        );
        self.set(&place, with_child(&text, &relation));
        Ok(id)
    }

    /// Says of what type a part is.
    pub fn declare(&mut self, part: &str, content_type: &str) -> Result<(), Unreadable> {
        self.add_type(&format!("Override PartName=\"/{part}\" ContentType=\"{content_type}\""))
    }

    /// Says of what type the parts with this extension are, unless that is said.
    pub fn declare_extension(&mut self, extension: &str, content_type: &str) -> Result<(), Unreadable> {
        let types = self.text(TYPES)?.unwrap_or_default();
        if types.to_ascii_lowercase().contains(&format!("extension=\"{extension}\"")) {
            return Ok(());
        }
        self.add_type(&format!("Default Extension=\"{extension}\" ContentType=\"{content_type}\""))
    }

    fn add_type(&mut self, what: &str) -> Result<(), Unreadable> {
        let empty = || format!("{DECLARATION}<Types xmlns=\"{TYPES_NAMESPACE}\"></Types>");
        let types = self.text(TYPES)?.unwrap_or_else(empty);
        let child = format!("<{}{what}/>", root_prefix(&types));
        self.set(TYPES, with_child(&types, &child));
        Ok(())
    }

    /// The package with its changes.
    pub fn finish(self) -> Result<Vec<u8>, Unreadable> {
        rewrite(&self.archive, &self.changed)
    }
}

/// The prefix of the outermost element, with its colon.
pub fn root_prefix(text: &str) -> &str {
    let root = text.match_indices('<').find(|(at, _)| {
        text.as_bytes().get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'_')
    });
    root.map(|(at, _)| prefix(text, at)).unwrap_or_default()
}

/// The text with one more child at the end of its outermost element.
pub fn with_child(text: &str, child: &str) -> String {
    if let Some(end) = text.rfind("</") {
        let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
        return [before, child, after].concat();
    }
    let Some(end) = text.rfind("/>") else { return text.to_owned() };
    let name = text.rfind('<').map(|at| patch::qualified(text, at)).unwrap_or_default();
    format!("{}>{child}</{name}>", text.get(..end).unwrap_or_default().trim_end())
}
