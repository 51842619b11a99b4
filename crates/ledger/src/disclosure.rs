//! Personal fields as salted disclosures (RFC 9901): the leaf holds digests only, salt and value can be deleted.
//!
//! A reader hashes the disclosure as it came, never its own spelling of it. All salts of an entry come from one random
//! secret: whoever has the secret can open every field, and deleting it and the values erases them. The tree does not change.

use std::{cmp::Ordering, fmt, str::FromStr};

use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    canonical::{CanonicalError, Value},
    hash::sha256,
    text::{digest_from_base64url, from_base64url, order_of_texts, to_base64url},
};

/// The most characters a disclosure may have.
pub const MAX_TEXT: usize = 16 * 1024;

/// The digest of a disclosure or of a decoy: 32 bytes, written in base64url without padding.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// The text is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a digest is the base64url of 32 bytes")]
pub struct ParseDigestError;

impl PartialOrd for Digest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digest {
    /// By their texts, for that is how they stand in a leaf.
    fn cmp(&self, other: &Self) -> Ordering {
        order_of_texts(&self.0, &other.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64url(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = ParseDigestError;

    fn from_str(text: &str) -> Result<Self, ParseDigestError> {
        digest_from_base64url(text).map(Self).ok_or(ParseDigestError)
    }
}

/// The secret of one entry's receipt: 32 random bytes, never printed. It opens every field of the entry.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// The secret of these random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for the table that it is deleted from.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The secret in the fragment of a receipt's link, base64url. `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        from_base64url(text)?.try_into().ok().map(Self)
    }

    /// The text for the fragment of a receipt's link.
    #[must_use]
    pub fn reveal(&self) -> String {
        to_base64url(&self.0)
    }

    fn derive(&self, label: &str, name: &str) -> [u8; 32] {
        let mut salt = [0; 32];
        let info = [label.as_bytes(), name.as_bytes()];
        // Fails only for more than 8160 bytes.
        let _ = Hkdf::<Sha256>::new(None, &self.0).expand_multi_info(&info, &mut salt);
        salt
    }

    /// The disclosure of a field of the entry, with the salt that this secret gives it.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn disclose(&self, name: &str, value: &Value<'_>) -> Result<Disclosure, CanonicalError> {
        let salt = to_base64url(&self.derive("charity-ledger/salt/v1", name));
        let json = Value::List(vec![Value::text(salt), Value::text(name), value.clone()]).write()?;
        Ok(Disclosure(to_base64url(json.as_bytes())))
    }

    /// What the leaf holds of these fields: `count` digests, sorted by their text, decoys among them, so that nobody sees which fields
    /// there are; and the disclosures, in the order of the fields.
    ///
    /// # Errors
    /// [`CommitError`] when there are more fields than digests, a field stands twice, or a value cannot be written.
    pub fn commit(&self, fields: &[(&str, Value<'_>)], count: usize) -> Result<Commitment, CommitError> {
        let mut disclosures: Vec<Disclosure> = Vec::new();
        for (place, (name, value)) in fields.iter().enumerate() {
            if fields.iter().skip(place + 1).any(|(other, _)| other == name) {
                return Err(CommitError::Twice);
            }
            disclosures.push(self.disclose(name, value)?);
        }
        let decoys = count.checked_sub(fields.len()).ok_or(CommitError::TooMany)?;
        let mut digests: Vec<Digest> = disclosures.iter().map(Disclosure::digest).collect();
        digests.extend((0..decoys).map(|number| {
            // A digest of what nobody can know, as RFC 9901 section 4.2.5 makes its decoys.
            Digest(sha256(&[&self.derive("charity-ledger/decoy/v1", &number.to_string())]))
        }));
        digests.sort_unstable();
        Ok(Commitment { digests, disclosures })
    }
}

/// What goes into the leaf, and what goes into the deletable table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// For the leaf.
    pub digests: Vec<Digest>,
    /// For the deletable table and for the receipt.
    pub disclosures: Vec<Disclosure>,
}

/// Why fields could not be committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// More fields than digests.
    #[error("an entry of this kind has room for fewer fields")]
    TooMany,
    /// A field stands twice.
    #[error("a field stands twice")]
    Twice,
    /// A value cannot be written.
    #[error(transparent)]
    Value(#[from] CanonicalError),
}

/// A disclosure as it is sent: base64url of a JSON list of salt, name and value. Nothing in it is believed before its
/// digest was found in a leaf.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Disclosure(String);

/// What a disclosure says.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The salt, as text.
    pub salt: String,
    /// The name of the field; `None` for an element of a list (RFC 9901 section 4.2.2), which we never make.
    pub name: Option<String>,
    /// The value.
    pub value: serde_json::Value,
}

