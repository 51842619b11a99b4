//! Whether something can be given, and where: always the honest state, never a button that leads nowhere.

use model::{
    project::DonationMode,
    view::{Platform, ProjectView},
};

use crate::{
    components::{
        books::{away::is_web, project_card::progress},
        control::link_button,
        icon::{Icon, icon},
    },
    i18n::books::Books,
    markup::{Html, html},
    routes::Route,
};

/// What a visitor may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer<'a> {
    /// Nothing, and why.
    Off(&'a str),
    /// Go to a designated platform.
    Platform(&'a Platform),
    /// Give to the charity's own account, on this site.
    OwnSite,
    /// Walk through all of it without money.
    Demo,
}

/// What a visitor may do about this project.
pub(crate) fn offer<'a>(b: &Books, project: &'a ProjectView) -> Offer<'a> {
    let p = &b.projects;
    let donation = &project.donation;
    match (donation.off, donation.mode, &donation.platform) {
        (Some(why), _, _) => Offer::Off((b.words.giving_off)(why)),
        (None, Some(DonationMode::Handoff), Some(platform)) if is_web(&platform.url) => Offer::Platform(platform),
        (None, Some(DonationMode::Demo), _) => Offer::Demo,
        (None, Some(DonationMode::OwnSite), _) => Offer::OwnSite,
        (None, Some(DonationMode::Handoff) | None, _) => Offer::Off(p.giving_none),
    }
}

/// How far the project has come, and what can be given.
pub(crate) fn giving(b: &Books, project: &ProjectView) -> Html {
    let p = &b.projects;
    let way = match offer(b, project) {
        Offer::Off(text) => html!("<p class='giving-off'>", icon(Icon::Acute), "<span>", text, "</span></p>"),
        Offer::Platform(platform) => way(&(p.giving_handoff)(&platform.name), p.giving_go, project),
        Offer::OwnSite => way(p.giving_own, p.giving_go, project),
        Offer::Demo => way(p.giving_demo, p.giving_try, project),
    };
    html!("<section class='card giving'><h2>", p.giving, "</h2>", progress(b, &project.card), way, "</section>")
}

fn way(said: &str, word: &str, project: &ProjectView) -> Html {
    let href = Route::Donate(project.card.id).href();
    html!("<p>", said, "</p><p class='actions'>", link_button(word, &href, "main"), "</p>")
}
