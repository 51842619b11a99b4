//! The catalogue that is in force: one document, kept as the text that was checked when it came in.

use model::Millis;

use crate::{Change, Conn, StoreError, args, statements};

statements! {
    BODY = "select body from catalogue where id = 1";
    REPLACE = "insert into catalogue (id, body, imported_at) values (1, $1, $2) \
        on conflict (id) do update set body = excluded.body, imported_at = excluded.imported_at";
}

/// The catalogue's JSON, if one has been imported.
///
/// # Errors
/// When the database fails.
pub async fn body(conn: &mut Conn<'_>) -> Result<Option<String>, StoreError> {
    conn.row(BODY, &[]).await?.map(|row| row.text(0)).transpose()
}

/// Puts another catalogue in force. Wishes that came in before keep the cap and the term of their day.
pub struct Replace {
    /// Its JSON, checked.
    pub body: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Replace {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(REPLACE, args![&self.body, self.now]).await?;
        Ok(())
    }
}
