//! The vault: identities, sealed. Whoever opens one is written down in the same transaction, with a purpose.

use model::{Millis, WishId};

use crate::{Change, Conn, StoreError, args, statements};

statements! {
    SEALED = "select key_id, sealed from vault where wish = $1";
    LOG = "insert into vault_access (at, actor, wish, purpose) values ($1, $2, $3, $4)";
    ACCESS = "select seq, at, actor, wish, purpose from vault_access where seq > $1 order by seq limit $2";
    OLD = "select wish, key_id, sealed from vault where key_id = $1 order by wish limit $2";
    KEYS = "select key_id, count(*) from vault group by key_id order by key_id";
    RESEAL = "update vault set key_id = $3, sealed = $4 where wish = $1 and key_id = $2";
}

/// A sealed identity on its way out; the store cannot read it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRow {
    /// The key that sealed it.
    pub key_id: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Hands a sealed identity out and writes down to whom and what for; `None` when there is none.
pub struct Open {
    /// Whose wish.
    pub wish: WishId,
    /// The name of the member of staff.
    pub actor: String,
    /// What for.
    pub purpose: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Open {
    type Done = Option<SealedRow>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Option<SealedRow>, StoreError> {
        let Some(row) = conn.row(SEALED, args![self.wish]).await? else { return Ok(None) };
        conn.run(LOG, args![self.now, &self.actor, self.wish, &self.purpose]).await?;
        Ok(Some(SealedRow { key_id: row.text(0)?, bytes: row.bytes(1)? }))
    }
}

/// One look into the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Its place among all.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Who.
    pub actor: String,
    /// Whose wish.
    pub wish: WishId,
    /// What for.
    pub purpose: String,
}

/// Looks after `seq`, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn access(conn: &mut Conn<'_>, seq: i64, limit: u32) -> Result<Vec<Access>, StoreError> {
    let rows = conn.rows(ACCESS, args![seq, limit]).await?;
    let read = rows.iter().map(|row| {
        Ok(Access {
            seq: row.int(0)?,
            at: row.millis(1)?,
            actor: row.text(2)?,
            wish: row.parsed(3)?,
            purpose: row.text(4)?,
        })
    });
    read.collect()
}

/// How many identities each key has sealed.
///
/// # Errors
/// When the database fails.
pub async fn keys(conn: &mut Conn<'_>) -> Result<Vec<(String, u32)>, StoreError> {
    conn.rows(KEYS, &[]).await?.iter().map(|row| Ok((row.text(0)?, row.count(1)?))).collect()
}

/// Up to `limit` identities that this key has sealed.
///
/// # Errors
/// When the database fails.
pub async fn sealed_by(conn: &mut Conn<'_>, key: &str, limit: u32) -> Result<Vec<(WishId, SealedRow)>, StoreError> {
    let rows = conn.rows(OLD, args![key, limit]).await?;
    rows.iter().map(|row| Ok((row.parsed(0)?, SealedRow { key_id: row.text(1)?, bytes: row.bytes(2)? }))).collect()
}

/// Puts freshly sealed identities in the place of those that a key has sealed; whatever changed meanwhile is left alone.
pub struct Reseal {
    /// The key of before.
    pub old: String,
    /// The wishes and their fresh seals.
    pub rows: Vec<(WishId, SealedRow)>,
}

impl Change for Reseal {
    type Done = u64;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<u64, StoreError> {
        let mut done = 0;
        for (wish, sealed) in self.rows {
            done += conn.run(RESEAL, args![wish, &self.old, sealed.key_id, sealed.bytes]).await?;
        }
        Ok(done)
    }
}
