//! The exports that only the full engine has: reports in brief, and several together.
//!
//! A digest is a `Uint8Array`, opaque to the page; what is no digest of this release counts as not given.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{decode, read_options, to_js};
use crate::document::pack;
use crate::dossier::{Area, Digest, Wish};
use crate::input::{Content, Input};
use crate::view::{across, brief, rollup};
use crate::{Review, together};

/// As `review_text`, in brief.
#[wasm_bindgen]
pub fn brief_text(name: Option<String>, text: String, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Text(text) }, options)
}

/// As `review_html`, in brief.
#[wasm_bindgen]
pub fn brief_html(name: Option<String>, html: String, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Html(html) }, options)
}

/// As `review_bytes`, in brief.
#[wasm_bindgen]
pub fn brief_bytes(name: Option<String>, bytes: Vec<u8>, options: &JsValue) -> JsValue {
    check(&Input { name, content: Content::Bytes(bytes) }, options)
}

/// As `review_document`, in brief.
#[wasm_bindgen]
pub fn brief_document(name: Option<String>, encoded: &[u8], options: &JsValue) -> JsValue {
    let Some((document, reader)) = pack::decode(encoded) else { return JsValue::NULL };
    give(&crate::review_document(document, &reader, name, &read_options(options)))
}

/// Compares reports of the same body on years that follow each other; `pairs` names them instead, by index.
#[wasm_bindgen]
pub fn compare_years(digests: &Array, pairs: &JsValue) -> JsValue {
    let digests = read_digests(digests);
    let chosen =
        Array::is_array(pairs).then(|| Array::from(pairs).iter().filter_map(|pair| two(&pair)).collect());
    let chosen: Option<Vec<(usize, usize)>> = chosen;
    to_js(&across::years(&digests, &together::compare_years(&digests, chosen.as_deref())))
}

/// Adds up the reports of the bodies of an area and holds them against the area's own.
///
/// `{parent?: number | null, complete?: boolean, children?: number[] | null}`; a parent of null: there is none. What is
/// absent or of another type counts as not given.
#[wasm_bindgen]
pub fn roll_up(digests: &Array, options: &JsValue) -> JsValue {
    let digests = read_digests(digests);
    let get = |key: &str| Reflect::get(options, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
    let (parent, children) = (get("parent"), get("children"));
    let wish = Wish {
        parent: if parent.is_null() {
            Area::Nobody
        } else {
            index(&parent).map_or(Area::ByName, Area::Report)
        },
        children: Array::is_array(&children)
            .then(|| Array::from(&children).iter().filter_map(|child| index(&child)).collect()),
        complete: get("complete").as_bool().unwrap_or(false),
    };
    to_js(&rollup::rollup(&digests, &together::roll_up(&digests, &wish)))
}

fn check(input: &Input, options: &JsValue) -> JsValue {
    give(&crate::review(input, &read_options(options), decode))
}

fn give(review: &Review) -> JsValue {
    let brief = to_js(&brief::brief(review));
    let digest = review.result.as_ref().ok().map(|checked| checked.digest(review.name.as_deref()).encode());
    let digest = digest.map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes.as_slice()).into());
    // Setting a property of a fresh object cannot fail.
    drop(Reflect::set(&brief, &"digest".into(), &digest));
    brief
}

/// What is no digest keeps its index, as an empty report of no body.
fn read_digests(list: &Array) -> Vec<Digest> {
    let read = |value: JsValue| Digest::decode(&Uint8Array::new(&value).to_vec());
    list.iter().map(|value| read(value).unwrap_or_default()).collect()
}

fn two(pair: &JsValue) -> Option<(usize, usize)> {
    let pair = Array::from(pair);
    Some((index(&pair.get(0))?, index(&pair.get(1))?))
}

fn index(value: &JsValue) -> Option<usize> {
    let number = value.as_f64().filter(|number| (0.0..1e9).contains(number))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the range above
    Some(number as usize)
}
