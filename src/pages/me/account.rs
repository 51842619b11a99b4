//! Waiting places, signing out, and being deleted.

use leptos::prelude::*;
use model::view::WaitingView;

use crate::{
    api,
    browser::clock,
    components::{
        control::{Button, actions, form, link_button, tick},
        trouble::{complain, complaint},
    },
    format,
    i18n::{Texts, use_texts},
    markup::{html, live, show},
    reactive::{dynamic, group},
    routes::Route,
    sending::Sending,
    session::Session,
};

/// The places in waiting lists.
pub(super) fn waiting(session: Session) -> AnyView {
    let t = use_texts();
    let places = Memo::new(move |_| session.who.with(|who| who.me().map(|me| me.waiting.clone())).unwrap_or_default());
    dynamic(move || {
        let places = places.get();
        if places.is_empty() {
            return ().into_any();
        }
        let mut parts = vec![show(html!("<h2>", t.me.waiting, "</h2>"))];
        parts.extend(places.iter().map(|waiting| place(t, session, waiting)));
        group("claims", parts)
    })
}

/// A place in a waiting list.
fn place(t: &'static Texts, session: Session, place: &WaitingView) -> AnyView {
    let id = place.wish.id;
    let text = match place.offer_until {
        Some(until) => (t.me.offered)(&format::moment(t.ui, until, clock::today())),
        None => (t.me.ahead)(place.ahead),
    };
    let take = place
        .offer_until
        .map(|_| html!("<p class='actions'>", link_button(t.me.offer_take, &Route::Claim(id).href(), "main"), "</p>"));
    let said =
        html!("<h3><a href='", Route::Wish(id).href(), "'>", place.wish.title, "</a></h3><p>", text, "</p>", take);
    let sending = Sending::new();
    let leave = Callback::new(move |()| sending.send(api::stop_waiting(id), move |()| session.refresh()));
    let leave = Button::quiet(t.me.stop_waiting).busy(sending.busy).online().press(leave);
    group("claim-item card", vec![show(said), complaint(sending.error), actions(vec![leave])])
}

/// Who is signed in, and the ways out.
pub(super) fn account(session: Session, erased: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let sending = Sending::new();
    let (is_open, is_sure, missing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let run = Callback::new(move |erase: bool| {
        let answer = if erase { api::delete_me() } else { api::sign_out() };
        sending.send(answer, move |()| {
            erased.try_set(erase);
            session.leave();
        });
    });
    let erase = Callback::new(move |()| {
        missing.set(!is_sure.get_untracked());
        if is_sure.get_untracked() {
            run.run(true);
        }
    });
    let close = Callback::new(move |()| is_open.set(false));
    let form = move || {
        if !is_open.get() {
            return ().into_any();
        }
        let parts = vec![
            show(html!("<p>", t.me.erase_text, "</p>")),
            tick("sure", t.me.erase_tick, None, is_sure),
            complain(move || missing.get().then(|| t.common.please_choose.to_owned())),
            actions(vec![
                Button::main(t.me.erase_yes).busy(sending.busy).online().submit(),
                Button::quiet(t.me.never_mind).press(close),
            ]),
        ];
        form("action", parts, erase)
    };
    let text = move || {
        session.who.with(|who| {
            let me = who.me()?;
            let limit = (t.me.limit)(me.live_limit);
            Some(html!(
                "<h2>",
                t.me.account,
                "</h2><p>",
                (t.me.signed_in)(&me.phone),
                "</p><p class='quiet'>",
                limit,
                "</p>"
            ))
        })
    };
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let buttons = vec![
        Button::quiet(t.me.sign_out).online().press(Callback::new(move |()| run.run(false))),
        Button::quiet(t.me.erase).opens(is_open.into()).press(toggle),
    ];
    group(
        "account",
        vec![live(move || text().unwrap_or_default()), complaint(sending.error), actions(buttons), dynamic(form)],
    )
}
