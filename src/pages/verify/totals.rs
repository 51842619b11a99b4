//! The audited totals beside those that the project pages show.

use leptos::prelude::*;
use model::{
    ProjectId,
    verify::{Passed, Total},
    view::{AsOf, Totals},
};

use super::money;
use crate::{
    api::books,
    i18n::{books::use_books, use_texts},
    markup::{Html, html},
    reactive::task,
};

/// What a project's page says: its totals and the checkpoint that they were counted at; `None` when it could not be asked.
type Said = Option<(Totals, Option<AsOf>)>;

/// The page of an audited project.
pub(super) struct Page {
    /// The project's name in the ledger.
    name: String,
    /// The project's title; its name in the ledger where its page could not be asked.
    title: String,
    said: Said,
}

/// What the pages of the audited projects say.
#[derive(Clone, Copy)]
pub(crate) struct Shown(RwSignal<Vec<Page>>);

impl Shown {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Fetches what the pages of the audited projects say.
    pub(super) fn fetch(self, passed: &Passed) {
        self.0.set(Vec::new());
        for project in &passed.projects {
            let name = project.project.clone();
            let Ok(id) = name.parse::<ProjectId>() else { continue };
            task(async move {
                let view = books::project(id).await.ok();
                let title = view.as_ref().map_or_else(|| name.clone(), |view| view.card.title.clone());
                let said = view.map(|view| (view.totals, view.as_of));
                self.0.try_update(|all| all.push(Page { name, title, said }));
            });
        }
    }

    pub(super) fn with<T>(self, read: impl FnOnce(&[Page]) -> T) -> T {
        self.0.with(|all| read(all))
    }
}

/// How the audited totals of a project and those of its page relate.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Match {
    /// Not known yet.
    Asking,
    /// The page could not be asked.
    Unknown,
    /// The page was counted at another length of the log.
    Other,
    /// Each term is the same.
    Same,
    /// They differ; the page's balance.
    Differ(i64),
}

fn compare(audited: &Total, size: u64, said: Option<&Said>) -> Match {
    let fen = |fen: model::Fen| i64::try_from(fen.get()).unwrap_or(i64::MAX);
    match said {
        None => Match::Asking,
        Some(None) => Match::Unknown,
        Some(Some((_, as_of))) if as_of.as_ref().is_none_or(|as_of| as_of.size != size) => Match::Other,
        Some(Some((page, _))) => {
            let mine = [
                audited.income,
                audited.refund,
                audited.expense,
                audited.moved_out,
                audited.moved_in,
                audited.correction,
                audited.balance,
            ];
            let theirs = [
                fen(page.income),
                fen(page.refund),
                fen(page.expense),
                fen(page.moved_out),
                fen(page.moved_in),
                page.correction_fen,
                fen(page.balance),
            ];
            if mine == theirs { Match::Same } else { Match::Differ(fen(page.balance)) }
        }
    }
}

/// Each project, what is left of it, and whether its page says the same.
pub(super) fn table(passed: &Passed, shown: &[Page]) -> Html {
    let (t, b) = (use_texts(), use_books());
    if passed.projects.is_empty() {
        return Html::default();
    }
    let rows = passed.projects.iter().map(|total| {
        let page = shown.iter().find(|page| page.name == total.project);
        let (state, word) = match compare(total, passed.standing.size, page.map(|page| &page.said)) {
            Match::Asking => ("asking", b.verify.totals_asking.to_owned()),
            Match::Unknown => ("asking", b.verify.totals_unknown.to_owned()),
            Match::Other => ("asking", b.verify.totals_newer.to_owned()),
            Match::Same => ("same", b.verify.totals_same.to_owned()),
            Match::Differ(page) => ("differ", (b.verify.totals_differ)(&money(t, page))),
        };
        html!(
            "<li class='verify-total' data-state='",
            state,
            "'><span>",
            page.map_or(&total.project, |page| &page.title),
            "</span> <b>",
            money(t, total.balance),
            "</b> <span class='quiet'>",
            word,
            "</span></li>"
        )
    });
    html!("<h3>", b.verify.totals_title, "</h3><ul>", rows.collect::<Html>(), "</ul>")
}

#[cfg(test)]
mod tests {
    use model::Fen;

    use super::*;

    fn audited() -> Total {
        Total {
            project: "p-demo-01".to_owned(),
            income: 900,
            moved_in: 0,
            refund: 100,
            expense: 300,
            moved_out: 0,
            correction: -50,
            balance: 450,
        }
    }

    fn page(income: u64, balance: u64, size: u64) -> (Totals, Option<AsOf>) {
        let (zero, root) = (Fen::default(), String::new());
        let fen = |fen| Fen::new(fen).unwrap();
        let totals = Totals {
            income: fen(income),
            refund: fen(100),
            expense: fen(300),
            moved_out: zero,
            moved_in: zero,
            correction_fen: -50,
            balance: fen(balance),
        };
        (totals, Some(AsOf { size, root }))
    }

    #[test]
    fn figures_are_compared_only_at_the_same_length_of_the_log() {
        for (said, want) in [
            (None, Match::Asking),
            (Some(None), Match::Unknown),
            (Some(Some(page(900, 450, 8))), Match::Other),
            (Some(Some(page(900, 450, 7))), Match::Same),
            (Some(Some(page(901, 451, 7))), Match::Differ(451)),
            (Some(Some(page(901, 450, 7))), Match::Differ(450)),
        ] {
            assert_eq!(compare(&audited(), 7, said.as_ref()), want, "{said:?}");
        }
    }
}
