//! The stored answer of a command, kept in the same transaction as its effect, so that a retry gets the same one.

use model::{Millis, PersonId};

use crate::{Change, Conn, StoreError, args, statements};

/// Hours that an answer is kept.
pub const KEPT_HOURS: i64 = 48;

statements! {
    FIND = "select request, status, body from idempotency where person = $1 and key = $2 and at > $3";
    KEEP = "insert into idempotency (person, key, request, status, body, at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (person, key) do update set request = excluded.request, status = excluded.status, \
        body = excluded.body, at = excluded.at";
    FORGET = "delete from idempotency where person = $1";
    CLEAN = "delete from idempotency where (person, key) in \
        (select person, key from idempotency where at <= $1 order by at limit $2)";
}

/// An answer as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// A change that happens once for each key of a person; `answer` puts what it yields, a refusal too, into words.
#[derive(Clone, Debug)]
pub struct Once<C, F> {
    /// Whose key.
    pub person: PersonId,
    /// The key.
    pub key: String,
    /// The SHA-256 of the request.
    pub request: [u8; 32],
    /// The moment.
    pub now: Millis,
    /// The change.
    pub change: C,
    /// The words.
    pub answer: F,
}

/// What the caller of a keyed command gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// This, for the first time.
    First(Answer),
    /// The same as before; nothing was changed now.
    Again(Answer),
    /// The key was used for another request.
    KeyReused,
}

impl<C, F> Change for Once<C, F>
where
    C: Change,
    F: FnOnce(C::Done) -> Answer + Send + 'static,
{
    type Done = Answered;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Answered, StoreError> {
        let oldest = self.now.plus_hours(-KEPT_HOURS);
        if let Some(row) = conn.row(FIND, args![self.person, &self.key, oldest]).await? {
            if row.bytes(0)? != self.request {
                return Ok(Answered::KeyReused);
            }
            let status = u16::try_from(row.int(1)?).map_err(|_| StoreError::Corrupt("status"))?;
            return Ok(Answered::Again(Answer { status, body: row.text(2)? }));
        }
        let done = self.change.apply(conn).await?;
        let answer = (self.answer)(done);
        let status = i64::from(answer.status);
        conn.run(KEEP, args![self.person, &self.key, self.request, status, &answer.body, self.now]).await?;
        Ok(Answered::First(answer))
    }
}

/// Forgets every answer of a person.
pub(crate) async fn forget(conn: &mut Conn<'_>, person: PersonId) -> Result<(), StoreError> {
    conn.run(FORGET, args![person]).await?;
    Ok(())
}

/// Forgets answers that are old enough; yields how many.
pub(crate) async fn clean(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<u64, StoreError> {
    conn.run(CLEAN, args![now.plus_hours(-KEPT_HOURS), most]).await
}
