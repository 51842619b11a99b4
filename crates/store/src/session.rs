//! Signing in and out. A session is a random token of 256 bits, kept as its SHA-256 only, good for 30 days.

use model::{Millis, PersonId};

use crate::{
    Change, Conn, StoreError, args, code,
    code::Tried,
    person::{self, Sealed},
    statements,
};

/// Days that a session lasts.
pub const SESSION_DAYS: i64 = 30;

statements! {
    OPEN = "insert into session (token, person, created_at, expires_at) values ($1, $2, $3, $4)";
    WHOSE = "select person from session where token = $1 and expires_at > $2";
    CLOSE = "delete from session where token = $1";
    CLOSE_ALL = "delete from session where person = $1";
    FORGET = "delete from session where token in (select token from session where expires_at <= $1 limit $2)";
}

/// Signs in with a code; creates the person on first sight.
#[derive(Clone)]
pub struct SignIn {
    /// The keyed hash of the number.
    pub phone_key: [u8; 32],
    /// The hash of the secret of the browser that signs in; the code has to be its own.
    pub browser: [u8; 32],
    /// The keyed hash of purpose, browser, number and the code that was typed.
    pub hash: [u8; 32],
    /// Wrong tries after which a code is void.
    pub tries: u32,
    /// The id that a new person gets.
    pub person: PersonId,
    /// The number, sealed for [`person::context`] of that id.
    pub phone: Sealed,
    /// The version of the notice that was agreed to.
    pub notice: u32,
    /// The SHA-256 of the new session's token.
    pub token: [u8; 32],
    /// The moment.
    pub now: Millis,
}

/// What became of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// The session is open.
    Yes(PersonId),
    /// The code is wrong, used or expired.
    BadCode,
    /// Too many wrong tries; a new code is needed.
    CodeSpent,
}

impl Change for SignIn {
    type Done = SignedIn;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<SignedIn, StoreError> {
        match code::try_code(conn, self.phone_key, self.browser, self.hash, self.tries, self.now).await? {
            Tried::Wrong => return Ok(SignedIn::BadCode),
            Tried::Spent => return Ok(SignedIn::CodeSpent),
            Tried::Right => {}
        }
        let person = match person::by_phone(conn, &self.phone_key).await? {
            Some(person) => {
                person::agree(conn, person, self.notice).await?;
                person
            }
            None => person::create(conn, self.person, self.phone_key, &self.phone, self.notice, self.now).await?,
        };
        open(conn, person, self.token, self.now).await?;
        Ok(SignedIn::Yes(person))
    }
}

/// Opens a session for a person without a code; for load tests and demonstrations that seed their visitors.
#[cfg(feature = "testing")]
pub struct Seeded {
    /// The id of the new person.
    pub person: PersonId,
    /// The keyed hash of the number.
    pub phone_key: [u8; 32],
    /// The number, sealed.
    pub phone: Sealed,
    /// The SHA-256 of the session's token.
    pub token: [u8; 32],
    /// The moment.
    pub now: Millis,
}

#[cfg(feature = "testing")]
impl Change for Seeded {
    type Done = PersonId;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<PersonId, StoreError> {
        let person = person::create(conn, self.person, self.phone_key, &self.phone, 1, self.now).await?;
        open(conn, person, self.token, self.now).await?;
        Ok(person)
    }
}

async fn open(conn: &mut Conn<'_>, person: PersonId, token: [u8; 32], now: Millis) -> Result<(), StoreError> {
    conn.run(OPEN, args![token, person, now, now.plus_hours(24 * SESSION_DAYS)]).await?;
    Ok(())
}

/// Signs out: the session with this token is gone.
#[derive(Clone, Debug)]
pub struct SignOut {
    /// The SHA-256 of the token.
    pub token: [u8; 32],
}

impl Change for SignOut {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(CLOSE, args![self.token]).await?;
        Ok(())
    }
}

/// Whose session the token with this SHA-256 opens.
///
/// # Errors
/// When the database fails.
pub async fn whose(conn: &mut Conn<'_>, token: &[u8; 32], now: Millis) -> Result<Option<PersonId>, StoreError> {
    conn.row(WHOSE, args![*token, now]).await?.map(|row| row.parsed(0)).transpose()
}

/// Closes every session of a person.
pub(crate) async fn close_all(conn: &mut Conn<'_>, person: PersonId) -> Result<(), StoreError> {
    conn.run(CLOSE_ALL, args![person]).await?;
    Ok(())
}

/// Forgets sessions that are over; yields how many.
pub(crate) async fn clean(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<u64, StoreError> {
    conn.run(FORGET, args![now, most]).await
}
