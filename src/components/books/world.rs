//! The sign over a page: which world it belongs to, by word, picture and colour.

use crate::{
    components::icon::{Icon, icon},
    i18n::books::use_books,
    markup::{Html, html},
    routes::{Route, World},
};

/// The sign of the projects, and the way back to all of them.
pub(crate) fn world() -> Html {
    html!(
        "<p class='world' data-world='",
        World::Projects.code(),
        "'><a href='",
        Route::Projects.href(),
        "'>",
        icon(Icon::Books),
        "<span>",
        use_books().projects.world,
        "</span></a></p>"
    )
}

/// A word in a frame.
pub(crate) fn badge(kind: &'static str, sign: Option<Icon>, word: &str) -> Html {
    html!("<span class='badge' data-kind='", kind, "'>", sign.map(icon), word, "</span>")
}

/// Something that must be seen before everything else.
pub(crate) fn banner(kind: &'static str, sign: Icon, title: &str, text: &Html) -> Html {
    html!(
        "<section class='banner' data-kind='",
        kind,
        "'>",
        icon(sign),
        "<div><p class='banner-title'>",
        title,
        "</p>",
        text,
        "</div></section>"
    )
}
