//! `/design`: every token and every component in all its states, for those who draw and build. English only, and never
//! shipped: the feature `design` is on in no program but `cargo xtask design`'s.

mod controls;
mod pieces;
mod tokens;

use leptos::prelude::*;

use crate::{
    i18n::use_texts,
    markup::{Html, html, show},
    pages::heading,
    reactive::group,
};

/// The page.
pub(crate) fn page() -> AnyView {
    let mut parts = vec![show(html!(
        heading(use_texts(), "Design"),
        "<p class='lead'>Tokens and components. Dark follows the system; 长辈版 is the switch above.</p>"
    ))];
    parts.extend(tokens::all());
    parts.extend(controls::all());
    parts.extend(pieces::all());
    group("page design", parts)
}

/// A part of the page that only shows something.
fn part(title: &str, content: &Html) -> AnyView {
    show(html!("<section><h2>", title, "</h2>", content, "</section>"))
}
