//! The life of a claim (认领): domain.md 4.2 to 4.4 as one pure function.
//!
//! A claim holds one slot of a wish from `held` until it is closed or ends. Deadlines are days of the calendar;
//! the free hours and the hold are instants. `[extension_requested]` of domain.md is not a state: an extension is
//! granted at once, once, and [`Claim::extended`] remembers it.

use serde::{Deserialize, Serialize};

use crate::{Day, Kind, Millis, catalogue::words};

/// How long a slot is kept before the person confirms.
pub const HOLD_MINUTES: i64 = 30;
/// How much one extension adds to the hold.
pub const HOLD_EXTENSION_MINUTES: i64 = 30;
/// How long a claim may be given back without a record (domain.md 4.4).
pub const FREE_CANCEL_HOURS: i64 = 24;
/// The most days that one extension may add.
pub const EXTENSION_DAYS: i32 = 7;
/// Days of grace after the deadline before the claim lapses.
pub const GRACE_DAYS: i32 = 2;
/// Days to replace goods that the station had to refuse.
pub const REPLACE_DAYS: i32 = 7;
/// Days that a parcel may be on its way after "sent".
pub const TRANSIT_DAYS: i32 = 7;
/// The latest first appointment of a service, in days from the claim.
pub const APPOINTMENT_DAYS: i32 = 14;
/// Live claims one person may have.
pub const LIVE_PER_PERSON: usize = 3;
/// Hours in which an offer from the waiting list must be taken.
pub const WAITLIST_HOURS: i64 = 12;

words! {
    /// Where a claim stands.
    ClaimState {
        /// The slot is kept while the person reads and confirms.
        Held = "held", "已保留";
        /// Promised.
        Active = "active", "已认领";
        /// The claimant says the goods are on their way.
        Shipped = "shipped", "已寄出";
        /// A day for the service is agreed.
        Scheduled = "scheduled", "已约定";
        /// The station has the goods.
        ReceivedAtStation = "received_at_station", "服务站已收到";
        /// The person has it.
        HandedOver = "handed_over", "已送达";
        /// Done, with feedback.
        Closed = "closed", "已完成";
        /// Given back in time; leaves no record against the person.
        CancelledFree = "cancelled_free", "已取消";
        /// Given back later, with a reason.
        CancelledLate = "cancelled_late", "已取消（逾期）";
        /// The deadline and its grace passed.
        Lapsed = "lapsed", "已失效";
        /// Taken back by the station.
        Revoked = "revoked", "已撤销";
        /// Given back for force majeure; does not count against the person.
        ForceMajeure = "force_majeure", "不可抗力";
        /// The station had to refuse the goods; the slot is kept while they are replaced.
        RejectedGoods = "rejected_goods", "物品需更换";
    }
}

impl ClaimState {
    /// Whether a claim in this state keeps its slot from others.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(
            self,
            Self::Held | Self::Active | Self::Shipped | Self::Scheduled | Self::ReceivedAtStation | Self::RejectedGoods
        )
    }

    /// Whether the slot has been used up: live or fulfilled.
    #[must_use]
    pub const fn takes_slot(self) -> bool {
        self.is_live() || matches!(self, Self::HandedOver | Self::Closed)
    }
}

words! {
    /// Why a promise is given back after the free hours (domain.md 4.4).
    CancelReason {
        /// Something nobody could foresee or prevent.
        ForceMajeure = "force_majeure", "不可抗力";
        /// Illness.
        Illness = "illness", "生病";
        /// Economic hardship (Charity Law §41).
        Hardship = "hardship", "经济困难";
        /// The thing cannot be bought.
        OutOfStock = "out_of_stock", "缺货";
        /// The specification is wrong.
        WrongSpec = "wrong_spec", "规格有误";
        /// The person in need no longer wants or can take it; never counts.
        Recipient = "recipient", "受助方原因";
        /// Anything else.
        Other = "other", "其他";
    }
}

impl CancelReason {
    /// Whether giving back for this reason is nobody's fault.
    #[must_use]
    pub const fn is_blameless(self) -> bool {
        matches!(self, Self::ForceMajeure | Self::Recipient)
    }
}

