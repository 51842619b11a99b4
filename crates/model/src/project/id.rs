//! The id of a project: the charity's own code, unlike our random ones, since it stands on its papers and posters.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

const MOST: usize = 24;

/// The id of a project as the charity writes it: 1 to 24 of `A-Z a-z 0-9 -`, the first no dash. Shown as it was written;
/// `P-DEMO-01` and `p-demo-01` are the same.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "P-DEMO-01", pattern = "^[A-Za-z0-9][A-Za-z0-9-]{0,23}$"))]
pub struct ProjectId([u8; MOST]);

/// The text is no id of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseProjectIdError;

impl fmt::Display for ParseProjectIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a project has 1 to 24 letters, digits and dashes, and does not begin with a dash")
    }
}

impl std::error::Error for ParseProjectIdError {}

impl ProjectId {
    /// The id as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(MOST);
        self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The id in lower case: its name in the books, and what the store looks it up by.
    #[must_use]
    pub fn folded(&self) -> String {
        self.as_str().to_ascii_lowercase()
    }

    fn fold(self) -> [u8; MOST] {
        self.0.map(|byte| byte.to_ascii_lowercase())
    }
}

impl PartialEq for ProjectId {
    fn eq(&self, other: &Self) -> bool {
        self.fold() == other.fold()
    }
}

impl Eq for ProjectId {}

impl PartialOrd for ProjectId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ProjectId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.fold().cmp(&other.fold())
    }
}

impl Hash for ProjectId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fold().hash(state);
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ProjectId {
    type Err = ParseProjectIdError;

    fn from_str(text: &str) -> Result<Self, ParseProjectIdError> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let mut id = [0; MOST];
        let room = id.get_mut(..text.len()).filter(|_| text.bytes().all(known) && !text.starts_with('-'));
        room.filter(|room| !room.is_empty()).ok_or(ParseProjectIdError)?.copy_from_slice(text.as_bytes());
        Ok(Self(id))
    }
}

impl TryFrom<String> for ProjectId {
    type Error = ParseProjectIdError;

    fn try_from(text: String) -> Result<Self, ParseProjectIdError> {
        text.parse()
    }
}

impl From<ProjectId> for String {
    fn from(id: ProjectId) -> Self {
        id.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_is_shown_as_it_was_written_and_known_in_any_case(text in "[A-Za-z0-9][A-Za-z0-9-]{0,23}") {
            let id: ProjectId = text.parse().unwrap();
            prop_assert_eq!(id.to_string(), text.clone());
            let other: ProjectId = text.to_ascii_uppercase().parse().unwrap();
            prop_assert_eq!(id, other);
            prop_assert_eq!(id.cmp(&other), Ordering::Equal);
            prop_assert_eq!(HashSet::from([id, other]).len(), 1);
            prop_assert_eq!(id.folded(), text.to_ascii_lowercase());
        }

        #[test]
        fn no_text_makes_the_parser_panic(text: String) {
            let _ = text.parse::<ProjectId>();
        }
    }

    #[test]
    fn anything_else_is_no_id() {
        for text in ["", "-", "-P1", "P 1", "P_1", "P/1", "项目一", "P\0", "ABCDEFGHIJKLMNOPQRSTUVWXY"] {
            assert_eq!(text.parse::<ProjectId>(), Err(ParseProjectIdError), "{text:?}");
        }
    }
}
