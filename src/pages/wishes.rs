//! The list of wishes. Its address carries the filters; the way back leads to the very same place.

mod filters;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    browser::{live::use_live, storage},
    catalog::{self, Loaded, use_catalog},
    components::{
        skeleton,
        trouble::{Trouble, stale},
        wish_card::wish_card,
    },
    format,
    i18n::use_texts,
    pages::heading,
    remote::Remote,
    router::use_router,
    routes::{Route, WishQuery},
};
use filters::Filters;

/// Where the length of the list outlives a reload.
const KEPT: &str = "list";
/// How many changed cards are looked at anew at a time.
const AT_ONCE: usize = 6;

/// How many cards a list had before a reload, if it is the same list.
fn length_before(kept: Option<&str>, search: &str) -> usize {
    kept.and_then(|kept| kept.split_once(' ')).filter(|(_, of)| *of == search).and_then(|(n, _)| n.parse().ok()).unwrap_or(0)
}

/// Every wish that fits, need first.
#[component]
pub(crate) fn WishesPage(query: Signal<WishQuery>) -> impl IntoView {
    let t = use_texts();
    let (catalog, router, live) = (use_catalog(), use_router(), use_live());
    let list = Remote::<Loaded>::new();
    let growing = RwSignal::new(false);
    let load = move || {
        let query = query.get_untracked();
        let kept = storage::session_get(KEPT);
        list.load(catalog::load(query.clone(), length_before(kept.as_deref(), &query.search())));
    };
    Effect::new(move |_| {
        let query = query.get();
        // What was seen before is shown at once, and looked at anew behind it.
        let seen = catalog.0.get_untracked().filter(|seen| seen.query == query);
        list.value.set(seen);
        router.settled();
        load();
    });
    Effect::new(move |_| {
        if let Some(loaded) = list.value.get() {
            storage::session_set(KEPT, &format!("{} {}", loaded.items.len(), loaded.query.search()));
            catalog.0.set(Some(loaded));
        }
    });
    Effect::new(move |_| {
        for id in live.change().ids.into_iter().filter(|id| catalog.card(*id).is_some()).take(AT_ONCE) {
            spawn_local(async move {
                match api::wish(id).await {
                    Ok(wish) => catalog.put(id, Some(wish.card)),
                    Err(error) if error.is_final() => catalog.put(id, None),
                    Err(_) => return,
                }
                list.value.try_set(catalog.0.get_untracked());
            });
        }
    });
    let more = Callback::new(move |()| {
        if let Some(loaded) = list.value.get_untracked() {
            growing.set(true);
            list.load(async move {
                let grown = catalog::more(loaded).await;
                growing.try_set(false);
                grown
            });
        }
    });
    let retry = Callback::new(move |()| load());
    let content = move || match (list.value.get(), list.trouble.get()) {
        (Some(loaded), _) => found(&loaded, growing, more),
        (None, Some(error)) => view! { <Trouble error retry /> }.into_any(),
        (None, None) => skeleton::cards(6),
    };
    let total = move || list.value.with(|list| list.as_ref().map(|list| format::total(t, &list.total)));

    view! {
        <section class="page">
            {heading(t.wishes.list_title)}
            <Filters query />
            <p class="total" role="status">
                <b>{total}</b>
                <span class="quiet">{t.wishes.order_note}</span>
            </p>
            {move || list.value.with(Option::is_some).then(|| stale(list.trouble))}
            <div aria-busy=move || list.busy.get().to_string()>{content}</div>
        </section>
    }
    .into_any()
}

fn found(list: &Loaded, growing: RwSignal<bool>, more: Callback<()>) -> AnyView {
    let t = use_texts();
    if list.items.is_empty() && list.next.is_none() {
        return view! {
            <div class="empty">
                <p class="empty-title">{t.wishes.none_found}</p>
                <p>{t.wishes.none_found_text}</p>
                <p class="actions">
                    <a class="button" href=Route::Wishes(WishQuery::default()).href()>
                        {t.wishes.lift_all}
                    </a>
                </p>
            </div>
        }
        .into_any();
    }
    let end = if list.next.is_some() {
        view! {
            <button type="button" class="button" data-kind="quiet" aria-busy=move || growing.get().to_string() on:click=move |_| more.run(())>
                {move || if growing.get() { t.common.loading } else { t.wishes.more }}
            </button>
        }
        .into_any()
    } else {
        view! { <p class="quiet">{t.wishes.end}</p> }.into_any()
    };
    view! {
        <h2 class="unseen">{t.wishes.all}</h2>
        <ul class="wish-cards">{list.items.iter().map(wish_card).collect::<Vec<_>>()}</ul>
        <div class="end">{end}</div>
    }
    .into_any()
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