/// What the rules need to know of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands.
    pub state: ClaimState,
    /// Goods or a service.
    pub kind: Kind,
    /// When the hold ends; meaningful while `held`.
    pub hold_until: Millis,
    /// Whether the hold has been extended.
    pub hold_extended: bool,
    /// When it was confirmed.
    pub confirmed_at: Option<Millis>,
    /// Days from confirmation to the deadline, by the catalogue.
    pub term_days: i32,
    /// The last day on which it is in time.
    pub due: Option<Day>,
    /// Whether the deadline has been extended.
    pub extended: bool,
    /// The agreed day of a service.
    pub appointment: Option<Day>,
}

/// What may happen to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimEvent {
    /// The claimant confirms the promise.
    Confirm,
    /// The claimant asks for more time to read.
    ExtendHold,
    /// The hold ran out.
    HoldTimeout,
    /// The claimant says the goods are on their way.
    Send,
    /// The claimant and the station agree on a day.
    Appoint(Day),
    /// The claimant asks for so many more days (with a reason, which the rules do not read).
    Extend(i32),
    /// The claimant gives the promise back; the reason counts after the free hours.
    Cancel(Option<CancelReason>),
    /// The station has the goods.
    Receive,
    /// The station refuses the goods (domain.md 4.4, goods fault).
    Reject,
    /// The person has received it; for a service: it took place.
    HandOver,
    /// Feedback went to the claimant.
    Close,
    /// The deadline and its grace have passed.
    Lapse,
    /// The station takes the claim back.
    Revoke,
}

/// Why an event is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimRefusal {
    /// The claim is not in a state in which this can happen.
    WrongState,
    /// The hold has run out.
    HoldOver,
    /// It has been extended before; once is all.
    AlreadyExtended,
    /// More days than one extension may add, or none.
    TooManyDays,
    /// Goods are sent, services are agreed on: this is the other kind.
    WrongKind,
    /// After the free hours a reason is needed.
    ReasonNeeded,
    /// The day is past or too far away.
    BadDay,
    /// Too early: the time it waits for has not come.
    NotYet,
}

/// The claim after `event` at `now`.
///
/// # Errors
/// The rule that forbids it; the claim is unchanged then.
#[expect(clippy::match_same_arms, reason = "one line of domain.md 4.2 an arm")]
pub fn step(claim: &Claim, event: ClaimEvent, now: Millis) -> Result<Claim, ClaimRefusal> {
    use ClaimEvent as E;
    use ClaimState as S;

    let to = |state| Ok(Claim { state, ..*claim });
    match (claim.state, event) {
        (S::Held, E::Confirm) => confirm(claim, now),
        (S::Held, E::ExtendHold) => extend_hold(claim, now),
        (S::Held, E::HoldTimeout) if now >= claim.hold_until => to(S::CancelledFree),
        (S::Held, E::HoldTimeout) => Err(ClaimRefusal::NotYet),
        (S::Held, E::Cancel(_)) => to(S::CancelledFree),

        (S::Active | S::RejectedGoods, E::Send) => send(claim, now),
        (S::Active | S::Scheduled, E::Appoint(day)) => appoint(claim, day, now),
        (S::Active | S::Scheduled, E::Extend(days)) => extend(claim, days),
        (S::Active | S::Shipped | S::Scheduled | S::RejectedGoods, E::Cancel(reason)) => cancel(claim, reason, now),

        (S::Active | S::Shipped | S::RejectedGoods, E::Receive) => goods(claim).and_then(|()| to(S::ReceivedAtStation)),
        (S::Active | S::Shipped | S::ReceivedAtStation, E::Reject) => {
            goods(claim).map(|()| Claim { state: S::RejectedGoods, due: Some(now.day().plus(REPLACE_DAYS)), ..*claim })
        }
        (S::ReceivedAtStation | S::Scheduled, E::HandOver) => to(S::HandedOver),
        (S::HandedOver, E::Close) => to(S::Closed),

        (S::Active | S::Shipped | S::RejectedGoods, E::Lapse) if lapses_at(claim).is_some_and(|at| now >= at) => {
            to(S::Lapsed)
        }
        (S::Active | S::Shipped | S::RejectedGoods, E::Lapse) => Err(ClaimRefusal::NotYet),
        (state, E::Revoke) if state.is_live() => to(S::Revoked),
        _ => Err(ClaimRefusal::WrongState),
    }
}

