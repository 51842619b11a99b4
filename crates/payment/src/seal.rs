//! Signatures of the sandbox: HMAC-SHA256 over who speaks, what is asked, when, a nonce, and the bytes of the body.

use std::{fmt, str::FromStr};

use hmac::{Hmac, KeyInit, Mac};
use model::Millis;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Seconds by which the clocks of both sides may differ.
const TOLERANCE_SECONDS: i64 = 300;

/// The header that carries a signature.
pub(crate) const HEADER: &str = "sandbox-signature";

/// A secret that house and sandbox share: 32 bytes, written as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// The text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key has 64 hexadecimal digits")]
pub struct ParseKeyError;

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        unhex(text.trim()).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(ParseKeyError)
    }
}

impl Key {
    /// The key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its text, for the file that the other side reads.
    #[must_use]
    pub fn reveal(&self) -> String {
        hex(&self.0)
    }

    /// The header of a message.
    pub(crate) fn sign(&self, message: &Message<'_>, at: Millis, nonce: u64) -> String {
        let (time, nonce) = (at.get().div_euclid(1000), format!("{nonce:016x}"));
        let mac = hex(&self.mac(message, time, &nonce));
        format!("t={time},n={nonce},s={mac}")
    }

    /// The nonce of a message whose header holds and is of this time.
    pub(crate) fn check(&self, message: &Message<'_>, header: &str, now: Millis) -> Option<String> {
        let mut parts = header.split(',');
        let mut part = |name: &str| parts.next()?.trim().strip_prefix(name)?.strip_prefix('=');
        let (time, nonce, mac) = (part("t")?, part("n")?, part("s")?);
        let time: i64 = time.bytes().all(|byte| byte.is_ascii_digit()).then(|| time.parse().ok())??;
        let is_of_now = now.get().div_euclid(1000).abs_diff(time) < TOLERANCE_SECONDS.unsigned_abs();
        let given = unhex(mac)?;
        let own = self.mac(message, time, nonce);
        let holds = bool::from(own.as_slice().ct_eq(&given)) && parts.next().is_none() && !nonce.is_empty();
        (is_of_now && holds).then(|| nonce.to_owned())
    }

    fn mac(&self, message: &Message<'_>, time: i64, nonce: &str) -> [u8; 32] {
        let mut block = [0; 64];
        for (place, byte) in block.iter_mut().zip(self.0) {
            *place = byte;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new((&block).into());
        let head = format!("{}\n{}\n{time}\n{nonce}\n", message.speaker.word(), message.what);
        mac.update(head.as_bytes());
        mac.update(message.body);
        mac.finalize().into_bytes().into()
    }
}

/// Who signs: what one side said can never be played back as the other's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// The house asks.
    House,
    /// The sandbox answers a question.
    Answer,
    /// The sandbox sends a notice.
    Notice,
}

impl Speaker {
    const fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Answer => "answer",
            Self::Notice => "notice",
        }
    }
}

/// What is signed beside time and nonce.
pub(crate) struct Message<'a> {
    /// Who signs.
    pub(crate) speaker: Speaker,
    /// Method and path of a question; status, method and path for its answer; `notice` for a notice.
    pub(crate) what: &'a str,
    /// The bytes of the body, as they are sent.
    pub(crate) body: &'a [u8],
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// The SHA-256 of a file, as its announcement says it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis::new(1_795_327_200_000);

    fn message(body: &[u8]) -> Message<'_> {
        Message { speaker: Speaker::Notice, what: "notice", body }
    }

    #[test]
    fn what_was_signed_holds_and_nothing_else_does() {
        let (key, other) = (Key::new([7; 32]), Key::new([8; 32]));
        let header = key.sign(&message(b"{}"), NOW, 1);
        assert_eq!(key.check(&message(b"{}"), &header, NOW).as_deref(), Some("0000000000000001"));
        assert_eq!(key.check(&message(b"{ }"), &header, NOW), None, "another body");
        assert_eq!(other.check(&message(b"{}"), &header, NOW), None, "another key");
        let as_answer = Message { speaker: Speaker::Answer, what: "notice", body: b"{}" };
        assert_eq!(key.check(&as_answer, &header, NOW), None, "another speaker");
        for (seconds, holds) in [(0, true), (299, true), (300, false), (-299, true), (-300, false)] {
            let found = key.check(&message(b"{}"), &header, NOW.plus_seconds(seconds));
            assert_eq!(found.is_some(), holds, "{seconds} s later");
        }
        for broken in ["", "t=1", "n=1,t=1,s=", &header.replace("t=", "t=+"), &format!("{header},x=1")] {
            assert_eq!(key.check(&message(b"{}"), broken, NOW), None, "{broken}");
        }
    }

    #[test]
    fn a_key_reads_back_as_itself_and_shows_nothing() {
        let key = Key::new([0xab; 32]);
        assert_eq!(key.reveal().parse(), Ok(key.clone()));
        assert_eq!(format!("{key:?}"), "Key");
        for text in ["", "ab", &"zz".repeat(32), &"心".repeat(32)] {
            assert_eq!(text.parse::<Key>(), Err(ParseKeyError), "{text}");
        }
    }
}
