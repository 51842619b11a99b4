//! What this deployment is: the server writes it into the page.

use leptos::prelude::*;
use model::view::Site;

use crate::{api::json, browser::page};

/// Reads `#site` and provides it; once per app.
pub(crate) fn provide() {
    let site = page::text_of("site").and_then(|text| json::read(&text).ok()).unwrap_or_else(unknown);
    provide_context(StoredValue::new(site));
}

/// What is assumed where the server has written nothing: no demonstration, no number to call.
fn unknown() -> Site {
    Site { demo: false, hotline: String::new(), operator: String::new() }
}

/// What this deployment is.
pub(crate) fn use_site() -> Site {
    expect_context::<StoredValue<Site>>().get_value()
}
