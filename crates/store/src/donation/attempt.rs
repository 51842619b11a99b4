//! Taking an attempt a step further, and what it wants next.

use model::{
    Millis,
    donation::{
        AttemptState,
        attempt::{self, AttemptEffect, AttemptEvent},
        timer,
    },
};

use super::{
    item,
    row::{self, AttemptRow, OrderRow},
    target::{self, Target},
};
use crate::{Change, Conn, StoreError, args, statements};

statements! {
    DUE = "select number, donation, provider, state, began_at, calls, next_at, pay_url from payment_attempt \
        where next_at <= $1 order by next_at, number limit $2";
}

/// What is to be done with the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Nothing now.
    Nothing,
    /// Ask it.
    Query,
    /// Close it there.
    Close,
}

/// An attempt after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The attempt.
    pub attempt: AttemptRow,
    /// What the step asked for.
    pub effects: &'static [AttemptEffect],
}

impl Told {
    /// What is to be done with the provider now.
    #[must_use]
    pub fn wants(&self) -> Wants {
        if self.effects.contains(&AttemptEffect::CloseAtProvider) {
            Wants::Close
        } else if self.effects.contains(&AttemptEffect::QueryNow) {
            Wants::Query
        } else {
            Wants::Nothing
        }
    }
}

/// Attempts that want to be looked at, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn due(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<Vec<AttemptRow>, StoreError> {
    conn.rows(DUE, args![now, most]).await?.iter().map(row::attempt_of).collect()
}

/// Takes an attempt through an event that brings no money.
#[derive(Clone, Debug)]
pub struct TellAttempt {
    /// Which.
    pub number: String,
    /// What happened.
    pub event: AttemptEvent,
    /// Where to pay, if the provider has said it.
    pub pay_url: Option<String>,
    /// The moment.
    pub now: Millis,
}

impl Change for TellAttempt {
    /// `None` when there is no such attempt.
    type Done = Option<Told>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Option<Told>, StoreError> {
        let Some(mut attempt) = row::attempt_by_number(conn, &self.number).await? else { return Ok(None) };
        // A refusal is final only if no earlier call may have got through: its answer was lost, then.
        if self.event == AttemptEvent::CreateRejected && attempt.calls > 1 && attempt.state == AttemptState::Created {
            tell(conn, &mut attempt, AttemptEvent::CreateTimeout, None, self.now).await?;
        }
        if self.pay_url.is_some() {
            attempt.pay_url = self.pay_url;
        }
        let effects = tell(conn, &mut attempt, self.event, None, self.now).await?;
        Ok(Some(Told { attempt, effects }))
    }
}

/// Counts a call to open the trade, before it goes out.
#[derive(Clone, Debug)]
pub struct BeginCreate {
    /// Which.
    pub number: String,
    /// The moment.
    pub now: Millis,
}

impl Change for BeginCreate {
    /// What is to be opened; `None` when it must not be.
    type Done = Option<(AttemptRow, OrderRow, Target)>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Some(mut attempt) = row::attempt_by_number(conn, &self.number).await? else { return Ok(None) };
        let is_over = self.now >= timer::expires_at(attempt.began_at);
        if !attempt.state.is_open() || is_over {
            return Ok(None);
        }
        let Some(order) = row::order(conn, attempt.donation).await? else { return Ok(None) };
        let Some(target) = target::of(conn, order.project).await? else { return Ok(None) };
        attempt.calls += 1;
        attempt.next_at = Some(self.now.plus_seconds(timer::SWEEP_SECONDS));
        row::save(conn, &attempt, self.now).await?;
        Ok(Some((attempt, order, target)))
    }
}

/// Does the step and everything of it that is not money; `txn` is the transaction that the event is about, if one is.
pub(super) async fn tell(
    conn: &mut Conn<'_>,
    attempt: &mut AttemptRow,
    event: AttemptEvent,
    txn: Option<&str>,
    now: Millis,
) -> Result<&'static [AttemptEffect], StoreError> {
    let (state, effects) = attempt::step(attempt.state, event);
    attempt.state = state;
    attempt.next_at = next(attempt, effects, now);
    row::save(conn, attempt, now).await?;
    if effects.contains(&AttemptEffect::Alert) {
        let kind = match event {
            AttemptEvent::PaidMatch | AttemptEvent::PaidAndRefunded => "late",
            AttemptEvent::PaidDuplicate => "duplicate",
            AttemptEvent::PaidTargetGone => "target_gone",
            AttemptEvent::PaidMismatch => "mismatch",
            _ => "contradiction",
        };
        item::open(conn, kind, txn.unwrap_or(&attempt.number), event.code(), now).await?;
    }
    if effects.contains(&AttemptEffect::SyncRefunds) {
        let about = txn.unwrap_or(&attempt.number);
        item::open_once(conn, "refund_at_provider", about, event.code(), now).await?;
    }
    Ok(effects)
}

/// When it wants to be looked at again.
fn next(attempt: &AttemptRow, effects: &[AttemptEffect], now: Millis) -> Option<Millis> {
    use AttemptEffect as F;

    let expires = timer::expires_at(attempt.began_at);
    let by_table = || {
        let at = timer::next_query(attempt.began_at, now);
        if now < expires { at.min(expires) } else { at }
    };
    let has = |effect| effects.contains(&effect);
    if has(F::QueryNow) || has(F::CloseAtProvider) {
        Some(now)
    } else if has(F::ScheduleQuery) || has(F::QueryUntilGrace) {
        Some(by_table())
    } else if attempt.state.is_open() {
        attempt.next_at
    } else if has(F::StopQueries) || has(F::ReturnError) {
        // Somebody may have paid in the last moment: it is looked at once more, and the bill covers the rest.
        let watch = expires.plus_minutes(timer::LATE_WATCH_MINUTES);
        (watch > now).then_some(watch)
    } else {
        None
    }
}
