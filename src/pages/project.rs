//! One project, seen from five sides; each side has an address of its own.

mod accounts;
mod budget;
mod calendar;
pub(crate) mod four;
mod intro;

use leptos::prelude::*;
use model::{ProjectId, view::ProjectView};

use crate::{
    api,
    browser::{clock, page},
    components::{
        books::{
            equation::{counted_over, equation},
            fresh::{fresh, is_named},
            notice::notice,
            project_card::badges,
            world::world,
        },
        control::link_button,
        icon::{Icon, icon},
    },
    format,
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, live, show},
    pages::heading,
    reactive::{dynamic, effect, group},
    remote::Remote,
    router::use_router,
    routes::{Route, Tab},
};

/// Where a project stands, as a page sees it.
#[derive(Clone, PartialEq)]
enum Look {
    There,
    Gone,
    Other,
}

/// A project; the side may change while it stays open.
pub(crate) fn page(id: ProjectId, tab: Signal<Tab>) -> AnyView {
    let t = use_texts();
    let project = Remote::<ProjectView>::new();
    let load = Callback::new(move |()| project.load(api::books::project(id)));
    load.run(());
    let turn = RwSignal::new(0_u32);
    let again = Callback::new(move |()| {
        turn.update(|turn| *turn += 1);
        project.load(async move {
            let answer = api::books::project(id).await;
            page::keep_focus();
            answer
        });
    });
    fresh(move |named| is_named(id, named), again);
    follow(tab);
    let look = Memo::new(move |_| match (project.value.with(Option::is_some), project.trouble.get()) {
        (true, _) => Look::There,
        (false, Some(error)) if error.is_final() => Look::Gone,
        _ => Look::Other,
    });
    let whole = Memo::new(move |_| tab.get().whole());
    let content = move || match look.get() {
        Look::Gone => show(gone(t)),
        Look::Other => {
            group("project", vec![show(heading(t, &id.to_string())), project.show(4, load, |_| Html::default())])
        }
        Look::There => sides(id, project, tab, (whole, turn)),
    };
    group("page", vec![show(world()), dynamic(content)])
}

/// Whoever opens another side is brought to it; whoever comes back is left where they were.
fn follow(tab: Signal<Tab>) {
    let router = use_router();
    let before = StoredValue::new(tab.get_untracked());
    effect(move || {
        let now = tab.get();
        if before.get_value() != now {
            before.set_value(now);
            if !router.is_return() {
                request_animation_frame(|| page::show("#side"));
            }
        }
    });
}

/// Each part is markup of its own: only that whose words changed is touched while somebody reads. `turn` counts the news.
fn sides(
    id: ProjectId,
    project: Remote<ProjectView>,
    tab: Signal<Tab>,
    (whole, turn): (Memo<Tab>, RwSignal<u32>),
) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let part = move |build: fn(&Texts, &Books, &ProjectView) -> Html| {
        live(move || project.value.with(|project| project.as_ref().map(|it| build(t, b, it)).unwrap_or_default()))
    };
    let side = move || match whole.get() {
        Tab::Intro => group("intro", vec![part(intro::purpose), part(intro::give), part(intro::rest)]),
        Tab::Budget => part(budget::budget),
        Tab::Books(_) => accounts::accounts(id, tab, turn.into()),
        Tab::Four => part(four::four),
        Tab::Calendar => part(calendar::calendar),
    };
    let notice_below = move || match whole.get() {
        Tab::Intro => ().into_any(),
        _ => part(notice_of),
    };
    group(
        "project",
        vec![
            part(title),
            part(head),
            part(sum),
            live(move || tabs(b, id, whole.get())),
            dynamic(side),
            dynamic(notice_below),
            part(report),
        ],
    )
}

fn title(t: &Texts, _: &Books, project: &ProjectView) -> Html {
    heading(t, &project.card.title)
}

/// What must be seen first.
fn head(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    let card = &project.card;
    html!(
        "<p class='project-by'>",
        icon(Icon::of_shan(card.shan)),
        (t.words.shan)(card.shan),
        " · ",
        card.organisation,
        "</p>",
        badges(b, card),
        intro::banners(t, b, project)
    )
}

fn sum(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    html!(
        "<section class='sum'><h2>",
        b.projects.equation,
        "<span class='quiet'>",
        b.ledger.unit,
        "</span></h2>",
        equation(b, &project.totals, Some(project.card.id)),
        "<p class='quiet'>",
        (b.projects.gifts)(&format::number(project.gifts)),
        " · ",
        b.projects.equation_note,
        "</p>",
        counted_over(b, project.as_of.as_ref()),
        "</section>"
    )
}

/// The sides of a project.
pub(crate) fn tabs(b: &Books, id: ProjectId, here: Tab) -> Html {
    let p = &b.projects;
    let links = Tab::ALL.map(|tab| {
        let word = match tab {
            Tab::Intro => p.intro,
            Tab::Budget => p.budget,
            Tab::Books(_) => p.books,
            Tab::Four => p.four,
            Tab::Calendar => p.calendar,
        };
        let current = if tab == here { html!(" aria-current='page'") } else { Html::default() };
        html!("<li><a href='", Route::Project(id, tab).href(), "'", current, ">", word, "</a></li>")
    });
    html!("<nav class='tabs' aria-label='", p.tabs, "'><ul>", links.into_iter().collect::<Html>(), "</ul></nav>")
}

/// The heading of a side.
fn side_title(title: &str) -> Html {
    html!("<h2 id='side' tabindex='-1'>", title, "</h2>")
}

fn notice_of(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    notice(t, b, &project.notice, clock::today())
}

fn report(_: &Texts, b: &Books, _: &ProjectView) -> Html {
    let href = Route::Report(None).href();
    html!("<p class='report'><a href='", href, "'>", icon(Icon::Flag), "<span>", b.projects.report, "</span></a></p>")
}

fn gone(t: &Texts) -> Html {
    let p = &use_books().projects;
    html!(
        "<div class='empty'>",
        heading(t, p.gone_title),
        "<p>",
        p.gone_text,
        "</p><p class='actions'>",
        link_button(p.see_all, &Route::Projects.href(), "main"),
        "</p></div>"
    )
}
