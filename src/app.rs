//! The app's two rooms: providers, the frame, and one page for each route.
//!
//! Each room is a program of its own, so that whoever comes for a wish downloads no accounts. They share everything
//! below the pages; the browser carries people from one to the other.

mod books;
#[cfg(feature = "design")]
mod design;
mod wishes;

use leptos::prelude::*;
use model::Room;

pub use books::Books;
#[cfg(feature = "design")]
pub use design::Design;
pub use wishes::App;

use crate::{
    browser::{net, page},
    i18n,
    reactive::effect,
    router::Router,
    routes::Route,
    session::Session,
    site,
};

/// What every room begins with. Yields the router and the page that is shown.
fn begin(room: Room, parse: fn(&str, &str) -> Route) -> (Router, Memo<Route>) {
    site::provide();
    net::provide();
    i18n::provide();
    let router = Router::provide(room, parse);
    Session::provide();
    let shown = Memo::new(move |_| router.route().page());
    let before = StoredValue::new(shown.get_untracked());
    effect(move || {
        let now = shown.get();
        // Whoever cannot see that the page has changed hears its heading.
        if before.get_value() != now {
            before.set_value(now);
            request_animation_frame(|| page::focus("main h1"));
        }
    });
    (router, shown)
}
