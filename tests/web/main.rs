//! What only a browser can tell about the app: run in one by `cargo xtask test --only web`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use leptos::{
    mount::mount_to,
    prelude::document,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use shanling_app::App;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// An element of its own for one test.
fn room() -> Element {
    let room = document().create_element("section").unwrap();
    document().body().unwrap().append_child(&room).unwrap();
    room
}

#[wasm_bindgen_test]
fn a_mounted_app_has_a_heading() {
    let room = room();
    let _mounted = mount_to(room.clone().unchecked_into::<HtmlElement>(), App);
    assert!(room.query_selector("h1").unwrap().is_some(), "{}", room.inner_html());
}
