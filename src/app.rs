//! Providers, the frame, and one page for each route.

use leptos::prelude::*;

use crate::{
    browser::{live::Live, net, page},
    catalog::Catalog,
    components::frame::Frame,
    i18n::I18n,
    pages::{
        claim::ClaimPage, help::HelpPage, home::HomePage, lost::LostPage, me::MePage, privacy::PrivacyPage,
        report::ReportPage, stations::StationsPage, wish::WishPage, wishes::WishesPage,
    },
    router::Router,
    routes::{Route, WishQuery},
    session::Session,
    site,
};

/// The whole app, from the address line down.
#[component]
pub fn App() -> impl IntoView {
    site::provide();
    net::provide();
    let i18n = I18n::provide();
    let router = Router::provide();
    Session::provide();
    Catalog::provide();
    Live::provide();
    let shown = Memo::new(move |_| router.route().page());
    let query = Memo::new(move |_| match router.route() {
        Route::Wishes(query) => query,
        _ => WishQuery::default(),
    });
    // Whoever cannot see that the page has changed hears its heading.
    Effect::new(move |before: Option<Route>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| page::focus("main h1"));
        }
        now
    });

    // Texts are no signals: another language is another page.
    move || {
        let _ = i18n.locale();
        view! { <Frame>{move || page_of(&shown.get(), query.into())}</Frame> }.into_any()
    }
}

fn page_of(route: &Route, query: Signal<WishQuery>) -> AnyView {
    match *route {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::Wishes(_) => view! { <WishesPage query /> }.into_any(),
        Route::Wish(id) => view! { <WishPage id /> }.into_any(),
        Route::Claim(id) => view! { <ClaimPage id /> }.into_any(),
        Route::Me => view! { <MePage /> }.into_any(),
        Route::Help => view! { <HelpPage /> }.into_any(),
        Route::Stations => view! { <StationsPage /> }.into_any(),
        Route::Privacy => view! { <PrivacyPage /> }.into_any(),
        Route::Report(wish) => view! { <ReportPage wish /> }.into_any(),
        Route::Lost => view! { <LostPage /> }.into_any(),
    }
}
