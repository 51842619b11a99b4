//! The head of the log: who, how many entries, which root (C2SP tlog-checkpoint v1.0.0).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Hash, proof, proof::ProofError, text::decimal};

/// The state of a log at one size. Written as the text of a note, with its last line feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    /// Foreign logs may add lines that nobody can audit; ours never does. Kept as they stand, for their signatures.
    extensions: String,
}

/// The text is not that of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a checkpoint is three lines: origin, size, root")]
pub struct ParseCheckpointError;

/// How a checkpoint relates to an earlier one of the same log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// It is the same tree.
    Same,
    /// It extends the earlier tree.
    Grown,
    /// It is smaller: history was taken back.
    RolledBack,
    /// It has the same size and another root: there are two histories.
    Forked,
    /// It was not shown that it extends the earlier one.
    Unproven(ProofError),
}

impl Checkpoint {
    /// The checkpoint of a log with this origin (its key's name), or `None` when the origin is empty or has a line break.
    #[must_use]
    pub fn new(origin: &str, size: u64, root: Hash) -> Option<Self> {
        let one_line = !origin.is_empty() && !origin.contains(|letter: char| letter < ' ');
        one_line.then(|| Self { origin: origin.to_owned(), size, root, extensions: String::new() })
    }

    /// Which log it is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root over them.
    #[must_use]
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// What `now` is, seen from this earlier checkpoint, with the consistency proof between both. Anything extends an
    /// empty log; equal sizes need no proof.
    #[must_use]
    pub fn growth(&self, now: &Self, proof: &[Hash]) -> Growth {
        if now.size < self.size {
            Growth::RolledBack
        } else if now.size == self.size {
            if now.root == self.root { Growth::Same } else { Growth::Forked }
        } else if self.size == 0 {
            if self.root == Hash::EMPTY { Growth::Grown } else { Growth::Forked }
        } else {
            match proof::verify_consistency(self.size, now.size, self.root, now.root, proof) {
                Ok(()) => Growth::Grown,
                Err(error) => Growth::Unproven(error),
            }
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n{}", self.origin, self.size, self.root, self.extensions)
    }
}

impl FromStr for Checkpoint {
    type Err = ParseCheckpointError;

    fn from_str(text: &str) -> Result<Self, ParseCheckpointError> {
        let parse = || {
            let (origin, rest) = text.split_once('\n')?;
            let (size, rest) = rest.split_once('\n')?;
            let (root, extensions) = rest.split_once('\n')?;
            let found =
                Self { extensions: extensions.to_owned(), ..Self::new(origin, decimal(size)?, root.parse().ok()?)? };
            let ended = extensions.is_empty() || extensions.ends_with('\n');
            (ended && !extensions.starts_with('\n') && !extensions.contains("\n\n")).then_some(found)
        };
        parse().ok_or(ParseCheckpointError)
    }
}

impl TryFrom<String> for Checkpoint {
    type Error = ParseCheckpointError;

    fn try_from(text: String) -> Result<Self, ParseCheckpointError> {
        text.parse()
    }
}

impl From<Checkpoint> for String {
    fn from(checkpoint: Checkpoint) -> Self {
        checkpoint.to_string()
    }
}
