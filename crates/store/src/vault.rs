//! The vault: identities, sealed. Whoever opens one is written down in the same transaction, with a purpose.

use model::{Millis, WishId};

use crate::{Change, Conn, StoreError, args, person::Sealed, statements};

statements! {
    SEALED = "select key_id, sealed from vault where wish = $1";
    LOG = "insert into vault_access (at, actor, wish, purpose) values ($1, $2, $3, $4)";
    ACCESS = "select seq, at, actor, wish, purpose from vault_access where seq > $1 order by seq limit $2";
}

/// The place that an identity is sealed for.
#[must_use]
pub fn context(wish: WishId) -> String {
    format!("vault/{wish}")
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
    type Done = Option<Sealed>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Option<Sealed>, StoreError> {
        let Some(row) = conn.row(SEALED, args![self.wish]).await? else { return Ok(None) };
        conn.run(LOG, args![self.now, &self.actor, self.wish, &self.purpose]).await?;
        Ok(Some(Sealed { key_id: row.text(0)?, bytes: row.bytes(1)? }))
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
