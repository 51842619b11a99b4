//! Whether something can be given, and where: always the honest state, never a button that leads nowhere.

use model::{
    project::DonationMode,
    view::{Platform, ProjectView},
};

use crate::{
    components::{
        books::{away::is_web, project_card::progress},
        icon::{Icon, icon},
    },
    i18n::books::Books,
    markup::{Html, html},
};

/// What a visitor may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer<'a> {
    /// Nothing, and why.
    Off(&'a str),
    /// Go to a designated platform.
    Platform(&'a Platform),
}

fn offer<'a>(b: &Books, project: &'a ProjectView) -> Offer<'a> {
    let p = &b.projects;
    let donation = &project.donation;
    match (donation.off, donation.mode, &donation.platform) {
        (Some(why), _, _) => Offer::Off((b.words.giving_off)(why)),
        (None, Some(DonationMode::Handoff), Some(platform)) if is_web(&platform.url) => Offer::Platform(platform),
        (None, Some(DonationMode::Demo), _) => Offer::Off(p.giving_demo),
        (None, Some(DonationMode::OwnSite), _) => Offer::Off(p.giving_own),
        (None, Some(DonationMode::Handoff) | None, _) => Offer::Off(p.giving_none),
    }
}

/// How far the project has come, and what can be given.
pub(crate) fn giving(b: &Books, project: &ProjectView) -> Html {
    let p = &b.projects;
    let way = match offer(b, project) {
        Offer::Off(text) => html!("<p class='giving-off'>", icon(Icon::Acute), "<span>", text, "</span></p>"),
        Offer::Platform(platform) => html!(
            "<p>",
            (p.giving_handoff)(&platform.name),
            "</p><p class='actions'><a class='button' data-look='main' rel='noopener' href='",
            platform.url,
            "'>",
            p.giving_go,
            "</a></p>"
        ),
    };
    html!("<section class='card giving'><h2>", p.giving, "</h2>", progress(b, &project.card), way, "</section>")
}
