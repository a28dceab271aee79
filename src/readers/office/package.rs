//! The relations of an Office package: which part is the main one, which parts belong to it.
//!
//! Takes the zip container, gives names of parts; knows the kinds of relations by the last word of their type,
//! which the strict and the transitional standard share.

use super::xml::{self, Event, Xml};
use crate::input::Unreadable;
use crate::readers::zip::Archive;

/// A relation of a part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id.
    pub id: String,
    /// The last word of its type: `worksheet`, `styles`.
    pub kind: String,
    /// The name of the other part.
    pub target: String,
}

/// The relations of a part; of the package itself when the name is empty.
pub fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let Some(text) = archive.read(&format!("{prefix}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
    let text = xml::text(&text);
    let mut xml = Xml::new(&text, "关系表");
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.name() == "Relationship" => {
                let target = tag.attr("Target").unwrap_or_default();
                let kind = tag.attr("Type").unwrap_or_default();
                relations.push(Relation {
                    id: tag.attr("Id").unwrap_or_default().into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolve(folder, &target),
                });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// The main part of a package.
pub fn main_part(archive: &mut Archive) -> Result<Option<String>, Unreadable> {
    let relations = relations(archive, "")?;
    let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
    Ok(main.map(|relation| relation.target).filter(|target| archive.has(target)))
}

/// A target, relative to a folder or absolute.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
