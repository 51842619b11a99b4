//! Waiting lists (候补): who waits for a slot, in which order, and to whom a slot that came free is offered.
//!
//! An offer keeps a slot for one person for twelve hours. Whoever lets it run out leaves the list.

use model::{Millis, PersonId, WishId, WishState, claim::WAITLIST_HOURS, standing::Standing, view::WaitingView};

use crate::{
    Change, Conn, StoreError, args,
    claim::{self, TakeRefusal},
    outbox::{self, MessageKind},
    statements, wish,
};

/// Waiting lists one person may be on.
pub const PLACES_PER_PERSON: usize = 10;

statements! {
    JOIN = "insert into waiting (wish, person, joined_at) values ($1, $2, $3)";
    PLACE = "select seq, offer_until from waiting where wish = $1 and person = $2";
    LEAVE = "delete from waiting where wish = $1 and person = $2";
    OF_PERSON = "select wish, seq, offer_until from waiting where person = $1 order by seq limit $2";
    OF_WISH = "select person from waiting where wish = $1 order by seq";
    AHEAD = "select count(*) from waiting where wish = $1 and seq < $2";
    COUNT = "select count(*) from waiting where wish = $1";
    KEPT = "select count(*) from waiting where wish = $1 and person <> $2 and offer_until > $3";
    NEXT = "select person from waiting where wish = $1 and offer_until is null order by seq limit 1";
    OFFER = "update waiting set offer_until = $3 where wish = $1 and person = $2";
    OVER = "select wish, person from waiting where offer_until <= $1 order by offer_until limit $2";
    OVER_OF_WISH = "select person from waiting where wish = $1 and offer_until <= $2 order by seq";
}

/// Joins the waiting list of a wish.
#[derive(Clone, Debug)]
pub struct JoinWaiting {
    /// The wish.
    pub wish: WishId,
    /// Who waits.
    pub person: PersonId,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Joined {
    /// This is the place.
    Yes(Box<WaitingView>),
    /// The person waits already.
    Already,
    /// There is a free slot: claim it.
    SlotsFree,
    /// The person may not claim this wish either.
    Refused(TakeRefusal),
}

impl Change for JoinWaiting {
    type Done = Joined;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Joined, StoreError> {
        let Self { wish, person, now } = self;
        for hold in claim::of_wish(conn, wish).await? {
            claim::time_out(conn, &hold, now).await?;
        }
        let claims = claim::of_wish(conn, wish).await?;
        pass_over(conn, wish, now).await?;
        let refused = |refusal| Ok(Joined::Refused(refusal));
        let Some(found) = wish::load(conn, wish).await?.filter(|wish| wish.published_at.is_some()) else {
            return refused(TakeRefusal::NotFound);
        };
        if conn.row(PLACE, args![wish, person]).await?.is_some() {
            return Ok(Joined::Already);
        }
        if let Some(refusal) = claim::own_history(&claims, person) {
            return refused(refusal);
        }
        if !found.state.follows_slots() || found.state == WishState::Delivered || !found.has_consent(now.day()) {
            return refused(TakeRefusal::NotListed);
        }
        if let Some(refusal) = claim::way_in_the_way(conn, &found, person, now).await? {
            return refused(refusal);
        }
        if matches!(claim::standing(conn, person, now).await?, Standing::Blocked(_)) {
            return refused(TakeRefusal::StandingBlocked);
        }
        let most = u32::try_from(PLACES_PER_PERSON).unwrap_or(u32::MAX);
        if conn.rows(OF_PERSON, args![person, most]).await?.len() >= PLACES_PER_PERSON {
            return refused(TakeRefusal::TooManyClaims);
        }
        if free(conn, wish, found.slots, person, now).await? > 0 {
            return Ok(Joined::SlotsFree);
        }
        conn.run(JOIN, args![wish, person, now]).await?;
        let place = view(conn, wish, person, now).await?.ok_or(StoreError::Corrupt("waiting list"))?;
        Ok(Joined::Yes(Box::new(place)))
    }
}

/// Leaves a waiting list; a slot that was offered goes to the next.
#[derive(Clone, Debug)]
pub struct LeaveWaiting {
    /// The wish.
    pub wish: WishId,
    /// Who leaves.
    pub person: PersonId,
    /// The moment.
    pub now: Millis,
}

impl Change for LeaveWaiting {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        if forget(conn, self.wish, self.person).await? {
            settle(conn, self.wish, self.now).await?;
        }
        Ok(())
    }
}

/// How many slots of a wish this person could take: neither taken nor kept for somebody else.
async fn free(conn: &mut Conn<'_>, wish: WishId, total: u32, person: PersonId, now: Millis) -> Result<u32, StoreError> {
    let taken = u32::try_from(claim::slots(conn, wish).await?.len()).unwrap_or(u32::MAX);
    let kept = kept_for_others(conn, wish, person, now).await?;
    Ok(total.saturating_sub(taken.saturating_add(kept)))
}

/// How many slots are kept for others than this person.
pub(crate) async fn kept_for_others(
    conn: &mut Conn<'_>,
    wish: WishId,
    person: PersonId,
    now: Millis,
) -> Result<u32, StoreError> {
    conn.row(KEPT, args![wish, person, now]).await?.map_or(Ok(0), |row| row.count(0))
}

