//! The service stations, by district.

use leptos::prelude::*;
use model::view::StationView;

use crate::{
    api,
    components::{control::select, facts::short_district, station::station},
    i18n::{Texts, use_texts},
    markup::{Html, html, show},
    pages::heading,
    reactive::group,
    remote::Remote,
};

/// The districts in the order in which their first station comes.
fn districts(stations: &[StationView]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for station in stations {
        if !names.contains(&station.district) {
            names.push(station.district.clone());
        }
    }
    names
}

/// Where to bring things and whom to ask.
pub(crate) fn page() -> AnyView {
    let t = use_texts();
    let title = html!(heading(t, t.guide.stations_title), "<p class='lead'>", t.guide.stations_lead, "</p>");
    group("page", vec![show(title), directory()])
}

/// All stations, or those of one district.
pub(crate) fn directory() -> AnyView {
    let t = use_texts();
    let stations = Remote::<Vec<StationView>>::new();
    let district = RwSignal::new(String::new());
    let load = Callback::new(move |()| stations.load(api::stations()));
    load.run(());
    let choices = Signal::derive(move || {
        let names = stations.value.with(|all| all.as_deref().map(districts).unwrap_or_default());
        names.into_iter().map(|name| (name.clone(), short_district(&name).to_owned())).collect()
    });
    let choose = Callback::new(move |name| district.set(name));
    group(
        "directory",
        vec![
            select("where", t.wishes.filter_district, t.guide.all_districts, choices, district.into(), choose),
            stations.show(3, load, move |all| district.with(|only| by_district(t, all, only))),
        ],
    )
}

fn by_district(t: &Texts, all: &[StationView], only: &str) -> Html {
    if all.is_empty() {
        return html!("<p class='note'>", t.guide.no_stations, "</p>");
    }
    let groups = districts(all).into_iter().filter(|name| only.is_empty() || name == only).map(|name| {
        let here = all.iter().filter(|station| station.district == name);
        let rows =
            here.map(|one| html!("<li class='card'><p class='quiet'>", one.level, "</p>", station(t, one), "</li>"));
        html!("<h2>", short_district(&name), "</h2><ul>", rows.collect::<Html>(), "</ul>")
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::claim::sample;
    use model::ClaimState;

    #[test]
    fn each_district_is_named_once_in_the_order_of_the_file() {
        let station =
            |district: &str| StationView { district: district.to_owned(), ..sample::claim(ClaimState::Held).station };
        let all = [station("乙县"), station("甲区"), station("乙县"), station("丙区")];
        assert_eq!(districts(&all), ["乙县", "甲区", "丙区"]);
    }
}
