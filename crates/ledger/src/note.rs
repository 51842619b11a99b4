//! Signed notes: a text and the lines that vouch for it (C2SP signed-note v1.0.0).

use std::{fmt, str::FromStr};

use crate::{
    VerifyKey,
    key::is_name,
    text::{from_base64, to_base64},
};

/// The most bytes a note may have.
pub const MAX_BYTES: usize = 64 * 1024;
/// The most signature lines a note may have.
pub const MAX_SIGNATURES: usize = 64;

/// The first four bytes of the hash of a key and its name; tells keys apart, proves nothing. Written as 8 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for KeyId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let well_formed = text.len() == 8 && text.bytes().all(lower_hex);
        let number = well_formed.then(|| u32::from_str_radix(text, 16).ok()).flatten();
        number.map(|number| Self(number.to_be_bytes())).ok_or(())
    }
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: String,
    id: KeyId,
    bytes: Vec<u8>,
}

/// Why bytes are no note, or a note is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is longer than [`MAX_BYTES`] or has more than [`MAX_SIGNATURES`] signatures.
    #[error("the note is too large")]
    TooLarge,
    /// It is not UTF-8, or has a control character.
    #[error("the note is not plain text")]
    NotText,
    /// There is no empty line with signature lines after it.
    #[error("the note has no signatures")]
    Unsigned,
    /// A line after the empty line is not a signature line.
    #[error("a signature line is malformed")]
    Line,
    /// A known key's signature does not hold: somebody changed the note.
    #[error("the signature of a known key does not hold")]
    Forged,
    /// No known key signed it.
    #[error("no known key signed the note")]
    Unknown,
}

impl Signature {
    pub(crate) fn made(name: &str, id: KeyId, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), id, bytes }
    }

    /// The name of the key that it says it is of.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the key that it says it is of.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// What follows the id: for Ed25519 64 bytes, for a cosignature 8 bytes of time more in front.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, bytes) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = from_base64(bytes)?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        (is_name(name) && !bytes.is_empty()).then(|| Self::made(name, KeyId(*id), bytes.to_vec()))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.0.as_slice(), &self.bytes].concat();
        write!(f, "— {} {}", self.name, to_base64(&bytes))
    }
}

/// A text with its signatures, well formed but not yet believed. Written as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// A signature that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified<'a> {
    /// The key.
    pub key: &'a VerifyKey,
    /// When a witness cosigned, in seconds since 1970.
    pub time: Option<u64>,
}

impl Note {
    /// A note of this text and these signature lines.
    ///
    /// # Errors
    /// When the text does not end in a line feed, has a control character or an empty last line, or there is no signature.
    pub fn new(text: &str, signatures: Vec<Signature>) -> Result<Self, NoteError> {
        let note = Self { text: text.to_owned(), signatures };
        // What cannot be read back the same must not be sent.
        if Self::parse(note.to_string().as_bytes())? == note { Ok(note) } else { Err(NoteError::Line) }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// When it is not one, or larger than allowed here.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_BYTES {
            return Err(NoteError::TooLarge);
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| NoteError::NotText)?;
        if whole.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(NoteError::NotText);
        }
        let blank = whole.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let (text, lines) = whole.split_at_checked(blank + 1).ok_or(NoteError::Unsigned)?;
        let lines = lines.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n')).ok_or(NoteError::Unsigned)?;
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::TooLarge);
        }
        let signatures: Option<Vec<Signature>> = lines.split('\n').map(Signature::parse).collect();
        Ok(Self { text: text.to_owned(), signatures: signatures.ok_or(NoteError::Line)? })
    }

    /// What is signed, with its last line feed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The signatures of these keys that hold, each key once. Lines of other keys are ignored, as the format demands.
    ///
    /// # Errors
    /// [`NoteError::Forged`] when a line says it is of a known key and is not; [`NoteError::Unknown`] when nothing holds.
    pub fn verify<'a>(&self, keys: impl IntoIterator<Item = &'a VerifyKey>) -> Result<Vec<Verified<'a>>, NoteError> {
        let mut verified: Vec<Verified<'a>> = Vec::new();
        for key in keys {
            for signature in self.signatures.iter().filter(|signature| key.claims(signature)) {
                let time = key.verify(&self.text, signature).map_err(|_| NoteError::Forged)?;
                if !verified.iter().any(|known| known.key == key) {
                    verified.push(Verified { key, time });
                }
            }
        }
        if verified.is_empty() { Err(NoteError::Unknown) } else { Ok(verified) }
    }

    /// The same note with one more signature line, or the line of that key replaced.
    #[must_use]
    pub fn with(mut self, signature: Signature) -> Self {
        self.signatures.retain(|old| (old.name(), old.id()) != (signature.name(), signature.id()));
        self.signatures.push(signature);
        self
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
