//! The boundary of a reader pack to JavaScript: bytes of a file in, bytes of a document out; the office pack also
//! writes files.
//!
//! Built with the feature `office` or `page` for wasm, in place of the core's boundary. Every pack has the same
//! exports; what it cannot do gives null.

#[cfg(feature = "office")]
mod away;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::document::pack;
use crate::input::Unreadable;
use crate::readers;

/// Sends panics to the console, once per instance.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Reads a file of the pack: a `Uint8Array` for the core's `review_document`, or `{reason, advice}`.
#[wasm_bindgen]
pub fn read_pack(bytes: &[u8]) -> JsValue {
    match readers::read_packed(bytes, decode) {
        Ok((document, reader)) => Uint8Array::from(pack::encode(&document, reader).as_slice()).into(),
        Err(why) => refusal(&why).into(),
    }
}

/// The file with a note at every mark: `{bytes, left_out}`, or `{reason, advice}`.
#[wasm_bindgen]
pub fn annotate_file(bytes: &[u8], marks: &JsValue) -> JsValue {
    #[cfg(feature = "office")]
    return away::annotate_file(bytes, marks);
    #[cfg(not(feature = "office"))]
    return nothing(bytes, marks);
}

/// Tables as the bytes of a file: an .xlsx workbook, or CSV.
#[wasm_bindgen]
pub fn write_tables(sheets: &JsValue, as_csv: bool) -> JsValue {
    #[cfg(feature = "office")]
    return away::write_tables(sheets, as_csv);
    #[cfg(not(feature = "office"))]
    return nothing(&[u8::from(as_csv)], sheets);
}

/// The files in a zip container: a list of `{name, bytes}` or `{name, reason, advice}`; `{reason, advice}`; null when
/// it is no container of files.
#[wasm_bindgen]
pub fn list_members(bytes: &[u8]) -> JsValue {
    #[cfg(feature = "office")]
    return away::list_members(bytes, decode);
    #[cfg(not(feature = "office"))]
    return nothing(bytes, &JsValue::NULL);
}

#[cfg(not(feature = "office"))]
fn nothing(_: &[u8], _: &JsValue) -> JsValue {
    JsValue::NULL
}

fn refusal(why: &Unreadable) -> Object {
    object(&[("reason", why.reason.as_str().into()), ("advice", why.advice.as_str().into())])
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        // Setting a property of a fresh object cannot fail.
        drop(Reflect::set(&object, &(*key).into(), value));
    }
    object
}

/// The browser's own charset tables; all of them have GB18030.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = web_sys::TextDecoder::new_with_label(label).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
