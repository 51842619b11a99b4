//! An entry of the log: what its leaf says, and nothing that its leaf must not say.
//!
//! A leaf is canonical JSON in ASCII. Its place is its index, so it has no number of its own and is final before it is
//! sequenced. What is personal, or might be, is a [`crate::disclosure`] and only its digest is here.

mod read;
mod write;

use std::num::NonZeroU32;

use model::Day;

use crate::{
    account::Account,
    canonical::{CanonicalError, MAX_INT},
    disclosure::Digest,
    fault::Fault,
    kind::{Kind, STEP_DIGESTS, Step, Why},
    word::{Line, Slug},
};

/// The version that every leaf carries as `v`.
pub const VERSION: i64 = 1;
/// The most postings an entry may have.
pub const MAX_POSTINGS: usize = 256;

/// One line of an entry: so many fen to an account; debit is positive, credit negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// How much, in fen.
    pub fen: i64,
    /// The line of the project's budget; for costs of a project, and only for them.
    pub line: Option<Line>,
}

impl Posting {
    /// So many fen to an account that has no budget.
    #[must_use]
    pub const fn new(account: Account, fen: i64) -> Self {
        Self { account, fen, line: None }
    }

    /// So many fen to a line of a project's budget.
    #[must_use]
    pub const fn on(account: Account, fen: i64, line: Line) -> Self {
        Self { account, fen, line: Some(line) }
    }
}

/// An entry with money in it, in CNY.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// What it is.
    pub kind: Kind,
    /// Where the money comes from and goes to.
    pub postings: Vec<Posting>,
    /// The earlier entry that it takes back or corrects.
    pub of: Option<u64>,
    /// Why it does what it does to another entry or project.
    pub why: Option<Why>,
    /// How many gifts, things or hours it sums up, where that is public.
    pub count: Option<NonZeroU32>,
}

impl Money {
    /// An entry of these postings that names no other.
    #[must_use]
    pub const fn new(kind: Kind, postings: Vec<Posting>) -> Self {
        Self { kind, postings, of: None, why: None, count: None }
    }

    /// The same, naming the entry `of` and saying why.
    #[must_use]
    pub const fn naming(mut self, of: u64, why: Why) -> Self {
        self.of = Some(of);
        self.why = Some(why);
        self
    }

    /// The same, saying why.
    #[must_use]
    pub const fn because(mut self, why: Why) -> Self {
        self.why = Some(why);
        self
    }

    /// The same, summing up so many gifts, things or hours.
    #[must_use]
    pub const fn counting(mut self, count: NonZeroU32) -> Self {
        self.count = Some(count);
        self
    }

    /// What it moves on an account, in fen.
    #[must_use]
    pub fn on(&self, account: Account) -> i64 {
        let here = self.postings.iter().filter(|posting| posting.account == account);
        here.fold(0, |sum, posting| sum.saturating_add(posting.fen))
    }

    /// The rules that can be seen in the entry alone: I1, I2, I3, I7, and whether it names another where it must.
    fn check(&self) -> Result<(), Fault> {
        if self.postings.len() < 2 {
            return Err(Fault::TooFewPostings);
        }
        let mut sum = 0_i64;
        for posting in &self.postings {
            if posting.fen == 0 {
                return Err(Fault::ZeroPosting);
            }
            let next = sum.checked_add(posting.fen).filter(|_| posting.fen.unsigned_abs() <= MAX_INT.unsigned_abs());
            sum = next.ok_or(Fault::Range)?;
            if !self.kind.allows(posting.account, posting.fen) {
                return Err(Fault::WrongAccount { kind: self.kind, account: posting.account });
            }
            if posting.line.is_some() != matches!(posting.account, Account::Cost(..)) {
                return Err(Fault::Line);
            }
        }
        if sum != 0 {
            return Err(Fault::Unbalanced { fen: sum });
        }
        if self.postings.len() > MAX_POSTINGS {
            return Err(Fault::Range);
        }
        if self.of.is_some() != self.kind.link().is_some() {
            return Err(Fault::Link);
        }
        if self.why.is_some() == self.kind.says_why() { Ok(()) } else { Err(Fault::Why) }
    }
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Money moved.
    Money(Money),
    /// A wish or claim of this batch took a step.
    Step {
        /// The step.
        step: Step,
        /// The batch in which the wish was listed.
        batch: Slug,
    },
    /// Fields of an earlier entry were erased: their salts and values are gone, its leaf stays.
    Erasure {
        /// The earlier entry.
        of: u64,
        /// The names of the fields, sorted, each once.
        fields: Vec<Slug>,
    },
    /// Nothing happened on this day; so that a stale log shows.
    Heartbeat,
}

