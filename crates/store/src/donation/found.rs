//! What was taken for a donation, for finance: a donor knows the number of the donation, a provider that of its transaction.

use model::{DonationId, Fen, Millis, donation::capture::Booked};

use super::{refund::refundable, take};
use crate::{Conn, StoreError, args, statements};

statements! {
    OF_DONATION = "select provider, txn, number, donation, amount, booked, at from provider_txn where donation = $1 order by at, txn";
}

/// Money that a provider took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The provider.
    pub provider: String,
    /// Its number of the transaction.
    pub txn: String,
    /// How much.
    pub amount: Fen,
    /// How much of it can still go back.
    pub left: Fen,
    /// Whether it belongs to the project or waits for a person.
    pub booked: Booked,
    /// When it was booked.
    pub at: Millis,
}

/// What was taken for a donation, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn money_of(conn: &mut Conn<'_>, donation: DonationId) -> Result<Vec<Money>, StoreError> {
    let mut found = Vec::new();
    for row in conn.rows(OF_DONATION, args![donation]).await? {
        let take::TxnRow { provider, txn, amount, booked, .. } = take::txn_of(&row)?;
        let left = refundable(conn, &provider, &txn).await?.unwrap_or_default();
        found.push(Money { provider, txn, amount, left, booked, at: Millis::new(row.int(6)?) });
    }
    Ok(found)
}
