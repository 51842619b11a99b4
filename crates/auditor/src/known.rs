//! What a device keeps between visits.

use ledger::{Audit, Hash, Trust, VerifyKey, key::Algorithm, trust::Signed};
use model::{Day, Millis, verify::KeyFrom};
use serde::{Deserialize, Serialize};

/// What a device knows of a log without having audited it: small enough to be kept twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The keys that it believes, as vkeys; more than one after a rotation.
    pub keys: Vec<String>,
    /// Where the first of them came from.
    pub from: KeyFrom,
    /// The last note that it saw and that extended all earlier ones.
    pub note: String,
    /// When it saw the first of them.
    pub since: Millis,
}

/// How far a device has audited a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Tree and books after the audited entries.
    pub audit: Audit,
    /// The hashes of the audited entries in the last tile, while it is not full: they must come back as they were.
    pub edge: Vec<Hash>,
    /// The day of the last audited entry.
    pub day: Option<Day>,
}

impl Progress {
    /// Nothing is audited yet.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self { audit: Audit::new(origin), edge: Vec::new(), day: None }
    }
}

impl Known {
    /// The note again, if these keys still open it.
    pub(crate) fn signed(&self, trust: &Trust) -> Option<Signed> {
        trust.open(self.note.as_bytes()).ok()
    }

    /// How many entries its note is of, unchecked: tells which of two copies is newer.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or(0)
    }

    /// Of two copies the one that saw more. Storage may be emptied, or put back to an older state.
    #[must_use]
    pub fn newer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(if other.size() > one.size() { other } else { one }),
            (one, other) => one.or(other),
        }
    }
}

/// The keys of logs among these vkeys; others are left out.
pub(crate) fn keys<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<VerifyKey> {
    let key = |text: &str| text.trim().parse::<VerifyKey>().ok();
    texts.into_iter().filter_map(key).filter(|key| key.algorithm() == Algorithm::Ed25519).collect()
}
