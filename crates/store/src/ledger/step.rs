//! Steps of wishes and claims as entries: kind, day and batch, and nothing of the wish but salted digests.
//!
//! Which wish, which district and why lie in the deletable tables, and only as long as the wish is in the public: a wish that
//! was taken back or archived leaves digests that nobody can open. A step that was never public is no entry.

use ledger::{canonical::Value, entry::What, kind::Step, word::Slug};
use model::{ClaimState, Day, Millis, WishState};

use super::{
    erase::erase,
    pend::{Pending, pend},
};
use crate::{
    Conn, StoreError, args,
    claim::ClaimRow,
    statements,
    wish::{self, WishRow},
};

statements! {
    LISTED = "select batch from ledger_listed where wish = $1";
    LIST = "insert into ledger_listed (wish, batch) values ($1, $2)";
    UNLIST = "delete from ledger_listed where wish = $1";
}

/// The batch of wishes that are listed first on this day: its week, `2026w48` (ISO 8601). A file of a station would be too small
/// a crowd to hide a wish in.
#[must_use]
pub fn batch(day: Day) -> Option<Slug> {
    // The first day of all was a Thursday, and a week belongs to the year of its Thursday.
    let thursday = day.plus(3 - (day.number() + 3).rem_euclid(7));
    let (year, ..) = thursday.ymd();
    let week = thursday.since(Day::from_ymd(year, 1, 1)?) / 7 + 1;
    format!("{year}w{week:02}").parse().ok()
}

/// What a wish did by going from one state to another, if anybody may know.
fn wish_step(from: WishState, to: WishState) -> Option<Step> {
    match to {
        WishState::Delivered if from == WishState::Fallback => Some(Step::FallbackDelivered),
        to if to.follows_slots() && !from.follows_slots() => Some(Step::WishOpened),
        WishState::Withdrawn => Some(Step::WishWithdrawn),
        WishState::Expired => Some(Step::WishExpired),
        WishState::Fallback => Some(Step::WishFallback),
        WishState::Completed => Some(Step::WishCompleted),
        WishState::Archived => Some(Step::WishArchived),
        _ => None,
    }
}

/// What a claim did by coming into its state.
fn claim_step(from: ClaimState, to: ClaimState, was_made: bool) -> Option<Step> {
    match to {
        ClaimState::Active if from == ClaimState::Held => Some(Step::ClaimMade),
        ClaimState::Shipped => Some(Step::ClaimShipped),
        ClaimState::Scheduled => Some(Step::ClaimScheduled),
        ClaimState::ReceivedAtStation => Some(Step::ClaimArrived),
        ClaimState::HandedOver => Some(Step::ClaimDelivered),
        ClaimState::CancelledFree
        | ClaimState::CancelledLate
        | ClaimState::Lapsed
        | ClaimState::Revoked
        | ClaimState::ForceMajeure
            if was_made =>
        {
            Some(Step::ClaimReleased)
        }
        _ => None,
    }
}

/// Whether only numbers may be left of a wish in this state.
const fn is_gone(state: WishState) -> bool {
    matches!(state, WishState::Withdrawn | WishState::Rejected | WishState::Archived)
}

/// Whose fields those of a wish's entries are.
fn subject(wish: &WishRow) -> String {
    format!("wish/{}", wish.id)
}

/// Enters what a wish does by going into state `to`; `idem` tells the public event that says so. What a wish that
/// goes had disclosed is erased.
pub(crate) async fn wish(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    to: WishState,
    idem: String,
    now: Millis,
) -> Result<(), StoreError> {
    if let Some(step) = wish_step(wish.state, to) {
        if step == Step::WishOpened && listed(conn, wish).await?.is_none() {
            let batch = batch(now.day()).ok_or(StoreError::Corrupt("day"))?;
            conn.run(LIST, args![wish.id, batch.as_str()]).await?;
        }
        enter(conn, wish, to, step, None, idem, now).await?;
    }
    if is_gone(to) {
        erase(conn, &subject(wish), now).await?;
    }
    if to == WishState::Archived {
        conn.run(UNLIST, args![wish.id]).await?;
    }
    Ok(())
}

