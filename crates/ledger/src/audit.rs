//! The whole-log audit, entry by entry: bytes, form, rules at every prefix, root at every checkpoint.
//!
//! How a caller goes about it: open the checkpoint ([`crate::Trust::open`]); [`Audit::sees`] it with a consistency proof;
//! fetch the bundles and tiles of level 0 from [`Audit::size`] on and give them to [`Audit::tile`]; at the end
//! [`Audit::reach`] the checkpoint. The state can be stored after any entry and taken up again.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{
    Checkpoint, Entry, Hash, Range,
    alarm::Alarm,
    books::Books,
    entry::Money,
    tile::{WIDTH, entries},
};

/// How many of the last entries an audit keeps in memory to judge what takes them back.
const REMEMBERED: usize = 16_384;

/// An audit under way. Serialisable: what is stored is small (compact range, balances), whatever the length of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    origin: String,
    range: Range,
    books: Books,
    reached: Option<Checkpoint>,
    /// Money of the last entries, in their order; not stored.
    #[serde(skip)]
    past: VecDeque<Option<Money>>,
    /// Money of the entry that was asked for; not stored.
    #[serde(skip)]
    recalled: Option<(u64, Option<Money>)>,
}

/// Why an audit does not go on. The state is that before the entry, so it can be tried again with other bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The log lies.
    #[error(transparent)]
    Alarm(#[from] Alarm),
    /// To judge the next entry, an old one has to be seen again: call [`Audit::recall`], then go on with the same bytes.
    #[error("entry {0} is needed again")]
    Recall(u64),
    /// These are not the bytes that come next.
    #[error("entry {0} comes next")]
    OutOfTurn(u64),
}

impl Audit {
    /// The audit of a log from its first entry on.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            range: Range::new(),
            books: Books::new(),
            reached: None,
            past: VecDeque::new(),
            recalled: None,
        }
    }

    /// How many entries have been audited; the index of the next one.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.range.size()
    }

    /// The root over the audited entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.range.root()
    }

    /// The audited entries as the tree above them.
    #[must_use]
    pub const fn range(&self) -> &Range {
        &self.range
    }

    /// The books after the audited entries, to be compared with the totals that a page shows.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.books
    }

    /// The last checkpoint that the audited entries led to.
    #[must_use]
    pub const fn reached(&self) -> Option<&Checkpoint> {
        self.reached.as_ref()
    }

    /// Compares a new checkpoint, already believed, with the last one reached.
    ///
    /// # Errors
    /// The alarm when it is another log's, smaller, another history, or not shown to extend the last one by `proof`.
    pub fn sees(&self, now: &Checkpoint, proof: &[Hash]) -> Result<(), Alarm> {
        if now.origin() != self.origin {
            return Err(Alarm::Checkpoint { problem: "it is another log's".to_owned() });
        }
        self.reached.as_ref().map_or(Ok(()), |seen| Alarm::between(seen, now, proof))
    }

    /// Audits the entries of a bundle that have not been audited yet. `index` is that of the tile; `hashes` are those of the
    /// tile of level 0 over the same entries, which name the entry whose bytes were changed.
    ///
    /// # Errors
    /// [`Stop::Alarm`] with the first entry that is wrong; entries before it count as audited.
    pub fn tile(&mut self, index: u64, bundle: &[u8], hashes: &[Hash]) -> Result<(), Stop> {
        let start = index.saturating_mul(WIDTH.into());
        if start > self.size() || hashes.len() > usize::from(WIDTH) {
            return Err(Stop::OutOfTurn(self.size()));
        }
        let mut expected = hashes.iter();
        for (index, entry) in (start..).zip(entries(bundle)) {
            let (Some(leaf), Some(hash)) = (entry, expected.next()) else { return Err(Alarm::Broken { index }.into()) };
            if Hash::leaf(leaf) != *hash {
                return Err(Alarm::Changed { index }.into());
            }
            if index == self.size() {
                self.enter(leaf, *hash)?;
            }
        }
        let missing = u64::try_from(expected.len()).unwrap_or(u64::MAX);
        if missing == 0 {
            return Ok(());
        }
        let whole = u64::try_from(hashes.len()).unwrap_or(u64::MAX);
        Err(Alarm::Broken { index: start.saturating_add(whole - missing) }.into())
    }

    /// Audits the next entry by its bytes alone.
    ///
    /// # Errors
    /// As [`Audit::tile`]; without a tile a changed byte shows as an entry that makes no sense, or at the next checkpoint.
    pub fn entry(&mut self, leaf: &[u8]) -> Result<(), Stop> {
        self.enter(leaf, Hash::leaf(leaf))
    }

    fn enter(&mut self, leaf: &[u8], hash: Hash) -> Result<(), Stop> {
        let index = self.size();
        let entry = Entry::read(leaf).map_err(|error| Alarm::leaf(index, error))?;
        let target = match entry.target().filter(|of| *of < index) {
            None => None,
            Some(of) => self.remembers(of).ok_or(Stop::Recall(of))?.clone(),
        };
        let target = target.as_ref();
        self.books.enter(&entry, target).map_err(|fault| Alarm::Rule { index, fault })?;
        self.range.push(hash);
        self.recalled = None;
        if self.past.len() == REMEMBERED {
            self.past.pop_front();
        }
        self.past.push_back(entry.into_money());
        Ok(())
    }

    /// The money of an old entry, if it is at hand.
    fn remembers(&self, of: u64) -> Option<&Option<Money>> {
        let back = usize::try_from(self.size().checked_sub(of)?).ok()?;
        let recalled = self.recalled.as_ref().filter(|(index, _)| *index == of).map(|(_, money)| money);
        self.past.len().checked_sub(back).and_then(|place| self.past.get(place)).or(recalled)
    }

    /// Shows an old entry again that the next one names: its bytes, and the hashes beside its way up
    /// ([`crate::proof::peak_path`] for [`Audit::size`]).
    ///
    /// # Errors
    /// The alarm when these are not the bytes that were audited.
    pub fn recall(&mut self, of: u64, leaf: &[u8], path: &[Hash]) -> Result<(), Alarm> {
        if !self.range.holds(of, Hash::leaf(leaf), path) {
            return Err(Alarm::Changed { index: of });
        }
        let entry = Entry::read(leaf).map_err(|error| Alarm::leaf(of, error))?;
        self.recalled = Some((of, entry.into_money()));
        Ok(())
    }

    /// Compares the audited entries with a checkpoint, already believed and [seen](Audit::sees). Yields how many entries are
    /// still to come: 0 means that the log is the one that was signed.
    ///
    /// # Errors
    /// The alarm when the checkpoint is smaller than what was audited, or its root is another one.
    pub fn reach(&mut self, now: &Checkpoint) -> Result<u64, Alarm> {
        if let Some(rest @ 1..) = now.size().checked_sub(self.size()) {
            return Ok(rest);
        }
        let found = self.root();
        if now.size() == self.size() && now.root() == found && now.origin() == self.origin {
            self.reached = Some(now.clone());
            return Ok(0);
        }
        let since = self.reached.as_ref().map_or(0, Checkpoint::size);
        let now = Box::new(now.clone());
        Err(match self.reached.clone().map(Box::new) {
            Some(seen) if seen.size() > now.size() => Alarm::Rollback { seen, now },
            Some(seen) if seen.size() == now.size() && seen.root() != now.root() => Alarm::Fork { seen, now },
            _ => Alarm::Root { now, found, since },
        })
    }
}
