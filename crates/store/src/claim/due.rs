//! What the clock does to claims, waiting lists and wishes: batches that may run twice and in several servers.

use model::{
    Millis, WishId,
    wish::{ARCHIVE_DAYS, WishEvent},
};

use super::{row, step};
use crate::{
    Change, Conn, StoreError, args, code, idempotency,
    outbox::{self, MessageKind},
    session, statements, waiting,
    wish::{self, Act},
};

statements! {
    REMINDED = "update claim set reminded = $2 where id = $1";
    CONSENT_OVER = "select id from wish where consent_over = 0 and consent_until < $1 order by consent_until limit $2";
    EXPIRED = "select id from wish where state = 'open' and listed_until < $1 order by listed_until limit $2";
    UNDECIDED = "select id from wish where state = 'expired' and state_since <= $1 order by state_since, id limit $2";
    CONFIRMED = "select id from wish where state = 'confirmed' order by state_since, id limit $1";
    FORGETTABLE = "select 1 from version where exists (select 1 from code where expires_at <= $1) \
        or exists (select 1 from session where expires_at <= $1) or exists (select 1 from code_sent where at <= $2) \
        or exists (select 1 from idempotency where at <= $3) or exists (select 1 from outbox where at <= $4)";
    OLD = "select id from wish where state = 'completed' and completed_on <= $1 order by completed_on limit $2";
}

/// Hours in which somebody decides whether an expired wish is listed once more: three days.
const DECISION_HOURS: i64 = 24 * 3;

/// One of the things that fall due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Holds that nobody confirmed end.
    Holds,
    /// Offers that nobody took go to the next in line.
    Offers,
    /// Claims lapse when their deadline and its grace are over.
    Lapses,
    /// Reminders three days and one day before the deadline, and on its day.
    Reminders,
    /// Wishes leave the public when the last day of their consent has passed (PIPL §25).
    Consents,
    /// Listings end after thirty days.
    Listings,
    /// Wishes that expired and that nobody decided on within three days go to the pool project (domain.md 4.1).
    Fallbacks,
    /// Confirmed wishes are completed: the feedback is with the claimants.
    Completions,
    /// Completed wishes lose their story after ninety days.
    Archive,
    /// What nobody needs any more is forgotten: codes, sessions, stored answers, old messages.
    Forgetting,
}

impl Chore {
    /// All of them, in the order in which they are done.
    pub const ALL: &'static [Self] = &[
        Self::Holds,
        Self::Offers,
        Self::Lapses,
        Self::Reminders,
        Self::Consents,
        Self::Listings,
        Self::Fallbacks,
        Self::Completions,
        Self::Archive,
        Self::Forgetting,
    ];
}

/// The chores that have something to do. Asking changes nothing, so that a quiet house stays quiet.
///
/// # Errors
/// When the database fails.
pub async fn waiting_chores(conn: &mut Conn<'_>, now: Millis) -> Result<Vec<Chore>, StoreError> {
    let mut chores = Vec::new();
    for chore in Chore::ALL {
        let is_due = match chore {
            Chore::Holds => !row::holds_over(conn, now, 1).await?.is_empty(),
            Chore::Offers => waiting::is_any_over(conn, now).await?,
            Chore::Lapses => !row::overdue(conn, now, 1).await?.is_empty(),
            Chore::Reminders => !row::to_remind(conn, now, 1).await?.is_empty(),
            Chore::Consents => conn.row(CONSENT_OVER, args![now.day(), 1]).await?.is_some(),
            Chore::Listings => conn.row(EXPIRED, args![now.day(), 1]).await?.is_some(),
            Chore::Fallbacks => conn.row(UNDECIDED, args![now.plus_hours(-DECISION_HOURS), 1]).await?.is_some(),
            Chore::Completions => conn.row(CONFIRMED, args![1]).await?.is_some(),
            Chore::Archive => conn.row(OLD, args![now.day().plus(-ARCHIVE_DAYS), 1]).await?.is_some(),
            Chore::Forgetting => {
                let oldest = [code::KEPT_HOURS, idempotency::KEPT_HOURS, outbox::KEPT_HOURS];
                let [sent, answers, messages] = oldest.map(|hours| now.plus_hours(-hours));
                conn.row(FORGETTABLE, args![now, sent, answers, messages]).await?.is_some()
            }
        };
        if is_due {
            chores.push(*chore);
        }
    }
    Ok(chores)
}

