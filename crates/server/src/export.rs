//! The books for others: tables, journals and the log itself, all of one checkpoint, which is named inside every file.
//!
//! Nothing here is needed to run the house. Foreign tools read what comes out and find the same sums.

mod beancount;
mod giving;
mod journal;
mod raw;
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use ledger::{
    Entry, Hash,
    disclosure::Disclosure,
    entry::{Money, What},
    word::Slug,
};
use model::{ProjectId, view::Organisation};
use store::{
    Store, StoreError,
    ledger::{Head, disclosed, entries, head},
    project,
};

/// Entries that are read at a time.
const CHUNK: u32 = 1000;

/// How it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether tables begin with the mark by which spreadsheets know UTF-8.
    pub bom: bool,
}

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The log is empty.
    #[error("the log is empty")]
    Empty,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written.
    #[error("{0} cannot be written")]
    File(PathBuf, #[source] io::Error),
    /// A value cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// An entry with what anybody may read of it.
struct Booked {
    index: u64,
    leaf: Vec<u8>,
    hash: Hash,
    entry: Entry,
    texts: Vec<(String, String)>,
}

impl Booked {
    fn money(&self) -> Option<&Money> {
        self.entry.money()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn summary(&self) -> &str {
        self.text("summary").unwrap_or_default()
    }

    /// The earlier entry that it is about.
    fn of(&self) -> Option<u64> {
        match self.entry.what() {
            What::Erasure { of, .. } => Some(*of),
            _ => self.entry.target(),
        }
    }
}

/// Everything up to a checkpoint.
struct Log {
    head: Head,
    entries: Vec<Booked>,
    /// The organisations that answer for the projects in it.
    organisations: BTreeMap<Slug, Organisation>,
}

impl Log {
    async fn read(store: &Store) -> Result<Self, ExportError> {
        let mut reader = store.read().await?;
        let mut conn = reader.conn();
        let head = head(&mut conn).await?.ok_or(ExportError::Empty)?;
        let mut found = Vec::new();
        let mut next = 0;
        while next < head.size {
            let chunk = entries(&mut conn, next, CHUNK).await?;
            if chunk.is_empty() {
                return Err(StoreError::Corrupt("log").into());
            }
            for (index, leaf, hash) in chunk.into_iter().filter(|(index, ..)| *index < head.size) {
                let entry = Entry::read(&leaf).map_err(|_| StoreError::Corrupt("leaf"))?;
                let mut texts = Vec::new();
                for opened in disclosed(&mut conn, index).await?.public.iter().filter_map(Disclosure::open) {
                    if let (Some(name), Some(text)) = (opened.name, opened.value.as_str()) {
                        texts.push((name, text.to_owned()));
                    }
                }
                found.push(Booked { index, leaf, hash, entry, texts });
                next = index + 1;
            }
        }
        let mut organisations = BTreeMap::new();
        let postings = found.iter().filter_map(Booked::money).flat_map(|money| &money.postings);
        let projects: BTreeSet<Slug> = postings.filter_map(|posting| posting.account.project()).collect();
        for name in projects {
            let Ok(id) = name.as_str().parse::<ProjectId>() else { continue };
            if let Some(row) = project::load(&mut conn, id).await? {
                organisations.insert(name, row.notice.organisation);
            }
        }
        Ok(Self { head, entries: found, organisations })
    }

    fn root(&self) -> String {
        self.head.root.to_string()
    }

    /// The entries with money, by day, those of a day in the order of the log.
    fn by_day(&self) -> Vec<(&Booked, &Money)> {
        let mut found: Vec<_> = self.entries.iter().filter_map(|one| Some((one, one.money()?))).collect();
        found.sort_by_key(|(one, _)| (one.entry.day(), one.index));
        found
    }
}

/// A directory that files are put into, each whole or not at all.
struct Out<'a>(&'a Path);

impl Out<'_> {
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let path = self.0.join(name);
        let write = || {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let half = path.with_extension("half");
            fs::write(&half, bytes)?;
            fs::rename(&half, &path)
        };
        write().map_err(|error| ExportError::File(path.clone(), error))
    }
}

/// Writes everything into a directory; yields how many entries it covers and their root.
///
/// # Errors
/// When the log is empty, the database fails, or a file cannot be written.
pub async fn export(store: &Store, dir: &Path, options: Options) -> Result<(u64, String), ExportError> {
    let log = Log::read(store).await?;
    let out = Out(dir);
    table::write(&log, &out, options)?;
    out.put("ledger.journal", journal::text(&log).as_bytes())?;
    out.put("ledger.beancount", beancount::text(&log).as_bytes())?;
    out.put("360giving.json", &serde_json::to_vec_pretty(&giving::grants(&log))?)?;
    raw::write(&log, &out)?;
    Ok((log.head.size, log.root()))
}

/// An amount in yuan, exactly.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// A text without line breaks and other marks that steer a program.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_exact() {
        for (fen, want) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56"), (-100, "-1.00")] {
            assert_eq!(yuan(fen), want);
        }
        assert_eq!(yuan(i64::MIN), "-92233720368547758.08");
    }
}
