//! Looking at the bill of a day (payments.md 6.6). What the bill tells is booked by [`TakePaid`](super::TakePaid) and
//! [`TellRefund`](super::TellRefund); here is what has to agree, and what does not.

use model::{Day, Fen, Millis};

use super::{item, row};
use crate::{Change, Conn, Row, StoreError, args, statements};

statements! {
    OF_DAY = "select txn, number, amount from provider_txn where provider = $1 and day = $2 order by txn";
    NOTE = "insert into recon_run (provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (provider, day) do update set at = excluded.at, \
        paid = excluded.paid, paid_fen = excluded.paid_fen, refunded = excluded.refunded, \
        refunded_fen = excluded.refunded_fen, matched = excluded.matched, open = excluded.open";
    RUNS = "select provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open from recon_run \
        where day < $1 order by day desc, provider limit $2";
}

/// Minutes around midnight in which a row may be on the neighbour's bill.
const BORDER_MINUTES: i64 = 5;

/// What a look at a bill found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The provider.
    pub provider: String,
    /// The day of the bill.
    pub day: Day,
    /// When it was looked at last.
    pub at: Millis,
    /// Rows of money that came.
    pub paid: u32,
    /// How much came.
    pub paid_fen: Fen,
    /// Rows of money that went back.
    pub refunded: u32,
    /// How much went back.
    pub refunded_fen: Fen,
    /// Rows that were in the books before, as they should be.
    pub matched: u32,
    /// Rows that were not, and transactions of ours that the bill does not know.
    pub open: u32,
}

/// Transactions of ours of this day that are not among those of the bill (`txn`, our number).
///
/// # Errors
/// When the database fails.
pub async fn unmatched(
    conn: &mut Conn<'_>,
    provider: &str,
    day: Day,
    billed: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = conn.rows(OF_DAY, args![provider, day]).await?;
    let ours: Result<Vec<_>, StoreError> = rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect();
    Ok(ours?.into_iter().filter(|(txn, _)| !billed.contains(txn)).collect())
}

/// Notes what a look at a bill found.
#[derive(Clone, Debug)]
pub struct Reconcile {
    /// What it found.
    pub run: Run,
    /// Transactions of ours that neither the bill nor a query knows, with our numbers.
    pub missing: Vec<(String, String)>,
}

/// What was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Things that a person has to look into.
    pub open: u32,
}

impl Change for Reconcile {
    type Done = Checked;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Checked, StoreError> {
        let Run { provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open } = self.run;
        for (txn, number) in &self.missing {
            item::open(conn, "not_on_bill", txn, &format!("{number} {day}"), at).await?;
        }
        let (paid_fen, refunded_fen) = (row::int(paid_fen), row::int(refunded_fen));
        conn.run(NOTE, args![provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open]).await?;
        Ok(Checked { open })
    }
}

fn run(row: &Row) -> Result<Run, StoreError> {
    Ok(Run {
        provider: row.text(0)?,
        day: row.day(1)?,
        at: Millis::new(row.int(2)?),
        paid: row.count(3)?,
        paid_fen: row::fen(row, 4)?,
        refunded: row.count(5)?,
        refunded_fen: row::fen(row, 6)?,
        matched: row.count(7)?,
        open: row.count(8)?,
    })
}

/// Looks at bills of days before this one, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn runs(conn: &mut Conn<'_>, before: Day, limit: u32) -> Result<Vec<Run>, StoreError> {
    conn.rows(RUNS, args![before, limit]).await?.iter().map(run).collect()
}

/// Whether an instant is so near to midnight that its row may be on the bill of the day before or after.
#[must_use]
pub fn is_at_border(at: Millis) -> bool {
    at.plus_minutes(BORDER_MINUTES).day() != at.day() || at.plus_minutes(-BORDER_MINUTES).day() != at.day()
}
