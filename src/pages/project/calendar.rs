//! 公开日历: what the law wants made public, and whether it was in time.

use model::view::ProjectView;

use crate::{
    browser::clock,
    components::books::{away::away, clock::disclosure},
    i18n::{Texts, books::Books},
    markup::{Html, html},
};

use super::side_title;

/// The side.
pub(super) fn calendar(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    let (p, today) = (&b.projects, clock::today());
    let rows = project.disclosures.iter().map(|item| disclosure(t, b, item, today));
    let national = project.notice.filing.as_ref().map(|filing| away(&filing.verify_url, p.check_link));
    let rows = if project.disclosures.is_empty() {
        html!("<p class='note'>", p.calendar_none, "</p>")
    } else {
        html!("<ol class='disclosures'>", rows.collect::<Html>(), "</ol>")
    };
    html!(
        side_title(p.calendar_title),
        "<p class='quiet'>",
        p.calendar_lead,
        "</p>",
        rows,
        "<p class='note'>",
        p.check_text,
        national,
        "</p>"
    )
}
