//! Starts a room in the browser.

use leptos::prelude::{AnyView, document, mount_to_body};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// boot.js: covers the page with a way on.
    #[wasm_bindgen(js_namespace = window, js_name = shanlingCrash)]
    fn crash(reason: &str);
}

/// Shows a room in the place of the shell that boot.js shows.
pub fn start(room: fn() -> AnyView) {
    std::panic::set_hook(Box::new(|panic| crash(&panic.to_string())));
    mount_to_body(room);
    // The shell comes back only when the program breaks.
    if let Some(boot) = document().get_element_by_id("boot") {
        let _ = boot.set_attribute("hidden", "");
    }
}
