//! The bill of a day, against the books (payments.md 6.6). It may be looked at as often as one likes.

use std::sync::atomic::Ordering;

use model::{Day, Fen, donation::refund::RefundEvent};
use payment::{BillError, BillRow};
use store::{
    StoreError,
    donation::{self, Reconcile, Run, Source, TellRefund},
};

use super::Till;

/// What became of a look at a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillOutcome {
    /// It was compared row by row.
    Checked(Run),
    /// There is none that can be used; nothing was changed.
    None(BillError),
}

/// Hours after midnight in China at which the bill of the day before is looked at.
const READY_HOURS: i64 = 10;
/// Minutes until a bill that could not be used is asked for again.
const AGAIN_MINUTES: i64 = 10;

impl Till {
    /// Looks at yesterday's bill, once a day; whether it did.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn daily(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let (today, yesterday) = (now.day(), now.day().plus(-1));
        if now < today.start().plus_hours(READY_HOURS) || now.get() < self.next_bill.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let runs = donation::runs(&mut self.store.read().await?.conn(), today, 1).await?;
        if runs.iter().any(|run| run.day == yesterday && run.provider == self.channel.name()) {
            self.next_bill.store(today.end().get(), Ordering::Relaxed);
            return Ok(false);
        }
        self.next_bill.store(now.plus_minutes(AGAIN_MINUTES).get(), Ordering::Relaxed);
        match self.reconcile(yesterday).await? {
            BillOutcome::Checked(run) => {
                tracing::info!(matched = run.matched, open = run.open, "the bill of {yesterday} was compared");
                Ok(true)
            }
            BillOutcome::None(error) => {
                tracing::warn!(%error, "the bill of {yesterday} cannot be used");
                Ok(false)
            }
        }
    }

    /// Compares the bill of a day with the books, and books what was missed.
    ///
    /// # Errors
    /// When the database fails; what was booked before stays booked, and another look goes on.
    pub async fn reconcile(&self, day: Day) -> Result<BillOutcome, StoreError> {
        let bill = match self.channel.bill(day).await {
            Ok(bill) => bill,
            Err(error) => return Ok(BillOutcome::None(error)),
        };
        let provider = self.channel.name().to_owned();
        let now = self.clock.now();
        let mut run = Run {
            provider: provider.clone(),
            day,
            at: now,
            paid: 0,
            paid_fen: Fen::default(),
            refunded: 0,
            refunded_fen: Fen::default(),
            matched: 0,
            open: 0,
        };
        let mut billed = Vec::new();
        for row in bill.rows {
            let is_matched = match row {
                BillRow::Paid(paid) => {
                    run.paid += 1;
                    run.paid_fen = sum(run.paid_fen, paid.amount);
                    billed.push(paid.txn.clone());
                    let mut reader = self.store.read().await?;
                    let is_known = donation::is_booked(&mut reader.conn(), &provider, &paid.txn, paid.amount).await?;
                    drop(reader);
                    self.take(paid, Source::Bill).await?;
                    is_known
                }
                BillRow::Refunded { number, txn, amount, .. } => {
                    run.refunded += 1;
                    run.refunded_fen = sum(run.refunded_fen, amount);
                    let is_known = donation::is_refunded(&mut self.store.read().await?.conn(), &number).await?;
                    let external = Some((provider.clone(), txn, amount));
                    let event = RefundEvent::ResultSuccess;
                    let tell = TellRefund { number, event, external, actor: None, raw: None, now };
                    self.store.writer().write(tell).await?;
                    is_known
                }
            };
            if is_matched {
                run.matched += 1;
            } else {
                run.open += 1;
            }
        }
        let missing = donation::unmatched(&mut self.store.read().await?.conn(), &provider, day, &billed).await?;
        run.open += u32::try_from(missing.len()).unwrap_or(u32::MAX);
        self.store.writer().write(Reconcile { run: run.clone(), missing }).await?;
        Ok(BillOutcome::Checked(run))
    }
}

fn sum(one: Fen, other: Fen) -> Fen {
    Fen::new(one.get().saturating_add(other.get())).unwrap_or(Fen::MAX)
}
