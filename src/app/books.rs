//! The second room: projects, the ledger, and what is read slowly.

use leptos::prelude::*;
use model::Room;

use super::begin;
use crate::{
    components::frame::frame,
    pages::{lost, privacy, report, verify},
    reactive::dynamic,
    routes::Route,
};

/// The books, from the address line down.
#[expect(non_snake_case, reason = "a component without properties needs no more than a function")]
#[must_use]
pub fn Books() -> AnyView {
    let (_, shown) = begin(Room::Books);
    let content = move || page_of(&shown.get());

    frame(dynamic(content))
}

fn page_of(route: &Route) -> AnyView {
    match *route {
        Route::Privacy => privacy::page(),
        Route::Report(wish) => report::page(wish),
        Route::Verify => verify::page(),
        Route::Home
        | Route::Wishes(_)
        | Route::Wish(_)
        | Route::Claim(_)
        | Route::Me
        | Route::Help
        | Route::Stations
        | Route::Lost => lost::page(),
    }
}
