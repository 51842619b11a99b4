//! Entering something: in the transaction of the change that it is about, once for each `idem`.

use ledger::{
    Entry, Fault,
    canonical::Value,
    disclosure::{CommitError, Secret},
    entry::What,
};
use model::{Day, Millis};

use crate::{Conn, StoreError, args, statements};

statements! {
    KNOWN = "select 1 from ledger_pending where idem = $1 union all select 1 from ledger_place where idem = $1 \
        union all select 1 from ledger_aside where idem = $1";
    INSERT = "insert into ledger_pending (idem, leaf, names, at) values ($1, $2, $3, $4)";
    INSERT_SECRET = "insert into ledger_secret (idem, subject, secret) values ($1, $2, $3)";
    INSERT_VALUE = "insert into ledger_value (idem, name, value, public) values ($1, $2, $3, $4)";
}

/// The most bytes of an [`idem`](Pending::idem).
const MOST: usize = 200;

/// An entry that is to get its place in the log.
#[derive(Clone, Debug)]
pub struct Pending {
    idem: String,
    day: Day,
    what: What,
    names: Option<String>,
    subject: Option<String>,
    fields: Vec<Field>,
    secret: Secret,
}

/// A field whose digest is in the leaf and whose value is not.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    value: Value<'static>,
    is_public: bool,
}

/// What became of a pended entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pended {
    /// It waits for its place.
    New,
    /// An entry with the same `idem` was pended before; this one adds nothing.
    Before,
}

/// Why something cannot be an entry; nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It breaks a rule that can be seen in it alone.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Its fields cannot be committed to.
    #[error(transparent)]
    Fields(#[from] CommitError),
    /// It is too long, its `idem` or a field's name is not a short ASCII text, or it names another where its kind must not.
    #[error("an entry like this cannot be written")]
    Form,
}

impl Pending {
    /// An entry of this day (in China). `idem` makes it the same entry when it is pended again: `pay/` and the trade number of
    /// the payment, `event/` and the number of the event, at most 200 ASCII characters. It is never public.
    #[must_use]
    pub fn new(idem: impl Into<String>, day: Day, what: What) -> Self {
        let secret = Secret::new(rand::random());
        Self { idem: idem.into(), day, what, names: None, subject: None, fields: Vec::new(), secret }
    }

    /// The entry that it takes back, corrects or erases fields of, by that one's `idem`. The index in `what` is then ignored:
    /// the sequencer puts in the right one.
    #[must_use]
    pub fn naming(mut self, idem: impl Into<String>) -> Self {
        self.names = Some(idem.into());
        self
    }

    /// Whom its fields are about: [`erase`](super::erase) of the same text deletes them.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// With a field that anybody may read until it is erased.
    #[must_use]
    pub fn open(mut self, name: &str, value: Value<'static>) -> Self {
        self.fields.push(Field { name: name.to_owned(), value, is_public: true });
        self
    }

    /// With a field that only the holder of the receipt may read.
    #[must_use]
    pub fn closed(mut self, name: &str, value: Value<'static>) -> Self {
        self.fields.push(Field { name: name.to_owned(), value, is_public: false });
        self
    }

    /// With this secret instead of a fresh random one.
    #[must_use]
    pub fn with_secret(mut self, secret: Secret) -> Self {
        self.secret = secret;
        self
    }

    /// What opens its fields; kept by the database as long as there are any.
    #[must_use]
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The bytes of its leaf. Where it names another entry, that one's index is still to be put in.
    fn leaf(&self) -> Result<Vec<u8>, Unfit> {
        let short = |text: &str| (1..=MOST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        let well_named = self.fields.iter().all(|field| field.name.parse::<ledger::word::Slug>().is_ok());
        let links = match &self.what {
            What::Money(money) => money.kind.link().is_some(),
            What::Erasure { .. } => true,
            What::Step { .. } | What::Heartbeat => false,
        };
        let named = self.names.as_deref().is_none_or(|idem| links && short(idem));
        if !short(&self.idem) || !well_named || !named {
            return Err(Unfit::Form);
        }
        let fields: Vec<_> = self.fields.iter().map(|field| (field.name.as_str(), field.value.clone())).collect();
        let made = self.secret.commit(&fields, self.what.digests())?;
        Entry::new(self.day, made.digests, self.what.clone())?.leaf().ok_or(Unfit::Form)
    }
}

/// Has an entry wait for its place; durable with the transaction of `conn`. Yields [`Pended::Before`] where the same `idem`
/// is known, whatever else is different.
///
/// # Errors
/// When the database fails. The inner error says why it cannot be an entry: a rule of the books that can be seen in it alone
/// is broken. Rules that need the books (an overspent project) show when its turn comes: then it is set aside for the operator.
pub async fn pend(conn: &mut Conn<'_>, pending: Pending, now: Millis) -> Result<Result<Pended, Unfit>, StoreError> {
    let leaf = match pending.leaf() {
        Ok(leaf) => leaf,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let Pending { idem, names, subject, fields, secret, .. } = pending;
    if conn.row(KNOWN, args![&idem]).await?.is_some() {
        return Ok(Ok(Pended::Before));
    }
    conn.run(INSERT, args![&idem, leaf, names, now]).await?;
    if !fields.is_empty() {
        conn.run(INSERT_SECRET, args![&idem, subject, *secret.as_bytes()]).await?;
    }
    for Field { name, value, is_public } in fields {
        let value = value.write().map_err(|_| StoreError::Corrupt("field"))?;
        conn.run(INSERT_VALUE, args![&idem, name, value, is_public]).await?;
    }
    Ok(Ok(Pended::New))
}
