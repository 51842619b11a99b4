//! The row of a claim, and how it is read and written.

use model::{
    ClaimId, ClaimState, Kind, Millis, PersonId, WishId,
    claim::{CancelReason, Claim},
    command::ExtendReason,
    view::Feedback,
};

use crate::{Conn, Row, StoreError, args, statements};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "select id, wish, slot, person, state, kind, made_at, hold_until, hold_extended, confirmed_at, term_days, due, ",
            "extended, extend_reason, appointment, cancel_reason, reject_reason, reminded, feedback_day, feedback_fits, ",
            "feedback_note from claim ",
            $rest
        )
    };
}

statements! {
    BY_ID = columns!("where id = $1");
    OF_PERSON = columns!("where person = $1 order by made_at desc, id limit $2");
    OF_WISH = columns!("where wish = $1 order by made_at, id");
    LIVE_OF_PERSON = columns!("where person = $1 and live = 1 order by made_at, id");
    HOLDS_OVER = columns!("where state = 'held' and hold_until <= $1 order by hold_until limit $2");
    OVERDUE = columns!("where live = 1 and state in ('active', 'shipped', 'rejected_goods') and due < $1 order by due limit $2");
    DUE_SOON = columns!("where live = 1 and state in ('active', 'rejected_goods') and due >= $1 and due <= $2 \
        and reminded < case when due = $1 then 3 when due = $3 then 2 else 1 end order by due limit $4");
    APPOINTED_SOON = columns!("where state = 'scheduled' and appointment >= $1 and appointment <= $2 \
        and reminded < case when appointment = $1 then 3 when appointment = $3 then 2 else 1 end order by appointment limit $4");
    INSERT = "insert into claim (id, wish, slot, person, state, state_since, kind, live, takes_slot, made_at, hold_until, \
        hold_extended, term_days, extended) values ($1, $2, $3, $4, $5, $6, $7, 1, 1, $6, $8, 0, $9, 0)";
    SAVE = "update claim set state = $2, state_since = case when state = $2 then state_since else $3 end, live = $4, \
        takes_slot = $5, hold_until = $6, hold_extended = $7, confirmed_at = $8, due = $9, extended = $10, \
        extend_reason = $11, appointment = $12, cancel_reason = $13, reject_reason = $14, reminded = $15, feedback_day = $16, \
        feedback_fits = $17, feedback_note = $18 where id = $1";
    SLOTS = "select slot from claim where wish = $1 and takes_slot = 1 order by slot";
    FAULTS = "select state, cancel_reason, state_since from claim where person = $1 \
        and state in ('lapsed', 'cancelled_late') and state_since > $2";
}

/// A claim as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// The claim number.
    pub id: ClaimId,
    /// The wish.
    pub wish: WishId,
    /// Which of its slots, from 1.
    pub slot: u32,
    /// Whose it is.
    pub person: PersonId,
    /// What the rules know of it.
    pub rules: Claim,
    /// When it was made.
    pub made_at: Millis,
    /// Why more time was asked for.
    pub extend_reason: Option<ExtendReason>,
    /// Why it was given back.
    pub cancel_reason: Option<CancelReason>,
    /// Why the goods were refused.
    pub reject_reason: Option<String>,
    /// The last reminder that went out: 1 three days before, 2 the day before, 3 on the day.
    pub reminded: u32,
    /// What became of it.
    pub feedback: Option<Feedback>,
}

impl ClaimRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let feedback = match (row.opt_day(18)?, row.opt_int(19)?, row.opt_text(20)?) {
            (Some(day), Some(fits), Some(note)) => Some(Feedback { day, fits: fits != 0, note }),
            _ => None,
        };
        Ok(Self {
            id: row.parsed(0)?,
            wish: row.parsed(1)?,
            slot: row.count(2)?,
            person: row.parsed(3)?,
            rules: Claim {
                state: row.word(4, ClaimState::from_code)?,
                kind: row.word(5, Kind::from_code)?,
                hold_until: row.millis(7)?,
                hold_extended: row.flag(8)?,
                confirmed_at: row.opt_millis(9)?,
                term_days: i32::try_from(row.int(10)?).map_err(|_| StoreError::Corrupt("days"))?,
                due: row.opt_day(11)?,
                extended: row.flag(12)?,
                appointment: row.opt_day(14)?,
            },
            made_at: row.millis(6)?,
            extend_reason: row.opt_text(13)?.as_deref().and_then(ExtendReason::from_code),
            cancel_reason: row.opt_text(15)?.as_deref().and_then(CancelReason::from_code),
            reject_reason: row.opt_text(16)?,
            reminded: row.count(17)?,
            feedback,
        })
    }

    /// Whether it blocks its person from the same wish: promised once, then given back, lapsed or taken away.
    #[must_use]
    pub fn was_given_back(&self) -> bool {
        !self.rules.state.takes_slot() && self.rules.confirmed_at.is_some()
    }
}

