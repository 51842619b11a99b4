//! The vault: identities, sealed. Whoever opens one is written down in the same transaction, with a purpose.
//!
//! A minor's identity opens only after a second person has agreed, once and for a short time: [`ask`], [`Approve`],
//! [`Open`].

pub mod ask;

use model::{Millis, WishId};

pub use ask::{Approval, Approve, Ask, AskRefusal};

use crate::{Change, Conn, StoreError, args, person::Sealed, statements, wish};

statements! {
    SEALED = "select key_id, sealed from vault where wish = $1";
    LOG = "insert into vault_access (at, actor, wish, purpose, approved_by) values ($1, $2, $3, $4, $5)";
    ACCESS = "select seq, at, actor, wish, purpose, approved_by from vault_access where seq > $1 order by seq limit $2";
}

/// The place that an identity is sealed for.
#[must_use]
pub fn context(wish: WishId) -> String {
    format!("vault/{wish}")
}

/// Hands a sealed identity out and writes down to whom and what for.
pub struct Open {
    /// Whose wish.
    pub wish: WishId,
    /// The name of the member of staff.
    pub actor: String,
    /// What for. A minor's is opened for the purpose that was approved, whatever is said here.
    pub purpose: String,
    /// The moment.
    pub now: Millis,
}

/// What a look into the vault yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The identity, still sealed.
    Sealed(Sealed),
    /// There is none (any more).
    Gone,
    /// It is a minor's, and nobody else has agreed, or too long ago.
    ApprovalNeeded,
}

impl Change for Open {
    type Done = Opened;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Opened, StoreError> {
        let Self { wish, actor, purpose, now } = self;
        let Some(sealed) = sealed(conn, wish).await? else { return Ok(Opened::Gone) };
        if !is_minor(conn, wish).await? {
            log(conn, wish, &actor, &purpose, None, now).await?;
            return Ok(Opened::Sealed(sealed));
        }
        let Some(approval) = ask::use_up(conn, wish, &actor, now).await? else { return Ok(Opened::ApprovalNeeded) };
        log(conn, wish, &actor, &approval.purpose, approval.by.as_deref(), now).await?;
        Ok(Opened::Sealed(sealed))
    }
}

/// Hands a sealed identity to the program, which compares texts with it and shows nothing of it to anybody; written down
/// like every look.
pub struct Compare {
    /// Whose wish.
    pub wish: WishId,
    /// The member of staff whose text is compared.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Compare {
    type Done = Option<Sealed>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Option<Sealed>, StoreError> {
        let Some(sealed) = sealed(conn, self.wish).await? else { return Ok(None) };
        let purpose = "review: compare edited text with the person's own values";
        log(conn, self.wish, &self.actor, purpose, None, self.now).await?;
        Ok(Some(sealed))
    }
}

async fn sealed(conn: &mut Conn<'_>, wish: WishId) -> Result<Option<Sealed>, StoreError> {
    let Some(row) = conn.row(SEALED, args![wish]).await? else { return Ok(None) };
    Ok(Some(Sealed { key_id: row.text(0)?, bytes: row.bytes(1)? }))
}

async fn is_minor(conn: &mut Conn<'_>, wish: WishId) -> Result<bool, StoreError> {
    Ok(wish::load(conn, wish).await?.is_some_and(|wish| wish.is_minor))
}

async fn log(
    conn: &mut Conn<'_>,
    wish: WishId,
    actor: &str,
    purpose: &str,
    approved_by: Option<&str>,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(LOG, args![now, actor, wish, purpose, approved_by]).await?;
    Ok(())
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
    /// Who else agreed, where that is needed.
    pub approved_by: Option<String>,
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
            approved_by: row.opt_text(5)?,
        })
    });
    read.collect()
}
