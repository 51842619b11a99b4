//! What surrounds every page: name, navigation, ribbon of the demonstration, foot.

use leptos::prelude::*;

use crate::{
    browser::net,
    components::icon::{Icon, icon},
    format,
    i18n::{use_i18n, use_texts},
    router::use_router,
    routes::{Route, WishQuery},
    site::use_site,
};

/// The whole page around its content.
#[component]
pub(crate) fn Frame(children: Children) -> impl IntoView {
    let t = use_texts();
    let site = use_site();
    let offline = move || (!net::is_online()).then(|| view! { <p class="offline">{icon(Icon::Offline)} <span>{t.common.offline}</span></p> });

    view! {
        <a class="skip" href="#main">{t.common.skip}</a>
        {site.demo.then(|| view! { <p class="ribbon">{t.common.demo}</p> })}
        <header class="top">
            <a class="brand" href=Route::Home.href()>
                {icon(Icon::Lantern)}
                <span class="brand-name">{t.common.brand}</span>
                <span class="brand-line">{t.common.brand_line}</span>
            </a>
            <Navigation />
            <Language />
        </header>
        <div role="status">{offline}</div>
        <main id="main" tabindex="-1">{children()}</main>
        <Foot />
    }
    .into_any()
}

/// The four ways; at the foot of a phone, at the head of anything wider.
#[component]
fn Navigation() -> impl IntoView {
    let t = use_texts();
    let router = use_router();
    let ways = [
        (Route::Home, Icon::Home, t.common.home),
        (Route::Wishes(WishQuery::default()), Icon::Letter, t.common.wishes),
        (Route::Help, Icon::Help, t.common.help),
        (Route::Me, Icon::Me, t.common.me),
    ];
    let items = ways.into_iter().map(|(route, sign, word)| {
        let href = route.href();
        let current = move || (router.route().page() == route.page()).then_some("page");
        view! {
            <li>
                <a href=href aria-current=current>
                    {icon(sign)}
                    <span>{word}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="ways" aria-label=t.common.navigation>
            <ul>{items.collect::<Vec<_>>()}</ul>
        </nav>
    }
    .into_any()
}

/// Changes the language.
#[component]
fn Language() -> impl IntoView {
    let t = use_texts();
    let i18n = use_i18n();
    let other = t.locale.other();
    view! {
        <button type="button" class="language" lang=other.tag() on:click=move |_| i18n.speak(other)>
            {t.common.other_language}
        </button>
    }
    .into_any()
}

#[component]
fn Foot() -> impl IntoView {
    let t = use_texts();
    let site = use_site();
    let hotline = (!site.hotline.is_empty()).then(|| {
        view! {
            <p class="foot-hotline">
                {t.common.hotline} " " <a href=format::dial(&site.hotline)>{site.hotline.clone()}</a>
            </p>
        }
    });
    let operator = (!site.operator.is_empty()).then(|| view! { <p>{(t.common.operator)(&site.operator)}</p> });
    let links = [
        (Route::Stations, t.common.stations),
        (Route::Privacy, t.common.privacy),
        (Route::Report(None), t.common.report),
    ];
    let links = links.into_iter().map(|(route, word)| view! { <li><a href=route.href()>{word}</a></li> });
    view! {
        <footer class="foot">
            {hotline}
            <nav aria-label=t.common.footer_navigation>
                <ul>{links.collect::<Vec<_>>()}</ul>
            </nav>
            {operator}
            <p class="quiet">{t.common.filing}</p>
        </footer>
    }
    .into_any()
}
