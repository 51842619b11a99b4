//! What a visitor is told when a log lies, and which entry shows it.

use serde::{Deserialize, Serialize};

use crate::{Checkpoint, Fault, Hash, checkpoint::Growth, entry::LeafError, trust::TrustError};

/// Something is wrong with the log as it was served. Each is evidence only together with the notes and bytes it is about:
/// whoever reports it keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum Alarm {
    /// The checkpoint is not signed by the log, is malformed, or is another log's.
    #[error("the checkpoint is not to be believed: {problem}")]
    Checkpoint {
        /// Why not.
        problem: String,
    },
    /// The log is shorter than it was: history was taken back.
    #[error("the log had {} entries and now has {}", seen.size(), now.size())]
    Rollback {
        /// What was seen before.
        seen: Box<Checkpoint>,
        /// What is served now.
        now: Box<Checkpoint>,
    },
    /// There are two histories: the same size and another root.
    #[error("two logs of {} entries are signed", now.size())]
    Fork {
        /// What was seen before.
        seen: Box<Checkpoint>,
        /// What is served now.
        now: Box<Checkpoint>,
    },
    /// It was not shown that the log extends what was seen before.
    #[error("it is not shown that the log of {} entries extends the one of {}", now.size(), seen.size())]
    Unproven {
        /// What was seen before.
        seen: Box<Checkpoint>,
        /// What is served now.
        now: Box<Checkpoint>,
    },
    /// The bytes of this entry are not the ones that the tree was made of.
    #[error("entry {index} was changed")]
    Changed {
        /// The entry.
        index: u64,
    },
    /// The bundle breaks off here, or goes on where it must not.
    #[error("the bundle of entries is broken at entry {index}")]
    Broken {
        /// The first entry that cannot be read.
        index: u64,
    },
    /// A tile of hashes is not that of the tree.
    #[error("the tile `{path}` is not that of the tree")]
    Tile {
        /// Its address.
        path: String,
    },
    /// These bytes are no entry of these books.
    #[error("entry {index} makes no sense: {problem}")]
    Leaf {
        /// The entry.
        index: u64,
        /// Why not.
        problem: String,
    },
    /// The entry breaks a rule of the books.
    #[error("entry {index} breaks rule I{}: {fault}", fault.invariant())]
    Rule {
        /// The entry.
        index: u64,
        /// The rule.
        fault: Fault,
    },
    /// All entries together give another root than the one that was signed.
    #[error("the entries give another root than the one that was signed")]
    Root {
        /// The signed checkpoint.
        now: Box<Checkpoint>,
        /// The root that the entries give.
        found: Hash,
        /// Entries before this one are known to be right.
        since: u64,
    },
}

impl Alarm {
    /// The first entry that shows it, where one can be named.
    #[must_use]
    pub const fn index(&self) -> Option<u64> {
        match self {
            Self::Changed { index } | Self::Broken { index } | Self::Leaf { index, .. } | Self::Rule { index, .. } => {
                Some(*index)
            }
            Self::Checkpoint { .. }
            | Self::Rollback { .. }
            | Self::Fork { .. }
            | Self::Unproven { .. }
            | Self::Tile { .. }
            | Self::Root { .. } => None,
        }
    }

    /// A stable word for the page that shows it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint { .. } => "checkpoint",
            Self::Rollback { .. } => "rollback",
            Self::Fork { .. } => "fork",
            Self::Unproven { .. } => "unproven",
            Self::Changed { .. } => "changed",
            Self::Broken { .. } => "broken",
            Self::Tile { .. } => "tile",
            Self::Leaf { .. } => "leaf",
            Self::Rule { fault: Fault::Unbalanced { .. }, .. } => "unbalanced",
            Self::Rule { fault: Fault::Overspent { .. }, .. } => "overspent",
            Self::Rule { .. } => "rule",
            Self::Root { .. } => "root",
        }
    }

    /// Compares a checkpoint with one that was seen before, with the consistency proof between both.
    ///
    /// # Errors
    /// The alarm when it is smaller, another history, or not shown to extend what was seen.
    pub fn between(seen: &Checkpoint, now: &Checkpoint, proof: &[Hash]) -> Result<(), Self> {
        let growth = seen.growth(now, proof);
        let (seen, now) = (Box::new(seen.clone()), Box::new(now.clone()));
        match growth {
            Growth::Same | Growth::Grown => Ok(()),
            Growth::RolledBack => Err(Self::Rollback { seen, now }),
            Growth::Forked => Err(Self::Fork { seen, now }),
            Growth::Unproven(_) => Err(Self::Unproven { seen, now }),
        }
    }

    /// The alarm for a leaf that could not be read.
    pub(crate) fn leaf(index: u64, error: LeafError) -> Self {
        match error {
            LeafError::Fault(fault) => Self::Rule { index, fault },
            other => Self::Leaf { index, problem: other.to_string() },
        }
    }
}

impl From<TrustError> for Alarm {
    fn from(error: TrustError) -> Self {
        Self::Checkpoint { problem: error.to_string() }
    }
}
