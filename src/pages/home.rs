//! The first page: eight ways in, what is most needed, and whom to call.

use leptos::prelude::*;
use model::view::Home;

use crate::{
    api,
    browser::live::use_live,
    components::{
        control::link_button,
        icon::{Icon, icon},
        station::call,
        wish_card::wish_cards,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, html, show},
    pages::heading,
    reactive::{effect, group},
    remote::Remote,
    routes::{Route, WishQuery},
    site::use_site,
};

/// What anybody sees first.
pub(crate) fn page() -> AnyView {
    let t = use_texts();
    let live = use_live();
    let home = Remote::new();
    let load = Callback::new(move |()| home.load(api::home()));
    load.run(());
    effect(move || {
        // The stream only says that something changed; what it is, the server says, from its cache.
        if live.change().open.is_some() {
            load.run(());
        }
    });

    group(
        "page",
        vec![
            show(hero(t)),
            home.show(4, load, move |home| html!(numbers(t, home), eight(t, home), needed(t, home))),
            show(html!(how(t), by_phone(t))),
        ],
    )
}

fn hero(t: &Texts) -> Html {
    html!(
        "<div class='hero'>",
        lantern(),
        heading(t, t.wishes.hero),
        "<p class='hero-text'>",
        t.wishes.hero_text,
        "</p><p class='actions'>",
        link_button(t.wishes.hero_go, &Route::Wishes(WishQuery::default()).href(), "main"),
        link_button(t.common.to_help, &Route::Help.href(), "quiet"),
        "</p></div>"
    )
}

fn numbers(t: &Texts, home: &Home) -> Html {
    let numbers = [
        (home.open, t.wishes.waiting_now),
        (home.fulfilled, t.wishes.come_true),
        (home.stations, t.wishes.at_stations),
    ];
    let numbers = numbers.map(|(n, word)| html!("<li><b>", format::number(n), "</b> <span>", word, "</span></li>"));
    html!("<ul class='numbers'>", numbers.into_iter().collect::<Html>(), "</ul>")
}

/// The eight 善 projects.
fn eight(t: &Texts, home: &Home) -> Html {
    let entries = home.shan.iter().map(|count| {
        let query = WishQuery { shan: Some(count.shan), ..WishQuery::default() };
        let n = (t.wishes.eight_count)(&format::number(count.n));
        html!(
            "<li><a href='",
            Route::Wishes(query).href(),
            "'>",
            icon(Icon::of_shan(count.shan)),
            "<span class='eight-name'>",
            (t.words.shan)(count.shan),
            "</span><span class='eight-field'>",
            (t.words.shan_field)(count.shan),
            "</span><span class='eight-count'>",
            n,
            "</span></a></li>"
        )
    });
    html!("<h2>", t.wishes.eight, "</h2><ul class='eight'>", entries.collect::<Html>(), "</ul>")
}

fn needed(t: &Texts, home: &Home) -> Html {
    let cards = if home.needed.is_empty() {
        html!("<p class='note'>", t.wishes.none_needed, "</p>")
    } else {
        wish_cards(t, &home.needed)
    };
    html!(
        "<h2>",
        t.wishes.needed,
        "</h2><p class='quiet'>",
        t.wishes.needed_note,
        "</p>",
        cards,
        "<p class='onward'><a href='",
        Route::Wishes(WishQuery::default()).href(),
        "'>",
        t.wishes.all,
        icon(Icon::Forward),
        "</a></p>"
    )
}

fn how(t: &Texts) -> Html {
    let steps = t.wishes.how_steps.map(|(title, text)| html!("<li><b>", title, "</b><span>", text, "</span></li>"));
    html!("<h2>", t.wishes.how, "</h2><ol class='steps'>", steps.into_iter().collect::<Html>(), "</ol>")
}

/// The hotline, or the stations where there is none.
fn by_phone(t: &Texts) -> Html {
    let hotline = use_site().hotline;
    let way = if hotline.is_empty() {
        let href = Route::Stations.href();
        html!("<a class='call' href='", href, "'>", icon(Icon::Phone), "<span>", t.guide.help_nearest, "</span></a>")
    } else {
        call(t.ui, &hotline)
    };
    html!(
        "<section class='card by-phone'><h2>",
        t.wishes.by_phone,
        "</h2><p>",
        t.wishes.by_phone_text,
        "</p>",
        way,
        "</section>"
    )
}

/// A lantern with a folded letter: our only picture.
fn lantern() -> Html {
    html!(
        "<svg class='lantern' viewBox='0 0 120 150' aria-hidden='true'>\
         <circle class='lantern-glow' cx='60' cy='72' r='56'/>\
         <path class='lantern-line' d='M60 4v18M44 22h32'/>\
         <path class='lantern-paper' d='M38 28h44c22 24 22 60 0 84H38c-22-24-22-60 0-84z'/>\
         <path class='lantern-rib' d='M50 28c-9 26-9 58 0 84M70 28c9 26 9 58 0 84'/>\
         <path class='lantern-letter' d='M38 56h44v30H38z'/>\
         <path class='lantern-fold' d='M38 57l22 16 22-16'/>\
         <path class='lantern-line' d='M44 118h32M60 118v10M52 128v14M60 128v18M68 128v14'/></svg>"
    )
}
