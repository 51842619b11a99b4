//! 收入 − 退款 − 支出 − 转出 + 转入 ± 更正 = 结余: one sum, each term a way to what it is made of.
//! Of a part of the time, what was left before comes first.

use model::{
    Fen, ProjectId,
    view::{AsOf, Term, Totals},
};

use crate::{
    format::amount,
    i18n::books::Books,
    markup::{Html, html},
    routes::{Route, Tab},
};

/// A term: whether it is added, and how much, always shown as a number above 0.
fn amount_of(totals: &Totals, term: Term) -> (bool, i64) {
    match term {
        Term::Income => (true, amount::fen(totals.income)),
        Term::Refund => (false, amount::fen(totals.refund)),
        Term::Expense => (false, amount::fen(totals.expense)),
        Term::MovedOut => (false, amount::fen(totals.moved_out)),
        Term::MovedIn => (true, amount::fen(totals.moved_in)),
        Term::Correction => (totals.correction_fen >= 0, totals.correction_fen.saturating_abs()),
    }
}

/// The sum of all time. With a project, each term opens its entries.
pub(crate) fn equation(b: &Books, totals: &Totals, project: Option<ProjectId>) -> Html {
    sum(b, None, totals, project)
}

/// The sum of some time, with what was left before.
pub(crate) fn equation_from(b: &Books, carried: Fen, totals: &Totals) -> Html {
    sum(b, Some(carried), totals, None)
}

fn sum(b: &Books, carried: Option<Fen>, totals: &Totals, project: Option<ProjectId>) -> Html {
    let before = carried.map(|carried| {
        html!(
            "<li class='term' data-term='carried'><span class='term-sign'></span><span class='term-name'>",
            b.stats.carried,
            "</span><span class='term-sum'>",
            amount::yuan(amount::fen(carried)),
            "</span></li>"
        )
    });
    let terms = Term::ALL.iter().copied().filter(|term| *term != Term::MovedIn || amount_of(totals, *term).1 != 0);
    let rows = terms.map(|term| {
        let (is_added, fen) = amount_of(totals, term);
        let first = term == Term::Income && carried.is_none();
        let (mark, said) = if is_added { ("+", b.projects.plus) } else { ("−", b.projects.minus) };
        let mark = if first { Html::default() } else { operator(mark, said) };
        let inside = html!(
            "<span class='term-sign'>",
            mark,
            "</span><span class='term-name'>",
            (b.words.term)(term),
            "</span><span class='term-sum'>",
            amount::yuan(fen),
            "</span>"
        );
        let Some(id) = project else { return html!("<li class='term'>", inside, "</li>") };
        let href = Route::Project(id, Tab::Books(Some(term))).href();
        html!("<li><a class='term' data-term='", term.code(), "' href='", href, "'>", inside, "</a></li>")
    });
    html!(
        "<ul class='equation'>",
        before,
        rows.collect::<Html>(),
        "<li class='term' data-term='balance'><span class='term-sign'>",
        operator("=", b.projects.equals),
        "</span><span class='term-name'>",
        b.projects.balance,
        "</span><b class='term-sum'>",
        amount::yuan(amount::fen(totals.balance)),
        "</b></li></ul>"
    )
}

fn operator(mark: &str, said: &str) -> Html {
    html!("<span aria-hidden='true'>", mark, "</span><span class='unseen'>", said, "</span>")
}

/// What the sums were counted over, and where to check it.
pub(crate) fn counted_over(b: &Books, as_of: Option<&AsOf>) -> Html {
    let said = as_of.map_or_else(|| b.projects.not_entered.to_owned(), |at| (b.projects.as_of)(&at.size.to_string()));
    html!(
        "<p class='quiet counted'>",
        said,
        " · <a href='",
        Route::Verify.href(),
        "'>",
        b.projects.to_verify,
        "</a></p>"
    )
}

#[cfg(test)]
mod tests {
    use model::Fen;

    use super::*;
    use crate::i18n::{Locale, books::books};

    fn totals(correction_fen: i64, moved_in: u64) -> Totals {
        let fen = |n| Fen::new(n).unwrap();
        Totals {
            income: fen(18_642_050),
            refund: fen(20_000),
            expense: fen(9_230_000),
            moved_out: fen(0),
            moved_in: fen(moved_in),
            correction_fen,
            balance: fen(9_397_050),
        }
    }

    #[test]
    fn a_correction_is_added_or_taken_by_its_sign() {
        assert_eq!(amount_of(&totals(5000, 0), Term::Correction), (true, 5000));
        assert_eq!(amount_of(&totals(-5000, 0), Term::Correction), (false, 5000));
    }

    #[test]
    fn every_term_opens_its_entries_and_what_never_happened_is_left_out() {
        let zh = books(Locale::Zh);
        let id: ProjectId = "P-DEMO-01".parse().unwrap();
        let html = equation(zh, &totals(5000, 0), Some(id)).into_string();
        for term in ["income", "refund", "expense", "moved_out", "correction"] {
            assert!(html.contains(&format!("/p/P-DEMO-01/books?term={term}'")), "{term} in {html}");
        }
        assert!(!html.contains("moved_in"), "{html}");
        assert!(html.contains("<b class='term-sum'>93,970.50</b>"), "{html}");
        assert!(equation(zh, &totals(0, 1), None).into_string().contains("转入"));
    }

    #[test]
    fn what_was_left_before_comes_first_and_income_is_added_to_it() {
        let html = equation_from(books(Locale::Zh), Fen::new(100).unwrap(), &totals(0, 0)).into_string();
        let (carried, income) = (html.find("上年结转").unwrap(), html.find("收入").unwrap());
        assert!(carried < income && html[carried..income].contains("加"), "{html}");
    }
}
