//! Giving to a project: first what there is to know about it, then the form.

mod card;
mod form;

use leptos::prelude::*;
use model::{
    ProjectId,
    project::DonationMode,
    view::{Channel, ProjectView},
};

use crate::{
    api::{self, ApiError},
    browser::clock,
    components::{
        books::{
            giving::{Offer, offer},
            notice::notice,
            world::{banner, world},
        },
        control::link_button,
        icon::{Icon, icon},
    },
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, live, show},
    pages::heading,
    reactive::{dynamic, group},
    remote::Remote,
    routes::{Route, Tab},
    session::use_session,
};

/// How the page looks, apart from what it says.
#[derive(Clone, PartialEq)]
enum Look {
    Coming,
    Gone,
    /// Nothing can be given now, and why.
    Off(String),
    Open(DonationMode, Vec<Channel>),
}

fn look(b: &Books, project: Option<&ProjectView>, trouble: Option<&ApiError>) -> Look {
    let channels = project.map(|project| project.donation.channels.clone()).unwrap_or_default();
    let open = |mode| Look::Open(mode, channels);
    match (project.map(|project| offer(b, project)), trouble) {
        (Some(Offer::Off(why)), _) => Look::Off(why.to_owned()),
        (Some(Offer::Platform(_)), _) => open(DonationMode::Handoff),
        (Some(Offer::OwnSite), _) => open(DonationMode::OwnSite),
        (Some(Offer::Demo), _) => open(DonationMode::Demo),
        (None, Some(error)) if error.is_final() => Look::Gone,
        (None, _) => Look::Coming,
    }
}

/// Giving to a project.
pub(crate) fn page(id: ProjectId) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    use_session().refresh();
    let project = Remote::<ProjectView>::new();
    let load = Callback::new(move |()| project.load(api::books::project(id)));
    load.run(());
    let look = Memo::new(move |_| {
        project.value.with(|found| project.trouble.with(|error| look(b, found.as_ref(), error.as_ref())))
    });
    let part = move |build: fn(&Texts, &Books, &ProjectView) -> Html| {
        live(move || project.value.with(|found| found.as_ref().map(|it| build(t, b, it)).unwrap_or_default()))
    };
    let content = move || match look.get() {
        Look::Gone => show(html!("<div class='empty'>", heading(t, b.projects.gone_title), "</div>")),
        Look::Coming => {
            group("donate", vec![show(heading(t, &id.to_string())), project.show(3, load, |_| Html::default())])
        }
        Look::Off(why) => group("donate", vec![part(head), show(off(b, id, &why)), part(card::card), part(below)]),
        Look::Open(mode, channels) => {
            group("donate", vec![part(head), part(how), part(card::card), form::form(id, mode, channels), part(below)])
        }
    };
    group("page", vec![show(world()), dynamic(content)])
}

fn head(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    let sample = project.card.is_sample.then(|| html!("<p class='sample'>", b.projects.sample_note, "</p>"));
    html!(heading(t, &(b.gifts.title)(&project.card.title)), sample)
}

/// How the money goes, said before anything is asked.
fn how(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    let said = |text: &str| banner("mode", Icon::Acute, text, &Html::default());
    match offer(b, project) {
        Offer::Demo => said(b.gifts.demo_note),
        Offer::OwnSite => said(b.gifts.own_site_note),
        Offer::Platform(platform) => said(&(b.gifts.handoff_note)(&platform.name)),
        Offer::Off(_) => Html::default(),
    }
}

fn off(b: &Books, id: ProjectId, why: &str) -> Html {
    let back = Route::Project(id, Tab::Intro).href();
    html!(
        "<p class='giving-off'>",
        icon(Icon::Acute),
        "<span>",
        why,
        "</span></p><p class='actions'>",
        link_button(b.gifts.to_project, &back, "main"),
        "</p>"
    )
}

/// The notice block stands beside every form that money may follow.
fn below(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    notice(t, b, &project.notice, clock::today())
}
