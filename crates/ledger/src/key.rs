//! Ed25519 keys of logs and witnesses in the text form of C2SP signed-note ("vkey").

use std::{fmt, str::FromStr};

use ed25519_dalek::{Signature as Bytes, Signer, SigningKey, VerifyingKey};

use crate::{
    hash::sha256,
    note::{KeyId, Signature},
    text::{from_base64, to_base64},
};

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// Ed25519 over the text of the note: the log's own signature (type 0x01).
    Ed25519,
    /// Ed25519 over time and text of a checkpoint: a witness's cosignature/v1 (type 0x04).
    Cosignature,
}

impl Algorithm {
    const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// Why a text is no verifier key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It has not the form `<name>+<8 hex digits>+<base64>`.
    #[error("a verifier key has the form name+id+key")]
    Form,
    /// The name is empty, or has a space, a plus or a control character.
    #[error("a key's name has no spaces, plus signs or control characters")]
    Name,
    /// This key is of a type that we do not verify; its signatures are to be ignored.
    #[error("keys of type {0:#04x} are not verified here")]
    Unknown(u8),
    /// The key is not a point of the curve that can be trusted.
    #[error("this is not an Ed25519 key")]
    Key,
    /// The id is not the one that name and key give.
    #[error("the key's id does not belong to it")]
    Id,
}

/// A key that signatures are checked with. Written as a vkey.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyKey {
    name: String,
    id: KeyId,
    algorithm: Algorithm,
    key: VerifyingKey,
}

/// Whether a name may stand in a signature line.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|letter| letter == '+' || letter.is_whitespace() || letter < ' ')
}

fn id(name: &str, algorithm: Algorithm, key: &VerifyingKey) -> KeyId {
    let [a, b, c, d, ..] = sha256(&[name.as_bytes(), b"\n", &[algorithm.byte()], key.as_bytes()]);
    KeyId([a, b, c, d])
}

impl VerifyKey {
    /// The key with this name and these 32 bytes (RFC 8032).
    ///
    /// # Errors
    /// When the name may not stand in a signature line, or the bytes are no key that can be trusted.
    pub fn new(name: &str, algorithm: Algorithm, key: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = VerifyingKey::from_bytes(key).map_err(|_| KeyError::Key)?;
        // A key of small order verifies anything.
        if key.is_weak() {
            return Err(KeyError::Key);
        }
        Ok(Self { id: id(name, algorithm, &key), name: name.to_owned(), algorithm, key })
    }

    /// The name that its signature lines carry.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id that its signature lines carry.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// How it signs.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether a signature line says it is of this key.
    #[must_use]
    pub fn claims(&self, signature: &Signature) -> bool {
        signature.name() == self.name && signature.id() == self.id
    }

    /// Checks a signature line over this text. Yields the witness's time, in seconds since 1970, if it is a cosignature.
    ///
    /// # Errors
    /// When it is not a signature of this key over this text.
    pub fn verify(&self, text: &str, signature: &Signature) -> Result<Option<u64>, BadSignature> {
        if !self.claims(signature) {
            return Err(BadSignature);
        }
        let (time, bytes) = match self.algorithm {
            Algorithm::Ed25519 => (None, signature.bytes()),
            Algorithm::Cosignature => {
                let (time, bytes) = signature.bytes().split_first_chunk::<8>().ok_or(BadSignature)?;
                let time = u64::from_be_bytes(*time);
                (Some(time).filter(|time| i64::try_from(*time).is_ok()).map(Some).ok_or(BadSignature)?, bytes)
            }
        };
        let message = time.map_or_else(|| text.to_owned(), |time| cosigned(text, time));
        let bytes = Bytes::from_slice(bytes).map_err(|_| BadSignature)?;
        self.key.verify_strict(message.as_bytes(), &bytes).map_err(|_| BadSignature)?;
        Ok(time)
    }
}

/// The signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not hold")]
pub struct BadSignature;

/// What a witness signs (C2SP tlog-cosignature).
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

impl fmt::Display for VerifyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.algorithm.byte()], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, to_base64(&key))
    }
}

impl fmt::Debug for VerifyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VerifyKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
        let (id, key) = rest.split_once('+').ok_or(KeyError::Form)?;
        let key = from_base64(key).ok_or(KeyError::Form)?;
        let id: KeyId = id.parse().map_err(|()| KeyError::Form)?;
        let (kind, key) = key.split_first().ok_or(KeyError::Form)?;
        let algorithm = match kind {
            0x01 => Algorithm::Ed25519,
            0x04 => Algorithm::Cosignature,
            other => return Err(KeyError::Unknown(*other)),
        };
        let found = Self::new(name, algorithm, key.try_into().map_err(|_| KeyError::Key)?)?;
        if found.id == id { Ok(found) } else { Err(KeyError::Id) }
    }
}

/// A key that signs. Its secret is never printed.
#[derive(Clone)]
pub struct SignKey {
    name: String,
    key: SigningKey,
}

impl SignKey {
    /// The key with this name and this secret seed of 32 random bytes.
    ///
    /// # Errors
    /// When the name may not stand in a signature line.
    pub fn new(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        if is_name(name) {
            Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(&seed) })
        } else {
            Err(KeyError::Name)
        }
    }

    /// The name that its signature lines carry.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What others check its signatures with, or its cosignatures. One secret should serve for one of both only.
    #[must_use]
    pub fn verify_key(&self, algorithm: Algorithm) -> VerifyKey {
        let key = self.key.verifying_key();
        VerifyKey { id: id(&self.name, algorithm, &key), name: self.name.clone(), algorithm, key }
    }

    /// A log's signature line for this text.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        let bytes = self.key.sign(text.as_bytes()).to_bytes();
        Signature::made(&self.name, self.verify_key(Algorithm::Ed25519).id, bytes.to_vec())
    }

    /// A witness's signature line for the text of a checkpoint at this time, in seconds since 1970.
    #[must_use]
    pub fn cosign(&self, text: &str, time: u64) -> Signature {
        let bytes = self.key.sign(cosigned(text, time).as_bytes()).to_bytes();
        let bytes = [time.to_be_bytes().as_slice(), &bytes].concat();
        Signature::made(&self.name, self.verify_key(Algorithm::Cosignature).id, bytes)
    }
}

impl fmt::Debug for SignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignKey({})", self.name)
    }
}
