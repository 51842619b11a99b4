//! Nothing is known by this address.

use leptos::prelude::*;

use crate::{
    i18n::use_texts,
    pages::heading,
    routes::{Route, WishQuery},
};

/// A way on from nowhere.
#[component]
pub(crate) fn LostPage() -> impl IntoView {
    let t = use_texts();
    view! {
        <section class="page empty">
            {heading(t.common.lost_title)} <p>{t.common.lost_text}</p> <p class="actions">
                <a class="button" href=Route::Wishes(WishQuery::default()).href()>
                    {t.common.to_wishes}
                </a>
                <a class="button" data-kind="quiet" href=Route::Home.href()>
                    {t.common.to_home}
                </a>
            </p>
        </section>
    }
    .into_any()
}
