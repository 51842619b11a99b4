//! The certificate: what a receipt says, for screen and paper, with nothing on it but what the donor chose to show.

use leptos::prelude::*;
use model::{Fen, project::DonationMode, view::ReceiptView};

use crate::{
    browser::{clock, page},
    components::{books::qr::qr, facts::fact},
    format::{self, amount},
    i18n::{Texts, books::Books},
    markup::{Html, html, live},
    remote::Remote,
    routes::{Route, Tab},
};

/// The certificate; it is the only thing that is printed.
pub(super) fn certificate(
    t: &'static Texts,
    b: &'static Books,
    receipt: Remote<ReceiptView>,
    secret: StoredValue<Option<String>>,
) -> AnyView {
    live(move || {
        receipt.value.with(|receipt| {
            let found = |receipt| secret.with_value(|secret| of(t, b, receipt, secret.as_deref()));
            receipt.as_ref().map(found).unwrap_or_default()
        })
    })
}

fn of(t: &Texts, b: &Books, receipt: &ReceiptView, secret: Option<&str>) -> Html {
    let (g, today) = (&b.gifts, clock::today());
    let name = receipt.name.as_deref().unwrap_or(g.nobody);
    let demo = (receipt.mode == DonationMode::Demo).then(|| html!("<p class='sample'>", g.demo_mark, "</p>"));
    let back = (receipt.refunded > Fen::default()).then(|| {
        let sum = amount::yuan(amount::fen(receipt.refunded));
        html!("<p class='note'>", (g.refunded)(&sum), "</p>")
    });
    let place = receipt.entry.map(|entry| {
        let href = Route::Entry(entry).href();
        let place = (g.place_n)(&entry.to_string());
        html!("<div class='fact'><dt>", g.place, "</dt><dd><a href='", href, "'>", place, "</a></dd></div>")
    });
    let erased = receipt.is_erased.then(|| html!("<p class='quiet'>", g.erased, "</p>"));
    html!(
        "<section class='card certificate'><h2>",
        g.certificate,
        "</h2>",
        demo,
        "<p class='certificate-sum'>",
        format::money(t.ui, receipt.amount),
        "</p>",
        back,
        "<p>",
        (g.certificate_thanks)(name),
        "</p><dl class='facts'><div class='fact'><dt>",
        g.project,
        "</dt><dd><a href='",
        Route::Project(receipt.project, Tab::Intro).href(),
        "'>",
        receipt.title,
        "</a></dd></div>",
        fact(g.organisation, &receipt.organisation),
        receipt.filing.as_ref().map(|number| fact(g.filing, number)),
        fact(g.day, format::day(t.ui, receipt.day, today)),
        fact(g.receipt_number, receipt.id.to_string()),
        place,
        "</dl>",
        erased,
        code(b, receipt, secret),
        "<p class='quiet'>",
        g.not_tax,
        "</p></section>"
    )
}

/// The code, for whoever holds the paper.
fn code(b: &Books, receipt: &ReceiptView, secret: Option<&str>) -> Html {
    let g = &b.gifts;
    let bare = page::address(&Route::Receipt(receipt.id).href());
    let (address, note) = match secret {
        Some(secret) => (format!("{bare}#{secret}"), g.qr_note),
        None => (bare, g.qr_bare),
    };
    html!("<div class='certificate-code'>", qr(&address, g.qr_label), "<p class='quiet'>", note, "</p></div>")
}
