//! A place in the waiting list of a wish.

use leptos::{prelude::*, task::spawn_local};
use model::{ProblemCode, WishId};

use crate::{
    api::{self, ApiError},
    browser::net,
    components::trouble::complaint,
    i18n::use_texts,
    pages::sign_in::SignInForm,
    session::use_session,
};

/// The button that joins, the sign-in where it is needed, and the place that one got.
#[component]
pub(crate) fn Waiting(id: WishId) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let ahead = RwSignal::new(None::<u32>);
    let (busy, signing_in) = (RwSignal::new(false), RwSignal::new(false));
    let error = RwSignal::new(None::<ApiError>);
    let join = Callback::new(move |()| {
        busy.set(true);
        signing_in.set(false);
        error.set(None);
        spawn_local(async move {
            let answer = api::wait(id).await;
            busy.try_set(false);
            match answer {
                Ok(place) => {
                    ahead.try_set(Some(place.ahead));
                    session.refresh();
                }
                Err(refusal) if refusal.code() == Some(ProblemCode::SignInNeeded) => {
                    signing_in.try_set(true);
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    });
    let way = move || match (ahead.get(), signing_in.get()) {
        (Some(ahead), _) => view! { <p class="waiting-place" role="status">{(t.claim.waiting_since)(ahead)}</p> }.into_any(),
        (None, true) => view! { <SignInForm on_done=join /> }.into_any(),
        (None, false) => view! {
            <p class="quiet">{t.claim.wait_note}</p>
            <button type="button" class="button" data-kind="quiet" aria-busy=move || busy.get().to_string() disabled=move || !net::is_online() || busy.get() on:click=move |_| join.run(())>
                {t.claim.wait_here}
            </button>
        }
        .into_any(),
    };

    view! {
        <div class="waiting">{way} {complaint(error)}</div>
    }
    .into_any()
}
