//! Orders and attempts as rows.

use model::{
    DonationId, Fen, Millis, PersonId, ProjectId,
    donation::{AttemptState, ShownAs},
    project::DonationMode,
};

use crate::{Conn, Row, StoreError, args, statements};

statements! {
    INSERT_ORDER = "insert into donation (id, project, amount, mode, person, client_key, request, shown_as, name, \
        agreement, notice, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    ORDER = "select id, project, amount, mode, person, request, shown_as, name, made_at, credited from donation where id = $1";
    ORDER_BY_KEY = "select id, project, amount, mode, person, request, shown_as, name, made_at, credited from donation \
        where client_key = $1";
    ADOPT = "update donation set person = $2 where id = $1 and person is null";
    CREDIT = "update donation set credited = $2 where id = $1";
    INSERT_ATTEMPT = "insert into payment_attempt (number, donation, provider, state, state_since, began_at, calls, next_at) \
        values ($1, $2, $3, 'created', $4, $4, 0, $5)";
    ATTEMPT = "select number, donation, provider, state, began_at, calls, next_at, pay_url from payment_attempt where number = $1";
    ATTEMPT_OF = "select number, donation, provider, state, began_at, calls, next_at, pay_url from payment_attempt where donation = $1 \
        order by began_at desc, number limit 1";
    SAVE_ATTEMPT = "update payment_attempt set state = $2, state_since = $3, calls = $4, next_at = $5, pay_url = $6 where number = $1";
}

/// An order to donate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Its number.
    pub id: DonationId,
    /// What it is for.
    pub project: ProjectId,
    /// How much.
    pub amount: Fen,
    /// How it is given.
    pub mode: DonationMode,
    /// Who gives, if they have signed in.
    pub person: Option<PersonId>,
    /// The SHA-256 of the command.
    pub request: Vec<u8>,
    /// As whom the donor is shown.
    pub shown_as: ShownAs,
    /// The name that is shown.
    pub name: Option<String>,
    /// When it was made.
    pub made_at: Millis,
    /// The transaction that was credited to the project, as `provider/txn`.
    pub credited: Option<String>,
}

/// An attempt to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Our number of it, as the provider knows it.
    pub number: String,
    /// The order.
    pub donation: DonationId,
    /// The provider.
    pub provider: String,
    /// Where it stands.
    pub state: AttemptState,
    /// When it began.
    pub began_at: Millis,
    /// Calls to open it, this one counted.
    pub calls: u32,
    /// When it wants to be looked at.
    pub next_at: Option<Millis>,
    /// Where to pay.
    pub pay_url: Option<String>,
}

fn order_of(row: &Row) -> Result<OrderRow, StoreError> {
    let person = row.opt_text(4)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    Ok(OrderRow {
        id: row.parsed(0)?,
        project: row.parsed(1)?,
        amount: fen(row, 2)?,
        mode: row.word(3, DonationMode::from_code)?,
        person,
        request: row.bytes(5)?,
        shown_as: row.word(6, ShownAs::from_code)?,
        name: row.opt_text(7)?,
        made_at: Millis::new(row.int(8)?),
        credited: row.opt_text(9)?,
    })
}

pub(super) fn attempt_of(row: &Row) -> Result<AttemptRow, StoreError> {
    Ok(AttemptRow {
        number: row.text(0)?,
        donation: row.parsed(1)?,
        provider: row.text(2)?,
        state: row.word(3, AttemptState::from_code)?,
        began_at: Millis::new(row.int(4)?),
        calls: row.count(5)?,
        next_at: row.opt_int(6)?.map(Millis::new),
        pay_url: row.opt_text(7)?,
    })
}

/// Fen in a column.
pub(super) fn fen(row: &Row, at: usize) -> Result<Fen, StoreError> {
    u64::try_from(row.int(at)?).ok().and_then(Fen::new).ok_or(StoreError::Corrupt("amount"))
}

/// Fen as the databases keep them; [`Fen::MAX`] fits.
pub(super) fn int(amount: Fen) -> i64 {
    i64::try_from(amount.get()).unwrap_or(i64::MAX)
}

/// The order with this number.
///
/// # Errors
/// When the database fails.
pub async fn order(conn: &mut Conn<'_>, id: DonationId) -> Result<Option<OrderRow>, StoreError> {
    conn.row(ORDER, args![id]).await?.as_ref().map(order_of).transpose()
}

/// The order that this key made, whoever sent it.
///
/// # Errors
/// When the database fails.
pub async fn order_by_key(conn: &mut Conn<'_>, key: &str) -> Result<Option<OrderRow>, StoreError> {
    conn.row(ORDER_BY_KEY, args![key]).await?.as_ref().map(order_of).transpose()
}

/// The attempt with this number.
///
/// # Errors
/// When the database fails.
pub async fn attempt_by_number(conn: &mut Conn<'_>, number: &str) -> Result<Option<AttemptRow>, StoreError> {
    conn.row(ATTEMPT, args![number]).await?.as_ref().map(attempt_of).transpose()
}

/// The newest attempt of an order.
pub(super) async fn attempt_for(conn: &mut Conn<'_>, donation: DonationId) -> Result<Option<AttemptRow>, StoreError> {
    conn.row(ATTEMPT_OF, args![donation]).await?.as_ref().map(attempt_of).transpose()
}

/// The number of the newest attempt of an order; none where it is given elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn attempt_number(conn: &mut Conn<'_>, donation: DonationId) -> Result<Option<String>, StoreError> {
    Ok(attempt_for(conn, donation).await?.map(|attempt| attempt.number))
}

pub(super) async fn save(conn: &mut Conn<'_>, attempt: &AttemptRow, now: Millis) -> Result<(), StoreError> {
    let AttemptRow { number, state, calls, next_at, pay_url, .. } = attempt;
    conn.run(SAVE_ATTEMPT, args![number, state.code(), now, *calls, *next_at, pay_url.clone()]).await?;
    Ok(())
}

pub(super) async fn credit(conn: &mut Conn<'_>, donation: DonationId, txn: &str) -> Result<(), StoreError> {
    conn.run(CREDIT, args![donation, txn]).await?;
    Ok(())
}

/// What an order has beside its row.
pub(super) struct NewOrder<'a> {
    pub(super) order: &'a OrderRow,
    pub(super) key: &'a str,
    pub(super) agreement: bool,
    pub(super) notice: u32,
}

pub(super) async fn insert(conn: &mut Conn<'_>, new: NewOrder<'_>) -> Result<(), StoreError> {
    let NewOrder { order, key, agreement, notice } = new;
    let OrderRow { id, project, amount, mode, person, request, shown_as, name, made_at, .. } = order;
    let person = person.map(|id| id.to_string());
    conn.run(
        INSERT_ORDER,
        args![
            *id,
            project.folded(),
            int(*amount),
            mode.code(),
            person,
            key,
            request.clone(),
            shown_as.code(),
            name.clone(),
            agreement,
            notice,
            *made_at
        ],
    )
    .await?;
    Ok(())
}

/// Gives an order that nobody stands behind to a person.
pub(super) async fn adopt(conn: &mut Conn<'_>, order: &mut OrderRow, person: PersonId) -> Result<(), StoreError> {
    conn.run(ADOPT, args![order.id, person]).await?;
    order.person = Some(person);
    Ok(())
}

pub(super) async fn begin(
    conn: &mut Conn<'_>,
    number: &str,
    donation: DonationId,
    provider: &str,
    now: Millis,
    next_at: Millis,
) -> Result<(), StoreError> {
    conn.run(INSERT_ATTEMPT, args![number, donation, provider, now, next_at]).await?;
    Ok(())
}
