//! Looking at the bill of a day (payments.md 6.6). What the bill tells is booked by [`TakePaid`](super::TakePaid) and
//! [`TellRefund`](super::TellRefund); here is what has to agree, and what does not.

use ledger::{
    account::Account,
    entry::{Money, Posting, What},
    kind::Kind,
};
use model::{Day, Fen, Millis, donation::bill::PATIENCE_DAYS};

use super::{
    book::{self, Line, Side},
    item, row, take,
};
use crate::{
    Change, Conn, Row, StoreError, args, audit,
    ledger::{Pending, pend},
    statements,
};

statements! {
    UNBILLED = "select txn, number, at, day from provider_txn t where provider = $1 and day between $2 and $3 and billed is null \
        and (day = $3 or exists (select 1 from recon_run r where r.provider = t.provider and r.day = t.day)) order by day, txn";
    NOTE = "insert into recon_run (provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open, fees) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (provider, day) do update set at = excluded.at, \
        paid = excluded.paid, paid_fen = excluded.paid_fen, refunded = excluded.refunded, \
        refunded_fen = excluded.refunded_fen, matched = excluded.matched, open = excluded.open, fees = excluded.fees";
    RUNS = "select provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open, fees from recon_run \
        where day < $1 order by day desc, provider limit $2";
    DONE = "select day from recon_run where provider = $1 and day >= $2 order by day";
    FIRST = "select min(began_at) from payment_attempt where provider = $1 and began_at >= $2";
    FORGET = "delete from recon_run where day = $1";
    FEES = "select amount from journal where kind = 'fee' and provider = $1 and ref = $2";
}

/// Days back from today whose bills are still looked at when nobody did so in time.
const LOOK_BACK_DAYS: i32 = 30;

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
    /// Rows that were not, and transactions of ours that no bill names.
    pub open: u32,
    /// What the provider kept for itself.
    pub fees: Fen,
}

/// Money in the books that no bill has named so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbilled {
    /// The provider's number of the transaction.
    pub txn: String,
    /// Our number of the attempt.
    pub number: String,
    /// When it was booked.
    pub at: Millis,
    /// The day it was booked on.
    pub day: Day,
}

/// Money of the day of a bill, and of the days before for which one may still wait and whose bills were looked at, that no bill
/// has named so far.
///
/// # Errors
/// When the database fails.
pub async fn unbilled(conn: &mut Conn<'_>, provider: &str, day: Day) -> Result<Vec<Unbilled>, StoreError> {
    let first = day.plus(-PATIENCE_DAYS);
    let read =
        |row: &Row| Ok(Unbilled { txn: row.text(0)?, number: row.text(1)?, at: row.millis(2)?, day: row.day(3)? });
    conn.rows(UNBILLED, args![provider, first, day]).await?.iter().map(read).collect()
}

/// Days before today whose bills nobody has looked at, the oldest first: from the first day on which the provider was asked
/// for anything, but not longer ago than thirty days.
///
/// # Errors
/// When the database fails.
pub async fn days_to_check(conn: &mut Conn<'_>, provider: &str, today: Day) -> Result<Vec<Day>, StoreError> {
    let earliest = today.plus(-LOOK_BACK_DAYS);
    let first =
        conn.row(FIRST, args![provider, earliest.start()]).await?.ok_or(StoreError::Corrupt("min"))?.opt_int(0)?;
    let Some(first) = first.map(|at| Millis::new(at).day()) else { return Ok(Vec::new()) };
    let rows = conn.rows(DONE, args![provider, earliest]).await?;
    let done = rows.iter().map(|row| row.day(0)).collect::<Result<Vec<_>, _>>()?;
    let days = (0..today.since(first)).map(|days| first.plus(days));
    Ok(days.filter(|day| !done.contains(day)).collect())
}

/// Notes what a look at a bill found.
#[derive(Clone, Debug)]
pub struct Reconcile {
    /// What it found.
    pub run: Run,
    /// Transactions of ours that the bill of another day names.
    pub elsewhere: Vec<(String, Day)>,
    /// Transactions of ours that no bill names and nothing explains, with what is known: their receipts are frozen.
    pub missing: Vec<(String, String)>,
}

impl Change for Reconcile {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let Run { provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open, fees } = self.run;
        for (txn, day) in &self.elsewhere {
            take::billed(conn, &provider, txn, *day, at).await?;
        }
        for (txn, note) in &self.missing {
            item::open_once(conn, item::NOT_ON_BILL, txn, note, at).await?;
        }
        item::settle_kind(conn, "bill", &about(&provider, day), "bill", at).await?;
        keep_fees(conn, &provider, day, fees, at).await?;
        let (paid_fen, refunded_fen, fees) = (row::int(paid_fen), row::int(refunded_fen), row::int(fees));
        conn.run(NOTE, args![&provider, day, at, paid, paid_fen, refunded, refunded_fen, matched, open, fees]).await?;
        Ok(())
    }
}

fn about(provider: &str, day: Day) -> String {
    format!("{provider} {day}")
}

/// Books what the provider kept, once for each day; a bill that says something else later goes before a person.
async fn keep_fees(conn: &mut Conn<'_>, provider: &str, day: Day, fees: Fen, now: Millis) -> Result<(), StoreError> {
    let name = day.to_string();
    if let Some(booked) = conn.row(FEES, args![provider, &name]).await? {
        let booked = row::fen(&booked, 0)?;
        if booked != fees {
            let note = format!("{} {}", booked.get(), fees.get());
            item::open_once(conn, "fees_differ", &about(provider, day), &note, now).await?;
        }
        return Ok(());
    }
    if fees == Fen::default() {
        return Ok(());
    }
    let line = Line { kind: "fee", provider, about: &name, amount: fees };
    book::enter(conn, line, Side::Fee, Side::Provider, now).await?;
    let fen = row::int(fees);
    let channel = Account::Channel(book::slug(provider)?);
    let money = Money::new(Kind::Fee, vec![Posting::new(Account::Fee, fen), Posting::new(channel, -fen)]);
    let entry = Pending::new(format!("fee/{provider}/{name}"), now.day(), What::Money(money));
    pend(conn, entry, now).await?.map_err(|_| StoreError::Corrupt("fee"))?;
    Ok(())
}

/// Puts a bill that contradicts itself before finance; nothing of it was used, and it is asked for again.
#[derive(Clone, Debug)]
pub struct BadBill {
    /// The provider.
    pub provider: String,
    /// The day of the bill.
    pub day: Day,
    /// The moment.
    pub now: Millis,
}

impl Change for BadBill {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        item::open(conn, "bill", &about(&self.provider, self.day), "damaged", self.now).await
    }
}

/// Has the server look at the bills of a day once more.
#[derive(Clone, Debug)]
pub struct Recheck {
    /// The day.
    pub day: Day,
    /// Who wants it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Recheck {
    /// Whether they had been looked at.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let done = conn.run(FORGET, args![self.day]).await? > 0;
        if done {
            audit::note(conn, self.now, &self.actor, "finance.recheck", &self.day.to_string(), "").await?;
        }
        Ok(done)
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
        fees: row::fen(row, 9)?,
    })
}

/// Looks at bills of days before this one, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn runs(conn: &mut Conn<'_>, before: Day, limit: u32) -> Result<Vec<Run>, StoreError> {
    conn.rows(RUNS, args![before, limit]).await?.iter().map(run).collect()
}
