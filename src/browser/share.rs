//! Handing an address on: by the phone's own share sheet, or by copying.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How an address was handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// The share sheet took it, or the person closed the sheet.
    Sheet,
    /// It is in the clipboard.
    Copied,
    /// Neither works here; the person has to copy by hand.
    Neither,
}

fn has(name: &str) -> bool {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str(name)).is_ok_and(|value| !value.is_undefined())
}

/// Hands on an address.
pub(crate) async fn share(title: &str, url: &str) -> Shared {
    let navigator = window().navigator();
    if has("share") {
        let data = web_sys::ShareData::new();
        data.set_title(title);
        data.set_url(url);
        match JsFuture::from(navigator.share_with_data(&data)).await {
            Ok(_) => return Shared::Sheet,
            Err(reason) if name_of(&reason).as_deref() == Some("AbortError") => return Shared::Sheet,
            Err(_) => {}
        }
    }
    if copy(url).await { Shared::Copied } else { Shared::Neither }
}

/// Puts an address into the clipboard; whether that worked.
pub(crate) async fn copy(url: &str) -> bool {
    has("clipboard") && JsFuture::from(window().navigator().clipboard().write_text(url)).await.is_ok()
}

fn name_of(reason: &JsValue) -> Option<String> {
    js_sys::Reflect::get(reason, &JsValue::from_str("name")).ok()?.as_string()
}
