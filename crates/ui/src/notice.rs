//! What went wrong, said beside the way on.

use leptos::prelude::*;

use crate::{
    icon::{Icon, icon},
    markup::{Html, announce, html, show},
};

/// A failure with a title, a sentence and a way on.
#[must_use]
pub fn failure(title: &str, text: &str, way: AnyView) -> AnyView {
    let said = html!(icon(Icon::Offline), "<p class='trouble-title'>", title, "</p><p>", text, "</p>");
    view! {
        <div class="trouble" role="alert">
            {show(said)} {way}
        </div>
    }
    .into_any()
}

/// What is missing in a form, or why it was refused.
#[must_use]
pub fn complain(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    announce("alert", move || match text() {
        Some(text) => html!("<p class='complaint'>", icon(Icon::Acute), "<span>", text, "</span></p>"),
        None => Html::default(),
    })
}
