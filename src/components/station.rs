//! A station: where it is, when it is open, and its number to call.

use model::view::StationView;
pub(crate) use ui::call::call;

use crate::{
    components::icon::{Icon, icon},
    i18n::Texts,
    markup::{Html, html},
};

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
        call(t.ui, &station.phone),
        "</div>"
    )
}
