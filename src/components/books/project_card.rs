//! A project in a list.

use model::{Day, view::ProjectCard};

use crate::{
    components::{
        books::world::badge,
        icon::{Icon, icon},
    },
    format::{self, amount},
    i18n::{Texts, books::Books},
    markup::{Html, html},
    routes::{Route, Tab},
};

/// How much has come in of what is needed: a bar and the same in words.
pub(crate) fn progress(b: &Books, card: &ProjectCard) -> Html {
    let (received, target) = (amount::fen(card.received), amount::fen(card.target));
    let width = amount::per_mille(received, target).to_string();
    html!(
        "<div class='progress-sum'><svg class='bar' viewBox='0 0 1000 24' preserveAspectRatio='none' aria-hidden='true'>\
         <path class='bar-plan' d='M0 0h1000v24H0z'/><path class='bar-done' d='M0 0h",
        width,
        "v24H0z'/></svg><p class='progress-words'><span>",
        b.projects.received,
        " <b>",
        amount::yuan(received),
        "</b></span><span class='quiet'>",
        (b.projects.of_target)(&amount::yuan(target)),
        "</span></p></div>"
    )
}

/// What a project is, in small frames.
pub(crate) fn badges(b: &Books, card: &ProjectCard) -> Html {
    let p = &b.projects;
    html!(
        "<p class='badges'>",
        badge(card.raising.code(), None, (b.words.raising)(card.raising)),
        badge("status", None, (b.words.status)(card.status)),
        card.is_emergency.then(|| badge("emergency", Some(Icon::Bell), p.emergency)),
        card.is_sample.then(|| badge("sample", None, p.sample)),
        "</p>"
    )
}

/// What is overdue, or else due next.
fn clock(t: &Texts, b: &Books, card: &ProjectCard, today: Day) -> Option<Html> {
    let p = &b.projects;
    if card.overdue > 0 {
        let href = Route::Project(card.id, Tab::Calendar).href();
        let text = (p.overdue_n)(card.overdue);
        return Some(html!(
            "<p class='project-clock' data-state='overdue'>",
            icon(Icon::Acute),
            "<a href='",
            href,
            "'>",
            text,
            "</a></p>"
        ));
    }
    let next = card.next_due.as_ref()?;
    let text = (p.next_due)((b.words.duty)(next.duty), &format::date(t.ui, next.due, today));
    Some(html!("<p class='project-clock'>", icon(Icon::Clock), "<span>", text, "</span></p>"))
}

/// One project; the whole card leads to its page.
pub(crate) fn project_card(t: &Texts, b: &Books, card: &ProjectCard, today: Day) -> Html {
    let p = &b.projects;
    let period = (p.from_to)(&format::date(t.ui, card.start, today), &format::date(t.ui, card.end, today));
    html!(
        "<li class='project-card'><div class='project-card-head'><span class='project-card-sign'>",
        icon(Icon::of_shan(card.shan)),
        "</span><h3><a href='",
        Route::Project(card.id, Tab::Intro).href(),
        "'>",
        card.title,
        "</a></h3></div>",
        badges(b, card),
        "<p class='quiet'>",
        card.organisation,
        " · ",
        card.region,
        "</p><p class='quiet'>",
        period,
        "</p>",
        progress(b, card),
        clock(t, b, card, today),
        "</li>"
    )
}
