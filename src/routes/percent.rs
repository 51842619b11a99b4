//! Percent-encoding of queries, as far as our own addresses need it.

/// `text` as a value of a query: everything but letters, digits and `-_.~` is encoded, byte by byte.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(half.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase()));
            }
        }
    }
    out
}

/// The text of a value; `None` where the escapes make no UTF-8.
fn decode(value: &str) -> Option<String> {
    let mut out = Vec::with_capacity(value.len());
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut half = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(half()? * 16 + half()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(out).ok()
}

/// The pairs of a query that can be read.
pub(super) fn pairs(search: &str) -> impl Iterator<Item = (String, String)> {
    search
        .strip_prefix('?')
        .unwrap_or(search)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(key, value)| Some((decode(key)?, decode(value)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_reads_back() {
        for text in ["", "棉被", "a b&c=d", "100%", "é+", "~-_.", "\u{1f9e3}"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn broken_escapes_are_nothing() {
        for value in ["%", "%4", "%zz", "%ff", "%e6%a3"] {
            assert_eq!(decode(value), None, "{value}");
        }
    }
}
