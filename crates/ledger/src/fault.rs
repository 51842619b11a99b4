//! The rules that every entry keeps, at every prefix of the log (ledger.md 3.1, I1 to I9).

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    kind::{Kind, Step},
    word::Slug,
};

/// A broken rule of the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// I1: the postings do not add up to zero.
    #[error("the postings add up to {fen} fen, not to zero")]
    Unbalanced {
        /// What they add up to.
        fen: i64,
    },
    /// I2: money comes from somewhere and goes somewhere.
    #[error("an entry has at least two postings")]
    TooFewPostings,
    /// I2: nothing is booked.
    #[error("a posting is of zero fen")]
    ZeroPosting,
    /// I3: an amount or a balance leaves the range of whole numbers that every reader keeps.
    #[error("an amount leaves the range of 2^53-1 fen")]
    Range,
    /// I4: a project spends more than was given for it.
    #[error("project `{project}` has {missing} fen less than it spends")]
    Overspent {
        /// The project.
        project: Slug,
        /// How much is missing, in fen.
        missing: i64,
    },
    /// I5: an account pays what it does not have, or more is paid back than is owed.
    #[error("`{account}` lacks {missing} fen")]
    Overdrawn {
        /// The account.
        account: Account,
        /// How much is missing, in fen.
        missing: i64,
    },
    /// I6: it has to name an earlier entry, or must not.
    #[error("it names an entry where it must not, or names none where it must")]
    Link,
    /// I6: the named entry is not an earlier one.
    #[error("entry {of} is not an earlier entry")]
    NotEarlier {
        /// The named index.
        of: u64,
    },
    /// I6: the named entry cannot be taken back or corrected by this one.
    #[error("entry {of} is not one that this can name")]
    WrongTarget {
        /// The named index.
        of: u64,
    },
    /// I6: more is taken back than is left of the named entry.
    #[error("of entry {of}, {account} has {excess} fen less to take back")]
    TakenTwice {
        /// The named index.
        of: u64,
        /// The account.
        account: Account,
        /// How much too much, in fen.
        excess: i64,
    },
    /// I7: this kind of entry must not touch this account in this direction.
    #[error("a {kind} does not touch `{account}` like this")]
    WrongAccount {
        /// The kind.
        kind: Kind,
        /// The account.
        account: Account,
    },
    /// I7: costs of a project stand on a line of its budget, nothing else does.
    #[error("a cost of a project needs a budget line, nothing else has one")]
    Line,
    /// I7: a reason is missing, or stands where none belongs.
    #[error("it has to say why, or must not")]
    Why,
    /// I8: no wish or claim of the batch can have made this step.
    #[error("no wish of batch `{batch}` can have come to `{step}`")]
    Step {
        /// The batch.
        batch: Slug,
        /// The step.
        step: Step,
    },
    /// I9: the digests, one of which commits to the payment's number, are not as many as the kind has.
    #[error("it has {found} digests, its kind has {expected}")]
    Commitment {
        /// How many there are.
        found: usize,
        /// How many there have to be.
        expected: usize,
    },
}

impl Fault {
    /// The number of the rule in ledger.md 3.1: 1 to 9.
    #[must_use]
    pub const fn invariant(self) -> u8 {
        match self {
            Self::Unbalanced { .. } => 1,
            Self::TooFewPostings | Self::ZeroPosting => 2,
            Self::Range => 3,
            Self::Overspent { .. } => 4,
            Self::Overdrawn { .. } => 5,
            Self::Link | Self::NotEarlier { .. } | Self::WrongTarget { .. } | Self::TakenTwice { .. } => 6,
            Self::WrongAccount { .. } | Self::Line | Self::Why => 7,
            Self::Step { .. } => 8,
            Self::Commitment { .. } => 9,
        }
    }
}