/// Whether a slot is kept for this person now.
pub(crate) async fn is_kept_for(
    conn: &mut Conn<'_>,
    wish: WishId,
    person: PersonId,
    now: Millis,
) -> Result<bool, StoreError> {
    let Some(row) = conn.row(PLACE, args![wish, person]).await? else { return Ok(false) };
    Ok(row.opt_millis(1)?.is_some_and(|until| until > now))
}

/// How many slots of a wish are kept for people who waited.
///
/// # Errors
/// When the database fails.
pub async fn kept(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<u32, StoreError> {
    conn.row(KEPT, args![wish, "", now]).await?.map_or(Ok(0), |row| row.count(0))
}

/// How many people wait for a wish.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &mut Conn<'_>, wish: WishId) -> Result<u32, StoreError> {
    conn.row(COUNT, args![wish]).await?.map_or(Ok(0), |row| row.count(0))
}

/// Takes a person off a list; yields whether they were on it.
pub(crate) async fn forget(conn: &mut Conn<'_>, wish: WishId, person: PersonId) -> Result<bool, StoreError> {
    Ok(conn.run(LEAVE, args![wish, person]).await? > 0)
}

/// Offers slots that are free to the first who wait, one each.
pub(crate) async fn offer(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<(), StoreError> {
    if conn.row(NEXT, args![wish]).await?.is_none() {
        return Ok(());
    }
    let Some(found) = wish::load(conn, wish).await?.filter(|wish| wish.state.is_listed()) else { return Ok(()) };
    let taken = u32::try_from(claim::slots(conn, wish).await?.len()).unwrap_or(u32::MAX);
    let used = taken.saturating_add(kept(conn, wish, now).await?);
    for _ in used..found.slots {
        let Some(next) = conn.row(NEXT, args![wish]).await? else { break };
        let person: PersonId = next.parsed(0)?;
        conn.run(OFFER, args![wish, person, now.plus_hours(WAITLIST_HOURS)]).await?;
        outbox::push(conn, person, None, MessageKind::Offer, now).await?;
    }
    Ok(())
}

/// Offers what is free and tells the public list.
async fn settle(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<(), StoreError> {
    offer(conn, wish, now).await?;
    wish::settle(conn, wish, now).await?;
    Ok(())
}

/// Passes offers of one wish that have run out on to the next.
pub(crate) async fn pass_over(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<u64, StoreError> {
    let mut over = 0;
    for row in conn.rows(OVER_OF_WISH, args![wish, now]).await? {
        let person: PersonId = row.parsed(0)?;
        forget(conn, wish, person).await?;
        outbox::push(conn, person, None, MessageKind::OfferOver, now).await?;
        over += 1;
    }
    if over > 0 {
        settle(conn, wish, now).await?;
    }
    Ok(over)
}

/// Passes offers that have run out on to the next; yields how many were found and changed.
pub(crate) async fn pass_all_over(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<(usize, u64), StoreError> {
    let rows = conn.rows(OVER, args![now, most]).await?;
    let mut changed = 0;
    for row in &rows {
        changed += pass_over(conn, row.parsed(0)?, now).await?;
    }
    Ok((rows.len(), changed))
}

/// Whether any offer has run out.
pub(crate) async fn is_any_over(conn: &mut Conn<'_>, now: Millis) -> Result<bool, StoreError> {
    Ok(conn.row(OVER, args![now, 1]).await?.is_some())
}

/// Takes a person off every list.
pub(crate) async fn leave_all(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<(), StoreError> {
    for row in conn.rows(OF_PERSON, args![person, u32::MAX]).await? {
        let wish: WishId = row.parsed(0)?;
        forget(conn, wish, person).await?;
        settle(conn, wish, now).await?;
    }
    Ok(())
}

/// Lets everybody go who waits for a wish that will have no free slot any more.
pub(crate) async fn let_go(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<(), StoreError> {
    for row in conn.rows(OF_WISH, args![wish]).await? {
        let person: PersonId = row.parsed(0)?;
        forget(conn, wish, person).await?;
        outbox::push(conn, person, None, MessageKind::WaitOver, now).await?;
    }
    Ok(())
}

/// The place of a person in one list, unless the wish is not public any more.
async fn view(
    conn: &mut Conn<'_>,
    wish: WishId,
    person: PersonId,
    now: Millis,
) -> Result<Option<WaitingView>, StoreError> {
    let Some(row) = conn.row(PLACE, args![wish, person]).await? else { return Ok(None) };
    let Some(card) = claim::card(conn, wish, person, now).await? else { return Ok(None) };
    let ahead = conn.row(AHEAD, args![wish, row.int(0)?]).await?.map_or(Ok(0), |row| row.count(0))?;
    let offer_until = row.opt_millis(1)?.filter(|until| *until > now);
    Ok(Some(WaitingView { wish: card, ahead, offer_until }))
}

/// The places of a person, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<Vec<WaitingView>, StoreError> {
    let most = u32::try_from(PLACES_PER_PERSON).unwrap_or(u32::MAX);
    let mut places = Vec::new();
    for row in conn.rows(OF_PERSON, args![person, most]).await? {
        places.extend(view(conn, row.parsed(0)?, person, now).await?);
    }
    Ok(places)
}