/// Does one batch of a chore.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// Which.
    pub chore: Chore,
    /// The moment.
    pub now: Millis,
    /// At most so many.
    pub most: u32,
}

/// What a batch did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// How many things it changed.
    pub changed: u64,
    /// Whether there may be more.
    pub more: bool,
}

impl Change for Due {
    type Done = Done;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Done, StoreError> {
        let Self { chore, now, most } = self;
        let (found, changed) = match chore {
            Chore::Holds => {
                let holds = row::holds_over(conn, now, most).await?;
                let mut changed = 0;
                for hold in &holds {
                    changed += u64::from(step::time_out(conn, hold, now).await?);
                }
                (holds.len(), changed)
            }
            Chore::Offers => waiting::pass_all_over(conn, now, most).await?,
            Chore::Lapses => {
                let claims = row::overdue(conn, now, most).await?;
                let mut changed = 0;
                for claim in &claims {
                    changed += u64::from(step::lapse(conn, claim, now).await?);
                }
                (claims.len(), changed)
            }
            Chore::Reminders => remind(conn, now, most).await?,
            Chore::Consents => {
                let wishes = ids(&conn.rows(CONSENT_OVER, args![now.day(), most]).await?)?;
                for wish in &wishes {
                    let Some(found) = wish::load(conn, *wish).await? else { continue };
                    wish::lapse_consent(conn, &found, now).await?;
                }
                (wishes.len(), u64::try_from(wishes.len()).unwrap_or(u64::MAX))
            }
            Chore::Listings => {
                let wishes = ids(&conn.rows(EXPIRED, args![now.day(), most]).await?)?;
                move_on(conn, wishes, WishEvent::Expire, now).await?
            }
            Chore::Fallbacks => {
                let wishes = ids(&conn.rows(UNDECIDED, args![now.plus_hours(-DECISION_HOURS), most]).await?)?;
                move_on(conn, wishes, WishEvent::FallBack, now).await?
            }
            Chore::Completions => {
                let wishes = ids(&conn.rows(CONFIRMED, args![most]).await?)?;
                move_on(conn, wishes, WishEvent::Finish, now).await?
            }
            Chore::Archive => {
                let until = now.day().plus(-ARCHIVE_DAYS);
                let wishes = ids(&conn.rows(OLD, args![until, most]).await?)?;
                move_on(conn, wishes, WishEvent::Archive, now).await?
            }
            Chore::Forgetting => forget(conn, now, most).await?,
        };
        // A row that is found but does not change would be found again and again: only progress asks for more.
        let full = u32::try_from(found).unwrap_or(u32::MAX) >= most;
        Ok(Done { changed, more: full && changed > 0 })
    }
}

fn ids(rows: &[crate::Row]) -> Result<Vec<WishId>, StoreError> {
    rows.iter().map(|row| row.parsed(0)).collect()
}

async fn move_on(
    conn: &mut Conn<'_>,
    wishes: Vec<WishId>,
    event: WishEvent,
    now: Millis,
) -> Result<(usize, u64), StoreError> {
    let mut changed = 0;
    for wish in &wishes {
        let Some(found) = wish::load(conn, *wish).await? else { continue };
        changed += u64::from(wish::step(conn, &found, Act::new(event, None, now)).await?.is_ok());
        if event == WishEvent::Expire {
            waiting::let_go(conn, *wish, now).await?;
        }
    }
    Ok((wishes.len(), changed))
}

async fn remind(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<(usize, u64), StoreError> {
    let claims = row::to_remind(conn, now, most).await?;
    let found = claims.len();
    for (claim, level) in &claims {
        let kind = match level {
            1 => MessageKind::Reminder3,
            2 => MessageKind::Reminder1,
            _ => MessageKind::Reminder0,
        };
        outbox::push(conn, claim.person, Some(claim.id), kind, now).await?;
        conn.run(REMINDED, args![claim.id, *level]).await?;
    }
    Ok((found, u64::try_from(found).unwrap_or(u64::MAX)))
}

async fn forget(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<(usize, u64), StoreError> {
    let changed = code::clean(conn, now, most).await?
        + session::clean(conn, now, most).await?
        + idempotency::clean(conn, now, most).await?
        + outbox::clean(conn, now, most).await?;
    Ok((usize::try_from(changed).unwrap_or(usize::MAX), changed))
}
