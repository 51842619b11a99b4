//! How far the log is published, and whether it may go on.

use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Books, VerifyKey};
use store::ledger::{Broken, Head};
use tokio::sync::watch;

/// Why the log does not go on; an operator has to look (docs/OPERATIONS.md).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is a log, but no lock that knows it.
    #[error("the database has a ledger of {found} entries and there is no lock that knows it")]
    NoLock {
        /// How many entries the database has.
        found: u64,
    },
    /// The database is older than what was published: a copy was put back.
    #[error("the database has {found} ledger entries, but {locked} were published: it is an old copy")]
    Behind {
        /// How many are locked.
        locked: u64,
        /// How many the database has.
        found: u64,
    },
    /// The database has another history than what was published.
    #[error("the first {locked} ledger entries are not the ones that were published")]
    Forked {
        /// How many are locked.
        locked: u64,
    },
    /// What is stored is no log.
    #[error("the stored ledger is broken: {0}")]
    Broken(#[from] Broken),
    /// The newest checkpoint was signed for another origin, or by keys that are not here.
    #[error("the newest checkpoint was not signed by the keys that are here, for the origin that was given")]
    Signer,
}

/// Whether the log goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is still being read.
    Opening,
    /// It goes on.
    Open,
    /// It does not.
    Refused(Refusal),
}

/// What of the log anybody may see.
#[derive(Clone, Debug)]
pub struct Published {
    /// The newest checkpoint.
    pub head: Head,
    /// The books after its last entry.
    pub books: Books,
    /// What its signatures are checked with.
    pub vkeys: Vec<VerifyKey>,
}

/// The log of a running server. Clones share it.
#[derive(Clone, Debug)]
pub struct Ledger {
    published: watch::Sender<Option<Arc<Published>>>,
    standing: Arc<Mutex<Standing>>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self { published: watch::Sender::new(None), standing: Arc::new(Mutex::new(Standing::Opening)) }
    }
}

impl Ledger {
    /// What is published; nothing before the log has been read, or while it is refused.
    #[must_use]
    pub fn published(&self) -> Option<Arc<Published>> {
        self.published.borrow().clone()
    }

    /// Wakes whoever waits for the next checkpoint.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<Option<Arc<Published>>> {
        self.published.subscribe()
    }

    /// Whether it goes on.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn publish(&self, published: Published) {
        self.set(Standing::Open);
        self.published.send_replace(Some(Arc::new(published)));
    }

    pub(super) fn open(&self) {
        self.set(Standing::Open);
    }

    pub(super) fn refuse(&self, refusal: Refusal) {
        self.set(Standing::Refused(refusal));
        self.published.send_replace(None);
    }

    fn set(&self, standing: Standing) {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = standing;
    }
}
