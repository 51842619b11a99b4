//! Of several servers on one database, the one that leads.

use sqlx::{ConnectOptions, PgConnection};

use crate::{Conn, StoreError, args, open::Store};

/// The number of the advisory lock that the leader holds ("shanling" in ASCII, and three); imports take turns by another.
const TRY: &str = "select case when pg_try_advisory_lock(8316291932062674538) then 1::bigint else 0::bigint end";
const STILL: &str = "select 1::bigint";

/// Held by the server that leads, until it is dropped or its connection breaks. It saves work and warnings; that the log does
/// not fork rests on [`Append`](crate::ledger::Append) alone.
pub struct Lead(Option<PgConnection>);

impl Lead {
    /// Whether it is still held.
    pub async fn holds(&mut self) -> bool {
        match &mut self.0 {
            // Nobody else serves an embedded database.
            None => true,
            Some(conn) => Conn::Postgres(conn).row(STILL, args![]).await.is_ok(),
        }
    }
}

impl Store {
    /// The lead, unless another server has it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn try_lead(&self) -> Result<Option<Lead>, StoreError> {
        let Some(options) = self.postgres() else { return Ok(Some(Lead(None))) };
        let mut conn = options.connect().await?;
        let row = Conn::Postgres(&mut conn).row(TRY, args![]).await?.ok_or(StoreError::Corrupt("lock"))?;
        Ok(row.flag(0)?.then_some(Lead(Some(conn))))
    }
}
