//! Every step of a claim after the first, by its person, its station or the clock.

use model::{
    ClaimId, ClaimState, Millis, PersonId, WishId, WishState,
    claim::{self, CancelReason, ClaimEvent, ClaimRefusal},
    command::ExtendReason,
    view::{ClaimView, Feedback},
    wish::WishEvent,
};

use super::{ClaimRow, row, sight};
use crate::{
    Change, Conn, StoreError, audit, event, ledger,
    outbox::{self, MessageKind},
    waiting,
    wish::{self, Act},
};

/// Who takes a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The person whose claim it is.
    Person(PersonId),
    /// A member of staff; one who belongs to a station sees its claims only.
    Staff {
        /// The name, for the audit log.
        name: String,
        /// The code of the station.
        station: Option<String>,
    },
}

/// What is said with a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// Why more time is needed.
    Extend(ExtendReason),
    /// Why the goods are refused.
    Reject(String),
    /// Whether it fits, and one sentence by the station.
    Feedback {
        /// Whether it fits.
        fits: bool,
        /// The sentence.
        note: String,
    },
}

/// Takes a step.
#[derive(Clone, Debug)]
pub struct StepClaim {
    /// The claim.
    pub claim: ClaimId,
    /// Who takes it.
    pub by: By,
    /// Which.
    pub event: ClaimEvent,
    /// What is said with it.
    pub said: Said,
    /// The moment.
    pub now: Millis,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Stepped {
    /// This is the claim now.
    Done(Box<ClaimView>),
    /// There is no such claim, as far as this person or station may know.
    NotFound,
    /// The rule that forbids it.
    Refused(ClaimRefusal),
}

impl Change for StepClaim {
    type Done = Stepped;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Stepped, StoreError> {
        let Some(claim) = self.own(conn).await? else { return Ok(Stepped::NotFound) };
        if self.event == ClaimEvent::Confirm && claim.rules.confirmed_at.is_some() && claim.rules.state.takes_slot() {
            // The answer to the first one was lost on the way.
            return Ok(Stepped::Done(Box::new(sight::view(conn, &claim, self.now).await?)));
        }
        let rules = match claim::step(&claim.rules, self.event, self.now) {
            Ok(rules) => rules,
            Err(refusal) => return Ok(Stepped::Refused(refusal)),
        };
        let after = said(ClaimRow { rules, ..claim.clone() }, self.event, self.said, self.now);
        write(conn, &claim, &after, self.now).await?;
        if let By::Staff { name, .. } = &self.by {
            audit::note(conn, self.now, name, action(self.event), &claim.id.to_string(), "").await?;
            tell(conn, &after, self.event, self.now).await?;
        }
        if self.event == ClaimEvent::Close {
            close_wish(conn, claim.wish, self.now).await?;
        }
        Ok(Stepped::Done(Box::new(sight::view(conn, &after, self.now).await?)))
    }
}

impl StepClaim {
    async fn own(&self, conn: &mut Conn<'_>) -> Result<Option<ClaimRow>, StoreError> {
        let Some(claim) = row::load(conn, self.claim).await? else { return Ok(None) };
        let own = match &self.by {
            By::Person(person) => claim.person == *person,
            By::Staff { station: None, .. } => true,
            By::Staff { station: Some(station), .. } => {
                wish::load(conn, claim.wish).await?.is_some_and(|wish| wish.station == *station)
            }
        };
        Ok(own.then_some(claim))
    }
}

/// The claim with what was said put down, and the reminders of an earlier deadline forgotten.
fn said(mut claim: ClaimRow, event: ClaimEvent, said: Said, now: Millis) -> ClaimRow {
    match said {
        Said::Nothing => {}
        Said::Extend(reason) => claim.extend_reason = Some(reason),
        Said::Reject(reason) => claim.reject_reason = Some(reason),
        Said::Feedback { fits, note } => claim.feedback = Some(Feedback { day: now.day(), fits, note }),
    }
    match event {
        ClaimEvent::Cancel(reason) if claim.rules.state == ClaimState::CancelledLate => claim.cancel_reason = reason,
        ClaimEvent::Cancel(reason) if claim.rules.state == ClaimState::ForceMajeure => claim.cancel_reason = reason,
        ClaimEvent::Extend(_) | ClaimEvent::Reject | ClaimEvent::Appoint(_) => claim.reminded = 0,
        _ => {}
    }
    claim
}

/// The word of the audit log for what staff did.
const fn action(event: ClaimEvent) -> &'static str {
    match event {
        ClaimEvent::Receive => "claim.received",
        ClaimEvent::Reject => "claim.reject",
        ClaimEvent::HandOver => "claim.handed_over",
        ClaimEvent::Close => "claim.close",
        ClaimEvent::Revoke => "claim.revoke",
        _ => "claim.step",
    }
}

/// Lets the person know what the station did.
async fn tell(conn: &mut Conn<'_>, claim: &ClaimRow, event: ClaimEvent, now: Millis) -> Result<(), StoreError> {
    let kind = match event {
        ClaimEvent::Receive => MessageKind::Received,
        ClaimEvent::Reject => MessageKind::Rejected,
        ClaimEvent::Close => MessageKind::Feedback,
        ClaimEvent::Revoke => MessageKind::Revoked,
        _ => return Ok(()),
    };
    outbox::push(conn, claim.person, Some(claim.id), kind, now).await
}

