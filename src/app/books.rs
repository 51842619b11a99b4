//! The second room: projects, the ledger, the person's own, and what is read slowly.

use leptos::prelude::*;
use model::Room;

use super::begin;
use crate::{
    browser::live::Live,
    components::frame::frame,
    pages::{donate, entry, gift, gifts, ledger, lost, me, privacy, project, projects, receipt, report, stats, verify},
    reactive::dynamic,
    routes::{LedgerQuery, Route, Tab},
};

/// The books, from the address line down.
#[expect(non_snake_case, reason = "a component without properties needs no more than a function")]
#[must_use]
pub fn Books() -> AnyView {
    let (router, shown) = begin(Room::Books, Route::in_books);
    Live::provide();
    let tab = Memo::new(move |_| match router.route() {
        Route::Project(_, tab) => tab,
        _ => Tab::default(),
    });
    let query = Memo::new(move |_| match router.route() {
        Route::Ledger(query) => query,
        _ => LedgerQuery::default(),
    });
    let content = move || page_of(&shown.get(), tab.into(), query.into());

    frame(dynamic(content))
}

fn page_of(route: &Route, tab: Signal<Tab>, query: Signal<LedgerQuery>) -> AnyView {
    match *route {
        Route::Me => me::page(),
        Route::Gifts => gifts::page(),
        Route::Donate(id) => donate::page(id),
        Route::Gift(id) => gift::page(id),
        Route::Receipt(id) => receipt::page(id),
        Route::Privacy => privacy::page(),
        Route::Report(wish) => report::page(wish),
        Route::Projects => projects::page(),
        Route::Project(id, _) => project::page(id, tab),
        Route::Ledger(_) => ledger::page(query),
        Route::Entry(index) => entry::page(index),
        Route::Verify => verify::page(),
        Route::Stats(year) => stats::page(year),
        Route::Home
        | Route::Wishes(_)
        | Route::Wish(_)
        | Route::Claim(_)
        | Route::Help
        | Route::Stations
        | Route::Lost => lost::page(),
    }
}
