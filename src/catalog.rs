//! The list of wishes as it was last seen, kept while the tab lives so that the way back leads to the very same place.

use leptos::prelude::*;
use model::{
    WishId,
    view::{Count, WishCard},
};

use crate::{
    api::{self, ApiResult},
    routes::WishQuery,
};

/// A list fills up to this many new cards before it waits for the person.
const ENOUGH: usize = 10;
/// How many pages are fetched at the most to fill up.
const PATIENCE: usize = 6;

/// What of a list has been loaded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Loaded {
    /// The filters.
    pub(crate) query: WishQuery,
    /// The cards, need first.
    pub(crate) items: Vec<WishCard>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
    /// How many there are.
    pub(crate) total: Count,
}

/// The list as it was last seen.
#[derive(Clone, Copy)]
pub(crate) struct Catalog(pub(crate) RwSignal<Option<Loaded>>);

impl Catalog {
    /// Empty; once per app.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// What the list knew of a wish.
    pub(crate) fn card(self, id: WishId) -> Option<WishCard> {
        self.0.with_untracked(|list| list.as_ref()?.items.iter().find(|card| card.id == id).cloned())
    }

    /// A wish as it is now; a wish that is gone leaves the list.
    pub(crate) fn put(self, id: WishId, card: Option<WishCard>) {
        self.0.update(|list| {
            let Some(list) = list else { return };
            match card {
                Some(card) => {
                    list.items.iter_mut().filter(|known| known.id == id).for_each(|known| *known = card.clone());
                }
                None => list.items.retain(|known| known.id != id),
            }
        });
    }
}

/// The list as it was last seen.
pub(crate) fn use_catalog() -> Catalog {
    expect_context()
}

/// Loads a list from its beginning until it holds at least `wanted` cards, or there are no more.
pub(crate) async fn load(query: WishQuery, wanted: usize) -> ApiResult<Loaded> {
    let page = api::wishes(&query, None).await?;
    let list = Loaded { query, items: page.items, next: page.next, total: page.total };
    fill(list, wanted.max(1)).await
}

/// Loads on: at least a screenful, however short the server's pages are.
pub(crate) async fn more(list: Loaded) -> ApiResult<Loaded> {
    let wanted = list.items.len() + ENOUGH;
    fill(list, wanted).await
}

async fn fill(mut list: Loaded, wanted: usize) -> ApiResult<Loaded> {
    let mut asked = 0;
    while let Some(after) =
        list.next.clone().filter(|_| list.items.len() < wanted && asked < PATIENCE.max(wanted / ENOUGH))
    {
        let page = api::wishes(&list.query, Some(&after)).await?;
        join(&mut list, page.items);
        list.next = page.next;
        list.total = page.total;
        asked += 1;
    }
    Ok(list)
}

/// Appends cards; one that moved down meanwhile and comes twice is shown once, where it is now.
fn join(list: &mut Loaded, cards: Vec<WishCard>) {
    list.items.retain(|known| cards.iter().all(|card| card.id != known.id));
    list.items.extend(cards);
}
