//! The first step: what one promises, in plain words, and two declarations.

use leptos::prelude::*;
use model::{Kind, ProblemCode, view::WishView};

use crate::{
    browser::{clock, net},
    components::{
        control::{Button, form, tick},
        station::station,
        trouble::complain,
        wish_card::effort,
    },
    format,
    i18n::Texts,
    markup::{Html, html, show},
    reactive::group,
};

/// What is to be brought, in one line.
fn what(t: &Texts, wish: &WishView) -> String {
    let thing = wish.thing.clone().unwrap_or_else(|| wish.card.title.clone());
    let parts = [Some(thing), wish.spec.clone(), effort(t, &wish.card)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("，")
}

/// The promise and the way to give it: `on_go` is called when both are declared.
pub(super) fn promise(
    t: &'static Texts,
    wish: &WishView,
    adult: RwSignal<bool>,
    no_interest: RwSignal<bool>,
    on_go: Callback<()>,
    is_sending: Signal<bool>,
) -> AnyView {
    let is_missing = RwSignal::new(false);
    let go = Callback::new(move |()| {
        let is_declared = adult.get_untracked() && no_interest.get_untracked();
        is_missing.set(!is_declared);
        if is_declared && !is_sending.get_untracked() {
            on_go.run(());
        }
    });
    let word = Signal::derive(move || {
        let is_online = net::is_online();
        if is_online { t.claim.go_on } else { t.wishes.offline_claim }.to_owned()
    });
    let missing = move || is_missing.get().then(|| (t.problems.code)(ProblemCode::DeclarationMissing).to_owned());

    form(
        "promise",
        vec![
            show(terms(t, wish)),
            group(
                "declare",
                vec![
                    show(html!("<h3>", t.claim.declare, "</h3>")),
                    tick("adult", t.claim.adult, None, adult),
                    tick("no-interest", t.claim.no_interest, Some(t.claim.no_interest_note), no_interest),
                ],
            ),
            complain(missing),
            Button::large(word).busy(is_sending).online().submit(),
        ],
        go,
    )
}

fn terms(t: &Texts, wish: &WishView) -> Html {
    let today = clock::today();
    let due = format::day(t.ui, today.plus(i32::try_from(wish.term_days).unwrap_or_default()), today);
    let by_when = match wish.card.kind {
        Kind::Goods => (t.claim.by_when_text)(&due, wish.term_days),
        Kind::Service => (t.claim.by_when_service)(&due, wish.term_days),
    };
    let row = |name: &str, what: Html| html!("<div><dt>", name, "</dt><dd>", what, "</dd></div>");
    html!(
        "<h2>",
        t.claim.promise,
        "</h2><dl class='promise-list'>",
        row(t.claim.what, html!(what(t, wish))),
        row(t.claim.where_to, html!("<p>", (t.words.delivery)(wish.delivery), "</p>", station(t, &wish.station))),
        row(t.claim.by_when, html!(by_when)),
        row(t.claim.change, html!(t.claim.change_text)),
        row(t.claim.privately, html!(t.claim.privately_text)),
        "</dl>"
    )
}
