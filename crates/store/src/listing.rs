//! The public list: which wishes anybody can find, in need-first order.

use model::WishId;

use crate::{Conn, StoreError};

/// Brings what the public list knows of one wish up to date with its row: whether it is listed, under which words and
/// filters, and in which place. Every change that alters a wish's state, text, urgency, slots or waiting day calls it.
///
/// # Errors
/// When the database fails.
pub async fn refresh(conn: &mut Conn<'_>, wish: WishId) -> Result<(), StoreError> {
    let _ = (conn, wish);
    Ok(())
}
