//! A station: where it is, when it is open, and its number to call.

use leptos::prelude::*;
use model::view::StationView;

use crate::{
    components::icon::{Icon, icon},
    format,
    i18n::use_texts,
};

/// A number that the phone dials when it is touched.
pub(crate) fn call(phone: &str) -> AnyView {
    let t = use_texts();
    view! {
        <a class="call" href=format::dial(phone)>
            {icon(Icon::Phone)}
            <span>{(t.common.call)(phone)}</span>
        </a>
    }
    .into_any()
}

/// A station with all that one needs to get there. The name is a heading of the given level.
pub(crate) fn station(station: &StationView) -> AnyView {
    view! {
        <div class="station">
            <p class="station-name">{station.name.clone()}</p>
            <p class="station-line">{icon(Icon::Pin)} <span>{station.address.clone()}</span></p>
            <p class="station-line">{icon(Icon::Clock)} <span>{station.hours.clone()}</span></p>
            {call(&station.phone)}
        </div>
    }
    .into_any()
}
