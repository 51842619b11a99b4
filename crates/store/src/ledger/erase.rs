//! Erasing what entries commit to: salts and values go, the log stays, and an entry says that something is gone.

use ledger::{entry::What, word::Slug};
use model::Millis;

use super::pend::{Pending, pend};
use crate::{Change, Conn, StoreError, args, statements};

statements! {
    OF_SUBJECT = "select s.idem, v.name from ledger_secret s join ledger_value v on v.idem = s.idem where s.subject = $1 \
        order by s.idem, v.name";
    DELETE_VALUES = "delete from ledger_value where idem in (select idem from ledger_secret where subject = $1)";
    DELETE_SECRETS = "delete from ledger_secret where subject = $1";
}

/// Deletes every salt and value of the entries [about](Pending::about) `subject`, and pends an `erasure` entry for each, which
/// says which fields are gone. Yields how many entries it was; those that were erased before do not count.
///
/// # Errors
/// When the database fails.
pub async fn erase(conn: &mut Conn<'_>, subject: &str, now: Millis) -> Result<u32, StoreError> {
    let mut erased: Vec<(String, Vec<Slug>)> = Vec::new();
    for row in conn.rows(OF_SUBJECT, args![subject]).await? {
        let (idem, name) = (row.text(0)?, row.parsed(1)?);
        match erased.last_mut() {
            Some((last, names)) if *last == idem => names.push(name),
            _ => erased.push((idem, vec![name])),
        }
    }
    conn.run(DELETE_VALUES, args![subject]).await?;
    conn.run(DELETE_SECRETS, args![subject]).await?;
    let count = u32::try_from(erased.len()).unwrap_or(u32::MAX);
    for (idem, mut fields) in erased {
        // The engines need not sort texts as a leaf does.
        fields.sort_unstable();
        let erasure = Pending::new(format!("erasure/{idem}"), now.day(), What::Erasure { of: 0, fields }).naming(idem);
        let pended = pend(conn, erasure, now).await?;
        pended.map_err(|_| StoreError::Corrupt("name of a field"))?;
    }
    Ok(count)
}

/// [`erase`] as a change of its own.
pub struct Erase {
    /// Whose fields.
    pub subject: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Erase {
    type Done = u32;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<u32, StoreError> {
        erase(conn, &self.subject, self.now).await
    }
}
