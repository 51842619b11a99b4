//! Showing a wish to a friend: share sheet, copied link, QR code.

use leptos::{prelude::*, task::spawn_local};
use model::WishId;

use crate::{
    browser::{
        page,
        share::{self, Shared},
    },
    components::{
        icon::{Icon, icon},
        qr::qr,
    },
    i18n::use_texts,
    routes::Route,
};

/// The share button and the code to scan. What is handed on is title and address, never the story (domain.md 4.7).
#[component]
pub(crate) fn PassOn(id: WishId, title: String) -> impl IntoView {
    let t = use_texts();
    let address = page::address(&Route::Wish(id).href());
    let code = qr(&address, t.wishes.qr);
    let outcome = RwSignal::new(None);
    let shown = address.clone();
    let share = move |_| {
        let (title, address) = (title.clone(), address.clone());
        spawn_local(async move {
            outcome.try_set(Some(share::share(&title, &address).await));
        });
    };
    let said = move || match outcome.get() {
        Some(Shared::Copied) => Some(t.wishes.copied),
        Some(Shared::Neither) => Some(t.wishes.copy_by_hand),
        Some(Shared::Sheet) | None => None,
    };

    view! {
        <section class="card pass-on">
            <h2>{t.wishes.share_text}</h2>
            <div class="pass-on-parts">
                <div class="pass-on-way">
                    <button type="button" class="button" data-kind="quiet" on:click=share>
                        {icon(Icon::Share)}
                        <span>{t.wishes.share}</span>
                    </button>
                    <p role="status">{said}</p>
                    <p class="quiet">{t.wishes.qr}</p>
                </div>
                {code}
            </div>
            <p class="address">{shown}</p>
        </section>
    }
    .into_any()
}
