//! Names and what they are, and lines with a mark.

use crate::{
    icon::{Icon, icon},
    markup::{Html, html},
};

/// A name and what it is, for `<dl class="facts">`.
#[must_use]
pub fn fact(name: &str, value: impl AsRef<str>) -> Html {
    html!("<div class='fact'><dt>", name, "</dt><dd>", value.as_ref(), "</dd></div>")
}

/// The same with a second, quieter part.
#[must_use]
pub fn fact_with_note(name: &str, value: &str, note: &str) -> Html {
    html!("<div class='fact'><dt>", name, "</dt><dd>", value, " <span class='quiet'>", note, "</span></dd></div>")
}

/// A line with an icon before it.
#[must_use]
pub fn mark(sign: Icon, text: &str) -> Html {
    html!("<li class='mark'>", icon(sign), " <span>", text, "</span></li>")
}
