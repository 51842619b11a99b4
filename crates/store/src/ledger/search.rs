//! Finding entries: by project, kind and month, newest first. Every combination is one walk along one key.

use ledger::{
    Entry,
    entry::What,
    kind::{Kind, Step},
    word::Slug,
};

use super::{append::projects, int, natural};
use crate::{Conn, StoreError, args, statements};

statements! {
    NEWEST = "select seq, leaf from ledger_entry where seq < $1 order by seq desc limit $2";
    pub(super) BY_TERM = "select t.seq, e.leaf from ledger_term t join ledger_entry e on e.seq = t.seq where t.term = $1 and t.seq < $2 \
        order by t.seq desc limit $3";
}

/// What kind of entry is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindFilter {
    /// Any in which money moved.
    AnyMoney,
    /// Any step of a wish or claim.
    AnyStep,
    /// This kind of money.
    Money(Kind),
    /// This step.
    Step(Step),
    /// Erased fields.
    Erasure,
    /// Days on which nothing need have happened.
    Heartbeat,
}

impl KindFilter {
    /// Its word: that of the kind in the leaf, or `money`, `steps`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AnyMoney => "money",
            Self::AnyStep => "steps",
            Self::Money(kind) => kind.word(),
            Self::Step(step) => step.word(),
            Self::Erasure => "erasure",
            Self::Heartbeat => "heartbeat",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "money" => Some(Self::AnyMoney),
            "steps" => Some(Self::AnyStep),
            "erasure" => Some(Self::Erasure),
            "heartbeat" => Some(Self::Heartbeat),
            other => Kind::from_word(other).map(Self::Money).or_else(|| Step::from_word(other).map(Self::Step)),
        }
    }
}

/// What entries are looked for; what is `None` may be anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Money of this project.
    pub project: Option<Slug>,
    /// This kind.
    pub kind: Option<KindFilter>,
    /// This month: year, and month from 1 to 12.
    pub month: Option<(i32, u32)>,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its index.
    pub seq: u64,
    /// Its leaf.
    pub leaf: Vec<u8>,
}

fn term(project: Option<Slug>, kind: Option<&str>, month: Option<(i32, u32)>) -> String {
    let project = project.as_ref().map_or("*", Slug::as_str);
    let month = month.map_or_else(|| "*".to_owned(), |(year, month)| format!("{year:04}-{month:02}"));
    format!("{project}/{}/{month}", kind.unwrap_or("*"))
}

/// What the entries that take back or correct this one are found by.
pub(super) fn naming_term(of: u64) -> String {
    format!("of/{of}")
}

/// Everything that an entry can be found by, but for "anything".
pub(super) fn terms(entry: &Entry) -> Vec<String> {
    let class = match entry.what() {
        What::Money(_) => Some("money"),
        What::Step { .. } => Some("steps"),
        What::Erasure { .. } | What::Heartbeat => None,
    };
    let (year, month, _) = entry.day().ymd();
    let mut found: Vec<String> = entry.target().map(naming_term).into_iter().collect();
    for project in std::iter::once(None).chain(projects(entry).into_iter().map(Some)) {
        for kind in [None, Some(entry.kind())].into_iter().chain(class.map(Some)) {
            for month in [None, Some((year, month))] {
                if project.is_some() || kind.is_some() || month.is_some() {
                    found.push(term(project, kind, month));
                }
            }
        }
    }
    found
}

/// The newest entries before `before` that fit, at most `limit`. For the next page pass the last index that was found.
///
/// # Errors
/// When the database fails.
pub async fn search(conn: &mut Conn<'_>, filter: &Filter, before: u64, limit: u32) -> Result<Vec<Found>, StoreError> {
    let rows = if *filter == Filter::default() {
        conn.rows(NEWEST, args![int(before), limit]).await?
    } else {
        let term = term(filter.project, filter.kind.map(KindFilter::word), filter.month);
        conn.rows(BY_TERM, args![term, int(before), limit]).await?
    };
    rows.iter().map(|row| Ok(Found { seq: natural(row.int(0)?)?, leaf: row.bytes(1)? })).collect()
}
