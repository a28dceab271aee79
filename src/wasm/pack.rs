//! The boundary of a reader pack to JavaScript: one function, bytes of a file in, bytes of a document out.
//!
//! Built with the feature `office` or `page` for wasm, in place of the core's boundary.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::document::pack;
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
        Err(why) => {
            let object = Object::new();
            for (key, text) in [("reason", &why.reason), ("advice", &why.advice)] {
                // Setting a property of a fresh object cannot fail.
                drop(Reflect::set(&object, &key.into(), &text.as_str().into()));
            }
            object.into()
        }
    }
}

/// The browser's own charset tables; all of them have GB18030.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = web_sys::TextDecoder::new_with_label(label).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
