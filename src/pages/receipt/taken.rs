//! What took a receipt back: the refunds of its gift. The receipt stays, and these documents stand beside it.

use leptos::prelude::*;
use model::{
    Day, Fen,
    view::{ReceiptCorrection, ReceiptView},
};

use crate::{
    browser::clock,
    components::icon::{Icon, icon},
    format,
    i18n::{Texts, books::Books},
    markup::{Html, html, live},
    remote::Remote,
    routes::Route,
};

/// Whether all of the gift went back.
pub(super) fn is_void(receipt: &ReceiptView) -> bool {
    receipt.refunded > Fen::default() && receipt.refunded >= receipt.amount
}

/// The documents, where there are any.
pub(super) fn taken(t: &'static Texts, b: &'static Books, receipt: Remote<ReceiptView>) -> AnyView {
    live(move || receipt.value.with(|it| it.as_ref().map(|it| of(t, b, it, clock::today())).unwrap_or_default()))
}

fn of(t: &Texts, b: &Books, receipt: &ReceiptView, today: Day) -> Html {
    let g = &b.gifts;
    if receipt.corrections.is_empty() {
        return Html::default();
    }
    let (title, text) = if is_void(receipt) { (g.void, g.void_text) } else { (g.void_part, g.void_part_text) };
    let rows = receipt.corrections.iter().map(|one| row(t, b, one, today));
    html!(
        "<section class='card receipt-taken'><p class='gift-word'>",
        icon(Icon::Acute),
        "<b>",
        title,
        "</b></p><p>",
        text,
        "</p><ul>",
        rows.collect::<Html>(),
        "</ul></section>"
    )
}

fn row(t: &Texts, b: &Books, one: &ReceiptCorrection, today: Day) -> Html {
    let g = &b.gifts;
    let said =
        (g.void_line)(&format::date(t.ui, one.day, today), &format::money(t.ui, one.amount), (b.words.reason)(one.why));
    let place = if let Some(entry) = one.entry {
        let word = (b.ledger.entry_title)(&entry.to_string());
        html!("<a href='", Route::Entry(entry).href(), "'>", word, "</a>")
    } else {
        html!("<span class='quiet'>", b.ledger.being_entered, "</span>")
    };
    html!("<li>", said, " ", place, "</li>")
}

#[cfg(test)]
mod tests {
    use model::{project::DonationMode, view::EntryReason};

    use super::*;
    use crate::i18n::{Locale, books::books, texts};

    fn receipt(parts: &[(u64, Option<u64>)]) -> ReceiptView {
        let fen = |n| Fen::new(n).unwrap();
        let (day, why) = ("2026-11-23".parse().unwrap(), EntryReason::DonorRequest);
        let correction =
            |(n, entry): &(u64, Option<u64>)| ReceiptCorrection { amount: fen(*n), day, why, entry: *entry };
        ReceiptView {
            id: model::ReceiptId::from_bits(7),
            project: "P-DEMO-01".parse().unwrap(),
            title: String::new(),
            organisation: String::new(),
            filing: None,
            mode: DonationMode::Demo,
            amount: fen(500),
            day,
            name: None,
            refunded: fen(parts.iter().map(|(n, _)| n).sum()),
            corrections: parts.iter().map(correction).collect(),
            entry: Some(40),
            is_erased: false,
            is_frozen: false,
        }
    }

    #[test]
    fn a_receipt_is_void_only_once_all_of_it_went_back_and_every_document_is_named() {
        let (t, zh, today) = (texts(Locale::Zh), books(Locale::Zh), "2026-11-24".parse().unwrap());
        assert!(of(t, zh, &receipt(&[]), today).is_empty());
        let part = receipt(&[(200, Some(41))]);
        let said = of(t, zh, &part, today).into_string();
        assert!(!is_void(&part) && said.contains(zh.gifts.void_part) && said.contains("/ledger/41'"), "{said}");
        let whole = receipt(&[(200, Some(41)), (300, None)]);
        let said = of(t, zh, &whole, today).into_string();
        assert!(is_void(&whole) && said.contains(zh.gifts.void), "{said}");
        assert!(
            said.contains("捐赠人申请") && said.contains("3 元") && said.contains(zh.ledger.being_entered),
            "{said}"
        );
    }
}
