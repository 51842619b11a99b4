//! What turns "not changed since I looked" into "the same for everybody": witnesses that cosign a log which only grows
//! (C2SP tlog-witness v1.0.0, `add-checkpoint`). Both sides of the exchange, without network, store and clock.

use std::{fmt, str::FromStr};

use crate::{
    Checkpoint, Hash, Note, SignKey, Trust, VerifyKey,
    checkpoint::Growth,
    note::MAX_BYTES,
    proof::MAX_HASHES,
    text::decimal,
    trust::{Signed, TrustError},
};

/// The body of a `POST …/add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The size that the witness cosigned last, as the log believes.
    pub old: u64,
    /// The consistency proof from there.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, as it is served.
    pub note: String,
}

/// The text is no such body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a checkpoint with its proof")]
pub struct ParseSubmissionError;

/// Why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The request makes no sense.
    #[error("the request is malformed")]
    Malformed,
    /// No key of the log signed it, or a known key's line does not hold.
    #[error("the log did not sign this")]
    Untrusted,
    /// The witness does not know this log.
    #[error("this log is not known here")]
    UnknownLog,
    /// The witness cosigned another size last; it is the body of the answer.
    #[error("the last cosigned size is {latest}")]
    Stale {
        /// That size.
        latest: u64,
    },
    /// It is not shown that the log only grew.
    #[error("the log is not shown to have grown from what was cosigned")]
    Inconsistent,
}

impl Refusal {
    /// The status of the HTTP answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Untrusted => 403,
            Self::UnknownLog => 404,
            Self::Stale { .. } => 409,
            Self::Inconsistent => 422,
        }
    }
}

impl Submission {
    /// Judges the submission as a witness that cosigned `latest` last for this log (nothing yet: `None`).
    /// `logs` are the logs it knows. The caller records the new checkpoint, in the same transaction in which it read
    /// `latest`, before it answers with [`Submission::cosign`].
    ///
    /// # Errors
    /// The refusal to answer with.
    pub fn judge(&self, logs: &[Trust], latest: Option<&Checkpoint>) -> Result<Signed, Refusal> {
        let note = Note::parse(self.note.as_bytes()).map_err(|_| Refusal::Malformed)?;
        let said: Checkpoint = note.text().parse().map_err(|_| Refusal::Malformed)?;
        let trust = logs.iter().find(|trust| trust.origin() == said.origin()).ok_or(Refusal::UnknownLog)?;
        let signed = trust.open(self.note.as_bytes()).map_err(|error| match error {
            TrustError::Note(_) | TrustError::OtherLog => Refusal::Untrusted,
            TrustError::NotACheckpoint => Refusal::Malformed,
        })?;
        let now = &signed.checkpoint;
        if self.old > now.size() {
            return Err(Refusal::Malformed);
        }
        let seen = latest.map_or(0, Checkpoint::size);
        if self.old != seen {
            return Err(Refusal::Stale { latest: seen });
        }
        let empty = (now.size() == 0) == (now.root() == Hash::EMPTY);
        let grew = match latest.filter(|_| seen > 0).map(|latest| latest.growth(now, &self.proof)) {
            Some(Growth::Same) | None => self.proof.is_empty(),
            Some(Growth::Grown) => true,
            Some(Growth::RolledBack | Growth::Forked | Growth::Unproven(_)) => false,
        };
        if empty && grew { Ok(signed) } else { Err(Refusal::Inconsistent) }
    }

    /// The answer to a submission that was judged good: the witness's line, at this time in seconds since 1970.
    #[must_use]
    pub fn cosign(signed: &Signed, key: &SignKey, time: u64) -> String {
        format!("{}\n", key.cosign(signed.note.text(), time))
    }
}

/// The note with what a witness answered: those of its lines that hold under these keys, each key once.
///
/// # Errors
/// When the answer is malformed, a known key's line does not hold, or no line is of a known key.
pub fn accept(note: &Note, answer: &str, witnesses: &[VerifyKey]) -> Result<Note, crate::note::NoteError> {
    let lines = Note::parse(format!("{}\n{answer}", note.text()).as_bytes())?;
    let verified = lines.verify(witnesses)?;
    let held = lines.signatures().iter().filter(|line| verified.iter().any(|one| one.key.claims(line)));
    Ok(held.fold(note.clone(), |note, line| note.with(line.clone())))
}

impl fmt::Display for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

impl FromStr for Submission {
    type Err = ParseSubmissionError;

    fn from_str(text: &str) -> Result<Self, ParseSubmissionError> {
        parse(text).ok_or(ParseSubmissionError)
    }
}

fn parse(text: &str) -> Option<Submission> {
    if text.len() > 2 * MAX_BYTES {
        return None;
    }
    let (head, note) = text.split_once("\n\n").filter(|(_, note)| !note.is_empty())?;
    let mut lines = head.split('\n');
    let old = decimal(lines.next()?.strip_prefix("old ")?)?;
    let proof: Option<Vec<Hash>> = lines.map(|line| line.parse().ok()).collect();
    let proof = proof.filter(|proof| proof.len() <= MAX_HASHES)?;
    Some(Submission { old, proof, note: note.to_owned() })
}
