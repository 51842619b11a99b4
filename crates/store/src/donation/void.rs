//! What takes a receipt back: the documents by which money went back to its donor. The receipt itself stays as it was written.

use ::ledger::kind::Why;
use model::{
    DonationId, Millis,
    view::{EntryReason, ReceiptCorrection},
};

use super::{book, row};
use crate::{
    Conn, Row, StoreError, args,
    ledger::{self, Whereabouts},
    statements,
};

statements! {
    OF_DONATION = "select r.provider, r.number, r.amount, r.why, j.at from refund r \
        join provider_txn t on t.provider = r.provider and t.txn = r.txn \
        join journal j on j.kind = 'refund' and j.provider = r.provider and j.ref = r.number \
        where r.donation = $1 and r.state = 'success' and t.booked = 'project' order by j.at, r.number";
}

/// The documents that take back the gift of a donation, in their order.
pub(super) async fn corrections(
    conn: &mut Conn<'_>,
    donation: DonationId,
) -> Result<Vec<ReceiptCorrection>, StoreError> {
    let mut found = Vec::new();
    for row in conn.rows(OF_DONATION, args![donation]).await? {
        found.push(correction(conn, &row).await?);
    }
    Ok(found)
}

async fn correction(conn: &mut Conn<'_>, row: &Row) -> Result<ReceiptCorrection, StoreError> {
    let entry = match ledger::whereabouts(conn, &book::returned(&row.text(0)?, &row.text(1)?)).await? {
        Whereabouts::At(index) => Some(index),
        Whereabouts::Waiting | Whereabouts::Aside { .. } | Whereabouts::Unknown => None,
    };
    let why = Why::from_word(&row.text(3)?).and_then(|why| EntryReason::from_code(why.word()));
    Ok(ReceiptCorrection {
        amount: row::fen(row, 2)?,
        day: Millis::new(row.int(4)?).day(),
        why: why.unwrap_or(EntryReason::Other),
        entry,
    })
}
