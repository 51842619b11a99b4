//! Whether the network is there, as far as the browser and our own calls can tell.

use std::cell::Cell;

use leptos::{ev, prelude::*};

use crate::reactive::listen;

thread_local! {
    static NET: Cell<Option<RwSignal<bool>>> = const { Cell::new(None) };
}

/// Starts listening; once per app.
pub fn provide() {
    let online = RwSignal::new(window().navigator().on_line());
    NET.set(Some(online));
    listen(ev::online, move |_| online.set(true));
    listen(ev::offline, move |_| online.set(false));
}

/// Whether the browser says that it is online; reading it tracks it.
#[must_use]
pub fn is_online() -> bool {
    NET.get().is_none_or(|online| online.try_get().unwrap_or(true))
}

/// An answer has come, from the network or from what was kept: whatever the browser says, that is how it is.
pub fn answered(by_network: bool) {
    if let Some(online) = NET.get()
        && online.try_get_untracked() == Some(!by_network)
    {
        online.try_set(by_network);
    }
}
