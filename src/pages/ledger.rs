//! The ledger: its newest entries, or those that fit the filters of the address.

use leptos::prelude::*;
use model::view::{EntryKind, LedgerLines, ProjectList};

use crate::{
    api,
    browser::clock,
    components::{
        books::{
            lines::{list, more},
            world::world,
        },
        control::{Choice, link_button, select},
        icon::{Icon, icon},
    },
    format,
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, announce, html, live, show},
    pages::heading,
    reactive::{effect, group},
    remote::Remote,
    router::use_router,
    routes::{LedgerKind, LedgerQuery, Route},
};

/// So many months can be chosen, the present one first.
const MONTHS: i32 = 24;

/// The word for people of a kind of entries.
pub(crate) fn kind_word(b: &Books, kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Money => b.ledger.all_money,
        LedgerKind::Steps => b.ledger.all_steps,
        LedgerKind::One(kind) => (b.words.entry)(kind),
    }
}

/// The last months as the wire writes them, newest first.
fn months(year: i32, month: u32) -> Vec<String> {
    let now = year * 12 + i32::try_from(month).unwrap_or(1) - 1;
    (0..MONTHS).map(|back| now - back).map(|n| format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)).collect()
}

/// The entries.
pub(crate) fn page(query: Signal<LedgerQuery>) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let lines = Remote::<LedgerLines>::new();
    let load = Callback::new(move |()| lines.load(api::books::ledger(&query.get_untracked(), None)));
    effect(move || {
        query.track();
        lines.value.set(None);
        load.run(());
    });
    let next = Callback::new(move |after: String| api::books::ledger(&query.get_untracked(), Some(&after)));
    let size = move || {
        let size = lines.value.with(|lines| Some(lines.as_ref()?.as_of.as_ref()?.size.to_string()));
        size.map(|n| html!("<p class='total'>", (b.ledger.size)(&n), "</p>")).unwrap_or_default()
    };
    let head = html!(
        world(),
        heading(t, b.ledger.title),
        "<p class='lead'>",
        b.ledger.lead,
        "</p><p class='actions'>",
        link_button(b.projects.to_verify, &Route::Verify.href(), "quiet"),
        "</p>"
    );
    group(
        "page",
        vec![
            show(head),
            filters(query),
            live(move || chips(t, b, &query.get())),
            announce("status", size),
            lines.show(6, load, move |lines| found(b, lines)),
            more(lines, next),
        ],
    )
}

fn found(b: &Books, lines: &LedgerLines) -> Html {
    if !lines.items.is_empty() || lines.next.is_some() {
        return html!("<h2 class='unseen'>", b.ledger.newest, "</h2>", list(lines, clock::today(), true));
    }
    html!(
        "<div class='empty'><p class='empty-title'>",
        b.ledger.none,
        "</p><p>",
        b.ledger.none_text,
        "</p><p class='actions'>",
        link_button(b.ledger.lift_all, &Route::Ledger(LedgerQuery::default()).href(), "main"),
        "</p></div>"
    )
}

/// Each choice is an address of its own, so Back undoes it.
fn filters(query: Signal<LedgerQuery>) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let router = use_router();
    let projects = Remote::<ProjectList>::new();
    projects.load(api::books::projects(None));
    let field = move |key: &'static str, name: &'static str, choices: Signal<Vec<Choice>>| {
        let value = Signal::derive(move || query.with(|query| query.get(key)));
        let choose = Callback::new(move |value: String| {
            router.go(&Route::Ledger(query.with_untracked(|query| query.with(key, &value))));
        });
        select(key, name, b.ledger.any, choices, value, choose)
    };
    let known = Signal::derive(move || {
        let mut known: Vec<Choice> = projects.value.with(|list| {
            let cards = list.as_ref().map(|list| list.items.as_slice()).unwrap_or_default();
            cards.iter().map(|card| (card.id.to_string(), card.title.clone())).collect()
        });
        // A project that the address names stays choosable, whether or not the list has it.
        let named = query.with(|query| query.get("project"));
        if !named.is_empty() && known.iter().all(|(id, _)| *id != named) {
            known.push((named.clone(), named));
        }
        known
    });
    let kinds = [LedgerKind::Money, LedgerKind::Steps].into_iter();
    let kinds = kinds.chain(EntryKind::ALL.iter().copied().map(LedgerKind::One));
    let kinds = kinds.map(|kind| (kind.code().to_owned(), kind_word(b, kind).to_owned())).collect();
    let (year, month, _) = clock::today().ymd();
    let months = months(year, month).into_iter().map(|month| (month.clone(), format::month(t.ui, &month))).collect();
    group(
        "filter-fields",
        vec![
            field("project", b.ledger.filter_project, known),
            field("kind", b.ledger.filter_kind, Signal::stored(kinds)),
            field("month", b.ledger.filter_month, Signal::stored(months)),
        ],
    )
}

/// What is set now; each is lifted by a touch.
fn chips(t: &Texts, b: &Books, query: &LedgerQuery) -> Html {
    let set = query.pairs();
    if set.is_empty() {
        return Html::default();
    }
    let chips = set.into_iter().map(|(key, value)| {
        let word = match key {
            "kind" => LedgerKind::from_code(&value).map_or(value, |kind| kind_word(b, kind).to_owned()),
            "month" => format::month(t.ui, &value),
            _ => value,
        };
        let href = Route::Ledger(query.with(key, "")).href();
        html!(
            "<li><a class='pick' href='",
            href,
            "' aria-label='",
            (b.ledger.lift)(&word),
            "'><span>",
            word,
            "</span>",
            icon(Icon::Close),
            "</a></li>"
        )
    });
    html!("<ul class='picks'>", chips.collect::<Html>(), "</ul>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_back_over_new_year() {
        let months = months(2026, 2);
        assert_eq!(months.len(), 24);
        assert_eq!(months.iter().take(3).map(String::as_str).collect::<Vec<_>>(), ["2026-02", "2026-01", "2025-12"]);
        assert_eq!(months.last().map(String::as_str), Some("2024-03"));
    }
}
