//! What a visitor can do about a wish now.

use leptos::prelude::*;
use model::{
    PublicStatus,
    view::{ClaimWay, WishCard, WishView},
};

use crate::{
    browser::net,
    components::{control::link_button, station::call},
    i18n::{Texts, use_texts},
    markup::{Html, html, live},
    pages::claim::waiting::waiting,
    reactive::{dynamic, group},
    remote::Remote,
    router::use_router,
    routes::Route,
};

/// What a visitor can do about a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    /// Claim it by phone code.
    Claim,
    /// Apply at the station first.
    Apply(ClaimWay),
    /// Wait for a slot that may be given back.
    Wait,
    /// Nothing more is needed.
    Rest,
}

fn offer(card: &WishCard) -> Offer {
    match (card.status, card.way) {
        (PublicStatus::Waiting | PublicStatus::Joined, way) if card.slots.free > 0 => match way {
            ClaimWay::Phone => Offer::Claim,
            ClaimWay::Volunteer | ClaimWay::Vetted => Offer::Apply(way),
        },
        (PublicStatus::Waiting | PublicStatus::Joined | PublicStatus::Claimed, _) => Offer::Wait,
        _ => Offer::Rest,
    }
}

/// The claim button, or what stands in its place, while the wish `is_there`.
pub(super) fn offer_box(wish: Remote<WishView>, is_there: Signal<bool>) -> AnyView {
    let t = use_texts();
    // Built anew only when the offer itself changes: somebody may be in the middle of a form in it.
    let now = Memo::new(move |_| {
        let now = wish.value.with(|wish| wish.as_ref().map(|wish| (wish.card.id, offer(&wish.card))));
        now.filter(|_| is_there.get())
    });
    dynamic(move || {
        let Some((id, now)) = now.get() else { return ().into_any() };
        let markup =
            live(move || wish.value.with(|wish| wish.as_ref().map(|wish| offered(t, wish, now)).unwrap_or_default()));
        if now == Offer::Wait { group("offer card", vec![markup, waiting(id)]) } else { markup }
    })
}

fn offered(t: &Texts, wish: &WishView, offer: Offer) -> Html {
    let claim = Route::Claim(wish.card.id).href();
    match offer {
        Offer::Claim => {
            let button = if net::is_online() {
                link_button(t.wishes.claim, &claim, "large")
            } else {
                html!(
                    "<button type='button' class='button' data-look='large' disabled>",
                    t.wishes.offline_claim,
                    "</button>"
                )
            };
            html!("<section class='offer'>", button, "<p class='quiet'>", t.wishes.claim_note, "</p></section>")
        }
        Offer::Apply(way) => {
            let why = if way == ClaimWay::Vetted { t.wishes.at_station_vetted } else { t.wishes.at_station_volunteer };
            html!(
                "<section class='offer card'><h2>",
                t.wishes.at_station,
                "</h2><p>",
                why,
                "</p><p class='station-name'>",
                wish.station.name,
                "</p>",
                call(t.ui, &wish.station.phone),
                "<p class='onward'><a href='",
                claim,
                "'>",
                t.wishes.volunteer_too,
                "</a></p></section>"
            )
        }
        Offer::Wait => html!("<h2>", t.wishes.taken, "</h2><p>", (t.wishes.taken_text)(wish.waiting), "</p>"),
        Offer::Rest => html!(
            "<section class='offer card'><h2>",
            t.wishes.done,
            "</h2><p>",
            (t.words.status)(wish.card.status),
            " · ",
            t.wishes.done_text,
            "</p>",
            ways_on(t),
            "</section>"
        ),
    }
}

/// Other wishes, with the filters that were set.
pub(crate) fn ways_on(t: &Texts) -> Html {
    html!("<p class='actions'>", link_button(t.common.to_wishes, &use_router().last_list().href(), "main"), "</p>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::claim::sample;

    #[test]
    fn a_wish_is_offered_by_its_status_its_slots_and_its_way() {
        use PublicStatus as P;
        for (status, free, way, want) in [
            (P::Waiting, 1, ClaimWay::Phone, Offer::Claim),
            (P::Joined, 2, ClaimWay::Phone, Offer::Claim),
            (P::Waiting, 1, ClaimWay::Volunteer, Offer::Apply(ClaimWay::Volunteer)),
            (P::Waiting, 1, ClaimWay::Vetted, Offer::Apply(ClaimWay::Vetted)),
            (P::Waiting, 0, ClaimWay::Phone, Offer::Wait),
            (P::Claimed, 0, ClaimWay::Phone, Offer::Wait),
            (P::Claimed, 0, ClaimWay::Vetted, Offer::Wait),
            (P::InTransit, 0, ClaimWay::Phone, Offer::Rest),
            (P::AtStation, 0, ClaimWay::Phone, Offer::Rest),
            (P::Delivered, 0, ClaimWay::Phone, Offer::Rest),
            (P::Fulfilled, 0, ClaimWay::Phone, Offer::Rest),
            (P::Fallback, 0, ClaimWay::Phone, Offer::Rest),
        ] {
            let mut card = sample::card(1);
            (card.status, card.slots.free, card.way) = (status, free, way);
            assert_eq!(offer(&card), want, "{status:?}, {free} free, {way:?}");
        }
    }
}
