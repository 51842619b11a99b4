//! The public steps of wishes and claims, without a person: what the live stream reads.

use model::{Millis, WishId};

use crate::{Conn, Row, StoreError, args, statements};

statements! {
    INSERT = "insert into event (at, day, wish, kind, public) values ($1, $2, $3, $4, $5) returning seq";
    SINCE = "select seq, at, wish, kind from event where seq > $1 and public = 1 order by seq limit $2";
    LAST = "select coalesce(max(seq), 0) from event";
}

/// A step that anybody may hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place among all; later ones are larger.
    pub seq: i64,
    /// When it happened.
    pub at: Millis,
    /// The wish it happened to.
    pub wish: WishId,
    /// What happened: the code of a state, or of a step of a claim.
    pub kind: String,
}

/// Writes down that `kind` happened to a wish; `public` says whether anybody may hear of it. Yields the number of the event.
///
/// # Errors
/// When the database fails.
pub async fn note(conn: &mut Conn<'_>, wish: WishId, kind: &str, public: bool, now: Millis) -> Result<i64, StoreError> {
    let row = conn.row(INSERT, args![now, now.day(), wish, kind, public]).await?;
    row.ok_or(StoreError::Corrupt("event"))?.int(0)
}

/// The public steps after `seq`, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn since(conn: &mut Conn<'_>, seq: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
    conn.rows(SINCE, args![seq, limit]).await?.iter().map(event).collect()
}

/// The place of the newest step, 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn last(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    conn.row(LAST, &[]).await?.map_or(Ok(0), |row| row.int(0))
}

fn event(row: &Row) -> Result<Event, StoreError> {
    Ok(Event { seq: row.int(0)?, at: row.millis(1)?, wish: row.parsed(2)?, kind: row.text(3)? })
}
