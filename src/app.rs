//! Providers, the frame, and one page for each route.

use leptos::prelude::*;

use crate::{
    browser::{live::Live, net, page},
    catalog::Catalog,
    components::frame::frame,
    i18n,
    pages::{claim, help, home, lost, me, privacy, report, stations, wish, wishes},
    reactive::{dynamic, effect},
    router::Router,
    routes::{Route, WishQuery},
    session::Session,
    site,
};

/// The whole app, from the address line down.
#[expect(non_snake_case, reason = "a component without properties needs no more than a function")]
#[must_use]
pub fn App() -> AnyView {
    site::provide();
    net::provide();
    i18n::provide();
    let router = Router::provide();
    Session::provide();
    Catalog::provide();
    Live::provide();
    let shown = Memo::new(move |_| router.route().page());
    let query = Memo::new(move |_| match router.route() {
        Route::Wishes(query) => query,
        _ => WishQuery::default(),
    });
    let before = StoredValue::new(shown.get_untracked());
    effect(move || {
        let now = shown.get();
        // Whoever cannot see that the page has changed hears its heading.
        if before.get_value() != now {
            before.set_value(now);
            request_animation_frame(|| page::focus("main h1"));
        }
    });
    let content = move || page_of(&shown.get(), query.into());

    frame(dynamic(content))
}

fn page_of(route: &Route, query: Signal<WishQuery>) -> AnyView {
    match *route {
        Route::Home => home::page(),
        Route::Wishes(_) => wishes::page(query),
        Route::Wish(id) => wish::page(id),
        Route::Claim(id) => claim::page(id),
        Route::Me => me::page(),
        Route::Help => help::page(),
        Route::Stations => stations::page(),
        Route::Privacy => privacy::page(),
        Route::Report(wish) => report::page(wish),
        Route::Lost => lost::page(),
    }
}
