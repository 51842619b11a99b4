//! The certificate: what a receipt says, for screen and paper, with nothing on it but what the donor chose to show.

use leptos::prelude::*;
use model::{Fen, project::DonationMode, view::ReceiptView};

use super::taken::is_void;

use crate::{
    browser::{clock, page},
    components::{books::qr::qr, control::tick, facts::fact},
    format::{self, amount},
    i18n::{Texts, books::Books},
    markup::{Html, html, live, show},
    reactive::group,
    remote::Remote,
    routes::{Route, Tab},
};

/// What the donor wants to have on the certificate; the name was chosen with the gift.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    sum: RwSignal<bool>,
    code: RwSignal<bool>,
}

impl Shown {
    pub(super) fn new() -> Self {
        Self { sum: RwSignal::new(true), code: RwSignal::new(true) }
    }
}

/// The choice, beside the button that prints.
pub(super) fn choice(b: &'static Books, shown: Shown) -> AnyView {
    let g = &b.gifts;
    let sum = tick("print-sum", g.print_sum, None, shown.sum);
    let code = tick("print-code", g.print_code, Some(g.print_code_note), shown.code);
    group("receipt-ways", vec![show(html!("<h2>", g.print_what, "</h2>")), sum, code])
}

/// The certificate; it is the only thing that is printed.
pub(super) fn certificate(
    t: &'static Texts,
    b: &'static Books,
    receipt: Remote<ReceiptView>,
    secret: StoredValue<Option<String>>,
    shown: Shown,
) -> AnyView {
    live(move || {
        let shown = (shown.sum.get(), shown.code.get());
        receipt.value.with(|receipt| {
            let found = |receipt| secret.with_value(|secret| of(t, b, receipt, secret.as_deref(), shown));
            receipt.as_ref().map(found).unwrap_or_default()
        })
    })
}

fn of(t: &Texts, b: &Books, receipt: &ReceiptView, secret: Option<&str>, (with_sum, with_code): (bool, bool)) -> Html {
    let (g, today) = (&b.gifts, clock::today());
    let name = receipt.name.as_deref().unwrap_or(g.nobody);
    let demo = (receipt.mode == DonationMode::Demo).then(|| html!("<p class='sample'>", g.demo_mark, "</p>"));
    let back = if is_void(receipt) {
        Some(html!("<p class='certificate-void'>", g.void_mark, "</p>"))
    } else if receipt.refunded > Fen::default() && with_sum {
        let sum = amount::yuan(amount::fen(receipt.refunded));
        Some(html!("<p class='note'>", (g.refunded)(&sum), "</p>"))
    } else {
        None
    };
    let sum = with_sum.then(|| html!("<p class='certificate-sum'>", format::money(t.ui, receipt.amount), "</p>"));
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
        sum,
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
        with_code.then(|| code(b, receipt, secret)),
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
