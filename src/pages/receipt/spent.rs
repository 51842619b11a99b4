//! What the project has bought since: every gift is a part of it.

use leptos::prelude::*;
use model::{
    ProjectId,
    view::{LedgerLines, ReceiptView, Term},
};

use crate::{
    api::{self, ApiResult},
    browser::clock,
    components::{books::lines::list, control::link_button},
    format::{self, amount},
    i18n::books::Books,
    markup::{Html, html, show},
    reactive::{dynamic, effect, group},
    remote::Remote,
    routes::{Route, Tab},
};

/// Pages that are read at the most: a thousand expenses.
const MOST_PAGES: usize = 20;
/// Expenses that are listed; of the rest it is said how many and how much.
const LISTED: usize = 20;

/// The expenses since, their number and their sum.
pub(super) fn bought(b: &'static Books, receipt: Remote<ReceiptView>) -> AnyView {
    let lines = Remote::<LedgerLines>::new();
    let place = Memo::new(move |_| receipt.value.with(|it| it.as_ref().and_then(|it| Some((it.project, it.entry?)))));
    let load = Callback::new(move |()| {
        if let Some((project, entry)) = place.get_untracked() {
            lines.load(since(project, entry));
        }
    });
    effect(move || {
        if place.get().is_some() {
            load.run(());
        }
    });
    dynamic(move || {
        let Some((project, _)) = place.get() else { return ().into_any() };
        let head = html!("<h2>", b.gifts.bought, "</h2><p class='quiet'>", b.gifts.bought_note, "</p>");
        let found = lines.show(2, load, move |lines| said(b, lines));
        let all = Route::Project(project, Tab::Books(Some(Term::Expense))).href();
        let all = html!("<p class='actions'>", link_button(b.gifts.bought_all, &all, "quiet"), "</p>");
        group("receipt-bought", vec![show(head), found, show(all)])
    })
}

/// The expenses that were entered after this one, newest first; `next` where there are more than were read.
async fn since(project: ProjectId, entry: u64) -> ApiResult<LedgerLines> {
    let page = async |after: Option<String>| api::books::lines(project, Some(Term::Expense), after.as_deref()).await;
    let mut all = page(None).await?;
    for _ in 1..MOST_PAGES {
        let is_older = all.items.iter().any(|line| line.index.is_some_and(|index| index <= entry));
        let Some(after) = all.next.take().filter(|_| !is_older) else { break };
        let more = page(Some(after)).await?;
        all.items.extend(more.items);
        all.next = more.next;
    }
    Ok(after(all, entry))
}

fn after(mut lines: LedgerLines, entry: u64) -> LedgerLines {
    let before = lines.items.len();
    lines.items.retain(|line| line.index.is_some_and(|index| index > entry));
    let is_older = lines.items.len() < before && lines.next.is_some();
    lines.next.take_if(|_| is_older);
    lines
}

fn said(b: &Books, lines: &LedgerLines) -> Html {
    let g = &b.gifts;
    if lines.items.is_empty() {
        return html!("<p class='note'>", g.bought_none, "</p>");
    }
    let sum: i64 = lines.items.iter().fold(0, |sum, line| sum.saturating_sub(line.fen));
    let count = format::number(u32::try_from(lines.items.len()).unwrap_or(u32::MAX));
    let total = if lines.next.is_some() { g.bought_at_least } else { g.bought_sum };
    let rest = lines.items.len().saturating_sub(LISTED);
    let rest = (rest > 0).then(|| {
        let rest = format::number(u32::try_from(rest).unwrap_or(u32::MAX));
        html!("<p class='quiet end'>", (g.bought_more)(&rest), "</p>")
    });
    let items = lines.items.iter().take(LISTED).cloned().collect();
    let list = list(&LedgerLines { items, ..lines.clone() }, clock::today(), false);
    html!("<p>", total(&count, &amount::yuan(sum)), "</p>", list, rest)
}

#[cfg(test)]
mod tests {
    use model::view::{EntryKind, LedgerLine};

    use super::*;

    fn line(index: Option<u64>) -> LedgerLine {
        LedgerLine {
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
        }
    }

    #[test]
    fn only_what_was_entered_after_the_gift_was_bought_since() {
        let of = |indices: &[Option<u64>], next: Option<&str>| {
            let items = indices.iter().copied().map(line).collect();
            let found = after(LedgerLines { items, next: next.map(str::to_owned), as_of: None }, 7);
            (found.items.iter().filter_map(|line| line.index).collect::<Vec<_>>(), found.next.is_some())
        };
        assert_eq!(of(&[Some(7), Some(3), None], None), (vec![], false));
        assert_eq!(
            of(&[None, Some(9), Some(8), Some(7)], Some("7")),
            (vec![9, 8], false),
            "all that came since was read"
        );
        assert_eq!(of(&[Some(9), Some(8)], Some("8")), (vec![9, 8], true), "there is more than was read");
    }
}
