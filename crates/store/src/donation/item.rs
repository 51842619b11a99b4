//! What a person has to look into: each thing once, until somebody of finance closes it.

use model::Millis;

use crate::{Change, Conn, Row, StoreError, args, audit, statements};

statements! {
    OPEN = "insert into finance_item (kind, object, note, at) values ($1, $2, $3, $4) on conflict (kind, object) do nothing";
    LIST = "select seq, kind, object, note, at from finance_item where closed_at is null and seq > $1 order by seq limit $2";
    COUNT = "select count(*) from finance_item where closed_at is null";
    CLOSE = "update finance_item set closed_at = $2, closed_by = $3 where seq = $1 and closed_at is null";
    CLOSE_ABOUT = "update finance_item set closed_at = $2, closed_by = $3 where object = $1 and closed_at is null";
}

/// Something to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub seq: i64,
    /// What it is: `duplicate`, `late`, `target_gone`, `mismatch`, `orphan`, `refund`, `bill`, …
    pub kind: String,
    /// What it is about: a transaction, an attempt, a refund, a day's bill.
    pub object: String,
    /// What is known, without a person in it.
    pub note: String,
    /// Since when.
    pub at: Millis,
}

fn item(row: &Row) -> Result<Item, StoreError> {
    let (seq, kind, object, note) = (row.int(0)?, row.text(1)?, row.text(2)?, row.text(3)?);
    Ok(Item { seq, kind, object, note, at: Millis::new(row.int(4)?) })
}

/// Puts something before finance, unless it lies there already.
pub(super) async fn open(
    conn: &mut Conn<'_>,
    kind: &str,
    object: &str,
    note: &str,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(OPEN, args![kind, object, note, now]).await?;
    Ok(())
}

/// Closes whatever is open about something that has been settled.
pub(super) async fn settle(conn: &mut Conn<'_>, object: &str, by: &str, now: Millis) -> Result<(), StoreError> {
    conn.run(CLOSE_ABOUT, args![object, now, by]).await?;
    Ok(())
}

/// Open items after this one, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn open_items(conn: &mut Conn<'_>, after: i64, limit: u32) -> Result<Vec<Item>, StoreError> {
    conn.rows(LIST, args![after, limit]).await?.iter().map(item).collect()
}

/// How many there are; public.
///
/// # Errors
/// When the database fails.
pub async fn open_count(conn: &mut Conn<'_>) -> Result<u32, StoreError> {
    conn.row(COUNT, &[]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
}

/// Somebody of finance has looked into it.
#[derive(Clone, Debug)]
pub struct CloseItem {
    /// Which.
    pub seq: i64,
    /// Who.
    pub actor: String,
    /// What came of it, without a personal value.
    pub note: String,
    /// The moment.
    pub now: Millis,
}

impl Change for CloseItem {
    /// Whether it was open.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let done = conn.run(CLOSE, args![self.seq, self.now, &self.actor]).await? > 0;
        if done {
            audit::note(conn, self.now, &self.actor, "finance.close", &self.seq.to_string(), &self.note).await?;
        }
        Ok(done)
    }
}
