//! Facts about this database: whether it is a demonstration, whose keys it needs.

use crate::{Change, Conn, StoreError, args, statements};

/// Set to `1` in a database that holds invented people only.
pub const DEMO: &str = "demo";
/// By what the database knows its own keys again.
pub const KEYS: &str = "keys";

statements! {
    VALUE = "select value from meta where key = $1";
    SET = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
}

/// The value of a fact, if it is set.
///
/// # Errors
/// When the database fails.
pub async fn value(conn: &mut Conn<'_>, key: &str) -> Result<Option<String>, StoreError> {
    conn.row(VALUE, args![key]).await?.map(|row| row.text(0)).transpose()
}

/// Whether this database is a demonstration.
///
/// # Errors
/// When the database fails.
pub async fn is_demo(conn: &mut Conn<'_>) -> Result<bool, StoreError> {
    Ok(value(conn, DEMO).await?.as_deref() == Some("1"))
}

/// Sets a fact.
pub struct Set {
    /// Its name.
    pub key: &'static str,
    /// Its value.
    pub value: String,
}

impl Change for Set {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(SET, args![self.key, &self.value]).await?;
        Ok(())
    }
}
