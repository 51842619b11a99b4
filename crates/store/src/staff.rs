//! Staff: who may review, publish, receive and hand over. Passwords are hashed, second factors sealed.

use model::Millis;

use crate::{Change, Conn, Row, StoreError, args, audit, statements};

statements! {
    BY_NAME = "select name, password_hash, totp_key, totp_sealed, totp_last, roles, station, disabled_at from staff where name = $1";
    ALL = "select name, password_hash, totp_key, totp_sealed, totp_last, roles, station, disabled_at from staff order by name";
    ADD = "insert into staff (name, password_hash, totp_key, totp_sealed, totp_last, roles, station, created_at) \
        values ($1, $2, $3, $4, 0, $5, $6, $7)";
    DISABLE = "update staff set disabled_at = $2 where name = $1 and disabled_at is null";
    /// A code is good for one sign-in: its step must be later than the last one used.
    TAKE_STEP = "update staff set totp_last = $2 where name = $1 and totp_last < $2 and disabled_at is null";
}

/// A member of staff as stored.
#[derive(Clone)]
pub struct Member {
    /// The name they sign in by.
    pub name: String,
    /// Argon2id, in PHC form.
    pub password_hash: String,
    /// The key of the second factor's secret; empty where there is none (demonstrations only).
    pub totp_key: String,
    /// The secret, sealed for `staff/NAME`.
    pub totp_sealed: Vec<u8>,
    /// The last step whose code was used.
    pub totp_last: i64,
    /// Codes of their roles, by commas.
    pub roles: String,
    /// The station they work for, or `None` for all.
    pub station: Option<String>,
    /// When they were shut out.
    pub disabled_at: Option<Millis>,
}

impl Member {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.text(0)?,
            password_hash: row.text(1)?,
            totp_key: row.text(2)?,
            totp_sealed: row.bytes(3)?,
            totp_last: row.int(4)?,
            roles: row.text(5)?,
            station: row.opt_text(6)?,
            disabled_at: row.opt_millis(7)?,
        })
    }
}

/// The place that the secret of a member's second factor is sealed for.
#[must_use]
pub fn context(name: &str) -> String {
    format!("staff/{name}")
}

/// The member of this name.
///
/// # Errors
/// When the database fails.
pub async fn by_name(conn: &mut Conn<'_>, name: &str) -> Result<Option<Member>, StoreError> {
    conn.row(BY_NAME, args![name]).await?.as_ref().map(Member::read).transpose()
}

/// Everybody.
///
/// # Errors
/// When the database fails.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Member>, StoreError> {
    conn.rows(ALL, &[]).await?.iter().map(Member::read).collect()
}

/// Adds a member; `false` when the name is taken.
pub struct Add {
    /// Who; `totp_last` and `disabled_at` are not looked at.
    pub member: Member,
    /// The moment.
    pub now: Millis,
}

impl Change for Add {
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let Self { member, now } = self;
        if by_name(conn, &member.name).await?.is_some() {
            return Ok(false);
        }
        audit::note(conn, now, "operator", "staff.add", &member.name, &member.roles).await?;
        let Member { name, password_hash, totp_key, totp_sealed, roles, station, .. } = member;
        conn.run(ADD, args![name, password_hash, totp_key, totp_sealed, roles, station, now]).await?;
        Ok(true)
    }
}

/// Shuts a member out; `false` when there is nobody of that name to shut out.
pub struct Disable {
    /// Who.
    pub name: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Disable {
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let is_done = conn.run(DISABLE, args![&self.name, self.now]).await? > 0;
        if is_done {
            audit::note(conn, self.now, "operator", "staff.disable", &self.name, "").await?;
        }
        Ok(is_done)
    }
}

/// Uses a code up; `false` when it, or a later one, was used before.
pub struct TakeStep {
    /// Whose.
    pub name: String,
    /// The step of the code.
    pub step: i64,
}

impl Change for TakeStep {
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        Ok(conn.run(TAKE_STEP, args![&self.name, self.step]).await? > 0)
    }
}

/// Writes down that somebody failed to sign in as `name`.
pub struct Failed {
    /// The name that was given; written down only if there is such a member.
    pub name: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Failed {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        if by_name(conn, &self.name).await?.is_some() {
            audit::note(conn, self.now, &self.name, "staff.sign_in_failed", &self.name, "").await?;
        }
        Ok(())
    }
}
