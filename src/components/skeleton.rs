//! What stands where something is still on its way: it keeps the height, so that nothing jumps.

use leptos::prelude::*;

use crate::i18n::use_texts;

/// So many blocks of the height of a card.
pub(crate) fn cards(n: usize) -> AnyView {
    let t = use_texts();
    let blocks: Vec<_> = (0..n).map(|_| view! { <div class="skeleton"></div> }).collect();
    view! {
        <div aria-busy="true">
            <p class="unseen" role="status">{t.common.loading}</p>
            {blocks}
        </div>
    }
    .into_any()
}
