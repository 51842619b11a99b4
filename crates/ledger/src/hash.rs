//! SHA-256 with the two prefixes of RFC 6962, which keep a leaf from ever being taken for a node.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::{from_base64, to_base64};

/// A SHA-256 hash of the tree. Written in standard base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

/// The text is not the standard base64 of 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is the standard base64 of 32 bytes")]
pub struct ParseHashError;

/// SHA-256 of these bytes, without any prefix.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

impl Hash {
    /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
    pub const EMPTY: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
        0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// The hash of a leaf with this content.
    #[must_use]
    pub fn leaf(content: &[u8]) -> Self {
        Self(sha256(&[&[0], content]))
    }

    /// The hash of the node above these two.
    #[must_use]
    pub fn node(left: Self, right: Self) -> Self {
        Self(sha256(&[&[1], &left.0, &right.0]))
    }

    /// The hash with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash with these bytes, or `None` unless there are 32.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = ParseHashError;

    fn from_str(text: &str) -> Result<Self, ParseHashError> {
        from_base64(text).and_then(|bytes| Self::from_slice(&bytes)).ok_or(ParseHashError)
    }
}

impl TryFrom<String> for Hash {
    type Error = ParseHashError;

    fn try_from(text: String) -> Result<Self, ParseHashError> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_tree_has_the_hash_of_nothing() {
        assert_eq!(Hash::EMPTY, Hash::new(sha256(&[])));
    }

    #[test]
    fn a_leaf_is_never_a_node() {
        let (left, right) = (Hash::leaf(b"a"), Hash::leaf(b"b"));
        let both = [left.as_bytes().as_slice(), right.as_bytes()].concat();
        assert_ne!(Hash::leaf(&both), Hash::node(left, right));
    }

    #[test]
    fn a_hash_reads_back_as_itself() {
        assert_eq!(Hash::EMPTY.to_string().parse(), Ok(Hash::EMPTY));
        assert_eq!("AAAA".parse::<Hash>(), Err(ParseHashError));
    }
}
