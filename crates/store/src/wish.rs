//! Wishes: the row, the facts that its rules ask for, and the one way to change its state.
//!
//! Every change of state goes through [`step`] (an act of somebody) or [`settle`] (what the slots say); both write the
//! public event and bring the public list up to date.

pub mod act;
mod kin;
mod row;

use model::{
    ClaimState, Day, Millis, WishId, WishState,
    wish::{self, Facts, Guard, WishEvent},
};

pub(crate) use kin::STATEMENTS as KIN_STATEMENTS;
pub use kin::{Kin, of_household};
pub(crate) use row::STATEMENTS as ROW_STATEMENTS;
pub use row::{WishRow, all_after, by_number, in_state, load};

use crate::{Conn, StoreError, args, claim, event, ledger, listing, statements, vault, waiting};

statements! {
    CLAIM_STATES = "select state from claim where wish = $1";
    SET_CONSENT_OVER = "update wish set consent_over = 1 where id = $1";
    SET_STATE = "update wish set state = $2, state_since = $3 where id = $1";
    SET_PUBLISHED = "update wish set published_by = $2, published_at = $3, waiting_since = coalesce(waiting_since, $4), \
        listed_until = $5 where id = $1";
    SET_RENEWED = "update wish set renewed = 1, listed_until = $2 where id = $1";
    SET_COMPLETED = "update wish set completed_on = $2 where id = $1";
    /// What the person told is gone; what the statistics count stays.
    ERASE_STORY = "update wish set title = '', story = '', thing = null, spec = null, urgency_reason = null where id = $1";
    /// The station's sentence to a claimant speaks of the person too.
    ERASE_NOTES = "update claim set feedback_note = '' where wish = $1 and feedback_note is not null";
    ERASE_VAULT = "delete from vault where wish = $1";
    MARK_REOPENED = "update wish set reopened = 1 where id = $1 and exists (select 1 from claim \
        where claim.wish = $1 and claim.takes_slot = 0 and claim.confirmed_at is not null)";
}

/// Who does something to a wish, and what the text screen said.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// What is done.
    pub event: WishEvent,
    /// The name of the member of staff, or `None` for a job.
    pub actor: Option<&'a str>,
    /// Whether the screen blocks the text as it stands. The store cannot screen: whoever publishes passes the answer.
    pub text_blocked: bool,
    /// Today in the county.
    pub today: Day,
    /// The moment.
    pub now: Millis,
}

impl<'a> Act<'a> {
    /// An act that does not publish; as far as it knows the text is blocked.
    #[must_use]
    pub fn new(event: WishEvent, actor: Option<&'a str>, now: Millis) -> Self {
        Self { event, actor, text_blocked: true, today: now.day(), now }
    }
}

/// What the guards of [`model::wish::step`] need to know. `text_blocked` is true: who screens the text sets it.
///
/// # Errors
/// When the database fails.
pub async fn facts(conn: &mut Conn<'_>, wish: &WishRow, today: Day, actor: Option<&str>) -> Result<Facts, StoreError> {
    let kin = kin::of_household(conn, wish).await?;
    Ok(Facts {
        today,
        is_minor: wish.is_minor,
        consent_publish: wish.consent_publish,
        consent_referral: wish.consent_referral,
        consent_guardian: wish.consent_guardian,
        consent_until: wish.consent_until,
        verified_on: wish.verified_on,
        duplicate_checked: wish.duplicate_checked,
        price: wish.price,
        price_cap: wish.price_cap,
        k: wish.k,
        sharing: kin::sharing(conn, wish).await?,
        text_blocked: true,
        household_open: kin.iter().filter(|other| other.state.is_open_for_household()).count(),
        granted_lately: kin.iter().any(|other| other.grants(wish, today)),
        actor_collected: actor.is_some_and(|actor| actor == wish.collector),
        urgency: wish.urgency,
        urgency_reason: wish.urgency_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()),
        renewed: wish.renewed,
        listed_until: wish.listed_until,
        completed_on: wish.completed_on,
        slots: claim_states(conn, wish.id).await?,
        slots_total: usize::try_from(wish.slots).unwrap_or(usize::MAX),
    })
}

async fn claim_states(conn: &mut Conn<'_>, wish: WishId) -> Result<Vec<ClaimState>, StoreError> {
    conn.rows(CLAIM_STATES, args![wish]).await?.iter().map(|row| row.word(0, ClaimState::from_code)).collect()
}

/// Takes a wish back: off every public answer, its text and identity erased, its claims revoked with a message.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    actor: Option<&str>,
    now: Millis,
) -> Result<Result<WishState, Vec<Guard>>, StoreError> {
    let outcome = step(conn, wish, Act::new(WishEvent::Withdraw, actor, now)).await?;
    if outcome.is_ok() {
        claim::revoke_all(conn, wish.id, now).await?;
    }
    Ok(outcome)
}

