//! A year in the four questions. Small numbers never arrive here: the server leaves them out.

use leptos::prelude::*;
use model::view::{Group, ShanYear, YearStats};

use crate::{
    api,
    browser::clock,
    components::{
        books::{
            equation::{counted_over, equation_from},
            world::world,
        },
        icon::{Icon, icon},
    },
    format::{self, amount},
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, show},
    pages::{
        heading,
        project::four::{effects, groups},
    },
    reactive::group,
    remote::Remote,
    routes::{Route, Tab},
};

/// A year.
pub(crate) fn page(year: u16) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let stats = Remote::<YearStats>::new();
    let load = Callback::new(move |()| stats.load(api::books::stats(year)));
    load.run(());
    let head =
        html!(world(), heading(t, &(b.stats.title)(year)), "<p class='lead'>", b.stats.lead, "</p>", others(b, year));
    group("page", vec![show(head), stats.show(4, load, move |stats| found(t, b, stats))])
}

/// The years beside this one, up to the present.
fn others(b: &Books, year: u16) -> Html {
    let now = u16::try_from(clock::today().ymd().0).unwrap_or(year);
    let years = [year.saturating_sub(1), year.saturating_add(1)].into_iter().filter(|other| *other <= now);
    let links = years.map(|other| {
        html!("<li><a class='pick' href='", Route::Stats(other).href(), "'>", (b.stats.year)(other), "</a></li>")
    });
    html!("<ul class='picks' aria-label='", b.stats.years, "'>", links.collect::<Html>(), "</ul>")
}

fn found(t: &Texts, b: &Books, stats: &YearStats) -> Html {
    let (p, s) = (&b.projects, &b.stats);
    html!(
        "<h2>",
        p.where_q,
        "</h2><p>",
        (s.fulfilled)(stats.fulfilled.map(format::number).as_deref()),
        "</p>",
        table(b, stats, &stats.places),
        "<h2>",
        p.who_q,
        "</h2>",
        table(b, stats, &stats.people),
        "<p class='quiet'>",
        s.suppressed,
        "</p><h2>",
        p.how_much_q,
        "<span class='quiet'>",
        b.ledger.unit,
        "</span></h2>",
        equation_from(b, stats.carried, &stats.totals),
        counted_over(b, stats.as_of.as_ref()),
        "<h3>",
        s.kinds,
        "</h3>",
        kinds(b, stats),
        "<h3>",
        s.by_shan,
        "</h3><ul class='shan-years'>",
        stats.shan.iter().map(|year| shan(t, b, year)).collect::<Html>(),
        "</ul><h2>",
        p.effect_q,
        "</h2>",
        said(b, stats),
        "<h3>",
        s.clock,
        "</h3>",
        punctuality(b, stats)
    )
}

/// Groups, or that they are too small to be told apart.
fn table(b: &Books, stats: &YearStats, table: &[Group]) -> Html {
    if table.is_empty() && stats.fulfilled != Some(0) {
        return html!("<p class='quiet'>", b.stats.withheld, "</p>");
    }
    groups(b, table)
}

fn kinds(b: &Books, stats: &YearStats) -> Html {
    let all = stats.shares.iter().map(|share| share.spent_fen).fold(0_i64, i64::saturating_add);
    let rows = stats.shares.iter().map(|share| {
        html!(
            "<li><b>",
            (b.words.cost)(share.kind),
            "</b> <span>",
            amount::yuan(share.spent_fen),
            " · ",
            amount::percent(share.spent_fen, all),
            "</span></li>"
        )
    });
    html!("<ul class='shares'>", rows.collect::<Html>(), "</ul>")
}

fn shan(t: &Texts, b: &Books, year: &ShanYear) -> Html {
    let s = &b.stats;
    let fulfilled = year.fulfilled.map(format::number);
    let spent = amount::yuan(year.spent_fen);
    html!(
        "<li>",
        icon(Icon::of_shan(year.shan)),
        "<div><b>",
        (t.words.shan)(year.shan),
        "</b><p class='quiet'>",
        (s.wishes_n)(fulfilled.as_deref()),
        " · ",
        (s.projects_n)(year.projects),
        " · ",
        (s.spent_n)(&spent),
        "</p></div></li>"
    )
}

fn said(b: &Books, stats: &YearStats) -> Html {
    if stats.effects.is_empty() {
        return effects(b, &[]);
    }
    let projects = stats.effects.iter().map(|one| {
        let href = Route::Project(one.project, Tab::Four).href();
        html!("<h3><a href='", href, "'>", one.title, "</a></h3>", effects(b, &one.effects))
    });
    projects.collect()
}

fn punctuality(b: &Books, stats: &YearStats) -> Html {
    let (s, clock) = (&b.stats, &stats.punctuality);
    let rows = [
        ("on_time", Icon::Check, (s.on_time)(clock.on_time)),
        ("late", Icon::Bell, (s.late)(clock.late)),
        ("overdue", Icon::Acute, (s.overdue)(clock.overdue)),
    ];
    let rows = rows.map(|(state, sign, text)| {
        html!("<li><span class='timeliness' data-state='", state, "'>", icon(sign), text, "</span></li>")
    });
    html!("<ul class='punctuality'>", rows.into_iter().collect::<Html>(), "</ul>")
}
