//! OFD (GB/T 33190) → sheets → document.
//!
//! Takes a zip container with an `OFD.xml`, gives a document, or says why it cannot be opened.

mod draw;
mod xml;

use super::layout::{self, Placed};
use super::limits::{MAX_GLYPHS, MAX_PAGES};
use super::sheet::{Matrix, Sheet};
use crate::input::Unreadable;
use crate::readers::zip::{Archive, Fault, tidy};
use draw::{Canvas, numbers};
use xml::Element;

/// Points of a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Millimetres of a page that does not say its size: A4.
const A4: (f32, f32) = (210.0, 297.0);

/// Whether a zip container holds an OFD document.
pub fn is_ofd(zip: &Archive) -> bool {
    zip.has("OFD.xml")
}

/// A container and what was wrong with its parts.
struct Package<'a, 'b> {
    zip: &'a mut Archive<'b>,
    fault: Option<Fault>,
}

impl Package<'_, '_> {
    fn element(&mut self, path: &str) -> Option<Element> {
        match self.zip.read(path) {
            Ok(part) => Some(Element::parse(&part?)),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }
}

/// Reads an OFD document.
pub fn read(zip: &mut Archive) -> Result<Placed, Unreadable> {
    if zip.is_encrypted() {
        return Err(Unreadable::new(
            "这个 OFD 文件加了密码，无法读取。",
            "请用密码打开后另存为没有密码的文件，或者打开后全选复制，粘贴到这里。",
        ));
    }
    let mut package = Package { zip, fault: None };
    let entry = package.element("OFD.xml").ok_or_else(damaged)?;
    let mut roots = Vec::new();
    entry.all("DocRoot", &mut roots);
    let (mut sheets, mut cut) = (Vec::new(), false);
    for root in roots.iter().take(16) {
        cut |= document(&mut package, &tidy(root.text.trim()), &mut sheets);
    }
    match package.fault {
        // A page that is missing would be missed by nobody.
        Some(Fault::Damaged(_) | Fault::Encrypted | Fault::Method) => Err(damaged()),
        _ if sheets.is_empty() => Err(damaged()),
        fault => layout::document(sheets, cut || fault.is_some()),
    }
}

fn damaged() -> Unreadable {
    Unreadable::new(
        "这个 OFD 文件已损坏或不完整，无法读取。",
        "请重新下载，或者在 OFD 阅读器中打开后全选复制，粘贴到这里。",
    )
}

/// The path of a part named in another: from the root, or beside that other.
fn beside(package: &Package, base: &str, path: &str) -> String {
    let path = path.trim();
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let near = tidy(&format!("{folder}/{path}"));
    if path.starts_with('/') || !package.zip.has(&near) { tidy(path) } else { near }
}

/// Adds the pages of one document; gives whether some were left out.
fn document(package: &mut Package, path: &str, sheets: &mut Vec<Sheet>) -> bool {
    let Some(root) = package.element(path) else { return false };
    let mut found = [const { Vec::new() }; 5];
    for (list, name) in found.iter_mut().zip(["Page", "TemplatePage", "PublicRes", "DocumentRes", "PageArea"])
    {
        root.all(name, list);
    }
    let [pages, templates, public, own, areas] = found;
    let resources: Vec<Element> = public
        .iter()
        .chain(&own)
        .filter_map(|part| package.element(&beside(package, path, &part.text)))
        .collect();
    let mut units = Vec::new();
    for part in &resources {
        part.all("CompositeGraphicUnit", &mut units);
    }
    let size = areas.first().and_then(|area| size(area)).unwrap_or(A4);
    let mut glyphs = 0;
    for page in &pages {
        if sheets.len() >= MAX_PAGES || package.fault.is_some() || glyphs > MAX_GLYPHS {
            return true;
        }
        let Some(base) = page.attribute("BaseLoc") else { continue };
        let Some(content) = package.element(&beside(package, path, base)) else { continue };
        let template = |id: &str| {
            let found = templates.iter().find(|template| template.attribute("ID") == Some(id))?;
            Some(beside(package, path, found.attribute("BaseLoc")?))
        };
        let mut used = Vec::new();
        content.all("Template", &mut used);
        let paths: Vec<String> =
            used.iter().filter_map(|used| template(used.attribute("TemplateID")?)).take(16).collect();
        let backgrounds: Vec<Element> = paths.iter().filter_map(|path| package.element(path)).collect();
        sheets.push(sheet(&content, &backgrounds, &units, size, &mut glyphs));
    }
    false
}

fn sheet(
    content: &Element,
    backgrounds: &[Element],
    units: &[&Element],
    default: (f32, f32),
    glyphs: &mut usize,
) -> Sheet {
    let page = content.child("Page").unwrap_or(content);
    let (width, height) = page.child("Area").and_then(size).unwrap_or(default);
    let empty = Sheet { width: width * POINTS, height: height * POINTS, ..Sheet::default() };
    let mut canvas = Canvas::new(empty, units, *glyphs);
    let map = Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]);
    for background in backgrounds {
        canvas.draw(background.child("Page").unwrap_or(background), &map, 0);
    }
    canvas.draw(page, &map, 0);
    *glyphs = canvas.glyphs;
    canvas.sheet
}

/// Width and height of an area. Objects are placed from the corner of its box.
fn size(area: &Element) -> Option<(f32, f32)> {
    let physical = area.child("PhysicalBox")?;
    match numbers(&physical.text).as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}
