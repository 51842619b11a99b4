//! The two alphabets of base64 and the numbers of the text formats, read strictly: one text for one value.

use base64::{Engine, engine::general_purpose};

/// Bytes of standard base64 with padding (RFC 4648 section 4); `None` unless it is the one canonical text.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    general_purpose::STANDARD.decode(text).ok()
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    general_purpose::STANDARD.encode(bytes)
}

/// Bytes of base64url without padding (RFC 4648 section 5), as RFC 9901 writes it.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    general_purpose::URL_SAFE_NO_PAD.decode(text).ok()
}

pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The 32 bytes of this base64url, without a list in between: leaves are full of digests.
pub(crate) fn digest_from_base64url(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    // The one canonical text of 32 bytes has 43 letters.
    let read = general_purpose::URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
    (read == 32 && text.len() == 43).then_some(bytes)
}

/// Which of two digests stands first by its text.
pub(crate) fn order_of_texts(one: &[u8; 32], other: &[u8; 32]) -> std::cmp::Ordering {
    // Three bytes are four letters: only the first three that differ have to be spelled.
    let mut groups = one.chunks(3).zip(other.chunks(3));
    groups
        .find(|(one, other)| one != other)
        .map_or(std::cmp::Ordering::Equal, |(one, other)| to_base64url(one).cmp(&to_base64url(other)))
}

/// A decimal number without sign and without leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if canonical { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_value_has_one_text(bytes: Vec<u8>, number: u64) {
            prop_assert_eq!(from_base64(&to_base64(&bytes)), Some(bytes.clone()));
            prop_assert_eq!(from_base64url(&to_base64url(&bytes)), Some(bytes));
            prop_assert_eq!(decimal(&number.to_string()), Some(number));
        }

        #[test]
        fn a_digest_is_read_and_sorted_like_any_other_bytes(bytes: [u8; 32], text in "[A-Za-z0-9_=-]{41,45}", at in 0_u8..32, flip: u8) {
            let long = to_base64url(&bytes);
            prop_assert_eq!(digest_from_base64url(&long), Some(bytes));
            let mut other = bytes;
            other[usize::from(at)] ^= flip;
            prop_assert_eq!(order_of_texts(&bytes, &other), long.cmp(&to_base64url(&other)));
            prop_assert_eq!(digest_from_base64url(&text), from_base64url(&text).and_then(|bytes| bytes.try_into().ok()));
        }

        #[test]
        fn every_text_that_is_read_is_the_one_that_is_written(text in "[A-Za-z0-9+/=_-]{0,12}", digits in "[0-9+-]{0,22}") {
            if let Some(bytes) = from_base64(&text) {
                prop_assert_eq!(to_base64(&bytes), text.clone());
            }
            if let Some(bytes) = from_base64url(&text) {
                prop_assert_eq!(to_base64url(&bytes), text);
            }
            if let Some(number) = decimal(&digits) {
                prop_assert_eq!(number.to_string(), digits);
            }
        }
    }

    #[test]
    fn a_second_way_to_write_the_same_is_refused() {
        for text in ["AA", "AA=", "AB==", "AA==\n", "AA== ", "A-==", "AA==AA=="] {
            assert_eq!(from_base64(text), None, "{text:?}");
        }
        for text in ["AA==", "AB", "A+", "A"] {
            assert_eq!(from_base64url(text), None, "{text:?}");
        }
        for text in ["", "00", "01", "+1", "-1", "1 ", "18446744073709551616"] {
            assert_eq!(decimal(text), None, "{text:?}");
        }
    }
}