/// An entry that keeps every rule that can be seen in it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    day: Day,
    digests: Vec<Digest>,
    what: What,
}

/// Why bytes are no leaf of these books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// A leaf has at most [`crate::tile::MAX_ENTRY`] bytes.
    #[error("the leaf is too long")]
    TooLong,
    /// It is not canonical JSON.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// A letter is not ASCII: free text does not belong into a leaf.
    #[error("the leaf is not ASCII")]
    NotAscii,
    /// It is of a version or kind that this build does not know.
    #[error("this build does not know such an entry")]
    Unknown,
    /// A field is missing or malformed.
    #[error("`{0}` is missing or malformed")]
    Field(&'static str),
    /// There is a field that such an entry does not have.
    #[error("there is a field that does not belong there")]
    Stray,
    /// A rule of the books is broken.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Entry {
    /// An entry of this day with the digests of its disclosures (as [`crate::disclosure::Secret::commit`] gives them).
    ///
    /// # Errors
    /// When it breaks a rule that can be seen in the entry alone: I1, I2, I3, I7, I9, or the form of I6.
    pub fn new(day: Day, digests: Vec<Digest>, what: What) -> Result<Self, Fault> {
        // A day that would not be read back.
        if !(Day::from_ymd(1600, 1, 1)..=Day::from_ymd(9999, 12, 31)).contains(&Some(day)) {
            return Err(Fault::Range);
        }
        match &what {
            What::Money(money) => money.check()?,
            What::Erasure { of, fields } => {
                if *of > MAX_INT.unsigned_abs() {
                    return Err(Fault::Range);
                }
                if fields.is_empty() || !fields.is_sorted_by(|one, next| one < next) {
                    return Err(Fault::Link);
                }
            }
            What::Step { .. } | What::Heartbeat => {}
        }
        let expected = what.digests();
        if digests.len() != expected || !digests.is_sorted_by(|one, next| one < next) {
            return Err(Fault::Commitment { found: digests.len(), expected });
        }
        Ok(Self { day, digests, what })
    }

    /// The day it is of, in China.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The digests of its disclosures and decoys, sorted by their text.
    #[must_use]
    pub fn digests(&self) -> &[Digest] {
        &self.digests
    }

    /// What it tells.
    #[must_use]
    pub const fn what(&self) -> &What {
        &self.what
    }

    /// The word of its kind in the leaf.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.what.kind()
    }

    /// The money in it.
    #[must_use]
    pub const fn money(&self) -> Option<&Money> {
        if let What::Money(money) = &self.what { Some(money) } else { None }
    }

    /// The money in it, taken out.
    #[must_use]
    pub fn into_money(self) -> Option<Money> {
        if let What::Money(money) = self.what { Some(money) } else { None }
    }

    /// The earlier entry whose content is needed to judge this one.
    #[must_use]
    pub fn target(&self) -> Option<u64> {
        self.money().and_then(|money| money.of)
    }
}

impl What {
    /// The word of its kind in the leaf.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Money(money) => money.kind.word(),
            Self::Step { step, .. } => step.word(),
            Self::Erasure { .. } => "erasure",
            Self::Heartbeat => "heartbeat",
        }
    }

    /// How many digests its leaf holds.
    #[must_use]
    pub const fn digests(&self) -> usize {
        match self {
            Self::Money(money) => money.kind.digests(),
            Self::Step { .. } => STEP_DIGESTS,
            Self::Erasure { .. } | Self::Heartbeat => 0,
        }
    }
}

#[cfg(test)]
mod tests;
