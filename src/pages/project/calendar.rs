//! 公开日历: what the law wants made public, and whether it was in time.

use model::view::{DisclosureView, ProjectView};

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
    let national = project.notice.filing.as_ref().map(|filing| away(&filing.verify_url, p.check_link));
    // What is missing comes first, the longest overdue before all; what is done reads from the newest back.
    let (done, open): (Vec<_>, Vec<_>) = project.disclosures.iter().partition(|item| item.published.is_some());
    let part = |title: &str, items: Vec<&DisclosureView>| {
        let rows: Html = items.iter().map(|item| disclosure(t, b, item, today)).collect();
        (!items.is_empty()).then(|| html!("<h3 class='question'>", title, "</h3><ol>", rows, "</ol>"))
    };
    let rows = html!(part(p.calendar_open, open), part(p.calendar_done, done.into_iter().rev().collect()));
    let none = rows.is_empty().then(|| html!("<p class='note'>", p.calendar_none, "</p>"));
    html!(
        side_title(p.calendar_title),
        "<p class='quiet'>",
        p.calendar_lead,
        "</p>",
        rows,
        none,
        "<p class='note'>",
        p.check_text,
        national,
        "</p>"
    )
}
