//! What a test needs to play the provider.

use model::Millis;

use crate::{
    Key,
    seal::{Message, Speaker},
};

/// The header of a notice with this body, as the sandbox would send it.
#[must_use]
pub fn notice(key: &Key, at: Millis, body: &[u8]) -> String {
    key.sign(&Message { speaker: Speaker::Notice, what: "notice", body }, at, rand::random())
}