impl Disclosure {
    /// The disclosure with this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digest that a leaf must hold for it: SHA-256 of the text as it came.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(sha256(&[self.0.as_bytes()]))
    }

    /// What it says, or `None` when it is not a disclosure or longer than [`MAX_TEXT`].
    #[must_use]
    pub fn open(&self) -> Option<Opened> {
        let json = from_base64url(&self.0).filter(|_| self.0.len() <= MAX_TEXT)?;
        let parts: Vec<serde_json::Value> = serde_json::from_slice(&json).ok()?;
        let (salt, name, value) = match <[_; 3]>::try_from(parts) {
            Ok([salt, name, value]) => (salt, Some(name.as_str()?.to_owned()), value),
            Err(parts) => {
                let [salt, value] = <[_; 2]>::try_from(parts).ok()?;
                (salt, None, value)
            }
        };
        Some(Opened { salt: salt.as_str()?.to_owned(), name, value })
    }
}

impl fmt::Debug for Disclosure {
    /// Holds a person's words: not for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Disclosure({} characters)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(name: &str, words: &str) -> Vec<(String, Value<'static>)> {
        vec![(name.to_owned(), Value::text(words.to_owned())), ("paid_at".to_owned(), Value::Int(7))]
    }

    proptest! {
        #[test]
        fn what_is_disclosed_is_in_the_leaf_and_says_what_was_written(secret: [u8; 32], words: String) {
            let secret = Secret::new(secret);
            let fields = fields("donor_name", &words);
            let borrowed: Vec<(&str, Value<'_>)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            let made = secret.commit(&borrowed, 6).unwrap();
            prop_assert_eq!(made.digests.len(), 6);
            prop_assert!(made.digests.is_sorted_by_key(ToString::to_string));
            for (disclosure, (name, _)) in made.disclosures.iter().zip(&fields) {
                prop_assert!(made.digests.contains(&disclosure.digest()));
                prop_assert_eq!(disclosure.open().unwrap().name, Some(name.clone()));
            }
            prop_assert_eq!(made.disclosures[0].open().unwrap().value, serde_json::Value::String(words));
            prop_assert_eq!(Secret::parse(&secret.reveal()), Some(secret));
        }

        #[test]
        fn without_the_secret_the_same_words_have_another_digest(one: [u8; 32], other: [u8; 32], words: String) {
            prop_assume!(one != other);
            let value = Value::text(words);
            let digest = |secret| Secret::new(secret).disclose("wish", &value).unwrap().digest();
            prop_assert_ne!(digest(one), digest(other));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text: String, bytes: Vec<u8>) {
            let _ = Disclosure::new(text).open();
            let _ = Disclosure::new(to_base64url(&bytes)).open();
        }
    }

    #[test]
    fn salts_digests_and_decoys_are_the_ones_of_the_written_rule() {
        // Computed apart from this code: HKDF-SHA256 without salt, info = label and name.
        let made = Secret::new([7; 32]).commit(&[("donor_name", Value::text("张三"))], 2).unwrap();
        assert_eq!(made.disclosures[0].open().unwrap().salt, "tkfsbRUYU_ZKLv9HzkPWEsJXX3Jq_1EL_yEtYdPr3Wo");
        assert_eq!(made.disclosures[0].digest().to_string(), "S4SrPxrk3tSTBzXxP4WASLOa9pSyFKlq5PvMsHB47s4");
        assert!(made.digests.contains(&"KJsgYTkg0r0NislmQoWM2ol6L86QxQ6kERR_nuFF-x4".parse().unwrap()));
    }

    #[test]
    fn the_number_of_digests_does_not_tell_how_many_fields_there_are() {
        let secret = Secret::new([7; 32]);
        assert_eq!(
            secret.commit(&[], 4).unwrap().digests.len(),
            secret.commit(&[("wish", Value::text("x"))], 4).unwrap().digests.len()
        );
        assert_eq!(secret.commit(&[("a", Value::Int(1)), ("b", Value::Int(1))], 1), Err(CommitError::TooMany));
        assert_eq!(secret.commit(&[("a", Value::Int(1)), ("a", Value::Int(2))], 4), Err(CommitError::Twice));
        assert_eq!(
            format!("{secret:?} {:?}", secret.disclose("a", &Value::Int(1)).unwrap()),
            "Secret Disclosure(71 characters)"
        );
    }
}
