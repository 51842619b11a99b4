//! One claim of the person's own: where it stands and what can be done.

use leptos::prelude::*;
use model::{
    ClaimId, ClaimState,
    view::{ClaimAction, ClaimView, Feedback},
};

use super::action::action_form;
use crate::{
    browser::clock,
    components::{
        control::{Button, actions, link_button},
        facts::fact,
        icon::{Icon, icon},
        station::station,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, announce, html, live},
    pages::claim::{done::free_until, held::due},
    reactive::dynamic,
    routes::Route,
    session::Session,
};

/// The word of an action on its button.
pub(super) fn word(t: &Texts, action: ClaimAction) -> &'static str {
    match action {
        ClaimAction::Confirm | ClaimAction::ExtendHold => t.me.to_confirm,
        ClaimAction::CancelFree | ClaimAction::CancelLate => t.me.cancel,
        ClaimAction::Extend => t.me.extend,
        ClaimAction::Send => t.me.sent,
        ClaimAction::Appoint => t.me.appoint,
    }
}

/// The actions that this page offers itself; confirming belongs to the page of the claim.
fn offered(claim: &ClaimView) -> Vec<ClaimAction> {
    if claim.state == ClaimState::Held {
        return Vec::new();
    }
    claim
        .actions
        .iter()
        .copied()
        .filter(|action| !matches!(action, ClaimAction::Confirm | ClaimAction::ExtendHold))
        .collect()
}

/// A claim with its station, its deadline and its actions.
pub(super) fn claim_item(session: Session, id: ClaimId) -> AnyView {
    let t = use_texts();
    let open = RwSignal::new(None::<ClaimAction>);
    let said = RwSignal::new(None::<String>);
    let text = move || {
        let claim = session.who.with(|who| who.me()?.claims.iter().find(|claim| claim.id == id).cloned());
        claim.map(|claim| what(t, &claim)).unwrap_or_default()
    };
    let offers = Memo::new(move |_| {
        session.who.with(|who| who.me()?.claims.iter().find(|claim| claim.id == id).map(offered)).unwrap_or_default()
    });
    let buttons = move || {
        let buttons = offers.get().into_iter().map(|action| {
            let is_open = Signal::derive(move || open.get() == Some(action));
            let toggle = move |()| open.update(|open| *open = if *open == Some(action) { None } else { Some(action) });
            Button::quiet(word(t, action)).opens(is_open).press(Callback::new(toggle))
        });
        actions(buttons.collect())
    };
    let form = move || match open.get() {
        Some(action) => action_form(session, id, action, open, said),
        None => ().into_any(),
    };
    let done = move || {
        let text = said.get().map(|text| html!("<p class='said'>", icon(Icon::Check), "<span>", text, "</span></p>"));
        text.unwrap_or_default()
    };
    let parts = vec![live(text), dynamic(buttons), dynamic(form), announce("status", done)];
    view! { <div class="claim-item card" id=format!("claim-{id}") tabindex="-1">{parts}</div> }.into_any()
}

fn what(t: &Texts, claim: &ClaimView) -> Html {
    let title = if let Some(card) = &claim.wish {
        html!("<h3><a href='", Route::Wish(card.id).href(), "'>", card.title, "</a></h3>")
    } else {
        html!("<h3>", t.me.no_wish, "</h3>")
    };
    let is_live = claim.state.is_live();
    html!(
        "<p class='claim-state' data-state='",
        claim.state.code(),
        "'><b>",
        (t.words.claim_state)(claim.state),
        "</b> <span class='quiet'>",
        (t.me.number)(&claim.id.to_string()),
        "</span></p>",
        title,
        is_live.then(|| dates(t, claim)),
        note(t, claim),
        is_live.then(|| station(t, &claim.station)),
        claim.feedback.as_ref().map(|said| feedback(t, said)),
        confirm(t, claim)
    )
}

fn dates(t: &Texts, claim: &ClaimView) -> Html {
    let is_held = claim.state == ClaimState::Held;
    let appointed = claim.appointment.map(|day| fact(t.me.appoint_day, format::day(t.ui, day, clock::today())));
    html!(
        "<dl class='facts'>",
        claim.spec.as_ref().map(|spec| fact(t.wishes.spec, spec)),
        appointed,
        due(t, claim).filter(|_| claim.state != ClaimState::ReceivedAtStation),
        free_until(t, claim).filter(|_| !is_held),
        "</dl>"
    )
}

/// What the state means for the person, where it is not plain.
fn note(t: &Texts, claim: &ClaimView) -> Option<Html> {
    let text = match claim.state {
        ClaimState::Held => t.me.held_text.to_owned(),
        ClaimState::ReceivedAtStation => t.me.at_station.to_owned(),
        ClaimState::HandedOver if claim.feedback.is_none() => t.me.feedback_soon.to_owned(),
        ClaimState::RejectedGoods => {
            claim.rejected_because.as_ref().map_or_else(|| t.me.rejected_plain.to_owned(), |why| (t.me.rejected)(why))
        }
        _ => return None,
    };
    Some(html!("<p class='note'>", text, "</p>"))
}

fn feedback(t: &Texts, feedback: &Feedback) -> Html {
    let day = (t.me.handed_over)(&format::day(t.ui, feedback.day, clock::today()));
    let fits = if feedback.fits { t.me.fits } else { t.me.fits_not };
    html!(
        "<div class='feedback'><p class='feedback-title'>",
        icon(Icon::Check),
        "<b>",
        t.me.feedback,
        "</b></p><p>",
        day,
        "，",
        fits,
        "</p><p>",
        feedback.note,
        "</p></div>"
    )
}

/// The way to the page on which a held claim is confirmed.
fn confirm(t: &Texts, claim: &ClaimView) -> Option<Html> {
    let card = claim.wish.as_ref().filter(|_| claim.state == ClaimState::Held)?;
    let href = Route::Claim(card.id).href();
    Some(html!("<p class='actions'>", link_button(t.me.to_confirm, &href, "main"), "</p>"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::claim::sample;

    #[test]
    fn a_held_claim_is_only_led_to_its_own_page() {
        let mut claim = sample::claim(ClaimState::Held);
        claim.actions = vec![ClaimAction::Confirm, ClaimAction::ExtendHold, ClaimAction::CancelFree];
        assert!(offered(&claim).is_empty());
        claim.state = ClaimState::Active;
        claim.actions = vec![ClaimAction::Send, ClaimAction::Extend, ClaimAction::CancelFree];
        assert_eq!(offered(&claim), claim.actions);
    }
}
