//! A receipt: one entry, its place in a signed tree, and the disclosures that its holder may open. A `.tlog-proof` file
//! whose `extra` line carries leaf and disclosures, so that a phone needs nothing else to check it.

use std::{collections::BTreeMap, fmt, str::FromStr};

use crate::{
    Entry, Hash, Trust,
    canonical::Value,
    disclosure::{Disclosure, Secret},
    entry::LeafError,
    tlog_proof::{TlogProof, TlogProofError},
    trust::Signed,
};

/// A receipt as it came; nothing in it is believed before [`Receipt::open`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    proof: TlogProof,
    leaf: Vec<u8>,
    disclosures: Vec<Disclosure>,
}

/// The text is no receipt of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a receipt")]
pub struct ParseReceiptError;

/// Why a receipt does not show what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The entry is not in a tree that the log signed.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
    /// The entry makes no sense.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// A disclosure is not one of the entry, or says nothing.
    #[error("a disclosure does not belong to the entry")]
    Disclosure,
}

/// What a receipt shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The place of the entry.
    pub index: u64,
    /// The signed checkpoint: to be kept, for today's log has to extend it.
    pub signed: Signed,
    /// The entry.
    pub entry: Entry,
    /// Its opened fields.
    pub fields: BTreeMap<String, serde_json::Value>,
}

impl Receipt {
    /// The receipt of the entry at `index`: the inclusion proof to the checkpoint in `note`, its leaf and disclosures.
    /// `None` when the leaf is not text.
    #[must_use]
    pub fn new(index: u64, hashes: Vec<Hash>, note: String, leaf: &[u8], disclosures: Vec<Disclosure>) -> Option<Self> {
        let texts = disclosures.iter().map(|one| Value::text(one.as_str())).collect();
        let leaf_text = std::str::from_utf8(leaf).ok()?;
        let extra = Value::map([("disclosures", Value::List(texts)), ("leaf", Value::text(leaf_text))]).ok()?;
        let extra = Some(extra.write().ok()?.into_bytes());
        Some(Self { proof: TlogProof { extra, index, hashes, note }, leaf: leaf.to_vec(), disclosures })
    }

    /// The same with these fields opened too, by whoever has the secret of the entry. That they are fields of the entry is seen by
    /// [`Receipt::open`]. `None` when they cannot be written.
    #[must_use]
    pub fn with(self, secret: &Secret, fields: &[(&str, &str)]) -> Option<Self> {
        let Self { proof, leaf, mut disclosures } = self;
        for (name, value) in fields {
            let more = secret.disclose(name, &Value::text(*value)).ok()?;
            if !disclosures.contains(&more) {
                disclosures.push(more);
            }
        }
        Self::new(proof.index, proof.hashes, proof.note, &leaf, disclosures)
    }

    /// Checks everything: signature, place, form of the entry, and that each disclosure is one of the entry.
    ///
    /// # Errors
    /// When anything of it does not hold.
    pub fn open(&self, trust: &Trust) -> Result<Shown, ReceiptError> {
        let signed = self.proof.verify(Hash::leaf(&self.leaf), trust)?;
        let entry = Entry::read(&self.leaf)?;
        let mut fields = BTreeMap::new();
        for disclosure in &self.disclosures {
            let opened = disclosure.open().filter(|_| entry.digests().contains(&disclosure.digest()));
            let (name, value) =
                opened.and_then(|opened| Some((opened.name?, opened.value))).ok_or(ReceiptError::Disclosure)?;
            if fields.insert(name, value).is_some() {
                return Err(ReceiptError::Disclosure);
            }
        }
        Ok(Shown { index: self.proof.index, signed, entry, fields })
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.proof, f)
    }
}

impl FromStr for Receipt {
    type Err = ParseReceiptError;

    fn from_str(text: &str) -> Result<Self, ParseReceiptError> {
        let proof: TlogProof = text.parse().map_err(|_| ParseReceiptError)?;
        let parts = proof.extra.as_deref().and_then(parts);
        let (leaf, disclosures) = parts.ok_or(ParseReceiptError)?;
        Ok(Self { proof, leaf, disclosures })
    }
}

/// Leaf and disclosures of an `extra` line.
fn parts(extra: &[u8]) -> Option<(Vec<u8>, Vec<Disclosure>)> {
    let Value::Map(pairs) = Value::read(extra).ok()? else { return None };
    let Ok([(first, Value::List(items)), (second, Value::Text(leaf))]) = <[_; 2]>::try_from(pairs) else { return None };
    let text = |item| if let Value::Text(text) = item { Some(Disclosure::new(text)) } else { None };
    let disclosures: Option<Vec<Disclosure>> = items.into_iter().map(text).collect();
    (first == "disclosures" && second == "leaf").then_some((leaf.into_owned().into_bytes(), disclosures?))
}
