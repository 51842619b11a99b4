//! What stands where something is still on its way: it keeps the height, so that nothing jumps.

use crate::{
    i18n::use_ui,
    markup::{Html, html},
};

/// So many blocks of the height of a card.
#[must_use]
pub fn cards(n: usize) -> Html {
    let blocks: Html = (0..n).map(|_| html!("<div class='skeleton'></div>")).collect();
    html!(
        "<div class='coming' aria-busy='true'><p class='unseen' role='status'>",
        use_ui().loading,
        "</p>",
        blocks,
        "</div>"
    )
}
