//! Carries pictures in and texts out.

use js_sys::{Array, global};
use scanner::{Picture, read};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, ImageData, MessageEvent};

/// Begins to listen, and says so: what was asked before was not heard.
pub(crate) fn start() {
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    let answering = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let texts: Array = seen(&message.data()).iter().map(|text| JsValue::from_str(text)).collect();
        let _ = answering.post_message(&texts);
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    let _ = scope.post_message(&JsValue::NULL);
}

fn seen(message: &JsValue) -> Vec<String> {
    let Some(shown) = message.dyn_ref::<ImageData>() else { return Vec::new() };
    let side = |length: u32| usize::try_from(length).unwrap_or(0);
    let picture = Picture::of_rgba(side(shown.width()), side(shown.height()), &shown.data().0);
    picture.map(|picture| read(&picture)).unwrap_or_default()
}
