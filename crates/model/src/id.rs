//! Ids: eight random characters of Crockford base32, without order and without meaning (domain.md 4.7).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id has eight characters of Crockford base32")
    }
}

impl std::error::Error for ParseIdError {}

fn letter(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        // People read these aloud and type them wrong.
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().copied().find(|known| char::from(*known) == upper)
}

fn parse(text: &str) -> Result<[u8; 8], ParseIdError> {
    let mut id = [0; 8];
    let mut characters = text.chars();
    for place in &mut id {
        *place = characters.next().and_then(letter).ok_or(ParseIdError)?;
    }
    if characters.next().is_some() { Err(ParseIdError) } else { Ok(id) }
}

fn spread(mut bits: u64) -> [u8; 8] {
    let mut id = [0; 8];
    for place in &mut id {
        let index = usize::try_from(bits & 31).unwrap_or_default();
        *place = ALPHABET.get(index).copied().unwrap_or(b'0');
        bits >>= 5;
    }
    id
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "7K3QZ8MV"))]
        pub struct $name([u8; 8]);

        impl $name {
            /// The id made of the lowest 40 of these random bits.
            #[must_use]
            pub fn from_bits(bits: u64) -> Self {
                Self(spread(bits))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| fmt::Write::write_char(f, char::from(*byte)))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIdError;

            fn try_from(text: String) -> Result<Self, ParseIdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    )+};
}

// Alphabetical; append, never rename.
ids! {
    /// One attempt to pay a donation; the number that the provider knows begins with it. Never public.
    AttemptId;
    /// One person's promise to fulfil one slot of a wish; printed as the claim number (认领号).
    ClaimId;
    /// One order to donate (捐赠单).
    DonationId;
    /// A person who signed in. Never public.
    PersonId;
    /// A receipt for a donation, printed and part of its short address `/r/…`.
    ReceiptId;
    /// One refund by the original route.
    RefundId;
    /// A report or complaint (举报), printed so that the reporter can ask after it.
    ReportId;
    /// A wish (心愿).
    WishId;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_reads_back_as_itself(bits: u64) {
            let id = WishId::from_bits(bits);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(id.to_string().to_lowercase().parse(), Ok(id));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text: String) {
            let _ = text.parse::<WishId>();
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        assert_eq!("o1234567".parse::<WishId>(), "01234567".parse());
        assert_eq!("IL234567".parse::<WishId>(), "11234567".parse());
    }

    #[test]
    fn wrong_lengths_and_letters_are_refused() {
        for text in ["", "1234567", "123456789", "1234567U", "心愿心愿心愿心愿"] {
            assert_eq!(text.parse::<WishId>(), Err(ParseIdError), "{text}");
        }
    }
}
