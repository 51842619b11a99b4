//! The work that a browser has to do before another code is sent (payments.md 4.2): cheap for a person, dear for whoever
//! wants many. No puzzle to look at, nothing to read: a number, found beside the page by `public/work.js`.
//!
//! A challenge is `BITS.SECONDS.MAC`: how many leading zero bits the SHA-256 of `CHALLENGE.NUMBER` must have, until when
//! it is good, and our keyed hash over both, the number that is called and the browser that asked. The server keeps
//! nothing of it. Within its two minutes a solved one opens again what the limits of the number allow anyhow.

use model::Millis;
use sha2::{Digest as _, Sha256};

use crate::{
    keys::{Keys, Purpose, hex},
    phone::Phone,
    staff::is_same,
};

/// Seconds for which a challenge is good: an old phone needs some of them.
const LIFE: i64 = 120;
/// Hexadecimal digits of the keyed hash. What is hashed has to fit one block, for the sake of old phones.
const MAC: usize = 24;
/// Most characters of the number that was found.
const NUMBER: usize = 10;

/// A challenge of so many bits for this number in this browser.
#[must_use]
pub fn challenge(keys: &Keys, phone: &Phone, browser: &[u8; 32], bits: u32, now: Millis) -> String {
    let until = now.plus_seconds(LIFE).get() / 1000;
    format!("{bits}.{until}.{}", mac(keys, phone, browser, bits, until))
}

/// How many bits of work a proof shows; 0 for one that is empty, wrong, late, or for another number or browser.
#[must_use]
pub fn proven(keys: &Keys, phone: &Phone, browser: &[u8; 32], proof: &str, now: Millis) -> u32 {
    claimed(keys, phone, browser, proof, now).filter(|bits| zeros(proof) >= *bits).unwrap_or(0)
}

fn claimed(keys: &Keys, phone: &Phone, browser: &[u8; 32], proof: &str, now: Millis) -> Option<u32> {
    let mut parts = proof.split('.');
    let (bits, until, sum, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || number.len() > NUMBER || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (bits, until): (u32, i64) = (bits.parse().ok()?, until.parse().ok()?);
    let own = mac(keys, phone, browser, bits, until);
    (is_same(&own, sum) && now.get() / 1000 <= until).then_some(bits)
}

fn mac(keys: &Keys, phone: &Phone, browser: &[u8; 32], bits: u32, until: i64) -> String {
    let text = format!("work|{}|{}|{bits}|{until}", phone.digits(), hex(browser));
    let mut sum = hex(&keys.lookup(Purpose::Code, &text));
    sum.truncate(MAC);
    sum
}

/// Leading zero bits of the hash, at most 32.
fn zeros(text: &str) -> u32 {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    hash.first_chunk::<4>().map_or(0, |four| u32::from_be_bytes(*four).leading_zeros())
}

/// Does the work, as a browser does; for tests and for clients that are no browsers.
#[must_use]
pub fn solve(challenge: &str) -> String {
    let bits = challenge.split('.').next().and_then(|bits| bits.parse().ok()).unwrap_or(0);
    (0..=u32::MAX).map(|number| format!("{challenge}.{number}")).find(|proof| zeros(proof) >= bits).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_work_for_this_number_in_this_browser_and_in_time_counts() {
        let dir = std::env::temp_dir().join(format!("shanling_work_{}", std::process::id()));
        let keys = Keys::open(&dir).unwrap();
        let (phone, other) = (Phone::parse("13800138000").unwrap(), Phone::parse("13800138001").unwrap());
        let now = Millis::new(1_795_600_000_000);
        let challenge = challenge(&keys, &phone, &[1; 32], 9, now);
        assert!(challenge.len() + 1 + NUMBER <= 55, "it has to fit one block: {challenge}");
        let proof = solve(&challenge);
        assert_eq!(proven(&keys, &phone, &[1; 32], &proof, now.plus_seconds(LIFE)), 9);
        assert_eq!(proven(&keys, &phone, &[1; 32], &proof, now.plus_seconds(LIFE + 1)), 0, "late");
        assert_eq!(proven(&keys, &other, &[1; 32], &proof, now), 0, "another number");
        assert_eq!(proven(&keys, &phone, &[2; 32], &proof, now), 0, "another browser");
        let easier = proof.replacen("9.", "1.", 1);
        for bad in ["", "9", "a.b.c.d", &challenge, &easier, &format!("{proof}.1"), &format!("{challenge}.-1")] {
            assert_eq!(proven(&keys, &phone, &[1; 32], bad, now), 0, "{bad}");
        }
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn what_a_browser_finds_is_what_we_find() {
        // By public/work.js, run in Node.
        let challenge = "8.1795600000.0123456789abcdef01234567";
        assert_eq!(solve(challenge), format!("{challenge}.489"));
    }
}
