//! Receipts: written with the credit, read by anybody who has the address.

use model::{DonationId, Fen, Millis, ReceiptId, view::ReceiptView};

use super::{item, refund, row, target, void};
use crate::{
    Conn, Row, StoreError, args,
    ledger::{self, Whereabouts},
    statements,
};

statements! {
    INSERT = "insert into receipt (id, donation, idem, amount, day, at) values ($1, $2, $3, $4, $5, $6)";
    BY_ID = "select id, donation, idem, amount, day from receipt where id = $1";
    OF = "select id, donation, idem, amount, day from receipt where donation = $1";
}

/// A receipt as a row.
pub(super) struct ReceiptRow {
    pub(super) id: ReceiptId,
    donation: DonationId,
    pub(super) idem: String,
    pub(super) amount: Fen,
    day: model::Day,
}

fn receipt_of(row: &Row) -> Result<ReceiptRow, StoreError> {
    let (id, donation, idem) = (row.parsed(0)?, row.parsed(1)?, row.text(2)?);
    Ok(ReceiptRow { id, donation, idem, amount: row::fen(row, 3)?, day: row.day(4)? })
}

pub(super) async fn write(
    conn: &mut Conn<'_>,
    id: ReceiptId,
    donation: DonationId,
    idem: &str,
    amount: Fen,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(INSERT, args![id, donation, idem, row::int(amount), now.day(), now]).await?;
    Ok(())
}

pub(super) async fn of(conn: &mut Conn<'_>, donation: DonationId) -> Result<Option<ReceiptRow>, StoreError> {
    conn.row(OF, args![donation]).await?.as_ref().map(receipt_of).transpose()
}

/// A receipt as everybody may see it who has its address.
///
/// # Errors
/// When the database fails.
pub async fn receipt(conn: &mut Conn<'_>, id: ReceiptId) -> Result<Option<ReceiptView>, StoreError> {
    let Some(found) = conn.row(BY_ID, args![id]).await?.as_ref().map(receipt_of).transpose()? else { return Ok(None) };
    let ReceiptRow { id, donation, idem, amount, day } = found;
    let order = row::order(conn, donation).await?.ok_or(StoreError::Corrupt("receipt"))?;
    let target = target::of(conn, order.project).await?.ok_or(StoreError::Corrupt("receipt"))?;
    let entry = match ledger::whereabouts(conn, &idem).await? {
        Whereabouts::At(index) => Some(index),
        Whereabouts::Waiting | Whereabouts::Aside { .. } | Whereabouts::Unknown => None,
    };
    let is_erased = ledger::secret(conn, &idem).await?.is_none();
    Ok(Some(ReceiptView {
        id,
        project: target.id,
        title: target.title,
        organisation: target.organisation,
        filing: target.filing,
        mode: order.mode,
        amount,
        day,
        name: order.name,
        refunded: refund::gone_back(conn, donation).await?,
        corrections: void::corrections(conn, donation).await?,
        entry,
        is_erased,
        is_frozen: item::is_frozen(conn, donation).await?,
    }))
}
