//! The boundary to JavaScript: the only module that knows wasm_bindgen, js_sys and web_sys.
//!
//! Exports are functions, not objects: an object whose method panicked once is dead for ever. Unreadable
//! input is a result with a reason; a trap is our bug, and the page then starts a new worker.

#[cfg(feature = "dossier")]
mod full;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::document::pack;
use crate::forms::{self, FORMS};
use crate::input::{Content, Input};
use crate::{Options, Review, VERSION, readers, view};

/// Sends panics to the console, once per instance.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Checks `text/plain`.
#[wasm_bindgen]
pub fn review_text(name: Option<String>, text: String, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Text(text) }, options)
}

/// Checks `text/html`.
#[wasm_bindgen]
pub fn review_html(name: Option<String>, html: String, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Html(html) }, options)
}

/// Checks a file.
#[wasm_bindgen]
pub fn review_bytes(name: Option<String>, bytes: Vec<u8>, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Bytes(bytes) }, options)
}

/// Checks what a reader pack gave for a file; null when the bytes are not from a pack of this release.
#[wasm_bindgen]
pub fn review_document(name: Option<String>, encoded: &[u8], options: &JsValue) -> JsValue {
    let Some((document, reader)) = pack::decode(encoded) else { return JsValue::NULL };
    give(&crate::review_document(document, &reader, name, &read_options(options)))
}

/// The pack that reads this file, by its content; null when the core reads it or nothing does.
#[wasm_bindgen]
pub fn pack_of(bytes: &[u8]) -> Option<String> {
    readers::pack_of(bytes).map(str::to_owned)
}

/// Checks an empty form with the cells the user typed.
#[wasm_bindgen]
pub fn review_blank(form: &str, options: &JsValue) -> JsValue {
    let form = forms::form(form).unwrap_or(&FORMS[0]);
    give(&crate::blank(form, &read_options(options)))
}

/// What this module is and can.
#[wasm_bindgen]
pub fn about() -> JsValue {
    to_js(&About {
        version: VERSION,
        formats: readers::READERS
            .iter()
            .map(|reader| Format { name: reader.name, extensions: reader.extensions })
            .chain(
                readers::PACKED
                    .iter()
                    .map(|packed| Format { name: packed.name, extensions: packed.extensions }),
            )
            .collect(),
        forms: FORMS.iter().map(|form| FormName { id: form.id, name: form.name }).collect(),
    })
}

#[derive(Serialize)]
struct About {
    version: &'static str,
    formats: Vec<Format>,
    forms: Vec<FormName>,
}

#[derive(Serialize)]
struct Format {
    name: &'static str,
    extensions: &'static [&'static str],
}

#[derive(Serialize)]
struct FormName {
    id: &'static str,
    name: &'static str,
}

fn check(input: &Input, options: &JsValue) -> JsValue {
    give(&crate::review(input, &read_options(options), decode))
}

fn give(review: &Review) -> JsValue {
    to_js(&view::review(review))
}

/// None → null, maps → plain objects. Serialising these types cannot fail; null would show if it did.
fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// `{form?, year?, edits?: {cell, raw}[]}`; what is absent or of another type counts as not given.
fn read_options(options: &JsValue) -> Options {
    let get = |object: &JsValue, key: &str| js_sys::Reflect::get(object, &JsValue::from_str(key)).ok();
    let text = |object: &JsValue, key: &str| get(object, key).and_then(|value| value.as_string());
    let form = text(options, "form").and_then(|id| forms::form(&id)).map(|form| form.id);
    let year =
        get(options, "year").and_then(|value| value.as_f64()).filter(|year| (2000.0..2200.0).contains(year));
    let edits = get(options, "edits")
        .filter(js_sys::Array::is_array)
        .map(|list| js_sys::Array::from(&list))
        .unwrap_or_default();
    Options {
        form,
        // The range above makes the conversion exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        year: year.map(|year| year as u16),
        edits: edits.iter().filter_map(|edit| Some((text(&edit, "cell")?, text(&edit, "raw")?))).collect(),
    }
}

/// The browser's own charset tables; all of them have GB18030.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = web_sys::TextDecoder::new_with_label(label).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
