//! Checking the ledger on the visitor's own device.

mod alarm;
pub(crate) mod desk;
mod receipt;
pub(crate) mod seen;
mod totals;
mod whole;

use desk::Desk;
use leptos::prelude::*;
use model::verify::{Ask, KeyFrom, Standing};

use crate::{
    browser::clock,
    components::{
        control::{Button, actions},
        facts::fact,
        icon::{Icon, icon},
    },
    format,
    i18n::{Texts, books::use_books, use_texts},
    markup::{Html, announce, html, show},
    pages::heading,
    reactive::group,
};

/// What a phone can find out by itself.
pub(crate) fn page() -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let desk = Desk::open();
    let head = html!(heading(t, b.verify.title), "<p class='lead'>", b.verify.lead, "</p>");
    let seen = desk.seen;
    let now = announce("status", move || {
        seen.with(|seen| match &seen.standing {
            Some(standing) if seen.alarm.is_none() => standing_now(t, standing),
            None if seen.alarm.is_none() && seen.trouble.is_none() && !seen.is_broken => {
                html!("<p class='note'>", b.verify.opening, "</p>")
            }
            _ => Html::default(),
        })
    });
    let limits = html!("<h2>", b.verify.limits_title, "</h2>", list(b.verify.limits));
    let parts = vec![
        show(head),
        alarm::shown(desk),
        alarm::troubled(desk),
        now,
        whole::card(desk),
        receipt::card(desk),
        show(limits),
        forget(desk),
    ];
    group("page", parts)
}

/// A way to begin anew, for whoever was told that the ledger did.
fn forget(desk: Desk) -> AnyView {
    let b = use_books();
    let summary = html!("<p class='quiet'>", b.verify.forget_note, "</p>");
    let press = Callback::new(move |()| desk.ask(&Ask::Forget));
    view! {
        <details class="verify-forget">
            <summary>{b.verify.forget}</summary>
            {show(summary)} {actions(vec![Button::quiet(b.verify.forget.to_owned()).press(press)])}
        </details>
    }
    .into_any()
}

/// What the newest signature says.
fn standing_now(t: &Texts, standing: &Standing) -> Html {
    let b = use_books();
    let since = format::date(t.ui, standing.since.day(), clock::today());
    let known = if standing.is_first { html!(b.verify.first) } else { html!((b.verify.since)(&since)) };
    let key = match standing.key_from {
        KeyFrom::Built => b.verify.key_built,
        KeyFrom::FirstSight => b.verify.key_pinned,
    };
    html!(
        "<section class='card verify-now'><h2>",
        b.verify.now_title,
        "</h2><p class='mark'>",
        icon(Icon::Check),
        " <span>",
        (b.verify.signed)(&count(standing.size)),
        "</span></p><p>",
        known,
        "</p><p class='quiet'>",
        key,
        "</p><details><summary>",
        b.verify.key_more,
        "</summary><dl class='facts'>",
        fact(b.verify.key_origin, &standing.origin),
        fact(b.verify.key_name, &standing.key),
        "</dl></details></section>"
    )
}

/// Sentences below each other.
fn list(lines: &[&str]) -> Html {
    let lines = lines.iter().map(|line| html!("<li>", line, "</li>"));
    html!("<ul class='plain'>", lines.collect::<Html>(), "</ul>")
}

/// A number of entries with its thousands set apart.
fn count(n: u64) -> String {
    u32::try_from(n).map_or_else(|_| n.to_string(), format::number)
}

/// An amount that may be negative.
fn money(t: &Texts, fen: i64) -> String {
    let amount = format::money(t.ui, model::Fen::new(fen.unsigned_abs()).unwrap_or_default());
    if fen < 0 { format!("−{amount}") } else { amount }
}
