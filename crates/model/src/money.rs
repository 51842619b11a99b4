//! Money: whole fen, nothing else.

use serde::{Deserialize, Serialize};

/// An amount of money in fen (1/100 yuan). Never negative, never a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = u64, minimum = 0, maximum = 9_007_199_254_740_991_u64))]
pub struct Fen(u64);

impl Fen {
    /// The largest amount that every JSON reader keeps exactly (2^53 - 1).
    pub const MAX: Self = Self(9_007_199_254_740_991);

    /// That many fen, or `None` above [`Fen::MAX`].
    #[must_use]
    pub const fn new(fen: u64) -> Option<Self> {
        if fen <= Self::MAX.0 { Some(Self(fen)) } else { None }
    }

    /// The amount in fen.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// An amount in yuan as people type it: `124`, `124.5`, `124.00`. `None` for anything else.
    #[must_use]
    pub fn from_yuan(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 {
            return None;
        }
        let cents: u64 = part.parse().ok()?;
        let cents = if part.len() == 1 { cents * 10 } else { cents };
        Self::new(whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(cents)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_read_exactly() {
        for (text, fen) in [("124", 12_400), ("124.5", 12_450), ("124.05", 12_405), ("0.01", 1), ("0", 0)] {
            assert_eq!(Fen::from_yuan(text), Fen::new(fen), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_amount() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1.234",
            "一百",
            "1,000",
            "99999999999999999999",
            "90071992547409.92",
        ] {
            assert_eq!(Fen::from_yuan(text), None, "{text}");
        }
    }
}