/// Enters what a claim did by coming from state `from` into the one it has.
pub(crate) async fn claim(
    conn: &mut Conn<'_>,
    from: ClaimState,
    claim: &ClaimRow,
    idem: String,
    now: Millis,
) -> Result<(), StoreError> {
    let rules = &claim.rules;
    let Some(step) = claim_step(from, rules.state, rules.confirmed_at.is_some()) else { return Ok(()) };
    let Some(wish) = wish::load(conn, claim.wish).await? else { return Ok(()) };
    let reason = claim.cancel_reason.map(model::claim::CancelReason::code);
    enter(conn, &wish, wish.state, step, reason.filter(|_| step == Step::ClaimReleased), idem, now).await
}

async fn listed(conn: &mut Conn<'_>, wish: &WishRow) -> Result<Option<Slug>, StoreError> {
    conn.row(LISTED, args![wish.id]).await?.map(|row| row.parsed(0)).transpose()
}

async fn enter(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    state: WishState,
    step: Step,
    reason: Option<&'static str>,
    idem: String,
    now: Millis,
) -> Result<(), StoreError> {
    // A wish that was never listed, or listed before there was a ledger, has no batch to be counted in.
    let Some(batch) = listed(conn, wish).await? else { return Ok(()) };
    let mut pending = Pending::new(idem, now.day(), What::Step { step, batch });
    if !is_gone(state) {
        pending = pending
            .about(subject(wish))
            .open("wish", Value::text(wish.id.to_string()))
            .open("district", Value::text(wish.district.clone()));
        if let Some(reason) = reason {
            pending = pending.closed("reason", Value::text(reason));
        }
    }
    let pended = pend(conn, pending, now).await?;
    pended.map(drop).map_err(|_| StoreError::Corrupt("step"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_the_week_of_the_calendar() {
        for (day, want) in [
            ("2026-11-23", "2026w48"),
            ("2026-11-29", "2026w48"),
            ("2026-11-30", "2026w49"),
            ("2026-01-01", "2026w01"),
            ("2027-01-01", "2026w53"),
            ("2027-01-04", "2027w01"),
            ("2024-12-30", "2025w01"),
        ] {
            assert_eq!(batch(day.parse().unwrap()).unwrap().as_str(), want, "{day}");
        }
    }

    #[test]
    fn only_what_anybody_may_know_is_a_step() {
        use ClaimState as C;
        use WishState as S;
        for (from, to, want) in [
            (S::Review, S::Open, Some(Step::WishOpened)),
            (S::Expired, S::Open, Some(Step::WishOpened)),
            (S::OnHold, S::Claimed, Some(Step::WishOpened)),
            (S::PartlyClaimed, S::Open, None),
            (S::Claimed, S::OnHold, None),
            (S::Open, S::Review, None),
            (S::Review, S::Rejected, None),
            (S::Fallback, S::Delivered, Some(Step::FallbackDelivered)),
            (S::AtStation, S::Delivered, None),
            (S::Claimed, S::Withdrawn, Some(Step::WishWithdrawn)),
        ] {
            assert_eq!(wish_step(from, to), want, "{from:?} to {to:?}");
        }
        for (from, to, was_made, want) in [
            (C::Held, C::Active, true, Some(Step::ClaimMade)),
            (C::RejectedGoods, C::Active, true, None),
            (C::Held, C::CancelledFree, false, None),
            (C::Active, C::CancelledFree, true, Some(Step::ClaimReleased)),
            (C::HandedOver, C::Closed, true, None),
        ] {
            assert_eq!(claim_step(from, to, was_made), want, "{from:?} to {to:?}");
        }
    }
}
