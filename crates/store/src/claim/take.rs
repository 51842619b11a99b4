//! Taking a slot: the one place where a person comes to a claim.

use model::{
    ClaimId, ClaimState, Millis, PersonId, WishId, WishState,
    claim::{Claim, HOLD_MINUTES, LIVE_PER_PERSON},
    standing::{BLOCKED_DAYS, FAULT_DAYS, Standing},
    view::{ClaimView, ClaimWay, WishCard},
};

use super::{ClaimRow, row, sight, step};
use crate::{
    Change, Conn, StoreError, listing, volunteer, waiting,
    wish::{self, WishRow},
};

/// Similar wishes for the loser of a race.
const SIMILAR: usize = 3;

/// Takes a slot of a wish and holds it for half an hour.
#[derive(Clone, Debug)]
pub struct TakeSlot {
    /// The number that the claim gets.
    pub claim: ClaimId,
    /// The wish.
    pub wish: WishId,
    /// Who claims.
    pub person: PersonId,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum SlotTaken {
    /// The slot is held.
    Held(Box<ClaimView>),
    /// It is not, and this is why.
    Refused(TakeRefusal),
}

/// Why a slot was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum TakeRefusal {
    /// There is no such wish, as far as the public may know.
    NotFound,
    /// It is not listed any more.
    NotListed,
    /// Every slot is taken or promised to somebody who waited; these are alike and free.
    AlreadyClaimed(Vec<WishCard>),
    /// The person has a claim on it.
    AlreadyYours(ClaimId),
    /// The person gave it back before.
    GivenBack(ClaimId),
    /// The person holds a slot that is not confirmed yet.
    HoldElsewhere(ClaimId),
    /// The person has as many live claims as allowed.
    TooManyClaims,
    /// It needs a registered volunteer.
    VolunteerNeeded,
    /// It needs a volunteer with an unexpired vetting.
    VettingNeeded,
    /// The station decides first, after promises that were not kept.
    StandingBlocked,
}

impl Change for TakeSlot {
    type Done = SlotTaken;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<SlotTaken, StoreError> {
        let Self { wish, person, now, .. } = self;
        let refused = |refusal| Ok(SlotTaken::Refused(refusal));
        let Scene { claims, live, is_waited_for } = Scene::now(conn, wish, person, now).await?;
        let Some(found) = wish::load(conn, wish).await?.filter(|wish| wish.published_at.is_some()) else {
            return refused(TakeRefusal::NotFound);
        };
        if let Some(refusal) = in_the_way(conn, &found, &claims, &live, &self).await? {
            return refused(refusal);
        }
        let taken: Vec<u32> =
            claims.iter().filter(|claim| claim.rules.state.takes_slot()).map(|claim| claim.slot).collect();
        let kept = if is_waited_for { waiting::kept_for_others(conn, wish, person, now).await? } else { 0 };
        let Some(slot) = free_slot(&taken, kept, found.slots) else {
            return refused(TakeRefusal::AlreadyClaimed(listing::similar(conn, wish, SIMILAR).await?));
        };
        let standing = standing(conn, person, now).await?;
        if let Standing::Blocked(_) = standing {
            return refused(TakeRefusal::StandingBlocked);
        }
        if live.len() >= standing.live_limit() {
            return refused(TakeRefusal::TooManyClaims);
        }
        let claim = self.held(&found, slot);
        row::insert(conn, &claim).await?;
        if is_waited_for {
            waiting::forget(conn, wish, person).await?;
        }
        step::settle(conn, ClaimState::Held, &claim, now).await?;
        Ok(SlotTaken::Held(Box::new(sight::view(conn, &claim, now).await?)))
    }
}

/// What stands around a claim at the moment it is made.
struct Scene {
    /// Every claim on the wish.
    claims: Vec<ClaimRow>,
    /// The live claims of the person.
    live: Vec<ClaimRow>,
    /// Whether anybody waits for the wish.
    is_waited_for: bool,
}

impl Scene {
    /// The scene without what has run out: that must not stand in anybody's way until the next round of the jobs.
    async fn now(conn: &mut Conn<'_>, wish: WishId, person: PersonId, now: Millis) -> Result<Self, StoreError> {
        let mut claims = row::of_wish(conn, wish).await?;
        let mut live = row::live_of(conn, person).await?;
        let mut is_stale = false;
        for hold in claims.iter().chain(&live) {
            is_stale |= step::time_out(conn, hold, now).await?;
        }
        if is_stale {
            claims = row::of_wish(conn, wish).await?;
            live = row::live_of(conn, person).await?;
        }
        let is_waited_for = waiting::count(conn, wish).await? > 0;
        if is_waited_for {
            waiting::pass_over(conn, wish, now).await?;
            waiting::offer(conn, wish, now).await?;
        }
        Ok(Self { claims, live, is_waited_for })
    }
}

