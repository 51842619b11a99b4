//! Checking the ledger on the visitor's own device.

use leptos::prelude::*;

use crate::{
    i18n::{books::use_books, use_texts},
    markup::{html, show},
    pages::heading,
};

/// What a phone can find out by itself.
pub(crate) fn page() -> AnyView {
    let (t, b) = (use_texts(), use_books());
    show(html!(
        "<section class='page'>",
        heading(t, b.verify.title),
        "<p class='lead'>",
        b.verify.lead,
        "</p></section>"
    ))
}