/// The claim with this number.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut Conn<'_>, id: ClaimId) -> Result<Option<ClaimRow>, StoreError> {
    conn.row(BY_ID, args![id]).await?.as_ref().map(ClaimRow::read).transpose()
}

fn all(rows: &[Row]) -> Result<Vec<ClaimRow>, StoreError> {
    rows.iter().map(ClaimRow::read).collect()
}

/// The claims of a person, newest first.
pub(crate) async fn of_person(conn: &mut Conn<'_>, person: PersonId, most: u32) -> Result<Vec<ClaimRow>, StoreError> {
    all(&conn.rows(OF_PERSON, args![person, most]).await?)
}

/// The claims of a wish, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_wish(conn: &mut Conn<'_>, wish: WishId) -> Result<Vec<ClaimRow>, StoreError> {
    all(&conn.rows(OF_WISH, args![wish]).await?)
}

/// The live claims of a person, oldest first.
pub(crate) async fn live_of(conn: &mut Conn<'_>, person: PersonId) -> Result<Vec<ClaimRow>, StoreError> {
    all(&conn.rows(LIVE_OF_PERSON, args![person]).await?)
}

/// Holds that are over.
pub(crate) async fn holds_over(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<Vec<ClaimRow>, StoreError> {
    all(&conn.rows(HOLDS_OVER, args![now, most]).await?)
}

/// Claims whose deadline and grace are over.
pub(crate) async fn overdue(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<Vec<ClaimRow>, StoreError> {
    let before = now.day().plus(-model::claim::GRACE_DAYS);
    all(&conn.rows(OVERDUE, args![before, most]).await?)
}

/// Claims that want a reminder, with its level: 1 three days before, 2 the day before, 3 on the day.
pub(crate) async fn to_remind(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<Vec<(ClaimRow, u32)>, StoreError> {
    let today = now.day();
    let values = args![today, today.plus(3), today.plus(1), most];
    let mut claims = all(&conn.rows(DUE_SOON, values).await?)?;
    claims.extend(all(&conn.rows(APPOINTED_SOON, values).await?)?);
    let level = |claim: &ClaimRow| {
        let day = match claim.rules.state {
            ClaimState::Scheduled => claim.rules.appointment,
            _ => claim.rules.due,
        };
        match day.map(|day| day.since(today)) {
            Some(0) => 3,
            Some(1) => 2,
            _ => 1,
        }
    };
    Ok(claims.into_iter().map(|claim| (level(&claim), claim)).map(|(level, claim)| (claim, level)).collect())
}

/// Writes a new claim down; it is held.
pub(crate) async fn insert(conn: &mut Conn<'_>, claim: &ClaimRow) -> Result<(), StoreError> {
    let ClaimRow { id, wish, slot, person, rules, made_at, .. } = claim;
    let (state, kind, term) = (rules.state.code(), rules.kind.code(), rules.term_days);
    conn.run(INSERT, args![*id, *wish, *slot, *person, state, *made_at, kind, rules.hold_until, term]).await?;
    Ok(())
}

/// Writes down what has changed in a claim.
pub(crate) async fn save(conn: &mut Conn<'_>, claim: &ClaimRow, now: Millis) -> Result<(), StoreError> {
    let rules = &claim.rules;
    let feedback = claim.feedback.as_ref();
    conn.run(
        SAVE,
        args![
            claim.id,
            rules.state.code(),
            now,
            rules.state.is_live(),
            rules.state.takes_slot(),
            rules.hold_until,
            rules.hold_extended,
            rules.confirmed_at,
            rules.due,
            rules.extended,
            claim.extend_reason.map(ExtendReason::code),
            rules.appointment,
            claim.cancel_reason.map(CancelReason::code),
            claim.reject_reason.as_deref(),
            claim.reminded,
            feedback.map(|feedback| feedback.day),
            feedback.map(|feedback| feedback.fits),
            feedback.map(|feedback| feedback.note.as_str()),
        ],
    )
    .await?;
    Ok(())
}

/// The slots of a wish that are taken, in their order.
pub(crate) async fn slots(conn: &mut Conn<'_>, wish: WishId) -> Result<Vec<u32>, StoreError> {
    conn.rows(SLOTS, args![wish]).await?.iter().map(|row| row.count(0)).collect()
}

/// When the person failed a promise, since `since`.
pub(crate) async fn faults(conn: &mut Conn<'_>, person: PersonId, since: Millis) -> Result<Vec<Millis>, StoreError> {
    let mut faults = Vec::new();
    for row in conn.rows(FAULTS, args![person, since]).await? {
        let state = row.word(0, ClaimState::from_code)?;
        let reason = row.opt_text(1)?.as_deref().and_then(CancelReason::from_code);
        if model::standing::is_fault(state, reason) {
            faults.push(row.millis(2)?);
        }
    }
    Ok(faults)
}
