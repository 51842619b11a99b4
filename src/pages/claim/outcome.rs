//! The other ways in which a claim can end: calmly, and each with a way on.

use leptos::prelude::*;
use model::{ClaimId, ProblemCode, WishId, view::WishCard};

use super::waiting::waiting;
use crate::{
    api::ApiError,
    components::{
        control::{Button, link_button},
        trouble::{failure, sentence},
        wish_card::wish_cards,
    },
    i18n::Texts,
    markup::{Html, html, show},
    pages::wish::ways_on,
    reactive::group,
    routes::Route,
    session::Session,
};

/// No answer came: nobody knows, and trying again is safe.
pub(super) fn lost(t: &'static Texts, again: Callback<()>) -> AnyView {
    failure(t.claim.lost, t.claim.lost_text, Button::main(t.common.retry).press(again))
}

/// Somebody else has it; three others, and the waiting list.
pub(super) fn too_late(t: &Texts, id: WishId, similar: &[WishCard]) -> AnyView {
    let (text, cards) = if similar.is_empty() {
        (t.claim.too_late_alone, Html::default())
    } else {
        (t.claim.too_late_text, wish_cards(t, similar))
    };
    group(
        "too-late",
        vec![
            show(html!("<h2>", t.claim.too_late, "</h2><p>", text, "</p>", cards)),
            group("card", vec![waiting(id)]),
            show(ways_on(t)),
        ],
    )
}

/// A sentence and a way on.
#[expect(clippy::needless_pass_by_value, reason = "markup is made for the one place it goes to")]
fn said(title: &str, text: &str, way: Html) -> Html {
    html!("<div class='empty'><p class='empty-title'>", title, "</p><p>", text, "</p>", way, "</div>")
}

fn way(word: &str, to: &Route) -> Html {
    html!("<p class='actions'>", link_button(word, &to.href(), "main"), "</p>")
}

/// Another claim stands in the way; the way leads to it.
pub(super) fn elsewhere(t: &Texts, session: Session, claim: Option<ClaimId>) -> Html {
    let live = claim.and_then(|id| session.claim(id)).filter(|claim| claim.state.is_live());
    match live.and_then(|claim| claim.wish) {
        Some(card) => said(t.claim.elsewhere, &card.title, way(t.claim.to_it, &Route::Claim(card.id))),
        None => said((t.problems.code)(ProblemCode::AlreadyYours), "", way(t.claim.to_me, &Route::Me)),
    }
}

/// The hold ran out; nothing is lost.
pub(super) fn hold_over(t: &'static Texts, restart: Callback<()>) -> AnyView {
    let text = said(t.claim.hold_over, t.claim.hold_over_text, Html::default());
    group("hold-over", vec![show(text), Button::main(t.claim.again).press(restart)])
}

/// The person gave it up.
pub(super) fn given_up(t: &Texts) -> Html {
    said(t.claim.given_up, "", ways_on(t))
}

/// The server declined; its reason and the way back to the wish, where the station's number is.
pub(super) fn refused(t: &Texts, error: &ApiError, id: WishId) -> Html {
    let way = match error.code() {
        Some(ProblemCode::TooManyClaims) => way(t.claim.to_me, &Route::Me),
        _ => way(t.common.back, &Route::Wish(id)),
    };
    said(&sentence(t, error), "", way)
}
