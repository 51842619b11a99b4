//! The black box behind `shanling ledger check KIND`: one JSON row in, one verdict out, so that public vectors run without
//! linking this crate. Every answer is an object with `ok`; with `error` where the row could not be judged or was refused.
//!
//! | kind | row | answer besides `ok` |
//! |---|---|---|
//! | `inclusion` | `tree_size`, `leaf_index`, `leaf_hash`, `root`, `proof[]` | |
//! | `consistency` | `old_size`, `new_size`, `old_root`, `new_root`, `proof[]` | |
//! | `note` | `note_b64`, `vkeys[]` | `verified[]`, `unverified[]`: names in the order of the lines |
//! | `vkey` | `vkey` | `name`, `key_id`, `algorithm` |
//! | `tlog-proof` | `proof_b64`; to judge it `vkeys[]` and `leaf_b64` or `leaf_hash`; `origin`, `witnesses[]`, `threshold` | `index`, `origin`, `tree_size`, `witnesses` |
//! | `cosignature` | `note_b64`, `vkey` | `time` |
//! | `disclosure` | `disclosure`, `digest` | `name`, `value` |
//! | `canonical` | `input_b64` | `output_b64`, `canonical` |
//! | `tile` | `size`, `path`, `bytes_b64`; for a bundle `hashes_b64`, the tile of hashes over it | `width` |
//!
//! Hashes and `…_b64` are standard base64. `canonical`: `ok` says that the value is inside the subset, `output_b64` is its
//! canonical text, `canonical` says that the input was that text; for JSON outside the subset `output_b64` is what RFC 8785
//! makes of it, where that loses nothing. `tlog-proof` without keys judges the form alone. A vkey of a
//! type that is not verified here is ignored, as signed-note demands of its signatures.

mod jcs;
mod rows;

use std::str::FromStr;

use serde_json::{Map, Value, json};

/// What a row asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An inclusion proof.
    Inclusion,
    /// A consistency proof.
    Consistency,
    /// A signed note.
    Note,
    /// A verifier key.
    Vkey,
    /// A `.tlog-proof` file.
    TlogProof,
    /// A witness's cosignature.
    Cosignature,
    /// A salted disclosure.
    Disclosure,
    /// Canonical JSON.
    Canonical,
    /// A tile or bundle.
    Tile,
}

/// The word is no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a kind is one of inclusion, consistency, note, vkey, tlog-proof, cosignature, disclosure, canonical, tile")]
pub struct UnknownKind;

impl Kind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Inclusion,
        Self::Consistency,
        Self::Note,
        Self::Vkey,
        Self::TlogProof,
        Self::Cosignature,
        Self::Disclosure,
        Self::Canonical,
        Self::Tile,
    ];

    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inclusion => "inclusion",
            Self::Consistency => "consistency",
            Self::Note => "note",
            Self::Vkey => "vkey",
            Self::TlogProof => "tlog-proof",
            Self::Cosignature => "cosignature",
            Self::Disclosure => "disclosure",
            Self::Canonical => "canonical",
            Self::Tile => "tile",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or(UnknownKind)
    }
}

/// A judged row: whether it holds, why not, and what else is to be said.
struct Verdict {
    problem: Option<String>,
    more: Map<String, Value>,
}

impl Verdict {
    fn new<E: std::fmt::Display>(judged: Result<(), E>) -> Self {
        Self { problem: judged.err().map(|error| error.to_string()), more: Map::new() }
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.more.insert(key.to_owned(), value.into());
        self
    }
}

/// Judges one row and answers with one JSON object, without a line feed. Never fails: a row that makes no sense is not ok.
#[must_use]
pub fn row(kind: Kind, line: &[u8]) -> String {
    let verdict = rows::row(line).and_then(|row| match kind {
        Kind::Inclusion => rows::inclusion(&row),
        Kind::Consistency => rows::consistency(&row),
        Kind::Note => rows::note(&row),
        Kind::Vkey => rows::vkey(&row),
        Kind::TlogProof => rows::tlog_proof(&row),
        Kind::Cosignature => rows::cosignature(&row),
        Kind::Disclosure => rows::disclosure(&row),
        Kind::Canonical => rows::canonical(&row),
        Kind::Tile => rows::tile(&row),
    });
    let verdict = verdict.unwrap_or_else(|error| Verdict::new(Err(error)));
    let mut answer = verdict.more;
    answer.insert("ok".to_owned(), json!(verdict.problem.is_none()));
    if let Some(problem) = verdict.problem {
        answer.insert("error".to_owned(), json!(problem));
    }
    Value::Object(answer).to_string()
}
