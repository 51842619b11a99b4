//! Starts the app.

use leptos::prelude::{document, mount_to_body};
use shanling_app::App;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// boot.js: covers the page with a way on.
    #[wasm_bindgen(js_namespace = window, js_name = shanlingCrash)]
    fn crash(reason: &str);
}

fn main() {
    std::panic::set_hook(Box::new(|panic| crash(&panic.to_string())));
    mount_to_body(App);
    // The shell that boot.js shows; it comes back only when the program breaks.
    if let Some(boot) = document().get_element_by_id("boot") {
        let _ = boot.set_attribute("hidden", "");
    }
}
