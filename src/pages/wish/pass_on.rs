//! Showing a wish to a friend: share sheet, copied link, QR code.

use leptos::prelude::*;
use model::WishId;

use crate::{
    browser::{
        page,
        share::{self, Shared},
    },
    components::{control::Button, icon::Icon},
    i18n::use_texts,
    markup::{announce, html, show},
    reactive::{group, task},
    routes::Route,
};

/// The share button and the code to scan. What is handed on is title and address, never the story (domain.md 4.7).
pub(super) fn pass_on(id: WishId, title: String) -> AnyView {
    let t = use_texts();
    let address = page::address(&Route::Wish(id).href());
    let code = html!(
        "<h2>",
        t.wishes.share_text,
        "</h2><img class='qr' width='160' height='160' loading='lazy' src='",
        Route::Wish(id).href(),
        "/qr.svg' alt='",
        t.wishes.qr,
        "'><p class='quiet'>",
        t.wishes.qr,
        "</p>"
    );
    let shown = html!("<p class='address'>", address, "</p>");
    let outcome = RwSignal::new(None);
    let share = Callback::new(move |()| {
        let (title, address) = (title.clone(), address.clone());
        task(async move {
            outcome.try_set(Some(share::share(&title, &address).await));
        });
    });
    let said = move || {
        let said = match outcome.get() {
            Some(Shared::Copied) => t.wishes.copied,
            Some(Shared::Neither) => t.wishes.copy_by_hand,
            Some(Shared::Sheet) | None => "",
        };
        html!("<p>", said, "</p>")
    };

    group(
        "card pass-on",
        vec![
            show(code),
            Button::quiet(t.wishes.share).sign(Icon::Share).press(share),
            announce("status", said),
            show(shown),
        ],
    )
}
