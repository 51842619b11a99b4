//! 账本: every entry of a project, all of them or those of one term of the equation.

use leptos::prelude::*;
use model::{
    ProjectId,
    view::{LedgerLines, Term},
};

use crate::{
    api,
    browser::clock,
    components::books::lines::{list, more},
    i18n::books::{Books, use_books},
    markup::{Html, html, live},
    reactive::{effect, group},
    remote::Remote,
    routes::{Route, Tab},
};

use super::side_title;

/// Entries on a page, as the server sends them.
const PAGE: usize = 50;

/// The side. Its address says which term is shown; `turn` counts the news of the project.
pub(super) fn accounts(id: ProjectId, tab: Signal<Tab>, turn: Signal<u32>) -> AnyView {
    let b = use_books();
    let term = Memo::new(move |_| if let Tab::Books(term) = tab.get() { term } else { None });
    let lines = Remote::<LedgerLines>::new();
    let load = Callback::new(move |()| lines.load(api::books::lines(id, term.get_untracked(), None)));
    effect(move || {
        term.track();
        lines.value.set(None);
        load.run(());
    });
    effect(move || {
        // Whoever has opened older pages is reading there, and is left in peace.
        let is_first = lines.value.with_untracked(|lines| lines.as_ref().is_some_and(|all| all.items.len() <= PAGE));
        if turn.get() > 0 && is_first {
            load.run(());
        }
    });
    let next = Callback::new(move |after: String| api::books::lines(id, term.get_untracked(), Some(&after)));
    let title = move || {
        let title = match term.get() {
            Some(term) => (b.projects.lines_of)((b.words.term)(term)),
            None => b.projects.lines_title.to_owned(),
        };
        html!(side_title(&title), terms(b, id, term.get()))
    };
    group(
        "accounts",
        vec![live(title), lines.show(4, load, move |lines| list(lines, clock::today(), false)), more(lines, next)],
    )
}

/// The terms to choose from.
fn terms(b: &Books, id: ProjectId, here: Option<Term>) -> Html {
    let choices = std::iter::once(None).chain(Term::ALL.iter().copied().map(Some)).map(|term| {
        let word = term.map_or(b.ledger.any, b.words.term);
        let current = if term == here { html!(" aria-current='true'") } else { Html::default() };
        let href = Route::Project(id, Tab::Books(term)).href();
        html!("<li><a class='pick' href='", href, "'", current, ">", word, "</a></li>")
    });
    html!("<ul class='picks' aria-label='", b.projects.lines_filter, "'>", choices.collect::<Html>(), "</ul>")
}
