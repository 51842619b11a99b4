//! One claim of the person's own: where it stands and what can be done.

use leptos::prelude::*;
use model::{
    ClaimState, Kind,
    view::{ClaimAction, ClaimView, Feedback},
};

use super::action::ActionForm;
use crate::{
    browser::clock,
    components::{
        facts::fact,
        icon::{Icon, icon},
        station::station,
    },
    format,
    i18n::{Texts, use_texts},
    routes::Route,
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
    claim.actions.iter().copied().filter(|action| !matches!(action, ClaimAction::Confirm | ClaimAction::ExtendHold)).collect()
}

/// A claim with its station, its deadline and its actions.
#[component]
pub(super) fn ClaimItem(claim: Memo<Option<ClaimView>>) -> impl IntoView {
    let open = RwSignal::new(None::<ClaimAction>);
    let said = RwSignal::new(None::<String>);
    let anchor = claim.with_untracked(|claim| claim.as_ref().map(|claim| format!("claim-{}", claim.id)));

    view! {
        <li class="claim-item card" id=anchor tabindex="-1">
            {move || claim.get().map(|claim| view! { {what(&claim)} {buttons(&claim, open)} })}
            {move || open.get().zip(claim.get_untracked()).map(|(action, claim)| view! { <ActionForm claim action open said /> })}
            <div role="status">{move || said.get().map(|text| view! { <p class="said">{icon(Icon::Check)} <span>{text}</span></p> })}</div>
        </li>
    }
    .into_any()
}

fn what(claim: &ClaimView) -> AnyView {
    let t = use_texts();
    let title = match &claim.wish {
        Some(card) => view! { <h3><a href=Route::Wish(card.id).href()>{card.title.clone()}</a></h3> }.into_any(),
        None => view! { <h3>{t.me.no_wish}</h3> }.into_any(),
    };
    let is_live = claim.state.is_live();
    view! {
        <p class="claim-state" data-state=claim.state.code()>
            <b>{(t.words.claim_state)(claim.state)}</b>
            <span class="quiet">{(t.me.number)(&claim.id.to_string())}</span>
        </p>
        {title}
        {is_live.then(|| dates(claim))}
        {note(claim)}
        {is_live.then(|| station(&claim.station))}
        {claim.feedback.as_ref().map(feedback)}
    }
    .into_any()
}

fn dates(claim: &ClaimView) -> AnyView {
    let t = use_texts();
    let today = clock::today();
    let is_service = claim.wish.as_ref().is_some_and(|card| card.kind == Kind::Service);
    let due = claim.due.filter(|_| claim.state != ClaimState::ReceivedAtStation).map(|due| {
        let due = format::day(t, due, today);
        fact(t.me.due, if is_service { (t.me.due_service)(&due) } else { (t.me.due_on)(&due) })
    });
    let appointed = claim.appointment.map(|day| fact(t.me.appoint_day, (t.me.appointed)(&format::day(t, day, today))));
    let free = claim.free_until.filter(|until| *until > clock::now() && claim.state != ClaimState::Held);
    let free = free.map(|until| fact(t.me.cancel, (t.claim.free_until)(&format::moment(t, until, today))));
    view! {
        <dl class="facts">{claim.spec.clone().map(|spec| fact(t.wishes.spec, spec))} {appointed} {due} {free}</dl>
    }
    .into_any()
}

/// What the state means for the person, where it is not plain.
fn note(claim: &ClaimView) -> AnyView {
    let t = use_texts();
    let text = match claim.state {
        ClaimState::Held => Some(t.me.held_text.to_owned()),
        ClaimState::ReceivedAtStation => Some(t.me.at_station.to_owned()),
        ClaimState::HandedOver if claim.feedback.is_none() => Some(t.me.feedback_soon.to_owned()),
        ClaimState::RejectedGoods => {
            Some(claim.rejected_because.as_ref().map_or_else(|| t.me.rejected_plain.to_owned(), |why| (t.me.rejected)(why)))
        }
        _ => None,
    };
    text.map(|text| view! { <p class="note">{text}</p> }).into_any()
}

fn feedback(feedback: &Feedback) -> AnyView {
    let t = use_texts();
    let day = (t.me.handed_over)(&format::day(t, feedback.day, clock::today()));
    let fits = if feedback.fits { t.me.fits } else { t.me.fits_not };
    view! {
        <div class="feedback">
            <p class="feedback-title">{icon(Icon::Check)} <b>{t.me.feedback}</b></p>
            <p>{day} "，" {fits}</p>
            {(!feedback.note.is_empty()).then(|| view! { <p class="feedback-note">{feedback.note.clone()}</p> })}
        </div>
    }
    .into_any()
}

fn buttons(claim: &ClaimView, open: RwSignal<Option<ClaimAction>>) -> AnyView {
    let t = use_texts();
    let confirm = claim.wish.as_ref().filter(|_| claim.state == ClaimState::Held).map(|card| {
        view! { <a class="button" href=Route::Claim(card.id).href()>{t.me.to_confirm}</a> }
    });
    let rows = offered(claim).into_iter().map(|action| {
        let toggle = move |_| open.update(|open| *open = if *open == Some(action) { None } else { Some(action) });
        view! {
            <button type="button" class="button" data-kind="quiet" aria-expanded=move || (open.get() == Some(action)).to_string() on:click=toggle>
                {word(t, action)}
            </button>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    if rows.is_empty() && confirm.is_none() {
        return ().into_any();
    }
    view! { <p class="actions">{confirm} {rows}</p> }.into_any()
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
