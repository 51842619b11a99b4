//! Putting everything that is sealed under a newer key. The store cannot read any of it; it only says what lies where.

use crate::{
    Change, Conn, StoreError, args, donation,
    person::{self, Sealed},
    report, staff, statements, vault, volunteer,
};

statements! {
    VAULT = "select wish, key_id, sealed from vault where key_id <> $1 and wish > $2 order by wish limit $3";
    VAULT_SET = "update vault set key_id = $3, sealed = $4 where wish = $1 and key_id = $2";
    STAFF = "select name, totp_key, totp_sealed from staff where totp_key <> $1 and totp_key <> '' and name > $2 \
        order by name limit $3";
    STAFF_SET = "update staff set totp_key = $3, totp_sealed = $4 where name = $1 and totp_key = $2";
    PERSON = "select id, key_id, phone_sealed from person where key_id <> $1 and id > $2 order by id limit $3";
    PERSON_SET = "update person set key_id = $3, phone_sealed = $4 where id = $1 and key_id = $2";
    VOLUNTEER = "select number, key_id, name_sealed from volunteer where key_id <> $1 and number > $2 order by number limit $3";
    VOLUNTEER_SET = "update volunteer set key_id = $3, name_sealed = $4 where number = $1 and key_id = $2";
    REPORT = "select id, key_id, sealed from report where key_id <> $1 and id > $2 order by id limit $3";
    INVOICE = "select donation, key_id, sealed from invoice where key_id <> $1 and key_id <> '' and donation > $2 \
        order by donation limit $3";
    INVOICE_SET = "update invoice set key_id = $3, sealed = $4 where donation = $1 and key_id = $2";
    REPORT_SET = "update report set key_id = $3, sealed = $4 where id = $1 and key_id = $2";
}

/// A place where sealed values lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Identities of people in need.
    Vault,
    /// Second factors of staff.
    Staff,
    /// Phones of people who claim.
    Person,
    /// Names of volunteers.
    Volunteer,
    /// What people report, and how to reach them.
    Report,
    /// In whose names invoices are wanted.
    Invoice,
}

impl Shelf {
    /// Every one of them.
    pub const ALL: [Self; 6] = [Self::Vault, Self::Staff, Self::Person, Self::Volunteer, Self::Report, Self::Invoice];

    const fn statements(self) -> (&'static str, &'static str) {
        match self {
            Self::Vault => (VAULT, VAULT_SET),
            Self::Staff => (STAFF, STAFF_SET),
            Self::Person => (PERSON, PERSON_SET),
            Self::Volunteer => (VOLUNTEER, VOLUNTEER_SET),
            Self::Report => (REPORT, REPORT_SET),
            Self::Invoice => (INVOICE, INVOICE_SET),
        }
    }

    /// The place that the value of this owner is sealed for.
    ///
    /// # Errors
    /// When there can be no such owner.
    pub fn context(self, owner: &str) -> Result<String, StoreError> {
        Ok(match self {
            Self::Vault => vault::context(owner.parse().map_err(|_| StoreError::Corrupt("id"))?),
            Self::Staff => staff::context(owner),
            Self::Person => person::context(owner.parse().map_err(|_| StoreError::Corrupt("id"))?),
            Self::Volunteer => volunteer::context(owner),
            Self::Report => report::context(owner.parse().map_err(|_| StoreError::Corrupt("id"))?),
            Self::Invoice => donation::context(owner.parse().map_err(|_| StoreError::Corrupt("id"))?),
        })
    }
}

/// Up to `limit` values that another key than `key_id` has sealed, with their owners, after `after`.
///
/// # Errors
/// When the database fails.
pub async fn under_other_keys(
    conn: &mut Conn<'_>,
    shelf: Shelf,
    key_id: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, Sealed)>, StoreError> {
    let rows = conn.rows(shelf.statements().0, args![key_id, after, limit]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, Sealed { key_id: row.text(1)?, bytes: row.bytes(2)? }))).collect()
}

/// A value that changes its key.
pub struct Resealed {
    /// Whose.
    pub owner: String,
    /// The key of before.
    pub was: String,
    /// The fresh seal.
    pub sealed: Sealed,
}

/// Puts values under their new keys; whatever was changed or erased meanwhile is left alone. Yields how many were put.
pub struct Reseal {
    /// Where.
    pub shelf: Shelf,
    /// What.
    pub values: Vec<Resealed>,
}

impl Change for Reseal {
    type Done = u64;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<u64, StoreError> {
        let mut done = 0;
        for Resealed { owner, was, sealed } in self.values {
            done += conn.run(self.shelf.statements().1, args![owner, was, sealed.key_id, sealed.bytes]).await?;
        }
        Ok(done)
    }
}
