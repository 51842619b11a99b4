//! The closed word lists and short names of leaves: ASCII, and nothing that could hold a person.

/// An enum whose every variant is one word of a leaf.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the leaf.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

/// The text is no short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a short name has only the letters that it may have")]
pub struct ParseNameError;

/// A short name kept in place: `$most` bytes of which each passes `$letter`.
macro_rules! short_name {
    ($(#[$doc:meta])* $name:ident, $most:literal, $letter:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; $most]);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                let end = self.0.iter().position(|byte| *byte == 0).unwrap_or($most);
                self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::word::ParseNameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let well_formed = text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric()) && text.bytes().all($letter);
                let mut name = [0; $most];
                let room = name.get_mut(..text.len()).filter(|_| well_formed).ok_or($crate::word::ParseNameError)?;
                room.copy_from_slice(text.as_bytes());
                Ok(Self(name))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::word::ParseNameError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.as_str().to_owned()
            }
        }
    };
}
short_name! {
    /// The name of a project, bank account, payment channel, batch or field: at most 24 of `a-z 0-9 - _`.
    Slug, 24, |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_')
}

short_name! {
    /// A line of a project's budget, such as `A1`: at most 12 of `A-Z a-z 0-9 . -`.
    Line, 12, |byte| matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_itself() {
        for text in ["a", "p-demo-01", "2026w47", "abcdefghijklmnopqrstuvwx"] {
            assert_eq!(text.parse::<Slug>().map(|slug| slug.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "-a", "A", "张三", "a b", "a:b", "abcdefghijklmnopqrstuvwxy", "a\0"] {
            assert_eq!(text.parse::<Slug>(), Err(ParseNameError), "{text:?}");
        }
        assert!("A1".parse::<Line>().unwrap() < "A10".parse().unwrap());
        assert!("A-1234567890".parse::<Line>().is_ok() && "A-12345678901".parse::<Line>().is_err());
    }
}
