//! What the office pack writes, at the boundary: plain objects in, bytes out. The shapes stand in
//! `www/src/contract.ts`; what is absent or of another type counts as empty.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{object, refusal};
use crate::readers::{Decode, office};
use crate::takeaway::{self, Kind, Mark, Sheet, Slot, Tone};

/// `FileMark[]` → `{bytes, left_out}` or `{reason, advice}`.
pub fn annotate_file(bytes: &[u8], marks: &JsValue) -> JsValue {
    let marks: Vec<Mark> = list(marks).iter().map(mark).collect();
    match takeaway::annotate(bytes, &marks, super::decode) {
        Ok(made) => {
            // Far fewer than 2^32.
            let left_out = u32::try_from(made.left_out).unwrap_or(u32::MAX);
            object(&[("bytes", array(&made.bytes)), ("left_out", left_out.into())]).into()
        }
        Err(why) => refusal(&why).into(),
    }
}

/// `TableSheet[]` → bytes.
pub fn write_tables(sheets: &JsValue, as_csv: bool) -> JsValue {
    let sheets: Vec<Sheet> = list(sheets).iter().map(sheet).collect();
    if as_csv {
        return array(&takeaway::csv(&sheets));
    }
    takeaway::workbook(&sheets).map_or_else(|why| refusal(&why).into(), |bytes| array(&bytes))
}

/// The files in a container, or null.
pub fn list_members(bytes: &[u8], decode: Decode) -> JsValue {
    let members = match office::members(bytes, decode) {
        None => return JsValue::NULL,
        Some(Err(why)) => return refusal(&why).into(),
        Some(Ok(members)) => members,
    };
    let out = Array::new();
    for member in members {
        let entry = match &member.content {
            Ok(content) => object(&[("bytes", array(content))]),
            Err(why) => refusal(why),
        };
        drop(Reflect::set(&entry, &"name".into(), &member.name.as_str().into()));
        out.push(&entry);
    }
    out.into()
}

fn array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn mark(object: JsValue) -> Mark {
    Mark {
        block: number(&object, "block"),
        row: number(&object, "row"),
        col: number(&object, "col"),
        tone: tone(&object).unwrap_or(Tone::Suspect),
        text: text(&object, "text"),
    }
}

fn sheet(object: JsValue) -> Sheet {
    let slots = Reflect::get(&object, &"slots".into()).unwrap_or(JsValue::NULL);
    Sheet {
        name: text(&object, "name"),
        title: text(&object, "title"),
        slots: list(&slots).iter().map(slot).collect(),
    }
}

fn slot(object: JsValue) -> Slot {
    Slot {
        row: number(&object, "row"),
        col: number(&object, "col"),
        rowspan: number(&object, "rowspan").max(1),
        colspan: number(&object, "colspan").max(1),
        kind: match text(&object, "kind").as_str() {
            "header" => Kind::Header,
            "label" => Kind::Label,
            _ => Kind::Value,
        },
        text: text(&object, "text"),
        note: tone(&object).map(|tone| (tone, text(&object, "note"))),
    }
}

fn tone(object: &JsValue) -> Option<Tone> {
    match text(object, "tone").as_str() {
        "wrong" => Some(Tone::Wrong),
        "suspect" => Some(Tone::Suspect),
        "edited" => Some(Tone::Edited),
        _ => None,
    }
}

fn list(value: &JsValue) -> Array {
    if Array::is_array(value) { Array::from(value) } else { Array::new() }
}

fn text(object: &JsValue, key: &str) -> String {
    Reflect::get(object, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// Rows and columns are small.
fn number(object: &JsValue, key: &str) -> u32 {
    let number = Reflect::get(object, &key.into()).ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
    {
        number.clamp(0.0, 1_000_000.0) as u32
    }
}
