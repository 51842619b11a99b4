//! Judging submissions one after the other: read what was cosigned, judge, keep, and only then answer.

use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, PoisonError},
};

use ledger::{
    Checkpoint, Note, SignKey, Trust, VerifyKey,
    key::Algorithm,
    witness::{Refusal, Submission},
};

use super::Shelf;
use crate::clock::Clock;

/// A witness at work.
#[derive(Debug)]
pub struct Desk {
    key: SignKey,
    logs: Vec<Trust>,
    shelf: Shelf,
    clock: Clock,
    latest: Mutex<BTreeMap<String, Cosigned>>,
}

/// What was cosigned last for a log.
#[derive(Clone, Debug)]
struct Cosigned {
    checkpoint: Checkpoint,
    note: Note,
    /// In seconds since 1970.
    time: u64,
}

/// Why a witness cannot begin its work.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Its directory cannot be used.
    #[error(transparent)]
    Shelf(#[from] io::Error),
    /// What lies on the shelf was not put there under this key: it was damaged, or the key was exchanged.
    #[error("what was cosigned for `{0}` does not fit this witness's key")]
    Foreign(String),
}

/// What a submission is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The cosignature, one line.
    Cosigned(String),
    /// It is not cosigned.
    Refused(Refusal),
    /// The clock shows an earlier time than the last cosignature, by so many seconds; nothing is dated back.
    TooEarly(u64),
    /// It cannot be kept, so it must not be cosigned.
    Failed,
}

impl Desk {
    /// The witness with this key and shelf, for these logs. Several keys of one log are given as one [`Trust`].
    ///
    /// # Errors
    /// When the shelf holds what this witness did not cosign.
    pub fn new(key: SignKey, logs: Vec<Trust>, shelf: Shelf, clock: Clock) -> Result<Self, DeskError> {
        let own = key.verify_key(Algorithm::Cosignature);
        let mut latest = BTreeMap::new();
        for origin in logs.iter().map(Trust::origin) {
            if let Some(note) = shelf.read(origin)? {
                let cosigned = recognise(note, &own, origin).ok_or_else(|| DeskError::Foreign(origin.to_owned()))?;
                latest.insert(origin.to_owned(), cosigned);
            }
        }
        Ok(Self { key, logs, shelf, clock, latest: Mutex::new(latest) })
    }

    /// What others check its cosignatures with.
    #[must_use]
    pub fn verify_key(&self) -> VerifyKey {
        self.key.verify_key(Algorithm::Cosignature)
    }

    /// Answers the body of an `add-checkpoint`. Waits for the disk.
    pub fn answer(&self, body: &str) -> Reply {
        let Ok(submission) = body.parse::<Submission>() else { return Reply::Refused(Refusal::Malformed) };
        let origin = submission.note.split('\n').next().unwrap_or_default();
        // Held until it is kept: nobody else may be judged by what is about to change.
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = latest.get(origin).cloned();
        self.convict(&submission, seen.as_ref());
        let signed = match submission.judge(&self.logs, seen.as_ref().map(|seen| &seen.checkpoint)) {
            Ok(signed) => signed,
            Err(refusal) => return Reply::Refused(refusal),
        };
        let time = u64::try_from(self.clock.now().get() / 1000).unwrap_or_default();
        if let Some(ahead @ 1..) = seen.and_then(|seen| seen.time.checked_sub(time)) {
            return Reply::TooEarly(ahead);
        }
        let line = self.key.cosign(signed.note.text(), time);
        let answer = format!("{line}\n");
        // Only the log's own lines are kept beside ours: whatever else a stranger added is not ours to keep.
        let own = |line: &&ledger::note::Signature| line.name() == origin;
        let lines = signed.note.signatures().iter().filter(own).cloned().chain([line]).collect();
        let kept = Note::new(signed.note.text(), lines).map_err(io::Error::other);
        match kept.and_then(|note| self.shelf.keep(origin, &note).map(|()| note)) {
            Ok(note) => {
                latest.insert(origin.to_owned(), Cosigned { checkpoint: signed.checkpoint, note, time });
                Reply::Cosigned(answer)
            }
            Err(error) => {
                tracing::error!(%error, "a cosignature cannot be kept: {error}");
                Reply::Failed
            }
        }
    }

    /// The last cosigned note of the log with this name ([`Shelf::name`]), for monitors.
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<String> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let found = latest.iter().find(|(origin, _)| Shelf::name(origin) == name);
        found.map(|(_, cosigned)| cosigned.note.to_string())
    }

    /// A log that signed another root for the size that was cosigned has two histories: that is kept, whoever brings it.
    fn convict(&self, submission: &Submission, seen: Option<&Cosigned>) {
        let Some(seen) = seen else { return };
        let trust = self.logs.iter().find(|trust| trust.origin() == seen.checkpoint.origin());
        let Some(Ok(other)) = trust.map(|trust| trust.open(submission.note.as_bytes())) else { return };
        let (one, two) = (&seen.checkpoint, &other.checkpoint);
        if one.size() == two.size() && one.root() != two.root() {
            tracing::error!(size = one.size(), "`{}` signed two logs of {} entries", one.origin(), one.size());
            if let Err(error) = self.shelf.convict(one.origin(), &seen.note, &other.note) {
                tracing::error!(%error, "the evidence cannot be kept: {error}");
            }
        }
    }
}

/// The note as one that this witness cosigned.
fn recognise(note: Note, own: &VerifyKey, origin: &str) -> Option<Cosigned> {
    let time = note.verify([own]).ok()?.first()?.time?;
    let checkpoint: Checkpoint = note.text().parse().ok()?;
    (checkpoint.origin() == origin).then_some(Cosigned { checkpoint, note, time })
}
