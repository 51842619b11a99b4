//! All projects: those that raise money from everybody, and apart from them those that are only shown.

use leptos::prelude::*;
use model::{
    project::Raising,
    view::{ProjectCard, ProjectList},
};

use crate::{
    api::{self, ApiResult},
    browser::clock,
    components::{
        books::{fresh::fresh, project_card::project_card, world::world},
        icon::{Icon, icon},
    },
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, show},
    pages::heading,
    reactive::group,
    remote::Remote,
    routes::{LedgerQuery, Route},
};

/// How many pages of the list are asked for at the most; a county has dozens of projects, not thousands.
const MOST_PAGES: usize = 20;

/// The list.
pub(crate) fn page() -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let list = Remote::<ProjectList>::new();
    let load = Callback::new(move |()| list.load(all()));
    load.run(());
    fresh(|_| true, load);
    let head =
        html!(world(), heading(t, b.projects.list_title), "<p class='lead'>", b.projects.list_lead, "</p>", ways(b));
    group("page", vec![show(head), list.show(4, load, move |list| found(t, b, list))])
}

/// Every page of the list, one after another.
async fn all() -> ApiResult<ProjectList> {
    let mut list = api::books::projects(None).await?;
    for _ in 1..MOST_PAGES {
        let Some(after) = list.next.take() else { break };
        let page = api::books::projects(Some(&after)).await?;
        list.items.extend(page.items);
        list.next = page.next;
    }
    Ok(list)
}

/// The ways to the books as a whole.
fn ways(b: &Books) -> Html {
    let p = &b.projects;
    let year = clock::today().ymd().0;
    let links = [
        (Route::Ledger(LedgerQuery::default()), p.to_ledger.to_owned()),
        (Route::Verify, p.to_verify.to_owned()),
        (Route::Stats(u16::try_from(year).unwrap_or_default()), (p.to_stats)(year)),
    ];
    let links = links
        .into_iter()
        .map(|(route, word)| html!("<li><a href='", route.href(), "'>", word, icon(Icon::Forward), "</a></li>"));
    html!("<ul class='book-ways'>", links.collect::<Html>(), "</ul>")
}

fn found(t: &Texts, b: &Books, list: &ProjectList) -> Html {
    let p = &b.projects;
    if list.items.is_empty() {
        return html!("<p class='note'>", p.none, "</p>");
    }
    let (open, targeted): (Vec<_>, Vec<_>) = list.items.iter().partition(|card| card.raising == Raising::Public);
    html!(
        section(t, b, (p.public_title, p.public_note), &open),
        (!open.is_empty()).then(|| html!("<p class='quiet end'>", p.list_order, "</p>")),
        section(t, b, (p.targeted_title, p.targeted_note), &targeted)
    )
}

fn section(t: &Texts, b: &Books, (title, note): (&str, &str), cards: &[&ProjectCard]) -> Html {
    if cards.is_empty() {
        return Html::default();
    }
    let today = clock::today();
    let cards = cards.iter().map(|card| project_card(t, b, card, today));
    html!(
        "<h2>",
        title,
        "</h2><p class='quiet'>",
        note,
        "</p><ul class='project-cards'>",
        cards.collect::<Html>(),
        "</ul>"
    )
}
