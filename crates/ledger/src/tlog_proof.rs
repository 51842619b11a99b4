//! The `.tlog-proof` file: an entry's place in a signed tree, checked without a network (C2SP tlog-proof@v1, read at
//! C2SP @ 5ba5ee83; it has no tagged version, so the reader is strict).

use std::{fmt, str::FromStr};

use crate::{
    Hash, Trust,
    note::MAX_BYTES,
    proof::{self, MAX_HASHES, ProofError},
    text::{decimal, from_base64, to_base64},
    trust::{Signed, TrustError},
};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// The most bytes such a file may have: a note, a proof, and a leaf with its disclosures.
pub const MAX_FILE: usize = 4 * MAX_BYTES;

/// The content of a `.tlog-proof` file. Nothing in it is believed before [`TlogProof::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Whatever the application adds; not authenticated.
    pub extra: Option<Vec<u8>>,
    /// The place of the entry.
    pub index: u64,
    /// The inclusion proof, from the leaf's neighbour upwards.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, as it was sent.
    pub note: String,
}

/// The text is not a tlog-proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a tlog-proof@v1")]
pub struct ParseTlogProofError;

/// Why a tlog-proof does not show what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// The checkpoint is not to be believed.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The entry is not in the tree.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProof {
    /// Checks that the log signed a tree that has this leaf at [`TlogProof::index`].
    ///
    /// # Errors
    /// When the checkpoint is not signed by the log or the proof does not lead to its root.
    pub fn verify(&self, leaf: Hash, trust: &Trust) -> Result<Signed, TlogProofError> {
        let signed = trust.open(self.note.as_bytes())?;
        proof::verify_inclusion(self.index, signed.checkpoint.size(), leaf, &self.hashes, signed.checkpoint.root())?;
        Ok(signed)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

impl FromStr for TlogProof {
    type Err = ParseTlogProofError;

    fn from_str(text: &str) -> Result<Self, ParseTlogProofError> {
        parse(text).ok_or(ParseTlogProofError)
    }
}

fn parse(text: &str) -> Option<TlogProof> {
    if text.len() > MAX_FILE {
        return None;
    }
    let (head, note) = text.split_once("\n\n").filter(|(_, note)| !note.is_empty())?;
    let mut lines = head.split('\n').peekable();
    lines.next().filter(|line| *line == HEADER)?;
    let extra = lines.next_if(|line| line.starts_with("extra "));
    let extra = match extra.and_then(|line| line.strip_prefix("extra ")) {
        Some(extra) => Some(from_base64(extra)?),
        None => None,
    };
    let index = decimal(lines.next()?.strip_prefix("index ")?)?;
    let hashes: Option<Vec<Hash>> = lines.map(|line| line.parse().ok()).collect();
    let hashes = hashes.filter(|hashes| hashes.len() <= MAX_HASHES)?;
    Some(TlogProof { extra, index, hashes, note: note.to_owned() })
}
