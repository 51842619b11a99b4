//! The promise, step by step: read it, verify the phone, confirm. The server's word is the only truth here; nothing is
//! shown as done before it said so.

pub(crate) mod done;
mod flow;
pub(crate) mod held;
pub(crate) mod key;
mod outcome;
mod promise;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod waiting;

use std::cmp::Ordering;

use leptos::prelude::*;
use model::{WishId, command::ClaimWish, view::WishView};

use crate::{
    api,
    browser::page,
    catalog::use_catalog,
    components::{
        icon::{Icon, icon},
        skeleton,
        trouble::trouble,
    },
    i18n::{Texts, use_texts},
    markup::{Html, html, live, show},
    pages::{heading, sign_in::sign_in},
    reactive::{dynamic, effect, group, task},
    remote::Remote,
    routes::Route,
    session::{Session, use_session},
};
use flow::{Stage, after_claim, stage_of};

/// The way from a wish to a claim number.
pub(crate) fn page(id: WishId) -> AnyView {
    let t = use_texts();
    let session = use_session();
    let catalog = use_catalog();
    let wish = Remote::<WishView>::new();
    let stage = RwSignal::new(Stage::Looking);
    let load = Callback::new(move |()| {
        wish.load(api::wish(id));
        look(session, id, stage);
    });
    load.run(());
    let steps = Steps::new(session, id, wish, stage, load);
    // Sending and reading are one stage to the eye: the form must not be built anew under the finger.
    let shown = Memo::new(move |_| stage.with(Stage::number));
    let before = StoredValue::new(0);
    effect(move || {
        let (from, now) = (before.get_value(), shown.get());
        before.set_value(now);
        // Each stage is a page of its own for whoever listens to it.
        if from != now && from != Stage::Looking.number() {
            request_animation_frame(|| {
                page::focus("#stage");
                page::scroll_to(0);
            });
        }
    });
    // Which wish it is about, from whatever is known first.
    let known = catalog.card(id).map(|card| card.title);
    let line = move || {
        let title = wish.value.with(|wish| wish.as_ref().map(|wish| wish.card.title.clone())).or_else(|| known.clone());
        title.map(|title| html!("<p class='claim-wish'>", title, "</p>")).unwrap_or_default()
    };
    let content = dynamic(move || {
        shown.track();
        steps.view(stage.get_untracked())
    });
    let back = html!(
        "<p class='back'><a href='",
        Route::Wish(id).href(),
        "'>",
        icon(Icon::Back),
        "<span>",
        t.wishes.wish,
        "</span></a></p>"
    );

    group(
        "page claim",
        vec![
            show(html!(back, heading(t, t.claim.title))),
            live(move || progress(t, shown.get())),
            live(line),
            view! { <div id="stage" tabindex="-1">{content}</div> }.into_any(),
        ],
    )
}

/// What every stage may need.
#[derive(Clone, Copy)]
struct Steps {
    session: Session,
    id: WishId,
    wish: Remote<WishView>,
    stage: RwSignal<Stage>,
    adult: RwSignal<bool>,
    no_interest: RwSignal<bool>,
    load: Callback<()>,
}

impl Steps {
    fn new(session: Session, id: WishId, wish: Remote<WishView>, stage: RwSignal<Stage>, load: Callback<()>) -> Self {
        Self { session, id, wish, stage, adult: RwSignal::new(false), no_interest: RwSignal::new(false), load }
    }

    fn view(self, stage: Stage) -> AnyView {
        let t = use_texts();
        let send = Callback::new(move |()| self.send());
        match stage {
            Stage::Looking => show(skeleton::cards(3)),
            Stage::Reading | Stage::Sending => dynamic(move || self.reading()),
            Stage::SigningIn => sign_in(send),
            Stage::Lost => outcome::lost(t, send),
            Stage::Held(claim) => held::held(&claim, self.session, self.stage),
            Stage::Done(claim) => show(done::done(t, &claim, true)),
            Stage::Ours(claim) => show(done::done(t, &claim, false)),
            Stage::TooLate(similar) => outcome::too_late(t, self.id, &similar),
            Stage::Elsewhere(claim) => show(outcome::elsewhere(t, self.session, claim)),
            Stage::HoldOver => outcome::hold_over(t, self.restart()),
            Stage::GivenUp => show(outcome::given_up(t)),
            Stage::Refused(error) => show(outcome::refused(t, &error, self.id)),
        }
    }

    /// The promise, once the wish is there.
    fn reading(self) -> AnyView {
        let t = use_texts();
        // The server knows who is signed in, also by another tab; it asks for the phone when nobody is.
        let begin = Callback::new(move |()| self.send());
        let stage = self.stage;
        let is_sending = Signal::derive(move || stage.with(Stage::is_sending));
        match (self.wish.value.get(), self.wish.trouble.get()) {
            (Some(wish), _) => promise::promise(t, &wish, self.adult, self.no_interest, begin, is_sending),
            (None, Some(error)) if error.is_final() => show(outcome::refused(t, &error, self.id)),
            (None, Some(error)) => trouble(&error, self.load),
            (None, None) => show(skeleton::cards(3)),
        }
    }

    fn restart(self) -> Callback<()> {
        Callback::new(move |()| {
            self.stage.set(Stage::Looking);
            self.load.run(());
        })
    }

    /// Claims, with the key of this form, and shows what the server says.
    fn send(self) {
        let Self { session, id, stage, .. } = self;
        if stage.with_untracked(Stage::is_sending) {
            return;
        }
        stage.set(Stage::Sending);
        let key = key::of_wish(id);
        task(async move {
            let answer = api::claim(id, &ClaimWish { adult: true, no_interest: true }, &key).await;
            let is_final = answer.as_ref().err().is_none_or(api::ApiError::is_final);
            if let Ok(claim) = &answer {
                session.put(claim.clone());
            }
            let mut next = after_claim(answer);
            if let Stage::Elsewhere(_) | Stage::TooLate(_) = next {
                // Another tab may have been faster with the very same wish: then it is ours, and the person sees it.
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
}

/// Looks whether this person already has the wish, from this tab, another one, or before a reload.
fn look(session: Session, id: WishId, stage: RwSignal<Stage>) {
    task(async move {
        session.learn().await;
        let found = session.claim_on(id).map_or(Stage::Reading, |claim| stage_of(claim, false));
        stage.try_set(found);
    });
}

/// Where in the three steps one is.
fn progress(t: &Texts, stage: u8) -> Html {
    let Some(at) = flow::step_of(stage) else { return Html::default() };
    let steps = t.claim.steps.into_iter().enumerate().map(|(index, word)| match index.cmp(&at) {
        Ordering::Less => html!("<li data-state='done'>", word, "</li>"),
        Ordering::Equal => html!("<li data-state='now' aria-current='step'>", word, "</li>"),
        Ordering::Greater => html!("<li>", word, "</li>"),
    });
    html!("<ol class='progress'>", steps.collect::<Html>(), "</ol>")
}
