//! A wish in a list.

use model::view::WishCard;

use crate::{
    browser::clock,
    components::{
        facts::{band, short_district, urgency},
        icon::{Icon, icon},
    },
    format,
    i18n::Texts,
    markup::{Html, html},
    routes::Route,
};

/// What one slot asks for: `约 129 元`, `约 2 小时`.
pub(crate) fn effort(t: &Texts, card: &WishCard) -> Option<String> {
    match (card.price, card.hours) {
        (Some(price), _) => Some((t.wishes.about_price)(&format::money(t.ui, price))),
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
pub(crate) fn wish_card(t: &Texts, card: &WishCard) -> Html {
    let waited = (t.wishes.waited)(format::days_between(card.waiting_since, clock::today()));
    let who = format!("{} · {}", band(t, card.band), short_district(&card.district));
    let effort = effort(t, card).map(|effort| html!("<span>", effort, "</span>"));
    let slots = slots(t, card).map(|slots| html!("<p class='wish-card-slots'>", slots, "</p>"));
    html!(
        "<li class='wish-card'><span class='wish-card-sign'>",
        icon(Icon::of_shan(card.shan)),
        "</span><div class='wish-card-body'><h3 class='wish-card-title'><a href='",
        Route::Wish(card.id).href(),
        "'>",
        card.title,
        "</a></h3><p class='wish-card-who'>",
        who,
        "</p><p class='wish-card-facts'>",
        urgency(t, card.urgency),
        effort,
        "<span>",
        waited,
        "</span></p>",
        slots,
        "</div></li>"
    )
}

/// A list of wishes.
pub(crate) fn wish_cards(t: &Texts, cards: &[WishCard]) -> Html {
    let cards: Html = cards.iter().map(|card| wish_card(t, card)).collect();
    html!("<ul class='wish-cards'>", cards, "</ul>")
}