/// Whether the claim may still be given back without a record at `now`.
#[must_use]
pub fn is_free(claim: &Claim, now: Millis) -> bool {
    free_until(claim).is_none_or(|until| now < until)
}

/// When the free hours end; `None` before the claim is confirmed.
#[must_use]
pub fn free_until(claim: &Claim) -> Option<Millis> {
    claim.confirmed_at.map(|at| at.plus_hours(FREE_CANCEL_HOURS))
}

/// The instant from which the claim has lapsed, if nothing happens before.
#[must_use]
pub fn lapses_at(claim: &Claim) -> Option<Millis> {
    claim.due.map(|due| due.plus(GRACE_DAYS).end())
}

fn confirm(claim: &Claim, now: Millis) -> Result<Claim, ClaimRefusal> {
    if now >= claim.hold_until {
        return Err(ClaimRefusal::HoldOver);
    }
    Ok(Claim {
        state: ClaimState::Active,
        confirmed_at: Some(now),
        due: Some(now.day().plus(claim.term_days)),
        ..*claim
    })
}

fn extend_hold(claim: &Claim, now: Millis) -> Result<Claim, ClaimRefusal> {
    if now >= claim.hold_until {
        Err(ClaimRefusal::HoldOver)
    } else if claim.hold_extended {
        Err(ClaimRefusal::AlreadyExtended)
    } else {
        let hold_until = claim.hold_until.plus_minutes(HOLD_EXTENSION_MINUTES);
        Ok(Claim { hold_until, hold_extended: true, ..*claim })
    }
}

fn goods(claim: &Claim) -> Result<(), ClaimRefusal> {
    if claim.kind == Kind::Goods { Ok(()) } else { Err(ClaimRefusal::WrongKind) }
}

fn send(claim: &Claim, now: Millis) -> Result<Claim, ClaimRefusal> {
    goods(claim)?;
    // A parcel that left in time must not lapse on the road.
    let due = claim.due.max(Some(now.day().plus(TRANSIT_DAYS)));
    Ok(Claim { state: ClaimState::Shipped, due, ..*claim })
}

fn appoint(claim: &Claim, day: Day, now: Millis) -> Result<Claim, ClaimRefusal> {
    if claim.kind != Kind::Service {
        return Err(ClaimRefusal::WrongKind);
    }
    let today = now.day();
    let latest = claim.due.unwrap_or(today).max(today.plus(APPOINTMENT_DAYS));
    if day < today || day > latest {
        return Err(ClaimRefusal::BadDay);
    }
    Ok(Claim { state: ClaimState::Scheduled, appointment: Some(day), due: claim.due.max(Some(day)), ..*claim })
}

fn extend(claim: &Claim, days: i32) -> Result<Claim, ClaimRefusal> {
    if claim.extended {
        Err(ClaimRefusal::AlreadyExtended)
    } else if !(1..=EXTENSION_DAYS).contains(&days) {
        Err(ClaimRefusal::TooManyDays)
    } else {
        Ok(Claim { due: claim.due.map(|due| due.plus(days)), extended: true, ..*claim })
    }
}

fn cancel(claim: &Claim, reason: Option<CancelReason>, now: Millis) -> Result<Claim, ClaimRefusal> {
    let state = match reason {
        _ if is_free(claim, now) => ClaimState::CancelledFree,
        None => return Err(ClaimRefusal::ReasonNeeded),
        Some(CancelReason::ForceMajeure) => ClaimState::ForceMajeure,
        Some(_) => ClaimState::CancelledLate,
    };
    Ok(Claim { state, ..*claim })
}

#[cfg(test)]
#[path = "claim/tests.rs"]
mod tests;
