//! The service stations, by district.

use leptos::prelude::*;
use model::view::StationView;

use crate::{
    api,
    components::{
        choice::Select,
        facts::short_district,
        skeleton,
        station::station,
        trouble::{Trouble, stale},
    },
    i18n::use_texts,
    pages::heading,
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
#[component]
pub(crate) fn StationsPage() -> impl IntoView {
    let t = use_texts();
    view! {
        <section class="page">
            {heading(t.guide.stations_title)} <p class="lead">{t.guide.stations_lead}</p> <Directory />
        </section>
    }
    .into_any()
}

/// All stations, or those of one district.
#[component]
pub(crate) fn Directory() -> impl IntoView {
    let t = use_texts();
    let stations = Remote::<Vec<StationView>>::new();
    let district = RwSignal::new(String::new());
    let load = move || stations.load(api::stations());
    load();
    let choices = Signal::derive(move || {
        let names = stations.value.with(|all| all.as_deref().map(districts).unwrap_or_default());
        names.into_iter().map(|name| (name.clone(), short_district(&name).to_owned())).collect()
    });
    let content = move || match (stations.value.get(), stations.trouble.get()) {
        (Some(all), _) => by_district(&all, &district.get()),
        (None, Some(error)) => view! { <Trouble error retry=Callback::new(move |()| load()) /> }.into_any(),
        (None, None) => skeleton::cards(3),
    };

    view! {
        <Select name="where" label=t.wishes.filter_district none=t.guide.all_districts choices value=district.into() on_choice=Callback::new(move |name| district.set(name)) />
        {move || stations.value.with(Option::is_some).then(|| stale(stations.trouble))}
        <div class="directory">{content}</div>
    }
    .into_any()
}

fn by_district(all: &[StationView], only: &str) -> AnyView {
    let t = use_texts();
    if all.is_empty() {
        return view! { <p class="note">{t.guide.no_stations}</p> }.into_any();
    }
    let groups = districts(all).into_iter().filter(|name| only.is_empty() || name == only).map(|name| {
        let here = all.iter().filter(|station| station.district == name);
        let rows = here.map(|one| view! { <li class="card"><p class="quiet">{one.level.clone()}</p> {station(one)}</li> });
        view! {
            <h3>{short_district(&name).to_owned()}</h3>
            <ul>{rows.collect::<Vec<_>>()}</ul>
        }
    });
    groups.collect::<Vec<_>>().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::claim::sample;
    use model::ClaimState;

    #[test]
    fn each_district_is_named_once_in_the_order_of_the_file() {
        let station = |district: &str| StationView { district: district.to_owned(), ..sample::claim(ClaimState::Held).station };
        let all = [station("乙县"), station("甲区"), station("乙县"), station("丙区")];
        assert_eq!(districts(&all), ["乙县", "甲区", "丙区"]);
    }
}
