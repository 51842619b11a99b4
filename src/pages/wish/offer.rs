//! What a visitor can do about a wish now.

use leptos::prelude::*;
use model::{
    PublicStatus,
    view::{ClaimWay, WishCard, WishView},
};

use crate::{
    browser::net,
    components::station::call,
    i18n::use_texts,
    pages::claim::waiting::Waiting,
    router::use_router,
    routes::{Route, WishQuery},
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

/// The claim button, or what stands in its place.
#[component]
pub(crate) fn OfferBox(wish: WishView) -> impl IntoView {
    let t = use_texts();
    let id = wish.card.id;
    match offer(&wish.card) {
        Offer::Claim => view! {
            <section class="offer">
                {move || claim_button(&Route::Claim(id), net::is_online())}
                <p class="quiet">{t.wishes.claim_note}</p>
            </section>
        }
        .into_any(),
        Offer::Apply(way) => {
            let why = if way == ClaimWay::Vetted { t.wishes.at_station_vetted } else { t.wishes.at_station_volunteer };
            view! {
                <section class="offer card">
                    <h2>{t.wishes.at_station}</h2>
                    <p>{why}</p>
                    <p class="station-name">{wish.station.name.clone()}</p>
                    {call(&wish.station.phone)}
                    <p class="onward">
                        <a href=Route::Claim(id).href()>{t.wishes.volunteer_too}</a>
                    </p>
                </section>
            }
            .into_any()
        }
        Offer::Wait => view! {
            <section class="offer card">
                <h2>{t.wishes.taken}</h2>
                <p>{(t.wishes.taken_text)(wish.waiting)}</p>
                <Waiting id />
            </section>
        }
        .into_any(),
        Offer::Rest => view! {
            <section class="offer card">
                <h2>{t.wishes.done}</h2>
                <p>{(t.words.status)(wish.card.status)} " · " {t.wishes.done_text}</p>
                {ways_on()}
            </section>
        }
        .into_any(),
    }
}

fn claim_button(to: &Route, is_online: bool) -> AnyView {
    let t = use_texts();
    if is_online {
        view! { <a class="button" data-size="large" href=to.href()>{t.wishes.claim}</a> }.into_any()
    } else {
        view! { <button type="button" class="button" data-size="large" disabled=true>{t.wishes.offline_claim}</button> }.into_any()
    }
}

/// Other wishes, with the filters that were set.
pub(crate) fn ways_on() -> AnyView {
    let t = use_texts();
    let list = match use_router().last_list() {
        list @ Route::Wishes(_) => list,
        _ => Route::Wishes(WishQuery::default()),
    };
    view! {
        <p class="actions">
            <a class="button" href=list.href()>{t.common.to_wishes}</a>
        </p>
    }
    .into_any()
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
