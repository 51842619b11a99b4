//! The person's own claims, waiting places and account.

mod account;
mod action;
mod claim_item;
mod remind;

use leptos::prelude::*;
use model::view::{Me, WaitingView};

use crate::{
    browser::{clock, live::use_live},
    components::{
        icon::{Icon, icon},
        skeleton,
        trouble::{Trouble, stale},
    },
    format,
    i18n::use_texts,
    pages::{heading, sign_in::SignInForm},
    routes::{Route, WishQuery},
    session::{Who, use_session},
};
use account::Account;
use claim_item::ClaimItem;
use remind::{Reminder, reminder};

/// 我的.
#[component]
pub(crate) fn MePage() -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let live = use_live();
    let erased = RwSignal::new(false);
    session.refresh();
    Effect::new(move |_| {
        let changed = live.change().ids;
        let concerns = session.who.with_untracked(|who| match who {
            Who::Signed(me) => me.claims.iter().filter_map(|claim| claim.wish.as_ref()).any(|card| changed.contains(&card.id)),
            _ => false,
        });
        if concerns {
            session.refresh();
        }
    });
    // Whether somebody is there decides which page it is; what they have changes inside it.
    let looks = Memo::new(move |_| match (session.who.get(), session.trouble.with(Option::is_some)) {
        (Who::Signed(_), _) => 0,
        (Who::Nobody, _) => 1,
        (Who::Unknown, false) => 2,
        (Who::Unknown, true) => 3,
    });
    let content = move || match looks.get() {
        0 => view! { <Own erased /> }.into_any(),
        1 => nobody(erased),
        2 => skeleton::cards(3),
        _ => {
            let retry = Callback::new(move |()| session.refresh());
            session.trouble.get_untracked().map(|error| view! { <Trouble error retry /> }).into_any()
        }
    };

    view! {
        <section class="page">{heading(t.me.title)} {content}</section>
    }
    .into_any()
}

fn nobody(erased: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let session = use_session();
    view! {
        <div role="status">{move || erased.get().then(|| view! { <p class="note">{t.me.erased}</p> })}</div>
        <p class="lead">{t.me.sign_in_text}</p>
        <SignInForm on_done=Callback::new(move |()| session.trouble.set(None)) />
    }
    .into_any()
}

/// Everything of a person who is signed in.
#[component]
fn Own(erased: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let me = Memo::new(move |_| match session.who.get() {
        Who::Signed(me) => Some(*me),
        _ => None,
    });
    let ids = Memo::new(move |_| me.with(|me| me.as_ref().map(|me| me.claims.iter().map(|claim| (claim.id, claim.state.is_live())).collect::<Vec<_>>()).unwrap_or_default()));
    let some = move |is_live: bool| ids.get().into_iter().filter(move |(_, live)| *live == is_live).map(|(id, _)| id).collect::<Vec<_>>();
    let claims = move |is_live: bool| {
        let rows = some(is_live).into_iter().map(|id| {
            let claim = Memo::new(move |before: Option<&Option<model::view::ClaimView>>| {
                let now = me.with(|me| me.as_ref().and_then(|me| me.claims.iter().find(|claim| claim.id == id).cloned()));
                now.or_else(|| before.cloned().flatten())
            });
            view! { <ClaimItem claim /> }
        });
        rows.collect::<Vec<_>>()
    };

    view! {
        {stale(session.trouble)}
        {move || me.with(|me| me.as_ref().map(reminders))}
        <h2>{t.me.claims}</h2>
        {move || ids.with(Vec::is_empty).then(no_claims)}
        <ul class="claims">{move || claims(true)}</ul>
        {move || (!some(false).is_empty()).then(|| view! { <h2>{t.me.past}</h2> })}
        <ul class="claims">{move || claims(false)}</ul>
        {move || me.with(|me| me.as_ref().map(|me| waiting(&me.waiting)))}
        {move || me.with(|me| me.as_ref().map(|me| (me.phone.clone(), me.live_limit))).map(|(phone, limit)| view! { <Account phone limit erased /> })}
    }
    .into_any()
}

fn no_claims() -> AnyView {
    let t = use_texts();
    view! {
        <div class="empty">
            <p class="empty-title">{t.me.no_claims}</p>
            <p>{t.me.no_claims_text}</p>
            <p class="actions">
                <a class="button" href=Route::Wishes(WishQuery::default()).href()>{t.common.to_wishes}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What is due soon or overdue.
fn reminders(me: &Me) -> AnyView {
    let t = use_texts();
    let today = clock::today();
    let rows: Vec<_> = me
        .claims
        .iter()
        .filter_map(|claim| Some((claim, reminder(claim, today)?)))
        .map(|(claim, reminder)| {
            let title = claim.wish.as_ref().map(|card| card.title.clone()).unwrap_or_default();
            let (when, text) = match reminder {
                Reminder::Soon(days) => ((t.me.due_soon)(days), None),
                Reminder::Overdue(days) => ((t.me.overdue)(days), Some(t.me.overdue_text)),
            };
            view! {
                <li>
                    <a href=format!("#claim-{}", claim.id)>{title}</a>
                    " " <b>{when}</b>
                    {text.map(|text| view! { <span class="quiet">{text}</span> })}
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="reminders">
            <h2>{icon(Icon::Bell)} {t.me.reminders}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn waiting(places: &[WaitingView]) -> AnyView {
    let t = use_texts();
    if places.is_empty() {
        return ().into_any();
    }
    let rows = places.iter().map(|place| view! { <account::Place place=place.clone() /> });
    view! {
        <h2>{t.me.waiting}</h2>
        <ul class="claims">{rows.collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

/// When an offer ends, as a sentence.
fn offer_text(place: &WaitingView) -> String {
    let t = use_texts();
    match place.offer_until {
        Some(until) => (t.me.offered)(&format::moment(t, until, clock::today())),
        None => (t.me.ahead)(place.ahead),
    }
}
