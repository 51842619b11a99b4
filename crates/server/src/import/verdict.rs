//! What is said of each row in the end.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::reason::Reason;

/// What an accepted row did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A new wish waits for its review.
    New,
    /// The very same is stored already.
    Unchanged,
    /// It took the place of what waited for review.
    Replaced,
    /// What was reviewed or published before goes to review again.
    Revised,
}

/// The verdict on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The line of the file; the header's is 1.
    pub line: u32,
    /// What it did, or every reason against it.
    pub outcome: Result<Change, Vec<Reason>>,
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("line", &self.line)?;
        object.serialize_entry("accepted", &self.outcome.is_ok())?;
        object.serialize_entry("reasons", self.outcome.as_ref().err().map_or(&[][..], Vec::as_slice))?;
        if let Ok(change) = &self.outcome {
            object.serialize_entry("change", change)?;
        }
        object.end()
    }
}
