//! What there is to know before giving (冷静器): in sight and in words, never a window to be clicked away.

use model::{
    Day,
    project::CostKind,
    view::{BudgetLine, CostShare, ProjectView},
};

use crate::{
    browser::clock,
    components::facts::fact,
    format::{self, amount},
    i18n::{Texts, books::Books},
    markup::{Html, html},
    routes::{Route, Tab},
};

/// The card.
pub(super) fn card(t: &Texts, b: &Books, project: &ProjectView) -> Html {
    of_day(t, b, project, clock::today())
}

fn of_day(t: &Texts, b: &Books, project: &ProjectView, today: Day) -> Html {
    let (g, card) = (&b.gifts, &project.card);
    let filing = project.notice.filing.as_ref();
    let sample = filing.and_then(|filing| filing.remark.as_ref().filter(|_| !filing.is_real));
    let so_far = (g.received_spent)(&amount::yuan(amount::fen(card.received)), &amount::yuan(amount::fen(card.spent)));
    html!(
        "<section class='card donate-card'><h2>",
        g.card,
        "</h2><dl class='facts'>",
        fact(g.who, &project.notice.organisation.name),
        "<div class='fact'><dt>",
        b.projects.filing,
        "</dt><dd>",
        filing.map_or(b.projects.no_filing, |filing| filing.number.as_str()),
        sample.map(|text| html!("<span class='sample'>", text, "</span>")),
        "</dd></div>",
        fact(g.stage, (b.words.status)(card.status)),
        last(t, b, project, today),
        fact(g.so_far, so_far),
        buys(b, &project.budget),
        fact(g.costs, costs(b, &project.shares)),
        "</dl><p class='onward'><a href='",
        Route::Project(card.id, Tab::Budget).href(),
        "'>",
        g.whole,
        "</a></p></section>"
    )
}

/// What was made public last, and whether something is overdue.
fn last(t: &Texts, b: &Books, project: &ProjectView, today: Day) -> Html {
    let (g, overdue) = (&b.gifts, project.card.overdue);
    let published = project.disclosures.iter().filter_map(|item| Some((item.published?, item.title.as_str())));
    let newest = published.max_by_key(|(day, _)| *day);
    let said = newest
        .map_or_else(|| g.last_none.to_owned(), |(day, title)| format!("{}，{title}", format::date(t.ui, day, today)));
    let calendar = Route::Project(project.card.id, Tab::Calendar).href();
    let state = if overdue > 0 {
        html!("<a data-state='overdue' href='", calendar, "'>", (g.is_overdue)(overdue), "</a>")
    } else {
        html!("<span class='quiet'>", g.none_overdue, "</span>")
    };
    html!("<div class='fact'><dt>", g.last, "</dt><dd>", said, "<br>", state, "</dd></div>")
}

/// The units of help, as plain words: they are no buttons, and no amount is suggested.
fn buys(b: &Books, budget: &[BudgetLine]) -> Option<Html> {
    let g = &b.gifts;
    let units = budget.iter().filter(|line| line.kind == CostKind::Program).map(|line| {
        let price = amount::yuan(amount::fen(line.unit_price));
        html!("<li>", (g.unit)(&line.name, &line.unit, &price), "</li>")
    });
    let units: Html = units.collect();
    (!units.is_empty()).then(|| html!("<div class='fact'><dt>", g.buys, "</dt><dd><ul>", units, "</ul></dd></div>"))
}

fn costs(b: &Books, shares: &[CostShare]) -> String {
    let whole = shares.iter().map(|share| amount::fen(share.planned)).fold(0_i64, i64::saturating_add);
    let share =
        |one: &CostShare| (b.gifts.cost)((b.words.cost)(one.kind), &amount::percent(amount::fen(one.planned), whole));
    shares.iter().map(share).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use model::Fen;

    use super::*;
    use crate::i18n::{Locale, books::books};

    fn fen(n: u64) -> Fen {
        Fen::new(n).unwrap()
    }

    #[test]
    fn costs_are_shares_of_the_plan() {
        let share = |kind, planned| CostShare { kind, planned: fen(planned), spent_fen: 0 };
        let shares =
            [share(CostKind::Program, 9250), share(CostKind::Fundraising, 250), share(CostKind::Management, 500)];
        assert_eq!(costs(books(Locale::Zh), &shares), "项目支出 92.5% · 募捐成本 2.5% · 管理费用 5%");
        assert_eq!(costs(books(Locale::Zh), &[]), "");
    }

    #[test]
    fn only_help_itself_is_bought() {
        let line = |name: &str, kind| BudgetLine {
            code: "A1".to_owned(),
            name: name.to_owned(),
            unit: "户".to_owned(),
            qty: 3,
            unit_price: fen(160_000),
            amount: fen(480_000),
            kind,
            spent_fen: 0,
            done: None,
        };
        let lines = [line("扶手", CostKind::Program), line("办公", CostKind::Management)];
        let said = buys(books(Locale::Zh), &lines).unwrap().into_string();
        assert!(said.contains("扶手：每户 1,600.00 元") && !said.contains("办公"), "{said}");
        assert!(!said.contains("<button") && !said.contains("<input"), "nothing is suggested: {said}");
        assert_eq!(buys(books(Locale::Zh), &lines[1..]), None);
    }
}