/// Does something to a wish if its state machine allows it; a refusal names every guard in the way.
///
/// A withdrawal goes through [`withdraw`], which sees to the claims too.
///
/// # Errors
/// When the database fails.
pub async fn step(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    act: Act<'_>,
) -> Result<Result<WishState, Vec<Guard>>, StoreError> {
    let mut facts = facts(conn, wish, act.today, act.actor).await?;
    facts.text_blocked = act.text_blocked;
    let next = match wish::step(wish.state, act.event, &facts) {
        Ok(next) => next,
        Err(guards) => return Ok(Err(guards)),
    };
    let consent_until = wish.consent_until.unwrap_or(act.today);
    let listed_until = act.today.plus(wish::LISTING_DAYS).min(consent_until);
    match act.event {
        WishEvent::Publish => {
            conn.run(SET_PUBLISHED, args![wish.id, act.actor, act.now, act.today, listed_until]).await?;
        }
        WishEvent::Renew => {
            conn.run(SET_RENEWED, args![wish.id, listed_until]).await?;
        }
        WishEvent::Finish => {
            conn.run(SET_COMPLETED, args![wish.id, act.today]).await?;
        }
        // What the identity was kept for is over (PIPL §47).
        WishEvent::Archive | WishEvent::Withdraw => {
            conn.run(ERASE_STORY, args![wish.id]).await?;
            conn.run(ERASE_NOTES, args![wish.id]).await?;
            erase_identity(conn, wish.id).await?;
        }
        _ => {}
    }
    set_state(conn, wish, next, act.now).await?;
    Ok(Ok(next))
}

/// Takes a wish off every public answer because its consent has run out (PIPL §25), whatever its state.
///
/// What is merely held is let go, and so is whoever waits. A confirmed promise goes on: the thing reaches the person
/// through the station, which learns nothing new of them and asks them again when it hands over; a claimant never had
/// more than the text that they promised by. Without any promise the wish waits for a new consent (domain.md 4.1).
///
/// # Errors
/// When the database fails.
pub async fn lapse_consent(conn: &mut Conn<'_>, wish: &WishRow, now: Millis) -> Result<(), StoreError> {
    conn.run(SET_CONSENT_OVER, args![wish.id]).await?;
    if wish.state.public().is_some() {
        event::note(conn, wish.id, "consent_over", true, now).await?;
    }
    if !wish.state.follows_slots() {
        return listing::refresh(conn, wish.id).await;
    }
    claim::revoke_holds(conn, wish.id, now).await?;
    waiting::let_go(conn, wish.id, now).await?;
    let Some(row) = load(conn, wish.id).await? else { return Ok(()) };
    if row.state.follows_slots() {
        // A refusal leaves the state, and the mark hides the wish all the same.
        let _ = step(conn, &row, Act::new(WishEvent::LapseConsent, None, now)).await?;
    }
    listing::refresh(conn, wish.id).await
}

/// Erases who is behind a wish.
///
/// # Errors
/// When the database fails.
pub async fn erase_identity(conn: &mut Conn<'_>, wish: WishId) -> Result<(), StoreError> {
    conn.run(ERASE_VAULT, args![wish]).await?;
    vault::ask::forget(conn, wish).await?;
    Ok(())
}

/// Puts a wish into a state, with its public event, its entry in the ledger and its place in the public list.
///
/// # Errors
/// When the database fails.
pub async fn set_state(conn: &mut Conn<'_>, wish: &WishRow, to: WishState, now: Millis) -> Result<(), StoreError> {
    if to != wish.state {
        conn.run(SET_STATE, args![wish.id, to.code(), now]).await?;
        // What was never public stays unsaid; leaving the public is said without a reason.
        let public = to.public().is_some() || wish.state.public().is_some();
        let event = event::note(conn, wish.id, to.code(), public, now).await?;
        ledger::wish(conn, wish, to, format!("event/{event}"), now).await?;
    }
    listing::refresh(conn, wish.id).await
}

/// Brings a wish in line with its slots, after any of its claims changed: state, mark, event, public list.
///
/// A wish that somebody gave back after confirming is `reopened` and goes to the top of the list (domain.md 4.1); a hold
/// that merely ran out leaves no mark, so that nobody can lift a wish by playing with it. Wishes whose state does not
/// follow from slots (on hold, in review, withdrawn, …) keep theirs.
///
/// # Errors
/// When the database fails.
pub async fn settle(conn: &mut Conn<'_>, wish: WishId, now: Millis) -> Result<Option<WishState>, StoreError> {
    let Some(row) = load(conn, wish).await? else { return Ok(None) };
    let to = if row.state.follows_slots() {
        let states = claim_states(conn, wish).await?;
        if row.consent_over {
            wish::from_promised(&states)
        } else {
            wish::from_slots(&states, usize::try_from(row.slots).unwrap_or(usize::MAX))
        }
    } else {
        row.state
    };
    if to.is_listed() {
        conn.run(MARK_REOPENED, args![wish]).await?;
    }
    set_state(conn, &row, to, now).await?;
    Ok(Some(to))
}
