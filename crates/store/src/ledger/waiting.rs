//! What waits for its place, in the order in which it came.

use model::Millis;

use crate::{Conn, Row, StoreError, args, statements};

statements! {
    WAITING = "select id, idem, leaf, names from ledger_pending order by id limit $1";
    IS_WAITING = "select 1 from ledger_pending limit 1";
    WAITS = "select count(*), min(at) from ledger_pending";
}

/// An entry that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Its place in the queue.
    pub id: i64,
    /// Its `idem`.
    pub idem: String,
    /// Its leaf; where it names another entry, with an index that is still to be put right.
    pub leaf: Vec<u8>,
    /// The `idem` of the entry that it names.
    pub names: Option<String>,
}

/// The first entries of the queue, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &mut Conn<'_>, limit: u32) -> Result<Vec<Waits>, StoreError> {
    let rows = conn.rows(WAITING, args![limit]).await?;
    let read =
        |row: &Row| Ok(Waits { id: row.int(0)?, idem: row.text(1)?, leaf: row.bytes(2)?, names: row.opt_text(3)? });
    rows.iter().map(read).collect()
}

/// Whether anything waits.
///
/// # Errors
/// When the database fails.
pub async fn is_waiting(conn: &mut Conn<'_>) -> Result<bool, StoreError> {
    Ok(conn.row(IS_WAITING, &[]).await?.is_some())
}

/// How many entries wait, and since when the oldest of them.
///
/// # Errors
/// When the database fails.
pub async fn waits(conn: &mut Conn<'_>) -> Result<(u32, Option<Millis>), StoreError> {
    let row = conn.row(WAITS, &[]).await?.ok_or(StoreError::Corrupt("count"))?;
    Ok((row.count(0)?, row.opt_millis(1)?))
}
