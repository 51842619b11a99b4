//! A checkpoint and a key have one text each.
#![no_main]

use ledger::{Checkpoint, VerifyKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(checkpoint) = text.parse::<Checkpoint>() {
        assert_eq!(checkpoint.to_string(), text);
    }
    if let Ok(key) = text.parse::<VerifyKey>() {
        assert_eq!(key.to_string(), text);
    }
});
