//! What surrounds every page: name, navigation, ribbon of the demonstration, foot.

use leptos::prelude::*;

use crate::{
    browser::net,
    components::icon::{Icon, icon},
    format,
    i18n::{self, Texts, use_texts},
    markup::{Html, announce, html, live, show},
    router::use_router,
    routes::{LedgerQuery, Route, World},
    site::use_site,
};

/// The whole page around its content.
pub(crate) fn frame(content: AnyView) -> AnyView {
    let t = use_texts();
    let demo = use_site().demo;
    let ribbon = if demo { html!("<p class='ribbon'>", t.common.demo, "</p>") } else { Html::default() };
    let offline = move || {
        let said = || html!("<p class='offline'>", icon(Icon::Offline), "<span>", t.common.offline, "</span></p>");
        if net::is_online() { Html::default() } else { said() }
    };
    // Within the header: elder.js puts a bar of its own before everything that is drawn here.
    let skip = html!("<a class='skip' href='#main'>", t.common.skip, "</a>");

    view! {
        <header>{show(skip)} {show(ribbon)} <div class="top">{show(brand(t))} {navigation()} {show(elder(t))} {language()}</div></header>
        {announce("status", offline)}
        <main id="main" tabindex="-1">{content}</main>
        {show(foot(t))}
    }
    .into_any()
}

fn brand(t: &Texts) -> Html {
    html!(
        "<a class='brand' href='/'>",
        icon(Icon::Lantern),
        "<span class='brand-name'>",
        t.common.brand,
        "</span><span class='brand-line'>",
        t.common.brand_line,
        "</span></a>"
    )
}

/// The ways; at the foot of a phone, at the head of anything wider.
fn navigation() -> AnyView {
    let t = use_texts();
    let router = use_router();
    live(move || {
        let here = router.route().world();
        let ways = [
            (World::Wishes, Icon::Letter, t.common.wishes),
            (World::Projects, Icon::Books, t.common.projects),
            (World::Resources, Icon::Pin, t.common.resources),
            (World::Help, Icon::Help, t.common.help),
            (World::Me, Icon::Me, t.common.me),
        ];
        let ways = ways.into_iter().map(|(world, sign, word)| {
            let current = if Some(world) == here { html!(" aria-current='true'") } else { Html::default() };
            html!(
                "<li><a href='",
                world.entrance().href(),
                "' data-world='",
                world.code(),
                "'",
                current,
                ">",
                icon(sign),
                "<span>",
                word,
                "</span></a></li>"
            )
        });
        html!("<nav class='ways' aria-label='", t.common.navigation, "'><ul>", ways.collect::<Html>(), "</ul></nav>")
    })
}

/// Changes to the version for the elderly and back. boot.js does it, so that it also works while the app cannot.
fn elder(t: &Texts) -> Html {
    html!(
        "<button type='button' class='language elder-switch'><span class='elder-on'>",
        t.common.elder,
        "</span><span class='elder-off'>",
        t.common.not_elder,
        "</span></button>"
    )
}

/// Changes the language.
fn language() -> AnyView {
    let t = use_texts();
    let other = t.locale.other();
    view! {
        <button type="button" class="language" lang=other.tag() on:click=move |_| i18n::speak(other)>
            {t.common.other_language}
        </button>
    }
    .into_any()
}

fn foot(t: &Texts) -> Html {
    let site = use_site();
    let hotline = (!site.hotline.is_empty()).then(|| {
        let dial = format::dial(&site.hotline);
        html!("<p class='foot-hotline'>", t.common.hotline, " <a href='", dial, "'>", site.hotline, "</a></p>")
    });
    let operator = (!site.operator.is_empty()).then(|| html!("<p>", (t.common.operator)(&site.operator), "</p>"));
    let links = [
        (Route::Stations, t.common.stations),
        (Route::Ledger(LedgerQuery::default()), t.common.ledger),
        (Route::Privacy, t.common.privacy),
        (Route::Report(None), t.common.report),
    ];
    let links = links.into_iter().map(|(route, word)| html!("<li><a href='", route.href(), "'>", word, "</a></li>"));
    html!(
        "<footer class='foot'>",
        hotline,
        "<nav aria-label='",
        t.common.footer_navigation,
        "'><ul>",
        links.collect::<Html>(),
        "</ul></nav>",
        operator,
        "<p class='quiet'>",
        t.common.filing,
        "</p></footer>"
    )
}
