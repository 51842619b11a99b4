//! What becomes of personal data: purposes, kinds, retention, rights, on one page.

use leptos::prelude::*;

use crate::{
    components::station::call,
    i18n::{books::use_books, use_texts},
    markup::{Html, html, show},
    pages::heading,
    routes::Route,
    site::use_site,
};

/// The whole notice, in plain words.
pub(crate) fn page() -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let hotline = use_site().hotline;
    let parts = b.papers.privacy_parts.iter().map(|(title, lines)| {
        let lines = lines.iter().map(|line| html!("<li>", line, "</li>"));
        html!("<h2>", title, "</h2><ul class='plain'>", lines.collect::<Html>(), "</ul>")
    });
    show(html!(
        "<section class='page'>",
        heading(t, b.papers.privacy_title),
        "<p class='lead'>",
        b.papers.privacy_lead,
        "</p>",
        parts.collect::<Html>(),
        (!hotline.is_empty()).then(|| call(t.ui, &hotline)),
        "<p class='onward'><a href='",
        Route::Report(None).href(),
        "'>",
        t.common.report,
        "</a></p></section>"
    ))
}
