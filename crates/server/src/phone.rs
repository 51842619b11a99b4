//! A mobile number of mainland China. It is never printed whole: neither for debugging nor in an error.

use std::fmt;

use zeroize::Zeroizing;

use crate::keys::{Keys, Purpose, hex};

/// Eleven digits, `1[3-9]…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(Zeroizing<String>);

impl Phone {
    /// Reads a number; `+86`, spaces and dashes are tolerated.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 40 {
            return None;
        }
        let text = text.trim();
        let rest = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
        let digits: Zeroizing<String> = Zeroizing::new(rest.chars().filter(|c| !matches!(c, ' ' | '-')).collect());
        let bytes = digits.as_bytes();
        let is_mobile = bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes.first() == Some(&b'1')
            && bytes.get(1).is_some_and(|second| *second >= b'3');
        is_mobile.then_some(Self(digits))
    }

    /// The number that was sealed.
    #[must_use]
    pub fn from_sealed(plain: &[u8]) -> Option<Self> {
        std::str::from_utf8(plain).ok().and_then(Self::parse)
    }

    /// The eleven digits, for sealing and for the sender.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The number with its middle hidden: `138****8000`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (head, tail) = (self.0.get(..3).unwrap_or_default(), self.0.get(7..).unwrap_or_default());
        format!("{head}****{tail}")
    }

    /// The keyed hash by which the person is found again.
    #[must_use]
    pub fn key(&self, keys: &Keys) -> [u8; 32] {
        keys.lookup(Purpose::Phone, self.digits())
    }

    /// The keyed hash of a sign-in code for this number in one browser.
    #[must_use]
    pub fn code_hash(&self, keys: &Keys, browser: &[u8; 32], code: &str) -> [u8; 32] {
        let text = Zeroizing::new(format!("sign-in|{}|{}|{code}", self.digits(), hex(browser)));
        keys.lookup(Purpose::Code, &text)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_read_however_they_are_typed() {
        for text in
            ["13800138000", " 138 0013 8000", "138-0013-8000", "+8613800138000", "+86 138 0013 8000", "008613800138000"]
        {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::digits), Some("13800138000"), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let long = "1".repeat(1000);
        for text in [
            "",
            "1380013800",
            "138001380000",
            "12800138000",
            "23800138000",
            "１３８００１３８０００",
            "1380013800a",
            "+1 3800138000",
            "-",
            &long,
        ] {
            assert!(Phone::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_shown_hides_the_middle_and_debugging_shows_nothing() {
        let phone = Phone::parse("13800138000").unwrap();
        assert_eq!(phone.masked(), "138****8000");
        assert_eq!(format!("{phone:?}"), "Phone(…)");
    }
}
