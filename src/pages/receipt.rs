//! A receipt that proves itself: what the server says of it, held against the signed ledger by this device.

mod certificate;
mod check;
mod verdict;

use leptos::{ev, prelude::*};
use model::{
    ReceiptId,
    view::{LedgerLines, ReceiptView, Term},
};

use crate::{
    api,
    browser::{clock, page},
    components::{books::lines::list, books::world::world, control::link_button},
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, show},
    pages::heading,
    reactive::{dynamic, effect, group},
    remote::Remote,
    routes::{Route, Tab},
};
use check::Check;

/// A receipt by its number; what opens its private fields stands in the fragment, which no server is ever sent.
pub(crate) fn page(id: ReceiptId) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let secret = StoredValue::new(page::fragment());
    let receipt = Remote::<ReceiptView>::new();
    let check = Check::open(id, receipt, secret);
    // Another fragment is another receipt as far as checking goes.
    let turned = window_event_listener(ev::hashchange, |_| page::reload());
    on_cleanup(move || turned.remove());
    let load = Callback::new(move |()| receipt.load(api::gifts::receipt(id)));
    load.run(());
    let is_gone = Memo::new(move |_| {
        receipt.value.with(Option::is_none)
            && receipt.trouble.with(|error| error.as_ref().is_some_and(api::ApiError::is_final))
    });
    let is_there = Memo::new(move |_| receipt.value.with(Option::is_some));
    let content = move || {
        if is_gone.get() {
            return show(gone(t, b));
        }
        if !is_there.get() {
            let title = show(heading(t, b.gifts.receipt_title));
            return group("receipt", vec![title, receipt.show(3, load, |_| Html::default())]);
        }
        group(
            "receipt",
            vec![
                show(heading(t, b.gifts.receipt_title)),
                dynamic(move || show(frozen(b, receipt.value.with(|it| it.as_ref().is_some_and(|it| it.is_frozen))))),
                check.verdict(),
                certificate::certificate(t, b, receipt, secret),
                check.ways(),
                bought(b, receipt),
            ],
        )
    };
    group("page", vec![show(world()), dynamic(content)])
}

/// That bill and books disagree about the gift, as long as they do.
fn frozen(b: &Books, is_frozen: bool) -> Html {
    let note = is_frozen.then(|| html!("<p class='note' role='status'>", b.gifts.receipt_frozen, "</p>"));
    note.unwrap_or_default()
}

/// What the project has bought since: every gift is a part of it.
fn bought(b: &'static Books, receipt: Remote<ReceiptView>) -> AnyView {
    let lines = Remote::<LedgerLines>::new();
    let place = Memo::new(move |_| receipt.value.with(|it| it.as_ref().and_then(|it| Some((it.project, it.entry?)))));
    let load = Callback::new(move |()| {
        if let Some((project, _)) = place.get_untracked() {
            lines.load(api::books::lines(project, Some(Term::Expense), None));
        }
    });
    effect(move || {
        if place.get().is_some() {
            load.run(());
        }
    });
    dynamic(move || {
        let Some((project, entry)) = place.get() else { return ().into_any() };
        let head = html!("<h2>", b.gifts.bought, "</h2><p class='quiet'>", b.gifts.bought_note, "</p>");
        let found = lines.show(2, load, move |lines| since(b, lines, entry));
        let all = Route::Project(project, Tab::Books(Some(Term::Expense))).href();
        let all = html!("<p class='actions'>", link_button(b.gifts.bought_all, &all, "quiet"), "</p>");
        group("receipt-bought", vec![show(head), found, show(all)])
    })
}

/// The lines that were entered after this one.
fn since(b: &Books, lines: &LedgerLines, entry: u64) -> Html {
    let items: Vec<_> =
        lines.items.iter().filter(|line| line.index.is_some_and(|index| index > entry)).cloned().collect();
    if items.is_empty() {
        return html!("<p class='note'>", b.gifts.bought_none, "</p>");
    }
    list(&LedgerLines { items, ..lines.clone() }, clock::today(), false)
}

fn gone(t: &Texts, b: &Books) -> Html {
    let g = &b.gifts;
    html!(
        "<div class='empty'>",
        heading(t, g.receipt_gone),
        "<p>",
        g.receipt_gone_text,
        "</p><p class='actions'>",
        link_button(g.own_title, &Route::Gifts.href(), "main"),
        "</p></div>"
    )
}

#[cfg(test)]
mod tests {
    use model::view::{EntryKind, LedgerLine};

    use super::*;
    use crate::i18n::{Locale, books::books};

    #[test]
    fn only_what_was_entered_after_the_gift_was_bought_since() {
        let zh = books(Locale::Zh);
        let line = |index| LedgerLine {
            index,
            day: "2026-11-03".parse().unwrap(),
            kind: EntryKind::Expense,
            project: None,
            fen: -5000,
            line: None,
            count: None,
            postings: Vec::new(),
            texts: Vec::new(),
            of: None,
            why: None,
            corrected_by: Vec::new(),
        };
        let of = |items: Vec<LedgerLine>| LedgerLines { items, next: None, as_of: None };
        for index in [Some(7), Some(3), None] {
            let said = since(zh, &of(vec![line(index)]), 7).into_string();
            assert!(said.contains(zh.gifts.bought_none), "{index:?}");
        }
    }
}
