//! "I need help": call or go to the station. Nobody posts about themselves here.

use leptos::prelude::*;

use crate::{
    components::{
        icon::{Icon, icon},
        station::call,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, html, show},
    pages::{heading, stations::directory},
    reactive::group,
    site::use_site,
};

/// Whom to call, where to go, and how help comes.
pub(crate) fn page() -> AnyView {
    let t = use_texts();
    let hotline = use_site().hotline;
    let hotline = (!hotline.is_empty()).then(|| {
        html!("<section class='card by-phone'><h2>", t.common.hotline, "</h2>", call(t.ui, &hotline), "</section>")
    });
    let steps = t.guide.help_list.map(|step| html!("<li>", step, "</li>"));
    let first = html!(
        heading(t, t.guide.help_title),
        "<p class='lead'>",
        t.guide.help_lead,
        "</p>",
        hotline,
        crisis(t),
        "<h2>",
        t.guide.help_steps,
        "</h2><ol class='steps'>",
        steps.into_iter().collect::<Html>(),
        "</ol><p class='note'>",
        t.guide.help_change,
        "</p><h2>",
        t.guide.help_nearest,
        "</h2>"
    );
    let last = html!(
        "<section class='card'><h2>",
        t.guide.help_no_post_title,
        "</h2><p>",
        t.guide.help_no_post,
        "</p></section>"
    );
    group("page", vec![show(first), directory(), show(last)])
}

/// Numbers for those who are in danger now.
fn crisis(t: &Texts) -> Html {
    let lines = t.guide.crisis_lines.map(|(name, number)| {
        let dial = format::dial(number);
        html!(
            "<li><a class='call' href='",
            dial,
            "'>",
            icon(Icon::Phone),
            "<span>",
            name,
            " <b>",
            number,
            "</b></span></a></li>"
        )
    });
    let lines: Html = lines.into_iter().collect();
    html!("<section class='card crisis'><h2>", t.guide.crisis_title, "</h2><ul>", lines, "</ul></section>")
}
