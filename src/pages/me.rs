//! The person's own claims, waiting places and account.

mod account;
mod action;
mod claim_item;
mod remind;

use leptos::prelude::*;
use model::{
    ClaimId,
    view::{ClaimView, Me},
};

use crate::{
    browser::{clock, live::use_live},
    components::{
        control::link_button,
        icon::{Icon, icon},
        skeleton,
        trouble::{stale, trouble},
    },
    i18n::{Texts, books::use_books, use_texts},
    markup::{Html, announce, html, live, show},
    pages::{heading, sign_in::sign_in},
    reactive::{dynamic, effect, group},
    routes::{Route, WishQuery},
    session::{Session, Who, use_session},
};
use remind::{Reminder, reminder};

/// How the page looks, apart from what it says.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Coming,
    Trouble,
    Nobody,
    Own,
}

/// 我的.
pub(crate) fn page() -> AnyView {
    let t = use_texts();
    let session = use_session();
    let stream = use_live();
    let erased = RwSignal::new(false);
    session.refresh();
    effect(move || {
        let changed = stream.change().ids;
        let concerns = move |me: &Me| {
            me.claims.iter().filter_map(|claim| claim.wish.as_ref()).any(|card| changed.contains(&card.id))
        };
        if session.who.with_untracked(|who| who.me().is_some_and(concerns)) {
            session.refresh();
        }
    });
    // Whether somebody is there decides which page it is; what they have changes inside it.
    let look = Memo::new(move |_| match (session.who.with(Who::is_known), session.trouble.with(Option::is_some)) {
        (Some(true), _) => Look::Own,
        (Some(false), _) => Look::Nobody,
        (None, false) => Look::Coming,
        (None, true) => Look::Trouble,
    });
    let content = move || match look.get() {
        Look::Own => own(session, erased),
        Look::Nobody => nobody(t, session, erased),
        Look::Coming => show(skeleton::cards(3)),
        Look::Trouble => {
            let retry = Callback::new(move |()| session.refresh());
            session.trouble.get_untracked().map_or_else(|| ().into_any(), |error| trouble(&error, retry))
        }
    };
    group("page", vec![show(heading(t, t.me.title)), show(gifts()), dynamic(content)])
}

/// The way to the own donations; nobody has to sign in to have some.
fn gifts() -> Html {
    html!("<p class='onward'><a href='", Route::Gifts.href(), "'>", use_books().gifts.own_title, "</a></p>")
}

fn nobody(t: &'static Texts, session: Session, erased: RwSignal<bool>) -> AnyView {
    let said = move || if erased.get() { html!("<p class='note'>", t.me.erased, "</p>") } else { Html::default() };
    group(
        "nobody",
        vec![
            announce("status", said),
            show(html!("<p class='lead'>", t.me.sign_in_text, "</p>")),
            sign_in(Callback::new(move |()| session.trouble.set(None))),
        ],
    )
}

/// Everything of a person who is signed in.
fn own(session: Session, erased: RwSignal<bool>) -> AnyView {
    let t = use_texts();
    let part = move |part: fn(&Texts, &Me) -> Html| {
        live(move || session.who.with(|who| who.me().map(|me| part(t, me)).unwrap_or_default()))
    };
    let claims = move |is_live: bool| {
        // The items are built anew only when one comes or goes; what each shows follows by itself.
        let ids = Memo::new(move |_| session.who.with(|who| who.me().map(|me| ids(me, is_live)).unwrap_or_default()));
        dynamic(move || {
            let items = ids.get().into_iter().map(|id| claim_item::claim_item(session, id));
            group("claims", items.collect())
        })
    };
    group(
        "own",
        vec![
            stale(move || session.trouble.with(Option::is_some)),
            part(reminders),
            part(claims_title),
            claims(true),
            part(past_title),
            claims(false),
            account::waiting(session),
            account::account(session, erased),
        ],
    )
}

fn ids(me: &Me, is_live: bool) -> Vec<ClaimId> {
    me.claims.iter().filter(|claim| claim.state.is_live() == is_live).map(|claim| claim.id).collect()
}

fn claims_title(t: &Texts, me: &Me) -> Html {
    let none = me.claims.is_empty().then(|| {
        html!(
            "<div class='empty'><p class='empty-title'>",
            t.me.no_claims,
            "</p><p>",
            t.me.no_claims_text,
            "</p><p class='actions'>",
            link_button(t.common.to_wishes, &Route::Wishes(WishQuery::default()).href(), "main"),
            "</p></div>"
        )
    });
    html!("<h2>", t.me.claims, "</h2>", none)
}

fn past_title(t: &Texts, me: &Me) -> Html {
    if ids(me, false).is_empty() { Html::default() } else { html!("<h2>", t.me.past, "</h2>") }
}

/// What is due soon or overdue.
fn reminders(t: &Texts, me: &Me) -> Html {
    let today = clock::today();
    let rows: Html =
        me.claims.iter().filter_map(|claim| Some(reminder_row(t, claim, reminder(claim, today)?))).collect();
    if rows.is_empty() {
        return rows;
    }
    html!("<section class='reminders'><h2>", icon(Icon::Bell), t.me.reminders, "</h2><ul>", rows, "</ul></section>")
}

fn reminder_row(t: &Texts, claim: &ClaimView, reminder: Reminder) -> Html {
    let title = claim.wish.as_ref().map(|card| card.title.as_str());
    let (when, text) = match reminder {
        Reminder::Soon(days) => ((t.me.due_soon)(days), None),
        Reminder::Overdue(days) => {
            ((t.me.overdue)(days), Some(html!("<span class='quiet'>", t.me.overdue_text, "</span>")))
        }
    };
    html!("<li><a href='#claim-", claim.id.to_string(), "'>", title, "</a> <b>", when, "</b>", text, "</li>")
}
