//! The second person: a minor's identity is asked for by one member of staff and granted by another.
//!
//! Asking, granting and looking are each written down in the transaction that does them. There is one request for each
//! wish and member of staff; asking again begins anew.

use model::{Millis, WishId};

use super::{is_minor, sealed};
use crate::{Change, Conn, StoreError, args, audit, statements};

/// Hours in which somebody has to agree.
pub const ASKED_HOURS: i64 = 24;
/// Hours in which the identity has to be looked at once somebody has agreed.
pub const APPROVED_HOURS: i64 = 2;

statements! {
    ASK = "insert into vault_request (wish, actor, purpose, asked_at) values ($1, $2, $3, $4) \
        on conflict (wish, actor) do update set purpose = excluded.purpose, asked_at = excluded.asked_at, \
        approved_by = null, approved_at = null";
    FIND = "select wish, actor, purpose, asked_at, approved_by, approved_at from vault_request where wish = $1 and actor = $2";
    OPEN = "select wish, actor, purpose, asked_at, approved_by, approved_at from vault_request where asked_at > $1 \
        order by asked_at, wish, actor limit $2";
    APPROVE = "update vault_request set approved_by = $3, approved_at = $4 where wish = $1 and actor = $2";
    USE_UP = "delete from vault_request where wish = $1 and actor = $2";
    FORGET = "delete from vault_request where wish = $1";
}

/// Asks to see who is behind the wish of a minor.
pub struct Ask {
    /// Whose wish.
    pub wish: WishId,
    /// Who asks.
    pub actor: String,
    /// What for, screened: the one who agrees reads it, and the log keeps it.
    pub purpose: String,
    /// The moment.
    pub now: Millis,
}

/// Why a request is not taken or granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskRefusal {
    /// There is no identity (any more).
    Gone,
    /// The person is an adult: nobody else need agree.
    NotNeeded,
    /// Nobody of that name has asked, or too long ago.
    NotAsked,
    /// Nobody grants their own request.
    OwnRequest,
}

impl Change for Ask {
    type Done = Result<(), AskRefusal>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Self { wish, actor, purpose, now } = self;
        if sealed(conn, wish).await?.is_none() {
            return Ok(Err(AskRefusal::Gone));
        }
        if !is_minor(conn, wish).await? {
            return Ok(Err(AskRefusal::NotNeeded));
        }
        conn.run(ASK, args![wish, &actor, &purpose, now]).await?;
        audit::note(conn, now, &actor, "vault.request", &wish.to_string(), &purpose).await?;
        Ok(Ok(()))
    }
}

/// Grants the request of somebody else.
pub struct Approve {
    /// Whose wish.
    pub wish: WishId,
    /// Who asked.
    pub asker: String,
    /// Who agrees.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Approve {
    type Done = Result<Approval, AskRefusal>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Self { wish, asker, actor, now } = self;
        if asker == actor {
            return Ok(Err(AskRefusal::OwnRequest));
        }
        let found = find(conn, wish, &asker).await?.filter(|asked| asked.at > now.plus_hours(-ASKED_HOURS));
        let Some(found) = found else { return Ok(Err(AskRefusal::NotAsked)) };
        conn.run(APPROVE, args![wish, &asker, &actor, now]).await?;
        audit::note(conn, now, &actor, "vault.approve", &wish.to_string(), &asker).await?;
        Ok(Ok(Approval { by: Some(actor), approved_at: Some(now), ..found }))
    }
}

/// A request, granted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Whose wish.
    pub wish: WishId,
    /// Who asked.
    pub actor: String,
    /// What for.
    pub purpose: String,
    /// When it was asked.
    pub at: Millis,
    /// Who agreed.
    pub by: Option<String>,
    /// When.
    pub approved_at: Option<Millis>,
}

/// Requests that are still good, the oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn open(conn: &mut Conn<'_>, now: Millis, limit: u32) -> Result<Vec<Approval>, StoreError> {
    conn.rows(OPEN, args![now.plus_hours(-ASKED_HOURS), limit]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn<'_>, wish: WishId, actor: &str) -> Result<Option<Approval>, StoreError> {
    conn.row(FIND, args![wish, actor]).await?.as_ref().map(read).transpose()
}

fn read(row: &crate::Row) -> Result<Approval, StoreError> {
    Ok(Approval {
        wish: row.parsed(0)?,
        actor: row.text(1)?,
        purpose: row.text(2)?,
        at: row.millis(3)?,
        by: row.opt_text(4)?,
        approved_at: row.opt_millis(5)?,
    })
}

/// Takes a granted request that is still good; it is gone afterwards.
pub(super) async fn use_up(
    conn: &mut Conn<'_>,
    wish: WishId,
    actor: &str,
    now: Millis,
) -> Result<Option<Approval>, StoreError> {
    let since = now.plus_hours(-APPROVED_HOURS);
    let good = |found: &Approval| found.by.is_some() && found.approved_at.is_some_and(|at| at > since);
    let Some(found) = find(conn, wish, actor).await?.filter(good) else { return Ok(None) };
    conn.run(USE_UP, args![wish, actor]).await?;
    Ok(Some(found))
}

/// Drops every request for a wish whose identity goes.
pub(crate) async fn forget(conn: &mut Conn<'_>, wish: WishId) -> Result<(), StoreError> {
    conn.run(FORGET, args![wish]).await?;
    Ok(())
}
