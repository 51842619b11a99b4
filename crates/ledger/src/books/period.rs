//! What moved in a part of the log, in a year for instance: the equation of each project, of these entries alone.

use std::collections::BTreeMap;

use super::Fund;
use crate::{
    account::{Account, Cost},
    entry::Money,
    word::Slug,
};

/// Sums over some entries. Nothing is judged here: these are entries that the [`Books`](super::Books) have taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    projects: BTreeMap<Slug, Fund>,
    costs: BTreeMap<Cost, i64>,
}

impl Period {
    /// Adds an entry.
    pub fn add(&mut self, money: &Money) {
        let mut touched: Vec<Slug> = Vec::new();
        for posting in &money.postings {
            let Some(project) = posting.account.project() else { continue };
            self.projects.entry(project).or_default().add(money.kind, posting);
            touched.push(project);
            if let Account::Cost(cost, _) = posting.account {
                let sum = self.costs.entry(cost).or_default();
                *sum = sum.saturating_add(posting.fen);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for project in touched {
            self.projects.entry(project).or_default().count(money, Some(project));
        }
    }

    /// The equation of each project whose money moved; what is left may be below 0, for it was there before.
    #[must_use]
    pub const fn projects(&self) -> &BTreeMap<Slug, Fund> {
        &self.projects
    }

    /// What the projects spent on this kind of cost, corrections included, in fen.
    #[must_use]
    pub fn spent(&self, cost: Cost) -> i64 {
        self.costs.get(&cost).copied().unwrap_or_default()
    }
}
