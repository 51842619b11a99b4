//! The first room: wishes, and what became of a claim.

use leptos::prelude::*;
use model::Room;

use super::begin;
use crate::{
    browser::live::Live,
    catalog::Catalog,
    components::frame::frame,
    pages::{claim, help, home, lost, stations, wish, wishes},
    reactive::dynamic,
    routes::{Route, WishQuery},
};

/// The wishes, from the address line down.
#[expect(non_snake_case, reason = "a component without properties needs no more than a function")]
#[must_use]
pub fn App() -> AnyView {
    let (router, shown) = begin(Room::Wishes, Route::in_wishes);
    Catalog::provide();
    Live::provide();
    let query = Memo::new(move |_| match router.route() {
        Route::Wishes(query) => query,
        _ => WishQuery::default(),
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
        Route::Help => help::page(),
        Route::Stations => stations::page(),
        Route::Me
        | Route::Privacy
        | Route::Report(_)
        | Route::Projects
        | Route::Project(..)
        | Route::Donate(_)
        | Route::Gift(_)
        | Route::Receipt(_)
        | Route::Gifts
        | Route::Ledger(_)
        | Route::Entry(_)
        | Route::Verify
        | Route::Stats(_)
        | Route::Lost => lost::page(),
    }
}