impl TakeSlot {
    fn held(&self, wish: &WishRow, slot: u32) -> ClaimRow {
        ClaimRow {
            id: self.claim,
            wish: wish.id,
            slot,
            person: self.person,
            rules: Claim {
                state: ClaimState::Held,
                kind: wish.kind,
                hold_until: self.now.plus_minutes(HOLD_MINUTES),
                hold_extended: false,
                confirmed_at: None,
                term_days: wish.term_days,
                due: None,
                extended: false,
                appointment: None,
            },
            made_at: self.now,
            extend_reason: None,
            cancel_reason: None,
            reject_reason: None,
            reminded: 0,
            feedback: None,
        }
    }
}

/// The lowest free slot, if more are free than are kept for people who waited.
fn free_slot(taken: &[u32], kept: u32, total: u32) -> Option<u32> {
    let used = u32::try_from(taken.len()).unwrap_or(u32::MAX).saturating_add(kept);
    if used >= total {
        return None;
    }
    (1..=total).find(|slot| !taken.contains(slot))
}

/// What keeps this person from this wish, other than that it is full and what happened long ago.
async fn in_the_way(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    claims: &[ClaimRow],
    live: &[ClaimRow],
    take: &TakeSlot,
) -> Result<Option<TakeRefusal>, StoreError> {
    if let Some(refusal) = own_history(claims, take.person) {
        return Ok(Some(refusal));
    }
    // Full wishes go on to the race's own answer; a listing or a consent that ran out is over, whether or not a job has
    // noticed.
    let over = wish.state == WishState::Open && wish.listed_until.is_some_and(|until| until < take.now.day());
    if !wish.state.follows_slots() || over || !wish.has_consent(take.now.day()) {
        return Ok(Some(TakeRefusal::NotListed));
    }
    if let Some(refusal) = way_in_the_way(conn, wish, take.person, take.now).await? {
        return Ok(Some(refusal));
    }
    if let Some(hold) = live.iter().find(|claim| claim.rules.state == ClaimState::Held) {
        return Ok(Some(TakeRefusal::HoldElsewhere(hold.id)));
    }
    Ok((live.len() >= LIVE_PER_PERSON).then_some(TakeRefusal::TooManyClaims))
}

/// The person's earlier claims on the wish that forbid another.
pub(crate) fn own_history(claims: &[ClaimRow], person: PersonId) -> Option<TakeRefusal> {
    let own = || claims.iter().filter(|claim| claim.person == person);
    if let Some(claim) = own().find(|claim| claim.rules.state.takes_slot()) {
        return Some(TakeRefusal::AlreadyYours(claim.id));
    }
    own().find(|claim| claim.was_given_back()).map(|claim| TakeRefusal::GivenBack(claim.id))
}

/// Whether the wish needs a registration or vetting that the person does not have.
pub(crate) async fn way_in_the_way(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    person: PersonId,
    now: Millis,
) -> Result<Option<TakeRefusal>, StoreError> {
    let way = way(wish);
    if way == ClaimWay::Phone {
        return Ok(None);
    }
    let Some(registration) = volunteer::of(conn, person).await? else {
        return Ok(Some(TakeRefusal::VolunteerNeeded));
    };
    let vetted = registration.vetted_until.is_some_and(|until| until >= now.day());
    Ok((way == ClaimWay::Vetted && !vetted).then_some(TakeRefusal::VettingNeeded))
}

/// Who may claim a wish.
pub(crate) fn way(wish: &WishRow) -> ClaimWay {
    ClaimWay::of(wish.kind, wish.delivery, wish.is_minor)
}

/// What a person may still promise.
///
/// # Errors
/// When the database fails.
pub async fn standing(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<Standing, StoreError> {
    let since = now.plus_hours(-24 * (FAULT_DAYS + BLOCKED_DAYS));
    Ok(Standing::of(&row::faults(conn, person, since).await?, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_slot_is_taken_unless_it_is_kept_for_somebody() {
        for (taken, kept, total, want) in [
            (&[][..], 0, 1, Some(1)),
            (&[1], 0, 1, None),
            (&[1, 3], 0, 3, Some(2)),
            (&[2, 3], 0, 3, Some(1)),
            (&[1], 1, 2, None),
            (&[1], 1, 3, Some(2)),
            (&[], 1, 1, None),
        ] {
            assert_eq!(free_slot(taken, kept, total), want, "{taken:?} of {total}, {kept} kept");
        }
    }
}
