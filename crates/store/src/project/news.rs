//! Which projects changed in public, for whoever looks at one: each bears the version of the database that its last change began from.
//!
//! All writes happen one after the other, so whoever has seen version `n` has not seen what bears `n` or more.

use model::ProjectId;

use crate::{Conn, StoreError, args, statements};

statements! {
    TOUCH = "update project set touched = (select n from version) where id = $1";
    TOUCHED = "select written, touched, id from project where (touched, id) > ($1, $2) order by touched, id limit $3";
}

/// A place among the changes; [`Seen::at`] begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen(i64, String);

impl Seen {
    /// Whoever has seen this version of the database, and nothing after it.
    #[must_use]
    pub const fn at(version: i64) -> Self {
        Self(version, String::new())
    }
}

/// Notes that what everybody sees of a project changes; `id` in lower case.
pub(crate) async fn touch(conn: &mut Conn<'_>, id: &str) -> Result<(), StoreError> {
    conn.run(TOUCH, args![id]).await?;
    Ok(())
}

/// The projects that changed after `seen`, at most `most`, and the place after them.
///
/// # Errors
/// When the database fails.
pub async fn touched(conn: &mut Conn<'_>, seen: &Seen, most: u32) -> Result<(Vec<ProjectId>, Seen), StoreError> {
    let mut after = seen.clone();
    let mut found = Vec::new();
    for row in conn.rows(TOUCHED, args![seen.0, &seen.1, most]).await? {
        found.push(row.parsed(0)?);
        after = Seen(row.int(1)?, row.text(2)?);
    }
    Ok((found, after))
}
