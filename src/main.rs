//! Starts the app.

use leptos::prelude::{document, mount_to_body};
use shanling_app::App;

fn main() {
    mount_to_body(App);
    // What boot.js showed while this was on its way; it comes back only when the program breaks.
    if let Some(boot) = document().get_element_by_id("boot") {
        let _ = boot.set_attribute("hidden", "");
    }
}
