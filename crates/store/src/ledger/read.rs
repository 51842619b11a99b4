//! Reading the log: entries, hashes, checkpoints, and what digests commit to.

use ledger::{
    Checkpoint, Hash, Note,
    books::Fund,
    canonical::Value,
    disclosure::{Disclosure, Secret},
    word::Slug,
};

use super::{append, int, natural};
use crate::{Conn, Row, StoreError, args, statements};

statements! {
    ENTRIES = "select seq, leaf, hash from ledger_entry where seq >= $1 order by seq limit $2";
    HASHES = "select seq, hash from ledger_entry where seq >= $1 order by seq limit $2";
    NODES = "select n, hash from ledger_node where level = $1 and n >= $2 order by n limit $3";
    HEAD = "select size, root, note from ledger_checkpoint order by size desc limit 1";
    HEAD_AT = "select size, root, note from ledger_checkpoint where size = $1";
    PLACE = "select seq from ledger_place where idem = $1";
    WAITING_PLACE = "select 1 from ledger_pending where idem = $1";
    ASIDE_PLACE = "select fault from ledger_aside where idem = $1";
    IDEM_AT = "select idem from ledger_place where seq = $1";
    SECRET = "select secret from ledger_secret where idem = $1";
    VALUES = "select name, value, public from ledger_value where idem = $1 order by name";
    FUND = "select project, body from ledger_fund where project = $1";
    FUNDS = "select project, body from ledger_fund order by project";
}

/// An entry of the log: index, leaf, and the hash that was stored beside it.
pub type Entries = Vec<(u64, Vec<u8>, Hash)>;

/// A checkpoint as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The note, as it is published.
    pub note: String,
}

/// Where an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// It waits for its place.
    Waiting,
    /// It broke a rule of the books when its turn came, and waits for the operator.
    Aside {
        /// The rule.
        fault: String,
    },
    /// It is the entry with this index.
    At(u64),
    /// Nobody pended it.
    Unknown,
}

/// What is known of an entry's digests; empty once it was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosed {
    /// The disclosures that anybody may see.
    pub public: Vec<Disclosure>,
    /// Those that only the holder of the receipt may see.
    pub private: Vec<Disclosure>,
}

fn hash(row: &Row, at: usize) -> Result<Hash, StoreError> {
    Hash::from_slice(&row.bytes(at)?).ok_or(StoreError::Corrupt("hash"))
}

/// How many entries the log has.
///
/// # Errors
/// When the database fails.
pub async fn size(conn: &mut Conn<'_>) -> Result<u64, StoreError> {
    natural(conn.row(append::SIZE, &[]).await?.ok_or(StoreError::Corrupt("log"))?.int(0)?)
}

/// The entries from index `from` on, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn entries(conn: &mut Conn<'_>, from: u64, limit: u32) -> Result<Entries, StoreError> {
    let rows = conn.rows(ENTRIES, args![int(from), limit]).await?;
    rows.iter().map(|row| Ok((natural(row.int(0)?)?, row.bytes(1)?, hash(row, 2)?))).collect()
}

/// The hashes of the leaves from index `from` on, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn hashes(conn: &mut Conn<'_>, from: u64, limit: u32) -> Result<Vec<Hash>, StoreError> {
    let rows = conn.rows(HASHES, args![int(from), limit]).await?;
    rows.iter().map(|row| hash(row, 1)).collect()
}

/// The stored nodes of a level (0, 8, 16 or 24) from `from` on, at most `limit`; those of level 0 are the leaves.
///
/// # Errors
/// When the database fails.
pub async fn nodes(conn: &mut Conn<'_>, level: u8, from: u64, limit: u32) -> Result<Vec<Hash>, StoreError> {
    if level == 0 {
        return hashes(conn, from, limit).await;
    }
    let rows = conn.rows(NODES, args![u32::from(level), int(from), limit]).await?;
    rows.iter().map(|row| hash(row, 1)).collect()
}

fn stored(row: &Row) -> Result<Head, StoreError> {
    Ok(Head { size: natural(row.int(0)?)?, root: hash(row, 1)?, note: row.text(2)? })
}

/// The newest checkpoint; none before the first entry.
///
/// # Errors
/// When the database fails.
pub async fn head(conn: &mut Conn<'_>) -> Result<Option<Head>, StoreError> {
    conn.row(HEAD, &[]).await?.as_ref().map(stored).transpose()
}

