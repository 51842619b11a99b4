//! People who claim. All that is kept of them is their number, sealed, and a keyed hash to find them again.

use model::{ClaimState, Millis, PersonId};

use crate::{
    Change, Conn, Row, StoreError, args, claim, code, donation, idempotency, outbox, session, statements, volunteer,
    waiting,
};

statements! {
    BY_PHONE = "select id from person where phone_key = $1";
    CREATE = "insert into person (id, phone_key, key_id, phone_sealed, notice, created_at) values ($1, $2, $3, $4, $5, $6)";
    AGREE = "update person set notice = $2 where id = $1 and notice < $2";
    PHONE = "select key_id, phone_sealed from person where id = $1 and phone_sealed is not null";
    PHONE_KEY = "select phone_key from person where id = $1";
    ERASE = "update person set phone_key = null, key_id = null, phone_sealed = null, notice = 0, erased_at = $2 where id = $1";
}

/// A value that only the holder of a key can read; the store never can.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key sealed it.
    pub key_id: String,
    /// The sealed value.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({}, {} bytes)", self.key_id, self.bytes.len())
    }
}

/// The place that a person's number is sealed for.
#[must_use]
pub fn context(person: PersonId) -> String {
    format!("person/{person}")
}

pub(crate) async fn by_phone(conn: &mut Conn<'_>, phone_key: &[u8; 32]) -> Result<Option<PersonId>, StoreError> {
    conn.row(BY_PHONE, args![*phone_key]).await?.map(|row| row.parsed(0)).transpose()
}

pub(crate) async fn create(
    conn: &mut Conn<'_>,
    person: PersonId,
    phone_key: [u8; 32],
    phone: &Sealed,
    notice: u32,
    now: Millis,
) -> Result<PersonId, StoreError> {
    conn.run(CREATE, args![person, phone_key, &phone.key_id, phone.bytes.clone(), notice, now]).await?;
    Ok(person)
}

pub(crate) async fn agree(conn: &mut Conn<'_>, person: PersonId, notice: u32) -> Result<(), StoreError> {
    conn.run(AGREE, args![person, notice]).await?;
    Ok(())
}

/// The person's number, sealed; `None` once the person was erased.
///
/// # Errors
/// When the database fails.
pub async fn phone(conn: &mut Conn<'_>, person: PersonId) -> Result<Option<Sealed>, StoreError> {
    conn.row(PHONE, args![person]).await?.map(|row| sealed(&row, 0)).transpose()
}

/// The keyed hash of the person's number; `None` once the person was erased.
pub(crate) async fn phone_key(conn: &mut Conn<'_>, person: PersonId) -> Result<Option<Vec<u8>>, StoreError> {
    match conn.row(PHONE_KEY, args![person]).await? {
        Some(row) => row.opt_bytes(0),
        None => Ok(None),
    }
}

pub(crate) fn sealed(row: &Row, at: usize) -> Result<Sealed, StoreError> {
    Ok(Sealed { key_id: row.text(at)?, bytes: row.bytes(at + 1)? })
}

/// Erases a person: promises that can be given back are, places in waiting lists go to others, and number, keys,
/// sessions, registration and stored answers are gone. The rows of claims stay, without anybody behind them; goods that
/// are at the station already are handed over all the same.
#[derive(Clone, Debug)]
pub struct ErasePerson {
    /// Who.
    pub person: PersonId,
    /// The moment.
    pub now: Millis,
}

impl Change for ErasePerson {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        for claim in claim::live_of(conn, self.person).await? {
            if claim.rules.state != ClaimState::ReceivedAtStation {
                claim::give_back(conn, claim, self.now).await?;
            }
        }
        waiting::leave_all(conn, self.person, self.now).await?;
        session::close_all(conn, self.person).await?;
        idempotency::forget(conn, self.person).await?;
        outbox::forget(conn, self.person).await?;
        donation::forget(conn, self.person, self.now).await?;
        if let Some(key) = phone_key(conn, self.person).await? {
            volunteer::forget(conn, &key).await?;
            code::void(conn, &key).await?;
        }
        conn.run(ERASE, args![self.person, self.now]).await?;
        Ok(())
    }
}
