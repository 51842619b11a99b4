//! Messages to people: written in the transaction that wants them, sent by the server afterwards.
//!
//! Sending is at least once: a message is leased for a while, and comes back when nobody confirms that it went. Whoever sends
//! knows one that comes again by its number ([`Message::seq`]), which never names another message.

use model::{ClaimId, Day, DonationId, Millis, PersonId};

use crate::{
    Change, Conn, Row, StoreError, args,
    person::{self, Sealed},
    statements,
};

/// Tries after which a message is given up.
pub const TRIES: u32 = 6;
/// Hours that messages are kept: thirty days.
pub(crate) const KEPT_HOURS: i64 = 24 * 30;

statements! {
    PUSH = "insert into outbox (person, claim, kind, at, next_at) values ($1, $2, $3, $4, $4)";
    PUSH_ONCE = "insert into outbox (person, donation, kind, once, at, next_at) values ($1, $2, $3, $4, $5, $5) \
        on conflict (once) do nothing";
    DUE = "select o.seq, o.person, o.claim, o.kind, o.tries, p.key_id, p.phone_sealed, c.due, o.donation from outbox o \
        join person p on p.id = o.person left join claim c on c.id = o.claim \
        where o.sent_at is null and o.next_at <= $1 and p.phone_sealed is not null order by o.next_at, o.seq limit $2";
    LEASE = "update outbox set tries = tries + 1, next_at = $2 where seq = $1";
    SENT = "update outbox set sent_at = $2 where seq = $1";
    GIVE_UP = "update outbox set sent_at = 0 where seq = $1";
    FORGET = "delete from outbox where person = $1";
    CLEAN = "delete from outbox where seq in (select seq from outbox where at <= $1 order by at limit $2)";
}

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Three days are left.
    Reminder3,
    /// One day is left.
    Reminder1,
    /// The deadline is today.
    Reminder0,
    /// The claim lapsed.
    Lapsed,
    /// The station took the claim back, or the wish was withdrawn.
    Revoked,
    /// The station had to refuse the goods.
    Rejected,
    /// The station has the goods.
    Received,
    /// It was handed over, and there is feedback.
    Feedback,
    /// A slot is kept for the person for twelve hours.
    Offer,
    /// The offer ran out.
    OfferOver,
    /// There will be no slot any more.
    WaitOver,
    /// A gift has come, and there is a receipt.
    ReceiptReady,
    /// A payment was found after its time, and counts.
    LatePayment,
    /// Money went back.
    Refunded,
}

impl MessageKind {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Reminder3,
        Self::Reminder1,
        Self::Reminder0,
        Self::Lapsed,
        Self::Revoked,
        Self::Rejected,
        Self::Received,
        Self::Feedback,
        Self::Offer,
        Self::OfferOver,
        Self::WaitOver,
        Self::ReceiptReady,
        Self::LatePayment,
        Self::Refunded,
    ];

    /// Its word in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reminder3 => "reminder_3",
            Self::Reminder1 => "reminder_1",
            Self::Reminder0 => "reminder_0",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
            Self::Rejected => "rejected",
            Self::Received => "received",
            Self::Feedback => "feedback",
            Self::Offer => "offer",
            Self::OfferOver => "offer_over",
            Self::WaitOver => "wait_over",
            Self::ReceiptReady => "receipt_ready",
            Self::LatePayment => "late_payment",
            Self::Refunded => "refunded",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// A message that wants to be sent.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its place.
    pub seq: i64,
    /// To whom.
    pub person: PersonId,
    /// The claim it is about.
    pub claim: Option<ClaimId>,
    /// The donation it is about.
    pub donation: Option<DonationId>,
    /// What it says.
    pub kind: MessageKind,
    /// The deadline of the claim.
    pub due: Option<Day>,
    /// The number, sealed for [`person::context`].
    pub phone: Sealed,
}

/// Writes a message down; it goes out after the commit.
pub(crate) async fn push(
    conn: &mut Conn<'_>,
    person: PersonId,
    claim: Option<ClaimId>,
    kind: MessageKind,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(PUSH, args![person, claim.map(|id| id.to_string()), kind.code(), now]).await?;
    Ok(())
}

/// Writes a message about a donation down, to the person who gave; `once` names what happened, which is told once. Whoever gave
/// without signing in left no number, and finds everything on the page of the donation.
pub(crate) async fn push_gift(
    conn: &mut Conn<'_>,
    (person, donation): (Option<PersonId>, DonationId),
    kind: MessageKind,
    once: &str,
    now: Millis,
) -> Result<(), StoreError> {
    if let Some(person) = person {
        conn.run(PUSH_ONCE, args![person, donation, kind.code(), once, now]).await?;
    }
    Ok(())
}

/// Whether a message wants to be sent.
///
/// # Errors
/// When the database fails.
pub async fn is_due(conn: &mut Conn<'_>, now: Millis) -> Result<bool, StoreError> {
    Ok(conn.row(DUE, args![now, 1]).await?.is_some())
}

/// Leases the messages that are due, so that no other server sends them meanwhile.
#[derive(Clone, Debug)]
pub struct TakeMessages {
    /// The moment.
    pub now: Millis,
    /// At most so many.
    pub most: u32,
}

impl Change for TakeMessages {
    type Done = Vec<Message>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Vec<Message>, StoreError> {
        let mut messages = Vec::new();
        for row in conn.rows(DUE, args![self.now, self.most]).await? {
            let (message, tries) = (message(&row)?, row.count(4)?);
            if tries >= TRIES {
                conn.run(GIVE_UP, args![message.seq]).await?;
                continue;
            }
            // 1, 2, 4, … minutes until it is tried again.
            let again = self.now.plus_minutes(1_i64 << tries.min(10));
            conn.run(LEASE, args![message.seq, again]).await?;
            messages.push(message);
        }
        Ok(messages)
    }
}

fn message(row: &Row) -> Result<Message, StoreError> {
    let claim = row.opt_text(2)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    let donation = row.opt_text(8)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    Ok(Message {
        seq: row.int(0)?,
        person: row.parsed(1)?,
        claim,
        donation,
        kind: row.word(3, MessageKind::from_code)?,
        due: row.opt_day(7)?,
        phone: person::sealed(row, 5)?,
    })
}

/// Notes that messages went out.
#[derive(Clone, Debug)]
pub struct MessagesSent {
    /// Their places.
    pub seqs: Vec<i64>,
    /// The moment.
    pub now: Millis,
}

impl Change for MessagesSent {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        for seq in self.seqs {
            conn.run(SENT, args![seq, self.now]).await?;
        }
        Ok(())
    }
}

/// Forgets every message to a person.
pub(crate) async fn forget(conn: &mut Conn<'_>, person: PersonId) -> Result<(), StoreError> {
    conn.run(FORGET, args![person]).await?;
    Ok(())
}

/// Forgets old messages; yields how many.
pub(crate) async fn clean(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<u64, StoreError> {
    conn.run(CLEAN, args![now.plus_hours(-KEPT_HOURS), most]).await
}
