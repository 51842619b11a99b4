//! A room that is never shipped: the design system on one page.

use leptos::prelude::*;
use model::Room;

use super::begin;
use crate::{components::frame::frame, pages::design, routes::Route};

/// The page `/design` within the frame of every page.
#[expect(non_snake_case, reason = "a component without properties needs no more than a function")]
#[must_use]
pub fn Design() -> AnyView {
    begin(Room::Wishes, Route::in_wishes);
    frame(design::page())
}
