//! 四问: where, who, how much, with what effect. Groups and counts; nobody can be found in them.

use model::view::{Group, ProjectView};

use crate::{
    format::{self, amount},
    i18n::{Texts, books::Books},
    markup::{Html, html},
};

use super::side_title;

/// The side.
pub(super) fn four(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    let (p, four) = (&b.projects, &project.four);
    html!(
        side_title(p.four_title),
        "<p class='quiet'>",
        p.groups_note,
        "</p><h3 class='question'>",
        p.where_q,
        "</h3>",
        groups(b, &four.places),
        "<h3 class='question'>",
        p.who_q,
        "</h3>",
        groups(b, &four.people),
        "<h3 class='question'>",
        p.how_much_q,
        "</h3><p class='how-much'><b>",
        amount::yuan(amount::fen(four.spent)),
        "</b> ",
        b.stats.yuan,
        "</p><h3 class='question'>",
        p.effect_q,
        "</h3>",
        effects(b, &four.effects)
    )
}

/// Groups with their numbers, each beside a bar.
pub(crate) fn groups(b: &Books, groups: &[Group]) -> Html {
    let p = &b.projects;
    if groups.is_empty() {
        return html!("<p class='quiet'>", p.nothing_yet, "</p>");
    }
    let most = groups.iter().filter_map(|group| group.n).max().unwrap_or_default();
    let rows = groups.iter().map(|group| {
        let n = group.n.map_or_else(|| p.too_few.to_owned(), |n| (p.people_n)(&format::number(n)));
        let bar = group.n.map(|n| {
            let width = amount::per_mille(n.into(), most.into()).to_string();
            html!(
                "<svg class='bar' viewBox='0 0 1000 12' preserveAspectRatio='none' aria-hidden='true'>\
                 <path class='bar-done' d='M0 0h",
                width,
                "v12H0z'/></svg>"
            )
        });
        html!("<li><p class='chart-name'><span>", group.label, "</span><span>", n, "</span></p>", bar, "</li>")
    });
    html!("<ul class='chart'>", rows.collect::<Html>(), "</ul>")
}

/// Sentences about the effect.
pub(crate) fn effects(b: &Books, effects: &[String]) -> Html {
    if effects.is_empty() {
        return html!("<p class='quiet'>", b.projects.nothing_yet, "</p>");
    }
    let rows = effects.iter().map(|text| html!("<li>", text, "</li>"));
    html!("<ul class='plain'>", rows.collect::<Html>(), "</ul>")
}
