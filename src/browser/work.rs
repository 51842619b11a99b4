//! The work that the server asks for before it sends another code; boot.js lets it be done beside the page.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The proof for a challenge, or `None` where this browser cannot find one.
pub(crate) async fn done(challenge: &str) -> Option<String> {
    let work: Function = Reflect::get(&window(), &JsValue::from_str("shanlingWork")).ok()?.dyn_into().ok()?;
    let promise: Promise = work.call1(&JsValue::NULL, &JsValue::from_str(challenge)).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}
