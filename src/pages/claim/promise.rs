//! The first step: what one promises, in plain words, and two declarations.

use leptos::prelude::*;
use model::{Kind, view::WishView};

use crate::{
    browser::{clock, net},
    components::{
        choice::tick,
        station::station,
        wish_card::effort,
    },
    format,
    i18n::{Texts, use_texts},
};

/// What is to be brought, in one line.
fn what(t: &Texts, wish: &WishView) -> String {
    let thing = wish.thing.clone().unwrap_or_else(|| wish.card.title.clone());
    let parts = [Some(thing), wish.spec.clone(), effort(t, &wish.card)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("，")
}

/// The promise and the way to give it.
#[component]
pub(super) fn Promise(
    /// The wish.
    wish: WishView,
    /// "I am 18 or older."
    adult: RwSignal<bool>,
    /// "I have no interest in the person."
    no_interest: RwSignal<bool>,
    /// Called when both are declared and the person goes on.
    on_go: Callback<()>,
    /// Whether the claim is on its way.
    is_sending: Signal<bool>,
) -> impl IntoView {
    let t = use_texts();
    let complaint = RwSignal::new(false);
    let due = clock::today().plus(i32::try_from(wish.term_days).unwrap_or_default());
    let due = format::day(t, due, clock::today());
    let by_when = match wish.card.kind {
        Kind::Goods => (t.claim.by_when_text)(&due, wish.term_days),
        Kind::Service => (t.claim.by_when_service)(&due, wish.term_days),
    };
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let is_declared = adult.get_untracked() && no_interest.get_untracked();
        complaint.set(!is_declared);
        if is_declared && net::is_online() {
            on_go.run(());
        }
    };
    let word = move || {
        if !net::is_online() {
            t.wishes.offline_claim
        } else if is_sending.get() {
            t.claim.sending
        } else {
            t.claim.go_on
        }
    };

    view! {
        <form class="promise" on:submit=go>
            <h2>{t.claim.promise}</h2>
            <dl class="promise-list">
                <div><dt>{t.claim.what}</dt><dd>{what(t, &wish)}</dd></div>
                <div><dt>{t.claim.where_to}</dt><dd><p>{(t.words.delivery)(wish.delivery)}</p> {station(&wish.station)}</dd></div>
                <div><dt>{t.claim.by_when}</dt><dd>{by_when}</dd></div>
                <div><dt>{t.claim.change}</dt><dd>{t.claim.change_text}</dd></div>
                <div><dt>{t.claim.privately}</dt><dd>{t.claim.privately_text}</dd></div>
            </dl>
            <fieldset class="declare">
                <legend>{t.claim.declare}</legend>
                {tick("adult", t.claim.adult, None, adult)}
                {tick("no-interest", t.claim.no_interest, Some(t.claim.no_interest_note), no_interest)}
            </fieldset>
            <div role="alert">
                {move || complaint.get().then(|| view! { <p class="complaint">{(t.problems.code)(model::ProblemCode::DeclarationMissing)}</p> })}
            </div>
            <button type="submit" class="button" data-size="large" aria-busy=move || is_sending.get().to_string() disabled=move || !net::is_online()>
                {word}
            </button>
        </form>
    }
    .into_any()
}
