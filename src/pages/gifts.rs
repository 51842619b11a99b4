//! The person's own donations: those given while signed in, and those of this browser.

use leptos::prelude::*;
use model::{
    DonationId,
    view::{DonationView, Donations},
};

use crate::{
    api,
    browser::clock,
    components::{
        books::fresh::{fresh, is_named},
        control::{Button, actions, link_button},
    },
    format, given,
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, live, show},
    pages::{gift::receipt_href, heading, sign_in::sign_in},
    reactive::{dynamic, effect, group},
    remote::Remote,
    routes::{Route, Tab},
    session::{Who, use_session},
};

/// 我的捐赠.
pub(crate) fn page() -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let session = use_session();
    session.refresh();
    let is_signed = Memo::new(move |_| session.who.with(Who::is_known));
    let signed = move || match is_signed.get() {
        Some(true) => mine(t, b),
        Some(false) => sign_in(Callback::new(|()| ())),
        None => ().into_any(),
    };
    let lead = html!(heading(t, b.gifts.own_title), "<p class='lead'>", b.gifts.own_lead, "</p>");
    let back = html!("<p class='onward'><a href='", Route::Me.href(), "'>", t.common.me, "</a></p>");
    group("page", vec![show(lead), here(t, b), dynamic(signed), show(back)])
}

/// What was given while signed in.
fn mine(t: &'static Texts, b: &'static Books) -> AnyView {
    let all = Remote::<Donations>::new();
    let load = Callback::new(move |()| all.load(api::gifts::own()));
    load.run(());
    let is_own = move |named: &str| {
        let has = |all: &Donations| all.items.iter().any(|gift| is_named(gift.project, named));
        all.value.with_untracked(|all| all.as_ref().is_some_and(has))
    };
    fresh(is_own, load);
    let list = all.show(2, load, move |all| {
        if all.items.is_empty() {
            return html!(
                "<p class='note'>",
                b.gifts.own_none,
                "</p><p class='actions'>",
                link_button(b.gifts.see_projects, &Route::Projects.href(), "main"),
                "</p>"
            );
        }
        let rows = all.items.iter().map(|gift| html!("<li class='card'>", item(t, b, gift), "</li>"));
        html!("<ul class='gifts'>", rows.collect::<Html>(), "</ul>")
    });
    group("", vec![show(html!("<h2>", b.gifts.own_signed, "</h2>")), list])
}

/// What was given in this browser without a sign-in.
fn here(t: &'static Texts, b: &'static Books) -> AnyView {
    let g = &b.gifts;
    let ids = RwSignal::new(given::own());
    let forget = Callback::new(move |()| {
        given::forget();
        ids.set(Vec::new());
    });
    dynamic(move || {
        let ids = ids.get();
        if ids.is_empty() {
            return show(html!("<p class='quiet'>", g.own_sign_in, "</p>"));
        }
        let mut parts = vec![show(html!("<h2>", g.own_here, "</h2>"))];
        parts.extend(ids.into_iter().map(|id| one(t, b, id)));
        parts.push(show(html!("<p class='quiet'>", g.own_forget_text, "</p>")));
        parts.push(actions(vec![Button::quiet(g.own_forget).press(forget)]));
        group("gifts", parts)
    })
}

fn one(t: &'static Texts, b: &'static Books, id: DonationId) -> AnyView {
    let gift = Remote::<DonationView>::new();
    effect(move || gift.load(api::gifts::gift(id)));
    let is_own = move |named: &str| {
        gift.value.with_untracked(|gift| gift.as_ref().is_some_and(|gift| is_named(gift.project, named)))
    };
    fresh(is_own, Callback::new(move |()| gift.load(api::gifts::gift(id))));
    let said = live(move || match (gift.value.get(), gift.trouble.with(Option::is_some)) {
        (Some(gift), _) => item(t, b, &gift),
        (None, true) => html!(
            "<h3><a href='",
            Route::Gift(id).href(),
            "'>",
            id.to_string(),
            "</a></h3><p class='quiet'>",
            b.gifts.own_gone,
            "</p>"
        ),
        (None, false) => html!("<p class='quiet'>", t.ui.loading, "</p>"),
    });
    group("card", vec![said])
}

/// One donation, and the ways to it.
fn item(t: &Texts, b: &Books, gift: &DonationView) -> Html {
    let g = &b.gifts;
    let receipt = receipt_href(gift).map(|href| link_button(g.see_receipt, &href, "quiet"));
    html!(
        "<h3><a href='",
        Route::Gift(gift.id).href(),
        "'>",
        format::money(t.ui, gift.amount),
        " · ",
        (g.state)(gift.state),
        "</a></h3><p><a href='",
        Route::Project(gift.project, Tab::Intro).href(),
        "'>",
        gift.title,
        "</a></p><p class='quiet'>",
        format::moment(t.ui, gift.made_at, clock::today()),
        " · ",
        gift.id.to_string(),
        "</p><p class='actions'>",
        receipt,
        "</p>"
    )
}
