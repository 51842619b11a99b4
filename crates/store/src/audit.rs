//! Who did what, without personal values; kept three years.

use model::Millis;

use crate::{Conn, StoreError, args, statements};

statements! {
    NOTE = "insert into audit (at, actor, action, object, note) values ($1, $2, $3, $4, $5)";
}

/// Writes down that a member of staff did something to something; `note` holds no personal value.
///
/// # Errors
/// When the database fails.
pub async fn note(
    conn: &mut Conn<'_>,
    at: Millis,
    actor: &str,
    action: &str,
    object: &str,
    note: &str,
) -> Result<(), StoreError> {
    conn.run(NOTE, args![at, actor, action, object, note]).await?;
    Ok(())
}
