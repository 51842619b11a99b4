//! The keys that sign the log: one, and while it is being replaced two.
//!
//! Seeds of 32 bytes in files of the key directory, never in the database: `ledger.key` signs, `ledger-next.key` signs too as long
//! as it is there, so that readers who know either key believe the checkpoint.

use std::path::{Path, PathBuf};

use ledger::{Checkpoint, Note, SignKey, Trust, VerifyKey, key::Algorithm, note::NoteError};

use crate::keys::{self, KeysError};

const NOW: &str = "ledger.key";
const NEXT: &str = "ledger-next.key";
const RETIRED: &str = "ledger-retired.key";

/// The directory in which the log's keys lie.
#[derive(Clone, Debug)]
pub struct LedgerKeys(PathBuf);

/// The keys of a log with one origin, ready to sign.
#[derive(Clone, Debug)]
pub struct Signers(Vec<SignKey>);

impl LedgerKeys {
    /// Those in this directory.
    #[must_use]
    pub fn in_dir(dir: &Path) -> Self {
        Self(dir.to_owned())
    }

    /// Reads the keys, and makes the first one where there is none. They are read anew each time, since a command may replace them.
    ///
    /// # Errors
    /// When a file cannot be read or made, or the origin cannot be the name of a key.
    pub fn signers(&self, origin: &str) -> Result<Signers, KeysError> {
        let mut seeds = vec![keys::seed(&self.0, NOW)?];
        if self.0.join(NEXT).exists() {
            seeds.push(keys::seed(&self.0, NEXT)?);
        }
        let signers: Result<Vec<_>, _> = seeds.iter().map(|seed| SignKey::new(origin, **seed)).collect();
        Ok(Signers(signers.map_err(|_| KeysError::Malformed(origin.into()))?))
    }

    /// Makes a second key; from the next checkpoint on both sign. `false` when there is a second one already.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn rotate(&self) -> Result<bool, KeysError> {
        if self.0.join(NEXT).exists() {
            return Ok(false);
        }
        keys::seed(&self.0, NEXT).map(|_| true)
    }

    /// Lets the second key sign alone, and keeps the first in `ledger-retired.key`. `false` when there is no second one.
    ///
    /// # Errors
    /// When the files cannot be renamed.
    pub fn retire(&self) -> Result<bool, KeysError> {
        if !self.0.join(NEXT).exists() {
            return Ok(false);
        }
        let trouble = |error| KeysError::Files(self.0.clone(), error);
        // A crash in between leaves the second key alone in its place: then it is made the first by calling this again.
        std::fs::copy(self.0.join(NOW), self.0.join(RETIRED)).map_err(trouble)?;
        std::fs::rename(self.0.join(NEXT), self.0.join(NOW)).map_err(trouble)?;
        Ok(true)
    }
}

impl Signers {
    /// What others check the signatures with, in the form of C2SP signed-note.
    pub fn vkeys(&self) -> impl Iterator<Item = VerifyKey> {
        self.0.iter().map(|key| key.verify_key(Algorithm::Ed25519))
    }

    /// The checkpoint, signed by every key.
    ///
    /// # Errors
    /// Never for a checkpoint of the keys' own origin.
    pub fn sign(&self, head: &Checkpoint) -> Result<Note, NoteError> {
        let text = head.to_string();
        Note::new(&text, self.0.iter().map(|key| key.sign(&text)).collect())
    }

    /// Trust in any of them.
    #[must_use]
    pub fn trust(&self, origin: &str) -> Trust {
        Trust::new(origin, self.vkeys())
    }
}
