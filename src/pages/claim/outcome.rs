//! The other ways in which a claim can end: calmly, and each with a way on.

use leptos::prelude::*;
use model::{ClaimId, ProblemCode, WishId, view::WishCard};

use crate::{
    api::ApiError,
    components::{
        icon::{Icon, icon},
        trouble::sentence,
        wish_card::wish_cards,
    },
    i18n::use_texts,
    pages::{claim::waiting::Waiting, wish::ways_on},
    routes::Route,
    session::Session,
};

/// No answer came: nobody knows, and trying again is safe.
pub(super) fn lost(again: Callback<()>) -> AnyView {
    let t = use_texts();
    view! {
        <div class="trouble" role="alert">
            {icon(Icon::Offline)} <p class="trouble-title">{t.claim.lost}</p> <p>{t.claim.lost_text}</p>
            <button type="button" class="button" on:click=move |_| again.run(())>
                {t.common.retry}
            </button>
        </div>
    }
    .into_any()
}

/// Somebody else has it; three others, and the waiting list.
pub(super) fn too_late(id: WishId, similar: &[WishCard]) -> AnyView {
    let t = use_texts();
    let text = if similar.is_empty() { t.claim.too_late_alone } else { t.claim.too_late_text };
    view! {
        <div class="too-late">
            <h2>{t.claim.too_late}</h2>
            <p>{text}</p>
            {(!similar.is_empty()).then(|| wish_cards(similar))}
            <div class="card">
                <Waiting id />
            </div>
            {ways_on()}
        </div>
    }
    .into_any()
}

/// Another claim stands in the way; the way leads to it.
pub(super) fn elsewhere(session: Session, claim: Option<ClaimId>) -> AnyView {
    let t = use_texts();
    let wish = claim.and_then(|id| session.claim(id)).filter(|claim| claim.state.is_live()).and_then(|claim| claim.wish);
    let to = wish.map_or(Route::Me, |card| Route::Claim(card.id));
    let title = if matches!(to, Route::Me) { (t.problems.code)(ProblemCode::AlreadyYours) } else { t.claim.elsewhere };
    view! {
        <div class="empty" role="alert">
            <p class="empty-title">{title}</p>
            <p class="actions">
                <a class="button" href=to.href()>{t.claim.to_it}</a>
            </p>
        </div>
    }
    .into_any()
}

/// The hold ran out; nothing is lost.
pub(super) fn hold_over(restart: Callback<()>) -> AnyView {
    let t = use_texts();
    view! {
        <div class="empty" role="alert">
            <p class="empty-title">{t.claim.hold_over}</p>
            <p>{t.claim.hold_over_text}</p>
            <p class="actions">
                <button type="button" class="button" on:click=move |_| restart.run(())>
                    {t.claim.again}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// The person gave it up.
pub(super) fn given_up() -> AnyView {
    let t = use_texts();
    view! {
        <div class="empty" role="status">
            <p class="empty-title">{t.claim.given_up}</p>
            {ways_on()}
        </div>
    }
    .into_any()
}

/// The server declined; its reason and the way back to the wish, where the station's number is.
pub(super) fn refused(error: &ApiError, id: WishId) -> AnyView {
    let t = use_texts();
    let back = match error.code() {
        Some(ProblemCode::TooManyClaims) => Route::Me,
        _ => Route::Wish(id),
    };
    let word = if back == Route::Me { t.claim.to_me } else { t.common.back };
    view! {
        <div class="empty" role="alert">
            <p class="empty-title">{sentence(t, error)}</p>
            <p class="actions">
                <a class="button" href=back.href()>{word}</a>
            </p>
        </div>
    }
    .into_any()
}
