//! Registered volunteers and their vetting for work with minors. The name is sealed.

use model::{Day, Millis, PersonId};

use crate::{Change, Conn, StoreError, args, audit, person, person::Sealed, statements};

statements! {
    FIND = "select number, vetted_until from volunteer where phone_key = $1";
    REGISTER = "insert into volunteer (phone_key, number, key_id, name_sealed, registered_at) values ($1, $2, $3, $4, $5)";
    VET = "update volunteer set vetted_until = $2 where number = $1";
    FORGET = "delete from volunteer where phone_key = $1";
}

/// What a registration allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Registration {
    /// The last day of the vetting, if there was one.
    pub(crate) vetted_until: Option<Day>,
}

/// The place that a volunteer's name is sealed for.
#[must_use]
pub fn context(number: &str) -> String {
    format!("volunteer/{number}")
}

/// The registration of a person, found by the number of their phone.
pub(crate) async fn of(conn: &mut Conn<'_>, who: PersonId) -> Result<Option<Registration>, StoreError> {
    let Some(key) = person::phone_key(conn, who).await? else { return Ok(None) };
    let row = conn.row(FIND, args![key]).await?;
    row.map(|row| Ok(Registration { vetted_until: row.opt_day(1)? })).transpose()
}

/// Registers a volunteer.
#[derive(Clone, Debug)]
pub struct Register {
    /// The volunteer's number, for a new registration.
    pub number: String,
    /// The keyed hash of the phone's number.
    pub phone_key: [u8; 32],
    /// The name, sealed for [`context`] of the number.
    pub name: Sealed,
    /// Which staff did it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

/// What became of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// This is the new volunteer's number.
    New(String),
    /// The phone is registered already, under this number.
    Before(String),
}

impl Change for Register {
    type Done = Registered;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Registered, StoreError> {
        if let Some(row) = conn.row(FIND, args![self.phone_key]).await? {
            return Ok(Registered::Before(row.text(0)?));
        }
        let Sealed { key_id, bytes } = self.name;
        conn.run(REGISTER, args![self.phone_key, &self.number, key_id, bytes, self.now]).await?;
        audit::note(conn, self.now, &self.actor, "volunteer.register", &self.number, "").await?;
        Ok(Registered::New(self.number))
    }
}

/// Notes until when a volunteer's vetting holds.
#[derive(Clone, Debug)]
pub struct Vet {
    /// The volunteer's number.
    pub number: String,
    /// The last day on which it holds.
    pub until: Day,
    /// Which staff did it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Vet {
    /// Whether there is such a volunteer.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let found = conn.run(VET, args![&self.number, self.until]).await? > 0;
        if found {
            let note = format!("until {}", self.until);
            audit::note(conn, self.now, &self.actor, "volunteer.vet", &self.number, &note).await?;
        }
        Ok(found)
    }
}

/// Forgets the registration behind a phone.
pub(crate) async fn forget(conn: &mut Conn<'_>, phone_key: &[u8]) -> Result<(), StoreError> {
    conn.run(FORGET, args![phone_key]).await?;
    Ok(())
}
