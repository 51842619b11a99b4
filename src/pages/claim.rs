//! The promise, step by step: read it, verify the phone, confirm. The server's word is the only truth here; nothing is
//! shown as done before it said so.

mod done;
mod flow;
mod held;
pub(crate) mod key;
mod outcome;
mod promise;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod waiting;

use leptos::{prelude::*, task::spawn_local};
use model::{
    WishId,
    command::ClaimWish,
    view::{ClaimView, WishView},
};

use crate::{
    api,
    browser::page,
    catalog::use_catalog,
    components::{
        icon::{Icon, icon},
        skeleton,
        trouble::Trouble,
    },
    i18n::use_texts,
    pages::{heading, sign_in::SignInForm},
    remote::Remote,
    routes::Route,
    session::{Session, Who, use_session},
};
use flow::{Stage, after_claim, stage_of};

/// The way from a wish to a claim number.
#[component]
pub(crate) fn ClaimPage(id: WishId) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let wish = Remote::<WishView>::new();
    let stage = RwSignal::new(Stage::Looking);
    let (adult, no_interest) = (RwSignal::new(false), RwSignal::new(false));
    let load = move || {
        wish.load(api::wish(id));
        look(session, id, stage);
    };
    load();
    let send = Callback::new(move |()| send(session, id, stage));
    let begin = Callback::new(move |()| {
        // Who is not known to be signed in is asked for the phone first; the server decides anyway.
        if matches!(session.who.get_untracked(), Who::Signed(_)) { send.run(()) } else { stage.set(Stage::SigningIn) }
    });
    let put = Callback::new(move |claim: ClaimView| {
        stage.set(stage_of(claim.clone(), true));
        session.put(claim);
    });
    let restart = Callback::new(move |()| {
        stage.set(Stage::Looking);
        load();
    });
    // Each stage is a page of its own for whoever listens to it.
    Effect::new(move |before: Option<u8>| {
        let now = stage.with(Stage::number);
        if before.is_some_and(|before| before != now && before != Stage::Looking.number()) {
            request_animation_frame(|| {
                page::focus("#stage");
                page::scroll_to(0);
            });
        }
        now
    });
    let reading = move || match (wish.value.get(), wish.trouble.get()) {
        (Some(found), _) => view! { <promise::Promise wish=found adult no_interest on_go=begin is_sending=Signal::derive(move || stage.with(Stage::is_sending)) /> }.into_any(),
        (None, Some(error)) if error.is_final() => outcome::refused(&error, id),
        (None, Some(error)) => view! { <Trouble error retry=Callback::new(move |()| load()) /> }.into_any(),
        (None, None) => skeleton::cards(3),
    };
    let content = move || match stage.get() {
        Stage::Looking => skeleton::cards(3),
        Stage::Reading | Stage::Sending => reading(),
        Stage::SigningIn => view! { <SignInForm on_done=send /> }.into_any(),
        Stage::Lost => outcome::lost(send),
        Stage::Held(claim) => view! { <held::Held claim=*claim on_claim=put stage /> }.into_any(),
        Stage::Done(claim) => done::done(&claim, true),
        Stage::Ours(claim) => done::done(&claim, false),
        Stage::TooLate(similar) => outcome::too_late(id, &similar),
        Stage::Elsewhere(claim) => outcome::elsewhere(session, claim),
        Stage::HoldOver => outcome::hold_over(restart),
        Stage::GivenUp => outcome::given_up(),
        Stage::Refused(error) => outcome::refused(&error, id),
    };
    // Sending and reading are one stage to the eye: the form must not be built anew under the finger.
    let shown = Memo::new(move |_| stage.with(Stage::number));

    view! {
        <section class="page claim">
            <p class="back">
                <a href=Route::Wish(id).href()>{icon(Icon::Back)} <span>{t.wishes.wish}</span></a>
            </p>
            {heading(t.claim.title)}
            {move || progress(shown.get())}
            {move || wish_line(id, wish)}
            <div id="stage" tabindex="-1">
                {move || {
                    shown.track();
                    untrack(content)
                }}
            </div>
        </section>
    }
    .into_any()
}

/// Looks whether this person already has the wish, from this tab, another one, or before a reload.
fn look(session: Session, id: WishId, stage: RwSignal<Stage>) {
    spawn_local(async move {
        session.learn().await;
        let found = session.claim_on(id).map_or(Stage::Reading, |claim| stage_of(claim, false));
        stage.try_set(found);
    });
}

/// Claims, with the key of this form, and shows what the server says.
fn send(session: Session, id: WishId, stage: RwSignal<Stage>) {
    if stage.with_untracked(Stage::is_sending) {
        return;
    }
    stage.set(Stage::Sending);
    let key = key::of_wish(id);
    spawn_local(async move {
        let answer = api::claim(id, &ClaimWish { adult: true, no_interest: true }, &key).await;
        let is_final = answer.as_ref().err().is_none_or(api::ApiError::is_final);
        if let Ok(claim) = &answer {
            session.put(claim.clone());
        }
        let mut next = after_claim(answer);
        if let Stage::Elsewhere(_) | Stage::TooLate(_) = next {
            // Another tab may have been faster with the very same wish: then it is ours, and the person is to see it.
            session.learn().await;
            if let Some(claim) = session.claim_on(id) {
                next = stage_of(claim, false);
            }
        }
        // The key goes only when the server has decided; a lost answer is asked for again under the same one.
        if is_final {
            key::forget(id);
        }
        stage.try_set(next);
    });
}

/// Where in the three steps one is.
fn progress(stage: u8) -> AnyView {
    let t = use_texts();
    let Some(at) = flow::step_of(stage) else { return ().into_any() };
    let steps = t.claim.steps.into_iter().enumerate().map(|(index, word)| {
        let current = (index == at).then_some("step");
        let state = match index.cmp(&at) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "later",
        };
        view! { <li aria-current=current data-state=state>{word}</li> }
    });
    view! { <ol class="progress">{steps.collect::<Vec<_>>()}</ol> }.into_any()
}

/// Which wish it is about, from whatever is known first.
fn wish_line(id: WishId, wish: Remote<WishView>) -> AnyView {
    let title = wish.value.with(|wish| wish.as_ref().map(|wish| wish.card.title.clone()));
    let title = title.or_else(|| use_catalog().card(id).map(|card| card.title));
    view! { <p class="claim-wish">{title}</p> }.into_any()
}
