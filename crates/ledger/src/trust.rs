//! Whom a reader believes: the log's keys by name and id, and the witnesses that may vouch for it.

use std::collections::BTreeMap;

use crate::{Checkpoint, Note, VerifyKey, key::Algorithm, note::NoteError};

/// The keys that a reader knows, and the origin it expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    origin: String,
    log: Vec<VerifyKey>,
    witnesses: Vec<VerifyKey>,
}

/// A checkpoint that a known key of the log signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The note it came in: evidence, to be kept as it is.
    pub note: Note,
    /// Known witnesses that saw it, with their time in seconds since 1970.
    pub witnesses: BTreeMap<String, u64>,
}

/// Why a note is not a checkpoint of the log that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// The note is malformed or not signed by the log.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The signed text is not a checkpoint.
    #[error("the signed text is not a checkpoint")]
    NotACheckpoint,
    /// It is the checkpoint of another log.
    #[error("this is the checkpoint of another log")]
    OtherLog,
}

impl Trust {
    /// Trust in the log `origin` with these keys; during a rotation there are two. Keys that do not sign as a log are left out.
    #[must_use]
    pub fn new(origin: &str, log: impl IntoIterator<Item = VerifyKey>) -> Self {
        let log = log.into_iter().filter(|key| key.algorithm() == Algorithm::Ed25519).collect();
        Self { origin: origin.to_owned(), log, witnesses: Vec::new() }
    }

    /// The same, and these witnesses. A key under the log's own name is never a witness: nobody vouches for themselves.
    #[must_use]
    pub fn with_witnesses(mut self, keys: impl IntoIterator<Item = VerifyKey>) -> Self {
        let foreign = |key: &VerifyKey| {
            let own = key.name() == self.origin || self.log.iter().any(|log| log.name() == key.name());
            key.algorithm() == Algorithm::Cosignature && !own
        };
        self.witnesses.extend(keys.into_iter().filter(foreign));
        self
    }

    /// The origin it expects.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The log's keys.
    #[must_use]
    pub fn keys(&self) -> &[VerifyKey] {
        &self.log
    }

    /// Reads a note, believes it or not, and reads the checkpoint in it. Lines of unknown keys are ignored.
    ///
    /// # Errors
    /// When no key of the log signed it, a known key's line does not hold, or it is not a checkpoint of this log.
    pub fn open(&self, note: &[u8]) -> Result<Signed, TrustError> {
        let note = Note::parse(note)?;
        note.verify(&self.log)?;
        let mut witnesses: BTreeMap<String, u64> = BTreeMap::new();
        match note.verify(&self.witnesses) {
            Ok(verified) => {
                for one in verified {
                    let time = one.time.unwrap_or_default();
                    witnesses
                        .entry(one.key.name().to_owned())
                        .and_modify(|seen| *seen = time.max(*seen))
                        .or_insert(time);
                }
            }
            Err(NoteError::Unknown) => {}
            Err(error) => return Err(error.into()),
        }
        let checkpoint: Checkpoint = note.text().parse().map_err(|_| TrustError::NotACheckpoint)?;
        if checkpoint.origin() != self.origin {
            return Err(TrustError::OtherLog);
        }
        Ok(Signed { checkpoint, note, witnesses })
    }
}
