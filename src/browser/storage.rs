//! The storages of the browser. Where they are blocked, nothing is kept and nothing breaks.

use leptos::prelude::window;
use web_sys::Storage;

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What this tab keeps under a name.
pub(crate) fn session_get(name: &str) -> Option<String> {
    session()?.get_item(name).ok().flatten()
}

/// Keeps something for this tab.
pub(crate) fn session_set(name: &str, value: &str) {
    let _ = session().map(|storage| storage.set_item(name, value));
}

/// Keeps something in this browser.
pub(crate) fn local_set(name: &str, value: &str) {
    let _ = local().map(|storage| storage.set_item(name, value));
}

/// What this browser keeps under a name.
pub(crate) fn local_get(name: &str) -> Option<String> {
    local()?.get_item(name).ok().flatten()
}

/// Forgets what this browser keeps under a name.
pub(crate) fn local_remove(name: &str) {
    let _ = local().map(|storage| storage.remove_item(name));
}
