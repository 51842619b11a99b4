//! A receipt that proves itself: what the server says of it, held against the signed ledger by this device.

mod certificate;
mod check;
mod spent;
mod taken;
mod verdict;

use leptos::{ev, prelude::*};
use model::{ReceiptId, view::ReceiptView};

use crate::{
    api,
    browser::page,
    components::{
        books::{
            fresh::{fresh, is_named},
            world::world,
        },
        control::link_button,
    },
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, show},
    pages::heading,
    reactive::{dynamic, group},
    remote::Remote,
    routes::Route,
};
use certificate::Shown;
use check::Check;

/// A receipt by its number; what opens its private fields stands in the fragment, which no server is ever sent.
pub(crate) fn page(id: ReceiptId) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let secret = StoredValue::new(page::fragment());
    let receipt = Remote::<ReceiptView>::new();
    let shown = Shown::new();
    let check = Check::open(id, receipt, secret);
    // Another fragment is another receipt as far as checking goes.
    let turned = window_event_listener(ev::hashchange, |_| page::reload());
    on_cleanup(move || turned.remove());
    let load = Callback::new(move |()| receipt.load(api::gifts::receipt(id)));
    load.run(());
    let is_own =
        move |named: &str| receipt.value.with_untracked(|it| it.as_ref().is_some_and(|it| is_named(it.project, named)));
    fresh(is_own, load);
    let is_gone = Memo::new(move |_| {
        receipt.value.with(Option::is_none)
            && receipt.trouble.with(|error| error.as_ref().is_some_and(api::ApiError::is_final))
    });
    let is_there = Memo::new(move |_| receipt.value.with(Option::is_some));
    let content = move || {
        if is_gone.get() {
            return show(gone(t, b));
        }
        if !is_there.get() {
            let title = show(heading(t, b.gifts.receipt_title));
            return group("receipt", vec![title, receipt.show(3, load, |_| Html::default())]);
        }
        group(
            "receipt",
            vec![
                show(heading(t, b.gifts.receipt_title)),
                dynamic(move || show(frozen(b, receipt.value.with(|it| it.as_ref().is_some_and(|it| it.is_frozen))))),
                taken::taken(t, b, receipt),
                check.verdict(),
                certificate::certificate(t, b, receipt, secret, shown),
                certificate::choice(b, shown),
                check.ways(),
                spent::bought(b, receipt),
            ],
        )
    };
    group("page", vec![show(world()), dynamic(content)])
}

/// That bill and books disagree about the gift, as long as they do.
fn frozen(b: &Books, is_frozen: bool) -> Html {
    let note = is_frozen.then(|| html!("<p class='note' role='status'>", b.gifts.receipt_frozen, "</p>"));
    note.unwrap_or_default()
}

fn gone(t: &Texts, b: &Books) -> Html {
    let g = &b.gifts;
    html!(
        "<div class='empty'>",
        heading(t, g.receipt_gone),
        "<p>",
        g.receipt_gone_text,
        "</p><p class='actions'>",
        link_button(g.own_title, &Route::Gifts.href(), "main"),
        "</p></div>"
    )
}
