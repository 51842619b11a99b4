//! Canonical JSON: one text for one value, in a strict subset of RFC 8785.
//!
//! UTF-8; keys ASCII, sorted, each once; no fraction, no exponent, no `-0`, no `null`; integers within 2^53-1; the shortest
//! escapes; no white space. Money never passes through a float. Unicode normal form is not looked at here: leaves are ASCII
//! ([`crate::entry`]), and `check canonical` demands NFC of everything else.

mod parse;

use std::borrow::Cow;

use crate::canonical::parse::Parser;

/// The largest integer that every JSON reader keeps exactly: 2^53-1.
pub const MAX_INT: i64 = 9_007_199_254_740_991;
/// How deep lists and maps may nest.
pub const MAX_DEPTH: usize = 16;

/// A value of the subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number; texts hold it only within [`MAX_INT`].
    Int(i64),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// A map: keys ASCII, sorted, each once. [`Value::map`] makes it so.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Why bytes are outside the subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// It is not JSON in UTF-8.
    #[error("this is not JSON")]
    NotJson,
    /// A number has a fraction or an exponent, is `-0`, or is beyond 2^53-1.
    #[error("a number is not a whole number within 2^53-1")]
    Number,
    /// There is a `null`.
    #[error("null is not used")]
    Null,
    /// A key is not ASCII.
    #[error("a key is not ASCII")]
    Key,
    /// A map has a key twice.
    #[error("a key stands twice")]
    Twice,
    /// Lists and maps nest deeper than [`MAX_DEPTH`].
    #[error("lists and maps nest too deep")]
    Depth,
    /// The same value is written in another way than the canonical one.
    #[error("this is not the canonical text of its value")]
    NotCanonical,
}

impl<'a> Value<'a> {
    /// A string.
    #[must_use]
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A map of these pairs, in whatever order.
    ///
    /// # Errors
    /// When a key is not ASCII or stands twice.
    pub fn map<K: Into<Cow<'a, str>>>(pairs: impl IntoIterator<Item = (K, Self)>) -> Result<Self, CanonicalError> {
        let mut pairs: Vec<(Cow<'a, str>, Self)> = pairs.into_iter().map(|(key, value)| (key.into(), value)).collect();
        if pairs.iter().any(|(key, _)| !key.is_ascii()) {
            return Err(CanonicalError::Key);
        }
        // Among ASCII keys the order of bytes is the order of UTF-16 units that RFC 8785 wants.
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        if pairs.iter().zip(pairs.iter().skip(1)).any(|((one, _), (next, _))| one == next) {
            return Err(CanonicalError::Twice);
        }
        Ok(Self::Map(pairs))
    }

    /// Reads JSON of the subset in whatever order, spacing and escapes.
    ///
    /// # Errors
    /// When it is not JSON or holds a value outside the subset.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CanonicalError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CanonicalError::NotJson)?;
        Parser::new(text, false).whole()
    }

    /// Reads canonical JSON and nothing else: `read(bytes)?.write() == bytes`.
    ///
    /// # Errors
    /// When it is not JSON, holds a value outside the subset, or is not the canonical text of its value.
    pub fn read(bytes: &'a [u8]) -> Result<Self, CanonicalError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CanonicalError::NotJson)?;
        // What is wrong is found out a second time, and slowly, only when something is wrong.
        Parser::new(text, true).whole().or_else(|_| Self::parse(bytes).and(Err(CanonicalError::NotCanonical)))
    }

    /// The canonical text.
    ///
    /// # Errors
    /// When a number is beyond [`MAX_INT`], or a map was put together by hand with keys out of order.
    pub fn write(&self) -> Result<String, CanonicalError> {
        let mut text = String::new();
        self.write_to(&mut text)?;
        Ok(text)
    }

    fn write_to(&self, out: &mut String) -> Result<(), CanonicalError> {
        match self {
            Self::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Self::Int(number) if number.unsigned_abs() > MAX_INT.unsigned_abs() => return Err(CanonicalError::Number),
            Self::Int(number) => out.push_str(&number.to_string()),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    out.push(if place == 0 { '[' } else { ',' });
                    item.write_to(out)?;
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Map(pairs) => {
                let mut before: Option<&str> = None;
                for (key, value) in pairs {
                    if !key.is_ascii() || before.is_some_and(|before| before >= key.as_ref()) {
                        return Err(CanonicalError::Key);
                    }
                    out.push(if before.is_none() { '{' } else { ',' });
                    write_text(key, out);
                    out.push(':');
                    value.write_to(out)?;
                    before = Some(key);
                }
                out.push_str(if pairs.is_empty() { "{}" } else { "}" });
            }
        }
        Ok(())
    }
}

/// A string with the shortest escapes (RFC 8785 section 3.2.2.2).
pub(crate) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let Some((plain, special)) = rest.split_at_checked(place) else { break };
        out.push_str(plain);
        let mut letters = special.chars();
        out.extend(letters.next().map(escape));
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// The one way to write this letter in a string.
fn escape(letter: char) -> String {
    match letter {
        '\u{8}' => "\\b".to_owned(),
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        '\r' => "\\r".to_owned(),
        '"' | '\\' => format!("\\{letter}"),
        control if control < ' ' => format!("\\u{:04x}", u32::from(control)),
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests;
