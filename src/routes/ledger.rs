//! The filters of the ledger as its address carries them, in one fixed order.

use model::{ProjectId, view::EntryKind};

use super::percent;

/// What kind of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerKind {
    /// Any in which money moved.
    Money,
    /// Any step of a wish or a claim.
    Steps,
    /// This kind.
    One(EntryKind),
}

impl LedgerKind {
    /// Its word on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Steps => "steps",
            Self::One(kind) => kind.code(),
        }
    }

    /// The one with this word on the wire.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "money" => Some(Self::Money),
            "steps" => Some(Self::Steps),
            other => EntryKind::from_code(other).map(Self::One),
        }
    }
}

/// Which entries of the ledger are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Of this kind.
    pub kind: Option<LedgerKind>,
    /// Of this month, `2026-11`.
    pub month: Option<String>,
}

/// A month as an address writes it.
fn month(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month);
    is_month.then(|| text.to_owned())
}

impl LedgerQuery {
    /// The filters of a query; words that nobody knows are left out.
    #[must_use]
    pub fn parse(search: &str) -> Self {
        let mut query = Self::default();
        for (key, value) in percent::pairs(search) {
            query.set(&key, &value);
        }
        query
    }

    /// The query of these filters with its `?`, or nothing where there are none.
    #[must_use]
    pub fn search(&self) -> String {
        let mut out = String::new();
        for (key, value) in self.pairs() {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(key);
            out.push('=');
            out.push_str(&percent::encode(&value));
        }
        out
    }

    /// The filters that are set, as the wire calls them.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        [
            ("project", self.project.map(|id| id.to_string())),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("month", self.month.clone()),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
    }

    /// Sets one filter by its word on the wire; an unknown word or an empty one lifts it.
    fn set(&mut self, key: &str, value: &str) {
        match key {
            "project" => self.project = value.parse().ok(),
            "kind" => self.kind = LedgerKind::from_code(value),
            "month" => self.month = month(value),
            _ => {}
        }
    }

    /// The value of one filter on the wire, empty where it is not set.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.pairs().into_iter().find(|(name, _)| *name == key).map(|(_, value)| value).unwrap_or_default()
    }

    /// The same filters but for one.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.set(key, value);
        other
    }
}
