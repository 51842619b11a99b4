//! What providers sent, as it came: evidence, kept with what became of it.

use model::Millis;

use crate::{Change, Conn, StoreError, args, statements};

statements! {
    KEEP = "insert into inbox (provider, hash, signature, body, verdict, at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (provider, hash) do nothing";
}

/// A message of a provider.
#[derive(Clone, Debug)]
pub struct KeepRaw {
    /// The provider.
    pub provider: String,
    /// The SHA-256 of its body, by which it is known again.
    pub hash: [u8; 32],
    /// The header of its signature.
    pub signature: String,
    /// Its body.
    pub body: Vec<u8>,
    /// What became of it.
    pub verdict: Verdict,
    /// The moment.
    pub now: Millis,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was read, and what it says is in the books.
    Applied,
    /// It is the provider's, but nobody can read it; a person looks at it.
    Unreadable,
}

impl Verdict {
    const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Unreadable => "unreadable",
        }
    }
}

pub(super) async fn keep(conn: &mut Conn<'_>, raw: KeepRaw) -> Result<(), StoreError> {
    let KeepRaw { provider, hash, signature, body, verdict, now } = raw;
    conn.run(KEEP, args![provider, hash, signature, body, verdict.code(), now]).await?;
    Ok(())
}

impl Change for KeepRaw {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        if self.verdict == Verdict::Unreadable {
            let [first, second, third, fourth, ..] = self.hash;
            let object = format!("{:08x}", u32::from_be_bytes([first, second, third, fourth]));
            super::item::open_once(conn, "unreadable_notice", &object, &self.provider, self.now).await?;
        }
        keep(conn, self).await
    }
}
