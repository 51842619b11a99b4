//! 介绍: what the money is for, who answers for it, and what has happened.

use model::{
    Day,
    project::Raising,
    view::{Partner, ProjectView, Update},
};

use crate::{
    browser::clock,
    components::{
        books::{giving::giving, notice::notice, world::banner},
        facts::fact,
        icon::Icon,
    },
    format,
    i18n::{Texts, books::Books},
    markup::{Html, html},
    routes::{Route, Tab},
};

use super::side_title;

/// What must be seen before everything else.
pub(super) fn banners(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    let (p, card) = (&b.projects, &project.card);
    let today = clock::today();
    let text = |text: &str| html!("<p>", text, "</p>");
    let suspended = project.suspension.as_ref().map(|stop| {
        let title = (p.suspended)(&format::date(t.ui, stop.since, today));
        banner("suspended", Icon::Acute, &title, &text(&stop.reason))
    });
    let targeted = (card.raising == Raising::Targeted)
        .then(|| banner("targeted", Icon::Masked, p.targeted_banner, &text(p.targeted_note)));
    let overdue = (card.overdue > 0).then(|| {
        let href = Route::Project(card.id, Tab::Calendar).href();
        let see = html!("<p><a href='", href, "'>", p.overdue_see, "</a></p>");
        banner("overdue", Icon::Clock, &(p.overdue_banner)(card.overdue), &see)
    });
    let sample = card.is_sample.then(|| html!("<p class='sample'>", p.sample_note, "</p>"));
    html!(suspended, targeted, overdue, sample)
}

/// What the money is for.
pub(super) fn purpose(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    html!(side_title(b.projects.purpose), "<p class='lead'>", project.notice.plan.purpose, "</p>")
}

/// How far it has come, and what can be given.
pub(super) fn give(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    giving(b, project)
}

/// Who answers for it, and what has happened.
pub(super) fn rest(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    let p = &b.projects;
    let (plan, today) = (&project.notice.plan, clock::today());
    let period =
        (p.from_to)(&format::date(t.ui, project.period.start, today), &format::date(t.ui, project.period.end, today));
    html!(
        notice(t, b, &project.notice, today),
        "<h2>",
        p.facts,
        "</h2><dl class='facts'>",
        fact(p.where_, &project.card.region),
        fact(p.campaign, period),
        fact(p.work_until, format::date(t.ui, project.period.implementation_end, today)),
        fact(p.responsible, &plan.responsible),
        fact(p.account, &plan.bank_account),
        fact(p.surplus, &plan.surplus_rule),
        "</dl>",
        project.notice.partner.as_ref().map(|partner| partner_of(b, partner)),
        timeline(t, b, &project.timeline, today)
    )
}

fn partner_of(b: &Books, partner: &Partner) -> Html {
    let p = &b.projects;
    let evaluated = if partner.is_evaluated { p.partner_evaluated } else { p.partner_not_evaluated };
    html!(
        "<h2>",
        p.partner,
        "</h2><p>",
        partner.name,
        "</p><dl class='facts'>",
        fact(p.partner_role, &partner.role),
        fact(p.partner_agreement, format!("{} · {evaluated}", partner.agreement)),
        "</dl><p class='quiet'>",
        p.partner_note,
        "</p>"
    )
}

fn timeline(t: &Texts, b: &Books, updates: &[Update], today: Day) -> Html {
    let p = &b.projects;
    if updates.is_empty() {
        return html!("<h2>", p.timeline, "</h2><p class='quiet'>", p.timeline_none, "</p>");
    }
    let updates = updates.iter().map(|update| {
        html!("<li><p class='quiet'>", format::date(t.ui, update.day, today), "</p><p>", update.text, "</p></li>")
    });
    html!("<h2>", p.timeline, "</h2><ol class='timeline'>", updates.collect::<Html>(), "</ol>")
}
