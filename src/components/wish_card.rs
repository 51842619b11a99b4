//! A wish in a list.

use leptos::prelude::*;
use model::view::WishCard;

use crate::{
    browser::clock,
    components::{
        facts::{band, short_district, urgency},
        icon::{Icon, icon},
    },
    format,
    i18n::{Texts, use_texts},
    routes::Route,
};

/// What one slot asks for: `约 129 元`, `约 2 小时`.
pub(crate) fn effort(t: &Texts, card: &WishCard) -> Option<String> {
    match (card.price, card.hours) {
        (Some(price), _) => Some((t.wishes.about_price)(&format::money(t, price))),
        (None, Some(hours)) => Some((t.wishes.about_hours)(hours)),
        (None, None) => None,
    }
}

/// How many of a joint wish are claimed; nothing where there is only one.
pub(crate) fn slots(t: &Texts, card: &WishCard) -> Option<String> {
    let taken = card.slots.total.saturating_sub(card.slots.free);
    (card.slots.total > 1).then(|| (t.wishes.slots)(taken, card.slots.total))
}

/// One wish; the whole card leads to its page.
pub(crate) fn wish_card(card: &WishCard) -> AnyView {
    let t = use_texts();
    let waited = (t.wishes.waited)(format::days_between(card.waiting_since, clock::today()));

    view! {
        <li class="wish-card" data-shan=card.shan.code()>
            <span class="wish-card-sign">{icon(Icon::of_shan(card.shan))}</span>
            <div class="wish-card-body">
                <h3 class="wish-card-title">
                    <a href=Route::Wish(card.id).href()>{card.title.clone()}</a>
                </h3>
                <p class="wish-card-who">{band(t, card.band)} " · " {short_district(&card.district).to_owned()}</p>
                <p class="wish-card-facts">
                    {urgency(card.urgency)} {effort(t, card).map(|effort| view! { <span>{effort}</span> })}
                    <span>{waited}</span>
                </p>
                {slots(t, card).map(|slots| view! { <p class="wish-card-slots">{slots}</p> })}
            </div>
        </li>
    }
    .into_any()
}

/// A list of wishes.
pub(crate) fn wish_cards(cards: &[WishCard]) -> AnyView {
    view! { <ul class="wish-cards">{cards.iter().map(wish_card).collect::<Vec<_>>()}</ul> }.into_any()
}
