//! Entries that broke a rule of the books when their turn came: kept in sight until an operator has seen to the cause.

use model::Millis;

use crate::{Change, Conn, StoreError, args, statements};

statements! {
    REFUSED = "select id, idem, leaf, at, fault, since from ledger_aside order by id limit $1";
    BACK = "insert into ledger_pending (id, idem, leaf, names, at) select id, idem, leaf, names, at from ledger_aside";
    CLEAR = "delete from ledger_aside";
}

/// An entry that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its place in the queue, kept.
    pub id: i64,
    /// Its `idem`.
    pub idem: String,
    /// Its leaf.
    pub leaf: Vec<u8>,
    /// When it was pended.
    pub at: Millis,
    /// The rule that it broke.
    pub fault: String,
    /// When its turn came.
    pub since: Millis,
}

/// The entries that were set aside, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn refused(conn: &mut Conn<'_>, limit: u32) -> Result<Vec<Refused>, StoreError> {
    let rows = conn.rows(REFUSED, args![limit]).await?;
    let read = rows.iter().map(|row| {
        Ok(Refused {
            id: row.int(0)?,
            idem: row.text(1)?,
            leaf: row.bytes(2)?,
            at: row.millis(3)?,
            fault: row.text(4)?,
            since: row.millis(5)?,
        })
    });
    read.collect()
}

/// Has everything that was set aside wait again, in its old order. Yields how many.
pub struct Retry;

impl Change for Retry {
    type Done = u64;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<u64, StoreError> {
        let back = conn.run(BACK, &[]).await?;
        conn.run(CLEAR, &[]).await?;
        Ok(back)
    }
}
