//! The bill of a day, against the books (payments.md 6.6). It may be looked at as often as one likes.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::atomic::Ordering,
};

use model::{
    Day, Fen,
    donation::{
        bill::{self, Asked, NoRow, OtherBill, PATIENCE_DAYS, PaidRow, RefundRow},
        refund::RefundEvent,
    },
};
use payment::{Bill, BillError, BillRow, Queried};
use store::{
    StoreError,
    donation::{self, BadBill, Reconcile, Run, Source, TellRefund, Unbilled},
};

use super::Till;

/// What became of a look at a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillOutcome {
    /// It was compared row by row.
    Checked(Run),
    /// There is none that can be used; nothing of it was used.
    None(BillError),
}

/// Hours after midnight in China at which the bill of the day before is looked at.
const READY_HOURS: i64 = 10;
/// Minutes until a bill that could not be used is asked for again.
const AGAIN_MINUTES: i64 = 10;

/// What the rows of a bill came to.
struct Sums {
    run: Run,
    /// The bills of other days, as far as they were asked for.
    others: BTreeMap<Day, Option<Bill>>,
}

impl Till {
    /// Looks at every bill that nobody has looked at, the oldest first; whether there was one to be had.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn daily(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let today = now.day();
        if now < today.start().plus_hours(READY_HOURS) || now.get() < self.next_bill.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let days = donation::days_to_check(&mut self.store.read().await?.conn(), self.channel.name(), today).await?;
        let mut did = false;
        for day in days {
            match self.reconcile(day).await? {
                BillOutcome::Checked(run) => {
                    did = true;
                    tracing::info!(matched = run.matched, open = run.open, "the bill of {day} was compared");
                }
                // One that does not come holds up no other.
                BillOutcome::None(error) => tracing::warn!(%error, "the bill of {day} cannot be used"),
            }
        }
        self.next_bill.store(now.plus_minutes(AGAIN_MINUTES).get(), Ordering::Relaxed);
        Ok(did)
    }

    /// Compares the bill of a day with the books, and books what was missed.
    ///
    /// # Errors
    /// When the database fails; what was booked before stays booked, and another look goes on.
    pub async fn reconcile(&self, day: Day) -> Result<BillOutcome, StoreError> {
        let provider = self.channel.name().to_owned();
        let now = self.clock.now();
        let bill = match self.channel.bill(day).await {
            Ok(bill) => bill,
            Err(error) => {
                if error == BillError::Damaged {
                    self.store.writer().write(BadBill { provider, day, now }).await?;
                }
                return Ok(BillOutcome::None(error));
            }
        };
        let (none, fees) = (Fen::default(), bill.fees);
        let (paid, refunded, matched, open) = (0, 0, 0, 0);
        let run =
            Run { provider, day, at: now, paid, paid_fen: none, refunded, refunded_fen: none, matched, open, fees };
        let mut sums = Sums { run, others: BTreeMap::new() };
        for row in bill.rows {
            let is_matched = self.row(&mut sums.run, row).await?;
            let count = if is_matched { &mut sums.run.matched } else { &mut sums.run.open };
            *count += 1;
        }
        let (mut elsewhere, mut missing) = (Vec::new(), Vec::new());
        for money in donation::unbilled(&mut self.store.read().await?.conn(), &sums.run.provider, day).await? {
            match self.lacking(&mut sums, &money).await? {
                (NoRow::Elsewhere, _, other) => elsewhere.push((money.txn, other.unwrap_or(day))),
                (NoRow::Wait, ..) => sums.run.open += u32::from(money.day == day),
                (NoRow::Alert, said, _) => {
                    sums.run.open += u32::from(money.day == day);
                    missing.push((money.txn, format!("{} {} {said}", money.number, money.day)));
                }
            }
        }
        let run = sums.run;
        self.store.writer().write(Reconcile { run: run.clone(), elsewhere, missing }).await?;
        Ok(BillOutcome::Checked(run))
    }

    /// Books what a row tells; whether it was in the books before, as it should be.
    async fn row(&self, run: &mut Run, row: BillRow) -> Result<bool, StoreError> {
        match row {
            BillRow::Paid(paid) => {
                run.paid += 1;
                run.paid_fen = sum(run.paid_fen, paid.amount);
                let mut reader = self.store.read().await?;
                let booked = donation::booked_amount(&mut reader.conn(), &run.provider, &paid.txn).await?;
                drop(reader);
                let found = bill::paid_row(booked, paid.amount);
                // What differs is put before a person by the change itself.
                self.take(paid, Source::Bill(run.day)).await?;
                Ok(found == PaidRow::Match)
            }
            BillRow::Refunded { number, txn, amount, .. } => {
                run.refunded += 1;
                run.refunded_fen = sum(run.refunded_fen, amount);
                let mut reader = self.store.read().await?;
                let booked = donation::booked_refund(&mut reader.conn(), &number).await?;
                drop(reader);
                let found = bill::refund_row(booked, amount);
                let external = Some((run.provider.clone(), txn, amount));
                let event = RefundEvent::ResultSuccess;
                let tell = TellRefund { number, event, external, actor: None, raw: None, now: run.at };
                self.store.writer().write(tell).await?;
                Ok(found == RefundRow::Match)
            }
        }
    }

    /// What the lack of a row means: the provider is asked, and the bill of the neighbour day is looked at.
    async fn lacking(
        &self,
        sums: &mut Sums,
        money: &Unbilled,
    ) -> Result<(NoRow, &'static str, Option<Day>), StoreError> {
        let (asked, said) = match self.channel.query(&money.number).await {
            Queried::Paid(all) => {
                let found = all.iter().find(|one| one.txn == money.txn).map(|one| one.paid_at);
                for paid in all {
                    self.take(paid, Source::Query).await?;
                }
                found.map_or((Asked::NotPaid, "query_other_txn"), |at| (Asked::Paid(at), "query_paid"))
            }
            Queried::NotPaid => (Asked::NotPaid, "query_not_paid"),
            Queried::Closed => (Asked::NotPaid, "query_closed"),
            Queried::NotFound => (Asked::NotPaid, "query_not_found"),
            Queried::Unclear => (Asked::Silent, "query_silent"),
        };
        let other = bill::other_day(money.day, money.at, asked);
        let found = match other {
            Some(day) => Some(self.other_bill(sums, day, &money.txn).await),
            None => None,
        };
        let may_wait = sums.run.day.since(money.day) < PATIENCE_DAYS;
        Ok((bill::no_row(asked, found, may_wait), said, other))
    }

    /// What the bill of another day says of a transaction.
    async fn other_bill(&self, sums: &mut Sums, day: Day, txn: &str) -> OtherBill {
        if day >= self.clock.now().day() {
            return OtherBill::NotYet;
        }
        let bill = match sums.others.entry(day) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(self.channel.bill(day).await.ok()),
        };
        match bill {
            Some(bill) => {
                let is_it = |row: &BillRow| matches!(row, BillRow::Paid(paid) if paid.txn == txn);
                if bill.rows.iter().any(is_it) { OtherBill::Names } else { OtherBill::Lacks }
            }
            None => OtherBill::NotYet,
        }
    }
}

fn sum(one: Fen, other: Fen) -> Fen {
    Fen::new(one.get().saturating_add(other.get())).unwrap_or(Fen::MAX)
}
