//! Having witnesses vouch for our log: each is sent every new checkpoint, and what it signs is shown beside it.
//!
//! Nobody waits for a witness: checkpoints are published when the log has them, cosignatures are attached when they come,
//! and a witness that is silent, slow or lost costs nothing but its signature.

mod own;

use std::{
    fmt,
    str::FromStr,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use axum::http::StatusCode;
use ledger::{
    Checkpoint, Hash, Note, VerifyKey,
    key::Algorithm,
    note::{self, NoteError},
    witness::{self, Submission},
};

pub use own::run;

use crate::outward::{Outward, Silence};

/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause after a failure.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// How often a witness may name another size within one exchange: other servers of ours may ask it at the same time.
const MOST_TURNS: usize = 4;

/// What has to be known of our log.
pub trait Log: Send + Sync {
    /// The proof that the published log of `new` entries extends the one of `old`; `None` when it cannot be made now.
    fn growth(&self, old: u64, new: u64) -> impl Future<Output = Option<Vec<Hash>>> + Send;

    /// Waits for a checkpoint that is not this one, and yields it as it was signed; `None` when there will be no more.
    fn next(&self, last: Option<&Note>) -> impl Future<Output = Option<Note>> + Send;
}

/// A witness that is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its address, without `/add-checkpoint` and without a slash at the end.
    pub address: Address,
    /// What its cosignatures are checked with.
    pub key: VerifyKey,
}

/// The address of a witness: http or https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// The text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a witness has an address of http or https")]
pub struct ParseAddressError;

impl FromStr for Address {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        let is_known = text.starts_with("https://") || text.starts_with("http://");
        if is_known { Ok(Self(text.trim_end_matches('/').to_owned())) } else { Err(ParseAddressError) }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why there is no cosignature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVouch {
    /// There is no answer.
    #[error(transparent)]
    Silence(#[from] Silence),
    /// It answers something else than the protocol knows, or is out of order itself.
    #[error("it answers {0}")]
    Refused(StatusCode),
    /// It has cosigned more entries of our log than we have: history was taken back here, or somebody else signs with our key.
    #[error("it has cosigned {theirs} entries, and this log has {ours}")]
    Ahead {
        /// How many it has cosigned.
        theirs: u64,
        /// How many we have.
        ours: u64,
    },
    /// It says that this log has two histories.
    #[error("it says that this log does not extend what it cosigned")]
    Inconsistent,
    /// It answers what its key does not verify.
    #[error("its cosignature does not hold: {0}")]
    Unverified(#[from] NoteError),
    /// A proof cannot be made at the moment.
    #[error("the proof from {0} entries cannot be made")]
    NoProof(u64),
}

impl Asked {
    /// Asks it for one checkpoint; `known` is the size that it cosigned last, as far as we know.
    ///
    /// # Errors
    /// Why there is no cosignature.
    pub async fn exchange(
        &self,
        outward: &Outward,
        note: &Note,
        known: u64,
        log: &impl Log,
    ) -> Result<(u64, Note), NoVouch> {
        let checkpoint: Checkpoint = note.text().parse().map_err(|_| NoVouch::Unverified(NoteError::NotText))?;
        let ours = checkpoint.size();
        let address = format!("{}/add-checkpoint", self.address);
        let mut old = known.min(ours);
        for _ in 0..MOST_TURNS {
            let proof = if old == 0 || old == ours { Some(Vec::new()) } else { log.growth(old, ours).await };
            let proof = proof.ok_or(NoVouch::NoProof(old))?;
            let body = Submission { old, proof, note: note.to_string() }.to_string();
            let reply = outward.post(&address, body, note::MAX_BYTES).await?;
            let text = String::from_utf8_lossy(&reply.body);
            match reply.status {
                StatusCode::OK => {
                    return Ok((ours, witness::accept(note, &text, std::slice::from_ref(&self.key))?));
                }
                StatusCode::CONFLICT => {
                    let theirs = text.trim().parse().map_err(|_| NoVouch::Refused(reply.status))?;
                    if theirs > ours {
                        return Err(NoVouch::Ahead { theirs, ours });
                    }
                    // The first version of the protocol tells a fork by naming the very size that was sent.
                    if theirs == old {
                        return Err(NoVouch::Inconsistent);
                    }
                    old = theirs;
                }
                StatusCode::UNPROCESSABLE_ENTITY => return Err(NoVouch::Inconsistent),
                other => return Err(NoVouch::Refused(other)),
            }
        }
        Err(NoVouch::Refused(StatusCode::CONFLICT))
    }
}

/// The witnesses of our log, and what they have signed of its newest checkpoint.
#[derive(Debug)]
pub struct Vouchers {
    asked: Vec<Asked>,
    signed: RwLock<Option<Note>>,
}

impl Vouchers {
    /// These witnesses; whoever is no witness by its key is left out.
    #[must_use]
    pub fn new(asked: Vec<Asked>) -> Self {
        let asked = asked.into_iter().filter(|one| one.key.algorithm() == Algorithm::Cosignature).collect();
        Self { asked, signed: RwLock::new(None) }
    }

    /// Their keys, for whoever wants to check what they sign.
    pub fn keys(&self) -> impl Iterator<Item = &VerifyKey> {
        self.asked.iter().map(|one| &one.key)
    }

    /// The published note with the cosignatures that there are for it.
    #[must_use]
    pub fn beside(&self, published: &str) -> String {
        let signed = self.signed.read().unwrap_or_else(PoisonError::into_inner);
        let text = |note: &Note| published.starts_with(&format!("{}\n", note.text()));
        signed.as_ref().filter(|note| text(note)).map_or_else(|| published.to_owned(), ToString::to_string)
    }

    /// Asks each of them for every new checkpoint, until there are no more.
    pub async fn run(&self, outward: &Outward, log: &impl Log) {
        futures_util::future::join_all(self.asked.iter().map(|one| self.ask_again_and_again(outward, one, log))).await;
    }

    async fn ask_again_and_again(&self, outward: &Outward, asked: &Asked, log: &impl Log) {
        let (mut last, mut size, mut pause) = (None, 0, FIRST_PAUSE);
        while let Some(note) = log.next(last.as_ref()).await {
            match asked.exchange(outward, &note, size, log).await {
                Ok((now, cosigned)) => {
                    self.attach(&note, &cosigned);
                    (last, size, pause) = (Some(note), now, FIRST_PAUSE);
                }
                Err(error) => {
                    let (name, grave) =
                        (asked.key.name(), matches!(error, NoVouch::Ahead { .. } | NoVouch::Inconsistent));
                    if grave {
                        tracing::error!(witness = name, "witness `{name}` refuses: {error}");
                    } else {
                        tracing::warn!(witness = name, "witness `{name}` does not cosign: {error}");
                    }
                    tokio::time::sleep(pause).await;
                    pause = LONGEST_PAUSE.min(pause * 2);
                }
            }
        }
    }

    /// Keeps the new lines of a cosigned note beside those that are there for the same checkpoint. A late answer for an
    /// older checkpoint is dropped.
    fn attach(&self, published: &Note, cosigned: &Note) {
        let mut signed = self.signed.write().unwrap_or_else(PoisonError::into_inner);
        let size = |note: &Note| note.text().parse().ok().as_ref().map(Checkpoint::size);
        let base = match signed.take() {
            Some(there) if there.text() == cosigned.text() => there,
            Some(there) if size(&there) > size(cosigned) => {
                *signed = Some(there);
                return;
            }
            _ => published.clone(),
        };
        *signed = Some(cosigned.signatures().iter().cloned().fold(base, Note::with));
    }
}
