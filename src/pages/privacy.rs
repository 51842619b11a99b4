//! What becomes of personal data: purposes, kinds, retention, rights, on one page.

use leptos::prelude::*;

use crate::{
    components::station::call,
    i18n::use_texts,
    pages::heading,
    routes::Route,
    site::use_site,
};

/// The whole notice, in plain words.
#[component]
pub(crate) fn PrivacyPage() -> impl IntoView {
    let t = use_texts();
    let hotline = use_site().hotline;
    let parts = t.guide.privacy_parts.iter().map(|(title, lines)| {
        let lines = lines.iter().map(|line| view! { <li>{*line}</li> });
        view! {
            <h2>{*title}</h2>
            <ul class="plain">{lines.collect::<Vec<_>>()}</ul>
        }
    });
    view! {
        <section class="page">
            {heading(t.guide.privacy_title)}
            <p class="lead">{t.guide.privacy_lead}</p>
            {parts.collect::<Vec<_>>()}
            {(!hotline.is_empty()).then(|| call(&hotline))}
            <p class="onward">
                <a href=Route::Report(None).href()>{t.common.report}</a>
            </p>
        </section>
    }
    .into_any()
}
