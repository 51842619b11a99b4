//! A station: where it is, when it is open, and its number to call.

use model::view::StationView;

use crate::{
    components::icon::{Icon, icon},
    format,
    i18n::Texts,
    markup::{Html, html},
};

/// A number that the phone dials when it is touched.
pub(crate) fn call(t: &Texts, phone: &str) -> Html {
    let word = (t.common.call)(phone);
    html!("<a class='call' href='", format::dial(phone), "'>", icon(Icon::Phone), "<span>", word, "</span></a>")
}

/// A station with all that one needs to get there.
pub(crate) fn station(t: &Texts, station: &StationView) -> Html {
    html!(
        "<div class='station'><p class='station-name'>",
        station.name,
        "</p><p class='station-line'>",
        icon(Icon::Pin),
        "<span>",
        station.address,
        "</span></p><p class='station-line'>",
        icon(Icon::Clock),
        "<span>",
        station.hours,
        "</span></p>",
        call(t, &station.phone),
        "</div>"
    )
}