/// Writes a step down and draws the consequences.
async fn write(conn: &mut Conn<'_>, before: &ClaimRow, after: &ClaimRow, now: Millis) -> Result<(), StoreError> {
    row::save(conn, after, now).await?;
    if before.rules.state == after.rules.state {
        return Ok(());
    }
    settle(conn, before.rules.state, after, now).await?;
    if before.rules.state.takes_slot() && !after.rules.state.takes_slot() {
        waiting::offer(conn, after.wish, now).await?;
    }
    Ok(())
}

/// Notes that a claim came from state `from` into the one it has, and brings the wish in line.
pub(crate) async fn settle(
    conn: &mut Conn<'_>,
    from: ClaimState,
    claim: &ClaimRow,
    now: Millis,
) -> Result<(), StoreError> {
    let kind = format!("claim_{}", claim.rules.state.code());
    let event = event::note(conn, claim.wish, &kind, true, now).await?;
    ledger::claim(conn, from, claim, format!("event/{event}"), now).await?;
    if wish::settle(conn, claim.wish, now).await? == Some(WishState::Delivered) {
        waiting::let_go(conn, claim.wish, now).await?;
    }
    Ok(())
}

/// Once every slot is closed, the wish is confirmed; when something does not fit, it is disputed (domain.md 4.1).
async fn close_wish(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<(), StoreError> {
    let Some(found) = wish::load(conn, wish).await? else { return Ok(()) };
    if found.state != WishState::Delivered {
        return Ok(());
    }
    let claims = row::of_wish(conn, wish).await?;
    let mut closed = claims.iter().filter(|claim| claim.rules.state.takes_slot());
    if closed.clone().any(|claim| claim.rules.state != ClaimState::Closed) {
        return Ok(());
    }
    let fits = closed.all(|claim| claim.feedback.as_ref().is_some_and(|feedback| feedback.fits));
    let event = if fits { WishEvent::Confirm } else { WishEvent::Dispute };
    // Both are open to a delivered wish; a refusal would leave it delivered, for the station to see.
    let _ = wish::step(conn, &found, Act::new(event, None, now)).await?;
    Ok(())
}

/// Takes one step that the clock or the house itself takes; refused ones change nothing.
async fn quietly(
    conn: &mut Conn<'_>,
    claim: ClaimId,
    event: ClaimEvent,
    now: Millis,
) -> Result<Option<ClaimRow>, StoreError> {
    // The caller's row may be older than a step that was taken since.
    let Some(claim) = row::load(conn, claim).await? else { return Ok(None) };
    let Ok(rules) = claim::step(&claim.rules, event, now) else { return Ok(None) };
    let after = said(ClaimRow { rules, ..claim.clone() }, event, Said::Nothing, now);
    write(conn, &claim, &after, now).await?;
    Ok(Some(after))
}

/// Ends a hold that is over.
pub(crate) async fn time_out(conn: &mut Conn<'_>, claim: &ClaimRow, now: Millis) -> Result<bool, StoreError> {
    if claim.rules.state != ClaimState::Held || claim.rules.hold_until > now {
        return Ok(false);
    }
    Ok(quietly(conn, claim.id, ClaimEvent::HoldTimeout, now).await?.is_some())
}

/// Ends a claim whose deadline and grace are over.
pub(crate) async fn lapse(conn: &mut Conn<'_>, claim: &ClaimRow, now: Millis) -> Result<bool, StoreError> {
    let lapsed = quietly(conn, claim.id, ClaimEvent::Lapse, now).await?;
    if let Some(claim) = &lapsed {
        outbox::push(conn, claim.person, Some(claim.id), MessageKind::Lapsed, now).await?;
    }
    Ok(lapsed.is_some())
}

/// Gives a claim back for a person who goes.
pub(crate) async fn give_back(conn: &mut Conn<'_>, claim: ClaimRow, now: Millis) -> Result<(), StoreError> {
    quietly(conn, claim.id, ClaimEvent::Cancel(Some(CancelReason::Other)), now).await?;
    Ok(())
}

/// Revokes every live claim of a wish and lets everybody go who waits for it; for a wish that is taken back.
///
/// Call it after the wish has left the states that follow from slots. Yields how many claims were revoked.
///
/// # Errors
/// When the database fails.
pub async fn revoke_all(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<u32, StoreError> {
    let revoked = revoke(conn, wish, ClaimState::is_live, now).await?;
    waiting::let_go(conn, wish, now).await?;
    Ok(revoked)
}

/// Revokes what is held of a wish and not confirmed.
pub(crate) async fn revoke_holds(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<u32, StoreError> {
    revoke(conn, wish, |state| state == ClaimState::Held, now).await
}

async fn revoke(
    conn: &mut Conn<'_>,
    wish: WishId,
    which: fn(ClaimState) -> bool,
    now: Millis,
) -> Result<u32, StoreError> {
    let mut revoked = 0;
    for claim in row::of_wish(conn, wish).await?.iter().filter(|claim| which(claim.rules.state)) {
        if let Some(claim) = quietly(conn, claim.id, ClaimEvent::Revoke, now).await? {
            outbox::push(conn, claim.person, Some(claim.id), MessageKind::Revoked, now).await?;
            revoked += 1;
        }
    }
    Ok(revoked)
}
