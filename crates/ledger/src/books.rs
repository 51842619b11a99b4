//! The books after so many entries: balances, funds, what has been taken back. Refuses what breaks a rule at that prefix.
//!
//! The sequencer asks before it writes, the audit asks of every entry it reads: the same code.

mod fund;
mod period;
mod steps;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use fund::Fund;
pub use period::Period;
pub use steps::Tally;

use crate::{
    account::Account,
    canonical::MAX_INT,
    entry::{Entry, Money, What},
    fault::Fault,
    kind::Kind,
    word::Slug,
};

/// The state of the books. Serialisable, so that an audit can go on where it stopped; its size is that of the charity
/// (accounts, projects, batches, corrected entries), not that of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    entries: u64,
    balances: BTreeMap<Account, i64>,
    projects: BTreeMap<Slug, Fund>,
    general: Fund,
    /// How much of an entry's posting to an account later entries have taken back.
    taken: BTreeMap<u64, BTreeMap<Account, i64>>,
    batches: BTreeMap<Slug, Tally>,
}

/// An entry, and on each account how much has been taken back of it in all.
type Taken = (u64, BTreeMap<Account, i64>);

/// An amount within the range that every reader keeps.
fn within(fen: i64) -> Result<i64, Fault> {
    if fen.unsigned_abs() <= MAX_INT.unsigned_abs() { Ok(fen) } else { Err(Fault::Range) }
}

impl Books {
    /// Empty books.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries are in them; the index of the next one.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// The balance of an account in fen; debit is positive.
    #[must_use]
    pub fn balance(&self, account: Account) -> i64 {
        self.balances.get(&account).copied().unwrap_or(0)
    }

    /// Every account that was ever touched, with its balance in fen.
    #[must_use]
    pub const fn balances(&self) -> &BTreeMap<Account, i64> {
        &self.balances
    }

    /// Every project that money was ever given to or spent by.
    #[must_use]
    pub const fn projects(&self) -> &BTreeMap<Slug, Fund> {
        &self.projects
    }

    /// What belongs to no project: gifts without a purpose, fees, administration. May be negative: fees come before gifts.
    #[must_use]
    pub const fn general(&self) -> &Fund {
        &self.general
    }

    /// How many of each step the wishes of each batch have made.
    #[must_use]
    pub const fn batches(&self) -> &BTreeMap<Slug, Tally> {
        &self.batches
    }

    /// How much of what entry `of` booked on `account` later entries have taken back, in fen.
    #[must_use]
    pub fn taken(&self, of: u64, account: Account) -> i64 {
        self.taken.get(&of).and_then(|accounts| accounts.get(&account)).copied().unwrap_or(0)
    }

    /// Enters the next entry. `target` is the money of the entry that [`Entry::target`] names; `None` when it names none, or
    /// the named entry has none.
    ///
    /// # Errors
    /// When it breaks a rule at this prefix (I3 to I6, I8). The books are then as they were.
    pub fn enter(&mut self, entry: &Entry, target: Option<&Money>) -> Result<(), Fault> {
        match entry.what() {
            What::Money(money) => self.money(money, target)?,
            What::Step { step, batch } => {
                let tally = self.batches.get(batch).cloned().unwrap_or_default();
                let after = tally.after(*step).ok_or(Fault::Step { batch: *batch, step: *step })?;
                self.batches.insert(*batch, after);
            }
            What::Erasure { of, .. } => self.earlier(*of)?,
            What::Heartbeat => {}
        }
        self.entries = self.entries.saturating_add(1);
        Ok(())
    }

    const fn earlier(&self, of: u64) -> Result<(), Fault> {
        if of < self.entries { Ok(()) } else { Err(Fault::NotEarlier { of }) }
    }

    fn money(&mut self, money: &Money, target: Option<&Money>) -> Result<(), Fault> {
        let taken = self.takes(money, target)?;
        let mut moved: BTreeMap<Account, i64> = BTreeMap::new();
        for posting in &money.postings {
            let sum = moved.entry(posting.account).or_default();
            *sum = within(sum.saturating_add(posting.fen))?;
        }
        let mut funds: Vec<(Option<Slug>, Fund)> = Vec::new();
        for posting in &money.postings {
            if posting.account.is_asset() || posting.account == Account::Refunds {
                continue;
            }
            let project = posting.account.project();
            if !funds.iter().any(|(known, _)| *known == project) {
                let now = project.map_or(Some(&self.general), |project| self.projects.get(&project));
                funds.push((project, now.cloned().unwrap_or_default()));
            }
            for (_, fund) in funds.iter_mut().filter(|(known, _)| *known == project) {
                fund.add(money.kind, posting);
            }
        }
        for (project, fund) in &mut funds {
            fund.count(money, *project);
            for term in fund.terms() {
                within(term)?;
            }
            let missing = -within(fund.balance())?;
            match project {
                Some(project) if missing > 0 => return Err(Fault::Overspent { project: *project, missing }),
                // Fees may come before the first gift without a purpose, but a project is not given what is not there.
                None if missing > 0 && money.kind == Kind::Reallocation => {
                    return Err(Fault::Overdrawn { account: Account::Unrestricted, missing });
                }
                _ => {}
            }
        }
        for (account, fen) in &mut moved {
            *fen = within(fen.saturating_add(self.balance(*account)))?;
            // Assets are debits, what is owed is a credit: neither may change sides.
            let short = if account.is_asset() { -*fen } else { *fen };
            if short > 0 && (account.is_asset() || *account == Account::Refunds) {
                return Err(Fault::Overdrawn { account: *account, missing: short });
            }
        }
        self.balances.extend(moved);
        for (project, fund) in funds {
            match project {
                Some(project) => drop(self.projects.insert(project, fund)),
                None => self.general = fund,
            }
        }
        if let Some((of, accounts)) = taken {
            self.taken.entry(of).or_default().extend(accounts);
        }
        Ok(())
    }

    /// I6: what the entry takes back of the one it names, each account with what is then taken of it in all.
    fn takes(&self, money: &Money, target: Option<&Money>) -> Result<Option<Taken>, Fault> {
        let Some(of) = money.of else { return Ok(None) };
        self.earlier(of)?;
        let wrong = Err(Fault::WrongTarget { of });
        let Some(target) = target else { return wrong };
        if money.kind == Kind::Refund && target.kind != Kind::Donation {
            return wrong;
        }
        let mut touches = false;
        let mut taken: BTreeMap<Account, i64> = BTreeMap::new();
        for posting in &money.postings {
            let booked = target.on(posting.account);
            touches |= booked != 0;
            let opposite = booked.signum() == -posting.fen.signum();
            // A refund gives back what was given; from which account it is paid is another matter.
            let counts = money.kind != Kind::Refund || posting.account.is_net();
            if counts && opposite {
                let sum = taken.entry(posting.account).or_insert_with(|| self.taken(of, posting.account));
                *sum = sum.saturating_add(posting.fen.abs());
                let excess = sum.saturating_sub(booked.abs());
                if excess > 0 {
                    return Err(Fault::TakenTwice { of, account: posting.account, excess });
                }
            } else if counts && money.kind != Kind::Correction {
                return wrong;
            }
        }
        if touches { Ok(Some((of, taken))) } else { wrong }
    }
}

#[cfg(test)]
mod tests;
