//! Taking a name back. The log stays as it is; what it committed to can no longer be opened by us.

use model::{DonationId, Millis, PersonId};

use super::book;
use crate::{Change, Conn, StoreError, args, ledger, statements};

statements! {
    NAMELESS = "update donation set name = null, shown_as = 'anonymous' where id = $1";
    OF_PERSON = "select id from donation where person = $1";
    NOBODY = "update donation set person = null, name = null, shown_as = 'anonymous' where person = $1";
    NO_INVOICE = "delete from invoice where donation = $1";
}

/// Takes the donor's name off a donation, in the list of gifts and on its receipt.
#[derive(Clone, Debug)]
pub struct RemoveName {
    /// Which.
    pub donation: DonationId,
    /// The moment.
    pub now: Millis,
}

impl Change for RemoveName {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(NAMELESS, args![self.donation]).await?;
        ledger::erase(conn, &book::subject(self.donation), self.now).await?;
        Ok(())
    }
}

/// Lets go of a person: their donations stay, without anybody behind them.
pub(crate) async fn forget(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<(), StoreError> {
    for row in conn.rows(OF_PERSON, args![person]).await? {
        let donation: DonationId = row.parsed(0)?;
        conn.run(NO_INVOICE, args![donation]).await?;
        ledger::erase(conn, &book::subject(donation), now).await?;
    }
    conn.run(NOBODY, args![person]).await?;
    Ok(())
}
