//! A telephone number that is one touch away.

use crate::{
    format,
    i18n::UiTexts,
    icon::{Icon, icon},
    markup::{Html, html},
};

/// A number that the phone dials when it is touched.
#[must_use]
pub fn call(t: &UiTexts, phone: &str) -> Html {
    let word = (t.call)(phone);
    html!("<a class='call' href='", format::dial(phone), "'>", icon(Icon::Phone), "<span>", word, "</span></a>")
}
