//! Files: one that the person chose, and one that the person takes along.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, HtmlAnchorElement, HtmlInputElement, Url};

/// The text of the file that was chosen in an input; `None` when there is none, or it is larger than `most` bytes.
pub(crate) async fn chosen(event: &Event, most: f64) -> Option<String> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    // The same file may be chosen again.
    let read = (file.size() <= most).then(|| file.text());
    input.set_value("");
    JsFuture::from(read?).await.ok()?.as_string()
}

/// Hands a text over as a file to be saved.
pub(crate) fn save(name: &str, text: &str) {
    let made = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)));
    let Ok(url) = made.and_then(|blob| Url::create_object_url_with_blob(&blob)) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
