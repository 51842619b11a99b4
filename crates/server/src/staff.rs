//! Who staff are: passwords (argon2id), second factors (TOTP, RFC 6238), roles.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use hmac::{Hmac, KeyInit, Mac};
use model::Millis;
use sha1::Sha1;
use zeroize::Zeroizing;

/// Seconds for which a code is shown.
const STEP_SECONDS: i64 = 30;
/// Bytes of a secret (RFC 4226, section 4, asks for 20).
const SECRET_LEN: usize = 20;
/// Characters of the shortest password.
pub const PASSWORD_MIN: usize = 10;

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Role {
    /// Writes needs down (采集).
    Collector,
    /// Reviews and publishes (复核).
    Reviewer,
    /// Receives and hands over (服务站).
    Station,
    /// Sees the money (财务).
    Finance,
    /// Reads the logs (审计).
    Auditor,
}

impl Role {
    const ALL: [Self; 5] = [Self::Collector, Self::Reviewer, Self::Station, Self::Finance, Self::Auditor];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Collector => "collector",
            Self::Reviewer => "reviewer",
            Self::Station => "station",
            Self::Finance => "finance",
            Self::Auditor => "auditor",
        }
    }

    /// The roles in a list of codes.
    #[must_use]
    pub fn list(codes: &str) -> Vec<Self> {
        codes.split(',').filter_map(|code| Self::ALL.into_iter().find(|role| role.code() == code)).collect()
    }
}

/// A member of staff who has signed in.
#[derive(Clone, Debug)]
pub struct Member {
    /// Their name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The station they work for, or `None` for all.
    pub station: Option<String>,
}

impl Member {
    /// Whether they have one of these roles.
    #[must_use]
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}

/// Hashes a password for the store.
///
/// # Errors
/// When the machine has no randomness or memory for it.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?.to_string())
}

/// Whether the password is the one that was hashed; takes its time for a hash that makes no sense, too.
#[must_use]
pub fn verify(password: &str, hash: &str) -> bool {
    if let Ok(hash) = PasswordHash::new(hash) {
        return Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    }
    // Somebody who asks for a name that does not exist must not learn it by the clock.
    let _ = Argon2::default().hash_password(password.as_bytes());
    false
}

/// A secret that a phone and we share.
pub struct Totp(Zeroizing<Vec<u8>>);

impl Totp {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(Zeroizing::new(rand::random::<[u8; SECRET_LEN]>().to_vec()))
    }

    /// The one with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// What a phone's app scans or takes in by hand.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        let label: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        format!("otpauth://totp/Shanling:{label}?secret={}&issuer=Shanling", self.base32())
    }

    fn base32(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let letter = |five: u16| char::from(LETTERS.get(usize::from(five)).copied().unwrap_or(b'A'));
        let (mut text, mut bits, mut held) = (String::new(), 0_u16, 0);
        for byte in self.0.iter() {
            bits = (bits << 8) | u16::from(*byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                text.push(letter((bits >> held) & 31));
                bits &= (1 << held) - 1;
            }
        }
        if held > 0 {
            text.push(letter((bits << (5 - held)) & 31));
        }
        text
    }

    /// The code of a step.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let Ok(mut mac) = <Hmac<Sha1> as KeyInit>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest.last().copied().unwrap_or_default() & 15);
        let four = digest.get(offset..offset + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).unwrap_or_default();
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }

    /// The step of a moment.
    #[must_use]
    pub const fn step(now: Millis) -> i64 {
        now.get().div_euclid(1000 * STEP_SECONDS)
    }

    /// The step that this code belongs to, if it is one of now, just before, or just after.
    #[must_use]
    pub fn accepts(&self, code: &str, now: Millis) -> Option<i64> {
        let now = Self::step(now);
        let code = code.trim();
        [now - 1, now, now + 1].into_iter().rfind(|step| is_same(&self.code(*step), code))
    }
}

/// Compares without telling by the clock where two texts differ.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let totp = Totp::from_bytes(Zeroizing::new(b"12345678901234567890".to_vec()));
        // The RFC's eight digits end in our six.
        for (seconds, want) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp.code(Totp::step(Millis::new(seconds * 1000))), want, "{seconds} s");
        }
        assert_eq!(totp.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_good_a_step_before_and_after_its_own() {
        let totp = Totp::random();
        let now = Millis::new(1_800_000_000_000);
        let step = Totp::step(now);
        for (at, want) in [(-2, None), (-1, Some(step - 1)), (0, Some(step)), (1, Some(step + 1)), (2, None)] {
            assert_eq!(totp.accepts(&totp.code(step + at), now), want, "{at}");
        }
        for nonsense in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(totp.accepts(nonsense, now), None, "{nonsense}");
        }
    }

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let stored = hash("正确的马电池钉书钉").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("正确的马电池钉书钉", &stored));
        assert!(!verify("错误的马电池钉书钉", &stored) && !verify("", &stored) && !verify("x", "nonsense"));
    }
}
