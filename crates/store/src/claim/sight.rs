//! What a person sees of their claims, and a station of those that it looks after.

use model::{
    ClaimId, ClaimState, Day, Millis, PersonId, WishId,
    claim::{self, CancelReason, ClaimEvent},
    view::{ClaimAction, ClaimView, StationView, WishCard},
};

use super::{ClaimRow, row};
use crate::{Conn, Row, StoreError, args, listing, statements, waiting, wish};

/// Claims that are shown to a person at once; older ones are history.
const SHOWN: u32 = 100;

statements! {
    STATION = "select code, name, level, parent, district, address, hours, phone from station where code = $1";
    OF_STATION = "select c.id, c.state, c.due, c.appointment, w.title, w.number, c.slot from wish w join claim c on c.wish = w.id \
        where w.station = $1 and c.takes_slot = 1 and c.state <> 'closed' and c.id > $2 order by c.id limit $3";
}

/// The card of a wish as this person sees it: a slot that is kept for them is free, one that is kept for others is not.
/// `None` where the public may see nothing of the wish.
pub(crate) async fn card(
    conn: &mut Conn<'_>,
    wish: WishId,
    person: PersonId,
    now: Millis,
) -> Result<Option<WishCard>, StoreError> {
    let Some(mut card) = listing::cards(conn, &[wish]).await?.pop() else { return Ok(None) };
    if waiting::is_kept_for(conn, wish, person, now).await? {
        card.slots.free += 1;
    }
    Ok(Some(card))
}

/// What the person can do with a claim now: the state machine is asked, so that no button is refused.
fn actions(claim: &claim::Claim, now: Millis) -> Vec<ClaimAction> {
    let can = |event| claim::step(claim, event, now).is_ok();
    let free = can(ClaimEvent::Cancel(None));
    [
        (ClaimAction::Confirm, can(ClaimEvent::Confirm)),
        (ClaimAction::ExtendHold, can(ClaimEvent::ExtendHold)),
        (ClaimAction::CancelFree, free),
        (ClaimAction::CancelLate, !free && can(ClaimEvent::Cancel(Some(CancelReason::Other)))),
        (ClaimAction::Extend, can(ClaimEvent::Extend(1))),
        (ClaimAction::Send, can(ClaimEvent::Send)),
        (ClaimAction::Appoint, can(ClaimEvent::Appoint(now.day()))),
    ]
    .into_iter()
    .filter_map(|(action, can)| can.then_some(action))
    .collect()
}

/// A claim as its person sees it.
///
/// # Errors
/// When the database fails.
pub async fn view(conn: &mut Conn<'_>, claim: &ClaimRow, now: Millis) -> Result<ClaimView, StoreError> {
    let wish = wish::load(conn, claim.wish).await?.ok_or(StoreError::Corrupt("claim"))?;
    let station = station(conn, &wish.station).await?;
    let rules = &claim.rules;
    let mut card = card(conn, claim.wish, claim.person, now).await?;
    if card.is_none() && rules.state.is_live() {
        card = listing::promised(conn, claim.wish).await?;
    }
    let active = rules.state.is_live() && rules.state != ClaimState::Held;
    Ok(ClaimView {
        id: claim.id,
        state: rules.state,
        spec: card.as_ref().and_then(|_| wish.spec.clone()),
        wish: card,
        delivery: wish.delivery,
        station,
        made_at: claim.made_at,
        hold_until: (rules.state == ClaimState::Held).then_some(rules.hold_until),
        free_until: if active { claim::free_until(rules) } else { None },
        due: rules.due,
        appointment: rules.appointment,
        rejected_because: claim.reject_reason.clone(),
        actions: actions(rules, now),
        feedback: claim.feedback.clone(),
    })
}

async fn station(conn: &mut Conn<'_>, code: &str) -> Result<StationView, StoreError> {
    let row = conn.row(STATION, args![code]).await?.ok_or(StoreError::Corrupt("station"))?;
    Ok(StationView {
        code: row.text(0)?,
        name: row.text(1)?,
        level: row.text(2)?,
        parent: row.opt_text(3)?,
        district: row.text(4)?,
        address: row.text(5)?,
        hours: row.text(6)?,
        phone: row.text(7)?,
    })
}

/// The claims of a person as they see them, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<Vec<ClaimView>, StoreError> {
    let mut views = Vec::new();
    for claim in row::of_person(conn, person, SHOWN).await? {
        views.push(view(conn, &claim, now).await?);
    }
    Ok(views)
}

/// A claim as a station sees it: no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationClaim {
    /// The claim number.
    pub id: ClaimId,
    /// Where it stands.
    pub state: ClaimState,
    /// The deadline.
    pub due: Option<Day>,
    /// The agreed day of a service.
    pub appointment: Option<Day>,
    /// What is wished for.
    pub title: String,
    /// The station's own number of the wish.
    pub number: String,
    /// Which slot.
    pub slot: u32,
}

/// The claims that a station has to do with, by their numbers, after `after`.
///
/// # Errors
/// When the database fails.
pub async fn of_station(
    conn: &mut Conn<'_>,
    station: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<StationClaim>, StoreError> {
    conn.rows(OF_STATION, args![station, after, limit]).await?.iter().map(station_claim).collect()
}

fn station_claim(row: &Row) -> Result<StationClaim, StoreError> {
    Ok(StationClaim {
        id: row.parsed(0)?,
        state: row.word(1, ClaimState::from_code)?,
        due: row.opt_day(2)?,
        appointment: row.opt_day(3)?,
        title: row.text(4)?,
        number: row.text(5)?,
        slot: row.count(6)?,
    })
}
