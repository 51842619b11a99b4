//! The first page: eight ways in, what is most needed, and whom to call.

use leptos::prelude::*;
use model::view::Home;

use crate::{
    api,
    browser::live::use_live,
    components::{
        icon::{Icon, icon},
        skeleton,
        station::call,
        trouble::{Trouble, stale},
        wish_card::wish_cards,
    },
    format,
    i18n::use_texts,
    pages::heading,
    remote::Remote,
    routes::{Route, WishQuery},
    site::use_site,
};

/// What anybody sees first.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let t = use_texts();
    let home = Remote::new();
    let live = use_live();
    let load = move || home.load(api::home());
    load();
    Effect::new(move |_| {
        // What the stream says is why, not what: the answer itself comes from the server, and is cached there.
        if live.change().open.is_some() {
            load();
        }
    });
    let content = move || match (home.value.get(), home.trouble.get()) {
        (Some(found), _) => counts_and_needs(&found),
        (None, Some(error)) => view! { <Trouble error retry=Callback::new(move |()| load()) /> }.into_any(),
        (None, None) => skeleton::cards(4),
    };

    view! {
        <section class="page">
            <div class="hero">
                {lantern()} {heading(t.wishes.hero)} <p class="hero-text">{t.wishes.hero_text}</p> <p class="actions">
                    <a class="button" href=Route::Wishes(WishQuery::default()).href()>
                        {t.wishes.hero_go}
                    </a>
                    <a class="button" data-kind="quiet" href=Route::Help.href()>
                        {t.common.to_help}
                    </a>
                </p>
            </div>
            {move || home.value.with(Option::is_some).then(|| stale(home.trouble))}
            {content}
            {how()}
            {by_phone()}
        </section>
    }
    .into_any()
}

fn counts_and_needs(home: &Home) -> AnyView {
    let t = use_texts();
    let numbers = [
        (home.open, t.wishes.waiting_now),
        (home.fulfilled, t.wishes.come_true),
        (home.stations, t.wishes.at_stations),
    ];
    let numbers = numbers.into_iter().map(|(n, word)| view! { <li><b>{format::number(n)}</b> <span>{word}</span></li> });
    let entries = home.shan.iter().map(|count| {
        let query = WishQuery { shan: Some(count.shan), ..WishQuery::default() };
        let n = (t.wishes.eight_count)(&format::number(count.n));
        view! {
            <li>
                <a href=Route::Wishes(query).href() data-shan=count.shan.code()>
                    {icon(Icon::of_shan(count.shan))}
                    <span class="eight-name">{(t.words.shan)(count.shan)}</span>
                    <span class="eight-count">{n}</span>
                </a>
            </li>
        }
    });
    let needed = if home.needed.is_empty() {
        view! { <p class="note">{t.wishes.none_needed}</p> }.into_any()
    } else {
        wish_cards(&home.needed)
    };

    view! {
        <ul class="numbers">{numbers.collect::<Vec<_>>()}</ul>
        <h2>{t.wishes.eight}</h2>
        <ul class="eight">{entries.collect::<Vec<_>>()}</ul>
        <h2>{t.wishes.needed}</h2>
        <p class="quiet">{t.wishes.needed_note}</p>
        {needed}
        <p class="onward">
            <a href=Route::Wishes(WishQuery::default()).href()>{t.wishes.all} {icon(Icon::Forward)}</a>
        </p>
    }
    .into_any()
}

fn how() -> AnyView {
    let t = use_texts();
    let steps = t.wishes.how_steps.into_iter().map(|(title, text)| {
        view! {
            <li>
                <b>{title}</b>
                <span>{text}</span>
            </li>
        }
    });
    view! {
        <h2>{t.wishes.how}</h2>
        <ol class="steps">{steps.collect::<Vec<_>>()}</ol>
    }
    .into_any()
}

/// The hotline, or the stations where there is none.
fn by_phone() -> AnyView {
    let t = use_texts();
    let hotline = use_site().hotline;
    let way = if hotline.is_empty() {
        view! {
            <a class="call" href=Route::Stations.href()>
                {icon(Icon::Phone)}
                <span>{t.guide.help_nearest}</span>
            </a>
        }
        .into_any()
    } else {
        call(&hotline)
    };
    view! {
        <aside class="card by-phone">
            <h2>{t.wishes.by_phone}</h2>
            <p>{t.wishes.by_phone_text}</p>
            {way}
        </aside>
    }
    .into_any()
}

/// A lantern with a folded letter: our only picture.
fn lantern() -> AnyView {
    view! {
        <svg class="lantern" viewBox="0 0 120 150" aria-hidden="true">
            <circle class="lantern-glow" cx="60" cy="72" r="56"></circle>
            <path class="lantern-line" d="M60 4v18M44 22h32"></path>
            <path class="lantern-paper" d="M38 28h44c22 24 22 60 0 84H38c-22-24-22-60 0-84z"></path>
            <path class="lantern-rib" d="M50 28c-9 26-9 58 0 84M70 28c9 26 9 58 0 84"></path>
            <path class="lantern-letter" d="M38 56h44v30H38z"></path>
            <path class="lantern-fold" d="M38 57l22 16 22-16"></path>
            <path class="lantern-line" d="M44 118h32M60 118v10M52 128v14M60 128v18M68 128v14"></path>
        </svg>
    }
    .into_any()
}
