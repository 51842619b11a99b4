//! 预算: what was planned beside what was spent, as a picture and as a table.

use model::view::{BudgetLine, CostShare, ProjectView};

use crate::{
    format::amount,
    i18n::{Texts, books::Books},
    markup::{Html, html},
};

use super::side_title;

/// The side.
pub(super) fn budget(_: &Texts, b: &Books, project: &ProjectView) -> Html {
    let p = &b.projects;
    html!(
        side_title(p.budget_title),
        "<p class='quiet'>",
        p.budget_lead,
        "</p>",
        picture(b, &project.budget),
        table(b, &project.budget),
        "<h2>",
        p.shares,
        "</h2>",
        shares(b, &project.shares),
        "<p class='quiet'>",
        p.share_note,
        "</p>"
    )
}

/// The sum of the plan and of what was spent.
fn sums(lines: &[BudgetLine]) -> (i64, i64) {
    let add = |sum: i64, fen: i64| sum.saturating_add(fen);
    (
        lines.iter().map(|line| amount::fen(line.amount)).fold(0, add),
        lines.iter().map(|line| line.spent_fen).fold(0, add),
    )
}

/// One bar for each line, all to one scale: the longest is the largest plan or spending.
fn picture(b: &Books, lines: &[BudgetLine]) -> Html {
    let p = &b.projects;
    let longest = lines.iter().map(|line| amount::fen(line.amount).max(line.spent_fen)).max().unwrap_or_default();
    let rows = lines.iter().map(|line| {
        let planned = amount::fen(line.amount);
        let is_over = line.spent_fen > planned;
        let over = if is_over { "over" } else { "within" };
        html!(
            "<li data-state='",
            over,
            "'><p class='chart-name'><span>",
            line.name,
            "</span><span class='chart-share'>",
            is_over.then(|| html!(p.over, " ")),
            amount::percent(line.spent_fen, planned),
            "</span></p><svg class='bar' viewBox='0 0 1000 24' preserveAspectRatio='none' aria-hidden='true'>\
             <path class='bar-plan' d='M0 0h",
            amount::per_mille(planned, longest).to_string(),
            "v24H0z'/><path class='bar-done' d='M0 5h",
            amount::per_mille(line.spent_fen, longest).to_string(),
            "v14H0z'/></svg></li>"
        )
    });
    html!("<ul class='chart' aria-label='", p.budget_title, "'>", rows.collect::<Html>(), "</ul>")
}

/// The same in numbers.
fn table(b: &Books, lines: &[BudgetLine]) -> Html {
    let p = &b.projects;
    let rows = lines.iter().map(|line| {
        let planned = amount::fen(line.amount);
        let price = amount::yuan(amount::fen(line.unit_price));
        let done = line.done.map(|n| html!("<span class='quiet'>", (p.done)(n, &line.unit), "</span>"));
        html!(
            "<tr><th scope='row'>",
            line.name,
            "<span class='quiet'>",
            line.code,
            " · ",
            (p.each)(&price, line.qty, &line.unit),
            "</span>",
            done,
            "</th><td>",
            amount::yuan(planned),
            "</td><td>",
            amount::yuan(line.spent_fen),
            "</td></tr>"
        )
    });
    let (planned, spent) = sums(lines);
    html!(
        "<div class='table' role='region' tabindex='0' aria-label='",
        p.budget_table,
        "'><table><caption>",
        p.budget_table,
        "</caption><thead><tr><th scope='col'>",
        p.line,
        "</th><th scope='col'>",
        p.planned,
        "</th><th scope='col'>",
        p.spent,
        "</th></tr></thead><tbody>",
        rows.collect::<Html>(),
        "</tbody><tfoot><tr><th scope='row'>",
        p.sum,
        "</th><td>",
        amount::yuan(planned),
        "</td><td>",
        amount::yuan(spent),
        "</td></tr></tfoot></table></div>"
    )
}

/// How much of the whole each kind of cost is, planned and spent.
fn shares(b: &Books, shares: &[CostShare]) -> Html {
    let p = &b.projects;
    let planned = shares.iter().map(|share| amount::fen(share.planned)).fold(0_i64, i64::saturating_add);
    let spent = shares.iter().map(|share| share.spent_fen).fold(0_i64, i64::saturating_add);
    let rows = shares.iter().map(|share| {
        let of = (p.share_of)(
            &amount::percent(amount::fen(share.planned), planned),
            &amount::percent(share.spent_fen, spent),
        );
        html!("<li><b>", (b.words.cost)(share.kind), "</b> <span>", of, "</span></li>")
    });
    html!("<ul class='shares'>", rows.collect::<Html>(), "</ul>")
}
