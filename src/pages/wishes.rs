//! The list of wishes. Its address carries the filters; the way back leads to the very same place.

mod filters;

use leptos::prelude::*;
use model::{WishId, view::Count};

use crate::{
    api,
    browser::{live::use_live, storage},
    catalog::{self, Catalog, Loaded, use_catalog},
    components::{
        control::{Button, link_button},
        wish_card::wish_cards,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, announce, html, show},
    pages::heading,
    reactive::{dynamic, effect, group, task},
    remote::Remote,
    router::use_router,
    routes::{Route, WishQuery},
};

/// Where the length of the list outlives a reload.
const KEPT: &str = "list";
/// How many changed cards are looked at anew at a time.
const AT_ONCE: usize = 6;

/// How many cards a list had before a reload, if it is the same list.
fn length_before(kept: Option<&str>, search: &str) -> usize {
    kept.and_then(|kept| kept.split_once(' '))
        .filter(|(_, of)| *of == search)
        .and_then(|(n, _)| n.parse().ok())
        .unwrap_or(0)
}

/// How many there are in a list.
fn total(t: &Texts, count: &Count) -> String {
    let n = format::number(count.n);
    if count.at_least { (t.wishes.total_at_least)(&n) } else { (t.wishes.total)(&n) }
}

/// Every wish that fits, need first.
pub(crate) fn page(query: Signal<WishQuery>) -> AnyView {
    let t = use_texts();
    let (catalog, router, live) = (use_catalog(), use_router(), use_live());
    let list = Remote::<Loaded>::new();
    let load = Callback::new(move |()| {
        let query = query.get_untracked();
        let kept = storage::session_get(KEPT);
        let wanted = length_before(kept.as_deref(), &query.search());
        list.load(catalog::load(query, wanted));
    });
    effect(move || {
        let query = query.get();
        // What was seen before is shown at once, and looked at anew behind it.
        let seen = catalog.0.get_untracked().filter(|seen| seen.query == query);
        list.trouble.set(None);
        list.value.set(seen);
        router.settled();
        load.run(());
    });
    effect(move || {
        if let Some(loaded) = list.value.get() {
            storage::session_set(KEPT, &format!("{} {}", loaded.items.len(), loaded.query.search()));
            catalog.0.set(Some(loaded));
        }
    });
    effect(move || {
        for id in live.change().ids.into_iter().filter(|id| catalog.card(*id).is_some()).take(AT_ONCE) {
            task(look_again(list, catalog, id));
        }
    });
    let total = move || {
        let total = list.value.with(|list| list.as_ref().map(|list| total(t, &list.total)));
        html!("<p class='total'><b>", total, "</b> <span class='quiet'>", t.wishes.order_note, "</span></p>")
    };

    group(
        "page",
        vec![
            show(heading(t, t.wishes.list_title)),
            filters::filters(query),
            announce("status", total),
            list.show(6, load, move |list| found(t, list)),
            more(list),
        ],
    )
}

/// A card as it is now; a wish that is gone leaves the list.
async fn look_again(list: Remote<Loaded>, catalog: Catalog, id: WishId) {
    match api::wish(id).await {
        Ok(wish) => catalog.put(id, Some(wish.card)),
        Err(error) if error.is_final() => catalog.put(id, None),
        Err(_) => return,
    }
    list.value.try_set(catalog.0.get_untracked());
}

fn found(t: &Texts, list: &Loaded) -> Html {
    if list.items.is_empty() && list.next.is_none() {
        let all = Route::Wishes(WishQuery::default()).href();
        return html!(
            "<div class='empty'><p class='empty-title'>",
            t.wishes.none_found,
            "</p><p>",
            t.wishes.none_found_text,
            "</p><p class='actions'>",
            link_button(t.wishes.lift_all, &all, "main"),
            "</p></div>"
        );
    }
    let end = list.next.is_none().then(|| html!("<p class='quiet end'>", t.wishes.end, "</p>"));
    html!("<h2 class='unseen'>", t.wishes.all, "</h2>", wish_cards(t, &list.items), end)
}

/// The way to the next page, while there is one.
fn more(list: Remote<Loaded>) -> AnyView {
    let t = use_texts();
    let growing = RwSignal::new(false);
    let grow = Callback::new(move |()| {
        if let Some(loaded) = list.value.get_untracked().filter(|_| !growing.get_untracked()) {
            growing.set(true);
            list.load(async move {
                let grown = catalog::more(loaded).await;
                growing.try_set(false);
                grown
            });
        }
    });
    let is_more = Memo::new(move |_| list.value.with(|list| list.as_ref().is_some_and(|list| list.next.is_some())));
    let word = Signal::derive(move || if growing.get() { t.ui.loading } else { t.wishes.more }.to_owned());
    dynamic(move || if is_more.get() { group("end", vec![Button::quiet(word).press(grow)]) } else { ().into_any() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_list_is_remembered_for_that_list_only() {
        for (kept, search, want) in [
            (Some("60 ?shan=shanju"), "?shan=shanju", 60),
            (Some("60 ?shan=shanju"), "", 0),
            (Some("40 "), "", 40),
            (Some("x "), "", 0),
            (None, "", 0),
        ] {
            assert_eq!(length_before(kept, search), want, "{kept:?} {search}");
        }
    }
}
