//! Taking a slot: the one place where a person comes to a claim.

use model::{
    ClaimId, ClaimState, Millis, PersonId, WishId,
    claim::{Claim, HOLD_MINUTES},
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
        // What has run out must not stand in anybody's way until the next round of the jobs.
        for hold in row::of_wish(conn, self.wish).await?.into_iter().chain(row::live_of(conn, self.person).await?) {
            step::time_out(conn, &hold, self.now).await?;
        }
        waiting::pass_over(conn, self.wish, self.now).await?;
        waiting::offer(conn, self.wish, self.now).await?;

        let Some(wish) = wish::load(conn, self.wish).await?.filter(|wish| wish.published_at.is_some()) else {
            return Ok(SlotTaken::Refused(TakeRefusal::NotFound));
        };
        if let Some(refusal) = in_the_way(conn, &wish, self.person, self.now).await? {
            return Ok(SlotTaken::Refused(refusal));
        }
        let taken = row::slots(conn, wish.id).await?;
        let kept = waiting::kept_for_others(conn, wish.id, self.person, self.now).await?;
        let Some(slot) = free_slot(&taken, kept, wish.slots) else {
            let similar = listing::similar(conn, wish.id, SIMILAR).await?;
            return Ok(SlotTaken::Refused(TakeRefusal::AlreadyClaimed(similar)));
        };
        let claim = self.held(&wish, slot);
        row::insert(conn, &claim).await?;
        waiting::forget(conn, wish.id, self.person).await?;
        step::settle(conn, &claim, self.now).await?;
        Ok(SlotTaken::Held(Box::new(sight::view(conn, &claim, self.now).await?)))
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

/// What keeps this person from this wish, other than that it is full.
async fn in_the_way(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    person: PersonId,
    now: Millis,
) -> Result<Option<TakeRefusal>, StoreError> {
    if let Some(refusal) = own_history(conn, wish.id, person).await? {
        return Ok(Some(refusal));
    }
    // Full wishes go on to the race's own answer; a listing that ran out is over, whether or not a job has noticed.
    let over = wish.state == model::WishState::Open && wish.listed_until.is_some_and(|until| until < now.day());
    if !wish.state.follows_slots() || over {
        return Ok(Some(TakeRefusal::NotListed));
    }
    if let Some(refusal) = way_in_the_way(conn, wish, person, now).await? {
        return Ok(Some(refusal));
    }
    let live = row::live_of(conn, person).await?;
    if let Some(hold) = live.iter().find(|claim| claim.rules.state == ClaimState::Held) {
        return Ok(Some(TakeRefusal::HoldElsewhere(hold.id)));
    }
    let standing = standing(conn, person, now).await?;
    Ok(match standing {
        Standing::Blocked(_) => Some(TakeRefusal::StandingBlocked),
        _ if live.len() >= standing.live_limit() => Some(TakeRefusal::TooManyClaims),
        _ => None,
    })
}

/// The person's earlier claims on the wish that forbid another.
pub(crate) async fn own_history(
    conn: &mut Conn<'_>,
    wish: WishId,
    person: PersonId,
) -> Result<Option<TakeRefusal>, StoreError> {
    let own: Vec<ClaimRow> =
        row::of_wish(conn, wish).await?.into_iter().filter(|claim| claim.person == person).collect();
    if let Some(claim) = own.iter().find(|claim| claim.rules.state.takes_slot()) {
        return Ok(Some(TakeRefusal::AlreadyYours(claim.id)));
    }
    Ok(own.iter().find(|claim| claim.was_given_back()).map(|claim| TakeRefusal::GivenBack(claim.id)))
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
