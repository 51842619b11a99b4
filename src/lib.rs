//! The public app.

use leptos::prelude::*;

/// The whole app, from the address line down.
#[component]
pub fn App() -> impl IntoView {
    view! { <main><h1>"加载成功"</h1></main> }
}
