//! A receipt file: chosen, checked, shown.

use leptos::prelude::*;
use model::{
    verify::{Ask, Posting, Receipt},
    view::EntryKind,
};

use super::{count, desk::Desk, money, seen::Opened};
use crate::{
    browser::{clock, file},
    components::{
        facts::fact,
        icon::{Icon, icon},
    },
    format,
    i18n::{books::use_books, use_texts},
    markup::{Html, announce, html, show},
    pages::entry::account,
    reactive::{group, task},
};

/// A receipt is a few kilobytes.
const MOST_BYTES: f64 = 262_144.0;

/// The card of a receipt.
pub(crate) fn card(desk: Desk) -> AnyView {
    let b = use_books();
    let is_large = RwSignal::new(false);
    let head = html!("<h2>", b.verify.receipt_title, "</h2><p>", b.verify.receipt_what, "</p>");
    let choose = move |event: web_sys::Event| {
        task(async move {
            let text = file::chosen(&event, MOST_BYTES).await;
            is_large.try_set(text.is_none());
            if let Some(text) = text {
                desk.ask(&Ask::Receipt { text, opening: None });
            }
        });
    };
    let chooser = view! {
        <div class="verify-choose">
            <input id="receipt" class="unseen" type="file" on:change=choose />
            <label class="button" data-look="quiet" for="receipt">{b.verify.receipt_choose}</label>
        </div>
    }
    .into_any();
    let result = announce("status", move || {
        if is_large.get() {
            return html!("<p class='complaint'>", icon(Icon::Acute), "<span>", b.verify.receipt_large, "</span></p>");
        }
        desk.seen.with(|seen| match &seen.receipt {
            Some(Opened::Good(receipt)) => good(receipt),
            Some(Opened::Bad(bad)) => html!(
                "<div class='verify-bad'><p class='verify-verdict'>",
                icon(Icon::Acute),
                " <b>",
                b.verify.receipt_bad_title,
                "</b></p><p>",
                (b.verify.receipt_bad)(*bad),
                "</p></div>"
            ),
            None => Html::default(),
        })
    });
    group("card verify-receipt", vec![show(head), chooser, result])
}

fn good(receipt: &Receipt) -> Html {
    let (t, b) = (use_texts(), use_books());
    let today = match receipt.now {
        Some(now) => (b.verify.receipt_now)(&count(receipt.size), &count(now)),
        None => b.verify.receipt_offline.to_owned(),
    };
    let posting =
        |one: &Posting| html!("<span>", account(b, None, &one.account), " <b>", money(t, one.fen), "</b></span><br>");
    let postings = receipt.postings.iter().map(posting);
    let kind = EntryKind::from_code(&receipt.kind).map_or(receipt.kind.as_str(), b.words.entry);
    let money =
        html!("<div class='fact'><dt>", b.verify.receipt_money, "</dt><dd>", postings.collect::<Html>(), "</dd></div>");
    let fields = receipt.fields.iter().map(|field| fact(&(b.words.field)(&field.name), &field.value));
    html!(
        "<div class='verify-passed'><p class='verify-verdict'>",
        icon(Icon::Check),
        " <b>",
        (b.verify.receipt_good)(&receipt.entry.to_string()),
        "</b></p><p>",
        today,
        "</p><dl class='facts'>",
        fact(b.verify.receipt_day, format::date(t.ui, receipt.day, clock::today())),
        fact(b.verify.receipt_kind, kind),
        (!receipt.postings.is_empty()).then_some(money),
        fields.collect::<Html>(),
        "</dl></div>"
    )
}