/// The checkpoint of this size, if one was signed.
///
/// # Errors
/// When the database fails.
pub async fn head_at(conn: &mut Conn<'_>, size: u64) -> Result<Option<Head>, StoreError> {
    conn.row(HEAD_AT, args![int(size)]).await?.as_ref().map(stored).transpose()
}

impl Head {
    /// The checkpoint in the note.
    ///
    /// # Errors
    /// When what is stored is no checkpoint, or not of this size and root.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        let note = Note::parse(self.note.as_bytes()).map_err(|_| StoreError::Corrupt("note"))?;
        let checkpoint: Checkpoint = note.text().parse().map_err(|_| StoreError::Corrupt("checkpoint"))?;
        let same = checkpoint.size() == self.size && checkpoint.root() == self.root;
        if same { Ok(checkpoint) } else { Err(StoreError::Corrupt("checkpoint")) }
    }
}

/// Where the entry with this `idem` is.
///
/// # Errors
/// When the database fails.
pub async fn whereabouts(conn: &mut Conn<'_>, idem: &str) -> Result<Whereabouts, StoreError> {
    if let Some(row) = conn.row(PLACE, args![idem]).await? {
        return Ok(Whereabouts::At(natural(row.int(0)?)?));
    }
    if conn.row(WAITING_PLACE, args![idem]).await?.is_some() {
        return Ok(Whereabouts::Waiting);
    }
    match conn.row(ASIDE_PLACE, args![idem]).await? {
        Some(row) => Ok(Whereabouts::Aside { fault: row.text(0)? }),
        None => match conn.row(PLACE, args![idem]).await? {
            // It got its place between two of these questions.
            Some(row) => Ok(Whereabouts::At(natural(row.int(0)?)?)),
            None => Ok(Whereabouts::Unknown),
        },
    }
}

/// What opens the fields of the entry with this `idem`: the secret of its receipt. `None` when it has no fields or they were
/// erased.
///
/// # Errors
/// When the database fails.
pub async fn secret(conn: &mut Conn<'_>, idem: &str) -> Result<Option<Secret>, StoreError> {
    let Some(row) = conn.row(SECRET, args![idem]).await? else { return Ok(None) };
    let bytes = row.bytes(0)?.try_into().map_err(|_| StoreError::Corrupt("secret"))?;
    Ok(Some(Secret::new(bytes)))
}

/// The disclosures of the entry with this index.
///
/// # Errors
/// When the database fails.
pub async fn disclosed(conn: &mut Conn<'_>, seq: u64) -> Result<Disclosed, StoreError> {
    let mut found = Disclosed::default();
    let Some(row) = conn.row(IDEM_AT, args![int(seq)]).await? else { return Ok(found) };
    let idem = row.text(0)?;
    let Some(secret) = secret(conn, &idem).await? else { return Ok(found) };
    for row in conn.rows(VALUES, args![&idem]).await? {
        let (name, text) = (row.text(0)?, row.text(1)?);
        let value = Value::read(text.as_bytes()).map_err(|_| StoreError::Corrupt("field"))?;
        let disclosure = secret.disclose(&name, &value).map_err(|_| StoreError::Corrupt("field"))?;
        if row.flag(2)? { found.public.push(disclosure) } else { found.private.push(disclosure) }
    }
    Ok(found)
}

fn fund_of(row: &Row) -> Result<(Option<Slug>, Fund), StoreError> {
    let project = row.text(0)?;
    let project = if project.is_empty() { None } else { Some(row.parsed(0)?) };
    let fund = serde_json::from_str(&row.text(1)?).map_err(|_| StoreError::Corrupt("fund"))?;
    Ok((project, fund))
}

/// The equation of a project after the newest entry, or of what belongs to no project; empty before its first entry.
///
/// # Errors
/// When the database fails.
pub async fn fund(conn: &mut Conn<'_>, project: Option<Slug>) -> Result<Fund, StoreError> {
    let project = project.map(|project| project.to_string()).unwrap_or_default();
    let row = conn.row(FUND, args![project]).await?;
    Ok(row.as_ref().map(fund_of).transpose()?.map(|(_, fund)| fund).unwrap_or_default())
}

/// The equations of all projects that money was ever given to or spent by; `None` is what belongs to no project.
///
/// # Errors
/// When the database fails.
pub async fn funds(conn: &mut Conn<'_>) -> Result<Vec<(Option<Slug>, Fund)>, StoreError> {
    conn.rows(FUNDS, &[]).await?.iter().map(fund_of).collect()
}
