//! Nothing is known by this address.

use leptos::prelude::*;

use crate::{
    components::control::link_button,
    i18n::use_texts,
    markup::{html, show},
    pages::heading,
    routes::{Route, WishQuery},
};

/// A way on from nowhere.
pub(crate) fn page() -> AnyView {
    let t = use_texts();
    show(html!(
        "<section class='page empty'>",
        heading(t, t.common.lost_title),
        "<p>",
        t.common.lost_text,
        "</p><p class='actions'>",
        link_button(t.common.to_wishes, &Route::Wishes(WishQuery::default()).href(), "main"),
        link_button(t.common.to_home, &Route::Home.href(), "quiet"),
        "</p></section>"
    ))
}
