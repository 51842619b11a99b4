//! A small router: history, link clicks, scroll positions. The only user of `History`.
//!
//! It takes only addresses that this download has a page for; the other room, `/api` and
//! other sites are left to the browser.

mod scrolls;

use leptos::{ev, prelude::*};
use model::Room;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, ScrollRestoration};

use crate::{
    browser::{page, storage},
    reactive::listen,
    routes::{Route, WishQuery},
};
use scrolls::Scrolls;

/// Where the scroll positions outlive a reload.
const KEPT: &str = "scrolls";

/// How a room reads a path and its query; [`Route::in_wishes`] or [`Route::in_books`].
type Parse = fn(&str, &str) -> Route;

/// The address line, as the rest of the app sees it.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    /// Which pages are in this download.
    room: Room,
    /// Reads an address of this room.
    parse: Parse,
    /// The page that the address names.
    route: RwSignal<Route>,
    scrolls: StoredValue<Scrolls>,
    /// Where to scroll once the content is there.
    wanted: StoredValue<Option<i32>>,
    /// The list as it was last looked at, for ways back.
    list: RwSignal<Route>,
}

impl Router {
    /// Starts listening; once per app.
    pub(crate) fn provide(room: Room, parse: Parse) -> Self {
        let route = here(parse);
        let list = if matches!(route, Route::Wishes(_)) { route.clone() } else { Route::Wishes(WishQuery::default()) };
        let router = Self {
            room,
            parse,
            route: RwSignal::new(route),
            scrolls: StoredValue::new(Scrolls::read(&storage::session_get(KEPT).unwrap_or_default())),
            wanted: StoredValue::new(None),
            list: RwSignal::new(list),
        };
        provide_context(router);
        router.arrive_first();
        router.listen();
        router
    }

    /// The page that the address names; reading it tracks it.
    pub(crate) fn route(self) -> Route {
        self.route.get()
    }

    /// The list as it was last looked at.
    pub(crate) fn last_list(self) -> Route {
        self.list.get_untracked()
    }

    /// Goes to a page; a new entry of the history.
    pub(crate) fn go(self, to: &Route) {
        if to.room() == self.room {
            self.open(to, &to.href());
        } else {
            page::visit(&to.href());
        }
    }

    /// Whether the visitor has just come back to this page, and where they were is to be restored.
    pub(crate) fn is_return(self) -> bool {
        self.wanted.with_value(Option::is_some)
    }

    /// Says that content has come in: a scroll position that waits for it may be reached now.
    pub(crate) fn settled(self) {
        request_animation_frame(move || {
            let Some(y) = self.wanted.try_get_value().flatten() else { return };
            page::scroll_to(y);
            if (page::scroll_y() - y).abs() <= 2 {
                self.wanted.try_set_value(None);
            }
        });
    }

    fn open(self, to: &Route, href: &str) {
        let stays = self.route.with_untracked(|from| from.page() == to.page());
        let key = self.scrolls.try_update_value(|scrolls| scrolls.leave(page::scroll_y())).unwrap_or_default();
        if let Some(history) = page::history() {
            let _ = history.push_state_with_url(&JsValue::from_f64(key.into()), "", Some(href));
        }
        self.wanted.set_value(None);
        self.arrive(to.clone());
        if !stays {
            page::scroll_to(0);
        }
    }

    fn arrive(self, route: Route) {
        if matches!(route, Route::Wishes(_)) {
            self.list.set(route.clone());
        }
        if self.route.with_untracked(|from| *from != route) {
            self.route.set(route);
        }
    }

    /// A reload keeps its entry and its position; a first visit gets an entry.
    fn arrive_first(self) {
        let Some(history) = page::history() else { return };
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        let known = history.state().ok().and_then(|state| entry(&state));
        let key = known.unwrap_or_else(|| self.scrolls.try_update_value(Scrolls::begin).unwrap_or_default());
        let y = self.scrolls.try_update_value(|scrolls| scrolls.enter(key)).flatten();
        self.wanted.set_value(y);
        let _ = history.replace_state(&JsValue::from_f64(key.into()), "");
    }

    fn listen(self) {
        listen(ev::popstate, move |event| {
            let key = entry(&event.state());
            let y = self
                .scrolls
                .try_update_value(|scrolls| {
                    scrolls.leave_to(page::scroll_y());
                    let key = key.unwrap_or_else(|| scrolls.begin());
                    scrolls.enter(key)
                })
                .flatten();
            self.wanted.set_value(y.or(Some(0)));
            self.arrive(here(self.parse));
            self.settled();
        });
        listen(ev::click, move |event| {
            if let Some((route, href)) = followed(&event, self.room, self.parse) {
                event.prevent_default();
                self.open(&route, &href);
            }
        });
        // Back out of the other room, the browser may bring this page back as it was left; the other room has written since.
        listen(ev::pageshow, move |event| {
            if event.persisted() {
                self.scrolls.set_value(Scrolls::read(&storage::session_get(KEPT).unwrap_or_default()));
                self.arrive_first();
                self.settled();
            }
        });
        listen(ev::pagehide, move |_| {
            let text = self.scrolls.try_update_value(|scrolls| {
                scrolls.leave_to(page::scroll_y());
                scrolls.text()
            });
            storage::session_set(KEPT, &text.unwrap_or_default());
        });
        // Who scrolls by hand is not to be carried elsewhere afterwards.
        listen(ev::wheel, move |_| self.wanted.set_value(None));
        listen(ev::touchmove, move |_| self.wanted.set_value(None));
    }
}

/// The router of this app.
pub(crate) fn use_router() -> Router {
    expect_context()
}

/// The page that the address line names.
fn here(parse: Parse) -> Route {
    let location = page::location();
    parse(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

/// The key of an entry of the history.
fn entry(state: &JsValue) -> Option<u32> {
    let number = state.as_f64()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the line itself")]
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
}

/// The page that a click on a link asks for, if it is in this room and asked for in the plain way.
fn followed(event: &web_sys::MouseEvent, room: Room, parse: Parse) -> Option<(Route, String)> {
    if event.default_prevented() || event.button() != 0 {
        return None;
    }
    if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link: HtmlAnchorElement =
        event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[href]").ok()??.dyn_into().ok()?;
    let is_plain = link.target().is_empty() && !link.has_attribute("download") && link.hash().is_empty();
    let is_ours = page::location().origin().is_ok_and(|origin| origin == link.origin());
    let path = link.pathname();
    if !is_plain || !is_ours || Room::of(&path) != room {
        return None;
    }
    match parse(&path, &link.search()) {
        Route::Lost => None,
        route => Some((route, format!("{path}{}", link.search()))),
    }
}
