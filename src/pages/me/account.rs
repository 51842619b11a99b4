//! Waiting places, signing out, and being deleted.

use leptos::{prelude::*, task::spawn_local};
use model::view::WaitingView;

use super::offer_text;
use crate::{
    api::{self, ApiError},
    components::{choice::tick, trouble::complaint},
    i18n::use_texts,
    routes::Route,
    session::use_session,
};

/// A place in a waiting list.
#[component]
pub(super) fn Place(place: WaitingView) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let id = place.wish.id;
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let leave = move |_| {
        busy.set(true);
        spawn_local(async move {
            let answer = api::stop_waiting(id).await;
            busy.try_set(false);
            match answer {
                Ok(()) => session.refresh(),
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    };
    let take = place.offer_until.map(|_| view! { <a class="button" href=Route::Claim(id).href()>{t.me.offer_take}</a> });

    view! {
        <li class="claim-item card">
            <h3><a href=Route::Wish(id).href()>{place.wish.title.clone()}</a></h3>
            <p>{offer_text(&place)}</p>
            {complaint(error)}
            <p class="actions">
                {take}
                <button type="button" class="button" data-kind="quiet" aria-busy=move || busy.get().to_string() on:click=leave>
                    {t.me.stop_waiting}
                </button>
            </p>
        </li>
    }
    .into_any()
}

/// Who is signed in, and the ways out.
#[component]
pub(super) fn Account(phone: String, limit: u32, erased: RwSignal<bool>) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let (is_open, is_sure) = (RwSignal::new(false), RwSignal::new(false));
    let missing = RwSignal::new(false);
    let run = move |erase: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = if erase { api::delete_me().await } else { api::sign_out().await };
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    erased.try_set(erase);
                    session.leave();
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    };
    let erase = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        missing.set(!is_sure.get_untracked());
        if is_sure.get_untracked() {
            run(true);
        }
    };
    let form = move || {
        is_open.get().then(|| view! {
            <form class="action" on:submit=erase>
                <p>{t.me.erase_text}</p>
                {tick("sure", t.me.erase_tick, None, is_sure)}
                <div role="alert">{move || missing.get().then(|| view! { <p class="complaint">{t.common.please_choose}</p> })}</div>
                <p class="actions">
                    <button type="submit" class="button" aria-busy=move || busy.get().to_string()>{t.me.erase_yes}</button>
                    <button type="button" class="button" data-kind="quiet" on:click=move |_| is_open.set(false)>{t.me.never_mind}</button>
                </p>
            </form>
        })
    };

    view! {
        <section class="account">
            <h2>{t.me.account}</h2>
            <p>{(t.me.signed_in)(&phone)}</p>
            <p class="quiet">{(t.me.limit)(limit)}</p>
            {complaint(error)}
            <p class="actions">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| run(false)>{t.me.sign_out}</button>
                <button type="button" class="button" data-kind="quiet" aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
                    {t.me.erase}
                </button>
            </p>
            {form}
        </section>
    }
    .into_any()
}
