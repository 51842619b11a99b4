//! What a person has to look into: each thing once, until somebody of finance closes it.

use model::{DonationId, Fen, Millis, donation::capture::Booked};

use super::take::{TxnRow, txn_of};
use crate::{Change, Conn, Row, StoreError, args, audit, statements};

statements! {
    OPEN = "insert into finance_item (kind, object, note, at) values ($1, $2, $3, $4) on conflict (kind, object) do update \
        set note = excluded.note, at = excluded.at, closed_at = null, closed_by = null where finance_item.closed_at is not null";
    OPEN_ONCE = "insert into finance_item (kind, object, note, at) values ($1, $2, $3, $4) on conflict (kind, object) do nothing";
    LIST = "select seq, kind, object, note, at from finance_item where closed_at is null and seq > $1 order by seq limit $2";
    COUNT = "select count(*) from finance_item where closed_at is null";
    CLOSE = "update finance_item set closed_at = $2, closed_by = $3 where seq = $1 and closed_at is null";
    CLOSE_ABOUT = "update finance_item set closed_at = $2, closed_by = $3 where object = $1 and closed_at is null";
    CLOSE_KIND = "update finance_item set closed_at = $3, closed_by = $4 where kind = $1 and object = $2 and closed_at is null";
    BY_TXN = "select provider, txn, number, donation, amount, booked from provider_txn where txn = $1 order by provider";
    BY_NUMBER = "select provider, txn, number, donation, amount, booked from provider_txn where number = $1 order by provider, txn";
    BY_REFUND = "select t.provider, t.txn, t.number, t.donation, t.amount, t.booked from refund r join provider_txn t \
        on t.provider = r.provider and t.txn = r.txn where r.number = $1";
    FREEZING = "select count(*) from finance_item i join provider_txn t on t.txn = i.object where t.donation = $1 \
        and t.booked = 'project' and i.kind in ('not_on_bill', 'amount_differs') and i.closed_at is null";
}

/// Money in the books that no bill names: its receipt is frozen as long as this is open.
pub(super) const NOT_ON_BILL: &str = "not_on_bill";
/// Money that the provider names with another amount than the books: its receipt is frozen as long as this is open.
pub(super) const AMOUNT_DIFFERS: &str = "amount_differs";

/// Something to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub seq: i64,
    /// What it is: `duplicate`, `late`, `target_gone`, `mismatch`, `orphan`, `refund`, `not_on_bill`, …
    pub kind: String,
    /// What it is about: a transaction, an attempt, a refund, a day's bill.
    pub object: String,
    /// What is known, without a person in it.
    pub note: String,
    /// Since when.
    pub at: Millis,
    /// The money that it is about: what to name to accept it or to send it back.
    pub money: Vec<About>,
}

/// Money that an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The provider.
    pub provider: String,
    /// The provider's number of the transaction.
    pub txn: String,
    /// The donation, if an order of ours is about it.
    pub donation: Option<DonationId>,
    /// How much came.
    pub amount: Fen,
    /// Where it lies.
    pub booked: Booked,
}

/// Puts something before finance, unless it lies there already; what was closed is open again, for it has happened again.
pub(super) async fn open(
    conn: &mut Conn<'_>,
    kind: &str,
    object: &str,
    note: &str,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(OPEN, args![kind, object, note, now]).await?;
    Ok(())
}

/// Puts something before finance that others may tell of again and again; once somebody has looked into it, that was that.
pub(super) async fn open_once(
    conn: &mut Conn<'_>,
    kind: &str,
    object: &str,
    note: &str,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(OPEN_ONCE, args![kind, object, note, now]).await?;
    Ok(())
}

/// Closes whatever is open about something that has been settled.
pub(super) async fn settle(conn: &mut Conn<'_>, object: &str, by: &str, now: Millis) -> Result<(), StoreError> {
    conn.run(CLOSE_ABOUT, args![object, now, by]).await?;
    Ok(())
}

/// Closes an item of one kind.
pub(super) async fn settle_kind(
    conn: &mut Conn<'_>,
    kind: &str,
    object: &str,
    by: &str,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(CLOSE_KIND, args![kind, object, now, by]).await?;
    Ok(())
}

/// Whether bill and books disagree about the gift of an order, so that its receipt may not be used.
pub(super) async fn is_frozen(conn: &mut Conn<'_>, donation: DonationId) -> Result<bool, StoreError> {
    Ok(conn.row(FREEZING, args![donation]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)? > 0)
}

/// Open items after this one, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn open_items(conn: &mut Conn<'_>, after: i64, limit: u32) -> Result<Vec<Item>, StoreError> {
    let rows = conn.rows(LIST, args![after, limit]).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let (seq, kind, object, note) = (row.int(0)?, row.text(1)?, row.text(2)?, row.text(3)?);
        let money = about(conn, &object).await?;
        items.push(Item { seq, kind, object, note, at: Millis::new(row.int(4)?), money });
    }
    Ok(items)
}

/// Providers that know a transaction by this number; as a rule there is one.
///
/// # Errors
/// When the database fails.
pub async fn providers_of(conn: &mut Conn<'_>, txn: &str) -> Result<Vec<String>, StoreError> {
    conn.rows(BY_TXN, args![txn]).await?.iter().map(|row| row.text(0)).collect()
}

/// The money behind a number, be it a transaction's, an attempt's, or a refund's.
async fn about(conn: &mut Conn<'_>, object: &str) -> Result<Vec<About>, StoreError> {
    let read = |row: &Row| {
        let TxnRow { provider, txn, donation, amount, booked, .. } = txn_of(row)?;
        Ok(About { provider, txn, donation, amount, booked })
    };
    for question in [BY_TXN, BY_NUMBER, BY_REFUND] {
        let rows = conn.rows(question, args![object]).await?;
        if !rows.is_empty() {
            return rows.iter().map(read).collect();
        }
    }
    Ok(Vec::new())
}

/// How many there are; public.
///
/// # Errors
/// When the database fails.
pub async fn open_count(conn: &mut Conn<'_>) -> Result<u32, StoreError> {
    conn.row(COUNT, &[]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
}

/// Somebody of finance has looked into it.
#[derive(Clone, Debug)]
pub struct CloseItem {
    /// Which.
    pub seq: i64,
    /// Who.
    pub actor: String,
    /// What came of it, without a personal value.
    pub note: String,
    /// The moment.
    pub now: Millis,
}

impl Change for CloseItem {
    /// Whether it was open.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let done = conn.run(CLOSE, args![self.seq, self.now, &self.actor]).await? > 0;
        if done {
            audit::note(conn, self.now, &self.actor, "finance.close", &self.seq.to_string(), &self.note).await?;
        }
        Ok(done)
    }
}
